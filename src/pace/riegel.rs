//! Riegel's endurance formula.

use crate::units::{Distance, Duration};

/// Riegel's exponent ("Athletic Records and Human Endurance", American Scientist, 1981).
pub const RIEGEL: f64 = 1.06;

/// The exponent for predicting a recreational runner's marathon from a half marathon.
///
/// With [`RIEGEL`], half of 2303 recreational marathoners finished ten minutes or more behind the prediction
/// (Vickers and Vertosick, 2016). 1.15 fits 1071 logged races.
pub const RIEGEL_MARATHON: f64 = 1.15;

/// The predicted time in seconds for `to`, from a result over `from`, with the exponent [`RIEGEL`].
pub fn riegel(time: Duration, from: Distance, to: Distance) -> f64 {
    riegel_with(time, from, to, RIEGEL)
}

/// Like [`riegel`], with another exponent. Zero if `from` is no distance.
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
    fn published_predictions_are_reproduced() {
        let (five, ten) = (Distance::FIVE_K, Distance::TEN_K);
        let (half, full) = (Distance::HALF_MARATHON, Distance::MARATHON);
        assert_eq!(predicted("20:00", five, ten, RIEGEL), "41:42");
        assert_eq!(predicted("41:42", ten, half, RIEGEL), "1:32:00");
        assert_eq!(predicted("50:00", ten, half, RIEGEL), "1:50:19");
        assert_eq!(predicted("1:50:00", half, full, RIEGEL), "3:49:21");
        assert_eq!(predicted("1:50:00", half, full, RIEGEL_MARATHON), "4:04:06");
    }

    #[test]
    fn a_zero_distance_predicts_no_time() {
        assert_eq!(
            riegel(Duration::from_minutes(20), Distance::ZERO, Distance::TEN_K),
            0.0
        );
    }
}
