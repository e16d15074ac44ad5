//! A published calendar, and its next revision when the plan changes: which events are the same, which changed visibly,
//! which are gone.
//!
//! The past is not rewritten: what was published for a day before today stays as it was, and nothing is put there later.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, SubsecRound, TimeDelta, Utc};

use super::compare;
pub use super::compare::VisibleField;
use super::head::CalendarHead;
use super::record::EventRecord;
use crate::calendar::assembly::REFRESH;
use crate::calendar::{EventUid, PublishedSeason};
use crate::ical::event::LINE_CHARACTERS;
use crate::ical::folding::text_as_written;
use crate::ical::{Calendar, Event, RevisionNotes, Status, When, Zone};

/// The days that a cancelled event stays after its day, so that a calendar that is rarely opened still learns of it.
const CANCELLED_DAYS: u64 = 7;

/// A published calendar: its own properties, and a record for each of its events.
///
/// It is read from a file by [`read`](super::calendar_file::read), or put together from stored records. The calendar's bytes are a
/// rendering of it ([`Ledger::calendar`]).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ledger {
    /// The properties of the calendar itself.
    pub head: CalendarHead,
    /// The events in the order in which they are written, cancelled ones included. No two have one UID.
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
        let records: Vec<EventRecord> = calendar.events.iter().cloned().map(EventRecord::new).collect();
        let text = |text: &str| text_as_written(text.to_owned(), LINE_CHARACTERS);
        let revised = calendar.revised.trunc_subsecs(0);
        let last = records.iter().map(EventRecord::stamp).max();
        Ledger {
            head: CalendarHead {
                name: Some(text(&calendar.name)),
                description: calendar.description.as_deref().map(text),
                color: calendar.color,
                zone: calendar.zone,
                revised: last.map_or(revised, |last| last.max(revised)),
                dropped: calendar.dropped,
                seasons: PublishedSeason::each_once(&calendar.own),
            },
            records,
        }
    }

    /// The calendar that is published of this ledger.
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
        }
    }

    /// The moment of the last change.
    pub fn revised(&self) -> DateTime<Utc> {
        self.head.revised
    }

    /// The published events in their order, cancelled ones included.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.records.iter().map(EventRecord::event)
    }

    /// The highest SEQUENCE of all events that were there once and are not among `events`.
    pub(super) fn dropped_by(&self, events: &[Event]) -> Option<u32> {
        let kept: BTreeSet<&str> = events.iter().map(|event| event.uid.as_str()).collect();
        let gone = self.events().filter(|event| !kept.contains(event.uid.as_str()));
        gone.map(|event| event.sequence).max().max(self.head.dropped)
    }

    pub(super) fn by_uid(&self) -> BTreeMap<&str, &EventRecord> {
        self.records.iter().map(|record| (record.uid(), record)).collect()
    }

    /// The calendar to publish next, given the season's `fresh` one, and the changes in it.
    ///
    /// - An event that changed visibly gets the next SEQUENCE, and a LAST-MODIFIED later than before, whatever the clock
    ///   says. An event that did not change keeps both.
    /// - An event that is gone is cancelled, and stays so until seven days after its day.
    /// - A new event starts at SEQUENCE 0, but above all dropped events: it may be one of them that comes back.
    /// - An event before `today` stays as it is. A session that was published for such a day and comes again, e.g. since
    ///   the race was put off, is another event with a UID of its own.
    pub fn update(
        &self,
        fresh: Calendar,
        today: NaiveDate,
        now: DateTime<Utc>,
    ) -> (Calendar, Vec<EventChange>) {
        let update = Update {
            zone: fresh.zone,
            today,
            now: now.trunc_subsecs(0),
            first: self.head.dropped.map_or(0, |dropped| dropped.saturating_add(1)),
            known: self.by_uid(),
            rewritten: self.head.times_differ(&fresh.own),
            used: BTreeSet::new(),
            changes: Vec::new(),
        };
        update.run(self, fresh)
    }
}

/// One update in progress.
struct Update<'l> {
    zone: Option<Zone>,
    today: NaiveDate,
    now: DateTime<Utc>,
    /// The SEQUENCE of what is new.
    first: u32,
    known: BTreeMap<&'l str, &'l EventRecord>,
    /// True if times are now written in another way: in UTC, or no longer so.
    rewritten: bool,
    used: BTreeSet<String>,
    changes: Vec<EventChange>,
}

impl Update<'_> {
    fn run(mut self, ledger: &Ledger, fresh: Calendar) -> (Calendar, Vec<EventChange>) {
        let Ledger {
            head,
            records: fresh_records,
        } = Ledger::of(&fresh);
        let mut live: Vec<Event> = Vec::with_capacity(fresh_records.len());
        for record in fresh_records {
            if record.day(self.zone) >= self.today {
                live.push(self.live(record.into_event()));
            }
        }
        let mut events: Vec<Event> = Vec::with_capacity(ledger.records.len() + live.len());
        let mut gone: Vec<Event> = Vec::new();
        for record in &ledger.records {
            match (record.day(self.zone) < self.today, record.is_live()) {
                (true, true) => events.push(record.event().clone()),
                _ if self.used.contains(record.uid()) => {}
                _ => gone.extend(self.gone(record)),
            }
        }
        events.append(&mut live);
        events.append(&mut gone);
        events.sort_by_key(|event| event.when.day(self.zone));
        self.changes.sort_by_key(|change| {
            let shown = change.before.as_ref().unwrap_or(&change.after);
            (shown.when.day(self.zone), change.kind)
        });
        let same = ledger.head.changes(&head).is_empty()
            && events.len() == ledger.records.len()
            && self.changes.is_empty();
        let calendar = Calendar {
            revised: if same {
                ledger.head.revised
            } else {
                self.after(ledger.head.revised)
            },
            dropped: ledger.dropped_by(&events),
            events,
            ..fresh
        };
        (calendar, self.changes)
    }

    /// A time after `before`: now, but for a clock that was set back, or two changes within a second.
    fn after(&self, before: DateTime<Utc>) -> DateTime<Utc> {
        self.now.max(before + TimeDelta::seconds(1))
    }

    /// An event that takes place, with its revision.
    fn live(&mut self, event: Event) -> Event {
        let is_over = |known: &&EventRecord| known.is_live() && known.day(self.zone) < self.today;
        let is_free =
            |uid: &String| !self.used.contains(uid) && !self.known.get(uid.as_str()).is_some_and(is_over);
        let uid = if is_free(&event.uid) {
            event.uid.clone()
        } else {
            let first = EventUid::read(&event.uid);
            let repeats = (2..).map(|number| first.again(number).to_string());
            repeats
                .into_iter()
                .find(is_free)
                .unwrap_or_else(|| event.uid.clone())
        };
        let known = self.known.get(uid.as_str()).copied();
        self.used.insert(uid.clone());
        let Some(known) = known else {
            let mut added = Event {
                uid,
                sequence: self.first,
                stamp: self.now,
                ..event
            };
            added.notes.before = EventRecord::note_of(None, &added, self.today, self.zone);
            self.tell(ChangeKind::Added, Vec::new(), None, &added);
            return added;
        };
        let mut parts = compare::parts(known, &event);
        let moved = parts
            .iter()
            .any(|part| matches!(part, VisibleField::Day | VisibleField::Time));
        let is_timed = |when: When| matches!(when, When::Timed { .. });
        if self.rewritten && !moved && is_timed(known.when()) && is_timed(event.when) {
            parts.insert(0, VisibleField::Time);
        }
        if parts.is_empty() {
            return Event {
                uid,
                sequence: known.sequence(),
                stamp: known.stamp(),
                notes: RevisionNotes {
                    before: known.event().notes.before.clone(),
                    ..event.notes
                },
                ..event
            };
        }
        let changed = Event {
            uid,
            ..self.revised(known, event)
        };
        if !known.is_live() {
            self.tell(ChangeKind::Added, Vec::new(), None, &changed);
        } else {
            let kind = if moved {
                ChangeKind::Moved
            } else {
                ChangeKind::Changed
            };
            self.tell(kind, parts, Some(known.event()), &changed);
        }
        changed
    }

    /// The rest of an event that is no longer in the season: cancelled, or nothing.
    fn gone(&mut self, record: &EventRecord) -> Option<Event> {
        let event = record.event();
        if !is_live(event) {
            let until = event
                .when
                .day(self.zone)
                .checked_add_days(Days::new(CANCELLED_DAYS));
            return until
                .is_none_or(|until| self.today <= until)
                .then(|| event.clone());
        }
        let cancelled = Event {
            status: Status::Cancelled,
            ..self.revised(record, event.clone())
        };
        self.tell(ChangeKind::Cancelled, Vec::new(), Some(event), &cancelled);
        Some(cancelled)
    }

    fn revised(&self, known: &EventRecord, event: Event) -> Event {
        let before = EventRecord::note_of(Some(known), &event, self.today, self.zone);
        Event {
            sequence: known.sequence().saturating_add(1),
            stamp: self.after(known.stamp()),
            notes: RevisionNotes {
                before,
                ..event.notes
            },
            ..event
        }
    }

    fn tell(&mut self, kind: ChangeKind, parts: Vec<VisibleField>, before: Option<&Event>, after: &Event) {
        self.changes.push(EventChange {
            kind,
            parts,
            before: before.cloned(),
            after: after.clone(),
        });
    }
}

pub(super) fn is_live(event: &Event) -> bool {
    event.status == Status::Confirmed
}
