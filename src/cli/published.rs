//! The calendar that stands in a file, read before it is written again.

use std::path::Path;

use super::report::Report;
use crate::diagnostic::{Diagnostic, Faults};
use crate::files;
use crate::history::Ledger;
use crate::history::read::{Found, read};
use crate::ical::{LARGEST_CALENDAR, Zone};
use crate::season::Season;

/// The runner's zone, in which times without one are read.
pub(crate) fn zone(season: Option<&Season>) -> Option<Zone> {
    season?.athlete.zone.and_then(|zone| Zone::new(zone.name()))
}

/// What was published in the file at `path`, if anything; `None` if the file may not be overwritten, which has then
/// been told. With `force` whatever is not ours counts as nothing.
pub(crate) fn before(
    path: &Path,
    zone: Option<Zone>,
    force: bool,
    report: &Report,
) -> Option<Option<Ledger>> {
    let shown = path.display().to_string();
    let bytes = match files::read_file(path, LARGEST_CALENDAR + 1) {
        Ok(Some(bytes)) if !bytes.trim_ascii().is_empty() => bytes,
        Ok(_) => return Some(None),
        Err(error) => {
            let message = format!("cannot read {shown}: {}", files::reason(&error));
            report.refuse(Diagnostic::error("cannot-read", message));
            return None;
        }
    };
    let said = Faults::new();
    let found = read(&shown, &bytes, zone, &said);
    match found {
        Found::Ours(ledger) => Some(Some(ledger)),
        _ if force => Some(None),
        Found::NotOurs(reason) => {
            let fault = Diagnostic::error("not-ours", format!("{shown} {reason}, and is left as it is"));
            report.refuse(fault.help("choose another file, or overwrite this one with `--force`"));
            None
        }
        Found::Damaged => {
            report.faults.extend(said);
            let note = Diagnostic::note(
                "damaged-calendar",
                format!("{shown} is damaged, and is left as it is"),
            );
            let help =
                "take it from a backup; or write it anew with `--force`, and what was published is forgotten";
            report.faults.push(note.help(help));
            None
        }
    }
}

/// The calendar in a file that must hold one; `None` if it does not, which has then been told.
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
