//! The calendar in an existing .ics file, read before the file is written again or compared, or for its days.

use std::path::Path;

use chrono::NaiveDate;

use super::report::Report;
use crate::diagnostic::Faults;
use crate::diagnostic::fault::FileFault;
use crate::files;
use crate::history::calendar_file::{CalendarFile, read};
use crate::history::{Ledger, days_in_full};
use crate::ical::Zone;
use crate::limits::LARGEST_CALENDAR;
use crate::schedule::{PlacementInputs, PriorPlacement};

/// The content of a file before it is written.
pub(crate) enum Before {
    /// Nothing that has to be kept.
    Nothing,
    /// A calendar that longrun published.
    Ours(Ledger),
    /// Something that may not be overwritten. It has been reported.
    Refused,
}

/// The runner's zone, in which times without one are read.
pub(crate) fn zone(inputs: Option<&PlacementInputs>) -> Option<Zone> {
    inputs?.season().athlete.zone
}

/// Reads the file at `path` before it is overwritten. With `force` a file that is not ours, or is damaged, counts as
/// nothing.
pub(crate) fn before(path: &Path, zone: Option<Zone>, force: bool, report: &Report) -> Before {
    let shown = path.display().to_string();
    let bytes = match files::read_file(path, LARGEST_CALENDAR + 1) {
        Ok(Some(bytes)) if !bytes.trim_ascii().is_empty() => bytes,
        Ok(None) => return Before::Nothing,
        Ok(Some(_)) if force => return Before::Nothing,
        Ok(Some(_)) => {
            report.refuse(FileFault::KeptEmpty { file: shown }.into());
            return Before::Refused;
        }
        Err(error) => {
            let fault = FileFault::Unreadable {
                file: shown,
                reason: files::reason(&error),
            };
            report.refuse(fault.into());
            return Before::Refused;
        }
    };
    let faults = Faults::new();
    match read(&shown, &bytes, zone, &faults) {
        CalendarFile::Ours(ledger) => Before::Ours(ledger),
        _ if force => Before::Nothing,
        CalendarFile::NotOurs(reason) => {
            let fault = FileFault::KeptNotOurs { file: shown, reason };
            report.refuse(fault.into());
            Before::Refused
        }
        CalendarFile::Damaged => {
            report.faults.extend(faults);
            report.faults.push(FileFault::KeptDamaged { file: shown });
            Before::Refused
        }
    }
}

/// Reads the file of `--after`, which must hold the full calendar of the season, and its days; `None` where it does
/// not, which is then reported.
pub(crate) fn full_calendar(
    path: &Path,
    inputs: &PlacementInputs,
    today: NaiveDate,
    report: &Report,
) -> Option<(Ledger, PriorPlacement)> {
    let full = calendar(path, zone(Some(inputs)), report)?;
    match days_in_full(inputs, &full, today) {
        Ok(days) => Some((full, days)),
        Err(reason) => {
            let file = path.display().to_string();
            report.faults.push(FileFault::NotFull { file, reason });
            None
        }
    }
}

/// Reads a file that must hold a calendar of ours; `None` where it does not, which is then reported.
pub(crate) fn calendar(path: &Path, zone: Option<Zone>, report: &Report) -> Option<Ledger> {
    let shown = path.display().to_string();
    let bytes = match files::read_bytes(path, LARGEST_CALENDAR + 1) {
        Ok(bytes) => bytes,
        Err(error) => {
            let fault = FileFault::Unreadable {
                file: shown,
                reason: files::reason(&error),
            };
            report.refuse(fault.into());
            return None;
        }
    };
    match read(&shown, &bytes, zone, &report.faults) {
        CalendarFile::Ours(ledger) => Some(ledger),
        CalendarFile::NotOurs(reason) => {
            let fault = FileFault::NotOurs { file: shown, reason };
            report.refuse(fault.into());
            None
        }
        CalendarFile::Damaged => None,
    }
}
