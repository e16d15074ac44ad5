//! The next smaller workout of the same kind: fewer repeats, or shorter ones.

use crate::units::{Between, Distance, DistanceUnit, Duration};
use crate::workout::{Amount, Step, Workout};

/// Repeats that a workout keeps at least, where it has them.
const FEWEST: u16 = 2;
/// Lengths of repeats, in metres.
const REPEATS: [u64; 12] = [
    200, 300, 400, 600, 800, 1_000, 1_200, 1_600, 2_000, 3_000, 4_000, 5_000,
];
/// Times up to this shrink by single minutes, longer ones by five.
const SHORT: u32 = 15;
/// A stretch without a break shrinks by this much at a time, in metres.
const STEP: u64 = 500;

/// The largest workout with the same warm-up and cool-down that `fits`, by the distance that `of` measures. The part
/// that holds most of it gets fewer repeats, or shorter ones, down to half their length. The smallest such workout if
/// none fits.
pub(in crate::schedule) fn smaller(
    workout: &Workout,
    of: impl Fn(&Workout) -> Distance,
    fits: impl Fn(&Workout) -> bool,
) -> Workout {
    let mut now = workout.clone();
    let alone = |step: &Step| {
        of(&Workout {
            steps: vec![step.clone()],
        })
    };
    let mut parts: Vec<usize> = (0..now.steps.len()).collect();
    parts.retain(|&part| alone(&now.steps[part]) > Distance::ZERO);
    parts.sort_by_key(|&part| std::cmp::Reverse(alone(&now.steps[part])));
    for part in parts {
        let mut least = now.clone();
        let mut best: Option<(Distance, Workout)> = None;
        for step in variants(&now.steps[part], &alone) {
            let mut one = now.clone();
            one.steps[part] = step;
            if of(&one) < of(&least) {
                least = one.clone();
            }
            // Of two equally large ones the one with longer repeats comes first.
            if fits(&one) && best.as_ref().is_none_or(|(most, _)| of(&one) > *most) {
                best = Some((of(&one), one));
            }
        }
        match best {
            Some((_, best)) => return best,
            None => now = least,
        }
    }
    now
}

/// Smaller versions of a step, with fewer or shorter repeats, the longest repeats first.
fn variants(step: &Step, of: &impl Fn(&Step) -> Distance) -> Vec<Step> {
    match step {
        Step::Run { amount, effort } => shorter(amount, false)
            .into_iter()
            .map(|amount| Step::Run {
                amount,
                effort: *effort,
            })
            .collect(),
        Step::Repeat {
            times,
            body,
            recovery,
        } => {
            let bodies = std::iter::once(body.clone()).chain(shorter_bodies(body, of));
            let counts = |most: u16| (FEWEST.min(most)..=most).rev();
            bodies
                .flat_map(|body| {
                    counts(times.high).map(move |count| Step::Repeat {
                        times: Between::exactly(count),
                        body: body.clone(),
                        recovery: recovery.clone(),
                    })
                })
                .collect()
        }
        // A named workout would no longer match its name.
        Step::With { .. } | Step::Named { .. } | Step::Activity { .. } | Step::Rest => Vec::new(),
    }
}

/// The body of a repeat with its one fast part shorter. Ladders keep their rungs.
fn shorter_bodies(body: &[Step], of: &impl Fn(&Step) -> Distance) -> Vec<Vec<Step>> {
    let mut fast = (0..body.len()).filter(|&index| of(&body[index]) > Distance::ZERO);
    let (Some(index), None) = (fast.next(), fast.next()) else {
        return Vec::new();
    };
    let Step::Run { amount, effort } = &body[index] else {
        return Vec::new();
    };
    let with = |amount: Amount| {
        let mut body = body.to_vec();
        body[index] = Step::Run {
            amount,
            effort: *effort,
        };
        body
    };
    shorter(amount, true).into_iter().map(with).collect()
}

/// Amounts from just below this one down to half of it.
fn shorter(amount: &Amount, repeated: bool) -> Vec<Amount> {
    match *amount {
        Amount::Time(time) => {
            let minutes = time.high.secs().div_ceil(60);
            let least = time.high.secs().div_ceil(120);
            (least.max(1)..minutes)
                .rev()
                .filter(|minutes| *minutes <= SHORT || minutes % 5 == 0)
                .map(|minutes| Amount::time(Duration::from_minutes(minutes)))
                .collect()
        }
        Amount::Distance { length, unit } => {
            let whole = length.high;
            let quarters = |of: Distance| (1..).map(move |count| of.scale(count, 4));
            let below = |all: &mut dyn Iterator<Item = Distance>| {
                let mut all: Vec<Distance> = all
                    .take_while(|one| *one < whole)
                    .filter(|one| one.scale(2, 1) >= whole)
                    .collect();
                all.reverse();
                all
            };
            let metres = Distance::from_metres;
            let all = match unit {
                DistanceUnit::Mi => below(&mut quarters(unit.one())),
                _ if repeated => below(&mut REPEATS.into_iter().map(metres)),
                _ => below(&mut (1..).map(|count| metres(STEP * count))),
            };
            all.into_iter()
                .map(|length| Amount::distance(length, unit))
                .collect()
        }
    }
}
