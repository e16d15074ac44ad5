//! A schedule as the events of a calendar.
//!
//! - [`sessions`]: a schedule's sessions as events; [`titles`]: their titles,
//! - `week_notes`: a note at the beginning of each week,
//! - `busy_feed`: the calendar for others, which shows when the runner has no time and nothing else,
//! - `window`: the weeks that are shown; [`size`]: how much calendar applications take.

pub(crate) mod busy_feed;
pub mod sessions;
pub mod size;
pub mod titles;
mod week_notes;
pub(crate) mod window;

pub use sessions::of_season;
