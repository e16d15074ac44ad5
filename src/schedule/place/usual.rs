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
    let mut blocks: BTreeMap<usize, Vec<&(&FitWeek, &LoadedWeek)>> = BTreeMap::new();
    for week in weeks {
        let whole = blocks.entry(week.0.block).or_default();
        if !week.0.is_leftover() {
            whole.push(week);
        }
    }
    let usual_of = |(block, whole): (usize, Vec<&(&FitWeek, &LoadedWeek)>)| {
        let calm = whole.iter().copied();
        let calm: Vec<_> = calm.filter(|(fit, _)| is_calm(inputs, races, fit)).collect();
        let from = if calm.is_empty() { whole } else { calm };
        (block, usual_week(inputs, races, &from, shapes))
    };
    blocks.into_iter().map(usual_of).collect()
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
    let mut times: BTreeMap<*const Shape, usize> = BTreeMap::new();
    for problem in &problems {
        *times.entry(Rc::as_ptr(&problem.shape)).or_default() += 1;
    }
    let times_of = |problem: &Problem| times.get(&Rc::as_ptr(&problem.shape));
    // The first of the most common ones.
    let most = problems.iter().map(times_of).max();
    let Some(index) = most.and_then(|most| problems.iter().position(|problem| times_of(problem) == most))
    else {
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
