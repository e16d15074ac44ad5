//! A calendar as RFC 5545: what a feed holds, and the bytes that it is.
//!
//! A [`Calendar`] is built once, from plain values, and is then only written. The modules, from
//! the outside in:
//!
//! - [`sessions`]: a schedule's sessions as events; `titles`: what they are called,
//! - `week_notes`: a note at the beginning of each week,
//! - `discreet`: the busy calendar, which says when there is no time and nothing else,
//! - `window`: the weeks that are shown; [`size`]: how much calendars take,
//! - [`feed`]: the calendar around the events (VCALENDAR),
//! - [`event`]: what one event says, and its lines (VEVENT, VALARM),
//! - `vtimezone`: a zone's rules for the years of a feed (VTIMEZONE),
//! - [`zone`]: a place's offset from UTC, the only module that asks for one,
//! - [`revision`]: a season's calendar after the one that was published before,
//! - [`runner`]: all seasons of a runner in one calendar, after the one that was published before,
//! - [`ledger`]: what was published, and what becomes of it,
//! - [`busy`]: another calendar, read for when its owner has no time,
//! - `lines`, `value`: content lines, components and values as others write them,
//! - `writer`: content lines; `folding`: those of any length, folded and escaped.

pub mod busy;
mod discreet;
pub mod event;
pub mod feed;
mod folding;
pub mod ledger;
mod lines;
pub mod revision;
pub mod runner;
pub mod sessions;
pub mod size;
pub mod titles;
mod value;
mod vtimezone;
mod week_notes;
mod window;
mod writer;
pub mod zone;

pub use crate::color::Color;
pub use event::{Event, Location, Status, When};
pub use feed::Calendar;
pub use ledger::Ledger;
pub use revision::{Revision, revise};
pub use runner::Runner;
pub use sessions::of_season;
pub use zone::Zone;
