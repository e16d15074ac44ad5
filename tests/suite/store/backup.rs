//! Backups, and what comes back from them.

use longrun::store::{FeedKind, Store, StoreError, StoreUrl};

use super::contract::done;
use super::{Place, at, wait};

const FULL: FeedKind = FeedKind::Full;

async fn filled(store: &Store) {
    store.add("Ada", FULL, at(0)).await.unwrap();
    store.rotate("Ada", FULL, at(10)).await.unwrap();
    store.add("Zoë", FeedKind::Busy, at(20)).await.unwrap();
    store.revoke("Zoë", FeedKind::Busy, at(30)).await.unwrap();
    done(
        store
            .publish("Ada", FULL, None, "BEGIN:VCALENDAR\r\né", at(0))
            .await
            .unwrap(),
    );
    done(
        store
            .publish("Ada", FULL, Some(1), "BEGIN:VCALENDAR\r\nö", at(5))
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
                assert_eq!((kept.feeds, kept.publications, kept.plans), (3, 1, 1));
                let names: Vec<_> = std::fs::read_dir(to.folder.path()).unwrap().collect();
                assert!(names.len() <= 4, "nothing is left beside the backup: {names:?}");

                assert_eq!(new.restore(&file, false).await.unwrap(), kept);
                assert_eq!(new.feeds().await.unwrap(), old.feeds().await.unwrap());
                let publication = new.publication("Ada", FULL).await.unwrap();
                assert_eq!(publication, old.publication("Ada", FULL).await.unwrap());
                let plan = new.plan_revision("half-12", "b", at(99)).await.unwrap();
                assert_eq!((plan.sequence, plan.modified), (1, at(40)));
                new.check().await.unwrap();
            });
        }
    }
}

#[test]
fn feeds_are_overwritten_only_by_force_and_what_was_revoked_stays_so() {
    for place in Place::both() {
        wait(async {
            let store = place.open().await;
            let token = store.add("Ada", FULL, at(0)).await.unwrap();
            done(store.publish("Ada", FULL, None, "old", at(0)).await.unwrap());
            let plan = store.plan_revision("half-12", "a", at(0)).await.unwrap();
            let file = place.path("backup.db");
            store.backup(&file).await.unwrap();

            store.rotate("Ada", FULL, at(10)).await.unwrap();
            store.add("Bob", FULL, at(20)).await.unwrap();
            done(store.publish("Ada", FULL, Some(1), "new", at(30)).await.unwrap());
            let refused = store.restore(&file, false).await.unwrap_err();
            assert!(
                matches!(refused, StoreError::NotEmpty { feeds: 3, .. }),
                "{refused}"
            );
            assert_eq!(store.feeds().await.unwrap().len(), 3);

            let before = store.change().await.unwrap();
            store.restore(&file, true).await.unwrap();
            let feeds = store.feeds().await.unwrap();
            assert_eq!(feeds.len(), 1, "{feeds:?}");
            assert_eq!((feeds[0].token, feeds[0].revoked), (token.hash(), Some(at(10))));
            let publication = store.publication("Ada", FULL).await.unwrap().unwrap();
            assert_eq!(publication.ics, "old");
            assert!(
                publication.revision > 2 && publication.published > at(30),
                "{publication:?}"
            );
            let later = store.plan_revision("half-12", "a", at(50)).await.unwrap();
            assert!(later.sequence > plan.sequence && later.modified > plan.modified);
            assert!(store.change().await.unwrap() > before, "other servers look again");
        });
    }
}

#[test]
fn what_is_no_backup_is_refused_and_the_store_stays() {
    for place in Place::both() {
        wait(async {
            let store = place.open().await;
            store.add("Ada", FULL, at(0)).await.unwrap();
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
        assert!(matches!(refused, StoreError::Open { .. }), "{refused}");
        let file = place.path("backup.db");
        store.backup(&file).await.unwrap();
        store.backup(&file).await.unwrap();
        let copy = Store::open_existing(&StoreUrl::Sqlite(file)).await.unwrap();
        assert_eq!(copy.feeds().await.unwrap(), store.feeds().await.unwrap());
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
