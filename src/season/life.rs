//! What real life puts into a season: smaller races, club runs, days lost, and sessions that the
//! runner has moved by hand.

use chrono::{NaiveDate, NaiveTime, Weekday};

use super::model::{Place, Race};
use crate::diagnostic::Span;

/// A race on the way to the A race.
#[derive(Debug, Clone)]
pub struct Tuneup {
    /// The race; it has a distance.
    pub race: Race,
    /// How much it matters.
    pub priority: Priority,
}

/// How much a race on the way matters.
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
    /// What to call it.
    pub name: String,
    /// Its weekdays; at least one.
    pub on: Vec<Weekday>,
    /// Its start.
    pub time: Option<NaiveTime>,
    /// Where it meets.
    pub place: Option<Place>,
    /// The names of the sessions that it may take the place of; at least one.
    pub takes: Vec<String>,
    /// Whether a session of these must be there when the week has one.
    pub mandatory: bool,
    /// Dates on which it does not take place.
    pub except: Vec<NaiveDate>,
    /// Its last date.
    pub until: Option<NaiveDate>,
    /// Where it stands.
    pub span: Span,
}

impl Club {
    /// Whether it meets on `date`.
    pub fn meets(&self, date: NaiveDate) -> bool {
        self.on.contains(&chrono::Datelike::weekday(&date))
            && !self.except.contains(&date)
            && self.until.is_none_or(|until| date <= until)
    }
}

/// Days on which nothing could be trained, as it turned out.
#[derive(Debug, Clone)]
pub struct Off {
    /// First day lost.
    pub from: NaiveDate,
    /// Last day lost; of an illness, the last with symptoms.
    pub to: NaiveDate,
    /// Why.
    pub why: OffReason,
    /// Whether the runner trained otherwise meanwhile: fitness is then kept better.
    pub cross_trained: bool,
    /// Where it stands.
    pub span: Span,
}

impl Off {
    /// The days lost.
    pub fn days(&self) -> u32 {
        u32::try_from((self.to - self.from).num_days() + 1).unwrap_or(0)
    }
}

/// Why days were lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OffReason {
    /// Ill: another day must pass without symptoms before the first easy run (I1).
    Ill,
    /// Injured.
    Injured,
    /// No time.
    Busy,
}

impl OffReason {
    /// The words of the files.
    pub const WORDS: [(&'static str, OffReason); 3] = [
        ("ill", OffReason::Ill),
        ("injured", OffReason::Injured),
        ("busy", OffReason::Busy),
    ];

    /// The word of the files.
    pub fn word(self) -> &'static str {
        match self {
            OffReason::Ill => "ill",
            OffReason::Injured => "injured",
            OffReason::Busy => "busy",
        }
    }
}

/// A session that the runner has moved: it stays where it was put.
#[derive(Debug, Clone)]
pub struct Move {
    /// The day it was planned for.
    pub from: NaiveDate,
    /// Its session's name.
    pub session: String,
    /// The day it is on now.
    pub to: NaiveDate,
    /// Where it stands.
    pub span: Span,
}
