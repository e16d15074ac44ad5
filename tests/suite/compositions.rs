//! Plans that are made of plans: whole seasons from one race to the next.

use chrono::Days;
use longrun::diagnostic::{Faults, Source};
use longrun::document::parse;
use longrun::plan::{Library, built_in};
use longrun::season;

use crate::fitting::{RACE, blocks, race};
use crate::seasons::{Planned, plan};
use crate::world::World;

/// A season from a race to the next by one name.
fn composed(goal: &str, behind: &str, weeks: u64) -> Planned {
    let previous = race() - Days::new(weeks * 7);
    plan(&format!(
        "plan = \"season-to-spring-{goal}\"\n[race]\ndate = {RACE}\n[previous]\ndate = {previous}\ndistance = \"{behind}\"\n"
    ))
}

#[test]
fn a_season_from_race_to_race_is_composed_by_the_time_there_is() {
    // docs/rules.md#fitting-the-weeks: recovery, maintenance, base, the race's plan.
    let table: [(&str, &str, u64, [u32; 4]); 17] = [
        ("marathon", "marathon", 34, [4, 4, 8, 18]),
        ("marathon", "marathon", 30, [4, 4, 4, 18]),
        ("marathon", "marathon", 24, [4, 2, 0, 18]),
        ("marathon", "marathon", 22, [4, 0, 0, 18]),
        ("marathon", "marathon", 18, [3, 0, 0, 15]),
        ("half", "half", 30, [3, 7, 8, 12]),
        ("half", "half", 24, [3, 5, 4, 12]),
        ("half", "half", 22, [3, 7, 0, 12]),
        ("half", "half", 18, [3, 3, 0, 12]),
        ("half", "half", 14, [3, 0, 0, 11]),
        ("half", "10k", 14, [1, 1, 0, 12]),
        ("10k", "marathon", 24, [4, 4, 4, 12]),
        ("10k", "half", 18, [3, 3, 0, 12]),
        ("5k", "marathon", 24, [4, 4, 6, 10]),
        ("5k", "half", 18, [3, 5, 0, 10]),
        ("5k", "half", 14, [3, 1, 0, 10]),
        ("5k", "5k", 11, [1, 0, 0, 10]),
    ];
    for (goal, behind, weeks, expected) in table {
        let planned = composed(goal, behind, weeks);
        let got = blocks(&planned);
        let to_race = &got[..got.len() - 1];
        let of = |part: &str| {
            let found = got.iter().find(|(name, _)| name.starts_with(part));
            found.map_or(0, |&(_, weeks)| weeks)
        };
        let race_plan = planned.season.race_plan().unwrap();
        let name = planned.season.plans[race_plan].plan.name.as_str();
        let lengths = [got[0].1, of("maintenance"), of("base"), of(name)];
        assert_eq!(
            lengths, expected,
            "{weeks} weeks from {behind} to {goal}: {got:?}"
        );
        let filled = to_race.iter().map(|&(_, weeks)| u64::from(weeks));
        assert_eq!(filled.sum::<u64>(), weeks);
        assert!(got[0].0.starts_with("post-"), "{got:?}");
        assert!(
            !planned.codes().contains(&"NOT_ENOUGH_WEEKS"),
            "{weeks} weeks from {behind} to {goal}"
        );
        let last = got.last().unwrap().0;
        assert_eq!(last, format!("post-{goal}-recovery"));
    }
}

#[test]
fn without_a_race_behind_there_is_nothing_to_recover_from() {
    let planned = plan(&format!(
        "plan = \"season-to-spring-half\"\n[race]\ndate = {RACE}\n"
    ));
    assert_eq!(
        blocks(&planned),
        [
            ("maintenance-20-40", 4),
            ("base-8", 8),
            ("half-12", 12),
            ("post-half-recovery", 3)
        ]
    );
}

/// The codes of the faults of a season that follows `season.toml`'s plans, with one more plan to choose from.
fn faults_of(own_plan: &str, season: &str) -> Vec<&'static str> {
    let faults = Faults::new();
    let mut library: Library = built_in();
    library.add("own", Source::new("own.toml", own_plan));
    let table = parse(&Source::new("season.toml", season), &faults);
    season::read(&table, &library, &faults);
    faults
        .into_sorted()
        .iter()
        .map(|fault| fault.code().word())
        .collect()
}

#[test]
fn what_a_plan_of_plans_cannot_be_is_told() {
    let season = "plan = \"own\"\n[race]\ndate = 2027-04-18\n";
    let of = |own: &str| faults_of(own, season);
    assert_eq!(of("plans = [\"base-8\", \"half-12\"]"), [] as [&str; 0]);
    assert_eq!(of("plans = []"), ["plans"]);
    assert_eq!(of("plans = [\"base-8\", \"half-13\"]"), ["unknown-plan"]);
    assert_eq!(of("plans = [\"season-to-spring-half\"]"), ["plan-of-plans"]);
    assert_eq!(of("plans = [\"own\"]"), ["plan-of-plans"]);
    assert_eq!(
        of("plans = \"half-12\"\n[[phase]]\neasy = 3\n"),
        ["plans-and-phases"]
    );
    assert_eq!(of("plans = \"half-12\"\nvolume = \"50 km\"\n"), ["unknown-key"]);
    let twenty_one = vec!["\"half-12\""; 21].join(", ");
    assert_eq!(of(&format!("plans = [{twenty_one}]")), ["plans"]);
}

#[test]
fn a_check_of_a_plan_of_plans_finds_what_a_season_with_it_finds() {
    for (parts, code) in [
        ("\"recovery\", \"own.toml\"", "plan-of-plans"),
        ("\"season-to-spring-half\"", "plan-of-plans"),
        ("\"base-8\", \"half-13\"", "unknown-plan"),
        ("\"base-8\", \"focus-hips\"", "also"),
        ("\"base-8\", \"broken.toml\"", "toml-syntax"),
        ("\"base-8\", \"missing.toml\"", "unknown-plan"),
    ] {
        let world = World::new()
            .file(
                "p/own.toml",
                &format!("title = \"Own\"\ngoal = \"half\"\nplans = [{parts}]\n"),
            )
            .file("p/broken.toml", "[[phase]]\nx y\n")
            .file("p/season.toml", "plan = \"own.toml\"\nrace.date = 2027-04-18\n");
        let codes = |file: &str| {
            let told = world.run(["check", file]).code(1).stderr;
            let of_line = |line: &str| Some(line.strip_prefix("error[")?.split_once(']')?.0.to_owned());
            told.lines().filter_map(of_line).collect::<Vec<_>>()
        };
        let of_plan = codes("p/own.toml");
        assert_eq!(of_plan, codes("p/season.toml"), "{parts}");
        assert!(of_plan.contains(&code.to_owned()), "{parts}: {of_plan:?}");
    }
    let world = World::new().file("own.toml", "plans = [\"recovery\", \"base-8\", \"half-12\"]\n");
    world.run(["check", "own.toml"]).code(0);
}

#[test]
fn recovery_needs_to_know_its_race() {
    let season = "plan = [\"recovery\", \"maintenance-20-40\"]\n[previous]\ndate = 2026-11-08\n";
    assert_eq!(faults_of("", season), ["recovery"]);
    for (distance, name) in [
        ("5k", "post-5k-recovery"),
        ("10k", "post-10k-recovery"),
        ("15k", "post-10k-recovery"),
        ("half", "post-half-recovery"),
        ("marathon", "post-marathon-recovery"),
        ("50 km", "post-marathon-recovery"),
    ] {
        let planned = plan(&format!("{season}distance = \"{distance}\"\n"));
        assert_eq!(blocks(&planned)[0].0, name, "after {distance}");
    }
}

#[test]
fn base_is_as_much_bigger_as_the_plan_it_leads_up_to() {
    let most = |volume: &str| {
        let planned = plan(&format!(
            "plan = [\"base-8\", \"half-12\"]\n{volume}\n[race]\ndate = {RACE}\n[athlete]\nweekly = \"42 km\"\n"
        ));
        assert!(!planned.codes().contains(&"START_TOO_HIGH"), "{:?}", planned.said);
        let of_block = |block| {
            let weeks = planned.schedule.weeks.iter();
            let volumes = weeks.filter(move |week| week.block == block);
            volumes.filter_map(|week| week.volume).max().unwrap().km()
        };
        [of_block(0), of_block(1)]
    };
    assert_eq!(most(""), [49.5, 60.5]);
    assert_eq!(most("volume = \"66 km\""), [54.5, 66.5], "a tenth more");
    assert_eq!(most("volume = \"48 km\""), [39.5, 48.5], "a fifth less");
}
