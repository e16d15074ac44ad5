//! The search against two others that are slow and plain: one that looks at every placement there is,
//! and one that goes forward day by day and forgets nothing but what cannot matter. They share with
//! the search what a schedule costs ([`rules::step`], the choices of a day and the end of a week), and
//! not how the best is found. Equal cost is not enough: equal schedules, by the fixed order.

use std::collections::BTreeMap;

use super::cost::{Cost, points, points_of};
use super::problem::{Left, Shape};
use super::search::{Placement, search, search_within};
use crate::plan::SessionKind;
use crate::schedule::rules::{self, DayLoad, Trail};

/// A schedule: by week and day, the numbers of the choices.
type Taken = Vec<Vec<u16>>;

/// Numbers that look random and are the same everywhere (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Less than `end`.
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// Sessions of a made-up week that are alike.
#[derive(Debug, Clone)]
struct Alike {
    count: u8,
    kind: SessionKind,
    load: DayLoad,
    days: Vec<Option<Cost>>,
}

/// A made-up week.
#[derive(Debug, Clone)]
struct Week {
    alike: Vec<Alike>,
    races: Vec<bool>,
    rest_least: u8,
    rest_wanted: u8,
}

impl Week {
    fn shape(&self) -> Shape {
        let groups = self.alike.iter().cloned();
        let groups = groups.map(|one| (one.count, one.kind, one.load, one.days));
        Shape::of_test(groups.collect(), &self.races, self.rest_least, self.rest_wanted)
    }

    /// Days that something may be on: at random one fewer.
    fn narrow(&mut self, random: &mut Random) {
        let group = random.below(self.alike.len());
        let day = random.below(self.races.len());
        self.alike[group].days[day] = None;
    }

    /// Each placement: by day, the groups that are on it. Item by item, onto each day or none. `None` if
    /// there are more than `most`.
    fn placements(&self, most: usize) -> Option<Vec<Vec<Left>>> {
        let mut placements = vec![vec![0; self.races.len()]];
        for (group, alike) in self.alike.iter().enumerate() {
            for _ in 0..alike.count {
                let mut more = placements.clone();
                for placement in &placements {
                    for day in 0..self.races.len() {
                        if let Some(placement) = self.with(placement, group, day) {
                            more.push(placement);
                        }
                    }
                }
                more.sort_unstable();
                more.dedup();
                placements = more;
                if placements.len() > most {
                    return None;
                }
            }
        }
        placements.retain(|placement| (0..self.races.len()).all(|day| self.is_day(placement[day])));
        Some(placements)
    }

    fn with(&self, placement: &[Left], group: usize, day: usize) -> Option<Vec<Left>> {
        let one = 1 << (4 * group);
        let open = self.alike[group].days[day].is_some() && !self.races[day] && placement[day] & one == 0;
        open.then(|| {
            let mut placement = placement.to_vec();
            placement[day] |= one;
            placement
        })
    }

    /// Tells whether a day may hold these groups: one run, nothing twice, strides after an easy or medium run.
    fn is_day(&self, groups: Left) -> bool {
        let mut on = self.alike.iter().enumerate();
        let on: Vec<&Alike> = on
            .by_ref()
            .filter(|(group, _)| groups >> (4 * group) & 1 == 1)
            .map(|(_, alike)| alike)
            .collect();
        let runs: Vec<&&Alike> = on.iter().filter(|one| one.kind.is_run()).collect();
        let once = on
            .iter()
            .enumerate()
            .all(|(at, one)| on[at + 1..].iter().all(|other| !one.load.has(other.load)));
        let after_easy = |run: &&Alike| {
            matches!(run.kind, SessionKind::Easy | SessionKind::Medium) && !run.load.has(DayLoad::QUALITY)
        };
        let strides = on.iter().any(|one| one.kind == SessionKind::Strides);
        runs.len() <= 1 && once && (!strides || runs.iter().any(|run| after_easy(run)))
    }
}

/// The traits of a made-up season.
#[derive(Clone, Copy)]
struct Kind {
    weeks: usize,
    /// Sessions a week, at most.
    sessions: usize,
    /// Placements a week, at most.
    placements: usize,
    /// Most days cost the same, so that much is equal.
    ties: bool,
    /// Sessions of a kind each have a usual day of their own, as in a season that was published before.
    own_days: bool,
    /// Long runs are rare.
    gaps: bool,
}

/// A made-up season; weeks may be alike.
fn season(random: &mut Random, kind: Kind) -> Vec<Week> {
    let mut weeks: Vec<Week> = Vec::new();
    for _ in 0..kind.weeks {
        let again = !weeks.is_empty() && random.one_in(3);
        let week = if again {
            weeks[random.below(weeks.len())].clone()
        } else {
            let mut week = week(random, kind);
            while week.placements(kind.placements).is_none() {
                week.narrow(random);
            }
            week
        };
        weeks.push(week);
    }
    weeks
}

fn week(random: &mut Random, kind: Kind) -> Week {
    use SessionKind as K;
    let medium = DayLoad::MEDIUM;
    let mut known = vec![
        (K::Quality, DayLoad::QUALITY),
        (K::Medium, medium),
        (K::Medium, medium.with(DayLoad::MEDIUM_LONG)),
        (K::Medium, medium.with(DayLoad::QUALITY)),
        (K::Easy, DayLoad::EASY),
        (K::Easy, DayLoad::EASY),
        (K::Strides, DayLoad::STRIDES),
        (K::Strength, DayLoad::STRENGTH),
        (K::Strength, DayLoad::STRENGTH),
        (K::Cross, DayLoad::CROSS),
        (K::Shakeout, DayLoad::SHAKEOUT),
        (K::Long, DayLoad::LONG),
    ];
    if kind.gaps && !random.one_in(4) {
        known.pop();
    }
    let length = if random.one_in(8) { 1 + random.below(6) } else { 7 };
    let races: Vec<bool> = (0..length).map(|_| random.one_in(25)).collect();
    let blocked: Vec<bool> = (0..length).map(|_| random.one_in(8)).collect();
    let mut alike: Vec<Alike> = Vec::new();
    let sessions = kind.sessions - random.below(kind.sessions.min(3));
    for at in 0..sessions {
        // Most weeks have what makes a week: a long run and quality.
        let (what, load) = match at {
            0 if !kind.gaps && !random.one_in(4) => (K::Long, DayLoad::LONG),
            1 if !random.one_in(3) => (K::Quality, DayLoad::QUALITY),
            _ => random.pick(&known),
        };
        let same = alike.iter_mut().find(|one| one.kind == what && one.load == load);
        if let Some(same) = same
            && (!kind.own_days || random.one_in(2))
        {
            same.count += 1;
            continue;
        }
        let usual = random.below(length);
        let days = (0..length).map(|day| {
            if races[day] || blocked[day] || random.one_in(6) {
                None
            } else if kind.own_days {
                Some(if day == usual { 0 } else { points_of(15) + 1 })
            } else if kind.ties {
                Some(points_of(random.pick(&[0, 0, 0, 15])))
            } else {
                Some(points_of(random.pick(&[0, 0, 8, 15, 15, 40, 80])) + random.below(2) as Cost)
            }
        });
        alike.push(Alike {
            count: 1,
            kind: what,
            load,
            days: days.collect(),
        });
    }
    Week {
        alike,
        rest_least: u8::from(length == 7 && races.iter().any(|race| !race)),
        rest_wanted: if length == 7 { random.below(4) as u8 } else { 0 },
        races,
    }
}

/// The end of one day: the trail and what it adds; `None` where a hard rule forbids it.
fn day(trail: Trail, load: DayLoad) -> Option<(Trail, Cost)> {
    let mut cost = 0;
    let trail = rules::step(trail, load, |rule| cost += points(rule)).ok()?;
    Some((trail, cost))
}

/// The cost of a schedule; `None` where it breaks a hard rule or places a session that is not left to place.
fn cost_of(shapes: &[Shape], taken: &[Vec<u16>]) -> Option<Cost> {
    let (mut cost, mut trail) = (0, Trail::UNKNOWN);
    for (shape, taken) in shapes.iter().zip(taken) {
        let mut left = shape.all();
        for (choices, number) in shape.choices.iter().zip(taken) {
            let choice = choices[usize::from(*number)];
            left = choice.take(left)?;
            let (next, added) = day(trail, choice.load)?;
            cost += choice.cost + added;
            trail = next;
        }
        if trail.rests() < shape.rest_least {
            return None;
        }
        cost += shape.at_end(left, trail.rests());
        trail = trail.new_week();
    }
    Some(cost)
}

/// Every placement of every week, in the fixed order; the first of the best.
struct Exhaustive {
    shapes: Vec<Shape>,
    /// By week, each path with what it leaves.
    paths: Vec<Vec<(Vec<u16>, Left)>>,
    best: Option<(Cost, Taken)>,
    tried: usize,
}

impl Exhaustive {
    fn new(weeks: &[Week]) -> Self {
        let shapes: Vec<Shape> = weeks.iter().map(Week::shape).collect();
        let paths = weeks.iter().zip(&shapes).map(|(week, shape)| {
            let placements = week.placements(usize::MAX).unwrap_or_default();
            let mut paths: Vec<_> = placements.iter().map(|placed| numbered(shape, placed)).collect();
            paths.sort_unstable();
            paths
        });
        Exhaustive {
            paths: paths.collect(),
            shapes,
            best: None,
            tried: 0,
        }
    }

    fn try_all(&mut self, trail: Trail, cost: Cost, taken: &mut Taken) {
        let week = taken.len();
        if week == self.shapes.len() {
            self.tried += 1;
            // The first of equal ones stays.
            if self.best.as_ref().is_none_or(|(best, _)| cost < *best) {
                self.best = Some((cost, taken.clone()));
            }
            return;
        }
        for at in 0..self.paths[week].len() {
            let shape = &self.shapes[week];
            let (path, left) = &self.paths[week][at];
            let folded =
                path.iter()
                    .zip(&shape.choices)
                    .try_fold((trail, 0), |(trail, cost), (number, choices)| {
                        let choice = choices[usize::from(*number)];
                        let (trail, added) = day(trail, choice.load)?;
                        Some((trail, cost + choice.cost + added))
                    });
            let Some((end, added)) = folded.filter(|(end, _)| end.rests() >= shape.rest_least) else {
                continue;
            };
            let cost = cost + added + shape.at_end(*left, end.rests());
            taken.push(path.clone());
            self.try_all(end.new_week(), cost, taken);
            taken.pop();
        }
    }
}

/// The numbers of the choices that place groups so, and what is left.
fn numbered(shape: &Shape, placed: &[Left]) -> (Vec<u16>, Left) {
    let numbers = placed.iter().zip(&shape.choices).map(|(groups, choices)| {
        let number = choices.iter().position(|choice| choice.takes == *groups);
        number.expect("each day that may be is a choice") as u16
    });
    (numbers.collect(), shape.all() - placed.iter().sum::<Left>())
}

/// Forward, day by day: for each past that can matter, the best way to it.
fn forward(shapes: &[Shape]) -> (Cost, Taken) {
    let mut weeks: BTreeMap<Trail, (Cost, Taken)> = BTreeMap::new();
    weeks.insert(Trail::UNKNOWN, (0, Vec::new()));
    for shape in shapes {
        let mut days: BTreeMap<(Left, Trail), (Cost, Taken)> = BTreeMap::new();
        for (trail, (cost, mut taken)) in weeks {
            taken.push(Vec::new());
            days.insert((shape.all(), trail), (cost, taken));
        }
        for choices in &shape.choices {
            let mut next: BTreeMap<(Left, Trail), (Cost, Taken)> = BTreeMap::new();
            for ((left, trail), (cost, taken)) in &days {
                for (number, choice) in (0u16..).zip(choices) {
                    let Some(left) = choice.take(*left) else { continue };
                    let Some((trail, added)) = day(*trail, choice.load) else {
                        continue;
                    };
                    let cost = cost + choice.cost + added;
                    let known = next.get(&(left, trail));
                    if known.is_some_and(|(other, _)| *other < cost) {
                        continue;
                    }
                    let mut taken = taken.clone();
                    taken.last_mut().expect("the week's").push(number);
                    if known.is_none_or(|known| (cost, &taken) < (known.0, &known.1)) {
                        next.insert((left, trail), (cost, taken));
                    }
                }
            }
            days = next;
        }
        weeks = BTreeMap::new();
        for ((left, trail), (cost, taken)) in days {
            if trail.rests() < shape.rest_least {
                continue;
            }
            let way = (cost + shape.at_end(left, trail.rests()), taken);
            let known = weeks.entry(trail.new_week()).or_insert_with(|| way.clone());
            if way < *known {
                *known = way;
            }
        }
    }
    weeks.into_values().min().expect("a week can always be empty")
}

fn found(shapes: &[Shape]) -> Placement {
    search(&shapes.iter().collect::<Vec<_>>())
}

#[test]
fn the_search_finds_what_looking_at_every_placement_finds() {
    let mut tried = 0;
    for seed in 0..2_400 {
        let mut random = Random(seed);
        let weeks = 2 + usize::from(seed % 3 == 0);
        let kind = Kind {
            weeks,
            sessions: 4,
            placements: if weeks == 2 { 120 } else { 24 },
            ties: seed % 4 == 1,
            own_days: seed % 4 == 2,
            gaps: seed % 8 == 3,
        };
        let weeks = season(&mut random, kind);
        let mut all = Exhaustive::new(&weeks);
        all.try_all(Trail::UNKNOWN, 0, &mut Vec::new());
        tried += all.tried;
        let (cost, taken) = all.best.expect("a week can always be empty");
        let found = found(&all.shapes);
        assert_eq!(
            (found.cost, found.bound, &found.taken),
            (cost, cost, &taken),
            "seed {seed}: {weeks:#?}"
        );
    }
    assert!(tried > 1_000_000, "only {tried} placements");
}

fn same_as_forward(seeds: std::ops::Range<u64>, kind: impl Fn(u64) -> Kind) {
    for seed in seeds {
        let weeks = season(&mut Random(seed), kind(seed));
        let shapes: Vec<Shape> = weeks.iter().map(Week::shape).collect();
        let (cost, taken) = forward(&shapes);
        assert_eq!(cost_of(&shapes, &taken), Some(cost), "seed {seed}");
        let found = found(&shapes);
        assert_eq!(
            (found.cost, found.bound, &found.taken),
            (cost, cost, &taken),
            "seed {seed}: {weeks:#?}"
        );
    }
}

#[test]
fn the_search_finds_what_a_slower_one_finds_at_seven_sessions_a_week() {
    same_as_forward(10_000..10_500, |seed| Kind {
        weeks: 2 + usize::from(seed % 4 == 0),
        sessions: 7,
        placements: 600,
        ties: seed % 3 == 0,
        own_days: false,
        gaps: seed % 10 == 0,
    });
}

#[test]
fn the_search_finds_what_a_slower_one_finds_over_four_weeks() {
    same_as_forward(20_000..20_200, |seed| Kind {
        weeks: 4,
        sessions: 5,
        placements: 400,
        ties: seed % 2 == 0,
        own_days: seed % 4 == 1,
        gaps: seed % 3 == 0,
    });
}

#[test]
fn a_search_cut_short_says_how_far_off_it_may_be() {
    let mut cut = 0;
    for seed in 30_000..30_200 {
        let mut random = Random(seed);
        let kind = Kind {
            weeks: 3,
            sessions: 6,
            placements: 200,
            ties: seed % 3 == 0,
            own_days: seed % 3 == 1,
            gaps: seed % 5 == 0,
        };
        let weeks = season(&mut random, kind);
        let shapes: Vec<Shape> = weeks.iter().map(Week::shape).collect();
        let shapes_of: Vec<&Shape> = shapes.iter().collect();
        let best = found(&shapes);
        assert_eq!(best.cost, best.bound, "seed {seed}");
        for budget in [0, 1, 50, random.below(2_000)] {
            let found = search_within(&shapes_of, budget);
            assert!(
                found.bound <= best.cost && best.cost <= found.cost,
                "seed {seed}, budget {budget}: {} <= {} <= {}",
                found.bound,
                best.cost,
                found.cost
            );
            assert_eq!(
                cost_of(&shapes, &found.taken),
                Some(found.cost),
                "seed {seed}, budget {budget}"
            );
            cut += usize::from(found.bound < found.cost);
        }
    }
    assert!(cut > 0, "no budget was small enough");
}
