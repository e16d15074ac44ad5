//! Weekly volume: ramps, cutback weeks, the first week.

use chrono::Days;

use super::facts::{Facts, mean_run, percent};
use super::finding::{Check, Found, Measure};
use super::observation::{Degree, Observation};
use super::place::ReviewedPlace;
use crate::diagnostic::{Code, Severity};
use crate::plan::{PhaseKind, VolumeBasis};
use crate::units::Distance;

/// The number of loading weeks that RAMP_WEEK compares with.
const RAMP_WEEKS: usize = 3;

pub(super) static CHECKS: &[Check] = &[
    Check {
        code: Code::RampWeek,
        reason: "a convention more than a finding: studies saw no clear line at 10 % a week",
        source: "Buist et al. 2008; Nielsen et al. 2014",
        advice: "spread the growth over two weeks, or put a lighter week before it",
        run: ramp_week,
    },
    Check {
        code: Code::Ramp2wk,
        reason: "novices who grew by more than 30 % in two weeks had more injuries of distance",
        source: "Nielsen et al. 2014",
        advice: "come up to this week over two or three",
        run: ramp_two_weeks,
    },
    Check {
        code: Code::StartTooHigh,
        reason: "the step into a plan is a ramp like any other",
        source: "Nielsen et al. 2014",
        advice: "build up first, or choose a smaller volume",
        run: start,
    },
    Check {
        code: Code::Cutback,
        reason: "a lighter week after three or so lets the body take the training in",
        source: "coaches' cutback practice",
        advice: "make one of these weeks lighter, by 20 to 30 %",
        run: cutback,
    },
    Check {
        code: Code::CutbackShallow,
        reason: "a lighter week that is hardly lighter restores little",
        source: "coaches' cutback practice",
        advice: "take 20 to 30 % off the loading week before",
        run: cutback_shallow,
    },
    Check {
        code: Code::VolumeFloor,
        reason: "below 30 km a week marathon runners were injured about twice as often",
        source: "Rasmussen et al. 2013",
        advice: "build up longer, or race a shorter distance first",
        run: volume_floor,
    },
];

/// The growth from `before` to `now`, in percent.
fn growth(now: Distance, before: Distance) -> f64 {
    percent(now, before) - 100.0
}

/// RAMP_WEEK: a week against the highest of the last three loading weeks (V1).
fn ramp_week(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let limits = facts.limits;
    let mut before: Vec<Distance> = Vec::new();
    for week in facts.weeks.iter().filter(|week| week.loads()) {
        let from = before.len().saturating_sub(RAMP_WEEKS);
        if let Some(&highest) = before[from..].iter().max()
            && highest > Distance::ZERO
        {
            let more = growth(week.run, highest);
            let allowed = highest.scale((100 + limits.ramp).into(), 100) + facts.step();
            let least = Distance::from_metres(limits.ramp_least.into());
            if week.run > allowed && week.run > highest + least {
                let (severity, degree) = match more {
                    more if more > f64::from(limits.ramp_error) => (Severity::Error, Degree::FarMore),
                    more if more > f64::from(limits.ramp_strong) => (Severity::Warning, Degree::MuchMore),
                    _ => (Severity::Warning, Degree::More),
                };
                let what = Observation::WeekGrowth {
                    run: week.run,
                    highest,
                    degree,
                };
                found.tell_percent(severity, ReviewedPlace::Week(week.index), what, more, limits.ramp);
            }
        }
        before.push(week.run);
    }
}

/// RAMP_2WK: the seven days of a week against the highest seven of the 28 days before them; recovery is
/// exempt (docs/rules.md#words). Races count, because the body does not tell a race from a run.
fn ramp_two_weeks(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let allowed = u64::from(100 + facts.limits.ramp_two_weeks);
    let total = |days: &[usize]| days.iter().map(|&day| facts.days[day].all).sum::<Distance>();
    for week in facts.whole_weeks() {
        if week.week.kind == PhaseKind::Recovery || week.races > 0 {
            continue;
        }
        let since = week.week.first - Days::new(28);
        let behind: Vec<usize> = (0..facts.days.len())
            .filter(|&day| (since..week.week.first).contains(&facts.date(day)))
            .collect();
        let own = facts.season.athlete.weekly.filter(|_| behind.len() < 7);
        let highest = behind.windows(7).map(total).max().or(own);
        let Some(highest) = highest.filter(|highest| *highest > Distance::ZERO) else {
            continue;
        };
        let now = total(&week.days);
        if now > highest.scale(allowed, 100) + facts.step() {
            let what = Observation::TwoWeekGrowth { run: now, highest };
            let limit = facts.limits.ramp_two_weeks;
            let (place, measured) = (ReviewedPlace::Week(week.index), growth(now, highest));
            found.tell_percent(Severity::Error, place, what, measured, limit);
        }
    }
}

/// START_TOO_HIGH: the first week of a plan with a peak of its own against the runner's usual week (V1).
fn start(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let Some(weekly) = facts.season.athlete.weekly else {
        return;
    };
    let firsts = facts.whole_weeks().filter(|week| week.week.number == 1);
    for week in firsts.filter(|week| matches!(week.plan.basis, VolumeBasis::Peak { .. })) {
        let share = percent(week.run, weekly);
        for (limit, severity) in [
            (facts.limits.start_error, Severity::Error),
            (facts.limits.start, Severity::Warning),
        ] {
            if week.run > weekly.scale(limit.into(), 100) + facts.step() {
                let what = Observation::FirstWeek {
                    plan: week.plan.name.clone(),
                    run: week.run,
                    usual: weekly,
                };
                found.tell_percent(severity, ReviewedPlace::Week(week.index), what, share, limit);
                break;
            }
        }
    }
}

/// CUTBACK: consecutive loading weeks in base, build and peak (V4). A week loads if it reaches 95 % of the
/// last loading week. Days away or lost count as rest, and so does a week of little running.
fn cutback(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let limits = facts.limits;
    let (mut count, mut last) = (0usize, None::<Distance>);
    for week in facts.whole_weeks() {
        if !week.is(&[PhaseKind::Base, PhaseKind::Build, PhaseKind::Peak]) {
            (count, last) = (0, None);
            continue;
        }
        let light = last.is_some_and(|last| week.all < last.scale(limits.loading.into(), 100));
        let little = week.all < Distance::from_metres(limits.loading_least.into());
        if light || little || week.disturbed {
            count = 0;
            continue;
        }
        (count, last) = (count + 1, Some(week.all));
        let (severity, limit) = match count {
            weeks if weeks == limits.loading_weeks_error as usize + 1 => {
                (Severity::Error, limits.loading_weeks_error)
            }
            weeks if weeks == limits.loading_weeks as usize + 1 => (Severity::Warning, limits.loading_weeks),
            _ => continue,
        };
        let (place, measured) = (ReviewedPlace::Week(week.index), Measure::count(count));
        found.tell(
            severity,
            place,
            Observation::LoadingWeeks,
            measured,
            Measure::Count(limit),
        );
    }
}

/// CUTBACK_SHALLOW: a cutback week against the last loading week.
fn cutback_shallow(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let mut last: Option<Distance> = None;
    for week in facts.whole_weeks() {
        if week.loads() {
            last = Some(week.run);
        } else if let (true, Some(before)) = (week.week.cutback, last)
            && week.run > before.scale(facts.limits.cutback.into(), 100) + facts.step()
        {
            found.tell_percent(
                Severity::Note,
                ReviewedPlace::Week(week.index),
                Observation::LighterWeek,
                percent(week.run, before),
                facts.limits.cutback,
            );
        }
    }
}

/// VOLUME_FLOOR: the mean of the peak weeks before a marathon (V12).
fn volume_floor(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let Some(race) = facts.marathon() else { return };
    let weeks = race.weeks.iter().map(|&week| &facts.weeks[week]);
    let peak: Vec<_> = weeks.filter(|week| week.is(&[PhaseKind::Peak])).collect();
    let Some(first) = peak.first() else { return };
    let mean = mean_run(&peak);
    let floor = Measure::metres(facts.limits.volume_floor);
    if Measure::Distance(mean).value() < floor.value() {
        let place = ReviewedPlace::Week(first.index);
        let what = Observation::PeakMean;
        found.tell(Severity::Warning, place, what, Measure::Distance(mean), floor);
    }
}
