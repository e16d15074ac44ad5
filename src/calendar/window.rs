//! The weeks that a calendar shows. A week is shown or hidden as a whole, so that its note and its kilometres match the
//! events that are shown.

use chrono::{Days, NaiveDate};

use crate::schedule::Schedule;
use crate::season::CalendarWindow;

/// The first and the last day that are shown; `None` where there is no bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ShownDays {
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

impl ShownDays {
    /// The days of the plans' weeks that `window` touches.
    pub(crate) fn new(window: CalendarWindow, schedule: &Schedule, today: NaiveDate) -> ShownDays {
        let (from, to) = window.days(today);
        let week = |day: NaiveDate| {
            let mut weeks = schedule.weeks.iter();
            let whole = weeks.find_map(|week| {
                let last = week
                    .first
                    .checked_add_days(Days::new(u64::from(week.days.max(1)) - 1))?;
                (week.first..=last).contains(&day).then_some((week.first, last))
            });
            whole.unwrap_or((day, day))
        };
        ShownDays {
            from: from.map(|day| week(day).0),
            to: to.map(|day| week(day).1),
        }
    }

    /// True if a day is shown.
    pub(crate) fn holds(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}
