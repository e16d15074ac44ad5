//! Searches one week day by day for all ways in which it may end.
//!
//! A state is the sessions still to be placed and the trail of the days behind. Of two ways to the same state only the
//! better is kept; this is exact, because no later day can tell them apart.
//!
//! The results of the first look at a week, after an unknown past.

use rustc_hash::FxHashMap;

use super::bounds::{Bounds, at_end};
use super::cost::{Cost, NEVER_IN_WEEK, WeekCost, of_season, of_week, week_points};
use super::problem::{Left, Shape, take};
use super::week_pasts::{TrailNumber, Trails, UNKNOWN};
use super::week_states::{Alike, Ends, From, Layers, NEVER, State, Stepped, To, renumber};

/// States of a day that a narrow look keeps at first.
const NARROW: usize = 24;

/// Most ways that are tried from the states of one day: of a day that has more, the most promising states are kept. Only
/// a week that was made to be hard has so many.
const MOST_WAYS: usize = 250_000;

/// The widest of the narrow looks; a week that is not placed within it is not placed.
const WIDEST: usize = NARROW * 512;

/// Points above a week's lower bound that a look at it reaches at first.
const SLACK: u32 = 5;

/// A week during the search.
pub(super) struct WeekSearch<'s> {
    shape: &'s Shape,
    /// By day, as in the shape.
    ways: Vec<Vec<Way>>,
    bounds: Bounds,
    /// The results of the first look, after an unknown past.
    first: Option<First>,
    /// Number of states looked at.
    pub looked_at: usize,
    /// Number of ways tried from these states.
    pub tried: usize,
    /// The number at which the looks end that know when they may.
    pub most_tried: usize,
}

/// One of a day's choices.
#[derive(Debug, Clone, Copy)]
struct Way {
    takes: Left,
    /// `takes` as a step in the table of [`Bounds`].
    place: u32,
    load: usize,
    cost: WeekCost,
    rest: bool,
}

/// The first look at a week, after no known past.
struct First {
    /// By day: the least that each state still costs to the week's end.
    costs: Vec<FxHashMap<(Left, TrailNumber), WeekCost>>,
    /// The least cost of the week, after any past.
    least: WeekCost,
    ends: Ends,
}

impl<'s> WeekSearch<'s> {
    pub(super) fn new(shape: &'s Shape, trails: &mut Trails) -> Self {
        let bounds = Bounds::new(shape, trails);
        let ways = shape.choices.iter().map(|choices| {
            let ways = choices.iter().map(|choice| Way {
                takes: choice.takes,
                place: bounds.place(choice.takes),
                load: trails.load(choice.load),
                cost: of_week(choice.cost),
                rest: choice.load.is_rest(),
            });
            ways.collect()
        });
        WeekSearch {
            shape,
            ways: ways.collect(),
            bounds,
            first: None,
            looked_at: 0,
            tried: 0,
            most_tried: usize::MAX,
        }
    }

    /// The ends of the week after `start`: all that cost at most `bound`, and those that cost little
    /// more than the best, unless that costs more than `most`.
    pub(super) fn ends(&mut self, trails: &mut Trails, start: TrailNumber, bound: Cost, most: Cost) -> Ends {
        let (least, ends) = self.first_look(trails);
        let most = of_week(most);
        let mut slack = week_points(SLACK);
        let mut reach = of_week(bound).max(least + slack).min(NEVER_IN_WEEK - 1);
        if start == UNKNOWN && ends.beyond > of_season(reach) {
            return ends;
        }
        loop {
            let found = self.look(trails, start, reach, usize::MAX, None);
            if found.is_empty() && found.beyond <= most && self.tried < self.most_tried {
                slack = slack.saturating_mul(4);
                reach = found.beyond.saturating_add(slack).min(NEVER_IN_WEEK - 1);
            } else {
                return found.ends(trails);
            }
        }
    }

    /// The least cost of the week, after any past.
    pub(super) fn least(&mut self, trails: &mut Trails) -> Cost {
        match self.first_look(trails).0 {
            NEVER_IN_WEEK => NEVER,
            least => of_season(least),
        }
    }

    /// Some good ends of the week after `start`.
    pub(super) fn some_ends(&mut self, trails: &mut Trails, start: TrailNumber) -> Ends {
        self.narrow_look(trails, start).ends(trails)
    }

    fn narrow_look(&mut self, trails: &mut Trails, start: TrailNumber) -> Layers {
        let mut width = NARROW;
        loop {
            let found = self.look(trails, start, NEVER_IN_WEEK - 1, width, None);
            if !found.is_empty() || found.beyond == NEVER_IN_WEEK || width >= WIDEST {
                return found;
            }
            width *= 8;
        }
    }

    /// Looks at the week after an unknown past, once: its least cost, and its ends.
    fn first_look(&mut self, trails: &mut Trails) -> (WeekCost, Ends) {
        if let Some(first) = &self.first {
            return (first.least, first.ends.clone());
        }
        let all = self.shape.all();
        let mut least = self.bounds.at_least(all, self.bounds.place(all), 0, 0);
        let mut slack = week_points(SLACK);
        let mut steps = Vec::new();
        let found = loop {
            steps.clear();
            steps.resize(self.ways.len(), Vec::new());
            let reach = least.saturating_add(slack).min(NEVER_IN_WEEK - 1);
            let found = self.look(trails, UNKNOWN, reach, usize::MAX, Some(&mut steps));
            if !found.is_empty() || found.beyond == NEVER_IN_WEEK || self.tried >= self.most_tried {
                break found;
            }
            least = found.beyond;
            slack = slack.saturating_add(slack / 2);
        };
        let last = found.last().iter();
        let mut after: Vec<WeekCost> = last.map(|state| state.in_all - state.cost).collect();
        let mut costs = Vec::new();
        for (layer, steps) in found.layers.iter().zip(&steps).rev() {
            let mut before = vec![NEVER_IN_WEEK; layer.len()];
            for step in steps {
                let then = match step.to {
                    To::State(place) => after[place as usize],
                    To::Beyond(least) => least,
                };
                let cost = &mut before[step.parent as usize];
                *cost = (*cost).min(step.cost + then);
            }
            let states = layer.iter().zip(&before);
            let states = states.map(|(state, cost)| ((state.left, state.trail), *cost));
            costs.push(states.collect());
            after = before;
        }
        costs.reverse();
        let ends = found.ends(trails);
        let least = after.first().copied().unwrap_or(NEVER_IN_WEEK);
        let first = self.first.insert(First { costs, least, ends });
        (first.least, first.ends.clone())
    }

    /// Looks at the days of the week after `start`. Keeps the states of each day that may cost `reach` or less, of these
    /// the `width` most promising; notes all steps between them in `steps`.
    fn look(
        &mut self,
        trails: &mut Trails,
        start: TrailNumber,
        reach: WeekCost,
        width: usize,
        steps: Option<&mut Vec<Vec<Stepped>>>,
    ) -> Layers {
        let mut look = Look {
            trails,
            reach,
            beyond: NEVER_IN_WEEK,
            alike: Alike::default(),
            steps,
        };
        let mut layers = vec![vec![self.start(start)]];
        for day in 0..self.ways.len() {
            let mut next = self.next_layer(&mut look, day, &layers[day]);
            self.looked_at += next.len();
            self.tried += layers[day].len() * self.ways[day].len();
            let ways = self.ways.get(day + 1).map_or(1, Vec::len);
            look.narrow(&mut next, day, width.min((MOST_WAYS / ways.max(1)).max(NARROW)));
            if let Some(steps) = &mut look.steps {
                renumber(&next, &mut steps[day]);
            }
            next.sort_unstable_by_key(|state| state.from);
            layers.push(next);
        }
        Layers {
            layers,
            beyond: look.beyond,
        }
    }

    /// The state before the first day.
    fn start(&self, trail: TrailNumber) -> State {
        let left = self.shape.all();
        State {
            left,
            place: self.bounds.place(left),
            trail,
            alone: UNKNOWN,
            rests: 0,
            cost: 0,
            in_all: 0,
            from: From { parent: 0, choice: 0 },
        }
    }

    /// The states after `day` that the states before it lead to.
    fn next_layer(&self, look: &mut Look<'_>, day: usize, layer: &[State]) -> Vec<State> {
        let mut next = Vec::with_capacity(layer.len() * 2);
        look.alike.clear();
        for (parent, state) in (0u32..).zip(layer) {
            for (choice, way) in (0u16..).zip(&self.ways[day]) {
                let from = From { parent, choice };
                let Some((to, cost)) = self.follow(look, day, (state, way, from), &mut next) else {
                    continue;
                };
                if let Some(steps) = &mut look.steps {
                    steps[day].push(Stepped { parent, to, cost });
                }
            }
        }
        next
    }

    /// Takes a way of `day` from a state. Returns the state that it leads to, or a lower bound where it is not
    /// followed; and the cost of the day. `None` where a rule forbids it.
    #[inline]
    fn follow(
        &self,
        look: &mut Look<'_>,
        day: usize,
        (state, way, from): (&State, &Way, From),
        next: &mut Vec<State>,
    ) -> Option<(To, WeekCost)> {
        let left = take(state.left, way.takes)?;
        let place = state.place - way.place;
        let rests = state.rests + u8::from(way.rest);
        let sure = self.bounds.at_least(left, place, rests, day + 1);
        let in_all = state.cost + way.cost + sure;
        if in_all > look.reach {
            look.beyond = look.beyond.min(in_all);
            return Some((To::Beyond(sure), way.cost));
        }
        let (trail, step) = look.trails.step(state.trail, way.load)?;
        // A day that is allowed after a known past is also allowed after an unknown one.
        let alone = if state.alone == state.trail {
            trail
        } else {
            let stepped = look.trails.step(state.alone, way.load);
            stepped.map_or(trail, |(alone, _)| alone)
        };
        let step = step + way.cost;
        let least = if day + 1 == self.ways.len() {
            at_end(self.shape, left, rests)
        } else {
            let first = self.first.as_ref();
            let known = first.and_then(|first| first.costs[day + 1].get(&(left, alone)));
            known.copied().unwrap_or(sure)
        };
        let cost = state.cost + step;
        let in_all = cost + least;
        if in_all > look.reach {
            if least < NEVER_IN_WEEK {
                look.beyond = look.beyond.min(in_all);
            }
            return Some((To::Beyond(least), step));
        }
        let state = State {
            left,
            place,
            trail,
            alone,
            rests,
            cost,
            in_all,
            from,
        };
        Some((To::State(look.alike.offer(next, look.trails, state)), step))
    }
}

/// A look at a week in progress.
struct Look<'l> {
    trails: &'l mut Trails,
    /// States that are sure to cost more are not followed.
    reach: WeekCost,
    /// The least cost of all states that were not followed.
    beyond: WeekCost,
    alike: Alike,
    /// By day: the steps between states, where they are wanted.
    steps: Option<&'l mut Vec<Vec<Stepped>>>,
}

impl Look<'_> {
    /// Keeps the `width` most promising states of the layer after `day`.
    fn narrow(&mut self, layer: &mut Vec<State>, day: usize, width: usize) {
        if layer.len() <= width {
            return;
        }
        let mut order: Vec<usize> = (0..layer.len()).collect();
        order.select_nth_unstable_by_key(width, |place| (layer[*place].in_all, layer[*place].from));
        let (kept, left_out) = order.split_at(width);
        let least = left_out.iter().map(|place| layer[*place].in_all).min();
        self.beyond = self.beyond.min(least.unwrap_or(NEVER_IN_WEEK));
        if let Some(steps) = &mut self.steps {
            let beyond = layer.iter().map(|state| To::Beyond(state.in_all - state.cost));
            let mut targets: Vec<To> = beyond.collect();
            for (place, was) in (0u32..).zip(kept) {
                targets[*was] = To::State(place);
            }
            for step in &mut steps[day] {
                if let To::State(place) = step.to {
                    step.to = targets[place as usize];
                }
            }
        }
        *layer = kept.iter().map(|place| layer[*place]).collect();
    }
}
