//! The states of a search through a week, day by day, and the ends that they lead to.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::cost::{Cost, NEVER_IN_WEEK, WeekCost, of_season};
use super::problem::Left;
use super::week_pasts::{TrailNumber, Trails, UNKNOWN};

/// More than anything costs.
pub(super) const NEVER: Cost = Cost::MAX / 4;

/// The number of the choice for each day.
pub(super) type Path = [u16; 7];

/// A way in which a week ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    pub trail: TrailNumber,
    pub cost: Cost,
    pub path: Path,
}

impl End {
    /// No placement at all.
    pub(super) const NONE: End = End {
        trail: UNKNOWN,
        cost: 0,
        path: [u16::MAX; 7],
    };
}

/// The best placement for each trail that a week can end with.
#[derive(Clone)]
pub(super) struct Ends {
    /// The cheapest first; equal ones in the fixed order.
    pub ends: Rc<[End]>,
    /// All other ends cost this at least.
    pub beyond: Cost,
}

/// A state after a day. The states of a layer are in the order of the placements behind them, so that comparing `from`
/// compares whole placements.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    pub left: Left,
    /// `left` as a place in the table of `Bounds`.
    pub place: u32,
    pub trail: TrailNumber,
    /// The trail after the same days of the week, from an unknown past.
    pub alone: TrailNumber,
    pub from: From,
    pub cost: WeekCost,
    /// `cost`, plus the least that the rest of the week costs.
    pub in_all: WeekCost,
    /// Rest days so far in the week.
    pub rests: u8,
}

/// The state before, as an index into its layer, and the choice taken from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct From {
    pub parent: u32,
    pub choice: u16,
}

/// The states before the first day and after each.
pub(super) struct Layers {
    pub layers: Vec<Vec<State>>,
    /// The least cost of all states that were not followed.
    pub beyond: WeekCost,
}

/// A step from one state to another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stepped {
    pub parent: u32,
    pub to: To,
    pub cost: WeekCost,
}

/// The target of a step: a state, or a lower bound of the cost of one that was not followed.
#[derive(Debug, Clone, Copy)]
pub(super) enum To {
    State(u32),
    Beyond(WeekCost),
}

/// Updates the indices in `steps` to those that the states will have when `next` is sorted.
pub(super) fn renumber(next: &[State], steps: &mut [Stepped]) {
    let mut order: Vec<usize> = (0..next.len()).collect();
    order.sort_unstable_by_key(|place| next[*place].from);
    let mut places = vec![0; next.len()];
    for (place, was) in (0u32..).zip(order) {
        places[was] = place;
    }
    for step in steps {
        if let To::State(place) = &mut step.to {
            *place = places[*place as usize];
        }
    }
}

/// The states of a layer by their sessions left and the core of their trail.
#[derive(Default)]
pub(super) struct Alike {
    /// The last such state.
    last: FxHashMap<(Left, u32), u32>,
    /// By state: the one alike before it.
    before: Vec<u32>,
}

/// No state.
const NONE: u32 = u32::MAX;

impl Alike {
    pub(super) fn clear(&mut self) {
        self.last.clear();
        self.before.clear();
    }

    /// Adds `state` unless another one is no worse in any way. Returns the index of the one that stays.
    pub(super) fn offer(&mut self, layer: &mut Vec<State>, trails: &Trails, state: State) -> u32 {
        let last = self
            .last
            .entry((state.left, trails.core(state.trail)))
            .or_insert(NONE);
        let mut place = *last;
        while place != NONE {
            let other = &mut layer[place as usize];
            if (other.cost, other.from) < (state.cost, state.from) {
                if trails.is_no_worse(other.trail, state.trail) {
                    return place;
                }
            } else if trails.is_no_worse(state.trail, other.trail) {
                *other = state;
                return place;
            }
            place = self.before[place as usize];
        }
        let place = layer.len() as u32;
        layer.push(state);
        self.before.push(std::mem::replace(last, place));
        place
    }
}

impl Layers {
    pub(super) fn last(&self) -> &[State] {
        self.layers.last().map_or(&[], |last| last)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.last().is_empty()
    }

    pub(super) fn ends(&self, trails: &mut Trails) -> Ends {
        let mut best: FxHashMap<TrailNumber, usize> = FxHashMap::default();
        let last = self.last();
        for (place, state) in last.iter().enumerate() {
            let known = best.entry(trails.new_week(state.trail)).or_insert(place);
            // The layer is in the fixed order: of equal ones the first stays.
            if state.in_all < last[*known].in_all {
                *known = place;
            }
        }
        let mut chosen: Vec<(u32, WeekCost, usize, TrailNumber)> = best
            .into_iter()
            .map(|(trail, place)| (trails.core(trail), last[place].in_all, place, trail))
            .collect();
        chosen.sort_unstable();
        // An end that costs more and leaves no better past is of no use.
        let mut useful: Vec<(WeekCost, usize, TrailNumber)> = Vec::with_capacity(chosen.len());
        for alike in chosen.chunk_by(|one, other| one.0 == other.0) {
            let from = useful.len();
            for &(_, cost, place, trail) in alike {
                let better = |known: &(WeekCost, usize, TrailNumber)| trails.is_no_worse(known.2, trail);
                if !useful[from..].iter().any(better) {
                    useful.push((cost, place, trail));
                }
            }
        }
        useful.sort_unstable();
        let ends = useful.into_iter().map(|(cost, place, trail)| End {
            trail,
            cost: of_season(cost),
            path: self.path(place),
        });
        Ends {
            ends: ends.collect(),
            beyond: if self.beyond < NEVER_IN_WEEK {
                of_season(self.beyond)
            } else {
                NEVER
            },
        }
    }

    /// The choices that led to the state at `place` of the last layer.
    fn path(&self, mut place: usize) -> Path {
        let mut path = [0; 7];
        for (day, layer) in self.layers.iter().enumerate().skip(1).rev() {
            let from = layer[place].from;
            path[day - 1] = from.choice;
            place = from.parent as usize;
        }
        path
    }
}
