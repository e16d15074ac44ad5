//! Smaller races and club runs of a season.

use chrono::{NaiveDate, NaiveTime, Weekday};

use super::race::{Place, Race};
use crate::diagnostic::Span;

/// A race on the way to the A race.
#[derive(Debug, Clone)]
pub struct Tuneup {
    /// The race; it has a distance.
    pub race: Race,
    /// Its importance.
    pub priority: Priority,
}

/// The importance of a race on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priority {
    /// A real race: a few easy days before it, a lighter week, recovery after it (R11,
    /// R13).
    B,
    /// A race as training: it takes the place of a quality session (R12).
    C,
}

impl Priority {
    /// The words of the files.
    pub const WORDS: [(&'static str, Priority); 2] = [("B", Priority::B), ("C", Priority::C)];
}

/// A club's run: it takes the place of a planned session, and never adds one.
#[derive(Debug, Clone)]
pub struct Club {
    /// Its name.
    pub name: String,
    /// Its weekdays; at least one.
    pub on: Vec<Weekday>,
    /// Its start.
    pub time: Option<NaiveTime>,
    /// The meeting place.
    pub place: Option<Place>,
    /// The names of the sessions that it may take the place of; at least one.
    pub takes: Vec<String>,
    /// It must take a session of these in each week that has one.
    pub mandatory: bool,
    /// Dates on which it does not take place.
    pub except: Vec<NaiveDate>,
    /// Its last date.
    pub until: Option<NaiveDate>,
    /// Its place in the file.
    pub span: Span,
}

impl Club {
    /// `true` on a day on which it meets.
    pub fn meets(&self, date: NaiveDate) -> bool {
        self.on.contains(&chrono::Datelike::weekday(&date))
            && !self.except.contains(&date)
            && self.until.is_none_or(|until| date <= until)
    }
}
