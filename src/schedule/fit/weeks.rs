//! The weeks of a season on dates.

use std::sync::Arc;

use chrono::{Days, NaiveDate};

use crate::diagnostic::Span;
use crate::plan::Plan;
use crate::units::DateRange;

/// The season's weeks.
#[derive(Debug, Clone)]
pub(in crate::schedule) struct Fitted {
    pub blocks: Vec<FitBlock>,
    pub weeks: Vec<FitWeek>,
}

impl Fitted {
    /// The days of all weeks; `None` without weeks.
    pub(in crate::schedule) fn days(&self) -> Option<DateRange> {
        let (first, last) = (self.weeks.first()?, self.weeks.last()?);
        DateRange::new(first.first, last.days().last())
    }
}

/// A plan on dates.
#[derive(Debug, Clone)]
pub(in crate::schedule) struct FitBlock {
    pub plan: Arc<Plan>,
    /// Its name in the roles of its sessions.
    pub role: String,
    pub span: Span,
    pub weeks: u32,
    pub first: NaiveDate,
    /// The plan that ends on the race.
    pub to_race: bool,
    /// A plan that follows the race ahead (recovery).
    pub after_race: bool,
}

/// A week, and the row of its phase that it is made from.
#[derive(Debug, Clone)]
pub(in crate::schedule) struct FitWeek {
    pub block: usize,
    pub phase: usize,
    pub row: usize,
    /// Counted from 0 within the phase, for what progresses by itself.
    pub in_phase: u32,
    /// A light week: the row says so, or the rhythm of a stretched phase does.
    pub cutback: bool,
    /// The row is used as it stands, at its own place; else sizes are laid anew.
    pub copied: bool,
    pub number: u32,
    pub of: u32,
    pub anchor: u32,
    pub first: NaiveDate,
    /// 7; 1 to 6 for days left over before the block.
    pub days: u32,
}

impl FitWeek {
    /// `true` for the days left over before a block.
    pub(in crate::schedule) fn is_leftover(&self) -> bool {
        self.number == 0
    }

    /// Its days.
    pub(in crate::schedule) fn days(&self) -> DateRange {
        DateRange::starting(self.first, self.days)
    }

    /// The date of a day, counted from 0.
    pub(in crate::schedule) fn date(&self, day: u32) -> NaiveDate {
        self.first + Days::new(day.into())
    }
}
