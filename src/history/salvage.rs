//! A published calendar that is damaged, or that its operator wants forgotten: what can be saved of it, so that the next
//! one follows it all the same. Nobody who follows the feed sees an event twice, or a SEQUENCE that falls.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::calendar_file;
use super::head::CalendarHead;
use super::ledger::Ledger;
use super::record::EventRecord;
use crate::calendar::identity;
use crate::diagnostic::{Faults, Source};
use crate::ical::{When, Zone, lines, reader};

/// The beginning and the end of an event, each a line of its own: hidden events stand within properties.
const BEGIN: &str = "\nBEGIN:VEVENT";
const END: &str = "\nEND:VEVENT";

/// An event whose text is lost, as the store has it beside the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostEvent {
    /// Its UID.
    pub uid: String,
    /// Its SEQUENCE.
    pub sequence: u32,
    /// Its LAST-MODIFIED.
    pub modified: DateTime<Utc>,
    /// The day on which it begins.
    pub date: NaiveDate,
    /// The time at which it begins; `None` if it takes the whole day.
    pub time: Option<NaiveTime>,
    /// True if it is in the calendar, false if it is hidden.
    pub is_shown: bool,
}

impl Ledger {
    /// The ledger of the events in a damaged text that can be read, and of what can be read of its head. Times without a
    /// zone are those of `zone`.
    pub fn salvaged(text: &str, zone: Option<Zone>) -> Self {
        // Without a head the first line is that of an event.
        let text = match text.starts_with(&BEGIN[1..]) {
            true => format!("\n{text}"),
            false => text.to_owned(),
        };
        let (head, hidden) = head(text.split(BEGIN).next().unwrap_or_default(), zone);
        let mut known: BTreeSet<String> = BTreeSet::new();
        let parts = text.split(BEGIN).skip(1);
        let whole = parts.filter_map(|part| Some(part.split_once(END)?.0));
        let read = whole.filter_map(|part| EventRecord::from_text(&format!("{BEGIN}{part}{END}\r\n")[1..]));
        let shown = read.filter(|record| identity::is_ours(record.uid()));
        let records = hidden.into_iter().chain(shown);
        let records = records.filter(|record| known.insert(record.uid().to_owned()));
        Ledger {
            records: records.collect(),
            head,
        }
    }

    /// The ledger of a calendar of which nothing is known but its head, and that is not followed: the next one is a first
    /// one, with the names of the seasons, and above the SEQUENCE of all events that were ever sent.
    #[must_use]
    pub fn forgotten(self) -> Self {
        Ledger {
            head: CalendarHead {
                forgotten: true,
                ..self.head
            },
            records: Vec::new(),
        }
    }

    /// Adds the events whose texts are lost. They get new texts, with the next SEQUENCE.
    pub fn add_lost(&mut self, lost: impl IntoIterator<Item = LostEvent>) {
        let zone = self.head.zone.unwrap_or(Zone::UTC);
        let mut known: BTreeSet<String> = self.records.iter().map(|it| it.uid().to_owned()).collect();
        for event in lost {
            if !identity::is_ours(&event.uid) || !known.insert(event.uid.clone()) {
                continue;
            }
            let when = match event.time {
                None => When::AllDay {
                    first: event.date,
                    days: 1,
                },
                Some(time) => When::Timed {
                    date: event.date,
                    time,
                    zone,
                    minutes: 0,
                },
            };
            let record = EventRecord::lost(event.uid, event.sequence, event.modified, when);
            let record = match event.is_shown {
                true => record,
                false => record.hidden(),
            };
            self.records.push(record);
        }
    }

    /// Lets no event start at or below `highest`, a SEQUENCE that was sent once, and no stamp be before `revised`.
    pub fn raise(&mut self, highest: u32, revised: DateTime<Utc>) {
        self.head.dropped = self.head.dropped.max(Some(highest));
        self.head.revised = self.head.revised.max(revised);
    }
}

/// The head of a damaged calendar, and its hidden events.
fn head(text: &str, zone: Option<Zone>) -> (CalendarHead, Vec<EventRecord>) {
    let properties = text.split_once('\n').map_or("", |(_, properties)| properties);
    let whole = format!("BEGIN:VCALENDAR\r\n{properties}\r\nEND:VCALENDAR\r\n");
    let faults = Faults::new();
    let source = Source::new("", whole);
    let calendars = lines::calendars(&source, reader::WANTED, &faults);
    let Some(calendar) = calendars.first() else {
        return (CalendarHead::default(), Vec::new());
    };
    let Ledger { head, records } =
        calendar_file::ledger(reader::calendar(calendar, zone, &source, &faults), zone);
    (head, records)
}
