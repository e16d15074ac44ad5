//! Which season a ledger is of, and where its sessions were.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Ledger, day, is_live, names};
use crate::calendar::{Event, Zone, sessions};
use crate::schedule::{self, Known, Published, Role};
use crate::season::Season;

/// A race that is moved further than this is another year's, in days.
const SAME_SEASON: i64 = 182;

impl Ledger {
    /// How many sessions to come the ledger holds that belong to another season than the one called `id`.
    pub(in crate::calendar) fn others_to_come(
        &self,
        id: &str,
        today: NaiveDate,
        zone: Option<Zone>,
    ) -> usize {
        let of_season = |uid: &str| uid.split_once('.').is_some_and(|(season, _)| season == id);
        let live = self.events.iter().map(|published| &published.event);
        live.filter(|event| is_live(event) && day(event, zone) >= today && !of_season(&event.uid))
            .count()
    }

    /// The name that `season` has in its UIDs: its own `id`; else the one that it was published by, as long as that is
    /// still to come and the same runner's, and its race is no further away than [`SAME_SEASON`] days; else the one that
    /// follows from runner, race and year (decisions.md 5).
    pub(in crate::calendar) fn name_of(
        &self,
        season: &Season,
        today: NaiveDate,
        zone: Option<Zone>,
    ) -> String {
        let own = sessions::season_id(season);
        let kept = self.season.as_ref().filter(|_| season.id.is_none());
        match kept.filter(|kept| self.goes_on(kept, season, today, zone)) {
            Some(kept) => kept.clone(),
            None => own,
        }
    }

    /// Whether `season` is the one that was published as `kept`, though it says no `id`.
    pub(in crate::calendar) fn goes_on(
        &self,
        kept: &str,
        season: &Season,
        today: NaiveDate,
        zone: Option<Zone>,
    ) -> bool {
        let runner = sessions::runner(season);
        let by = |name: &str| kept.strip_prefix(name).is_some_and(|rest| rest.starts_with('-'));
        let same_runner = runner == sessions::NO_NAME || by(&runner) || by(sessions::NO_NAME);
        let near = self
            .away(kept, season, zone)
            .is_some_and(|days| days <= SAME_SEASON);
        let last = self.days_of(kept, zone).map(|(_, day)| day).max();
        same_runner && near && last.is_some_and(|last| last >= today)
    }

    /// How many days the race of `season`, or its beginning without one, is from where it was published as `kept`.
    pub(in crate::calendar) fn away(&self, kept: &str, season: &Season, zone: Option<Zone>) -> Option<i64> {
        let race = format!("{kept}.race.");
        let days = self.days_of(kept, zone);
        let (was, is) = match &season.race {
            Some(planned) => {
                let races = days.filter(|(event, _)| event.uid.starts_with(&race));
                (races.map(|(_, day)| day).max(), Some(planned.date.value))
            }
            None => {
                let first = schedule::days(season).map(|(first, _)| first);
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
    pub(in crate::calendar) fn days(
        &self,
        season: &Season,
        id: &str,
        today: NaiveDate,
        zone: Option<Zone>,
    ) -> Published {
        let events = self.by_uid();
        let known = |role: &Role| -> Vec<&Event> {
            let uid = sessions::uid(id, role);
            let known = names(&uid).map_while(|name| events.get(name.as_str()).copied());
            known.map(|published| &published.event).collect()
        };
        let last = |role: &Role| known(role).into_iter().rfind(|event| is_live(event));
        let mut cancelled: BTreeMap<Role, NaiveDate> = BTreeMap::new();
        let mut days: BTreeMap<Role, NaiveDate> = BTreeMap::new();
        let all = schedule::known(season);
        for Known { role, within } in &all {
            let date = if within.is_empty() {
                last(role).map(|event| day(event, zone))
            } else {
                let strides = |event: &&Event| event.categories.iter().any(|name| name == sessions::STRIDES);
                let runs = within.iter().filter_map(last).filter(strides);
                let mut dates: Vec<NaiveDate> = runs.map(|event| day(event, zone)).collect();
                dates.sort_unstable();
                // Of a week that came twice there are more runs with strides than strides: the later ones count.
                let same = all
                    .iter()
                    .filter(|other| !other.within.is_empty() && other.within == *within);
                let earlier = dates.len().saturating_sub(same.count());
                let before = usize::try_from(role.ordinal)
                    .unwrap_or(usize::MAX)
                    .saturating_sub(1);
                dates.get(earlier.saturating_add(before)).copied()
            };
            days.extend(date.map(|date| (role.clone(), date)));
            let latest = known(role)
                .pop()
                .filter(|event| !is_live(event) && within.is_empty());
            cancelled.extend(latest.map(|event| (role.clone(), day(event, zone))));
        }
        Published {
            days,
            cancelled,
            today,
        }
    }
}
