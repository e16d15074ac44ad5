//! What stands beside the training without a place of its own: days that plans keep free, reminders of
//! every day, and what is said with sessions.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};

use super::fit::{FitWeek, Fitted, fit};
use super::load::{day_of, row_for};
use super::model::{Day, Kind, Role, Session};
use crate::diagnostic::Faults;
use crate::pace::Paces;
use crate::plan::{Plan, Row, SessionKind, Size, Sizes};
use crate::season::{Away, Room, Season};
use crate::workout::{Activity, Workout};

/// `season` with the days that its plans keep free of training, such as a family day.
pub(super) fn with_free_days(season: &Season) -> Cow<'_, Season> {
    let fitted = fit(season, &Faults::new());
    let mut free = Vec::new();
    for week in fitted.weeks.iter().filter(|week| !week.is_leftover()) {
        for (_, _, row) in rows(season, &fitted, week) {
            free.extend(free_days(row, week));
        }
    }
    if free.is_empty() {
        return Cow::Borrowed(season);
    }
    let mut season = season.clone();
    season.free_days = free;
    Cow::Owned(season)
}

/// The rows that make a week: its plan's, then those of the overlays, each with its plan and the name of its
/// block.
fn rows<'a>(season: &'a Season, fitted: &'a Fitted, week: &FitWeek) -> Vec<(&'a Plan, String, &'a Row)> {
    let plan = &fitted.blocks[week.block].plan;
    let phase = &plan.phases[week.phase];
    let block = fitted.blocks[week.block].role.clone();
    let own: (&Plan, String, &Row) = (plan, block.clone(), &phase.rows[week.row]);
    let mut rows = vec![own];
    for overlay in &season.also {
        let phases = overlay.plan.phases.iter();
        for added in phases.filter(|added| added.is_during(phase.kind)) {
            let name = format!("{block}.{}", overlay.plan.name);
            rows.push((&overlay.plan, name, row_for(added, week, fitted)));
        }
    }
    rows
}

fn free_days(row: &Row, week: &FitWeek) -> Vec<Away> {
    let mut free = Vec::new();
    for session in &row.sessions {
        let workouts: Vec<Workout> = match &session.sizes {
            Sizes::Count(count) => (0..*count as usize)
                .map(|index| session.session.length(index))
                .collect(),
            Sizes::Each(sizes) => sizes
                .iter()
                .filter_map(|size| match size {
                    Size::Workout(workout, _) => Some(workout.clone()),
                    Size::Percent(_) => None,
                })
                .collect(),
        };
        for workout in workouts {
            let Some(guide) = workout.guide().filter(|guide| guide.free_day) else {
                continue;
            };
            let day = day_of(session, &workout).map(|(day, _)| day);
            let date = (0..week.days)
                .map(|index| week.date(index))
                .find(|date| Some(date.weekday()) == day);
            free.extend(date.map(|date| Away {
                from: date,
                to: date,
                why: Some(guide.title.clone()),
                still: vec![session.session.name.clone()],
                span: session.span.clone(),
            }));
        }
    }
    free
}

/// The reminders of `day`, which `week` holds. A race's day is the race's, and on a day away or off nothing is
/// asked for.
pub(super) fn daily(season: &Season, fitted: &Fitted, week: &FitWeek, date: NaiveDate) -> Vec<Session> {
    let away = season
        .away
        .iter()
        .any(|away| (away.from..=away.to).contains(&date));
    let off = matches!(season.week.room(date.weekday()), Room::Off);
    if week.is_leftover() || away || off || season.race_on(date).is_some() {
        return Vec::new();
    }
    let ordinal = u32::try_from((date - week.first).num_days()).unwrap_or(0) + 1;
    let mut sessions: Vec<Session> = Vec::new();
    let rows = rows(season, fitted, week).into_iter();
    for (plan, block, row) in rows.filter(|(_, _, row)| !row.daily.is_empty()) {
        let paces = season.paces_for(plan);
        for workout in &row.daily {
            let session = reminder(workout, &paces, &block, week.anchor, ordinal);
            if sessions.iter().all(|known| known.title != session.title) {
                sessions.push(session);
            }
        }
    }
    sessions
}

fn reminder(workout: &Workout, paces: &Paces, block: &str, anchor: u32, ordinal: u32) -> Session {
    let kind = match workout.activity() {
        Some(Activity::Mobility | Activity::Drills) => SessionKind::Mobility,
        Some(Activity::Fuel) => SessionKind::Fuel,
        Some(Activity::Appointment) => SessionKind::Appointment,
        _ => SessionKind::Mind,
    };
    let title = match workout.guide() {
        Some(guide) => guide.title.clone(),
        None => workout.headline(crate::units::Units::Km),
    };
    let role = Role {
        block: block.to_owned(),
        anchor,
        session: format!("daily {title}"),
        ordinal,
    };
    Session {
        length: workout.duration(paces).high.round_up_to(5),
        ..Session::plain(role, Kind::Session(kind), title, workout.clone())
    }
}

/// Puts what the plans say beside sessions to the sessions of a day.
pub(super) fn say_notes(season: &Season, fitted: &Fitted, week: &FitWeek, day: &mut Day) {
    if week.is_leftover() {
        return;
    }
    let plan = &fitted.blocks[week.block].plan;
    let kind = plan.phases[week.phase].kind;
    let plans = std::iter::once(plan).chain(season.also.iter().map(|entry| &entry.plan));
    for note in plans.flat_map(|plan| &plan.notes) {
        for session in &mut day.sessions {
            let Kind::Session(of) = session.kind else { continue };
            if note.is_for(&session.role.session, of.is_run(), session.length, kind) {
                session.notes.extend(note.lines.iter().cloned());
                session.alarm = session.alarm.max(note.alarm);
            }
        }
    }
}
