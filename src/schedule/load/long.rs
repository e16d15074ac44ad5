//! Shortens the long run to the limits of the week, of the runner's last weeks and of the clock.

use super::days_and_races_off::DaysAndRacesOff;
use super::{CUTBACK, Item, LastLoading, Loader};
use crate::pace::Effort;
use crate::plan::{Plan, Row, RowSession, SessionKind};
use crate::schedule::progress::{LongestRuns, Peak};
use crate::schedule::size;
use crate::units::Distance;
use crate::workout::{Amount, Step};

/// A long run in minutes is shortened by this many at a time, down to [`SHORTEST`].
const MINUTES: u64 = 5;
const SHORTEST: u32 = 30;
/// A race longer than this counts as a marathon, in metres.
const MARATHON: u64 = 30_000;

impl Loader<'_> {
    pub(super) fn long_as_planned(
        &self,
        session: &RowSession,
        volume: Option<Distance>,
        peak: Peak,
    ) -> Option<Distance> {
        let mut items = Vec::new();
        self.sized(session, volume, peak, false, &mut items);
        items.first().map(|item| item.distance)
    }

    /// Shortens the long run of a week with days off.
    pub(super) fn shorten_long(&self, items: &mut [Item], off: &DaysAndRacesOff<'_>) {
        if off.share == 100 {
            return;
        }
        if let Some(item) = items.iter_mut().find(|item| item.kind() == SessionKind::Long)
            && size::total(&item.workout).is_some()
        {
            let shorter = item
                .distance
                .scale(off.share, 100)
                .floor_to(self.step())
                .max(self.step());
            self.resize(item, shorter);
        }
    }

    /// Keeps the long run's share of the week (rule V5). A long run in minutes shrinks in a week smaller than the one
    /// that it is written for; one in kilometres where rounding would take it above both its written share and the
    /// week's limit.
    pub(super) fn keep_share(&self, row: &Row, volume: Option<Distance>, peak: Peak, items: &mut [Item]) {
        let (Some(week), Some(written)) = (volume, self.written_volume(row, peak)) else {
            return;
        };
        let runs = row.sessions.iter().filter(|one| one.session.kind.is_run());
        let runs = runs.map(|one| one.sizes.count()).sum();
        let long = items.iter_mut().find(|item| item.kind() == SessionKind::Long);
        let Some(item) = long else {
            return;
        };
        let as_written = row
            .sessions
            .iter()
            .find(|one| one.session.kind == SessionKind::Long);
        let as_written = as_written.and_then(|long| {
            let own = Peak {
                target: peak.written,
                ..peak
            };
            self.long_as_planned(long, Some(written), own)
        });
        if let (Some(_), Some(long)) = (size::total(&item.workout), as_written) {
            let usual = week.scale(self.long_share(runs).into(), 100);
            let most = usual.max(long.scale(week.mm(), written.mm().max(1)));
            if item.distance > most {
                self.resize(item, most.floor_to(self.step()).max(self.step()));
            }
            return;
        }
        if week >= written {
            return;
        }
        if let [
            Step::Run {
                amount: Amount::Time(time),
                effort: Effort::Easy,
            },
        ] = item.workout.steps.as_slice()
        {
            let share = week.mm().saturating_mul(100) / written.mm().max(1);
            let minutes = u64::from(time.high.secs()) * share / 6_000;
            let minutes = u32::try_from(minutes / MINUTES * MINUTES).unwrap_or(u32::MAX);
            item.workout = size::easy_minutes(minutes.max(SHORTEST));
            item.distance = self.counted(SessionKind::Long, &item.workout);
            item.time = item.workout.duration(self.paces).high;
        }
    }

    /// The largest share of the week for its long run, in percent (rule V5). `runs` are those that the plan has: on
    /// fewer or more days the long run stays.
    fn long_share(&self, runs: usize) -> u32 {
        let limits = &self.season.review;
        let goal = self.block.plan.goal.map(|goal| goal.0);
        let marathon = goal.is_some_and(|goal| goal > Distance::from_metres(MARATHON));
        match runs {
            ..=3 => limits.long_share_3,
            4 if marathon => limits.long_share_4_marathon,
            4 => limits.long_share_4,
            5 => limits.long_share_5,
            _ => limits.long_share_6,
        }
    }

    /// Cuts the long run down to the limits of the runner's last weeks (rule V3) and of the clock (rule V6).
    pub(super) fn limit_long(
        &self,
        items: &mut [Item],
        longest: &LongestRuns,
        loading: LastLoading,
        plan: &Plan,
    ) {
        let Some(item) = items.iter_mut().find(|item| item.kind() == SessionKind::Long) else {
            return;
        };
        if size::total(&item.workout).is_none() {
            return;
        }
        let mut most = item.distance;
        if let Some(limit) = longest.limit(self.week) {
            most = most.min(limit.floor_to(self.step()));
        }
        if let (true, Some((planned, got))) = (self.week.cutback, loading.long)
            && got < planned
        {
            most = most.min(self.round(got.scale(CUTBACK, 100)));
        }
        if let Some(cap) = plan.long_cap {
            while item.time > cap && most > self.step() {
                let over = item.distance.min(most);
                let next = over.saturating_sub(self.step());
                let shorter = size::with_total(&item.workout, next, self.units());
                item.time = shorter.duration(self.paces).high;
                most = next;
                item.distance = next;
            }
        }
        if most < item.distance || size::total(&item.workout) != Some(item.distance) {
            let total = most.max(self.step());
            item.workout = size::with_total(&item.workout, total, self.units());
            item.distance = total;
            item.time = item.workout.duration(self.paces).high;
            item.fast = item.workout.time_at(self.paces, crate::pace::Effort::is_fast);
        }
    }
}
