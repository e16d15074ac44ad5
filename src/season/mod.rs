//! One runner's dates and days: the plans to follow, the races, and what a week has room for.

mod calendar;
mod canonical;
mod flags;
mod life;
mod model;
mod read;
mod review;
mod title;
mod week;

pub use crate::ical::free_busy::{Busy, BusyTimes, END_OF_DAY};
pub use calendar::{Bound, BusyFeed, CalendarOptions, CalendarWindow, Feed};
pub use canonical::canonical;
pub use flags::{FLAGS, Flag, table_of_flags, table_of_plan};
pub use life::{Club, Move, Off, OffReason, Priority, Tuneup};
pub use model::{Athlete, Away, Place, PreviousRace, Race, Recent, Season, SeasonPlan, ZoneName};
pub use read::{MOST_LONGEST, PlanSource, names_around, read};
pub use review::{Quantity, Threshold, Thresholds};
pub use title::{Placeholder, TitleFault, TitleTemplate};
pub use week::{Room, SessionPreference, WeekPreferences, Window};
