//! The busy times of a VEVENT.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::{Days, NaiveDate};

use crate::diagnostic::fault::EntryFault;
use crate::ical::clocks::{Clocks, FileClock};
use crate::ical::lines::{Component, Property};
use crate::ical::recurrence::{Budget, RecurrenceRule, Wrong};
use crate::ical::value::{Length, Stamp};

/// The number of characters of a title that are shown.
const LONGEST_TITLE: usize = 60;

/// The reason for which a line or an event is not taken as it stands.
pub(super) enum Complaint {
    /// It cannot be read.
    Damaged(std::ops::Range<usize>, EntryFault),
    /// It can be read, and asks for something that is not supported.
    Ignored(std::ops::Range<usize>, EntryFault),
}

/// A start and its clock.
#[derive(Debug, Clone)]
pub(super) struct Start {
    stamp: Stamp,
    clock: FileClock,
}

/// The part of a start by which two starts are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Key {
    Day(NaiveDate),
    At(i64),
}

impl Start {
    fn on(&self, date: NaiveDate) -> Start {
        let mut other = self.clone();
        other.stamp.date = date;
        other
    }

    fn key(&self) -> Key {
        match self.stamp.time {
            Some(_) => Key::At(self.instant()),
            None => Key::Day(self.stamp.date),
        }
    }

    fn instant(&self) -> i64 {
        self.clock.instant(self.stamp.local())
    }

    /// The instants from which and until which something of this length lasts that begins here.
    pub(super) fn lasts(&self, length: Length) -> Option<(i64, i64)> {
        let from = self.instant();
        let end = self.stamp.local().checked_add_days(Days::new(length.days))?;
        let until = if length.days == 0 {
            from
        } else {
            self.clock.instant(end)
        };
        Some((from, until.checked_add(length.secs)?))
    }

    pub(super) fn date(&self) -> NaiveDate {
        self.stamp.date
    }

    pub(super) fn is_whole_day(&self) -> bool {
        self.stamp.time.is_none()
    }
}

/// An event of somebody's calendar, or a changed instance of one.
#[derive(Debug)]
pub(super) struct BusyEvent {
    pub uid: String,
    pub title: Arc<str>,
    /// The instance of the series that it stands for.
    pub instead_of: Option<Key>,
    /// True unless it is transparent or cancelled.
    pub busy: bool,
    pub start: Start,
    pub length: Length,
    rules: Vec<RecurrenceRule>,
    more: Vec<(Start, Option<Length>)>,
    except: BTreeSet<Key>,
}

/// Reads events and collects complaints about them.
pub(super) struct BusyEventReader<'r, 'c> {
    pub clocks: &'r mut Clocks<'c>,
    pub budget: &'r mut Budget,
    pub complaints: Vec<Complaint>,
}

impl BusyEventReader<'_, '_> {
    /// The event; `None` where it has no start, or one that cannot be read.
    pub(super) fn event(&mut self, event: &Component) -> Option<BusyEvent> {
        let Some(first) = event.get("DTSTART") else {
            self.damaged(&event.at, EntryFault::Lacks("DTSTART".to_owned()));
            return None;
        };
        let start = self.start(first, &first.value);
        let length = match (event.get("DTEND"), event.get("DURATION")) {
            (Some(end), _) => self
                .start(end, &end.value)
                .zip(start.as_ref())
                .map(|(end_at, start)| (end, between(start, &end_at))),
            (None, Some(length)) => {
                let read = Length::parse(&length.value);
                if read.is_none() {
                    self.damaged(&length.at, EntryFault::NotADuration(short(&length.value)));
                }
                read.map(|read| (length, Some(read)))
            }
            (None, None) => {
                let days = u64::from(start.as_ref().is_some_and(Start::is_whole_day));
                Some((first, Some(Length { days, secs: 0 })))
            }
        };
        let rules = event.all("RRULE").filter_map(|rule| self.rule(rule)).collect();
        let mut more = Vec::new();
        for list in event.all("RDATE") {
            for part in list.value.split(',').filter(|part| !part.is_empty()) {
                more.extend(self.one_more(list, part));
            }
        }
        let mut except = BTreeSet::new();
        for list in event.all("EXDATE") {
            for part in list.value.split(',').filter(|part| !part.is_empty()) {
                except.extend(self.start(list, part).map(|start| start.key()));
            }
        }
        let instead_of = event.get("RECURRENCE-ID").map(|id| {
            if id.parameter("RANGE").is_some() {
                self.complaints
                    .push(Complaint::Ignored(id.at.clone(), EntryFault::ThisAndFuture));
            }
            self.start(id, &id.value).map(|start| start.key())
        });
        let says = |name: &str, word: &str| {
            event
                .get(name)
                .is_some_and(|it| it.value.eq_ignore_ascii_case(word))
        };
        let (start, (at, length)) = start.zip(length)?;
        let Some(length) = length else {
            self.complaints
                .push(Complaint::Ignored(at.at.clone(), EntryFault::Backwards));
            return None;
        };
        Some(BusyEvent {
            uid: event.get("UID").map_or_else(String::new, |uid| uid.value.clone()),
            title: title(event),
            instead_of: match instead_of {
                Some(id) => Some(id?),
                None => None,
            },
            busy: !says("TRANSP", "TRANSPARENT") && !says("STATUS", "CANCELLED"),
            start,
            length,
            rules,
            more,
            except,
        })
    }

    fn damaged(&mut self, at: &std::ops::Range<usize>, fault: EntryFault) {
        self.complaints.push(Complaint::Damaged(at.clone(), fault));
    }

    /// `text` as a start, by the clock that `property` names.
    fn start(&mut self, property: &Property, text: &str) -> Option<Start> {
        let Some(stamp) = Stamp::parse(text) else {
            let fault = EntryFault::NotATime {
                value: short(text),
                property: property.name.to_owned(),
            };
            self.damaged(&property.at, fault);
            return None;
        };
        let clock = match property.parameter("TZID") {
            _ if stamp.utc => FileClock::Utc,
            Some(name) if stamp.time.is_some() => {
                let clock = self.clocks.named(name, self.budget);
                clock.unwrap_or_else(|| {
                    self.complaints.push(Complaint::Ignored(
                        property.at.clone(),
                        EntryFault::UnknownZone(short(name)),
                    ));
                    self.clocks.runner()
                })
            }
            _ => self.clocks.runner(),
        };
        Some(Start { stamp, clock })
    }

    /// One more start, of RDATE; a period brings its own length.
    fn one_more(&mut self, list: &Property, part: &str) -> Option<(Start, Option<Length>)> {
        let Some((from, to)) = part.split_once('/') else {
            return Some((self.start(list, part)?, None));
        };
        let start = self.start(list, from)?;
        let length = if to.starts_with(['P', '+']) {
            Length::parse(to)
        } else {
            self.start(list, to).and_then(|end| between(&start, &end))
        };
        if length.is_none() {
            self.damaged(&list.at, EntryFault::NotAPeriod(short(part)));
        }
        Some((start, Some(length?)))
    }

    fn rule(&mut self, property: &Property) -> Option<RecurrenceRule> {
        match RecurrenceRule::parse(&property.value) {
            Ok(rule) => Some(rule),
            Err(Wrong::Damaged(fault)) => {
                self.damaged(&property.at, fault);
                None
            }
            Err(Wrong::Unknown(part)) => {
                self.complaints.push(Complaint::Ignored(
                    property.at.clone(),
                    EntryFault::UnknownRule(part),
                ));
                None
            }
        }
    }
}

impl BusyEvent {
    /// All starts, with their lengths, of which something may fall between `first` and `last`: without
    /// those that are taken out, or that another event of `moved` stands for.
    pub(super) fn starts(
        &self,
        (first, last): (NaiveDate, NaiveDate),
        moved: &HashMap<&str, BTreeSet<Key>>,
        budget: &mut Budget,
    ) -> Vec<(Start, Length)> {
        if self.instead_of.is_some() {
            return vec![(self.start.clone(), self.length)];
        }
        let from = first
            .checked_sub_days(self.length.reach())
            .unwrap_or(NaiveDate::MIN);
        let mut dates = vec![self.start.date()];
        for rule in &self.rules {
            let until = rule.until.map_or(last, |until| self.last_date(until).min(last));
            dates.extend(rule.dates(self.start.date(), from, until, budget));
        }
        dates.sort_unstable();
        dates.dedup();
        let repeated = dates.into_iter().map(|date| (self.start.on(date), self.length));
        let more = self
            .more
            .iter()
            .map(|(start, length)| (start.clone(), length.unwrap_or(self.length)));
        let mut seen = BTreeSet::new();
        let moved = moved.get(self.uid.as_str()).filter(|_| !self.uid.is_empty());
        let is_there = |(start, _): &(Start, Length)| {
            let key = start.key();
            !self.except.contains(&key)
                && !self.except.contains(&Key::Day(start.date()))
                && !moved.is_some_and(|moved| moved.contains(&key) || moved.contains(&Key::Day(start.date())))
        };
        repeated
            .chain(more)
            .filter(is_there)
            .filter(|(start, _)| seen.insert(start.key()))
            .collect()
    }

    /// The last date on which it may begin so that it does not begin after `until`.
    fn last_date(&self, until: Stamp) -> NaiveDate {
        let (Some(time), Some(_)) = (self.start.stamp.time, until.time) else {
            return until.date;
        };
        let until = match until.utc {
            true => self.start.clock.local(until.local().and_utc().timestamp()),
            false => until.local(),
        };
        let too_late = u64::from(until.time() < time);
        until
            .date()
            .checked_sub_days(Days::new(too_late))
            .unwrap_or(NaiveDate::MIN)
    }
}

/// From `start` to `end`; `None` where that is backwards. The days of whole days, else seconds as they
/// pass (RFC 5545 §3.8.5.3: every instance lasts as long).
fn between(start: &Start, end: &Start) -> Option<Length> {
    if start.is_whole_day() && end.is_whole_day() {
        let days = u64::try_from((end.date() - start.date()).num_days()).ok()?;
        // Some programs give a day's event no end but itself.
        return Some(Length {
            days: days.max(1),
            secs: 0,
        });
    }
    let secs = end.instant() - start.instant();
    (secs >= 0).then_some(Length { days: 0, secs })
}

fn title(event: &Component) -> Arc<str> {
    let summary = event.get("SUMMARY").map_or("", |summary| summary.value.as_str());
    let summary = short(summary);
    if summary.is_empty() {
        "Busy".into()
    } else {
        summary.into()
    }
}

/// Text of a stranger for a message: one line, not long, without control characters.
fn short(text: &str) -> String {
    let words: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(500)
        .collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(LONGEST_TITLE) {
        Some((at, _)) => format!("{}…", words[..at].trim_end()),
        None => words,
    }
}
