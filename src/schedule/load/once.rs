//! One-off items, put into the week in which their window opens.

use std::sync::Arc;

use chrono::{Days, NaiveDate};

use super::{Item, LoadedWeek};
use crate::plan::{Once, Side};
use crate::schedule::fit::{FitBlock, FitWeek, Fitted};
use crate::schedule::model::Role;
use crate::schedule::rules::DayLoad;
use crate::season::Season;
use crate::units::{Between, Distance, Duration};

/// Puts the one-off items of a block into the weeks that hold the first day of their windows.
pub(super) fn once(
    season: &Season,
    fitted: &Fitted,
    index: usize,
    block: &FitBlock,
    weeks: &mut [LoadedWeek],
) {
    let paces = season.paces_for(&block.plan);
    let behind = if block.after_race {
        season.race.as_ref().map(|race| race.date.value)
    } else {
        let previous = season.previous.as_ref().map(|race| race.date.value);
        previous.or_else(|| block.plan.is_recovery().then(|| block.first - Days::new(1)))
    };
    let ahead = season
        .race
        .as_ref()
        .filter(|_| !block.after_race)
        .map(|race| race.date.value);
    for (ordinal, item) in (1..).zip(&block.plan.once) {
        let Some((from, to)) = window(item, behind, ahead) else {
            continue;
        };
        let holds = |week: &FitWeek| {
            let last = week.date(week.days - 1);
            week.block == index && week.first <= to && from <= last
        };
        let Some(at) = fitted.weeks.iter().position(holds) else {
            continue;
        };
        let week = &fitted.weeks[at];
        let clipped = (from.max(week.first), to.min(week.date(week.days - 1)));
        weeks[at].items.push(Item {
            role: Role {
                block: block.role.clone(),
                anchor: 0,
                session: format!("once-{}", item.session.name),
                ordinal,
            },
            session: Arc::clone(&item.session),
            title: item.what.clone(),
            workout: item.workout.clone(),
            distance: Distance::ZERO,
            time: item.workout.duration(&paces).high,
            fast: Duration::default(),
            day: None,
            window: Some(clipped),
            marks: DayLoad::default(),
            of_longest: 0,
            pinned: None,
            from: None,
            not_on: Vec::new(),
            only: None,
            is_new: false,
            published: None,
        });
    }
}

fn window(
    item: &Once,
    behind: Option<NaiveDate>,
    ahead: Option<NaiveDate>,
) -> Option<(NaiveDate, NaiveDate)> {
    let Between { low, high } = item.days;
    Some(match item.side {
        Side::After => (behind? + Days::new(low.into()), behind? + Days::new(high.into())),
        Side::Before => (ahead? - Days::new(high.into()), ahead? - Days::new(low.into())),
    })
}
