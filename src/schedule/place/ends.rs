//! All ways in which one week may end: a search through its days.
//!
//! A state is what is still to be placed and the trail of the days behind; of two ways to the same
//! state only the better is kept, which is exact because nothing that comes later can tell them
//! apart.
//!
//! A week is looked at first as if nothing were known of the days before it. What each state of that
//! look still costs to the week's end then bounds from below what the same days cost after any other
//! past, since knowing a past never allows more; so every later look follows hardly more states than
//! lie on its best ways.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::cost::{Cost, points_of};
use super::problem::{Left, Shape};
use super::trails::{TrailNumber, Trails, UNKNOWN};

/// States of a day that a narrow look keeps.
const NARROW: usize = 24;

/// Points beyond a week's best that its placements are listed to at first: most questions about the
/// week are then answered without looking again.
const SLACK: u32 = 20;

/// Points beyond the best that the first look at a week goes.
const FIRST_SLACK: u32 = 40;

/// More than anything costs.
const NEVER: Cost = Cost::MAX / 4;

/// The numbers of a week's choices, day by day.
pub(super) type Path = [u16; 7];

/// A way in which a week ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    pub trail: TrailNumber,
    pub cost: Cost,
    pub path: Path,
}

impl End {
    /// No placement at all.
    pub(super) const NONE: End = End {
        trail: UNKNOWN,
        cost: 0,
        path: [u16::MAX; 7],
    };
}

/// The best placement for each trail that a week can end with.
#[derive(Clone)]
pub(super) struct Ends {
    /// The cheapest first; equal ones in the fixed order.
    pub ends: Rc<[End]>,
    /// What is not listed costs at least this.
    pub beyond: Cost,
}

/// A week as the search goes through it.
pub(super) struct Week<'s> {
    shape: &'s Shape,
    /// By day, as in the shape.
    options: Vec<Vec<Option_>>,
    /// What the first look, after no known past, found out.
    first: Option<First>,
    /// States that were looked at.
    pub looked_at: usize,
}

/// One of a day's choices.
#[derive(Debug, Clone, Copy)]
struct Option_ {
    takes: Left,
    load: usize,
    cost: Cost,
}

/// By day: what each state of the first look still costs to the week's end, at the least.
type First = Vec<FxHashMap<(Left, TrailNumber), Cost>>;

/// A state of a day. A layer is in the order of the placements behind its states, so that comparing
/// `from` compares whole placements.
#[derive(Debug, Clone, Copy)]
struct State {
    left: Left,
    trail: TrailNumber,
    /// The trail after the same days of the week and no known past.
    alone: TrailNumber,
    cost: Cost,
    /// With what it still costs at the least.
    in_all: Cost,
    from: From,
}

/// The state before, by its place in its layer, and the choice taken from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct From {
    parent: u32,
    choice: u16,
}

/// The states before the first day and after each.
struct Layers {
    layers: Vec<Vec<State>>,
    /// The least that anything costs that was not followed.
    beyond: Cost,
}
