//! `longrun check`: what it prints, what is allowed, what can be set, and its JSON.

use crate::world::{Run, World};

const SEASON: &str = "plan = \"marathon-intermediate-18\"\n[race]\ndate = 2027-04-18\n";
/// A plan whose second week is 31 % above its first, on line 4.
const STEEP: &str = "[[phase]]\nname = \"Base\"\nweek = [\n{ easy = [\"20 km\", \"20 km\"] },\n{ easy = [\"26 km\", \"27 km\"] },\n]\n";

fn json(run: &Run) -> serde_json::Value {
    serde_json::from_str(&run.stdout).expect("it is JSON")
}

fn codes(list: &serde_json::Value) -> Vec<String> {
    let list = list.as_array().expect("a list").iter();
    list.map(|one| one["code"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn a_season_is_shown_as_a_table_with_its_totals() {
    let run = World::new()
        .file("season.toml", SEASON)
        .run(["check", "season.toml"])
        .code(0);
    let run = run
        .stdout_contains("ok  season.toml  a season from 2026-12-14 to 2027-04-18\n")
        .stdout_contains(" 1/18  14–20 Dec     Base   46.5          18       39  ·  2     2    70  1.14\n")
        .stdout_contains(" 4/18  4–10 Jan      Base     43↓  -22    16       37  ·  2     2    65  1.17\n")
        .stdout_contains(
            "Longest run  30 km on 14 Mar, D-35; the race is 1.4 times the longest run before it\n",
        )
        .stdout_contains("Peak week    75.5 km in the week of 8 Mar\n")
        .stdout_contains("Taper        58 % less in the last six days\n")
        .stdout_contains("17 long, 17 medium")
        .stdout_lacks("\u{1b}");
    assert!(
        run.stdout.lines().all(|line| line.chars().count() <= 100),
        "{}",
        run.stdout
    );
    for columns in [50, 60, 80, 120] {
        let narrow = World::new().env("COLUMNS", &columns.to_string());
        let run = narrow
            .file("season.toml", SEASON)
            .run(["check", "season.toml"])
            .code(0);
        let table = run
            .stdout
            .lines()
            .skip_while(|line| !line.contains("Wk"))
            .take_while(|line| !line.starts_with("Season"));
        for line in table {
            assert!(line.chars().count() <= columns, "{columns} columns: {line}");
        }
    }
    World::new()
        .env("NO_COLOR", "")
        .env("CLICOLOR_FORCE", "1")
        .file("season.toml", SEASON)
        .run(["check", "season.toml"])
        .stdout_contains("\u{1b}[");
}

#[test]
fn an_error_of_the_review_ends_with_one_and_says_where_it_comes_from() {
    let world = World::new()
        .file("steep.toml", STEEP)
        .file("season.toml", "plan = \"steep.toml\"\nstart = 2027-01-04\n");
    let run = world.run(["check", "season.toml"]).code(1);
    let run = run
        .stdout_contains("error  season.toml")
        .stdout_contains("\n2/2 · 11–17 Jan · Base\n")
        .stdout_contains(
            "error RAMP_WEEK  53 km after 40 km, far more than the last loading weeks: 32.5 %, limit 10 %\n",
        )
        .stdout_contains("(Buist et al. 2008")
        .stdout_contains("→ spread the growth over two weeks")
        .stdout_contains("steep.toml:5: ");
    let (ramp, two) = (run.stdout.find("RAMP_WEEK  "), run.stdout.find("RAMP_2WK  "));
    assert!(ramp.is_some() && two.is_some(), "{}", run.stdout);
    world.run(["export", "season.toml", "-o", "x.ics"]).code(0);
}

#[test]
fn what_is_allowed_is_said_with_its_reason_and_is_no_finding() {
    let world = World::new()
        .file("steep.toml", STEEP)
        .file("season.toml", "plan = \"steep.toml\"\nstart = 2027-01-04\nallow = { RAMP_WEEK = \"back from a break\", RAMP_2WK = \"so too\", SESSION_SPIKE = \"so too\" }\n")
        .file("bare.toml", "plan = \"steep.toml\"\nstart = 2027-01-04\nallow = [\"RAMP_WEEK\", \"RAMP_2WK\", \"SESSION_SPIKE\"]\n")
        .file("own.toml", &format!("allow = {{ RAMP_WEEK = \"a camp\", RAMP_2WK = \"a camp\", SESSION_SPIKE = \"a camp\" }}\n{STEEP}"))
        .file("of-plan.toml", "plan = \"own.toml\"\nstart = 2027-01-04\n");
    world
        .run(["check", "season.toml"])
        .code(0)
        .stdout_contains("\nAllowed\n")
        .stdout_contains("  RAMP_WEEK  back from a break\n")
        .stdout_lacks("error");
    world
        .run(["check", "bare.toml"])
        .code(0)
        .stdout_contains("RAMP_WEEK  no reason given");
    world
        .run(["check", "of-plan.toml"])
        .code(0)
        .stdout_contains("RAMP_WEEK  a camp");
    let told = json(&world.run(["check", "season.toml", "--json"]));
    let review = &told["reviews"][0];
    assert!(!codes(&review["findings"]).contains(&"RAMP_WEEK".to_owned()));
    assert!(
        review["allowed"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| { one["finding"]["code"] == "RAMP_WEEK" && one["why"] == "back from a break" })
    );
}

#[test]
fn a_plan_allows_for_its_own_weeks_only() {
    let world = World::new()
        .file("own.toml", &format!("allow = {{ RAMP_WEEK = \"a camp\", RAMP_2WK = \"a camp\", SESSION_SPIKE = \"a camp\" }}\n{STEEP}"))
        .file("steep.toml", STEEP)
        .file("season.toml", "plan = [\"own.toml\", \"steep.toml\"]\nstart = 2027-01-04\n");
    let told = json(&world.run(["check", "season.toml", "--json"]));
    let weeks = |list: &serde_json::Value, of: fn(&serde_json::Value) -> &serde_json::Value| -> Vec<u64> {
        let list = list.as_array().unwrap().iter().map(of);
        list.filter(|one| {
            one["code"] == "SESSION_SPIKE" || one["code"] == "RAMP_WEEK" || one["code"] == "RAMP_2WK"
        })
        .filter_map(|one| one["week"].as_u64())
        .collect()
    };
    let review = &told["reviews"][0];
    assert!(
        weeks(&review["allowed"], |one| &one["finding"])
            .iter()
            .all(|week| *week < 2)
    );
    assert!(!weeks(&review["allowed"], |one| &one["finding"]).is_empty());
    assert!(
        weeks(&review["findings"], |one| one)
            .iter()
            .all(|week| *week >= 2)
    );
}

#[test]
fn a_code_that_is_none_is_a_fault_with_the_nearest() {
    let season = format!("allow = {{ LONG_SHAER = \"x\" }}\n{SEASON}");
    World::new()
        .file("season.toml", &season)
        .run(["check", "season.toml"])
        .code(1)
        .stderr_contains("error[unknown-finding]: `LONG_SHAER` is not the code of a finding")
        .stderr_contains("did you mean `LONG_SHARE`?");
}

#[test]
fn what_a_schedule_says_can_be_allowed_too() {
    let season = |allow: &str| format!("{allow}\nstart = 2027-01-25\n{SEASON}");
    let world = World::new()
        .file("said.toml", &season(""))
        .file("allowed.toml", &season("allow = [\"NOT_ENOUGH_WEEKS\"]"));
    world
        .run(["check", "said.toml"])
        .stderr_contains("NOT_ENOUGH_WEEKS");
    let run = world.run(["check", "allowed.toml"]);
    assert!(!run.stderr.contains("NOT_ENOUGH_WEEKS"), "{}", run.stderr);
}

#[test]
fn thresholds_are_settings() {
    let season = |review: &str| format!("{SEASON}[review]\n{review}\n");
    let found = |review: &str| {
        let world = World::new().file("season.toml", &season(review));
        codes(&json(&world.run(["check", "season.toml", "--json"]))["reviews"][0]["findings"])
    };
    let has = |review: &str, code: &str| found(review).iter().any(|one| one == code);
    assert!(!has("", "MONOTONY"));
    assert!(has("monotony = \"1.2\"", "MONOTONY"));
    assert!(has("", "LONG_SHARE"));
    assert!(!has("long_share_5 = \"46 %\"", "LONG_SHARE"));
    assert!(!has("", "ACWR"));
    assert!(has("acwr = true", "ACWR"));
    assert!(has("taper_long_marathon = \"20 days\"", "TAPER_LONG"));
    assert!(has("loading_weeks = 2", "CUTBACK"));
    assert!(has(
        "long_least_marathon = \"31 km\"\nlong_least_marathon_time = \"4 h\"",
        "LONG_TOO_SHORT"
    ));
    let world = World::new().file(
        "season.toml",
        &season("ramp = 10\nlong_gap = \"x\"\nmonotony = \"many\"\nspiek = \"10 %\""),
    );
    let run = world.run(["check", "season.toml"]).code(1);
    for fault in [
        "`ramp` is a bare number",
        "`x` is not a number of days",
        "`many` is not a ratio",
        "did you mean `spike`?",
    ] {
        assert!(run.stderr.contains(fault), "{fault}:\n{}", run.stderr);
    }
}

#[test]
fn a_review_for_programs_has_every_week_and_every_number() {
    let world = World::new().file("season.toml", SEASON);
    let told = json(&world.run(["check", "season.toml", "--json"]).code(0));
    let review = &told["reviews"][0];
    assert_eq!(review["input"], "season.toml");
    assert_eq!(review["weeks"].as_array().map(Vec::len), Some(18));
    assert_eq!(review["weeks"][0]["run"], 46_500);
    assert_eq!(review["weeks"][0]["long"], 18_000);
    assert_eq!(review["weeks"][0]["change"], serde_json::Value::Null);
    assert_eq!(review["weeks"][1]["change"], 7.53);
    assert_eq!(review["totals"]["longest"]["days_to_race"], 35);
    assert_eq!(review["totals"]["peak"]["run"], 75_500);
    let share = review["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["code"] == "LONG_SHARE")
        .unwrap();
    assert_eq!(
        (&share["unit"], &share["file"]),
        (&"percent".into(), &"plans/marathon-intermediate-18.toml".into())
    );
    assert!(share["measured"].as_f64() > share["limit"].as_f64());
    assert!(share["line"].as_u64().is_some() && share["advice"].as_str().is_some());
}
