//! Reduces a week for days lost and for races on the way.

use super::{Item, Loader};
use crate::plan::SessionKind;
use crate::schedule::days_off;
use crate::season::{Priority, Tuneup};
use crate::units::{Distance, Units};

/// Volume of the week of a B race, and of the week after it, in percent of the planned volume (rule R11).
const RACE_WEEK: u64 = 75;
const WEEK_AFTER: u64 = 90;
/// A race of at least this length replaces the long run (rule R11), in metres.
const LONG_RACE: u64 = 15_000;

/// Days lost and races in or before a week.
pub(super) struct DaysAndRacesOff<'a> {
    /// Share of the planned volume that days lost leave, in percent.
    pub share: u64,
    after_race: bool,
    /// A half marathon or longer was just before the week, so it has no strides (rule P18).
    after_half: bool,
    tuneup: Option<&'a Tuneup>,
}

impl Loader<'_> {
    /// The days lost and races of this week.
    pub(super) fn days_and_races_off(&self) -> DaysAndRacesOff<'_> {
        let season = self.season;
        let days = u64::from(self.week.days.max(1));
        let shares = (0..self.week.days).map(|day| days_off::share(self.gaps, self.week.date(day)));
        let within = |tuneup: &&Tuneup| self.week.days().contains(tuneup.race.date.value);
        let just_before = |tuneup: &Tuneup| {
            let since = (self.week.first - tuneup.race.date.value).num_days();
            tuneup.priority == Priority::B && (1..=7).contains(&since)
        };
        let half = |tuneup: &Tuneup| {
            let distance = tuneup.race.distance;
            distance.is_some_and(|distance| distance >= Distance::HALF_MARATHON)
        };
        DaysAndRacesOff {
            share: shares.sum::<u64>() / days,
            after_race: season.tuneups.iter().any(just_before),
            after_half: season
                .tuneups
                .iter()
                .any(|tuneup| just_before(tuneup) && half(tuneup)),
            tuneup: season.tuneups.iter().find(within),
        }
    }
}

impl DaysAndRacesOff<'_> {
    /// `true` for a week without days lost and races.
    pub(super) fn is_usual(&self) -> bool {
        self.share == 100 && !self.after_race && self.tuneup.is_none()
    }

    /// `true` for a week with a race on the way.
    pub(super) fn has_race(&self) -> bool {
        self.tuneup.is_some()
    }

    /// The week's volume without its race.
    pub(super) fn volume(&self, planned: Distance, units: Units) -> Distance {
        let mut volume = planned.scale(self.share, 100);
        if self.after_race {
            volume = volume.scale(WEEK_AFTER, 100);
        }
        if let Some(tuneup) = self.tuneup {
            if tuneup.priority == Priority::B {
                volume = volume.scale(RACE_WEEK, 100);
            }
            volume = volume.saturating_sub(tuneup.race.distance.unwrap_or(Distance::ZERO));
        }
        if volume == planned {
            planned
        } else {
            volume.round_to(units.step())
        }
    }

    /// Removes the sessions that a race replaces: a quality session, and the long run if the race is long enough.
    /// Removes all running of a week that is lost whole.
    pub(super) fn change(&self, items: &mut Vec<Item>) {
        if self.share == 0 {
            items.retain(|item| !item.kind().is_run() && item.kind() != SessionKind::Strides);
        }
        if self.after_half {
            // The search may not put any there, and would move other sessions to make room.
            items.retain(|item| item.kind() != SessionKind::Strides);
        }
        let Some(tuneup) = self.tuneup else { return };
        if let Some(quality) = items.iter().rposition(|item| item.kind() == SessionKind::Quality) {
            items.remove(quality);
        }
        if tuneup
            .race
            .distance
            .is_some_and(|distance| distance >= Distance::from_metres(LONG_RACE))
        {
            items.retain(|item| item.kind() != SessionKind::Long);
        }
    }
}
