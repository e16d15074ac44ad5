//! Distances in whole millimetres.

use super::number::{self, Decimal};
use super::{Between, DistanceUnit, UnitError};
use serde::{Serialize, Serializer};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

const MM_PER_KM: u64 = 1_000_000;
const MM_PER_MILE: u64 = 1_609_344;

/// The longest distance that can be written: above any week's volume and any race.
const MOST: Distance = Distance::from_metres(10_000_000);

/// A distance in whole millimetres.
///
/// In millimetres a mile (1 609 344 mm) and a half marathon (21 097 500 mm) are whole numbers, so sums are
/// exact in kilometres and in miles. Sums saturate at the end of `u64`; no parsed distance is above 10 000
/// km.
///
/// ```
/// use longrun::units::{Distance, Units};
/// let long = Distance::parse("16 km")?;
/// assert_eq!(long.mm(), 16_000_000);
/// assert_eq!(long.show(Units::Mi).to_string(), "9.9 mi");
/// # Ok::<(), longrun::units::UnitError>(())
/// ```
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct Distance(u64);

impl Distance {
    /// Zero metres.
    pub const ZERO: Distance = Distance(0);
    /// One mile, 1609.344 m.
    pub const MILE: Distance = Distance(MM_PER_MILE);
    /// Five kilometres.
    pub const FIVE_K: Distance = Distance::from_metres(5_000);
    /// Ten kilometres.
    pub const TEN_K: Distance = Distance::from_metres(10_000);
    /// The half marathon, 21 097.5 m.
    pub const HALF_MARATHON: Distance = Distance(21_097_500);
    /// The marathon, 42 195 m.
    pub const MARATHON: Distance = Distance::from_metres(42_195);

    /// A distance of `mm` millimetres.
    pub const fn from_mm(mm: u64) -> Distance {
        Distance(mm)
    }

    /// A distance of `metres` metres, saturating at the largest distance.
    pub const fn from_metres(metres: u64) -> Distance {
        Distance(metres.saturating_mul(1_000))
    }

    /// The distance in millimetres.
    pub const fn mm(self) -> u64 {
        self.0
    }

    /// The distance in metres, with its fraction.
    pub fn metres(self) -> f64 {
        self.0 as f64 / 1_000.0
    }

    /// The distance in kilometres, with its fraction.
    pub fn km(self) -> f64 {
        self.0 as f64 / MM_PER_KM as f64
    }

    /// Parses `"16 km"`, `"0.5 mi"`, `"400 m"` or `"16km"`.
    ///
    /// # Errors
    /// A missing or unknown unit, a malformed or negative number, or more than 10 000 km.
    pub fn parse(text: &str) -> Result<Distance, UnitError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(UnitError::Empty("16 km"));
        }
        if text.starts_with(['-', '−']) {
            return Err(UnitError::Negative(text.to_owned()));
        }
        let (number, unit) = number::split(text);
        if number.is_empty() {
            return Err(UnitError::NotANumber(text.to_owned()));
        }
        let value = Decimal::parse(number)?;
        if unit.is_empty() {
            return Err(UnitError::MissingUnit(number.to_owned(), &["km", "mi"]));
        }
        DistanceUnit::parse(unit)?.amount(value, text)
    }

    /// Rounds to the nearest multiple of `step`, half up. A step of zero changes nothing.
    pub fn round_to(self, step: Distance) -> Distance {
        match self.0.checked_rem(step.0) {
            None | Some(0) => self,
            Some(rest) if rest >= step.0 - rest => Distance((self.0 - rest).saturating_add(step.0)),
            Some(rest) => Distance(self.0 - rest),
        }
    }

    /// Rounds down to a multiple of `step`. A step of zero changes nothing.
    pub fn floor_to(self, step: Distance) -> Distance {
        Distance(self.0 - self.0.checked_rem(step.0).unwrap_or(0))
    }

    /// This distance times `numerator / denominator`, to the nearest millimetre, half up.
    ///
    /// A denominator of zero gives zero: a share of nothing.
    pub fn scale(self, numerator: u64, denominator: u64) -> Distance {
        let denominator = u128::from(denominator);
        if denominator == 0 {
            return Distance::ZERO;
        }
        let product = u128::from(self.0) * u128::from(numerator);
        Distance(u64::try_from(product.saturating_add(denominator / 2) / denominator).unwrap_or(u64::MAX))
    }

    /// This distance minus `other`, or zero if `other` is longer.
    pub const fn saturating_sub(self, other: Distance) -> Distance {
        Distance(self.0.saturating_sub(other.0))
    }

    /// The distance for display, with at most one decimal: `18 km`, `6.5 km`, `400 m`; `11 mi`, `11.2 mi`.
    ///
    /// Under one kilometre, or under a tenth of a mile, it shows whole metres.
    pub fn show(self, units: Units) -> impl fmt::Display {
        fmt::from_fn(move |f| f.pad(&self.shown(units)))
    }

    fn shown(self, units: Units) -> String {
        let metres = self.0.saturating_add(500) / 1_000;
        let (unit, in_metres) = match units {
            Units::Km => (MM_PER_KM, metres < 1_000),
            Units::Mi => (MM_PER_MILE, self.0 < MM_PER_MILE / 10),
        };
        if in_metres && self.0 > 0 {
            return format!("{metres} m");
        }
        let tenths = (u128::from(self.0) * 10 + u128::from(unit) / 2) / u128::from(unit);
        match tenths % 10 {
            0 => format!("{} {}", tenths / 10, units.label()),
            tenth => format!("{}.{tenth} {}", tenths / 10, units.label()),
        }
    }

    /// A short text that parses back to exactly this distance: `16 km`, `21.0975 km`, under a kilometre `400
    /// m`, and `10 mi` where miles are shorter.
    pub fn exact(self) -> String {
        let text = |unit: DistanceUnit| format!("{} {}", unit.digits(self), unit.label());
        let metric = text(if self.0 < MM_PER_KM {
            DistanceUnit::M
        } else {
            DistanceUnit::Km
        });
        let miles = text(DistanceUnit::Mi);
        if miles.len() < metric.len() { miles } else { metric }
    }
}

impl Add for Distance {
    type Output = Distance;
    fn add(self, other: Distance) -> Distance {
        Distance(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Distance {
    fn add_assign(&mut self, other: Distance) {
        *self = *self + other;
    }
}

impl Sum for Distance {
    fn sum<I: Iterator<Item = Distance>>(distances: I) -> Distance {
        distances.fold(Distance::ZERO, Add::add)
    }
}

impl Serialize for Distance {
    /// Serialises as metres: an integer if they are whole, else a decimal.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 % 1_000 {
            0 => serializer.serialize_u64(self.0 / 1_000),
            _ => serializer.serialize_f64(self.metres()),
        }
    }
}

impl Between<Distance> {
    /// Parses one distance, or a range in one unit: `"10-12 km"`, `"10 – 12 km"`, `"16 km"`.
    ///
    /// # Errors
    /// Those of [`Distance::parse`], and a range whose first number is the larger one.
    pub fn parse(text: &str) -> Result<Between<Distance>, UnitError> {
        let Some((low, high)) = number::split_range(text) else {
            return Ok(Between::exactly(Distance::parse(text)?));
        };
        let high_distance = Distance::parse(high)?;
        let (_, unit) = number::split(high);
        let low_distance = match number::split(low) {
            (_, "") => DistanceUnit::parse(unit)?.amount(Decimal::parse(low)?, text.trim())?,
            _ => Distance::parse(low)?,
        };
        Between::new(low_distance, high_distance)
            .ok_or_else(|| UnitError::LowAboveHigh(text.trim().to_owned()))
    }

    /// The midpoint, rounded down to the millimetre.
    pub fn middle(&self) -> Distance {
        Distance(self.low.0.midpoint(self.high.0))
    }

    /// The range for display, like [`Distance::show`] with the unit once: `10–12 km`.
    pub fn show(self, units: Units) -> impl fmt::Display {
        fmt::from_fn(move |f| {
            let (low, high) = (self.low.shown(units), self.high.shown(units));
            if low == high {
                return f.pad(&low);
            }
            match (low.split_once(' '), high.split_once(' ')) {
                (Some((number, unit)), Some((_, other))) if unit == other => {
                    f.pad(&format!("{number}–{high}"))
                }
                _ => f.pad(&format!("{low} – {high}")),
            }
        })
    }
}

impl DistanceUnit {
    /// One metre, kilometre or mile.
    pub const fn one(self) -> Distance {
        match self {
            DistanceUnit::M => Distance(1_000),
            DistanceUnit::Km => Distance(MM_PER_KM),
            DistanceUnit::Mi => Distance::MILE,
        }
    }

    /// `number` of this unit.
    ///
    /// # Errors
    /// [`UnitError::TooLarge`], quoting `text`, above 10 000 km.
    pub(crate) fn amount(self, number: Decimal, text: &str) -> Result<Distance, UnitError> {
        let distance = Distance(number.times(self.one().mm()));
        match distance <= MOST {
            true => Ok(distance),
            false => Err(UnitError::TooLarge(text.to_owned(), "10000 km")),
        }
    }

    /// The shortest number of this unit that parses back to exactly `distance`.
    pub(crate) fn digits(self, distance: Distance) -> String {
        number::shortest(distance.mm(), self.one().mm())
    }
}

/// The unit system a runner reads distances in.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
pub enum Units {
    /// Kilometres, and paces per kilometre.
    #[default]
    Km,
    /// Miles, and paces per mile.
    Mi,
}

impl Units {
    /// Parses `km` or `mi`.
    ///
    /// # Errors
    /// [`UnitError::UnknownUnit`] for anything else.
    pub fn parse(text: &str) -> Result<Units, UnitError> {
        match DistanceUnit::of_word(text.trim()) {
            Some(DistanceUnit::Km) => Ok(Units::Km),
            Some(DistanceUnit::Mi) => Ok(Units::Mi),
            _ => Err(UnitError::UnknownUnit(
                text.to_owned(),
                number::nearest(text, ["km", "mi"]),
            )),
        }
    }

    /// The step that run sizes are rounded to: half a kilometre or half a mile.
    pub const fn step(self) -> Distance {
        match self {
            Units::Km => Distance(MM_PER_KM / 2),
            Units::Mi => Distance(MM_PER_MILE / 2),
        }
    }

    /// `km` or `mi`.
    pub const fn label(self) -> &'static str {
        match self {
            Units::Km => "km",
            Units::Mi => "mi",
        }
    }

    /// One kilometre or one mile.
    pub const fn one(self) -> Distance {
        match self {
            Units::Km => Distance(MM_PER_KM),
            Units::Mi => Distance::MILE,
        }
    }
}

#[cfg(test)]
#[path = "distance_tests.rs"]
mod tests;
