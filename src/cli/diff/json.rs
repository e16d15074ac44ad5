//! Prints the changes of a calendar as JSON (`docs/json.md`).

use chrono::{NaiveDate, NaiveTime};
use serde::Serialize;

use crate::history::CalendarChange;
use crate::history::ledger::EventChange;
use crate::ical::{Event, When};

/// The output of `longrun diff --json`.
#[derive(Serialize)]
pub(super) struct Changes {
    calendar: String,
    same: bool,
    calendar_changes: Vec<CalendarChanged>,
    changes: Vec<Changed>,
}

#[derive(Serialize)]
struct CalendarChanged {
    part: &'static str,
    before: Option<String>,
    after: Option<String>,
}

#[derive(Serialize)]
struct Changed {
    change: &'static str,
    uid: String,
    sequence: u32,
    title: String,
    parts: Vec<&'static str>,
    before: Option<EventShown>,
    after: Option<EventShown>,
}

#[derive(Serialize)]
struct EventShown {
    title: String,
    date: String,
    time: Option<String>,
    time_zone: Option<&'static str>,
    duration: Option<u64>,
}

pub(super) fn of(calendar: &str, itself: &[CalendarChange], changes: &[EventChange]) -> Changes {
    let of_calendar = |change: &CalendarChange| CalendarChanged {
        part: change.field.word(),
        before: change.before.clone(),
        after: change.after.clone(),
    };
    Changes {
        calendar: calendar.to_owned(),
        same: changes.is_empty() && itself.is_empty(),
        calendar_changes: itself.iter().map(of_calendar).collect(),
        changes: changes.iter().map(changed).collect(),
    }
}

fn changed(change: &EventChange) -> Changed {
    let after = &change.after;
    let takes_place = after.status == crate::ical::Status::Confirmed;
    Changed {
        change: change.kind.word(),
        uid: after.uid.clone(),
        sequence: after.sequence,
        title: after.summary.clone(),
        parts: change.parts.iter().map(|part| part.word()).collect(),
        before: change.before.as_ref().map(shown),
        after: takes_place.then(|| shown(after)),
    }
}

fn shown(event: &Event) -> EventShown {
    let (date, time, zone, minutes): (NaiveDate, Option<NaiveTime>, _, _) = match event.when {
        When::AllDay { first, .. } => (first, None, None, None),
        When::Timed {
            date,
            time,
            zone,
            minutes,
        } => (date, Some(time), Some(zone.name()), Some(minutes)),
    };
    EventShown {
        title: event.summary.clone(),
        date: date.to_string(),
        time: time.map(|time| time.to_string()),
        time_zone: zone,
        duration: minutes.map(|minutes| u64::from(minutes) * 60),
    }
}
