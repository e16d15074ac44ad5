//! The steps of a schedule one after the other, with what came before: sizes, the runner's own moves,
//! what was published, and days for it all.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::fit::{FitWeek, Fitted, fit};
use super::load::{Item, LoadedWeek, load};
use super::model::Role;
use super::place::{Placed, place};
use crate::diagnostic::{Diagnostic, Faults};
use crate::plan::SessionKind;
use crate::season::{Move, Season};

/// Rounds of sizing and placing until the long runs that find no day stay the same.
const ROUNDS: usize = 8;
/// Days ahead in which a published session is dearer to move.
const SOON: i64 = 7;

/// What was published of a season before.
#[derive(Debug, Clone)]
pub struct Published {
    /// The day of each session.
    pub days: BTreeMap<Role, NaiveDate>,
    /// The first day that may still change.
    pub today: NaiveDate,
}

/// Weeks with their sessions, and the days of those.
pub(super) struct Arranged {
    pub fitted: Fitted,
    pub weeks: Vec<LoadedWeek>,
    pub placed: Placed,
}

/// Fits, sizes and places a season.
pub(super) fn arrange(season: &Season, published: Option<&Published>, faults: &Faults) -> Arranged {
    let fitted = fit(season, faults);
    let mut lost: Vec<usize> = Vec::new();
    let mut rounds = 0;
    let mut planned: Option<Vec<LoadedWeek>> = None;
    loop {
        // A long run that finds no day makes the next ones smaller (decisions.md 12), and then there
        // may be other days for them.
        let said = Faults::new();
        let mut weeks = load(season, &fitted, &lost, &said);
        // What the moves speak of: the schedule without them, whatever was published since.
        let without = (!season.moves.is_empty()).then(|| place(season, &pairs(&fitted, &weeks)));
        if let Some(published) = published {
            hold(season, &fitted, &mut weeks, published);
        }
        if let Some(without) = without {
            for own in &season.moves {
                apply(own, &fitted, &mut weeks, &without, published, &said);
            }
        }
        let placed = place(season, &pairs(&fitted, &weeks));
        let now = lost_long_runs(&weeks, &placed);
        rounds += 1;
        if now.iter().all(|week| lost.contains(week)) || rounds == ROUNDS {
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
        let last = fit.date(fit.days - 1);
        let shown = |item: &&mut Item| {
            // Strides are seen with their run.
            item.kind() == SessionKind::Strides || season.calendar.shows(item.kind(), &item.session.name)
        };
        for item in week.items.iter_mut().filter(shown) {
            if (fit.first..=last).contains(&published.today) {
                item.from = Some(published.today);
            }
            let Some(&date) = published.days.get(&item.role) else {
                item.is_new = true;
                continue;
            };
            if date < published.today && (fit.first..=last).contains(&date) {
                item.pinned = Some(date);
            } else {
                let soon = (0..=SOON).contains(&(date - published.today).num_days());
                item.published = Some((date, soon));
            }
        }
    }
}

/// Puts the session that stands on the move's first day onto its second.
fn apply(
    own: &Move,
    fitted: &Fitted,
    weeks: &mut [LoadedWeek],
    placed: &Placed,
    published: Option<&Published>,
    faults: &Faults,
) {
    let holds = |date: NaiveDate| {
        let within = |fit: &FitWeek| (fit.first..=fit.date(fit.days - 1)).contains(&date);
        fitted.weeks.iter().position(within)
    };
    let (Some(from), Some(to)) = (holds(own.from), holds(own.to)) else {
        let message = "one of the days of this [[move]] lies outside the season";
        faults.push(Diagnostic::warning("MOVE", message).at(&own.span, ""));
        return;
    };
    let planned = on_its_day(own, &fitted.weeks[from], &weeks[from], &placed.weeks[from]);
    let found = match published {
        Some(published) => published_as(own, &weeks[from], published, planned),
        None => planned,
    };
    let Some(index) = found else {
        let message = format!("there is no `{}` on {} to move", own.session, own.from);
        faults.push(Diagnostic::warning("MOVE", message).at(&own.span, ""));
        return;
    };
    weeks[from].items[index].pinned = Some(own.to);
    // Nobody moves a run off a day to find another one there; and the move could not be told from one to come.
    let same = weeks[from]
        .items
        .iter_mut()
        .filter(|item| item.session.name == own.session);
    same.for_each(|item| item.not_on.push(own.from));
    if from != to {
        // The places of the other items no longer match their indices; a later move of the same week
        // goes by the session's name.
        let item = weeks[from].items.remove(index);
        weeks[to].items.push(item);
    }
}

/// The session that the move speaks of, after something was published: the one that stood on the first day then; the
/// one on the second day, if the move was made before. Where there are both, as in an exchange, it was made before if
/// what stands on the second day was `planned` for the first.
fn published_as(
    own: &Move,
    week: &LoadedWeek,
    published: &Published,
    planned: Option<usize>,
) -> Option<usize> {
    let on = |date: NaiveDate| {
        let is_it =
            |item: &Item| item.session.name == own.session && published.days.get(&item.role) == Some(&date);
        week.items.iter().position(is_it)
    };
    match (on(own.from), on(own.to)) {
        (Some(_), Some(to)) if planned == Some(to) => Some(to),
        (Some(from), _) => Some(from),
        (None, Some(to)) => Some(to),
        (None, None) => planned,
    }
}

/// The session that would be on the move's first day without it; else the only one of its name.
fn on_its_day(own: &Move, fit: &FitWeek, week: &LoadedWeek, places: &[Result<u32, String>]) -> Option<usize> {
    let named = |item: &Item| item.session.name == own.session && item.pinned.is_none();
    let on_day = week
        .items
        .iter()
        .zip(places)
        .position(|(item, place)| named(item) && matches!(place, Ok(day) if fit.date(*day) == own.from));
    let items = week.items.iter().enumerate();
    let mut alone = items.filter(|(_, item)| named(item)).map(|(at, _)| at);
    let only = alone.next().filter(|_| alone.next().is_none());
    on_day.or(only)
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
