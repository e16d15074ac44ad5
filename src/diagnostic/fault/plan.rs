//! Faults of plans.

use super::{Audience, MissingKey, Words, faults};
use crate::diagnostic::Suggestion;
use crate::units::Distance;
use crate::workout::NotationError;

faults! {
    /// A fault of a plan, or of `allow`, which plans and seasons share.
    PlanFault in Plan {
        /// A plan with phases that is made of plans, too.
        PlansAndPhases => Error PlansAndPhases,
        /// A plan made of none or too many plans.
        PlanCount { count: usize, most: usize } => Error Plans,
        /// A plan without a phase.
        NoPhase => Error NoPhase,
        /// A plan of too many weeks.
        TooManyWeeks { weeks: u32, most: u32 } => Error TooManyWeeks,
        /// A reduction outside of its own range, in percent.
        ReductionOutside { reduction: u32 } => Error VolumeRange,
        /// A peak outside of its own range.
        PeakOutside { peak: Distance } => Error VolumeRange,
        /// A volume without a peak or a usual week.
        EmptyVolume => Error Volume,
        /// A session that is not known.
        UnknownSession { name: String, suggestion: Suggestion } => Error UnknownSession,
        /// A key that must be there.
        Missing { key: MissingKey } => Error MissingKey,
        /// An item of `[[once]]` with two windows.
        SecondWindow => Error Window,
        /// A phase with `during` in a plan that is no overlay.
        DuringOutsideOverlay => Error During,
        /// A key of a plan's head in an overlay.
        OverlayKey { key: &'static str } => Error Overlay,
        /// A week's volume or rest in an overlay.
        OverlayVolume => Error Overlay,
        /// A run in an overlay.
        OverlayRun { session: String } => Error Overlay,
        /// A phase with neither sessions nor rows.
        EmptyPhase { phase: String } => Error EmptyPhase,
        /// A phase whose minimum is above its maximum, in weeks.
        MinimumOverMaximum { phase: String, min: u32, max: u32 } => Error PhaseWeeks,
        /// A phase whose typical length is not between its minimum and maximum, in weeks.
        TypicalOutside { phase: String, typical: u32, min: u32, max: u32 } => Error PhaseWeeks,
        /// A phase with more or fewer rows than weeks.
        RowCount { phase: String, weeks: u32, rows: u32 } => Error PhaseRows,
        /// A week of too many sessions.
        TooManySessions { sessions: usize, most: usize } => Error TooManySessions,
        /// More sessions of a kind than a week may hold.
        TooManyOfKind { session: String, number: i64, most: i64 } => Error OutOfRange,
        /// Too many daily reminders.
        TooManyDaily { count: usize, most: usize } => Error TooMany,
        /// Too many of a plan's own workouts or kinds of session.
        TooManyOwn { things: &'static str, count: usize, most: usize } => Error TooMany,
        /// A workout of too many exercises.
        TooManyExercises { workout: String, count: usize, most: usize } => Error TooMany,
        /// Training among the daily reminders.
        DailyTraining { workout: String } => Error Daily,
        /// A built-in session with the kind of another one.
        BuiltInKind { session: String, kind: &'static str } => Error SessionKind,
        /// A new session without a kind; the built-in one that was probably meant, and all kinds.
        NoKind { session: String, near: Option<String>, kinds: Vec<&'static str> } => Error SessionKind,
        /// A workout that cannot be read; the workout of the library that was probably meant.
        Notation { error: NotationError, near: Option<String> } => Error Workout,
        /// A code in `allow` that is not known.
        UnknownFinding { word: String, near: Option<&'static str> } => Error UnknownFinding,
    }
}

impl PlanFault {
    pub(super) fn words(&self, to: Audience<'_>) -> Words {
        match self {
            Self::PlansAndPhases => {
                Words::new("a plan has phases, or is made of plans").marks("its phases", "its plans")
            }
            Self::PlanCount { count, most } => Words::new(format!(
                "a plan is made of 1 to {most} plans, and this one of {count}"
            )),
            Self::NoPhase => Words::new("the plan has no phase")
                .help("begin one with a line [[phase]] and give it name, weeks and sessions"),
            Self::TooManyWeeks { weeks, most } => {
                Words::new(format!("the plan may last {weeks} weeks, and {most} is the most"))
            }
            Self::ReductionOutside { reduction } => {
                Words::new(format!("the reduction of {reduction} % lies outside its range"))
            }
            Self::PeakOutside { peak } => {
                Words::new(format!("the peak of {} lies outside its range", peak.exact()))
                    .marks("", "the range")
            }
            Self::EmptyVolume => Words::new("a plan's volume needs a `peak` or a `usual`")
                .help("write volume = { peak = \"75 km\", range = \"60-90 km\" }"),
            Self::UnknownSession { name, suggestion } => {
                Words::new(format!("{} is not a session", to.quoted(name)))
                    .mark("unknown")
                    .suggest(to, suggestion)
            }
            Self::Missing { key } => key.words(to),
            Self::SecondWindow => Words::new(
                "a [[once]] item has one window: after a race, before one, or after the plan's start",
            )
            .mark("a second one"),
            Self::DuringOutsideOverlay => Words::new("only an overlay's phase has `during`")
                .help("write overlay = true at the top, or kind = \"base\" in the phase"),
            Self::OverlayKey { key } => Words::new(format!(
                "an overlay has no {}: the plan it is added to has one",
                to.quoted(key)
            )),
            Self::OverlayVolume => Words::new(
                "an overlay has no `volume`, `rest` or `cutback`: the plan it is added to has them",
            ),
            Self::OverlayRun { session } => Words::new(format!(
                "an overlay adds no running, and {} is a run",
                to.quoted(session)
            ))
            .help("strides may be added; medium = 1 turns an easy run of the week into a medium one"),
            Self::EmptyPhase { phase } => Words::new(format!("the phase {} is empty", to.quoted(phase)))
                .help(
                    "give it sessions, e.g. long = \"16 km\", or rows, e.g. week = [ { long = \"16 km\" } ]",
                ),
            Self::MinimumOverMaximum { phase, min, max } => Words::new(format!(
                "the phase {}: minimum ({min} weeks) is greater than maximum ({max} weeks)",
                to.quoted(phase)
            )),
            Self::TypicalOutside {
                phase,
                typical,
                min,
                max,
            } => Words::new(format!(
                "the phase {} typically lasts {typical} weeks, and that is not between {min} and {max}",
                to.quoted(phase)
            )),
            Self::RowCount { phase, weeks, rows } => Words::new(format!(
                "the phase {} lasts {weeks} weeks and has {rows} rows",
                to.quoted(phase)
            ))
            .help("write a row for each week of its typical length, or repeat = true"),
            Self::TooManySessions { sessions, most } => Words::new(format!(
                "this week has {sessions} sessions, and {most} is the most"
            )),
            Self::TooManyOfKind {
                session,
                number,
                most,
            } => Words::new(format!(
                "{} is {number}, and a week holds at most {most} of them",
                to.quoted(session)
            ))
            .mark("how many")
            .help(format!(
                "a bare number is a count; for a distance, write {session} = \"{number} km\""
            )),
            Self::TooManyDaily { count, most } => {
                Words::new(format!("{count} things a day, and {most} is the most")).mark("one too many")
            }
            Self::TooManyOwn { things, count, most } => Words::new(format!(
                "the plan has {count} {things} of its own, and {most} is the most"
            ))
            .mark("one too many"),
            Self::TooManyExercises { workout, count, most } => Words::new(format!(
                "{} has {count} exercises, and {most} is the most",
                to.quoted(workout)
            ))
            .mark("one too many"),
            Self::DailyTraining { workout } => {
                Words::new(format!("{} is training, and cannot be daily", to.quoted(workout)))
                    .help("daily may be mobility, mind, fuel and reminders; name training in its own key")
            }
            Self::BuiltInKind { session, kind } => Words::new(format!(
                "{} is built in, and its kind cannot become {}",
                to.quoted(session),
                to.quoted(kind)
            ))
            .help("give the new session a name of its own"),
            Self::NoKind { session, near, kinds } => {
                let words = Words::new(format!(
                    "{} is a new session, and needs a `kind`",
                    to.quoted(session)
                ));
                words.mark("new here").help(match near {
                    Some(near) => format!("did you mean the built-in {}?", to.quoted(near)),
                    None => format!("add kind = one of {}", kinds.join(", ")),
                })
            }
            Self::Notation { error, near } => {
                let words = Words::new(error.to_string());
                match near {
                    Some(near) => words.help(format!("did you mean {}?", to.quoted(near))),
                    None => words,
                }
            }
            Self::UnknownFinding { word, near } => {
                Words::new(format!("{} is not the code of a finding", to.quoted(word)))
                    .mark("unknown")
                    .near_or(
                        to,
                        *near,
                        "codes are as `longrun check` prints them, e.g. LONG_SHARE",
                    )
            }
        }
    }
}
