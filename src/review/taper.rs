//! The taper: its length, its depth, and the speed kept in it.

use chrono::Days;

use super::facts::{Class, Facts, RaceFacts, WeekFacts, is_fast, percent};
use super::finding::{Check, Found, Measure};
use super::observation::Observation;
use super::place::ReviewedPlace;
use super::races::tell_near_race;
use super::rest::of_rules;
use crate::diagnostic::{Code, Severity};
use crate::plan::PhaseKind;
use crate::units::Distance;

/// The days before the race that TAPER_SHALLOW and TAPER_STEEP add up.
const LAST_DAYS: u64 = 6;

pub(super) static CHECKS: &[Check] = &[
    Check {
        code: Code::TaperShort,
        reason: "the work of the last weeks is still in the legs on race day",
        source: "Bosquet et al. 2007; Smyth and Lawlor 2021 for marathons",
        advice: "begin the taper earlier",
        run: short,
    },
    Check {
        code: Code::TaperLong,
        reason: "fitness begins to go after three weeks of little running",
        source: "Mujika and Padilla 2003",
        advice: "hold the last full week longer",
        run: long,
    },
    Check {
        code: Code::TaperShallow,
        reason: "a taper works best with 41 to 60 % less running",
        source: "Bosquet et al. 2007",
        advice: "take more off the last weeks",
        run: shallow,
    },
    Check {
        code: Code::TaperSteep,
        reason: "a taper cuts kilometres; how often and how fast stays nearly as it was",
        source: "Bosquet et al. 2007; Mujika and Padilla 2003",
        advice: "keep short runs, and a little at race pace in the last ten days",
        run: steep,
    },
    Check {
        code: Code::TaperNotStrict,
        reason: "tapers that only go down go with better marathons",
        source: "Smyth and Lawlor 2021",
        advice: "make each week of the taper smaller than the one before",
        run: not_strict,
    },
    Check {
        code: Code::LateQuality,
        reason: "nothing hard in the last days makes anyone fitter by race day",
        source: "common practice",
        advice: "move it earlier, or make it a short sharpener",
        run: late_quality,
    },
];

/// The last week of at least 90 % of the peak, and the days from its end to the race (docs/review.md#thresholds).
fn length(facts: &Facts<'_>) -> Option<(usize, i64)> {
    let race = facts.race.as_ref()?;
    let full = facts.weeks[race.peak]
        .run
        .scale(facts.limits.taper_full.into(), 100);
    let last = race
        .weeks
        .iter()
        .rev()
        .find(|&&week| facts.weeks[week].run >= full)?;
    let end = facts.weeks[*last].week.first + Days::new(6);
    Some((*last, (race.date - end).num_days()))
}

/// TAPER_SHORT: too few days from the last full week to the race (R1).
fn short(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let (Some(race), Some((week, days))) = (&facts.race, length(facts)) else {
        return;
    };
    let limit = match race.class() {
        Class::Short => facts.limits.taper_short,
        Class::Half => facts.limits.taper_short_half,
        Class::Marathon => facts.limits.taper_short_marathon,
    };
    if days < i64::from(limit) {
        let what = Observation::TaperLength;
        found.tell_days(Severity::Warning, ReviewedPlace::Week(week), what, days, limit);
    }
}

/// TAPER_LONG: too many days from the last full week to the race (R1).
fn long(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let (Some(race), Some((week, days))) = (&facts.race, length(facts)) else {
        return;
    };
    let limit = match race.class() {
        Class::Short => facts.limits.taper_long,
        Class::Half => facts.limits.taper_long_half,
        Class::Marathon => facts.limits.taper_long_marathon,
    };
    let error = facts.limits.taper_long_error;
    let (severity, limit) = match days {
        days if days > i64::from(error) => (Severity::Error, error),
        days if days > i64::from(limit) => (Severity::Warning, limit),
        _ => return,
    };
    let what = Observation::TaperLength;
    found.tell_days(severity, ReviewedPlace::Week(week), what, days, limit);
}

/// The reduction of daily running in the last six days against the peak week, in percent
/// (docs/review.md#thresholds).
pub(super) fn reduction(facts: &Facts<'_>, race: &RaceFacts) -> f64 {
    let since = race.date - Days::new(LAST_DAYS);
    let last = facts
        .days
        .iter()
        .filter(|day| (since..race.date).contains(&day.day.date));
    let last: Distance = last.map(|day| day.run).sum();
    100.0 - percent(last.scale(7, LAST_DAYS), facts.weeks[race.peak].run)
}

/// The index of the week that ends on the race.
fn race_week(race: &RaceFacts) -> usize {
    race.weeks.last().copied().unwrap_or(race.peak)
}

/// TAPER_SHALLOW: too small a reduction in the last six days (R2).
fn shallow(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let Some(race) = &facts.race else { return };
    let less = reduction(facts, race);
    let (severity, limit) = match less {
        less if less < f64::from(facts.limits.taper_shallow) => {
            (Severity::Warning, facts.limits.taper_shallow)
        }
        less if less < f64::from(facts.limits.taper_shallow_note) => {
            (Severity::Note, facts.limits.taper_shallow_note)
        }
        _ => return,
    };
    let place = ReviewedPlace::Week(race_week(race));
    let what = Observation::TaperReduction;
    found.tell_percent(severity, place, what, less, limit);
}

/// TAPER_STEEP: too large a reduction, too few runs, or no last touch of speed (R3).
fn steep(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let Some(race) = &facts.race else { return };
    let limits = facts.limits;
    let less = reduction(facts, race);
    let last = ReviewedPlace::Week(race_week(race));
    if less > f64::from(limits.taper_steep) {
        let what = Observation::TaperReduction;
        found.tell_percent(Severity::Warning, last, what, less, limits.taper_steep);
    }
    let usual = facts.weeks[race.peak].runs;
    for week in taper(facts, race) {
        let runs = week.runs + week.races;
        if runs * 100 < usual * limits.taper_runs as usize {
            let what = Observation::TaperRuns { runs, usual };
            let (place, measured) = (ReviewedPlace::Week(week.index), percent_of(runs, usual));
            found.tell_percent(Severity::Warning, place, what, measured, limits.taper_runs);
        }
    }
    let since = race.date - Days::new(limits.taper_quality.into());
    let last_fast = facts.days.iter().rev().find(|day| {
        let fast = |session| is_fast(session, &facts.paces[day.day.week], false);
        day.day.date < race.date && day.day.sessions.iter().any(fast)
    });
    if let Some(day) = last_fast.filter(|day| day.day.date < since) {
        let days = (race.date - day.day.date).num_days();
        let what = Observation::LastFast;
        found.tell_days(Severity::Warning, last, what, days, limits.taper_quality);
    }
}

fn percent_of(part: usize, whole: usize) -> f64 {
    let metres = |count: usize| Distance::from_metres(count as u64);
    percent(metres(part), metres(whole))
}

/// The weeks of the taper.
fn taper<'f, 's>(facts: &'f Facts<'s>, race: &'f RaceFacts) -> impl Iterator<Item = &'f WeekFacts<'s>> {
    let weeks = race.weeks.iter().map(|&week| &facts.weeks[week]);
    weeks.filter(|week| week.is(&[PhaseKind::Taper]))
}

/// TAPER_NOT_STRICT: a taper week that is larger than the one before (R4).
fn not_strict(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let Some(race) = &facts.race else { return };
    let weeks: Vec<_> = taper(facts, race).collect();
    for pair in weeks.windows(2) {
        if pair[1].run > pair[0].run {
            let what = Observation::TaperGrowth;
            let measured = Measure::Distance(pair[1].run);
            let limit = Measure::Distance(pair[0].run);
            found.tell(
                Severity::Note,
                ReviewedPlace::Week(pair[1].index),
                what,
                measured,
                limit,
            );
        }
    }
}

/// LATE_QUALITY: a full workout inside the last days (R6).
fn late_quality(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    for (broken, severity) in of_rules(facts, &[("R6", Severity::Error)]) {
        let what = Observation::LastWorkout;
        tell_near_race(facts, found, broken, severity, what);
    }
}
