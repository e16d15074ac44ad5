//! What one session asks for: steps, as a coach writes them on a board.
//!
//! [`Workout::parse`] reads the notation and [`Display`](std::fmt::Display) writes it; what was printed
//! parses to the same workout. Distance, time and load follow from a runner's
//! [`Paces`](crate::pace::Paces), as do the lines that the runner reads.
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

/// One session, step after step.
#[derive(Clone, PartialEq, Debug)]
pub struct Workout {
    /// What is done, in this order. A parsed workout has at least one step.
    pub steps: Vec<Step>,
}

/// One step of a workout.
#[derive(Clone, PartialEq, Debug)]
pub enum Step {
    /// Running (or walking) so far or so long.
    Run {
        /// How far or how long.
        amount: Amount,
        /// How hard.
        effort: Effort,
    },
    /// The same steps several times.
    Repeat {
        /// How often, from 1 to 100.
        times: Between<u16>,
        /// What is repeated.
        body: Vec<Step>,
        /// What is run between two repeats, and so once less than `times`.
        recovery: Option<Box<Step>>,
    },
    /// A run with a named workout inside it, which counts towards the amount.
    With {
        /// How far or how long the whole run is.
        amount: Amount,
        /// How hard the rest of it is run.
        effort: Effort,
        /// What the workout inside is called.
        name: String,
        /// That workout.
        inner: Box<Workout>,
    },
    /// A named workout that comes with more to read than its steps say.
    Named {
        /// What it is called.
        name: String,
        /// What the runner reads beside the steps.
        guide: Arc<Guide>,
        /// What is done.
        steps: Vec<Step>,
    },
    /// Something other than running.
    Activity {
        /// What.
        activity: Activity,
        /// How long, when that was said.
        amount: Option<Between<Duration>>,
        /// Anything more to know, such as `bike`.
        note: Option<String>,
    },
    /// A day off.
    Rest,
}

/// How far or how long.
#[derive(Copy, Clone, PartialEq, Debug)]
pub enum Amount {
    /// A distance, in the unit that it was written in.
    Distance {
        /// How far.
        length: Between<Distance>,
        /// The unit to print it in.
        unit: DistanceUnit,
    },
    /// A time.
    Time(Between<Duration>),
}

impl Amount {
    /// A distance to be printed in `unit`.
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
