//! The usual week: the days of a plan's sessions when nothing disturbs it.
//!
//! It is placed first, from the runner's and the plan's preferences alone. Then every week pays for each session that
//! is not on its usual day. So the old weekdays return after a disturbed week, and a runner whose Sundays are never
//! free has a usual long-run day that is not Sunday.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::Datelike;

use super::problem::{Problem, Shape, Shapes};
use super::search::search;
use crate::schedule::availability::UsualDays;
use crate::schedule::fit::FitWeek;
use crate::schedule::inputs::PlacementInputs;
use crate::schedule::load::LoadedWeek;
use crate::schedule::rules::RaceDay;

/// Days near a race in which rules that count days win over weekdays (docs/rules.md#before-a-race).
const NEAR_RACE: i64 = 14;

/// The usual week of each block.
pub(in crate::schedule) fn usual_weeks(
    inputs: &PlacementInputs,
    races: &[RaceDay],
    weeks: &[(&FitWeek, &LoadedWeek)],
    shapes: &mut Shapes,
) -> BTreeMap<usize, UsualDays> {
    let mut usual = BTreeMap::new();
    let blocks: Vec<usize> = weeks.iter().map(|(fit, _)| fit.block).collect();
    for block in blocks {
        if usual.contains_key(&block) {
            continue;
        }
        let whole: Vec<&(&FitWeek, &LoadedWeek)> = weeks
            .iter()
            .filter(|(fit, _)| fit.block == block && !fit.is_leftover())
            .collect();
        let calm: Vec<&(&FitWeek, &LoadedWeek)> = whole
            .iter()
            .copied()
            .filter(|(fit, _)| is_calm(inputs, races, fit))
            .collect();
        let from = if calm.is_empty() { whole } else { calm };
        usual.insert(block, usual_week(inputs, races, &from, shapes));
    }
    usual
}

/// `true` for a week without trips and races nearby.
fn is_calm(inputs: &PlacementInputs, races: &[RaceDay], fit: &FitWeek) -> bool {
    let last = fit.days().last();
    let away = inputs.away().iter().any(|away| away.days.overlaps(fit.days()));
    let near = races.iter().any(|race| {
        (race.date - fit.first).num_days().abs() <= NEAR_RACE
            || (race.date - last).num_days().abs() <= NEAR_RACE
    });
    !away && !near
}

/// The placement of the most common shape among `weeks`, between weeks of the same shape.
fn usual_week(
    inputs: &PlacementInputs,
    races: &[RaceDay],
    weeks: &[&(&FitWeek, &LoadedWeek)],
    shapes: &mut Shapes,
) -> UsualDays {
    let bare: Vec<_> = weeks.iter().map(|(_, loaded)| loaded.not_held()).collect();
    let problems: Vec<Problem> = weeks
        .iter()
        .zip(&bare)
        .map(|((fit, _), loaded)| Problem::new(inputs, races, fit, loaded, None, shapes))
        .collect();
    let times = |shape: &Rc<Shape>| {
        let same = problems.iter().filter(|other| Rc::ptr_eq(&other.shape, shape));
        same.count()
    };
    let Some(most) = problems.iter().map(|problem| times(&problem.shape)).max() else {
        return UsualDays::new();
    };
    let Some(index) = problems.iter().position(|problem| times(&problem.shape) == most) else {
        return UsualDays::new();
    };
    let shape = &*problems[index].shape;
    // The middle one of three equal weeks has a usual week on either side.
    let found = search(&[shape, shape, shape]);
    let (fit, loaded) = weeks[index];
    let mut usual = UsualDays::new();
    let days = problems[index].days(&found.taken[1]);
    let mut placed: Vec<(u32, &str)> = days
        .iter()
        .zip(&loaded.items)
        .filter_map(|(day, item)| day.map(|day| (day, item.session.name.as_str())))
        .collect();
    placed.sort_unstable();
    for (day, name) in placed {
        usual
            .entry(name.to_owned())
            .or_default()
            .push(fit.date(day).weekday());
    }
    usual
}
