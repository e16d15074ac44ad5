//! Puts one-off items into the week that holds most of their window.

use chrono::{Days, NaiveDate};

use super::{Item, LoadedWeek};
use crate::pace::Paces;
use crate::plan::{Once, Side};
use crate::schedule::fit::{FitBlock, FitWeek, Fitted};
use crate::season::Role;
use crate::season::Season;
use crate::units::Between;

/// The dates that windows count from.
struct Anchors {
    behind: Option<NaiveDate>,
    ahead: Option<NaiveDate>,
    first: NaiveDate,
}

/// Puts the one-off items of plans and overlays into the weeks that hold most of their windows: an
/// item of a plan into the plan's own weeks, one of an overlay into any.
pub(super) fn add(season: &Season, fitted: &Fitted, weeks: &mut [LoadedWeek]) {
    for (index, block) in fitted.blocks.iter().enumerate() {
        let paces = season.paces_for(&block.plan);
        let anchors = of_block(season, block);
        for (ordinal, item) in (1..).zip(&block.plan.once) {
            let placing = Placing {
                item,
                role: role(&block.role, item, ordinal),
                window: window(item, &anchors),
                paces: &paces,
            };
            placing.put(fitted, weeks, |week| week.block == index);
        }
    }
    let Some(anchors) = of_season(season, fitted) else {
        return;
    };
    for overlay in &season.also {
        let paces = season.athlete.paces(season.race.as_ref());
        for (ordinal, item) in (1..).zip(&overlay.plan.once) {
            if has_already(item, &anchors, weeks) {
                continue;
            }
            let placing = Placing {
                item,
                role: role(&overlay.plan.name, item, ordinal),
                window: window(item, &anchors),
                paces: &paces,
            };
            placing.put(fitted, weeks, |_| true);
        }
    }
}

fn of_block(season: &Season, block: &FitBlock) -> Anchors {
    let race = season.race.as_ref().map(|race| race.date.value);
    let behind = if block.after_race {
        race
    } else {
        let previous = season.previous.as_ref().map(|race| race.date.value);
        previous.or_else(|| block.plan.is_recovery().then(|| block.first - Days::new(1)))
    };
    Anchors {
        behind,
        ahead: race.filter(|_| !block.after_race),
        first: block.first,
    }
}

/// Anchors of an overlay. Its race behind is the previous one; else the season's race if weeks follow it; else the day
/// before a first plan of recovery.
fn of_season(season: &Season, fitted: &Fitted) -> Option<Anchors> {
    let first = fitted.weeks.first()?.first;
    let race = season.race.as_ref().map(|race| race.date.value);
    let followed = fitted.blocks.iter().any(|block| block.after_race);
    let recovers = fitted
        .blocks
        .first()
        .is_some_and(|block| block.plan.is_recovery());
    let previous = season.previous.as_ref().map(|race| race.date.value);
    let behind = previous
        .or(race.filter(|_| followed))
        .or_else(|| recovers.then(|| first - Days::new(1)));
    Some(Anchors {
        behind,
        ahead: race,
        first,
    })
}

/// `true` if a plan or an earlier overlay asks for the same item in these days.
fn has_already(item: &Once, anchors: &Anchors, weeks: &[LoadedWeek]) -> bool {
    let Some((from, to)) = window(item, anchors) else {
        return true;
    };
    let same = |other: &Item| {
        let said = other.workout.guide().zip(item.workout.guide());
        let same = other.title == item.what || said.is_some_and(|(other, own)| other.title == own.title);
        same && other
            .window
            .is_some_and(|(first, last)| first <= to && from <= last)
    };
    weeks.iter().flat_map(|week| &week.items).any(same)
}

/// A one-off item that needs a week.
struct Placing<'a> {
    item: &'a Once,
    role: Role,
    /// First and last day; `None` if the race that it counts from does not exist.
    window: Option<(NaiveDate, NaiveDate)>,
    paces: &'a Paces,
}

impl Placing<'_> {
    /// Puts the item into the week that holds most of its window, of equal ones the first. Looks only at weeks that are
    /// `here`.
    fn put(self, fitted: &Fitted, weeks: &mut [LoadedWeek], here: impl Fn(&FitWeek) -> bool) {
        let Some((from, to)) = self.window else { return };
        let within = |week: &FitWeek| (from.max(week.first), to.min(week.date(week.days - 1)));
        let days = |week: &FitWeek| {
            let (first, last) = within(week);
            (last - first).num_days()
        };
        let held = (0..fitted.weeks.len()).rev().filter(|&at| {
            let week = &fitted.weeks[at];
            here(week) && days(week) >= 0
        });
        let Some(at) = held.max_by_key(|&at| days(&fitted.weeks[at])) else {
            return;
        };
        let item = self.item;
        weeks[at].items.push(Item {
            window: Some(within(&fitted.weeks[at])),
            ..Item::new(
                self.role,
                &item.session,
                item.what.clone(),
                item.workout.clone(),
                self.paces,
            )
        });
    }
}

/// The identity of a one-off item, the `ordinal`th of its plan.
fn role(block: &str, item: &Once, ordinal: u32) -> Role {
    Role {
        block: block.to_owned(),
        anchor: 0,
        session: format!("once-{}", item.session.name),
        ordinal,
    }
}

fn window(item: &Once, anchors: &Anchors) -> Option<(NaiveDate, NaiveDate)> {
    let Between { low, high } = item.days;
    let (low, high) = (Days::new(low.into()), Days::new(high.into()));
    Some(match item.side {
        Side::After => (anchors.behind? + low, anchors.behind? + high),
        Side::Before => (anchors.ahead? - high, anchors.ahead? - low),
        Side::Start => {
            let eve = anchors.first - Days::new(1);
            (eve + low, eve + high)
        }
    })
}
