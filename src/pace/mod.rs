//! From a race result to what each kind of running should feel like on the watch.
//!
//! [`Vdot`] is the fitness behind a result, [`Paces`] the training paces that follow from it, and
//! [`riegel()`] the other usual prediction.

mod effort;
mod model;
mod riegel;
mod vdot;

#[cfg(test)]
mod golden;

pub use effort::Effort;
pub use model::{PaceModel, Paces};
pub use riegel::{RIEGEL, RIEGEL_MARATHON, riegel, riegel_with};
pub use vdot::{PaceError, Vdot, fvdot};
