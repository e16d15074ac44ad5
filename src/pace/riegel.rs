//! Riegel's endurance formula.

use crate::units::{Distance, Duration};

/// The exponent of Riegel, "Athletic Records and Human Endurance", American Scientist, 1981.
pub const RIEGEL: f64 = 1.06;

/// An exponent that recreational runners' half marathons predict their marathons better with.
///
/// With [`RIEGEL`] half of 2303 recreational marathoners came in ten minutes late or more (Vickers and
/// Vertosick, 2016); 1.15 fitted 1071 logged races.
pub const RIEGEL_MARATHON: f64 = 1.15;

/// The time in seconds that a result over `from` predicts for `to`, with the exponent [`RIEGEL`].
pub fn riegel(time: Duration, from: Distance, to: Distance) -> f64 {
    riegel_with(time, from, to, RIEGEL)
}

/// As [`riegel`] with another exponent. Over no distance at all it predicts no time.
pub fn riegel_with(time: Duration, from: Distance, to: Distance, exponent: f64) -> f64 {
    match from == Distance::ZERO {
        true => 0.0,
        false => f64::from(time.secs()) * (to.km() / from.km()).powf(exponent),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn predicted(time: &str, from: Distance, to: Distance, exponent: f64) -> String {
        let time = Duration::parse_clock(time).unwrap();
        Duration::from_secs_f64(riegel_with(time, from, to, exponent)).clock()
    }

    #[test]
    fn published_predictions_are_met() {
        let (five, ten) = (Distance::FIVE_K, Distance::TEN_K);
        let (half, full) = (Distance::HALF_MARATHON, Distance::MARATHON);
        assert_eq!(predicted("20:00", five, ten, RIEGEL), "41:42");
        assert_eq!(predicted("41:42", ten, half, RIEGEL), "1:32:00");
        assert_eq!(predicted("50:00", ten, half, RIEGEL), "1:50:19");
        assert_eq!(predicted("1:50:00", half, full, RIEGEL), "3:49:21");
        assert_eq!(predicted("1:50:00", half, full, RIEGEL_MARATHON), "4:04:06");
    }

    #[test]
    fn nothing_predicts_nothing() {
        assert_eq!(
            riegel(Duration::from_minutes(20), Distance::ZERO, Distance::TEN_K),
            0.0
        );
    }
}
