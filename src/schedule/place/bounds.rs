//! Lower bounds: the least that a week's sessions still cost from a day on, whatever the days before it hold.
//!
//! Runs, and as many other groups as keep the table small, are placed together, each day alone: rules between days are
//! left out. Every other group is placed by itself.

use super::cost::{NEVER_IN_WEEK, WeekCost, of_week};
use super::problem::{Choice, Left, Shape, take};
use super::week_pasts::{Trails, UNKNOWN};
use crate::plan::SessionKind;

/// Most entries of the table per day and count of rest days.
const MOST: usize = 200;

/// Counts of rest days in the table; the last one stands for all greater counts. Few plans ask for that many a week.
const RESTS: usize = 4;

/// Least costs by rest days so far.
type ByRests = [WeekCost; RESTS];

/// The bounds of one week.
pub(super) struct Bounds {
    /// By group: the step in the table for one of it; 0 for a group outside the table.
    strides: Vec<u32>,
    /// Places per count of rest days.
    places: usize,
    /// By day and at the end, then by place.
    table: Vec<Vec<ByRests>>,
    /// Groups outside the table: the position of its bits in [`Left`], and the costs of each count of it, by day and at
    /// the end.
    others: Vec<(u32, Vec<[WeekCost; 8]>)>,
}

impl Bounds {
    pub(super) fn new(shape: &Shape, trails: &mut Trails) -> Self {
        let groups = &shape.groups;
        let mut order: Vec<usize> = (0..groups.len()).collect();
        // Strength depends on hard days, so bounds are tighter with both in one table.
        order.sort_by_key(|group| {
            let kind = groups[*group].kind;
            (!kind.is_run(), kind != SessionKind::Strength)
        });
        let (mut strides, mut places, mut others) = (vec![0; groups.len()], 1, Vec::new());
        for group in order {
            let most = usize::from(groups[group].count) + 1;
            if places * most <= MOST {
                strides[group] = places as u32;
                places *= most;
            } else {
                others.push((4 * group as u32, alone(shape, group)));
            }
        }
        let mut bounds = Bounds {
            strides,
            places,
            table: Vec::new(),
            others,
        };
        bounds.fill(shape, trails);
        bounds
    }

    /// The step in the table for `takes`.
    pub(super) fn place(&self, takes: Left) -> u32 {
        let counts = (0..).map(|group| takes >> (4 * group) & 15);
        self.strides
            .iter()
            .zip(counts)
            .map(|(stride, count)| stride * count as u32)
            .sum()
    }

    /// The least that `left`, at `place` of the table, still costs from `day` on. The days before must be able to lead
    /// there.
    pub(super) fn at_least(&self, left: Left, place: u32, rests: u8, day: usize) -> WeekCost {
        let mut cost = self.table[day][place as usize][usize::from(rests).min(RESTS - 1)];
        for (bits, days) in &self.others {
            cost += days[day][(left >> bits) as usize & 7];
        }
        cost
    }

    fn fill(&mut self, shape: &Shape, trails: &mut Trails) {
        let lefts = self.lefts(shape);
        let needed = self.needed(shape, &lefts, trails);
        // The last entry stands for all greater counts: its missing rest days are unknown, and cost nothing.
        let mut missing: ByRests = std::array::from_fn(|rests| rests_missing(shape, rests as u8));
        if usize::from(shape.rest_least.max(shape.rest_wanted)) >= RESTS {
            missing[RESTS - 1] = 0;
        }
        let at_end = lefts.iter().map(|left| {
            let left_out = of_week(shape.left_out(*left));
            missing.map(|missing| (missing + left_out).min(NEVER_IN_WEEK))
        });
        let mut table: Vec<Vec<ByRests>> = vec![at_end.collect()];
        for (ways, needed) in needed.into_iter().rev() {
            let after = &table[table.len() - 1];
            let mut before = vec![[NEVER_IN_WEEK; RESTS]; after.len()];
            for place in needed {
                let left = lefts[place as usize];
                let before = &mut before[place as usize];
                for way in &ways {
                    if take(left, way.takes).is_none() {
                        continue;
                    }
                    let [none, one, two, more] = after[(place - way.place) as usize];
                    let then = if way.rest {
                        [one, two, more, more]
                    } else {
                        [none, one, two, more]
                    };
                    for (best, then) in before.iter_mut().zip(then) {
                        *best = (*best).min(way.cost + then);
                    }
                }
            }
            table.push(before);
        }
        table.reverse();
        self.table = table;
    }

    /// The sessions left at each place of the table.
    fn lefts(&self, shape: &Shape) -> Vec<Left> {
        let mut lefts: Vec<(u32, Left)> = vec![(0, 0)];
        for (group, stride) in self.strides.iter().enumerate().filter(|(_, stride)| **stride > 0) {
            let counts = 1..=u32::from(shape.groups[group].count);
            let more = counts.flat_map(|count| {
                let bits = Left::from(count) << (4 * group);
                let with = move |(place, left): &(u32, Left)| (place + count * stride, left | bits);
                lefts.iter().map(with).collect::<Vec<_>>()
            });
            lefts.extend(more.collect::<Vec<_>>());
        }
        lefts.sort_unstable();
        lefts.into_iter().map(|(_, left)| left).collect()
    }

    /// By day: its ways, and the places of the table that the days before it can lead to.
    fn needed(&self, shape: &Shape, lefts: &[Left], trails: &mut Trails) -> Vec<(Vec<DayWay>, Vec<u32>)> {
        let mut open = vec![false; self.places];
        open[self.places - 1] = true;
        let mut needed = Vec::with_capacity(shape.choices.len());
        for (day, choices) in shape.choices.iter().enumerate() {
            let ways = self.ways(shape, day, choices, trails);
            let here = (0u32..).zip(&open).filter(|(_, open)| **open);
            let here: Vec<u32> = here.map(|(place, _)| place).collect();
            if here.len() < self.places {
                for place in &here {
                    for way in &ways {
                        if take(lefts[*place as usize], way.takes).is_some() {
                            open[(place - way.place) as usize] = true;
                        }
                    }
                }
            }
            needed.push((ways, here));
        }
        needed
    }

    /// The ways of a day for the groups of the table, each with its least cost.
    fn ways(&self, shape: &Shape, day: usize, choices: &[Choice], trails: &mut Trails) -> Vec<DayWay> {
        let mut known = 0;
        for (group, stride) in self.strides.iter().enumerate() {
            known |= if *stride > 0 { 15 << (4 * group) } else { 0 };
        }
        let mut ways: Vec<DayWay> = Vec::new();
        for choice in choices {
            let load = trails.load(choice.load);
            let Some((_, step)) = trails.step(UNKNOWN, load) else {
                continue;
            };
            let takes = choice.takes & known;
            // The costs of the other groups are counted with them.
            let others = shape
                .groups
                .iter()
                .enumerate()
                .filter(|(group, _)| (choice.takes & !known) >> (4 * group) & 1 == 1);
            let others: WeekCost = others.filter_map(|(_, group)| group.days[day]).map(of_week).sum();
            let way = DayWay {
                takes,
                place: self.place(takes),
                cost: of_week(choice.cost) - others + step,
                rest: choice.load.is_rest(),
            };
            match ways.iter_mut().find(|way| way.takes == takes) {
                Some(same) => {
                    same.cost = same.cost.min(way.cost);
                    same.rest |= way.rest;
                }
                None => ways.push(way),
            }
        }
        ways
    }
}

/// The cost that the end of the week adds.
pub(super) fn at_end(shape: &Shape, left: Left, rests: u8) -> WeekCost {
    (rests_missing(shape, rests) + of_week(shape.left_out(left))).min(NEVER_IN_WEEK)
}

/// The cost of missing rest days.
fn rests_missing(shape: &Shape, rests: u8) -> WeekCost {
    if rests < shape.rest_least {
        NEVER_IN_WEEK
    } else {
        of_week(shape.rests_missing(rests))
    }
}

/// A choice of a day, reduced to the groups of the table.
struct DayWay {
    takes: Left,
    place: u32,
    cost: WeekCost,
    rest: bool,
}

/// By day and at the end: the costs of each count of a group with nothing else in its way, one session a day.
fn alone(shape: &Shape, group: usize) -> Vec<[WeekCost; 8]> {
    let group = &shape.groups[group];
    let out = of_week(group.omission(true));
    let days = 0..=group.days.len();
    days.map(|day| {
        let open = group.days[day..].iter().flatten();
        let mut open: Vec<WeekCost> = open.copied().map(of_week).collect();
        open.sort_unstable();
        let mut costs = [0; 8];
        for count in 1..8 {
            let one = open.get(count - 1).copied().unwrap_or(out).min(out);
            costs[count] = costs[count - 1] + one;
        }
        costs
    })
    .collect()
}
