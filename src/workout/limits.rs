//! Limits on the size of a workout, so that no text can ask for more than memory holds.

use super::error::{MOST_BYTES, MOST_NESTED, MOST_STEPS, NotationErrorKind as Kind};
use super::{Step, Workout};

impl Workout {
    /// Checks the limits that the parts alone do not show.
    pub(super) fn check(&self) -> Result<(), Kind> {
        if nested(&self.steps) > MOST_NESTED {
            return Err(Kind::TooDeep);
        }
        if written_out(&self.steps) > MOST_STEPS {
            return Err(Kind::TooManySteps);
        }
        if self.steps.len() > 1 && self.steps.contains(&Step::Rest) {
            return Err(Kind::RestNotAlone);
        }
        match self.to_string().len() {
            ..=MOST_BYTES => Ok(()),
            bytes => Err(Kind::TooLong(bytes)),
        }
    }
}

fn nested(steps: &[Step]) -> usize {
    let of_step = |step: &Step| match step {
        Step::Repeat { body, .. } => 1 + nested(body),
        Step::With { inner, .. } => 1 + nested(&inner.steps),
        Step::Named { steps, .. } => nested(steps),
        Step::Run { .. } | Step::Activity { .. } | Step::Rest => 0,
    };
    steps.iter().map(of_step).max().unwrap_or(0)
}

fn written_out(steps: &[Step]) -> u64 {
    let of_step = |step: &Step| match step {
        Step::Repeat {
            times,
            body,
            recovery,
        } => u64::from(times.high) * (written_out(body) + u64::from(recovery.is_some())),
        Step::With { inner, .. } => written_out(&inner.steps) + 1,
        Step::Named { steps, .. } => written_out(steps),
        Step::Run { .. } | Step::Activity { .. } | Step::Rest => 1,
    };
    steps.iter().map(of_step).fold(0, u64::saturating_add)
}
