//! A store of the first format, as `tests/stores/format-1.sql` has it, opened by this program.

use std::process::{Command, Stdio};
use std::time::Duration;

use longrun::store::{FeedKind, Named, SeasonClaim, Store, StoreError, StoreUrl};
use sqlx::postgres::PgConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

use super::{Place, at, id, wait};

/// The tables and rows of a store of the first format.
pub(crate) const FORMAT_1: &str = include_str!("../../stores/format-1.sql");

const FULL: FeedKind = FeedKind::Full;

/// The store that the process which is to be killed upgrades.
const VARIABLE: &str = "LONGRUN_TEST_UPGRADES";

/// Runs several statements on a database.
pub(crate) async fn run(url: &StoreUrl, sql: &str) {
    let sql = AssertSqlSafe(sql.to_owned());
    match url {
        StoreUrl::Sqlite(path) => {
            let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
            let mut connection: SqliteConnection = options.connect().await.unwrap();
            sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        }
        StoreUrl::Postgres(options) => {
            let mut connection: PgConnection = options.connect().await.unwrap();
            sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        }
    }
}

/// What was published of a runner, which must stand in the first format's rows as it is.
async fn published(store: &Store, runner: &str, kind: FeedKind) -> longrun::store::Publication {
    let publication = store.publication(&id(runner), kind).await.unwrap().unwrap();
    let quoted = format!("'{}'", publication.text().replace('\'', "''"));
    assert!(FORMAT_1.contains(&quoted), "{runner}: not what was published");
    publication
}

async fn check(store: &Store) {
    let runners = store.runners().await.unwrap();
    let ids: Vec<&str> = runners.all().map(|(id, _)| id.as_str()).collect();
    let long = "a-runner-with-a-name-of-many-words-that";
    assert_eq!(
        ids,
        [
            "65e5672c",
            long,
            "ada-lovelace",
            "bob",
            "eve",
            "jo-day",
            "jo-day-2"
        ]
    );
    for (_, runner) in runners.all() {
        assert_eq!(runner.named, Some(Named::All(runner.label.clone())));
        assert!(FORMAT_1.contains(&format!("'{}'", runner.label)));
    }
    let feeds = store.feeds().await.unwrap();
    assert_eq!(feeds.len(), 9);
    assert_eq!(feeds.iter().filter(|feed| feed.revoked.is_some()).count(), 2);
    for (runner, kind, revision, events) in [
        ("ada-lovelace", FULL, 3, 83),
        ("ada-lovelace", FeedKind::Busy, 3, 16),
        ("bob", FULL, 1, 41),
    ] {
        let publication = published(store, runner, kind).await;
        assert_eq!(publication.revision, revision);
        assert!(publication.calendar.events.len() > events / 2, "{runner}");
        assert!(!publication.calendar.whole);
    }
    let plan = store.plan_revision("first-5k-8", "another", at(0)).await.unwrap();
    assert_eq!(plan.sequence, 1);
    let health = store.check().await.unwrap();
    assert_eq!((health.format, health.publications), (3, 3));
    assert!(health.faults.is_empty() && health.unreadable.is_empty());
    store.secret().await.unwrap();
}

#[test]
fn a_store_of_the_first_format_keeps_every_address_and_every_calendar() {
    for place in Place::both() {
        wait(async {
            run(&place.url, FORMAT_1).await;
            // Two servers that start at the same time.
            let (one, other) = tokio::join!(Store::open(&place.url), Store::open(&place.url));
            check(&one.unwrap()).await;
            other.unwrap().close().await;
            let again = place.open().await;
            published(&again, "ada-lovelace", FULL).await;
        });
    }
}

#[test]
fn a_text_that_cannot_be_taken_apart_is_kept_and_reported() {
    for place in Place::both() {
        wait(async {
            run(&place.url, FORMAT_1).await;
            let strange =
                "INSERT INTO publication VALUES ('Eve', 'busy', 7, 1795840808, 'BEGIN:VCALENDAR\r\né''')";
            run(&place.url, strange).await;
            let store = place.open().await;
            let kept = store
                .publication(&id("eve"), FeedKind::Busy)
                .await
                .unwrap()
                .unwrap();
            assert_eq!(
                (kept.revision, kept.text().as_str()),
                (7, "BEGIN:VCALENDAR\r\né'")
            );
            let health = store.check().await.unwrap();
            assert_eq!(health.unreadable, [(id("eve"), FeedKind::Busy)]);
        });
    }
}

#[test]
fn a_backup_of_the_first_format_is_restored_and_stays_as_it_is() {
    for place in Place::both() {
        wait(async {
            let old = StoreUrl::Sqlite(place.path("kept.db"));
            run(&old, FORMAT_1).await;
            let before = std::fs::read(place.path("kept.db")).unwrap();
            let store = place.open().await;
            let restored = store.restore(&place.path("kept.db"), false).await.unwrap();
            assert_eq!((restored.contents.feeds, restored.contents.publications), (7, 3));
            check(&store).await;
            assert_eq!(std::fs::read(place.path("kept.db")).unwrap(), before);
        });
    }
}

#[test]
fn a_runner_whom_the_store_knows_by_another_id_is_not_doubled_by_a_backup() {
    for place in Place::both() {
        wait(async {
            run(&StoreUrl::Sqlite(place.path("kept.db")), FORMAT_1).await;
            // The store was lost, and a new one has the files' names as ids.
            let store = place.open().await;
            let claim = |file: &str, name: Option<&str>| SeasonClaim {
                file: file.to_owned(),
                id: None,
                name: name.map(str::to_owned),
            };
            let files = [
                claim("spring.toml", Some("Ada Lovelace")),
                claim("bob.toml", None),
            ];
            store.assign(&files).await.unwrap();
            store.restore(&place.path("kept.db"), true).await.unwrap();
            let runners = store.runners().await.unwrap();
            assert_eq!(runners.of(&files[0]), Some(&id("spring")));
            published(&store, "spring", FULL).await;
            published(&store, "bob", FULL).await;
            let feeds = store.feeds().await.unwrap();
            let of_ada = feeds.iter().filter(|feed| feed.runner == id("spring"));
            assert_eq!(of_ada.count(), 3, "{feeds:?}");
        });
    }
}

#[test]
fn a_store_of_a_later_format_is_refused() {
    for place in Place::both() {
        wait(async {
            place.open().await.close().await;
            run(&place.url, "INSERT INTO migration (version) VALUES (4)").await;
            let refused = Store::open(&place.url).await.unwrap_err();
            assert!(
                matches!(
                    refused,
                    StoreError::Newer {
                        found: 4,
                        known: 3,
                        ..
                    }
                ),
                "{refused}"
            );
        });
    }
}

/// Not a check of its own: the process that the test below starts and kills.
#[test]
fn the_process_that_upgrades() {
    let Ok(url) = std::env::var(VARIABLE) else { return };
    let url = StoreUrl::parse(&url).unwrap();
    println!("begun");
    wait(async { Store::open(&url).await.unwrap() });
}

#[test]
fn killed_in_an_upgrade_the_store_has_the_old_format_or_the_new_one() {
    for turn in 0..12_u64 {
        let places = if turn % 4 == 3 {
            vec![Place::postgres()]
        } else {
            vec![Place::sqlite()]
        };
        for place in places {
            wait(run(&place.url, FORMAT_1));
            let mut child = Command::new(std::env::current_exe().unwrap())
                .args([
                    "--exact",
                    "store::upgrade::the_process_that_upgrades",
                    "--nocapture",
                    "--quiet",
                ])
                .env(VARIABLE, super::killed::url_of(&place))
                .stdout(Stdio::null())
                .spawn()
                .unwrap();
            std::thread::sleep(Duration::from_millis(8 + 6 * turn));
            let _ = child.kill();
            child.wait().unwrap();
            wait(async { check(&place.open().await).await });
        }
    }
}
