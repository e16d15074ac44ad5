//! Kinds of session, and the session types that a plan's rows can use: `long`, `medium`, `easy` …

use std::sync::{Arc, LazyLock};

use super::weekday::Weekday;
use super::workout_library::WORKOUTS;
use crate::units::{Between, Duration};
use crate::words::words;
use crate::workout::{Activity, Amount, Effort, Step, Workout};

/// The kind of session, which the rules go by. Several session types can share one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SessionKind {
    /// The week's long run.
    Long,
    /// A medium or medium-long run.
    Medium,
    /// A workout at threshold or faster, or at race pace.
    Quality,
    /// An easy or recovery run.
    Easy,
    /// A short easy run on a race's eve.
    Shakeout,
    /// Strides at the end of an easy or medium run.
    Strides,
    /// Heavy strength training.
    Strength,
    /// Cross-training: bike, swim, walk.
    Cross,
    /// Core, hip mobility, drills, foam rolling. No spacing rules apply.
    Mobility,
    /// Mental training; allowed on rest days.
    Mind,
    /// Nutrition; allowed on rest days.
    Fuel,
    /// Massage, doctor, physiotherapist; allowed on rest days.
    Appointment,
    /// A day free of training.
    Rest,
}

// Each word is also the name of a built-in session type.
words!(SessionKind {
    Long = "long",
    Medium = "medium",
    Quality = "quality",
    Easy = "easy",
    Shakeout = "shakeout",
    Strides = "strides",
    Strength = "strength",
    Cross = "cross",
    Mobility = "mobility",
    Mind = "mind",
    Fuel = "fuel",
    Appointment = "appointment",
    Rest = "rest",
});

impl SessionKind {
    /// True if it is a run of its own. A day holds at most one.
    pub fn is_run(self) -> bool {
        use SessionKind::{Easy, Long, Medium, Quality, Shakeout};
        matches!(self, Long | Medium | Quality | Easy | Shakeout)
    }

    /// True if it counts as training. A day without training is a rest day.
    pub fn is_training(self) -> bool {
        use SessionKind::{Appointment, Fuel, Mind, Rest};
        !matches!(self, Mind | Fuel | Appointment | Rest)
    }
}

/// The use of a range of sizes, e.g. "16-18 km", from week to week (docs/rules.md#ranges).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangePolicy {
    /// Low to high over three weeks, then a week at 0.75 of the high end, then again from the start.
    Progress,
    /// The middle of the range.
    Mid,
    /// The low end.
    Low,
    /// The high end.
    High,
}

words!(RangePolicy {
    Progress = "progress",
    Mid = "mid",
    Low = "low",
    High = "high",
});

/// A session type that a plan's rows can use.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionType {
    /// The key in the rows.
    pub name: String,
    /// The kind, for the rules.
    pub kind: SessionKind,
    /// The title for display, e.g. "Long run".
    pub title: String,
    /// The usual weekdays, in the order of a week's sessions of this type. The last also serves any further
    /// ones.
    pub on: Vec<Weekday>,
    /// The workouts for a row that gives only a count, in the order of a week's sessions of this type, then
    /// from the first again. At least one.
    pub lengths: Vec<Workout>,
    /// The use of a range of sizes.
    pub ranges: RangePolicy,
}

impl SessionType {
    /// The workout of session `index` of the week, from 0, for a row that gives only a count.
    pub fn length(&self, index: usize) -> Workout {
        let index = index % self.lengths.len().max(1);
        self.lengths
            .get(index)
            .cloned()
            .unwrap_or_else(|| easy_minutes(45))
    }

    /// The built-in session type of `kind`.
    pub fn built_in(kind: SessionKind) -> Self {
        use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        let (title, on, lengths): (&str, &[Weekday], Vec<Workout>) = match kind {
            SessionKind::Long => ("Long run", &[Sun], vec![easy_minutes(75)]),
            SessionKind::Medium => ("Medium run", &[Thu, Tue], vec![easy_minutes(60)]),
            SessionKind::Quality => ("Quality", &[Tue, Fri], vec![easy_minutes(45)]),
            SessionKind::Easy => ("Easy run", &[Wed, Sat, Thu, Fri], vec![easy_minutes(40)]),
            SessionKind::Shakeout => ("Shake-out", &[], vec![easy_minutes(20)]),
            SessionKind::Strides => ("Strides", &[Sat, Wed], vec![strides(6)]),
            SessionKind::Strength => ("Strength", &[Tue, Thu], named(&["strength-a", "strength-b"])),
            SessionKind::Cross => ("Cross-training", &[Wed, Sat], vec![activity(Activity::Cross, 45)]),
            SessionKind::Mobility => ("Mobility", &[Wed], named(&["hip-mobility", "core"])),
            SessionKind::Mind => ("Mental training", &[Fri], named(&["visualization"])),
            SessionKind::Fuel => ("Nutrition", &[Sat], named(&["meal-plan"])),
            SessionKind::Appointment => (
                "Appointment",
                &[Mon, Tue, Wed, Thu, Fri],
                vec![activity(Activity::Appointment, 45)],
            ),
            SessionKind::Rest => (
                "Rest day",
                &[Mon, Fri],
                vec![Workout {
                    steps: vec![Step::Rest],
                }],
            ),
        };
        let ranges = if kind == SessionKind::Long {
            RangePolicy::Progress
        } else {
            RangePolicy::Mid
        };
        SessionType {
            name: kind.word().to_owned(),
            kind,
            title: title.to_owned(),
            on: on.to_vec(),
            lengths,
            ranges,
        }
    }
}

/// Workouts of the library, by name.
fn named(names: &[&str]) -> Vec<Workout> {
    names
        .iter()
        .filter_map(|name| WORKOUTS.get(name).cloned())
        .collect()
}

fn easy_minutes(minutes: u32) -> Workout {
    let amount = Amount::Time(Between::exactly(Duration::from_minutes(minutes)));
    Workout {
        steps: vec![Step::Run {
            amount,
            effort: Effort::Easy,
        }],
    }
}

fn activity(activity: Activity, minutes: u32) -> Workout {
    let amount = Some(Between::exactly(Duration::from_minutes(minutes)));
    Workout {
        steps: vec![Step::Activity {
            activity,
            amount,
            note: None,
        }],
    }
}

/// `times` strides of 20 s with 60 s of walking between (rule P16).
fn strides(times: u16) -> Workout {
    let run = |seconds, effort| Step::Run {
        amount: Amount::Time(Between::exactly(Duration::from_secs(seconds))),
        effort,
    };
    Workout {
        steps: vec![Step::Repeat {
            times: Between::exactly(times),
            body: vec![run(20, Effort::Strides)],
            recovery: Some(Box::new(run(60, Effort::Walk))),
        }],
    }
}

/// The session types of one plan: the built-in ones, changed and added to by `[session.NAME]`.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionTypes(Vec<Arc<SessionType>>);

static BUILT_IN: LazyLock<SessionTypes> = LazyLock::new(|| {
    let kinds = SessionKind::WORDS.iter().map(|&(_, kind)| kind);
    SessionTypes(kinds.map(|kind| Arc::new(SessionType::built_in(kind))).collect())
});

impl Default for SessionTypes {
    /// The built-in types.
    fn default() -> Self {
        BUILT_IN.clone()
    }
}

impl SessionTypes {
    /// The type called `name`.
    pub fn get(&self, name: &str) -> Option<&Arc<SessionType>> {
        self.0.iter().find(|session| session.name == name)
    }

    /// The type named after `kind`: built in, or as the plan changes it.
    pub fn of_kind(&self, kind: SessionKind) -> Arc<SessionType> {
        self.get(kind.word())
            .cloned()
            .unwrap_or_else(|| Arc::new(SessionType::built_in(kind)))
    }

    /// Adds a type, or replaces the one of the same name.
    pub fn set(&mut self, session: SessionType) {
        let session = Arc::new(session);
        match self.0.iter_mut().find(|known| known.name == session.name) {
            Some(known) => *known = session,
            None => self.0.push(session),
        }
    }

    /// The names of all types, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|session| session.name.as_str())
    }
}
