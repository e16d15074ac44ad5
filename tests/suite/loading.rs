//! Distances and durations of sessions: other volumes and other units, for other runners (the rules are in
//! docs/design.md).

use chrono::NaiveDate;
use longrun::diagnostic::Severity;
use longrun::plan::SessionKind;
use longrun::schedule::{Kind, Session};
use longrun::units::{Distance, Units};

use crate::seasons::{Planned, plan};

pub(crate) fn metres(metres: u64) -> Distance {
    Distance::from_metres(metres)
}

/// The marathon plan for a Sunday race, with more lines at the top of the season and in `[athlete]`.
pub(crate) fn marathon(top: &str, athlete: &str) -> Planned {
    plan(&format!(
        "plan = \"marathon-intermediate-18\"\n{top}\n[race]\ndate = 2027-04-18\n[athlete]\n{athlete}\n"
    ))
}

/// The sizes of a week's sessions of a kind, in the order of its days.
fn sizes(planned: &Planned, week: usize, kind: SessionKind) -> Vec<Distance> {
    let days = planned.schedule.days.iter().filter(|day| day.week == week);
    let sessions = days.flat_map(|day| &day.sessions);
    sessions
        .filter(|session| session.kind == Kind::Session(kind))
        .map(|session| session.distance)
        .collect()
}

/// Date and session of every long run.
pub(crate) fn long_runs(planned: &Planned) -> Vec<(NaiveDate, &Session)> {
    let days = planned.schedule.days.iter();
    days.flat_map(|day| day.sessions.iter().map(|session| (day.date, session)))
        .filter(|(_, session)| session.kind == Kind::Session(SessionKind::Long))
        .collect()
}

fn volumes(planned: &Planned) -> Vec<Distance> {
    planned
        .schedule
        .weeks
        .iter()
        .filter_map(|week| week.volume)
        .collect()
}

#[test]
fn every_weeks_runs_add_up_exactly_in_either_unit_at_any_volume() {
    for units in ["km", "mi"] {
        for peak in [65, 70, 75, 83, 90] {
            let planned = marathon(
                &format!("volume = \"{peak} km\""),
                &format!("units = \"{units}\""),
            );
            let step = if units == "mi" {
                Units::Mi.step()
            } else {
                Units::Km.step()
            };
            for (index, week) in planned.schedule.weeks.iter().enumerate() {
                let volume = week.volume.unwrap();
                assert_eq!(
                    planned.schedule.run_in_week(index),
                    volume,
                    "{peak} km in {units}, week {}",
                    week.number
                );
                assert_eq!(volume, volume.round_to(step), "in whole steps");
                for kind in [SessionKind::Long, SessionKind::Medium, SessionKind::Easy] {
                    for size in sizes(&planned, index, kind) {
                        assert_eq!(
                            size,
                            size.round_to(step),
                            "{peak} km in {units}, week {}: {kind:?}",
                            week.number
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn a_peak_scales_volume_and_long_runs_alike() {
    let whole = marathon("", "");
    for (peak, share) in [(65, 65.0 / 75.0), (90, 90.0 / 75.0)] {
        let planned = marathon(&format!("volume = \"{peak} km\""), "");
        for (got, own) in volumes(&planned).iter().zip(volumes(&whole)) {
            let expected = own.km() * share;
            assert!(
                (got.km() - expected).abs() <= 3.0,
                "{} km where {expected} were expected",
                got.km()
            );
        }
        let most = volumes(&planned).into_iter().max().unwrap().km();
        assert!(
            (most - f64::from(peak)).abs() <= 1.5,
            "{most} km at a peak of {peak}"
        );
        assert!(
            planned.said.iter().all(|one| one.severity() < Severity::Warning),
            "{:?}",
            planned.codes()
        );
    }
    let small = marathon("volume = \"65 km\"", "");
    let longest = long_runs(&small)
        .iter()
        .map(|(_, session)| session.distance)
        .max()
        .unwrap();
    assert_eq!(longest, metres(26_000), "30 km × 65/75");
}

#[test]
fn a_first_week_far_above_the_usual_one_lowers_the_peak_to_its_limit() {
    // The first week has 46.5 km: 110 % of 42.5 km is 46.75 km, of 42 km 46.2 km.
    let peak = |weekly: &str| {
        let planned = marathon("", &format!("weekly = \"{weekly}\""));
        (
            volumes(&planned)[0].km(),
            volumes(&planned).into_iter().max().unwrap().km(),
            planned.codes(),
        )
    };
    let (first, most, codes) = peak("45 km");
    assert_eq!((first, most), (46.5, 75.5));
    assert_eq!(codes, [] as [&str; 0]);
    let (first, most, codes) = peak("42.5 km");
    assert_eq!((first, most), (46.5, 75.5));
    assert_eq!(codes, ["BELOW_NEEDS"], "just inside 110 %");
    let (first, most, mut codes) = peak("42 km");
    codes.sort_unstable();
    assert!(first <= 46.2 && most < 75.5, "{first} and {most}");
    assert_eq!(codes, ["BELOW_NEEDS", "LOWER_PEAK"]);
    let (first, most, mut codes) = peak("36.7 km");
    codes.sort_unstable();
    assert!(
        (40.0..=40.5).contains(&first) && (65.0..=66.0).contains(&most),
        "{first} and {most}: the least of the range"
    );
    assert_eq!(
        codes,
        ["BELOW_NEEDS", "LOWER_PEAK"],
        "110 % of 36.7 km is 40.4 km"
    );
    let (_, most, mut codes) = peak("30 km");
    codes.sort_unstable();
    assert!((65.0..=66.0).contains(&most), "the least of the range, {most}");
    assert_eq!(codes, ["BELOW_NEEDS", "LOWER_PEAK", "START_TOO_HIGH"]);
}

#[test]
fn a_peak_that_the_runner_chose_stays_and_is_warned_about() {
    let planned = marathon("volume = \"75 km\"", "weekly = \"40 km\"");
    assert_eq!(volumes(&planned)[0].km(), 46.5);
    let mut codes = planned.codes();
    codes.sort_unstable();
    assert_eq!(codes, ["BELOW_NEEDS", "START_TOO_HIGH"]);
}

#[test]
fn a_plans_needs_are_compared_with_the_runners_training() {
    let needs = |athlete: &str| {
        marathon("", athlete)
            .codes()
            .iter()
            .filter(|code| **code == "BELOW_NEEDS")
            .count()
    };
    assert_eq!(needs("weekly = \"45 km\"\nlongest = \"18 km\""), 0);
    assert_eq!(needs("weekly = \"44.9 km\"\nlongest = \"18 km\""), 1);
    assert_eq!(needs("weekly = \"45 km\"\nlongest = \"17.9 km\""), 1);
    assert_eq!(needs("weekly = \"44 km\"\nlongest = \"17 km\""), 2);
    assert_eq!(
        needs("weekly = \"28 mi\"\nlongest = \"11.2 mi\""),
        0,
        "45.1 km and 18.02 km"
    );
}

#[test]
fn ranges_progress_over_three_weeks_and_a_light_one() {
    let planned = plan("plan = \"offseason-7day-marathoner\"\nstart = 2026-11-30\n");
    let long: Vec<f64> = long_runs(&planned)
        .iter()
        .map(|(_, session)| session.distance.km())
        .collect();
    assert_eq!(long, [16.0, 17.0, 18.0, 13.5, 16.0, 17.0, 18.0, 13.5]);
    for week in 0..8 {
        assert_eq!(
            sizes(&planned, week, SessionKind::Medium),
            [metres(11_000); 2],
            "10-12 km is 11 km"
        );
    }
}

#[test]
fn maintenance_is_a_share_of_the_usual_week() {
    let first = |top: &str, athlete: &str| {
        let planned = plan(&format!(
            "plan = \"maintenance-20-40\"\nstart = 2026-11-30\n{top}\n[athlete]\nweekly = \"50 km\"\n{athlete}\n"
        ));
        let volumes = volumes(&planned);
        assert_eq!(volumes[1], volumes[0]);
        let light = volumes[0].scale(80, 100).round_to(metres(500));
        assert_eq!(volumes[3], light, "the fourth week is lighter");
        volumes[0].km()
    };
    assert_eq!(first("", ""), 35.0, "30 % less");
    assert_eq!(first("", "level = \"novice\""), 30.0, "40 % less");
    assert_eq!(first("", "level = \"advanced\""), 40.0, "20 % less");
    assert_eq!(
        first("reduction = \"25 %\"", "level = \"novice\""),
        37.5,
        "the runner's own word"
    );
    assert_eq!(
        first("reduction = \"60 %\"", ""),
        30.0,
        "not beyond the plan's range"
    );
}

#[test]
fn recovery_counts_from_the_week_before_the_race_behind() {
    let planned = plan(
        "plan = \"post-marathon-recovery\"\n[previous]\ndate = 2026-11-08\ndistance = \"marathon\"\nweekly = \"80 km\"\n\
         [athlete]\nweekly = \"50 km\"\n",
    );
    let km: Vec<f64> = volumes(&planned).iter().map(|volume| volume.km()).collect();
    assert_eq!(
        km,
        [17.5, 33.5, 46.5],
        "nothing in the first week, then 22, 42 and 58 % of 80 km"
    );
}
