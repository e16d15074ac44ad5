//! Published calendars: what was published, and the calendar to publish next.
//!
//! - [`ledger`]: the events that were published, and their next revisions; `compare`: visible changes of an event,
//! - `record`: one published event,
//! - [`read`]: a calendar file as a ledger,
//! - `season`: the season that a ledger belongs to, and the days of its sessions; `shown`: parts of a ledger,
//! - [`revision`]: a season's calendar after the one that was published before,
//! - [`runner`]: all seasons of a runner in one calendar, after the one that was published before.

mod compare;
pub mod ledger;
pub mod read;
mod record;
pub mod revision;
pub mod runner;
mod season;
mod shown;

pub use ledger::{CalendarHead, Ledger};
pub use record::EventRecord;
pub use revision::{Revision, revise};
pub use runner::Runner;
