//! VDOT: one number for a runner's fitness.

use crate::units::{Distance, Duration};
use std::fmt;

/// The range of race times in seconds that say something about endurance; the formula was not made for
/// others.
const SHORTEST_SECS: u32 = 210;
const LONGEST_SECS: u32 = 6 * 3_600;

/// Plausible VDOT values: the book's tables end at 30 and 85, and the best of all time are near 86.
const PLAUSIBLE: std::ops::RangeInclusive<f64> = 10.0..=95.0;
const IN_TABLES: std::ops::RangeInclusive<f64> = 25.0..=85.0;

/// A race result expressed as effective maximal oxygen uptake, in ml/kg/min (Daniels and Gilbert, "Oxygen
/// Power", 1979).
#[derive(Copy, Clone, PartialEq, PartialOrd, Debug)]
pub struct Vdot(f64);

impl Vdot {
    /// The VDOT of a race result.
    ///
    /// # Errors
    /// A time under 3:30 or over 6 hours, or a result that no runner has (VDOT outside 10–95).
    ///
    /// ```
    /// use longrun::{pace::Vdot, units::{Distance, Duration}};
    /// let vdot = Vdot::from_race(Distance::FIVE_K, Duration::parse_clock("20:00")?)?;
    /// assert_eq!((vdot.value() * 10.0).round(), 498.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_race(distance: Distance, time: Duration) -> Result<Vdot, PaceError> {
        if time.secs() < SHORTEST_SECS {
            return Err(PaceError::TooShort(time));
        }
        if time.secs() > LONGEST_SECS {
            return Err(PaceError::TooLong(time));
        }
        let value = vdot_of(distance.metres(), f64::from(time.secs()) / 60.0);
        match PLAUSIBLE.contains(&value) {
            true => Ok(Vdot(value)),
            false => Err(PaceError::Implausible { distance, time }),
        }
    }

    /// A VDOT given as a number.
    ///
    /// # Errors
    /// [`PaceError::NotAVdot`] outside 10–95.
    pub fn new(value: f64) -> Result<Vdot, PaceError> {
        match PLAUSIBLE.contains(&value) {
            true => Ok(Vdot(value)),
            false => Err(PaceError::NotAVdot(value)),
        }
    }

    /// The value in ml/kg/min.
    pub const fn value(self) -> f64 {
        self.0
    }

    /// True if the published tables support the paces (25–85).
    pub fn in_tables(self) -> bool {
        IN_TABLES.contains(&self.0)
    }

    /// True below the published tables (VDOT under 25): the formulas were not fitted to such results.
    pub fn is_below_tables(self) -> bool {
        self.0 < *IN_TABLES.start()
    }

    /// The predicted time in seconds for a race over `distance`, to a millisecond.
    pub fn race_time(self, distance: Distance) -> f64 {
        let metres = distance.metres();
        if metres <= 0.0 {
            return 0.0;
        }
        // Search between 600 and 30 m/min: faster than the mile record, and slower than a stroll.
        let (mut fast, mut slow) = (metres / 600.0, metres / 30.0);
        for _ in 0..60 {
            let middle = fast.midpoint(slow);
            if vdot_of(metres, middle) > self.0 {
                fast = middle;
            } else {
                slow = middle;
            }
        }
        fast.midpoint(slow) * 60.0
    }

    /// The VDOT left after days without running, by [`fvdot`].
    pub fn after_break(self, days_off: u32, cross_trained: bool) -> Vdot {
        Vdot((self.0 * fvdot(days_off, cross_trained)).max(*PLAUSIBLE.start()))
    }
}

/// The share of VDOT left after `days_off` days without running.
///
/// The closed form of the table in Daniels' Running Formula (3rd ed., 2013): five days cost nothing, each
/// further day 0.3 % (0.15 % with cross-training), down to 80 % (90 %).
pub fn fvdot(days_off: u32, cross_trained: bool) -> f64 {
    let (a_day, least) = if cross_trained {
        (0.0015, 0.9)
    } else {
        (0.003, 0.8)
    };
    (1.0 - a_day * f64::from(days_off.saturating_sub(5))).max(least)
}

/// Oxygen cost in ml/kg/min of running at `speed` metres per minute (Daniels and Gilbert, 1979).
pub(super) fn oxygen_cost(speed: f64) -> f64 {
    -4.60 + 0.182_258 * speed + 0.000_104 * speed * speed
}

/// The share of maximal oxygen uptake that can be sustained for `minutes` (Daniels and Gilbert, 1979).
pub(super) fn sustainable_share(minutes: f64) -> f64 {
    0.8 + 0.189_439_3 * (-0.012_778 * minutes).exp() + 0.298_955_8 * (-0.193_260_5 * minutes).exp()
}

/// The speed in m/min with this oxygen cost: the exact inverse of [`oxygen_cost`].
pub(super) fn speed_exact(oxygen: f64) -> f64 {
    let (a, b) = (0.000_104, 0.182_258);
    (-b + (b * b + 4.0 * a * (oxygen + 4.60)).sqrt()) / (2.0 * a)
}

/// Like [`speed_exact`], by the polynomial that Gilbert used for the published training paces.
pub(super) fn speed_gilbert(oxygen: f64) -> f64 {
    29.54 + 5.000_663 * oxygen - 0.007_546 * oxygen * oxygen
}

fn vdot_of(metres: f64, minutes: f64) -> f64 {
    oxygen_cost(metres / minutes) / sustainable_share(minutes)
}

/// The reason a race result gives no paces.
#[derive(Copy, Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum PaceError {
    /// A time under 3:30.
    TooShort(Duration),
    /// A time over 6 hours.
    TooLong(Duration),
    /// A speed that no runner has over that distance.
    Implausible {
        /// The race distance.
        distance: Distance,
        /// The time given for it.
        time: Duration,
    },
    /// A number that is no plausible VDOT.
    NotAVdot(f64),
}

impl fmt::Display for PaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PaceError::TooShort(time) => {
                write!(
                    f,
                    "{} minutes are too short to tell paces from: give a race of at least 3:30 minutes",
                    time.clock()
                )
            }
            PaceError::TooLong(time) => {
                write!(
                    f,
                    "{} is too long to tell paces from: give a race of at most 6:00:00",
                    time.clock()
                )
            }
            PaceError::Implausible { distance, time } => {
                write!(
                    f,
                    "{} in {} is not a running result",
                    distance.exact(),
                    time.clock()
                )
            }
            PaceError::NotAVdot(value) => write!(f, "{value} is not a VDOT: they run from 10 to 95"),
        }
    }
}

impl std::error::Error for PaceError {}
