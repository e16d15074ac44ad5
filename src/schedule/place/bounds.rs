//! What a week's sessions still cost from a day on, at the least, whatever the days before it hold.
//!
//! The runs, and as many of the other groups as keep the table small, are placed together, each day
//! alone: what rules say of neighbours is left out. Every other group is placed by itself.

use super::cost::{Cost, omission};
use super::ends::NEVER;
use super::problem::{Left, Shape, take};
use super::trails::{Trails, UNKNOWN};
use crate::plan::SessionKind;

/// Entries of the table a day and count of rest days, at most.
const MOST: usize = 1_000;

/// The bounds of one week.
pub(super) struct Bounds {
    /// By group: by how much one of it changes the place in the table; 0 where it is not in it.
    strides: Vec<u32>,
    /// Places a count of rest days.
    places: usize,
    /// Counts of rest days that make a difference: so many and more are one.
    rests: usize,
    /// By day and at the end; by rest days so far; by what is left.
    table: Vec<Vec<Cost>>,
    /// The groups that are not in the table: the place of its bits in [`Left`], and by day and at the
    /// end what so many of it cost.
    others: Vec<(u32, Vec<[Cost; 8]>)>,
}

impl Bounds {
    pub(super) fn new(shape: &Shape, trails: &mut Trails) -> Self {
        let groups = &shape.groups;
        let mut order: Vec<usize> = (0..groups.len()).collect();
        // Strength leans on the hard days: more is known when both are looked at together.
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
        let rests = usize::from(shape.rest_least.max(shape.rest_wanted)) + 1;
        let mut bounds = Bounds {
            strides,
            places,
            rests,
            table: Vec::new(),
            others,
        };
        bounds.fill(shape, trails);
        bounds
    }

    /// By how much `takes` changes the place in the table.
    pub(super) fn place(&self, takes: Left) -> u32 {
        let counts = (0..).map(|group| takes >> (4 * group) & 15);
        self.strides
            .iter()
            .zip(counts)
            .map(|(stride, count)| stride * count as u32)
            .sum()
    }

    /// The least that `left`, at `place` of the table, still costs from `day` on.
    pub(super) fn at_least(&self, left: Left, place: u32, rests: u8, day: usize) -> Cost {
        let rests = usize::from(rests).min(self.rests - 1);
        let mut cost = self.table[day][rests * self.places + place as usize];
        for (bits, days) in &self.others {
            cost += days[day][(left >> bits) as usize & 7];
        }
        cost
    }

    fn fill(&mut self, shape: &Shape, trails: &mut Trails) {
        // What each place of the table has left.
        let mut lefts: Vec<(u32, Left)> = vec![(0, 0)];
        for (group, stride) in self.strides.iter().enumerate().filter(|(_, stride)| **stride > 0) {
            let more: Vec<(u32, Left)> = (0..=u32::from(shape.groups[group].count))
                .flat_map(|count| {
                    let bits = Left::from(count) << (4 * group);
                    lefts
                        .iter()
                        .map(move |(place, left)| (place + count * stride, left | bits))
                })
                .collect();
            lefts = more;
        }
        lefts.sort_unstable();
        let mut after: Vec<Cost> = Vec::with_capacity(self.rests * self.places);
        for rests in 0..self.rests {
            after.extend(
                lefts
                    .iter()
                    .map(|(_, left)| match rests < usize::from(shape.rest_least) {
                        true => NEVER,
                        false => shape.at_end(*left, rests as u8),
                    }),
            );
        }
        let mut table = vec![after];
        for (day, choices) in shape.choices.iter().enumerate().rev() {
            let ways = self.ways(shape, day, choices, trails);
            let after = &table[table.len() - 1];
            let mut before = Vec::with_capacity(after.len());
            for rests in 0..self.rests {
                for (place, left) in &lefts {
                    let mut best = NEVER;
                    for way in &ways {
                        if take(*left, way.takes).is_some() {
                            let rests = (rests + usize::from(way.rest)).min(self.rests - 1);
                            let rest = after[rests * self.places + (place - way.place) as usize];
                            best = best.min(way.cost + rest);
                        }
                    }
                    before.push(best);
                }
            }
            table.push(before);
        }
        table.reverse();
        self.table = table;
    }

    /// What a day may hold of the groups of the table, and what that costs at the least.
    fn ways(
        &self,
        shape: &Shape,
        day: usize,
        choices: &[super::problem::Choice],
        trails: &mut Trails,
    ) -> Vec<DayWay> {
        let mut known = 0;
        for (group, stride) in self.strides.iter().enumerate() {
            known |= if *stride > 0 { 15 << (4 * group) } else { 0 };
        }
        let mut ways: Vec<DayWay> = Vec::new();
        for choice in choices {
            let load = trails.load(choice.load);
            let Some((trail, step)) = trails.step(UNKNOWN, load) else {
                continue;
            };
            let takes = choice.takes & known;
            // The days of the other groups count with them.
            let others = shape
                .groups
                .iter()
                .enumerate()
                .filter(|(group, _)| (choice.takes & !known) >> (4 * group) & 1 == 1);
            let others: Cost = others.filter_map(|(_, group)| group.days[day]).sum();
            let way = DayWay {
                takes,
                place: self.place(takes),
                cost: choice.cost - others + step,
                rest: trails.rests(trail) > 0,
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

/// What a day may hold of the groups of the table.
struct DayWay {
    takes: Left,
    place: u32,
    cost: Cost,
    rest: bool,
}

/// By day and at the end: what so many of a group cost when nothing else is in their way, one a day.
fn alone(shape: &Shape, group: usize) -> Vec<[Cost; 8]> {
    let group = &shape.groups[group];
    let out = omission(group.kind, true);
    let days = 0..=group.days.len();
    days.map(|day| {
        let mut open: Vec<Cost> = group.days[day..].iter().flatten().copied().collect();
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
