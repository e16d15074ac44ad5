//! The units that distances and durations are written in.

use super::UnitError;
use super::number;

/// A unit that a distance is written in.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum DistanceUnit {
    /// Metres, `m`.
    M,
    /// Kilometres, `km`.
    Km,
    /// Miles, `mi`.
    Mi,
}

impl DistanceUnit {
    const WORDS: [(&str, DistanceUnit); 14] = [
        ("m", DistanceUnit::M),
        ("km", DistanceUnit::Km),
        ("mi", DistanceUnit::Mi),
        ("metre", DistanceUnit::M),
        ("metres", DistanceUnit::M),
        ("meter", DistanceUnit::M),
        ("meters", DistanceUnit::M),
        ("kms", DistanceUnit::Km),
        ("kilometre", DistanceUnit::Km),
        ("kilometres", DistanceUnit::Km),
        ("kilometer", DistanceUnit::Km),
        ("kilometers", DistanceUnit::Km),
        ("mile", DistanceUnit::Mi),
        ("miles", DistanceUnit::Mi),
    ];

    /// The unit with this spelling, or `None`. A lone capital `M` is no unit: it is marathon effort.
    pub fn of_word(word: &str) -> Option<DistanceUnit> {
        if word == "M" {
            return None;
        }
        let word = word.to_ascii_lowercase();
        DistanceUnit::WORDS
            .iter()
            .find(|(known, _)| *known == word)
            .map(|(_, unit)| *unit)
    }

    /// The unit with this spelling, like [`DistanceUnit::of_word`] with an error.
    ///
    /// # Errors
    /// [`UnitError::WrongKind`] for a unit of time, else [`UnitError::UnknownUnit`] with the nearest unit.
    pub fn parse(word: &str) -> Result<DistanceUnit, UnitError> {
        DistanceUnit::of_word(word).ok_or_else(|| {
            if TimeUnit::of_word(word).is_some() {
                return UnitError::WrongKind(word.to_owned(), "8 km");
            }
            UnitError::UnknownUnit(word.to_owned(), DistanceUnit::nearest(word))
        })
    }

    /// The usual spelling of the unit that `word` most resembles, or `None` if it resembles none.
    pub fn nearest(word: &str) -> Option<&'static str> {
        let near = number::nearest(word, DistanceUnit::WORDS.iter().map(|(known, _)| *known))?;
        DistanceUnit::of_word(near).map(DistanceUnit::label)
    }

    /// The usual spelling: `m`, `km`, `mi`.
    pub const fn label(self) -> &'static str {
        match self {
            DistanceUnit::M => "m",
            DistanceUnit::Km => "km",
            DistanceUnit::Mi => "mi",
        }
    }
}

/// A unit that a duration is written in, ordered from small to large.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TimeUnit {
    /// Seconds, `s`.
    S,
    /// Minutes, `min`.
    Min,
    /// Hours, `h`.
    H,
}

impl TimeUnit {
    const WORDS: [(&str, TimeUnit); 14] = [
        ("s", TimeUnit::S),
        ("min", TimeUnit::Min),
        ("h", TimeUnit::H),
        ("sec", TimeUnit::S),
        ("secs", TimeUnit::S),
        ("second", TimeUnit::S),
        ("seconds", TimeUnit::S),
        ("mins", TimeUnit::Min),
        ("minute", TimeUnit::Min),
        ("minutes", TimeUnit::Min),
        ("hr", TimeUnit::H),
        ("hrs", TimeUnit::H),
        ("hour", TimeUnit::H),
        ("hours", TimeUnit::H),
    ];

    /// The unit with this spelling, or `None`.
    pub fn of_word(word: &str) -> Option<TimeUnit> {
        let word = word.to_ascii_lowercase();
        TimeUnit::WORDS
            .iter()
            .find(|(known, _)| *known == word)
            .map(|(_, unit)| *unit)
    }

    /// The unit with this spelling, like [`TimeUnit::of_word`] with an error.
    ///
    /// # Errors
    /// [`UnitError::WrongKind`] for a unit of distance, else [`UnitError::UnknownUnit`] with the nearest
    /// unit.
    pub fn parse(word: &str) -> Result<TimeUnit, UnitError> {
        TimeUnit::of_word(word).ok_or_else(|| {
            if DistanceUnit::of_word(word).is_some() {
                return UnitError::WrongKind(word.to_owned(), "45 min");
            }
            UnitError::UnknownUnit(word.to_owned(), TimeUnit::nearest(word))
        })
    }

    /// The usual spelling of the unit that `word` most resembles, or `None` if it resembles none.
    pub fn nearest(word: &str) -> Option<&'static str> {
        let near = number::nearest(word, TimeUnit::WORDS.iter().map(|(known, _)| *known))?;
        TimeUnit::of_word(near).map(TimeUnit::label)
    }

    /// The usual spelling: `s`, `min`, `h`.
    pub const fn label(self) -> &'static str {
        match self {
            TimeUnit::S => "s",
            TimeUnit::Min => "min",
            TimeUnit::H => "h",
        }
    }

    /// One of this unit, in seconds.
    pub(super) const fn secs(self) -> u64 {
        match self {
            TimeUnit::S => 1,
            TimeUnit::Min => 60,
            TimeUnit::H => 3_600,
        }
    }
}
