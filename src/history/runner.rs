//! One runner's calendar, which outlives a season: all seasons that there are of a runner, in one calendar, after what
//! was published of them. Each season is revised by itself, by its name in the UIDs; of a season that is not there any
//! more the past stays as it was, and what was to come is cancelled.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, SubsecRound, TimeDelta, Utc};

use super::calendar_file::{CalendarFile, read};
use super::head::CalendarChange;
use super::ledger::{EventChange, Ledger};
use super::naming::Naming;
use super::record::EventRecord;
use super::revision::{self, DaysFrom, PriorCalendar, PriorSeason, SeasonPlacement};
use crate::calendar::assembly::REFRESH;
use crate::calendar::{PublishedSeason, SeasonId};
use crate::diagnostic::fault::FileFault;
use crate::diagnostic::{Diagnostic, Faults};
use crate::ical::{Calendar, OwnProperty, Zone};
use crate::schedule::{PlacementInputs, Schedule};
use crate::season::{BusyFeed, Feed, RunnerId, Season};

/// A runner's calendar: the runner, the seasons in it and its kind.
#[derive(Debug, Clone, Copy)]
pub struct Runner<'a> {
    /// The runner's id: new calendars and seasons have it in their UIDs.
    pub id: &'a RunnerId,
    /// The runner's name, which is only shown.
    pub name: &'a str,
    /// The seasons, in an order that does not change by itself. Empty for a runner whose files are all gone.
    pub seasons: &'a [&'a PlacementInputs],
    /// True if these are all seasons. Where some file cannot be read, a published season that is not among them may be that file's:
    /// it stays as it was published, and a new season that may be the same one waits.
    pub complete: bool,
    /// The kind of calendar.
    pub feed: Feed,
}

/// A runner's next calendar.
#[derive(Debug, Clone)]
pub struct NextCalendar {
    /// The calendar to publish. Its bytes are those of [`Ledger::calendar`].
    pub ledger: Ledger,
    /// True if it differs from what was published. If not, `ledger` is the published one.
    pub changed: bool,
    /// The visible changes for subscribers, by day; empty where nothing was published before.
    pub changes: Vec<EventChange>,
    /// Those of the calendar itself.
    pub calendar_changes: Vec<CalendarChange>,
    /// The schedules that it shows, of the runner's seasons in their order; `None` for a season that is not in it.
    pub schedules: Vec<Option<Schedule>>,
    /// True if something is not in it as the files say it, because other files cannot be read: [`Runner::complete`].
    pub waits: bool,
}

/// The published seasons that are in no file, as they are in the next calendar.
#[derive(Default)]
struct UnfiledSeasons {
    parts: Vec<Calendar>,
    changes: Vec<EventChange>,
    waits: bool,
}

/// The calendar of all seasons, after the published one.
struct Revised {
    calendar: Calendar,
    changes: Vec<EventChange>,
    schedules: Vec<Option<Schedule>>,
    waits: bool,
}

impl NextCalendar {
    /// The calendar as the body of a `text/calendar` file in UTF-8.
    pub fn bytes(&self) -> Vec<u8> {
        self.ledger.calendar().to_bytes()
    }
}

impl Runner<'_> {
    /// The calendar after the published one. `now` stamps the changes and decides which days are over on the runner's
    /// clock. Warnings about the seasons go to `faults`.
    pub fn render<'l>(
        &self,
        prior: impl Into<PriorCalendar<'l>>,
        now: DateTime<Utc>,
        faults: &Faults,
    ) -> NextCalendar {
        let prior = prior.into();
        let today = self.today(prior.published, now);
        let revised = self.revise(prior, today, now, faults);
        let mut calendar = revised.calendar;
        let mut next = NextCalendar {
            ledger: Ledger::of(&calendar),
            changed: true,
            changes: revised.changes,
            calendar_changes: Vec::new(),
            schedules: revised.schedules,
            waits: revised.waits,
        };
        let Some(published) = prior.published else {
            return next;
        };
        // Were this the published calendar, nothing changed; else the stamp rises, whatever the clock says.
        calendar.revised = published.revised();
        next.ledger = Ledger::of(&calendar);
        next.changed = !next.ledger.head.is_same(&published.head) || next.ledger.records != published.records;
        if next.changed {
            next.calendar_changes = published.head.changes(&next.ledger.head);
            if !next.ledger.looks_like(published) {
                let later = published.revised() + TimeDelta::seconds(1);
                next.ledger.head.revised = now.trunc_subsecs(0).max(later);
            }
        } else {
            next.ledger = published.clone();
        }
        next
    }

    /// The ledger of a published calendar of this runner.
    ///
    /// # Errors
    ///
    /// When `bytes` are no calendar of ours or cannot be read. Nothing may follow such a calendar.
    pub fn read(&self, bytes: &[u8]) -> Result<Ledger, Box<Diagnostic>> {
        let said = Faults::new();
        let shown = format!("the published calendar of {}", self.name);
        match read(&shown, bytes, self.zone(None), &said) {
            CalendarFile::Ours(ledger) => Ok(ledger),
            CalendarFile::NotOurs(reason) => {
                let fault = FileFault::NotOurs { file: shown, reason };
                Err(Box::new(fault.into()))
            }
            CalendarFile::Damaged => {
                let first = said.into_sorted().into_iter().next();
                let fault = FileFault::DamagedPublication {
                    calendar: shown,
                    reason: first.map(|first| Box::new(first.fault)),
                };
                Err(Box::new(fault.into()))
            }
        }
    }

    /// The ledger of what can be read of a damaged calendar of this runner.
    #[cfg(feature = "serve")]
    pub fn salvage(&self, text: &str) -> Ledger {
        Ledger::salvaged(text, self.zone(None))
    }

    /// The day it is for the runner at `now`: a calendar changes with it, since what was cancelled is dropped after a
    /// week, and a window may move.
    pub fn today(&self, published: Option<&Ledger>, now: DateTime<Utc>) -> NaiveDate {
        let zone = self.zone(published);
        zone.map_or_else(|| now.date_naive(), |zone| zone.today(now))
    }

    /// The zone of the first season that has one; else that of the `published` calendar, which stays the runner's when the
    /// files are gone.
    fn zone(&self, published: Option<&Ledger>) -> Option<Zone> {
        let mut zones = self
            .seasons
            .iter()
            .filter_map(|inputs| inputs.season().athlete.zone);
        zones.next().or_else(|| published?.head.zone)
    }

    /// The next calendar, and what changes in it.
    fn revise(
        &self,
        prior: PriorCalendar<'_>,
        today: NaiveDate,
        now: DateTime<Utc>,
        faults: &Faults,
    ) -> Revised {
        let ledger = prior.published;
        let seasons: Vec<&Season> = self.seasons.iter().map(|inputs| inputs.season()).collect();
        let naming = self.naming(ledger, self.feed, today);
        let mut names = naming.names(&seasons);
        let waiting = naming.leave_out(&mut names, &seasons);
        self.say_overlaps(&names, today, faults);
        let names_there = self.names_there(&seasons, prior.days, today);
        let mut parts: Vec<Calendar> = Vec::with_capacity(seasons.len());
        let mut changes: Vec<EventChange> = Vec::new();
        let mut schedules: Vec<Option<Schedule>> = vec![None; seasons.len()];
        // A published season that may be in a file that cannot be read is still there.
        let beside: Vec<Option<SeasonId>> = match ledger {
            Some(ledger) if !self.complete => ledger.seasons().into_iter().map(Some).collect(),
            _ => names.clone(),
        };
        for (index, (inputs, name)) in self.seasons.iter().zip(&names).enumerate() {
            let Some(name) = name else {
                if !waiting.contains(&index) {
                    faults.push(self.twice(inputs.season()));
                }
                continue;
            };
            let own = ledger.map(|ledger| ledger.of_season(name));
            // What was done for a season that is not there any more counts for this one.
            let known = ledger.map(|ledger| ledger.without_others(name, &beside));
            let season = PriorSeason {
                id: name.clone(),
                published: own.as_ref(),
                placement: match prior.days {
                    DaysFrom::Itself => revision::own_days(inputs, known.as_deref(), name, today).into(),
                    DaysFrom::Full(full) => {
                        let name = names_there.get(index).and_then(Option::as_ref);
                        let days = |name| {
                            let full = full.without_others(name, &names_there);
                            revision::full_days(inputs, &full, name, today)
                        };
                        name.map(days).into()
                    }
                    DaysFrom::Busy(busy) => {
                        let name = names_there.get(index).and_then(Option::as_ref);
                        let days = |name| {
                            let busy = busy.without_others(name, &names_there);
                            revision::own_days(inputs, Some(&busy), name, today)
                        };
                        name.and_then(days).into()
                    }
                    DaysFrom::Schedules(schedules) => SeasonPlacement::of(schedules.get(index)),
                    DaysFrom::Afresh => revision::days_gone(inputs, known.as_deref(), name, today).into(),
                },
            };
            let part = season.next(inputs, self.feed, today, now, faults);
            changes.extend(part.changes);
            parts.push(part.calendar);
            schedules[index] = Some(part.schedule);
        }
        let mut calendar = self.frame(&seasons, &parts, ledger, now);
        let mut waits = !waiting.is_empty();
        if let Some(ledger) = ledger {
            let unfiled = self.unfiled(ledger, &names, &calendar, today, now);
            if !self.complete && (waits || !unfiled.parts.is_empty()) {
                // It is the calendar of what is not known, too.
                let Ledger { head, .. } = ledger;
                calendar.name = head.name.clone().unwrap_or(calendar.name);
                (calendar.description, calendar.color) = (head.description.clone(), head.color);
                calendar.zone = head.zone.or(calendar.zone);
            }
            parts.extend(unfiled.parts);
            changes.extend(unfiled.changes);
            waits |= unfiled.waits;
        }
        let zone = calendar.zone;
        let own = parts.iter().map(|part| part.own.clone());
        let own: Vec<OwnProperty> = own.flatten().collect();
        gather(&mut calendar, parts);
        let described = match ledger {
            Some(ledger) => ledger.seasons_after(&own, &calendar),
            None => Ledger::default().seasons_after(&own, &calendar),
        };
        calendar.own = described.iter().map(PublishedSeason::to_property).collect();
        calendar.dropped = ledger.and_then(|ledger| ledger.dropped_by(&calendar));
        changes.sort_by_key(|change| {
            let shown = change.before.as_ref().unwrap_or(&change.after);
            (shown.when.day(zone), change.kind)
        });
        Revised {
            calendar,
            changes,
            schedules,
            waits,
        }
    }

    /// The published seasons that are in no file. What was to come of them is cancelled, unless they may be in a file that
    /// cannot be read.
    fn unfiled(
        &self,
        ledger: &Ledger,
        names: &[Option<SeasonId>],
        calendar: &Calendar,
        today: NaiveDate,
        now: DateTime<Utc>,
    ) -> UnfiledSeasons {
        let held: BTreeSet<SeasonId> = names.iter().flatten().cloned().collect();
        let mut rest = UnfiledSeasons::default();
        // No window hides what is to come of a season that is gone.
        let is_to_come = |record: &EventRecord| record.day(calendar.zone) >= today;
        let shows = |record: &EventRecord| record.is_shown() || self.complete && is_to_come(record);
        for gone in ledger.seasons().difference(&held) {
            let published = ledger.of_season(gone);
            let (mut part, changes) = published.update_shown(calendar.clone(), &shows, today, now);
            if self.complete {
                rest.changes.extend(changes);
            } else {
                let known = ledger.head.season(gone).map(PublishedSeason::to_property);
                part.own = known.into_iter().collect();
                if !changes.is_empty() {
                    part.events = published.events().cloned().collect();
                    part.hidden = published.hidden().cloned().collect();
                    rest.waits = true;
                }
            }
            rest.parts.push(part);
        }
        rest
    }

    /// Each season's name in another calendar that days are taken from; empty where they are not.
    fn names_there(
        &self,
        seasons: &[&Season],
        days: DaysFrom<'_>,
        today: NaiveDate,
    ) -> Vec<Option<SeasonId>> {
        let (feed, ledger) = match days {
            DaysFrom::Full(full) => (Feed::Full, full),
            DaysFrom::Busy(busy) => (Feed::Busy, busy),
            DaysFrom::Itself | DaysFrom::Schedules(_) | DaysFrom::Afresh => return Vec::new(),
        };
        self.naming(Some(ledger), feed, today).names(seasons)
    }

    /// The calendar of this kind, in which seasons get their names.
    fn naming<'l>(&'l self, ledger: Option<&'l Ledger>, feed: Feed, today: NaiveDate) -> Naming<'l> {
        Naming {
            ledger,
            runner: Some(self.id),
            complete: self.complete,
            feed,
            today,
        }
    }

    /// The calendar without its events.
    fn frame(
        &self,
        seasons: &[&Season],
        parts: &[Calendar],
        ledger: Option<&Ledger>,
        now: DateTime<Utc>,
    ) -> Calendar {
        let published = ledger.map(|ledger| &ledger.head);
        let (name, description) = match (self.feed, parts, published.and_then(|head| head.name.as_ref())) {
            (_, [one], _) => (one.name.clone(), one.description.clone()),
            (_, [], Some(name)) => (name.clone(), published.and_then(|head| head.description.clone())),
            (Feed::Busy, [first, ..], _) => (first.name.clone(), None),
            (Feed::Busy, [], None) => (BusyFeed::default().title, None),
            _ => {
                let titles = || {
                    seasons
                        .iter()
                        .rev()
                        .filter_map(|season| season.calendar.title.clone())
                };
                (titles().next().unwrap_or_else(|| self.name.to_owned()), None)
            }
        };
        let color = match parts {
            [] => published.and_then(|head| head.color),
            parts => parts.iter().rev().find_map(|part| part.color),
        };
        Calendar {
            dropped: None,
            own: Vec::new(),
            name,
            description,
            url: None,
            // Its address holds a token, which nothing keeps.
            source: None,
            color,
            zone: self.zone(ledger),
            revised: now.trunc_subsecs(0),
            refresh: REFRESH,
            events: Vec::new(),
            hidden: Vec::new(),
        }
    }
}

/// Puts the events of the seasons into the calendar: those that are shown by day, the hidden ones by UID.
fn gather(calendar: &mut Calendar, parts: Vec<Calendar>) {
    for part in parts {
        calendar.events.extend(part.events);
        calendar.hidden.extend(part.hidden);
    }
    let zone = calendar.zone;
    calendar.events.sort_by_key(|event| event.when.day(zone));
    calendar.hidden.sort_by(|one, other| one.uid.cmp(&other.uid));
}
