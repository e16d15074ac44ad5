//! A plan's feed: the season stands in the address, in the words of the command's flags.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use http::StatusCode;

use super::address;
use super::cache::Version;
use super::catalogue::Catalogue;
use super::renders::Failure;
use crate::diagnostic::{Diagnostic, Faults, Severity, Source, Span, Style, render};
use crate::history::revise;
use crate::schedule::PlacementInputs;
use crate::season::{self, FLAGS};
use crate::store::PlanRevision;

/// The key that makes a browser save the calendar. It says nothing about the season.
pub(super) const DOWNLOAD: &str = "download";

/// What an address asks for.
#[derive(Debug)]
pub(super) struct Asked {
    /// Its address in the one spelling that all who mean the same share.
    pub(super) canonical: Arc<str>,
    pub(super) inputs: PlacementInputs,
    /// What its runner should hear: warnings and notes.
    pub(super) told: Vec<Diagnostic>,
    revision: PlanRevision,
}

/// The season of the plan called `plan` that `query` says, or everything that is wrong with it.
pub(super) fn read(catalogue: &Catalogue, plan: &str, query: &str) -> Result<Asked, Failure> {
    if !catalogue.has(plan) {
        return Err(Failure::Refused(
            StatusCode::NOT_FOUND,
            Arc::from("there is no such plan\n"),
        ));
    }
    let mut given = address::pairs(query).map_err(|error| refused(&format!("{error}\n")))?;
    given.retain(|(name, _)| name != DOWNLOAD);
    read_pairs(catalogue, plan, &given).map_err(|faults| refused(&told(&faults)))
}

/// The same of a plan that there is, from the keys and values of a query; or its errors.
pub(super) fn read_pairs(
    catalogue: &Catalogue,
    plan: &str,
    given: &[(String, String)],
) -> Result<Asked, Vec<Diagnostic>> {
    let faults = Faults::new();
    say_doubled(given, &faults);
    say_relative(given, &faults);
    let mut table = season::table_of_plan(plan, "plan");
    season::table_of_flags(&mut table, given, "", &faults);
    let season = season::read(&table, catalogue, &faults);
    match season {
        Some((season, facts)) if faults.errors() == 0 => {
            let plans = season.plans.iter().chain(&season.also);
            let revision = catalogue.revision_of(plans.map(|entry| entry.plan.name.as_str()));
            Ok(Asked {
                canonical: Arc::from(address::plan_feed(plan, &season::canonical(given))),
                inputs: PlacementInputs::new(season, facts),
                told: faults.into_sorted(),
                revision,
            })
        }
        _ => {
            let errors = faults.into_sorted().into_iter();
            let errors =
                errors.filter(|fault| fault.severity == Severity::Error || fault.code == "more-faults");
            Err(errors.collect())
        }
    }
}

impl Asked {
    /// What its calendar is made of.
    pub(super) fn version(&self) -> Version {
        Version(
            u64::from(self.revision.sequence),
            self.revision.modified.timestamp(),
        )
    }

    /// When it last changed.
    pub(super) fn modified(&self) -> DateTime<Utc> {
        self.revision.modified
    }

    /// The calendar. Every event carries the plan's revision: the feed has no history of its own.
    pub(super) fn render(&self, base_url: Option<&str>) -> Vec<u8> {
        let modified = self.revision.modified;
        // No window of such a season is counted from today, so any day will do.
        let revised = revise(
            &self.inputs,
            None,
            modified.date_naive(),
            modified,
            &Faults::new(),
        );
        let mut calendar = revised.calendar;
        for event in &mut calendar.events {
            event.sequence = self.revision.sequence;
        }
        calendar.source = base_url.map(|base| format!("{base}{}", self.canonical));
        calendar.to_bytes()
    }
}

/// A key that is said twice would be heard once.
fn say_doubled(given: &[(String, String)], faults: &Faults) {
    let mut seen = HashSet::new();
    for (name, value) in given {
        let may_again = FLAGS.iter().any(|flag| flag.name == name && flag.is_repeatable());
        if !seen.insert(name) && !may_again {
            let source = Source::new(name.as_str(), value.as_str());
            let fault = Diagnostic::error("doubled-key", format!("`{name}` is said twice"));
            faults.push(
                fault
                    .at(&Span::whole(&source), "")
                    .help("leave one of the two out"),
            );
        }
    }
}

/// A window that is counted from today would make the same address another calendar tomorrow.
fn say_relative(given: &[(String, String)], faults: &Faults) {
    for (name, value) in given {
        let is_relative = match name.as_str() {
            "back" | "ahead" => true,
            "past" => !season::canonical(&[(name.clone(), value.clone())]).is_empty(),
            _ => false,
        };
        if is_relative {
            let source = Source::new(name.as_str(), value.as_str());
            let message = format!("`{name}` is counted from today, and an address means the same every day");
            let fault = Diagnostic::error("counted-from-today", message).at(&Span::whole(&source), "");
            faults.push(fault.help("say the weeks by date, as in from=2027-01-04&to=2027-03-01"));
        }
    }
}

fn refused(text: &str) -> Failure {
    Failure::Refused(StatusCode::BAD_REQUEST, Arc::from(text))
}

/// Faults as the command would tell them.
fn told(faults: &[Diagnostic]) -> String {
    let told = faults.iter().map(|fault| render(fault, Style::Plain) + "\n");
    told.collect()
}
