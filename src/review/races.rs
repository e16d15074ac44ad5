//! Races: recovery around them, and the distance between them.

use super::facts::{Class, Facts};
use super::finding::{Check, Found, Measure};
use super::observation::Observation;
use super::place::ReviewedPlace;
use super::rest::of_rules;
use crate::diagnostic::{Code, Severity};
use crate::schedule::Broken;
use crate::season::{Priority, Tuneup};
use crate::units::Distance;

pub(super) static CHECKS: &[Check] = &[
    Check {
        code: Code::RaceRecovery,
        reason: "a race is not over when its soreness is: an easy day for each mile",
        source: "Runner's World; Daniels for smaller races",
        advice: "keep these days easy",
        run: recovery,
    },
    Check {
        code: Code::RacesTooClose,
        reason: "there is no time to recover from the one and get ready for the other",
        source: "common practice",
        advice: "run one of them as training, or leave it out",
        run: too_close,
    },
    Check {
        code: Code::BRacePosition,
        reason: "four to six weeks before a marathon a race tells most and costs least",
        source: "coaches' tune-up practice",
        advice: "look for a race three to eight weeks before",
        run: position,
    },
    Check {
        code: Code::WeekCount,
        reason: "a plan that is a week off peaks a week off",
        source: "runners who found out two weeks before the race",
        advice: "let the plan's last week end on the race",
        run: week_count,
    },
];

/// Reports broken rules about races, with the days to the nearest race.
pub(super) fn tell_near_race(
    facts: &Facts<'_>,
    found: &mut Found<'_, '_>,
    broken: &Broken,
    severity: Severity,
    what: Observation,
) {
    let days = Measure::Days(days_to_race(facts, broken));
    found.tell_without_limit(severity, ReviewedPlace::of(broken), what, days);
}

/// The days from a broken rule about races to the nearest race, before or after it.
fn days_to_race(facts: &Facts<'_>, broken: &Broken) -> i64 {
    let season = facts.season;
    let ahead = season.race.iter().map(|race| race.date.value);
    let behind = season.previous.iter().map(|race| race.date.value);
    let tuneups = season.tuneups.iter().map(|tuneup| tuneup.race.date.value);
    let days = ahead
        .chain(behind)
        .chain(tuneups)
        .map(|race| (race - broken.date).num_days().abs());
    days.min().unwrap_or(0)
}

/// RACE_RECOVERY: quality before a race has been recovered from (R13), and a long run in the first half of
/// that time.
fn recovery(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let ids: &[(&str, Severity)] = &[("R13", Severity::Error), ("R13-long", Severity::Warning)];
    for (broken, severity) in of_rules(facts, ids) {
        let session = broken
            .session
            .map_or("a session", |at| facts.session((broken.day, at)).title.as_str());
        let what = Observation::AfterRace(session.to_owned());
        tell_near_race(facts, found, broken, severity, what);
    }
}

/// RACES_TOO_CLOSE: the time from the preceding race to the next one, and from B races to the next one.
fn too_close(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let limits = facts.limits;
    let Some(race) = &facts.season.race else { return };
    let goal = facts.race.as_ref().map(|race| race.distance);
    let Some(distance) = race.distance.or(goal) else {
        return;
    };
    if let Some(previous) = &facts.season.previous {
        let shorter = previous.distance.unwrap_or(distance).min(distance);
        let limit = match Class::of(shorter) {
            Class::Marathon => Some(limits.races_apart_marathon),
            Class::Half if shorter >= Distance::from_metres(21_000) => Some(limits.races_apart_half),
            _ => None,
        };
        let days = (race.date.value - previous.date.value).num_days();
        if let Some(limit) = limit.filter(|limit| days < i64::from(*limit)) {
            let place = ReviewedPlace::Season(Some(&previous.date.span));
            let what = Observation::RacesApart;
            found.tell_days(Severity::Warning, place, what, days, limit);
        }
    }
    let limit = match Class::of(distance) {
        Class::Marathon => limits.tuneup_before_marathon,
        _ => limits.tuneup_before,
    };
    for tuneup in b_races(facts) {
        let days = (race.date.value - tuneup.race.date.value).num_days();
        if (1..i64::from(limit)).contains(&days) {
            let place = ReviewedPlace::Season(Some(&tuneup.race.date.span));
            let what = Observation::TuneupToRace(tuneup.race.name.clone());
            found.tell_days(Severity::Warning, place, what, days, limit);
        }
    }
}

fn b_races<'s>(facts: &Facts<'s>) -> impl Iterator<Item = &'s Tuneup> {
    let tuneups = facts.season.tuneups.iter();
    tuneups.filter(|tuneup| tuneup.priority == Priority::B)
}

/// B_RACE_POSITION: a B race more than eight weeks before a marathon (R10). One too close is RACES_TOO_CLOSE.
fn position(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let Some(race) = facts.marathon() else { return };
    let earliest = facts.limits.tuneup_earliest;
    for tuneup in b_races(facts) {
        let days = (race.date - tuneup.race.date.value).num_days();
        if days > i64::from(earliest) {
            let place = ReviewedPlace::Season(Some(&tuneup.race.date.span));
            let what = Observation::TuneupToMarathon(tuneup.race.name.clone());
            found.tell_days(Severity::Note, place, what, days, earliest);
        }
    }
}

/// WEEK_COUNT: the last week of a plan with a goal ends on the race.
fn week_count(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let Some(race) = &facts.schedule.race else { return };
    let date = race.date.value;
    let with_goal = |week: &&super::facts::WeekFacts<'_>| week.plan.goal.is_some();
    let last = |week: &super::facts::WeekFacts<'_>| {
        (date - week.week.first).num_days() + 1 - i64::from(week.week.days)
    };
    let off = facts
        .weeks
        .iter()
        .filter(with_goal)
        .map(last)
        .min_by_key(|days| days.abs());
    if let Some(off) = off.filter(|off| *off != 0) {
        let place = ReviewedPlace::Season(Some(&race.date.span));
        let what = Observation::PlanEnd;
        found.tell(Severity::Error, place, what, Measure::Days(off), Measure::Days(0));
    }
}
