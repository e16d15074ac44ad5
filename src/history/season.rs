//! Which season a ledger is of, and where its sessions were.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::ledger::{Ledger, day, is_live, names};
use crate::calendar::{busy_feed, sessions};
use crate::ical::{Event, Zone};
use crate::schedule::{self, PlacementInputs, PriorPlacement, Role};
use crate::season::{Feed, Season};
use crate::units::DateRange;

/// A race that is moved further than this is another year's, in days.
const SAME_SEASON: i64 = 182;

impl Ledger {
    /// How many sessions to come the ledger holds that belong to another season than the one called `id`.
    pub(super) fn others_to_come(&self, id: &str, today: NaiveDate, zone: Option<Zone>) -> usize {
        let of_season = |uid: &str| uid.split_once('.').is_some_and(|(season, _)| season == id);
        let live = self.events.iter().map(|published| &published.event);
        live.filter(|event| is_live(event) && day(event, zone) >= today && !of_season(&event.uid))
            .count()
    }

    /// The name that `season` has in its UIDs: its own `id`; else the one that it was published by, as long as that is
    /// still to come and the same runner's, and its race is no further away than [`SAME_SEASON`] days; else the one that
    /// follows from runner, race and year (docs/design.md#what-was-published).
    pub(super) fn name_of(
        &self,
        season: &Season,
        feed: Feed,
        today: NaiveDate,
        zone: Option<Zone>,
    ) -> String {
        let own = sessions::own_name(season, feed);
        // The two calendars of a season are never one another.
        let is_like = |kept: &&String| busy_feed::is_name(kept) == busy_feed::is_name(&own);
        let kept = self
            .season
            .as_ref()
            .filter(|_| season.id.is_none())
            .filter(is_like);
        match kept.filter(|kept| self.goes_on(kept, season, today, zone)) {
            Some(kept) => kept.clone(),
            None => own,
        }
    }

    /// Whether `season` is the one that was published as `kept`, though it says no `id`.
    pub(super) fn goes_on(&self, kept: &str, season: &Season, today: NaiveDate, zone: Option<Zone>) -> bool {
        let runner = sessions::runner(season);
        let by = |name: &str| kept.strip_prefix(name).is_some_and(|rest| rest.starts_with('-'));
        // A busy calendar does not tell whose it is: there the file says who the season is.
        let same_runner =
            runner == sessions::NO_NAME || by(&runner) || by(sessions::NO_NAME) || busy_feed::is_name(kept);
        let near = self
            .away(kept, season, zone)
            .is_some_and(|days| days <= SAME_SEASON);
        let last = self.days_of(kept, zone).map(|(_, day)| day).max();
        same_runner && near && last.is_some_and(|last| last >= today)
    }

    /// How many days the race of `season`, or its beginning without one, is from where it was published as `kept`.
    pub(super) fn away(&self, kept: &str, season: &Season, zone: Option<Zone>) -> Option<i64> {
        let race = sessions::uid(kept, &schedule::race_role());
        let all = self.by_uid();
        let races: Vec<String> = names(&race)
            .take_while(|name| all.contains_key(name.as_str()))
            .collect();
        // A race without a time is not in the busy calendar: the last session stands for it.
        let last_of_all = races.is_empty() && busy_feed::is_name(kept);
        let days = self.days_of(kept, zone);
        let (was, is) = match &season.race {
            Some(planned) => {
                let races = days.filter(|(event, _)| last_of_all || races.contains(&event.uid));
                (races.map(|(_, day)| day).max(), Some(planned.date.value))
            }
            None => {
                let first = schedule::days(season).map(DateRange::first);
                (days.map(|(_, day)| day).min(), first)
            }
        };
        was.zip(is).map(|(was, is)| (is - was).num_days().abs())
    }

    /// What takes place of the season `kept`, with its days.
    fn days_of<'l>(
        &'l self,
        kept: &'l str,
        zone: Option<Zone>,
    ) -> impl Iterator<Item = (&'l Event, NaiveDate)> {
        let events = self.events.iter().map(|published| &published.event);
        let of_it = move |event: &&Event| {
            let role = event.uid.strip_prefix(kept);
            is_live(event) && role.is_some_and(|role| role.starts_with('.'))
        };
        events.filter(of_it).map(move |event| (event, day(event, zone)))
    }

    /// The day of each session of `season` that was published, for a schedule that moves little; `id` is the season's
    /// name in UIDs.
    pub(super) fn days(
        &self,
        inputs: &PlacementInputs,
        id: &str,
        today: NaiveDate,
        zone: Option<Zone>,
    ) -> PriorPlacement {
        let events = self.by_uid();
        let known = |role: &Role| -> Vec<&Event> {
            let uid = sessions::uid(id, role);
            let known = names(&uid).map_while(|name| events.get(name.as_str()).copied());
            known.map(|published| &published.event).collect()
        };
        let mut cancelled: BTreeMap<Role, NaiveDate> = BTreeMap::new();
        let mut days: BTreeMap<Role, NaiveDate> = BTreeMap::new();
        let (mut done, mut strides) = (BTreeSet::new(), BTreeSet::new());
        for role in schedule::session_ids(inputs) {
            let all = known(&role);
            let latest = all.last().filter(|event| !is_live(event));
            cancelled.extend(latest.map(|event| (role.clone(), day(event, zone))));
            for event in all.into_iter().filter(|event| is_live(event)) {
                let date = day(event, zone);
                days.insert(role.clone(), date);
                if date < today {
                    done.insert((role.clone(), date));
                }
                if event.categories.iter().any(|name| name == sessions::STRIDES) {
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
