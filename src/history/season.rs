//! Which season a ledger is of, and where its sessions were.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::ledger::Ledger;
use super::record::EventRecord;
use crate::calendar::{EventUid, SeasonId, sessions};
use crate::ical::Zone;
use crate::schedule::{self, PlacementInputs, PriorPlacement, Role};
use crate::season::{Feed, Season};
use crate::units::DateRange;

/// A race that is moved further than this is another year's, in days.
const SAME_SEASON: i64 = 182;

impl Ledger {
    /// The number of sessions to come that belong to another season than `id`.
    pub(super) fn others_to_come(&self, id: &SeasonId, today: NaiveDate, zone: Option<Zone>) -> usize {
        let to_come = |record: &&EventRecord| record.is_live() && record.day(zone) >= today;
        let others = self.records.iter().filter(to_come);
        others.filter(|record| !id.holds(record.uid())).count()
    }

    /// The name of `season` in its UIDs: its own `id`; else the one that it was published by, as long as that is still to
    /// come and the same runner's, and its race is no further away than [`SAME_SEASON`] days; else the one that follows
    /// from runner, race and year (docs/design.md#what-was-published).
    pub(super) fn name_of(
        &self,
        season: &Season,
        feed: Feed,
        today: NaiveDate,
        zone: Option<Zone>,
    ) -> SeasonId {
        let own = SeasonId::of(season, feed);
        // The two calendars of a season are never one another.
        let published = self
            .season()
            .filter(|published| season.id.is_none() && published.is_busy() == own.is_busy());
        match published.filter(|published| self.goes_on(published, season, today, zone)) {
            Some(published) => published,
            None => own,
        }
    }

    /// Whether `season`, which has no `id`, is the one that was published as `id`: the same runner's, and the
    /// [same season](Ledger::continues).
    pub(super) fn goes_on(
        &self,
        id: &SeasonId,
        season: &Season,
        today: NaiveDate,
        zone: Option<Zone>,
    ) -> bool {
        id.may_be_of(season) && self.continues(id, season, today, zone)
    }

    /// Whether `season` can be the one of the same runner that was published as `id`: its race is near, and something of it
    /// is still to come.
    pub(super) fn continues(
        &self,
        id: &SeasonId,
        season: &Season,
        today: NaiveDate,
        zone: Option<Zone>,
    ) -> bool {
        let near = self
            .away(id, season, zone)
            .is_some_and(|days| days <= SAME_SEASON);
        let last = self.days_of(id, zone).map(|(_, day)| day).max();
        near && last.is_some_and(|last| last >= today)
    }

    /// The days between the race of `season`, or its beginning without one, and where it was published as `id`.
    pub(super) fn away(&self, id: &SeasonId, season: &Season, zone: Option<Zone>) -> Option<i64> {
        let by_uid = self.by_uid();
        let race = EventUid::session(id, &schedule::race_role());
        let races: Vec<&str> = repeats(&race, &by_uid).map(EventRecord::uid).collect();
        // A race without a time is not in the busy feed: the last session stands for it.
        let last_of_all = races.is_empty() && id.is_busy();
        let days = self.days_of(id, zone);
        let (was, is) = match &season.race {
            Some(planned) => {
                let races = days.filter(|(record, _)| last_of_all || races.contains(&record.uid()));
                (races.map(|(_, day)| day).max(), Some(planned.date.value))
            }
            None => {
                let first = schedule::days(season).map(DateRange::first);
                (days.map(|(_, day)| day).min(), first)
            }
        };
        was.zip(is).map(|(was, is)| (is - was).num_days().abs())
    }

    /// The events of a season that take place, with their days.
    fn days_of<'l>(
        &'l self,
        id: &'l SeasonId,
        zone: Option<Zone>,
    ) -> impl Iterator<Item = (&'l EventRecord, NaiveDate)> {
        let of_it = |record: &&EventRecord| record.is_live() && id.holds(record.uid());
        let records = self.records.iter().filter(of_it);
        records.map(move |record| (record, record.day(zone)))
    }

    /// The day of each session of `season` that was published, for a schedule that moves little; `id` is the season's
    /// name in UIDs.
    pub(super) fn days(
        &self,
        inputs: &PlacementInputs,
        id: &SeasonId,
        today: NaiveDate,
        zone: Option<Zone>,
    ) -> PriorPlacement {
        let by_uid = self.by_uid();
        let mut cancelled: BTreeMap<Role, NaiveDate> = BTreeMap::new();
        let mut days: BTreeMap<Role, NaiveDate> = BTreeMap::new();
        let (mut done, mut strides) = (BTreeSet::new(), BTreeSet::new());
        for role in schedule::session_ids(inputs) {
            let all: Vec<&EventRecord> = repeats(&EventUid::session(id, &role), &by_uid).collect();
            let latest = all.last().filter(|record| !record.is_live());
            cancelled.extend(latest.map(|record| (role.clone(), record.day(zone))));
            for record in all.into_iter().filter(|record| record.is_live()) {
                let date = record.day(zone);
                days.insert(role.clone(), date);
                if date < today {
                    done.insert((role.clone(), date));
                }
                if record
                    .event()
                    .categories
                    .iter()
                    .any(|name| name == sessions::STRIDES)
                {
                    strides.insert((role.clone(), date));
                }
            }
        }
        PriorPlacement {
            days,
            done,
            strides,
            cancelled,
            today,
        }
    }
}

/// The records of a session and of its repeats, in their order.
fn repeats<'l>(
    first: &EventUid,
    by_uid: &BTreeMap<&str, &'l EventRecord>,
) -> impl Iterator<Item = &'l EventRecord> {
    let uids = (1..).map(|number| first.again(number).to_string());
    uids.map_while(|uid| by_uid.get(uid.as_str()).copied())
}
