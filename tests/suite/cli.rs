//! The command line as people and scripts use it.

use std::fs;

use crate::world::World;

/// A plan and a race: the shortest possible season.
const SPRING: [&str; 4] = [
    "marathon-intermediate-18",
    "--race",
    "2027-04-19",
    "--zone=America/New_York",
];

/// A season with eight different faults.
pub(crate) const EIGHT_FAULTS: &str = r#"plan = "marathon-intermediate-18"
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

pub(crate) fn with(command: &str, more: &[&str]) -> Vec<String> {
    [command]
        .iter()
        .chain(&SPRING)
        .chain(more)
        .map(|it| (*it).to_owned())
        .collect()
}

#[test]
fn help_reads_like_that_of_a_good_tool() {
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
fn an_unknown_plan_is_reported_with_the_nearest() {
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
fn eight_faults_are_reported_in_one_run_and_nothing_is_written() {
    let world = World::new()
        .file("season.toml", EIGHT_FAULTS)
        .file("spring.ics", "BEGIN:VCALENDAR old");
    let run = world
        .run(["export", "season.toml", "-o", "spring.ics", "--force"])
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
fn the_faults_of_all_files_are_reported_in_one_run() {
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
fn a_typing_error_after_o_does_not_overwrite_the_season() {
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
fn a_check_lists_everything_that_is_fine() {
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
