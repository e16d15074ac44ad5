//! Faults of written amounts, and their wording.

use std::fmt;

/// The reason a text is not a distance, a duration or a pace.
///
/// Its `Display` is a lower-case fragment that says what to write instead.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum UnitError {
    /// An empty text; holds an example of the expected form.
    Empty(&'static str),
    /// A number without a unit; holds the number and the units that would fit.
    MissingUnit(String, &'static [&'static str]),
    /// An unknown unit; holds it and the nearest known one, if one is near.
    UnknownUnit(String, Option<&'static str>),
    /// A unit of time instead of distance, or the reverse; holds it and an example.
    WrongKind(String, &'static str),
    /// A malformed number: only plain decimals are read.
    NotANumber(String),
    /// A number below zero.
    Negative(String),
    /// An amount above the limit; holds it and the limit.
    TooLarge(String, &'static str),
    /// An amount outside the plausible range; holds it and the range.
    OutOfRange(String, &'static str),
    /// A range whose first number is the larger one.
    LowAboveHigh(String),
    /// A text that is not a clock time.
    NotAClock(String),
}

impl UnitError {
    /// The part of the text that is at fault, where it is not the whole: the word or the number that the message quotes.
    pub fn part(&self) -> Option<&str> {
        match self {
            UnitError::Empty(_) => None,
            UnitError::MissingUnit(text, _)
            | UnitError::UnknownUnit(text, _)
            | UnitError::WrongKind(text, _)
            | UnitError::NotANumber(text)
            | UnitError::Negative(text)
            | UnitError::TooLarge(text, _)
            | UnitError::OutOfRange(text, _)
            | UnitError::LowAboveHigh(text)
            | UnitError::NotAClock(text) => Some(text),
        }
    }
}

impl fmt::Display for UnitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UnitError::Empty(example) => write!(f, "nothing is written here: write {example:?}"),
            UnitError::MissingUnit(number, units) => {
                write!(f, "\"{number}\" has no unit: write ")?;
                for (i, unit) in units.iter().enumerate() {
                    let or = if i == 0 { "" } else { " or " };
                    write!(f, "{or}\"{number} {unit}\"")?;
                }
                Ok(())
            }
            UnitError::UnknownUnit(unit, Some(nearest)) => {
                write!(f, "\"{unit}\" is not a unit: did you mean \"{nearest}\"?")
            }
            UnitError::UnknownUnit(unit, None) => {
                write!(f, "\"{unit}\" is not a unit: use m, km or mi, or s, min or h")
            }
            UnitError::WrongKind(unit, example) => {
                write!(
                    f,
                    "\"{unit}\" does not fit here: write an amount such as \"{example}\""
                )
            }
            UnitError::NotANumber(text) if text.contains(',') => {
                let pointed = text.replace(',', ".");
                write!(
                    f,
                    "\"{text}\" is not a number: write decimals with a point, \"{pointed}\""
                )
            }
            UnitError::NotANumber(text) => write!(f, "\"{text}\" is not a number such as 16 or 6.5"),
            UnitError::Negative(text) => write!(f, "\"{text}\" is below zero"),
            UnitError::TooLarge(text, limit) => write!(f, "\"{text}\" is too large: the most is {limit}"),
            UnitError::OutOfRange(text, range) => write!(f, "\"{text}\" is out of range: write {range}"),
            UnitError::LowAboveHigh(text) => {
                write!(f, "\"{text}\" runs downwards: write the smaller number first")
            }
            UnitError::NotAClock(text) => {
                write!(f, "\"{text}\" is not a time such as \"44:10\" or \"1:38:30\"")
            }
        }
    }
}

impl std::error::Error for UnitError {}
