//! The calendar around the events (RFC 5545 §3.4, RFC 7986 §4).

use chrono::{DateTime, Datelike, Utc};

use super::event::{Event, LINE_CHARACTERS};
use super::own_property::OwnProperty;
use super::writer::{Lines, is_link};
use super::zone::Zone;
use super::{hidden, vtimezone};
use crate::color::Color;

/// The first lines of every calendar. The program's version is not in them: a release does not change every feed.
///
/// There is no METHOD. PUBLISH would ask for an ORGANIZER (RFC 5546 §3.2.1), and would make
/// DTSTAMP the moment of writing, so that no two fetches had the same bytes.
const HEAD: &str =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//longrun//longrun//EN\r\nCALSCALE:GREGORIAN\r\n";

/// The property of [`Calendar::dropped`].
pub(crate) const DROPPED: &str = "X-LONGRUN-DROPPED";

/// A calendar to subscribe to, to import or to print.
///
/// It has no UID of its own (RFC 7986 §5.3), though each of its events has one. vdirsyncer takes the first UID of a text
/// for that of every event in it, and would show one of them all (pimutils/vdirsyncer#1222).
///
/// ```
/// use longrun::ical::{Calendar, Zone};
///
/// let calendar = Calendar {
///     name: "Berlin 2027".to_owned(),
///     description: None,
///     url: None,
///     source: None,
///     color: None,
///     zone: Zone::new("Europe/Berlin"),
///     revised: chrono::DateTime::UNIX_EPOCH,
///     refresh: 60,
///     dropped: None,
///     own: Vec::new(),
///     events: Vec::new(),
///     hidden: Vec::new(),
/// };
/// assert!(calendar.to_bytes().ends_with(b"END:VTIMEZONE\r\nEND:VCALENDAR\r\n"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    /// The title, of at most 255 characters: NAME, and X-WR-CALNAME, the only one that Google reads.
    pub name: String,
    /// A line about the calendar, of at most 255 characters.
    pub description: Option<String>,
    /// The address of its page (RFC 7986 §5.5). Left out unless it is a plain address, as [`Event::link`] is.
    pub url: Option<String>,
    /// The address that it is fetched from (RFC 7986 §5.8). Left out unless it is a plain address.
    pub source: Option<String>,
    /// The colour of its events (RFC 7986 §5.9).
    pub color: Option<Color>,
    /// The runner's zone. Its rules are in the calendar if an event is timed by it, or there is none.
    pub zone: Option<Zone>,
    /// The moment of the last change in it: LAST-MODIFIED.
    pub revised: DateTime<Utc>,
    /// The minutes between two fetches (RFC 7986 §5.7).
    pub refresh: u32,
    /// The highest SEQUENCE of the events that were removed from it, as a property of our own. A new event starts above
    /// that, since it may be one of them that comes back.
    pub dropped: Option<u32>,
    /// The properties of our own.
    pub own: Vec<OwnProperty>,
    /// The events in the order in which they are written. No two may have one UID.
    pub events: Vec<Event>,
    /// Events that were in the calendar and are hidden, by UID, as they last were. None has the UID of another event.
    /// Files keep them as properties of our own, so that no revision is forgotten; applications do not show them.
    pub hidden: Vec<Event>,
}

impl Calendar {
    /// The calendar as the body of a `text/calendar` file in UTF-8.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write_to(&mut out);
        out
    }

    /// Puts the calendar's bytes at the end of `out`. Once `out` has room for them, the number of
    /// allocations does not depend on the number of events that are shown.
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
        if let Some(dropped) = self.dropped {
            lines.raw(DROPPED);
            lines.raw(":");
            lines.number(dropped);
            lines.end();
        }
        for property in &self.own {
            property.write(lines.line(property.name));
        }
        if let Some(color) = self.color {
            lines.raw("COLOR:");
            lines.raw(color.name());
            lines.raw("\r\nX-APPLE-CALENDAR-COLOR:");
            lines.raw(color.hex());
            lines.end();
        }
        // Readers take it for the zone of every event: beside another zone it would be wrong.
        let used = || self.events.iter().filter_map(|event| event.when.zone());
        let in_use = used().next().is_none() == self.events.is_empty();
        let only = |zone: &Zone| in_use && used().all(|other| other == *zone);
        if let Some(zone) = self.zone.filter(|zone| !zone.is_utc() && only(zone)) {
            lines.raw("X-WR-TIMEZONE:");
            lines.raw(zone.name());
            lines.end();
        }
        for event in &self.hidden {
            hidden::write(lines, event);
        }
    }

    /// Writes each zone in use once, in the order of their events.
    fn write_zones(&self, lines: &mut Lines<'_>) {
        let mut zones: Vec<Zone> = Vec::new();
        let mut years: Option<(i32, i32)> = None;
        for when in self.events.iter().map(|event| &event.when) {
            let (first, last) = when.dates();
            let (earliest, latest) = years.unwrap_or((first.year(), last.year()));
            years = Some((earliest.min(first.year()), latest.max(last.year())));
            zones.extend(when.zone().filter(|zone| !zones.contains(zone)));
        }
        if zones.is_empty() && self.events.is_empty() {
            // A calendar holds at least one component (RFC 5545 §3.6).
            zones.push(self.zone.unwrap_or(Zone::UTC));
        }
        let (first, last) = years.unwrap_or((self.revised.year(), self.revised.year()));
        for zone in zones {
            vtimezone::write(lines, zone, first, last);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ical::When;

    fn calendar(zone: &str, events: Vec<Event>) -> Calendar {
        Calendar {
            name: "Berlin, 2027".to_owned(),
            description: Some("18 weeks".to_owned()),
            url: Some("https://longrun.example/s/1".to_owned()),
            source: Some("https://longrun.example/feed/1/berlin.ics".to_owned()),
            color: Color::new("tomato"),
            zone: Zone::new(zone),
            revised: "2026-11-22T05:24:00Z".parse().unwrap(),
            refresh: 60,
            dropped: None,
            own: Vec::new(),
            events,
            hidden: Vec::new(),
        }
    }

    fn event(zone: &str, start: &str) -> Event {
        let start: chrono::NaiveDateTime = start.parse().unwrap();
        let zone = Zone::new(zone).unwrap();
        let when = When::Timed {
            date: start.date(),
            time: start.time(),
            zone,
            minutes: 60,
        };
        let uid = format!("{start}@{zone}");
        Event::new(uid, DateTime::UNIX_EPOCH, when, "Easy run".to_owned())
    }

    fn written(calendar: &Calendar) -> String {
        String::from_utf8(calendar.to_bytes())
            .unwrap()
            .replace("\r\n", "\n")
    }

    #[test]
    fn an_empty_calendar_has_its_properties_and_its_zone() {
        let expected = "\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//longrun//longrun//EN
CALSCALE:GREGORIAN
NAME:Berlin\\, 2027
X-WR-CALNAME:Berlin\\, 2027
DESCRIPTION:18 weeks
X-WR-CALDESC:18 weeks
LAST-MODIFIED:20261122T052400Z
URL:https://longrun.example/s/1
SOURCE;VALUE=URI:https://longrun.example/feed/1/berlin.ics
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
COLOR:tomato
X-APPLE-CALENDAR-COLOR:#FF6347
X-WR-TIMEZONE:Asia/Tokyo
BEGIN:VTIMEZONE
TZID:Asia/Tokyo
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0900
TZOFFSETTO:+0900
TZNAME:JST
END:STANDARD
END:VTIMEZONE
END:VCALENDAR
";
        assert_eq!(written(&calendar("Asia/Tokyo", Vec::new())), expected);
    }

    #[test]
    fn utc_has_no_zone_of_its_own_unless_nothing_else_is_there() {
        let empty = written(&calendar("UTC", Vec::new()));
        assert!(
            empty.contains("BEGIN:VTIMEZONE") && !empty.contains("X-WR-TIMEZONE"),
            "{empty}"
        );
        let full = written(&calendar("UTC", vec![event("GMT", "2027-04-18T08:00:00")]));
        assert!(full.contains("DTSTART:20270418T080000Z\n"), "{full}");
        assert!(!full.contains("VTIMEZONE") && !full.contains("TZID"), "{full}");
    }

    #[test]
    fn every_zone_in_use_is_there_once() {
        let zones = [
            "Europe/Berlin",
            "America/New_York",
            "Europe/Berlin",
            "America/New_York",
        ];
        let events = zones.map(|zone| event(zone, "2027-04-18T08:00:00"));
        let full = written(&calendar("Europe/Berlin", events.to_vec()));
        let defined: Vec<_> = full
            .lines()
            .filter_map(|line| line.strip_prefix("TZID:"))
            .collect();
        assert_eq!(defined, ["Europe/Berlin", "America/New_York"]);
    }

    #[test]
    fn a_zone_covers_the_years_around_all_events() {
        let events = ["2024-06-01T08:00:00", "2027-06-01T08:00:00"].map(|at| event("Africa/Casablanca", at));
        let full = written(&calendar("Africa/Casablanca", events.to_vec()));
        assert!(
            full.contains("DTSTART:20230319T030000") && full.contains("DTSTART:20260920T020000"),
            "{full}"
        );
    }

    #[test]
    fn addresses_that_are_none_are_left_out() {
        let bad = Some("https://longrun.example/\r\nMETHOD:PUBLISH".to_owned());
        let calendar = Calendar {
            url: bad.clone(),
            source: bad,
            ..calendar("UTC", Vec::new())
        };
        let written = written(&calendar);
        assert!(!written.contains("METHOD") && !written.contains("URL") && !written.contains("SOURCE"));
    }

    #[test]
    fn properties_of_our_own_are_folded_and_read_back() {
        let property = OwnProperty {
            name: OwnProperty::SEASON,
            parameters: vec![
                ("DAY".to_owned(), "20270418".to_owned()),
                ("ZONE".to_owned(), "a \"b\": c".to_owned()),
            ],
            value: "spring, ".repeat(20),
        };
        let calendar = Calendar {
            own: vec![property.clone()],
            ..calendar("UTC", Vec::new())
        };
        let text = written(&calendar);
        assert!(
            text.contains("\nX-LONGRUN-SEASON;DAY=20270418;ZONE=\"a ^'b^': c\":spring\\, "),
            "{text}"
        );
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        assert_eq!(property.parameter("DAY"), Some("20270418"));
        assert_eq!(property.parameter("ID"), None);
    }

    #[test]
    fn a_hidden_event_is_a_property() {
        let at = "2027-04-18T08:00:00";
        let shown = calendar("UTC", vec![event("GMT", at)]);
        let with = Calendar {
            hidden: vec![event("Europe/Berlin", at)],
            ..shown.clone()
        };
        let file = written(&with).replace("\n ", "");
        let line = file.lines().find(|line| line.starts_with("X-LONGRUN-HIDDEN:"));
        let line = line.unwrap();
        assert!(
            line.contains("\\nUID:2027-04-18 08:00:00@Europe/Berlin\\nDTSTAMP:19700101T000000Z\\n"),
            "{line}"
        );
        assert!(line.ends_with("\\nEND:VEVENT"), "{line}");
        assert_eq!(
            file.replace(&format!("{line}\n"), ""),
            written(&shown).replace("\n ", "")
        );
    }

    #[test]
    fn the_same_calendar_is_the_same_bytes_also_behind_others() {
        let calendar = calendar(
            "Europe/Berlin",
            vec![event("Europe/Berlin", "2027-04-18T08:00:00")],
        );
        let bytes = calendar.to_bytes();
        let mut out = bytes.clone();
        calendar.write_to(&mut out);
        assert_eq!(out, bytes.repeat(2));
    }
}
