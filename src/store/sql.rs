//! The two databases behind one face: a statement with its values goes in, rows come out. Everything above writes one
//! SQL text for both.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Datelike, Utc};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions, PgRow};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, Postgres, Row as _, SqlSafeStr, Sqlite};

use super::{StoreError, StoreUrl};
use crate::season::Feed;

/// Connections of one program. Writers queue anyway, and what is read is small.
const CONNECTIONS: u32 = 4;

/// The time that an idle connection to a server is kept.
const IDLE: Duration = Duration::from_secs(300);

/// The steps of SQLite's machine between two looks at the clock, where a statement has to end in time.
const STEPS: i32 = 10_000;

/// Open connections to one store.
#[derive(Debug, Clone)]
pub(super) struct Pool {
    shown: Arc<str>,
    of: Connections,
}

#[derive(Debug, Clone)]
enum Connections {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// A value of a statement.
#[derive(Debug, Clone, Copy)]
pub(super) enum SqlValue<'v> {
    Text(&'v str),
    Integer(i64),
    /// No integer: NULL.
    None,
}

/// A row of an answer; columns are counted from 0.
#[derive(Debug)]
pub(super) struct SqlRow {
    shown: Arc<str>,
    of: Columns,
}

#[derive(Debug)]
enum Columns {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

/// Statements that take effect together, or not at all. Dropped, they are taken back.
#[derive(Debug)]
pub(super) struct Transaction {
    shown: Arc<str>,
    of: Begun,
}

#[derive(Debug)]
enum Begun {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// The purpose of a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// All that is read is of one moment.
    Read,
    /// One after the other: a deferred transaction of SQLite that turns into a writing one fails when another has
    /// written since it began.
    Write,
}

impl Pool {
    /// Connects to the database in a file that is there.
    pub(super) async fn sqlite(
        options: SqliteConnectOptions,
        patience: Duration,
    ) -> Result<Self, StoreError> {
        let shown: Arc<str> = format!("sqlite:{}", options.get_filename().display()).into();
        let pool = SqlitePoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(patience.saturating_mul(2))
            // SQLite itself takes a transaction back when the disk is full, and the driver then fails to, for ever.
            .before_acquire(|connection, _| Box::pin(async { Ok(!connection.is_in_transaction()) }));
        let of = pool.connect_with(options).await.map(Connections::Sqlite);
        let of = of.map_err(|error| StoreError::of(&shown, &error))?;
        Ok(Pool { shown, of })
    }

    /// Connects to a server.
    pub(super) async fn postgres(options: &PgConnectOptions, patience: Duration) -> Result<Self, StoreError> {
        let shown: Arc<str> = StoreUrl::Postgres(Box::new(options.clone())).to_string().into();
        let told = |error: &sqlx::Error| StoreError::of(&shown, error);
        let options = with_limits(options, patience);
        // A pool asks again and again, and then says only that time ran out; one connection says why.
        let first = options.connect().await.map_err(|error| told(&error))?;
        first.close().await.map_err(|error| told(&error))?;
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .idle_timeout(IDLE)
            .acquire_timeout(patience);
        let of = pool.connect_with(options).await.map(Connections::Postgres);
        let of = of.map_err(|error| told(&error))?;
        Ok(Pool { shown, of })
    }

    /// The store's name in messages.
    pub(super) fn shown(&self) -> &str {
        &self.shown
    }

    pub(super) fn is_sqlite(&self) -> bool {
        matches!(self.of, Connections::Sqlite(_))
    }

    /// Ends every statement that runs longer than `limit` from now on: the pool must be one of a file's.
    pub(super) async fn sqlite_until(
        options: SqliteConnectOptions,
        patience: Duration,
        limit: Duration,
    ) -> Result<Self, StoreError> {
        let shown: Arc<str> = format!("sqlite:{}", options.get_filename().display()).into();
        let end = Instant::now() + limit;
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(patience)
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    let mut handle = connection.lock_handle().await?;
                    handle.set_progress_handler(STEPS, move || Instant::now() < end);
                    Ok(())
                })
            });
        let of = pool.connect_with(options).await.map(Connections::Sqlite);
        let of = of.map_err(|error| StoreError::of(&shown, &error))?;
        Ok(Pool { shown, of })
    }

    pub(super) async fn begin(&self, mode: Mode) -> Result<Transaction, StoreError> {
        let of = match (&self.of, mode) {
            (Connections::Sqlite(pool), Mode::Read) => pool.begin_with("BEGIN").await.map(Begun::Sqlite),
            (Connections::Sqlite(pool), Mode::Write) => {
                pool.begin_with("BEGIN IMMEDIATE").await.map(Begun::Sqlite)
            }
            (Connections::Postgres(pool), Mode::Read) => pool
                .begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                .await
                .map(Begun::Postgres),
            (Connections::Postgres(pool), Mode::Write) => pool
                .begin_with("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
                .await
                .map(Begun::Postgres),
        };
        let of = of.map_err(|error| StoreError::of(&self.shown, &error))?;
        Ok(Transaction {
            shown: Arc::clone(&self.shown),
            of,
        })
    }

    pub(super) async fn close(&self) {
        match &self.of {
            Connections::Sqlite(pool) => pool.close().await,
            Connections::Postgres(pool) => pool.close().await,
        }
    }
}

/// A database file that is there, for what must last: with every commit on the disk, a write that was acknowledged
/// survives the process and the machine. A file that is not there is no new store: whoever wants one makes it.
pub(super) fn lasting(path: &Path, patience: Duration) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(patience)
        .disable_statement_logging()
}

/// The mark of a backup in its header (`PRAGMA application_id`): "LRbk".
pub(super) const BACKUP: u32 = 0x4c52_626b;

/// A database that is one file and no more, to be carried away.
pub(super) fn portable(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .journal_mode(SqliteJournalMode::Delete)
        .pragma("application_id", BACKUP.to_string())
        .disable_statement_logging()
}

/// A database that is only read, and left as it is.
pub(super) fn read_only(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .read_only(true)
        .disable_statement_logging()
}

fn with_limits(options: &PgConnectOptions, patience: Duration) -> PgConnectOptions {
    let limit = format!("{}ms", patience.as_millis().max(1));
    options
        .clone()
        .application_name("longrun")
        .options([
            ("lock_timeout", limit.as_str()),
            ("statement_timeout", limit.as_str()),
            ("idle_in_transaction_session_timeout", "60s"),
        ])
        .disable_statement_logging()
}

/// A query of either database with its values.
macro_rules! query {
    ($database:ty, $sql:expr, $values:expr) => {
        $values
            .iter()
            .fold(sqlx::query::<$database>($sql), |query, value| match *value {
                SqlValue::Text(text) => query.bind(text.to_owned()),
                SqlValue::Integer(number) => query.bind(number),
                SqlValue::None => query.bind(Option::<i64>::None),
            })
    };
}

impl Transaction {
    /// Runs a statement, and says how many rows it changed.
    pub(super) async fn execute(
        &mut self,
        sql: impl SqlSafeStr,
        values: &[SqlValue<'_>],
    ) -> Result<u64, StoreError> {
        let changed = match &mut self.of {
            Begun::Sqlite(it) => {
                let done = query!(Sqlite, sql, values).execute(&mut **it).await;
                done.map(|done| done.rows_affected())
            }
            Begun::Postgres(it) => {
                let done = query!(Postgres, sql, values).execute(&mut **it).await;
                done.map(|done| done.rows_affected())
            }
        };
        changed.map_err(|error| StoreError::of(&self.shown, &error))
    }

    /// Runs several statements that have no values.
    pub(super) async fn run(&mut self, sql: &'static str) -> Result<(), StoreError> {
        let done = match &mut self.of {
            Begun::Sqlite(it) => sqlx::raw_sql(sql).execute(&mut **it).await.map(drop),
            Begun::Postgres(it) => sqlx::raw_sql(sql).execute(&mut **it).await.map(drop),
        };
        done.map_err(|error| StoreError::of(&self.shown, &error))
    }

    pub(super) async fn rows(
        &mut self,
        sql: impl SqlSafeStr,
        values: &[SqlValue<'_>],
    ) -> Result<Vec<SqlRow>, StoreError> {
        let rows: Result<Vec<Columns>, sqlx::Error> = match &mut self.of {
            Begun::Sqlite(it) => {
                let rows = query!(Sqlite, sql, values).fetch_all(&mut **it).await;
                rows.map(|rows| rows.into_iter().map(Columns::Sqlite).collect())
            }
            Begun::Postgres(it) => {
                let rows = query!(Postgres, sql, values).fetch_all(&mut **it).await;
                rows.map(|rows| rows.into_iter().map(Columns::Postgres).collect())
            }
        };
        let rows = rows.map_err(|error| StoreError::of(&self.shown, &error))?;
        let row = |of| SqlRow {
            shown: Arc::clone(&self.shown),
            of,
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// The first row of an answer.
    pub(super) async fn row(
        &mut self,
        sql: impl SqlSafeStr,
        values: &[SqlValue<'_>],
    ) -> Result<Option<SqlRow>, StoreError> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// The error of a database that holds what it should not.
    pub(super) fn damaged(&self, reason: &str) -> StoreError {
        StoreError::Damaged {
            store: self.shown.to_string(),
            reason: reason.to_owned(),
        }
    }

    pub(super) async fn commit(self) -> Result<(), StoreError> {
        let done = match self.of {
            Begun::Sqlite(it) => it.commit().await,
            Begun::Postgres(it) => it.commit().await,
        };
        done.map_err(|error| StoreError::of(&self.shown, &error))
    }

    /// Takes everything back, and waits until that is done.
    pub(super) async fn take_back(self) -> Result<(), StoreError> {
        let done = match self.of {
            Begun::Sqlite(it) => it.rollback().await,
            Begun::Postgres(it) => it.rollback().await,
        };
        done.map_err(|error| StoreError::of(&self.shown, &error))
    }
}

/// Reads a column of either database's row.
macro_rules! column {
    ($row:expr, $column:expr) => {{
        let value = match &$row.of {
            Columns::Sqlite(row) => row.try_get($column),
            Columns::Postgres(row) => row.try_get($column),
        };
        value.map_err(|error| $row.damaged(error.to_string()))
    }};
}

impl SqlRow {
    pub(super) fn text(&self, column: usize) -> Result<String, StoreError> {
        column!(self, column)
    }

    pub(super) fn integer(&self, column: usize) -> Result<i64, StoreError> {
        column!(self, column)
    }

    /// An integer, or NULL.
    pub(super) fn maybe(&self, column: usize) -> Result<Option<i64>, StoreError> {
        column!(self, column)
    }

    /// A moment, kept as Unix seconds.
    pub(super) fn moment(&self, column: usize) -> Result<DateTime<Utc>, StoreError> {
        self.as_moment(self.integer(column)?)
    }

    /// A moment, or NULL.
    pub(super) fn maybe_moment(&self, column: usize) -> Result<Option<DateTime<Utc>>, StoreError> {
        let seconds = self.maybe(column)?;
        seconds.map(|seconds| self.as_moment(seconds)).transpose()
    }

    /// The kind of a feed.
    pub(super) fn kind(&self, column: usize) -> Result<Feed, StoreError> {
        let word = self.text(column)?;
        Feed::of_word(&word).ok_or_else(|| self.damaged(format!("it holds a feed of the kind `{word}`")))
    }

    /// A number that counts something.
    pub(super) fn count(&self, column: usize) -> Result<u64, StoreError> {
        let number = self.integer(column)?;
        u64::try_from(number).map_err(|_| self.damaged(format!("it counts {number}")))
    }

    fn as_moment(&self, seconds: i64) -> Result<DateTime<Utc>, StoreError> {
        // Headers of HTTP have the years from 1970 to 9999, and calendars four digits.
        DateTime::from_timestamp(seconds, 0)
            .filter(|at| (1970..=9999).contains(&at.year()))
            .ok_or_else(|| self.damaged(format!("it holds the moment {seconds}")))
    }

    pub(super) fn damaged(&self, reason: String) -> StoreError {
        StoreError::Damaged {
            store: self.shown.to_string(),
            reason,
        }
    }
}
