//! `longrun plans`: what plans there are, and one of them in full.

mod full;
mod json;
mod list;

use std::io::Write;
use std::sync::Arc;

use super::args::PlansArguments;
use super::report::Report;
use super::season_source::Plans;
use super::{Failure, show, terminal};
use crate::plan::Plan;

/// Lists the plans, or shows one.
pub(crate) fn run(arguments: &PlansArguments) -> Result<(), Failure> {
    let report = Report::default();
    let plans = Plans::new(arguments.folder.path.as_deref(), &report)?;
    let mut stdout = anstream::stdout().lock();
    match &arguments.name {
        Some(name) => {
            if let Some(plan) = plans.plan(name, &report) {
                match arguments.json {
                    true => show::json::print(&json::full(&plan))?,
                    false => stdout.write_all(full::full(&plan, terminal::width()).as_bytes())?,
                }
            }
        }
        None => {
            let library = plans.library();
            let read: Vec<Arc<Plan>> = library
                .names()
                .filter_map(|name| library.plan(name, &report.faults))
                .collect();
            match arguments.json {
                true => show::json::print(&read.iter().map(|plan| json::short(plan)).collect::<Vec<_>>())?,
                false => stdout.write_all(list::list(&read, terminal::width()).as_bytes())?,
            }
        }
    }
    stdout.flush()?;
    drop(stdout);
    report.tell(&|_| false)
}
