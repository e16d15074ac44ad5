//! The days of a schedule as the rows of a calendar on the wall.
//!
//! A plan's week ends on its race's weekday, so two plans laid end to end may begin their weeks on
//! different days, and a Monday race makes weeks that run from Tuesday to Monday. The rows here are the
//! runner's own weeks all the same: from `week.starts` on, or, where that is not said, from the day after
//! the race's weekday, so that they are the weeks of the plan that ends on it. Every weekday then has one column from the
//! first day to the last, as on the wall, and the Sunday long runs stand below each other. A row's running
//! is what stands in that row, so that the numbers of a line add up. It bears the number of the plan's week
//! to which most of its days belong (four or more; there is at most one), which leaves a row at the edge
//! of a block without a number: it holds days of a week that is counted beside it.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::model::{Day, Kind, Schedule, Session, Week};
use crate::plan::SessionKind;
use crate::units::Distance;

/// Seven days, some of them perhaps outside of the season.
#[derive(Debug)]
pub struct CalendarRow<'s> {
    /// The first day of the calendar's week.
    pub first: NaiveDate,
    /// The days, from `first` on.
    pub days: [Option<&'s Day>; 7],
    /// The week of the plan with most days in this row.
    pub week: Option<&'s Week>,
    /// That week's number, if it is this row's.
    pub number: Option<u32>,
}

impl<'s> CalendarRow<'s> {
    /// The first and the last of its days that belong to the season.
    pub fn dates(&self) -> Option<(NaiveDate, NaiveDate)> {
        let mut dates = self.days.iter().flatten().map(|day| day.date);
        let first = dates.next()?;
        Some((first, dates.next_back().unwrap_or(first)))
    }

    /// All its sessions.
    pub fn sessions(&self) -> impl Iterator<Item = &'s Session> {
        self.days.iter().flatten().flat_map(|day| &day.sessions)
    }

    /// The running in it, races left out.
    pub fn run(&self) -> Distance {
        self.sessions()
            .filter(|session| !session.is_race())
            .map(|session| session.distance)
            .sum()
    }

    /// The long run in it.
    pub fn long(&self) -> Distance {
        let long = self
            .sessions()
            .filter(|session| session.kind == Kind::Session(SessionKind::Long));
        long.map(|session| session.distance)
            .max()
            .unwrap_or(Distance::ZERO)
    }

    /// `true` if `date` is in the row.
    pub fn holds(&self, date: NaiveDate) -> bool {
        (0..7).contains(&(date - self.first).num_days())
    }

    /// `true` if its week is a lighter one.
    pub fn is_lighter(&self) -> bool {
        self.number.is_some() && self.week.is_some_and(|week| week.cutback)
    }

    /// `true` if there is a race in it.
    pub fn has_race(&self) -> bool {
        self.sessions().any(Session::is_race)
    }
}

/// The rows of a schedule, in weeks that begin on `starts`.
pub fn rows(schedule: &Schedule, starts: Weekday) -> Vec<CalendarRow<'_>> {
    let Some((first, last)) = schedule.span() else {
        return Vec::new();
    };
    let back = first.weekday().days_since(starts);
    let mut monday = first - Days::new(back.into());
    let mut rows = Vec::new();
    let mut days = schedule.days.iter().peekable();
    while monday <= last {
        let mut row = CalendarRow {
            first: monday,
            days: [None; 7],
            week: None,
            number: None,
        };
        let next = monday + Days::new(7);
        while let Some(day) = days.next_if(|day| day.date < next) {
            if let Ok(column) = usize::try_from((day.date - monday).num_days()) {
                row.days[column] = Some(day);
            }
        }
        own(&mut row, schedule);
        rows.push(row);
        monday = next;
    }
    rows
}

/// Finds the week that a row belongs to.
fn own<'s>(row: &mut CalendarRow<'s>, schedule: &'s Schedule) {
    let count = |week: usize| row.days.iter().flatten().filter(|day| day.week == week).count();
    let weeks = row
        .days
        .iter()
        .flatten()
        .map(|day| (count(day.week), std::cmp::Reverse(day.week)));
    let Some((days, std::cmp::Reverse(index))) = weeks.max() else {
        return;
    };
    row.week = schedule.weeks.get(index);
    row.number = row
        .week
        .filter(|week| days >= 4 && week.number > 0)
        .map(|week| week.number);
}
