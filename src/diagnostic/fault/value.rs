//! Values that cannot be read.

use super::Audience;
use crate::units::{Distance, UnitError};

/// A value that cannot be read.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueError {
    /// A distance, a duration or a pace that is none.
    Unit(UnitError),
    /// Not a race's distance; the name that was probably meant.
    NotARaceDistance(String, Option<&'static str>),
    /// A race of less than 400 m.
    RaceTooShort(String),
    /// A share over 200 %.
    ShareTooLarge(String),
    /// Not a share.
    NotAShare(String),
    /// Not a range of shares.
    NotAShareRange(String),
    /// Not a range of days.
    NotADayRange(String),
    /// A phase of more weeks than a plan may last, in weeks.
    PhaseTooLong(u32),
    /// Not a number of weeks.
    NotWeeks(String),
    /// Not a time of day; the key as it would be written.
    NotAClockTime(String, String),
    /// Less than anybody runs: the text, what it is ("a usual week"), and the least.
    TooLittle(String, &'static str, Distance),
    /// More than anybody runs: the text, what it is ("a usual week"), and the most.
    TooMuch(String, &'static str, Distance),
    /// Not a race's result.
    NotAResult(String),
    /// Not a runner's id; the most characters of one, and an example.
    NotARunnerId(String, usize, String),
    /// Not a time zone; the one that was probably meant.
    NotATimeZone(String, Option<&'static str>),
    /// More time around a session than half a day.
    OverHalfADay(String),
    /// A window of more than so many weeks.
    WindowTooFar(String, u32),
    /// Not a number of days or weeks.
    NotDays(String),
    /// Not a ratio.
    NotARatio(String),
    /// Neither a time, a window nor "off".
    NotARoom(String),
    /// A window of a day that ends before it begins.
    WindowBackwards(String),
}

impl From<UnitError> for ValueError {
    fn from(error: UnitError) -> Self {
        ValueError::Unit(error)
    }
}

impl std::fmt::Display for ValueError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words(Audience::Terminal))
    }
}

impl std::error::Error for ValueError {}

impl ValueError {
    /// The part of the value that the error is about, where it is not the whole.
    pub fn part(&self) -> Option<&str> {
        match self {
            ValueError::Unit(error) => error.part(),
            _ => None,
        }
    }

    pub(super) fn words(&self, to: Audience<'_>) -> String {
        match self {
            Self::Unit(error) => error.to_string(),
            Self::NotARaceDistance(text, near) => {
                let hint = near.map_or_else(String::new, |near| {
                    format!(" (did you mean {}?)", to.quoted(near))
                });
                let text = to.quoted(text);
                format!("{text} is not a race distance: 5k, 10k, half, marathon or \"50 km\"{hint}")
            }
            Self::RaceTooShort(text) => format!("{} is too short for a race", to.quoted(text)),
            Self::ShareTooLarge(text) => format!("{} is over 200 %", to.quoted(text)),
            Self::NotAShare(text) => format!("{} is not a share: write it as \"70 %\"", to.quoted(text)),
            Self::NotAShareRange(text) => {
                format!(
                    "{} is not a range of shares: write it as \"20-40 %\"",
                    to.quoted(text)
                )
            }
            Self::NotADayRange(text) => {
                format!(
                    "{} is not a range of days: write it as \"3-5 days\"",
                    to.quoted(text)
                )
            }
            Self::PhaseTooLong(weeks) => format!("a phase lasts at most {weeks} weeks"),
            Self::NotWeeks(text) => format!(
                "{} is not a number of weeks: write weeks = 6 or weeks = \"4-12\"",
                to.quoted(text)
            ),
            Self::NotAClockTime(text, example) => match to.is_page() {
                true => format!("{} is not a time of day, e.g. 07:30", to.quoted(text)),
                false => format!("{} is not a time of day: write e.g. {example}", to.quoted(text)),
            },
            Self::TooLittle(text, what, least) => format!(
                "{} is too little for {what}: write at least {}, or leave it out",
                to.quoted(text),
                least.exact()
            ),
            Self::TooMuch(text, what, most) => format!(
                "{} is too much for {what}: write {} or less",
                to.quoted(text),
                most.exact()
            ),
            Self::NotAResult(text) => {
                format!(
                    "{} is not a race result: write it as \"half 1:38:30\"",
                    to.quoted(text)
                )
            }
            Self::NotARunnerId(text, most, near) => format!(
                "{} is not a runner's id: write 1 to {most} lower-case letters, digits and hyphens, e.g. \"{near}\"",
                to.quoted(text)
            ),
            Self::NotATimeZone(text, Some(near)) => {
                let (text, near) = (to.quoted(text), to.quoted(near));
                format!("there is no time zone {text} (did you mean {near}?)")
            }
            Self::NotATimeZone(text, None) => {
                format!(
                    "there is no time zone {} (write e.g. America/New_York)",
                    to.quoted(text)
                )
            }
            Self::OverHalfADay(text) => format!("{} is more than 12 h", to.quoted(text)),
            Self::WindowTooFar(text, weeks) => format!("{} is more than {weeks} weeks", to.quoted(text)),
            Self::NotDays(text) => format!(
                "{} is not a number of days: write it as \"14 days\" or \"12 weeks\"",
                to.quoted(text)
            ),
            Self::NotARatio(text) => format!("{} is not a ratio: write it as \"1.5\"", to.quoted(text)),
            Self::NotARoom(text) => format!(
                "{} is not a valid value for a day: write \"18:00\", \"07:00-12:00\" or \"off\"",
                to.quoted(text)
            ),
            Self::WindowBackwards(text) => {
                format!("the window {} ends before it begins", to.quoted(text))
            }
        }
    }
}
