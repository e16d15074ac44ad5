//! Limits from the loading weeks before a week.

use crate::units::Distance;

/// The volume of a week may be this far above the highest of the last three loading weeks: so many percent, or so many
/// metres if that is more (rule V1).
const RAMP: u64 = 10;
const RAMP_METRES: u64 = 3_000;

/// Volume and long run of the last loading week, as planned and as sized, so that a cutback follows it down.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct LastLoading {
    pub volume: Option<Distance>,
    pub long: Option<(Distance, Distance)>,
    /// The last three loading weeks: block, volume as written, volume as sized.
    weeks: [Option<(usize, Distance, Distance)>; 3],
}

impl LastLoading {
    /// Adds a loading week of a block: its volume as written and as sized.
    pub(super) fn push(&mut self, block: usize, week: Option<(Distance, Distance)>) {
        if let Some((written, sized)) = week {
            let [_, second, third] = self.weeks;
            self.weeks = [second, third, Some((block, written, sized))];
        }
    }

    /// The most that a week may hold whose row is written for `written`, in whole steps. So scaling and rounding make
    /// no ramp that the plan does not have itself.
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
