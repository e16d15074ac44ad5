//! Paces: time per distance, the inverse of speed.

use super::{Between, Distance, Duration, UnitError, Units};
use std::fmt;

/// The range of plausible paces in s/km, from a sprint to slower than a stroll.
const FASTEST: f64 = 60.0;
const SLOWEST: f64 = 3_600.0;

/// A pace in seconds per kilometre. A smaller number is a faster pace.
///
/// Always from 60 to 3600 s/km, so that dividing by a pace is safe.
#[derive(Copy, Clone, PartialEq, PartialOrd, Debug)]
pub struct Pace(f64);

impl Pace {
    /// A pace of `secs` seconds per kilometre, clamped to 60–3600 s/km. Not-a-number becomes the slowest.
    pub fn from_secs_per_km(secs: f64) -> Pace {
        Pace(if secs.is_nan() {
            SLOWEST
        } else {
            secs.clamp(FASTEST, SLOWEST)
        })
    }

    /// Parses `"5:34 /km"` or `"8:58 /mi"`.
    ///
    /// # Errors
    /// A malformed time, an unknown or missing unit, or a pace outside 1:00–60:00 per kilometre.
    pub fn parse(text: &str) -> Result<Pace, UnitError> {
        let text = text.trim();
        let Some((time, unit)) = text.split_once('/') else {
            return Err(UnitError::MissingUnit(text.to_owned(), &["/km", "/mi"]));
        };
        let secs = f64::from(Duration::parse_clock(time)?.secs()) / Units::parse(unit)?.one().km();
        match (FASTEST..=SLOWEST).contains(&secs) {
            true => Ok(Pace(secs)),
            false => Err(UnitError::OutOfRange(text.to_owned(), "1:00 /km to 60:00 /km")),
        }
    }

    /// The pace that covers `distance` in `secs` seconds.
    pub fn for_race(distance: Distance, secs: f64) -> Pace {
        Pace::from_secs_per_km(secs / distance.km())
    }

    /// The pace in seconds per kilometre.
    pub const fn secs_per_km(self) -> f64 {
        self.0
    }

    /// The time that `distance` takes at this pace, to the nearest second.
    pub fn time_for(self, distance: Distance) -> Duration {
        Duration::from_secs_f64(distance.km() * self.0)
    }

    /// The distance covered in `time` at this pace, to the nearest millimetre.
    pub fn distance_in(self, time: Duration) -> Distance {
        Distance::from_mm((f64::from(time.secs()) / self.0 * 1e6).round() as u64)
    }

    /// The pace for display, to the second: `5:34 /km`, `8:58 /mi`.
    pub fn show(self, units: Units) -> impl fmt::Display {
        fmt::from_fn(move |f| f.pad(&format!("{} /{}", self.clock(units), units.label())))
    }

    fn clock(self, units: Units) -> String {
        Duration::from_secs_f64(self.0 * units.one().km()).clock()
    }
}

impl Between<Pace> {
    /// The midpoint of the two paces, in seconds per kilometre.
    pub fn middle(&self) -> Pace {
        Pace(self.low.0.midpoint(self.high.0))
    }

    /// The range for display: `5:34–6:08 /km`, or one pace if both ends show the same.
    pub fn show(self, units: Units) -> impl fmt::Display {
        fmt::from_fn(move |f| {
            let (low, high) = (self.low.clock(units), self.high.clock(units));
            match low == high {
                true => f.pad(&format!("{low} /{}", units.label())),
                false => f.pad(&format!("{low}–{high} /{}", units.label())),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pace_is_shown_per_kilometre_or_mile() {
        let easy = Pace::from_secs_per_km(334.2);
        assert_eq!(easy.show(Units::Km).to_string(), "5:34 /km");
        assert_eq!(easy.show(Units::Mi).to_string(), "8:58 /mi");
        assert_eq!(
            Pace::from_secs_per_km(359.7).show(Units::Km).to_string(),
            "6:00 /km"
        );
        let range = Between {
            low: easy,
            high: Pace::from_secs_per_km(368.0),
        };
        assert_eq!(range.show(Units::Km).to_string(), "5:34–6:08 /km");
    }

    #[test]
    fn time_and_distance_follow() {
        let pace = Pace::from_secs_per_km(300.0);
        assert_eq!(pace.time_for(Distance::TEN_K), Duration::from_minutes(50));
        assert_eq!(pace.distance_in(Duration::from_minutes(25)), Distance::FIVE_K);
    }

    #[test]
    fn a_pace_is_read_with_its_unit() {
        assert_eq!(Pace::parse("5:00 /km"), Ok(Pace::from_secs_per_km(300.0)));
        let per_mile = Pace::parse("8:58/mi").unwrap();
        assert_eq!(per_mile.show(Units::Mi).to_string(), "8:58 /mi");
        assert!(Pace::parse("5:00").is_err());
        assert!(Pace::parse("0:10 /km").is_err());
        assert!(Pace::parse("5 /km").is_err());
    }

    #[test]
    fn nonsense_is_brought_into_range() {
        for secs in [f64::NAN, f64::INFINITY, 1e12] {
            assert_eq!(Pace::from_secs_per_km(secs).secs_per_km(), 3_600.0);
        }
        assert_eq!(Pace::from_secs_per_km(-1.0).secs_per_km(), 60.0);
        assert_eq!(Pace::for_race(Distance::ZERO, 0.0).secs_per_km(), 3_600.0);
    }
}
