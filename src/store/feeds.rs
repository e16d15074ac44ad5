//! The private addresses. A feed belongs to a runner, and not to a file: it outlives a season.

use chrono::{DateTime, Utc};

use super::runners::id;
use super::sql::SqlValue::{Integer, Text};
use super::sql::{SqlRow, Transaction};
use super::{FeedKind, Store, StoreError, Token, TokenHash, Writing, seconds};
use crate::season::RunnerId;

/// An address that was given out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedAddress {
    /// The runner.
    pub runner: RunnerId,
    /// The runner's name, as it is shown.
    pub label: String,
    /// The kind of calendar.
    pub kind: FeedKind,
    /// The hash of the address's token.
    pub token: TokenHash,
    /// The time at which it was made.
    pub created: DateTime<Utc>,
    /// The time since which it is no more, if so.
    pub revoked: Option<DateTime<Utc>>,
}

impl Store {
    /// All addresses that were ever given out, by runner; of one runner in the order in which they were made.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn feeds(&self) -> Result<Vec<FeedAddress>, StoreError> {
        self.bounded(async {
            let mut reading = self.read().await?;
            let mut feeds = all(&mut reading).await?;
            // The databases disagree about the order of letters.
            feeds.sort_by(|a, b| key(a).cmp(&key(b)));
            Ok(feeds)
        })
        .await
    }

    /// Makes an address for a runner's calendar, and gives its token, which is not kept.
    ///
    /// # Errors
    ///
    /// When it has one already, or the store cannot be written.
    pub async fn add(
        &self,
        runner: &RunnerId,
        kind: FeedKind,
        at: DateTime<Utc>,
    ) -> Result<Token, StoreError> {
        self.bounded(async {
            let mut writing = self.write().await?;
            if writing.is_live(runner, kind).await? {
                return Err(StoreError::HasFeed {
                    runner: runner.clone(),
                    kind,
                });
            }
            let token = writing.insert(runner, kind, at).await?;
            writing.commit().await?;
            Ok(token)
        })
        .await
    }

    /// Gives a runner's calendar another address; the one it has is revoked.
    ///
    /// # Errors
    ///
    /// When it has none, or the store cannot be written.
    pub async fn rotate(
        &self,
        runner: &RunnerId,
        kind: FeedKind,
        at: DateTime<Utc>,
    ) -> Result<Token, StoreError> {
        self.bounded(async {
            let mut writing = self.write().await?;
            writing.revoke(runner, kind, at).await?;
            let token = writing.insert(runner, kind, at).await?;
            writing.commit().await?;
            Ok(token)
        })
        .await
    }

    /// Takes the address of a runner's calendar away.
    ///
    /// # Errors
    ///
    /// When it has none, or the store cannot be written.
    pub async fn revoke(
        &self,
        runner: &RunnerId,
        kind: FeedKind,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.bounded(async {
            let mut writing = self.write().await?;
            writing.revoke(runner, kind, at).await?;
            writing.commit().await
        })
        .await
    }
}

impl Writing<'_> {
    async fn is_live(&mut self, runner: &RunnerId, kind: FeedKind) -> Result<bool, StoreError> {
        let sql = "SELECT created FROM feed WHERE runner = $1 AND kind = $2 AND revoked IS NULL";
        let found = self
            .transaction
            .row(sql, &[Text(runner.as_str()), Text(kind.word())])
            .await?;
        Ok(found.is_some())
    }

    async fn insert(
        &mut self,
        runner: &RunnerId,
        kind: FeedKind,
        at: DateTime<Utc>,
    ) -> Result<Token, StoreError> {
        let token = Token::random().map_err(StoreError::Random)?;
        // A feed may be made before anything else is known of the runner.
        let sql =
            "INSERT INTO runner (id, label, named, many) VALUES ($1, $1, $1, 0) ON CONFLICT (id) DO NOTHING";
        self.transaction.execute(sql, &[Text(runner.as_str())]).await?;
        let hash = token.hash().to_hex();
        let sql = "INSERT INTO feed (token_hash, runner, kind, created) VALUES ($1, $2, $3, $4)";
        let values = [
            Text(&hash),
            Text(runner.as_str()),
            Text(kind.word()),
            Integer(seconds(at)),
        ];
        self.transaction.execute(sql, &values).await?;
        Ok(token)
    }

    async fn revoke(
        &mut self,
        runner: &RunnerId,
        kind: FeedKind,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE feed SET revoked = $1 WHERE runner = $2 AND kind = $3 AND revoked IS NULL";
        let values = [Integer(seconds(at)), Text(runner.as_str()), Text(kind.word())];
        match self.transaction.execute(sql, &values).await? {
            0 => Err(StoreError::NoFeed {
                runner: runner.to_string(),
                kind,
            }),
            _ => Ok(()),
        }
    }
}

/// All addresses, in any order.
async fn all(reading: &mut Transaction) -> Result<Vec<FeedAddress>, StoreError> {
    let sql = "SELECT feed.runner, runner.label, feed.kind, feed.token_hash, feed.created, feed.revoked \
         FROM feed JOIN runner ON runner.id = feed.runner";
    reading.rows(sql, &[]).await?.iter().map(feed).collect()
}

fn feed(row: &SqlRow) -> Result<FeedAddress, StoreError> {
    let hash = TokenHash::of_hex(&row.text(3)?);
    Ok(FeedAddress {
        runner: id(row, 0)?,
        label: row.text(1)?,
        kind: row.kind(2)?,
        token: hash.ok_or_else(|| row.damaged("it holds a token's hash that is none".to_owned()))?,
        created: row.moment(4)?,
        revoked: row.maybe_moment(5)?,
    })
}

fn key(feed: &FeedAddress) -> (&RunnerId, &str, DateTime<Utc>, bool, TokenHash) {
    let is_live = feed.revoked.is_none();
    (&feed.runner, feed.kind.word(), feed.created, is_live, feed.token)
}
