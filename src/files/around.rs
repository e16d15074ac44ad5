//! `around`: the calendars that a season plans around, from their files into the season.

use std::path::Path;

use chrono::NaiveDate;

use super::reach::Reach;
use crate::diagnostic::{Diagnostic, Faults};
use crate::document::{Table, Text};
use crate::ical::{LARGEST_CALENDAR, Zone, free_busy};
use crate::schedule;
use crate::season::{self, Busy, BusyTimes, Season};

/// `season` with what the calendars take that its `table` names, by paths from `folder`. `None` if there is no
/// season, or a fault in one of them; the calendars are read all the same, for their faults.
pub(super) fn plan_around(
    season: Option<Season>,
    table: &Table,
    folder: &Path,
    reach: &Reach,
    faults: &Faults,
) -> Option<Season> {
    let names = season::names_around(table);
    if names.is_empty() {
        return season;
    }
    let before = faults.errors();
    let days = season.as_ref().and_then(schedule::days);
    // Without a season any day and any zone will do: what is wrong with a file is the same.
    let days = days.unwrap_or((NaiveDate::default(), NaiveDate::default()));
    let zone = season.as_ref().and_then(|season| season.athlete.zone);
    let zone = zone
        .and_then(|zone| Zone::new(zone.name()))
        .or_else(|| Zone::new("UTC"))?;
    let mut all: Vec<Busy> = Vec::new();
    for name in &names {
        all.extend(calendar(name, (folder, reach), zone, days, faults));
    }
    let mut season = season?;
    season.busy = BusyTimes::new(all);
    (faults.errors() == before).then_some(season)
}

fn calendar(
    name: &Text,
    (folder, reach): (&Path, &Reach),
    zone: Zone,
    days: (NaiveDate, NaiveDate),
    faults: &Faults,
) -> Vec<Busy> {
    let path = folder.join(&name.value);
    let shown = path.display().to_string();
    match reach.bytes(&path, LARGEST_CALENDAR + 1) {
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
