//! Units and places for the faults of values.

use std::ops::Range;

use crate::diagnostic::{Code, ValueError};

/// A unit that fits a value of this kind.
pub(super) fn unit(code: Code) -> Option<&'static str> {
    match code {
        Code::Distance => Some("km"),
        Code::Duration => Some("min"),
        Code::Share => Some("%"),
        _ => None,
    }
}

/// The bytes of `text` that an error is about; `None` for all of it.
pub(super) fn range_of(error: &ValueError, text: &str) -> Option<Range<usize>> {
    let part = error.part().filter(|part| !part.is_empty())?;
    let at = text.find(part)?;
    Some(at..at + part.len())
}
