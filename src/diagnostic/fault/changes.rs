//! The parts of remarks about seasons: changed phases and runs, moved sessions, omissions.

use chrono::{NaiveDate, Weekday};

use super::{Audience, MoveReason};
use crate::units::{Distance, Units};

/// A phase of another length than usual, in weeks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PhaseChange {
    /// The phase's name.
    pub(crate) phase: String,
    /// The usual length.
    pub(crate) typical: u32,
    /// The length in this season.
    pub(crate) weeks: u32,
}

/// A long run that is shorter than it could be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LongRunChange {
    /// The first day of its week.
    pub(crate) week: NaiveDate,
    /// Its length.
    pub(crate) got: Distance,
    /// The length that it would have.
    pub(crate) planned: Distance,
}

impl LongRunChange {
    fn words(&self, to: Audience<'_>, units: Units) -> String {
        format!(
            "{} {} instead of {}",
            to.date(self.week),
            self.got.show(units),
            self.planned.show(units)
        )
    }
}

/// Long runs, in a line.
pub(super) fn list(runs: &[LongRunChange], to: Audience<'_>, units: Units) -> String {
    let runs: Vec<String> = runs.iter().map(|run| run.words(to, units)).collect();
    runs.join(", ")
}

/// A session that is off its usual day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OffUsualDay {
    /// The session's title.
    pub(crate) title: String,
    /// The weekday it is on.
    pub(crate) day: Weekday,
    /// Why it is not on its usual one.
    pub(crate) reason: MoveReason,
}

/// The sessions that a placement leaves out, by class, and its points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Omissions {
    /// Number left out of each class, the dearest first, with the class's name for one and for several.
    pub(crate) counts: Vec<(u32, &'static str, &'static str)>,
    /// The points of soft rules.
    pub(crate) points: u32,
}

impl std::fmt::Display for Omissions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let counts: Vec<String> = self
            .counts
            .iter()
            .map(|&(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
            .collect();
        let counts = match counts.is_empty() {
            true => "nothing".to_owned(),
            false => counts.join(", "),
        };
        write!(f, "{counts}, at {} points", self.points)
    }
}

/// The kind of a runner's fact about a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FactKind {
    /// It was done.
    Done,
    /// It was skipped.
    Skipped,
    /// It was moved.
    Moved,
}
