//! The exact search over the whole season: the best days for all weeks together.
//!
//! What a week's past means for it is its [`Trail`](crate::schedule::rules::Trail). So the least that the season costs from a week on
//! is a function of that trail, and is worked out from the last week backwards, each time for the
//! trail that allows most (`Trail::UNKNOWN`) first: that value bounds all the others from below, and
//! with it few ends of the week before are worth following (Verfaillie, Lemaître and Schiex 1996 call
//! this a Russian doll search). Values are kept, so that no week is looked at twice from one trail;
//! and placements of a week are kept by the week's shape, so that a season of like weeks costs hardly
//! more than one of them.

use rustc_hash::FxHashMap;

use super::cost::{Cost, points_of};
use super::ends::Week;
use super::layers::{End, Ends, NEVER};
use super::problem::Shape;
use super::trails::{TrailNumber, Trails, UNKNOWN};

/// States that the search may look at in all, so that a season built to be hard ends too; the same
/// on every machine. When it is used up, every week takes its own best placement.
const BUDGET: usize = 1_000_000;

/// Points further that a week is looked at when the ends that are known are not enough, twice as many each
/// time.
const FURTHER: u32 = 20;

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

struct Search<'s> {
    trails: Trails,
    /// Each shape once.
    kinds: Vec<Week<'s>>,
    /// By week: which of them it is.
    kind: Vec<usize>,
    /// By kind of week and the trail before it.
    listed: FxHashMap<(usize, TrailNumber), Ends>,
    /// By week.
    values: Vec<FxHashMap<TrailNumber, Result<Value, Cost>>>,
    /// By week, and after the last: the least that the weeks from there on cost after any trail.
    least: Vec<Cost>,
    budget: usize,
}

/// The best placement of all weeks: least cost, then first in the fixed order.
pub(super) fn search(shapes: &[&Shape]) -> Found {
    search_within(shapes, BUDGET)
}

/// The same, looking at about `budget` states in all before it takes what it has.
pub(super) fn search_within(shapes: &[&Shape], budget: usize) -> Found {
    let choices = shapes.iter().flat_map(|shape| &shape.choices).flatten();
    let mut trails = Trails::new(choices.map(|choice| choice.load));
    let mut different: Vec<&Shape> = Vec::new();
    let mut kind = Vec::with_capacity(shapes.len());
    for shape in shapes {
        let known = different.iter().position(|other| other == shape);
        kind.push(known.unwrap_or(different.len()));
        if known.is_none() {
            different.push(shape);
        }
    }
    let mut search = Search {
        kinds: different
            .iter()
            .map(|shape| Week::new(shape, &mut trails))
            .collect(),
        trails,
        kind,
        listed: FxHashMap::default(),
        values: vec![FxHashMap::default(); shapes.len()],
        least: vec![0; shapes.len() + 1],
        budget,
    };
    for week in (0..shapes.len()).rev() {
        search.least[week] = search
            .value(week, UNKNOWN, NEVER)
            .map_or(NEVER, |value| value.bound);
    }
    search.follow(shapes)
}

impl Search<'_> {
    /// The least that the weeks from `week` on cost after `trail`, if that is at most `limit`; else
    /// something that it is sure to cost, and that is more than `limit`.
    fn value(&mut self, week: usize, trail: TrailNumber, limit: Cost) -> Result<Value, Cost> {
        match self.values[week].get(&trail) {
            Some(Ok(known)) => return Ok(*known),
            Some(Err(least)) if *least > limit => return Err(*least),
            _ => {}
        }
        let value = self.work_out(week, trail, limit);
        self.values[week].insert(trail, value);
        value
    }

    fn work_out(&mut self, week: usize, trail: TrailNumber, limit: Cost) -> Result<Value, Cost> {
        let after = self.least[week + 1];
        let (mut reach, mut further) = (0, points_of(FURTHER));
        loop {
            // What follows costs at least `after`: an end that costs more than the rest is of no use.
            let listed = self.list(week, trail, reach, limit.saturating_sub(after));
            let (best, sure) = self.best_end(week, &listed, limit);
            let most = best.map_or(limit, |best| best.cost);
            let needed = most.saturating_sub(after);
            if listed.beyond <= needed && !self.is_used_up() {
                // Not at once as far as may be needed: a little further there may be a better one.
                reach = needed.min(listed.beyond + further);
                further *= 2;
                continue;
            }
            let sure = sure.min(listed.beyond.saturating_add(after));
            return match best {
                Some(best) => Ok(Value {
                    bound: sure.min(best.cost),
                    ..best
                }),
                None if sure > limit => Err(sure),
                None => Ok(Value {
                    cost: IMPOSSIBLE,
                    bound: IMPOSSIBLE,
                    end: End::NONE,
                }),
            };
        }
    }

    fn is_used_up(&self) -> bool {
        self.kinds.iter().map(|kind| kind.looked_at).sum::<usize>() >= self.budget
    }

    /// The best of some ends of `week` together with what follows them, if it costs at most `limit`;
    /// and what these ends cost at the least.
    fn best_end(&mut self, week: usize, listed: &Ends, limit: Cost) -> (Option<Value>, Cost) {
        let after = self.least[week + 1];
        let mut best: Option<Value> = None;
        let mut sure = NEVER;
        // The cheapest first, so that few need to be followed.
        for end in listed.ends.iter() {
            let most = best.map_or(limit, |best| best.cost);
            let in_all = end.cost.saturating_add(after);
            if in_all > most || (best.is_some() && self.is_used_up()) {
                sure = sure.min(in_all);
                break;
            }
            let next = if week + 1 == self.kind.len() {
                Ok(Value {
                    cost: 0,
                    bound: 0,
                    end: End::NONE,
                })
            } else {
                self.value(week + 1, end.trail, most - end.cost)
            };
            let next = match next {
                Ok(next) => next,
                Err(least) => {
                    sure = sure.min(end.cost + least);
                    continue;
                }
            };
            sure = sure.min(end.cost.saturating_add(next.bound));
            let cost = end.cost.saturating_add(next.cost);
            let better = best.is_none_or(|best| (cost, end.path) < (best.cost, best.end.path));
            if better && (cost <= limit || next.bound < next.cost) {
                best = Some(Value {
                    cost,
                    bound: 0,
                    end: *end,
                });
            }
        }
        (best, sure)
    }

    /// The ends of `week` that cost up to `bound`, and some more, but none over `most`.
    fn list(&mut self, week: usize, trail: TrailNumber, bound: Cost, most: Cost) -> Ends {
        let key = (self.kind[week], trail);
        if let Some(listed) = self.listed.get(&key)
            && listed.beyond > bound
            && (!listed.ends.is_empty() || listed.beyond > most)
        {
            return listed.clone();
        }
        let used_up = self.is_used_up();
        let kind = &mut self.kinds[key.0];
        let ends = if used_up {
            kind.some_ends(&mut self.trails, trail)
        } else {
            kind.ends(&mut self.trails, trail, bound, most)
        };
        self.listed.insert(key, ends.clone());
        ends
    }

    /// The choices from the first week on.
    fn follow(&mut self, shapes: &[&Shape]) -> Found {
        let mut trail = UNKNOWN;
        let mut taken = Vec::with_capacity(shapes.len());
        let mut whole: Option<Value> = None;
        for (week, shape) in shapes.iter().enumerate() {
            let Ok(value) = self.value(week, trail, NEVER) else {
                break;
            };
            whole = whole.or(Some(value));
            taken.push(value.end.path[..shape.choices.len()].to_vec());
            trail = value.end.trail;
        }
        let (cost, bound) = whole.map_or((0, 0), |value| (value.cost, value.bound));
        Found { taken, cost, bound }
    }
}

/// What a week costs that no placement fits, as one whose every day is a race.
const IMPOSSIBLE: Cost = 1 << 120;
