//! Training load: monotony, strain, and the acute to chronic workload ratio.

use super::facts::{Class, Facts};
use super::finding::{Check, Found, Measure, Place};
use super::observation::{Band, Observation};
use crate::diagnostic::{Code, Severity};
use crate::pace::{Effort, Paces};
use crate::plan::PhaseKind;
use crate::schedule::Session;

/// The upper bound of monotony: a week of equal days has no spread at all.
pub const MOST_MONOTONY: f64 = 10.0;

/// The number of preceding weeks that STRAIN compares with.
const STRAIN_WEEKS: usize = 6;

pub(super) static CHECKS: &[Check] = &[
    Check {
        code: Code::Monotony,
        reason: "days that are all alike tire more than hard and easy ones in turn",
        source: "Foster 1998",
        advice: "make the easy days easier, or rest on one more",
        run: monotonous,
    },
    Check {
        code: Code::Strain,
        reason: "a week of much load without contrast comes before illness more often",
        source: "Foster 1998; the factor is common practice",
        advice: "take load out of the week, or put it next to a lighter one",
        run: strained,
    },
    Check {
        code: Code::Acwr,
        reason: "a much disputed ratio, told because you asked; do not plan by it",
        source: "Lolli et al. 2019; Frandsen et al. 2025 found the opposite",
        advice: "look at single runs first: SESSION_SPIKE",
        run: acute_to_chronic,
    },
];

/// Mean daily load divided by its sample standard deviation (Foster 1998), at most [`MOST_MONOTONY`]; 0
/// without load.
///
/// ```
/// let loads = [0.0, 60.0, 40.0, 90.0, 0.0, 30.0, 150.0];
/// assert_eq!(format!("{:.3}", longrun::review::monotony(&loads)), "0.989");
/// ```
pub fn monotony(loads: &[f64]) -> f64 {
    let sum: f64 = loads.iter().sum();
    if sum <= 0.0 || loads.len() < 2 {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "seven days")]
    let count = loads.len() as f64;
    let mean = sum / count;
    let squares: f64 = loads.iter().map(|load| (load - mean) * (load - mean)).sum();
    let spread = (squares / (count - 1.0)).sqrt();
    (mean / spread).min(MOST_MONOTONY)
}

/// The total load of the days times their [`monotony`] (Foster 1998).
pub fn strain(loads: &[f64]) -> f64 {
    loads.iter().sum::<f64>() * monotony(loads)
}

/// The load of a session in Daniels' points. A race is run at the effort of its distance.
pub(super) fn points(session: &Session, paces: &Paces) -> f64 {
    if !session.is_race() {
        return session.workout.points(paces);
    }
    let effort = match Class::of(session.distance) {
        Class::Marathon => Effort::Marathon,
        Class::Half => Effort::HalfMarathon,
        Class::Short if session.distance.km() > 7.5 => Effort::TenK,
        Class::Short => Effort::FiveK,
    };
    session.length.minutes_f64() * effort.points_per_minute()
}

/// MONOTONY: mean over sample standard deviation of a week's daily load, zeros included.
fn monotonous(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    for week in facts.whole_weeks() {
        let ratio = week.monotony * 100.0;
        for (limit, severity) in [
            (facts.limits.monotony, Severity::Warning),
            (facts.limits.monotony_note, Severity::Note),
        ] {
            if ratio >= f64::from(limit) {
                let measured = Measure::Ratio(week.monotony);
                let limit = Measure::hundredths(limit);
                found.tell(
                    severity,
                    Place::Week(week.index),
                    Observation::Monotony,
                    measured,
                    limit,
                );
                break;
            }
        }
    }
}

/// STRAIN: weekly load times monotony, against the mean of the six weeks before. Recovery weeks and weeks
/// with days away or lost are neither judged nor compared with; a race week is not judged.
fn strained(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let weeks: Vec<_> = facts
        .whole_weeks()
        .filter(|week| week.week.kind != PhaseKind::Recovery && !week.disturbed)
        .collect();
    for (at, week) in weeks.iter().enumerate().skip(STRAIN_WEEKS) {
        let before = &weeks[at - STRAIN_WEEKS..at];
        #[expect(clippy::cast_precision_loss, reason = "six weeks")]
        let mean = before.iter().map(|week| week.strain).sum::<f64>() / STRAIN_WEEKS as f64;
        if mean > 0.0 && week.races == 0 && week.strain * 100.0 > mean * f64::from(facts.limits.strain) {
            found.tell(
                Severity::Warning,
                Place::Week(week.index),
                Observation::Strain,
                Measure::Ratio(week.strain / mean),
                Measure::hundredths(facts.limits.strain),
            );
        }
    }
}

/// ACWR: the load of a week over the weekly mean of the three weeks before it (uncoupled); off by default.
fn acute_to_chronic(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    if !facts.limits.acwr {
        return;
    }
    let weeks: Vec<_> = facts.whole_weeks().collect();
    for (at, week) in weeks.iter().enumerate().skip(3) {
        let chronic = weeks[at - 3..at].iter().map(|week| week.load).sum::<f64>() / 3.0;
        if chronic <= 0.0 {
            continue;
        }
        let ratio = week.load / chronic;
        let (band, limit) = match ratio {
            ratio if ratio > 1.5 => (Band::FarAbove, 1.3),
            ratio if ratio > 1.3 => (Band::Above, 1.3),
            ratio if ratio < 0.8 => (Band::Below, 0.8),
            _ => continue,
        };
        let what = Observation::LoadRatio(band);
        let place = Place::Week(week.index);
        found.tell(
            Severity::Note,
            place,
            what,
            Measure::Ratio(ratio),
            Measure::Ratio(limit),
        );
    }
}
