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
