//! Numbers the pasts that a search meets, and keeps the steps between them.

use rustc_hash::FxHashMap;

use super::cost::{WeekCost, of_week, points};
use crate::schedule::rules::{self, DayLoad, Trail};

/// A [`Trail`] by its number in [`Trails`].
pub(super) type TrailNumber = u32;

/// The number of [`Trail::UNKNOWN`].
pub(super) const UNKNOWN: TrailNumber = 0;

/// All trails met so far, and the steps between them.
pub(super) struct Trails {
    trails: Vec<Trail>,
    numbers: FxHashMap<Trail, TrailNumber>,
    /// Loads of a day, each once, sorted.
    loads: Vec<DayLoad>,
    /// By trail, then by load.
    steps: Vec<PastStep>,
    /// By trail: the number of its core, the trail without its counts.
    cores: Vec<u32>,
    core_numbers: FxHashMap<Trail, u32>,
    /// By trail: the trail at the start of a new week.
    new_weeks: Vec<TrailNumber>,
}

/// The effect of a day on a trail.
#[derive(Debug, Clone, Copy)]
struct PastStep {
    /// The trail after the day, or [`FORBIDDEN`] or [`NOT_YET`].
    to: TrailNumber,
    cost: u32,
}

/// Trails to allocate at first: most seasons have no more.
const FEW: usize = 1 << 10;

/// A hard rule forbids the step.
const FORBIDDEN: TrailNumber = TrailNumber::MAX;

/// The step has not been computed.
const NOT_YET: TrailNumber = TrailNumber::MAX - 1;

impl Trails {
    pub(super) fn new(loads: impl IntoIterator<Item = DayLoad>) -> Self {
        let mut loads: Vec<DayLoad> = loads.into_iter().collect();
        loads.sort_unstable();
        loads.dedup();
        let mut trails = Trails {
            trails: Vec::new(),
            numbers: FxHashMap::default(),
            steps: Vec::with_capacity(loads.len() * FEW),
            loads,
            cores: Vec::new(),
            core_numbers: FxHashMap::default(),
            new_weeks: Vec::new(),
        };
        trails.number(Trail::UNKNOWN);
        trails
    }

    /// The number of a load that was passed to [`Trails::new`].
    pub(super) fn load(&self, load: DayLoad) -> usize {
        self.loads.partition_point(|known| *known < load)
    }

    fn number(&mut self, trail: Trail) -> TrailNumber {
        let next = self.trails.len() as TrailNumber;
        let number = *self.numbers.entry(trail).or_insert(next);
        if number == next {
            self.trails.push(trail);
            let core = self.core_numbers.len() as u32;
            self.cores
                .push(*self.core_numbers.entry(trail.without_counts()).or_insert(core));
            self.new_weeks.push(NOT_YET);
            let none = PastStep { to: NOT_YET, cost: 0 };
            self.steps.resize(self.steps.len() + self.loads.len(), none);
        }
        number
    }

    /// The trail after a day with the load of that number, and the cost by the rules between days; `None` where a rule
    /// forbids the day.
    pub(super) fn step(&mut self, trail: TrailNumber, load: usize) -> Option<(TrailNumber, WeekCost)> {
        let at = trail as usize * self.loads.len() + load;
        let mut step = self.steps[at];
        if step.to == NOT_YET {
            step = self.work_out(trail, load);
            self.steps[at] = step;
        }
        (step.to != FORBIDDEN).then_some((step.to, WeekCost::from(step.cost)))
    }

    #[cold]
    fn work_out(&mut self, trail: TrailNumber, load: usize) -> PastStep {
        let mut cost = 0;
        let stepped = rules::step(self.trails[trail as usize], self.loads[load], |rule| {
            cost += of_week(points(rule)) as u32;
        });
        let to = stepped.map_or(FORBIDDEN, |trail| self.number(trail));
        PastStep { to, cost }
    }

    /// The trail at the start of the next week.
    pub(super) fn new_week(&mut self, trail: TrailNumber) -> TrailNumber {
        let known = self.new_weeks[trail as usize];
        if known != NOT_YET {
            return known;
        }
        let number = self.number(self.trails[trail as usize].new_week());
        self.new_weeks[trail as usize] = number;
        number
    }

    /// The number of a trail's core, the trail without its counts.
    pub(super) fn core(&self, trail: TrailNumber) -> u32 {
        self.cores[trail as usize]
    }

    /// `true` if any future costs no more after `one` than after `other`. Both must have one core.
    pub(super) fn is_no_worse(&self, one: TrailNumber, other: TrailNumber) -> bool {
        self.trails[one as usize].is_no_worse(self.trails[other as usize])
    }
}
