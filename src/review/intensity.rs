//! Intensity: hard days, the share of easy running, the dose of one session.

use super::facts::{Facts, WeekFacts, distance_at, is_fast, percent};
use super::finding::{Check, Found, Measure};
use super::observation::Observation;
use super::place::ReviewedPlace;
use crate::diagnostic::{Code, Severity};
use crate::pace::{Effort, Paces};
use crate::plan::PhaseKind;
use crate::schedule::Session;
use crate::units::{Distance, Duration};
use crate::workout::{Amount, Step};

pub(super) static CHECKS: &[Check] = &[
    Check {
        code: Code::HardCount,
        reason: "three hard days are what even the best do in a week",
        source: "common practice",
        advice: "make one of them an easy run",
        run: hard_count,
    },
    Check {
        code: Code::EasyShare,
        reason: "most running of those who run well is easy",
        source: "Seiler 2010; contested for few runs a week",
        advice: "make a hard session an easy run, or shorten its fast part",
        run: easy_share,
    },
    Check {
        code: Code::NoFast,
        reason: "weeks of nothing but easy running let speed and economy go",
        source: "Mujika and Padilla 2000: intensity keeps fitness",
        advice: "add strides or one fast workout a week",
        run: no_fast,
    },
    Check {
        code: Code::QDose,
        reason: "more of a pace in one session costs more recovery than it gives",
        source: "Daniels 2013",
        advice: "take a repeat off, or the next smaller workout",
        run: dose,
    },
    Check {
        code: Code::Bout,
        reason: "a longer stretch at this pace is no longer run at this pace",
        source: "Daniels 2013",
        advice: "cut it into shorter repeats",
        run: bout,
    },
];

/// HARD_COUNT: the hard days of a week: quality, the long run, a race (P9).
fn hard_count(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    for week in facts.whole_weeks() {
        let hard = week.days.iter().filter(|&&day| facts.days[day].hard).count();
        let limit = match facts.is_novice(week.plan) {
            true => facts.limits.hard_days_novice,
            false => facts.limits.hard_days,
        };
        if hard > limit as usize {
            let place = ReviewedPlace::Week(week.index);
            found.tell(
                Severity::Warning,
                place,
                Observation::HardDays,
                Measure::count(hard),
                Measure::Count(limit),
            );
        }
    }
}

/// EASY_SHARE: at most two hard sessions of five runs, with a race counting as one (P10), and at most a
/// quarter of the distance faster than marathon pace, strides apart. The week before the target race exists
/// for the race and includes a sharpener (R7), so the race counts there as a run and not as a hard session.
fn easy_share(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let goal = facts.schedule.race.as_ref().and_then(|race| race.distance);
    for week in facts.whole_weeks() {
        let place = ReviewedPlace::Week(week.index);
        let is_race_week = facts
            .race
            .as_ref()
            .is_some_and(|race| race.weeks.last() == Some(&week.index));
        let races = week.races - usize::from(is_race_week).min(week.races);
        let (hard, runs) = (week.quality + races, week.runs + week.races);
        let allowed = (runs * facts.limits.hard_share as usize / 100).max(1);
        if hard > allowed {
            let what = Observation::HardSessions(runs);
            found.tell(
                Severity::Warning,
                place,
                what,
                Measure::count(hard),
                Measure::count(allowed),
            );
        }
        let paces = &facts.paces[week.index];
        let fast: Distance = facts
            .sessions(week)
            .iter()
            .map(|(.., session)| distance_at(session, paces, |effort| effort.is_faster_than_marathon(goal)))
            .sum();
        let share = percent(fast, week.run);
        if fast > Distance::ZERO && share > f64::from(facts.limits.fast_share) {
            let what = Observation::FastRunning { fast, week: week.run };
            found.tell_percent(Severity::Warning, place, what, share, facts.limits.fast_share);
        }
    }
}

/// NO_FAST: consecutive off-season and base weeks with neither fast running nor strides.
fn no_fast(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let least = facts.limits.no_fast_weeks.max(1) as usize;
    let mut row: Vec<&WeekFacts<'_>> = Vec::new();
    let mut rows = Vec::new();
    for week in facts.whole_weeks() {
        let paces = &facts.paces[week.index];
        let easy = !facts
            .sessions(week)
            .iter()
            .any(|(.., session)| is_fast(session, paces, true));
        if easy && week.is(&[PhaseKind::Offseason, PhaseKind::Base]) {
            row.push(week);
        } else {
            rows.push(std::mem::take(&mut row));
        }
    }
    rows.push(row);
    for row in rows.iter().filter(|row| row.len() >= least) {
        let what = Observation::NothingFast;
        let limit = Measure::count(least - 1);
        let place = ReviewedPlace::Week(row[0].index);
        found.tell(Severity::Warning, place, what, Measure::count(row.len()), limit);
    }
}

/// Q_DOSE: threshold, interval and repetition running of one session against the week (V7, V8, V9), and
/// marathon pace against Daniels' caps (V10).
fn dose(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let limits = facts.limits;
    let marathon_goal = facts.marathon().is_some();
    let metres = |metres: u32| Distance::from_metres(metres.into());
    for week in facts.whole_weeks() {
        let paces = &facts.paces[week.index];
        for (day, place, session) in facts.sessions(week) {
            let place = ReviewedPlace::Session(day, place);
            for (effort, word, share, most) in [
                (Effort::Threshold, "threshold", limits.threshold_share, None),
                (
                    Effort::Interval,
                    "interval",
                    limits.interval_share,
                    Some(limits.interval_most),
                ),
                (
                    Effort::Repetition,
                    "repetition",
                    limits.repetition_share,
                    Some(limits.repetition_most),
                ),
            ] {
                let run = distance_at(session, paces, |own| own == effort);
                let measured = percent(run, week.run);
                if let Some(most) = most.map(metres).filter(|most| run > *most) {
                    let what = Observation::PaceInSession(word);
                    found.tell(
                        Severity::Warning,
                        place,
                        what,
                        Measure::Distance(run),
                        Measure::Distance(most),
                    );
                } else if run > Distance::ZERO && measured > f64::from(share) {
                    let what = Observation::PaceShare {
                        pace: word,
                        run,
                        week: week.run,
                    };
                    found.tell_percent(Severity::Warning, place, what, measured, share);
                }
            }
            let at_marathon =
                |effort: Effort| effort == Effort::Marathon || (marathon_goal && effort == Effort::Goal);
            let (run, time) = (
                distance_at(session, paces, at_marathon),
                session.workout.time_at(paces, at_marathon),
            );
            let (far, long) = (
                metres(limits.marathon_most),
                Duration::from_minutes(limits.marathon_time),
            );
            let what = Observation::MarathonPace;
            if run > far {
                found.tell(
                    Severity::Warning,
                    place,
                    what,
                    Measure::Distance(run),
                    Measure::Distance(far),
                );
            } else if time > long {
                found.tell(
                    Severity::Warning,
                    place,
                    what,
                    Measure::Time(time),
                    Measure::Time(long),
                );
            }
        }
    }
}

/// BOUT: the longest repeat at interval, repetition and threshold pace.
fn bout(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let limits = facts.limits;
    for week in &facts.weeks {
        let paces = &facts.paces[week.index];
        for (day, place, session) in facts.sessions(week) {
            for (effort, word, most) in [
                (Effort::Interval, "interval", limits.interval_bout),
                (Effort::Repetition, "repetition", limits.repetition_bout),
                (Effort::Threshold, "threshold", limits.threshold_bout),
            ] {
                let longest = longest_bout(session, paces, effort);
                if longest > Duration::from_minutes(most) {
                    let what = Observation::LongestStretch(word);
                    let place = ReviewedPlace::Session(day, place);
                    found.tell(
                        Severity::Warning,
                        place,
                        what,
                        Measure::Time(longest),
                        Measure::minutes(most),
                    );
                }
            }
        }
    }
}

/// The longest time at an effort without a break.
fn longest_bout(session: &Session, paces: &Paces, effort: Effort) -> Duration {
    let mut longest = Duration::ZERO;
    let mut now = Duration::ZERO;
    walk(&session.workout.steps, paces, effort, &mut now, &mut longest);
    longest
}

/// Adds up consecutive steps at the effort. A repeat is visited once, with its recovery.
fn walk(steps: &[Step], paces: &Paces, effort: Effort, now: &mut Duration, longest: &mut Duration) {
    for step in steps {
        match step {
            Step::Run { amount, effort: own } => {
                let time = match amount {
                    Amount::Distance { length, .. } => paces.typical(*own).time_for(length.high),
                    Amount::Time(time) => time.high,
                };
                *now = if *own == effort {
                    *now + time
                } else {
                    Duration::ZERO
                };
                *longest = (*longest).max(*now);
            }
            Step::Repeat { body, recovery, .. } => {
                walk(body, paces, effort, now, longest);
                let between = recovery.as_deref().map_or(&[][..], std::slice::from_ref);
                walk(between, paces, effort, now, longest);
            }
            Step::With { inner, .. } => {
                *now = Duration::ZERO;
                walk(&inner.steps, paces, effort, now, longest);
                *now = Duration::ZERO;
            }
            Step::Named { steps, .. } => walk(steps, paces, effort, now, longest),
            Step::Activity { .. } | Step::Rest => *now = Duration::ZERO,
        }
    }
}
