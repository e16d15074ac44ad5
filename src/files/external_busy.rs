//! The times that other calendars take, read from the files that a season names in `around`.

use std::path::Path;

use chrono::NaiveDate;

use super::allowed_paths::{AllowedPaths, RefusedCalendar};
use crate::diagnostic::Faults;
use crate::diagnostic::fault::FileFault;
use crate::document::Text;
use crate::ical::Zone;
use crate::ical::free_busy::{self, Busy, BusyTimes};
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
    let calendars = names.iter().map(|name| calendar(name, from, zone, days, faults));
    BusyTimes::new(calendars.flatten().collect())
}

fn calendar(
    name: &Text,
    (folder, allowed): (&Path, &AllowedPaths),
    zone: Zone,
    days: DateRange,
    faults: &Faults,
) -> Vec<Busy> {
    let path = folder.join(&name.value);
    let shown = path.display().to_string();
    match allowed.calendar(&path, LARGEST_CALENDAR + 1) {
        Ok(bytes) => free_busy::read(&shown, &bytes, zone, (days.first(), days.last()), faults),
        Err(RefusedCalendar::AnotherOwner(owner)) => {
            let file = name.value.clone();
            faults.push(FileFault::AnotherCalendar { file, owner }.at(&name.span));
            Vec::new()
        }
        Err(RefusedCalendar::Unreadable(error)) => {
            let fault = FileFault::UnreadableCalendar {
                file: shown,
                reason: super::reason(&error).to_string(),
                is_address: name.value.contains("://"),
            };
            faults.push(fault.at(&name.span));
            Vec::new()
        }
    }
}
