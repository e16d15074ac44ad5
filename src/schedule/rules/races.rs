//! The rules about sessions on dates near a race.

use chrono::NaiveDate;

use super::Rule;
use crate::plan::SessionKind;
use crate::schedule::rules;
use crate::units::{Distance, Duration};

/// A race, as the rules about days near it see it.
#[derive(Debug, Clone, Copy)]
pub(in crate::schedule) struct RaceDay {
    /// Its date.
    pub(in crate::schedule) date: NaiveDate,
    /// Its distance.
    pub(in crate::schedule) distance: Distance,
    /// Its importance.
    pub(in crate::schedule) rank: Rank,
}

/// The importance of a race.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::schedule) enum Rank {
    /// The goal of the season.
    A,
    /// A real race on the way.
    B,
    /// A race as training.
    C,
}

/// The facts about a session that the rules near races need.
#[derive(Debug, Clone, Copy)]
pub(in crate::schedule) struct Near {
    /// Its kind.
    pub(in crate::schedule) kind: SessionKind,
    /// Duration at the runner's paces.
    pub(in crate::schedule) time: Duration,
    /// The part of it that is faster than easy.
    pub(in crate::schedule) fast: Duration,
    /// Share of the longest long run, in percent; for a long run of the plan that ends on the race.
    pub(in crate::schedule) of_longest: u32,
}

/// Fast running of at most so many minutes is a sharpener, not a full session (rule R7): 3 km at marathon pace for the
/// slowest, and less than the shortest full session that a built-in plan has at that point.
const SHARPENER_MINUTES: u32 = 24;

/// Fast running of at least so many minutes makes a medium run a hard one (docs/rules.md#words).
pub(in crate::schedule) const HARD_MEDIUM_MINUTES: u32 = 15;

/// A medium run longer than this is medium-long (P13), in minutes.
pub(in crate::schedule) const MEDIUM_LONG_MINUTES: u32 = 90;

/// Checks a session on `date`, near `race`. Each breach of a soft rule is passed to `soft`.
///
/// # Errors
///
/// The hard rule that forbids it.
pub(in crate::schedule) fn on_day(
    near: Near,
    date: NaiveDate,
    race: RaceDay,
    soft: impl FnMut(&'static Rule),
) -> Result<(), &'static Rule> {
    let to = (race.date - date).num_days();
    let km = race.distance.km();
    let hard_medium =
        near.kind == SessionKind::Medium && near.fast >= Duration::from_minutes(HARD_MEDIUM_MINUTES);
    let quality = near.kind == SessionKind::Quality || hard_medium;
    let training = near.kind.is_training() && near.kind != SessionKind::Mobility;
    match to {
        0 => Err(&rules::RACE_ONLY),
        1.. if race.rank == Rank::A => before_a(near, quality, training, to, km, soft),
        1.. => before_tuneup(near, quality, training, to, race, soft),
        _ => after(near, quality, -to, race, soft),
    }
}

/// The last days before an A race: rules R6, R7, R9, T1.
fn before_a(
    near: Near,
    quality: bool,
    training: bool,
    to: i64,
    km: f64,
    mut soft: impl FnMut(&'static Rule),
) -> Result<(), &'static Rule> {
    use SessionKind::{Easy, Shakeout, Strength, Strides};
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
        return Err(&rules::RACE_EVE);
    }
    if (full && to < last_full) || (quality && to < 3) {
        return Err(&rules::LAST_QUALITY);
    }
    if near.kind == Strength && to <= if km > 30.0 { 10 } else { 7 } {
        return Err(&rules::STRENGTH_BEFORE_RACE);
    }
    if near.of_longest > longest_share(km, to) {
        soft(&rules::BIG_LONG_LATE);
    }
    if near.kind == SessionKind::Appointment && km > 30.0 && to <= 3 {
        soft(&rules::MASSAGE);
    }
    let short = km <= 7.5;
    if quality && to < 7 && !(to == 4 || to == 5 || (short && to == 3)) {
        soft(&rules::SHARPENER);
    }
    let easy = matches!(near.kind, Easy | Shakeout) && near.time <= Duration::from_minutes(30);
    if to == 2 && training && !easy && near.kind != Strides {
        soft(&rules::LAST_TWO_DAYS);
    }
    if near.kind == Shakeout && to > 1 {
        soft(&rules::SHAKEOUT_DAY);
    }
    Ok(())
}

/// The easy days before a race on the way: rules R11, R12.
fn before_tuneup(
    near: Near,
    quality: bool,
    training: bool,
    to: i64,
    race: RaceDay,
    mut soft: impl FnMut(&'static Rule),
) -> Result<(), &'static Rule> {
    use SessionKind::{Easy, Long, Medium, Shakeout, Strength, Strides};
    let hard = quality || matches!(near.kind, Long | Strength);
    let light = matches!(near.kind, Easy | Shakeout | Strides);
    if to == 1 && (hard || (race.rank == Rank::B && training && !light)) {
        return Err(&rules::RACE_EVE);
    }
    let easy_days = match race.rank {
        Rank::C => 1,
        _ if race.distance.km() <= 7.5 => 2,
        _ => 3,
    };
    if to <= easy_days && (hard || (near.kind == Medium && to <= 2)) {
        soft(&rules::MINI_TAPER);
    }
    Ok(())
}

/// The days after a race: rules R13, R14, T8, P18.
fn after(
    near: Near,
    quality: bool,
    since: i64,
    race: RaceDay,
    mut soft: impl FnMut(&'static Rule),
) -> Result<(), &'static Rule> {
    use SessionKind::{Long, Strength, Strides};
    let from = quality_from(race);
    if quality && since < from {
        return Err(&rules::QUALITY_AFTER_RACE);
    }
    let main = race.rank == Rank::A;
    let km = race.distance.km();
    if main && near.kind.is_run() && since <= no_running(km) {
        return Err(&rules::RUN_AFTER_RACE);
    }
    let heavy_from = if main { strength_from(km) } else { from.min(3) };
    if near.kind == Strength && since < heavy_from {
        return Err(&rules::STRENGTH_AFTER_RACE);
    }
    if near.kind == Strides && km > 20.0 && since <= 7 {
        return Err(&rules::STRIDES_AFTER_RACE);
    }
    if near.kind == SessionKind::Appointment && km > 30.0 && since <= 2 {
        soft(&rules::MASSAGE);
    }
    if near.kind == Long && since * 2 < from {
        soft(&rules::LONG_AFTER_RACE);
    }
    Ok(())
}

/// The first day after a race on which quality may be (rule R13): a day a mile after an A race, a day for each three
/// kilometres after another.
fn quality_from(race: RaceDay) -> i64 {
    let metres = race.distance.mm() / 1_000;
    let days = match race.rank {
        Rank::A => metres / 1_609,
        Rank::B | Rank::C => (metres + 1_500) / 3_000,
    };
    i64::try_from(days).unwrap_or(i64::MAX)
}

/// The longest long run so many days before the race, in percent of the longest one (rule R8).
fn longest_share(km: f64, to: i64) -> u32 {
    match to {
        18.. if km > 30.0 => 100,
        15.. if km > 30.0 => 89,
        8.. if km > 30.0 => 75,
        _ if km > 30.0 => 55,
        14.. => 100,
        8.. if km > 15.0 => 89,
        _ if km > 15.0 => 70,
        8.. => 100,
        _ => 80,
    }
}

/// Days without running after an A race (rule R14).
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

/// The first day after a race on which heavy strength may be (rule T8).
fn strength_from(km: f64) -> i64 {
    if km > 42.0 {
        14
    } else if km > 21.0 {
        7
    } else {
        3
    }
}
