//! A calendar that this program wrote, read back: also after a calendar application has rewritten it, with its lines
//! in another order, folded elsewhere, with other line ends and zones, and with properties and alarms of its own.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::ledger::Ledger;
use crate::diagnostic::{Diagnostic, Faults, Source};
use crate::ical::lines::{self, Component, Property};
use crate::ical::reader::{self, FAULT, ReadCalendar, ReadEvent, short, unescaped};
use crate::ical::{Calendar, Event, LARGEST_CALENDAR, Zone};

/// What every UID of ours ends with.
const OURS: &str = "@longrun";

/// What a file turned out to be.
#[derive(Debug)]
pub enum Found {
    /// A calendar of ours.
    Ours(Ledger),
    /// Something else, and what, to be read after the file's name: "is not a calendar".
    NotOurs(String),
    /// A calendar of ours that cannot be read; what is wrong has been told.
    Damaged,
}

/// Reads the calendar in `bytes`, called `name` in messages. Times without a zone are those of `zone`.
///
/// It is ours if nothing in it is somebody else's: an event of another program would be lost when the
/// file is written again.
pub fn read(name: &str, bytes: &[u8], zone: Option<Zone>, faults: &Faults) -> Found {
    if bytes.len() > LARGEST_CALENDAR {
        return Found::NotOurs("is larger than 5 MiB".to_owned());
    }
    let (text, whole) = text(bytes);
    let start = text.trim_start().get(.."BEGIN:VCALENDAR".len());
    if !start.is_some_and(|start| start.eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
        return Found::NotOurs("is not a calendar".to_owned());
    }
    let source = Source::new(name, text);
    let said = Faults::new();
    let calendars = lines::calendars(&source, reader::WANTED, &said);
    if let Some(reason) = not_ours(&calendars, said.errors() > 0 || !whole) {
        return Found::NotOurs(reason);
    }
    if !whole {
        said.push(Diagnostic::error(FAULT, format!("{name} is not a text in UTF-8")));
    }
    let ledger = calendars
        .first()
        .map(|calendar| ledger(reader::calendar(calendar, zone, &source, &said)));
    let whole = said.errors() == 0;
    faults.extend(said);
    match ledger.filter(|_| whole) {
        Some(ledger) => Found::Ours(Ledger {
            events: each_once(ledger.events),
            ..ledger
        }),
        None => Found::Damaged,
    }
}

/// Importing twice doubles events in some applications; the later revision is what people see.
fn each_once(events: Vec<ReadEvent>) -> Vec<ReadEvent> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut once: Vec<ReadEvent> = Vec::with_capacity(events.len());
    for event in events {
        match places.get(&event.event.uid) {
            Some(place) if revision(&once[*place].event) < revision(&event.event) => once[*place] = event,
            Some(_) => {}
            None => {
                places.insert(event.event.uid.clone(), once.len());
                once.push(event);
            }
        }
    }
    once
}

/// A calendar as it reads once it is written, its events in their order.
pub(super) fn as_read(calendar: &Calendar) -> Ledger {
    let text = String::from_utf8_lossy(&calendar.to_bytes()).into_owned();
    let source = Source::new("", text);
    let faults = Faults::new();
    let read = lines::calendars(&source, reader::WANTED, &faults);
    let first = read
        .first()
        .map(|read| ledger(reader::calendar(read, calendar.zone, &source, &faults)));
    first.unwrap_or_default()
}

/// The text, and whether all of it is one. Some programs fold inside of a letter.
fn text(bytes: &[u8]) -> (String, bool) {
    let (text, whole) = match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), true),
        Err(_) => match String::from_utf8(unfolded(bytes)) {
            Ok(text) => (text, true),
            Err(_) => (String::from_utf8_lossy(bytes).into_owned(), false),
        },
    };
    match text.strip_prefix('\u{feff}') {
        Some(rest) => (rest.to_owned(), whole),
        None => (text, whole),
    }
}

fn unfolded(bytes: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let fold = [&b"\r\n "[..], b"\r\n\t", b"\n ", b"\n\t"];
        match fold.iter().find(|fold| bytes[at..].starts_with(fold)) {
            Some(fold) => at += fold.len(),
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    out
}

/// Why the file is not ours, if so. In a damaged one a missing UID says nothing.
fn not_ours(calendars: &[Component], damaged: bool) -> Option<String> {
    let is_ours =
        |uid: Option<&Property>| uid.is_some_and(|uid| uid.value.ends_with(OURS) || is_short(&uid.value));
    let inner = || calendars.iter().flat_map(|calendar| &calendar.inner);
    let by_us = calendars.iter().any(|calendar| {
        let product = calendar.get("PRODID");
        product.is_some_and(|product| product.value.starts_with("-//longrun//"))
            || is_ours(calendar.get("UID"))
    });
    if !by_us && !inner().any(|one| one.name == "VEVENT" && is_ours(one.get("UID"))) {
        return Some("is a calendar that longrun did not write".to_owned());
    }
    if damaged {
        return None;
    }
    let strangers = inner().filter(|one| match one.name.as_str() {
        "VEVENT" => one.get("UID").is_some_and(|uid| !is_ours(Some(uid))),
        "VTIMEZONE" => false,
        other => !other.starts_with("X-"),
    });
    let titles: Vec<String> = strangers
        .map(|one| {
            one.get("SUMMARY")
                .map_or_else(|| one.name.clone(), |title| short(&unescaped(&title.raw)))
        })
        .collect();
    match titles.as_slice() {
        [] if calendars.len() > 1 => Some("holds more than one calendar".to_owned()),
        [] => None,
        [one] => Some(format!("holds an entry that longrun did not write: “{one}”")),
        [one, more @ ..] => Some(format!(
            "holds {} entries that longrun did not write: “{one}” and others",
            more.len() + 1
        )),
    }
}

/// Whether a UID looks like one that was too long, and was cut (`short_uid`).
fn is_short(uid: &str) -> bool {
    let hash = uid.rsplit('-').next().unwrap_or_default();
    uid.len() > crate::ical::event::UID_OCTETS - 4
        && hash.len() == 16
        && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The ledger of what a file holds.
fn ledger(read: ReadCalendar) -> Ledger {
    Ledger {
        season: season(&read),
        head: read.head,
        revised: read.revised,
        dropped: read.dropped,
        events: read.events,
    }
}

fn revision(event: &Event) -> (u32, DateTime<Utc>) {
    (event.sequence, event.stamp)
}

/// The season's name: in the calendar's UID, or in those of its events, up to the first dot.
fn season(read: &ReadCalendar) -> Option<String> {
    let own = read.uid.as_deref().and_then(|uid| uid.strip_suffix(OURS));
    let of_event = || Some(read.events.last()?.event.uid.split_once('.')?.0);
    own.or_else(of_event).map(str::to_owned)
}
