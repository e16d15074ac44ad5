//! What a store promises, on SQLite and on a real PostgreSQL: one suite for both.

mod backup;
mod commands;
mod contract;
pub(crate) mod faults;
mod killed;
pub(crate) mod postgres;
mod restoring;
mod runners;
mod servers;
pub(crate) mod upgrade;

use std::future::Future;
use std::path::PathBuf;

use chrono::{DateTime, TimeDelta, Utc};
use longrun::season::RunnerId;
use longrun::store::{CalendarRows, Store, StoreUrl, TokenHash};
use tempfile::TempDir;

/// A place for stores that is empty, and gone with the test.
pub(crate) struct Place {
    pub(crate) folder: TempDir,
    pub(crate) url: StoreUrl,
}

impl Place {
    /// A file that is not there yet.
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = StoreUrl::Sqlite(folder.path().join("feeds.db"));
        Place { folder, url }
    }

    /// A new database of the PostgreSQL that the tests have.
    pub(crate) fn postgres() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = StoreUrl::parse(&postgres::new_database()).unwrap();
        Place { folder, url }
    }

    /// One of each.
    pub(crate) fn both() -> [Self; 2] {
        [Place::sqlite(), Place::postgres()]
    }

    /// The store, opened once more as another server would.
    pub(crate) async fn open(&self) -> Store {
        Store::open(&self.url).await.unwrap()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// A runner's id.
pub(crate) fn id(text: &str) -> RunnerId {
    RunnerId::parse(text).unwrap()
}

/// A text as it is published.
pub(crate) fn text(text: &str) -> CalendarRows {
    CalendarRows::of_text(text)
}

/// An empty calendar of this name, as this program writes one.
pub(crate) fn own(name: &str) -> CalendarRows {
    text(&format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//longrun//longrun//EN\r\nNAME:{name}\r\nEND:VCALENDAR\r\n"
    ))
}

/// The tokens of all feeds of a store, as it keeps them.
pub(crate) async fn tokens_in(store: &Store) -> Vec<TokenHash> {
    let feeds = store.feeds().await.unwrap();
    feeds.iter().map(|feed| feed.token).collect()
}

/// Opens a store for a server of this process, on a runtime that lives on: connections end with theirs.
pub(crate) fn opened(url: &StoreUrl) -> Store {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build();
    let runtime: &'static tokio::runtime::Runtime = Box::leak(Box::new(runtime.unwrap()));
    runtime.block_on(Store::open(url)).unwrap()
}

/// Runs an asynchronous test as a server would run it.
pub(crate) fn wait<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.unwrap().block_on(work)
}

/// A moment, so many seconds after the moment of the tests.
pub(crate) fn at(seconds: i64) -> DateTime<Utc> {
    let now: DateTime<Utc> = crate::world::NOW.parse().unwrap();
    now + TimeDelta::seconds(seconds)
}
