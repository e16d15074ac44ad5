//! All of a store in one file, and back. A backup is an SQLite database of the same tables, whatever the store is: so it
//! moves a store from one to the other as well.
//!
//! What comes back is put beside what the store holds, and of two the later counts: nobody's calendar, plan or address
//! becomes older than it was.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::check::count;
use super::sql::Value::{Integer, None as Null, Text};
use super::sql::{self, Mode, Pool, Transaction};
use super::target::target;
use super::{Feed, FeedKind, Store, StoreError, TokenHash, feeds, schema, seconds};
use crate::files::{self, Beside};

/// How long a backup waits for what it asks of its own file.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a backup holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Contents {
    /// Addresses that are in use.
    pub feeds: usize,
    /// Addresses that were revoked.
    pub revoked: usize,
    /// Calendars that were published.
    pub publications: usize,
    /// Plans with a revision.
    pub plans: usize,
}

/// What became of a backup's contents in the store.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Restored {
    /// What the backup holds.
    pub contents: Contents,
    /// Calendars whose address in the backup is not in use any more.
    pub superseded: Vec<Superseded>,
    /// Calendars that the store holds as they were published later, or as late; they stay.
    pub later: usize,
}

/// A calendar that had an address when the backup was made, and has another one now, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Superseded {
    /// Whose calendar.
    pub name: String,
    /// Which of the two.
    pub kind: FeedKind,
    /// When the address was made that is in use; `None` if none is.
    pub by: Option<DateTime<Utc>>,
}

impl Store {
    /// Writes all of the store, as it is at one moment, to a file at `path`. An earlier backup there is replaced when
    /// all of the new one is there; a link is followed. Others go on writing meanwhile.
    ///
    /// # Errors
    ///
    /// When the store cannot be read, or the file not be written; when something else than a backup stands there.
    pub async fn backup(&self, path: &Path) -> Result<Contents, StoreError> {
        let cannot = |error: &std::io::Error| StoreError::Target {
            path: path.display().to_string(),
            reason: files::reason(error),
        };
        let file = self.0.file.as_ref().map(|(file, _)| file.as_path());
        let place = target(path, file)?;
        let beside = Beside::new(&place).map_err(|error| cannot(&error))?;
        let pool = Pool::sqlite(sql::portable(beside.path()), PATIENCE).await?;
        schema::bring_up(&pool).await?;
        let mut to = pool.begin(Mode::Write).await?;
        let mut from = self.read().await?;
        let copied = put_beside(&mut from, &mut to).await?;
        drop(from);
        to.commit().await?;
        pool.close().await;
        beside.keep().map_err(|error| cannot(&error))?;
        Ok(copied.contents)
    }

    /// Puts what the backup at `path` holds beside what the store holds, all of it or nothing. Of a calendar and of a
    /// plan, the later revision counts. What was revoked stays so; of two addresses of one calendar the one that
    /// was made later stays in use, and the other is revoked.
    ///
    /// # Errors
    ///
    /// When the store has feeds and `force` does not say that others may come to them; when the file is no backup; when
    /// the store cannot be written.
    pub async fn restore(&self, path: &Path, force: bool) -> Result<Restored, StoreError> {
        let shown = path.display().to_string();
        files::identity(path).map_err(|error| StoreError::Open {
            store: shown.clone(),
            reason: files::reason(&error),
        })?;
        let pool = Pool::sqlite(sql::read_only(path), PATIENCE).await?;
        let mut from = pool.begin(Mode::Read).await?;
        let found = match schema::format(&mut from).await {
            Ok(found) => found,
            Err(StoreError::Failed { .. } | StoreError::Damaged { .. }) => {
                return Err(StoreError::Damaged {
                    store: shown,
                    reason: "it is not a backup of longrun".to_owned(),
                });
            }
            Err(error) => return Err(error),
        };
        if found != schema::FORMAT {
            return Err(StoreError::Newer {
                store: shown,
                found,
                known: schema::FORMAT,
            });
        }
        let mut writing = self.write().await?;
        let to = &mut writing.transaction;
        let live = count(to, "SELECT COUNT(*) FROM feed WHERE revoked IS NULL").await?;
        let revoked = count(to, "SELECT COUNT(*) FROM feed WHERE revoked IS NOT NULL").await?;
        if live + revoked > 0 && !force {
            return Err(StoreError::NotEmpty {
                store: self.shown().to_owned(),
                feeds: live,
                revoked,
            });
        }
        let restored = put_beside(&mut from, to).await?;
        writing.commit().await?;
        drop(from);
        pool.close().await;
        Ok(restored)
    }
}

/// Copies every row; where there is one already, the later of the two counts.
async fn put_beside(from: &mut Transaction, to: &mut Transaction) -> Result<Restored, StoreError> {
    let feeds = feeds::all(from).await?;
    let superseded = put_feeds(&feeds, to).await?;
    let (publications, later) = put_publications(from, to).await?;
    let live = feeds.iter().filter(|feed| feed.revoked.is_none()).count();
    Ok(Restored {
        contents: Contents {
            feeds: live,
            revoked: feeds.len() - live,
            publications,
            plans: put_plans(from, to).await?,
        },
        superseded,
        later,
    })
}

/// Whose calendar, and which of the two.
type Calendar = (String, &'static str);

fn calendar(feed: &Feed) -> Calendar {
    (feed.name.clone(), feed.kind.word())
}

/// The addresses in use.
fn live(feeds: &[Feed]) -> BTreeMap<Calendar, Feed> {
    let live = feeds.iter().filter(|feed| feed.revoked.is_none());
    live.map(|feed| (calendar(feed), feed.clone())).collect()
}

async fn put_feeds(theirs: &[Feed], to: &mut Transaction) -> Result<Vec<Superseded>, StoreError> {
    let ours = feeds::all(to).await?;
    let known: BTreeMap<TokenHash, &Feed> = ours.iter().map(|feed| (feed.token, feed)).collect();
    let mut in_use = live(&ours);
    // First what goes, so that no calendar ever has two.
    for feed in theirs {
        let is_open = known.get(&feed.token).is_some_and(|ours| ours.revoked.is_none());
        if let (true, Some(at)) = (is_open, feed.revoked) {
            revoke(to, feed.token, at).await?;
            in_use.remove(&calendar(feed));
        }
    }
    for feed in theirs.iter().filter(|feed| !known.contains_key(&feed.token)) {
        let mut feed = feed.clone();
        if feed.revoked.is_none()
            && let Some(ours) = in_use.get(&calendar(&feed))
        {
            if ours.created >= feed.created {
                feed.revoked = Some(ours.created);
            } else {
                revoke(to, ours.token, feed.created).await?;
            }
        }
        insert(to, &feed).await?;
    }
    let in_use = live(&feeds::all(to).await?);
    let mut superseded = Vec::new();
    for (key, before) in live(theirs) {
        let by = in_use.get(&key);
        if by.is_none_or(|by| by.token != before.token) {
            superseded.push(Superseded {
                name: before.name,
                kind: before.kind,
                by: by.map(|by| by.created),
            });
        }
    }
    Ok(superseded)
}

async fn revoke(to: &mut Transaction, token: TokenHash, at: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE feed SET revoked = $1 WHERE token_hash = $2";
    let hash = token.to_hex();
    let values = [Integer(seconds(at)), Text(&hash)];
    to.execute(sql, &values).await.map(drop)
}

async fn insert(to: &mut Transaction, feed: &Feed) -> Result<(), StoreError> {
    let sql = "INSERT INTO feed (token_hash, name, kind, created, revoked) VALUES ($1, $2, $3, $4, $5)";
    let hash = feed.token.to_hex();
    let values = [
        Text(&hash),
        Text(&feed.name),
        Text(feed.kind.word()),
        Integer(seconds(feed.created)),
        feed.revoked.map_or(Null, |at| Integer(seconds(at))),
    ];
    to.execute(sql, &values).await.map(drop)
}

/// How many there are, and how many of them stay as the store had them.
async fn put_publications(
    from: &mut Transaction,
    to: &mut Transaction,
) -> Result<(usize, usize), StoreError> {
    let revisions = "SELECT name, kind, revision, published FROM publication";
    let mut ours: BTreeMap<(String, String), (i64, i64)> = BTreeMap::new();
    for row in to.rows(revisions, &[]).await? {
        let revision = (row.integer(2)?, row.integer(3)?);
        ours.insert((row.text(0)?, row.text(1)?), revision);
    }
    let theirs = from.rows(revisions, &[]).await?;
    let mut later = 0;
    for row in &theirs {
        let name = (row.text(0)?, row.text(1)?);
        let (ours, revision) = (ours.get(&name), row.integer(2)?);
        if ours.is_some_and(|(ours, _)| *ours >= revision) {
            later += 1;
            continue;
        }
        let not_before = ours.map_or(i64::MIN, |(_, published)| published.saturating_add(1));
        put_publication(from, to, &name, not_before).await?;
    }
    Ok((theirs.len(), later))
}

/// One at a time: all calendars of a club together need not fit into memory.
async fn put_publication(
    from: &mut Transaction,
    to: &mut Transaction,
    name: &(String, String),
    not_before: i64,
) -> Result<(), StoreError> {
    let sql = "SELECT revision, published, ics FROM publication WHERE name = $1 AND kind = $2";
    let Some(row) = from.row(sql, &[Text(&name.0), Text(&name.1)]).await? else {
        return Ok(());
    };
    let ics = row.text(2)?;
    let sql = "INSERT INTO publication (name, kind, revision, published, ics) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (name, kind) DO UPDATE SET revision = $3, published = $4, ics = $5";
    let values = [
        Text(&name.0),
        Text(&name.1),
        Integer(row.integer(0)?),
        Integer(row.integer(1)?.max(not_before)),
        Text(&ics),
    ];
    to.execute(sql, &values).await.map(drop)
}

/// How many there are.
async fn put_plans(from: &mut Transaction, to: &mut Transaction) -> Result<usize, StoreError> {
    let plans = "SELECT name, hash, sequence, modified FROM plan";
    let mut ours: BTreeMap<String, (String, i64, i64)> = BTreeMap::new();
    for row in to.rows(plans, &[]).await? {
        let plan = (row.text(1)?, row.integer(2)?, row.integer(3)?);
        ours.insert(row.text(0)?, plan);
    }
    let theirs = from.rows(plans, &[]).await?;
    for row in &theirs {
        let (name, hash) = (row.text(0)?, row.text(1)?);
        let (mut sequence, mut modified) = (row.integer(2)?, row.integer(3)?);
        if let Some((known, ours, at)) = ours.get(&name) {
            if *ours > sequence || (*ours == sequence && *known == hash) {
                continue;
            }
            // The same number for two contents: neither may be taken for the other.
            sequence += i64::from(*ours == sequence);
            modified = modified.max(at.saturating_add(1));
        }
        let sql = "INSERT INTO plan (name, hash, sequence, modified) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (name) DO UPDATE SET hash = $2, sequence = $3, modified = $4";
        to.execute(
            sql,
            &[Text(&name), Text(&hash), Integer(sequence), Integer(modified)],
        )
        .await?;
    }
    Ok(theirs.len())
}
