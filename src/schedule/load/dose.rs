//! Limits fast running in a week smaller than the one that its row is written for (rules V3, V7 to V9, P10;
//! docs/design.md#how-much).

use super::easy::VolumeSharing;
use super::{Item, Loader, Peak};
use crate::pace::{Effort, Paces};
use crate::plan::{Row, RowSession, SessionKind, Size, Sizes, Volume, VolumeBasis};
use crate::schedule::progress::LongestRuns;
use crate::schedule::size;
use crate::units::Distance;
use crate::workout::Workout;

/// Most rounds of shrinking: a smaller workout may leave room for another run, or less running in all.
const TRIALS: u32 = 3;

/// The part of a session that a limit is about.
#[derive(Clone, Copy)]
enum DosePart {
    /// Running at one effort.
    At(Effort),
    /// Running faster than marathon pace, without strides.
    Fast,
}

impl Loader<'_> {
    /// Takes repeats off workouts, or shortens them, until the week keeps its limits: a share at threshold, interval
    /// and repetition pace in one session, and a share faster than marathon pace in all. The share that the plan is
    /// written with is always allowed, so a plan at its own volume stays as it is. A workout is also no longer than the
    /// runs of the last weeks allow.
    pub(super) fn dose(
        &self,
        row: &Row,
        volume: Option<Distance>,
        peak: Peak,
        longest: &LongestRuns,
        items: &mut [Item],
    ) {
        let (Some(week), Some(written)) = (volume, self.written_volume(row, peak)) else {
            return;
        };
        if !items.iter().any(|item| item.kind() == SessionKind::Quality) {
            return;
        }
        let as_written: Vec<Workout> = self.as_written(row, peak).collect();
        let limits = &self.season.review;
        let shares = [
            (Effort::Threshold, limits.threshold_share, None),
            (
                Effort::Interval,
                limits.interval_share,
                Some(limits.interval_most),
            ),
            (
                Effort::Repetition,
                limits.repetition_share,
                Some(limits.repetition_most),
            ),
        ];
        for (effort, percent, most) in shares {
            let part = DosePart::At(effort);
            let most_written = as_written
                .iter()
                .map(|workout| self.written_distance(part, workout))
                .max();
            let most_written = most_written.unwrap_or(Distance::ZERO);
            let share = week.scale(percent.into(), 100);
            let share = share.min(most.map_or(share, |metres| Distance::from_metres(metres.into())));
            let limit = share.max(scaled(most_written, week, written));
            for item in items
                .iter_mut()
                .filter(|item| item.kind() == SessionKind::Quality)
            {
                self.shrink(item, part, |workout| self.distance(part, workout) <= limit);
            }
        }
        if let Some(limit) = longest.limit(self.week) {
            for item in items
                .iter_mut()
                .filter(|item| item.kind() == SessionKind::Quality)
            {
                self.shrink(item, DosePart::Fast, |workout| {
                    self.counted(SessionKind::Quality, workout) <= limit
                });
            }
        }
        let as_written = as_written
            .iter()
            .map(|workout| self.written_distance(DosePart::Fast, workout))
            .sum();
        self.limit_fast(week, scaled(as_written, week, written), items);
    }

    /// Fits workouts to the volume that the week will hold: a small week may hold less than planned, where further easy
    /// runs would be too short. On few days the plan's workouts stay, and their share grows.
    pub(super) fn dose_again(
        &self,
        sharing: &VolumeSharing<'_>,
        target: Distance,
        peak: Peak,
        longest: &LongestRuns,
        items: &mut [Item],
    ) {
        if sharing.is_tight {
            return;
        }
        for _ in 0..TRIALS {
            let held = sharing.share(target, &mut items.to_vec());
            if held == target {
                return;
            }
            self.dose(sharing.row, Some(held), peak, longest, items);
        }
    }

    /// Shrinks workouts, the fastest first, until the week keeps its limit for running faster than marathon pace.
    fn limit_fast(&self, week: Distance, as_written: Distance, items: &mut [Item]) {
        let of = |item: &Item| self.distance(DosePart::Fast, &item.workout);
        let quarter = week.scale(self.season.review.fast_share.into(), 100);
        let limit = quarter.max(as_written);
        let mut sum: Distance = items.iter().map(of).sum();
        let quality = items
            .iter_mut()
            .filter(|item| item.kind() == SessionKind::Quality);
        let mut quality: Vec<&mut Item> = quality.collect();
        quality.sort_by_key(|item| std::cmp::Reverse(of(item)));
        for item in quality {
            let before = of(item);
            let most = before.saturating_sub(sum.saturating_sub(limit));
            self.shrink(item, DosePart::Fast, |workout| {
                self.distance(DosePart::Fast, workout) <= most
            });
            sum = sum.saturating_sub(before.saturating_sub(of(item)));
        }
    }

    fn distance(&self, part: DosePart, workout: &Workout) -> Distance {
        self.distance_of(part, workout, self.paces)
    }

    /// The distance for the runner that the plan is written for: a faster runner covers more in the same minutes.
    fn written_distance(&self, part: DosePart, workout: &Workout) -> Distance {
        match self.written {
            Some(paces) => self.distance_of(part, workout, paces),
            None => self.distance(part, workout),
        }
    }

    fn distance_of(&self, part: DosePart, workout: &Workout, paces: &Paces) -> Distance {
        let goal = self.block.plan.goal.map(|goal| goal.0);
        workout.distance_at(paces, |effort| match part {
            DosePart::At(own) => effort == own,
            DosePart::Fast => effort.is_faster_than_marathon(goal),
        })
    }

    fn shrink(&self, item: &mut Item, part: DosePart, fits: impl Fn(&Workout) -> bool) {
        if fits(&item.workout) {
            return;
        }
        let workout = size::smaller(&item.workout, |workout| self.distance(part, workout), fits);
        if workout == item.workout {
            return;
        }
        item.distance = self.counted(item.kind(), &workout);
        item.time = workout.duration(self.paces).high;
        item.fast = workout.time_at(self.paces, Effort::is_fast);
        item.workout = workout;
    }

    /// The workouts of the row at its written volume.
    fn as_written<'r>(&'r self, row: &'r Row, peak: Peak) -> impl Iterator<Item = Workout> + 'r {
        let peak = Peak {
            target: peak.written,
            ..peak
        };
        let fixed = move |session: &RowSession| -> Vec<Workout> {
            let workout = |workout: &Workout| self.fixed(&session.session, workout, peak);
            match &session.sizes {
                Sizes::Each(sizes) => sizes
                    .iter()
                    .filter_map(|size| match size {
                        Size::Workout(own, _) => Some(workout(own)),
                        Size::Percent(_) => None,
                    })
                    .collect(),
                Sizes::Count(count) => (0..*count as usize)
                    .map(|index| workout(&session.session.length(index)))
                    .collect(),
            }
        };
        row.sessions.iter().flat_map(fixed)
    }

    /// The volume that the row is written for.
    pub(super) fn written_volume(&self, row: &Row, peak: Peak) -> Option<Distance> {
        let whole = match &self.block.plan.basis {
            VolumeBasis::Usual { reduction, .. } => {
                peak.written.scale(100_u32.saturating_sub(*reduction).into(), 100)
            }
            _ => peak.written,
        };
        match row.volume? {
            Volume::Distance(distance) => Some(distance),
            Volume::Percent(percent) => Some(whole.scale(percent.into(), 100)),
        }
    }
}

/// Scales `part` from a week of `whole` to one of `week`.
fn scaled(part: Distance, week: Distance, whole: Distance) -> Distance {
    part.scale(week.mm(), whole.mm().max(1))
}
