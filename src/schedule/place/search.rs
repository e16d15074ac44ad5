//! The exact search over the whole season: the best days for all weeks together.
//!
//! The past of a week is summarised by its [`Trail`](crate::schedule::rules::Trail). So the least cost of the season
//! from a week on is a function of that trail. It is computed from the last week backwards, each time first for the
//! trail that allows most (`Trail::UNKNOWN`): that value bounds all the others from below, so that few ends of the week
//! before need to be followed (Verfaillie, Lemaître and Schiex 1996 call this a Russian doll search). Values are kept,
//! so that no week is searched twice from one trail; placements of a week are kept by the week's shape, so that a
//! season of like weeks costs hardly more than one of them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::cost::{Cost, points_of};
use super::problem::Shape;
use super::week_ends::WeekSearch;
use super::week_pasts::{TrailNumber, Trails, UNKNOWN};
use super::week_states::{End, Ends, NEVER, Path};

/// Most states that the search looks at, so that a season built to be hard ends too; the same on every machine. When
/// they are used up, the weeks are placed from the first one on, [`SIDE_BY_SIDE`].
const BUDGET: usize = 500_000;

/// Most ways that the search tries from these states, and ends of weeks that it follows, for the same reason: some weeks
/// have few states and many ways, and weeks with a race on every day are tried over and over.
const MOST_TRIED: usize = 6_000_000;

/// Placements of the weeks so far that are followed at once when the budget is used up.
const SIDE_BY_SIDE: usize = 8;

/// Points by which a look at a week is extended when its known ends do not suffice; doubled each time.
const FURTHER: u32 = 20;

/// A placement of all weeks.
pub(super) struct Placement {
    /// By week and day: the number of the choice.
    pub taken: Vec<Vec<u16>>,
    /// Its cost.
    pub cost: Cost,
    /// A lower bound of all placements; equal to `cost` where the search was exact.
    pub bound: Cost,
}

/// The cheapest way to place the weeks from one on after some trail: its cost, and the end of its first week.
#[derive(Debug, Clone, Copy)]
struct Continuation {
    cost: Cost,
    end: End,
}

/// A placement of the weeks so far.
struct Partial {
    trail: TrailNumber,
    cost: Cost,
    paths: Vec<Path>,
}

struct Search<'s> {
    trails: Trails,
    /// Each shape once.
    kinds: Vec<WeekSearch<'s>>,
    /// By week: index into `kinds`.
    kind: Vec<usize>,
    /// By kind of week and the trail before it.
    listed: FxHashMap<(usize, TrailNumber), Ends>,
    /// By week.
    values: Vec<FxHashMap<TrailNumber, Result<Continuation, Cost>>>,
    /// By week, and after the last: the least cost of the weeks from there on, after any trail.
    least: Vec<Cost>,
    budget: usize,
    /// The states looked at, and the ways tried, of all kinds of week.
    looked_at: usize,
    tried: usize,
}

/// Finds the best placement of all weeks: the least cost, then the first in the fixed order.
pub(super) fn search(shapes: &[&Shape]) -> Placement {
    search_within(shapes, BUDGET)
}

/// Like [`search`], with a budget of about `budget` states.
pub(super) fn search_within(shapes: &[&Shape], budget: usize) -> Placement {
    let choices = shapes.iter().flat_map(|shape| &shape.choices).flatten();
    let mut trails = Trails::new(choices.map(|choice| choice.load));
    let mut different: Vec<&Shape> = Vec::new();
    let mut kind = Vec::with_capacity(shapes.len());
    for shape in shapes {
        let known = different
            .iter()
            .position(|other| std::ptr::eq(*other, *shape) || other == shape);
        kind.push(known.unwrap_or(different.len()));
        if known.is_none() {
            different.push(shape);
        }
    }
    let mut search = Search {
        kinds: different
            .iter()
            .map(|shape| WeekSearch::new(shape, &mut trails))
            .collect(),
        trails,
        kind,
        listed: FxHashMap::default(),
        values: vec![FxHashMap::default(); shapes.len()],
        least: vec![0; shapes.len() + 1],
        budget,
        looked_at: 0,
        tried: 0,
    };
    for week in (0..shapes.len()).rev() {
        search.least[week] = if search.is_used_up() {
            let own = search.in_week(search.kind[week], |week, trails| week.least(trails));
            own.min(IMPOSSIBLE) + search.least[week + 1]
        } else {
            match search.value(week, UNKNOWN, NEVER) {
                Ok(value) => value.cost,
                Err(least) => least,
            }
        };
    }
    if shapes.is_empty() || search.values[0].get(&UNKNOWN).is_some_and(Result::is_ok) {
        search.follow(shapes)
    } else {
        search.side_by_side(shapes)
    }
}

impl Search<'_> {
    /// The least cost of the weeks from `week` on after `trail`, if it is at most `limit`; else a lower bound of it,
    /// which is more than `limit` unless the budget is used up.
    fn value(&mut self, week: usize, trail: TrailNumber, limit: Cost) -> Result<Continuation, Cost> {
        match self.values[week].get(&trail) {
            Some(Ok(known)) => return Ok(*known),
            Some(Err(least)) if *least > limit => return Err(*least),
            _ => {}
        }
        let value = self.work_out(week, trail, limit);
        self.values[week].insert(trail, value);
        value
    }

    fn work_out(&mut self, week: usize, trail: TrailNumber, limit: Cost) -> Result<Continuation, Cost> {
        let after = self.least[week + 1];
        let (mut reach, mut further) = (0, points_of(FURTHER));
        loop {
            // The rest costs at least `after`: an end that leaves less for it is of no use.
            let listed = self.list(week, trail, reach, limit.saturating_sub(after));
            self.tried += 1;
            let (best, sure) = self.best_end(week, &listed, limit);
            let sure = sure.min(listed.beyond.saturating_add(after));
            if self.is_used_up() {
                return Err(sure);
            }
            let most = best.map_or(limit, |best| best.cost);
            let needed = most.saturating_sub(after);
            if listed.beyond <= needed && reach < needed {
                // Extended in steps, since a better end may be near.
                reach = needed.min(listed.beyond.max(reach).saturating_add(further));
                further = further.saturating_mul(2);
                continue;
            }
            return match best {
                Some(best) => Ok(best),
                None if sure > limit => Err(sure),
                None => Ok(Continuation {
                    cost: IMPOSSIBLE,
                    end: End::NONE,
                }),
            };
        }
    }

    fn is_used_up(&self) -> bool {
        self.looked_at >= self.budget || self.tried >= MOST_TRIED
    }

    /// Searches a kind of week, and counts the work.
    fn in_week<Found>(
        &mut self,
        kind: usize,
        search: impl FnOnce(&mut WeekSearch<'_>, &mut Trails) -> Found,
    ) -> Found {
        let week = &mut self.kinds[kind];
        let before = (week.looked_at, week.tried);
        week.most_tried = week.tried + MOST_TRIED.saturating_sub(self.tried);
        let found = search(week, &mut self.trails);
        self.looked_at += week.looked_at - before.0;
        self.tried += week.tried - before.1;
        found
    }

    /// The best of some ends of `week` together with the weeks after it, if it costs at most `limit`; and a lower bound
    /// for all of these ends.
    fn best_end(&mut self, week: usize, listed: &Ends, limit: Cost) -> (Option<Continuation>, Cost) {
        let after = self.least[week + 1];
        let mut best: Option<Continuation> = None;
        let mut sure = NEVER;
        // Cheapest first, so that few are followed.
        for end in listed.ends.iter() {
            let most = best.map_or(limit, |best| best.cost);
            let in_all = end.cost.saturating_add(after);
            if in_all > most || self.is_used_up() {
                sure = sure.min(in_all);
                break;
            }
            self.tried += 1;
            let next = if week + 1 == self.kind.len() {
                Ok(0)
            } else {
                let next = self.value(week + 1, end.trail, most - end.cost);
                next.map(|next| next.cost)
            };
            match next {
                Err(least) => sure = sure.min(end.cost + least),
                Ok(next) => {
                    let cost = end.cost.saturating_add(next);
                    sure = sure.min(cost);
                    let better = best.is_none_or(|best| (cost, end.path) < (best.cost, best.end.path));
                    if better && cost <= limit {
                        best = Some(Continuation { cost, end: *end });
                    }
                }
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
        let ends = self.in_week(key.0, |week, trails| week.ends(trails, trail, bound, most));
        self.listed.insert(key, ends.clone());
        ends
    }

    /// The choices from the first week on.
    fn follow(&mut self, shapes: &[&Shape]) -> Placement {
        let mut trail = UNKNOWN;
        let mut taken = Vec::with_capacity(shapes.len());
        let mut whole: Option<Cost> = None;
        for (week, shape) in shapes.iter().enumerate() {
            let Ok(value) = self.value(week, trail, NEVER) else {
                break;
            };
            whole = whole.or(Some(value.cost));
            taken.push(value.end.path[..shape.choices.len()].to_vec());
            trail = value.end.trail;
        }
        let cost = whole.unwrap_or(0);
        Placement {
            taken,
            cost,
            bound: cost,
        }
    }

    /// Places the weeks in order, following the most promising placements side by side.
    fn side_by_side(&mut self, shapes: &[&Shape]) -> Placement {
        let mut partials = vec![Partial {
            trail: UNKNOWN,
            cost: 0,
            paths: Vec::new(),
        }];
        let impossible = [End {
            cost: IMPOSSIBLE,
            ..End::NONE
        }];
        for week in 0..shapes.len() {
            // By lower bound of the whole cost, then in a fixed order.
            let mut next: Vec<(Cost, usize, End)> = Vec::new();
            for (parent, partial) in partials.iter().enumerate() {
                let ends = self.in_week(self.kind[week], |week, trails| {
                    week.some_ends(trails, partial.trail)
                });
                let ends = ends.ends;
                let ends = if ends.is_empty() { &impossible } else { &ends[..] };
                next.extend(ends.iter().map(|end| {
                    let known = self
                        .values
                        .get(week + 1)
                        .and_then(|values| values.get(&end.trail));
                    let after = match known {
                        Some(Ok(value)) => value.cost,
                        Some(Err(least)) => *least,
                        None => 0,
                    };
                    let in_all = partial.cost + end.cost + after.max(self.least[week + 1]);
                    (in_all, parent, *end)
                }));
            }
            next.sort_unstable_by_key(|(in_all, parent, end)| (*in_all, *parent, end.path));
            let mut seen = FxHashSet::default();
            next.retain(|(_, _, end)| seen.insert(end.trail));
            next.truncate(SIDE_BY_SIDE);
            let next = next.into_iter().map(|(_, parent, end)| {
                let parent = &partials[parent];
                let mut paths = parent.paths.clone();
                paths.push(end.path);
                Partial {
                    trail: end.trail,
                    cost: parent.cost + end.cost,
                    paths,
                }
            });
            partials = next.collect();
        }
        let best = partials.swap_remove(0);
        let paths = best.paths.iter().zip(shapes);
        Placement {
            taken: paths
                .map(|(path, shape)| path[..shape.choices.len()].to_vec())
                .collect(),
            cost: best.cost,
            bound: self.least[0].min(best.cost),
        }
    }
}

/// The cost of a week without any placement, e.g. with a race on every day.
const IMPOSSIBLE: Cost = 1 << 120;
