//! Training other than running.

use crate::units::{Duration, number};
use crate::words::words;

/// A session or step that is not running.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Activity {
    /// Strength training.
    Strength,
    /// Cross-training: bike, swim, pool-running.
    Cross,
    /// Mobility, stretching, foam rolling.
    Mobility,
    /// Running technique drills.
    Drills,
    /// A walk of its own, as opposed to walking inside a run.
    Walk,
    /// Mental training, reviewing goals.
    Mind,
    /// Nutrition.
    Fuel,
    /// An appointment: doctor, massage, coach.
    Appointment,
    /// A reminder for a day, which takes no time of its own.
    Reminder,
}

words!(Activity {
    Strength = "strength",
    Cross = "cross",
    Mobility = "mobility",
    Drills = "drills",
    Walk = "walk",
    Mind = "mind",
    Fuel = "fuel",
    Appointment = "appointment",
    Reminder = "reminder",
});

impl Activity {
    /// The activity with this word, ignoring case.
    pub fn of_word(word: &str) -> Option<Activity> {
        Activity::WORDS
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(word))
            .map(|&(_, activity)| activity)
    }

    /// The word that `word` most resembles, among those that can begin a step: the activities and `rest`.
    pub fn nearest(word: &str) -> Option<&'static str> {
        number::nearest(
            word,
            Activity::WORDS.map(|(word, _)| word).into_iter().chain(["rest"]),
        )
    }

    /// The name for display.
    pub const fn title(self) -> &'static str {
        match self {
            Activity::Strength => "strength",
            Activity::Cross => "cross-training",
            Activity::Mobility => "mobility",
            Activity::Drills => "drills",
            Activity::Walk => "walk",
            Activity::Mind => "mental training",
            Activity::Fuel => "nutrition",
            Activity::Appointment => "appointment",
            Activity::Reminder => "reminder",
        }
    }

    /// The length if the plan gives none (own choice).
    pub const fn usual(self) -> Duration {
        Duration::from_minutes(match self {
            Activity::Strength | Activity::Cross | Activity::Appointment => 45,
            Activity::Walk | Activity::Fuel => 30,
            Activity::Mobility | Activity::Drills | Activity::Mind => 15,
            Activity::Reminder => 0,
        })
    }
}
