//! Long runs that are shorter than planned because the season gives no `longest`.

use chrono::Days;

use super::arrange::Arranged;
use super::inputs::PlacementInputs;
use super::load::{LoadedWeek, load};
use super::progress::SPIKE_DAYS;
use crate::diagnostic::Faults;
use crate::diagnostic::fault::{LongRunChange, ScheduleFault};
use crate::plan::SessionKind;
use crate::season::MOST_LONGEST;

/// Reports the first long runs of a season that would be longer if it gave the runner's longest recent run. They
/// follow from the season's own first days alone, which may hold only short runs.
pub(super) fn say(inputs: &PlacementInputs, arranged: &Arranged, faults: &Faults) {
    let (season, fitted) = (inputs.season(), inputs.fitted());
    let Some(first) = fitted.weeks.first().map(|week| week.first) else {
        return;
    };
    if season.athlete.longest.is_some() {
        return;
    }
    let end = first + Days::new(SPIKE_DAYS);
    let mut early = fitted.clone();
    early.weeks.retain(|week| week.days().last() < end);
    let mut known = season.clone();
    known.athlete.longest = Some(MOST_LONGEST);
    let free = load(&known, inputs.gaps(), &early, &[], &Faults::new());
    let long = |week: &LoadedWeek| {
        let long = week.items.iter().find(|item| item.kind() == SessionKind::Long);
        long.map(|item| item.distance)
    };
    let units = season.athlete.units;
    let pairs = early.weeks.iter().zip(arranged.weeks.iter().zip(&free));
    let runs: Vec<LongRunChange> = pairs
        .filter_map(|(fit, (got, free))| {
            Some(LongRunChange {
                week: fit.first,
                got: long(got)?,
                planned: long(free)?,
            })
        })
        .filter(|change| change.got < change.planned)
        .collect();
    if !runs.is_empty() {
        faults.push(ScheduleFault::LongestUnknown { runs, units });
    }
}
