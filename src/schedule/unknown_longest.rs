//! Long runs that are shorter than planned for want of `longest`: what a runner does not tell is told back.

use chrono::{Days, NaiveDate};

use super::arrange::Arranged;
use super::fit::FitWeek;
use super::load::{LoadedWeek, load};
use super::progress::SPIKE_DAYS;
use crate::diagnostic::{Diagnostic, Faults};
use crate::plan::SessionKind;
use crate::season::{MOST_LONGEST, Season};

/// Tells which of the season's first long runs would be longer if it said how far its runner has run lately. They
/// follow from the season's own first days alone, which may hold only short runs.
pub(super) fn say(season: &Season, arranged: &Arranged, faults: &Faults) {
    let Some(first) = arranged.fitted.weeks.first().map(|week| week.first) else {
        return;
    };
    if season.athlete.longest.is_some() {
        return;
    }
    let end = first + Days::new(SPIKE_DAYS);
    let mut early = arranged.fitted.clone();
    early.weeks.retain(|week| last(week) < end);
    let mut known = season.clone();
    known.athlete.longest = Some(MOST_LONGEST);
    let free = load(&known, &early, &[], &Faults::new());
    let long = |week: &LoadedWeek| {
        let long = week.items.iter().find(|item| item.kind() == SessionKind::Long);
        long.map(|item| item.distance)
    };
    let units = season.athlete.units;
    let pairs = early.weeks.iter().zip(arranged.weeks.iter().zip(&free));
    let cut: Vec<String> = pairs
        .filter_map(|(fit, (got, free))| Some((fit.first, long(got)?, long(free)?)))
        .filter(|(_, got, free)| got < free)
        .map(|(first, got, free)| format!("{first} {} instead of {}", got.show(units), free.show(units)))
        .collect();
    if cut.is_empty() {
        return;
    }
    let message = format!(
        "long runs grow from the season's own first days, since your longest run is not given: {}",
        cut.join(", ")
    );
    let help = "give the longest run of your last weeks: longest = \"…\" in [athlete], or --longest";
    faults.push(Diagnostic::note("LONGEST_UNKNOWN", message).help(help));
}

fn last(week: &FitWeek) -> NaiveDate {
    week.date(week.days - 1)
}
