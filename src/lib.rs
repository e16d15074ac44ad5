//! Training plans on real dates, as a calendar.
//!
//! A plan (the training, [`plan`]) and a season (one runner's races and days, [`season`]) become a
//! [`schedule`] (every session on its day), and the schedule becomes a [`calendar`] (RFC 5545 bytes). A
//! [`review`] lists what a coach would object to. A server keeps its data in the [`store`]; [`web`] answers
//! calendar clients and browsers.
//!
//! Data flows one way, and so do the imports. `tests/suite/arrows.rs` fails on an import that runs back:
//!
//! ```text
//! cli → web → watch → store → files, clock → review → history → calendar → schedule → season → plan →
//! document → ical → diagnostic → workout, pace → units, color, words, limits
//! ```

pub mod calendar;
pub mod cli;
pub mod clock;
pub mod color;
pub mod diagnostic;
pub mod document;
pub mod files;
pub mod history;
pub mod ical;
pub mod limits;
pub mod pace;
pub mod plan;
pub mod review;
pub mod schedule;
pub mod season;
#[cfg(feature = "serve")]
pub mod store;
pub mod units;
#[cfg(feature = "serve")]
pub mod watch;
#[cfg(feature = "serve")]
pub mod web;
mod words;
pub mod workout;
