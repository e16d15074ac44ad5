//! Reports of sessions that are not in the schedule: those that found no day, and those that the runner skipped.

use super::fit::Fitted;
use super::model::LeftOut;
use super::prior_placement::PriorPlacement;
use crate::diagnostic::Faults;
use crate::diagnostic::fault::ScheduleFault;

/// Reports the sessions that found no day, once for each kind of a week. After what was `published`, weeks that are over
/// need no report.
pub(super) fn say(
    left_out: &[LeftOut],
    fitted: &Fitted,
    published: Option<&PriorPlacement>,
    faults: &Faults,
) {
    let is_to_come = |left: &&LeftOut| {
        let mut weeks = fitted.weeks.iter();
        let last = weeks
            .find(|week| week.first == left.week)
            .map(|week| week.days().last());
        published.is_none_or(|published| last.is_none_or(|last| published.today <= last))
    };
    let left_out: Vec<&LeftOut> = left_out.iter().filter(is_to_come).collect();
    for (index, out) in left_out.iter().enumerate() {
        let same = |other: &&&LeftOut| {
            (other.week, &other.title, &other.reason) == (out.week, &out.title, &out.reason)
        };
        if left_out[..index].iter().any(|other| same(&other)) {
            continue;
        }
        faults.push(ScheduleFault::LeftOut {
            week: out.week,
            title: out.title.clone(),
            count: left_out.iter().filter(same).count(),
            reason: out.reason.clone(),
        });
    }
}

/// A note for each week with sessions that the runner skipped.
pub(super) fn say_skipped(skipped: &[LeftOut], faults: &Faults) {
    for (index, first) in skipped.iter().enumerate() {
        if skipped[..index].iter().any(|other| other.week == first.week) {
            continue;
        }
        let of_week = skipped.iter().filter(|other| other.week == first.week);
        faults.push(ScheduleFault::Skipped {
            week: first.week,
            titles: of_week.map(|out| out.title.clone()).collect(),
        });
    }
}
