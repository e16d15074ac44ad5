//! The times that other calendars take, read from the files that a season names in `around`.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDate;

use super::allowed_paths::{AllowedPaths, RefusedCalendar};
use crate::diagnostic::Faults;
use crate::diagnostic::fault::{CalendarFault, FileFault};
use crate::document::Text;
use crate::ical::Zone;
use crate::ical::free_busy::{self, Busy, BusyTimes, MOST_STRETCHES, ReadingBudget};
use crate::limits::LARGEST_CALENDAR;
use crate::units::DateRange;

/// The times that the calendars called `names` take of `days`, on the clock of `zone`. Their paths start from a folder.
///
/// Without days or a zone any will do: then only the faults of the files count.
pub(super) fn external_busy(
    names: &[Text],
    from: (&Path, &AllowedPaths),
    zone: Option<Zone>,
    days: Option<DateRange>,
    faults: &Faults,
) -> BusyTimes {
    let days = days.unwrap_or(DateRange::on(NaiveDate::default()));
    let zone = zone.unwrap_or(Zone::UTC);
    // All calendars of a season together may cost what one may.
    let mut budget = ReadingBudget::default();
    let mut bytes_left = LARGEST_CALENDAR;
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut busy: Vec<Busy> = Vec::new();
    for name in names.iter().filter(|name| known.insert(&name.value)) {
        let Some(calendar) = calendar(name, from, bytes_left, faults) else {
            continue;
        };
        bytes_left = bytes_left.saturating_sub(calendar.bytes.len());
        let days = (days.first(), days.last());
        busy.extend(free_busy::read(
            &calendar.shown,
            &calendar.bytes,
            zone,
            days,
            &mut budget,
            faults,
        ));
        if budget.is_used_up() {
            break;
        }
        if busy.len() > MOST_STRETCHES {
            let file = calendar.shown;
            faults.push(CalendarFault::RepeatsTooOften { file });
            return BusyTimes::default();
        }
    }
    BusyTimes::new(busy)
}

/// A calendar's file as it was read.
struct CalendarBytes {
    shown: String,
    bytes: Vec<u8>,
}

/// The file called `name`, of at most `most` bytes; `None` where it cannot be had, which is reported.
fn calendar(
    name: &Text,
    (folder, allowed): (&Path, &AllowedPaths),
    most: usize,
    faults: &Faults,
) -> Option<CalendarBytes> {
    let path = folder.join(&name.value);
    let shown = path.display().to_string();
    match allowed.calendar(&path, most.saturating_add(1)) {
        Ok(bytes) if bytes.len() > most && most < LARGEST_CALENDAR => {
            faults.push(CalendarFault::TooLargeTogether { file: shown }.at(&name.span));
            None
        }
        Ok(bytes) => Some(CalendarBytes { shown, bytes }),
        Err(RefusedCalendar::AnotherOwner(owner)) => {
            let file = name.value.clone();
            faults.push(FileFault::AnotherCalendar { file, owner }.at(&name.span));
            None
        }
        Err(RefusedCalendar::Unreadable(error)) => {
            let fault = FileFault::UnreadableCalendar {
                file: shown,
                reason: super::reason(&error).to_string(),
                is_address: name.value.contains("://"),
            };
            faults.push(fault.at(&name.span));
            None
        }
    }
}
