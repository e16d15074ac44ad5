//! One-off items, put into the week that holds most of their window.

use chrono::{Days, NaiveDate};

use super::{Item, LoadedWeek};
use crate::pace::Paces;
use crate::plan::{Once, Side};
use crate::schedule::fit::{FitBlock, FitWeek, Fitted};
use crate::season::Role;
use crate::season::Season;
use crate::units::Between;

/// The days that windows count from.
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
            let here = |week: &FitWeek| week.block == index;
            put(
                item,
                ordinal,
                fitted.blocks[index].role.clone(),
                &anchors,
                &paces,
                fitted,
                weeks,
                here,
            );
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
            put(
                item,
                ordinal,
                overlay.plan.name.clone(),
                &anchors,
                &paces,
                fitted,
                weeks,
                |_| true,
            );
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

/// For an overlay, the race behind is the previous one, else the race of the season if weeks follow it, else
/// the day before a first plan of recovery.
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

/// Whether a plan, or an overlay before, asks for the same in these days.
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

#[expect(
    clippy::too_many_arguments,
    reason = "what one item needs, twice, beside its week"
)]
fn put(
    item: &Once,
    ordinal: u32,
    block: String,
    anchors: &Anchors,
    paces: &Paces,
    fitted: &Fitted,
    weeks: &mut [LoadedWeek],
    here: impl Fn(&FitWeek) -> bool,
) {
    let Some((from, to)) = window(item, anchors) else {
        return;
    };
    let holds = |week: &FitWeek| {
        let last = week.date(week.days - 1);
        here(week) && week.first <= to && from <= last
    };
    // The week with most of the window, of equal ones the first.
    let days = |week: &FitWeek| (to.min(week.date(week.days - 1)) - from.max(week.first)).num_days();
    let held = (0..fitted.weeks.len())
        .rev()
        .filter(|&at| holds(&fitted.weeks[at]));
    let Some(at) = held.max_by_key(|&at| days(&fitted.weeks[at])) else {
        return;
    };
    let week = &fitted.weeks[at];
    let clipped = (from.max(week.first), to.min(week.date(week.days - 1)));
    let role = Role {
        block,
        anchor: 0,
        session: format!("once-{}", item.session.name),
        ordinal,
    };
    weeks[at].items.push(Item {
        window: Some(clipped),
        ..Item::new(
            role,
            &item.session,
            item.what.clone(),
            item.workout.clone(),
            paces,
        )
    });
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
