//! The times that a result predicts for a race.

use std::fmt;

use super::model::Season;
use super::race::Race;
use crate::pace::{RIEGEL, RIEGEL_MARATHON, riegel_with};
use crate::plan::Level;
use crate::units::{Between, Distance, Duration};

/// A predicted time.
#[derive(Copy, Clone, PartialEq, Debug)]
pub enum Prediction {
    /// A time, to the second.
    Time(Duration),
    /// A time over a marathon or more, which nobody can know to the second.
    About(Duration),
    /// A first marathon: from Riegel's time to the one that most runners of 1,071 logged races needed.
    Between(Between<Duration>),
}

impl Prediction {
    /// The time that an event has to leave room for: the slower end.
    pub const fn longest(self) -> Duration {
        match self {
            Prediction::Time(time) | Prediction::About(time) => time,
            Prediction::Between(range) => range.high,
        }
    }
}

impl fmt::Display for Prediction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clock = |time: Duration| {
            let minutes = (time.secs() + 30) / 60;
            format!("{}:{:02}", minutes / 60, minutes % 60)
        };
        match *self {
            Prediction::Time(time) => f.write_str(&time.clock()),
            Prediction::About(time) => write!(f, "about {} hours", clock(time)),
            Prediction::Between(range) => {
                write!(f, "{}–{} hours", clock(range.low), clock(range.high))
            }
        }
    }
}

impl Season {
    /// The time that the runner's result predicts for a race, if both are known.
    ///
    /// A runner's first marathon is a range. Half of 2,303 recreational runners were ten minutes or more behind the
    /// prediction of shorter races (Vickers and Vertosick, 2016).
    pub fn prediction(&self, race: &Race) -> Option<Prediction> {
        let (recent, distance) = (self.athlete.recent?, race.distance?);
        if distance < Distance::MARATHON {
            let time = Duration::from_secs_f64(recent.vdot.race_time(distance));
            return Some(Prediction::Time(time));
        }
        let behind = self
            .previous
            .as_ref()
            .map(|previous| previous.distance.unwrap_or(distance));
        let has_run = behind.is_some_and(|behind| behind >= Distance::MARATHON);
        let is_first = self.athlete.level == Some(Level::Novice) || !has_run;
        if is_first && recent.distance < Distance::MARATHON {
            let at = |exponent| {
                Duration::from_secs_f64(riegel_with(recent.time, recent.distance, distance, exponent))
            };
            return Some(Prediction::Between(Between {
                low: at(RIEGEL),
                high: at(RIEGEL_MARATHON),
            }));
        }
        let time = Duration::from_secs_f64(recent.vdot.race_time(distance));
        Some(Prediction::About(time))
    }
}
