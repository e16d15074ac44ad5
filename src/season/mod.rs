//! A runner's season: the plans to follow, the races, the room of a week, and the facts of what happened.

mod away;
mod busy_key;
mod calendar;
mod canonical;
mod facts;
mod flag_table;
mod flags;
mod life;
mod model;
mod prediction;
mod race;
mod read;
mod review;
mod role;
mod runner_id;
mod title;
mod week;
mod zone_name;

pub use crate::ical::free_busy::{Busy, BusyTimes, END_OF_DAY};
pub use away::Away;
pub use busy_key::BusyKey;
pub use calendar::{Bound, BusyFeed, CalendarOptions, CalendarWindow, Feed};
pub use canonical::canonical;
pub use facts::{
    DaysEvent, DaysOff, Fact, FactEvent, FactLog, Mention, MentionedSession, OffReason, SaidBy, SessionEvent,
};
pub use flag_table::{FLAGS, Flag};
pub use flags::{table_of_flags, table_of_plan};
pub use life::{Club, Priority, Tuneup};
pub use model::{Athlete, Recent, Season, SeasonPlan};
pub use prediction::Prediction;
pub use race::{Place, PreviousRace, Race};
pub use read::{MOST_LONGEST, PlanError, PlanSource, check_parts, names_around, read};
pub use review::{Quantity, Threshold, Thresholds};
pub use role::Role;
pub use runner_id::{RunnerId, slug};
pub use title::{Placeholder, TitleTemplate};
pub use week::{Room, SessionPreference, WeekPreferences, Window};
pub use zone_name::parse_zone;
