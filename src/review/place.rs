//! The part of a schedule that a check looks at.

use crate::diagnostic::Span;
use crate::schedule::Broken;

/// The part of a schedule that a finding is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum ReviewedPlace<'s> {
    /// The whole season, with the key of a file that decides it.
    Season(Option<&'s Span>),
    /// A week, by index.
    Week(usize),
    /// A day, by index.
    Day(usize),
    /// A session: the index of its day, and its index in the day.
    Session(usize, usize),
}

impl ReviewedPlace<'_> {
    /// The place at which a schedule breaks a rule.
    pub(super) fn of(broken: &Broken) -> Self {
        broken.session.map_or(ReviewedPlace::Day(broken.day), |at| {
            ReviewedPlace::Session(broken.day, at)
        })
    }
}
