//! The race of a season, and the one behind it.

use chrono::{NaiveDate, NaiveTime};

use crate::document::Spanned;
use crate::ical::Zone;
use crate::units::{Distance, Duration};

/// The A race.
#[derive(Debug, Clone)]
pub struct Race {
    /// Its name.
    pub name: String,
    /// Its day.
    pub date: Spanned<NaiveDate>,
    /// Start time, in the race's own zone.
    pub time: Option<NaiveTime>,
    /// Its distance.
    pub distance: Option<Distance>,
    /// The place of the start.
    pub place: Option<Place>,
    /// Goal time.
    pub goal: Option<Duration>,
    /// Its own zone, where that is not the runner's.
    pub zone: Option<Zone>,
}

/// The race behind.
#[derive(Debug, Clone)]
pub struct PreviousRace {
    /// Its name.
    pub name: Option<String>,
    /// Its day: recovery is counted from the day after.
    pub date: Spanned<NaiveDate>,
    /// Its distance.
    pub distance: Option<Distance>,
    /// The usual week before it (V0).
    pub weekly: Option<Distance>,
}

/// A place, for the event's location.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// Latitude and longitude in degrees.
    pub at: Option<(f64, f64)>,
}
