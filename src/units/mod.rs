//! Distance, duration, pace and ranges of days, kept exactly.
//!
//! Written amounts are parsed once, at the edge, and are integers from then on, so that a week's sessions add
//! up to its volume with nothing left over.

mod between;
mod date_range;
mod distance;
mod duration;
mod error;
pub(crate) mod number;
mod pace;
mod unit;

pub use between::Between;
pub use date_range::DateRange;
pub use distance::{Distance, Units};
pub use duration::Duration;
pub use error::UnitError;
pub use pace::Pace;
pub use unit::{DistanceUnit, TimeUnit};
