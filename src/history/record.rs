//! The record of one published event.

use chrono::{DateTime, NaiveDate, Utc};

use crate::calendar::sessions;
use crate::diagnostic::{Faults, Source};
#[cfg(feature = "serve")]
use crate::ical::RevisionNotes;
use crate::ical::event::fnv1a;
use crate::ical::reader::ReadEvent;
use crate::ical::{Event, PriorDay, Status, When, Zone, lines, reader};

/// Strides that the calendar does not name: the week has no others.
const UNNAMED_STRIDES: &str = "STRIDES";

/// An event as it was published: its UID, its revision, its time and what readers see of it.
///
/// A record is always the event that a reader gets back from the written lines, whether it was read from a file or made
/// from a fresh event. So two records can be compared without writing either.
#[derive(Debug, Clone, PartialEq)]
pub struct EventRecord {
    event: Event,
    repeats: bool,
    shown: bool,
    lost: bool,
}

impl EventRecord {
    /// The record of an event that is to be published.
    pub fn new(event: Event) -> Self {
        EventRecord {
            event: event.as_written(),
            repeats: false,
            shown: true,
            lost: false,
        }
    }

    /// The same record of an event that was published and is hidden now: it stands as it was published last.
    #[must_use]
    pub fn hidden(self) -> Self {
        EventRecord { shown: false, ..self }
    }

    /// The record of an event that was read from a file.
    pub(super) fn of_read(read: ReadEvent) -> Self {
        EventRecord {
            event: read.event,
            repeats: read.repeats,
            shown: true,
            lost: false,
        }
    }

    /// The record of an event whose text is lost.
    #[cfg(feature = "serve")]
    pub(super) fn lost(uid: String, sequence: u32, stamp: DateTime<Utc>, when: When) -> Self {
        let event = Event {
            uid,
            sequence,
            stamp,
            when,
            summary: String::new(),
            description: String::new(),
            link: None,
            location: None,
            categories: Vec::new(),
            busy: false,
            status: Status::Confirmed,
            alarm: None,
            color: None,
            notes: RevisionNotes::default(),
        };
        EventRecord {
            lost: true,
            ..EventRecord::new(event)
        }
    }

    /// The event that is written for this record.
    pub fn event(&self) -> &Event {
        &self.event
    }

    /// [`EventRecord::event`], taken out.
    pub fn into_event(self) -> Event {
        self.event
    }

    /// The UID, unique in its calendar.
    pub fn uid(&self) -> &str {
        &self.event.uid
    }

    /// The revision, 0 at first (RFC 5545 §3.8.7.4).
    pub fn sequence(&self) -> u32 {
        self.event.sequence
    }

    /// The moment of the last visible change: DTSTAMP and LAST-MODIFIED.
    pub fn stamp(&self) -> DateTime<Utc> {
        self.event.stamp
    }

    /// The days or the time.
    pub fn when(&self) -> When {
        self.event.when
    }

    /// The day on the event's own clock, or on that of `zone` if the event is in UTC.
    pub fn day(&self, zone: Option<Zone>) -> NaiveDate {
        self.event.when.day(zone)
    }

    /// True if the event is in the calendar, false if it is hidden.
    pub fn is_shown(&self) -> bool {
        self.shown
    }

    /// True if the event takes place, false if it is cancelled.
    pub fn is_live(&self) -> bool {
        self.event.status == Status::Confirmed
    }

    /// The place of the event as the day `today` began.
    pub fn as_day_began(&self, today: NaiveDate, zone: Option<Zone>) -> PriorDay {
        let revised = zone.map_or_else(|| self.stamp().date_naive(), |zone| zone.today(self.stamp()));
        let changed_today = revised >= today;
        match (&self.event.notes.before, self.is_live()) {
            (Some(before), _) if changed_today => before.clone(),
            (None, false) | (Some(_), false) if !changed_today => PriorDay::Absent,
            _ => own_day(&self.event, zone),
        }
    }

    /// The place of the event in the calendar as it is.
    pub(super) fn place(&self, zone: Option<Zone>) -> PriorDay {
        match self.is_live() {
            true => own_day(&self.event, zone),
            false => PriorDay::Absent,
        }
    }

    /// The note that `next`, the revision of `known` that is made on `today`, keeps of where the event was as the day
    /// began. `known` is `None` for an event that was not there.
    pub(super) fn note_of(
        known: Option<&EventRecord>,
        next: &Event,
        today: NaiveDate,
        zone: Option<Zone>,
    ) -> Option<PriorDay> {
        let began = known.map_or(PriorDay::Absent, |known| known.as_day_began(today, zone));
        (began != own_day(next, zone)).then_some(began)
    }

    /// True if nothing is known of the event but its UID, its revision and its time.
    pub(super) fn is_lost(&self) -> bool {
        self.lost
    }

    /// True if an application has made a series of the event. None of ours is one, so this counts as a change.
    pub(super) fn repeats(&self) -> bool {
        self.repeats
    }

    /// The lines of the event, from `BEGIN:VEVENT` to `END:VEVENT` (RFC 5545 §3.6.1).
    ///
    /// [`EventRecord::from_text`] reads them back, but for [`EventRecord::is_shown`].
    pub fn to_text(&self) -> String {
        String::from_utf8(self.event.to_bytes()).unwrap_or_default()
    }

    /// The record that [`EventRecord::to_text`] wrote as `text`; `None` if this is not the text of one event.
    pub fn from_text(text: &str) -> Option<Self> {
        let source = Source::new("", format!("BEGIN:VCALENDAR\r\n{text}END:VCALENDAR\r\n"));
        let faults = Faults::new();
        let calendars = lines::calendars(&source, reader::WANTED, &faults);
        let mut events = reader::calendar(calendars.first()?, None, &source, &faults).events;
        let event = events.pop()?;
        (events.is_empty() && faults.errors() == 0).then(|| EventRecord::of_read(event))
    }

    /// The entity tag of the event (RFC 9110 §8.8.3), without quotes. It changes with every line of the event.
    pub fn etag(&self) -> String {
        format!("{:016x}", fnv1a(&self.event.to_bytes()))
    }
}

/// The place that an event has, or had when it was cancelled.
fn own_day(event: &Event, zone: Option<Zone>) -> PriorDay {
    let named = event.notes.strides.clone();
    let unnamed = || sessions::has_strides(event).then(|| UNNAMED_STRIDES.to_owned());
    PriorDay::On {
        date: event.when.day(zone),
        strides: named.or_else(unnamed),
    }
}
