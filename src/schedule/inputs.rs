//! The inputs of a schedule: the season's wishes, the facts of what happened, and other people's calendars.

use std::sync::OnceLock;

use super::days_off::idle_trips;
use super::fit::{FitWeek, Fitted, fit};
use super::free_days::free_days;
use super::load::{LoadedWeek, load};
use crate::diagnostic::{Diagnostic, Faults};
use crate::ical::free_busy::BusyTimes;
use crate::season::{Away, BusyKey, DaysOff, FactLog, Season};
use crate::units::DateRange;

/// The inputs of a schedule, fitted to the weeks of the calendar once.
///
/// The weeks follow from the season alone. So the days of a season are known before the other calendars are read.
#[derive(Debug, Clone)]
pub struct PlacementInputs {
    season: Season,
    facts: FactLog,
    external_busy: BusyTimes,
    fitted: Fitted,
    /// The messages of the fitting.
    fit_messages: Vec<Diagnostic>,
    days_off: Vec<DaysOff>,
    /// The days off, and the trips on which nothing can be run.
    gaps: Vec<DaysOff>,
    away: Vec<Away>,
    free_days: Vec<Away>,
    /// The weeks with their sessions as the season plans them, with the messages of the sizing; made once asked for.
    planned: OnceLock<(Vec<LoadedWeek>, Vec<Diagnostic>)>,
}

impl PlacementInputs {
    /// A season with its facts, and no other calendars.
    pub fn new(season: Season, facts: FactLog) -> Self {
        let faults = Faults::new();
        let fitted = fit(&season, &faults);
        let free_days = free_days(&season, &fitted);
        let mut inputs = PlacementInputs {
            season,
            facts: FactLog::default(),
            external_busy: BusyTimes::default(),
            fitted,
            fit_messages: faults.into_sorted(),
            days_off: Vec::new(),
            gaps: Vec::new(),
            away: Vec::new(),
            free_days,
            planned: OnceLock::new(),
        };
        inputs.fold_in(facts);
        inputs
    }

    /// The same season after `facts`.
    #[must_use]
    pub fn with_facts(mut self, facts: FactLog) -> Self {
        self.fold_in(facts);
        self
    }

    /// The same season beside the times that other calendars take.
    #[must_use]
    pub fn with_external_busy(mut self, external_busy: BusyTimes) -> Self {
        self.external_busy = external_busy;
        self
    }

    /// The same season with the key of its busy feed. No day depends on it.
    #[must_use]
    pub fn with_busy_key(mut self, key: BusyKey) -> Self {
        self.season.calendar.busy.key = Some(key);
        self
    }

    fn fold_in(&mut self, facts: FactLog) {
        self.days_off = facts.days_off();
        self.away = self.season.away.iter().cloned().chain(facts.away()).collect();
        let trips = idle_trips(&self.away);
        self.gaps = self.days_off.iter().cloned().chain(trips).collect();
        self.facts = facts;
        self.planned = OnceLock::new();
    }

    /// The weeks with their sessions as if every long run finds a day. Messages about sizes go to `faults`.
    pub(super) fn planned(&self, faults: &Faults) -> &[LoadedWeek] {
        let (weeks, messages) = self.planned.get_or_init(|| {
            let faults = Faults::new();
            let weeks = load(&self.season, &self.gaps, &self.fitted, &[], &faults);
            (weeks, faults.into_sorted())
        });
        for message in messages {
            faults.push(message.clone());
        }
        weeks
    }

    /// The season, as its file describes it.
    pub fn season(&self) -> &Season {
        &self.season
    }

    /// The facts.
    pub fn facts(&self) -> &FactLog {
        &self.facts
    }

    /// The times that other calendars take.
    pub fn external_busy(&self) -> &BusyTimes {
        &self.external_busy
    }

    /// The days on which nothing could be trained.
    pub fn days_off(&self) -> &[DaysOff] {
        &self.days_off
    }

    /// The days away, planned or not.
    pub fn away(&self) -> &[Away] {
        &self.away
    }

    /// The days of all plans, without placing anything; `None` for a season without weeks.
    pub fn days(&self) -> Option<DateRange> {
        self.fitted.days()
    }

    pub(super) fn fitted(&self) -> &Fitted {
        &self.fitted
    }

    /// Each week beside its sessions.
    pub(super) fn with_loaded<'a>(&'a self, weeks: &'a [LoadedWeek]) -> Vec<(&'a FitWeek, &'a LoadedWeek)> {
        self.fitted.weeks.iter().zip(weeks).collect()
    }

    pub(super) fn fit_messages(&self) -> &[Diagnostic] {
        &self.fit_messages
    }

    /// The days off, and the trips on which nothing can be run: to the legs both are the same.
    pub(super) fn gaps(&self) -> &[DaysOff] {
        &self.gaps
    }

    /// The days that the plans keep free of training, e.g. a family day.
    pub(super) fn free_days(&self) -> &[Away] {
        &self.free_days
    }
}
