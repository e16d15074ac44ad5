//! The next revision of a published calendar, given what the season's is now.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, SubsecRound, TimeDelta, Utc};

use super::compare::{self, VisibleField};
use super::ledger::{ChangeKind, EventChange, Ledger};
use super::record::EventRecord;
use crate::calendar::EventUid;
use crate::ical::{Calendar, Event, RevisionNotes, Status, When, Zone};

/// The days that a cancelled event stays after its day, so that a calendar that is rarely opened still learns of it.
const CANCELLED_DAYS: u64 = 7;

impl Ledger {
    /// The calendar to publish next, given the season's `fresh` one, and the changes in it.
    ///
    /// - An event that changed visibly gets the next SEQUENCE, and a LAST-MODIFIED later than before, whatever the clock
    ///   says. An event that did not change keeps both.
    /// - An event that is gone is cancelled, and stays so until seven days after its day.
    /// - A new event starts at SEQUENCE 0, but above all dropped events: it may be one of them that comes back.
    /// - An event whose text is lost is written anew from the season, also one before `today`; if it is not in the season
    ///   any more, it is dropped once it is over.
    /// - An event before `today` stays as it is. A session that was published for such a day and comes again, e.g. since
    ///   the race was put off, is another event with a UID of its own.
    pub fn update(
        &self,
        fresh: Calendar,
        today: NaiveDate,
        now: DateTime<Utc>,
    ) -> (Calendar, Vec<EventChange>) {
        self.update_shown(fresh, &|_| true, today, now)
    }

    /// [`Ledger::update`] of a calendar that shows only the events for which `shows` is true.
    ///
    /// - An event that was published and is hidden stays in the ledger as it was published last, which is what
    ///   calendars that imported it have. Only once its day is shown again it is compared with the season: then it is the
    ///   same, another revision, or cancelled.
    /// - An event that moves from a shown day to a hidden one is cancelled where it was.
    /// - A new event that is hidden is not in the ledger: nobody knows it.
    pub(super) fn update_shown(
        &self,
        fresh: Calendar,
        shows: &dyn Fn(&EventRecord) -> bool,
        today: NaiveDate,
        now: DateTime<Utc>,
    ) -> (Calendar, Vec<EventChange>) {
        let update = Update {
            zone: fresh.zone,
            shows,
            today,
            now: now.trunc_subsecs(0),
            first: self.head.first_sequence(),
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
    shows: &'l dyn Fn(&EventRecord) -> bool,
    today: NaiveDate,
    now: DateTime<Utc>,
    /// The SEQUENCE of what is new.
    first: u32,
    known: BTreeMap<&'l str, &'l EventRecord>,
    /// True if times are now written in another way: in UTC, or no longer so.
    rewritten: bool,
    /// The UIDs of the season's events to come, hidden ones included.
    used: BTreeSet<String>,
    changes: Vec<EventChange>,
}

fn have_one_set_of_uids(events: &[Event], ledger: &Ledger) -> bool {
    let uids: BTreeSet<&str> = events.iter().map(|event| event.uid.as_str()).collect();
    let published: BTreeSet<&str> = ledger.events().map(|event| event.uid.as_str()).collect();
    uids == published
}

impl Update<'_> {
    fn run(mut self, ledger: &Ledger, fresh: Calendar) -> (Calendar, Vec<EventChange>) {
        let Ledger {
            head,
            records: fresh_records,
        } = Ledger::of(&fresh);
        let mut live: Vec<Event> = Vec::with_capacity(fresh_records.len());
        for record in fresh_records {
            if record.day(self.zone) < self.today {
                if let Some(lost) = self
                    .known
                    .get(record.uid())
                    .copied()
                    .filter(|known| known.is_lost())
                    && lost.day(self.zone) < self.today
                    && (self.shows)(&record)
                {
                    live.push(self.live(record.uid().to_owned(), record.into_event()));
                }
                continue;
            }
            let is_shown = (self.shows)(&record);
            let uid = self.take_uid(record.uid());
            if is_shown {
                live.push(self.live(uid, record.into_event()));
            }
        }
        let live_uids: BTreeSet<&str> = live.iter().map(|event| event.uid.as_str()).collect();
        let mut events: Vec<Event> = Vec::with_capacity(ledger.records.len() + live.len());
        let mut gone: Vec<Event> = Vec::new();
        let mut hidden: Vec<Event> = Vec::new();
        let mut forgotten: Vec<Event> = Vec::new();
        for record in ledger
            .records
            .iter()
            .filter(|record| !live_uids.contains(record.uid()))
        {
            let is_over = record.day(self.zone) < self.today;
            if is_over && record.is_lost() {
                continue;
            }
            match ((self.shows)(record), record.is_live()) {
                (true, true) if is_over => events.push(self.kept(record)),
                (true, _) => gone.extend(self.gone(record)),
                // No one is told of a cancelled event that is over and hidden.
                (false, false) if is_over => forgotten.push(record.event().clone()),
                (false, _) => hidden.push(record.event().clone()),
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
            && !ledger.head.zone_differs(&fresh.own)
            && self.changes.is_empty()
            && have_one_set_of_uids(&events, ledger);
        // To forget such an event is no reason to change the calendar.
        if same {
            hidden.append(&mut forgotten);
        }
        hidden.sort_by(|one, other| one.uid.cmp(&other.uid));
        let mut calendar = Calendar {
            revised: if same {
                ledger.head.revised
            } else {
                self.after(ledger.head.revised)
            },
            events,
            hidden,
            ..fresh
        };
        calendar.dropped = ledger.dropped_by(&calendar);
        (calendar, self.changes)
    }

    /// The UID of an event to come that is called `uid` in the season: of something that is over, a repeat.
    fn take_uid(&mut self, uid: &str) -> String {
        let is_over = |known: &&EventRecord| known.is_live() && known.day(self.zone) < self.today;
        let is_free = |uid: &str| !self.used.contains(uid) && !self.known.get(uid).is_some_and(is_over);
        let repeat = || {
            let first = EventUid::read(uid);
            let mut repeats = (2..).map(|number| first.again(number).to_string());
            repeats.find(|uid| is_free(uid))
        };
        let free = if is_free(uid) { None } else { repeat() };
        let uid = free.unwrap_or_else(|| uid.to_owned());
        self.used.insert(uid.clone());
        uid
    }

    /// A time after `before`: now, but for a clock that was set back, or two changes within a second.
    fn after(&self, before: DateTime<Utc>) -> DateTime<Utc> {
        self.now.max(before + TimeDelta::seconds(1))
    }

    /// An event that takes place and is shown, with its revision.
    fn live(&mut self, uid: String, event: Event) -> Event {
        let Some(known) = self.known.get(uid.as_str()).copied() else {
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
        if parts.is_empty() && known.is_lost() {
            parts.push(VisibleField::Title);
        }
        let moved = parts
            .iter()
            .any(|part| matches!(part, VisibleField::Day | VisibleField::Time));
        let is_timed = |when: When| matches!(when, When::Timed { .. });
        // A hidden event was written as seasons were then.
        let rewritten = self.rewritten || !known.is_shown() && known.when().zone() != event.when.zone();
        if rewritten && !moved && is_timed(known.when()) && is_timed(event.when) {
            parts.insert(0, VisibleField::Time);
        }
        let event = if parts.is_empty() {
            Event {
                uid,
                sequence: known.sequence(),
                stamp: known.stamp(),
                notes: RevisionNotes {
                    before: known.event().notes.before.clone(),
                    ..event.notes
                },
                ..event
            }
        } else {
            Event {
                uid,
                ..self.revised(known, event)
            }
        };
        if !known.is_live() || !known.is_shown() {
            self.tell(ChangeKind::Added, Vec::new(), None, &event);
        } else if !parts.is_empty() {
            let kind = if moved {
                ChangeKind::Moved
            } else {
                ChangeKind::Changed
            };
            self.tell(kind, parts, Some(known.event()), &event);
        }
        event
    }

    /// An event that is over, as it was.
    fn kept(&mut self, record: &EventRecord) -> Event {
        if !record.is_shown() {
            self.tell(ChangeKind::Added, Vec::new(), None, record.event());
        }
        record.event().clone()
    }

    /// The rest of an event that is no longer in the season, or is there on a hidden day: cancelled, or nothing.
    fn gone(&mut self, record: &EventRecord) -> Option<Event> {
        let event = record.event();
        if !record.is_live() {
            let until = record.day(self.zone).checked_add_days(Days::new(CANCELLED_DAYS));
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
