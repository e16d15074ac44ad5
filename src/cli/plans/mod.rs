//! `longrun plans`: the list of plans, or one in full.

mod chart;
mod full;
mod json;
mod list;

use std::io::Write;
use std::sync::Arc;

use super::args::PlansArguments;
use super::report::Report;
use super::season_flags::SeasonFlags;
use super::season_source::Plans;
use super::{Failure, show, terminal};
use crate::diagnostic::Faults;
use crate::plan::Plan;
use crate::plan::listing::{self, Extent};
use crate::schedule::schedule;

/// Lists the plans, or shows one.
pub(crate) fn run(arguments: &PlansArguments) -> Result<(), Failure> {
    let report = Report::default();
    let plans = Plans::new(arguments.folder.path.as_deref(), &report)?;
    let mut stdout = anstream::stdout().lock();
    match &arguments.name {
        Some(name) => {
            if let Some(plan) = plans.plan(name, &report) {
                let weeks = typical_weeks(&plans, name, &plan);
                match arguments.json.wanted {
                    true => show::json::print(&json::full(&plan, plans.library(), weeks))?,
                    false => stdout.write_all(full::full(&plan, &weeks, terminal::width()).as_bytes())?,
                }
            }
        }
        None => {
            let library = plans.library();
            let mut read: Vec<Arc<Plan>> = library
                .names()
                .filter_map(|name| library.plan(name, &report.faults))
                .filter(|plan| arguments.filter.takes(plan, Extent::of(plan, library)))
                .collect();
            listing::sort(&mut read);
            match arguments.json.wanted {
                true => show::json::print(
                    &read
                        .iter()
                        .map(|plan| json::short(plan, library))
                        .collect::<Vec<_>>(),
                )?,
                false => stdout.write_all(list::list(&read, library, terminal::width()).as_bytes())?,
            }
        }
    }
    stdout.flush()?;
    drop(stdout);
    report.tell(&|_| false)
}

/// The weeks of a plan on dates, for the runner whom it was written for. Empty for an overlay and for a plan that
/// cannot be placed.
fn typical_weeks(plans: &Plans, name: &str, plan: &Plan) -> Vec<chart::TypicalWeekShown> {
    if plan.overlay {
        return Vec::new();
    }
    // Any date would do; a Sunday makes weeks begin on Monday.
    let flags = match plan.goal {
        Some(_) => SeasonFlags::one("race", "2027-04-18"),
        None => SeasonFlags::one("start", "2027-04-19"),
    };
    let unsaid = Report::default();
    let season = plans.season(name, &flags, &unsaid);
    season.map_or_else(Vec::new, |inputs| {
        chart::weeks(&schedule(&inputs, &Faults::new()))
    })
}
