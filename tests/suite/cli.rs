//! The command line, as people and programs meet it.

use std::fs;

use crate::world::World;

/// A plan and a race: the shortest season.
const SPRING: [&str; 4] = [
    "marathon-intermediate-18",
    "--race",
    "2027-04-19",
    "--zone=America/New_York",
];

/// A season with eight different faults.
const EIGHT_FAULTS: &str = r#"plan = "marathon-intermediate-18"
start = 2026-02-30
volme = "70 km"

[race]
date = 2027-04-19
distance = "42 kilometers long"

[athlete]
time_zone = "America/New_Yrok"
units = "miles"
weekly = 45
recent = { distance = "half", time = "1:98:30" }

[week]
lnog = "sun 08:00"
rest = ["fryday"]
"#;

fn with(command: &str, more: &[&str]) -> Vec<String> {
    [command]
        .iter()
        .chain(&SPRING)
        .chain(more)
        .map(|it| (*it).to_owned())
        .collect()
}

#[test]
fn help_reads_like_a_good_tools() {
    let help = World::new().run(["--help"]).code(0).stderr_is("");
    for word in [
        "plans",
        "show",
        "export",
        "check",
        "completions",
        "Examples:",
        "Exit codes",
    ] {
        assert!(help.stdout.contains(word), "no {word} in:\n{}", help.stdout);
    }
    let help = World::new().run(["help", "export"]).code(0);
    for word in [
        "The season:",
        "--race <DATE>",
        "--away <DATES>",
        "--output",
        "America/New_York",
    ] {
        assert!(help.stdout.contains(word), "no {word} in:\n{}", help.stdout);
    }
    assert!(
        help.stdout.lines().all(|line| line.chars().count() <= 100),
        "{}",
        help.stdout
    );
}

#[test]
fn the_plans_are_listed_and_one_is_shown_in_full() {
    let world = World::new();
    world
        .run(["plans"])
        .code(0)
        .stdout_contains("marathon-intermediate-18   marathon  18 (14–28)")
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
fn an_unknown_plan_is_told_with_the_nearest() {
    let world = World::new();
    for command in ["plans", "show", "export"] {
        world
            .run([command, "marathon-intermedate-18"])
            .code(1)
            .stdout_is("")
            .stderr_contains("did you mean `marathon-intermediate-18`?")
            .stderr_contains("1 error\n");
    }
    let world = world.file("spring.toml", "");
    world
        .run(["show", "spring"])
        .code(1)
        .stderr_contains("did you mean the file `spring.toml`?");
}

#[test]
fn a_folder_adds_plans_and_wins() {
    let own = "title = \"Mine\"\n[[phase]]\nname = \"All\"\nweeks = 2\nlong = \"12 km\"\neasy = 2\n";
    let world = World::new()
        .file("mine/short.toml", own)
        .file("mine/maintenance-20-40.toml", own);
    world
        .run(["plans", "--plans", "mine"])
        .code(0)
        .stdout_contains("short ")
        .stdout_contains("marathon-intermediate-18")
        .stdout_lacks("Maintenance");
    world
        .run(["show", "short", "--plans", "mine", "--start", "2026-12-01"])
        .code(0)
        .stdout_contains("L 12");
    world
        .run(["show", "mine/short.toml", "--start", "2026-12-01"])
        .code(0)
        .stdout_contains("L 12");
}

#[test]
fn eight_faults_are_told_in_one_run_and_nothing_is_written() {
    let world = World::new()
        .file("season.toml", EIGHT_FAULTS)
        .file("spring.ics", "BEGIN:VCALENDAR old");
    let run = world
        .run(["export", "season.toml", "-o", "spring.ics"])
        .code(1)
        .stdout_is("");
    let faults = run
        .stderr
        .lines()
        .filter(|line| line.starts_with("error["))
        .count();
    assert!(faults >= 8, "{}", run.stderr);
    let run = run
        .stderr_contains("did you mean `America/New_York`?")
        .stderr_contains(&format!("{faults} errors\n"));
    run.wrote("spring.ics", "BEGIN:VCALENDAR old");
}

#[test]
fn the_faults_of_all_files_are_told_in_one_run() {
    let world = World::new()
        .file("a.toml", "plan = \"x\"\n")
        .file("b.toml", "phase = 3\n");
    world
        .run(["check", "a.toml", "b.toml", "c.toml"])
        .code(3)
        .stderr_contains("a.toml:1")
        .stderr_contains("b.toml:1")
        .stderr_contains("cannot read c.toml: No such file or directory");
}

#[test]
fn exit_codes_tell_files_usage_and_the_environment_apart() {
    let world = World::new().file("season.toml", "plan = 3\n");
    world.run(with("export", &["-o", "spring.ics"])).code(0);
    world.run(["check", "season.toml"]).code(1);
    world.run(["export"]).code(2);
    world
        .run(["export", "--rcae", "2027-04-19"])
        .code(2)
        .stderr_contains("--race");
    world.run(["frobnicate"]).code(2);
    world
        .run(["export", "a.toml", "b.toml"])
        .code(2)
        .stderr_contains("-o DIR");
    world
        .run(["export", "x/a.toml", "y/a.toml", "-o", "z"])
        .code(2)
        .stderr_contains("would both be written");
    world.run(["show", "nowhere.toml"]).code(3);
    world
        .run(["plans", "--plans", "nowhere"])
        .code(3)
        .stderr_contains("cannot read the folder nowhere");
    world
        .run(with("export", &["-o", "no/such/folder.ics"]))
        .code(3)
        .stderr_contains("cannot write");
}

#[test]
fn an_export_says_what_it_wrote_and_the_output_alone_goes_to_a_pipe() {
    let world = World::new();
    world
        .run(with("export", &["-o", "spring.ics"]))
        .code(0)
        .stdout_is("")
        .stderr_contains("spring.ics: 18 weeks, 126 days, 2026-12-15 to 2027-04-19, ")
        .wrote("spring.ics", "Long run");
    world
        .run(with("export", &["-o", "spring.ics"]))
        .code(0)
        .stderr_contains("(unchanged)");
    let file = fs::read_to_string(world.path("spring.ics")).expect("it was written");
    world
        .run(with("export", &["-o", "-"]))
        .code(0)
        .stdout_is(&file)
        .stderr_is("");
    world
        .run(with("export", &[]))
        .code(0)
        .stdout_is(&file)
        .stderr_is("");
}

#[test]
fn several_seasons_go_into_a_folder() {
    let season = "plan = \"offseason-7day-marathoner\"\nstart = 2026-12-01\n";
    let world = World::new()
        .file("in/ann.toml", season)
        .file("in/bob.toml", season);
    world
        .run(["export", "in/ann.toml", "in/bob.toml", "-o", "out"])
        .code(0)
        .stderr_contains("out/ann.ics: ")
        .wrote("out/ann.ics", "Long run")
        .wrote("out/bob.ics", "Long run");
}

#[test]
fn a_slip_after_o_does_not_cost_the_season() {
    let season = "plan = \"offseason-7day-marathoner\"\nstart = 2026-12-01\n";
    let world = World::new().file("season.toml", season);
    world
        .run(["export", "season.toml", "-o", "season.toml"])
        .code(3)
        .stderr_contains("season.toml is not a calendar")
        .wrote("season.toml", season);
}

#[test]
fn the_same_moment_gives_the_same_bytes() {
    let world = World::new();
    let first = world.run(with("export", &["-o", "-"])).code(0).stdout;
    assert_eq!(world.run(with("export", &["-o", "-"])).code(0).stdout, first);
}

#[test]
fn a_flag_wins_over_the_file() {
    let season = "plan = \"marathon-intermediate-18\"\nrace.date = 2027-04-19\n\
        athlete = { name = \"Sam\", units = \"km\" }\nweek = { rest = [\"mon\", \"fri\"], long = \"sun\" }\n";
    let world = World::new().file("season.toml", season);
    world
        .run(["show", "season.toml"])
        .code(0)
        .stdout_contains("Sam: Marathon · Mon 19 Apr 2027");
    world
        .run([
            "show",
            "season.toml",
            "--race",
            "2027-04-18",
            "--name",
            "Kim",
            "--units",
            "mi",
        ])
        .code(0)
        .stdout_contains("Kim: Marathon · Sun 18 Apr 2027")
        .stdout_contains(" mi ");
    let json = world
        .run(["show", "season.toml", "--json", "--rest", "wed", "--long", "sat"])
        .code(0)
        .stdout;
    let shown: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let days = shown["days"].as_array().expect("there are days");
    let trains_on = |weekday: &str| {
        let of_day = days.iter().filter(|day| day["weekday"] == weekday);
        of_day
            .flat_map(|day| day["sessions"].as_array())
            .flatten()
            .any(|session| session["kind"] == "easy")
    };
    assert!(trains_on("fri"), "Friday is no rest day any more");
    assert!(!trains_on("wed"), "and Wednesday is one");
}

#[test]
fn a_faulty_flag_is_underlined_like_a_faulty_file() {
    World::new()
        .run([
            "show",
            "marathon-intermediate-18",
            "--race",
            "2027-04-31",
            "--zone",
            "Berlin",
            "--rest",
            "fryday",
        ])
        .code(1)
        .stderr_contains("--race:1:1")
        .stderr_contains("did you mean `Europe/Berlin`?")
        .stderr_contains("--rest:1:1");
}

#[test]
fn a_season_is_a_row_a_week_within_the_terminals_width() {
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
fn colour_is_for_terminals_and_for_those_who_ask() {
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
    let world = World::new().file("season.toml", EIGHT_FAULTS);
    let mut found = std::collections::BTreeSet::new();
    for run in [
        world.run(with("show", &["--json", "--recent", "half 1:38:30"])),
        world.run(["plans", "--json"]),
        world.run(["plans", "marathon-intermediate-18", "--json"]),
        world.run(["check", "season.toml", "--json"]),
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

#[test]
fn a_check_says_what_is_fine() {
    let world = World::new().file(
        "season.toml",
        "plan = \"offseason-7day-marathoner\"\nstart = 2026-12-01\n",
    );
    world
        .run(["check", "season.toml", "marathon-intermediate-18"])
        .code(0)
        .stdout_contains("ok  season.toml  a season from 2026-12-01")
        .stdout_contains("ok  marathon-intermediate-18  a plan of 14 to 28 weeks");
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_error() {
    let command = format!(
        "set -o pipefail; {} plans marathon-intermediate-18 | true",
        env!("CARGO_BIN_EXE_longrun")
    );
    for _ in 0..5 {
        let output = std::process::Command::new("bash")
            .args(["-c", &command])
            .output()
            .expect("bash starts");
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert!(output.stderr.is_empty(), "{output:?}");
    }
}

#[test]
fn a_shell_can_complete_the_words() {
    World::new()
        .run(["completions", "bash"])
        .code(0)
        .stdout_contains("--race-name")
        .stderr_is("");
}
