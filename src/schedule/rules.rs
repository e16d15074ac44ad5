//! Every hard rule and preference that concerns days, each with its number and source, and the one
//! definition of what a schedule costs: [`step`] for a day after the days before it, [`on_day`] for a
//! session on a date. The search, the explanations and the tests' brute force all add up the same
//! two functions. Two hard rules are not between days and stand where they are kept: a rest day a week
//! (P4, `place.rs`) and the runner's room (P20, `availability.rs`).
//!
//! The ids are those of the rule tables in `docs/design.md`.

use chrono::NaiveDate;

use crate::plan::SessionKind;
use crate::units::{Distance, Duration};

/// A rule with its weight: `None` where it is hard, and the search never breaks it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Rule {
    /// Its number in the tables.
    pub(super) id: &'static str,
    /// Points a breach costs, 0–100.
    pub(super) weight: Option<u32>,
    /// What it asks for, as a runner would say it.
    pub(super) text: &'static str,
    /// Who says so.
    pub(super) source: &'static str,
}

macro_rules! rules {
    ($($name:ident = $id:literal, $weight:expr, $text:literal, $source:literal;)*) => {
        $(
            #[doc = concat!($id, ": ", $text, ".")]
            pub(super) static $name: Rule = Rule { id: $id, weight: $weight, text: $text, source: $source };
        )*
    };
}

rules! {
    RACE_ONLY = "P3", None, "race day holds the race only", "common practice";
    REST_WANTED = "P4-plan", Some(40), "a week has as many rest days as its plan asks for", "the plan";
    REST_GAP = "P4-gap", Some(60), "rest days are at most eight days apart", "common practice";
    QUALITY_APART = "P5", None, "two quality sessions are never on consecutive days", "Bakken";
    QUALITY_AFTER_LONG = "P6", None, "no quality on the day after a long run", "Bakken";
    LONG_AFTER_QUALITY = "P7", Some(60), "no long run on the day after quality", "Bakken";
    MEDIUM_AFTER_QUALITY = "P7-medium", Some(20), "no medium run on the day after quality", "Bakken";
    EASY_BETWEEN = "P8", Some(20), "two easy days lie between hard days", "48 hours after speed work, as coaches advise";
    HARD_DAYS = "P9", None, "a week has at most two quality sessions and one long run", "common practice";
    LONG_DAY = "P11", Some(80), "the long run is on its usual weekday", "habit";
    LONG_GAP = "P12", Some(40), "long runs are six to eight days apart", "coaches' cutback practice";
    MEDIUM_NEAR_LONG = "P13", Some(50), "a medium run keeps a day away from the long run", "medium-long practice";
    MEDIUM_LONG_NEAR_LONG = "P13-hard", None, "a medium-long run over 90 minutes is never next to the long run", "medium-long practice";
    MEDIUM_APART = "P14", Some(40), "two medium runs are not on consecutive days", "crew-run weeks";
    REST_PLACE = "P15", Some(25), "a rest day follows the long run or precedes a hard day", "Bakken";
    STRIDES_BEFORE_HARD = "P17", Some(30), "strides are on the day before a workout or long run", "Jay Johnson";
    STRIDES_AFTER_RACE = "P18-race", None, "no strides on the day after a race, nor in the week after a half or marathon", "Jay Johnson";
    STRIDES_AFTER_QUALITY = "P18", Some(40), "no strides on the day after quality", "Jay Johnson";
    USUAL_DAY = "P19", Some(15), "a session keeps its usual weekday", "habit";
    SECOND_CHOICE = "P19-second", Some(8), "the first of a session's usual weekdays comes first", "habit";
    SPREAD = "SPREAD", Some(10), "runs are spread over the week", "common practice";
    STRENGTH_ON_HARD_DAY = "T2", Some(30), "strength follows the run of a quality day", "McMillan";
    STRENGTH_WITH_LONG = "T2-long", Some(60), "strength is not on the day of the long run", "McMillan";
    STRENGTH_BEFORE_HARD = "T5", Some(70), "no heavy strength in the 24 hours before quality or a long run", "soreness peaks after 24 to 48 hours";
    STRENGTH_TWO_BEFORE_HARD = "T5-48", Some(25), "no heavy strength 24 to 48 hours before quality or a long run", "soreness peaks after 24 to 48 hours";
    STRENGTH_APART = "T6", Some(50), "heavy strength sessions are 48 hours apart", "common practice";
    STRENGTH_BEFORE_RACE = "T1", None, "no heavy strength in the last days before a race", "Blagrove and Hooper";
    STRENGTH_AFTER_RACE = "T8", None, "no heavy strength soon after a race", "common practice";
    CROSS_AFTER_HARD = "T9", Some(10), "cross-training follows a hard day", "active recovery";
    CROSS_WITH_RUN = "T9-run", Some(10), "cross-training takes the place of a run", "active recovery";
    LAST_QUALITY = "R6", None, "the last full quality session is far enough from the race", "nothing gained inside 7 to 10 days";
    SHARPENER = "R7", Some(40), "the race week's short workout is four or five days before the race", "Bosquet et al. 2007";
    RACE_EVE = "R9-eve", None, "the eve of a race is for rest or a short shake-out", "common practice";
    LAST_TWO_DAYS = "R9", Some(20), "two days before a race are for rest or a short easy run", "common practice";
    QUALITY_AFTER_RACE = "R13", None, "no quality until a race is recovered from: a day a mile", "Runner's World";
    RUN_AFTER_RACE = "R14", None, "no running on the first days after a race", "common practice";
}

/// What a day holds, as far as rules between days care: a set of these bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub(super) struct DayLoad(u16);

impl DayLoad {
    /// The long run.
    pub(super) const LONG: Self = DayLoad(1);
    /// A hard workout, also one inside a medium run.
    pub(super) const QUALITY: Self = DayLoad(1 << 1);
    /// A medium run.
    pub(super) const MEDIUM: Self = DayLoad(1 << 2);
    /// A medium run of over 90 minutes.
    pub(super) const MEDIUM_LONG: Self = DayLoad(1 << 3);
    /// An easy run.
    pub(super) const EASY: Self = DayLoad(1 << 4);
    /// Strides at the end of the run.
    pub(super) const STRIDES: Self = DayLoad(1 << 5);
    /// Heavy strength.
    pub(super) const STRENGTH: Self = DayLoad(1 << 6);
    /// Cross-training.
    pub(super) const CROSS: Self = DayLoad(1 << 7);
    /// A race.
    pub(super) const RACE: Self = DayLoad(1 << 8);

    /// A shake-out on a race's eve.
    pub(super) const SHAKEOUT: Self = DayLoad(1 << 9);

    /// Both sets.
    #[must_use]
    pub(super) fn with(self, other: Self) -> Self {
        DayLoad(self.0 | other.0)
    }

    /// Whether any of `other` is in the set.
    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the day is free of training.
    pub(super) fn is_rest(self) -> bool {
        self.0 == 0
    }

    /// Whether the day is hard: quality, long run or race.
    pub(super) fn is_hard(self) -> bool {
        self.has(Self::LONG.with(Self::QUALITY).with(Self::RACE))
    }

    /// Whether there is a run.
    pub(super) fn has_run(self) -> bool {
        const RUNS: DayLoad = DayLoad(
            DayLoad::LONG.0
                | DayLoad::QUALITY.0
                | DayLoad::MEDIUM.0
                | DayLoad::EASY.0
                | DayLoad::SHAKEOUT.0
                | DayLoad::RACE.0,
        );
        self.has(RUNS)
    }
}

/// What the days before a day mean for it. Two pasts with the same trail have the same future.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Trail {
    yesterday: DayLoad,
    /// Of the day before yesterday: hard, long and strength only.
    before: DayLoad,
    /// Days since the last long run, 1 for yesterday; 0 when none in the last 15.
    since_long: u8,
    /// Training days since the last rest day, at most 9.
    since_rest: u8,
    /// Running days in a row, at most 4.
    streak: u8,
    /// Rest days so far in this plan week.
    rests: u8,
}

impl Trail {
    /// A past of which nothing is known: no rule speaks of it.
    pub(super) const UNKNOWN: Trail = Trail {
        yesterday: DayLoad(0),
        before: DayLoad::LONG,
        since_long: 0,
        since_rest: 0,
        streak: 0,
        rests: 0,
    };

    /// A new plan week begins.
    #[must_use]
    pub(super) fn new_week(self) -> Self {
        Trail { rests: 0, ..self }
    }

    /// Rest days so far in this plan week.
    pub(super) fn rests(self) -> u8 {
        self.rests
    }
}

/// The longest since-counts that a [`Trail`] tells apart.
const SINCE_LONG: u8 = 15;
/// Days between rest days after which P4's gap costs.
const REST_GAP_DAYS: u8 = 8;

/// The day `today` after `trail`: the trail after it, with each breach of a soft rule told to `soft`.
///
/// # Errors
///
/// The hard rule that forbids it.
pub(super) fn step(
    trail: Trail,
    today: DayLoad,
    mut soft: impl FnMut(&'static Rule),
) -> Result<Trail, &'static Rule> {
    use DayLoad as D;
    let (last, before) = (trail.yesterday, trail.before);
    let hard = today.is_hard();
    if today.has(D::QUALITY) {
        if last.has(D::QUALITY) {
            return Err(&QUALITY_APART);
        }
        if last.has(D::LONG) {
            return Err(&QUALITY_AFTER_LONG);
        }
    }
    let long_and = |of: D| (today.has(D::LONG) && last.has(of)) || (today.has(of) && last.has(D::LONG));
    if long_and(D::MEDIUM_LONG) {
        return Err(&MEDIUM_LONG_NEAR_LONG);
    }
    if today.has(D::STRIDES) && last.has(D::RACE) {
        return Err(&STRIDES_AFTER_RACE);
    }
    if last.has(D::QUALITY) {
        if today.has(D::LONG) {
            soft(&LONG_AFTER_QUALITY);
        }
        if today.has(D::MEDIUM) {
            soft(&MEDIUM_AFTER_QUALITY);
        }
        if today.has(D::STRIDES) {
            soft(&STRIDES_AFTER_QUALITY);
        }
    }
    if hard && !today.has(D::RACE) {
        if last.is_hard() {
            soft(&EASY_BETWEEN);
            soft(&EASY_BETWEEN);
        } else if before.is_hard() && !last.is_rest() {
            soft(&EASY_BETWEEN);
        }
        if last.has(D::STRENGTH) {
            soft(&STRENGTH_BEFORE_HARD);
        }
        if before.has(D::STRENGTH) {
            soft(&STRENGTH_TWO_BEFORE_HARD);
        }
    }
    if today.has(D::LONG) && trail.since_long > 0 && !(6..=8).contains(&trail.since_long) {
        soft(&LONG_GAP);
    }
    if long_and(D::MEDIUM) {
        soft(&MEDIUM_NEAR_LONG);
    }
    if today.has(D::MEDIUM) && last.has(D::MEDIUM) {
        soft(&MEDIUM_APART);
    }
    if last.is_rest() && !before.has(D::LONG) && !hard {
        soft(&REST_PLACE);
    }
    if last.has(D::STRIDES) && !hard {
        soft(&STRIDES_BEFORE_HARD);
    }
    if today.has(D::STRENGTH) {
        if today.has(D::LONG) {
            soft(&STRENGTH_WITH_LONG);
        } else if !today.has(D::QUALITY) {
            soft(&STRENGTH_ON_HARD_DAY);
        }
        if last.has(D::STRENGTH) {
            soft(&STRENGTH_APART);
        }
    }
    if today.has(D::CROSS) {
        if !last.is_hard() {
            soft(&CROSS_AFTER_HARD);
        }
        if today.has_run() {
            soft(&CROSS_WITH_RUN);
        }
    }
    if today.has_run() && trail.streak >= 3 {
        soft(&SPREAD);
    }
    let rest = today.is_rest();
    if !rest && trail.since_rest >= REST_GAP_DAYS {
        soft(&REST_GAP);
    }
    Ok(Trail {
        yesterday: today,
        before: DayLoad(last.0 & (D::LONG.0 | D::QUALITY.0 | D::RACE.0 | D::STRENGTH.0)),
        since_long: if today.has(D::LONG) {
            1
        } else if trail.since_long == 0 || trail.since_long >= SINCE_LONG {
            0
        } else {
            trail.since_long + 1
        },
        since_rest: if rest {
            0
        } else {
            (trail.since_rest + 1).min(REST_GAP_DAYS)
        },
        streak: if today.has_run() {
            (trail.streak + 1).min(3)
        } else {
            0
        },
        rests: trail.rests + u8::from(rest),
    })
}

/// A race, as the rules about days near it see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct RaceDay {
    /// Its day.
    pub(super) date: NaiveDate,
    /// How far.
    pub(super) distance: Distance,
}

/// What the rules about races need to know of a session.
#[derive(Debug, Clone, Copy)]
pub(super) struct Near {
    /// Its kind.
    pub(super) kind: SessionKind,
    /// At the runner's paces.
    pub(super) time: Duration,
    /// The part of it that is faster than easy.
    pub(super) fast: Duration,
}

/// Fast running of at most so many minutes in a race week is a sharpener, not a full session (R7).
const SHARPENER_MINUTES: u32 = 20;
/// Fast running of at least so many minutes makes a medium run a hard one (training.md 0).
pub(super) const HARD_MEDIUM_MINUTES: u32 = 15;
/// A medium run longer than this is medium-long (P13), in minutes.
pub(super) const MEDIUM_LONG_MINUTES: u32 = 90;

/// A session on `date`, near `race`: each breach of a soft rule is told to `soft`.
///
/// # Errors
///
/// The hard rule that forbids it.
pub(super) fn on_day(
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
            soft(&LAST_TWO_DAYS);
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
