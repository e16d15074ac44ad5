//! `longrun check`: faults and warnings; nothing is written.

use std::io::Write;

use serde::Serialize;

use super::args::CheckArguments;
use super::report::Report;
use super::season_source::{Input, Plans};
use super::{Failure, started, terminal};
use crate::diagnostic::Diagnostic;
use crate::schedule::schedule;

/// Reads every file, places every season, and tells what there is to tell.
pub(crate) fn run(arguments: &CheckArguments) -> Result<(), Failure> {
    let report = Report::default();
    let plans = Plans::new(arguments.folder.path.as_deref(), &report)?;
    let mut fine = Vec::new();
    for input in &arguments.inputs {
        let before = report.faults.errors();
        let what = match plans.any(input, &report) {
            Some(Input::Plan(plan)) if !plan.plans.is_empty() => {
                format!("a plan made of {} plans", plan.plans.len())
            }
            Some(Input::Plan(plan)) => {
                let weeks = plan.weeks();
                format!("a plan of {}", weeks_text(weeks.min, weeks.max))
            }
            Some(Input::Season(season)) => {
                let schedule = schedule(&season, &report.faults);
                let today = arguments.now.clock().today(season.athlete.zone);
                if let Some(note) = started::started(&season, &schedule, today) {
                    report.faults.push(note);
                }
                match schedule.span() {
                    Some((first, last)) => format!("a season from {first} to {last}"),
                    None => "a season of no days".to_owned(),
                }
            }
            None => continue,
        };
        if report.faults.errors() == before {
            fine.push((input, what));
        }
    }
    if arguments.json {
        let (all, outcome) = report.into_parts();
        let list: Vec<Told<'_>> = all.iter().map(told).collect();
        super::show::json::print(&list)?;
        return outcome;
    }
    let mut stdout = anstream::stdout().lock();
    let (ok, faint) = (terminal::OK, terminal::FAINT);
    for (input, what) in fine {
        writeln!(
            stdout,
            "{ok}ok{ok:#}  {}  {faint}{what}{faint:#}",
            terminal::line(input)
        )?;
    }
    stdout.flush()?;
    drop(stdout);
    report.tell(&|_| false)
}

fn weeks_text(min: u32, max: u32) -> String {
    match (min, max) {
        (1, 1) => "1 week".to_owned(),
        (min, max) if min == max => format!("{min} weeks"),
        (min, max) => format!("{min} to {max} weeks"),
    }
}

/// A diagnostic for programs.
#[derive(Serialize)]
struct Told<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    text: Option<&'a str>,
    help: &'a [String],
}

fn told(diagnostic: &Diagnostic) -> Told<'_> {
    let span = diagnostic.at.as_ref().map(|label| &label.span);
    Told {
        severity: diagnostic.severity.word(),
        code: diagnostic.code,
        message: &diagnostic.message,
        file: span.map(|span| span.source().name()),
        line: span.map(crate::diagnostic::Span::line),
        column: span.map(|span| {
            let before = span.source().text().get(..span.range().start).unwrap_or("");
            1 + before.rsplit('\n').next().unwrap_or("").chars().count()
        }),
        text: span.map(crate::diagnostic::Span::text),
        help: &diagnostic.help,
    }
}
