//! What one event says (RFC 5545 §3.6.1), and its lines.

use std::borrow::Cow;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use super::writer::{Degrees, Lines, is_link};
use super::zone::{Zone, civil, instant};
use crate::color::Color;

/// The most octets of a UID: what databases index (MySQL's `VARCHAR(191)` in four-byte UTF-8).
pub const UID_OCTETS: usize = 191;

/// The most characters of a SUMMARY, and of a calendar's name and description. Outlook cuts there.
pub const LINE_CHARACTERS: usize = 255;

/// The most characters of a DESCRIPTION, the link on its last line included.
pub const DESCRIPTION_CHARACTERS: usize = 3000;

/// What the time of an event is for others. Outlook reads its own property alone.
macro_rules! busy {
    () => {
        "TRANSP:OPAQUE\r\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY\r\n"
    };
}
macro_rules! free {
    () => {
        "TRANSP:TRANSPARENT\r\nX-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n"
    };
}

/// One entry of a calendar.
///
/// Text may hold anything: the writer escapes it, keeps line breaks (a SUMMARY's too), drops
/// other control characters and cuts what is too long after a word, with `…`.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The name that stays with the session for good: unique in the calendar, the same at each
    /// export (RFC 7986 §5.3). One of more than [`UID_OCTETS`] is cut and ends in its own hash.
    pub uid: String,
    /// When anything that a reader sees last changed: DTSTAMP and LAST-MODIFIED. In a calendar
    /// without METHOD the two mean the same (RFC 5545 §3.8.7.2).
    pub stamp: DateTime<Utc>,
    /// 0 at first, one more with each change (RFC 5545 §3.8.7.4).
    pub sequence: u32,
    /// The day, or the time.
    pub when: When,
    /// The title, at most [`LINE_CHARACTERS`].
    pub summary: String,
    /// Plain text, at most [`DESCRIPTION_CHARACTERS`] with the link. May be empty.
    pub description: String,
    /// Where to read more: the URL, and the last line of the description, as Google shows no URL.
    /// Left out unless it is a plain `http`, `https` or `webcal` address in ASCII of at most 2,000
    /// octets.
    pub link: Option<String>,
    /// Where it takes place.
    pub location: Option<Location>,
    /// What kind of event it is; empty ones are left out.
    pub categories: Vec<String>,
    /// Whether the time is taken. Training is busy; rest days and notes are free.
    pub busy: bool,
    /// Whether it still takes place.
    pub status: Status,
    /// How many minutes before the start to remind, if at all. A cancelled event reminds nobody.
    pub alarm: Option<u32>,
    /// The event's own colour, for the calendars that show one (RFC 7986 §5.9).
    pub color: Option<Color>,
}

/// When an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Whole days, anywhere.
    AllDay {
        /// The first day.
        first: NaiveDate,
        /// How many days, the first one included. 0 is taken for 1.
        days: u32,
    },
    /// A time on a place's clock, which it keeps across a change of summer time.
    Timed {
        /// The day in the zone.
        date: NaiveDate,
        /// The time of day in the zone. A time that the clock skips on that day moves forward, of
        /// one that it shows twice the first is meant ([`Zone::utc_of`]). An event that touches
        /// such an hour is written in UTC: readers disagree about its clock.
        time: NaiveTime,
        /// Whose clock.
        zone: Zone,
        /// How long, in real minutes.
        minutes: u32,
    },
}

impl When {
    /// The same time on the clock of UTC; a whole day is itself.
    #[must_use]
    pub fn in_utc(self) -> When {
        match (self, Zone::new("UTC")) {
            (
                When::Timed {
                    date,
                    time,
                    zone,
                    minutes,
                },
                Some(utc),
            ) => {
                let start = zone.utc_of(date, time).naive_utc();
                When::Timed {
                    date: start.date(),
                    time: start.time(),
                    zone: utc,
                    minutes,
                }
            }
            (when, _) => when,
        }
    }

    /// The same time with so many minutes more before it and after it; a whole day is itself.
    #[must_use]
    pub fn widened(self, before: u32, after: u32) -> When {
        let When::Timed {
            date,
            time,
            zone,
            minutes,
        } = self
        else {
            return self;
        };
        let minutes = minutes.saturating_add(before).saturating_add(after);
        let start = zone.utc_of(date, time) - TimeDelta::minutes(i64::from(before));
        let local = zone.local(start);
        let widened = When::Timed {
            date: local.date(),
            time: local.time(),
            zone,
            minutes,
        };
        if zone.utc_of(local.date(), local.time()) == start {
            return widened;
        }
        // The clock shows that time twice, and this is the second one.
        match Zone::new("UTC") {
            Some(utc) => When::Timed {
                date: start.date_naive(),
                time: start.time(),
                zone: utc,
                minutes,
            },
            None => widened,
        }
    }

    /// The first and the last date that the event touches, or a day later.
    pub(crate) fn dates(&self) -> (NaiveDate, NaiveDate) {
        let (first, days) = match *self {
            When::AllDay { first, days } => (first, days),
            When::Timed { date, minutes, .. } => (date, minutes / (24 * 60) + 1),
        };
        (first, days_after(first, days))
    }

    /// The zone whose rules the calendar needs for this event.
    pub(crate) fn zone(&self) -> Option<Zone> {
        match *self {
            When::Timed { zone, .. } if !zone.is_utc() => Some(zone),
            _ => None,
        }
    }

    fn write(&self, lines: &mut Lines<'_>) {
        match *self {
            When::AllDay { first, days } => {
                lines.days(first, days_after(first, days.max(1)));
            }
            When::Timed {
                date,
                time,
                zone,
                minutes,
            } => {
                let start = zone.moment(date.and_time(time).and_utc().timestamp());
                let end = zone.later(start, i64::from(minutes) * 60);
                // An hour that the clock shows twice is the first one in RFC 5545 §3.3.5, and the
                // second one for ical.js (Thunderbird, Nextcloud). In UTC it is one hour.
                let readings = zone
                    .reading(start)
                    .zip(zone.reading(end))
                    .filter(|_| !zone.is_utc());
                match readings {
                    Some((start, end)) => {
                        lines.raw("DTSTART");
                        lines.raw(zone.tzid());
                        lines.date_time(civil_on(date, start));
                        if minutes > 0 {
                            lines.raw("DTEND");
                            lines.raw(zone.tzid());
                            lines.date_time(civil_on(date, end));
                        }
                    }
                    None => {
                        lines.raw("DTSTART:");
                        lines.utc(instant(start.at));
                        if minutes > 0 {
                            lines.raw("DTEND:");
                            lines.utc(instant(end.at));
                        }
                    }
                }
            }
        }
    }
}

fn days_after(date: NaiveDate, days: u32) -> NaiveDate {
    date.checked_add_days(Days::new(u64::from(days)))
        .unwrap_or(NaiveDate::MAX)
}

/// What a clock shows, from seconds counted as if it were UTC, on a date that is likely the right
/// one: to find the date in the seconds takes longer than all the rest of a line.
fn civil_on(likely: NaiveDate, local: i64) -> NaiveDateTime {
    let midnight = likely.and_time(NaiveTime::MIN).and_utc().timestamp();
    u32::try_from(local - midnight)
        .ok()
        .and_then(|seconds| NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0))
        .map_or_else(|| civil(local), |time| likely.and_time(time))
}

/// A place: its name, and where it is if that is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Location {
    /// As a person would say it.
    pub name: String,
    /// Latitude and longitude in degrees, north and east positive (WGS 84). Left out unless it is
    /// a place on Earth.
    pub geo: Option<(f64, f64)>,
}

impl Location {
    fn write(&self, lines: &mut Lines<'_>) {
        lines.text("LOCATION:", &self.name, usize::MAX);
        let on_earth =
            |&(latitude, longitude): &(f64, f64)| latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        let Some((latitude, longitude)) = self.geo.filter(on_earth) else {
            return;
        };
        let (latitude, longitude) = (Degrees::new(latitude), Degrees::new(longitude));
        let mut line = lines.line("GEO:");
        line.whole(latitude.as_bytes());
        line.whole(b";");
        line.whole(longitude.as_bytes());
        line.end();
        // Apple's map, which it shows only under the very words of LOCATION.
        let mut line = lines.line("X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE=");
        line.param(&self.name);
        line.whole(b":geo:");
        line.whole(latitude.as_bytes());
        line.whole(b",");
        line.whole(longitude.as_bytes());
        line.end();
    }
}

/// Whether an event takes place (RFC 5545 §3.8.1.11).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// It does.
    #[default]
    Confirmed,
    /// It does not any more. Google takes it away, Apple and Fastmail strike it through.
    Cancelled,
}

impl Event {
    /// An event at its first revision that takes its time and says its title alone.
    pub fn new(uid: String, stamp: DateTime<Utc>, when: When, summary: String) -> Self {
        Event {
            uid,
            stamp,
            sequence: 0,
            when,
            summary,
            description: String::new(),
            link: None,
            location: None,
            categories: Vec::new(),
            busy: true,
            status: Status::Confirmed,
            alarm: None,
            color: None,
        }
    }

    /// Writes the VEVENT; where no UID is too long, without allocating.
    pub(crate) fn write(&self, lines: &mut Lines<'_>) {
        lines.raw("BEGIN:VEVENT\r\n");
        self.write_uid(lines);
        lines.revision(self.stamp, self.sequence);
        self.when.write(lines);
        lines.text("SUMMARY:", &self.summary, LINE_CHARACTERS);
        self.write_description(lines);
        if let Some(location) = &self.location {
            location.write(lines);
        }
        self.write_categories(lines);
        if let Some(color) = self.color {
            lines.raw("COLOR:");
            lines.raw(color.name());
            lines.end();
        }
        lines.raw(match (self.status, self.busy) {
            (Status::Confirmed, true) => concat!("STATUS:CONFIRMED\r\n", busy!()),
            (Status::Confirmed, false) => concat!("STATUS:CONFIRMED\r\n", free!()),
            (Status::Cancelled, true) => concat!("STATUS:CANCELLED\r\n", busy!()),
            (Status::Cancelled, false) => concat!("STATUS:CANCELLED\r\n", free!()),
        });
        if let (Some(minutes), Status::Confirmed) = (self.alarm, self.status) {
            self.write_alarm(lines, minutes);
        }
        lines.raw("END:VEVENT\r\n");
    }

    fn write_uid(&self, lines: &mut Lines<'_>) {
        let mut line = lines.line("UID:");
        line.text(&short_uid(&self.uid));
        line.end();
    }

    fn write_description(&self, lines: &mut Lines<'_>) {
        let Some(link) = self.link.as_deref().filter(|link| is_link(link)) else {
            if !self.description.is_empty() {
                lines.text("DESCRIPTION:", &self.description, DESCRIPTION_CHARACTERS);
            }
            return;
        };
        let mut line = lines.line("DESCRIPTION:");
        if !self.description.is_empty() {
            // A link is ASCII, so that its octets are its characters.
            line.text_within(&self.description, DESCRIPTION_CHARACTERS - link.len() - 1);
            line.whole(b"\\n");
        }
        line.text(link);
        line.end();
        lines.link("URL:", link);
    }

    fn write_categories(&self, lines: &mut Lines<'_>) {
        let mut names = self.categories.iter().filter(|name| !name.is_empty());
        let Some(first) = names.next() else {
            return;
        };
        let mut line = lines.line("CATEGORIES:");
        line.text(first);
        for name in names {
            line.whole(b",");
            line.text(name);
        }
        line.end();
    }

    /// A reminder (RFC 5545 §3.6.6). The time is negative: before the start, also when it is 0.
    fn write_alarm(&self, lines: &mut Lines<'_>, minutes: u32) {
        lines.raw("BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-");
        lines.duration(minutes);
        lines.end();
        lines.text("DESCRIPTION:", &self.summary, LINE_CHARACTERS);
        lines.raw("END:VALARM\r\n");
    }
}

/// A UID as it is written: one of more than [`UID_OCTETS`] is cut, and ends in its own hash.
pub(crate) fn short_uid(uid: &str) -> Cow<'_, str> {
    if uid.len() <= UID_OCTETS {
        return Cow::Borrowed(uid);
    }
    let start = &uid[..uid.floor_char_boundary(UID_OCTETS - 17)];
    Cow::Owned(format!("{start}-{:016x}", fnv1a(uid.as_bytes())))
}

/// The 64-bit FNV-1a hash (Fowler, Noll and Vo; RFC 9923): the same on every machine and in every
/// release, which is all that a UID asks of it.
pub(crate) fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests;
