//! A week's sessions with their sizes, which want days.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};

use crate::pace::Paces;
use crate::plan::{SessionKind, SessionType, Weekday};
use crate::schedule::rules::DayLoad;
use crate::season::Role;
use crate::units::{Distance, Duration};
use crate::workout::Workout;

/// A week with its sessions, not yet on days.
#[derive(Debug, Clone)]
pub(in crate::schedule) struct LoadedWeek {
    /// The running planned, if the plan sets it.
    pub volume: Option<Distance>,
    /// Days that stay free of training: at least one where the plan asks for it.
    pub rest: u32,
    /// At most one quality session fits the phase (P9): recovery, off season, the week of the race.
    pub one_quality: bool,
    pub items: Vec<Item>,
}

impl LoadedWeek {
    /// The week as it would be if nothing of it had been published, nor moved by hand.
    pub(in crate::schedule) fn not_held(&self) -> Cow<'_, LoadedWeek> {
        if !self.items.iter().any(Item::is_held) {
            return Cow::Borrowed(self);
        }
        let mut week = self.clone();
        for item in &mut week.items {
            item.pinned = None;
            item.done = false;
            item.from = None;
            item.not_on.clear();
            item.is_new = false;
            item.published = None;
        }
        Cow::Owned(week)
    }
}

/// A session that wants a day.
#[derive(Debug, Clone)]
pub(in crate::schedule) struct Item {
    pub role: Role,
    pub session: Arc<SessionType>,
    pub title: String,
    pub workout: Workout,
    /// Its running, in whole steps where the week's volume counts it.
    pub distance: Distance,
    /// At the runner's paces, not rounded.
    pub time: Duration,
    /// Time in it that is faster than easy.
    pub fast: Duration,
    /// The weekday its row names, and whether it may never leave it.
    pub day: Option<(Weekday, bool)>,
    /// The only dates it may have, for one-off items.
    pub window: Option<(NaiveDate, NaiveDate)>,
    /// How the runner wants sessions of its kind to be treated.
    pub marks: DayLoad,
    /// Its distance in percent of the longest long run of the plan that ends on the race.
    pub of_longest: u32,
    /// The date that it is held to: a person has put it there, or it is over.
    pub pinned: Option<NaiveDate>,
    /// The start time that a person has given it.
    pub start: Option<NaiveTime>,
    /// Whether the date that it is held to is over, and nobody has put it there by hand.
    pub(in crate::schedule) done: bool,
    /// The first date that is not over, where something was published.
    pub from: Option<NaiveDate>,
    /// Dates that the runner has moved one of its name away from.
    pub not_on: Vec<NaiveDate>,
    /// The only date that is looked at, for questions about it.
    pub only: Option<NaiveDate>,
    /// Whether other sessions of its week were published, and not it: where one of the two finds no day, the known one stays.
    pub is_new: bool,
    /// The date it was published for, and whether that is within the next seven days.
    pub published: Option<(NaiveDate, bool)>,
}

impl Item {
    pub(in crate::schedule) fn kind(&self) -> SessionKind {
        self.session.kind
    }

    /// A session that nothing but its plan speaks of, without a distance.
    pub(in crate::schedule) fn new(
        role: Role,
        session: &Arc<SessionType>,
        title: String,
        workout: Workout,
        paces: &Paces,
    ) -> Self {
        Item {
            role,
            session: Arc::clone(session),
            title,
            distance: Distance::ZERO,
            time: workout.duration(paces).high,
            fast: Duration::ZERO,
            workout,
            day: None,
            window: None,
            marks: DayLoad::default(),
            of_longest: 0,
            pinned: None,
            start: None,
            done: false,
            from: None,
            not_on: Vec::new(),
            only: None,
            is_new: false,
            published: None,
        }
    }

    /// Whether anything was published of it, or moved by hand.
    fn is_held(&self) -> bool {
        self.pinned.is_some()
            || self.from.is_some()
            || !self.not_on.is_empty()
            || self.is_new
            || self.published.is_some()
    }
}
