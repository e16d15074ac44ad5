//! What a named workout says beside its steps.

use super::{Step, Workout};

/// What a runner reads beside the steps of a named workout.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Guide {
    /// What to call it: "Strength A, legs".
    pub title: String,
    /// What is done in it, a line each: "3 × 8 squats".
    pub exercises: Vec<String>,
    /// Anything more to know, in sentences; empty where there is nothing.
    pub text: String,
    /// Its day stays free of training.
    pub free_day: bool,
}

impl Workout {
    /// The guide of a workout that is a named one and nothing else.
    pub fn guide(&self) -> Option<&Guide> {
        match self.steps.as_slice() {
            [Step::Named { guide, .. }] => Some(guide),
            _ => None,
        }
    }
}
