//! Slips, damage and too many seasons around a running server: the feed goes on, and its operator is told.

use std::process::Command;

use longrun::store::StoreUrl;

use super::{Stage, events, race, season, tag, until};
use crate::store::upgrade::run;
use crate::store::wait;

const ADA: &str = "Ada Lovelace";

/// `longrun doctor` of the folder and the store: its exit code and its output.
fn doctor(stage: &Stage) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_longrun"))
        .args([
            "doctor",
            stage.path("seasons").to_str().unwrap(),
            "--store",
            &stage.store,
        ])
        .output()
        .expect("longrun starts");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.code(), told)
}

fn change(stage: &Stage, sql: &str) {
    let url = StoreUrl::parse(&stage.store).unwrap();
    wait(run(&url, sql));
}

#[test]
fn a_slip_in_a_year_loses_no_feed() {
    let stage = Stage::new();
    let eve = |year: &str| {
        format!(
            "plan = \"season-to-spring-marathon\"\nrace = {{ date = {year}-04-18 }}\n\
             previous = {{ date = 2026-10-18 }}\nathlete = {{ name = \"Eve\" }}\n"
        )
    };
    stage.write("eve.toml", &eve("2027"));
    let feed = stage.address(&["make", "Eve"]);
    let server = stage.serve();
    let first = server.get(&feed);
    assert_eq!(first.status, 200);
    stage.write("eve.toml", &eve("2072"));
    until(|| server.told("/status").contains("season-too-long").then_some(()));
    assert!(
        server.is_still(&feed, &tag(&first)),
        "the last good version is served"
    );
    assert!(server.told("/status").contains("did you mean 2027-04-18?"));
    stage.write("eve.toml", &eve("2028"));
    let later = server.taken_away(&feed, &tag(&first));
    assert!(later.calendar().len() < 1 << 20);
    server.terminate();
    assert_eq!(doctor(&stage).0, Some(0));
}

#[test]
fn a_damaged_publication_heals_and_the_doctor_tells_of_it_before() {
    let stage = Stage::new();
    stage.write("ada.toml", &season(race(), "18:00"));
    let feed = stage.address(&["make", ADA]);
    let server = stage.serve();
    let before = events(&server.get(&feed).calendar());
    server.terminate();
    for damage in [
        "UPDATE publication SET head = 'hello', tail = '', whole = 1",
        "UPDATE publication SET published = 253402300800",
        "UPDATE publication SET revision = -5",
        "UPDATE publication SET published = 9223372036854775807",
        "UPDATE event SET content = replace(content, 'SEQUENCE', 'SEQUENXE')",
    ] {
        change(&stage, damage);
        let (code, told) = doctor(&stage);
        assert_eq!(code, Some(3), "{damage}: {told}");
        let server = stage.serve();
        let after = server.get(&feed);
        assert_eq!(after.status, 200, "{damage}");
        let after = events(&after.calendar());
        assert!(before.keys().eq(after.keys()), "{damage}");
        for (uid, event) in &after {
            assert!(event.sequence >= before[uid].sequence, "{damage}: {uid}");
            assert_eq!(
                (&event.start, &event.summary),
                (&before[uid].start, &before[uid].summary)
            );
        }
        let log = server.terminate();
        assert!(log.contains("was damaged, and is mended"), "{damage}: {log}");
        let (code, told) = doctor(&stage);
        assert_eq!(code, Some(0), "{damage}: {told}");
    }
}

#[test]
fn what_was_published_can_be_forgotten_while_the_server_runs() {
    let stage = Stage::new();
    stage.write("ada.toml", &season(race(), "18:00"));
    let feed = stage.address(&["make", ADA]);
    let server = stage.serve();
    let first = server.get(&feed);
    stage.feeds(&["forget", ADA]);
    let second = server.changed(&feed, &tag(&first));
    let (before, after) = (events(&first.calendar()), events(&second.calendar()));
    assert!(before.keys().eq(after.keys()), "the address and the UIDs stay");
    assert!(
        after
            .iter()
            .all(|(uid, event)| event.sequence > before[uid].sequence)
    );
    server.terminate();
}

#[test]
fn a_calendar_that_could_not_be_read_again_is_not_published() {
    let stage = Stage::new();
    let of_year = |year: i32| {
        format!(
            "plan = \"season-to-spring-marathon\"\nalso = [\"mind-and-fuel\"]\nrace = {{ date = {year}-04-18 }}\n\
             previous = {{ date = {}-10-18 }}\nathlete = {{ name = \"Ada\", id = \"ada\" }}\n",
            year - 1
        )
    };
    for year in 2027..2033 {
        stage.write(&format!("{year}.toml"), &of_year(year));
    }
    let feed = stage.address(&["make", "ada"]);
    let server = stage.serve();
    let first = server.get(&feed);
    assert_eq!(first.status, 200);
    for year in 2033..2051 {
        stage.write(&format!("{year}.toml"), &of_year(year));
    }
    until(|| {
        let same = server.is_still(&feed, &tag(&first));
        let told = server
            .told("/status")
            .contains("not published, the last good one is served");
        // On the way there some of the new seasons may have been published.
        (told || !same).then_some(())
    });
    until(|| {
        server
            .told("/status")
            .contains("could not be read again")
            .then_some(())
    });
    assert_eq!(server.get(&feed).status, 200);
    let (code, told) = doctor(&stage);
    assert!(
        code == Some(3) && told.contains("could not be read again"),
        "{told}"
    );
    for year in 2033..2051 {
        stage.remove(&format!("{year}.toml"));
    }
    let log = server.terminate();
    assert!(log.contains("the last good one stays"), "{log}");
    let server = stage.serve();
    assert_eq!(server.get(&feed).status, 200);
    server.terminate();
}
