//! Published calendars: what was published, and the calendar to publish next.
//!
//! - [`ledger`]: the events that were published, and their next revisions; `compare`: visible changes of an event,
//! - `record`: one published event,
//! - [`calendar_file`]: a calendar file read as a ledger,
//! - `season`: the season that a ledger belongs to, and the days of its sessions; `shown`: parts of a ledger,
//! - [`revision`]: a season's calendar after the one that was published before,
//! - [`runner`]: all seasons of a runner in one calendar, after the one that was published before.

pub mod calendar_file;
mod compare;
pub mod ledger;
mod record;
pub mod revision;
pub mod runner;
mod season;
mod shown;

pub use ledger::{CalendarHead, Ledger};
pub use record::EventRecord;
pub use revision::{DaysFrom, PriorCalendar, SeasonRevision, revise};
pub use runner::Runner;
