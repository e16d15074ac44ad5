//! longrun: training plans, placed on real dates, in the calendar that people already look at.
//!
//! A plan (what to train, [`plan`]) and a season (one runner's dates and days, [`season`]) become a
//! [`schedule`] (every session on its day), and that becomes a [`calendar`] (RFC 5545 bytes). A [`review`] says what a
//! coach would object to. What a server keeps lies in the [`store`], and [`web`] answers calendars and browsers.
//!
//! Data goes one way, and so do the imports; `tests/suite/arrows.rs` fails on one that runs back:
//!
//! ```text
//! cli → web → watch → store → files, clock → review → calendar → schedule → season → plan → document →
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
#[cfg(feature = "serve")]
pub mod store;
pub mod units;
#[cfg(feature = "serve")]
pub mod watch;
#[cfg(feature = "serve")]
pub mod web;
pub mod workout;
