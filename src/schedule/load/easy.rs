//! Shares what is left of a week's volume among its easy runs.

use super::days::ONE_QUALITY;
use super::{Item, Loader};
use crate::diagnostic::Faults;
use crate::diagnostic::fault::ScheduleFault;
use crate::plan::{Level, Row, SessionKind};
use crate::schedule::size;
use crate::units::Distance;

/// Shortest useful easy run (rule V11), in metres.
const SHORTEST_EASY_RUN: u64 = 4_000;

/// Shortest useful easy run of a novice, in metres: about 20 minutes.
const SHORTEST_NOVICE_RUN: u64 = 2_500;

/// Removes the second quality session of a week so small that no easy run would be left beside it
/// (docs/design.md#how-much).
fn drop_second_quality(target: Distance, shortest: Distance, items: &mut Vec<Item>) {
    let is_quality = |item: &Item| item.kind() == SessionKind::Quality;
    let fixed: Distance = items.iter().map(|item| item.distance).sum();
    if fixed + shortest > target && items.iter().filter(|item| is_quality(item)).count() > 1 {
        let last = items.iter().rposition(is_quality);
        last.map(|index| items.remove(index));
    }
}

/// Shares the volume of one week among its easy runs.
pub(super) struct VolumeSharing<'a> {
    pub loader: &'a Loader<'a>,
    pub row: &'a Row,
    /// The week has fewer runs than its row, for want of days. Runs that take over are then limited in minutes.
    pub is_tight: bool,
}

impl VolumeSharing<'_> {
    /// Shares what is left of the volume `target` among the easy runs, so that all runs add up to it exactly. Returns
    /// the volume that the week then holds; it differs where no run can take up, or give up, the rest.
    pub(super) fn share(&self, target: Distance, items: &mut Vec<Item>) -> Distance {
        let long = items
            .iter()
            .find(|item| item.kind() == SessionKind::Long)
            .map(|item| item.distance);
        let shares = |item: &Item| item.kind() == SessionKind::Easy && item.distance == Distance::ZERO;
        let loader = self.loader;
        let shortest = loader.shortest_easy_run();
        if items.iter().any(shares) {
            drop_second_quality(target, shortest, items);
        }
        loop {
            let count = items.iter().filter(|item| shares(item)).count() as u64;
            let fixed: Distance = items.iter().map(|item| item.distance).sum();
            let left = target.saturating_sub(fixed);
            if count == 0 {
                return self.without_easy(target, fixed, items, long);
            }
            if left.scale(1, count) >= shortest {
                let mut each = loader.round(left.scale(1, count));
                if left.saturating_sub(each.scale(count - 1, 1)) < shortest {
                    each = left.scale(1, count).floor_to(loader.step());
                }
                let least = loader.round(each.min(shortest));
                let cap = self.longest_easy(left, long).max(least);
                let mut rest = left;
                let mut ordinal = 0;
                for item in items
                    .iter_mut()
                    .filter(|item| item.kind() == SessionKind::Easy && item.distance == Distance::ZERO)
                {
                    ordinal += 1;
                    let size = if ordinal == count { rest } else { each };
                    let size = size.min(cap);
                    rest = rest.saturating_sub(size);
                    loader.resize(item, size);
                }
                let rest = self.lengthen_medium(rest, items, long);
                return target.saturating_sub(rest);
            }
            // Rule P10: a week of so few runs has one quality session.
            let runs = items.iter().filter(|item| item.kind().is_run()).count();
            let quality = |item: &Item| item.kind() == SessionKind::Quality;
            if runs <= ONE_QUALITY as usize + 1 && items.iter().filter(|item| quality(item)).count() > 1 {
                let last = items.iter().rposition(quality);
                last.map(|index| items.remove(index));
                continue;
            }
            // Rule V11: one run fewer rather than runs that are too short.
            let last = items.iter().rposition(shares);
            last.map(|index| items.remove(index));
        }
    }

    /// The longest that an easy run may become: no longer than the long run.
    fn longest_easy(&self, left: Distance, long: Option<Distance>) -> Distance {
        let most = long.unwrap_or(left);
        if self.is_tight {
            self.loader.longest_easy(self.row, left, most)
        } else {
            most
        }
    }

    /// The longest that a medium run of `planned` may become: no longer than the long run.
    fn longest_medium(&self, planned: Distance, long: Option<Distance>) -> Option<Distance> {
        let limit = self.is_tight.then(|| self.loader.longest_medium().max(planned));
        long.into_iter().chain(limit).min()
    }

    /// Adds the distance that easy runs could not take to the medium run, in a tight week. Returns what is left.
    fn lengthen_medium(&self, rest: Distance, items: &mut [Item], long: Option<Distance>) -> Distance {
        let medium = items
            .iter_mut()
            .find(|item| item.kind() == SessionKind::Medium && size::total(&item.workout).is_some());
        let Some(item) = medium.filter(|_| rest > Distance::ZERO && self.is_tight) else {
            return rest;
        };
        let most = self.longest_medium(item.distance, long).unwrap_or(item.distance);
        let more = rest.min(most.saturating_sub(item.distance));
        self.loader.resize(item, item.distance + more);
        rest.saturating_sub(more)
    }

    /// Fits a week without easy runs: the medium run gives or takes the difference, within its limits.
    fn without_easy(
        &self,
        target: Distance,
        fixed: Distance,
        items: &mut [Item],
        long: Option<Distance>,
    ) -> Distance {
        let shortest = self.loader.shortest_easy_run();
        let medium = items
            .iter_mut()
            .find(|item| item.kind() == SessionKind::Medium && size::total(&item.workout).is_some());
        let mut sum = fixed;
        if let Some(item) = medium {
            let others = fixed.saturating_sub(item.distance);
            let wanted = target.saturating_sub(others).max(shortest.min(item.distance));
            let wanted = wanted.min(self.longest_medium(item.distance, long).unwrap_or(wanted));
            self.loader.resize(item, wanted);
            sum = others + wanted;
        }
        sum
    }
}

impl Loader<'_> {
    /// Removes strides from a week that has lost the easy or medium runs before them.
    pub(super) fn keep_strides(row: &Row, items: &mut Vec<Item>) {
        let ends = |kind| matches!(kind, SessionKind::Easy | SessionKind::Medium);
        let written: usize = row
            .sessions
            .iter()
            .filter(|session| ends(session.session.kind))
            .map(|session| session.sizes.count())
            .sum();
        let runs = items.iter().filter(|item| ends(item.kind())).count();
        if runs >= written {
            return;
        }
        let mut strides = 0;
        items.retain(|item| {
            strides += usize::from(item.kind() == SessionKind::Strides);
            item.kind() != SessionKind::Strides || strides <= runs
        });
    }

    pub(super) fn resize(&self, item: &mut Item, distance: Distance) {
        item.workout = match size::total(&item.workout) {
            Some(_) => size::with_total(&item.workout, distance, self.units()),
            None => size::easy_run(distance, self.units()),
        };
        item.distance = distance;
        item.time = item.workout.duration(self.paces).high;
        item.fast = item.workout.time_at(self.paces, crate::pace::Effort::is_fast);
    }

    /// Reports a week that holds `got` and not the volume `planned`.
    pub(super) fn report_volume(&self, planned: Distance, got: Distance, faults: &Faults) {
        let fault = ScheduleFault::WeekVolume {
            week: self.week.number,
            plan: self.block.plan.name.clone(),
            got,
            planned,
            units: self.units(),
        };
        faults.push(fault.at(&self.block.span));
    }

    pub(super) fn shortest_easy_run(&self) -> Distance {
        let novice = self.season.athlete.level.or(self.block.plan.level) == Some(Level::Novice);
        Distance::from_metres(if novice {
            SHORTEST_NOVICE_RUN
        } else {
            SHORTEST_EASY_RUN
        })
    }
}
