//! Where sessions go: the hard rules hold for random runners, and weekday roles stay on their
//! weekdays whatever day the race is on.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use longrun::plan::SessionKind;
use longrun::schedule::{Day, Kind, Schedule, Session};
use longrun::units::{Distance, Duration};
use proptest::prelude::*;

use crate::seasons::{Planned, plan};

pub(crate) fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn kind(session: &Session) -> Option<SessionKind> {
    match session.kind {
        Kind::Session(kind) => Some(kind),
        Kind::Race => None,
    }
}

pub(crate) fn holds(day: &Day, wanted: SessionKind) -> bool {
    day.sessions.iter().any(|session| kind(session) == Some(wanted))
}

/// Minutes of a session that are faster than easy.
fn fast(planned: &Planned, session: &Session) -> Duration {
    let paces = planned.season.paces_for(&planned.schedule.blocks[0].plan);
    session.workout.time_at(&paces, longrun::pace::Effort::is_fast)
}

/// Quality, also inside a medium run.
fn is_quality(planned: &Planned, session: &Session) -> bool {
    match kind(session) {
        Some(SessionKind::Quality) => true,
        Some(SessionKind::Medium) => fast(planned, session) >= Duration::from_minutes(15),
        _ => false,
    }
}

pub(crate) fn has_quality(planned: &Planned, day: &Day) -> bool {
    day.sessions.iter().any(|session| is_quality(planned, session))
}

/// Whether a day is free of training: what may be on a rest day is not.
fn is_free(day: &Day) -> bool {
    day.sessions
        .iter()
        .all(|session| kind(session).is_some_and(|kind| !kind.is_training() || kind == SessionKind::Mobility))
}

/// Everything that must hold of any schedule, checked from the schedule alone.
pub(crate) fn no_hard_rule_is_broken(planned: &Planned) {
    let Planned { season, schedule, .. } = planned;
    let race = season.race.as_ref().unwrap();
    let race_day = race.date.value;
    for pair in schedule.days.windows(2) {
        assert_eq!(
            pair[1].date,
            pair[0].date + Days::new(1),
            "no day is missing or doubled"
        );
        let (before, day) = (&pair[0], &pair[1]);
        if has_quality(planned, day) {
            assert!(
                !has_quality(planned, before),
                "P5: quality on {} and the day before",
                day.date
            );
            assert!(
                !holds(before, SessionKind::Long),
                "P6: quality on {} after a long run",
                day.date
            );
        }
        for (one, other) in [(before, day), (day, before)] {
            let medium_long = |session: &Session| {
                let paces = season.paces_for(&schedule.blocks[schedule.weeks[one.week].block].plan);
                kind(session) == Some(SessionKind::Medium)
                    && session.workout.duration(&paces).high
                        > Duration::from_minutes(90) + strides_time(session)
            };
            if one.sessions.iter().any(medium_long) {
                assert!(
                    !holds(other, SessionKind::Long),
                    "P13: a medium-long run next to the long run"
                );
            }
        }
    }
    for day in &schedule.days {
        let runs = day
            .sessions
            .iter()
            .filter(|session| kind(session).is_some_and(SessionKind::is_run));
        assert!(runs.count() <= 1, "one run a day: {}", day.date);
        if day.date == race_day {
            assert_eq!(day.sessions.len(), 1, "P3: race day holds the race only");
            assert!(day.sessions[0].is_race());
            continue;
        }
        let weekday = day.date.weekday();
        if season.week.rest.contains(&weekday) {
            assert!(is_free(day), "the runner's rest day {}", day.date);
        }
        if *season.week.room(weekday) == longrun::season::Room::Off {
            assert!(
                day.sessions
                    .iter()
                    .all(|session| kind(session) == Some(SessionKind::Rest)),
                "P20: {}",
                day.date
            );
        }
        for away in season.away.iter().filter(|away| away.days.contains(day.date)) {
            for session in &day.sessions {
                let rest = kind(session) == Some(SessionKind::Rest);
                assert!(
                    rest || away.still.contains(&session.role.session),
                    "P20: away on {}",
                    day.date
                );
            }
        }
        let to_race = (race_day - day.date).num_days();
        for session in &day.sessions {
            let full = is_quality(planned, session) && fast(planned, session) > Duration::from_minutes(24);
            if to_race > 0 && full && race.distance == Some(Distance::MARATHON) {
                assert!(
                    to_race >= 10,
                    "R6: full quality {to_race} days before the marathon"
                );
            }
            if to_race == 1 {
                let eve = [
                    SessionKind::Shakeout,
                    SessionKind::Rest,
                    SessionKind::Mind,
                    SessionKind::Fuel,
                ];
                let allowed = kind(session).is_some_and(|kind| {
                    eve.contains(&kind) || !kind.is_training() || kind == SessionKind::Mobility
                });
                assert!(allowed, "R9: {} on the eve of the race", session.title);
            }
            let last = [
                Some(race_day),
                season.previous.as_ref().map(|race| race.date.value),
            ];
            for behind in last.into_iter().flatten().filter(|behind| *behind < day.date) {
                let since = (day.date - behind).num_days();
                assert!(
                    !is_quality(planned, session) || since >= 26,
                    "R13: quality {since} days after a marathon"
                );
                let is_run = kind(session).is_some_and(SessionKind::is_run);
                assert!(!is_run || since > 7, "R14: a run {since} days after a marathon");
            }
        }
    }
    a_week_adds_up(schedule);
}

fn strides_time(session: &Session) -> Duration {
    if session.strides {
        Duration::from_minutes(8)
    } else {
        Duration::default()
    }
}

fn a_week_adds_up(schedule: &Schedule) {
    for (index, week) in schedule.weeks.iter().enumerate() {
        let days: Vec<&Day> = schedule.days.iter().filter(|day| day.week == index).collect();
        if week.days == 7 {
            assert!(
                days.iter().any(|day| is_free(day)),
                "P4: a rest day in the week of {}",
                week.first
            );
        }
        let quality = days.iter().filter(|day| holds(day, SessionKind::Quality)).count();
        assert!(quality <= 2, "P9: {quality} quality sessions");
        assert!(
            days.iter().filter(|day| holds(day, SessionKind::Long)).count() <= 1,
            "P9: one long run"
        );
        let complete = schedule.left_out.iter().all(|out| out.week != week.first);
        if let (Some(volume), true) = (week.volume, complete) {
            assert_eq!(
                schedule.run_in_week(index),
                volume,
                "the runs of the week of {} add up",
                week.first
            );
        }
    }
}

#[test]
fn sunday_long_runs_stay_on_sundays_whatever_day_the_race_is_on() {
    for day in 0..7 {
        let race = date("2027-04-12") + Days::new(day);
        let planned = plan(&format!(
            "plan = \"marathon-intermediate-18\"\n[race]\nname = \"Race\"\ndate = {race}\n"
        ));
        let longs: Vec<&Day> = planned
            .schedule
            .days
            .iter()
            .filter(|day| holds(day, SessionKind::Long))
            .collect();
        assert_eq!(longs.len(), 17, "a long run in each week but the race's");
        for long in longs {
            // A Sunday in the race's own last days may have to give way; none of these plans needs it.
            assert_eq!(
                long.date.weekday(),
                Weekday::Sun,
                "race on {race}: long run on {}",
                long.date
            );
        }
        assert_eq!(
            planned.codes(),
            [] as [&str; 0],
            "nothing is left out, nothing needs a word"
        );
        no_hard_rule_is_broken(&planned);
    }
}

#[test]
fn a_composed_season_covers_every_day_between_its_races() {
    let planned = plan(include_str!("../../examples/fall-to-spring.toml"));
    let days: BTreeMap<NaiveDate, &Day> = planned.schedule.days.iter().map(|day| (day.date, day)).collect();
    let (previous, race) = (date("2026-10-18"), date("2027-04-19"));
    let mut day = previous + Days::new(1);
    while day <= race {
        assert!(
            !days[&day].sessions.is_empty(),
            "{day} holds a session, a rest day or the race"
        );
        day = day + Days::new(1);
    }
    assert_eq!(planned.schedule.days.len(), days.len());
    no_hard_rule_is_broken(&planned);
}

#[test]
fn a_season_is_the_same_however_often_it_is_placed() {
    let season = include_str!("../../examples/fall-to-spring.toml");
    assert_eq!(
        format!("{:?}", plan(season).schedule.days),
        format!("{:?}", plan(season).schedule.days)
    );
}

/// A season that a random runner might write.
fn seasons() -> impl Strategy<Value = String> {
    let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let plans = prop::sample::select(vec![
        "[\"marathon-intermediate-18\"]",
        "[\"post-marathon-recovery\", \"marathon-intermediate-18\"]",
        "[\"post-marathon-recovery\", \"maintenance-20-40\", \"marathon-intermediate-18\", \"post-marathon-recovery\"]",
        "[\"offseason-7day-marathoner\"]",
    ]);
    let rest = prop::sample::subsequence(weekdays.to_vec(), 0..=2);
    let off = prop::sample::subsequence(weekdays.to_vec(), 0..=2);
    let aways = prop::collection::vec((1u64..150, 1u64..14, any::<bool>()), 0..3);
    let zones = prop::sample::select(vec![
        "America/New_York",
        "Pacific/Apia",
        "Africa/Casablanca",
        "Asia/Kathmandu",
    ]);
    let long = prop::sample::select(weekdays.to_vec());
    (
        plans,
        0u64..400,
        100u64..220,
        rest,
        off,
        aways,
        zones,
        long,
        any::<bool>(),
        prop::option::of(30u32..110),
        prop::option::of(5u32..35),
    )
        .prop_map(
            |(plans, race, before, rest, off, aways, zone, long, miles, weekly, longest)| {
                let race = date("2027-01-01") + Days::new(race);
                let previous = race - Days::new(before);
                let quoted: Vec<String> = rest.iter().map(|day| format!("\"{day}\"")).collect();
                let mut text = format!(
                    "plan = {plans}\n[race]\nname = \"Race\"\ndate = {race}\ndistance = \"marathon\"\n\
                 [previous]\ndate = {previous}\ndistance = \"marathon\"\n[athlete]\ntime_zone = \"{zone}\"\n"
                );
                if miles {
                    text += "units = \"mi\"\n";
                }
                if let Some(weekly) = weekly {
                    text += &format!("weekly = \"{weekly} km\"\n");
                }
                if let Some(longest) = longest {
                    text += &format!("longest = \"{longest} km\"\n");
                }
                text += &format!(
                    "[week]\nrest = [{}]\nlong = \"{long} 08:00\"\n",
                    quoted.join(", ")
                );
                for day in off {
                    text += &format!("{day} = \"off\"\n");
                }
                for (at, days, strength) in aways {
                    let from = previous + Days::new(at);
                    text += &format!("[[away]]\nfrom = {from}\nto = {}\n", from + Days::new(days));
                    if strength {
                        text += "still = [\"strength\"]\n";
                    }
                }
                text
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_random_season_breaks_a_hard_rule(season in seasons()) {
        no_hard_rule_is_broken(&plan(&season));
    }
}
