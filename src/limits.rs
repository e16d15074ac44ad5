//! The limits of a season and of its calendar (docs/design.md#how-long-may-a-season-be). Whatever is longer or larger is a
//! slip of a key, or meant to harm.

use std::ops::RangeInclusive;

/// The years from the first day of a season to its last.
pub const MOST_YEARS: u32 = 5;

/// The years of the dates that people write, and of the days on which sessions are placed.
pub const YEARS: RangeInclusive<i32> = 1900..=2200;

/// The plans that a season lays end to end. A plan made of plans counts as these.
pub const MOST_PLANS: usize = 40;

/// The overlays that a season adds to its plans.
pub const MOST_OVERLAYS: usize = 40;

/// The items of a list in a file, but for those of facts.
pub const MOST_LISTED: usize = 1_000;

/// The facts of a kind that a season reports: two a day.
pub const MOST_FACTS: usize = 4_000;

/// The calendars of others that a season is planned around.
pub const MOST_CALENDARS: usize = 20;

/// The events of a calendar, hidden and cancelled ones included.
pub const MOST_EVENTS: usize = 20_000;

/// The bytes of a calendar that is read, written or published.
pub const LARGEST_CALENDAR: usize = 5 << 20;

/// The bytes of a page.
#[cfg(feature = "serve")]
pub const LARGEST_PAGE: usize = 5 << 20;
