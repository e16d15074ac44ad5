//! Workouts: the steps of one session, as a coach writes them on a board.
//!
//! [`Workout::parse`] reads the notation and [`Display`](std::fmt::Display) writes it; the printed text
//! parses to the same workout. Distance, time and load follow from a runner's [`Paces`](crate::pace::Paces),
//! and so do the lines that the runner reads.
//!
//! ```
//! use longrun::workout::Workout;
//! let none = |_: &str| None;
//! let workout = Workout::parse("15 min easy, 5 x (1 km @ 5k / 400 m jog), 10 min", &none)?;
//! assert_eq!(workout.to_string(), "15 min easy, 5 x 1 km @ 5k / 400 m jog, 10 min easy");
//! # Ok::<(), longrun::workout::NotationError>(())
//! ```

mod activity;
mod amount;
mod describe;
mod error;
mod guide;
mod headline;
mod limits;
mod measure;
mod parse;
mod print;
mod scan;

#[cfg(test)]
mod library_tests;
#[cfg(test)]
mod notation_tests;

pub use crate::pace::Effort;
pub use activity::Activity;
pub use error::{NotationError, NotationErrorKind};
pub use guide::Guide;
pub use measure::Portion;

use std::sync::Arc;

use crate::units::{Between, Distance, DistanceUnit, Duration};

/// The steps of one session.
#[derive(Clone, PartialEq, Debug)]
pub struct Workout {
    /// The steps in order. A parsed workout has at least one.
    pub steps: Vec<Step>,
}

/// One step of a workout.
#[derive(Clone, PartialEq, Debug)]
pub enum Step {
    /// Running or walking for a distance or a time.
    Run {
        /// The distance or time.
        amount: Amount,
        /// The intensity.
        effort: Effort,
    },
    /// A group of steps, repeated.
    Repeat {
        /// The number of repeats, from 1 to 100.
        times: Between<u16>,
        /// The steps of one repeat.
        body: Vec<Step>,
        /// The step between two repeats, run once less than `times`.
        recovery: Option<Box<Step>>,
    },
    /// A run with a named workout inside it, which counts towards the amount.
    With {
        /// The distance or time of the whole run.
        amount: Amount,
        /// The intensity of the rest of the run.
        effort: Effort,
        /// The name of the workout inside.
        name: String,
        /// The workout inside.
        inner: Box<Workout>,
    },
    /// A named workout that has instructions beside its steps.
    Named {
        /// Its name in the notation.
        name: String,
        /// The instructions.
        guide: Arc<Guide>,
        /// Its steps.
        steps: Vec<Step>,
    },
    /// Something other than running.
    Activity {
        /// The activity.
        activity: Activity,
        /// The time, if the plan gives one.
        amount: Option<Between<Duration>>,
        /// A further remark, e.g. `bike`.
        note: Option<String>,
    },
    /// A day off.
    Rest,
}

/// The length of a step.
#[derive(Copy, Clone, PartialEq, Debug)]
pub enum Amount {
    /// A distance, in the unit it was written in.
    Distance {
        /// The distance.
        length: Between<Distance>,
        /// The unit to print it in.
        unit: DistanceUnit,
    },
    /// A time.
    Time(Between<Duration>),
}

impl Amount {
    /// A distance, to be printed in `unit`.
    pub const fn distance(length: Distance, unit: DistanceUnit) -> Amount {
        Amount::Distance {
            length: Between::exactly(length),
            unit,
        }
    }

    /// A time.
    pub const fn time(time: Duration) -> Amount {
        Amount::Time(Between::exactly(time))
    }
}
