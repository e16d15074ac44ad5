//! What the loading weeks before a week held.

use crate::units::Distance;

/// A week may be above the highest of the last three loading weeks by so much, in percent, or by so many metres
/// (V1).
const RAMP: u64 = 10;
const RAMP_METRES: u64 = 3_000;

/// What the last loading week was planned to hold and held, so that a cutback follows it down.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct LastLoading {
    pub volume: Option<Distance>,
    pub long: Option<(Distance, Distance)>,
    /// The last loading weeks: of which block, what they are written for and what they were sized for.
    weeks: [Option<(usize, Distance, Distance)>; 3],
}

impl LastLoading {
    /// Takes in what a loading week of a block is written for and was sized for.
    pub(super) fn push(&mut self, block: usize, week: Option<(Distance, Distance)>) {
        if let Some((written, sized)) = week {
            let [_, second, third] = self.weeks;
            self.weeks = [second, third, Some((block, written, sized))];
        }
    }

    /// How much a week may hold that is written for `written`, in whole steps: scaling and rounding make no ramp that
    /// the plan does not have itself.
    pub(super) fn ramp(&self, block: usize, written: Distance, step: Distance) -> Option<Distance> {
        let weeks = || self.weeks.iter().flatten().filter(|week| week.0 == block);
        let above = |highest: Distance| {
            let share = highest.scale(100 + RAMP, 100) + step;
            share.max(highest + Distance::from_metres(RAMP_METRES))
        };
        let is_gentle = written <= above(weeks().map(|week| week.1).max()?);
        is_gentle.then_some(above(weeks().map(|week| week.2).max()?).floor_to(step))
    }
}
