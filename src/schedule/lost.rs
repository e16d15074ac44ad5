//! What days lost to illness or injury do to the days after them (docs/rules.md#illness-and-days-lost).
//!
//! What was missed is never added to other days (I3).

use chrono::NaiveDate;

use crate::plan::SessionKind;
use crate::season::{Away, Off, OffReason, Season};

/// The days after the return on which everything stays easy.
pub(super) fn easy_days(off: &Off) -> u32 {
    match off.days() {
        _ if off.why == OffReason::Busy && off.days() <= 5 => 0,
        0..=5 => 1,
        days => days,
    }
}

/// The share of its planned running that `date` may hold, in percent: after 6 to 28 days half for the
/// first half of as many days, then three quarters; after more days in thirds of 33, 50 and 75. Days of
/// such a gap hold nothing; a shorter one leaves its weeks as they were planned, with less room.
pub(super) fn share(season: &Season, date: NaiveDate) -> u64 {
    let shares = gaps(season).map(|off| share_after(&off, date));
    shares.min().unwrap_or(100)
}

/// Days lost, and days away on which nothing can be run: to the legs both are the same.
pub(super) fn gaps(season: &Season) -> impl Iterator<Item = Off> {
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
    let away = season.away.iter().filter(idle).map(|away| Off {
        from: away.from,
        to: away.to,
        why: OffReason::Busy,
        cross_trained: false,
        span: away.span.clone(),
    });
    season.off.iter().cloned().chain(away)
}

fn share_after(off: &Off, date: NaiveDate) -> u64 {
    let days = off.days();
    let back = (date - off.to).num_days();
    if days < 6 || date < off.from || back > i64::from(days) {
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
    use crate::diagnostic::{Source, Span};

    fn off(days: u32) -> Off {
        let from = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap();
        let to = from + chrono::Days::new(u64::from(days) - 1);
        let span = Span::whole(&Source::new("", ""));
        Off {
            from,
            to,
            why: OffReason::Ill,
            cross_trained: false,
            span,
        }
    }

    fn shares(days: u32) -> Vec<u64> {
        let off = off(days);
        (1..=u64::from(days) + 1)
            .map(|back| share_after(&off, off.to + chrono::Days::new(back)))
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
