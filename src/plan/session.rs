//! The kinds of session, and the types a plan may speak of: `long`, `medium`, `easy` …

use std::sync::Arc;

use super::library::WORKOUTS;
use super::week::Weekday;
use crate::units::{Between, Duration};
use crate::workout::{Activity, Amount, Effort, Step, Workout};

/// What a session is to the rules. Several types may share a kind.
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
    /// Core, hip mobility, drills, foam rolling: no spacing rules.
    Mobility,
    /// Mental training, also on rest days.
    Mind,
    /// Nutrition, also on rest days.
    Fuel,
    /// Massage, doctor, physiotherapist; also on rest days.
    Appointment,
    /// A day free of training.
    Rest,
}

impl SessionKind {
    /// The words of the files: each is also the name of a built-in session.
    pub const WORDS: [(&'static str, SessionKind); 13] = [
        ("long", SessionKind::Long),
        ("medium", SessionKind::Medium),
        ("quality", SessionKind::Quality),
        ("easy", SessionKind::Easy),
        ("shakeout", SessionKind::Shakeout),
        ("strides", SessionKind::Strides),
        ("strength", SessionKind::Strength),
        ("cross", SessionKind::Cross),
        ("mobility", SessionKind::Mobility),
        ("mind", SessionKind::Mind),
        ("fuel", SessionKind::Fuel),
        ("appointment", SessionKind::Appointment),
        ("rest", SessionKind::Rest),
    ];

    /// The word of the files.
    pub fn word(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("rest", |(word, _)| word)
    }

    /// Whether it is a run of its own, of which a day holds one.
    pub fn is_run(self) -> bool {
        use SessionKind::{Easy, Long, Medium, Quality, Shakeout};
        matches!(self, Long | Medium | Quality | Easy | Shakeout)
    }

    /// Whether it counts as training: a day without any is a rest day.
    pub fn is_training(self) -> bool {
        use SessionKind::{Appointment, Fuel, Mind, Rest};
        !matches!(self, Mind | Fuel | Appointment | Rest)
    }
}

/// How a range of sizes ("16-18 km") is used week by week (docs/rules.md#ranges).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangePolicy {
    /// Low to high over three weeks, the fourth at 0.75 of the high; then again.
    Progress,
    /// The middle.
    Mid,
    /// The low end.
    Low,
    /// The high end.
    High,
}

impl RangePolicy {
    /// The words of the files.
    pub const WORDS: [(&'static str, RangePolicy); 4] = [
        ("progress", RangePolicy::Progress),
        ("mid", RangePolicy::Mid),
        ("low", RangePolicy::Low),
        ("high", RangePolicy::High),
    ];
}

/// A session that a plan's rows may name.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionType {
    /// The key in the rows.
    pub name: String,
    /// What it is to the rules.
    pub kind: SessionKind,
    /// What the runner reads: "Long run".
    pub title: String,
    /// Its usual weekdays: the first for the first of a week, and so on; the last also for more.
    pub on: Vec<Weekday>,
    /// What it is where a row gives only a count: the first for the first of a week, and so on; then from
    /// the first again. At least one.
    pub lengths: Vec<Workout>,
    /// How a range of sizes is used.
    pub ranges: RangePolicy,
}

impl SessionType {
    /// What the session numbered `index` from 0 in a week is where a row gives only a count.
    pub fn length(&self, index: usize) -> Workout {
        let index = index % self.lengths.len().max(1);
        self.lengths
            .get(index)
            .cloned()
            .unwrap_or_else(|| easy_minutes(45))
    }

    /// The built-in session of a kind.
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

/// Workouts of the library.
fn named(names: &[&str]) -> Vec<Workout> {
    names
        .iter()
        .filter_map(|name| WORKOUTS.get(*name).cloned())
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

/// `times` strides of 20 s with 60 s of walking (P16).
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

impl Default for SessionTypes {
    fn default() -> Self {
        let kinds = SessionKind::WORDS.iter().map(|&(_, kind)| kind);
        SessionTypes(kinds.map(|kind| Arc::new(SessionType::built_in(kind))).collect())
    }
}

impl SessionTypes {
    /// The type called `name`.
    pub fn get(&self, name: &str) -> Option<&Arc<SessionType>> {
        self.0.iter().find(|session| session.name == name)
    }

    /// The built-in type of `kind`, as the plan may have changed it.
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

    /// All names, for suggestions.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|session| session.name.as_str())
    }
}
