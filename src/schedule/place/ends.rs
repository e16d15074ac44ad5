//! All ways in which one week may end: a search through its days.
//!
//! A state is what is still to be placed and the [`Trail`] of the days behind; of two ways to the same
//! state only the better is kept, which is exact because nothing that comes later can tell them
//! apart.

use rustc_hash::FxHashMap;

use super::cost::{Cost, points};
use super::problem::{Left, Shape};
use crate::schedule::rules::{self, Trail};

/// States of a day that the first, narrow look keeps.
const NARROW: usize = 24;

/// The numbers of a week's choices, day by day.
pub(super) type Path = [u16; 7];

/// A way in which a week ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    pub trail: Trail,
    pub cost: Cost,
    pub path: Path,
}

impl End {
    /// No placement at all.
    pub(super) const NONE: End = End {
        trail: Trail::UNKNOWN,
        cost: 0,
        path: [u16::MAX; 7],
    };
}

/// The best placement for each trail that a week can end with.
pub(super) struct Ends {
    pub ends: Vec<End>,
    /// Every end that costs no more than this is listed.
    pub bound: Cost,
    /// States that were looked at.
    pub looked_at: usize,
}

/// The ends of a week of `shape` after `start`: all that cost at most `bound`, or `slack` more than the
/// best, whichever is more.
pub(super) fn ends(shape: &Shape, start: Trail, bound: Cost, slack: Cost) -> Ends {
    let mut looked_at = 0;
    let mut reach = bound;
    if reach == 0 {
        // A narrow look finds a good placement, though perhaps not the best; nothing much worse than
        // it needs to be listed.
        let narrow = layers(shape, start, Cost::MAX, NARROW, &mut looked_at);
        reach = closed(shape, &narrow)
            .map(|(cost, _)| cost)
            .min()
            .unwrap_or(Cost::MAX);
    }
    let reach = reach.saturating_add(slack);
    let all = layers(shape, start, reach, usize::MAX, &mut looked_at);
    let mut best: FxHashMap<Trail, (Cost, usize)> = FxHashMap::default();
    let last = all.last().map_or(&[][..], |layer| layer);
    for (cost, place) in closed(shape, &all).filter(|(cost, _)| *cost <= reach) {
        let known = best.entry(last[place].trail.new_week()).or_insert((cost, place));
        *known = (*known).min((cost, place));
    }
    let mut chosen: Vec<(usize, Trail, Cost)> = best
        .into_iter()
        .map(|(trail, (cost, place))| (place, trail, cost))
        .collect();
    chosen.sort_unstable_by_key(|(place, ..)| *place);
    let ends = chosen.into_iter().map(|(place, trail, cost)| End {
        trail,
        cost,
        path: path(&all, place),
    });
    Ends {
        ends: ends.collect(),
        bound: reach,
        looked_at,
    }
}

/// A state of a day. A layer is in the order of the placements behind its states, so that comparing
/// `from` compares whole placements.
#[derive(Debug, Clone, Copy)]
struct State {
    left: Left,
    trail: Trail,
    cost: Cost,
    from: Step,
}

/// The state before, by its place in its layer, and the choice taken from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    parent: u32,
    choice: u16,
}

/// The states before the first day and after each: of each day the `width` most promising that are not
/// sure to cost more than `bound`.
fn layers(shape: &Shape, start: Trail, bound: Cost, width: usize, looked_at: &mut usize) -> Vec<Vec<State>> {
    let from = Step { parent: 0, choice: 0 };
    let mut layers = vec![vec![State {
        left: shape.all(),
        trail: start,
        cost: 0,
        from,
    }]];
    let mut places: FxHashMap<(Left, Trail), u32> = FxHashMap::default();
    for (day, choices) in shape.choices.iter().enumerate() {
        let layer = &layers[day];
        let mut next: Vec<State> = Vec::with_capacity(layer.len() * 2);
        places.clear();
        for (parent, state) in (0u32..).zip(layer) {
            for (choice, option) in (0u16..).zip(choices) {
                let Some(left) = option.take(state.left) else {
                    continue;
                };
                let mut cost = state.cost + option.cost;
                let Ok(trail) = rules::step(state.trail, option.load, |rule| cost += points(rule)) else {
                    continue;
                };
                if cost + shape.at_least(left, day + 1) > bound {
                    continue;
                }
                offer(
                    &mut next,
                    &mut places,
                    State {
                        left,
                        trail,
                        cost,
                        from: Step { parent, choice },
                    },
                );
            }
        }
        *looked_at += next.len();
        if next.len() > width {
            let promise = |state: &State| (state.cost + shape.at_least(state.left, day + 1), state.from);
            next.select_nth_unstable_by_key(width, promise);
            next.truncate(width);
        }
        next.sort_unstable_by_key(|state| state.from);
        layers.push(next);
    }
    layers
}

/// Keeps `state` if it is new, or better than the one that is equal to it.
fn offer(next: &mut Vec<State>, places: &mut FxHashMap<(Left, Trail), u32>, state: State) {
    let place = u32::try_from(next.len()).unwrap_or(u32::MAX);
    let known = *places.entry((state.left, state.trail)).or_insert(place);
    match next.get_mut(known as usize) {
        None => next.push(state),
        Some(other) if (state.cost, state.from) < (other.cost, other.from) => *other = state,
        Some(_) => {}
    }
}

/// The last layer's states that have the week's rest day: what they cost in all, and their places.
fn closed(shape: &Shape, layers: &[Vec<State>]) -> impl Iterator<Item = (Cost, usize)> {
    let last = layers.last().into_iter().flatten().enumerate();
    let ended = last.filter(|(_, state)| state.trail.rests() >= shape.rest_least);
    ended.map(|(place, state)| (state.cost + shape.at_end(state.left, state.trail.rests()), place))
}

/// The choices that led to the state at `place` of the last layer.
fn path(layers: &[Vec<State>], mut place: usize) -> Path {
    let mut path = [0; 7];
    for (day, layer) in layers.iter().enumerate().skip(1).rev() {
        let step = layer[place].from;
        path[day - 1] = step.choice;
        place = step.parent as usize;
    }
    path
}
