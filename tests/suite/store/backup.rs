//! Backups, and what comes back from them.

use longrun::store::{FeedKind, Store, StoreError, StoreUrl, Token};

use super::contract::done;
use super::{Place, at, id, own, wait};

const FULL: FeedKind = FeedKind::Full;

async fn filled(store: &Store) {
    store.add(&id("ada"), FULL, at(0)).await.unwrap();
    store.rotate(&id("ada"), FULL, at(10)).await.unwrap();
    store.add(&id("zoeb"), FeedKind::Busy, at(20)).await.unwrap();
    store.revoke(&id("zoeb"), FeedKind::Busy, at(30)).await.unwrap();
    done(
        store
            .publish(&id("ada"), FULL, None, &own("é"), at(0))
            .await
            .unwrap(),
    );
    done(
        store
            .publish(&id("ada"), FULL, Some(1), &own("ö"), at(5))
            .await
            .unwrap(),
    );
    store.plan_revision("half-12", "a", at(0)).await.unwrap();
    store.plan_revision("half-12", "b", at(40)).await.unwrap();
}

#[test]
fn what_is_restored_is_what_was_kept_also_in_the_other_database() {
    for from in Place::both() {
        for to in Place::both() {
            wait(async {
                let (old, new) = (from.open().await, to.open().await);
                if old.feeds().await.unwrap().is_empty() {
                    filled(&old).await;
                }
                let file = to.path("backup.db");
                let kept = old.backup(&file).await.unwrap();
                assert_eq!((kept.feeds, kept.revoked), (1, 2));
                assert_eq!((kept.publications, kept.plans), (1, 1));
                let names: Vec<_> = std::fs::read_dir(to.folder.path()).unwrap().collect();
                assert!(names.len() <= 4, "nothing is left beside the backup: {names:?}");

                let restored = new.restore(&file, false).await.unwrap();
                assert_eq!(restored.contents, kept);
                assert!(
                    restored.superseded.is_empty() && restored.later == 0,
                    "{restored:?}"
                );
                assert_eq!(new.feeds().await.unwrap(), old.feeds().await.unwrap());
                let publication = new.publication(&id("ada"), FULL).await.unwrap();
                assert_eq!(publication, old.publication(&id("ada"), FULL).await.unwrap());
                let plan = new.plan_revision("half-12", "b", at(99)).await.unwrap();
                assert_eq!((plan.sequence, plan.modified), (1, at(40)));
                new.check().await.unwrap();
            });
        }
    }
}

#[test]
fn what_the_store_has_later_stays_and_the_rest_comes_back_only_by_force() {
    for place in Place::both() {
        wait(async {
            let store = place.open().await;
            store.add(&id("ada"), FULL, at(0)).await.unwrap();
            store.add(&id("eve"), FULL, at(0)).await.unwrap();
            done(
                store
                    .publish(&id("ada"), FULL, None, &own("old"), at(0))
                    .await
                    .unwrap(),
            );
            store.plan_revision("half-12", "a", at(0)).await.unwrap();
            let file = place.path("backup.db");
            store.backup(&file).await.unwrap();

            let second = store.rotate(&id("ada"), FULL, at(10)).await.unwrap();
            let bob = store.add(&id("bob"), FULL, at(20)).await.unwrap();
            store.revoke(&id("eve"), FULL, at(25)).await.unwrap();
            done(
                store
                    .publish(&id("ada"), FULL, Some(1), &own("new"), at(30))
                    .await
                    .unwrap(),
            );
            done(
                store
                    .publish(&id("bob"), FULL, None, &own("Bob's"), at(30))
                    .await
                    .unwrap(),
            );
            store.plan_revision("half-12", "b", at(30)).await.unwrap();
            store.plan_revision("base-8", "x", at(0)).await.unwrap();
            let plan = store.plan_revision("base-8", "y", at(35)).await.unwrap();
            let held = store.feeds().await.unwrap();
            let refused = store.restore(&file, false).await.unwrap_err();
            let counted = matches!(
                refused,
                StoreError::NotEmpty {
                    feeds: 2,
                    revoked: 2,
                    ..
                }
            );
            assert!(counted, "{refused}");
            assert_eq!(store.feeds().await.unwrap(), held);

            let before = store.change().await.unwrap();
            let restored = store.restore(&file, true).await.unwrap();
            assert_eq!(
                store.feeds().await.unwrap(),
                held,
                "no address is lost, none comes to life"
            );
            let in_use = |token: &Token| {
                held.iter()
                    .any(|feed| feed.token == token.hash() && feed.revoked.is_none())
            };
            assert!(in_use(&second) && in_use(&bob));
            let told: Vec<_> = restored
                .superseded
                .iter()
                .map(|it| (it.runner.as_str(), it.by))
                .collect();
            assert_eq!(told, [("ada", Some(at(10))), ("eve", None)]);
            assert_eq!(restored.later, 1);
            for (name, ics, revision) in [("ada", "new", 2), ("bob", "Bob's", 1)] {
                let publication = store.publication(&id(name), FULL).await.unwrap().unwrap();
                assert_eq!((publication.calendar, publication.revision), (own(ics), revision));
            }
            assert_eq!(store.plan_revision("base-8", "y", at(50)).await.unwrap(), plan);
            let half = store.plan_revision("half-12", "b", at(50)).await.unwrap();
            assert_eq!((half.sequence, half.modified), (1, at(30)));
            assert!(store.change().await.unwrap() > before, "other servers look again");
        });
    }
}

#[test]
fn of_two_stores_the_later_address_stays_in_use_and_the_longer_history_counts() {
    for place in Place::both() {
        wait(async {
            let (old, new) = (Place::sqlite(), &place);
            let (old, store) = (old.open().await, new.open().await);
            let lost = old.add(&id("ada"), FULL, at(0)).await.unwrap();
            let kept = old.add(&id("bob"), FULL, at(90)).await.unwrap();
            done(
                old.publish(&id("ada"), FULL, None, &own("1"), at(0))
                    .await
                    .unwrap(),
            );
            done(
                old.publish(&id("ada"), FULL, Some(1), &own("2"), at(5))
                    .await
                    .unwrap(),
            );
            old.plan_revision("half-12", "a", at(0)).await.unwrap();
            let file = place.path("backup.db");
            old.backup(&file).await.unwrap();

            // The store was lost, and there was another one for a while.
            let made = store.add(&id("ada"), FULL, at(50)).await.unwrap();
            let dropped = store.add(&id("bob"), FULL, at(50)).await.unwrap();
            done(
                store
                    .publish(&id("ada"), FULL, None, &own("anew"), at(60))
                    .await
                    .unwrap(),
            );
            store.plan_revision("half-12", "b", at(60)).await.unwrap();
            let restored = store.restore(&file, true).await.unwrap();
            let feeds = store.feeds().await.unwrap();
            let revoked = |token: &Token| {
                feeds
                    .iter()
                    .find(|feed| feed.token == token.hash())
                    .unwrap()
                    .revoked
            };
            assert_eq!((revoked(&made), revoked(&kept)), (None, None));
            assert_eq!((revoked(&lost), revoked(&dropped)), (Some(at(50)), Some(at(90))));
            assert_eq!(restored.superseded.len(), 1, "{restored:?}");
            let publication = store.publication(&id("ada"), FULL).await.unwrap().unwrap();
            assert_eq!((&publication.calendar, publication.revision), (&own("2"), 2));
            assert!(publication.published > at(60), "{publication:?}");
            let plan = store.plan_revision("half-12", "a", at(70)).await.unwrap();
            assert_eq!(plan.sequence, 1, "one number is not two plans");
            assert!(plan.modified > at(60), "{plan:?}");
            // Once more changes nothing.
            let feeds = store.feeds().await.unwrap();
            store.restore(&file, true).await.unwrap();
            assert_eq!(store.feeds().await.unwrap(), feeds);
        });
    }
}

#[test]
fn a_backup_takes_the_place_of_nothing_but_a_backup() {
    let place = Place::sqlite();
    let other = Place::sqlite();
    wait(async {
        let (store, others) = (place.open().await, other.open().await);
        filled(&store).await;
        filled(&others).await;
        std::fs::write(place.path("precious.toml"), "plan = \"base-8\"\n").unwrap();
        std::fs::write(place.path("stale.db-wal"), "of another one").unwrap();
        let mut refused = vec![
            (place.path("feeds.db"), "it is the store itself"),
            (place.path("feeds.db-wal"), "it is the store itself"),
            (place.path("feeds.db-shm"), "it is the store itself"),
            (place.path("feeds.db-journal"), "it is the store itself"),
            (
                place
                    .path("../.")
                    .join(place.folder.path().file_name().unwrap())
                    .join("feeds.db"),
                "the store itself",
            ),
            (other.path("feeds.db"), "lies beside it"),
            (place.path("precious.toml"), "something else than a backup"),
            (place.path("stale.db"), "lies beside it"),
            (place.folder.path().to_owned(), "a folder, a pipe or a device"),
        ];
        #[cfg(unix)]
        {
            let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, place.path(name)).unwrap();
            link("feeds.db", "link.db");
            link("nowhere.db", "dangling.db");
            std::fs::hard_link(place.path("feeds.db"), place.path("hard.db")).unwrap();
            let made = std::process::Command::new("mkfifo")
                .arg(place.path("pipe"))
                .status();
            assert!(made.unwrap().success());
            refused.push((place.path("link.db"), "the store itself"));
            refused.push((place.path("hard.db"), "the store itself"));
            refused.push((place.path("dangling.db"), "a link to a file that does not exist"));
            refused.push((place.path("pipe"), "a folder, a pipe or a device"));
        }
        for (path, why) in refused {
            let error = store.backup(&path).await.unwrap_err();
            assert!(matches!(error, StoreError::Target { .. }), "{error}");
            assert!(error.to_string().contains(why), "{}: {error}", path.display());
        }
        let precious = std::fs::read_to_string(place.path("precious.toml")).unwrap();
        assert_eq!(precious, "plan = \"base-8\"\n");
        assert!(!place.path("nowhere.db").exists());
        assert_eq!(store.check().await.unwrap().faults, [""; 0]);

        // A store that nobody has open has no `-wal` beside it, and is a store all the same.
        others.close().await;
        for side in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(other.path(&format!("feeds.db{side}")));
        }
        let error = store.backup(&other.path("feeds.db")).await.unwrap_err();
        assert!(
            error.to_string().contains("something else than a backup"),
            "{error}"
        );

        // `mktemp` makes an empty file; and a link to a backup stays a link.
        std::fs::write(place.path("empty.db"), "").unwrap();
        store.backup(&place.path("empty.db")).await.unwrap();
        #[cfg(unix)]
        {
            // A store that is opened by a link has its `-wal` beside the file.
            std::os::unix::fs::symlink("feeds.db", place.path("alias.db")).unwrap();
            let alias = StoreUrl::Sqlite(place.path("alias.db"));
            let alias = Store::open_existing(&alias).await.unwrap();
            for part in ["feeds.db", "feeds.db-wal", "alias.db"] {
                let error = alias.backup(&place.path(part)).await.unwrap_err();
                assert!(error.to_string().contains("the store itself"), "{part}: {error}");
            }
            std::os::unix::fs::symlink("empty.db", place.path("latest.db")).unwrap();
            store.backup(&place.path("latest.db")).await.unwrap();
            assert!(place.path("latest.db").is_symlink());
        }
    });
}

#[test]
fn what_is_no_backup_is_refused_and_the_store_stays() {
    for place in Place::both() {
        wait(async {
            let store = place.open().await;
            store.add(&id("ada"), FULL, at(0)).await.unwrap();
            for (name, bytes) in [("text.db", &b"not a database"[..]), ("empty.db", b"")] {
                let file = place.path(name);
                std::fs::write(&file, bytes).unwrap();
                let refused = store.restore(&file, true).await.unwrap_err();
                assert!(matches!(refused, StoreError::Damaged { .. }), "{name}: {refused}");
            }
            let refused = store.restore(&place.path("none.db"), true).await.unwrap_err();
            assert!(
                refused.to_string().ends_with("No such file or directory"),
                "{refused}"
            );
            assert_eq!(store.feeds().await.unwrap().len(), 1);
        });
    }
}

#[test]
fn a_backup_that_cannot_be_written_leaves_the_old_one() {
    let place = Place::sqlite();
    wait(async {
        let store = place.open().await;
        filled(&store).await;
        let refused = store.backup(&place.path("no/such/backup.db")).await.unwrap_err();
        assert!(
            refused.to_string().ends_with("no/such does not exist"),
            "{refused}"
        );
        let file = place.path("backup.db");
        store.backup(&file).await.unwrap();
        store.backup(&file).await.unwrap();
        let copy = Store::open_existing(&StoreUrl::Sqlite(file)).await.unwrap();
        copy.check().await.unwrap();
        assert_eq!(copy.feeds().await.unwrap(), store.feeds().await.unwrap());
        // It was looked at as a store, and is the backup all the same.
        copy.close().await;
        store.backup(&place.path("backup.db")).await.unwrap();
    });
}

#[cfg(unix)]
#[test]
fn others_cannot_read_the_store_nor_its_backup() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::sqlite();
    wait(async {
        let store = place.open().await;
        filled(&store).await;
        store.backup(&place.path("backup.db")).await.unwrap();
        for entry in std::fs::read_dir(place.folder.path()).unwrap() {
            let entry = entry.unwrap();
            let mode = entry.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{:?} {mode:o}", entry.file_name());
        }
    });
}
