//! Makes workouts longer or shorter: settles ranges, sets totals.

mod smaller;

pub(super) use smaller::smaller;

use crate::pace::Effort;
use crate::units::{Between, Distance, DistanceUnit, Duration, Units};
use crate::workout::{Amount, Step, Workout};

/// The long run of a cutback week in percent of its range's high end (docs/rules.md#ranges).
const CUTBACK_OF_HIGH: u64 = 75;

/// A position within a range of sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// A fraction of the way from low to high: numerator and denominator.
    Between(u64, u64),
    /// The share of the high end for a light week.
    Cutback,
}

/// The position by the week's place in its phase: from low to high over three weeks, then a light one
/// (docs/rules.md#ranges).
pub(super) fn progress(in_phase: u32, cutback: bool) -> Position {
    match in_phase % 4 {
        _ if cutback => Position::Cutback,
        3 => Position::Cutback,
        step => Position::Between(step.into(), 2),
    }
}

/// `workout` with every range replaced by the size at `position`, rounded to `step`.
pub(super) fn choose(workout: &Workout, position: Position, step: Distance) -> Workout {
    Workout {
        steps: workout
            .steps
            .iter()
            .map(|one| choose_step(one, position, step))
            .collect(),
    }
}

fn choose_step(step: &Step, position: Position, rounding: Distance) -> Step {
    let pick = |amount: &Amount| match *amount {
        Amount::Distance { length, unit } if !length.is_exact() => {
            let mm = at(length.low.mm(), length.high.mm(), position);
            Amount::distance(Distance::from_mm(mm).round_to(rounding), unit)
        }
        Amount::Time(time) if !time.is_exact() => {
            let secs = at(time.low.secs().into(), time.high.secs().into(), position);
            let minutes = u32::try_from(secs).unwrap_or(u32::MAX).div_ceil(60);
            Amount::time(Duration::from_minutes(minutes))
        }
        exact => exact,
    };
    match step {
        Step::Run { amount, effort } => Step::Run {
            amount: pick(amount),
            effort: *effort,
        },
        Step::With {
            amount,
            effort,
            name,
            inner,
        } => Step::With {
            amount: pick(amount),
            effort: *effort,
            name: name.clone(),
            inner: inner.clone(),
        },
        Step::Repeat {
            times,
            body,
            recovery,
        } if !times.is_exact() => {
            let count = at(times.low.into(), times.high.into(), position).clamp(1, times.high.into());
            Step::Repeat {
                times: Between::exactly(u16::try_from(count).unwrap_or(times.high)),
                body: body.clone(),
                recovery: recovery.clone(),
            }
        }
        other => other.clone(),
    }
}

fn at(low: u64, high: u64, position: Position) -> u64 {
    match position {
        Position::Between(part, of) => low + (high - low) * part / of.max(1),
        Position::Cutback => high * CUTBACK_OF_HIGH / 100,
    }
}

/// The total distance of a workout in distances alone, which can be set.
pub(super) fn total(workout: &Workout) -> Option<Distance> {
    let mut sum = Distance::ZERO;
    for step in &workout.steps {
        match step {
            Step::Run {
                amount: Amount::Distance { length, .. },
                ..
            }
            | Step::With {
                amount: Amount::Distance { length, .. },
                ..
            } if length.is_exact() => {
                sum += length.low;
            }
            _ => return None,
        }
    }
    (sum > Distance::ZERO).then_some(sum)
}

/// Sets the length of `workout`, which has a [`total`], to `wanted`. Each faster part keeps its share, rounded, and the
/// first part takes the rest.
pub(super) fn with_total(workout: &Workout, wanted: Distance, units: Units) -> Workout {
    let Some(old) = total(workout) else {
        return easy_run(wanted, units);
    };
    if old == wanted && written_in(workout, units) {
        return workout.clone();
    }
    let step = units.step();
    let mut left = wanted;
    let mut steps = workout.steps.clone();
    for one in steps.iter_mut().skip(1).rev() {
        if let Some(length) = length_of(one) {
            let share = length
                .scale(wanted.mm(), old.mm().max(1))
                .round_to(step)
                .min(left.saturating_sub(step));
            set_length(one, share, units);
            left = left.saturating_sub(share);
        }
    }
    if let Some(first) = steps.first_mut() {
        set_length(first, left, units);
    }
    steps.retain(|one| length_of(one) != Some(Distance::ZERO));
    Workout { steps }
}

fn written_in(workout: &Workout, units: Units) -> bool {
    let unit = unit_of(units);
    workout.steps.iter().all(|step| match step {
        Step::Run {
            amount: Amount::Distance { unit: written, .. },
            ..
        }
        | Step::With {
            amount: Amount::Distance { unit: written, .. },
            ..
        } => *written == unit,
        _ => true,
    })
}

fn length_of(step: &Step) -> Option<Distance> {
    match step {
        Step::Run {
            amount: Amount::Distance { length, .. },
            ..
        }
        | Step::With {
            amount: Amount::Distance { length, .. },
            ..
        } => Some(length.low),
        _ => None,
    }
}

fn set_length(step: &mut Step, distance: Distance, units: Units) {
    if let Step::Run { amount, .. } | Step::With { amount, .. } = step {
        *amount = Amount::distance(distance, unit_of(units));
    }
}

/// An easy run of a distance.
pub(super) fn easy_run(distance: Distance, units: Units) -> Workout {
    let amount = Amount::distance(distance, unit_of(units));
    Workout {
        steps: vec![Step::Run {
            amount,
            effort: Effort::Easy,
        }],
    }
}

/// An easy run of a time.
pub(super) fn easy_minutes(minutes: u32) -> Workout {
    let amount = Amount::time(Duration::from_minutes(minutes));
    Workout {
        steps: vec![Step::Run {
            amount,
            effort: Effort::Easy,
        }],
    }
}

/// The unit that a runner's distances are written in.
fn unit_of(units: Units) -> DistanceUnit {
    match units {
        Units::Km => DistanceUnit::Km,
        Units::Mi => DistanceUnit::Mi,
    }
}

/// `true` for strides.
pub(super) fn is_strides(step: &Step) -> bool {
    match step {
        Step::Run { effort, .. } => *effort == Effort::Strides,
        Step::Repeat { body, .. } => body.iter().all(is_strides),
        Step::Named { steps, .. } => steps.iter().all(is_strides),
        Step::With { .. } | Step::Activity { .. } | Step::Rest => false,
    }
}
