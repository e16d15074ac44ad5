//! `longrun diff`: what subscribers will see.

use std::fs;

use super::{FILE, SEASON, export};
use crate::world::World;

const AWAY: &str = "\n[[away]]\nfrom = 2027-02-13\nto = 2027-02-15\n";

fn exported() -> World {
    let world = World::new();
    export(&world, SEASON, "2026-11-22T12:00:00Z").code(0);
    world
}

#[test]
fn nothing_changes_is_0_and_something_is_1_and_trouble_is_2() {
    let world = exported()
        .file("away.toml", &format!("{SEASON}{AWAY}"))
        .file("faulty.toml", "plan = 3\n");
    world
        .run(["diff", FILE, "season.toml"])
        .code(0)
        .stdout_is("spring.ics: no change\n")
        .stderr_is("");
    world.run(["diff", FILE, "away.toml"]).code(1);
    world
        .run(["diff", FILE, "faulty.toml"])
        .code(2)
        .stdout_is("")
        .stderr_contains("faulty.toml:1");
    world
        .run(["diff", "nowhere.ics", "season.toml"])
        .code(2)
        .stderr_contains("cannot read nowhere.ics");
    world.run(["diff", FILE]).code(2);
    world
        .run(["diff", FILE, "season.toml", "--rcae", "x"])
        .code(2)
        .stderr_contains("--race");
}

#[test]
fn a_line_says_what_happens_to_an_event() {
    let world = exported().file("away.toml", &format!("{SEASON}{AWAY}"));
    let file = fs::read(world.path(FILE)).unwrap();
    let run = world
        .run(["diff", FILE, "away.toml"])
        .code(1)
        .stdout_lacks("\u{1b}");
    let count = |word: &str| run.stdout.lines().filter(|line| line.starts_with(word)).count();
    let (moved, cancelled) = (count("moved "), count("cancelled "));
    assert!(moved > 0 && cancelled > 0, "{}", run.stdout);
    let tally = run.stdout.lines().last().unwrap();
    assert!(
        tally.starts_with(&format!("spring.ics: {moved} moved, ")),
        "{tally}"
    );
    assert!(tally.ends_with(&format!("{cancelled} cancelled")), "{tally}");
    assert_eq!(fs::read(world.path(FILE)).unwrap(), file, "nothing is written");

    // What it says is what an export does.
    let exported = world.run(["export", "away.toml", "-o", FILE]).code(0);
    let said = tally.trim_start_matches("spring.ics: ");
    assert!(
        exported.stderr.contains(said),
        "{} says not {said}",
        exported.stderr
    );
    world.run(["diff", FILE, "away.toml"]).code(0);
}

#[test]
fn a_line_for_each_kind_of_change_reads_well() {
    let world = exported();
    let later = SEASON
        .replace("tue = \"18:00\"", "tue = \"18:30\"")
        .replace("Spring Marathon", "City Marathon");
    let world = world.file("later.toml", &later);
    world
        .run(["diff", FILE, "later.toml"])
        .code(1)
        .stdout_contains("moved      Tue 15 Dec 2026 18:00 → 18:30  ")
        .stdout_contains("changed    Sun 18 Apr 2027 10:00  Race: Spring Marathon → Race: City Marathon\n");
    let world = world.file("week.toml", &SEASON.replace("2027-04-18", "2027-04-25"));
    world
        .run(["diff", FILE, "week.toml"])
        .code(1)
        .stdout_contains("moved      Sun 18 Apr 2027 10:00 → Sun 25 Apr 2027 10:00  Race: Spring Marathon\n");
}

#[test]
fn colour_is_for_terminals_and_on_request() {
    let world = exported();
    let world = world.file("later.toml", &SEASON.replace("18:00", "18:30"));
    world
        .run(["diff", FILE, "later.toml", "--color", "always"])
        .code(1)
        .stdout_contains("\u{1b}[");
    world
        .run(["diff", FILE, "later.toml"])
        .code(1)
        .stdout_lacks("\u{1b}");
}

#[test]
fn programs_get_every_change_with_all_fields_documented() {
    let world = exported().file("away.toml", &format!("{SEASON}{AWAY}"));
    let same = world.run(["diff", FILE, "season.toml", "--json"]).code(0).stdout;
    let same: serde_json::Value = serde_json::from_str(&same).unwrap();
    assert_eq!(
        (same["same"].as_bool(), same["changes"].as_array().map(Vec::len)),
        (Some(true), Some(0))
    );

    let shown = world.run(["diff", FILE, "away.toml", "--json"]).code(1).stdout;
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    let changes = shown["changes"].as_array().unwrap();
    let of = |kind: &str| changes.iter().find(|change| change["change"] == kind).unwrap();
    let moved = of("moved");
    assert_ne!(moved["before"]["date"], moved["after"]["date"]);
    assert_eq!(
        (moved["sequence"].as_u64(), moved["parts"][0].as_str()),
        (Some(1), Some("day"))
    );
    let cancelled = of("cancelled");
    assert!(cancelled["after"].is_null() && cancelled["before"]["date"].is_string());

    let page = fs::read_to_string(crate::sources::root().join("docs/json.md")).unwrap();
    let (_, page) = page.split_once("## `longrun diff").expect("the page has diff");
    let mut keys = Vec::new();
    collect(&shown, &mut keys);
    for key in keys {
        assert!(page.contains(&format!("`{key}`")), "{key} is not documented");
    }
    for word in [
        "moved",
        "changed",
        "added",
        "cancelled",
        "day",
        "time",
        "length",
        "title",
        "text",
        "place",
        "status",
        "alarm",
        "look",
    ] {
        assert!(
            page.contains(&format!("`\"{word}\"`")),
            "{word} is not documented"
        );
    }
}

fn collect(value: &serde_json::Value, keys: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                keys.push(key.clone());
                collect(value, keys);
            }
        }
        serde_json::Value::Array(list) => list.iter().for_each(|value| collect(value, keys)),
        _ => {}
    }
}
