//! The placement that was published before, which the next one should change little.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::fit::FitWeek;
use crate::plan::SessionKind;
use crate::season::Role;

/// The placement that was published before.
#[derive(Debug, Clone)]
pub struct PriorPlacement {
    /// The last published day of each session.
    pub days: BTreeMap<Role, NaiveDate>,
    /// The day that each session had as `today` began. It is held to this one, whatever was published since: so two edits
    /// of one day lead to one calendar in either order, and an edit and its undo to the one that was.
    pub held: BTreeMap<Role, NaiveDate>,
    /// All days before `today` that a session was published for. More than one, if it came once more: then one of them may
    /// count again when its week moves back.
    pub done: BTreeSet<(Role, NaiveDate)>,
    /// All sessions that were published for a day before `today`, those of other weeks, plans and seasons too.
    pub recorded: Vec<RecordedSession>,
    /// The strides as `today` began, by day.
    pub strides: BTreeSet<PriorStrides>,
    /// The day of each session that was cancelled lately: a move may speak of it.
    pub cancelled: BTreeMap<Role, NaiveDate>,
    /// The first day that may still change.
    pub today: NaiveDate,
    /// The hold of the days to come on their sessions.
    pub hold: Hold,
    /// True if the search for these days stopped early.
    pub tangled: bool,
}

/// The hold of published days on sessions to come. What is over stays in every case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// The whole season is known: a session pays for leaving its day, and one that was not published for its new place.
    Days,
    /// A part of the season is known. Held days would be bought with those of the sessions that are not known, so a
    /// published day wins ties and nothing else.
    Ties,
    /// Days to come hold nothing. They are still known, so that facts and rest days keep their meaning.
    Past,
}

/// A session that was published for a day that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedSession {
    /// Its day.
    pub date: NaiveDate,
    /// Its kind.
    pub kind: SessionKind,
    /// The name of its type, as a slug.
    pub session: String,
    /// Its published title.
    pub title: String,
    /// Its role, if it is a session of this season.
    pub role: Option<Role>,
}

/// Strides at the end of a published run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PriorStrides {
    /// The run's day.
    pub date: NaiveDate,
    /// The strides, where the calendar names them. The names of plan and session are slugs.
    pub role: Option<Role>,
}

impl PriorPlacement {
    /// A placement of which nothing is published, on the day `today`.
    pub fn new(today: NaiveDate) -> Self {
        PriorPlacement {
            days: BTreeMap::new(),
            held: BTreeMap::new(),
            done: BTreeSet::new(),
            recorded: Vec::new(),
            strides: BTreeSet::new(),
            cancelled: BTreeMap::new(),
            today,
            hold: Hold::Days,
            tangled: false,
        }
    }

    /// The day that a session of the week `fit` is held to: a day of that week that is over, else the session's day as
    /// today began.
    pub(super) fn day(&self, role: &Role, fit: &FitWeek) -> Option<NaiveDate> {
        let days = fit.days();
        let of_week = (role.clone(), days.first())..=(role.clone(), days.last());
        let done = self.done.range(of_week).next_back();
        done.map(|(_, date)| date)
            .or_else(|| self.held.get(role))
            .copied()
    }
}
