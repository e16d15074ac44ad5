//! Training paces from a race result.
//!
//! [`Vdot`] is the fitness behind a result, [`Paces`] are the training paces that follow from it, and
//! [`riegel()`] is the other common prediction of race times.

mod effort;
mod model;
mod riegel;
mod vdot;

#[cfg(test)]
mod goal_tests;
#[cfg(test)]
mod golden;

pub use effort::Effort;
pub use model::{PaceModel, Paces};
pub use riegel::{RIEGEL, RIEGEL_MARATHON, riegel, riegel_with};
pub use vdot::{PaceError, Vdot, fvdot};
