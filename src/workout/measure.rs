//! Distance, duration and load of a workout for one runner.

use super::{Activity, Amount, Effort, Step, Workout};
use crate::pace::Paces;
use crate::units::{Between, Distance, Duration};

/// One step's share of a workout, with its repeats counted.
#[derive(Copy, Clone, PartialEq, Debug)]
pub struct Portion {
    /// The effort of the step.
    pub effort: Effort,
    /// The distance; at the runner's typical pace if a time was written.
    pub distance: Between<Distance>,
    /// The duration; at the runner's typical pace if a distance was written.
    pub duration: Between<Duration>,
}

impl Workout {
    /// The running in the workout, step by step in order, with repeats counted but not written out.
    ///
    /// The rest of a run around a named workout is the last portion; it is empty if the workout inside fills
    /// the run.
    pub fn portions(&self, paces: &Paces) -> Vec<Portion> {
        let mut portions = Vec::new();
        self.each_portion(paces, &mut |portion| portions.push(portion));
        portions
    }

    /// Calls `tell` with each portion in turn.
    fn each_portion(&self, paces: &Paces, tell: &mut dyn FnMut(Portion)) {
        tell_each(&self.steps, Between::exactly(1), paces, tell);
    }

    /// The running distance: warm-up, repeats, and the jogging and walking between them.
    ///
    /// Zero for anything that is not running, a walk of its own included.
    pub fn distance(&self, paces: &Paces) -> Between<Distance> {
        if !self.is_run() {
            return Between::default();
        }
        let mut sum = Between::<Distance>::default();
        self.each_portion(paces, &mut |portion| sum = plus(sum, portion.distance));
        sum
    }

    /// The duration of the session: the running, and activities at their given or usual length.
    pub fn duration(&self, paces: &Paces) -> Between<Duration> {
        let mut sum = activity_time(&self.steps, Between::exactly(1));
        self.each_portion(paces, &mut |portion| sum = plus(sum, portion.duration));
        sum
    }

    /// The time at the efforts that `wanted` selects, at the middle of its range.
    pub fn time_at(&self, paces: &Paces, wanted: impl Fn(Effort) -> bool) -> Duration {
        let mut sum = Duration::ZERO;
        self.each_portion(paces, &mut |portion| {
            if wanted(portion.effort) {
                sum += portion.duration.middle();
            }
        });
        sum
    }

    /// The distance at the efforts that `wanted` selects, at the middle of its range.
    pub fn distance_at(&self, paces: &Paces, wanted: impl Fn(Effort) -> bool) -> Distance {
        let mut sum = Distance::ZERO;
        self.each_portion(paces, &mut |portion| {
            if wanted(portion.effort) {
                sum += portion.distance.middle();
            }
        });
        sum
    }

    /// Training load in Daniels' intensity points: minutes times [`Effort::points_per_minute`], and 0.2 per
    /// minute for easy cross-training.
    pub fn points(&self, paces: &Paces) -> f64 {
        let mut running = 0.0;
        self.each_portion(paces, &mut |portion| {
            running += portion.duration.middle().minutes_f64() * portion.effort.points_per_minute();
        });
        running + cross_points(&self.steps)
    }

    /// The hardest effort in the workout, strides apart, or `None` if nothing is run.
    pub fn main_effort(&self) -> Option<Effort> {
        let mut hardest: Option<Effort> = None;
        any_effort(&self.steps, &mut |effort| {
            if effort != Effort::Strides && hardest.is_none_or(|hardest| is_harder(effort, hardest)) {
                hardest = Some(effort);
            }
            false
        });
        hardest
    }

    /// True if it contains strides.
    pub fn has_strides(&self) -> bool {
        any_effort(&self.steps, &mut |effort| effort == Effort::Strides)
    }

    /// True if anything in it is run; walking alone is not running.
    pub fn is_run(&self) -> bool {
        any_effort(&self.steps, &mut |effort| effort != Effort::Walk)
    }

    /// True if it is a day off.
    pub fn is_rest(&self) -> bool {
        self.steps.iter().all(|step| *step == Step::Rest)
    }

    /// The activity, if the workout consists of exactly one.
    pub fn activity(&self) -> Option<Activity> {
        match self.steps.as_slice() {
            [Step::Activity { activity, .. }] => Some(*activity),
            [Step::Named { steps, .. }] => match steps.as_slice() {
                [Step::Activity { activity, .. }] => Some(*activity),
                _ => None,
            },
            _ => None,
        }
    }
}

fn cross_points(steps: &[Step]) -> f64 {
    let of_step = |step: &Step| match step {
        Step::Activity {
            activity: activity @ Activity::Cross,
            amount,
            ..
        } => {
            let time = amount.map_or(activity.usual(), |time| time.middle());
            time.minutes_f64() * 0.2
        }
        Step::Named { steps, .. } => cross_points(steps),
        _ => 0.0,
    };
    steps.iter().map(of_step).sum()
}

fn is_harder(effort: Effort, than: Effort) -> bool {
    effort.points_per_minute() > than.points_per_minute()
}

/// True if `wanted` accepts any effort of the steps. It is asked in their order.
fn any_effort(steps: &[Step], wanted: &mut dyn FnMut(Effort) -> bool) -> bool {
    steps.iter().any(|step| match step {
        Step::Run { effort, .. } => wanted(*effort),
        Step::Repeat { body, recovery, .. } => {
            any_effort(body, wanted)
                || any_effort(recovery.as_deref().map_or(&[], std::slice::from_ref), wanted)
        }
        Step::With { effort, inner, .. } => wanted(*effort) || any_effort(&inner.steps, wanted),
        Step::Named { steps, .. } => any_effort(steps, wanted),
        Step::Activity { .. } | Step::Rest => false,
    })
}

fn plus<T: std::ops::Add<Output = T>>(one: Between<T>, other: Between<T>) -> Between<T> {
    Between {
        low: one.low + other.low,
        high: one.high + other.high,
    }
}

fn tell_each(steps: &[Step], times: Between<u64>, paces: &Paces, tell: &mut dyn FnMut(Portion)) {
    for step in steps {
        match step {
            Step::Run { amount, effort } => tell(measured(amount, *effort, times, paces)),
            Step::Repeat {
                times: more,
                body,
                recovery,
            } => {
                let often = |times: u64, more: u16| times.saturating_mul(u64::from(more));
                let inside = Between {
                    low: often(times.low, more.low),
                    high: often(times.high, more.high),
                };
                tell_each(body, inside, paces, tell);
                let between = Between {
                    low: often(times.low, more.low.saturating_sub(1)),
                    high: often(times.high, more.high.saturating_sub(1)),
                };
                tell_each(
                    recovery.as_deref().map_or(&[], std::slice::from_ref),
                    between,
                    paces,
                    tell,
                );
            }
            Step::With {
                amount,
                effort,
                inner,
                ..
            } => {
                let mut distance = Between::default();
                let mut duration = Between::default();
                tell_each(&inner.steps, times, paces, &mut |portion| {
                    distance = plus(distance, portion.distance);
                    duration = plus(duration, portion.duration);
                    tell(portion);
                });
                let whole = measured(amount, *effort, times, paces);
                tell(around(whole, distance, duration, amount, paces));
            }
            Step::Named { steps, .. } => tell_each(steps, times, paces, tell),
            Step::Activity { .. } | Step::Rest => {}
        }
    }
}

fn measured(amount: &Amount, effort: Effort, times: Between<u64>, paces: &Paces) -> Portion {
    let pace = paces.typical(effort);
    match amount {
        Amount::Distance { length, .. } => {
            let distance = Between {
                low: length.low.scale(times.low, 1),
                high: length.high.scale(times.high, 1),
            };
            let duration = Between {
                low: pace.time_for(distance.low),
                high: pace.time_for(distance.high),
            };
            Portion {
                effort,
                distance,
                duration,
            }
        }
        Amount::Time(time) => {
            let duration = Between {
                low: time_times(time.low, times.low),
                high: time_times(time.high, times.high),
            };
            let distance = Between {
                low: pace.distance_in(duration.low),
                high: pace.distance_in(duration.high),
            };
            Portion {
                effort,
                distance,
                duration,
            }
        }
    }
}

fn time_times(time: Duration, times: u64) -> Duration {
    let secs = u64::from(time.secs()).saturating_mul(times);
    Duration::from_secs(u32::try_from(secs).unwrap_or(u32::MAX))
}

/// The rest of a run around the workout inside it.
fn around(
    whole: Portion,
    distance: Between<Distance>,
    duration: Between<Duration>,
    amount: &Amount,
    paces: &Paces,
) -> Portion {
    let pace = paces.typical(whole.effort);
    match amount {
        Amount::Distance { .. } => {
            let low = whole.distance.low.saturating_sub(distance.low);
            let high = whole.distance.high.saturating_sub(distance.high).max(low);
            let duration = Between {
                low: pace.time_for(low),
                high: pace.time_for(high),
            };
            Portion {
                distance: Between { low, high },
                duration,
                ..whole
            }
        }
        Amount::Time(_) => {
            let left = |whole: Duration, filled: Duration| {
                Duration::from_secs(whole.secs().saturating_sub(filled.secs()))
            };
            let low = left(whole.duration.low, duration.low);
            let high = left(whole.duration.high, duration.high).max(low);
            let distance = Between {
                low: pace.distance_in(low),
                high: pace.distance_in(high),
            };
            Portion {
                distance,
                duration: Between { low, high },
                ..whole
            }
        }
    }
}

fn activity_time(steps: &[Step], times: Between<u64>) -> Between<Duration> {
    let mut total = Between::<Duration>::default();
    for step in steps {
        let time = match step {
            Step::Activity { activity, amount, .. } => {
                let time = amount.unwrap_or(Between::exactly(activity.usual()));
                Between {
                    low: time_times(time.low, times.low),
                    high: time_times(time.high, times.high),
                }
            }
            Step::Repeat {
                times: more, body, ..
            } => {
                let often = |times: u64, more: u16| times.saturating_mul(u64::from(more));
                let inside = Between {
                    low: often(times.low, more.low),
                    high: often(times.high, more.high),
                };
                activity_time(body, inside)
            }
            Step::With { inner, .. } => activity_time(&inner.steps, times),
            Step::Named { steps, .. } => activity_time(steps, times),
            Step::Run { .. } | Step::Rest => Between::default(),
        };
        total = plus(total, time);
    }
    total
}
