//! What a template says: phases of weeks, and what each week holds. No dates and no person in it.

mod allow;
mod library;
pub mod listed;
mod model;
mod read;
mod session;
mod week;

pub(crate) use allow::allow;
pub use allow::{Allowed, FINDINGS};
pub use library::{Library, WORKOUTS, built_in};
pub use model::{
    Goal, Level, Needs, Note, Once, Phase, PhaseKind, Plan, Row, RowSession, Side, Size, Sizes, Volume,
    VolumeBasis, Weeks,
};
pub use read::read;
pub(crate) use read::{parse_percent, parse_race_distance};
pub use session::{RangePolicy, SessionKind, SessionType, SessionTypes};
pub use week::{Weekday, weekday_words};

/// In a list of plans, the word that stands for the recovery plan of the race it follows.
pub const RECOVERY: &str = "recovery";
/// More weeks than this in one plan are refused.
pub const MOST_WEEKS: u32 = 104;
/// More items of training than this in one week are refused; reminders do not count.
pub const MOST_ITEMS: usize = 14;
