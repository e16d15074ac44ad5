//! The cost of a placement as one number that compares as the search must.

use chrono::NaiveDate;

use crate::diagnostic::fault::Omissions;
use crate::plan::SessionKind;
use crate::schedule::availability::{self, UsualDays};
use crate::schedule::inputs::PlacementInputs;
use crate::schedule::load::Item;
use crate::schedule::rules::{self, DayLoad, RaceDay, Rule};
use crate::units::Duration;

/// The cost of a placement, most important part first: sessions left out by class, then soft rules, then days off the
/// usual weekday, then days off the published one. One number, so that comparing is one instruction.
pub(super) type Cost = u128;

/// One session away from the day it was published for. It decides between placements that are equal otherwise: so no
/// placement is as good as the published one once that was the best (docs/design.md#what-was-published).
const UNLIKE_PUBLISHED: Cost = 1;

/// One session away from its usual weekday.
const AWAY: Cost = 1 << 11;

/// One point of a soft rule.
const POINT: Cost = 1 << 23;

/// Bits below the first omission class.
const OMISSION_SHIFT: u32 = 44;

/// Bits per omission class.
const OMISSION_BITS: u32 = 11;

/// Omission classes.
const OMISSION_CLASSES: usize = 7;

/// The cost of a week, in half the bits: the same parts in the same order, each as wide as a week needs.
pub(super) type WeekCost = u64;

/// A cost above that of any week.
pub(super) const NEVER_IN_WEEK: WeekCost = 1 << 62;

/// The parts of a cost, from the least important one: bits in a [`Cost`] and in a [`WeekCost`].
const PARTS: [(u32, u32); 3 + OMISSION_CLASSES] = {
    let mut parts = [(OMISSION_BITS, 5); 3 + OMISSION_CLASSES];
    parts[0] = (AWAY.trailing_zeros(), 5);
    parts[1] = (POINT.trailing_zeros() - AWAY.trailing_zeros(), 5);
    parts[2] = (OMISSION_SHIFT - POINT.trailing_zeros(), 16);
    parts
};

/// Narrows a cost to fewer bits. A cost that no week can have becomes the greatest one that is not above it.
pub(super) fn of_week(cost: Cost) -> WeekCost {
    let (mut narrow, mut from, mut to) = (0, 0, 0);
    for (wide, few) in PARTS {
        let (part, most): (Cost, Cost) = (cost >> from & ((1 << wide) - 1), (1 << few) - 1);
        if part > most {
            narrow = (1 << (to + few)) - 1;
        } else {
            narrow |= (part as WeekCost) << to;
        }
        (from, to) = (from + wide, to + few);
    }
    if cost >> from > 0 { (1 << to) - 1 } else { narrow }
}

/// Widens the cost of a week.
pub(super) fn of_season(cost: WeekCost) -> Cost {
    let (mut wide, mut from, mut to) = (0, 0, 0);
    for (many, few) in PARTS {
        wide |= Cost::from(cost >> from & ((1 << few) - 1)) << to;
        (from, to) = (from + few, to + many);
    }
    wide
}

/// The cost of leaving out one session, in the order of docs/design.md#the-search.
pub(super) fn omission(kind: SessionKind, second: bool) -> Cost {
    let class = match kind {
        SessionKind::Easy | SessionKind::Shakeout | SessionKind::Rest => 0,
        SessionKind::Strides => 1,
        SessionKind::Cross
        | SessionKind::Mobility
        | SessionKind::Mind
        | SessionKind::Fuel
        | SessionKind::Appointment => 2,
        SessionKind::Strength => 3,
        SessionKind::Medium => 4,
        SessionKind::Quality if second => 5,
        SessionKind::Quality | SessionKind::Long => 6,
    };
    1 << (OMISSION_SHIFT + class * OMISSION_BITS)
}

/// Points for a breach of a hard rule, which only a person's own choice may break.
const PINNED_BREACH: u32 = 500;

/// The cost of so many points of soft rules.
pub(super) fn points_of(points: u32) -> Cost {
    Cost::from(points) * POINT
}

/// The points of soft rules in a cost, without the sessions left out.
pub(super) fn soft_points(cost: Cost) -> u32 {
    u32::try_from((cost & ((1 << OMISSION_SHIFT) - 1)) / POINT).unwrap_or(u32::MAX)
}

/// The classes of [`omission`] in a runner's words: one, and many.
const CLASSES: [(&str, &str); OMISSION_CLASSES] = [
    ("easy run", "easy runs"),
    ("strides session", "strides sessions"),
    ("other item", "other items"),
    ("strength session", "strength sessions"),
    ("medium run", "medium runs"),
    ("second quality session", "second quality sessions"),
    ("long run or quality session", "long runs or quality sessions"),
];

/// The sessions that a cost stands for, by class, the dearest first, and its points.
pub(super) fn omissions(cost: Cost) -> Omissions {
    let classes = (0u32..).zip(CLASSES).collect::<Vec<_>>().into_iter().rev();
    let counts = classes.filter_map(|(class, (one, many))| {
        let count = (cost >> (OMISSION_SHIFT + class * OMISSION_BITS)) as u32 & ((1 << OMISSION_BITS) - 1);
        (count > 0).then_some((count, one, many))
    });
    Omissions {
        counts: counts.collect(),
        points: soft_points(cost),
    }
}

/// The cost of so many points in a week.
pub(super) fn week_points(points: u32) -> WeekCost {
    WeekCost::from(points) << (PARTS[0].1 + PARTS[1].1)
}

/// The cost of a breach of `rule`.
pub(super) fn points(rule: &Rule) -> Cost {
    points_of(rule.weight.unwrap_or(PINNED_BREACH))
}

/// The cost of an item on a date; `None` where it may not be.
pub(super) fn cost(
    inputs: &PlacementInputs,
    races: &[RaceDay],
    item: &Item,
    same: usize,
    date: NaiveDate,
    usual: Option<&UsualDays>,
) -> Option<Cost> {
    let mut cost = 0;
    let allowed = availability::on_day(inputs, races, item, same, date, usual, |rule| {
        cost += points(rule);
        if *rule == rules::USUAL_DAY || *rule == rules::LONG_DAY || *rule == rules::SECOND_CHOICE {
            cost += AWAY;
        }
    });
    if item.published.is_some_and(|published| !published.is_on(date)) {
        cost += UNLIKE_PUBLISHED;
    }
    allowed.is_ok().then_some(cost)
}

/// The load of an item for the rules between days; empty where no such rule is about it.
pub(in crate::schedule) fn load_of(item: &Item) -> DayLoad {
    let fixed = item.day.is_some_and(|(_, fixed)| fixed);
    let mark = match item.pinned {
        Some(_) if item.done && !fixed => DayLoad::DONE,
        Some(_) => DayLoad::PINNED,
        None if fixed => DayLoad::PINNED,
        None => DayLoad::default(),
    };
    let load = kind_load(item);
    if load == DayLoad::default() {
        load
    } else {
        load.with(item.marks).with(mark)
    }
}

fn kind_load(item: &Item) -> DayLoad {
    match item.kind() {
        SessionKind::Long => DayLoad::LONG,
        SessionKind::Quality => DayLoad::QUALITY,
        SessionKind::Medium => {
            let mut load = DayLoad::MEDIUM;
            if item.fast >= Duration::from_minutes(rules::HARD_MEDIUM_MINUTES) {
                load = load.with(DayLoad::QUALITY);
            }
            if item.time > Duration::from_minutes(rules::MEDIUM_LONG_MINUTES) {
                load = load.with(DayLoad::MEDIUM_LONG);
            }
            load
        }
        SessionKind::Easy => DayLoad::EASY,
        SessionKind::Shakeout => DayLoad::SHAKEOUT,
        SessionKind::Strides => DayLoad::STRIDES,
        SessionKind::Strength => DayLoad::STRENGTH,
        SessionKind::Cross => DayLoad::CROSS,
        SessionKind::Mobility
        | SessionKind::Mind
        | SessionKind::Fuel
        | SessionKind::Appointment
        | SessionKind::Rest => DayLoad::default(),
    }
}
