//! One event (RFC 5545 §3.6.1), and its lines.

use std::borrow::Cow;

use chrono::{DateTime, SubsecRound, Utc};

use super::folding::text_as_written;
use super::revision_notes::RevisionNotes;
use super::when::When;
use super::writer::{Degrees, Lines, is_link};
use crate::color::Color;

/// The most octets of a UID: what databases index (MySQL's `VARCHAR(191)` in four-byte UTF-8).
pub const UID_OCTETS: usize = 191;

/// The most characters of a SUMMARY, and of a calendar's name and description. Outlook cuts there.
pub const LINE_CHARACTERS: usize = 255;

/// The most characters of a DESCRIPTION, the link on its last line included.
pub const DESCRIPTION_CHARACTERS: usize = 3000;

/// The lines that mark the time of an event as taken. Outlook reads only its own property.
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
    /// The UID, unique in the calendar and the same at each export (RFC 7986 §5.3). One of more than [`UID_OCTETS`] is cut and ends in its own hash.
    pub uid: String,
    /// The moment of the last visible change: DTSTAMP and LAST-MODIFIED. In a calendar without METHOD
    /// the two mean the same (RFC 5545 §3.8.7.2).
    pub stamp: DateTime<Utc>,
    /// 0 at first, one more with each change (RFC 5545 §3.8.7.4).
    pub sequence: u32,
    /// The day, or the time.
    pub when: When,
    /// The title, at most [`LINE_CHARACTERS`].
    pub summary: String,
    /// Plain text, at most [`DESCRIPTION_CHARACTERS`] with the link. May be empty.
    pub description: String,
    /// A page to read more: the URL, and the last line of the description, as Google shows no URL.
    /// Left out unless it is a plain `http`, `https` or `webcal` address in ASCII of at most 2,000
    /// octets.
    pub link: Option<String>,
    /// The place.
    pub location: Option<Location>,
    /// The kinds of event that it is. Empty names are left out.
    pub categories: Vec<String>,
    /// True if the time is taken. Training is busy; rest days and notes are free.
    pub busy: bool,
    /// Confirmed or cancelled.
    pub status: Status,
    /// The minutes between the reminder and the start, if there is one. A cancelled event has none.
    pub alarm: Option<u32>,
    /// The event's own colour, for the calendars that show one (RFC 7986 §5.9).
    pub color: Option<Color>,
    /// Notes for the next revision.
    pub notes: RevisionNotes,
}

/// A place: its name, and where it is if that is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Location {
    /// The name, e.g. "Stadium".
    pub name: String,
    /// Latitude and longitude in degrees, north and east positive (WGS 84). Left out unless it is
    /// a place on Earth.
    pub geo: Option<(f64, f64)>,
}

impl Location {
    /// The place that a reader gets back from the lines of this one.
    fn into_written(self) -> Location {
        Location {
            name: text_as_written(self.name, usize::MAX),
            geo: self
                .geo
                .filter(on_earth)
                .map(|(latitude, longitude)| (Degrees::rounded(latitude), Degrees::rounded(longitude))),
        }
    }

    fn write(&self, lines: &mut Lines<'_>) {
        lines.text("LOCATION:", &self.name, usize::MAX);
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

fn on_earth(&(latitude, longitude): &(f64, f64)) -> bool {
    latitude.abs() <= 90.0 && longitude.abs() <= 180.0
}

/// The status of an event (RFC 5545 §3.8.1.11).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// It takes place.
    #[default]
    Confirmed,
    /// It no longer takes place. Google removes it, Apple and Fastmail strike it through.
    Cancelled,
}

impl Event {
    /// A busy event at its first revision, with a title and nothing else.
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
            notes: RevisionNotes::default(),
        }
    }

    /// The lines of the VEVENT in UTF-8.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write(&mut Lines::new(&mut out));
        out
    }

    /// The event that a reader gets back from the lines of this one. It is written as the same lines.
    ///
    /// Text is cut to its limit and has no control characters, a time is what the clock shows at that instant, and an
    /// hour that the clock shows twice is in UTC.
    #[must_use]
    pub fn as_written(self) -> Event {
        let link = self.link.filter(|link| is_link(link));
        let description_characters = match &link {
            Some(link) => DESCRIPTION_CHARACTERS - link.len() - 1,
            None => DESCRIPTION_CHARACTERS,
        };
        let uid = match short_uid(&self.uid) {
            Cow::Owned(short) => short,
            Cow::Borrowed(_) => self.uid,
        };
        let categories = self.categories.into_iter();
        Event {
            uid: trimmed(text_as_written(uid, usize::MAX)),
            stamp: self.stamp.trunc_subsecs(0),
            sequence: self.sequence,
            when: self.when.as_written(),
            summary: text_as_written(self.summary, LINE_CHARACTERS),
            description: text_as_written(self.description, description_characters),
            link,
            location: self.location.map(Location::into_written),
            categories: categories
                .filter(|name| !is_blank(name))
                .map(|name| text_as_written(name, usize::MAX))
                .collect(),
            busy: self.busy,
            status: self.status,
            alarm: self.alarm.filter(|_| self.status == Status::Confirmed),
            color: self.color,
            notes: self.notes.into_written(),
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
        self.notes.write(lines);
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
        let mut names = self.categories.iter().filter(|name| !is_blank(name));
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

/// `true` if nothing of a text can be seen: only blanks, and the control characters that are not written.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control())
}

fn trimmed(text: String) -> String {
    match text.trim() {
        all if all.len() == text.len() => text,
        part => part.to_owned(),
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
