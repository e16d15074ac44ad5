//! Faults of written workouts, and their wording.

use crate::units::UnitError;
use std::fmt;
use std::ops::Range;

/// The longest text of a workout, in bytes, both as written and as printed.
pub(super) const MOST_BYTES: usize = 500;
/// The most levels of repeats and parentheses.
pub(super) const MOST_NESTED: usize = 4;
/// The most repeats of a step.
pub(super) const MOST_TIMES: u16 = 100;
/// The most steps of a workout once its repeats are written out.
pub(super) const MOST_STEPS: u64 = 1_000;

/// A fault in a written workout.
///
/// Its `Display` is a lower-case sentence that says what to write instead.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotationError {
    /// The kind of fault.
    pub kind: NotationErrorKind,
    /// The offending part, as byte offsets into the text.
    pub span: Range<usize>,
    /// The word that was probably meant.
    pub nearest: Option<String>,
}

/// The kinds of faults in a written workout.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum NotationErrorKind {
    /// An empty text.
    Empty,
    /// A text of more than 500 bytes; holds its length.
    TooLong(usize),
    /// A malformed amount.
    Unit(UnitError),
    /// A number without a unit.
    MissingUnit(String),
    /// A word after a number that is no unit.
    UnknownUnit(String),
    /// An unknown word in place of an effort.
    UnknownWord(String),
    /// A word that is neither an activity nor a workout of the library.
    UnknownName(String),
    /// Something else, or the end, in place of a step; holds what was found.
    ExpectedStep(String),
    /// No effort after `@`.
    ExpectedEffort,
    /// No name after `with`.
    ExpectedName,
    /// Text left over after a step; holds it.
    ExpectedJoin(String),
    /// An amount of zero.
    Zero,
    /// A count that is no whole number from 1 to 100.
    Times(String),
    /// A parenthesis that is not closed.
    Unclosed,
    /// A `/` with no repeat before it.
    StrayRecovery,
    /// A second `/` for the same repeat.
    SecondRecovery,
    /// A recovery that is not plain running or walking.
    RecoveryNotRun,
    /// A day off beside other steps.
    RestNotAlone,
    /// Repeats nested too deeply.
    TooDeep,
    /// More than 1000 steps once the repeats are written out.
    TooManySteps,
}

impl NotationError {
    pub(super) fn new(kind: NotationErrorKind, span: Range<usize>) -> NotationError {
        NotationError {
            kind,
            span,
            nearest: None,
        }
    }

    pub(super) fn near(mut self, nearest: Option<&str>) -> NotationError {
        self.nearest = nearest.map(str::to_owned);
        self
    }
}

impl fmt::Display for NotationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use NotationErrorKind as Kind;
        match &self.kind {
            Kind::Empty => f.write_str("no workout is written here: write one such as \"8 km easy\""),
            Kind::TooLong(bytes) => {
                write!(
                    f,
                    "the workout takes {bytes} bytes: the most is {MOST_BYTES}; name a part of it"
                )
            }
            Kind::Unit(fault) => fault.fmt(f),
            Kind::MissingUnit(number) => {
                write!(
                    f,
                    "\"{number}\" has no unit: write \"{number} km\", \"{number} mi\" or \"{number} min\""
                )
            }
            Kind::UnknownUnit(unit) => {
                write!(f, "\"{unit}\" is not a unit")?;
                self.suggest(f, "use m, km or mi, or s, min or h")
            }
            Kind::UnknownWord(word) => {
                write!(f, "\"{word}\" does not say how hard to run")?;
                self.suggest(
                    f,
                    "use easy, jog, M, T, I, R or another effort, or \",\" before a new step",
                )
            }
            Kind::UnknownName(name) => {
                write!(f, "\"{name}\" is not a workout known here")?;
                self.suggest(f, "write its steps, such as \"8 km easy\"")
            }
            Kind::ExpectedStep(found) if found.is_empty() => {
                f.write_str("the workout ends where a step is expected: write one such as \"8 km easy\"")
            }
            Kind::ExpectedStep(found) => {
                write!(
                    f,
                    "\"{found}\" stands where a step is expected: write one such as \"8 km easy\""
                )
            }
            Kind::ExpectedEffort => f.write_str("\"@\" needs an effort after it, such as \"@ M\" or \"@ T\""),
            Kind::ExpectedName => {
                f.write_str("\"with\" needs the name of a workout after it, such as \"with tempo-20\"")
            }
            Kind::ExpectedJoin(found) => {
                write!(
                    f,
                    "\"{found}\" does not follow from what is before it: join steps with \",\" or \"+\""
                )
            }
            Kind::Zero => f.write_str("an amount of zero is no step: leave it out"),
            Kind::Times(count) => {
                write!(
                    f,
                    "\"{count}\" cannot be a number of repeats: write a whole number from 1 to {MOST_TIMES}"
                )
            }
            Kind::Unclosed => f.write_str("this \"(\" is never closed: add \")\""),
            Kind::StrayRecovery => {
                f.write_str("\"/\" is the recovery between repeats: write \"5 x 1 km @ I / 400 m jog\"")
            }
            Kind::SecondRecovery => f.write_str("these repeats have a recovery already: leave one \"/\" out"),
            Kind::RecoveryNotRun => {
                f.write_str("a recovery is one stretch of jogging or walking, such as \"/ 400 m jog\"")
            }
            Kind::RestNotAlone => {
                f.write_str("\"rest\" is a day off and stands alone: leave it or the rest out")
            }
            Kind::TooDeep => {
                write!(
                    f,
                    "repeats stand more than {MOST_NESTED} deep inside each other: name a part of it"
                )
            }
            Kind::TooManySteps => {
                write!(
                    f,
                    "the workout has more than {MOST_STEPS} steps with its repeats written out"
                )
            }
        }
    }
}

impl NotationError {
    fn suggest(&self, f: &mut fmt::Formatter<'_>, otherwise: &str) -> fmt::Result {
        match &self.nearest {
            Some(nearest) => write!(f, ": did you mean \"{nearest}\"?"),
            None => write!(f, ": {otherwise}"),
        }
    }
}

impl std::error::Error for NotationError {}
