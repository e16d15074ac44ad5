//! What a store says when it cannot do what it is asked: something clear, and soon.

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use longrun::store::{FeedKind, Store, StoreError, StoreUrl};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};

use super::{Place, at, id, postgres, wait};
use crate::world::World;

const FULL: FeedKind = FeedKind::Full;

/// How long a store waits in these tests.
const PATIENCE: Duration = Duration::from_millis(300);

#[test]
fn a_locked_database_is_said_to_be_and_serves_readers() {
    let place = Place::sqlite();
    wait(async {
        let store = Store::open_within(&place.url, PATIENCE).await.unwrap();
        store.add(&id("ada"), FULL, at(0)).await.unwrap();
        let mut other = other_program(&place).await;
        sqlx::raw_sql("BEGIN IMMEDIATE")
            .execute(&mut other)
            .await
            .unwrap();
        let begun = Instant::now();
        let refused = store.add(&id("bob"), FULL, at(0)).await.unwrap_err();
        assert!(matches!(refused, StoreError::Locked { .. }), "{refused}");
        assert!(begun.elapsed() < PATIENCE * 4, "{:?}", begun.elapsed());
        assert_eq!(store.feeds().await.unwrap().len(), 1);
        sqlx::raw_sql("ROLLBACK").execute(&mut other).await.unwrap();
        store.add(&id("bob"), FULL, at(0)).await.unwrap();
    });
}

async fn other_program(place: &Place) -> SqliteConnection {
    let StoreUrl::Sqlite(path) = &place.url else {
        panic!("{:?}", place.url)
    };
    SqliteConnectOptions::new()
        .filename(path)
        .connect()
        .await
        .unwrap()
}

#[test]
fn a_write_into_a_deleted_or_replaced_file_is_never_acknowledged() {
    let place = Place::sqlite();
    let StoreUrl::Sqlite(path) = place.url.clone() else {
        panic!("{:?}", place.url)
    };
    wait(async {
        let store = place.open().await;
        store.add(&id("ada"), FULL, at(0)).await.unwrap();
        let aside = place.path("aside.db");
        std::fs::rename(&path, &aside).unwrap();
        let refused = store.add(&id("bob"), FULL, at(0)).await.unwrap_err();
        assert!(matches!(refused, StoreError::Vanished { .. }), "{refused}");
        assert!(matches!(store.change().await, Err(StoreError::Vanished { .. })));
        assert!(!path.exists(), "no empty store takes its place");
        std::fs::write(&path, "").unwrap();
        assert!(matches!(store.feeds().await, Err(StoreError::Vanished { .. })));
        std::fs::rename(&aside, &path).unwrap();
        assert_eq!(
            store.feeds().await.unwrap().len(),
            1,
            "and it goes on when the file is back"
        );
    });
}

#[test]
fn on_a_full_disk_what_was_acknowledged_stays() {
    let world = World::new();
    let mut acknowledged = Vec::new();
    // What is written beyond the limit fails, as on a full disk, once the signal of it is ignored.
    let program = env!("CARGO_BIN_EXE_longrun");
    let said = loop {
        let name = format!("runner {}", acknowledged.len());
        let script = format!(
            "trap '' XFSZ; ulimit -c 0; ulimit -f 60; exec {program} feeds make '{name}' --store sqlite:feeds.db --color never"
        );
        let output = Command::new("bash")
            .args(["-c", &script])
            .current_dir(world.path(""))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        if !output.status.success() {
            assert_eq!(output.status.code(), Some(3), "{output:?}");
            break String::from_utf8(output.stderr).unwrap();
        }
        acknowledged.push(name);
        assert!(acknowledged.len() < 2_000, "the limit does nothing");
    };
    assert!(
        said.contains("cannot be written") || said.contains("cannot be opened"),
        "{said}"
    );
    wait(async {
        let url = StoreUrl::Sqlite(world.path("feeds.db"));
        let store = Store::open_existing(&url).await.unwrap();
        let mut names: Vec<String> = store
            .feeds()
            .await
            .unwrap()
            .into_iter()
            .map(|feed| feed.label)
            .collect();
        acknowledged.sort();
        names.sort();
        assert_eq!(names, acknowledged);
        assert_eq!(store.check().await.unwrap().faults, Vec::<String>::new());
        store.add(&id("there-is-room-again"), FULL, at(0)).await.unwrap();
    });
}

#[test]
fn what_cannot_be_opened_says_why() {
    let place = Place::sqlite();
    wait(async {
        let said = async |path: &str| {
            let url = StoreUrl::Sqlite(place.path(path));
            Store::open(&url).await.unwrap_err().to_string()
        };
        let missing = said("no/such/feeds.db").await;
        assert!(
            missing.contains("the folder") && missing.ends_with("does not exist"),
            "{missing}"
        );
        std::fs::write(
            place.path("text.db"),
            "this is a text and no database at all, whatever it is called",
        )
        .unwrap();
        assert!(said("text.db").await.contains("damaged"));
        std::fs::create_dir(place.path("folder.db")).unwrap();
        assert!(said("folder.db").await.contains("cannot be opened"));

        let url = StoreUrl::Sqlite(place.path("none.db"));
        let none = Store::open_existing(&url).await.unwrap_err();
        assert!(none.to_string().ends_with("No such file or directory"), "{none}");
        assert!(!place.path("none.db").exists());

        let mut other = SqliteConnectOptions::new()
            .filename(place.path("bookmarks.db"))
            .create_if_missing(true)
            .connect()
            .await
            .unwrap();
        sqlx::raw_sql("CREATE TABLE bookmark (a TEXT)")
            .execute(&mut other)
            .await
            .unwrap();
        other.close().await.unwrap();
        assert!(said("bookmarks.db").await.contains("another program"));
    });
}

#[test]
fn a_store_of_a_newer_program_is_left_alone() {
    let place = Place::sqlite();
    wait(async {
        place.open().await.close().await;
        let mut other = other_program(&place).await;
        let sql = "INSERT INTO migration (version) VALUES (1000)";
        sqlx::raw_sql(sql).execute(&mut other).await.unwrap();
        let refused = Store::open(&place.url).await.unwrap_err();
        assert!(
            matches!(refused, StoreError::Newer { found: 1000, .. }),
            "{refused}"
        );
    });
}

#[test]
fn a_server_that_vanishes_or_falls_silent_is_said_to_and_comes_back() {
    let url = postgres::new_database();
    wait(async {
        let (link, silent, gone) = link_to(postgres::host_and_port(&url)).await;
        let url = url.replace(postgres::host_and_port(&url), &link);
        let store = Store::open_within(&StoreUrl::parse(&url).unwrap(), PATIENCE)
            .await
            .unwrap();
        store.add(&id("ada"), FULL, at(0)).await.unwrap();
        for fault in [&silent, &gone] {
            fault.store(true, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(100)).await;
            let begun = Instant::now();
            for _ in 0..3 {
                let refused = store.add(&id("bob"), FULL, at(0)).await.unwrap_err();
                assert!(matches!(refused, StoreError::Unreachable { .. }), "{refused:?}");
            }
            assert!(begun.elapsed() < PATIENCE * 12, "{:?}", begun.elapsed());
            fault.store(false, Ordering::SeqCst);
            let begun = Instant::now();
            while store.feeds().await.is_err() {
                assert!(begun.elapsed() < Duration::from_secs(10), "it does not come back");
            }
        }
        assert_eq!(
            store.feeds().await.unwrap().len(),
            1,
            "nothing was written that was not acknowledged"
        );
    });
}

/// An address that leads to `server`, with a switch that lets nothing through, and one that cuts it.
pub(crate) async fn link_to(server: &str) -> (String, Arc<AtomicBool>, Arc<AtomicBool>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (silent, gone) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let switches = (Arc::clone(&silent), Arc::clone(&gone));
    let server = server.to_owned();
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let (silent, gone) = (Arc::clone(&switches.0), Arc::clone(&switches.1));
            let server = server.clone();
            tokio::spawn(async move {
                let on = |switch: &AtomicBool| switch.load(Ordering::SeqCst);
                if on(&gone) {
                    return;
                }
                while on(&silent) {
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
                let mut server = TcpStream::connect(server).await.unwrap();
                let mut whole = Box::pin(copy_bidirectional(&mut client, &mut server));
                loop {
                    let tick = tokio::time::timeout(Duration::from_millis(5), &mut whole).await;
                    if tick.is_ok() || on(&gone) {
                        return;
                    }
                    while on(&silent) {
                        tokio::time::sleep(Duration::from_millis(5)).await;
                    }
                }
            });
        }
    });
    (address, silent, gone)
}

#[test]
fn a_server_that_refuses_says_why_and_no_error_holds_a_password() {
    let url = postgres::new_database();
    let server = postgres::host_and_port(&url);
    wait(async {
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        for (url, part) in [
            (
                format!("postgres://postgres:hunter2@{server}/no_such_database"),
                "does not exist",
            ),
            (
                format!("postgres://nobody:hunter2@{server}/postgres"),
                "does not exist",
            ),
            (
                format!("postgres://postgres:hunter2@{port}/postgres"),
                "does not answer",
            ),
        ] {
            let url = StoreUrl::parse(&url).unwrap();
            let refused = Store::open(&url).await.unwrap_err();
            let said = format!("{refused} {refused:?} {url} {url:?}");
            assert!(said.contains(part), "{said}");
            assert!(!said.contains("hunter2"), "{said}");
        }
    });
}
