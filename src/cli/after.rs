//! A season that a command shows: placed by itself, or as the calendar of `--after` has it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::existing_file;
use super::report::Report;
use super::shared_flags::After;
use crate::diagnostic::Faults;
use crate::diagnostic::fault::CalendarFault;
use crate::plan::SessionKind;
use crate::schedule::{
    Hold, Kind, PlacementInputs, PriorPlacement, Role, Schedule, schedule, schedule_after,
};

/// The usage of `--after` with several seasons.
pub(crate) const ONE_SEASON: &str = "--after names the calendar of one season: give each season by itself";

/// A season on its days.
pub(crate) struct Shown {
    pub(crate) schedule: Schedule,
    /// The calendar that it has its days from, with `--after`.
    pub(crate) calendar: Option<ShownCalendar>,
}

/// The calendar that a season has its days from.
pub(crate) struct ShownCalendar {
    /// Its file, as it was given.
    pub(crate) file: String,
    /// The days that sessions are held to.
    pub(crate) days: PriorPlacement,
    /// The sessions to come that stand elsewhere than if they were placed afresh, by day.
    pub(crate) elsewhere: Vec<Elsewhere>,
}

/// A session that stands on another day than if it were placed afresh.
pub(crate) struct Elsewhere {
    pub(crate) role: Role,
    pub(crate) title: String,
    /// Its day.
    pub(crate) date: NaiveDate,
    /// `true` if it was published for this day.
    pub(crate) stays: bool,
    /// Its day in a fresh placement; `None` where it would find none.
    pub(crate) afresh: Option<NaiveDate>,
}

/// Places a season on `today`; `None` if the calendar of `--after` is not one of it, which is then reported. Messages of
/// the schedule go to `faults`.
pub(crate) fn shown(
    inputs: &PlacementInputs,
    after: &After,
    today: NaiveDate,
    report: &Report,
    faults: &Faults,
) -> Option<Shown> {
    let Some(path) = &after.calendar else {
        return Some(Shown {
            schedule: schedule(inputs, faults),
            calendar: None,
        });
    };
    let (_, days) = existing_file::full_calendar(path, inputs, today, report)?;
    let schedule = schedule_after(inputs, Some(&days), faults);
    let gone = PriorPlacement {
        hold: Hold::Past,
        ..days.clone()
    };
    let afresh = schedule_after(inputs, Some(&gone), &Faults::new());
    let elsewhere = elsewhere(&schedule, &afresh, &days);
    let calendar = ShownCalendar {
        file: path.display().to_string(),
        elsewhere,
        days,
    };
    if !calendar.elsewhere.is_empty() {
        report.faults.push(CalendarFault::HeldDays {
            calendar: calendar.file.clone(),
            sessions: calendar.elsewhere.len(),
        });
    }
    Some(Shown {
        schedule,
        calendar: Some(calendar),
    })
}

/// The sessions of `held` to come that are on other days in `afresh`; `days` are those they were held to.
fn elsewhere(held: &Schedule, afresh: &Schedule, days: &PriorPlacement) -> Vec<Elsewhere> {
    let today = days.today;
    let free: BTreeSet<(&Role, NaiveDate)> = to_come(afresh, today)
        .map(|(date, role, _)| (role, date))
        .collect();
    to_come(held, today)
        .filter(|(date, role, _)| !free.contains(&(*role, *date)))
        .map(|(date, role, title)| Elsewhere {
            role: role.clone(),
            title: title.to_owned(),
            date,
            stays: days.held.get(role) == Some(&date),
            afresh: free
                .range((role, NaiveDate::MIN)..=(role, NaiveDate::MAX))
                .next()
                .map(|(_, date)| *date),
        })
        .collect()
}

/// The sessions from `today` on, without rest days: day, role and title.
fn to_come(schedule: &Schedule, today: NaiveDate) -> impl Iterator<Item = (NaiveDate, &Role, &str)> {
    let days = schedule.days.iter().filter(move |day| day.date >= today);
    days.flat_map(|day| {
        let trained = day
            .sessions
            .iter()
            .filter(|session| session.kind != Kind::Session(SessionKind::Rest));
        trained.map(|session| (day.date, &session.role, session.title.as_str()))
    })
}
