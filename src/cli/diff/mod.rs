//! `longrun diff`: the changes that an export would make to a published calendar.

mod json;
mod text;

use std::io::Write;

pub(crate) use text::tally;

use super::args::DiffArguments;
use super::report::Report;
use super::season_source::Plans;
use super::{Failure, existing_file, terminal};
use crate::history::ledger::EventChange;
use crate::history::{PriorCalendar, SeasonRevision, revise};
use crate::ical::Zone;

/// Compares, and returns `true` if nothing changes.
pub(crate) fn run(arguments: &DiffArguments) -> Result<bool, Failure> {
    let DiffArguments { old, days, new } = arguments;
    let report = Report::default();
    let plans = Plans::new(new.folder.path.as_deref(), &report)?;
    let inputs = plans.season(&new.input, &new.season, &report);
    let zone = existing_file::zone(inputs.as_ref());
    let ledger = existing_file::calendar(old, zone, &report);
    let (Some(inputs), Some(ledger)) = (inputs, ledger) else {
        report.tell(&|_| false)?;
        return Err(Failure::Faults);
    };
    let inputs = days.with_key(inputs, &report)?;
    let clock = new.now.clock();
    let today = clock.today(inputs.season().athlete.zone);
    let full = match &days.after {
        Some(path) => match existing_file::full_calendar(path, &inputs, today, &report) {
            Some((full, _)) => Some(full),
            None => {
                report.tell(&|_| false)?;
                return Err(Failure::Faults);
            }
        },
        None => None,
    };
    let prior = PriorCalendar {
        published: Some(&ledger),
        days: days.days(full.as_ref()),
    };
    let revision = revise(&inputs, prior, today, clock.now(), &report.faults);
    report.tell(&|_| false)?;
    let name = old.display().to_string();
    let SeasonRevision {
        calendar_changes,
        mut changes,
        ..
    } = revision;
    if let Some(zone) = inputs.season().athlete.zone {
        changes.iter_mut().for_each(|change| on_own_clock(change, zone));
    }
    if new.json.wanted {
        super::show::json::print(&json::of(&name, &calendar_changes, &changes))?;
    } else {
        let mut stdout = anstream::stdout().lock();
        let text = text::text(&terminal::line(&name), &calendar_changes, &changes);
        stdout.write_all(text.as_bytes())?;
        stdout.flush()?;
    }
    Ok(changes.is_empty() && calendar_changes.is_empty())
}

/// Puts times that are written in UTC on the runner's clock, on which the season's other times are.
fn on_own_clock(change: &mut EventChange, zone: Zone) {
    for event in change.before.iter_mut().chain([&mut change.after]) {
        event.when = event.when.on_clock_of(zone);
    }
}
