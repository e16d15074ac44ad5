//! `longrun check`: the faults of files, and a coach's review of each season.

mod json;
mod text;

use std::io::Write;

use super::args::CheckArguments;
use super::report::Report;
use super::season_source::{Input, Plans};
use super::{Failure, after, terminal};
use crate::diagnostic::{Code, Diagnostic, Faults, Severity};
use crate::review::{Review, review};
use crate::schedule::started;
use crate::season::Season;
use crate::units::Units;

/// Codes of the schedule that the review reports in more detail.
const SAID_BY_REVIEW: [Code; 2] = [Code::Compromise, Code::StartTooHigh];

/// A season and its review.
struct Reviewed {
    input: String,
    units: Units,
    race: Option<chrono::NaiveDate>,
    review: Review,
}

/// Reads every file, reviews every season, and reports.
pub(crate) fn run(arguments: &CheckArguments) -> Result<(), Failure> {
    if arguments.after.calendar.is_some() && arguments.inputs.len() > 1 {
        return Err(Failure::Usage(after::ONE_SEASON.to_owned()));
    }
    let report = Report::default();
    let plans = Plans::new(arguments.folder.path.as_deref(), &report)?;
    let mut fine = Vec::new();
    let mut reviews: Vec<Reviewed> = Vec::new();
    for input in &arguments.inputs {
        let before = report.faults.errors();
        let mut reviewed = None;
        let what = match plans.any(input, &report) {
            Some(Input::Plan(plan)) if plan.overlay => "an overlay".to_owned(),
            Some(Input::Plan(plan)) if !plan.plans.is_empty() => {
                format!("a plan made of {} plans", plan.plans.len())
            }
            Some(Input::Plan(plan)) => {
                let weeks = plan.weeks();
                format!("a plan of {}", weeks_text(weeks.min, weeks.max))
            }
            Some(Input::Season(inputs)) => {
                let season = inputs.season();
                let faults = Faults::new();
                let today = arguments.now.clock().today(season.athlete.zone);
                let Some(shown) = after::shown(&inputs, &arguments.after, today, &report, &faults) else {
                    continue;
                };
                let schedule = shown.schedule;
                if let Some(note) = started(season, &schedule, today, shown.calendar.is_some()) {
                    faults.push(note);
                }
                pass_on(season, faults, &report.faults);
                reviewed = Some(Reviewed {
                    input: input.clone(),
                    units: season.athlete.units,
                    race: schedule.race.as_ref().map(|race| race.date.value),
                    review: review(season, &schedule),
                });
                match schedule.span() {
                    Some((first, last)) => format!("a season from {first} to {last}"),
                    None => "a season of no days".to_owned(),
                }
            }
            None => continue,
        };
        if report.faults.errors() == before {
            fine.push((input, what, reviews.len()));
            reviews.extend(reviewed);
        }
    }
    let errors = reviews.iter().any(|one| one.review.count(Severity::Error) > 0);
    if arguments.json.wanted {
        let (all, outcome) = report.into_parts();
        super::show::json::print(&json::of(&all, &reviews))?;
        return outcome.and_then(|()| verdict(errors));
    }
    let mut stdout = anstream::stdout().lock();
    let mut next = fine.iter().peekable();
    while let Some((input, what, at)) = next.next() {
        let own = next.peek().map_or(reviews.len(), |(.., after)| *after) > *at;
        let reviewed = reviews.get(*at).filter(|_| own);
        stdout.write_all(
            text::head(input, what, reviewed.map(|one| &one.review), terminal::width()).as_bytes(),
        )?;
        if let Some(reviewed) = reviewed {
            stdout.write_all(text::of(reviewed, terminal::width()).as_bytes())?;
        }
    }
    stdout.flush()?;
    drop(stdout);
    report.tell(&|_| false).and_then(|()| verdict(errors))
}

/// The outcome of a run: an error in a review counts like a fault of the file.
fn verdict(errors: bool) -> Result<(), Failure> {
    match errors {
        true => Err(Failure::Faults),
        false => Ok(()),
    }
}

/// Passes on the schedule's diagnostics, without those that the season or all of its plans allow, and those that the
/// review reports.
fn pass_on(season: &Season, from: Faults, to: &Faults) {
    for diagnostic in from.into_sorted() {
        let is_error = diagnostic.severity() == Severity::Error;
        if is_error || !(SAID_BY_REVIEW.contains(&diagnostic.code()) || is_allowed(season, &diagnostic)) {
            to.push(diagnostic);
        }
    }
}

fn is_allowed(season: &Season, diagnostic: &Diagnostic) -> bool {
    let plans = season
        .plans
        .iter()
        .chain(&season.also)
        .flat_map(|entry| &entry.plan.allow);
    let mut all = season.allow.iter().chain(plans);
    all.any(|allowed| allowed.code == diagnostic.code())
}

fn weeks_text(min: u32, max: u32) -> String {
    match (min, max) {
        (1, 1) => "1 week".to_owned(),
        (min, max) if min == max => format!("{min} weeks"),
        (min, max) => format!("{min} to {max} weeks"),
    }
}
