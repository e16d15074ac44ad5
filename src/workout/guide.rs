//! The instructions of a named workout.

use super::{Step, Workout};

/// The instructions a runner reads beside the steps of a named workout.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Guide {
    /// The title, e.g. "Strength A, legs".
    pub title: String,
    /// The exercises, one per line, e.g. "3 × 8 squats".
    pub exercises: Vec<String>,
    /// Further advice in sentences; may be empty.
    pub text: String,
    /// True if its day stays free of training.
    pub free_day: bool,
}

impl Workout {
    /// The guide of a workout that consists of one named workout, else `None`.
    pub fn guide(&self) -> Option<&Guide> {
        match self.steps.as_slice() {
            [Step::Named { guide, .. }] => Some(guide),
            _ => None,
        }
    }
}
