//! Training load: monotony, strain, and the acute to chronic workload ratio.

use super::facts::Facts;
use super::finding::{Check, Found, Measure};
use super::observation::{Band, Observation};
use super::place::ReviewedPlace;
use crate::diagnostic::{Code, Severity};
use crate::plan::PhaseKind;

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
                    ReviewedPlace::Week(week.index),
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
                ReviewedPlace::Week(week.index),
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
        let place = ReviewedPlace::Week(week.index);
        found.tell(
            Severity::Note,
            place,
            what,
            Measure::Ratio(ratio),
            Measure::Ratio(limit),
        );
    }
}
