//! What can go wrong with a store, each told apart because something else is to be done about it.

use std::borrow::Cow;

use crate::season::{Feed, RunnerId};

/// The reason why the store did not do what it was asked. It names the store without its password, and no token.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It could not be opened or made.
    #[error("the store {store} cannot be opened: {reason}")]
    Open {
        /// The store's address, without a password.
        store: String,
        /// In the system's words, or the database's.
        reason: String,
    },
    /// Somebody else holds it, and did not let go in time.
    #[error("the store {store} is locked by another program")]
    Locked {
        /// The store's address, without a password.
        store: String,
    },
    /// There is no room for what was to be written.
    #[error("the store {store} cannot be written: {reason}")]
    Full {
        /// The store's address, without a password.
        store: String,
        /// In the database's words.
        reason: String,
    },
    /// Its file is not there any more, or another one is.
    #[error(
        "the store's file {store} is gone, or was replaced: put it back, or restore a backup, and start again"
    )]
    Vanished {
        /// The store's address, without a password.
        store: String,
    },
    /// Its server does not answer.
    #[error("the store {store} does not answer: {reason}")]
    Unreachable {
        /// The store's address, without a password.
        store: String,
        /// The known reason.
        reason: String,
    },
    /// A later version of the program wrote it.
    #[error(
        "the store {store} was written by a newer longrun (its format is {found}, this program knows {known})"
    )]
    Newer {
        /// The store's address, without a password.
        store: String,
        /// The format it has.
        found: i64,
        /// The last format that this program knows.
        known: i64,
    },
    /// It holds something that no version of the program writes.
    #[error("the store {store} is damaged: {reason}")]
    Damaged {
        /// The store's address, without a password.
        store: String,
        /// The damage.
        reason: String,
    },
    /// There is such a feed already.
    #[error("`{runner}` has a {} feed already", kind.word())]
    HasFeed {
        /// The runner.
        runner: RunnerId,
        /// The kind of calendar.
        kind: Feed,
    },
    /// There is no such feed, or it was revoked.
    #[error("`{runner}` has no {} feed", kind.word())]
    NoFeed {
        /// The runner: an id, or a name that nobody has.
        runner: String,
        /// The kind of calendar.
        kind: Feed,
    },
    /// Nothing was published of the feed.
    #[error("nothing was published of the {} feed of `{runner}`", kind.word())]
    NothingPublished {
        /// The runner.
        runner: RunnerId,
        /// The kind of calendar.
        kind: Feed,
    },
    /// Several runners are called so.
    #[error("several runners are called `{name}`: {}", listed(ids))]
    Ambiguous {
        /// The name.
        name: String,
        /// Their ids.
        ids: Vec<RunnerId>,
    },
    /// A runner cannot be called that.
    #[error("a runner's name is a text of 1 to {most} characters on one line")]
    BadName {
        /// The most characters.
        most: usize,
    },
    /// The store to restore into is not empty.
    #[error("the store {store} holds feeds already ({feeds} in use, {revoked} revoked)")]
    NotEmpty {
        /// The store's address, without a password.
        store: String,
        /// The number of feeds in use.
        feeds: u64,
        /// The number of revoked feeds.
        revoked: u64,
    },
    /// A backup cannot be put there.
    #[error("no backup can be written to {path}: {reason}")]
    Target {
        /// The path of the backup.
        path: String,
        /// The reason.
        reason: String,
    },
    /// A backup holds what could not be served.
    #[error("the backup {path} cannot be restored, and nothing was changed: {reason}")]
    UnfitBackup {
        /// The path of the backup.
        path: String,
        /// The row, with its runner, and what is wrong with it.
        reason: String,
    },
    /// The system has no random numbers.
    #[error("the system gives no random numbers: {0}")]
    Random(String),
    /// Anything else that the database says.
    #[error("the store {store} failed: {reason}")]
    Failed {
        /// The store's address, without a password.
        store: String,
        /// In the database's words.
        reason: String,
    },
}

fn listed(ids: &[RunnerId]) -> String {
    let ids: Vec<&str> = ids.iter().map(RunnerId::as_str).collect();
    ids.join(", ")
}

/// SQLite's primary result codes (<https://sqlite.org/rescode.html>).
mod sqlite {
    pub(super) const BUSY: u32 = 5;
    pub(super) const LOCKED: u32 = 6;
    pub(super) const READONLY: u32 = 8;
    pub(super) const IOERR: u32 = 10;
    pub(super) const CORRUPT: u32 = 11;
    pub(super) const FULL: u32 = 13;
    pub(super) const CANTOPEN: u32 = 14;
    pub(super) const NOTADB: u32 = 26;
}

impl StoreError {
    /// The error for one of the database, in the store shown as `store`.
    pub(super) fn of(store: &str, error: &sqlx::Error) -> Self {
        let store = store.to_owned();
        match error {
            sqlx::Error::Database(told) => {
                let reason = told.message().to_owned();
                let code = told.code().unwrap_or(Cow::Borrowed(""));
                // SQLSTATE has five signs, and SQLite's codes have four at most.
                if code.len() == 5 {
                    of_postgres(&code, store, reason)
                } else {
                    of_sqlite(code.parse().unwrap_or_default(), store, reason)
                }
            }
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::WorkerCrashed => StoreError::Unreachable {
                store,
                reason: error.to_string(),
            },
            sqlx::Error::PoolTimedOut => StoreError::Unreachable {
                store,
                reason: "no connection could be had in time".to_owned(),
            },
            sqlx::Error::PoolClosed => StoreError::Unreachable {
                store,
                reason: "it was closed".to_owned(),
            },
            other => StoreError::Failed {
                store,
                reason: other.to_string(),
            },
        }
    }

    /// Nothing came back in time.
    pub(super) fn late(store: &str) -> Self {
        StoreError::Unreachable {
            store: store.to_owned(),
            reason: "no answer in time".to_owned(),
        }
    }
}

fn of_sqlite(code: u32, store: String, reason: String) -> StoreError {
    match code & 0xff {
        sqlite::BUSY | sqlite::LOCKED => StoreError::Locked { store },
        sqlite::FULL => StoreError::Full { store, reason },
        sqlite::IOERR | sqlite::READONLY => StoreError::Full { store, reason },
        sqlite::CORRUPT | sqlite::NOTADB => StoreError::Damaged { store, reason },
        sqlite::CANTOPEN => StoreError::Open { store, reason },
        _ => StoreError::Failed { store, reason },
    }
}

/// By class and code of the SQL standard, as PostgreSQL uses them (its manual, appendix A).
fn of_postgres(code: &str, store: String, reason: String) -> StoreError {
    match code {
        "53100" | "53200" | "25006" => StoreError::Full { store, reason },
        "55P03" | "57014" | "40P01" | "40001" => StoreError::Locked { store },
        "XX001" | "XX002" => StoreError::Damaged { store, reason },
        _ if code.starts_with("28") || code.starts_with("3D") || code == "42501" => {
            StoreError::Open { store, reason }
        }
        _ if code.starts_with("08") || code.starts_with("57") || code == "53300" => {
            StoreError::Unreachable { store, reason }
        }
        _ => StoreError::Failed { store, reason },
    }
}
