//! Training paces from VDOT, from a goal, or by feel.

use super::Effort;
use super::vdot::{Vdot, speed_exact, speed_gilbert};
use crate::units::{Between, Distance, Pace};

/// Walking pace in s/km: eleven minutes, a brisk walk between repeats.
const WALK: f64 = 660.0;
/// Factor by which a jog between repeats is slower than the pace at [`JOG_SHARE`] of VDOT.
const JOG_SLOWER: f64 = 1.05;
const JOG_SHARE: f64 = 0.60;
/// Factor by which hard running uphill on 4–8 % is slower than the same effort on the flat (own choice; it
/// reproduces the hill sessions of the library).
const HILL_SLOWER: f64 = 1.15;
/// The least factors between marathon pace and fast easy pace, and between fast and slow easy pace. At low
/// VDOT the published numbers have easy running faster than marathon pace.
const EASY_OVER_MARATHON: f64 = 1.03;
const EASY_SLOW_OVER_FAST: f64 = 1.12;
/// The seconds per kilometre by which interval pace may be faster than 5 km race pace (own choice: Daniels' book has
/// 7 to 10 from VDOT 40 to 50).
const INTERVAL_UNDER_FIVE_K: f64 = 10.0;

/// The published set of training paces to reproduce.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
pub enum PaceModel {
    /// The official online calculator, with its adjustment for VDOT under 39.
    #[default]
    Online,
    /// The pace table of Daniels' Running Formula, 3rd ed., 2013.
    Book3,
}

impl PaceModel {
    /// The model with this name: `online` or `book3`.
    pub fn of_word(word: &str) -> Option<PaceModel> {
        match word {
            "online" => Some(PaceModel::Online),
            "book3" => Some(PaceModel::Book3),
            _ => None,
        }
    }
}

/// One runner's pace for every effort.
#[derive(Copy, Clone, PartialEq, Debug)]
pub struct Paces {
    easy: Between<Pace>,
    recovery: Between<Pace>,
    jog: Pace,
    marathon: Pace,
    half: Pace,
    threshold: Pace,
    ten_k: Pace,
    interval: Pace,
    five_k: Pace,
    repetition: Pace,
    goal: Option<GoalPace>,
    basis: Basis,
}

/// The pace of the goal, and the effort that is named after its race.
#[derive(Copy, Clone, PartialEq, Debug)]
struct GoalPace {
    pace: Pace,
    effort: Option<Effort>,
}

/// The origin of paces.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Basis {
    Result,
    /// A result below the tables: the paces estimate times, and the runner is told efforts.
    SlowResult,
    Feel,
}

impl Paces {
    /// The paces for a VDOT, kept in order where the model would not keep them.
    ///
    /// Easy pace is slower than marathon pace, threshold no faster than 10 km race pace, and interval pace at most ten
    /// seconds per kilometre faster than 5 km race pace. The models differ from that below VDOT 39 only. Below VDOT
    /// 25 the paces estimate times and distances, and a runner is told efforts instead.
    pub fn from_vdot(vdot: Vdot, model: PaceModel) -> Paces {
        let mut paces = Paces::unguarded(vdot, model);
        if vdot.is_below_tables() {
            paces.basis = Basis::SlowResult;
        }
        paces.keep_below_race_paces();
        let marathon = paces.marathon.secs_per_km();
        let (fast, slow) = (paces.easy.low.secs_per_km(), paces.easy.high.secs_per_km());
        if fast < marathon * EASY_OVER_MARATHON {
            let fast = marathon * EASY_OVER_MARATHON;
            paces.easy = range(fast, slow.max(fast * EASY_SLOW_OVER_FAST));
        }
        let slow = paces.easy.high.secs_per_km();
        let jog = paces.jog.secs_per_km().max(slow);
        paces.jog = Pace::from_secs_per_km(jog);
        paces.recovery = range(slow, jog);
        paces
    }

    /// Slows threshold and interval pace down to what a race says. Repetitions keep their lead over intervals.
    fn keep_below_race_paces(&mut self) {
        let threshold = self.threshold.secs_per_km();
        self.threshold = Pace::from_secs_per_km(threshold.max(self.ten_k.secs_per_km()));
        let interval = self.interval.secs_per_km();
        let slower = (self.five_k.secs_per_km() - INTERVAL_UNDER_FIVE_K - interval).max(0.0);
        self.interval = Pace::from_secs_per_km(interval + slower);
        self.repetition = Pace::from_secs_per_km(self.repetition.secs_per_km() + slower);
    }

    /// The paces exactly as the model has them: below VDOT 33 with easy faster than marathon pace.
    pub fn unguarded(vdot: Vdot, model: PaceModel) -> Paces {
        let race = |distance| Pace::for_race(distance, vdot.race_time(distance));
        let value = vdot.value();
        let (easy, jog, threshold, interval, repetition) = match model {
            PaceModel::Online => {
                // The calculator treats slow runners as fitter than their result.
                let adjusted = if value < 39.0 {
                    value * 2.0 / 3.0 + 13.0
                } else {
                    value
                };
                let pace = |oxygen: f64| 60_000.0 / speed_gilbert(oxygen);
                let interval = pace(0.975 * adjusted);
                (
                    range(pace(0.70 * adjusted), pace(0.62 * adjusted)),
                    pace(JOG_SHARE * adjusted),
                    pace(0.88 * adjusted.midpoint(value)),
                    interval,
                    interval - 6.0 * 2.5,
                )
            }
            PaceModel::Book3 => {
                let pace = |share: f64| 60_000.0 / speed_exact(share * value);
                let faster_per_400 = match value {
                    v if v >= 50.0 => 6.0,
                    v if v >= 48.0 => 7.0,
                    _ => 8.0,
                };
                let interval = pace(0.975);
                (
                    range(pace(0.73), pace(0.63)),
                    pace(JOG_SHARE),
                    pace(0.88),
                    interval,
                    interval - faster_per_400 * 2.5,
                )
            }
        };
        let jog = jog * JOG_SLOWER;
        let slow = easy.high.secs_per_km();
        Paces {
            easy,
            recovery: range(slow, jog.max(slow)),
            jog: Pace::from_secs_per_km(jog),
            marathon: race(Distance::MARATHON),
            half: race(Distance::HALF_MARATHON),
            threshold: Pace::from_secs_per_km(threshold),
            ten_k: race(Distance::TEN_K),
            interval: Pace::from_secs_per_km(interval),
            five_k: race(Distance::FIVE_K),
            repetition: Pace::from_secs_per_km(repetition),
            goal: None,
            basis: Basis::Result,
        }
    }

    /// Paces to plan with if no result is known: easy at 6:30 /km, or 7:00 for novices. The other efforts
    /// keep the distance from easy that they have for an average runner. They only estimate the length of
    /// events; a runner without a result should run by feel.
    pub fn by_feel(novice: bool) -> Paces {
        let easy = if novice { 420.0 } else { 390.0 };
        let than_easy = |secs: f64| Pace::from_secs_per_km(easy + secs);
        Paces {
            easy: range(easy - 20.0, easy + 20.0),
            recovery: range(easy + 20.0, easy + 55.0),
            jog: than_easy(55.0),
            marathon: than_easy(-55.0),
            half: than_easy(-65.0),
            threshold: than_easy(-75.0),
            ten_k: than_easy(-85.0),
            five_k: than_easy(-95.0),
            interval: than_easy(-105.0),
            repetition: than_easy(-135.0),
            goal: None,
            basis: Basis::Feel,
        }
    }

    /// The same paces, with `pace` as goal pace of a race over `distance`.
    #[must_use]
    pub fn with_goal(self, pace: Pace, distance: Distance) -> Paces {
        let effort = Effort::of_race(distance);
        Paces {
            goal: Some(GoalPace { pace, effort }),
            ..self
        }
    }

    /// True if the runner can be told them: they come from a result of VDOT 25 or more, as opposed to
    /// [`Paces::by_feel`].
    pub fn known(&self) -> bool {
        self.basis == Basis::Result
    }

    /// The pace of an effort as the runner is told it: from the result, else that of the goal at its race's pace.
    pub fn told(&self, effort: Effort) -> Option<Between<Pace>> {
        match self.basis {
            Basis::Result => Some(self.of(effort)),
            Basis::SlowResult => None,
            Basis::Feel => self
                .goal
                .filter(|goal| effort == Effort::Goal || goal.effort == Some(effort))
                .map(|goal| Between::exactly(goal.pace)),
        }
    }

    /// The goal's pace beside the pace of today, at the pace of the goal's race and where the two differ by a second.
    pub fn goal_beside(&self, effort: Effort) -> Option<Pace> {
        let goal = self
            .goal
            .filter(|goal| self.known() && goal.effort == Some(effort))?;
        let apart = goal.pace.secs_per_km() - self.typical(effort).secs_per_km();
        (apart.abs() >= 1.0).then_some(goal.pace)
    }

    /// The effort that an effort feels like: goal pace like the pace of its race, else like marathon pace.
    pub fn feels_like(&self, effort: Effort) -> Effort {
        match effort {
            Effort::Goal => self.goal.and_then(|goal| goal.effort).unwrap_or(Effort::Marathon),
            other => other,
        }
    }

    /// The pace of an effort, from fast (`low`) to slow (`high`).
    ///
    /// Strides and fast running are at repetition pace. Without a goal, goal pace is marathon pace. Hard
    /// uphill running is 15 % slower than interval pace.
    pub fn of(&self, effort: Effort) -> Between<Pace> {
        Between::exactly(match effort {
            Effort::Easy => return self.easy,
            Effort::Recovery => return self.recovery,
            Effort::Jog => self.jog,
            Effort::Walk => Pace::from_secs_per_km(WALK),
            Effort::Marathon => self.marathon,
            Effort::HalfMarathon => self.half,
            Effort::Threshold => self.threshold,
            Effort::TenK => self.ten_k,
            Effort::Interval => self.interval,
            Effort::FiveK => self.five_k,
            Effort::Repetition | Effort::Strides | Effort::Fast => self.repetition,
            Effort::Hill => Pace::from_secs_per_km(self.interval.secs_per_km() * HILL_SLOWER),
            Effort::Goal => self.goal.map_or(self.marathon, |goal| goal.pace),
        })
    }

    /// The midpoint of [`Paces::of`], used to estimate distances and times.
    pub fn typical(&self, effort: Effort) -> Pace {
        self.of(effort).middle()
    }
}

fn range(fast: f64, slow: f64) -> Between<Pace> {
    Between {
        low: Pace::from_secs_per_km(fast),
        high: Pace::from_secs_per_km(slow),
    }
}
