//! `longrun export`: writes the calendars of seasons.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::args::ExportArguments;
use super::existing_file::{self, Before};
use super::report::Report;
use super::season_source::{Plans, stem};
use super::{Failure, after, diff, terminal};
use crate::calendar::size;
use crate::files::{self, Written};
use crate::history::{PriorCalendar, publishable, revise};
use crate::schedule::{PlacementInputs, Schedule, started};

/// A calendar to write, and the summary to print.
struct Export {
    bytes: Vec<u8>,
    summary: String,
}

/// The target of the calendars.
enum Target {
    Stdout,
    /// The file of each export, in their order.
    Files(Vec<PathBuf>),
}

impl Target {
    /// The file for the input of this number, if the target is files.
    fn file(&self, index: usize) -> Option<&Path> {
        match self {
            Target::Stdout => None,
            Target::Files(paths) => paths.get(index).map(PathBuf::as_path),
        }
    }
}

/// Builds all calendars, and writes them if no input has faults.
pub(crate) fn run(arguments: &ExportArguments) -> Result<(), Failure> {
    if arguments.days.after.is_some() && arguments.inputs.len() > 1 {
        return Err(Failure::Usage(after::ONE_SEASON.to_owned()));
    }
    let target = target(arguments)?;
    let report = Report::default();
    let plans = Plans::new(arguments.folder.path.as_deref(), &report)?;
    let mut exports = Vec::with_capacity(arguments.inputs.len());
    for (index, input) in arguments.inputs.iter().enumerate() {
        let inputs = plans.season(input, &arguments.season, &report);
        let before = match target.file(index) {
            Some(path) => {
                let zone = existing_file::zone(inputs.as_ref());
                existing_file::before(path, zone, arguments.force, &report)
            }
            None => Before::Nothing,
        };
        let before = match &before {
            Before::Nothing => None,
            Before::Ours(ledger) => Some(ledger),
            Before::Refused => continue,
        };
        let Some(inputs) = inputs else { continue };
        let inputs = arguments.days.with_key(inputs, &report)?;
        let today = arguments.now.clock().today(inputs.season().athlete.zone);
        let full = match &arguments.days.after {
            Some(path) => match existing_file::full_calendar(path, &inputs, today, &report) {
                Some((full, _)) => Some(full),
                None => continue,
            },
            None => None,
        };
        let prior = PriorCalendar {
            published: before,
            days: arguments.days.days(full.as_ref()),
        };
        exports.extend(export(&inputs, prior, arguments, &report));
    }
    report.tell(&|_| false)?;
    match target {
        Target::Stdout => {
            let mut stdout = std::io::stdout().lock();
            for export in &exports {
                stdout.write_all(&export.bytes)?;
            }
            stdout.flush()?;
        }
        Target::Files(paths) => write(&paths, &exports)?,
    }
    Ok(())
}

/// The calendar of a season; `None` for one that could not be read again, which is reported.
fn export(
    inputs: &PlacementInputs,
    prior: PriorCalendar<'_>,
    arguments: &ExportArguments,
    report: &Report,
) -> Option<Export> {
    let season = inputs.season();
    let clock = arguments.now.clock();
    let today = clock.today(season.athlete.zone);
    let is_published = prior.published.is_some();
    let revision = revise(inputs, prior, today, clock.now(), &report.faults);
    if let Some(note) = started(season, &revision.schedule, today, is_published) {
        report.faults.push(note);
    }
    let (calendar, bytes) = match publishable(revision.calendar) {
        Ok(checked) => checked,
        Err(fault) => {
            report.faults.push(*fault);
            return None;
        }
    };
    let mut summary = summary(&revision.schedule, calendar.events.len());
    let afresh = arguments.days.afresh && prior.published.is_some();
    let how = if afresh { "placed afresh: " } else { "" };
    if !revision.changes.is_empty() {
        summary = format!("{summary}; {how}{}", diff::tally(&revision.changes));
    } else if afresh {
        summary = format!("{summary}; {how}no change");
    }
    if let Some(warning) = size::too_large(bytes.len(), calendar.events.len()) {
        report.faults.push(warning);
    }
    Some(Export { bytes, summary })
}

/// "18 weeks, 126 days, 2026-12-15 to 2027-04-19, 131 events"
fn summary(schedule: &Schedule, events: usize) -> String {
    let weeks = schedule.weeks.iter().filter(|week| week.number > 0).count();
    let mut parts = vec![many(weeks, "week"), many(schedule.days.len(), "day")];
    if let Some((first, last)) = schedule.span() {
        parts.push(format!("{first} to {last}"));
    }
    parts.push(many(events, "event"));
    parts.join(", ")
}

fn many(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Decides on the target before any input is read.
fn target(arguments: &ExportArguments) -> Result<Target, Failure> {
    let inputs = &arguments.inputs;
    let several = inputs.len() > 1;
    let Some(output) = &arguments.output else {
        return match several {
            true => Err(Failure::Usage(
                "several calendars need a folder: -o DIR".to_owned(),
            )),
            false if std::io::stdout().is_terminal() => in_folder(Path::new(""), inputs).map(Target::Files),
            false => Ok(Target::Stdout),
        };
    };
    if output.as_os_str() == "-" {
        return match several {
            true => Err(Failure::Usage(
                "several calendars do not fit into one output: -o DIR".to_owned(),
            )),
            false => Ok(Target::Stdout),
        };
    }
    if several || files::is_folder(output) || output.to_string_lossy().ends_with(std::path::is_separator) {
        return in_folder(output, inputs).map(Target::Files);
    }
    Ok(Target::Files(vec![output.clone()]))
}

/// A file in `folder` for each input, with the input's name.
fn in_folder(folder: &Path, inputs: &[String]) -> Result<Vec<PathBuf>, Failure> {
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    let mut paths = Vec::with_capacity(inputs.len());
    for input in inputs {
        let name = if input.ends_with(".toml") {
            stem(Path::new(input))
        } else {
            input.clone()
        };
        let name = name.replace(std::path::is_separator, "-");
        if let Some(other) = taken.insert(name.clone(), input) {
            let message = format!("{other} and {input} would both be written to {name}.ics");
            return Err(Failure::Usage(message));
        }
        paths.push(folder.join(format!("{name}.ics")));
    }
    Ok(paths)
}

fn write(paths: &[PathBuf], exports: &[Export]) -> Result<(), Failure> {
    for path in paths {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| exports.len() == 1 && !files::is_folder(folder)) {
            let message = format!(
                "cannot write {}: the folder {} does not exist",
                path.display(),
                folder.display()
            );
            return Err(Failure::Environment(anyhow::anyhow!(message)));
        }
    }
    let mut stderr = anstream::stderr();
    for (path, export) in paths.iter().zip(exports) {
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty() && exports.len() > 1)
        {
            files::make_folder(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        let written = files::write(path, &export.bytes);
        let written = written.with_context(|| format!("cannot write {}", path.display()))?;
        let same = if written == Written::Unchanged {
            " (unchanged)"
        } else {
            ""
        };
        writeln!(
            stderr,
            "{}: {}{same}",
            terminal::line(&path.display().to_string()),
            export.summary
        )?;
    }
    Ok(())
}
