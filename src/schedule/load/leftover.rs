//! The one to six days left over between two plans.

use std::sync::Arc;

use super::{Item, LoadedWeek, Loader};
use crate::plan::SessionKind;
use crate::schedule::rules::DayLoad;
use crate::schedule::size;
use crate::units::Duration;

/// An easy run in days left over between two plans, in minutes.
const LEFTOVER_RUN: u32 = 30;

impl Loader<'_> {
    /// Easy runs on about every other of the days left over; nothing on a single one.
    pub(super) fn leftover(&self) -> LoadedWeek {
        let easy = self.block.plan.sessions.of_kind(SessionKind::Easy);
        let workout = size::easy_minutes(LEFTOVER_RUN);
        let distance = self.round(workout.distance(self.paces).low);
        let items = (1..=self.week.days / 2).map(|ordinal| Item {
            role: self.role_of(&easy, ordinal),
            title: easy.title.clone(),
            session: Arc::clone(&easy),
            distance,
            time: Duration::from_minutes(LEFTOVER_RUN),
            fast: Duration::default(),
            workout: workout.clone(),
            day: None,
            window: None,
            marks: DayLoad::default(),
            of_longest: 0,
            pinned: None,
            from: None,
            not_on: Vec::new(),
            only: None,
            is_new: false,
            published: None,
        });
        LoadedWeek {
            volume: None,
            rest: 1,
            one_quality: true,
            items: items.collect(),
        }
    }
}
