//! The size that calendar applications accept. A larger calendar is written with a warning.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::fault::{CalendarFault, CalendarSize};

/// From so many bytes on a calendar is large: Google reads feeds of up to about a megabyte.
pub const LARGE_BYTES: usize = 1_000_000;

/// From so many events on a calendar is large.
pub const LARGE_EVENTS: usize = 1_000;

/// The warning about a calendar of so many written bytes and events, if it is too large for some applications.
pub fn too_large(bytes: usize, events: usize) -> Option<Diagnostic> {
    let size = if bytes >= LARGE_BYTES {
        CalendarSize::Bytes(bytes)
    } else if events >= LARGE_EVENTS {
        CalendarSize::Events(events)
    } else {
        return None;
    };
    Some(CalendarFault::TooMuch { size }.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_bounds_are_told_from_where_they_begin() {
        let said = |bytes, events| too_large(bytes, events).map(|warning| warning.message());
        assert_eq!(said(LARGE_BYTES - 1, LARGE_EVENTS - 1), None);
        assert!(said(LARGE_BYTES, 1).is_some_and(|message| message.contains("1000000 bytes")));
        assert!(said(1, LARGE_EVENTS).is_some_and(|message| message.contains("1000 events")));
    }
}
