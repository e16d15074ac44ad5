//! A season as its calendar has it: `show`, `check` and `explain` with `--after`.

use std::collections::BTreeSet;
use std::fs;

use longrun::ical::Status;
use serde_json::Value;

use super::events;
use crate::world::World;

const PLAIN: &str = "plan = \"10k-12\"\nid = \"z\"\n[race]\ndate = 2027-02-14\n[calendar]\nrest = false\n";

/// The day after a rest day was asked for, and given up again.
const NOW: &str = "2026-11-22";

/// A season that stands on other days in its calendar than if it were placed afresh.
fn published() -> World {
    let world = World::new().at(NOW);
    let rest = format!("{PLAIN}[week]\nrest = [\"thu\"]\n");
    for (season, now) in [
        (PLAIN, "2026-11-19"),
        (&rest, "2026-11-20"),
        (PLAIN, "2026-11-21"),
    ] {
        fs::write(world.path("season.toml"), season).unwrap();
        let run = world.run(["export", "season.toml", "-o", "season.ics", "--now", now]);
        run.code(0);
    }
    world
}

fn json(world: &World, arguments: &[&str]) -> Value {
    let run = world.run(arguments);
    serde_json::from_str(&run.stdout).unwrap()
}

/// Day and name of each session that `show --json` prints, without rest days.
fn sessions(shown: &Value) -> BTreeSet<String> {
    let days = shown["days"].as_array().unwrap().iter();
    let all = days.flat_map(|day| {
        let sessions = day["sessions"].as_array().unwrap().iter();
        sessions.map(move |session| (day["date"].as_str().unwrap(), session))
    });
    all.filter(|(_, session)| session["kind"] != "rest")
        .map(|(date, session)| format!("{date} {}", session["session"].as_str().unwrap()))
        .collect()
}

#[test]
fn show_after_a_calendar_has_the_days_of_the_calendar() {
    let world = published();
    let after = json(
        &world,
        &["show", "season.toml", "--json", "--after", "season.ics"],
    );
    let alone = json(&world, &["show", "season.toml", "--json"]);
    let calendar = events(&fs::read(world.path("season.ics")).unwrap());
    let live = calendar
        .values()
        .filter(|event| event.status == Status::Confirmed);
    let published: BTreeSet<String> = live
        .map(|event| {
            let name = event.uid.split('.').rev().nth(1).unwrap();
            let name = if event.uid.contains(".race.") {
                "race"
            } else {
                name
            };
            format!("{} {name}", super::day(event))
        })
        .collect();
    assert_eq!(sessions(&after), published);
    assert_ne!(sessions(&alone), published);

    let elsewhere = after["after"]["elsewhere"].as_array().unwrap();
    assert_eq!(after["after"]["calendar"], "season.ics");
    assert!(!elsewhere.is_empty());
    for one in elsewhere {
        let name = one["session"].as_str().unwrap();
        let day = |field: &str| format!("{} {name}", one[field].as_str().unwrap());
        assert!(published.contains(&day("date")), "{one}");
        assert!(sessions(&alone).contains(&day("afresh")), "{one}");
    }
    assert_eq!(alone["after"], Value::Null);
}

#[test]
fn a_note_counts_the_sessions_that_an_export_afresh_would_move() {
    let world = published();
    let after = json(
        &world,
        &["show", "season.toml", "--json", "--after", "season.ics"],
    );
    let count = after["after"]["elsewhere"].as_array().unwrap().len();
    let note = format!(
        "{count} sessions would be on other days if placed afresh; they stay where season.ics has them"
    );
    for arguments in [
        &["show", "season.toml", "--after", "season.ics"][..],
        &["check", "season.toml", "--after", "season.ics"],
        &["explain", "season.toml", "2027-02-02", "--after", "season.ics"],
    ] {
        world.run(arguments).code(0).stderr_contains(&note);
    }
    let checked = json(
        &world,
        &["check", "season.toml", "--json", "--after", "season.ics"],
    );
    let told = checked["diagnostics"].as_array().unwrap();
    assert!(told.iter().any(|one| one["code"] == "HELD_DAYS"));

    world
        .run(["export", "season.toml", "-o", "season.ics", "--afresh"])
        .code(0)
        .stderr_contains("placed afresh: ");
    let run = world.run(["show", "season.toml", "--after", "season.ics"]);
    assert!(!run.stderr.contains("HELD_DAYS"), "{}", run.stderr);
}

#[test]
fn explain_after_a_calendar_explains_the_days_of_the_calendar() {
    let world = published();
    let explain = |day: &str, now: &str| {
        world.run([
            "explain",
            "season.toml",
            day,
            "--after",
            "season.ics",
            "--now",
            now,
        ])
    };
    explain("2027-02-02", NOW).code(0).stdout_contains(
        "Quality\n  It stays on the day it was published for; placed afresh, it would be on Thu 4 Feb.\n",
    );
    explain("2026-12-02", "2026-12-10")
        .code(0)
        .stdout_contains("  The day is over: the session stays.\n");
}

#[test]
fn after_names_one_calendar_for_one_season() {
    let world = published();
    fs::copy(world.path("season.toml"), world.path("two.toml")).unwrap();
    world
        .run(["check", "season.toml", "two.toml", "--after", "season.ics"])
        .code(2)
        .stderr_contains("the calendar of one season");
    for command in ["show", "check"] {
        world
            .run([command, "season.toml", "--after", "none.ics"])
            .code(3)
            .stderr_contains("cannot read none.ics");
    }
}
