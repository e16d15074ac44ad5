//! Changes of the calendar itself: how its times are written, its title, description and colour.

use std::fs;

use longrun::ical::When;

use super::known_again::{DRAFT, Draft};
use super::{FILE, bytes, day, events, export};
use crate::world::World;

const UTC: Draft = Draft {
    calendar: "utc = true",
    ..DRAFT
};

#[test]
fn times_in_utc_and_back_are_revisions_of_what_is_to_come() {
    let world = World::new();
    export(&world, &DRAFT.text(), "2026-12-01T12:00:00Z").code(0);
    let mut before = events(&bytes(&world));
    let today = "2026-12-16".parse().unwrap();
    for (draft, now) in [(UTC, "2026-12-16T08:00:00Z"), (DRAFT, "2026-12-16T09:00:00Z")] {
        export(&world, &draft.text(), now)
            .code(0)
            .stderr_contains("changed");
        let file = bytes(&world);
        let after = events(&file);
        let mut revised = 0;
        for (uid, event) in &after {
            let was = &before[uid];
            let is_timed = matches!(event.when, When::Timed { .. });
            let is_new = u32::from(is_timed && day(event) >= today);
            assert_eq!(event.sequence, was.sequence + is_new, "{uid}");
            assert_eq!(event.stamp > was.stamp, is_new == 1, "{uid}");
            revised += is_new;
        }
        assert!(revised > 15, "{revised}");
        export(&world, &draft.text(), "2026-12-17T08:00:00Z")
            .code(0)
            .stderr_contains("(unchanged)");
        before = after;
    }
}

#[test]
fn diff_shows_times_in_utc_on_the_runners_clock() {
    let season = DRAFT.text().replace("Europe/Berlin", "America/New_York");
    let season = season.replace("long = \"sun 08:00\"", "long = \"sat 20:15\"");
    let world = World::new().file("utc.toml", &format!("{season}utc = true\n"));
    export(&world, &season, "2026-12-01T12:00:00Z").code(0);
    world
        .run(["diff", FILE, "utc.toml", "--now", "2026-12-01T12:00:00Z"])
        .code(1)
        .stdout_contains("changed    Sat  5 Dec 2026 20:15  ")
        .stdout_contains("(time)");
    let shown = world
        .run([
            "diff",
            FILE,
            "utc.toml",
            "--json",
            "--now",
            "2026-12-01T12:00:00Z",
        ])
        .code(1)
        .stdout;
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    for change in shown["changes"].as_array().unwrap() {
        assert_eq!(change["parts"], serde_json::json!(["time"]));
        assert_eq!(change["before"], change["after"]);
        assert_eq!(change["after"]["time_zone"], "America/New_York");
    }
}

#[test]
fn a_file_that_another_program_wrote_in_utc_is_not_revised() {
    let world = World::new();
    export(&world, &UTC.text(), "2026-12-01T12:00:00Z").code(0);
    let text = String::from_utf8(bytes(&world)).unwrap().replace("\r\n ", "");
    // In UTC, as if the season had never said so: with our properties and without them.
    for pattern in [";UTC=TRUE", ""] {
        let kept = text
            .split_inclusive("\r\n")
            .filter(|line| !pattern.is_empty() || !line.starts_with("X-LONGRUN"));
        let rewritten = kept.collect::<String>().replace(";UTC=TRUE", "");
        fs::write(world.path(FILE), rewritten).unwrap();
        export(&world, &DRAFT.text(), "2026-12-02T12:00:00Z").code(0);
        assert!(
            events(&bytes(&world)).values().all(|event| event.sequence == 0),
            "{pattern}"
        );
    }
}

#[test]
fn a_new_title_description_or_colour_is_a_change_that_diff_reports() {
    let titled = Draft {
        calendar: "title = \"Training\"\ncolor = \"teal\"",
        ..DRAFT
    };
    let world = World::new().file("titled.toml", &titled.text());
    export(&world, &DRAFT.text(), "2026-12-01T12:00:00Z").code(0);
    world
        .run(["diff", FILE, "titled.toml", "--now", "2026-12-01T12:00:00Z"])
        .code(1)
        .stdout_contains("calendar   title: Sam: Spring Half → Training\n")
        .stdout_contains("calendar   color: none → teal\n")
        .stdout_contains("spring.ics: calendar's title, color");
    let json = [
        "diff",
        FILE,
        "titled.toml",
        "--json",
        "--now",
        "2026-12-01T12:00:00Z",
    ];
    let shown = world.run(json).code(1).stdout;
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["same"], false);
    assert_eq!(
        shown["calendar_changes"][0],
        serde_json::json!({ "part": "title", "before": "Sam: Spring Half", "after": "Training" })
    );
    export(&world, &titled.text(), "2026-12-01T12:00:00Z").code(0);
    world
        .run(["diff", FILE, "titled.toml"])
        .code(0)
        .stdout_is("spring.ics: no change\n");
    // A description follows from the season's days.
    let later = Draft {
        date: "2027-02-28",
        ..titled
    };
    let world = world.file("later.toml", &later.text());
    world
        .run(["diff", FILE, "later.toml", "--now", "2026-12-01T12:00:00Z"])
        .code(1)
        .stdout_contains("calendar   description: ");
}

#[test]
fn a_file_of_an_earlier_version_is_the_same_calendar() {
    let world = World::new();
    export(&world, &DRAFT.text(), "2026-12-01T12:00:00Z").code(0);
    let file = bytes(&world);
    let text = String::from_utf8(file.clone()).unwrap().replace("\r\n ", "");
    let lines = text
        .split_inclusive("\r\n")
        .map(|line| match line.starts_with("X-LONGRUN-SEASON") {
            true => "UID:sam-spring-half-2027@longrun\r\n",
            false => line,
        });
    fs::write(world.path(FILE), lines.collect::<String>()).unwrap();
    world.run(["diff", FILE, "season.toml"]).code(0);
    export(&world, &DRAFT.text(), "2026-12-02T12:00:00Z").code(0);
    assert_eq!(bytes(&world), file);
}
