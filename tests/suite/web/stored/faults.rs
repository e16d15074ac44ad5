//! What goes wrong around a running server, and what is served all the same.

use std::fs;

use longrun::season::Feed;
use longrun::store::{Store, StoreUrl};
use sqlx::{Connection, SqliteConnection};

use super::{Stage, events, race, season, soon, tag, until};
use crate::store::wait;

const ADA: &str = "Ada Lovelace";

#[test]
fn a_restart_changes_no_byte_and_no_tag() {
    let stage = Stage::new();
    stage.write("ada.toml", &season(race(), "18:00"));
    let feed = stage.address(&["make", ADA]);
    let server = stage.serve();
    let first = server.get(&feed);
    stage.write("ada.toml", &season(race(), "19:00"));
    let second = server.changed(&feed, &tag(&first));
    server.terminate();
    let server = stage.serve();
    assert!(server.is_still(&feed, &tag(&second)));
    let again = server.get(&feed);
    assert_eq!(again.calendar(), second.calendar());
    for name in ["etag", "last-modified"] {
        assert_eq!(again.line(name), second.line(name));
    }
    server.terminate();
}

#[test]
fn what_was_answered_is_in_the_store_when_the_server_is_killed() {
    let stage = Stage::new();
    stage.write("ada.toml", &season(race(), "18:00"));
    let feed = stage.address(&["make", ADA]);
    let mut seen: Option<(String, String)> = None;
    for round in 0..5_u32 {
        let server = stage.serve();
        let reply = match &seen {
            None => server.get(&feed),
            Some((calendar, last)) => {
                let again = server.get(&feed);
                assert_eq!(&again.calendar(), calendar, "round {round}");
                assert_eq!(&tag(&again), last);
                stage.write("ada.toml", &season(race(), &format!("18:{round}0")));
                server.changed(&feed, last)
            }
        };
        server.kill();
        let url = StoreUrl::parse(&stage.store).unwrap();
        let kept = wait(async {
            let store = Store::open(&url).await.unwrap();
            store.publication(ADA, Feed::Full).await.unwrap().unwrap()
        });
        assert_eq!(events(&kept.ics), events(&reply.calendar()), "round {round}");
        let highest = events(&kept.ics).values().map(|event| event.sequence).max();
        assert_eq!(highest, Some(round));
        seen = Some((reply.calendar(), tag(&reply)));
    }
}

#[test]
fn a_broken_file_is_named_once_and_its_last_good_version_is_served() {
    let stage = Stage::new();
    stage.write("ada.toml", &season(race(), "18:00"));
    let bobs = |tuesday: &str| season(race(), tuesday).replace(ADA, "Bob");
    stage.write("bob.toml", &bobs("18:00"));
    let (ada, bob) = (stage.address(&["make", ADA]), stage.address(&["make", "Bob"]));
    let server = stage.serve();
    let (adas, first) = (server.get(&ada), server.get(&bob));
    assert!(!server.told("/status").contains("has faults"));

    stage.write(
        "ada.toml",
        &season(race(), "18:00").replace("half-12", "no-such-plan"),
    );
    let status = soon(|| Some(server.told("/status")).filter(|told| told.contains("has faults")));
    assert_eq!(status.matches("ada.toml: has faults").count(), 1, "{status}");
    assert!(status.contains("its last good version is served"), "{status}");
    assert!(status.contains("no-such-plan"), "{status}");
    assert!(server.is_still(&ada, &tag(&adas)));

    stage.write("bob.toml", &bobs("19:00"));
    server.changed(&bob, &tag(&first));
    assert!(server.is_still(&ada, &tag(&adas)));
    let status = server.told("/status");
    assert_eq!(status.matches("ada.toml: has faults").count(), 1, "{status}");

    stage.write("ada.toml", &season(race(), "19:00"));
    server.changed(&ada, &tag(&adas));
    assert!(!server.told("/status").contains("has faults"));
    let log = server.terminate();
    assert_eq!(log.matches("a file has faults").count(), 1, "{log}");
    assert_eq!(log.matches("no faults any more").count(), 1, "{log}");
}

#[test]
fn without_its_store_a_server_goes_on_with_what_it_knows() {
    let stage = Stage::new();
    stage.write("ada.toml", &season(race(), "18:00"));
    let feed = stage.address(&["make", ADA]);
    let server = stage.serve();
    let first = server.get(&feed);
    fs::remove_file(stage.path("feeds.db")).unwrap();
    until(|| server.log().contains("the store cannot be read").then_some(()));
    assert!(server.is_still(&feed, &tag(&first)));
    // Nothing can be published any more, so nothing new may be shown.
    stage.write("ada.toml", &season(race(), "19:00"));
    until(|| {
        assert!(server.is_still(&feed, &tag(&first)));
        server.log().contains("a feed cannot be rendered").then_some(())
    });
    assert_eq!(server.get("/healthz").status, 200);
    assert_eq!(server.get(crate::web::HALF).status, 200);
    let log = server.terminate();
    assert_eq!(log.matches("the store cannot be read").count(), 1, "{log}");
}

#[test]
fn under_a_lock_the_last_good_calendar_is_served_and_afterwards_the_new_one() {
    let stage = Stage::new();
    stage.write("ada.toml", &season(race(), "18:00"));
    stage.write("bob.toml", &season(race(), "18:00").replace(ADA, "Bob"));
    let (feed, bob) = (stage.address(&["make", ADA]), stage.address(&["make", "Bob"]));
    let server = stage.serve();
    let (first, bobs) = (server.get(&feed), server.get(&bob));
    let path = stage.path("feeds.db");
    wait(async {
        let url = format!("sqlite:{}", path.display());
        let mut other = SqliteConnection::connect(&url).await.unwrap();
        sqlx::raw_sql("BEGIN EXCLUSIVE")
            .execute(&mut other)
            .await
            .unwrap();
        stage.write("ada.toml", &season(race(), "19:00"));
        until(|| {
            assert!(server.is_still(&feed, &tag(&first)));
            assert!(server.is_still(&bob, &tag(&bobs)));
            server.log().contains("a feed cannot be rendered").then_some(())
        });
        assert_eq!(server.get(crate::web::HALF).status, 200);
        sqlx::raw_sql("ROLLBACK").execute(&mut other).await.unwrap();
        other.close().await.unwrap();
    });
    let second = server.changed(&feed, &tag(&first));
    assert!(
        events(&second.calendar())
            .values()
            .any(|event| event.sequence == 1)
    );
    server.terminate();
}
