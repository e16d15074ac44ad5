//! What a session costs on a date near a race.

use chrono::NaiveDate;

use super::*;
use crate::plan::SessionKind;
use crate::units::{Distance, Duration};

/// A race, as the rules about days near it see it.
#[derive(Debug, Clone, Copy)]
pub(in crate::schedule) struct RaceDay {
    /// Its day.
    pub(in crate::schedule) date: NaiveDate,
    /// How far.
    pub(in crate::schedule) distance: Distance,
}

/// What the rules about races need to know of a session.
#[derive(Debug, Clone, Copy)]
pub(in crate::schedule) struct Near {
    /// Its kind.
    pub(in crate::schedule) kind: SessionKind,
    /// At the runner's paces.
    pub(in crate::schedule) time: Duration,
    /// The part of it that is faster than easy.
    pub(in crate::schedule) fast: Duration,
}

/// Fast running of at most so many minutes in a race week is a sharpener, not a full session (R7).
const SHARPENER_MINUTES: u32 = 20;

/// Fast running of at least so many minutes makes a medium run a hard one (training.md 0).
pub(in crate::schedule) const HARD_MEDIUM_MINUTES: u32 = 15;

/// A medium run longer than this is medium-long (P13), in minutes.
pub(in crate::schedule) const MEDIUM_LONG_MINUTES: u32 = 90;

/// A session on `date`, near `race`: each breach of a soft rule is told to `soft`.
///
/// # Errors
///
/// The hard rule that forbids it.
pub(in crate::schedule) fn on_day(
    near: Near,
    date: NaiveDate,
    race: RaceDay,
    mut soft: impl FnMut(&'static Rule),
) -> Result<(), &'static Rule> {
    use SessionKind::{Easy, Long, Quality, Shakeout, Strength, Strides};
    let to = (race.date - date).num_days();
    let km = race.distance.km();
    let hard_medium =
        near.kind == SessionKind::Medium && near.fast >= Duration::from_minutes(HARD_MEDIUM_MINUTES);
    let quality = near.kind == Quality || hard_medium;
    let training = near.kind.is_training() && near.kind != SessionKind::Mobility;
    if to == 0 {
        return Err(&RACE_ONLY);
    }
    if to > 0 {
        let full = quality && near.fast > Duration::from_minutes(SHARPENER_MINUTES);
        let last_full = if km > 30.0 {
            10
        } else if km > 15.0 {
            7
        } else if km > 7.5 {
            5
        } else {
            4
        };
        if to == 1 && training && !matches!(near.kind, Shakeout | Strides) {
            return Err(&RACE_EVE);
        }
        if full && to < last_full {
            return Err(&LAST_QUALITY);
        }
        if quality && !full && to < 3 {
            return Err(&LAST_QUALITY);
        }
        if near.kind == Strength && to <= if km > 30.0 { 10 } else { 7 } {
            return Err(&STRENGTH_BEFORE_RACE);
        }
        let short = km <= 7.5;
        if quality && to < 7 && !(to == 4 || to == 5 || (short && to == 3)) {
            soft(&SHARPENER);
        }
        let easy = matches!(near.kind, Easy | Shakeout);
        if to == 2 && training && !(easy && near.time <= Duration::from_minutes(30)) && near.kind != Strides {
            soft(&LAST_TWO_DAYS);
        }
        if near.kind == Shakeout && to > 1 {
            soft(&SHAKEOUT_DAY);
        }
        return Ok(());
    }
    let since = -to;
    if quality && since < quality_from(km) {
        return Err(&QUALITY_AFTER_RACE);
    }
    if near.kind.is_run() && since <= no_running(km) {
        return Err(&RUN_AFTER_RACE);
    }
    if near.kind == Long && since <= no_running(km) {
        return Err(&RUN_AFTER_RACE);
    }
    if near.kind == Strength && since < strength_from(km) {
        return Err(&STRENGTH_AFTER_RACE);
    }
    if near.kind == Strides && km > 20.0 && since <= 7 {
        return Err(&STRIDES_AFTER_RACE);
    }
    Ok(())
}

/// R13: the first day on which quality may be after an A race (decisions.md 24): a day a mile.
fn quality_from(km: f64) -> i64 {
    if km > 42.0 {
        26
    } else if km > 21.0 {
        13
    } else if km > 7.5 {
        6
    } else {
        3
    }
}

/// R14: days without running after an A race.
fn no_running(km: f64) -> i64 {
    if km > 42.0 {
        7
    } else if km > 21.0 {
        3
    } else if km > 7.5 {
        1
    } else {
        0
    }
}

/// T8: the first day on which heavy strength may be after a race.
fn strength_from(km: f64) -> i64 {
    if km > 42.0 {
        14
    } else if km > 21.0 {
        7
    } else {
        3
    }
}
