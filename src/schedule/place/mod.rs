//! Places each session on a day: an exact search over the whole season. Of all placements that break no hard rule it
//! takes the one that leaves out least; then the one that costs least; then the one with fewest sessions off their
//! usual day; then the first in a fixed order. So the same season always gives the same calendar.

mod assignment;
mod bounds;
mod cost;
#[cfg(test)]
mod oracle_tests;
mod problem;
mod search;
mod surplus;
mod usual;
mod week_ends;
mod week_pasts;
mod week_states;

use std::collections::BTreeMap;

use super::availability::{self, UsualDays};
use super::fit::FitWeek;
use super::inputs::PlacementInputs;
use super::load::LoadedWeek;
use crate::diagnostic::OmissionReason;
use crate::diagnostic::fault::Omissions;
pub(super) use cost::load_of;
use problem::{Problem, Shapes};
use search::search;
use usual::usual_weeks;

/// The day of each item of each week, counted from 0 within the week; `None` where it found none,
/// with why.
#[derive(Debug)]
pub(super) struct Placed {
    pub weeks: Vec<Vec<Result<u32, OmissionReason>>>,
    /// Its points of soft rules.
    pub points: u32,
    /// The cost of this placement and a lower bound of the best one; `None` where this is the best one.
    pub unsure: Option<(Omissions, Omissions)>,
    /// The usual week of each block, which the costs refer to.
    pub usual: BTreeMap<usize, UsualDays>,
}

/// Places every item of every week.
pub(super) fn place(inputs: &PlacementInputs, weeks: &[(&FitWeek, &LoadedWeek)]) -> Placed {
    let races = availability::races(inputs.season());
    let mut shapes = Shapes::default();
    let usual = usual_weeks(inputs, &races, weeks, &mut shapes);
    let problems: Vec<Problem> = weeks
        .iter()
        .map(|(fit, loaded)| Problem::new(inputs, &races, fit, loaded, usual.get(&fit.block), &mut shapes))
        .collect();
    let shapes: Vec<_> = problems.iter().map(|problem| &*problem.shape).collect();
    let found = search(&shapes);
    let placed = weeks
        .iter()
        .zip(&problems)
        .zip(&found.taken)
        .map(|(((fit, loaded), problem), taken)| {
            let items = loaded.items.iter().enumerate().zip(problem.days(taken));
            items
                .map(|((index, item), day)| {
                    day.ok_or_else(|| problem.reason(inputs, &races, fit, index, item))
                })
                .collect()
        });
    Placed {
        weeks: placed.collect(),
        points: cost::soft_points(found.cost),
        unsure: (found.bound < found.cost)
            .then(|| (cost::omissions(found.cost), cost::omissions(found.bound))),
        usual,
    }
}
