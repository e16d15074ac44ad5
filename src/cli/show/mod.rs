//! `longrun show`: a season in the terminal, or as JSON.

pub(crate) mod cell;
pub(crate) mod header;
pub(crate) mod json;
mod layout;
mod table;

use std::io::Write;

use super::args::ShowArguments;
use super::report::Report;
use super::season_source::Plans;
use super::{Failure, after, terminal};
use crate::diagnostic::{Code, Severity};
use crate::schedule::started;

/// Shows one season.
pub(crate) fn run(arguments: &ShowArguments) -> Result<(), Failure> {
    let report = Report::default();
    let plans = Plans::new(arguments.folder.path.as_deref(), &report)?;
    let Some(inputs) = plans.season(&arguments.input, &arguments.season.0, &report) else {
        return report.tell(&|_| false);
    };
    let season = inputs.season();
    let today = arguments.now.clock().today(season.athlete.zone);
    let Some(shown) = after::shown(&inputs, &arguments.after, today, &report, &report.faults) else {
        return report.tell(&|_| false);
    };
    let schedule = shown.schedule;
    if arguments.json.wanted {
        json::print(&json::of(season, &schedule, shown.calendar.as_ref(), today))?;
    } else {
        let mut stdout = anstream::stdout().lock();
        let width = terminal::width();
        stdout.write_all(header::header(season, &schedule, today, width).as_bytes())?;
        stdout.write_all(table::table(season, &schedule, today, width).as_bytes())?;
        stdout.flush()?;
    }
    if let Some(note) = started(season, &schedule, today, shown.calendar.is_some()) {
        report.faults.push(note);
    }
    // The sessions that were left out stand under the table, with their reasons.
    report.tell(&|told| {
        !arguments.json.wanted && told.code() == Code::LeftOut && told.severity() == Severity::Warning
    })
}
