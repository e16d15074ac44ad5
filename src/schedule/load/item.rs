//! Sessions of a week that have a size, and no day yet.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};

use crate::pace::Paces;
use crate::plan::{SessionKind, SessionType, Weekday};
use crate::schedule::rules::{DayLoad, Rule};
use crate::season::Role;
use crate::units::{Distance, Duration};
use crate::workout::Workout;

/// A week with its sessions, before they have days.
#[derive(Debug, Clone)]
pub(in crate::schedule) struct LoadedWeek {
    /// The week's volume, if the plan sets one.
    pub volume: Option<Distance>,
    /// Days without training: at least one where the plan asks for it.
    pub rest: u32,
    /// The week takes one quality session at most (rule P9): in recovery, off season, and the week of the race.
    pub one_quality: bool,
    pub items: Vec<Item>,
}

impl LoadedWeek {
    /// The week without anything that was published or moved by hand, as its plan has it.
    pub(in crate::schedule) fn not_held(&self) -> Cow<'_, LoadedWeek> {
        if !self.items.iter().any(Item::is_held) {
            return Cow::Borrowed(self);
        }
        let mut week = self.clone();
        week.items.retain(|item| !item.beyond_plan);
        for item in &mut week.items {
            item.pinned = None;
            item.done = false;
            item.from = None;
            item.rested_from = None;
            item.not_on.clear();
            item.only = None;
            item.published = None;
        }
        Cow::Owned(week)
    }
}

/// A session that needs a day.
#[derive(Debug, Clone)]
pub(in crate::schedule) struct Item {
    pub role: Role,
    pub session: Arc<SessionType>,
    pub title: String,
    pub workout: Workout,
    /// Distance of its running, in whole steps where the week's volume counts it.
    pub distance: Distance,
    /// Duration at the runner's paces, not rounded.
    pub time: Duration,
    /// Duration of the part that is faster than easy.
    pub fast: Duration,
    /// The weekday that its row names, and `true` if the session may not leave it.
    pub day: Option<(Weekday, bool)>,
    /// First and last allowed date, for one-off items.
    pub window: Option<(NaiveDate, NaiveDate)>,
    /// Marks for the rules between days, e.g. [`DayLoad::TENDER`].
    pub marks: DayLoad,
    /// Distance in percent of the longest long run of the plan that ends on the race.
    pub of_longest: u32,
    /// The date that the session is pinned to: one that a person chose, or its own past date.
    pub pinned: Option<NaiveDate>,
    /// Start time that a person chose.
    pub start: Option<NaiveTime>,
    /// The pinned date is past, and no person chose it.
    pub(in crate::schedule) done: bool,
    /// It was done, and the week's plan has no such session.
    pub(in crate::schedule) beyond_plan: bool,
    /// The first date that is not past, for a season that was published.
    pub from: Option<NaiveDate>,
    /// For a long run, the first date that is far enough from the last one that is over. The published day stays allowed.
    pub rested_from: Option<NaiveDate>,
    /// Dates that the runner moved a session of this name away from.
    pub not_on: Vec<NaiveDate>,
    /// The only date to look at, for questions about it.
    pub only: Option<NaiveDate>,
    /// Its place in the calendar that was published before; `None` where nothing was published, or where the
    /// calendar does not show it.
    pub published: Option<PublishedDay>,
}

/// The place of a session in the calendar that was published before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::schedule) struct PublishedDay {
    /// Its date in the same week; `None` for a session that is new to the week.
    pub date: Option<NaiveDate>,
    /// The rule that any other day breaks; `None` where the published day only decides between equal placements.
    pub price: Option<&'static Rule>,
}

impl PublishedDay {
    pub(in crate::schedule) fn is_on(self, date: NaiveDate) -> bool {
        self.date == Some(date)
    }
}

impl Item {
    pub(in crate::schedule) fn kind(&self) -> SessionKind {
        self.session.kind
    }

    /// A session without a distance, with nothing but what its plan says.
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
            beyond_plan: false,
            from: None,
            rested_from: None,
            not_on: Vec::new(),
            only: None,
            published: None,
        }
    }

    /// `true` on a date too soon after the last long run that is over (rule P12-over).
    pub(in crate::schedule) fn is_too_soon(&self, date: NaiveDate) -> bool {
        let stays = self.published.is_some_and(|published| published.is_on(date));
        self.rested_from.is_some_and(|from| date < from) && !stays
    }

    /// `true` if the session was published, or moved by hand.
    fn is_held(&self) -> bool {
        self.pinned.is_some()
            || self.from.is_some()
            || self.rested_from.is_some()
            || !self.not_on.is_empty()
            || self.only.is_some()
            || self.published.is_some()
    }
}
