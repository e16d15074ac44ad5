//! The iCalendar format (RFC 5545, RFC 7986), written and read. It knows events and zones, and neither plans nor
//! seasons.
//!
//! Written, from the outside in:
//!
//! - [`calendar`]: a VCALENDAR with its properties and events; `own_property`: those that we alone read,
//! - [`event`]: a VEVENT with its reminder; `when`: its time; `revision_notes`: notes in it for the next
//!   revision; `hidden`: one that is kept without being shown,
//! - `vtimezone`: the rules of a zone for the years of a calendar (VTIMEZONE),
//! - [`zone`]: a time zone, and the only offsets from UTC in the program,
//! - `writer`: content lines; `folding`: lines of any length, escaped and folded.
//!
//! Read:
//!
//! - `lines`: content lines and components, each with its place in the file; `value`: dates, durations and texts,
//! - `clocks`: the zone that a time in a file belongs to; `recurrence`: recurrence rules,
//! - `reader`: events that were written by `event`,
//! - [`free_busy`]: the times at which the owner of any calendar is busy.

pub mod calendar;
mod clocks;
pub mod event;
pub(crate) mod folding;
pub mod free_busy;
pub(crate) mod hidden;
pub(crate) mod lines;
mod own_property;
pub(crate) mod reader;
mod recurrence;
mod revision_notes;
pub(crate) mod value;
mod vtimezone;
mod when;
mod writer;
pub mod zone;

pub use calendar::Calendar;
pub use event::{Event, Location, Status};
pub use own_property::OwnProperty;
pub use revision_notes::{PriorDay, RevisionNotes};
pub use when::When;
pub use zone::Zone;
