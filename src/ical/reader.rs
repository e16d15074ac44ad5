//! Calendars that `calendar` and `event` wrote, read back. An application may have rewritten them since, with the lines in
//! another order, folded elsewhere, and with properties of its own.

use std::sync::Arc;

use chrono::{DateTime, Datelike, NaiveDateTime, Utc};

use super::calendar::DROPPED;
use super::clocks::{Clocks, FileClock};
use super::hidden::{self, HIDDEN};
use super::lines::{Component, Property, Wanted};
use super::recurrence::{BUDGET, Budget};
use super::revision_notes::{BEFORE, PriorDay, RevisionNotes, STRIDES};
use super::value::{Length, Stamp, unescaped};
use super::writer::is_link;
use super::zone::civil;
use super::{Event, Location, OwnProperty, Status, When, Zone};
use crate::color::Color;
use crate::diagnostic::fault::{CalendarFault, EntryFault};
use crate::diagnostic::{Code, Faults, Source, Span};
use crate::limits::YEARS;

/// The code of all faults of a calendar of ours.
const FAULT: Code = Code::DamagedCalendar;

/// The properties that are read.
pub(crate) const WANTED: Wanted = Wanted {
    properties: &[
        "PRODID",
        "NAME",
        "X-WR-CALNAME",
        "X-WR-CALDESC",
        "X-WR-TIMEZONE",
        "TZID",
        "X-LIC-LOCATION",
        "TZOFFSETTO",
        "UID",
        "DTSTAMP",
        "LAST-MODIFIED",
        "SEQUENCE",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "SUMMARY",
        "DESCRIPTION",
        "URL",
        "LOCATION",
        "GEO",
        DROPPED,
        HIDDEN,
        STRIDES,
        BEFORE,
        OwnProperty::SEASON,
        "CATEGORIES",
        "COLOR",
        "STATUS",
        "TRANSP",
        "ACTION",
        "TRIGGER",
    ],
    raw: &["SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES", HIDDEN],
    code: FAULT,
};

/// A VCALENDAR as it was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ReadCalendar {
    /// NAME or X-WR-CALNAME.
    pub(crate) name: Option<String>,
    /// Its DESCRIPTION or X-WR-CALDESC.
    pub(crate) description: Option<String>,
    /// COLOR.
    pub(crate) color: Option<Color>,
    /// X-WR-TIMEZONE.
    pub(crate) zone: Option<Zone>,
    /// The latest LAST-MODIFIED in it.
    pub(crate) revised: DateTime<Utc>,
    /// [`Calendar::dropped`](super::Calendar::dropped).
    pub(crate) dropped: Option<u32>,
    /// [`Calendar::own`](super::Calendar::own).
    pub(crate) own: Vec<OwnProperty>,
    /// Its events that can be read, in their order.
    pub(crate) events: Vec<ReadEvent>,
    /// The VEVENTs of [`Calendar::hidden`](super::Calendar::hidden), each as the text of its lines.
    pub(crate) hidden: Vec<String>,
}

/// A VEVENT as it was read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ReadEvent {
    /// The event itself.
    pub(crate) event: Event,
    /// True if an application made a series of it. None of ours is one.
    pub(crate) repeats: bool,
}

/// Reads the events of a VCALENDAR of `source`. Times without a zone are those of `zone`. Damage goes to `faults`, and the
/// damaged event is left out.
pub(crate) fn calendar(
    calendar: &Component,
    zone: Option<Zone>,
    source: &Arc<Source>,
    faults: &Faults,
) -> ReadCalendar {
    let events: Vec<&Component> = calendar.of("VEVENT").collect();
    let days = |event: &&Component| Some(Stamp::parse(&event.get("DTSTART")?.value)?.date);
    let (first, last) = (
        events.iter().filter_map(days).min(),
        events.iter().filter_map(days).max(),
    );
    let days = (first.unwrap_or_default(), last.unwrap_or_default());
    let mut budget = Budget(BUDGET);
    let mut reader = EventReader {
        clocks: Clocks::new(calendar, zone.unwrap_or(Zone::UTC), days),
        budget: &mut budget,
        source,
        faults,
    };
    let events: Vec<ReadEvent> = events
        .into_iter()
        .filter_map(|event| reader.event(event))
        .collect();
    let text = |names: [&str; 2]| {
        let property = names.iter().find_map(|name| calendar.get(name));
        property.map(|property| unescaped(property.raw()))
    };
    let last = events.iter().map(|read| read.event.stamp).max();
    ReadCalendar {
        name: text(["NAME", "X-WR-CALNAME"]),
        description: text(["DESCRIPTION", "X-WR-CALDESC"]),
        color: color(calendar),
        zone: calendar
            .get("X-WR-TIMEZONE")
            .and_then(|zone| Zone::new(&zone.value)),
        revised: calendar
            .get("LAST-MODIFIED")
            .and_then(instant)
            .and_then(sane)
            .max(last)
            .unwrap_or_default(),
        dropped: calendar
            .get(DROPPED)
            .and_then(|property| property.value.parse().ok()),
        own: calendar
            .all(OwnProperty::SEASON)
            .map(OwnProperty::of_read)
            .collect(),
        events,
        hidden: calendar
            .all(HIDDEN)
            .map(|property| hidden::vevent(property.raw()))
            .collect(),
    }
}

/// A moment in the years of calendars. Another one says nothing about a change: the next would have to be later.
fn sane(moment: DateTime<Utc>) -> Option<DateTime<Utc>> {
    YEARS.contains(&moment.year()).then_some(moment)
}

/// Reads events, and reports what is damaged.
struct EventReader<'r, 'c> {
    clocks: Clocks<'c>,
    budget: &'r mut Budget,
    source: &'r Arc<Source>,
    faults: &'r Faults,
}

impl EventReader<'_, '_> {
    /// The event; `None` if it is damaged, which is reported.
    fn event(&mut self, event: &Component) -> Option<ReadEvent> {
        let uid = self.needed(event, "UID")?;
        let stamps = ["LAST-MODIFIED", "DTSTAMP"].map(|name| event.get(name));
        let Some(stamp) = stamps[0].or(stamps[1]) else {
            return self.lacks(event, "DTSTAMP");
        };
        let when = self.when(event)?;
        let sequence = match event.get("SEQUENCE") {
            Some(property) => self.value(property, |value| value.parse().ok())?,
            None => 0,
        };
        let text = |name: &str| event.get(name).map_or_else(String::new, |it| unescaped(it.raw()));
        let says = |name: &str, word: &str| {
            event
                .get(name)
                .is_some_and(|it| it.value.eq_ignore_ascii_case(word))
        };
        let summary = text("SUMMARY");
        let link = event
            .get("URL")
            .map(|url| url.raw().trim().to_owned())
            .filter(|url| is_link(url));
        let description = without_link(text("DESCRIPTION"), link.as_deref());
        let repeats = event.get("RRULE").is_some() || event.get("RDATE").is_some();
        Some(ReadEvent {
            repeats,
            event: Event {
                uid: unescaped(uid.raw()).trim().to_owned(),
                stamp: self.value(stamp, |_| {
                    let written = instant(stamp)?;
                    Some(
                        sane(written)
                            .or_else(|| sane(instant(stamps[1]?)?))
                            .unwrap_or_default(),
                    )
                })?,
                sequence,
                when,
                alarm: alarm(event, &summary),
                summary,
                description,
                link,
                location: location(event),
                categories: event
                    .all("CATEGORIES")
                    .flat_map(|list| listed(list.raw()))
                    .collect(),
                busy: !says("TRANSP", "TRANSPARENT"),
                status: if says("STATUS", "CANCELLED") {
                    Status::Cancelled
                } else {
                    Status::Confirmed
                },
                color: color(event),
                notes: RevisionNotes {
                    strides: event.get(STRIDES).map(|it| unescaped(it.raw())),
                    before: event.get(BEFORE).and_then(|it| PriorDay::read(&it.value)),
                }
                .into_written(),
            },
        })
    }

    fn when(&mut self, event: &Component) -> Option<When> {
        let property = self.needed(event, "DTSTART")?;
        let start = self.value(property, Stamp::parse)?;
        let length = match event.get("DURATION") {
            Some(length) => Some(self.value(length, Length::parse)?),
            None => None,
        };
        if start.time.is_none() {
            let end = match event.get("DTEND") {
                Some(end) => Some(self.value(end, Stamp::parse)?.date),
                None => length.and_then(|length| start.date.checked_add_days(chrono::Days::new(length.days))),
            };
            let days = end.map_or(1, |end| (end - start.date).num_days().max(1));
            return Some(When::AllDay {
                first: start.date,
                days: u32::try_from(days).unwrap_or(u32::MAX),
            });
        }
        let clock = self.clock(property, start);
        let from = clock.instant(start.local());
        let until = match (event.get("DTEND"), length) {
            (Some(property), _) => {
                let end = self.value(property, Stamp::parse)?;
                self.clock(property, end).instant(end.local())
            }
            (None, Some(length)) => {
                let days = chrono::Days::new(length.days);
                let end = start.local().checked_add_days(days).unwrap_or(start.local());
                clock.instant(end) + length.secs
            }
            (None, None) => from,
        };
        let (local, zone) = match clock {
            FileClock::Zone(zone) => (start.local(), zone),
            // Where only the file knows the clock, the instant is what counts.
            FileClock::Utc | FileClock::Described(_) => (civil(from), Zone::UTC),
        };
        Some(When::Timed {
            date: local.date(),
            time: local.time(),
            zone,
            minutes: u32::try_from((until - from) / 60).unwrap_or(0),
        })
    }

    fn clock(&mut self, property: &Property, stamp: Stamp) -> FileClock {
        match property.parameter("TZID") {
            _ if stamp.utc => FileClock::Utc,
            Some(name) if stamp.time.is_some() => {
                let named = self.clocks.named(name, self.budget);
                named.unwrap_or_else(|| self.clocks.runner())
            }
            _ => self.clocks.runner(),
        }
    }

    fn needed<'p>(&self, event: &'p Component, name: &str) -> Option<&'p Property> {
        match event.get(name) {
            Some(property) => Some(property),
            None => self.lacks(event, name),
        }
    }

    fn lacks<T>(&self, event: &Component, name: &str) -> Option<T> {
        let span = Span::new(self.source, event.at.clone());
        let fault = EntryFault::Lacks(name.to_owned());
        self.faults.push(CalendarFault::DamagedEvent { fault }.at(&span));
        None
    }

    /// The value that `read` returns for a property's text. `None` is damage and is reported.
    fn value<T>(&self, property: &Property, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let value = read(&property.value);
        if value.is_none() {
            let span = Span::new(self.source, property.at.clone());
            let fault = EntryFault::Value {
                value: short(&property.value),
                property: property.name.to_owned(),
            };
            self.faults.push(CalendarFault::DamagedEvent { fault }.at(&span));
        }
        value
    }
}

/// A moment in UTC, which stamps always are (RFC 5545 §3.8.7).
fn instant(property: &Property) -> Option<DateTime<Utc>> {
    let stamp = Stamp::parse(&property.value)?;
    let local: NaiveDateTime = stamp.local();
    Some(local.and_utc())
}

/// The writer puts the link below the text, and makes a line of it.
fn without_link(description: String, link: Option<&str>) -> String {
    let Some(link) = link else {
        return description;
    };
    match description.strip_suffix(link) {
        Some("") => String::new(),
        Some(text) => text.strip_suffix('\n').map_or(description.clone(), str::to_owned),
        None => description,
    }
}

/// The reminder that the writer put in, before the start in minutes. Those of applications have texts of their own.
fn alarm(event: &Component, summary: &str) -> Option<u32> {
    let ours = |alarm: &&Component| {
        let display = alarm
            .get("ACTION")
            .is_some_and(|action| action.value.eq_ignore_ascii_case("DISPLAY"));
        let text = alarm.get("DESCRIPTION").map(|text| unescaped(text.raw()));
        display && text.is_some_and(|text| text.trim() == summary.trim())
    };
    let trigger = event.of("VALARM").find(ours)?.get("TRIGGER")?;
    let length = Length::parse(trigger.value.strip_prefix('-').unwrap_or(&trigger.value))?;
    let minutes = i64::try_from(length.days).ok()? * 24 * 60 + length.secs / 60;
    u32::try_from(minutes).ok()
}

fn location(event: &Component) -> Option<Location> {
    let name = event.get("LOCATION").map(|name| unescaped(name.raw()))?;
    let geo = event.get("GEO").and_then(|geo| {
        let (latitude, longitude) = geo.raw().trim().split_once(';')?;
        Some((latitude.trim().parse().ok()?, longitude.trim().parse().ok()?))
    });
    Some(Location { name, geo })
}

fn color(component: &Component) -> Option<Color> {
    Color::new(component.get("COLOR")?.value.trim())
}

/// The members of a list of TEXT, at the commas that are not escaped.
fn listed(raw: &str) -> Vec<String> {
    let mut members = Vec::new();
    let (mut from, mut escaped) = (0, false);
    for (at, letter) in raw.char_indices() {
        if letter == ',' && !escaped {
            members.push(&raw[from..at]);
            from = at + 1;
        }
        escaped = letter == '\\' && !escaped;
    }
    members.push(&raw[from..]);
    let members = members.into_iter().map(unescaped);
    members.filter(|member| !member.trim().is_empty()).collect()
}

/// A file's text for a message: on one line, and not long.
pub(crate) fn short(text: &str) -> String {
    const MOST: usize = 60;
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let words = words.join(" ");
    match words.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", words[..at].trim_end()),
        None => words,
    }
}
