//! The one to six days left over between two plans.

use super::{Item, LoadedWeek, Loader};
use crate::plan::SessionKind;
use crate::schedule::size;

/// An easy run in days left over between two plans, in minutes.
const LEFTOVER_RUN: u32 = 30;

impl Loader<'_> {
    /// Easy runs on about every other of the days left over; nothing on a single one.
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
