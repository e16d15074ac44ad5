//! The last look at a calendar before it is published or written. A calendar that this program cannot read again is the
//! last one of its feed: nothing could follow it.

use super::calendar_file::{CalendarFile, read};
use super::ledger::Ledger;
use super::record::EventRecord;
use crate::diagnostic::fault::{CalendarFault, CalendarSize};
use crate::diagnostic::{Diagnostic, Faults};
use crate::ical::{Calendar, Event, Status};
use crate::limits::{LARGEST_CALENDAR, MOST_EVENTS};

/// The calendar with its bytes, which read back as the same events.
///
/// # Errors
///
/// When it is too large, as [`within_limits`] has it, or cannot be read back.
pub fn publishable(calendar: Calendar) -> Result<(Calendar, Vec<u8>), Box<Diagnostic>> {
    let (calendar, bytes) = within_limits(calendar)?;
    match reads_back(&calendar, &bytes) {
        true => Ok((calendar, bytes)),
        false => Err(Box::new(CalendarFault::NotReadBack.into())),
    }
}

/// The calendar with its bytes, which are not too many.
///
/// One that is too large loses its cancelled events: whoever follows it sees that they are gone, and a file that was
/// imported is not read again at that size. What is new then starts above their SEQUENCE.
///
/// # Errors
///
/// When it is too large even so.
pub fn within_limits(calendar: Calendar) -> Result<(Calendar, Vec<u8>), Box<Diagnostic>> {
    let bytes = calendar.to_bytes();
    let (calendar, bytes) = match too_large(&calendar, &bytes) {
        None => (calendar, bytes),
        Some(_) => {
            let calendar = without_cancelled(calendar);
            let bytes = calendar.to_bytes();
            (calendar, bytes)
        }
    };
    match too_large(&calendar, &bytes) {
        None => Ok((calendar, bytes)),
        Some(size) => Err(Box::new(CalendarFault::TooLargeToFollow { size }.into())),
    }
}

fn too_large(calendar: &Calendar, bytes: &[u8]) -> Option<CalendarSize> {
    let events = calendar.events.len() + calendar.hidden.len();
    if bytes.len() > LARGEST_CALENDAR {
        Some(CalendarSize::Bytes(bytes.len()))
    } else if events > MOST_EVENTS {
        Some(CalendarSize::Events(events))
    } else {
        None
    }
}

fn without_cancelled(calendar: Calendar) -> Calendar {
    let is_cancelled = |event: &Event| event.status == Status::Cancelled;
    let (cancelled, events): (Vec<Event>, Vec<Event>) = calendar.events.into_iter().partition(is_cancelled);
    let highest = cancelled.iter().map(|event| event.sequence).max();
    Calendar {
        dropped: calendar.dropped.max(highest),
        events,
        ..calendar
    }
}

fn reads_back(calendar: &Calendar, bytes: &[u8]) -> bool {
    let CalendarFile::Ours(read) = read("", bytes, calendar.zone, &Faults::new()) else {
        return false;
    };
    let written = calendar.hidden.iter().chain(&calendar.events);
    let known = |record: &EventRecord| (record.uid().to_owned(), record.sequence());
    let written = written.map(|event| (event.uid.clone(), event.sequence));
    let Ledger { head, records } = &read;
    head.dropped == calendar.dropped && records.iter().map(known).eq(written)
}
