//! Who has a private address. A feed belongs to a runner's calendar, by its name, and not to a file: it outlives a
//! season.

use chrono::{DateTime, Utc};

use super::sql::Value::{Integer, Text};
use super::sql::{Row, Transaction};
use super::{FeedKind, Store, StoreError, Token, TokenHash, Writing, seconds};

/// The longest name of a feed, in characters.
const LONGEST_NAME: usize = 200;

/// An address that was given out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Whose calendar.
    pub name: String,
    /// Which of the two.
    pub kind: FeedKind,
    /// What the address's token hashes to.
    pub token: TokenHash,
    /// When it was made.
    pub created: DateTime<Utc>,
    /// Since when it is no more, if so.
    pub revoked: Option<DateTime<Utc>>,
}

impl Store {
    /// All addresses that were ever given out, by name; of one name in the order in which they were made.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn feeds(&self) -> Result<Vec<Feed>, StoreError> {
        self.bounded(async {
            let mut reading = self.read().await?;
            let mut feeds = all(&mut reading).await?;
            // The databases disagree about the order of letters.
            feeds.sort_by(|a, b| key(a).cmp(&key(b)));
            Ok(feeds)
        })
        .await
    }

    /// Makes an address for the calendar `name`, and gives its token, which is not kept.
    ///
    /// # Errors
    ///
    /// When it has one already, cannot be called that, or the store cannot be written.
    pub async fn add(&self, name: &str, kind: FeedKind, at: DateTime<Utc>) -> Result<Token, StoreError> {
        check_name(name)?;
        self.bounded(async {
            let mut writing = self.write().await?;
            if writing.is_live(name, kind).await? {
                return Err(StoreError::HasFeed {
                    name: name.to_owned(),
                    kind,
                });
            }
            let token = writing.insert(name, kind, at).await?;
            writing.commit().await?;
            Ok(token)
        })
        .await
    }

    /// Gives the calendar `name` another address; the one it has is revoked.
    ///
    /// # Errors
    ///
    /// When it has none, or the store cannot be written.
    pub async fn rotate(&self, name: &str, kind: FeedKind, at: DateTime<Utc>) -> Result<Token, StoreError> {
        self.bounded(async {
            let mut writing = self.write().await?;
            writing.revoke(name, kind, at).await?;
            let token = writing.insert(name, kind, at).await?;
            writing.commit().await?;
            Ok(token)
        })
        .await
    }

    /// Takes the address of the calendar `name` away.
    ///
    /// # Errors
    ///
    /// When it has none, or the store cannot be written.
    pub async fn revoke(&self, name: &str, kind: FeedKind, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.bounded(async {
            let mut writing = self.write().await?;
            writing.revoke(name, kind, at).await?;
            writing.commit().await
        })
        .await
    }
}

impl Writing<'_> {
    async fn is_live(&mut self, name: &str, kind: FeedKind) -> Result<bool, StoreError> {
        let sql = "SELECT created FROM feed WHERE name = $1 AND kind = $2 AND revoked IS NULL";
        let found = self
            .transaction
            .row(sql, &[Text(name), Text(kind.word())])
            .await?;
        Ok(found.is_some())
    }

    async fn insert(&mut self, name: &str, kind: FeedKind, at: DateTime<Utc>) -> Result<Token, StoreError> {
        let token = Token::random().map_err(StoreError::Random)?;
        let hash = token.hash().to_hex();
        let sql = "INSERT INTO feed (token_hash, name, kind, created) VALUES ($1, $2, $3, $4)";
        let values = [Text(&hash), Text(name), Text(kind.word()), Integer(seconds(at))];
        self.transaction.execute(sql, &values).await?;
        Ok(token)
    }

    async fn revoke(&mut self, name: &str, kind: FeedKind, at: DateTime<Utc>) -> Result<(), StoreError> {
        let sql = "UPDATE feed SET revoked = $1 WHERE name = $2 AND kind = $3 AND revoked IS NULL";
        let values = [Integer(seconds(at)), Text(name), Text(kind.word())];
        match self.transaction.execute(sql, &values).await? {
            0 => Err(StoreError::NoFeed {
                name: name.to_owned(),
                kind,
            }),
            _ => Ok(()),
        }
    }
}

/// All addresses, in any order.
pub(super) async fn all(reading: &mut Transaction) -> Result<Vec<Feed>, StoreError> {
    let sql = "SELECT name, kind, token_hash, created, revoked FROM feed";
    reading.rows(sql, &[]).await?.iter().map(feed).collect()
}

fn feed(row: &Row) -> Result<Feed, StoreError> {
    let hash = TokenHash::of_hex(&row.text(2)?);
    Ok(Feed {
        name: row.text(0)?,
        kind: row.kind(1)?,
        token: hash.ok_or_else(|| row.damaged("it holds a token's hash that is none".to_owned()))?,
        created: row.moment(3)?,
        revoked: row.maybe_moment(4)?,
    })
}

fn key(feed: &Feed) -> (&str, &str, DateTime<Utc>, bool, TokenHash) {
    let is_live = feed.revoked.is_none();
    (&feed.name, feed.kind.word(), feed.created, is_live, feed.token)
}

fn check_name(name: &str) -> Result<(), StoreError> {
    let fits = name.chars().count() <= LONGEST_NAME;
    if name.trim().is_empty() || !fits || name.chars().any(char::is_control) {
        return Err(StoreError::BadName { most: LONGEST_NAME });
    }
    Ok(())
}
