//! A week as the search sees it: groups of equal sessions, and the choices of each day.

use std::rc::Rc;

use super::assignment::{Loner, assign};
use super::cost::{Cost, cost, load_of, omission, points};
use super::surplus::{most_quality, surplus};
use crate::diagnostic::{Obstacle, OmissionReason};
use crate::plan::{Level, SessionKind};
use crate::schedule::availability::{self, Blocked, UsualDays};
use crate::schedule::fit::FitWeek;
use crate::schedule::inputs::PlacementInputs;
use crate::schedule::load::{Item, LoadedWeek};
use crate::schedule::rules::{self, DayLoad, RaceDay};

/// Most sessions in a group: more do not fit a week, nor [`Left`].
const MOST_ALIKE: usize = 7;

/// Most groups: more do not fit [`Left`], and their sessions are placed one by one.
const MOST_GROUPS: usize = 16;

/// The sessions still to be placed in a week: four bits per group, of which the highest stays free.
pub(super) type Left = u64;

/// The free bits of all groups: a borrowed one shows a group that ran out.
const GUARDS: Left = 0x8888_8888_8888_8888;

/// A choice for one day: sessions of some groups, their load together, and their cost there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Choice {
    /// One of each group taken, counted as in [`Left`].
    pub takes: Left,
    pub load: DayLoad,
    pub cost: Cost,
}

impl Choice {
    /// The sessions left after it; `None` where a group has none left.
    #[cfg(test)]
    pub(super) fn take(self, left: Left) -> Option<Left> {
        take(left, self.takes)
    }
}

/// `left` without `takes`; `None` where a group has none left.
pub(super) fn take(left: Left, takes: Left) -> Option<Left> {
    let rest = (left | GUARDS) - takes;
    (rest & GUARDS == GUARDS).then_some(rest & !GUARDS)
}

/// The week as far as the search may know it. Weeks of equal shape have equal placements.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub groups: Vec<SessionGroup>,
    /// By day, in the fixed order.
    pub choices: Vec<Vec<Choice>>,
    /// By day: `true` for a race.
    races: Vec<bool>,
    /// Rest days that the week must have (P4).
    pub rest_least: u8,
    pub rest_wanted: u8,
}

/// The shapes of weeks, each once: a season has few.
#[derive(Default)]
pub(super) struct Shapes(Vec<Rc<Shape>>);

impl Shapes {
    fn shape(
        &mut self,
        groups: Vec<SessionGroup>,
        races: Vec<bool>,
        rest_least: u8,
        rest_wanted: u8,
    ) -> Rc<Shape> {
        let known = self.0.iter().find(|known| {
            (known.rest_least, known.rest_wanted) == (rest_least, rest_wanted)
                && known.races == races
                && known.groups == groups
        });
        if let Some(known) = known {
            return Rc::clone(known);
        }
        let new = Rc::new(Shape::new(groups, races, rest_least, rest_wanted));
        self.0.push(Rc::clone(&new));
        new
    }
}

/// Sessions that the search cannot tell apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SessionGroup {
    pub count: u8,
    load: DayLoad,
    pub kind: SessionKind,
    /// By day of the week: its cost there, `None` where it may not be.
    pub days: Vec<Option<Cost>>,
}

impl SessionGroup {
    /// The cost of leaving out one of its sessions. One that was done cannot be left out for the sake of another: it is as
    /// dear as any.
    pub(super) fn omission(&self, second: bool) -> Cost {
        if self.load.has(DayLoad::DONE) {
            omission(SessionKind::Long, false)
        } else {
            omission(self.kind, second)
        }
    }
}

impl Shape {
    /// A week made up by a test: by group, its count, kind, load and cost on each day; by day, `true` for a race.
    #[cfg(test)]
    pub(super) fn of_test(
        groups: Vec<(u8, SessionKind, DayLoad, Vec<Option<Cost>>)>,
        races: &[bool],
        rest_least: u8,
        rest_wanted: u8,
    ) -> Self {
        let groups: Vec<SessionGroup> = groups
            .into_iter()
            .map(|(count, kind, load, days)| SessionGroup {
                count,
                load,
                kind,
                days,
            })
            .collect();
        Shape::new(groups, races.to_vec(), rest_least, rest_wanted)
    }

    fn new(groups: Vec<SessionGroup>, races: Vec<bool>, rest_least: u8, rest_wanted: u8) -> Self {
        let days = races.iter().enumerate();
        let choices = days.map(|(day, race)| choices(&groups, day, *race)).collect();
        Shape {
            groups,
            choices,
            races,
            rest_least,
            rest_wanted,
        }
    }

    /// All sessions of the week.
    pub(super) fn all(&self) -> Left {
        self.groups
            .iter()
            .rev()
            .fold(0, |left, group| left << 4 | Left::from(group.count))
    }

    /// The cost that the end of the week adds: sessions left out, and missing rest days.
    #[cfg(test)]
    pub(super) fn at_end(&self, left: Left, rests: u8) -> Cost {
        self.rests_missing(rests) + self.left_out(left)
    }

    /// The cost of rest days that the plan asks for and the week does not have.
    pub(super) fn rests_missing(&self, rests: u8) -> Cost {
        let missing = self.rest_wanted.saturating_sub(rests);
        Cost::from(missing) * points(&rules::REST_WANTED)
    }

    /// The cost of leaving out `left`.
    pub(super) fn left_out(&self, left: Left) -> Cost {
        let quality = self
            .groups
            .iter()
            .filter(|group| group.kind == SessionKind::Quality);
        let mut quality: u8 = quality.map(|group| group.count).sum();
        let mut cost = 0;
        for (index, group) in self.groups.iter().enumerate() {
            for _ in 0..left >> (4 * index) & 15 {
                let second = group.kind == SessionKind::Quality && quality > 1;
                quality -= u8::from(group.kind == SessionKind::Quality);
                cost += group.omission(second);
            }
        }
        cost
    }
}

/// A week to place: its shape, and the sessions behind it.
pub(super) struct Problem {
    pub shape: Rc<Shape>,
    /// By group, in the plan's order: indices into the week's items.
    members: Vec<Vec<usize>>,
    /// Items without a load, by session name: those of one name are placed on their own.
    loners: Vec<Vec<Loner>>,
    /// Hard sessions beyond the limit of a week (rule P9).
    surplus: Vec<usize>,
    items: usize,
}

impl Problem {
    pub(super) fn new(
        inputs: &PlacementInputs,
        races: &[RaceDay],
        fit: &FitWeek,
        loaded: &LoadedWeek,
        usual: Option<&UsualDays>,
        shapes: &mut Shapes,
    ) -> Self {
        let mut groups: Vec<SessionGroup> = Vec::new();
        let mut members: Vec<Vec<usize>> = Vec::new();
        let mut loners: Vec<Vec<Loner>> = Vec::new();
        let surplus = surplus(loaded, most_quality(inputs, loaded));
        for (index, item) in loaded.items.iter().enumerate() {
            if surplus.contains(&index) {
                continue;
            }
            let same = loaded
                .items
                .iter()
                .filter(|other| other.session.name == item.session.name)
                .count();
            let on = |day| cost(inputs, races, item, same, fit.date(day), usual);
            let days: Vec<Option<Cost>> = (0..fit.days).map(on).collect();
            let (load, kind) = (load_of(item), item.kind());
            let alike = groups.iter().position(|known| {
                known.load == load
                    && known.kind == kind
                    && known.days == days
                    && usize::from(known.count) < MOST_ALIKE
            });
            if load == DayLoad::default() || (alike.is_none() && groups.len() == MOST_GROUPS) {
                let loner = Loner {
                    item: index,
                    costs: days,
                    is_fixed: item.pinned.is_some() || item.day.is_some_and(|(_, fixed)| fixed),
                };
                let same_name =
                    |known: &&mut Vec<Loner>| loaded.items[known[0].item].session.name == item.session.name;
                match loners.iter_mut().find(same_name) {
                    Some(known) => known.push(loner),
                    None => loners.push(vec![loner]),
                }
                continue;
            }
            match alike {
                Some(group) => {
                    groups[group].count += 1;
                    members[group].push(index);
                }
                None => {
                    groups.push(SessionGroup {
                        count: 1,
                        load,
                        kind,
                        days,
                    });
                    members.push(vec![index]);
                }
            }
        }
        let race_on = |day: u32| races.iter().any(|race| race.date == fit.date(day));
        let race_days: Vec<bool> = (0..fit.days).map(race_on).collect();
        let whole = fit.days == 7;
        let rest_wanted = if whole {
            u8::try_from(loaded.rest).unwrap_or(7)
        } else {
            0
        };
        Problem {
            shape: shapes.shape(groups, race_days, u8::from(whole), rest_wanted),
            members,
            loners,
            surplus,
            items: loaded.items.len(),
        }
    }

    /// The day of each item, from the choice that is taken on each day.
    pub(super) fn days(&self, taken: &[u16]) -> Vec<Option<u32>> {
        let mut days = vec![None; self.items];
        let mut used = vec![0; self.members.len()];
        for ((day, choices), number) in (0u32..).zip(&self.shape.choices).zip(taken) {
            let Some(choice) = choices.get(usize::from(*number)) else {
                continue;
            };
            for (group, members) in self.members.iter().enumerate() {
                if choice.takes >> (4 * group) & 1 == 1 {
                    // Of equal sessions the plan's first is the week's first.
                    days[members[used[group]]] = Some(day);
                    used[group] += 1;
                }
            }
        }
        for same_name in &self.loners {
            for (loner, day) in same_name.iter().zip(assign(same_name)) {
                days[loner.item] = day;
            }
        }
        days
    }

    /// Why an item found no day.
    pub(super) fn reason(
        &self,
        inputs: &PlacementInputs,
        races: &[RaceDay],
        fit: &FitWeek,
        index: usize,
        item: &Item,
    ) -> OmissionReason {
        if self.surplus.contains(&index) {
            if inputs.season().athlete.level == Some(Level::Novice) && item.kind() == SessionKind::Quality {
                return OmissionReason::Novice;
            }
            return OmissionReason::TooMany(rules::HARD_DAYS.name());
        }
        let mut obstacles: Vec<Obstacle> = Vec::new();
        let mut open = false;
        for day in 0..fit.days {
            match availability::on_day(inputs, races, item, 1, fit.date(day), None, |_| {}) {
                Ok(()) => open = true,
                Err(Blocked::Window | Blocked::Fixed(_)) => {}
                Err(blocked) => {
                    let obstacle = blocked.obstacle();
                    if !obstacles.contains(&obstacle) {
                        obstacles.push(obstacle);
                    }
                }
            }
        }
        OmissionReason::NoDay {
            obstacles,
            others_needed: open,
        }
    }
}

/// The choices for a day, in the fixed order: more of the plan's first sessions first, rest last.
fn choices(groups: &[SessionGroup], day: usize, race: bool) -> Vec<Choice> {
    if race {
        return vec![Choice {
            takes: 0,
            load: DayLoad::RACE,
            cost: 0,
        }];
    }
    let nothing = Choice {
        takes: 0,
        load: DayLoad::default(),
        cost: 0,
    };
    let mut choices = Vec::with_capacity(64);
    choose(groups, day, 0, nothing, &mut choices);
    // Strides end an easy or medium run, whichever of the two comes first in the plan.
    let easy = DayLoad::EASY.with(DayLoad::MEDIUM);
    choices.retain(|choice| {
        let load = choice.load;
        !load.has(DayLoad::STRIDES) || (load.has(easy) && !load.has(DayLoad::QUALITY))
    });
    choices
}

/// Adds all choices that extend `so_far` by groups from `from` on.
fn choose(groups: &[SessionGroup], day: usize, from: usize, so_far: Choice, choices: &mut Vec<Choice>) {
    let open = |(_, group): &(usize, &SessionGroup)| group.days[day].is_some();
    let Some((index, group)) = groups.iter().enumerate().skip(from).find(open) else {
        choices.push(so_far);
        return;
    };
    // One run a day, and one of a kind.
    let taken = so_far.load.without_marks();
    let closed = taken.has(group.load) || (group.kind.is_run() && taken.has_run());
    if let Some(cost) = group.days[day].filter(|_| !closed) {
        let with = Choice {
            takes: so_far.takes | 1 << (4 * index),
            load: so_far.load.with(group.load),
            cost: so_far.cost + cost,
        };
        choose(groups, day, index + 1, with, choices);
    }
    choose(groups, day, index + 1, so_far, choices);
}
