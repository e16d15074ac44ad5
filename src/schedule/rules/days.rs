//! What a day costs after the days before it.

use super::*;

/// What a day holds, as far as rules between days care: a set of these bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub(in crate::schedule) struct DayLoad(u16);

impl DayLoad {
    /// The long run.
    pub(in crate::schedule) const LONG: Self = DayLoad(1);
    /// A hard workout, also one inside a medium run.
    pub(in crate::schedule) const QUALITY: Self = DayLoad(1 << 1);
    /// A medium run.
    pub(in crate::schedule) const MEDIUM: Self = DayLoad(1 << 2);
    /// A medium run of over 90 minutes.
    pub(in crate::schedule) const MEDIUM_LONG: Self = DayLoad(1 << 3);
    /// An easy run.
    pub(in crate::schedule) const EASY: Self = DayLoad(1 << 4);
    /// Strides at the end of the run.
    pub(in crate::schedule) const STRIDES: Self = DayLoad(1 << 5);
    /// Heavy strength.
    pub(in crate::schedule) const STRENGTH: Self = DayLoad(1 << 6);
    /// Cross-training.
    pub(in crate::schedule) const CROSS: Self = DayLoad(1 << 7);
    /// A race.
    pub(in crate::schedule) const RACE: Self = DayLoad(1 << 8);

    /// A shake-out on a race's eve.
    pub(in crate::schedule) const SHAKEOUT: Self = DayLoad(1 << 9);
    /// A session that a person has put there: it wins over the hard rules between days.
    pub(in crate::schedule) const PINNED: Self = DayLoad(1 << 11);
    /// A session whose day is over: no rule can take it back, but what comes after it heeds it.
    pub(in crate::schedule) const DONE: Self = DayLoad(1 << 14);
    /// A hard session of a runner who recovers slowly: a novice, or one of 40 years and more (P8).
    pub(in crate::schedule) const TENDER: Self = DayLoad(1 << 12);
    /// Strength of a runner who wants it on easy days (T3).
    pub(in crate::schedule) const EASY_DAY: Self = DayLoad(1 << 13);
    /// A day of which nothing is known: no rule speaks of it.
    const UNKNOWN: Self = DayLoad(1 << 10);

    /// Both sets.
    #[must_use]
    pub(in crate::schedule) fn with(self, other: Self) -> Self {
        DayLoad(self.0 | other.0)
    }

    /// The set without the marks that say how a session is meant.
    #[must_use]
    pub(in crate::schedule) fn without_marks(self) -> Self {
        DayLoad(self.0 & !(Self::PINNED.0 | Self::DONE.0 | Self::TENDER.0 | Self::EASY_DAY.0))
    }

    /// Whether any of `other` is in the set.
    pub(in crate::schedule) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the day is free of training.
    pub(in crate::schedule) fn is_rest(self) -> bool {
        self.0 == 0
    }

    /// Whether the day is hard: quality, long run or race.
    pub(in crate::schedule) fn is_hard(self) -> bool {
        self.has(Self::LONG.with(Self::QUALITY).with(Self::RACE))
    }

    /// Whether there is a run.
    pub(in crate::schedule) fn has_run(self) -> bool {
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

    /// As much of it as rules ask of the day before: every other load is one, so that fewer pasts differ.
    fn as_yesterday(self) -> Self {
        const ASKED: u16 = DayLoad::LONG.0
            | DayLoad::QUALITY.0
            | DayLoad::MEDIUM.0
            | DayLoad::MEDIUM_LONG.0
            | DayLoad::STRIDES.0
            | DayLoad::STRENGTH.0
            | DayLoad::RACE.0
            | DayLoad::PINNED.0
            | DayLoad::UNKNOWN.0;
        match DayLoad(self.0 & ASKED) {
            Self(0) if !self.is_rest() => Self::EASY,
            asked => asked,
        }
    }

    /// As much of it as rules ask of the day before yesterday: whether the rest day that came then
    /// (`rest`) followed a long run, else whether it was hard; and strength.
    fn as_before(self, rest: bool) -> Self {
        if rest {
            DayLoad(self.0 & (Self::LONG.0 | Self::UNKNOWN.0 | Self::STRENGTH.0))
        } else {
            let hard = if self.is_hard() { Self::QUALITY } else { Self(0) };
            hard.with(DayLoad(self.0 & Self::STRENGTH.0))
        }
    }
}

/// What the days before a day mean for it. Two pasts with the same trail have the same future.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::schedule) struct Trail {
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
    pub(in crate::schedule) const UNKNOWN: Trail = Trail {
        yesterday: DayLoad::UNKNOWN,
        before: DayLoad::UNKNOWN,
        since_long: 0,
        since_rest: 0,
        streak: 0,
        rests: 0,
    };

    /// A new plan week begins.
    #[must_use]
    pub(in crate::schedule) fn new_week(self) -> Self {
        Trail { rests: 0, ..self }
    }

    /// The trail without its counts, of which less is never worse.
    pub(in crate::schedule) fn without_counts(self) -> Self {
        Trail {
            since_rest: 0,
            streak: 0,
            rests: 0,
            ..self
        }
    }

    /// Whether whatever comes costs no more after this trail than after `other`, both the same
    /// [`without_counts`](Self::without_counts).
    pub(in crate::schedule) fn is_no_worse(self, other: Self) -> bool {
        self.since_rest <= other.since_rest && self.streak <= other.streak && self.rests >= other.rests
    }

    /// Rest days so far in this plan week.
    #[cfg(test)]
    pub(in crate::schedule) fn rests(self) -> u8 {
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
pub(in crate::schedule) fn step(
    trail: Trail,
    today: DayLoad,
    mut soft: impl FnMut(&'static Rule),
) -> Result<Trail, &'static Rule> {
    use DayLoad as D;
    let (last, before) = (trail.yesterday, trail.before);
    let hard = today.is_hard();
    let rest = today.is_rest();
    let pinned = today.has(D::PINNED.with(D::DONE)) || last.has(D::PINNED);
    let mut forbid = |rule| {
        if pinned {
            soft(rule);
            Ok(())
        } else {
            Err(rule)
        }
    };
    if today.has(D::QUALITY) {
        if last.has(D::QUALITY) {
            forbid(&QUALITY_APART)?;
        }
        if last.has(D::LONG) {
            forbid(&QUALITY_AFTER_LONG)?;
        }
    }
    let long_and = |of: D| (today.has(D::LONG) && last.has(of)) || (today.has(of) && last.has(D::LONG));
    if long_and(D::MEDIUM_LONG) {
        forbid(&MEDIUM_LONG_NEAR_LONG)?;
    }
    if today.has(D::STRIDES) && last.has(D::RACE) {
        forbid(&STRIDES_AFTER_RACE)?;
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
        let missing = if last.is_hard() {
            2
        } else {
            usize::from(before.is_hard() && !last.is_rest())
        };
        let tender = if today.has(D::TENDER) { 2 } else { 1 };
        for _ in 0..missing * tender {
            soft(&EASY_BETWEEN);
        }
        if last.has(D::STRENGTH) {
            soft(&STRENGTH_BEFORE_HARD);
        }
        if before.has(D::STRENGTH) {
            soft(&STRENGTH_TWO_BEFORE_HARD);
        }
    }
    if last.has(D::RACE) && today.has(DayLoad(D::LONG.0 | D::MEDIUM.0 | D::QUALITY.0 | D::STRENGTH.0)) {
        soft(&DAY_AFTER_RACE);
    }
    if today.has(D::LONG) && trail.since_long > 0 && !(6..=8).contains(&trail.since_long) {
        soft(&LONG_GAP);
        if trail.since_long < 5 {
            soft(&LONG_SOON);
        }
    }
    if long_and(D::MEDIUM) {
        soft(&MEDIUM_NEAR_LONG);
    }
    if today.has(D::MEDIUM) && last.has(D::MEDIUM) {
        soft(&MEDIUM_APART);
    }
    if last.is_rest() && !before.has(D::LONG.with(D::UNKNOWN)) && !hard {
        soft(&REST_PLACE);
    }
    if last.has(D::STRIDES) && !hard {
        soft(&STRIDES_BEFORE_HARD);
    }
    if today.has(D::STRENGTH) {
        if today.has(D::EASY_DAY) {
            if hard {
                soft(&STRENGTH_ON_EASY_DAY);
            }
        } else if today.has(D::LONG) {
            soft(&STRENGTH_WITH_LONG);
        } else if !today.has(D::QUALITY) {
            soft(&STRENGTH_ON_HARD_DAY);
        }
        if last.has(D::STRENGTH) {
            soft(&STRENGTH_APART);
        }
    }
    if today.has(D::CROSS) {
        if !last.is_hard() && !last.has(D::UNKNOWN) {
            soft(&CROSS_AFTER_HARD);
        }
        if today.has_run() {
            soft(&CROSS_WITH_RUN);
        }
        if today.has(D::STRENGTH) {
            soft(&CROSS_WITH_STRENGTH);
        }
    }
    if today.has_run() && trail.streak >= 3 {
        soft(&SPREAD);
    }
    if !rest && trail.since_rest >= REST_GAP_DAYS {
        soft(&REST_GAP);
    }
    Ok(Trail {
        yesterday: today.as_yesterday(),
        before: last.as_before(rest),
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
