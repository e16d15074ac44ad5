//! A backup in which something was changed: it is refused with a reason and nothing changes, or all that comes of it works.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use longrun::season::Feed;
use longrun::store::{FeedKind, Store, StoreUrl};
use longrun::watch::{Elsewhere, RunnerSeasons, Seasons, publish};

use super::upgrade::run;
use super::{Place, at, id, wait};
use crate::watch::publishing::runner_of;
use crate::watch::season_text;

/// Every table with its columns.
const COLUMNS: [(&str, &[&str]); 9] = [
    ("runner", &["id", "label", "named", "many"]),
    ("runner_file", &["file", "runner"]),
    ("secret", &["purpose", "value"]),
    ("feed", &["token_hash", "runner", "kind", "created", "revoked"]),
    (
        "publication",
        &[
            "runner",
            "kind",
            "revision",
            "published",
            "head",
            "tail",
            "whole",
            "sequence",
        ],
    ),
    (
        "event",
        &[
            "runner", "kind", "uid", "place", "revision", "sequence", "modified", "day", "time", "etag",
            "content",
        ],
    ),
    ("plan", &["name", "hash", "sequence", "modified"]),
    ("counter", &["id", "number"]),
    ("migration", &["version"]),
];

/// Values of each type, and at each bound.
const VALUES: [&str; 16] = [
    "0",
    "-1",
    "1",
    "4294967295",
    "4294967296",
    "253402300800",
    "9223372036854775807",
    "-9223372036854775808",
    "0.5",
    "''",
    "NULL",
    "x'00ff'",
    "CAST(x'41ff42' AS TEXT)",
    "'half'",
    "'BEGIN:VCALENDAR' || char(13,10) || 'PRODID:-//else//' || char(13,10) || 'END:VCALENDAR' || char(13,10)",
    "printf('%.*c', 5300000, 'x')",
];

/// A backup of a store with two calendars of Ada's, one of which changed once; and her seasons.
async fn backup(place: &Place) -> (tempfile::TempDir, Arc<RunnerSeasons>, std::path::PathBuf) {
    let store = place.open().await;
    let (early, first) = runner_of(&season_text("2027-04-04", ""));
    drop(early);
    let (folder, seasons) = runner_of(&season_text("2027-04-04", "").replace("18:00", "19:00"));
    let claim = longrun::store::SeasonClaim {
        file: "ada.toml".to_owned(),
        id: None,
        name: Some("Ada Lovelace".to_owned()),
    };
    store.assign(&[claim]).await.unwrap();
    store.add(&id("ada"), FeedKind::Full, at(0)).await.unwrap();
    store.rotate(&id("ada"), FeedKind::Full, at(3)).await.unwrap();
    store.add(&id("ada"), FeedKind::Busy, at(0)).await.unwrap();
    for (runner, seconds) in [(&first, 0), (&seasons, 90 * 86_400)] {
        for kind in [Feed::Busy, Feed::Full] {
            published(&store, runner, kind, seconds).await.unwrap();
        }
    }
    store.plan_revision("half-12", "a", at(0)).await.unwrap();
    let file = place.path("kept.db");
    store.backup(&file).await.unwrap();
    (folder, seasons, file)
}

async fn published(
    store: &Store,
    runner: &Arc<RunnerSeasons>,
    kind: Feed,
    seconds: i64,
) -> Result<String, String> {
    let seasons = Seasons {
        found: Some(Arc::clone(runner)),
        elsewhere: Elsewhere::default(),
    };
    let current = publish(store, &id("ada"), kind, seasons, at(seconds)).await;
    current
        .map(|it| it.publication.text())
        .map_err(|error| error.to_string())
}

/// All that a server asks of a store.
async fn serves(store: &Store, seasons: &Arc<RunnerSeasons>, change: &str) {
    let told = |what: &str| format!("{change}: {what}");
    store
        .runners()
        .await
        .unwrap_or_else(|error| panic!("{}: {error:?}", told("runners")));
    store
        .revisions()
        .await
        .unwrap_or_else(|error| panic!("{}: {error:?}", told("revisions")));
    store
        .secret()
        .await
        .unwrap_or_else(|error| panic!("{}: {error:?}", told("secret")));
    store
        .change()
        .await
        .unwrap_or_else(|error| panic!("{}: {error:?}", told("change")));
    for feed in store
        .feeds()
        .await
        .unwrap_or_else(|error| panic!("{}: {error:?}", told("feeds")))
    {
        if feed.runner == id("ada") {
            published(store, seasons, feed.kind, 91 * 86_400)
                .await
                .unwrap_or_else(|error| panic!("{}: {error:?}", told("a feed")));
        }
    }
    let health = store
        .check()
        .await
        .unwrap_or_else(|error| panic!("{}: {error:?}", told("check")));
    assert!(
        health.faults.is_empty() && health.unreadable.is_empty(),
        "{change}: {health:?}"
    );
}

#[test]
fn each_value_of_each_column_is_refused_or_works() {
    let place = Place::sqlite();
    wait(async {
        let (_folder, seasons, file) = backup(&place).await;
        let changed = place.path("changed.db");
        let mut target = Place::sqlite();
        let mut store = target.open().await;
        let (mut refused, mut restored) = (0, 0);
        for (table, columns) in COLUMNS {
            for column in columns {
                for value in VALUES {
                    std::fs::copy(&file, &changed).unwrap();
                    let row = format!("SELECT max(rowid) FROM {table}");
                    let sql =
                        format!("UPDATE OR IGNORE {table} SET {column} = {value} WHERE rowid = ({row})");
                    run(&StoreUrl::Sqlite(changed.clone()), &sql).await;
                    let before = store.change().await.unwrap();
                    match store.restore(&changed, false).await {
                        Err(error) => {
                            refused += 1;
                            let told = error.to_string();
                            assert!(told.contains("changed.db"), "{sql}: {told}");
                            assert_eq!(store.change().await.unwrap(), before, "{sql}");
                            assert!(store.feeds().await.unwrap().is_empty(), "{sql}");
                            assert!(store.revisions().await.unwrap().is_empty(), "{sql}");
                            assert_eq!(store.runners().await.unwrap().all().count(), 0, "{sql}");
                        }
                        Ok(_) => {
                            restored += 1;
                            serves(&store, &seasons, &sql).await;
                            store.close().await;
                            target = Place::sqlite();
                            store = target.open().await;
                        }
                    }
                }
            }
        }
        assert!(
            refused > 200 && restored > 20,
            "{refused} refused, {restored} restored"
        );
    });
}

#[test]
fn a_refused_row_names_its_runner() {
    let place = Place::sqlite();
    let targets = Place::both();
    wait(async {
        let (_folder, _, file) = backup(&place).await;
        for (sql, part) in [
            (
                "UPDATE publication SET head = 'hello', whole = 1 WHERE kind = 'full'",
                "the calendar of `ada` (full)",
            ),
            (
                "UPDATE publication SET published = 253402300800",
                "the calendar of `ada`",
            ),
            ("UPDATE event SET sequence = -5", "`ada`"),
            (
                "UPDATE feed SET created = 9223372036854775807",
                "an address of `ada`",
            ),
            (
                "DELETE FROM publication WHERE kind = 'busy'",
                "an event of `ada` (busy): its calendar is missing",
            ),
            ("DELETE FROM runner", "ada"),
            ("DELETE FROM secret", "its secret is missing"),
        ] {
            let changed = place.path("changed.db");
            std::fs::copy(&file, &changed).unwrap();
            run(&StoreUrl::Sqlite(changed.clone()), sql).await;
            for target in &targets {
                let refused = target.open().await.restore(&changed, false).await.unwrap_err();
                assert!(refused.to_string().contains(part), "{sql}: {refused}");
            }
        }
    });
}

#[test]
fn a_backup_that_is_no_backup_ends_soon() {
    let place = Place::sqlite();
    wait(async {
        let (_folder, _, file) = backup(&place).await;
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)";
        let refuses = async |path: &Path, part: &str| {
            let begun = Instant::now();
            let target = Place::sqlite();
            let refused = target.open().await.restore(path, false).await.unwrap_err();
            assert!(refused.to_string().contains(part), "{part}: {refused}");
            assert!(begun.elapsed() < Duration::from_secs(20), "{part}");
        };
        for (number, (sql, part)) in [
            (
                format!("DROP TABLE plan; CREATE VIEW plan AS {endless} SELECT 'a' AS name, 'b' AS hash, i AS sequence, 0 AS modified FROM n"),
                "the view `plan`",
            ),
            (
                format!("DROP TABLE migration; CREATE VIEW migration AS {endless} SELECT 3 AS version FROM n"),
                "the view `migration`",
            ),
            (
                "CREATE TRIGGER t AFTER INSERT ON feed BEGIN DELETE FROM feed; END".to_owned(),
                "the trigger `t`",
            ),
            (
                "ALTER TABLE plan ADD COLUMN more TEXT GENERATED ALWAYS AS (hash || hash) VIRTUAL".to_owned(),
                "`plan.more` is computed",
            ),
            ("DROP TABLE plan".to_owned(), "plan"),
        ]
        .into_iter()
        .enumerate()
        {
            let changed = place.path(&format!("changed-{number}.db"));
            std::fs::copy(&file, &changed).unwrap();
            run(&StoreUrl::Sqlite(changed.clone()), &sql).await;
            refuses(&changed, part).await;
        }
        let half = std::fs::read(&file).unwrap();
        std::fs::write(place.path("half.db"), &half[..half.len() / 2]).unwrap();
        refuses(&place.path("half.db"), "half.db").await;
        refuses(place.folder.path(), "it is not a file").await;
        #[cfg(unix)]
        {
            let made = std::process::Command::new("mkfifo")
                .arg(place.path("pipe"))
                .status();
            assert!(made.unwrap().success());
            refuses(&place.path("pipe"), "it is not a file").await;
        }
    });
}

#[test]
fn an_event_that_is_nobodys_is_found() {
    for change in [
        "UPDATE event SET runner = 'zed' WHERE uid = (SELECT MIN(uid) FROM event WHERE kind = 'full')",
        "UPDATE event SET kind = 'fuller' WHERE uid = (SELECT MIN(uid) FROM event WHERE kind = 'full')",
    ] {
        let place = Place::sqlite();
        wait(async {
            let (_folder, _, file) = backup(&place).await;
            let url = StoreUrl::Sqlite(file);
            let faults = async || Store::open(&url).await.unwrap().check().await.unwrap().faults;
            assert_eq!(faults().await, Vec::<String>::new());
            run(&url, change).await;
            assert_eq!(faults().await, ["1 events belong to no calendar"], "{change}");
        });
    }
}
