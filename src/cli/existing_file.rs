//! The calendar in an existing .ics file, read before the file is written again or compared.

use std::path::Path;

use super::report::Report;
use crate::diagnostic::{Diagnostic, Faults};
use crate::files;
use crate::history::Ledger;
use crate::history::read::{Found, read};
use crate::ical::{LARGEST_CALENDAR, Zone};
use crate::schedule::PlacementInputs;

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
    inputs?
        .season()
        .athlete
        .zone
        .and_then(|zone| Zone::new(zone.name()))
}

/// Reads the file at `path` before it is overwritten. With `force` a file that is not ours, or is damaged, counts as
/// nothing.
pub(crate) fn before(path: &Path, zone: Option<Zone>, force: bool, report: &Report) -> Before {
    let shown = path.display().to_string();
    let bytes = match files::read_file(path, LARGEST_CALENDAR + 1) {
        Ok(Some(bytes)) if !bytes.trim_ascii().is_empty() => bytes,
        Ok(_) => return Before::Nothing,
        Err(error) => {
            let message = format!("cannot read {shown}: {}", files::reason(&error));
            report.refuse(Diagnostic::error("cannot-read", message));
            return Before::Refused;
        }
    };
    let faults = Faults::new();
    match read(&shown, &bytes, zone, &faults) {
        Found::Ours(ledger) => Before::Ours(ledger),
        _ if force => Before::Nothing,
        Found::NotOurs(reason) => {
            let fault = Diagnostic::error("not-ours", format!("{shown} {reason}, and is left as it is"));
            report.refuse(fault.help("choose another file, or overwrite this one with `--force`"));
            Before::Refused
        }
        Found::Damaged => {
            report.faults.extend(faults);
            let note = Diagnostic::note(
                "damaged-calendar",
                format!("{shown} is damaged, and is left as it is"),
            );
            let help =
                "take it from a backup; or write it anew with `--force`, and what was published is forgotten";
            report.faults.push(note.help(help));
            Before::Refused
        }
    }
}

/// Reads a file that must hold a calendar of ours; `None` where it does not, which is then reported.
pub(crate) fn calendar(path: &Path, zone: Option<Zone>, report: &Report) -> Option<Ledger> {
    let shown = path.display().to_string();
    let bytes = match files::read_bytes(path, LARGEST_CALENDAR + 1) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("cannot read {shown}: {}", files::reason(&error));
            report.refuse(Diagnostic::error("cannot-read", message));
            return None;
        }
    };
    match read(&shown, &bytes, zone, &report.faults) {
        Found::Ours(ledger) => Some(ledger),
        Found::NotOurs(reason) => {
            report.refuse(Diagnostic::error("not-ours", format!("{shown} {reason}")));
            None
        }
        Found::Damaged => None,
    }
}
