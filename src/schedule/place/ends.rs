//! All ways in which one week may end: a search through its days.
//!
//! A state is what is still to be placed and the trail of the days behind; of two ways to the same
//! state only the better is kept, which is exact because nothing that comes later can tell them
//! apart.
//!
//! A week is looked at first as if nothing were known of the days before it. What each state of that
//! look still costs to the week's end then bounds from below what the same days cost after any other
//! past, since knowing a past never allows more; so every later look follows hardly more states than
//! lie on its best ways.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::bounds::Bounds;
use super::cost::{Cost, points_of};
use super::problem::{Left, Shape, take};
use super::trails::{TrailNumber, Trails, UNKNOWN};

/// States of a day that a narrow look keeps.
const NARROW: usize = 5;

/// Points beyond a week's best that its placements are listed to at first: most questions about the
/// week are then answered without looking again.
const SLACK: u32 = 20;

/// Points beyond what is sure that the first look at a week goes; twice as many when that was not enough.
const FIRST_SLACK: u32 = 20;

/// More than anything costs.
pub(super) const NEVER: Cost = Cost::MAX / 4;

/// The numbers of a week's choices, day by day.
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
    /// What is not listed costs at least this.
    pub beyond: Cost,
}

/// A week as the search goes through it.
pub(super) struct Week<'s> {
    shape: &'s Shape,
    /// By day, as in the shape.
    ways: Vec<Vec<Way>>,
    /// What the first look, after no known past, found out.
    first: First,
    bounds: Bounds,
    /// States that were looked at.
    pub looked_at: usize,
}

/// One of a day's choices.
#[derive(Debug, Clone, Copy)]
struct Way {
    takes: Left,
    load: usize,
    cost: Cost,
    /// What it takes, as [`Bounds`] counts.
    place: u32,
    rest: bool,
}

/// By day: what each state of the first look still costs to the week's end, at the least.
type First = Vec<FxHashMap<(Left, TrailNumber), Cost>>;

/// A state of a day. A layer is in the order of the placements behind its states, so that comparing
/// `from` compares whole placements.
#[derive(Debug, Clone, Copy)]
struct State {
    left: Left,
    /// The same, as [`Bounds`] counts.
    place: u32,
    trail: TrailNumber,
    /// The trail after the same days of the week and no known past.
    alone: TrailNumber,
    /// Rest days so far in the week.
    rests: u8,
    cost: Cost,
    /// With what it still costs at the least.
    in_all: Cost,
    from: From,
}

/// The state before, by its place in its layer, and the choice taken from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct From {
    parent: u32,
    choice: u16,
}

/// The states before the first day and after each.
struct Layers {
    layers: Vec<Vec<State>>,
    /// The least that anything costs that was not followed.
    beyond: Cost,
}

impl<'s> Week<'s> {
    pub(super) fn new(shape: &'s Shape, trails: &mut Trails) -> Self {
        let bounds = Bounds::new(shape, trails);
        let ways = shape.choices.iter().map(|choices| {
            let ways = choices.iter().map(|choice| Way {
                takes: choice.takes,
                load: trails.load(choice.load),
                cost: choice.cost,
                place: bounds.place(choice.takes),
                rest: choice.load.is_rest(),
            });
            ways.collect()
        });
        Week {
            shape,
            ways: ways.collect(),
            first: Vec::new(),
            bounds,
            looked_at: 0,
        }
    }

    /// The ends of the week after `start`: all that cost at most `bound`, and those that cost little
    /// more than the best, unless that costs more than `most`.
    pub(super) fn ends(&mut self, trails: &mut Trails, start: TrailNumber, bound: Cost, most: Cost) -> Ends {
        if self.first.is_empty() {
            self.first_look(trails);
        }
        let least = self.least();
        let mut reach = bound.max(least + points_of(SLACK));
        loop {
            let found = self.look(trails, start, reach, usize::MAX, None);
            if found.is_empty() && found.beyond <= most.min(NEVER - 1) {
                reach = found.beyond + points_of(SLACK);
            } else {
                return found.ends(trails);
            }
        }
    }

    /// Some good ends of the week after `start`.
    pub(super) fn some_ends(&mut self, trails: &mut Trails, start: TrailNumber) -> Ends {
        self.narrow_look(trails, start).ends(trails)
    }

    fn narrow_look(&mut self, trails: &mut Trails, start: TrailNumber) -> Layers {
        let mut width = NARROW;
        loop {
            let found = self.look(trails, start, NEVER, width, None);
            if !found.is_empty() || found.beyond == NEVER {
                return found;
            }
            width *= 8;
        }
    }

    /// Looks at the week after no known past.
    fn first_look(&mut self, trails: &mut Trails) {
        let mut least = self.least();
        let mut slack = points_of(FIRST_SLACK);
        let mut steps = Vec::new();
        let found = loop {
            steps.clear();
            steps.resize(self.ways.len(), Vec::new());
            let found = self.look(trails, UNKNOWN, least + slack, usize::MAX, Some(&mut steps));
            if !found.is_empty() || found.beyond == NEVER {
                break found;
            }
            least = found.beyond;
            slack *= 2;
        };
        let last = found.layers.last().map_or(&[][..], |last| last);
        let mut costs: Vec<Cost> = last.iter().map(|state| state.in_all - state.cost).collect();
        let mut first = Vec::new();
        for (layer, steps) in found.layers.iter().zip(&steps).rev() {
            let mut before = vec![NEVER; layer.len()];
            for step in steps {
                let after = match step.to {
                    To::State(place) => costs[place as usize],
                    To::Beyond(least) => least,
                };
                let cost = &mut before[step.parent as usize];
                *cost = (*cost).min(step.cost + after);
            }
            let states = layer.iter().zip(&before);
            first.push(
                states
                    .map(|(state, cost)| ((state.left, state.trail), *cost))
                    .collect(),
            );
            costs = before;
        }
        first.reverse();
        self.first = first;
    }

    /// The least that the week costs, whatever was before it.
    fn least(&self) -> Cost {
        let all = self.shape.all();
        let known = self.first.first().and_then(|known| known.get(&(all, UNKNOWN)));
        known.copied().unwrap_or_else(|| self.bounds.at_least(all, self.bounds.place(all), 0, 0))
    }

    /// What the end of the week adds.
    fn at_end(&self, left: Left, rests: u8) -> Cost {
        if rests < self.shape.rest_least {
            NEVER
        } else {
            self.shape.at_end(left, rests)
        }
    }

    /// The states of each day after `start`: the `width` most promising that are not sure to cost more
    /// than `reach`. The steps between them go to `steps`.
    fn look(
        &mut self,
        trails: &mut Trails,
        start: TrailNumber,
        reach: Cost,
        width: usize,
        mut steps: Option<&mut Vec<Vec<Stepped>>>,
    ) -> Layers {
        let mut beyond = NEVER;
        let all = self.shape.all();
        let mut layers = vec![vec![State {
            left: all,
            place: self.bounds.place(all),
            trail: start,
            alone: UNKNOWN,
            rests: 0,
            cost: 0,
            in_all: 0,
            from: From { parent: 0, choice: 0 },
        }]];
        let mut places: FxHashMap<(Left, TrailNumber), u32> = FxHashMap::default();
        for (day, ways) in self.ways.iter().enumerate() {
            let layer = &layers[day];
            let mut next: Vec<State> = Vec::with_capacity(layer.len() * 2);
            places.clear();
            for (parent, state) in (0u32..).zip(layer) {
                for (choice, way) in (0u16..).zip(ways) {
                    let Some(left) = take(state.left, way.takes) else {
                        continue;
                    };
                    let place = state.place - way.place;
                    let rests = state.rests + u8::from(way.rest);
                    let sure = self.bounds.at_least(left, place, rests, day + 1);
                    if state.cost + way.cost + sure > reach {
                        beyond = beyond.min(state.cost + way.cost + sure);
                        if let Some(steps) = &mut steps {
                            let (to, cost) = (To::Beyond(sure), way.cost);
                            steps[day].push(Stepped { parent, to, cost });
                        }
                        continue;
                    }
                    let Some((trail, step)) = trails.step(state.trail, way.load) else {
                        continue;
                    };
                    // What is allowed after a known past is allowed after an unknown one.
                    let alone = if state.alone == state.trail {
                        trail
                    } else {
                        trails.step(state.alone, way.load).map_or(trail, |(alone, _)| alone)
                    };
                    let step = step + way.cost;
                    let least = if day + 1 == self.ways.len() {
                        self.at_end(left, rests)
                    } else {
                        let known = self.first.get(day + 1).and_then(|known| known.get(&(left, alone)));
                        known.copied().unwrap_or(sure)
                    };
                    let cost = state.cost + step;
                    let in_all = cost + least;
                    let to = if in_all > reach || least >= NEVER {
                        if least < NEVER {
                            beyond = beyond.min(in_all);
                        }
                        To::Beyond(least)
                    } else {
                        To::State(offer(
                            &mut next,
                            &mut places,
                            State {
                                left,
                                place,
                                trail,
                                alone,
                                rests,
                                cost,
                                in_all,
                                from: From { parent, choice },
                            },
                        ))
                    };
                    if let Some(steps) = &mut steps {
                        steps[day].push(Stepped {
                            parent,
                            to,
                            cost: step,
                        });
                    }
                }
            }
            self.looked_at += next.len();
            if next.len() > width {
                next.select_nth_unstable_by_key(width, |state| (state.in_all, state.from));
                let left_out = next[width..].iter().map(|state| state.in_all).min();
                beyond = beyond.min(left_out.unwrap_or(NEVER));
                next.truncate(width);
            }
            if let Some(steps) = &mut steps {
                renumber(&next, &mut steps[day]);
            }
            next.sort_unstable_by_key(|state| state.from);
            layers.push(next);
        }
        Layers { layers, beyond }
    }
}

/// A step of a look.
#[derive(Debug, Clone, Copy)]
struct Stepped {
    parent: u32,
    to: To,
    cost: Cost,
}

/// Where a step led: to a state, or to one that was not followed and costs so much at the least.
#[derive(Debug, Clone, Copy)]
enum To {
    State(u32),
    Beyond(Cost),
}

/// The places in `steps` to those that they will have when `next` is in order.
fn renumber(next: &[State], steps: &mut [Stepped]) {
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

/// Keeps `state` if it is new, or better than the one that is equal to it; its place.
fn offer(next: &mut Vec<State>, places: &mut FxHashMap<(Left, TrailNumber), u32>, state: State) -> u32 {
    let place = next.len() as u32;
    let known = *places.entry((state.left, state.trail)).or_insert(place);
    match next.get_mut(known as usize) {
        None => next.push(state),
        Some(other) if (state.cost, state.from) < (other.cost, other.from) => *other = state,
        Some(_) => {}
    }
    known
}

impl Layers {
    fn last(&self) -> &[State] {
        self.layers.last().map_or(&[], |last| last)
    }

    fn is_empty(&self) -> bool {
        self.last().is_empty()
    }

    /// What the best costs.
    fn least(&self) -> Cost {
        self.last()
            .iter()
            .map(|state| state.in_all)
            .min()
            .unwrap_or(NEVER)
    }

    fn ends(&self, trails: &mut Trails) -> Ends {
        let mut best: FxHashMap<TrailNumber, usize> = FxHashMap::default();
        let last = self.last();
        for (place, state) in last.iter().enumerate() {
            let known = best.entry(trails.new_week(state.trail)).or_insert(place);
            // The layer is in the fixed order: of equal ones the first stays.
            if state.in_all < last[*known].in_all {
                *known = place;
            }
        }
        let mut chosen: Vec<(Cost, usize, TrailNumber)> = best
            .into_iter()
            .map(|(trail, place)| (last[place].in_all, place, trail))
            .collect();
        chosen.sort_unstable();
        let ends = chosen.into_iter().map(|(cost, place, trail)| End {
            trail,
            cost,
            path: self.path(place),
        });
        Ends {
            ends: ends.collect(),
            beyond: self.beyond,
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
