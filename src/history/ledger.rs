//! What was published of a calendar, and what becomes of it when the plan changes: who is the same event, what changed
//! visibly, what is gone. A value that is passed in and out; it works on events alone, whatever is in them.
//!
//! The past is not rewritten: what was published for a day before today stays as it was, and nothing is put there later.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, SubsecRound, TimeDelta, Utc};

pub use super::compare::Part;
use super::{compare, read};
use crate::ical::event::short_uid;
use crate::ical::reader::{Head, ReadEvent};
use crate::ical::{Calendar, Event, Status, When, Zone};

/// How long a cancelled event stays after its day, in days: as long as a calendar that is rarely open may take to hear
/// of it.
const CANCELLED_DAYS: u64 = 7;

/// What was published last time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ledger {
    /// What the season is called in the UIDs.
    pub(super) season: Option<String>,
    /// The calendar's own properties; an application may have dropped them.
    pub(super) head: Option<Head>,
    /// When anything last changed.
    pub(super) revised: DateTime<Utc>,
    /// The highest SEQUENCE of events that are not there any more.
    pub(super) dropped: Option<u32>,
    /// In the order in which they stand there, no UID twice.
    pub(super) events: Vec<ReadEvent>,
}

/// What subscribers will see change.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What happens to the event.
    pub kind: ChangeKind,
    /// What of it differs; empty for one that is added or cancelled.
    pub parts: Vec<Part>,
    /// The event as it was; `None` where it was not there, or cancelled.
    pub before: Option<Event>,
    /// The event as it will be.
    pub after: Event,
}

/// What happens to an event.
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
    /// When what is published was last revised.
    pub fn revised(&self) -> DateTime<Utc> {
        self.revised
    }

    /// What was published, in the order of the file; cancelled events are among it.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.events.iter().map(|published| &published.event)
    }

    /// The highest SEQUENCE of all events that were there once and are not among `events`.
    pub(super) fn dropped_by(&self, events: &[Event]) -> Option<u32> {
        let kept: BTreeSet<&str> = events.iter().map(|event| event.uid.as_str()).collect();
        let gone = self.events().filter(|event| !kept.contains(event.uid.as_str()));
        gone.map(|event| event.sequence).max().max(self.dropped)
    }

    pub(super) fn by_uid(&self) -> BTreeMap<&str, &ReadEvent> {
        let events = self.events.iter();
        events
            .map(|published| (published.event.uid.as_str(), published))
            .collect()
    }

    /// The calendar to publish next, where `fresh` is what the season says now, and what changes in it.
    ///
    /// - What changed visibly is one SEQUENCE on, with a LAST-MODIFIED that is later than before, whatever the clock says.
    /// - What did not keeps both.
    /// - What is gone is cancelled, and stays so until seven days after its day.
    /// - What is new starts at SEQUENCE 0, but above all that was dropped: it may be an event that comes back.
    /// - What lies before `today` stays as it is. A session that was published for such a day and comes once more, as
    ///   when a race is put off, is another event, with a UID of its own.
    pub fn update(&self, fresh: Calendar, today: NaiveDate, now: DateTime<Utc>) -> (Calendar, Vec<Change>) {
        let update = Update {
            zone: fresh.zone,
            today,
            now: now.trunc_subsecs(0),
            first: self.dropped.map_or(0, |dropped| dropped.saturating_add(1)),
            known: self.by_uid(),
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
    known: BTreeMap<&'l str, &'l ReadEvent>,
    used: BTreeSet<String>,
    changes: Vec<Change>,
}

impl Update<'_> {
    fn run(mut self, ledger: &Ledger, fresh: Calendar) -> (Calendar, Vec<Change>) {
        let read = read::as_read(&fresh);
        let mut live: Vec<Event> = Vec::with_capacity(fresh.events.len());
        for (event, read) in fresh.events.into_iter().zip(read.events) {
            if day(&read.event, self.zone) >= self.today {
                live.push(self.live(event, &read.event));
            }
        }
        let mut events: Vec<Event> = Vec::with_capacity(ledger.events.len() + live.len());
        let mut gone: Vec<Event> = Vec::new();
        for published in &ledger.events {
            let event = &published.event;
            match (day(event, self.zone) < self.today, is_live(event)) {
                (true, true) => events.push(event.clone()),
                _ if self.used.contains(&event.uid) => {}
                _ => gone.extend(self.gone(event)),
            }
        }
        events.append(&mut live);
        events.append(&mut gone);
        events.sort_by_key(|event| day(event, self.zone));
        self.changes.sort_by_key(|change| {
            let shown = change.before.as_ref().unwrap_or(&change.after);
            (day(shown, self.zone), change.kind)
        });
        // An application may have dropped what the calendar says about itself.
        let same = (ledger.head.is_none() || ledger.head == read.head)
            && events.len() == ledger.events.len()
            && self.changes.is_empty();
        let calendar = Calendar {
            revised: if same {
                ledger.revised
            } else {
                self.after(ledger.revised)
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
    fn live(&mut self, event: Event, read: &Event) -> Event {
        let is_over = |known: &&ReadEvent| is_live(&known.event) && day(&known.event, self.zone) < self.today;
        let is_free =
            |name: &String| !self.used.contains(name) && !self.known.get(name.as_str()).is_some_and(is_over);
        let name = names(&read.uid).find(is_free);
        let uid = name.unwrap_or_else(|| read.uid.clone());
        let known = self.known.get(uid.as_str()).copied();
        self.used.insert(uid.clone());
        let Some(known) = known else {
            let added = Event {
                uid,
                sequence: self.first,
                stamp: self.now,
                ..event
            };
            self.tell(ChangeKind::Added, Vec::new(), None, &added);
            return added;
        };
        let parts = compare::parts(known, read);
        if parts.is_empty() {
            return Event {
                uid,
                sequence: known.event.sequence,
                stamp: known.event.stamp,
                ..event
            };
        }
        let changed = Event {
            uid,
            ..self.revised(&known.event, event)
        };
        if !is_live(&known.event) {
            self.tell(ChangeKind::Added, Vec::new(), None, &changed);
        } else {
            let moved = parts.iter().any(|part| matches!(part, Part::Day | Part::Time));
            let kind = if moved {
                ChangeKind::Moved
            } else {
                ChangeKind::Changed
            };
            self.tell(kind, parts, Some(&known.event), &changed);
        }
        changed
    }

    /// What is left of an event that the season does not hold any more.
    fn gone(&mut self, event: &Event) -> Option<Event> {
        if !is_live(event) {
            let until = day(event, self.zone).checked_add_days(Days::new(CANCELLED_DAYS));
            return until
                .is_none_or(|until| self.today <= until)
                .then(|| event.clone());
        }
        let cancelled = Event {
            status: Status::Cancelled,
            ..self.revised(event, event.clone())
        };
        self.tell(ChangeKind::Cancelled, Vec::new(), Some(event), &cancelled);
        Some(cancelled)
    }

    fn revised(&self, known: &Event, event: Event) -> Event {
        Event {
            sequence: known.sequence.saturating_add(1),
            stamp: self.after(known.stamp),
            ..event
        }
    }

    fn tell(&mut self, kind: ChangeKind, parts: Vec<Part>, before: Option<&Event>, after: &Event) {
        self.changes.push(Change {
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

/// The day of an event: on its own clock, or on the runner's if it is written in UTC.
pub fn day(event: &Event, zone: Option<Zone>) -> NaiveDate {
    match (event.when, zone) {
        (When::AllDay { first, .. }, _) => first,
        (
            When::Timed {
                date,
                time,
                zone: own,
                ..
            },
            Some(zone),
        ) if own.is_utc() => zone.local(own.utc_of(date, time)).date(),
        (When::Timed { date, .. }, _) => date,
    }
}

/// When a timed event begins and ends, Unix seconds.
pub(super) fn span(when: When) -> Option<(i64, i64)> {
    match when {
        When::AllDay { .. } => None,
        When::Timed {
            date,
            time,
            zone,
            minutes,
        } => {
            let from = zone.utc_of(date, time).timestamp();
            Some((from, from + i64::from(minutes) * 60))
        }
    }
}

/// The UIDs that a session has, one after the other: its own, then those of its repetitions.
pub(super) fn names(uid: &str) -> impl Iterator<Item = String> + '_ {
    let again = move |number: u32| match (number, uid.strip_suffix("@longrun")) {
        (1, _) => uid.to_owned(),
        (_, Some(role)) => format!("{role}.again{number}@longrun"),
        (_, None) => format!("{uid}.again{number}"),
    };
    (1..).map(again).map(|name| short_uid(&name).into_owned())
}
