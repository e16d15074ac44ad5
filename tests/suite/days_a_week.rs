//! Race plans on every possible number of running days a week, at any volume, in either unit.

use longrun::diagnostic::Code;
use longrun::plan::{SessionKind, VolumeBasis, built_in};
use longrun::schedule::Kind;
use longrun::units::{Distance, Units};

use crate::seasons::{Planned, plan};

/// Each plan, its runs a week, and the numbers of days on which it leaves nothing out at its own volume.
const PLANS: [(&str, usize, std::ops::RangeInclusive<usize>); 8] = [
    ("5k-10", 5, 5..=7),
    ("10k-12", 5, 5..=7),
    ("half-novice-14", 4, 4..=7),
    ("half-12", 5, 5..=7),
    ("marathon-novice-20", 4, 4..=7),
    ("marathon-intermediate-18", 5, 5..=7),
    ("marathon-advanced-18", 6, 6..=7),
    ("base-8", 5, 4..=7),
];

/// A plan at a volume, on `days` days a week if given.
fn on(name: &str, volume: Distance, units: &str, days: Option<usize>) -> Planned {
    let week = days.map_or_else(String::new, |days| format!("[week]\ndays = {days}\n"));
    let race = match name {
        "base-8" => "start = 2027-01-04\n",
        _ => "[race]\ndate = 2027-04-18\n",
    };
    plan(&format!(
        "plan = \"{name}\"\nvolume = \"{}\"\n{race}[athlete]\nunits = \"{units}\"\n{week}",
        volume.exact()
    ))
}

/// The lowest, the default and the highest volume of a plan.
fn volumes(name: &str) -> [Distance; 3] {
    let plan = built_in()
        .plan(name, &longrun::diagnostic::Faults::new())
        .unwrap();
    match plan.basis {
        VolumeBasis::Peak { peak, range, .. } => [range.low, peak, range.high],
        _ => panic!("{name} has no peak"),
    }
}

/// The sizes of a week's runs, without the race.
fn runs(planned: &Planned, week: usize, kind: Option<SessionKind>) -> Vec<Distance> {
    let days = planned.schedule.days.iter().filter(|day| day.week == week);
    let sessions = days.flat_map(|day| &day.sessions);
    let wanted = sessions.filter(|session| match (session.kind, kind) {
        (Kind::Session(own), Some(kind)) => own == kind,
        (Kind::Session(own), None) => own.is_run(),
        (Kind::Race, _) => false,
    });
    wanted.map(|session| session.distance).collect()
}

fn days_note(planned: &Planned) -> Option<String> {
    let mut notes = planned.said.iter().filter(|one| one.code() == Code::Days);
    notes
        .find(|note| !note.message().starts_with("a week keeps"))
        .map(|note| note.message())
}

#[test]
fn every_plan_keeps_its_key_sessions_and_its_volume_on_any_number_of_days() {
    let mut differences: Vec<String> = Vec::new();
    for (name, own_runs, _) in PLANS {
        for volume in volumes(name) {
            for units in ["km", "mi"] {
                let whole = on(name, volume, units, None);
                for days in 3..=7 {
                    let got = on(name, volume, units, Some(days));
                    let place = format!("{name} at {} in {units}, {days} days", volume.exact());
                    let found = what_is_lost(&whole, &got, days, own_runs);
                    differences.extend(found.iter().map(|found| format!("{place}, {found}")));
                }
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// The sessions that `got` should have, being `whole` on fewer days a week, and lacks.
fn what_is_lost(whole: &Planned, got: &Planned, days: usize, own_runs: usize) -> Vec<String> {
    let step = got.season.athlete.units.step();
    let note = days_note(got).unwrap_or_default();
    let has_race = got.season.race.is_some();
    let weeks = whole.schedule.weeks.len();
    assert_eq!(got.schedule.weeks.len(), weeks);
    let left_out = got.schedule.left_out.iter();
    let mut lost: Vec<String> = left_out.map(|one| format!("{} left out", one.title)).collect();
    for week in 0..weeks {
        let is_race_week = has_race && week + 1 == weeks;
        let volume = got.schedule.weeks[week].volume.unwrap();
        let planned = whole.schedule.weeks[week].volume.unwrap();
        let count = |planned: &Planned| runs(planned, week, None).len() + usize::from(is_race_week);
        let of = |planned: &Planned, kind| runs(planned, week, Some(kind));
        let [quality, all_quality] = [got, whole].map(|planned| of(planned, SessionKind::Quality));
        let [medium, all_medium] = [got, whole].map(|planned| of(planned, SessionKind::Medium));
        let [long, all_long] = [got, whole].map(|planned| of(planned, SessionKind::Long));
        let easy = of(got, SessionKind::Easy);
        let may_be_smaller = days < own_runs && (is_race_week || note.contains("of their volume"));
        let rules = [
            (
                "the runs add up to the volume",
                got.schedule.run_in_week(week) == volume,
            ),
            ("the volume is in whole steps", volume == volume.round_to(step)),
            ("no more runs than days", count(got) <= days.min(6)),
            (
                "no fewer runs than days and plan have",
                count(got) >= count(whole).min(days),
            ),
            (
                "the plan's volume",
                volume == planned || may_be_smaller && volume < planned,
            ),
            (
                "most of it",
                volume.mm() * 100 > planned.mm() * if is_race_week { 40 } else { 50 },
            ),
            ("the plan's long run", long == all_long),
            (
                "its first quality session",
                quality.first() == all_quality.first(),
            ),
            (
                "a second one missing is told",
                quality.len() >= all_quality.len() || note.contains("second quality session"),
            ),
            (
                "a medium run missing is told",
                medium.len() >= all_medium.len() || note.contains("medium run"),
            ),
            (
                "no easy run is longer than the long run",
                long.first().is_none_or(|long| easy.iter().all(|run| run <= long)),
            ),
        ];
        let broken = rules.iter().filter(|(_, holds)| !holds);
        lost.extend(broken.map(|(rule, _)| {
            let all = runs(got, week, None);
            format!("week {}: {rule}: {volume:?} of {planned:?}, {all:?}", week + 1)
        }));
    }
    lost
}

#[test]
fn a_plan_leaves_something_out_only_below_its_number_of_days() {
    let mut differences: Vec<String> = Vec::new();
    for (name, own_runs, enough) in PLANS {
        let volume = volumes(name)[1];
        for days in 3..=7 {
            let planned = on(name, volume, "km", Some(days));
            let note = days_note(&planned);
            if note.is_none() != enough.contains(&days) {
                differences.push(format!("{name} on {days} days: {note:?}"));
            }
        }
        assert!(enough.contains(&own_runs), "{name}");
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn a_smaller_volume_fits_on_fewer_days() {
    for (name, days) in [
        ("half-novice-14", 3),
        ("marathon-intermediate-18", 4),
        ("marathon-advanced-18", 5),
    ] {
        let planned = on(name, volumes(name)[0], "km", Some(days));
        assert_eq!(days_note(&planned), None, "{name} on {days} days");
    }
}

#[test]
fn more_days_are_more_easy_runs_with_the_same_volume() {
    let most = |days| {
        let planned = on("half-12", Distance::from_metres(60_000), "km", Some(days));
        runs(&planned, 6, Some(SessionKind::Easy))
    };
    let km = |runs: &[u64]| {
        runs.iter()
            .map(|&metres| Distance::from_metres(metres))
            .collect::<Vec<_>>()
    };
    assert_eq!(most(5), km(&[10_000, 10_000]));
    assert_eq!(most(6), km(&[6_500, 6_500, 7_000]));
    assert_eq!(most(7), most(6), "a rest day stays");
    let small = on("half-novice-14", Distance::from_metres(33_000), "km", Some(6));
    let shortest = (0..13)
        .flat_map(|week| runs(&small, week, Some(SessionKind::Easy)))
        .min();
    assert!(
        shortest >= Some(Distance::from_metres(2_500)),
        "no run too short to be worth it"
    );
    assert_eq!(Units::Km.step(), Distance::from_metres(500));
}

#[test]
fn recovery_gets_no_more_runs_and_the_plan_of_minutes_no_fewer_than_it_can_have() {
    let recovery = |week: &str| {
        let planned = plan(&format!(
            "plan = \"post-half-recovery\"\n[previous]\ndate = 2026-11-08\ndistance = \"half\"\n{week}"
        ));
        (0..3)
            .map(|week| runs(&planned, week, None).len())
            .collect::<Vec<_>>()
    };
    assert_eq!(recovery(""), [3, 4, 4]);
    assert_eq!(recovery("[week]\ndays = 6\n"), [3, 4, 4]);
    assert_eq!(recovery("[week]\ndays = 3\n"), [3, 3, 3]);
    let minutes = plan("plan = \"first-5k-8\"\n[race]\ndate = 2027-04-18\n[week]\ndays = 6\n");
    assert_eq!(runs(&minutes, 0, None).len(), 3);
}
