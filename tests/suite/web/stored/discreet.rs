//! Busy feeds over the wire: what they hand out tells nothing, and stays the same wherever it comes from.

use std::collections::BTreeSet;

use longrun::season::Feed;
use longrun::store::{Store, StoreUrl};

use super::{Stage, events, race, season, tag};
use crate::store::{id, wait};

/// The parts of all UIDs of a calendar.
fn parts(calendar: &str) -> BTreeSet<String> {
    let parts = |uid: &String| -> Vec<String> {
        let uid = uid.strip_prefix("busy_").unwrap_or(uid);
        let uid = uid.strip_suffix("@longrun").unwrap_or(uid);
        uid.split('.').map(str::to_owned).collect()
    };
    events(calendar).keys().flat_map(parts).collect()
}

#[test]
fn a_busy_feed_is_the_same_after_a_restart_an_edit_and_a_restore() {
    let stage = Stage::new();
    let ada = season(race(), "18:00");
    let bob = ada.replace("Ada Lovelace", "Bob");
    stage.write("ada.toml", &ada);
    stage.write("bob.toml", &bob);
    let feeds = ["ada", "bob"].map(|runner| stage.address(&["make", runner, "--busy"]));
    let server = stage.serve();
    let [first, bobs] = feeds.each_ref().map(|feed| server.get(feed));
    for line in first.calendar().lines() {
        assert!(!line.starts_with("X-LONGRUN-"), "{line}");
    }
    assert!(
        parts(&first.calendar()).is_disjoint(&parts(&bobs.calendar())),
        "one plan, two runners"
    );
    let url = StoreUrl::parse(&stage.store).unwrap();
    let kept = wait(async {
        let store = Store::open(&url).await.unwrap();
        store.publication(&id("ada"), Feed::Busy).await.unwrap().unwrap()
    });
    let (stored, served) = (parts(&kept.text()), parts(&first.calendar()));
    assert!(
        stored.is_disjoint(&served),
        "the store's own UIDs are not handed out"
    );
    let starts = |calendar: &str| -> Vec<String> {
        let mut starts: Vec<String> = events(calendar).into_values().map(|event| event.start).collect();
        starts.sort_unstable();
        starts
    };
    assert_eq!(starts(&kept.text()), starts(&first.calendar()));

    stage.write("ada.toml", &season(race(), "19:00"));
    let second = server.changed(&feeds[0], &tag(&first));
    assert_eq!(
        parts(&second.calendar()),
        served,
        "a session that moves is the same event"
    );
    let other = stage.serve();
    assert!(
        other.is_still(&feeds[0], &tag(&second)),
        "another server of the store"
    );
    other.terminate();
    server.terminate();
    let server = stage.serve();
    assert!(server.is_still(&feeds[0], &tag(&second)), "after a restart");
    server.terminate();

    let backup = stage.path("backup.db");
    let again = StoreUrl::Sqlite(stage.path("again.db")).to_string();
    let longrun = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_longrun"));
        let output = command.args(arguments).output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    };
    longrun(&["backup", backup.to_str().unwrap(), "--store", &stage.store]);
    longrun(&["restore", backup.to_str().unwrap(), "--store", &again]);
    let folder = stage.path("seasons");
    let server = stage.start("debug", &again, &[folder.to_str().unwrap()]);
    assert!(
        server.is_still(&feeds[0], &tag(&second)),
        "in a store that was restored"
    );
    server.terminate();
}

#[test]
fn the_busy_feed_of_a_plans_address_tells_nothing_of_the_plan_as_a_file() {
    let stage = Stage::new();
    let folder = stage.path("seasons");
    let server = stage.serve_with(&[folder.to_str().unwrap(), "--base-url", "https://run.example"]);
    let query = "race=2027-04-18&race-name=Berlin&name=Ada&zone=Europe/Berlin&at=tue+18:00&busy=yes";
    let reply = server.get(&format!("/plan/half-12/calendar.ics?{query}"));
    let calendar = reply.calendar();
    for word in [
        "half",
        "Ada",
        "Berlin Marathon",
        "SOURCE",
        "X-LONGRUN-",
        "run.example",
    ] {
        assert!(!calendar.contains(word), "{word} is in {calendar}");
    }
    assert!(calendar.contains("SUMMARY:Busy"));
    let saved = server.get(&format!("/plan/half-12/calendar.ics?{query}&download"));
    assert_eq!(
        saved.line("content-disposition"),
        Some("attachment; filename=\"busy.ics\"")
    );
    assert_eq!(saved.calendar(), calendar);
    let full = server.get("/plan/half-12/calendar.ics?race=2027-04-18&download");
    assert_eq!(
        full.line("content-disposition"),
        Some("attachment; filename=\"half-12.ics\"")
    );
    stage.address(&["make", "ada"]);
    server.terminate();
}
