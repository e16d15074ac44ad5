//! One runner's calendar, which outlives a season: all seasons that there are of a runner, in one calendar, after what
//! was published of them. Each season is revised by itself, by its name in the UIDs; of a season that is not there any
//! more the past stays as it was, and what was to come is cancelled.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, SubsecRound, TimeDelta, Utc};

use super::calendar_file::{CalendarFile, read};
use super::head::CalendarChange;
use super::ledger::{EventChange, Ledger};
use super::naming::Naming;
use super::revision::{self, DaysFrom, PriorCalendar, PriorSeason};
use crate::calendar::assembly::REFRESH;
use crate::calendar::{PublishedSeason, SeasonId};
use crate::diagnostic::fault::{CalendarFault, FileFault};
use crate::diagnostic::{Diagnostic, Faults};
use crate::ical::{Calendar, OwnProperty, Zone};
use crate::schedule::PlacementInputs;
use crate::season::{Feed, RunnerId, Season};
use crate::units::DateRange;

/// A runner's calendar: the runner, the seasons in it and its kind.
#[derive(Debug, Clone, Copy)]
pub struct Runner<'a> {
    /// The runner's id: new calendars and seasons have it in their UIDs.
    pub id: &'a RunnerId,
    /// The runner's name, which is only shown.
    pub name: &'a str,
    /// The seasons, in an order that does not change by itself. Empty for a runner whose files are all gone.
    pub seasons: &'a [&'a PlacementInputs],
    /// True if these are all seasons. Where some file cannot be read, a published season that is not among them may be that file's,
    /// and is not cancelled: the calendar stays as it was published.
    pub complete: bool,
    /// The kind of calendar.
    pub feed: Feed,
}

/// A runner's next calendar.
#[derive(Debug, Clone, PartialEq)]
pub struct NextCalendar {
    /// The calendar to publish. Its bytes are those of [`Ledger::calendar`].
    pub ledger: Ledger,
    /// True if it differs from what was published. If not, `ledger` is the published one.
    pub changed: bool,
    /// The visible changes for subscribers, by day; empty where nothing was published before.
    pub changes: Vec<EventChange>,
    /// Those of the calendar itself.
    pub calendar_changes: Vec<CalendarChange>,
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
        let (mut calendar, changes, cancels) = self.revise(prior, today, now, faults);
        let published = prior.published;
        let Some(published) = published else {
            return NextCalendar {
                ledger: Ledger::of(&calendar),
                changed: true,
                changes,
                calendar_changes: Vec::new(),
            };
        };
        // Were this the published calendar, nothing changed; else the stamp rises, whatever the clock says.
        calendar.revised = published.revised();
        let mut ledger = Ledger::of(&calendar);
        let same = ledger.head.is_same(&published.head) && ledger.records == published.records;
        let changed = !same && (self.complete || !cancels);
        if !changed {
            return NextCalendar {
                ledger: published.clone(),
                changed,
                calendar_changes: Vec::new(),
                changes: if cancels && !self.complete {
                    Vec::new()
                } else {
                    changes
                },
            };
        }
        ledger.head.revised = now
            .trunc_subsecs(0)
            .max(published.revised() + TimeDelta::seconds(1));
        NextCalendar {
            calendar_changes: published.head.changes(&ledger.head),
            ledger,
            changed,
            changes,
        }
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

    /// The next calendar, what changes in it, and whether any of that is for want of a season.
    fn revise(
        &self,
        prior: PriorCalendar<'_>,
        today: NaiveDate,
        now: DateTime<Utc>,
        faults: &Faults,
    ) -> (Calendar, Vec<EventChange>, bool) {
        let ledger = prior.published;
        let seasons: Vec<&Season> = self.seasons.iter().map(|inputs| inputs.season()).collect();
        let names = self.naming(ledger, self.feed, today).names(&seasons);
        self.say_overlaps(&names, today, faults);
        let names_in_full = self.names_in_full(&seasons, prior.days, today);
        let mut parts: Vec<Calendar> = Vec::with_capacity(seasons.len());
        let mut changes: Vec<EventChange> = Vec::new();
        for (index, (inputs, name)) in self.seasons.iter().zip(&names).enumerate() {
            let Some(name) = name else {
                faults.push(self.twice(inputs.season()));
                continue;
            };
            let own = ledger.map(|ledger| ledger.of_season(name));
            // What was done for a season that is not there any more counts for this one.
            let known = ledger.map(|ledger| ledger.without_others(name, &names));
            let season = PriorSeason {
                id: name.clone(),
                published: own.as_ref(),
                placement: match prior.days {
                    DaysFrom::Full(full) => names_in_full.get(index).cloned().flatten().map(|name| {
                        let full = full.without_others(&name, &names_in_full);
                        revision::full_days(inputs, &full, &name, today)
                    }),
                    DaysFrom::Itself => revision::own_days(inputs, known.as_deref(), name, today),
                    DaysFrom::Afresh => revision::days_gone(inputs, known.as_deref(), name, today),
                },
            };
            let part = season.next(inputs, self.feed, today, now, faults).revision;
            changes.extend(part.changes);
            parts.push(part.calendar);
        }
        let mut calendar = self.frame(&seasons, &parts, ledger, now);
        let mut cancels = false;
        if let Some(ledger) = ledger {
            let held: BTreeSet<SeasonId> = names.iter().flatten().cloned().collect();
            for gone in ledger.seasons().difference(&held) {
                let (rest, told) = ledger.of_season(gone).update(calendar.clone(), today, now);
                cancels |= !told.is_empty();
                changes.extend(told);
                parts.push(rest);
            }
        }
        let zone = calendar.zone;
        let own = parts.iter().map(|part| part.own.clone());
        let own: Vec<OwnProperty> = own.flatten().collect();
        calendar.events = parts.into_iter().flat_map(|part| part.events).collect();
        calendar.events.sort_by_key(|event| event.when.day(zone));
        let described = match ledger {
            Some(ledger) => ledger.seasons_after(&own, &calendar.events),
            None => Ledger::default().seasons_after(&own, &calendar.events),
        };
        calendar.own = described.iter().map(PublishedSeason::to_property).collect();
        calendar.dropped = ledger.and_then(|ledger| ledger.dropped_by(&calendar.events));
        changes.sort_by_key(|change| {
            let shown = change.before.as_ref().unwrap_or(&change.after);
            (shown.when.day(zone), change.kind)
        });
        (calendar, changes, cancels)
    }

    /// Each season's name in the full calendar that days are taken from; empty where they are not.
    fn names_in_full(
        &self,
        seasons: &[&Season],
        days: DaysFrom<'_>,
        today: NaiveDate,
    ) -> Vec<Option<SeasonId>> {
        let DaysFrom::Full(full) = days else {
            return Vec::new();
        };
        self.naming(Some(full), Feed::Full, today).names(seasons)
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

    /// Warns of two seasons on the same days, which are seldom intended: one is the next, and begins too early.
    fn say_overlaps(&self, names: &[Option<SeasonId>], today: NaiveDate, faults: &Faults) {
        let shown = self.seasons.iter().zip(names).filter(|(_, name)| name.is_some());
        let of_days = shown.filter_map(|(inputs, _)| Some((inputs.days()?, inputs.season())));
        let mut by_day: Vec<(DateRange, &Season)> = of_days.collect();
        by_day.sort_by_key(|(days, _)| *days);
        for pair in by_day.windows(2) {
            let [(before, first), (after, second)] = pair else {
                continue;
            };
            let (start, end) = (after.first(), before.last());
            if start > end || end < today {
                continue;
            }
            faults.push(CalendarFault::SeasonsOverlap {
                runner: self.name.to_owned(),
                from: start,
                to: end,
                first: race_of(first).to_owned(),
                second: race_of(second).to_owned(),
            });
        }
    }

    fn twice(&self, season: &Season) -> CalendarFault {
        CalendarFault::SameSeason {
            runner: self.name.to_owned(),
            race: race_of(season).to_owned(),
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
        }
    }
}

fn race_of(season: &Season) -> &str {
    season.race.as_ref().map_or("no race", |race| race.name.as_str())
}
