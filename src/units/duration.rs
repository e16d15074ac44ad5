//! Durations in whole seconds.

use super::number::{self, Decimal};
use super::{Between, TimeUnit, UnitError};
use serde::Serialize;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

/// The longest duration that can be written: above any race that people train for with a plan.
const MOST: Duration = Duration(100 * 3_600);

/// A length of time in whole seconds. Sums saturate at the end of `u32`.
///
/// ```
/// use longrun::units::Duration;
/// let run = Duration::parse("1 h 30 min")?;
/// assert_eq!(run.secs(), 5400);
/// assert_eq!(run.clock(), "1:30:00");
/// # Ok::<(), longrun::units::UnitError>(())
/// ```
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug, Serialize)]
#[serde(transparent)]
pub struct Duration(u32);

impl Duration {
    /// Zero seconds.
    pub const ZERO: Duration = Duration(0);

    /// A duration of `secs` seconds.
    pub const fn from_secs(secs: u32) -> Duration {
        Duration(secs)
    }

    /// A duration of `minutes` minutes, saturating at the longest duration.
    pub const fn from_minutes(minutes: u32) -> Duration {
        Duration(minutes.saturating_mul(60))
    }

    /// A duration of `secs`, rounded to the second. Not-a-number and negative values become zero.
    pub fn from_secs_f64(secs: f64) -> Duration {
        Duration(secs.round() as u32)
    }

    /// The duration in seconds.
    pub const fn secs(self) -> u32 {
        self.0
    }

    /// The duration in minutes, with its fraction.
    pub fn minutes_f64(self) -> f64 {
        f64::from(self.0) / 60.0
    }

    /// Parses `"45 min"`, `"1 h 30 min"`, `"90 s"`, `"2 min 30 s"` or `"2.5 min"`.
    ///
    /// # Errors
    /// A missing or unknown unit, a malformed or negative number, units that do not run from large to small,
    /// or more than 100 hours.
    pub fn parse(text: &str) -> Result<Duration, UnitError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(UnitError::Empty("45 min"));
        }
        if text.starts_with(['-', '−']) {
            return Err(UnitError::Negative(text.to_owned()));
        }
        let mut rest = text;
        let mut total = Duration::ZERO;
        let mut smallest: Option<TimeUnit> = None;
        while !rest.is_empty() {
            let (number, after) = number::split(rest);
            if number.is_empty() {
                return Err(UnitError::NotANumber(rest.to_owned()));
            }
            let value = Decimal::parse(number)?;
            let end = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
            let (word, after) = after.split_at(end);
            if word.is_empty() {
                return Err(UnitError::MissingUnit(number.to_owned(), &["min", "s"]));
            }
            let unit = TimeUnit::parse(word)?;
            if smallest.is_some_and(|smallest| unit >= smallest) {
                return Err(UnitError::WrongKind(word.to_owned(), "1 h 30 min"));
            }
            smallest = Some(unit);
            total += unit.amount(value, text)?;
            rest = after.trim_start();
        }
        total.limited(text)
    }

    /// Parses a race clock: `"44:10"` is minutes and seconds, `"1:38:30"` hours, minutes and seconds.
    ///
    /// # Errors
    /// [`UnitError::NotAClock`] for another shape, [`UnitError::TooLarge`] above 100 hours.
    pub fn parse_clock(text: &str) -> Result<Duration, UnitError> {
        let text = text.trim();
        let not_a_clock = || UnitError::NotAClock(text.to_owned());
        let mut fields = Vec::with_capacity(3);
        for field in text.split(':') {
            let digits = (1..=4).contains(&field.len()) && field.bytes().all(|b| b.is_ascii_digit());
            if !digits || fields.len() == 3 {
                return Err(not_a_clock());
            }
            fields.push((field.len(), field.parse::<u32>().map_err(|_| not_a_clock())?));
        }
        let sexagesimal = |&(len, value): &(usize, u32)| len == 2 && value < 60;
        let secs = match fields.as_slice() {
            [(_, m), s] if sexagesimal(s) => m * 60 + s.1,
            [(_, h), m, s] if sexagesimal(m) && sexagesimal(s) => h * 3_600 + m.1 * 60 + s.1,
            _ => return Err(not_a_clock()),
        };
        Duration(secs).limited(text)
    }

    fn limited(self, text: &str) -> Result<Duration, UnitError> {
        match self <= MOST {
            true => Ok(self),
            false => Err(UnitError::TooLarge(text.to_owned(), "100 h")),
        }
    }

    /// The duration for display, to the second: `45 min`, `1 h 30 min`, `2 min 30 s`. Up to two minutes,
    /// anything but whole minutes is shown in seconds: `90 s`. The text parses back to the same duration.
    pub fn show(self) -> impl fmt::Display {
        fmt::from_fn(move |f| f.pad(&self.shown()))
    }

    fn shown(self) -> String {
        if self.0 < 120 && !self.0.is_multiple_of(60) {
            return format!("{} s", self.0);
        }
        let fields = [
            (self.0 / 3_600, "h"),
            (self.0 / 60 % 60, "min"),
            (self.0 % 60, "s"),
        ];
        let text: Vec<String> = fields
            .iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, unit)| format!("{n} {unit}"))
            .collect();
        match text.is_empty() {
            true => "0 min".to_owned(),
            false => text.join(" "),
        }
    }

    /// The duration as a race clock: `1:38:30`, `44:10`, `0:58`.
    pub fn clock(self) -> String {
        let (h, m, s) = (self.0 / 3_600, self.0 / 60 % 60, self.0 % 60);
        match h {
            0 => format!("{m}:{s:02}"),
            _ => format!("{h}:{m:02}:{s:02}"),
        }
    }

    /// Rounds up to the next multiple of `minutes`. Zero minutes changes nothing.
    pub fn round_up_to(self, minutes: u32) -> Duration {
        let step = minutes.saturating_mul(60);
        Duration(self.0.checked_next_multiple_of(step).unwrap_or(self.0))
    }
}

impl Add for Duration {
    type Output = Duration;
    fn add(self, other: Duration) -> Duration {
        Duration(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Duration {
    fn add_assign(&mut self, other: Duration) {
        *self = *self + other;
    }
}

impl Sum for Duration {
    fn sum<I: Iterator<Item = Duration>>(durations: I) -> Duration {
        durations.fold(Duration::ZERO, Add::add)
    }
}

impl Between<Duration> {
    /// Parses one duration, or a range in one unit: `"20-25 min"`.
    ///
    /// # Errors
    /// Those of [`Duration::parse`], and a range whose first number is the larger one.
    pub fn parse(text: &str) -> Result<Between<Duration>, UnitError> {
        let Some((low, high)) = number::split_range(text) else {
            return Ok(Between::exactly(Duration::parse(text)?));
        };
        let high_duration = Duration::parse(high)?;
        let (_, unit) = number::split(high);
        let low_duration = match number::split(low) {
            (_, "") => TimeUnit::parse(unit)?.amount(Decimal::parse(low)?, text.trim())?,
            _ => Duration::parse(low)?,
        };
        Between::new(low_duration, high_duration)
            .ok_or_else(|| UnitError::LowAboveHigh(text.trim().to_owned()))
    }

    /// The midpoint, rounded down to the second.
    pub fn middle(&self) -> Duration {
        Duration(self.low.0.midpoint(self.high.0))
    }

    /// The range in one unit, with this dash: minutes if both ends are whole minutes, else seconds.
    pub(crate) fn shown(self, dash: &str) -> String {
        if self.is_exact() {
            return self.low.shown();
        }
        let (low, high) = (self.low.0, self.high.0);
        match low % 60 == 0 && high % 60 == 0 {
            true => format!("{}{dash}{} min", low / 60, high / 60),
            false => format!("{low}{dash}{high} s"),
        }
    }

    /// The range for display: `20–25 min`, or like [`Duration::show`] if both ends are equal.
    pub fn show(self) -> impl fmt::Display {
        fmt::from_fn(move |f| f.pad(&self.shown("–")))
    }
}

impl TimeUnit {
    /// `number` of this unit, to the nearest second.
    ///
    /// # Errors
    /// [`UnitError::TooLarge`], quoting `text`, above 100 hours.
    pub(crate) fn amount(self, number: Decimal, text: &str) -> Result<Duration, UnitError> {
        let secs = u32::try_from(number.times(self.secs())).unwrap_or(u32::MAX);
        Duration(secs).limited(text)
    }
}

#[cfg(test)]
#[path = "duration_tests.rs"]
mod tests;
