//! All of a store in one file, and back. A backup is an SQLite database of the same tables, whatever the store is: so it
//! moves a store from one to the other as well.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use super::check::count;
use super::sql::Value::{Integer, None as Null, Text};
use super::sql::{self, Mode, Pool, Transaction};
use super::{Store, StoreError, schema};
use crate::files::{self, Beside};

/// How long a backup waits for what it asks of its own file.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a backup holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Contents {
    /// Addresses, revoked ones among them.
    pub feeds: usize,
    /// Calendars that were published.
    pub publications: usize,
    /// Plans with a revision.
    pub plans: usize,
}

impl Store {
    /// Writes all of the store, as it is at one moment, to a file at `path`, which is replaced when all of it is
    /// there. Others go on writing meanwhile.
    ///
    /// # Errors
    ///
    /// When the store cannot be read, or the file not be written.
    pub async fn backup(&self, path: &Path) -> Result<Contents, StoreError> {
        let cannot = |error: &std::io::Error| StoreError::Open {
            store: path.display().to_string(),
            reason: files::reason(error),
        };
        let beside = Beside::new(path).map_err(|error| cannot(&error))?;
        let pool = Pool::sqlite(sql::portable(beside.path()), PATIENCE).await?;
        schema::bring_up(&pool).await?;
        let mut to = pool.begin(Mode::Write).await?;
        let mut from = self.read().await?;
        let contents = copy(&mut from, &mut to, &Floor::default()).await?;
        drop(from);
        to.commit().await?;
        pool.close().await;
        beside.keep().map_err(|error| cannot(&error))?;
        Ok(contents)
    }

    /// Puts what the backup at `path` holds in place of all that the store holds, or nothing. What was revoked stays so,
    /// and no revision falls.
    ///
    /// # Errors
    ///
    /// When the store has feeds and `force` does not say that they may go; when the file is no backup; when the store
    /// cannot be written.
    pub async fn restore(&self, path: &Path, force: bool) -> Result<Contents, StoreError> {
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
        let feeds = count(to, "SELECT COUNT(*) FROM feed").await?;
        if feeds > 0 && !force {
            return Err(StoreError::NotEmpty {
                store: self.shown().to_owned(),
                feeds: usize::try_from(feeds).unwrap_or(usize::MAX),
            });
        }
        let floor = Floor::of(to).await?;
        to.execute("DELETE FROM feed WHERE revoked IS NULL", &[]).await?;
        to.execute("DELETE FROM publication", &[]).await?;
        to.execute("DELETE FROM plan", &[]).await?;
        let contents = copy(&mut from, to, &floor).await?;
        writing.commit().await?;
        drop(from);
        pool.close().await;
        Ok(contents)
    }
}

/// What may not fall when older data comes back.
#[derive(Debug, Default)]
struct Floor {
    /// The revision and the moment of each publication.
    publications: BTreeMap<(String, String), (i64, i64)>,
    /// The SEQUENCE and the moment of each plan.
    plans: BTreeMap<String, (i64, i64)>,
}

impl Floor {
    async fn of(store: &mut Transaction) -> Result<Self, StoreError> {
        let mut floor = Floor::default();
        let sql = "SELECT name, kind, revision, published FROM publication";
        for row in store.rows(sql, &[]).await? {
            let name = (row.text(0)?, row.text(1)?);
            floor
                .publications
                .insert(name, (row.integer(2)? + 1, row.integer(3)? + 1));
        }
        for row in store
            .rows("SELECT name, sequence, modified FROM plan", &[])
            .await?
        {
            let next = (row.integer(1)? + 1, row.integer(2)? + 1);
            floor.plans.insert(row.text(0)?, next);
        }
        Ok(floor)
    }
}

/// Copies every row; numbers below the floor are raised to it.
async fn copy(from: &mut Transaction, to: &mut Transaction, floor: &Floor) -> Result<Contents, StoreError> {
    let feeds = from
        .rows("SELECT token_hash, name, kind, created, revoked FROM feed", &[])
        .await?;
    for row in &feeds {
        let sql = "INSERT INTO feed (token_hash, name, kind, created, revoked) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (token_hash) DO NOTHING";
        let (hash, name, kind) = (row.text(0)?, row.text(1)?, row.text(2)?);
        let revoked = row.maybe(4)?.map_or(Null, Integer);
        let values = [
            Text(&hash),
            Text(&name),
            Text(&kind),
            Integer(row.integer(3)?),
            revoked,
        ];
        to.execute(sql, &values).await?;
    }
    let names = from.rows("SELECT name, kind FROM publication", &[]).await?;
    for row in &names {
        let name = (row.text(0)?, row.text(1)?);
        copy_publication(from, to, &name, floor.publications.get(&name)).await?;
    }
    let plans = from
        .rows("SELECT name, hash, sequence, modified FROM plan", &[])
        .await?;
    for row in &plans {
        let (name, hash) = (row.text(0)?, row.text(1)?);
        let (sequence, modified) = floor.plans.get(&name).copied().unwrap_or_default();
        let sql = "INSERT INTO plan (name, hash, sequence, modified) VALUES ($1, $2, $3, $4)";
        let sequence = Integer(row.integer(2)?.max(sequence));
        let modified = Integer(row.integer(3)?.max(modified));
        to.execute(sql, &[Text(&name), Text(&hash), sequence, modified])
            .await?;
    }
    Ok(Contents {
        feeds: feeds.len(),
        publications: names.len(),
        plans: plans.len(),
    })
}

/// One at a time: all calendars of a club together need not fit into memory.
async fn copy_publication(
    from: &mut Transaction,
    to: &mut Transaction,
    name: &(String, String),
    floor: Option<&(i64, i64)>,
) -> Result<(), StoreError> {
    let sql = "SELECT revision, published, ics FROM publication WHERE name = $1 AND kind = $2";
    let Some(row) = from.row(sql, &[Text(&name.0), Text(&name.1)]).await? else {
        return Ok(());
    };
    let (revision, published) = floor.copied().unwrap_or_default();
    let ics = row.text(2)?;
    let sql = "INSERT INTO publication (name, kind, revision, published, ics) VALUES ($1, $2, $3, $4, $5)";
    let values = [
        Text(&name.0),
        Text(&name.1),
        Integer(row.integer(0)?.max(revision)),
        Integer(row.integer(1)?.max(published)),
        Text(&ics),
    ];
    to.execute(sql, &values).await.map(drop)
}
