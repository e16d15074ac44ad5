//! One week's exact search.
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::cost::{Cost, cost, load_of, omission, points};
use crate::plan::{Level, SessionKind};
use crate::schedule::availability::{self, Blocked};
use crate::schedule::fit::FitWeek;
use crate::schedule::load::{Item, LoadedWeek};
use crate::schedule::rules::{self, DayLoad, RaceDay, Trail};
use crate::season::Season;

/// The states that the narrow search keeps of each day.
const NARROW: usize = 48;

/// Sessions of a week that the search cannot tell apart.
#[derive(Debug)]
struct Group {
    /// Indices into the week's items, in the plan's order.
    items: Vec<usize>,
    load: DayLoad,
    kind: SessionKind,
    /// By day of the week: what it costs there, `None` where it may not be.
    days: Vec<Option<Cost>>,
    /// By day of the week and after it: the least that one of them still costs from that day on.
    least: Vec<Cost>,
}

/// What may be done on one day: which groups, what they are together, what they cost there.
#[derive(Debug, Clone, Copy)]
struct Choice {
    groups: u32,
    load: DayLoad,
    cost: Cost,
}

/// One week to place.
pub(super) struct Problem {
    groups: Vec<Group>,
    /// Items that no rule between days speaks of: each is placed on its own.
    alone: Vec<Group>,
    /// Hard sessions beyond what a week may hold (P9).
    surplus: Vec<usize>,
    /// By day, in the fixed order.
    choices: Vec<Vec<Choice>>,
    days: u32,
    items: usize,
    rest_least: u8,
    rest_wanted: u8,
}

/// What is still to be placed (four bits a group), and the days behind.
type State = (u64, Trail);

/// The best way to a state.
#[derive(Debug, Clone, Copy)]
struct Node {
    cost: Cost,
    /// Its parent's place in the fixed order, and the choice taken from there.
    order: (u32, u32),
}

impl Problem {
    pub(super) fn new(season: &Season, races: &[RaceDay], fit: &FitWeek, loaded: &LoadedWeek) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        let mut alone: Vec<Group> = Vec::new();
        let surplus = surplus(loaded, most_quality(season, loaded));
        for (index, item) in loaded
            .items
            .iter()
            .enumerate()
            .filter(|(index, _)| !surplus.contains(index))
        {
            let same = loaded
                .items
                .iter()
                .filter(|other| other.session.name == item.session.name)
                .count();
            let days: Vec<Option<Cost>> = (0..fit.days)
                .map(|day| cost(season, races, item, same, fit.date(day)))
                .collect();
            let load = load_of(item);
            let into = if load == DayLoad::default() {
                &mut alone
            } else {
                &mut groups
            };
            let least = least(&days, omission(item.kind(), true));
            let group = Group {
                items: vec![index],
                load,
                kind: item.kind(),
                days,
                least,
            };
            match into
                .iter_mut()
                .find(|known| known.load == load && known.kind == group.kind && known.days == group.days)
            {
                Some(known) if known.items.len() < 15 => known.items.push(index),
                _ => into.push(group),
            }
        }
        let race_on = |day: u32| races.iter().any(|race| race.date == fit.date(day));
        let choices = (0..fit.days)
            .map(|day| choices(&groups, day as usize, race_on(day)))
            .collect();
        let whole = fit.days == 7;
        Problem {
            groups,
            alone,
            surplus,
            choices,
            days: fit.days,
            items: loaded.items.len(),
            rest_least: u8::from(whole),
            rest_wanted: if whole {
                u8::try_from(loaded.rest).unwrap_or(7)
            } else {
                0
            },
        }
    }

    /// The best day of each item, and the trail after the week.
    pub(super) fn solve(&self, trail: Trail) -> (Vec<Option<u32>>, Trail) {
        let all = self.groups.iter().enumerate().fold(0u64, |sum, (index, group)| {
            sum | (group.items.len() as u64) << (4 * index)
        });
        // A narrow search first: what it finds bounds the exact one, which then drops every state that
        // cannot become better.
        let narrow = self.layers((all, trail), Cost::MAX, NARROW);
        let bound = self.best(&narrow).map_or(Cost::MAX, |(cost, ..)| cost);
        let layers = self.layers((all, trail), bound, usize::MAX);
        let mut days = vec![None; self.items];
        self.place_alone(&mut days);
        let Some((_, state, node)) = self.best(&layers) else {
            // A race on every day of a week leaves no rest day; nothing is placed then.
            return (days, trail);
        };
        let (mut order, after) = (node.order, state.1);
        for day in (0..self.days).rev() {
            let choice = self.choices[day as usize][order.1 as usize];
            for (index, group) in self.groups.iter().enumerate() {
                if choice.groups & 1 << index != 0 {
                    // Of sessions that are alike, the plan's last is the week's last.
                    let free = group.items.iter().rev().find(|item| days[**item].is_none());
                    if let Some(item) = free {
                        days[*item] = Some(day);
                    }
                }
            }
            order = layers[day as usize][order.0 as usize].1.order;
        }
        self.close_up(&mut days);
        (days, after)
    }

    /// The states after each day, none of which is sure to cost more than `bound`; of each day the
    /// `width` most promising.
    fn layers(&self, start: State, bound: Cost, width: usize) -> Vec<Vec<(State, Node)>> {
        let mut layers: Vec<Vec<(State, Node)>> = vec![vec![(
            start,
            Node {
                cost: 0,
                order: (0, 0),
            },
        )]];
        for day in 0..self.days as usize {
            let next = self.extend(&layers[day], day, bound, width);
            layers.push(next);
        }
        layers
    }

    /// The best end of the week, with its whole cost.
    fn best(&self, layers: &[Vec<(State, Node)>]) -> Option<(Cost, State, Node)> {
        let ended = layers
            .last()?
            .iter()
            .filter(|((_, trail), _)| trail.rests() >= self.rest_least);
        let whole = ended.map(|(state, node)| {
            let missing = self.rest_wanted.saturating_sub(state.1.rests());
            let rest = Cost::from(missing) * points(&rules::REST_WANTED);
            (node.cost + self.left_out(state.0) + rest, *state, *node)
        });
        whole.min_by_key(|(cost, _, node)| (*cost, node.order))
    }

    /// The least that what is left can still cost from `day` on: each session on its best day.
    fn at_least(&self, left: u64, day: usize) -> Cost {
        let each = self.groups.iter().enumerate();
        each.map(|(index, group)| Cost::from(left >> (4 * index) & 15) * group.least[day])
            .sum()
    }

    /// Where fewer of a group were placed than it holds, the plan's first ones are.
    fn close_up(&self, days: &mut [Option<u32>]) {
        for group in &self.groups {
            let mut placed: Vec<u32> = group.items.iter().filter_map(|item| days[*item]).collect();
            placed.sort_unstable();
            for (position, item) in group.items.iter().enumerate() {
                days[*item] = placed.get(position).copied();
            }
        }
    }

    fn extend(&self, layer: &[(State, Node)], day: usize, bound: Cost, width: usize) -> Vec<(State, Node)> {
        let mut next: HashMap<State, Node> = HashMap::with_capacity(layer.len() * 2);
        for (parent, ((left, trail), node)) in (0u32..).zip(layer) {
            for (number, choice) in (0u32..).zip(&self.choices[day]) {
                let Some(left) = take(*left, choice.groups) else {
                    continue;
                };
                let mut cost = node.cost + choice.cost;
                let Ok(trail) = rules::step(*trail, choice.load, |rule| cost += points(rule)) else {
                    continue;
                };
                if bound != Cost::MAX && cost + self.at_least(left, day + 1) > bound {
                    continue;
                }
                let better = Node {
                    cost,
                    order: (parent, number),
                };
                match next.entry((left, trail)) {
                    Entry::Vacant(slot) => {
                        slot.insert(better);
                    }
                    Entry::Occupied(mut slot) => {
                        let known = slot.get();
                        if (better.cost, better.order) < (known.cost, known.order) {
                            slot.insert(better);
                        }
                    }
                }
            }
        }
        let mut next: Vec<(State, Node)> = next.into_iter().collect();
        if next.len() > width {
            let promise =
                |(state, node): &(State, Node)| (node.cost + self.at_least(state.0, day + 1), node.order);
            next.select_nth_unstable_by_key(width, promise);
            next.truncate(width);
        }
        // The order of a layer is that of the placements behind it, so that comparing `order` compares
        // whole placements.
        next.sort_unstable_by_key(|(state, node)| (node.order, *state));
        next
    }

    fn left_out(&self, left: u64) -> Cost {
        let mut cost = 0;
        let mut quality = self
            .groups
            .iter()
            .filter(|g| g.kind == SessionKind::Quality)
            .map(|g| g.items.len())
            .sum::<usize>();
        for (index, group) in self.groups.iter().enumerate() {
            for _ in 0..left >> (4 * index) & 15 {
                let second = group.kind == SessionKind::Quality && quality > 1;
                quality = if group.kind == SessionKind::Quality {
                    quality - 1
                } else {
                    quality
                };
                cost += omission(group.kind, second);
            }
        }
        cost
    }

    fn place_alone(&self, days: &mut [Option<u32>]) {
        for group in &self.alone {
            let mut open: Vec<(Cost, u32)> = (0u32..)
                .zip(&group.days)
                .filter_map(|(day, cost)| cost.map(|cost| (cost, day)))
                .collect();
            open.sort_unstable();
            let mut chosen: Vec<u32> = open.iter().take(group.items.len()).map(|(_, day)| *day).collect();
            chosen.sort_unstable();
            for (item, day) in group.items.iter().zip(chosen) {
                days[*item] = Some(day);
            }
        }
    }

    /// Why an item found no day.
    pub(super) fn reason(
        &self,
        season: &Season,
        races: &[RaceDay],
        fit: &FitWeek,
        index: usize,
        item: &Item,
    ) -> String {
        if self.surplus.contains(&index) {
            return rules::HARD_DAYS.text.to_owned();
        }
        let mut reasons: Vec<String> = Vec::new();
        let mut open = false;
        for day in 0..fit.days {
            match availability::on_day(season, races, item, 1, fit.date(day), |_| {}) {
                Ok(()) => open = true,
                Err(Blocked::Window | Blocked::Fixed(_)) => {}
                Err(blocked) => {
                    let reason = blocked.reason();
                    if !reasons.contains(&reason) {
                        reasons.push(reason);
                    }
                }
            }
        }
        if open {
            reasons.push("the days that are left hold other sessions or must stay easy".to_owned());
        }
        reasons.join("; ")
    }
}

/// How many quality sessions a week may hold (P9): two; one for novices, in recovery and off season,
/// and in the week of a race.
fn most_quality(season: &Season, loaded: &LoadedWeek) -> usize {
    let novice = season.athlete.level == Some(Level::Novice);
    if novice || loaded.one_quality { 1 } else { 2 }
}

/// The items beyond one long run and `most` quality sessions.
fn surplus(loaded: &LoadedWeek, most: usize) -> Vec<usize> {
    let (mut long, mut quality) = (0, 0);
    let mut surplus = Vec::new();
    for (index, item) in loaded.items.iter().enumerate() {
        let load = load_of(item);
        long += usize::from(load.has(DayLoad::LONG));
        quality += usize::from(load.has(DayLoad::QUALITY));
        if (load.has(DayLoad::LONG) && long > 1) || (load.has(DayLoad::QUALITY) && quality > most) {
            surplus.push(index);
        }
    }
    surplus
}

/// The least of `days` from each day on, and at the end; `out` where there is none.
fn least(days: &[Option<Cost>], out: Cost) -> Vec<Cost> {
    let mut least = vec![out; days.len() + 1];
    for day in (0..days.len()).rev() {
        least[day] = days[day].unwrap_or(out).min(least[day + 1]);
    }
    least
}

/// What may be done on a day, in the fixed order: more of the plan's first sessions first, rest last.
fn choices(groups: &[Group], day: usize, race: bool) -> Vec<Choice> {
    if race {
        return vec![Choice {
            groups: 0,
            load: DayLoad::RACE,
            cost: 0,
        }];
    }
    let mut choices = vec![Choice {
        groups: 0,
        load: DayLoad::default(),
        cost: 0,
    }];
    for (index, group) in groups.iter().enumerate() {
        let Some(cost) = group.days[day] else { continue };
        let before = choices.len();
        for at in 0..before {
            let so_far = choices[at];
            let fits = if group.kind.is_run() {
                // One run a day.
                !so_far.load.has_run()
            } else if group.load == DayLoad::STRIDES {
                // Strides end an easy or medium run.
                so_far.load.has(DayLoad::EASY.with(DayLoad::MEDIUM)) && !so_far.load.has(DayLoad::QUALITY)
            } else {
                true
            };
            // One of a kind a day.
            if fits && !so_far.load.has(group.load) {
                choices.push(Choice {
                    groups: so_far.groups | 1 << index,
                    load: so_far.load.with(group.load),
                    cost: so_far.cost + cost,
                });
            }
        }
    }
    choices.sort_by_key(|choice| std::cmp::Reverse(choice.groups.reverse_bits()));
    choices
}

/// `left` with one fewer of each of `groups`; `None` where one has none left.
fn take(mut left: u64, groups: u32) -> Option<u64> {
    let mut open = groups;
    while open != 0 {
        let index = open.trailing_zeros();
        if left >> (4 * index) & 15 == 0 {
            return None;
        }
        left -= 1 << (4 * index);
        open &= open - 1;
    }
    Some(left)
}
