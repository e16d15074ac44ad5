//! A schedule as the events of a calendar.
//!
//! - `assembly`: a season's calendar, put together of the parts below,
//! - [`identity`]: the UIDs of events; `busy_hash`: the hashes in those of busy feeds; `published_season`: a season as its calendar describes it,
//! - [`sessions`]: a schedule's sessions as events; [`titles`]: their titles,
//! - `week_notes`: a note at the beginning of each week,
//! - `busy_feed`: the calendar for others, which shows when the runner has no time and nothing else,
//! - `window`: the weeks that are shown; [`size`]: how much calendar applications take.

pub(crate) mod assembly;
mod busy_feed;
mod busy_hash;
pub mod identity;
mod published_season;
pub mod sessions;
pub mod size;
pub mod titles;
mod week_notes;
pub(crate) mod window;

pub use assembly::of_season;
pub use busy_hash::BusyHash;
pub use identity::{EventUid, NoSessionId, SeasonId, SessionId};
pub use published_season::PublishedSeason;
