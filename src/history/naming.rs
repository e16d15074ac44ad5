//! The published season that each season is, and so its name in the UIDs: for a file as for a runner's calendar.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::ledger::Ledger;
use super::record::EventRecord;
use super::season::repeats;
use crate::calendar::{EventUid, PublishedSeason, SeasonId};
use crate::ical::Zone;
use crate::schedule;
use crate::season::{BusyKey, Feed, RunnerId, Season, slug};

/// A race that is moved further than this is another year's, in days.
pub(crate) const SAME_SEASON: i64 = 182;

/// The calendar in which seasons get their names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Naming<'l> {
    /// The calendar as it was published.
    pub(super) ledger: Option<&'l Ledger>,
    /// The runner who has the calendar; `None` for a file, which may be anybody's.
    pub(super) runner: Option<&'l RunnerId>,
    /// True if these are all seasons of the calendar. If not, one that was published may be another's.
    pub(super) complete: bool,
    /// The kind of calendar.
    pub(super) feed: Feed,
    /// The runner's day.
    pub(super) today: NaiveDate,
}

/// A published season, with the description in the calendar's head if there is one.
struct Known<'l> {
    name: SeasonId,
    described: Option<&'l PublishedSeason>,
    /// The days of its events that take place.
    days: Vec<NaiveDate>,
    /// The days of its races among them.
    races: Vec<NaiveDate>,
}

impl Ledger {
    /// The name of the only season of a calendar file in its UIDs.
    pub(super) fn name_of(&self, season: &Season, feed: Feed, today: NaiveDate) -> SeasonId {
        let naming = Naming {
            ledger: Some(self),
            runner: None,
            complete: true,
            feed,
            today,
        };
        let name = naming.names(&[season]).pop().flatten();
        name.unwrap_or_else(|| SeasonId::of(season, feed))
    }

    /// The name that the season of a busy file has there from before there were keys.
    pub(super) fn name_before_keys(&self, season: &Season, today: NaiveDate) -> Option<SeasonId> {
        season.calendar.busy.key.as_ref()?;
        let mut unkeyed = season.clone();
        unkeyed.calendar.busy.key = None;
        let name = self.name_of(&unkeyed, Feed::Busy, today);
        self.seasons().contains(&name).then_some(name)
    }
}

impl Naming<'_> {
    /// Each season's name in the UIDs; `None` for one that another file holds already.
    ///
    /// One with an `id` is the season that was published with this `id`. Else it is the published season whose race is
    /// the least way off, if it can be that one; else it has its own name, and where two have the same, as with races of
    /// one name in a year, the later one's has its day.
    pub(super) fn names(&self, seasons: &[&Season]) -> Vec<Option<SeasonId>> {
        let mut names: Vec<Option<SeasonId>> = vec![None; seasons.len()];
        let mut taken: BTreeSet<SeasonId> = BTreeSet::new();
        let mut take = |index: usize, name: SeasonId| {
            let free = names.get(index).is_some_and(Option::is_none) && !taken.contains(&name);
            if free {
                taken.insert(name.clone());
                names[index] = Some(name);
            }
            free
        };
        let first_files = first_files(seasons);
        let published = self.published(seasons);
        let mut may_be: Vec<(i64, usize, SeasonId)> = Vec::new();
        for &index in &first_files {
            let season = seasons[index];
            match self.with_id_of(season, &published) {
                Some(name) => {
                    let _ = take(index, name);
                }
                None => may_be.extend(
                    self.could_be(season, &published)
                        .map(|(away, name)| (away, index, name)),
                ),
            }
        }
        may_be.sort();
        for (_, index, name) in may_be {
            take(index, name);
        }
        let mut by_day = first_files;
        by_day.sort_by_key(|index| schedule::anchor(seasons[*index]));
        for index in by_day {
            let season = seasons[index];
            let _ = match SeasonId::given(season, self.feed) {
                Some(given) => take(index, given),
                None => {
                    let runner = self.runner_of(season);
                    take(index, SeasonId::derived_for(season, &runner, self.feed))
                        || take(index, SeasonId::dated(season, &runner, self.feed))
                }
            };
        }
        names
    }

    /// Takes their names from the seasons that may be published ones whose file cannot be read: they would have other names
    /// if these were all seasons. Gives their positions.
    pub(super) fn leave_out(&self, names: &mut [Option<SeasonId>], seasons: &[&Season]) -> BTreeSet<usize> {
        if self.complete {
            return BTreeSet::new();
        }
        let if_whole = Naming {
            complete: true,
            ..*self
        };
        let mut left_out = BTreeSet::new();
        for (index, (name, if_whole)) in names.iter_mut().zip(if_whole.names(seasons)).enumerate() {
            if *name != if_whole {
                *name = None;
                left_out.insert(index);
            }
        }
        left_out
    }

    /// The published season that has the `id` of `season`.
    fn with_id_of(&self, season: &Season, published: &[Known<'_>]) -> Option<SeasonId> {
        let given = SeasonId::given(season, self.feed)?;
        let has_id = |known: &&Known<'_>| {
            known
                .described
                .is_some_and(|it| it.given.as_ref() == Some(&given))
        };
        let is_called = |known: &&Known<'_>| known.name == given;
        let found = published.iter().find(has_id);
        let found = found.or_else(|| published.iter().find(is_called));
        found.map(|known| known.name.clone())
    }

    /// The published seasons that `season` may be, with how many days their races are apart. It has no `id`, or none of
    /// them has it.
    fn could_be<'s>(
        &'s self,
        season: &'s Season,
        published: &'s [Known<'_>],
    ) -> impl Iterator<Item = (i64, SeasonId)> + 's {
        let own = self.own_names(season);
        // A file may hold anybody's seasons. Those of the busy feed do not name their runner: there is one, or it has
        // to have the race's name.
        let to_come = published.iter().filter(|known| known.is_to_come(self.today));
        let is_only = to_come.count() == 1;
        published.iter().filter_map(move |known| {
            if season.id.is_some() && !known.may_be_adopted() {
                return None;
            }
            let away = known.away(season);
            let same_day = away == Some(0);
            let is_of_runner = self.runner.is_some()
                || match self.feed {
                    Feed::Full => known
                        .names()
                        .any(|name| name.may_be_of(season) || same_day && name.has_race_of(season)),
                    Feed::Busy => is_only || known.names().any(|name| self.beside(season).contains(name)),
                };
            let is_near = away.is_some_and(|away| away <= SAME_SEASON) && known.is_to_come(self.today);
            let may_be_named = season.id.is_none() || is_near;
            let is_named = may_be_named && known.names().any(|name| own.contains(name));
            let same_day = same_day && known.has_day();
            let is_it = is_named || is_of_runner && (same_day || self.complete && is_near);
            is_it.then(|| (away.unwrap_or(i64::MAX), known.name.clone()))
        })
    }

    /// The published seasons of this kind of calendar.
    fn published(&self, seasons: &[&Season]) -> Vec<Known<'_>> {
        let Some(ledger) = self.ledger else {
            return Vec::new();
        };
        let described = ledger.head.seasons.iter().map(|season| season.name.clone());
        let mut names: BTreeSet<SeasonId> = ledger.seasons();
        names.extend(described);
        names.retain(|name| name.is_busy() == (self.feed == Feed::Busy));
        // A busy file from before there were keys goes over to them.
        let is_keyed = seasons.iter().any(|season| season.calendar.busy.key.is_some());
        names.retain(|name| !name.is_busy() || name.is_keyed() == is_keyed);
        let zone = seasons.iter().find_map(|season| season.athlete.zone);
        let key = seasons
            .iter()
            .find_map(|season| season.calendar.busy.key.as_ref());
        let known = |name: SeasonId| Known::new(ledger, name, zone.or(ledger.head.zone), key);
        names.into_iter().map(known).collect()
    }

    /// The runner as new names have it.
    fn runner_of(&self, season: &Season) -> String {
        let id = self.runner.or(season.athlete.id.as_ref());
        id.map_or_else(|| SeasonId::name_of_runner(season), RunnerId::to_string)
    }

    /// The runner as the names of a season may have it. Before runners had ids, seasons were named after the runner's name.
    fn runners(&self, season: &Season) -> [String; 2] {
        [self.runner_of(season), SeasonId::name_of_runner(season)]
    }

    /// The season's own names, and those with a day where another season has the same.
    fn own_names(&self, season: &Season) -> BTreeSet<SeasonId> {
        let runners = self.runners(season).into_iter();
        let names = |runner: String| {
            [
                SeasonId::derived_for(season, &runner, self.feed),
                SeasonId::dated(season, &runner, self.feed),
            ]
        };
        runners.flat_map(names).collect()
    }

    /// The season's own names, also in the years beside its own.
    fn beside(&self, season: &Season) -> BTreeSet<SeasonId> {
        let runners = self.runners(season).into_iter();
        let beside = runners.flat_map(|runner| SeasonId::in_years_beside(season, &runner, self.feed));
        beside.chain(self.own_names(season)).collect()
    }
}

impl<'l> Known<'l> {
    fn new(ledger: &'l Ledger, name: SeasonId, zone: Option<Zone>, key: Option<&BusyKey>) -> Self {
        let days_of = |records: &mut dyn Iterator<Item = &EventRecord>| {
            let live = records.filter(|record| record.is_live());
            live.map(|record| record.day(zone)).collect::<Vec<NaiveDate>>()
        };
        let race = EventUid::session(&name, &schedule::race_role(), key);
        Known {
            described: ledger.head.season(&name),
            days: days_of(&mut ledger.records.iter().filter(|record| name.holds(record.uid()))),
            races: days_of(&mut repeats(&race, &ledger.by_uid())),
            name,
        }
    }

    /// The names that it has, or would have if it were new.
    fn names(&self) -> impl Iterator<Item = &SeasonId> {
        let derived = self.described.map(|described| &described.derived);
        [&self.name].into_iter().chain(derived)
    }

    /// True if the head says on which day it is.
    fn has_day(&self) -> bool {
        self.described.is_some_and(|described| described.day.is_some())
    }

    /// True if no `id` has named it, or none is known to have.
    fn may_be_adopted(&self) -> bool {
        match self.described {
            Some(described) => described.given.is_none(),
            None => self.name.may_be_derived(),
        }
    }

    /// True if its race or something else of it is still to come.
    fn is_to_come(&self, today: NaiveDate) -> bool {
        let day = self.described.and_then(|described| described.day);
        let is_gone = self.described.is_some_and(|described| described.gone);
        let mut days = self.days.iter().copied().chain(day);
        !is_gone && days.any(|day| day >= today)
    }

    /// The days between the race of `season`, or its beginning without one, and where it was published.
    fn away(&self, season: &Season) -> Option<i64> {
        let anchor = schedule::anchor(season)?;
        let from = |was: NaiveDate| (anchor - was).num_days().abs();
        if let Some(day) = self.described.and_then(|described| described.day) {
            return Some(from(day));
        }
        if season.race.is_some() && !self.races.is_empty() {
            return self.races.iter().copied().max().map(from);
        }
        // The race is not in the calendar: the last of its days stands for it, or a day that is one of the season's.
        let (first, last) = (self.days.iter().min()?, self.days.iter().max()?);
        let away = from(if season.race.is_some() { *last } else { *first });
        let is_within =
            schedule::days(season).is_some_and(|days| days.first() <= *last && *first <= days.last());
        Some(if is_within { away.min(SAME_SEASON) } else { away })
    }
}

/// The seasons without those that another file holds already: the same race on the same day, or the same first plan from
/// the same day without a race. Of two such files the one with an `id` counts, else the first; two that give different
/// ids are two seasons.
fn first_files(seasons: &[&Season]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..seasons.len()).collect();
    order.sort_by_key(|index| seasons[*index].id.is_none());
    let mut first: Vec<usize> = Vec::new();
    for index in order {
        let season = seasons[index];
        let is_same = |other: &usize| {
            let other = seasons[*other];
            match (&season.id, &other.id) {
                (Some(id), Some(known)) if slug(id) != slug(known) => false,
                _ => is_one(season, other),
            }
        };
        if !first.iter().any(is_same) {
            first.push(index);
        }
    }
    first.sort_unstable();
    first
}

/// True if two files are one season: the same race on the same day, or the same plan from the same day.
fn is_one(one: &Season, other: &Season) -> bool {
    let same_aim = match (&one.race, &other.race) {
        (Some(race), Some(other)) => slug(&race.name) == slug(&other.name),
        (None, None) => {
            let plan = |season: &Season| season.plans.first().map(|entry| entry.plan.name.clone());
            plan(one) == plan(other)
        }
        _ => false,
    };
    same_aim && schedule::anchor(one) == schedule::anchor(other)
}
