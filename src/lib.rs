//! longrun: training plans, placed on real dates, in the calendar that people already look at.
//!
//! A plan (what to train, [`plan`]) and a season (one runner's dates and days, [`season`]) become a
//! [`schedule`] (every session on its day), and that becomes a [`calendar`] (RFC 5545 bytes). A [`review`] says what a
//! coach would object to.
//!
//! Data goes one way, and so do the imports; `tests/suite/arrows.rs` fails on one that runs back:
//!
//! ```text
//! cli → files, clock → review → calendar → schedule → season → plan → document →
//! workout, pace → units, color → diagnostic
//! ```

pub mod calendar;
pub mod cli;
pub mod clock;
pub mod color;
pub mod diagnostic;
pub mod document;
pub mod files;
pub mod pace;
pub mod plan;
pub mod review;
pub mod schedule;
pub mod season;
pub mod units;
pub mod workout;
