//! Training plans: phases of weeks, and the contents of each week, without dates or a person.

mod allow;
mod library;
pub mod listing;
mod model;
mod read;
mod session;
mod weekday;
mod workout_library;

pub use allow::Allowed;
pub(crate) use allow::allow;
pub use library::{Library, built_in};
pub use model::{
    Goal, Level, Needs, Note, Once, Phase, PhaseKind, Plan, Row, RowSession, Side, Size, Sizes, Volume,
    VolumeBasis, Weeks,
};
pub use read::{WorkoutLibrary, read, read_table};
pub(crate) use read::{parse_percent, parse_race_distance};
pub use session::{RangePolicy, SessionKind, SessionType, SessionTypes};
pub use weekday::{Weekday, weekday_words};
pub use workout_library::WORKOUTS;

/// The entry in a list of plans that stands for the recovery plan of the preceding race.
pub const RECOVERY: &str = "recovery";
/// The most weeks of one plan.
pub const MOST_WEEKS: u32 = 104;
/// The most training sessions in one week. Reminders do not count.
pub const MOST_ITEMS: usize = 14;
