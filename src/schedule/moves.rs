//! The runner's own moves: which session each of them speaks of, and that it stays where it was put.

use chrono::NaiveDate;

use super::arrange::{Published, pairs};
use super::fit::{FitWeek, Fitted};
use super::load::{Item, LoadedWeek};
use super::model::Role;
use super::place::place;
use crate::diagnostic::{Diagnostic, Faults};
use crate::season::{Move, Season};

/// A move, and the session that it speaks of.
pub(super) struct Planned<'s> {
    own: &'s Move,
    /// The weeks of its two days; `None` where one of them lies outside the season.
    weeks: Option<(usize, usize)>,
    /// Who would be on its first day after the moves before it.
    role: Option<Role>,
}

/// The sessions that the season's moves speak of. It depends on nothing that was published, so that a move is
/// the same at every export.
pub(super) fn planned<'s>(season: &'s Season, fitted: &Fitted, weeks: &[LoadedWeek]) -> Vec<Planned<'s>> {
    if season.moves.is_empty() {
        return Vec::new();
    }
    let without = place(season, &pairs(fitted, weeks));
    let holds = |date: NaiveDate| {
        let within = |fit: &FitWeek| (fit.first..=fit.date(fit.days - 1)).contains(&date);
        fitted.weeks.iter().position(within)
    };
    let mut all: Vec<Planned<'_>> = Vec::with_capacity(season.moves.len());
    for own in &season.moves {
        let between = holds(own.from).zip(holds(own.to));
        // A session that an earlier move has put on the day is moved on.
        let onwards = |other: &&Planned<'_>| other.own.to == own.from && other.own.session == own.session;
        let again = all
            .iter()
            .rev()
            .find(onwards)
            .and_then(|other| other.role.clone());
        let role = between.filter(|_| again.is_none()).and_then(|(from, _)| {
            let free = |item: &Item| {
                item.session.name == own.session
                    && all.iter().all(|other| other.role.as_ref() != Some(&item.role))
            };
            let fit = &fitted.weeks[from];
            let items = || {
                weeks[from]
                    .items
                    .iter()
                    .zip(&without.weeks[from])
                    .filter(|(item, _)| free(item))
            };
            let mut on_day =
                items().filter(|(_, place)| matches!(place, Ok(day) if fit.date(*day) == own.from));
            let mut alone = items();
            let only = alone.next().filter(|_| alone.next().is_none());
            on_day.next().or(only).map(|(item, _)| item.role.clone())
        });
        all.push(Planned {
            own,
            weeks: between,
            role: again.or(role),
        });
    }
    all
}

/// Puts the session of each move onto its second day. Without one that is planned for the first day, it is the one that
/// was published for it, or, after that, for the second.
pub(super) fn apply(
    moves: &[Planned<'_>],
    weeks: &mut [LoadedWeek],
    published: Option<&Published>,
    faults: &Faults,
) {
    for (at, planned) in moves.iter().enumerate() {
        let Planned {
            own,
            weeks: between,
            role,
        } = planned;
        let Some((from, to)) = *between else {
            let message = "one of the days of this [[move]] lies outside the season";
            faults.push(Diagnostic::warning("MOVE", message).at(&own.span, ""));
            continue;
        };
        let items = &mut weeks[from].items;
        let place = |role: &Role| items.iter().position(|item| item.role == *role);
        let on = |date: NaiveDate| {
            let published = published?;
            let day = |role: &Role| {
                published
                    .days
                    .get(role)
                    .or_else(|| published.cancelled.get(role))
                    .copied()
            };
            let is_it = |item: &Item| item.session.name == own.session && day(&item.role) == Some(date);
            items.iter().position(is_it)
        };
        let found = role
            .as_ref()
            .and_then(place)
            .or_else(|| on(own.from))
            .or_else(|| on(own.to));
        // Nobody moves a run off a day to find another one there; and that could not be told from a move to come.
        for item in items.iter_mut().filter(|item| item.session.name == own.session) {
            item.not_on.push(own.from);
        }
        let Some(index) = found else {
            let message = format!("there is no `{}` on {} to move", own.session, own.from);
            faults.push(Diagnostic::warning("MOVE", message).at(&own.span, ""));
            continue;
        };
        let later = moves[at + 1..]
            .iter()
            .filter(|later| role.is_some() && later.role == *role);
        let onwards: Vec<NaiveDate> = later.map(|later| later.own.to).collect();
        if !reaches(own, &onwards, &items[index], published) {
            continue;
        }
        items[index].pinned = Some(own.to);
        items[index].done = false;
        if from != to {
            let item = items.remove(index);
            weeks[to].items.push(item);
        }
    }
}

/// Whether a move says anything of `item`. A move to a day that is over takes no session with it that was published
/// for a third day, unless that is one of those `onwards` to which later moves take it: it was written for another one,
/// before the plan changed.
fn reaches(own: &Move, onwards: &[NaiveDate], item: &Item, published: Option<&Published>) -> bool {
    let Some(published) = published.filter(|published| own.to < published.today) else {
        return true;
    };
    // Done there, whatever became of it then.
    if published.done.contains(&(item.role.clone(), own.to)) {
        return true;
    }
    let date = published.days.get(&item.role);
    date.is_none_or(|date| *date == own.from || *date == own.to || onwards.contains(date))
}
