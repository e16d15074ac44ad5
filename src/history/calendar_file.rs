//! A calendar that this program wrote, read back: also after a calendar application has rewritten it, with its lines
//! in another order, folded elsewhere, with other line ends and zones, and with properties and alarms of its own.

use std::collections::HashMap;

use super::head::CalendarHead;
use super::ledger::Ledger;
use super::record::EventRecord;
use crate::calendar::{PublishedSeason, identity};
use crate::diagnostic::fault::CalendarFault;
use crate::diagnostic::{Faults, NotOurs, Source};
use crate::ical::Zone;
use crate::ical::lines::{self, Component, Property};
use crate::ical::reader::{self, ReadCalendar, short};
use crate::ical::value::unescaped;
use crate::limits::LARGEST_CALENDAR;

/// A calendar file as it was read.
#[derive(Debug)]
pub enum CalendarFile {
    /// A calendar of ours.
    Ours(Ledger),
    /// Something else, and the reason, to be read after the file's name: "is not a calendar".
    NotOurs(NotOurs),
    /// A calendar of ours that cannot be read. The faults have been reported.
    Damaged,
}

/// Reads the calendar in `bytes`, called `name` in messages. Times without a zone are those of `zone`.
///
/// It is ours if nothing in it is somebody else's: an event of another program would be lost when the
/// file is written again.
pub fn read(name: &str, bytes: &[u8], zone: Option<Zone>, faults: &Faults) -> CalendarFile {
    if bytes.len() > LARGEST_CALENDAR {
        return CalendarFile::NotOurs(NotOurs::TooLarge);
    }
    let (text, whole) = text(bytes);
    let start = text.trim_start().get(.."BEGIN:VCALENDAR".len());
    if !start.is_some_and(|start| start.eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
        return CalendarFile::NotOurs(NotOurs::NotACalendar);
    }
    let source = Source::new(name, text);
    let said = Faults::new();
    let calendars = lines::calendars(&source, reader::WANTED, &said);
    if let Some(reason) = not_ours(&calendars, said.errors() > 0 || !whole) {
        return CalendarFile::NotOurs(reason);
    }
    if !whole {
        let file = name.to_owned();
        said.push(CalendarFault::NotText { file });
    }
    let ledger = calendars
        .first()
        .map(|calendar| ledger(reader::calendar(calendar, zone, &source, &said), zone));
    let whole = said.errors() == 0;
    faults.extend(said);
    match ledger.filter(|_| whole) {
        Some(ledger) => CalendarFile::Ours(Ledger {
            records: each_once(ledger.records),
            ..ledger
        }),
        None => CalendarFile::Damaged,
    }
}

/// Importing twice doubles events in some applications; the later revision is what people see.
fn each_once(records: Vec<EventRecord>) -> Vec<EventRecord> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut once: Vec<EventRecord> = Vec::with_capacity(records.len());
    let revision = |record: &EventRecord| (record.sequence(), record.stamp(), record.is_shown());
    for record in records {
        match places.get(record.uid()) {
            Some(place) if revision(&once[*place]) < revision(&record) => once[*place] = record,
            Some(_) => {}
            None => {
                places.insert(record.uid().to_owned(), once.len());
                once.push(record);
            }
        }
    }
    once
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

/// The reason for which a file is not ours, if there is one. In a damaged file a missing UID proves nothing.
fn not_ours(calendars: &[Component], damaged: bool) -> Option<NotOurs> {
    let is_ours = |uid: Option<&Property>| uid.is_some_and(|uid| identity::is_ours(&uid.value));
    let inner = || calendars.iter().flat_map(|calendar| &calendar.inner);
    let by_us = calendars.iter().any(|calendar| {
        let product = calendar.get("PRODID");
        product.is_some_and(|product| product.value.starts_with("-//longrun//"))
            || is_ours(calendar.get("UID"))
    });
    if !by_us && !inner().any(|one| one.name == "VEVENT" && is_ours(one.get("UID"))) {
        return Some(NotOurs::OtherProgram);
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
                .map_or_else(|| one.name.clone(), |title| short(&unescaped(title.raw())))
        })
        .collect();
    match titles.as_slice() {
        [] if calendars.len() > 1 => Some(NotOurs::Several),
        [] => None,
        [first, ..] => Some(NotOurs::Entries(titles.len(), first.clone())),
    }
}

/// The ledger of what a file holds.
pub(super) fn ledger(read: ReadCalendar, zone: Option<Zone>) -> Ledger {
    let seasons = PublishedSeason::each_once(&read.own);
    let zone_of_season = seasons.iter().find_map(|season| season.zone);
    let hidden = read.hidden.iter().filter_map(|text| EventRecord::from_text(text));
    let hidden = hidden.filter(|record| identity::is_ours(record.uid()));
    let hidden = hidden.map(EventRecord::hidden);
    let shown = read.events.into_iter().map(EventRecord::of_read);
    Ledger {
        head: CalendarHead {
            name: read.name,
            description: read.description,
            color: read.color,
            zone: read.zone.or(zone).or(zone_of_season),
            revised: read.revised,
            dropped: read.dropped,
            forgotten: false,
            seasons,
        },
        records: hidden.chain(shown).collect(),
    }
}
