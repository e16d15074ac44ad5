//! A look at a store: is it whole, and can it be written?

use chrono::{DateTime, Utc};

use super::sql::Transaction;
use super::{FeedKind, Store, StoreError, schema};
use crate::season::RunnerId;

/// The state of a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreReport {
    /// The database and its version: "SQLite 3.50.2".
    pub database: String,
    /// The format of its tables.
    pub format: i64,
    /// Addresses that are in use.
    pub feeds: u64,
    /// Addresses that were revoked.
    pub revoked: u64,
    /// Calendars that were published.
    pub publications: u64,
    /// The latest moment that it holds: a clock that shows an earlier one is wrong.
    pub latest: Option<DateTime<Utc>>,
    /// The faults that the database finds, in its words.
    pub faults: Vec<String>,
    /// Calendars that are not as this program writes them. What can be read of one is kept, and the next is made after it.
    pub unreadable: Vec<(RunnerId, FeedKind)>,
}

impl Store {
    /// Reads through the store, and writes to it without leaving a trace.
    ///
    /// # Errors
    ///
    /// When it cannot be read or written at all.
    pub async fn check(&self) -> Result<StoreReport, StoreError> {
        let mut health = self
            .bounded(async {
                let mut reading = self.read().await?;
                let sqlite = self.0.pool.is_sqlite();
                let version = if sqlite {
                    "SELECT 'SQLite ' || sqlite_version()"
                } else {
                    "SELECT 'PostgreSQL ' || current_setting('server_version')"
                };
                let version = reading.row(version, &[]).await?;
                let mut faults = Vec::new();
                if sqlite {
                    for row in reading.rows("PRAGMA integrity_check", &[]).await? {
                        faults.push(row.text(0)?);
                    }
                    faults.retain(|fault| fault != "ok");
                }
                faults.extend(stray_events(&mut reading).await?);
                let live = "SELECT COUNT(*) FROM feed WHERE revoked IS NULL";
                Ok(StoreReport {
                    database: version.map_or_else(|| Ok(String::new()), |row| row.text(0))?,
                    format: schema::format(&mut reading).await?,
                    feeds: count(&mut reading, live).await?,
                    revoked: count(
                        &mut reading,
                        "SELECT COUNT(*) FROM feed WHERE revoked IS NOT NULL",
                    )
                    .await?,
                    latest: latest(&mut reading).await?,
                    publications: count(&mut reading, "SELECT COUNT(*) FROM publication").await?,
                    unreadable: Vec::new(),
                    faults,
                })
            })
            .await?;
        for found in self.revisions().await? {
            if let Some(last) = self.publication(&found.runner, found.kind).await?
                && !last.forgotten
                && (last.damaged || !last.is_readable())
            {
                health.unreadable.push((found.runner, found.kind));
            }
        }
        self.try_write().await?;
        Ok(health)
    }

    /// Writes to the store without leaving a trace.
    ///
    /// # Errors
    ///
    /// When that cannot be done, as on a disk that is read-only.
    pub async fn try_write(&self) -> Result<(), StoreError> {
        self.bounded(async { self.write().await?.take_back().await })
            .await
    }
}

/// Events of which the runner or the kind is damaged, so that they belong to no calendar.
async fn stray_events(reading: &mut Transaction) -> Result<Option<String>, StoreError> {
    let sql = "SELECT COUNT(*) FROM event AS e WHERE NOT EXISTS \
         (SELECT 1 FROM publication AS p WHERE p.runner = e.runner AND p.kind = e.kind)";
    let count = count(reading, sql).await?;
    Ok((count > 0).then(|| format!("{count} events belong to no calendar")))
}

async fn latest(reading: &mut Transaction) -> Result<Option<DateTime<Utc>>, StoreError> {
    let sql = "SELECT MAX(at) FROM (SELECT MAX(published) AS at FROM publication \
         UNION ALL SELECT MAX(created) AS at FROM feed UNION ALL SELECT MAX(modified) AS at FROM plan) AS latest";
    match reading.row(sql, &[]).await? {
        Some(row) => row.maybe_moment(0),
        None => Ok(None),
    }
}

/// The number that `sql` asks for.
pub(super) async fn count(transaction: &mut Transaction, sql: &'static str) -> Result<u64, StoreError> {
    match transaction.row(sql, &[]).await? {
        Some(row) => row.count(0),
        None => Ok(0),
    }
}
