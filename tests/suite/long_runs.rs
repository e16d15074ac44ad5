//! Long runs grow no faster than a runner's last weeks allow, and take no longer than the plan allows.

use chrono::{Days, NaiveDate};
use longrun::units::{Distance, Duration};
use proptest::prelude::*;

use crate::loading::{long_runs, marathon, metres};
use crate::seasons::{Planned, plan};
use crate::world::World;

/// Checks rule V3: no long run is over 110 % of the longest run of the 30 days before it, nor more than 1 km
/// longer. The preceding race is a run, too. For a runner of unknown fitness the first long run is the
/// measure.
fn no_long_run_is_a_spike(planned: &Planned) {
    let days = &planned.schedule.days;
    let season = &planned.season;
    let own = season
        .athlete
        .longest
        .map(|longest| (days[0].date - Days::new(1), longest));
    let race = season
        .previous
        .as_ref()
        .and_then(|race| race.distance.map(|distance| (race.date.value, distance)));
    let runs: Vec<(NaiveDate, Distance)> = days
        .iter()
        .flat_map(|day| {
            day.sessions
                .iter()
                .filter(|s| !s.is_race())
                .map(|session| (day.date, session.distance))
        })
        .chain(own)
        .chain(race)
        .collect();
    let unknown = usize::from(own.is_none());
    for (date, session) in long_runs(planned).into_iter().skip(unknown) {
        let since = date - Days::new(30);
        let before = runs.iter().filter(|(day, _)| (since..date).contains(day));
        let Some(longest) = before
            .map(|(_, run)| *run)
            .max()
            .filter(|run| *run > Distance::ZERO)
        else {
            continue;
        };
        let limit = longest.scale(110, 100).max(longest + metres(1_000));
        assert!(
            session.distance <= limit,
            "V3: {} km on {date} after at most {} km",
            session.distance.km(),
            longest.km()
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_runner_is_given_a_long_run_far_above_the_last_ones(
        weekly in prop::option::of(20u32..120),
        longest in prop::option::of(4u32..40),
        peak in prop::option::of(65u32..=90),
        miles in any::<bool>(),
        weeks in 10u64..27,
        weekday in 0u64..7,
    ) {
        let race: NaiveDate = "2027-04-12".parse().unwrap();
        let race = race + Days::new(weekday);
        let start = race + Days::new(1) - Days::new(weeks * 7);
        let mut season = format!("plan = \"marathon-intermediate-18\"\nstart = {start}\n");
        if let Some(peak) = peak {
            season += &format!("volume = \"{peak} km\"\n");
        }
        season += &format!("[race]\ndate = {race}\n[athlete]\nunits = \"{}\"\n", if miles { "mi" } else { "km" });
        if let Some(weekly) = weekly {
            season += &format!("weekly = \"{weekly} km\"\n");
        }
        if let Some(longest) = longest {
            season += &format!("longest = \"{longest} km\"\n");
        }
        let planned = plan(&season);
        no_long_run_is_a_spike(&planned);
        for (index, week) in planned.schedule.weeks.iter().enumerate().filter(|(_, week)| week.volume.is_some()) {
            if planned.schedule.left_out.iter().all(|out| out.week != week.first) {
                prop_assert_eq!(planned.schedule.run_in_week(index), week.volume.unwrap(), "week {}", week.number);
            }
        }
    }

    #[test]
    fn maintenance_and_off_season_keep_to_it_too(
        weekly in 25u32..110,
        longest in 8u32..35,
        weeks in 20u64..40,
    ) {
        let race: NaiveDate = "2027-04-18".parse().unwrap();
        let previous = race - Days::new(weeks * 7);
        let planned = plan(&format!(
            "plan = [\"post-marathon-recovery\", \"maintenance-20-40\", \"marathon-intermediate-18\"]\n\
             [race]\ndate = {race}\n[previous]\ndate = {previous}\ndistance = \"marathon\"\n\
             [athlete]\nweekly = \"{weekly} km\"\nlongest = \"{longest} km\"\n"
        ));
        no_long_run_is_a_spike(&planned);
    }
}

#[test]
fn a_runner_whose_longest_run_is_short_grows_into_the_plan() {
    let planned = marathon("", "longest = \"12 km\"");
    let got: Vec<f64> = long_runs(&planned)
        .iter()
        .map(|(_, session)| session.distance.km())
        .collect();
    assert_eq!(
        &got[..3],
        [13.0, 14.0, 15.0],
        "12 km and a tenth or one kilometre more, each week"
    );
    assert!(got[3] <= 11.5, "the cutback follows down: {got:?}");
    no_long_run_is_a_spike(&planned);
    assert!(planned.codes().contains(&"BELOW_NEEDS"));
}

#[test]
fn a_long_run_takes_no_longer_than_the_plan_allows() {
    let cap = Duration::from_minutes(180);
    for recent in ["half 1:38:30", "half 2:10:00", "marathon 4:45:00", "5k 35:00"] {
        for peak in ["75 km", "90 km"] {
            let planned = marathon(&format!("volume = \"{peak}\""), &format!("recent = \"{recent}\""));
            for (date, session) in long_runs(&planned) {
                assert!(
                    session.length <= cap,
                    "{recent}, {peak}: {} on {date}",
                    session.length.secs() / 60
                );
            }
            let out = &planned.schedule.left_out;
            let weeks = planned.schedule.weeks.iter().enumerate();
            for (index, week) in weeks.filter(|(_, week)| out.iter().all(|out| out.week != week.first)) {
                let got = planned.schedule.run_in_week(index);
                assert_eq!(
                    got,
                    week.volume.unwrap(),
                    "{recent}, {peak}: what is cut off goes to other runs"
                );
            }
        }
    }
}

#[test]
fn a_long_run_cut_short_because_the_longest_run_is_unknown_is_reported() {
    let world = || {
        World::new().file(
            "season.toml",
            "plan = \"marathon-intermediate-18\"\nrace.date = 2027-04-19\nstart = 2026-12-11\n",
        )
    };
    let said = "note[LONGEST_UNKNOWN]: long runs grow from the season's own first days, since your longest run is not given: 2026-12-15 6 km instead of 18 km";
    world()
        .run(["show", "season.toml"])
        .code(0)
        .stderr_contains(said)
        .stderr_contains("longest = \"…\" in [athlete], or --longest");
    world().run(["check", "season.toml"]).stderr_contains(said);
    world()
        .run(["check", "season.toml", "--json"])
        .stdout_contains("\"LONGEST_UNKNOWN\"");
    let run = world().run(["show", "season.toml", "--longest", "18 km"]).code(0);
    assert!(!run.stderr.contains("LONGEST_UNKNOWN"), "{}", run.stderr);
    // Nothing is cut, and nothing is reported.
    let run = World::new()
        .run(["show", "marathon-intermediate-18", "--race", "2027-04-19"])
        .code(0);
    assert!(!run.stderr.contains("LONGEST_UNKNOWN"), "{}", run.stderr);
}
