//! A calendar as an application sees it: its bytes, taken apart by a few lines that know nothing of the library's own
//! reader.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use longrun::ical::Zone;

/// An event as an application sees it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SeenEvent {
    pub(super) uid: String,
    pub(super) sequence: u32,
    pub(super) modified: DateTime<Utc>,
    pub(super) is_live: bool,
    /// The day on the runner's clock.
    pub(super) day: NaiveDate,
    pub(super) title: String,
    /// Start and end of an event with a time, in UTC.
    pub(super) time: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// All lines that readers may see: neither the UID, nor a revision, nor a note of ours.
    pub(super) lines: String,
}

impl SeenEvent {
    /// The UID without the mark of a repeat.
    pub(super) fn stem(&self) -> &str {
        let uid = self.uid.strip_suffix("@longrun").unwrap_or(&self.uid);
        uid.split_once(".again").map_or(uid, |(stem, _)| stem)
    }

    /// The season in the UID.
    pub(super) fn season(&self) -> &str {
        self.uid.split(['.', '@']).next().unwrap_or_default()
    }

    /// The name of the session in the UID; `None` for a week's note.
    pub(super) fn session(&self) -> Option<&str> {
        let mut parts = self.stem().split('.').skip(3);
        parts.next().filter(|_| parts.next().is_some())
    }

    /// A line for a report.
    pub(super) fn brief(&self) -> String {
        let state = if self.is_live { "" } else { ", cancelled" };
        format!(
            "{} {} “{}” (SEQUENCE {}{state})",
            self.day, self.uid, self.title, self.sequence
        )
    }
}

/// A calendar as an application sees it.
#[derive(Debug, Clone, Default)]
pub(super) struct SeenCalendar {
    /// In the order of the file.
    pub(super) events: Vec<SeenEvent>,
    /// All lines of its head that readers may see: neither a stamp nor a note of ours.
    pub(super) head: String,
    /// The calendar's own LAST-MODIFIED.
    pub(super) modified: DateTime<Utc>,
}

impl SeenCalendar {
    pub(super) fn of(bytes: &[u8], zone: Option<Zone>) -> Self {
        let text = String::from_utf8(bytes.to_vec()).unwrap().replace("\r\n ", "");
        let mut parts = text.split("BEGIN:VEVENT\r\n");
        let head = parts.next().unwrap_or_default();
        let events = parts.map(|part| event(part.split("END:VEVENT").next().unwrap(), zone));
        SeenCalendar {
            events: events.collect(),
            head: seen_lines(head),
            modified: lines(head)
                .get("LAST-MODIFIED")
                .map(|text| stamp(text))
                .unwrap_or_default(),
        }
    }

    pub(super) fn live(&self) -> impl Iterator<Item = &SeenEvent> {
        self.events.iter().filter(|event| event.is_live)
    }

    pub(super) fn by_uid(&self) -> BTreeMap<&str, &SeenEvent> {
        self.events
            .iter()
            .map(|event| (event.uid.as_str(), event))
            .collect()
    }
}

/// The first line of each name, parameters before the value.
fn lines(text: &str) -> BTreeMap<&str, &str> {
    let mut lines = BTreeMap::new();
    for line in text.split("\r\n") {
        let name = line.find([';', ':']).unwrap_or(line.len());
        lines
            .entry(&line[..name])
            .or_insert_with(|| line.get(name + 1..).unwrap_or_default());
    }
    lines
}

fn event(text: &str, zone: Option<Zone>) -> SeenEvent {
    let of = lines(text);
    let start = of["DTSTART"];
    let (day, from) = when(start, zone);
    let until = of.get("DTEND").and_then(|end| when(end, zone).1);
    SeenEvent {
        uid: of["UID"].to_owned(),
        sequence: of["SEQUENCE"].parse().unwrap(),
        modified: stamp(of["LAST-MODIFIED"]),
        is_live: of["STATUS"] != "CANCELLED",
        day,
        title: of["SUMMARY"].to_owned(),
        time: from.map(|from| (from, until.unwrap_or(from))),
        lines: seen_lines(text),
    }
}

/// The lines that readers may see.
fn seen_lines(text: &str) -> String {
    let hidden = ["UID:", "DTSTAMP:", "LAST-MODIFIED:", "SEQUENCE:", "X-LONGRUN-"];
    let lines = text.split_inclusive("\r\n");
    lines
        .filter(|line| !hidden.iter().any(|hidden| line.starts_with(hidden)))
        .collect()
}

fn stamp(text: &str) -> DateTime<Utc> {
    NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%SZ")
        .unwrap()
        .and_utc()
}

/// The day on the runner's clock, and the moment.
fn when(text: &str, zone: Option<Zone>) -> (NaiveDate, Option<DateTime<Utc>>) {
    if let Some(day) = text.strip_prefix("VALUE=DATE:") {
        return (NaiveDate::parse_from_str(day, "%Y%m%d").unwrap(), None);
    }
    if let Some((name, local)) = text.strip_prefix("TZID=").and_then(|text| text.split_once(':')) {
        let local = NaiveDateTime::parse_from_str(local, "%Y%m%dT%H%M%S").unwrap();
        let moment = Zone::new(name).unwrap().utc_of(local.date(), local.time());
        return (local.date(), Some(moment));
    }
    let moment = stamp(text);
    let day = zone.map_or_else(|| moment.date_naive(), |zone| zone.local(moment).date());
    (day, Some(moment))
}
