//! Running intensities.

use crate::units::{Distance, number};
use crate::words::words;

/// The shortest race distance whose goal pace is not faster than marathon pace.
const MARATHON: Distance = Distance::from_metres(30_000);

/// The intensity of a workout's step: the zones of Daniels' system, race paces, and efforts by feel.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Effort {
    /// Easy, conversational running.
    Easy,
    /// Slower than easy, for the day after a hard session.
    Recovery,
    /// The slow jog between repeats.
    Jog,
    /// Walking.
    Walk,
    /// Marathon pace.
    Marathon,
    /// Half-marathon pace.
    HalfMarathon,
    /// Threshold: the pace one can race for about an hour.
    Threshold,
    /// 10 km race pace.
    TenK,
    /// Interval, the pace of maximal oxygen uptake.
    Interval,
    /// 5 km race pace.
    FiveK,
    /// Repetition: about mile race pace.
    Repetition,
    /// Strides: relaxed, fast runs of about twenty seconds.
    Strides,
    /// Fast by feel, for short sprints.
    Fast,
    /// Hard uphill.
    Hill,
    /// The runner's target pace for the race.
    Goal,
}

words!(Effort {
    Easy = "easy",
    Recovery = "recovery",
    Jog = "jog",
    Walk = "walk",
    Marathon = "M",
    HalfMarathon = "HM",
    Threshold = "T",
    TenK = "10k",
    Interval = "I",
    FiveK = "5k",
    Repetition = "R",
    Strides = "strides",
    Fast = "fast",
    Hill = "hill",
    Goal = "goal",
});

impl Effort {
    /// Names that other systems use, with our effort; they appear only in suggestions.
    const OTHER_NAMES: [(&str, Effort); 16] = [
        ("marathon", Effort::Marathon),
        ("mp", Effort::Marathon),
        ("steady", Effort::Marathon),
        ("half", Effort::HalfMarathon),
        ("hmp", Effort::HalfMarathon),
        ("tempo", Effort::Threshold),
        ("threshold", Effort::Threshold),
        ("cruise", Effort::Threshold),
        ("interval", Effort::Interval),
        ("hard", Effort::Interval),
        ("vo2max", Effort::Interval),
        ("repetition", Effort::Repetition),
        ("rep", Effort::Repetition),
        ("sprint", Effort::Fast),
        ("rest", Effort::Walk),
        ("uphill", Effort::Hill),
    ];

    /// The effort with this word, ignoring case.
    pub fn of_word(word: &str) -> Option<Effort> {
        Effort::WORDS
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(word))
            .map(|&(_, effort)| effort)
    }

    /// The word of the effort that `word` most likely meant: by the names of other systems, else by spelling.
    pub fn nearest(word: &str) -> Option<&'static str> {
        let singular = word.strip_suffix('s').unwrap_or(word);
        Effort::OTHER_NAMES
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(singular))
            .map(|(_, effort)| effort.word())
            .or_else(|| number::nearest(word, Effort::WORDS.map(|(word, _)| word)))
    }

    /// The effort that is named after a race of this distance.
    pub const fn of_race(distance: Distance) -> Option<Effort> {
        match distance {
            Distance::MARATHON => Some(Effort::Marathon),
            Distance::HALF_MARATHON => Some(Effort::HalfMarathon),
            Distance::TEN_K => Some(Effort::TenK),
            Distance::FIVE_K => Some(Effort::FiveK),
            _ => None,
        }
    }

    /// True if the notation writes it with `@`: zones and race paces, as opposed to plain words.
    pub const fn is_zone(self) -> bool {
        !matches!(
            self,
            Effort::Easy
                | Effort::Recovery
                | Effort::Jog
                | Effort::Walk
                | Effort::Strides
                | Effort::Fast
                | Effort::Hill
        )
    }

    /// True if it is faster than easy running.
    pub const fn is_fast(self) -> bool {
        !matches!(self, Effort::Easy | Effort::Recovery | Effort::Jog | Effort::Walk)
    }

    /// True if it is faster than marathon pace in training for a race of `goal`. Strides do not count, and
    /// neither does the goal pace of a marathon.
    pub fn is_faster_than_marathon(self, goal: Option<Distance>) -> bool {
        match self {
            Effort::Marathon | Effort::Strides => false,
            Effort::Goal => goal.is_some_and(|goal| goal < MARATHON),
            other => other.is_fast(),
        }
    }

    /// Training load in points per minute: Daniels' intensity points (Daniels' Running Formula, 3rd ed.,
    /// 2013). Efforts that he does not list stand between their neighbours. Goal pace, whose race is not
    /// known here, counts as threshold.
    pub const fn points_per_minute(self) -> f64 {
        match self {
            Effort::Walk => 0.10,
            Effort::Recovery | Effort::Jog => 0.20,
            Effort::Easy => 0.25,
            Effort::Marathon => 0.45,
            Effort::HalfMarathon => 0.52,
            Effort::Threshold | Effort::Goal => 0.60,
            Effort::TenK => 0.75,
            Effort::FiveK => 0.95,
            Effort::Interval => 1.0,
            Effort::Hill => 1.2,
            Effort::Repetition | Effort::Strides | Effort::Fast => 1.5,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_effort_has_its_word() {
        for (_, effort) in Effort::WORDS {
            assert_eq!(Effort::of_word(effort.word()), Some(effort));
        }
        assert_eq!(Effort::of_word("hm"), Some(Effort::HalfMarathon));
        assert_eq!(Effort::of_word("tempo"), None);
    }

    #[test]
    fn other_names_lead_to_ours() {
        assert_eq!(Effort::nearest("tempo"), Some("T"));
        assert_eq!(Effort::nearest("intervals"), Some("I"));
        assert_eq!(Effort::nearest("eazy"), Some("easy"));
        assert_eq!(Effort::nearest("xylophone"), None);
    }
}
