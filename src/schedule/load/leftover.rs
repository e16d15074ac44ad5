//! Loads the one to six days left over between two plans.

use super::{Item, LoadedWeek, Loader};
use crate::plan::SessionKind;
use crate::schedule::size;

/// Duration of an easy run on such days, in minutes.
const LEFTOVER_RUN: u32 = 30;

impl Loader<'_> {
    /// Easy runs on about every other day; none for a single day.
    pub(super) fn leftover(&self) -> LoadedWeek {
        let easy = self.block.plan.sessions.of_kind(SessionKind::Easy);
        let workout = size::easy_minutes(LEFTOVER_RUN);
        let distance = self.round(workout.distance(self.paces).low);
        let items = (1..=self.week.days / 2).map(|ordinal| Item {
            distance,
            ..Item::new(
                self.role_of(&easy, ordinal),
                &easy,
                easy.title.clone(),
                workout.clone(),
                self.paces,
            )
        });
        LoadedWeek {
            volume: None,
            rest: 1,
            one_quality: true,
            items: items.collect(),
        }
    }
}
