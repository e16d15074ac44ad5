//! A published calendar, and its next revision when the plan changes: which events are the same, which changed visibly,
//! which are gone.
//!
//! The past is not rewritten: what was published for a day before today stays as it was, and nothing is put there later.
//! A hidden event stays as it was published last, and goes on from there once it is shown again.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, SubsecRound, Utc};

pub use super::compare::VisibleField;
use super::head::CalendarHead;
use super::record::EventRecord;
use crate::calendar::assembly::REFRESH;
use crate::calendar::{EventUid, PublishedSeason};
use crate::ical::event::LINE_CHARACTERS;
use crate::ical::folding::text_as_written;
use crate::ical::{Calendar, Event, RevisionNotes};
use crate::season::BusyKey;

/// A published calendar: its own properties, and a record for each of its events, shown or hidden.
///
/// It is read from a file by [`read`](super::calendar_file::read), or put together from stored records. The calendar's bytes are a
/// rendering of it ([`Ledger::calendar`]).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ledger {
    /// The properties of the calendar itself.
    pub head: CalendarHead,
    /// The hidden events by UID, then the others in the order in which they are written, cancelled ones included. No two
    /// have one UID.
    pub records: Vec<EventRecord>,
}

/// A change that subscribers will see.
#[derive(Debug, Clone, PartialEq)]
pub struct EventChange {
    /// The kind of change.
    pub kind: ChangeKind,
    /// The fields that differ; empty for an added or cancelled event.
    pub parts: Vec<VisibleField>,
    /// The event as it was; `None` where it was not there, or cancelled.
    pub before: Option<Event>,
    /// The event as it will be.
    pub after: Event,
}

/// The kind of an event's change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It is on another day, or begins at another time.
    Moved,
    /// It says something else.
    Changed,
    /// It is new, or back.
    Added,
    /// It does not take place any more.
    Cancelled,
}

impl ChangeKind {
    /// The word of the terminal and of JSON.
    pub fn word(self) -> &'static str {
        match self {
            ChangeKind::Moved => "moved",
            ChangeKind::Changed => "changed",
            ChangeKind::Added => "added",
            ChangeKind::Cancelled => "cancelled",
        }
    }
}

impl Ledger {
    /// The ledger of a calendar once it is published.
    pub fn of(calendar: &Calendar) -> Self {
        let record = |event: &Event| EventRecord::new(event.clone());
        let hidden = calendar.hidden.iter().map(record).map(EventRecord::hidden);
        let shown = calendar.events.iter().map(record);
        Ledger {
            head: Ledger::head_of(calendar),
            records: hidden.chain(shown).collect(),
        }
    }

    /// The head of [`Ledger::of`] alone.
    pub(super) fn head_of(calendar: &Calendar) -> CalendarHead {
        let text = |text: &str| text_as_written(text.to_owned(), LINE_CHARACTERS);
        let last = calendar.events.iter().map(|event| event.stamp).max();
        let revised = last.map_or(calendar.revised, |last| last.max(calendar.revised));
        CalendarHead {
            name: Some(text(&calendar.name)),
            description: calendar.description.as_deref().map(text),
            color: calendar.color,
            zone: calendar.zone,
            revised: revised.trunc_subsecs(0),
            dropped: calendar.dropped,
            forgotten: false,
            seasons: PublishedSeason::each_once(&calendar.own),
        }
    }

    /// The calendar that is published of this ledger, as a file and a store keep it.
    pub fn calendar(&self) -> Calendar {
        Calendar {
            name: self.head.name.clone().unwrap_or_default(),
            description: self.head.description.clone(),
            url: None,
            source: None,
            color: self.head.color,
            zone: self.head.zone,
            revised: self.head.revised,
            refresh: REFRESH,
            dropped: self.head.dropped,
            own: self
                .head
                .seasons
                .iter()
                .map(PublishedSeason::to_property)
                .collect(),
            events: self.events().cloned().collect(),
            hidden: self.hidden().cloned().collect(),
        }
    }

    /// The calendar as subscribers get it. What is hidden is of no use to them.
    pub fn served(&self) -> Calendar {
        Calendar {
            hidden: Vec::new(),
            ..self.calendar()
        }
    }

    /// The busy feed as subscribers get it: times, and nothing that tells what they are. Nothing in an event is of use to
    /// them but its time and its revision; and its UID shares no part with that of another event.
    pub fn served_busy(&self, key: &BusyKey) -> Calendar {
        let mut calendar = self.served();
        calendar.own.clear();
        calendar.dropped = None;
        for event in &mut calendar.events {
            // The zone of a race names its place.
            event.when = calendar.zone.map_or(event.when, |own| event.when.moved_to(own));
            event.uid = EventUid::handed_out(&event.uid, key).to_string();
            event.notes = RevisionNotes::default();
        }
        calendar
    }

    /// The moment of the last change.
    pub fn revised(&self) -> DateTime<Utc> {
        self.head.revised
    }

    /// The events that are shown, in their order, cancelled ones included.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        let shown = self.records.iter().filter(|record| record.is_shown());
        shown.map(EventRecord::event)
    }

    /// The events that were published and are hidden, each as it was published last.
    pub fn hidden(&self) -> impl Iterator<Item = &Event> {
        let hidden = self.records.iter().filter(|record| !record.is_shown());
        hidden.map(EventRecord::event)
    }

    /// The highest SEQUENCE of all events that were there once and are in `calendar` neither shown nor hidden.
    pub(super) fn dropped_by(&self, calendar: &Calendar) -> Option<u32> {
        let kept = calendar.events.iter().chain(&calendar.hidden);
        let kept: BTreeSet<&str> = kept.map(|event| event.uid.as_str()).collect();
        let gone = self.records.iter().filter(|record| !kept.contains(record.uid()));
        gone.map(EventRecord::sequence).max().max(self.head.dropped)
    }

    pub(super) fn by_uid(&self) -> BTreeMap<&str, &EventRecord> {
        self.records.iter().map(|record| (record.uid(), record)).collect()
    }
}
