//! A published calendar as rows: its head, its events, shown and hidden, and its tail. Put together they are the bytes
//! that were published.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use sha2::{Digest, Sha256};

use crate::history::LostEvent;
use crate::ical::hidden;

/// The first and the last line of an event in a calendar that this program writes.
const BEGIN: &str = "BEGIN:VEVENT\r\n";
const END: &str = "END:VEVENT\r\n";

/// The highest SEQUENCE that is believed: nobody publishes a calendar more often. A row that has more is damaged.
pub(super) const HIGHEST: u32 = 1 << 24;

/// A calendar taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CalendarRows {
    /// The text before the first event, without what is hidden; all of the text if it cannot be taken apart.
    pub head: String,
    /// The events that are shown, in their order. No UID is there twice, hidden ones included.
    pub events: Vec<EventRow>,
    /// The events that were published and are hidden, by UID.
    pub hidden: Vec<EventRow>,
    /// The text after the last event.
    pub tail: String,
    /// Set if the text could not be taken apart: it is kept as it is.
    pub whole: bool,
    /// The events whose texts are not those that were published. They are not in [`CalendarRows::text`].
    pub lost: Vec<LostEvent>,
}

/// An event of a published calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// Its UID.
    pub uid: String,
    /// Its SEQUENCE.
    pub sequence: u32,
    /// Its LAST-MODIFIED.
    pub modified: DateTime<Utc>,
    /// The day on which it begins, on the clock it is written in: `2027-02-21`.
    pub day: String,
    /// The time at which it begins, on that clock: `18:00:00`; empty if it takes the whole day.
    pub time: String,
    /// Its VEVENT, from BEGIN to END; of a hidden one with each line in one piece.
    pub content: String,
    /// Another one for another content.
    pub etag: String,
}

impl CalendarRows {
    /// Takes the text of a calendar apart. A text that is none of ours is kept whole.
    pub fn of_text(text: &str) -> Self {
        taken_apart(text).unwrap_or_else(|| CalendarRows {
            head: text.to_owned(),
            whole: true,
            ..CalendarRows::default()
        })
    }

    /// The calendar's text, byte for byte as it was published.
    pub fn text(&self) -> String {
        let head = hidden::put_in(&self.head, self.hidden.iter().map(|event| event.content.as_str()));
        let length: usize = self.events.iter().map(|event| event.content.len()).sum();
        let mut text = String::with_capacity(head.len() + length + self.tail.len());
        text.push_str(&head);
        for event in &self.events {
            text.push_str(&event.content);
        }
        text.push_str(&self.tail);
        text
    }

    /// The same of damaged rows: each event begins a line, also after a head or an event that has lost its end.
    pub fn damaged_text(&self) -> String {
        let mut text = hidden::put_in(&self.head, self.hidden.iter().map(|event| event.content.as_str()));
        let events = self.events.iter().map(|event| event.content.as_str());
        for part in events.chain([self.tail.as_str()]) {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push_str("\r\n");
            }
            text.push_str(part);
        }
        text
    }
}

fn taken_apart(text: &str) -> Option<CalendarRows> {
    let is_calendar = text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n");
    let start = match text.find("\r\nBEGIN:VEVENT\r\n") {
        Some(at) => at + "\r\n".len(),
        None => text.len().checked_sub("END:VCALENDAR\r\n".len())?,
    };
    let (head, mut rest) = text.split_at(start);
    let mut events = Vec::new();
    while rest.starts_with(BEGIN) {
        let end = rest.find("\r\nEND:VEVENT\r\n")? + "\r\n".len() + END.len();
        let (content, after) = rest.split_at(end);
        events.push(EventRow::of_content(content)?);
        rest = after;
    }
    let (head, vevents) = hidden::taken_out(head);
    let hidden: Option<Vec<EventRow>> = vevents
        .iter()
        .map(|vevent| EventRow::of_content(vevent))
        .collect();
    let hidden = hidden?;
    let all = || events.iter().chain(&hidden);
    let uids: BTreeSet<&str> = all().map(|event| event.uid.as_str()).collect();
    let is_whole = is_calendar && uids.len() == all().count() && rest == "END:VCALENDAR\r\n";
    let rows = CalendarRows {
        head,
        tail: rest.to_owned(),
        events,
        hidden,
        whole: false,
        lost: Vec::new(),
    };
    (is_whole && rows.hidden.is_sorted_by(|one, other| one.uid < other.uid) && rows.text() == text)
        .then_some(rows)
}

impl EventRow {
    /// True if this row, whose content is not looked at, is that of `event`.
    pub(super) fn is_row_of(&self, event: &EventRow) -> bool {
        let EventRow {
            uid,
            sequence,
            modified,
            day,
            time,
            content: _,
            etag,
        } = self;
        (uid, day, time, etag) == (&event.uid, &event.day, &event.time, &event.etag)
            && (*sequence, *modified) == (event.sequence, event.modified)
    }

    /// The event of a row whose content is not what was published, as far as its other columns can be read.
    pub(super) fn lost(&self, is_shown: bool) -> Option<LostEvent> {
        let time = match self.time.as_str() {
            "" => None,
            time => Some(NaiveTime::parse_from_str(time, "%H:%M:%S").ok()?),
        };
        Some(LostEvent {
            uid: self.uid.clone(),
            sequence: if self.sequence > HIGHEST { 0 } else { self.sequence },
            modified: self.modified,
            date: NaiveDate::parse_from_str(&self.day, "%Y-%m-%d").ok()?,
            time,
            is_shown,
        })
    }

    /// The row of a VEVENT as this program writes it; `None` for one that lacks what every event of ours has.
    pub fn of_content(content: &str) -> Option<Self> {
        let unfolded = content.replace("\r\n ", "");
        // A reminder has properties of its own.
        let own = unfolded.split("\r\nBEGIN:").next().unwrap_or(&unfolded);
        let value = |name: &str| {
            own.lines().find_map(|line| {
                let rest = line.strip_prefix(name)?;
                if !rest.starts_with([':', ';']) {
                    return None;
                }
                Some(rest.split_once(':')?.1)
            })
        };
        let modified = value("LAST-MODIFIED").or_else(|| value("DTSTAMP"))?;
        let modified = NaiveDateTime::parse_from_str(modified, "%Y%m%dT%H%M%SZ").ok()?;
        let start = value("DTSTART")?;
        let (date, time) = start.split_once('T').unwrap_or((start, ""));
        Some(EventRow {
            uid: value("UID")?.to_owned(),
            sequence: match value("SEQUENCE") {
                Some(sequence) => sequence.parse().ok()?,
                None => 0,
            },
            modified: modified.and_utc(),
            day: spaced(date, &[4, 6], '-')?,
            time: match time.trim_end_matches('Z') {
                "" => String::new(),
                time => spaced(time, &[2, 4], ':')?,
            },
            etag: etag(content),
            content: content.to_owned(),
        })
    }
}

/// Digits with signs between them: `20270221` as `2027-02-21`.
fn spaced(digits: &str, cuts: &[usize], sign: char) -> Option<String> {
    let last = *cuts.last()?;
    if digits.len() != last + 2 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut text = String::with_capacity(digits.len() + cuts.len());
    for (at, digit) in digits.chars().enumerate() {
        if cuts.contains(&at) {
            text.push(sign);
        }
        text.push(digit);
    }
    Some(text)
}

/// The first half of a content's SHA-256, in hexadecimal digits.
fn etag(content: &str) -> String {
    let hash: [u8; 32] = Sha256::digest(content.as_bytes()).into();
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENT: &str = "BEGIN:VEVENT\r\nUID:a.\r\n b@longrun\r\nDTSTAMP:20270101T000000Z\r\n\
         LAST-MODIFIED:20270102T030405Z\r\nSEQUENCE:3\r\nDTSTART;TZID=Europe/Berlin:20270221T183000\r\n\
         BEGIN:VALARM\r\nUID:alarm\r\nEND:VALARM\r\nEND:VEVENT\r\n";

    fn calendar(events: &str) -> String {
        format!("BEGIN:VCALENDAR\r\nNAME:Ada\r\n{events}END:VCALENDAR\r\n")
    }

    #[test]
    fn an_event_is_a_row() {
        let text = calendar(EVENT);
        let rows = CalendarRows::of_text(&text);
        assert_eq!((rows.whole, rows.events.len()), (false, 1));
        let event = &rows.events[0];
        assert_eq!((event.uid.as_str(), event.sequence), ("a.b@longrun", 3));
        assert_eq!(event.modified.to_rfc3339(), "2027-01-02T03:04:05+00:00");
        assert_eq!(
            (event.day.as_str(), event.time.as_str()),
            ("2027-02-21", "18:30:00")
        );
        assert_eq!(rows.text(), text);
    }

    #[test]
    fn a_hidden_event_is_a_row_of_its_own() {
        let plain = EVENT.replace("\r\n ", "");
        let other = plain.replace("UID:a.", "UID:c.");
        let shown = calendar(&EVENT.replace("UID:a.", "UID:e."));
        let text = hidden::put_in(&shown, [plain.as_str(), &other].into_iter());
        let rows = CalendarRows::of_text(&text);
        assert_eq!((rows.whole, rows.events.len(), rows.hidden.len()), (false, 1, 2));
        assert_eq!(rows.hidden[0].uid, "a.b@longrun");
        assert_eq!(rows.hidden[0].content, plain);
        assert!(!rows.head.contains("X-LONGRUN-HIDDEN"));
        assert_eq!(rows.text(), text);

        // In another order, or beside a shown event of the same UID, it is nothing that this program has written.
        for text in [
            hidden::put_in(&shown, [other.as_str(), &plain].into_iter()),
            hidden::put_in(&calendar(EVENT), [plain.as_str()].into_iter()),
            text.replace(
                "X-LONGRUN-HIDDEN:BEGIN:VEVENT",
                "X-LONGRUN-HIDDEN:BEGIN:\r\n VEVENT",
            ),
            text.replacen("X-LONGRUN-HIDDEN:BEGIN:VEVENT", "X-LONGRUN-HIDDEN:", 1),
        ] {
            let rows = CalendarRows::of_text(&text);
            assert_eq!((rows.whole, rows.text()), (true, text));
        }
    }

    #[test]
    fn a_text_is_kept_byte_for_byte_whatever_it_is() {
        let whole_day = EVENT.replace(";TZID=Europe/Berlin:20270221T183000", ";VALUE=DATE:20270221");
        let other = EVENT.replace("UID:a.", "UID:c.");
        for (text, is_whole, events) in [
            (calendar(""), false, 0),
            (calendar(EVENT), false, 1),
            (calendar(&format!("{whole_day}{other}")), false, 2),
            (calendar(&format!("{EVENT}{EVENT}")), true, 0),
            (calendar(&EVENT.replace("UID:a.\r\n b@longrun\r\n", "")), true, 0),
            (calendar(&EVENT.replace("SEQUENCE:3", "SEQUENCE:x")), true, 0),
            (calendar(&format!("{EVENT}X:1\r\n{other}")), true, 0),
            (EVENT.to_owned(), true, 0),
            ("one\r\n é".to_owned(), true, 0),
            (String::new(), true, 0),
        ] {
            let rows = CalendarRows::of_text(&text);
            assert_eq!(rows.text(), text);
            assert_eq!((rows.whole, rows.events.len()), (is_whole, events), "{text}");
        }
    }

    #[test]
    fn an_etag_changes_with_any_byte() {
        let one = EventRow::of_content(EVENT).unwrap();
        let other = EventRow::of_content(&EVENT.replace("T183000", "T183001")).unwrap();
        assert_ne!(one.etag, other.etag);
        assert_eq!(EventRow::of_content(EVENT).unwrap().etag, one.etag);
    }
}
