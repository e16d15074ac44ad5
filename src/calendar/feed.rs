//! The calendar around the events (RFC 5545 §3.4, RFC 7986 §4).

use chrono::{DateTime, Datelike, Utc};

use super::color::Color;
use super::event::{Event, LINE_CHARACTERS};
use super::vtimezone;
use super::writer::{Lines, is_link};
use super::zone::Zone;

/// Who wrote it. Without the program's version: a release of it does not change every feed.
///
/// There is no METHOD. PUBLISH would ask for an ORGANIZER (RFC 5546 §3.2.1), and would make
/// DTSTAMP the moment of writing, so that no two fetches had the same bytes.
const HEAD: &str =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//longrun//longrun//EN\r\nCALSCALE:GREGORIAN\r\n";

/// A calendar that somebody subscribes to, imports or prints.
///
/// ```
/// use longrun::calendar::{Calendar, Zone};
///
/// let calendar = Calendar {
///     name: "Berlin 2027".to_owned(),
///     description: None,
///     uid: "berlin-2027".to_owned(),
///     url: None,
///     source: None,
///     color: None,
///     zone: Zone::new("Europe/Berlin"),
///     revised: chrono::DateTime::UNIX_EPOCH,
///     refresh: 60,
///     events: Vec::new(),
/// };
/// assert!(calendar.to_bytes().ends_with(b"END:VTIMEZONE\r\nEND:VCALENDAR\r\n"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    /// What it is called: NAME, and X-WR-CALNAME, the only one that Google reads. At most 255
    /// characters.
    pub name: String,
    /// What it is for, at most 255 characters.
    pub description: Option<String>,
    /// The name that it keeps for good (RFC 7986 §5.3).
    pub uid: String,
    /// Its page (RFC 7986 §5.5). Left out unless it is a plain address, as [`Event::link`] is.
    pub url: Option<String>,
    /// Where it is fetched from (RFC 7986 §5.8). Left out unless it is a plain address.
    pub source: Option<String>,
    /// What to draw its events in (RFC 7986 §5.9).
    pub color: Option<Color>,
    /// The runner's zone. Its rules are in the calendar even if no event is timed.
    pub zone: Option<Zone>,
    /// When anything in it last changed: LAST-MODIFIED.
    pub revised: DateTime<Utc>,
    /// How often to fetch it again, in minutes (RFC 7986 §5.7). 60 is a good answer.
    pub refresh: u32,
    /// What is in it, in the order in which it is written. No two may have one UID.
    pub events: Vec<Event>,
}

impl Calendar {
    /// The calendar as the body of a `text/calendar` file in UTF-8.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write_to(&mut out);
        out
    }

    /// Puts the calendar's bytes at the end of `out`. Once `out` has room for them, the number of
    /// allocations does not depend on the number of events.
    pub fn write_to(&self, out: &mut Vec<u8>) {
        let mut lines = Lines::new(out);
        lines.raw(HEAD);
        self.write_properties(&mut lines);
        self.write_zones(&mut lines);
        for event in &self.events {
            event.write(&mut lines);
        }
        lines.raw("END:VCALENDAR\r\n");
    }

    fn write_properties(&self, lines: &mut Lines<'_>) {
        let mut both = |names: [&str; 2], value: &str| {
            for name in names {
                lines.text(name, value, LINE_CHARACTERS);
            }
        };
        both(["NAME:", "X-WR-CALNAME:"], &self.name);
        if let Some(description) = &self.description {
            both(["DESCRIPTION:", "X-WR-CALDESC:"], description);
        }
        lines.text("UID:", &self.uid, usize::MAX);
        lines.raw("LAST-MODIFIED:");
        lines.utc(self.revised);
        if let Some(url) = self.url.as_deref().filter(|url| is_link(url)) {
            lines.link("URL:", url);
        }
        if let Some(source) = self.source.as_deref().filter(|source| is_link(source)) {
            lines.link("SOURCE;VALUE=URI:", source);
        }
        for name in ["REFRESH-INTERVAL;VALUE=DURATION:", "X-PUBLISHED-TTL:"] {
            lines.raw(name);
            // An interval is positive (RFC 7986 §5.7).
            lines.duration(self.refresh.max(1));
            lines.end();
        }
        if let Some(color) = self.color {
            lines.raw("COLOR:");
            lines.raw(color.name());
            lines.raw("\r\nX-APPLE-CALENDAR-COLOR:");
            lines.raw(color.hex());
            lines.end();
        }
        if let Some(zone) = self.zone.filter(|zone| !zone.is_utc()) {
            lines.raw("X-WR-TIMEZONE:");
            lines.raw(zone.name());
            lines.end();
        }
    }

    /// Writes each zone in use once: the runner's, then the others in the order of their events.
    fn write_zones(&self, lines: &mut Lines<'_>) {
        let mut zones: Vec<Zone> = self.zone.into_iter().filter(|zone| !zone.is_utc()).collect();
        let mut years: Option<(i32, i32)> = None;
        for when in self.events.iter().map(|event| &event.when) {
            let (first, last) = when.dates();
            let (earliest, latest) = years.unwrap_or((first.year(), last.year()));
            years = Some((earliest.min(first.year()), latest.max(last.year())));
            zones.extend(when.zone().filter(|zone| !zones.contains(zone)));
        }
        if zones.is_empty() && self.events.is_empty() {
            // A calendar holds at least one component (RFC 5545 §3.6).
            zones.extend(self.zone.or_else(|| Zone::new("UTC")));
        }
        let (first, last) = years.unwrap_or((self.revised.year(), self.revised.year()));
        for zone in zones {
            vtimezone::write(lines, zone, first, last);
        }
    }
}
