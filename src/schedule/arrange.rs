//! The steps of a schedule one after the other, with what came before: sizes, the runner's own moves,
//! what was published, and days for it all.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::fit::{FitWeek, Fitted, fit};
use super::load::{Item, LoadedWeek, load};
use super::model::Role;
use super::moves;
use super::place::{Placed, place};
use crate::diagnostic::{Diagnostic, Faults};
use crate::plan::SessionKind;
use crate::season::Season;

/// Rounds of sizing and placing until the long runs that find no day stay the same.
const ROUNDS: usize = 8;
/// Days ahead in which a published session is dearer to move.
const SOON: i64 = 7;

/// What was published of a season before.
#[derive(Debug, Clone)]
pub struct Published {
    /// The last day of each session.
    pub days: BTreeMap<Role, NaiveDate>,
    /// All days before `today` that a session was published for. More than one, if it came once more: then one of them may
    /// count again when its week moves back.
    pub done: BTreeSet<(Role, NaiveDate)>,
    /// The sessions that ended in strides, with the day of it.
    pub strides: BTreeSet<(Role, NaiveDate)>,
    /// The day of each session that was cancelled lately: a move may speak of it.
    pub cancelled: BTreeMap<Role, NaiveDate>,
    /// The first day that may still change.
    pub today: NaiveDate,
}

impl Published {
    /// The day that a session of the week `fit` is held to: one of the week's that is over, else its last one.
    fn day(&self, role: &Role, fit: &FitWeek) -> Option<NaiveDate> {
        let of_week = (role.clone(), fit.first)..=(role.clone(), fit.date(fit.days - 1));
        let done = self.done.range(of_week).next_back();
        done.map(|(_, date)| date)
            .or_else(|| self.days.get(role))
            .copied()
    }
}

/// Weeks with their sessions, and the days of those.
pub(super) struct Arranged {
    pub fitted: Fitted,
    pub weeks: Vec<LoadedWeek>,
    pub placed: Placed,
}

/// Fits, sizes and places a season. What was published holds days, not sizes: those follow from the season alone, so
/// that they are the same at every export.
pub(super) fn arrange(season: &Season, published: Option<&Published>, faults: &Faults) -> Arranged {
    let fitted = fit(season, faults);
    let mut lost: Vec<usize> = Vec::new();
    let mut rounds = 0;
    let mut planned: Option<Vec<LoadedWeek>> = None;
    loop {
        // A long run that finds no day makes the next ones smaller (I4), and then there
        // may be other days for them.
        let mut said = Faults::new();
        let (mut weeks, mut placed) = once(season, &fitted, &lost, None, &said);
        let now = lost_long_runs(&weeks, &placed);
        rounds += 1;
        if now.iter().all(|week| lost.contains(week)) || rounds == ROUNDS {
            if published.is_some() {
                said = Faults::new();
                (weeks, placed) = once(season, &fitted, &lost, published, &said);
            }
            faults.extend(said);
            if let Some(planned) = planned {
                say_resized(season, &fitted, &planned, &weeks, faults);
            }
            return Arranged {
                fitted,
                weeks,
                placed,
            };
        }
        planned = planned.or(Some(weeks));
        lost.extend(now);
        lost.sort_unstable();
        lost.dedup();
    }
}

/// Sizes and places the season once, where the long runs of the weeks `lost` find no day.
fn once(
    season: &Season,
    fitted: &Fitted,
    lost: &[usize],
    published: Option<&Published>,
    faults: &Faults,
) -> (Vec<LoadedWeek>, Placed) {
    let mut weeks = load(season, fitted, lost, faults);
    let moves = moves::planned(season, fitted, &weeks);
    if let Some(published) = published {
        hold(season, fitted, &mut weeks, published);
    }
    moves::apply(&moves, &mut weeks, published, faults);
    if let Some(published) = published {
        hold_strides(fitted, &mut weeks, published);
    }
    let placed = place(season, &pairs(fitted, &weeks));
    (weeks, placed)
}

/// Tells which long runs became shorter because one before them found no day.
fn say_resized(
    season: &Season,
    fitted: &Fitted,
    planned: &[LoadedWeek],
    got: &[LoadedWeek],
    faults: &Faults,
) {
    let long = |week: &LoadedWeek| {
        let long = week.items.iter().find(|item| item.kind() == SessionKind::Long);
        long.map(|item| item.distance)
    };
    let units = season.athlete.units;
    let changes: Vec<String> = fitted
        .weeks
        .iter()
        .zip(planned.iter().zip(got))
        .filter_map(|(fit, (before, now))| Some((fit.first, long(before)?, long(now)?)))
        .filter(|(_, before, now)| before != now)
        .map(|(first, before, now)| format!("{first} {} instead of {}", now.show(units), before.show(units)))
        .collect();
    if !changes.is_empty() {
        let message = format!(
            "a long run found no day, so the next ones are shorter: {}",
            changes.join(", ")
        );
        faults.push(Diagnostic::note("RESIZED", message));
    }
}

pub(super) fn pairs<'a>(fitted: &'a Fitted, weeks: &'a [LoadedWeek]) -> Vec<(&'a FitWeek, &'a LoadedWeek)> {
    fitted.weeks.iter().zip(weeks).collect()
}

/// Holds sessions to the days they were published for: those behind for good, the others at a price. No other
/// session of such a week falls on a day that is over: nobody would see it there. What the calendar does not show is
/// free.
fn hold(season: &Season, fitted: &Fitted, weeks: &mut [LoadedWeek], published: &Published) {
    for (fit, week) in fitted.weeks.iter().zip(weeks) {
        let shown = |item: &&mut Item| {
            item.kind() != SessionKind::Strides && season.calendar.shows(item.kind(), &item.session.name)
        };
        for item in week.items.iter_mut().filter(shown) {
            hold_item(item, published.day(&item.role, fit), fit, published.today);
        }
    }
}

/// The same for strides, which are seen with the run that they end: the week's runs that ended in strides, in the order
/// of their days. A run that was moved into the week is one of them.
fn hold_strides(fitted: &Fitted, weeks: &mut [LoadedWeek], published: &Published) {
    for (fit, week) in fitted.weeks.iter().zip(weeks) {
        let in_strides = |item: &Item| {
            let date = published.day(&item.role, fit).filter(|date| holds(fit, *date))?;
            let run = (item.role.clone(), date);
            published.strides.contains(&run).then_some(date)
        };
        let mut dates: Vec<NaiveDate> = week.items.iter().filter_map(in_strides).collect();
        dates.sort_unstable();
        let mut dates = dates.into_iter();
        for item in &mut week.items {
            if item.kind() == SessionKind::Strides {
                hold_item(item, dates.next(), fit, published.today);
            }
        }
    }
}

/// Whether a date is one of the week's.
fn holds(fit: &FitWeek, date: NaiveDate) -> bool {
    (fit.first..=fit.date(fit.days - 1)).contains(&date)
}

/// Holds a session of the week `fit` to the day that it was published for.
fn hold_item(item: &mut Item, date: Option<NaiveDate>, fit: &FitWeek, today: NaiveDate) {
    if holds(fit, today) {
        item.from = Some(today);
    }
    match date.filter(|date| holds(fit, *date)) {
        // One that was in another week is as new to all days of this one.
        None => item.is_new = true,
        Some(date) if date < today => {
            item.pinned = Some(date);
            item.done = true;
        }
        Some(date) => {
            let soon = (0..=SOON).contains(&(date - today).num_days());
            item.published = Some((date, soon));
        }
    }
}

/// The weeks whose long run found no day.
fn lost_long_runs(weeks: &[LoadedWeek], placed: &Placed) -> Vec<usize> {
    let lost = |(week, places): (&LoadedWeek, &Vec<Result<u32, String>>)| {
        let mut items = week.items.iter().zip(places);
        items.any(|(item, place)| item.kind() == SessionKind::Long && place.is_err())
    };
    let pairs = weeks.iter().zip(&placed.weeks).enumerate();
    pairs
        .filter(|(_, pair)| lost(*pair))
        .map(|(week, _)| week)
        .collect()
}
