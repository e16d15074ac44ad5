//! Distance, duration and pace: what runners measure in, kept exactly.
//!
//! Amounts that a person writes are parsed once, at the edge, and are integers from then on, so that a
//! week of sessions adds up to its volume with nothing left over.

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
