//! Daily reminders, and the notes that plans add to sessions.

use chrono::{Datelike, NaiveDate};

use super::fit::FitWeek;
use super::free_days::rows;
use super::inputs::PlacementInputs;
use super::model::{Day, Kind, Session};
use crate::pace::Paces;
use crate::plan::SessionKind;
use crate::season::{Role, Room};
use crate::workout::{Activity, Workout};

/// The reminders of `date`, a day of `week`. A race's day is the race's, and on a day away or off nothing is
/// asked for.
pub(super) fn daily(inputs: &PlacementInputs, week: &FitWeek, date: NaiveDate) -> Vec<Session> {
    let (season, fitted) = (inputs.season(), inputs.fitted());
    let away = inputs.away().iter().any(|away| away.days.contains(date));
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

/// Adds the plans' notes to the sessions of a day.
pub(super) fn add_notes(inputs: &PlacementInputs, week: &FitWeek, day: &mut Day) {
    if week.is_leftover() {
        return;
    }
    let plan = &inputs.fitted().blocks[week.block].plan;
    let kind = plan.phases[week.phase].kind;
    let plans = std::iter::once(plan).chain(inputs.season().also.iter().map(|entry| &entry.plan));
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
