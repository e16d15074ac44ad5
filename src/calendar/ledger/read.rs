//! A calendar that this program wrote, read back: also after a calendar application has rewritten it, with its lines
//! in another order, folded elsewhere, with other line ends and zones, and with properties and alarms of its own.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDateTime, Utc};

use super::{Head, Ledger, Published};
use crate::calendar::busy::{BUDGET, Budget, Clock, Clocks, LARGEST_CALENDAR};
use crate::calendar::lines::{self, Component, Property, Wanted};
use crate::calendar::value::{Length, Stamp};
use crate::calendar::writer::is_link;
use crate::calendar::zone::civil;
use crate::calendar::{Calendar, Color, Event, Location, Status, When, Zone};
use crate::diagnostic::{Diagnostic, Faults, Source, Span};

/// The code of everything that is wrong with a calendar of ours.
const FAULT: &str = "damaged-calendar";

/// What every UID of ours ends with.
const OURS: &str = "@longrun";

const WANTED: Wanted = Wanted {
    properties: &[
        "PRODID",
        "NAME",
        "X-WR-CALNAME",
        "X-WR-CALDESC",
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
        "CATEGORIES",
        "COLOR",
        "STATUS",
        "TRANSP",
        "ACTION",
        "TRIGGER",
    ],
    code: FAULT,
};

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
    let calendars = lines::calendars(&source, WANTED, &said);
    if let Some(reason) = not_ours(&calendars, said.errors() > 0 || !whole) {
        return Found::NotOurs(reason);
    }
    if !whole {
        said.push(Diagnostic::error(FAULT, format!("{name} is not a text in UTF-8")));
    }
    let ledger = calendars
        .first()
        .map(|calendar| ledger(calendar, zone, &source, &said));
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
fn each_once(events: Vec<Published>) -> Vec<Published> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut once: Vec<Published> = Vec::with_capacity(events.len());
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
    let read = lines::calendars(&source, WANTED, &faults);
    let first = read
        .first()
        .map(|read| ledger(read, calendar.zone, &source, &faults));
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
        "VTODO" | "VJOURNAL" | "VFREEBUSY" => true,
        _ => false,
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
    uid.len() > crate::calendar::event::UID_OCTETS - 4
        && hash.len() == 16
        && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn ledger(calendar: &Component, zone: Option<Zone>, source: &Arc<Source>, faults: &Faults) -> Ledger {
    let events: Vec<&Component> = calendar.of("VEVENT").collect();
    let days = |event: &&Component| Some(Stamp::parse(&event.get("DTSTART")?.value)?.date);
    let (first, last) = (
        events.iter().filter_map(days).min(),
        events.iter().filter_map(days).max(),
    );
    let days = (first.unwrap_or_default(), last.unwrap_or_default());
    let mut budget = Budget(BUDGET);
    let Some(zone) = zone.or_else(|| Zone::new("UTC")) else {
        return Ledger::default();
    };
    let mut reader = Reader {
        clocks: Clocks::new(calendar, zone, days),
        budget: &mut budget,
        source,
        faults,
    };
    let read: Vec<Published> = events
        .into_iter()
        .filter_map(|event| reader.event(event))
        .collect();
    let text = |names: [&str; 2]| {
        let property = names.iter().find_map(|name| calendar.get(name));
        property.map(|property| unescaped(&property.raw))
    };
    let last = read.iter().map(|event| event.event.stamp).max();
    Ledger {
        season: season(calendar, &read),
        head: text(["NAME", "X-WR-CALNAME"]).map(|name| Head {
            name,
            description: text(["DESCRIPTION", "X-WR-CALDESC"]),
            color: color(calendar),
        }),
        revised: calendar
            .get("LAST-MODIFIED")
            .and_then(instant)
            .max(last)
            .unwrap_or_default(),
        events: read,
    }
}

fn revision(event: &Event) -> (u32, DateTime<Utc>) {
    (event.sequence, event.stamp)
}

/// What the season is called: in the calendar's UID, or in those of its events, up to the first dot.
fn season(calendar: &Component, events: &[Published]) -> Option<String> {
    let own = calendar.get("UID").and_then(|uid| uid.value.strip_suffix(OURS));
    let of_event = || Some(events.last()?.event.uid.split_once('.')?.0);
    own.or_else(of_event).map(str::to_owned)
}

struct Reader<'r, 'c> {
    clocks: Clocks<'c>,
    budget: &'r mut Budget,
    source: &'r Arc<Source>,
    faults: &'r Faults,
}

impl Reader<'_, '_> {
    fn event(&mut self, event: &Component) -> Option<Published> {
        let uid = self.needed(event, "UID")?;
        let stamp = event.get("LAST-MODIFIED").or(event.get("DTSTAMP"));
        let Some(stamp) = stamp else {
            return self.lacks(event, "DTSTAMP");
        };
        let when = self.when(event)?;
        let sequence = match event.get("SEQUENCE") {
            Some(property) => self.value(property, |value| value.parse().ok())?,
            None => 0,
        };
        let text = |name: &str| event.get(name).map_or_else(String::new, |it| unescaped(&it.raw));
        let says = |name: &str, word: &str| {
            event
                .get(name)
                .is_some_and(|it| it.value.eq_ignore_ascii_case(word))
        };
        let summary = text("SUMMARY");
        let link = event
            .get("URL")
            .map(|url| url.raw.trim().to_owned())
            .filter(|url| is_link(url));
        let description = without_link(text("DESCRIPTION"), link.as_deref());
        let repeats = event.get("RRULE").is_some() || event.get("RDATE").is_some();
        Some(Published {
            repeats,
            event: Event {
                uid: unescaped(&uid.raw).trim().to_owned(),
                stamp: self.value(stamp, |_| instant(stamp))?,
                sequence,
                when,
                alarm: alarm(event, &summary),
                summary,
                description,
                link,
                location: location(event),
                categories: event
                    .all("CATEGORIES")
                    .flat_map(|list| listed(&list.raw))
                    .collect(),
                busy: !says("TRANSP", "TRANSPARENT"),
                status: if says("STATUS", "CANCELLED") {
                    Status::Cancelled
                } else {
                    Status::Confirmed
                },
                color: color(event),
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
            Clock::Zone(zone) => (start.local(), zone),
            // Where only the file knows the clock, the instant is what counts.
            Clock::Utc | Clock::Described(_) => (civil(from), Zone::new("UTC")?),
        };
        Some(When::Timed {
            date: local.date(),
            time: local.time(),
            zone,
            minutes: u32::try_from((until - from) / 60).unwrap_or(0),
        })
    }

    fn clock(&mut self, property: &Property, stamp: Stamp) -> Clock {
        match property.parameter("TZID") {
            _ if stamp.utc => Clock::Utc,
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
        self.faults
            .push(Diagnostic::error(FAULT, format!("this event has no {name}")).at(&span, ""));
        None
    }

    /// What `read` makes of a property's value; what it cannot read is damage.
    fn value<T>(&self, property: &Property, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let value = read(&property.value);
        if value.is_none() {
            let span = Span::new(self.source, property.at.clone());
            let message = format!("`{}` cannot be read as {}", short(&property.value), property.name);
            self.faults.push(Diagnostic::error(FAULT, message).at(&span, ""));
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
        let text = alarm.get("DESCRIPTION").map(|text| unescaped(&text.raw));
        display && text.is_some_and(|text| text.trim() == summary.trim())
    };
    let trigger = event.of("VALARM").find(ours)?.get("TRIGGER")?;
    let length = Length::parse(trigger.value.strip_prefix('-').unwrap_or(&trigger.value))?;
    let minutes = i64::try_from(length.days).ok()? * 24 * 60 + length.secs / 60;
    u32::try_from(minutes).ok()
}

fn location(event: &Component) -> Option<Location> {
    let name = event.get("LOCATION").map(|name| unescaped(&name.raw))?;
    let geo = event.get("GEO").and_then(|geo| {
        let (latitude, longitude) = geo.raw.trim().split_once(';')?;
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
    let members = members.into_iter().map(|member| unescaped(member));
    members.filter(|member| !member.trim().is_empty()).collect()
}

/// TEXT without its escapes (RFC 5545 §3.3.11). A letter that needs none stands for itself.
fn unescaped(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut letters = raw.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(other) => text.push(other),
                None => {}
            },
            _ => text.push(letter),
        }
    }
    text
}

/// A file's text for a message: on one line, and not long.
fn short(text: &str) -> String {
    const MOST: usize = 60;
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let words = words.join(" ");
    match words.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", words[..at].trim_end()),
        None => words,
    }
}
