//! A plan that is valid: only what the reader has checked gets here.

use std::sync::Arc;

use super::allow::Allowed;
use super::session::{SessionType, SessionTypes};
use super::week::Weekday;
use crate::diagnostic::Span;
use crate::document::Text;
use crate::pace::Vdot;
use crate::units::{Between, Distance, Duration};
use crate::workout::Workout;

/// A training plan: what to train, with no dates and no person in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Its name: the file's, without `.toml`.
    pub name: String,
    /// What to call it.
    pub title: String,
    /// The race it prepares for, if any.
    pub goal: Option<Goal>,
    /// Whom it is for.
    pub level: Option<Level>,
    /// A line or two about it.
    pub summary: String,
    /// Who made it, and under which licence.
    pub credit: String,
    /// What the rows' volumes are measured in.
    pub basis: VolumeBasis,
    /// What a runner should bring.
    pub needs: Needs,
    /// The runner that its numbers are written for, for one whose own paces are not known.
    pub vdot: Option<Vdot>,
    /// No long run is planned to take longer than this (V6).
    pub long_cap: Option<Duration>,
    /// The plans that it is made of, laid end to end, by name. A plan has either these or phases.
    pub plans: Vec<Text>,
    /// In order; none where it is made of plans.
    pub phases: Vec<Phase>,
    /// The sessions its rows speak of.
    pub sessions: SessionTypes,
    /// Items with a window before or after a race.
    pub once: Vec<Once>,
    /// What is said beside its sessions.
    pub notes: Vec<Note>,
    /// Whether it is added to the weeks of other plans, instead of being followed by itself.
    pub overlay: bool,
    /// What a coach's review need not say about its weeks.
    pub allow: Vec<Allowed>,
}

impl Plan {
    /// Whether the plan is recovery from first to last: it then starts on the day after a race
    /// instead of ending on one.
    pub fn is_recovery(&self) -> bool {
        self.plans.is_empty() && self.phases.iter().all(|phase| phase.kind == PhaseKind::Recovery)
    }

    /// The most days of a week with a run.
    pub fn run_days(&self) -> usize {
        let rows = self.phases.iter().flat_map(|phase| &phase.rows);
        let runs = |row: &Row| {
            let runs = row.sessions.iter().filter(|it| it.session.kind.is_run());
            runs.map(|it| it.sizes.count()).sum()
        };
        rows.map(runs).max().unwrap_or(0)
    }

    /// The number of its phases that come before its race: all but trailing recovery. A plan that is
    /// all recovery has none.
    pub fn phases_before_race(&self) -> usize {
        self.phases
            .iter()
            .rposition(|phase| phase.kind != PhaseKind::Recovery)
            .map_or(0, |last| last + 1)
    }

    /// The least, typical and greatest number of weeks of `phases`.
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

    /// The least, typical and greatest number of weeks of the plan.
    pub fn weeks(&self) -> Weeks {
        Self::weeks_of(&self.phases)
    }
}

/// A race distance that plans prepare for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Goal(pub Distance);

impl Goal {
    /// "5k", "half", "marathon", or the distance.
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

/// Whom a plan is for, and what a runner is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// New to the distance.
    Novice,
    /// Has raced it.
    Intermediate,
    /// Races it for time, on high volume.
    Advanced,
}

impl Level {
    /// The words of the files.
    pub const WORDS: [(&'static str, Level); 3] = [
        ("novice", Level::Novice),
        ("intermediate", Level::Intermediate),
        ("advanced", Level::Advanced),
    ];

    /// The word of the files.
    pub fn word(self) -> &'static str {
        match self {
            Level::Novice => "novice",
            Level::Intermediate => "intermediate",
            Level::Advanced => "advanced",
        }
    }
}

/// What a runner should bring to the plan's first week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Needs {
    /// The usual week.
    pub weekly: Option<Distance>,
    /// The longest recent run.
    pub longest: Option<Distance>,
}

/// What the volumes of a plan's rows are measured in.
#[derive(Debug, Clone, PartialEq)]
pub enum VolumeBasis {
    /// The rows' sessions bring their own sizes.
    None,
    /// A peak week, which a season may scale inside the range.
    Peak {
        /// The peak that the rows are written for.
        peak: Distance,
        /// The peaks the plan may be scaled to.
        range: Between<Distance>,
        /// Where `volume` stands.
        span: Span,
    },
    /// The runner's usual week before the race behind (V0), reduced by a share of it.
    Usual {
        /// Taken where the season says nothing about the runner.
        typical: Distance,
        /// How much is taken off, in percent: usually, and within which bounds.
        reduction: u32,
        /// The bounds of the reduction, in percent.
        reduction_range: Between<u32>,
    },
}

/// How many weeks a phase lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weeks {
    /// At least.
    pub min: u32,
    /// As written.
    pub typical: u32,
    /// At most.
    pub max: u32,
}

/// The purpose of a phase (docs/rules.md#phases).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PhaseKind {
    /// Heals after a race.
    Recovery,
    /// Keeps fitness at a lower volume.
    Offseason,
    /// Aerobic volume.
    Base,
    /// Threshold and VO2max.
    Build,
    /// Race-specific work.
    Peak,
    /// Freshens for the race.
    Taper,
}

impl PhaseKind {
    /// The words of the files.
    pub const WORDS: [(&'static str, PhaseKind); 6] = [
        ("recovery", PhaseKind::Recovery),
        ("offseason", PhaseKind::Offseason),
        ("base", PhaseKind::Base),
        ("build", PhaseKind::Build),
        ("peak", PhaseKind::Peak),
        ("taper", PhaseKind::Taper),
    ];

    /// The word of the files.
    pub fn word(self) -> &'static str {
        match self {
            PhaseKind::Recovery => "recovery",
            PhaseKind::Offseason => "offseason",
            PhaseKind::Base => "base",
            PhaseKind::Build => "build",
            PhaseKind::Peak => "peak",
            PhaseKind::Taper => "taper",
        }
    }
}

/// Weeks of one purpose.
#[derive(Debug, Clone, PartialEq)]
pub struct Phase {
    /// What to call it.
    pub name: String,
    /// What it is for.
    pub kind: PhaseKind,
    /// How long it lasts.
    pub weeks: Weeks,
    /// Its rows are a block that starts over from the first, instead of a progression.
    pub repeats: bool,
    /// Of an overlay: the kinds of phase in whose weeks its rows are added; all when empty.
    pub during: Vec<PhaseKind>,
    /// At least one.
    pub rows: Vec<Row>,
    /// Where it stands.
    pub span: Span,
}

/// What one week holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The running of the week, if the plan sets it.
    pub volume: Option<Volume>,
    /// A lighter week.
    pub cutback: bool,
    /// Days of the week that must stay free of training.
    pub rest: u32,
    /// In the plan's order.
    pub sessions: Vec<RowSession>,
    /// Reminders of every day, which need no place.
    pub daily: Vec<Workout>,
    /// Where it stands.
    pub span: Span,
}

/// A week's running.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Volume {
    /// At the plan's default peak.
    Distance(Distance),
    /// A share of the basis, in percent.
    Percent(u32),
}

/// A session of a row: one type, one or more times.
#[derive(Debug, Clone, PartialEq)]
pub struct RowSession {
    /// What it is.
    pub session: Arc<SessionType>,
    /// How many, and how big.
    pub sizes: Sizes,
    /// The weekday the row fixes it to, with whether it may never move.
    pub day: Option<(Weekday, bool)>,
    /// Where it stands.
    pub span: Span,
}

/// How many times a week, and how big each is.
#[derive(Debug, Clone, PartialEq)]
pub enum Sizes {
    /// So many; their size follows from the week or the session's own length.
    Count(u32),
    /// One each.
    Each(Vec<Size>),
}

impl Sizes {
    /// How many sessions.
    pub fn count(&self) -> usize {
        match self {
            Sizes::Count(count) => *count as usize,
            Sizes::Each(sizes) => sizes.len(),
        }
    }
}

/// How big one session is.
#[derive(Debug, Clone, PartialEq)]
pub enum Size {
    /// A workout, with the name it was called by if it had one.
    Workout(Workout, Option<String>),
    /// A share of the week's volume, in percent.
    Percent(u32),
}

/// What a window counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Days after the race behind: 1 is the day after.
    After,
    /// Days before the race ahead: 1 is its eve.
    Before,
    /// Days of the plan: 1 is its first.
    Start,
}

/// A one-off item with a window of days.
#[derive(Debug, Clone, PartialEq)]
pub struct Once {
    /// What to do, for a title: "Massage".
    pub what: String,
    /// The type it is placed as.
    pub session: Arc<SessionType>,
    /// What it consists of.
    pub workout: Workout,
    /// Which race the days count from.
    pub side: Side,
    /// First and last day of the window.
    pub days: Between<u32>,
    /// Where it stands.
    pub span: Span,
}

/// What is said beside sessions of some kind: a line in their texts, and perhaps a reminder before them.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// The names of the sessions; all runs when empty.
    pub with: Vec<String>,
    /// Only with sessions that take at least so long.
    pub from: Option<Duration>,
    /// Only in phases of these kinds; in all when empty.
    pub during: Vec<PhaseKind>,
    /// What is said, a line each.
    pub lines: Vec<String>,
    /// So many minutes before the start, where the session has one.
    pub alarm: Option<u32>,
}

impl Note {
    /// Whether it belongs to a session called `name`, a run or not, which takes `time` in a phase of `kind`.
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
    /// Whether the phase of an overlay is added in weeks of `kind`.
    pub fn is_during(&self, kind: PhaseKind) -> bool {
        within(&self.during, kind)
    }
}

fn within(kinds: &[PhaseKind], kind: PhaseKind) -> bool {
    kinds.is_empty() || kinds.contains(&kind)
}
