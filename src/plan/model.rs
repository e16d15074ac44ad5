//! A valid plan. Only the reader makes one, so every value here has been checked.

use std::sync::Arc;

use super::allow::Allowed;
use super::session::{SessionType, SessionTypes};
use super::weekday::Weekday;
use crate::diagnostic::Span;
use crate::document::Text;
use crate::pace::Vdot;
use crate::units::{Between, Distance, Duration};
use crate::words::words;
use crate::workout::Workout;

/// A training plan, without dates or a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The file's name, without `.toml`.
    pub name: String,
    /// The title for display.
    pub title: String,
    /// The race distance that the plan prepares for, if any.
    pub goal: Option<Goal>,
    /// The runners it is for.
    pub level: Option<Level>,
    /// A line or two about the plan.
    pub summary: String,
    /// The author and the licence.
    pub credit: String,
    /// The unit of the rows' volumes.
    pub basis: VolumeBasis,
    /// The fitness to bring to the first week.
    pub needs: Needs,
    /// The VDOT that its numbers are written for; used for a runner whose own paces are unknown.
    pub vdot: Option<Vdot>,
    /// The longest time that a long run is planned to take (rule V6).
    pub long_cap: Option<Duration>,
    /// The names of the plans it is made of, in order. A plan has either these or phases.
    pub plans: Vec<Text>,
    /// The phases in order; empty if it is made of plans.
    pub phases: Vec<Phase>,
    /// The session types that its rows can use.
    pub sessions: SessionTypes,
    /// One-off items with a window before or after a race.
    pub once: Vec<Once>,
    /// Notes beside sessions.
    pub notes: Vec<Note>,
    /// True if it is added to the weeks of other plans and cannot be followed by itself.
    pub overlay: bool,
    /// Review findings that the plan declares as intended.
    pub allow: Vec<Allowed>,
}

impl Plan {
    /// True if the plan is recovery from first to last. It then starts on the day after a race instead of
    /// ending on one.
    pub fn is_recovery(&self) -> bool {
        self.plans.is_empty() && self.phases.iter().all(|phase| phase.kind == PhaseKind::Recovery)
    }

    /// The most days with a run in any week.
    pub fn run_days(&self) -> usize {
        let rows = self.phases.iter().flat_map(|phase| &phase.rows);
        let runs = |row: &Row| {
            let runs = row.sessions.iter().filter(|it| it.session.kind.is_run());
            runs.map(|it| it.sizes.count()).sum()
        };
        rows.map(runs).max().unwrap_or(0)
    }

    /// The number of phases before the race: all but trailing recovery. Zero if the plan is all recovery.
    pub fn phases_before_race(&self) -> usize {
        self.phases
            .iter()
            .rposition(|phase| phase.kind != PhaseKind::Recovery)
            .map_or(0, |last| last + 1)
    }

    /// The fewest, typical and most weeks of `phases` together.
    pub fn weeks_of(phases: &[Phase]) -> Weeks {
        phases.iter().fold(
            Weeks {
                min: 0,
                typical: 0,
                max: 0,
            },
            |sum, phase| Weeks {
                min: sum.min + phase.weeks.min,
                typical: sum.typical + phase.weeks.typical,
                max: sum.max + phase.weeks.max,
            },
        )
    }

    /// The fewest, typical and most weeks of the plan.
    pub fn weeks(&self) -> Weeks {
        Self::weeks_of(&self.phases)
    }
}

/// The distance of a race that plans prepare for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Goal(pub Distance);

impl Goal {
    /// The label: "5k", "half", "marathon", or the exact distance.
    pub fn label(self) -> String {
        match self.0 {
            Distance::FIVE_K => "5k".to_owned(),
            Distance::TEN_K => "10k".to_owned(),
            Distance::HALF_MARATHON => "half".to_owned(),
            Distance::MARATHON => "marathon".to_owned(),
            other => other.exact(),
        }
    }
}

/// The experience of a runner, and of those a plan is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// New to the distance.
    Novice,
    /// Has raced the distance.
    Intermediate,
    /// Races the distance for time, on high volume.
    Advanced,
}

words!(Level {
    Novice = "novice",
    Intermediate = "intermediate",
    Advanced = "advanced",
});

/// The fitness a runner should bring to the plan's first week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Needs {
    /// Distance of a usual week.
    pub weekly: Option<Distance>,
    /// Distance of the longest recent run.
    pub longest: Option<Distance>,
}

/// The basis of the volumes in a plan's rows.
#[derive(Debug, Clone, PartialEq)]
pub enum VolumeBasis {
    /// No weekly volume: the rows' sessions have sizes of their own.
    None,
    /// A peak week, which a season can scale inside the range.
    Peak {
        /// The peak that the rows are written for.
        peak: Distance,
        /// The peaks that the plan can be scaled to.
        range: Between<Distance>,
        /// The place of `volume` in the file.
        span: Span,
    },
    /// The runner's usual week before the preceding race, reduced by a share of it (rule V0).
    Usual {
        /// The usual week to assume if the season does not state one.
        typical: Distance,
        /// The usual reduction, in percent.
        reduction: u32,
        /// The bounds of the reduction, in percent.
        reduction_range: Between<u32>,
    },
}

/// The length of a phase or a plan, in weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weeks {
    /// The fewest weeks.
    pub min: u32,
    /// The weeks as written.
    pub typical: u32,
    /// The most weeks.
    pub max: u32,
}

/// The purpose of a phase (docs/rules.md#phases).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PhaseKind {
    /// Recovery after a race.
    Recovery,
    /// Keeping fitness at a lower volume.
    Offseason,
    /// Aerobic volume.
    Base,
    /// Threshold and VO2max.
    Build,
    /// Race-specific work.
    Peak,
    /// Freshening up for the race.
    Taper,
}

words!(PhaseKind {
    Recovery = "recovery",
    Offseason = "offseason",
    Base = "base",
    Build = "build",
    Peak = "peak",
    Taper = "taper",
});

/// A run of weeks with one purpose.
#[derive(Debug, Clone, PartialEq)]
pub struct Phase {
    /// The name for display.
    pub name: String,
    /// The purpose.
    pub kind: PhaseKind,
    /// The length in weeks.
    pub weeks: Weeks,
    /// True if its rows start over from the first; else they are a progression, one row a week.
    pub repeats: bool,
    /// For an overlay: the kinds of phase in whose weeks its rows are added. Empty means all.
    pub during: Vec<PhaseKind>,
    /// The rows, at least one.
    pub rows: Vec<Row>,
    /// The place in the file.
    pub span: Span,
}

/// The contents of one week.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The week's running volume, if the plan sets it.
    pub volume: Option<Volume>,
    /// True for a cutback week.
    pub cutback: bool,
    /// The number of days that must stay free of training.
    pub rest: u32,
    /// The sessions, sorted by kind.
    pub sessions: Vec<RowSession>,
    /// Daily reminders, which need no slot in the day.
    pub daily: Vec<Workout>,
    /// The place in the file.
    pub span: Span,
}

/// The running volume of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Volume {
    /// A distance, at the plan's default peak.
    Distance(Distance),
    /// A share of the basis, in percent.
    Percent(u32),
}

/// An entry of a row: one session type, once or several times a week.
#[derive(Debug, Clone, PartialEq)]
pub struct RowSession {
    /// The session type.
    pub session: Arc<SessionType>,
    /// The count and the sizes.
    pub sizes: Sizes,
    /// The weekday the row sets, and true if the session may never move from it.
    pub day: Option<(Weekday, bool)>,
    /// The place in the file.
    pub span: Span,
}

/// The number of sessions in a week, with their sizes.
#[derive(Debug, Clone, PartialEq)]
pub enum Sizes {
    /// A count; the sizes follow from the week, or from the session's usual length.
    Count(u32),
    /// The size of each session.
    Each(Vec<Size>),
}

impl Sizes {
    /// The number of sessions.
    pub fn count(&self) -> usize {
        match self {
            Sizes::Count(count) => *count as usize,
            Sizes::Each(sizes) => sizes.len(),
        }
    }
}

/// The size of one session.
#[derive(Debug, Clone, PartialEq)]
pub enum Size {
    /// A workout, with its name if it was called by one.
    Workout(Workout, Option<String>),
    /// A share of the week's volume, in percent.
    Percent(u32),
}

/// The event that a window counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Days after the preceding race: 1 is the day after.
    After,
    /// Days before the next race: 1 is the eve.
    Before,
    /// Days of the plan: 1 is its first day.
    Start,
}

/// A one-off item with a window of days.
#[derive(Debug, Clone, PartialEq)]
pub struct Once {
    /// The title, e.g. "Massage".
    pub what: String,
    /// The session type that it is placed as.
    pub session: Arc<SessionType>,
    /// The contents.
    pub workout: Workout,
    /// The event that the days count from.
    pub side: Side,
    /// The first and last day of the window.
    pub days: Between<u32>,
    /// The place in the file.
    pub span: Span,
}

/// A note beside sessions: lines in their descriptions, and perhaps a reminder before them.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// The names of the sessions; empty means all runs.
    pub with: Vec<String>,
    /// Only sessions that take at least this long.
    pub from: Option<Duration>,
    /// Only phases of these kinds; empty means all.
    pub during: Vec<PhaseKind>,
    /// The lines of the note.
    pub lines: Vec<String>,
    /// Minutes before the session's start to remind the runner, if it has a start time.
    pub alarm: Option<u32>,
}

impl Note {
    /// True if the note belongs to a session called `name`, a run or not, that takes `time` in a phase of
    /// `kind`.
    pub fn is_for(&self, name: &str, is_run: bool, time: Duration, kind: PhaseKind) -> bool {
        let named = if self.with.is_empty() {
            is_run
        } else {
            self.with.iter().any(|with| with == name)
        };
        named && self.from.is_none_or(|from| time >= from) && within(&self.during, kind)
    }
}

impl Phase {
    /// True if the phase of an overlay is added in weeks of `kind`.
    pub fn is_during(&self, kind: PhaseKind) -> bool {
        within(&self.during, kind)
    }
}

fn within(kinds: &[PhaseKind], kind: PhaseKind) -> bool {
    kinds.is_empty() || kinds.contains(&kind)
}
