//! A plan's feed. Its address describes the season, with the names of the command's flags.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use http::StatusCode;

use super::address;
use super::cache::Version;
use super::catalogue::Catalogue;
use super::renders::RenderFailure;
use crate::diagnostic::fault::AddressFault;
use crate::diagnostic::{Code, Diagnostic, Faults, Severity, Source, Span, Style, render};
use crate::history::{revise, within_limits};
use crate::schedule::PlacementInputs;
use crate::season::{self, BusyKey, FLAGS, Feed};
use crate::store::PlanRevision;
use crate::units::DateRange;

/// Key that makes a browser save the calendar. It is no part of the season.
const DOWNLOAD: &str = "download";

/// Keys that tell who a runner is, and when a home is empty.
const PERSONAL: [&str; 2] = ["name", "away"];

/// Processor time that any calendar takes, about.
const CALENDAR_TAKES: Duration = Duration::from_millis(2);
/// Processor time for a week like others, about.
const WEEK_TAKES: Duration = Duration::from_micros(50);
/// Processor time for a week like no other, as it is with days away, at the most.
const HARD_WEEK_TAKES: Duration = Duration::from_micros(1_500);
/// Weeks of a usual season. In a longer one all others may be hard: which are is known only when they have been placed.
const USUAL_WEEKS: u32 = 40;

/// Season that an address describes.
#[derive(Debug)]
pub(super) struct RequestedSeason {
    /// Its canonical address, shared by all addresses with the same meaning.
    pub(super) canonical: Arc<str>,
    pub(super) inputs: PlacementInputs,
    /// Warnings and notes for its runner.
    pub(super) told: Vec<Diagnostic>,
    /// The address tells something of its runner.
    pub(super) personal: bool,
    revision: PlanRevision,
}

/// True if the calendar is to be saved as a file.
pub(super) fn is_download(query: &str) -> bool {
    let mut keys = query
        .split('&')
        .map(|pair| pair.split('=').next().unwrap_or(pair));
    keys.any(|key| key == DOWNLOAD)
}

/// True for settings that tell something of their runner.
pub(super) fn is_personal(given: &[(String, String)]) -> bool {
    given.iter().any(|(name, _)| PERSONAL.contains(&name.as_str()))
}

/// True for the query of a busy feed.
pub(super) fn is_busy(query: &str) -> bool {
    let given = address::pairs(query).unwrap_or_default();
    season::canonical(&given).iter().any(|(name, _)| *name == "busy")
}

/// The fields of a form that were filled in. An empty field says nothing, but a bare switch is on.
pub(super) fn filled(mut fields: Vec<(String, String)>) -> Vec<(String, String)> {
    let is_switch = |name: &str| FLAGS.iter().any(|flag| flag.name == name && flag.is_switch());
    fields.retain(|(name, value)| name != DOWNLOAD && (!value.is_empty() || is_switch(name)));
    fields
}

/// The same fields in their one spelling and order. Unknown ones follow as they are, for the page to report.
pub(super) fn canonical_fields(fields: Vec<(String, String)>) -> Vec<(String, String)> {
    let fields = filled(fields);
    let known = season::canonical(&fields);
    let known = known.into_iter().map(|(name, value)| (name.to_owned(), value));
    let is_known = |name: &str| FLAGS.iter().any(|flag| flag.name == name);
    let unknown = fields.iter().filter(|(name, _)| !is_known(name)).cloned();
    known.chain(unknown).collect()
}

/// The season of the plan named `plan` with the settings in `query`.
///
/// # Errors
///
/// 404 for an unknown plan, 400 with all faults of the query.
pub(super) fn read(catalogue: &Catalogue, plan: &str, query: &str) -> Result<RequestedSeason, RenderFailure> {
    if !catalogue.has(plan) {
        return Err(RenderFailure::Refused(
            StatusCode::NOT_FOUND,
            Arc::from("there is no such plan\n"),
        ));
    }
    let mut given = address::pairs(query).map_err(|error| refused(&format!("{error}\n")))?;
    given.retain(|(name, _)| name != DOWNLOAD);
    read_pairs(catalogue, plan, &given).map_err(|faults| refused(&told(&faults)))
}

/// The season of a known plan with these settings.
///
/// # Errors
///
/// All errors among the settings.
pub(super) fn read_pairs(
    catalogue: &Catalogue,
    plan: &str,
    given: &[(String, String)],
) -> Result<RequestedSeason, Vec<Diagnostic>> {
    let faults = Faults::new();
    report_doubled(given, &faults);
    report_relative(given, &faults);
    let mut table = season::table_of_plan(plan, "plan");
    season::table_of_flags(&mut table, given, "", &faults);
    let season = season::read(&table, catalogue, &faults);
    match season {
        Some((season, facts)) if faults.errors() == 0 => {
            let plans = season.plans.iter().chain(&season.also);
            let revision = catalogue.revision_of(plans.map(|entry| entry.plan.name.as_str()));
            Ok(RequestedSeason {
                canonical: Arc::from(address::plan_feed(plan, &season::canonical(given))),
                inputs: PlacementInputs::new(season, facts),
                told: faults.into_sorted(),
                personal: is_personal(given),
                revision,
            })
        }
        _ => {
            let errors = faults.into_sorted().into_iter();
            let errors = errors
                .filter(|fault| fault.severity() == Severity::Error || fault.code() == Code::MoreFaults);
            Err(errors.collect())
        }
    }
}

impl RequestedSeason {
    /// Processor time that its calendar or page may well take. It decides who comes first; turns are charged by the time that
    /// they took.
    pub(super) fn expected(&self) -> Duration {
        let weeks = self.inputs.days().map_or(0, DateRange::days) / 7;
        let away = u32::try_from(self.inputs.away().len()).unwrap_or(u32::MAX);
        let hard = away.max(weeks.saturating_sub(USUAL_WEEKS)).min(weeks);
        CALENDAR_TAKES + WEEK_TAKES * weeks + HARD_WEEK_TAKES * hard
    }

    /// Version of its calendar: another one may have other bytes.
    pub(super) fn version(&self) -> Version {
        Version(
            u64::from(self.revision.sequence),
            self.revision.modified.timestamp(),
        )
    }

    /// True for a busy feed.
    pub(super) fn is_busy(&self) -> bool {
        self.inputs.season().calendar.feed == Feed::Busy
    }

    /// Time of its last change.
    pub(super) fn modified(&self) -> DateTime<Utc> {
        self.revision.modified
    }

    /// Its calendar. Every event carries the revision of the plans, since the feed has no history of its own. The UIDs of a
    /// busy feed are keyed with the server's `secret`.
    ///
    /// # Errors
    ///
    /// 400 for one that is too large for anybody to read.
    pub(super) fn render(&self, base_url: Option<&str>, secret: &[u8; 32]) -> Result<Vec<u8>, RenderFailure> {
        let key = || BusyKey::new(secret, "busy feeds of plans");
        let keyed = self.is_busy().then(|| self.inputs.clone().with_busy_key(key()));
        let inputs = keyed.as_ref().unwrap_or(&self.inputs);
        let modified = self.revision.modified;
        // The window of such a season never depends on today, so any day will do.
        let revised = revise(inputs, None, modified.date_naive(), modified, &Faults::new());
        let mut calendar = revised.calendar;
        for event in &mut calendar.events {
            event.sequence = self.revision.sequence;
        }
        if self.is_busy() {
            // Its address names the plan, and the calendar may be passed on as a file.
            calendar.own.clear();
        } else {
            calendar.source = base_url.map(|base| format!("{base}{}", self.canonical));
        }
        let (_, bytes) = within_limits(calendar).map_err(|fault| refused(&told(&[*fault])))?;
        Ok(bytes)
    }
}

/// Reports a key given twice, of which only one value would count.
fn report_doubled(given: &[(String, String)], faults: &Faults) {
    let mut seen = HashSet::new();
    for (name, value) in given {
        let may_again = FLAGS.iter().any(|flag| flag.name == name && flag.is_repeatable());
        if !seen.insert(name) && !may_again {
            let source = Source::new(name.as_str(), value.as_str());
            let fault = AddressFault::Doubled { key: name.clone() };
            faults.push(fault.at(&Span::whole(&source)));
        }
    }
}

/// Reports a window counted from today: the same address would be another calendar tomorrow.
fn report_relative(given: &[(String, String)], faults: &Faults) {
    for (name, value) in given {
        let is_relative = match name.as_str() {
            "back" | "ahead" => true,
            "past" => !season::canonical(&[(name.clone(), value.clone())]).is_empty(),
            _ => false,
        };
        if is_relative {
            let source = Source::new(name.as_str(), value.as_str());
            let fault = AddressFault::CountedFromToday { key: name.clone() };
            faults.push(fault.at(&Span::whole(&source)));
        }
    }
}

fn refused(text: &str) -> RenderFailure {
    RenderFailure::Refused(StatusCode::BAD_REQUEST, Arc::from(text))
}

/// Faults as the command prints them.
fn told(faults: &[Diagnostic]) -> String {
    let told = faults.iter().map(|fault| render(fault, Style::Plain) + "\n");
    told.collect()
}
