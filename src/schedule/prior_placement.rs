//! The placement that was published before, which the next one should change little.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::fit::FitWeek;
use crate::season::Role;

/// The placement that was published before.
#[derive(Debug, Clone)]
pub struct PriorPlacement {
    /// The last day of each session.
    pub days: BTreeMap<Role, NaiveDate>,
    /// All days before `today` that a session was published for. More than one, if it came once more: then one of them may
    /// count again when its week moves back.
    pub done: BTreeSet<(Role, NaiveDate)>,
    /// The sessions that ended in strides, with the day of it.
    pub strides: BTreeSet<(Role, NaiveDate)>,
    /// The day of each session that was cancelled lately: a move may speak of it.
    pub cancelled: BTreeMap<Role, NaiveDate>,
    /// The first day that may still change.
    pub today: NaiveDate,
    /// How firmly the days to come hold their sessions.
    pub hold: Hold,
}

/// How firmly sessions stay on the days to come that they were published for. What is over stays in every case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// The whole season is known: a session pays for leaving its day, and one without a day is new.
    Days,
    /// A part of the season is known. Held days would be bought with those of the sessions that are not known, so a
    /// published day wins ties and nothing else.
    Ties,
    /// Days to come hold nothing. They are still known, so that facts and rest days keep their meaning.
    Past,
}

impl PriorPlacement {
    /// The day that a session of the week `fit` is held to: a day of that week that is over, else the session's last day.
    pub(super) fn day(&self, role: &Role, fit: &FitWeek) -> Option<NaiveDate> {
        let days = fit.days();
        let of_week = (role.clone(), days.first())..=(role.clone(), days.last());
        let done = self.done.range(of_week).next_back();
        done.map(|(_, date)| date)
            .or_else(|| self.days.get(role))
            .copied()
    }
}
