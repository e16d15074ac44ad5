//! What changes in the folder and among the feeds, and when those see it who follow.

use std::collections::BTreeSet;

use chrono::Days;

use super::{Stage, events, race, season, tag, uids};

const ADA: &str = "Ada Lovelace";

#[test]
fn a_change_of_the_file_is_served_within_a_second_as_the_next_revision_of_what_moved() {
    let stage = Stage::new();
    stage.write("ada.toml", &season(race(), "18:00"));
    let feed = stage.address(&["make", ADA]);
    let server = stage.serve();
    let first = server.get(&feed);
    let before = events(&first.calendar());
    assert!(before.values().all(|event| event.sequence == 0));
    assert!(server.is_still(&feed, &tag(&first)));
    let plan = server.get(crate::web::HALF).calendar();
    for calendar in [&first.calendar(), &plan] {
        let (head, _) = calendar.split_once("BEGIN:VEVENT").unwrap();
        assert!(!head.contains("UID"), "some take it for each event's: {head}");
    }

    stage.write("ada.toml", &season(race(), "19:00"));
    let second = server.changed(&feed, &tag(&first));
    let after = events(&second.calendar());
    assert_eq!(uids(&before), uids(&after));
    let mut moved = 0;
    for (uid, event) in &after {
        let has_moved = event.start != before[uid].start;
        assert_eq!(event.sequence, u32::from(has_moved), "{uid}: {event:?}");
        moved += usize::from(has_moved);
    }
    assert!(moved >= 10, "a run each Tuesday: {moved}");
    assert!(moved < after.len());
    assert!(server.is_still(&feed, &tag(&second)));
    server.terminate();
}

#[test]
fn a_session_that_goes_away_is_cancelled_and_keeps_its_uid() {
    let stage = Stage::new();
    stage.write("ada.toml", &season(race(), "18:00"));
    let feed = stage.address(&["make", ADA]);
    let server = stage.serve();
    let first = server.get(&feed);
    let from = race() - Days::new(40);
    let away = format!("[[away]]\nfrom = {from}\nto = {}\n", from + Days::new(6));
    stage.write("ada.toml", &(season(race(), "18:00") + &away));
    let second = server.changed(&feed, &tag(&first));
    let (before, after) = (events(&first.calendar()), events(&second.calendar()));
    let gone: BTreeSet<&str> = uids(&before).difference(&uids(&after)).copied().collect();
    assert_eq!(gone, BTreeSet::new(), "a calendar keeps what is only left out");
    let cancelled = after.values().filter(|event| event.is_cancelled);
    assert!(cancelled.clone().count() > 0);
    assert!(cancelled.clone().all(|event| event.sequence > 0));
    server.terminate();
}

#[test]
fn a_feed_can_be_made_rotated_and_revoked_under_a_running_server() {
    let stage = Stage::new();
    stage.write("ada.toml", &season(race(), "18:00"));
    let server = stage.serve();
    let old = stage.address(&["make", ADA]);
    let first = server.answers(&old, 200);

    let new = stage.address(&["rotate", ADA]);
    let gone = server.answers(&old, 410);
    assert!(!gone.body.is_empty(), "in words");
    let rotated = server.answers(&new, 200);
    assert_eq!(
        rotated.calendar(),
        first.calendar(),
        "the same calendar at another address"
    );
    assert_eq!(tag(&rotated), tag(&first));

    stage.feeds(&["revoke", ADA]);
    server.answers(&new, 410);
    assert_eq!(server.get(&old).status, 410);
    server.terminate();
    assert_eq!(stage.serve().get(&new).status, 410, "and after a restart");
}

#[test]
fn the_busy_feed_has_an_address_of_its_own_and_says_no_more_than_busy() {
    let stage = Stage::new();
    stage.write("ada.toml", &season(race(), "18:00"));
    let (full, busy) = (
        stage.address(&["make", ADA]),
        stage.address(&["make", ADA, "--busy"]),
    );
    let server = stage.serve();
    let (whole, first) = (server.get(&full), server.get(&busy));
    let (sessions, taken) = (events(&whole.calendar()), events(&first.calendar()));
    assert!(taken.values().all(|event| event.summary == "Busy"), "{taken:?}");
    assert!(taken.len() < sessions.len(), "only what has a time takes any");
    for word in [ADA, "Spring race", "Long run", "Easy run", " km", "half-12"] {
        assert!(!first.calendar().contains(word), "{word} is nobody's business");
    }

    stage.write("ada.toml", &season(race(), "19:00"));
    let second = events(&server.changed(&busy, &tag(&first)).calendar());
    let live = second.values().filter(|event| !event.is_cancelled);
    assert_eq!(live.count(), taken.len());
    assert!(
        second.values().any(|event| event.start.ends_with("T190000")),
        "{second:?}"
    );

    stage.feeds(&["revoke", ADA, "--busy"]);
    server.answers(&busy, 410);
    assert_eq!(server.get(&full).status, 200, "the other one is another address");
    server.terminate();
}

#[test]
fn the_next_season_of_a_runner_goes_on_at_the_same_address() {
    let stage = Stage::new();
    let of_ada = |text: String| text.replace("[athlete]\n", "[athlete]\nid = \"ada-lovelace\"\n");
    stage.write("spring.toml", &of_ada(season(race(), "18:00")));
    stage.write("bob.toml", &season(race(), "18:00").replace(ADA, "Bob"));
    let (feed, bobs) = (stage.address(&["make", ADA]), stage.address(&["make", "Bob"]));
    let server = stage.serve();
    let (first, bob) = (server.get(&feed), server.get(&bobs));
    let next = race() + Days::new(7 * 20);
    stage.write(
        "next.toml",
        &of_ada(season(next, "18:00").replace("Spring", "Summer")),
    );
    let second = server.changed(&feed, &tag(&first));
    let (before, after) = (events(&first.calendar()), events(&second.calendar()));
    for (uid, event) in &before {
        assert_eq!(after.get(uid), Some(event), "the first season is as it was");
    }
    assert!(
        after.len() > before.len() + 30,
        "{} and {}",
        before.len(),
        after.len()
    );
    let day = next.format("%Y%m%d").to_string();
    assert!(after.values().any(|event| event.start.starts_with(&day)));
    assert!(
        server.is_still(&bobs, &tag(&bob)),
        "another runner's is another calendar"
    );
    server.terminate();
}

#[test]
fn an_address_without_a_season_says_so_until_there_is_one() {
    let stage = Stage::new();
    let (feed, busy) = (
        stage.address(&["make", ADA]),
        stage.address(&["make", ADA, "--busy"]),
    );
    let alone = stage.serve_with(&[]);
    assert_eq!(alone.get(&feed).status, 404, "without a folder");
    alone.terminate();
    let server = stage.serve();
    for feed in [&feed, &busy] {
        let reply = server.get(feed);
        assert_eq!(reply.status, 404);
        assert!(reply.text().contains("no season"), "{}", reply.text());
    }
    stage.write("ada.toml", &season(race(), "18:00"));
    let calendar = server.answers(&feed, 200).calendar();
    server.terminate();
    let alone = stage.serve_with(&[]);
    assert_eq!(
        alone.get(&feed).calendar(),
        calendar,
        "what was published is served without a folder"
    );
    let log = alone.terminate();
    assert!(!log.contains("ERROR"), "{log}");
}
