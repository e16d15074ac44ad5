//! The schedule: what every later step (calendar, terminal, JSON) reads.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime, Weekday};

use crate::diagnostic::Span;
use crate::diagnostic::{MoveReason, OmissionReason};
use crate::plan::{PhaseKind, Plan, SessionKind};
use crate::season::{DaysOff, Place, Race, Role};
use crate::units::{Distance, Duration};
use crate::workout::Workout;

/// A season on real dates.
#[derive(Debug, Clone)]
pub struct Schedule {
    /// The plans on their dates, in order.
    pub blocks: Vec<Block>,
    /// Every week, in order.
    pub weeks: Vec<Week>,
    /// Every day that the plans cover, in order, and the day of the race.
    pub days: Vec<Day>,
    /// The A race.
    pub race: Option<Race>,
    /// Sessions that found no day, and those that the runner skipped.
    pub left_out: Vec<LeftOut>,
    /// Sessions that are not on their usual day.
    pub moved: Vec<Moved>,
    /// The days on which nothing could be trained.
    pub days_off: Vec<DaysOff>,
    /// True if the search for the days stopped early, so that nobody knows whether they are the best ones.
    pub tangled: bool,
}

impl Schedule {
    /// First and last day.
    pub fn span(&self) -> Option<(NaiveDate, NaiveDate)> {
        Some((self.days.first()?.date, self.days.last()?.date))
    }

    /// The running of a week in all its sessions but races.
    pub fn run_in_week(&self, week: usize) -> Distance {
        let days = self.days.iter().filter(|day| day.week == week);
        days.flat_map(|day| &day.sessions)
            .filter(|session| !session.is_race())
            .map(|s| s.distance)
            .sum()
    }
}

/// A plan on dates.
#[derive(Debug, Clone)]
pub struct Block {
    /// The plan.
    pub plan: Arc<Plan>,
    /// Its name in the roles of its sessions.
    pub role: String,
    /// Its number of weeks.
    pub weeks: u32,
    /// First and last day, leftover days not counted.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
}

/// Seven days of a plan, or the one to six days left over before one.
#[derive(Debug, Clone, PartialEq)]
pub struct Week {
    /// Index into [`Schedule::blocks`].
    pub block: usize,
    /// The phase's name.
    pub phase: String,
    /// The kind of the phase.
    pub kind: PhaseKind,
    /// Counted from 1 within the block; 0 for leftover days.
    pub number: u32,
    /// The weeks of the block.
    pub of: u32,
    /// Weeks from the block's anchor (docs/design.md#writer): to its end, or from its start for recovery.
    pub anchor: u32,
    /// Its first day.
    pub first: NaiveDate,
    /// 7, or fewer for leftover days.
    pub days: u32,
    /// The running planned, if the plan sets it.
    pub volume: Option<Distance>,
    /// A lighter week.
    pub cutback: bool,
    /// The place of its row in the plan.
    pub span: Span,
}

/// A day with what is done on it, in the order of doing.
#[derive(Debug, Clone)]
pub struct Day {
    /// The date.
    pub date: NaiveDate,
    /// Index into [`Schedule::weeks`].
    pub week: usize,
    /// In the order of doing; a day without training holds a rest session.
    pub sessions: Vec<Session>,
    /// The reason that the runner is away, if so.
    pub away: Option<String>,
}

/// A session on its day.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its place in the season.
    pub role: Role,
    /// Its kind; a race is [`Kind::Race`].
    pub kind: Kind,
    /// Its title: "Long run".
    pub title: String,
    /// Its steps, strides included.
    pub workout: Workout,
    /// Its running; zero where it has none. A quality session's is rounded like the runner's others.
    pub distance: Distance,
    /// Its length at the runner's paces, rounded up to 5 minutes.
    pub length: Duration,
    /// Its start time, if the season sets one.
    pub start: Option<NaiveTime>,
    /// Strides end it.
    pub strides: bool,
    /// The place of those strides in the season, if they are a session of the plan that this run has taken in.
    pub strides_role: Option<Role>,
    /// The club it is run with.
    pub club: Option<String>,
    /// The meeting place, if it is known.
    pub place: Option<Place>,
    /// The plans' notes for it, a line each.
    pub notes: Vec<String>,
    /// Minutes before its start at which the plans ask for a reminder.
    pub alarm: Option<u32>,
}

impl Session {
    /// A session without running, length or start, and with nothing beside it.
    pub(crate) fn plain(role: Role, kind: Kind, title: String, workout: Workout) -> Self {
        Session {
            role,
            kind,
            title,
            workout,
            distance: Distance::ZERO,
            length: Duration::ZERO,
            start: None,
            strides: false,
            strides_role: None,
            club: None,
            place: None,
            notes: Vec::new(),
            alarm: None,
        }
    }

    /// `true` for a race.
    pub fn is_race(&self) -> bool {
        self.kind == Kind::Race
    }
}

/// A session's kind, races included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A race.
    Race,
    /// Training, rest or life.
    Session(SessionKind),
}

impl Kind {
    /// The word of files and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Race => "race",
            Kind::Session(kind) => kind.word(),
        }
    }
}

/// A session that found no day, and why.
#[derive(Debug, Clone)]
pub struct LeftOut {
    /// Its place in the season.
    pub role: Role,
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: SessionKind,
    /// First day of its week.
    pub week: NaiveDate,
    /// The reason.
    pub reason: OmissionReason,
}

/// A session that is not on its usual day, and why.
#[derive(Debug, Clone)]
pub struct Moved {
    /// Its place in the season.
    pub role: Role,
    /// Its title.
    pub title: String,
    /// The day it is on.
    pub date: NaiveDate,
    /// Its usual weekdays.
    pub usual: Vec<Weekday>,
    /// The reason.
    pub reason: MoveReason,
}
