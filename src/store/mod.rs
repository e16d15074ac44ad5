//! The data that must outlive the server: runners, private addresses, published calendars, and the plans' revisions. In
//! SQLite, or in a PostgreSQL that several servers share; one SQL text serves both.
//!
//! - `url`: where it is; `error`: what can go wrong with it,
//! - `runners`: runners and the files that are theirs,
//! - `token`: the secret of a private address, of which only a hash is kept; `secret`: the key of action links,
//! - `feeds`: private addresses; `publications`: each feed's last calendar, as `publication_rows` and `event_rows`;
//!   `highest`: the highest SEQUENCE that was sent; `plans`: one revision a plan,
//! - `backup`: all of it in one file, and back, after `inspect` has read it; `merge`, `copy`: two stores put together; `backup_target`: the places where
//!   such a file may go; `check`: faults of a store,
//! - `schema`: its tables; `names_to_ids`: the step to the second format; `sql`: the two databases behind one face.
//!
//! Writers queue: every change first raises the counter, one row, so that it is a lock as well as the sign by which
//! other servers see that something changed ([`Store::change`]). Nothing waits for ever: what takes longer than the
//! store's patience is an error.

mod backup;
mod backup_target;
mod check;
mod copy;
mod error;
mod event_rows;
mod feeds;
mod highest;
mod inspect;
mod merge;
mod names_to_ids;
mod plans;
mod publication_rows;
mod publications;
mod runners;
mod schema;
mod secret;
mod sql;
mod token;
mod url;

use std::fmt;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use tokio::sync::{Mutex, MutexGuard};

use crate::files::{self, FileId};
pub use crate::season::Feed as FeedKind;
pub use check::StoreReport;
pub use error::StoreError;
pub use event_rows::{CalendarRows, EventRow};
pub use feeds::FeedAddress;
pub use merge::{Contents, Restored, Superseded};
pub use plans::PlanRevision;
pub use publication_rows::{Publication, PublicationRevision};
pub use publications::{Published, PublishedEventChange};
pub use runners::{Named, Runners, SeasonClaim, StoredRunner};
pub use secret::Secret;
use sql::{Mode, Pool, Transaction};
pub use token::{Token, TokenHash};
pub use url::StoreUrl;

/// The time that the store waits for a lock, a connection or an answer before it fails.
const PATIENCE: Duration = Duration::from_secs(5);

/// The time that bringing a store to another format may take: each calendar in it is read and written once.
const UPGRADE: Duration = Duration::from_secs(600);

/// Time between two tries to open a database file that another program is opening.
const RETRY: Duration = Duration::from_millis(20);

/// An open store. Clones share it.
#[derive(Clone)]
pub struct Store(Arc<StoreParts>);

struct StoreParts {
    pool: Pool,
    /// The file, where it is one, and which: SQLite goes on writing into a file that was deleted.
    file: Option<(PathBuf, FileId)>,
    patience: Duration,
    /// Writers of this program wait here, and leave the connections to those who read.
    writers: Mutex<()>,
}

impl Store {
    /// Opens the store at `url`, and makes its tables, or the file with them, where they are not there yet. The folder
    /// of a file must be there.
    ///
    /// # Errors
    ///
    /// When it cannot be reached or made, or a newer version of the program wrote it.
    pub async fn open(url: &StoreUrl) -> Result<Self, StoreError> {
        Self::open_within(url, PATIENCE).await
    }

    /// [`Store::open`] with a patience of its own: how long it waits for a lock, a connection or an answer, now and
    /// later.
    ///
    /// # Errors
    ///
    /// As [`Store::open`].
    pub async fn open_within(url: &StoreUrl, patience: Duration) -> Result<Self, StoreError> {
        if let StoreUrl::Sqlite(path) = url {
            files::make_private(path).map_err(|error| cannot_open(url, &error))?;
        }
        Self::open_there(url, patience).await
    }

    /// Opens a store that is there already: without one, that is an error, and none is made.
    ///
    /// # Errors
    ///
    /// As [`Store::open`].
    pub async fn open_existing(url: &StoreUrl) -> Result<Self, StoreError> {
        Self::open_there(url, PATIENCE).await
    }

    async fn open_there(url: &StoreUrl, patience: Duration) -> Result<Self, StoreError> {
        let open = async {
            let (pool, file) = match url {
                StoreUrl::Sqlite(path) => {
                    let id = files::identity(path).map_err(|error| cannot_open(url, &error))?;
                    let pool = sqlite(path, patience).await?;
                    (pool, Some((path.clone(), id)))
                }
                StoreUrl::Postgres(options) => (Pool::postgres(options, patience).await?, None),
            };
            let outdated = schema::look(&pool).await?;
            Ok((pool, file, outdated))
        };
        let shown = url.to_string();
        let opened = tokio::time::timeout(patience.saturating_mul(3), open);
        let (pool, file, outdated) = opened.await.map_err(|_| StoreError::late(&shown))??;
        if let Some(outdated) = outdated {
            let taken = tokio::time::timeout(UPGRADE, outdated.take_steps(&pool));
            taken.await.map_err(|_| StoreError::late(&shown))??;
        }
        Ok(Store(Arc::new(StoreParts {
            pool,
            file,
            patience,
            writers: Mutex::new(()),
        })))
    }

    /// The store's address, without a password.
    pub fn shown(&self) -> &str {
        self.0.pool.shown()
    }

    /// Ends the connections. What was acknowledged is kept with or without it.
    pub async fn close(&self) {
        let _ = tokio::time::timeout(self.0.patience, self.0.pool.close()).await;
    }

    /// A number that rises with every change of feeds, publications and plans, whichever server makes it. Cheap to
    /// ask for several times a second.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn change(&self) -> Result<u64, StoreError> {
        self.bounded(async {
            let mut reading = self.read().await?;
            let row = reading
                .row("SELECT number FROM counter WHERE id = 1", &[])
                .await?;
            row.ok_or_else(|| self.damaged("its counter is missing"))?
                .count(0)
        })
        .await
    }

    /// Begins to read: all that is read is of one moment.
    async fn read(&self) -> Result<Transaction, StoreError> {
        self.look_for_file()?;
        self.0.pool.begin(Mode::Read).await
    }

    /// Begins to write, when it is this writer's turn.
    async fn write(&self) -> Result<Writing<'_>, StoreError> {
        let turn = self.0.writers.lock().await;
        self.look_for_file()?;
        let mut transaction = self.0.pool.begin(Mode::Write).await?;
        let raised = transaction
            .execute("UPDATE counter SET number = number + 1 WHERE id = 1", &[])
            .await?;
        if raised != 1 {
            return Err(self.damaged("its counter is missing"));
        }
        Ok(Writing {
            store: self,
            transaction,
            _turn: turn,
        })
    }

    /// Fails where the file is another one than was opened: what is written there nobody finds again.
    fn look_for_file(&self) -> Result<(), StoreError> {
        let Some((path, id)) = &self.0.file else {
            return Ok(());
        };
        match files::identity(path) {
            Ok(found) if found == *id => Ok(()),
            _ => Err(StoreError::Vanished {
                store: path.display().to_string(),
            }),
        }
    }

    /// `work`, or an error when it takes much longer than the patience for one of its steps.
    async fn bounded<T>(&self, work: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
        let limit = self.0.patience.saturating_mul(3);
        let done = tokio::time::timeout(limit, work).await;
        done.unwrap_or_else(|_| Err(StoreError::late(self.shown())))
    }

    fn damaged(&self, reason: impl Into<String>) -> StoreError {
        StoreError::Damaged {
            store: self.shown().to_owned(),
            reason: reason.into(),
        }
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Store({})", self.shown())
    }
}

/// A change in progress; dropped, it is taken back, and the counter stays as it was.
struct Writing<'s> {
    store: &'s Store,
    transaction: Transaction,
    _turn: MutexGuard<'s, ()>,
}

impl Writing<'_> {
    /// Ends it: from here on it lasts.
    async fn commit(self) -> Result<(), StoreError> {
        self.transaction.commit().await?;
        self.store.look_for_file()
    }

    /// Ends it without a trace.
    async fn take_back(self) -> Result<(), StoreError> {
        self.transaction.take_back().await
    }
}

/// Opens the database file at `path`, waiting up to `patience` for another program that is opening it too: SQLite turns
/// its write-ahead log on without waiting.
async fn sqlite(path: &Path, patience: Duration) -> Result<Pool, StoreError> {
    let begun = Instant::now();
    loop {
        match Pool::sqlite(sql::lasting(path, patience), patience).await {
            Err(StoreError::Locked { .. }) if begun.elapsed() < patience => tokio::time::sleep(RETRY).await,
            opened => return opened,
        }
    }
}

fn cannot_open(url: &StoreUrl, error: &std::io::Error) -> StoreError {
    let folder_is_missing = match url {
        StoreUrl::Sqlite(path) => {
            missing_folder(path).filter(|_| error.kind() == std::io::ErrorKind::NotFound)
        }
        StoreUrl::Postgres(_) => None,
    };
    let reason = match folder_is_missing {
        Some(folder) => format!("the folder {} does not exist", folder.display()),
        None => files::reason(error),
    };
    StoreError::Open {
        store: url.to_string(),
        reason,
    }
}

fn missing_folder(path: &Path) -> Option<&Path> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.filter(|folder| !files::is_folder(folder))
}

/// A moment as the store keeps it.
fn seconds(at: DateTime<Utc>) -> i64 {
    at.timestamp()
}
