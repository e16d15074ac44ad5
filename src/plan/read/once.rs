//! `[[once]]`: items with a window of days after a race or before one.

use std::sync::Arc;

use super::as_u32;
use super::row::kind_of;
use super::sessions::Context;
use super::values::parse_days;
use crate::diagnostic::fault::{MissingKey, PlanFault};
use crate::diagnostic::{Code, Faults, Span, Suggestion};
use crate::document::{Reader, Spanned, Text};
use crate::plan::model::{Once, Side};
use crate::plan::session::{SessionKind, SessionType};
use crate::units::{Between, Duration};
use crate::workout::{Step, Workout};

pub(super) fn once(reader: Reader<'_>, context: &Context<'_>) -> Option<Once> {
    let what = reader.line("what");
    let session = reader.text("session");
    let text = reader.text("workout");
    let minutes = reader
        .integer("minutes", 5..=480)
        .map(|minutes| as_u32(minutes.value));
    let window = |key: &str| reader.parsed(key, Code::Window, parse_days);
    let windows = [
        (Side::After, window("after_race")),
        (Side::Before, window("before_race")),
        (Side::Start, window("after_start")),
    ];
    let span = reader.span().clone();
    let faults = reader.faults();
    let workout = text.as_ref().and_then(|text| context.parse(text, faults));
    let kind = session_of(&reader, session.as_ref(), workout.as_ref(), context);
    if what.is_none() && reader.value("what").is_none() && text.is_none() {
        let key = MissingKey::OnceWhat;
        faults.push(PlanFault::Missing { key }.at(&span));
    }
    let misses = (what.is_none() && reader.value("what").is_some()) || (text.is_some() && workout.is_none());
    reader.finish();
    let (side, days) = one_window(windows, &span, faults)?;
    let session = kind.filter(|_| !misses)?;
    let workout = workout.unwrap_or_else(|| without_name(session.length(0)));
    let workout = match minutes {
        Some(minutes) => with_minutes(workout, minutes, text.is_some()),
        None => workout,
    };
    let title = workout.guide().map(|guide| guide.title.clone());
    let what = match what {
        Some(what) => what.value,
        None => text
            .is_some()
            .then(|| title.unwrap_or_else(|| session.title.clone()))?,
    };
    Some(Once {
        what,
        session,
        workout,
        side,
        days,
        span,
    })
}

/// The session type that is named, else the one that fits the workout, else an appointment.
fn session_of(
    reader: &Reader<'_>,
    named: Option<&Text>,
    workout: Option<&Workout>,
    context: &Context<'_>,
) -> Option<Arc<SessionType>> {
    let Some(text) = named else {
        let kind = workout.map_or(SessionKind::Appointment, kind_of);
        return Some(context.sessions.of_kind(kind));
    };
    let name = text.value.as_str();
    let known = context.sessions.get(name).cloned();
    if known.is_none() {
        let fault = PlanFault::UnknownSession {
            name: name.to_owned(),
            suggestion: Suggestion::of(name, context.sessions.names()),
        };
        reader.faults().push(fault.at(&text.span));
    }
    known
}

/// The single window that an item must have.
fn one_window(
    windows: [(Side, Option<Spanned<Between<u32>>>); 3],
    span: &Span,
    faults: &Faults,
) -> Option<(Side, Between<u32>)> {
    let mut given = windows.into_iter().filter_map(|(side, days)| Some((side, days?)));
    let Some((side, days)) = given.next() else {
        let key = MissingKey::OnceDays;
        faults.push(PlanFault::Missing { key }.at(span));
        return None;
    };
    if let Some((_, second)) = given.next() {
        faults.push(PlanFault::SecondWindow.at(&second.span));
        return None;
    }
    Some((side, days.value))
}

/// The workout without its library name, for an item with a title of its own.
fn without_name(workout: Workout) -> Workout {
    match <[Step; 1]>::try_from(workout.steps) {
        Ok([Step::Named { steps, .. }]) => Workout { steps },
        Ok([step]) => Workout { steps: vec![step] },
        Err(steps) => Workout { steps },
    }
}

/// `workout` with another length. `keeps_note` is true if the note is the item's own.
fn with_minutes(mut workout: Workout, minutes: u32, keeps_note: bool) -> Workout {
    let length = Between::exactly(Duration::from_minutes(minutes));
    let mut steps = workout.steps.as_mut_slice();
    if let [Step::Named { steps: inside, .. }] = steps {
        steps = inside.as_mut_slice();
    }
    match steps.first_mut() {
        Some(Step::Activity { amount, note, .. }) => {
            *amount = Some(length);
            if !keeps_note {
                *note = None;
            }
        }
        Some(Step::Run { amount, .. }) => *amount = crate::workout::Amount::Time(length),
        _ => {}
    }
    workout
}
