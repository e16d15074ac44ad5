//! `[[once]]`: items with a window of days after a race or before one.

use super::as_u32;
use super::sessions::Context;
use super::values::parse_days;
use crate::diagnostic::Diagnostic;
use crate::document::Reader;
use crate::plan::model::{Once, Side};
use crate::units::{Between, Duration};
use crate::workout::{Step, Workout};

pub(super) fn once(reader: Reader<'_>, context: &Context<'_>) -> Option<Once> {
    let what = reader.line("what");
    let session = reader.text("session");
    let minutes = reader
        .integer("minutes", 5..=480)
        .map(|minutes| as_u32(minutes.value));
    let window = |key: &str| reader.parsed(key, "window", parse_days);
    let (after, before) = (window("after_race"), window("before_race"));
    let span = reader.span().clone();
    let name = session.as_ref().map_or("appointment", |text| text.value.as_str());
    let kind = context.sessions.get(name).cloned();
    if let (None, Some(text)) = (&kind, &session) {
        let message = format!("`{name}` is not a session");
        let fault = Diagnostic::error("unknown-session", message).at(&text.span, "unknown");
        reader
            .faults()
            .push(fault.suggest(name, context.sessions.names()));
    }
    let faults = reader.faults();
    if what.is_none() && reader.value("what").is_none() {
        faults.push(Diagnostic::error("missing-key", "a [[once]] item needs `what`").at(&span, ""));
    }
    reader.finish();
    let (side, days) = match (after, before) {
        (Some(days), None) => (Side::After, days.value),
        (None, Some(days)) => (Side::Before, days.value),
        (None, None) => {
            let help = "write after_race = \"3-5 days\" or before_race = \"7-10 days\"";
            faults.push(
                Diagnostic::error("missing-key", "a [[once]] item needs its days")
                    .at(&span, "")
                    .help(help),
            );
            return None;
        }
        (Some(_), Some(second)) => {
            let message = "a [[once]] item has one window, after a race or before one";
            faults.push(Diagnostic::error("window", message).at(&second.span, "a second one"));
            return None;
        }
    };
    let session = kind?;
    let workout = match minutes {
        Some(minutes) => with_minutes(&session.length, minutes),
        None => session.length.clone(),
    };
    Some(Once {
        what: what?.value,
        session,
        workout,
        side,
        days,
        span,
    })
}

fn with_minutes(workout: &Workout, minutes: u32) -> Workout {
    let length = Between::exactly(Duration::from_minutes(minutes));
    let mut workout = workout.clone();
    match workout.steps.first_mut() {
        Some(Step::Activity { amount, note, .. }) => {
            *amount = Some(length);
            *note = None;
        }
        Some(Step::Run { amount, .. }) => *amount = crate::workout::Amount::Time(length),
        _ => {}
    }
    workout
}
