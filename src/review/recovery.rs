//! Between races: recovery and off-season.

use super::facts::{Facts, mean_run, percent};
use super::finding::{Check, Found};
use super::observation::Observation;
use super::place::ReviewedPlace;
use crate::diagnostic::{Code, Severity};
use crate::plan::PhaseKind;
use crate::units::Distance;

pub(super) static CHECKS: &[Check] = &[
    Check {
        code: Code::RecoveryShort,
        reason: "half and full marathons take three to four weeks to heal",
        source: "off-season practice of running clubs",
        advice: "put a recovery plan first, or begin later",
        run: short,
    },
    Check {
        code: Code::OffseasonGap,
        reason: "endurance goes within weeks of no running at all",
        source: "Mujika and Padilla 2000",
        advice: "keep a short easy run or two",
        run: gap,
    },
    Check {
        code: Code::OffseasonCut,
        reason: "an off-season of 20 to 40 % less keeps fitness and still rests",
        source: "Hickson et al. 1985; Spiering et al. 2021",
        advice: "set the season's reduction between them",
        run: cut,
    },
];

/// RECOVERY_SHORT: the time from a half marathon or marathon to the first week of base, build or peak.
fn short(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let Some(previous) = &facts.season.previous else {
        return;
    };
    let usual = facts.season.race.as_ref().and_then(|race| race.distance);
    let distance = previous
        .distance
        .or(usual)
        .or(facts.race.as_ref().map(|race| race.distance));
    if distance.is_none_or(|distance| distance < Distance::from_metres(21_000)) {
        return;
    }
    let builds = [
        PhaseKind::Base,
        PhaseKind::Build,
        PhaseKind::Peak,
        PhaseKind::Taper,
    ];
    let first = facts
        .whole_weeks()
        .find(|week| week.is(&builds) && week.week.first > previous.date.value);
    let Some(week) = first else { return };
    let days = (week.week.first - previous.date.value).num_days() - 1;
    let limit = facts.limits.recovery;
    if days < i64::from(limit) {
        let place = ReviewedPlace::Week(week.index);
        let what = Observation::Recovery;
        found.tell_days(Severity::Warning, place, what, days, limit);
    }
}

/// OFFSEASON_GAP: consecutive days without running. Recovery, and lost days that the season declares, end the
/// count.
fn gap(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let limits = facts.limits;
    let mut idle = 0i64;
    let mut gaps: Vec<(usize, i64)> = Vec::new();
    for (index, day) in facts.days.iter().enumerate() {
        let date = day.day.date;
        let lost = facts.schedule.days_off.iter().any(|off| off.days.contains(date));
        let exempt = lost || facts.weeks[day.day.week].is(&[PhaseKind::Recovery]);
        if exempt || day.all > Distance::ZERO {
            idle = 0;
            continue;
        }
        idle += 1;
        match gaps.last_mut() {
            Some((last, days)) if *last + 1 == index => (*last, *days) = (index, idle),
            _ => gaps.push((index, idle)),
        }
    }
    for (day, days) in gaps {
        let (severity, limit) = match days {
            days if days > i64::from(limits.idle_error) => (Severity::Error, limits.idle_error),
            days if days > i64::from(limits.idle) => (Severity::Warning, limits.idle),
            _ => continue,
        };
        found.tell_days(severity, ReviewedPlace::Day(day), Observation::Idle, days, limit);
    }
}

/// OFFSEASON_CUT: the mean of an off-season's loading weeks against the usual week before it (V0).
fn cut(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let season = facts.season;
    let previous = season.previous.as_ref().and_then(|race| race.weekly);
    let Some(usual) = previous.or(season.athlete.weekly) else {
        return;
    };
    for block in 0..facts.schedule.blocks.len() {
        let weeks: Vec<_> = facts
            .whole_weeks()
            .filter(|week| week.week.block == block && week.loads() && week.is(&[PhaseKind::Offseason]))
            .collect();
        let Some(first) = weeks.first() else { continue };
        let less = 100.0 - percent(mean_run(&weeks), usual);
        let (least, most) = (facts.limits.offseason_least, facts.limits.offseason_most);
        let limit = match less.round() {
            less if less < f64::from(least) => least,
            less if less > f64::from(most) => most,
            _ => continue,
        };
        let place = ReviewedPlace::Week(first.index);
        let what = Observation::OffseasonCut {
            usual,
            plan: first.plan.title.clone(),
        };
        found.tell_percent(Severity::Note, place, what, less, limit);
    }
}
