//! The output of `longrun show` in the terminal and as JSON.

use std::fs;

use crate::cli::{EIGHT_FAULTS, with};
use crate::world::World;

#[test]
fn the_plans_are_listed_and_one_is_shown_in_full() {
    let world = World::new();
    world
        .run(["plans"])
        .code(0)
        .stdout_contains("marathon-intermediate-18          intermediate  18 (14–28)  5 ")
        .stderr_is("");
    world
        .run(["plans", "marathon-intermediate-18"])
        .code(0)
        .stdout_contains("Needs   45 km a week, 18 km long")
        .stdout_contains("Build  6 weeks, from 4 to 8")
        .stdout_contains("8 ↓  51.5 km")
        .stdout_contains("15 min easy, 3 x 8 min @ T / 90 s jog, 10 min easy")
        .stdout_contains("MIT OR Apache-2.0");
}

#[test]
fn a_season_is_one_row_per_week_within_the_terminals_width() {
    let world = World::new();
    let run = world
        .run(with("show", &["--recent", "half 1:38:30"]))
        .code(0)
        .stderr_is("");
    let run = run
        .stdout_contains("Marathon · Mon 19 Apr 2027 · 148 days to go")
        .stdout_contains("Paces E 5:29–6:02")
        .stdout_contains("18/18")
        .stdout_contains("RACE")
        .stdout_lacks("\u{1b}");
    for columns in [30, 60, 80, 100, 120] {
        let narrow = World::new().env("COLUMNS", &columns.to_string());
        let run = narrow.run(with("show", &[])).code(0);
        for line in run.stdout.lines().skip(3) {
            assert!(line.chars().count() <= columns, "{columns} columns: {line}");
        }
    }
    assert!(
        run.stdout.lines().filter(|line| line.contains("  L ")).count() >= 17,
        "{}",
        run.stdout
    );
}

#[test]
fn the_long_runs_stand_below_each_other_whatever_day_the_race_is_on() {
    for race in ["2027-04-15", "2027-04-17", "2027-04-18", "2027-04-19"] {
        let run = World::new()
            .run(["show", "marathon-intermediate-18", "--race", race])
            .code(0);
        let columns: std::collections::BTreeSet<usize> = run
            .stdout
            .lines()
            .filter(|line| line.contains('/'))
            .filter_map(|line| line.find("  L ").map(|at| line[..at].chars().count()))
            .collect();
        assert_eq!(columns.len(), 1, "{race}\n{}", run.stdout);
    }
}

#[test]
fn colour_is_for_terminals_and_on_request() {
    let coloured = World::new().env("NO_COLOR", "").env("CLICOLOR_FORCE", "1");
    coloured.run(with("show", &[])).code(0).stdout_contains("\u{1b}[");
    coloured
        .run(with("show", &["--color", "never"]))
        .code(0)
        .stdout_lacks("\u{1b}");
    World::new()
        .run(with("show", &["--color", "always"]))
        .code(0)
        .stdout_contains("\u{1b}[");
    World::new()
        .env("NO_COLOR", "")
        .run(["plans"])
        .code(0)
        .stdout_lacks("\u{1b}");
}

#[test]
fn text_from_a_file_cannot_steer_the_terminal() {
    let plan = "title = \"\\u202Eevil\"\nsummary = \"two\\nlines\"\n[[phase]]\nname = \"\\u2066x\"\nweeks = 1\neasy = 1\n";
    let world = World::new()
        .file("evil.toml", plan)
        .file("bell.toml", &plan.replace("202E", "001B"));
    world
        .run(["plans", "evil.toml"])
        .code(0)
        .stdout_contains("\u{fffd}evil")
        .stdout_lacks("\u{202e}")
        .stdout_lacks("\u{2066}");
    world
        .run(["show", "evil.toml", "--start", "2026-12-01"])
        .code(0)
        .stdout_lacks("\u{2066}");
    world
        .run(["plans", "bell.toml"])
        .code(1)
        .stdout_is("")
        .stderr_contains("control character");
}

#[test]
fn a_season_that_has_begun_says_so_and_stays_as_it_is() {
    let (before, during) = (World::new(), World::new().at("2027-02-04"));
    let run = during.run(with("export", &["-o", "spring.ics"])).code(0);
    run.stderr_contains("note[STARTED]: seven of 18 weeks are already behind")
        .wrote("spring.ics", "2026-12-15");
    before
        .run(with("export", &["-o", "spring.ics"]))
        .code(0)
        .stderr_contains("2026-12-15 to 2027-04-19");
    let after = World::new().at("2027-05-01");
    after
        .run(with("show", &[]))
        .code(0)
        .stdout_contains("12 days ago")
        .stderr_contains("ended on 2027-04-19");
    during
        .run(with("show", &["--start", "2026-12-15"]))
        .code(0)
        .stderr_is("")
        .stdout_contains("▸ 8/18");
}

#[test]
fn a_schedule_for_programs_has_every_day_and_adds_up() {
    let run = World::new()
        .run(with("show", &["--json", "--long", "sun 08:00"]))
        .code(0)
        .stderr_is("");
    let shown: serde_json::Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    assert_eq!(shown["race"]["days_to_go"], 148);
    assert_eq!(shown["race"]["distance"], 42_195);
    assert_eq!(shown["days"].as_array().map(Vec::len), Some(126));
    assert_eq!(shown["weeks"][6]["planned"], shown["weeks"][6]["run"]);
    let sunday = &shown["days"][5];
    assert_eq!(
        (&sunday["date"], &sunday["weekday"]),
        (&"2026-12-20".into(), &"sun".into())
    );
    assert_eq!(sunday["sessions"][0]["kind"], "long");
    assert_eq!(sunday["sessions"][0]["distance"], 18_000);
    assert_eq!(sunday["sessions"][0]["time"], "08:00:00");
}

#[test]
fn every_field_of_the_json_is_documented() {
    fn keys(value: &serde_json::Value, into: &mut std::collections::BTreeSet<String>) {
        match value {
            serde_json::Value::Object(map) => map.iter().for_each(|(key, value)| {
                into.insert(key.clone());
                keys(value, into);
            }),
            serde_json::Value::Array(items) => items.iter().for_each(|item| keys(item, into)),
            _ => {}
        }
    }
    let documented = fs::read_to_string(crate::sources::root().join("docs/json.md")).expect("it can be read");
    let fine = "plan = \"marathon-intermediate-18\"\nrace.date = 2027-04-19\nallow = [\"LONG_SHARE\"]\nreview.monotony = \"1.2\"\n";
    let world = World::new()
        .file("season.toml", EIGHT_FAULTS)
        .file("fine.toml", fine);
    let mut found = std::collections::BTreeSet::new();
    for run in [
        world.run(with("show", &["--json", "--recent", "half 1:38:30"])),
        world.run(["plans", "--json"]),
        world.run(["plans", "marathon-intermediate-18", "--json"]),
        world.run(["check", "season.toml", "--json"]),
        world.run(["check", "fine.toml", "--json"]),
    ] {
        keys(
            &serde_json::from_str(&run.stdout).expect("it is JSON"),
            &mut found,
        );
    }
    for key in found {
        assert!(
            documented.contains(&format!("`{key}`")),
            "{key} is not in docs/json.md"
        );
    }
}
