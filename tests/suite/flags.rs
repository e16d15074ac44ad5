//! A fault in a flag names the flag, in the form in which flags are written.

use crate::cli::with;
use crate::world::World;

#[test]
fn an_unreadable_flag_is_reported_in_the_form_of_a_flag() {
    let cases: [(&[&str], &[&str]); 10] = [
        (
            &["--race-time", "25:00"],
            &["error[time]: `25:00` is not a time of day: write e.g. --race-time 07:30\n"],
        ),
        (
            &["--days", "three"],
            &[
                "`--days` takes a whole number, and `three` is none\n",
                "help: write --days 3\n",
            ],
        ),
        (&["--days", "9"], &["`--days` is 9, and may be from 3 to 7\n"]),
        (
            &["--weekly", "-5km"],
            &["\"-5km\" is below zero\n", " --> --weekly:1:1\n"],
        ),
        (
            &["--rest-days=perhaps"],
            &[
                "`--rest-days` takes true or false, and `perhaps` is none\n",
                "help: write --rest-days=yes\n",
            ],
        ),
        (
            &["--units", "leagues"],
            &["`leagues` is not a valid value for `--units` (use `km` or `mi`)\n"],
        ),
        (
            &["--name", ""],
            &["`--name` is empty\n", "or leave `--name` out\n"],
        ),
        (&["--recent", "marathon 3:05"], &["help: did you mean 3:05:00?\n"]),
        (
            &["--recent", "marathon 3:45"],
            &["is not a running result\n", "help: did you mean 3:45:00?\n"],
        ),
        (
            &["--busy=perhaps"],
            &["`perhaps` is not a valid value for `--busy` (use `full` or `busy`)\n"],
        ),
    ];
    for (flags, said) in cases {
        let mut run = World::new().run(with("export", flags)).code(1).stdout_is("");
        for said in said {
            run = run.stderr_contains(said);
        }
        assert!(
            !run.stderr.contains(" = \""),
            "{flags:?} in TOML:\n{}",
            run.stderr
        );
    }
}

#[test]
fn a_race_without_a_date_is_shown_both_ways_to_give_it() {
    let run = World::new().run(["show", "marathon-intermediate-18", "--race-name", "Spring"]);
    run.code(1)
        .stderr_contains("write date = 2027-04-19, or --race 2027-04-19");
}

#[test]
fn a_word_beginning_with_a_minus_is_still_a_flag_or_a_fault() {
    let world = World::new();
    world
        .run(with("show", &["--weekly", "--days", "4"]))
        .code(2)
        .stderr_contains("--weekly");
    world.run(with("show", &["-5"])).code(2).stderr_contains("'-5'");
}

#[test]
fn impossible_weeks_and_runs_are_refused() {
    let world = World::new();
    for (flags, said) in [
        (
            ["--weekly", "0km"],
            "`0km` is too little for a usual week: write at least 1 km, or leave it out\n",
        ),
        (["--weekly", "0.9km"], "`0.9km` is too little"),
        (
            ["--weekly", "300km"],
            "`300km` is too much for a usual week: write 250 km or less\n",
        ),
        (["--weekly", "251km"], "`251km` is too much"),
        (["--longest", "0mi"], "`0mi` is too little for a longest run"),
        (
            ["--longest", "101km"],
            "`101km` is too much for a longest run: write 100 km or less\n",
        ),
    ] {
        let run = world.run(with("show", &flags)).code(1).stdout_is("");
        run.stderr_contains(said)
            .stderr_contains(&format!(" --> {}:1:1\n", flags[0]));
    }
    for flags in [
        ["--weekly", "1km"],
        ["--weekly", "250km"],
        ["--longest", "1km"],
        ["--longest", "100km"],
    ] {
        world.run(with("show", &flags)).code(0);
    }
}

#[test]
fn words_of_the_same_meaning_find_the_one_that_is_known() {
    let world = World::new();
    world
        .run(with("show", &["--level", "beginner"]))
        .code(1)
        .stderr_contains("help: did you mean `novice`?");
    world
        .run(["plans", "--level", "beginner"])
        .code(2)
        .stderr_contains("did you mean `novice`?");
    world
        .run(["plans", "kick"])
        .code(1)
        .stderr_contains("help: did you mean `focus-kick`?");
    let season =
        "plan = \"maintenance-20-40\"\nstart = 2026-12-07\n[[off]]\nfrom = 2026-12-10\nwhy = \"sick\"\n";
    World::new()
        .file("season.toml", season)
        .run(["show", "season.toml"])
        .code(1)
        .stderr_contains("help: did you mean `ill`?");
}

#[test]
fn a_bare_hour_is_answered_with_valid_times() {
    let season = |tue: &str, long: &str| {
        format!(
            "plan = \"maintenance-20-40\"\nstart = 2026-12-07\nathlete.time_zone = \"Europe/Berlin\"\n[week]\ntue = {tue}\nlong = {long}\n"
        )
    };
    let run = World::new()
        .file("season.toml", &season("18", "9"))
        .run(["show", "season.toml"]);
    run.code(1)
        .stderr_contains("help: write e.g. tue = \"18:00\"\n")
        .stderr_contains("help: write e.g. long = \"sun 09:00\"\n");
    // Every form that the help offers is accepted.
    let world = World::new().file("season.toml", &season("\"18:00\"", "\"sun 09:00\""));
    world.run(["show", "season.toml"]).code(0);
}

#[test]
fn days_and_times_may_stand_in_one_list() {
    let show = |flags: &[&str]| {
        let run = World::new().run(with("show", flags)).code(0);
        run.stdout
    };
    let list = show(&[
        "--at",
        "tue 18:00, sun 08:00",
        "--away",
        "2027-02-13..2027-02-14, 2027-03-01",
    ]);
    let times = ["--at", "tue 18:00", "--at", "sun 08:00"];
    let away = ["--away", "2027-02-13..2027-02-14", "--away", "2027-03-01"];
    let each = show(&[times, away].concat());
    assert_eq!(list, each);
    assert!(list.contains("away"), "{list}");
}

/// One of the values can be read, and the other one cannot.
#[test]
fn no_season_comes_of_a_flag_that_is_half_read() {
    for (flag, value, fault) in [
        ("--away", "2027-02-13,2027-13-13", "error[date]: `2027-13-13`"),
        ("--away", "2027-02-13..2027-02-31", "error[date]: `2027-02-31`"),
        ("--at", "tue 18:00,wed", "error[day-time]: `wed`"),
    ] {
        let run = World::new().run(with("show", &[flag, value])).code(1);
        let run = run.stderr_contains(fault);
        assert_eq!(run.stdout, "");
        assert!(!run.stderr.contains("note["), "{}", run.stderr);
    }
}
