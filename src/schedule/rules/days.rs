//! The rules between days: the cost of a day after the days before it.

use super::Rule;
use crate::schedule::rules;

/// The load of a day, as far as rules between days care: a set of bits.
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
    /// A session that a person has put on this day. It wins over the hard rules between days.
    pub(in crate::schedule) const PINNED: Self = DayLoad(1 << 11);
    /// A session whose day is over. No rule can move it, but later days take it into account.
    pub(in crate::schedule) const DONE: Self = DayLoad(1 << 14);
    /// A hard session of a runner who recovers slowly: a novice, or one aged 40 or more (rule P8).
    pub(in crate::schedule) const TENDER: Self = DayLoad(1 << 12);
    /// Strength of a runner who wants it on easy days (rule T3).
    pub(in crate::schedule) const EASY_DAY: Self = DayLoad(1 << 13);
    /// An unknown day, which breaks no rule.
    const UNKNOWN: Self = DayLoad(1 << 10);
    /// A bit that every day has in the table of rules between days.
    const ANY: Self = DayLoad(1 << 15);
    /// All kinds of runs, races too.
    const RUNS: Self = DayLoad(
        Self::LONG.0 | Self::QUALITY.0 | Self::MEDIUM.0 | Self::EASY.0 | Self::SHAKEOUT.0 | Self::RACE.0,
    );

    /// The union of both sets.
    #[must_use]
    pub(in crate::schedule) const fn with(self, other: Self) -> Self {
        DayLoad(self.0 | other.0)
    }

    /// The sessions of the set, without marks such as `PINNED`.
    #[must_use]
    pub(in crate::schedule) fn without_marks(self) -> Self {
        DayLoad(self.0 & !(Self::PINNED.0 | Self::DONE.0 | Self::TENDER.0 | Self::EASY_DAY.0))
    }

    /// `true` if the sets share a bit.
    pub(in crate::schedule) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// `true` for a day without training.
    pub(in crate::schedule) fn is_rest(self) -> bool {
        self.0 == 0
    }

    /// `true` for a hard day: quality, a long run or a race.
    pub(in crate::schedule) fn is_hard(self) -> bool {
        self.has(Self::LONG.with(Self::QUALITY).with(Self::RACE))
    }

    /// `true` for a day with a run.
    pub(in crate::schedule) fn has_run(self) -> bool {
        self.has(Self::RUNS)
    }

    /// The bits that rules need of the day before. All other loads become one, so that fewer trails differ.
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

    /// The bits that rules need of the day before yesterday: strength; and a long run if yesterday was a rest day
    /// (`rest`), else one bit for any hard session.
    fn as_before(self, rest: bool) -> Self {
        if rest {
            DayLoad(self.0 & (Self::LONG.0 | Self::UNKNOWN.0 | Self::STRENGTH.0))
        } else {
            let hard = if self.is_hard() { Self::QUALITY } else { Self(0) };
            hard.with(DayLoad(self.0 & Self::STRENGTH.0))
        }
    }
}

/// A summary of the days before a day. Two pasts with equal trails have equal futures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::schedule) struct Trail {
    yesterday: DayLoad,
    /// The day before yesterday, as [`DayLoad::as_before`] sees it.
    before: DayLoad,
    /// Days since the last long run, 1 for yesterday; 0 for none in the last 15 days.
    since_long: u8,
    /// Training days since the last rest day, at most [`REST_GAP_DAYS`].
    since_rest: u8,
    /// Running days in a row, at most [`STREAK`].
    streak: u8,
    /// Rest days so far in this plan week.
    rests: u8,
}

impl Trail {
    /// An unknown past, which breaks no rule.
    pub(in crate::schedule) const UNKNOWN: Trail = Trail {
        yesterday: DayLoad::UNKNOWN,
        before: DayLoad::UNKNOWN,
        since_long: 0,
        since_rest: 0,
        streak: 0,
        rests: 0,
    };

    /// The trail at the start of a new plan week.
    #[must_use]
    pub(in crate::schedule) fn new_week(self) -> Self {
        Trail { rests: 0, ..self }
    }

    /// The trail without the counts of which a lower one is never worse.
    pub(in crate::schedule) fn without_counts(self) -> Self {
        Trail {
            since_rest: 0,
            streak: 0,
            rests: 0,
            ..self
        }
    }

    /// `true` if any future costs no more after this trail than after `other`. Both must be equal
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

/// Days after which [`Trail`] forgets the last long run.
const SINCE_LONG: u8 = 15;

/// Days between rest days after which rule P4-gap counts.
const REST_GAP_DAYS: u8 = 8;

/// Running days in a row after which rule SPREAD counts.
const STREAK: u8 = 3;

/// Days between two long runs that rule P12 asks for.
const LONG_GAP_DAYS: std::ops::RangeInclusive<u8> = 6..=8;

/// Fewer days between two long runs than these break rule P12-soon too.
const LONG_SOON_DAYS: u8 = 5;

/// A day beside the days before it, as the rules between days see them.
struct Neighbours {
    today: DayLoad,
    last: DayLoad,
    before: DayLoad,
    trail: Trail,
}

impl Neighbours {
    /// One of the two days has the long run, the other has `load`.
    fn long_beside(&self, load: DayLoad) -> bool {
        (self.today.has(DayLoad::LONG) && self.last.has(load))
            || (self.today.has(load) && self.last.has(DayLoad::LONG))
    }

    /// No race today.
    fn is_no_race(&self) -> bool {
        !self.today.has(DayLoad::RACE)
    }

    /// Easy days missing before a hard session; each counts twice for a runner who recovers slowly.
    fn easy_days_missing(&self) -> u32 {
        let missing = match self.last.is_hard() {
            _ if !self.is_no_race() => 0,
            true => 2,
            false => u32::from(self.before.is_hard() && !self.last.is_rest()),
        };
        if self.today.has(DayLoad::TENDER) {
            2 * missing
        } else {
            missing
        }
    }

    /// The runner wants strength on easy days (rule T3).
    fn wants_strength_on_easy_days(&self) -> bool {
        self.today.has(DayLoad::EASY_DAY)
    }

    /// The trail after today.
    fn next_trail(&self) -> Trail {
        let Neighbours {
            today, last, trail, ..
        } = *self;
        let rest = today.is_rest();
        Trail {
            yesterday: today.as_yesterday(),
            before: last.as_before(rest),
            since_long: if today.has(DayLoad::LONG) {
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
                (trail.streak + 1).min(STREAK)
            } else {
                0
            },
            rests: trail.rests + u8::from(rest),
        }
    }
}

/// A rule between days: the loads of two days that it is about, and the number of breaches by a day like that.
struct BetweenDays {
    rule: &'static Rule,
    /// Today holds one of these at least; [`DayLoad::ANY`] for any day.
    today: DayLoad,
    /// Yesterday holds one of these at least.
    last: DayLoad,
    breaches: fn(&Neighbours) -> u32,
}

/// A rule that these two loads on consecutive days break.
const fn pair(rule: &'static Rule, last: DayLoad, today: DayLoad) -> BetweenDays {
    counted(rule, last, today, |_| 1)
}

/// A rule that loads on consecutive days break under a further condition.
const fn counted(
    rule: &'static Rule,
    last: DayLoad,
    today: DayLoad,
    breaches: fn(&Neighbours) -> u32,
) -> BetweenDays {
    BetweenDays {
        rule,
        today,
        last,
        breaches,
    }
}

/// The rules between days, as yesterday's load, today's, and a further condition. The hard ones come first, so that a
/// forbidden day is known soon; the others are in the order in which explanations name them.
static BETWEEN_DAYS: [BetweenDays; 26] = {
    use DayLoad as D;
    const LONG_OR_MEDIUM: D = D::LONG.with(D::MEDIUM);
    const LONG_OR_MEDIUM_LONG: D = D::LONG.with(D::MEDIUM_LONG);
    const TRAINING_HARD: D = D::LONG.with(D::QUALITY);
    const AFTER_RACE: D = LONG_OR_MEDIUM.with(D::QUALITY).with(D::STRENGTH);
    [
        pair(&rules::QUALITY_APART, D::QUALITY, D::QUALITY),
        pair(&rules::QUALITY_AFTER_LONG, D::LONG, D::QUALITY),
        counted(
            &rules::MEDIUM_LONG_NEAR_LONG,
            LONG_OR_MEDIUM_LONG,
            LONG_OR_MEDIUM_LONG,
            |it| it.long_beside(D::MEDIUM_LONG).into(),
        ),
        pair(&rules::STRIDES_AFTER_RACE, D::RACE, D::STRIDES),
        pair(&rules::LONG_AFTER_QUALITY, D::QUALITY, D::LONG),
        pair(&rules::MEDIUM_AFTER_QUALITY, D::QUALITY, D::MEDIUM),
        pair(&rules::STRIDES_AFTER_QUALITY, D::QUALITY, D::STRIDES),
        counted(&rules::EASY_BETWEEN, D::ANY, TRAINING_HARD, |it| {
            it.easy_days_missing()
        }),
        counted(&rules::STRENGTH_BEFORE_HARD, D::STRENGTH, TRAINING_HARD, |it| {
            it.is_no_race().into()
        }),
        counted(&rules::STRENGTH_TWO_BEFORE_HARD, D::ANY, TRAINING_HARD, |it| {
            (it.is_no_race() && it.before.has(D::STRENGTH)).into()
        }),
        pair(&rules::DAY_AFTER_RACE, D::RACE, AFTER_RACE),
        counted(&rules::LONG_GAP, D::ANY, D::LONG, |it| {
            (it.trail.since_long > 0 && !LONG_GAP_DAYS.contains(&it.trail.since_long)).into()
        }),
        counted(&rules::LONG_SOON, D::ANY, D::LONG, |it| {
            (it.trail.since_long > 0 && it.trail.since_long < LONG_SOON_DAYS).into()
        }),
        counted(&rules::MEDIUM_NEAR_LONG, LONG_OR_MEDIUM, LONG_OR_MEDIUM, |it| {
            it.long_beside(D::MEDIUM).into()
        }),
        pair(&rules::MEDIUM_APART, D::MEDIUM, D::MEDIUM),
        counted(&rules::REST_PLACE, D::ANY, D::ANY, |it| {
            let after_long = it.before.has(D::LONG.with(D::UNKNOWN));
            (it.last.is_rest() && !after_long && !it.today.is_hard()).into()
        }),
        counted(&rules::STRIDES_BEFORE_HARD, D::STRIDES, D::ANY, |it| {
            (!it.today.is_hard()).into()
        }),
        counted(&rules::STRENGTH_ON_EASY_DAY, D::ANY, D::STRENGTH, |it| {
            (it.wants_strength_on_easy_days() && it.today.is_hard()).into()
        }),
        counted(&rules::STRENGTH_WITH_LONG, D::ANY, D::STRENGTH, |it| {
            (!it.wants_strength_on_easy_days() && it.today.has(D::LONG)).into()
        }),
        counted(&rules::STRENGTH_ON_HARD_DAY, D::ANY, D::STRENGTH, |it| {
            (!it.wants_strength_on_easy_days() && !it.today.has(TRAINING_HARD)).into()
        }),
        pair(&rules::STRENGTH_APART, D::STRENGTH, D::STRENGTH),
        counted(&rules::CROSS_AFTER_HARD, D::ANY, D::CROSS, |it| {
            (!it.last.is_hard() && !it.last.has(D::UNKNOWN)).into()
        }),
        counted(&rules::CROSS_WITH_RUN, D::ANY, D::CROSS, |it| {
            it.today.has_run().into()
        }),
        counted(&rules::CROSS_WITH_STRENGTH, D::ANY, D::CROSS, |it| {
            it.today.has(D::STRENGTH).into()
        }),
        counted(&rules::SPREAD, D::ANY, D::RUNS, |it| {
            (it.trail.streak >= STREAK).into()
        }),
        counted(&rules::REST_GAP, D::ANY, D::ANY, |it| {
            (!it.today.is_rest() && it.trail.since_rest >= REST_GAP_DAYS).into()
        }),
    ]
};

/// Adds the day `today` to `trail`, and returns the trail after it. Each breach of a soft rule is passed to `soft`, and
/// so is one of a hard rule by a session that a person has put there or whose day is over.
///
/// # Errors
///
/// The hard rule that forbids the day.
pub(in crate::schedule) fn step(
    trail: Trail,
    today: DayLoad,
    mut soft: impl FnMut(&'static Rule),
) -> Result<Trail, &'static Rule> {
    let last = trail.yesterday;
    let pinned = today.has(DayLoad::PINNED.with(DayLoad::DONE)) || last.has(DayLoad::PINNED);
    let neighbours = Neighbours {
        today,
        last,
        before: trail.before,
        trail,
    };
    let (any_today, any_last) = (today.with(DayLoad::ANY), last.with(DayLoad::ANY));
    for row in &BETWEEN_DAYS {
        if !any_today.has(row.today) || !any_last.has(row.last) {
            continue;
        }
        let breaches = (row.breaches)(&neighbours);
        if breaches > 0 && row.rule.weight.is_none() && !pinned {
            return Err(row.rule);
        }
        for _ in 0..breaches {
            soft(row.rule);
        }
    }
    Ok(neighbours.next_trail())
}
