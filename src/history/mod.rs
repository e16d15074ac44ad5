//! Published calendars: what was published, and the calendar to publish next.
//!
//! - [`ledger`]: the events that were published; `update`: their next revisions; `compare`: visible changes of an event,
//! - [`head`]: the properties of the calendar itself, with its seasons,
//! - `record`: one published event,
//! - [`calendar_file`]: a calendar file read as a ledger,
//! - `naming`: the published season that each season is, and so its name in UIDs,
//! - `season`: the days of a season's published sessions; `shown`: parts of a ledger,
//! - [`revision`]: a season's calendar after the one that was published before,
//! - [`runner`]: all seasons of a runner in one calendar, after the one that was published before; `doubled`: reports of
//!   seasons on the same days,
//! - `publishable`: the last look at a calendar before it is published; `salvage`: what can be saved of a damaged one.

pub mod calendar_file;
mod compare;
mod doubled;
pub mod head;
pub mod ledger;
mod naming;
mod publishable;
mod record;
pub mod revision;
pub mod runner;
#[cfg(feature = "serve")]
mod salvage;
mod season;
mod shown;
mod update;

pub use head::{CalendarChange, CalendarHead};
pub use ledger::Ledger;
#[cfg(feature = "serve")]
pub(crate) use naming::SAME_SEASON;
pub use publishable::{publishable, within_limits};
pub use record::EventRecord;
pub use revision::{DaysFrom, PriorCalendar, SeasonRevision, days_in_full, revise};
pub use runner::{NextCalendar, Runner};
#[cfg(feature = "serve")]
pub use salvage::LostEvent;
