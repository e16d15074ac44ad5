//! Distance, duration and pace, kept exactly.
//!
//! Written amounts are parsed once, at the edge, and are integers from then on, so that a week's sessions add
//! up to its volume with nothing left over.

mod between;
mod distance;
mod duration;
mod error;
pub(crate) mod number;
mod pace;

pub use between::Between;
pub use distance::{Distance, DistanceUnit, Units};
pub use duration::{Duration, TimeUnit};
pub use error::UnitError;
pub use pace::Pace;
