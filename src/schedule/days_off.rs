//! The days after days off: easy at first, with less running (docs/rules.md#illness-and-days-lost).
//!
//! What was missed is never added to other days (I3).

use chrono::NaiveDate;

use crate::plan::SessionKind;
use crate::season::{Away, DaysOff, OffReason};

/// The days after the return on which everything stays easy.
pub(super) fn easy_days(off: &DaysOff) -> u32 {
    match off.days.days() {
        _ if off.why == OffReason::Busy && off.days.days() <= 5 => 0,
        0..=5 => 1,
        days => days,
    }
}

/// The share of its planned running that `date` may hold after `gaps`, in percent: after 6 to 28 days half for the
/// first half of as many days, then three quarters; after more days in thirds of 33, 50 and 75. Days of
/// such a gap hold nothing; a shorter one leaves its weeks as they were planned, with less room.
pub(super) fn share(gaps: &[DaysOff], date: NaiveDate) -> u64 {
    let shares = gaps.iter().map(|gap| share_after(gap, date));
    shares.min().unwrap_or(100)
}

/// The days away on which nothing can be run, as days off.
pub(super) fn idle_trips(away: &[Away]) -> impl Iterator<Item = DaysOff> {
    const RUNS: [SessionKind; 5] = [
        SessionKind::Long,
        SessionKind::Medium,
        SessionKind::Quality,
        SessionKind::Easy,
        SessionKind::Shakeout,
    ];
    let idle = |away: &&Away| {
        !RUNS
            .iter()
            .any(|kind| away.still.iter().any(|name| name == kind.word()))
    };
    away.iter().filter(idle).map(|away| DaysOff {
        days: away.days,
        why: OffReason::Busy,
        cross_trained: false,
        span: away.span.clone(),
    })
}

fn share_after(off: &DaysOff, date: NaiveDate) -> u64 {
    let days = off.days.days();
    let back = (date - off.days.last()).num_days();
    if days < 6 || date < off.days.first() || back > i64::from(days) {
        return 100;
    }
    if back < 1 {
        return 0;
    }
    let back = u64::try_from(back).unwrap_or(0);
    let days = u64::from(days);
    if days <= 28 {
        if back <= days.div_ceil(2) { 50 } else { 75 }
    } else if back * 3 <= days {
        33
    } else if back * 3 <= 2 * days {
        50
    } else {
        75
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::DateRange;

    fn off(days: u32) -> DaysOff {
        let from = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap();
        DaysOff {
            days: DateRange::starting(from, days),
            why: OffReason::Ill,
            cross_trained: false,
            span: None,
        }
    }

    fn shares(days: u32) -> Vec<u64> {
        let off = off(days);
        (1..=u64::from(days) + 1)
            .map(|back| share_after(&off, off.days.last() + chrono::Days::new(back)))
            .collect()
    }

    #[test]
    fn a_week_lost_comes_back_by_halves() {
        assert_eq!(shares(7), [50, 50, 50, 50, 75, 75, 75, 100]);
        assert_eq!(easy_days(&off(7)), 7);
    }

    #[test]
    fn a_few_days_lost_change_one_day() {
        assert_eq!(shares(5), [100; 6]);
        assert_eq!(easy_days(&off(5)), 1);
    }

    #[test]
    fn a_month_lost_comes_back_by_thirds() {
        let shares = shares(30);
        assert_eq!(
            (shares[9], shares[10], shares[19], shares[20], shares[30]),
            (33, 50, 50, 75, 100)
        );
    }
}
