//! Reads the calendars that a season plans around (its key `around`) into the season's external busy times.

use std::path::Path;

use chrono::NaiveDate;

use super::allowed_paths::AllowedPaths;
use crate::diagnostic::{Diagnostic, Faults};
use crate::document::{Table, Text};
use crate::ical::{LARGEST_CALENDAR, Zone, free_busy};
use crate::schedule;
use crate::season::{self, Busy, BusyTimes, Season};

/// Adds to `season` the busy times of the calendars that its `table` names by paths from `folder`. `None` without a
/// season, or with a fault in one of the calendars; they are all read in any case, so that every fault is reported.
pub(super) fn plan_around(
    season: Option<Season>,
    table: &Table,
    folder: &Path,
    allowed: &AllowedPaths,
    faults: &Faults,
) -> Option<Season> {
    let names = season::names_around(table);
    if names.is_empty() {
        return season;
    }
    let before = faults.errors();
    let days = season.as_ref().and_then(schedule::days);
    // Without a season any days and any zone will do: the faults of a file are the same.
    let days = days.unwrap_or((NaiveDate::default(), NaiveDate::default()));
    let zone = season.as_ref().and_then(|season| season.athlete.zone);
    let zone = zone
        .and_then(|zone| Zone::new(zone.name()))
        .or_else(|| Zone::new("UTC"))?;
    let mut all: Vec<Busy> = Vec::new();
    for name in &names {
        all.extend(calendar(name, (folder, allowed), zone, days, faults));
    }
    let mut season = season?;
    season.busy = BusyTimes::new(all);
    (faults.errors() == before).then_some(season)
}

/// The busy times of one calendar file.
fn calendar(
    name: &Text,
    (folder, allowed): (&Path, &AllowedPaths),
    zone: Zone,
    days: (NaiveDate, NaiveDate),
    faults: &Faults,
) -> Vec<Busy> {
    let path = folder.join(&name.value);
    let shown = path.display().to_string();
    match allowed.bytes(&path, LARGEST_CALENDAR + 1) {
        Ok(bytes) => free_busy::read(&shown, &bytes, zone, days, faults),
        Err(error) => {
            let message = format!("cannot read {shown}: {}", super::reason(&error));
            let fault = Diagnostic::error("around", message).at(&name.span, "");
            let fault = fault.help("a calendar's file is looked for from the folder of the season's");
            faults.push(match name.value.contains("://") {
                true => fault.help("an address is not fetched: save the calendar as a file"),
                false => fault,
            });
            Vec::new()
        }
    }
}
