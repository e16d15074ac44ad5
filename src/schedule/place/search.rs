//! The exact search over the whole season: the best days for all weeks together.
//!
//! What a week's past means for it is its [`Trail`]. So the least that the season costs from a week on
//! is a function of that trail, and is worked out from the last week backwards, each time for the
//! trail that allows most ([`Trail::UNKNOWN`]) first: that value bounds all the others from below, and
//! with it few ends of the week before are worth following (Verfaillie, Lemaître and Schiex 1996 call
//! this a Russian doll search). Values are kept, so that no week is looked at twice from one trail;
//! and placements of a week are kept by the week's shape, so that a season of like weeks costs hardly
//! more than one of them.

use rustc_hash::FxHashMap;

use super::cost::{Cost, points_of};
use super::ends::{End, ends};
use super::problem::Shape;
use crate::schedule::rules::Trail;

/// Points beyond a week's best that its placements are listed to at first: most questions about the
/// week are then answered without looking again.
const SLACK: u32 = 40;

/// States that the search may look at in all, so that a season built to be hard ends too; the same
/// on every machine. When it is used up, every week takes its own best placement.
const BUDGET: usize = 6_000_000;

/// What was found.
pub(super) struct Found {
    /// By week and day: the number of the choice.
    pub taken: Vec<Vec<u16>>,
    /// What it costs.
    pub cost: Cost,
    /// No schedule costs less; equal to `cost` where the search was exact.
    pub bound: Cost,
}

/// The least that the season costs from a week on, after some trail.
#[derive(Debug, Clone, Copy)]
struct Value {
    /// What was found.
    cost: Cost,
    /// What is sure: equal to `cost` unless the budget ran out.
    bound: Cost,
    end: End,
}

/// Placements of a week after some trail, up to a bound.
struct Listed {
    bound: Cost,
    ends: Vec<End>,
}

struct Search<'s> {
    shapes: &'s [&'s Shape],
    /// By week: the first week of the same shape.
    same: Vec<usize>,
    listed: FxHashMap<(usize, Trail), Listed>,
    /// By week.
    values: Vec<FxHashMap<Trail, Value>>,
    /// By week, and after the last: the least that the weeks from there on cost after any trail.
    least: Vec<Cost>,
    looked_at: usize,
    budget: usize,
}

/// The best placement of all weeks: least cost, then first in the fixed order.
pub(super) fn search(shapes: &[&Shape]) -> Found {
    search_within(shapes, BUDGET)
}

/// The same, looking at about `budget` states in all before it takes what it has.
pub(super) fn search_within(shapes: &[&Shape], budget: usize) -> Found {
    let first_like = |week: usize| {
        (0..week)
            .find(|&other| shapes[other] == shapes[week])
            .unwrap_or(week)
    };
    let mut search = Search {
        shapes,
        same: (0..shapes.len()).map(first_like).collect(),
        listed: FxHashMap::default(),
        values: vec![FxHashMap::default(); shapes.len()],
        least: vec![0; shapes.len() + 1],
        looked_at: 0,
        budget,
    };
    for week in (0..shapes.len()).rev() {
        search.least[week] = search.value(week, Trail::UNKNOWN).bound;
    }
    search.follow()
}

impl Search<'_> {
    /// The least that the weeks from `week` on cost after `trail`.
    fn value(&mut self, week: usize, trail: Trail) -> Value {
        if let Some(known) = self.values[week].get(&trail) {
            return *known;
        }
        let after = self.least[week + 1];
        let mut best = self.best_end(week, trail, 0);
        // What follows costs at least `after`: an end of this week that costs more than the rest cannot
        // be better.
        let reach = best.cost.saturating_sub(after);
        if self.listed_to(week, trail) < reach && self.looked_at < self.budget {
            best = self.best_end(week, trail, reach);
        }
        if self.listed_to(week, trail) < best.cost.saturating_sub(after) {
            best.bound = best.bound.min(self.listed_to(week, trail) + 1 + after);
        }
        self.values[week].insert(trail, best);
        best
    }

    fn listed_to(&self, week: usize, trail: Trail) -> Cost {
        self.listed
            .get(&(self.same[week], trail))
            .map_or(0, |listed| listed.bound)
    }

    /// The best of the ends of `week` that cost up to `bound`, together with what follows them.
    fn best_end(&mut self, week: usize, trail: Trail, bound: Cost) -> Value {
        let mut ends = self.list(week, trail, bound);
        let after = self.least[week + 1];
        // The cheapest first, so that few need to be followed; equal ones in the fixed order.
        ends.sort_by_key(|end| end.cost);
        let mut best: Option<Value> = None;
        let mut sure = Cost::MAX;
        for end in ends {
            if best.is_some_and(|best| end.cost + after > best.cost) {
                break;
            }
            let (cost, bound) = if week + 1 == self.shapes.len() {
                (end.cost, end.cost)
            } else {
                let next = self.value(week + 1, end.trail);
                (
                    end.cost.saturating_add(next.cost),
                    end.cost.saturating_add(next.bound),
                )
            };
            sure = sure.min(bound);
            let value = Value { cost, bound, end };
            let better = best.is_none_or(|best| (cost, end.path) < (best.cost, best.end.path));
            if better {
                best = Some(value);
            }
        }
        match best {
            Some(best) => Value {
                bound: sure.min(best.cost),
                ..best
            },
            None => Value {
                cost: IMPOSSIBLE,
                bound: IMPOSSIBLE,
                end: End::NONE,
            },
        }
    }

    fn list(&mut self, week: usize, trail: Trail, bound: Cost) -> Vec<End> {
        let key = (self.same[week], trail);
        let slack = points_of(SLACK);
        match self.listed.get(&key) {
            Some(listed) if listed.bound >= bound => listed.ends.clone(),
            _ => {
                let slack = if self.looked_at < self.budget { slack } else { 0 };
                let found = ends(self.shapes[week], trail, bound, slack);
                self.looked_at += found.looked_at;
                let list = found.ends.clone();
                self.listed.insert(
                    key,
                    Listed {
                        bound: found.bound,
                        ends: found.ends,
                    },
                );
                list
            }
        }
    }

    /// The choices from the first week on.
    fn follow(&mut self) -> Found {
        let mut trail = Trail::UNKNOWN;
        let mut taken = Vec::with_capacity(self.shapes.len());
        let mut whole: Option<Value> = None;
        for week in 0..self.shapes.len() {
            let value = self.value(week, trail);
            whole = whole.or(Some(value));
            taken.push(value.end.path[..self.shapes[week].choices.len()].to_vec());
            trail = value.end.trail;
        }
        let (cost, bound) = whole.map_or((0, 0), |value| (value.cost, value.bound));
        Found { taken, cost, bound }
    }
}

/// What a week costs that no placement fits, as one whose every day is a race.
const IMPOSSIBLE: Cost = 1 << 120;
