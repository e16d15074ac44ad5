//! A season's TOML to a [`Season`]: every fault is collected, and only a season without errors
//! comes out.

mod also;
mod athlete;
mod calendar;
mod check;
mod facts;
mod life;
mod plans;
mod races;
mod review;
mod running;
mod span;
mod week;

use std::sync::Arc;

use chrono::NaiveDate;

use super::away::Away;
use super::facts::FactLog;
use super::life::Tuneup;
use super::model::{Season, SeasonPlan};
use super::week::WeekPreferences;
use crate::diagnostic::fault::{PlanAdvice, PlanFault, SeasonFault};
use crate::diagnostic::{Code, Diagnostic, Faults, Suggestion};
use crate::document::{Reader, Table, Text};
use crate::limits::{MOST_CALENDARS, YEARS};
use crate::plan::{Library, Plan, SessionKind, allow, parse_percent};
use crate::units::Distance;

pub use athlete::MOST_LONGEST;
pub use plans::check_parts;

/// The reason why a name leads to no plan's text.
#[derive(Debug)]
pub enum PlanError {
    /// No plan has that name.
    Unknown,
    /// The file cannot be read.
    Unreadable(Box<Diagnostic>),
}

impl PlanError {
    /// The fault of the season that names the plan `name`.
    fn into_fault(self, name: &str, advice: PlanAdvice) -> SeasonFault {
        match self {
            PlanError::Unknown => SeasonFault::UnknownPlan {
                name: name.to_owned(),
                advice,
            },
            PlanError::Unreadable(why) => SeasonFault::UnreadablePlan {
                reason: Box::new(why.fault),
                advice,
            },
        }
    }
}

/// The source of a season's plans.
pub trait PlanSource {
    /// The plan called `name`: a built-in one, or a file. Faults of the plan go to `faults`; `Err` is
    /// why there is none of that name.
    ///
    /// # Errors
    ///
    /// When the name leads to no plan's text.
    fn plan(&self, name: &str, faults: &Faults) -> Result<Option<Arc<Plan>>, PlanError>;

    /// The names it knows, for suggestions.
    fn names(&self) -> Vec<String>;
}

impl PlanSource for Library {
    fn plan(&self, name: &str, faults: &Faults) -> Result<Option<Arc<Plan>>, PlanError> {
        match self.source(name) {
            Some(_) => Ok(Library::plan(self, name, faults)),
            None => Err(PlanError::Unknown),
        }
    }

    fn names(&self) -> Vec<String> {
        Library::names(self).map(str::to_owned).collect()
    }
}

/// Reads a season and the facts of its file. `None` when there are errors, which are then in `faults`.
pub fn read(table: &Table, plans: &dyn PlanSource, faults: &Faults) -> Option<(Season, FactLog)> {
    let before = faults.errors();
    let root = Reader::new(table, faults, "a season");
    let previous = root
        .table("previous", "the race behind")
        .and_then(races::previous);
    let source = plans;
    let plans = plans::plans(&root, source, previous.as_ref());
    let also = also::also(&root, source, &plans);
    let names = session_names(&plans, &also);
    let id = root.line("id");
    let start = root.date("start");
    let volume = root.parsed("volume", Code::Distance, Distance::parse);
    let reduction = root.parsed("reduction", Code::Share, parse_percent);
    let race = root
        .table("race", "a race")
        .and_then(|reader| races::race(reader, &plans));
    let athlete = athlete::athlete(&root);
    let week = root
        .table("week", "a week")
        .map_or_else(WeekPreferences::default, |r| week::week(r, &names));
    let away: Vec<Away> = root
        .tables("away", "an [[away]] range")
        .into_iter()
        .filter_map(|r| away(r, &names))
        .collect();
    let around = root.texts_up_to(MOST_CALENDARS, "around").unwrap_or_default();
    let tables = |key, what| root.tables(key, what).into_iter();
    let mut tuneups: Vec<Tuneup> = tables("tuneup", "a [[tuneup]] race")
        .filter_map(life::tuneup)
        .collect();
    tuneups.sort_by_key(|tuneup| tuneup.race.date.value);
    let clubs = tables("club", "a [[club]] run")
        .filter_map(|r| life::club(r, &names))
        .collect();
    let facts = facts::facts(&root, &names);
    let calendar = calendar::calendar(&root, &names);
    let review = review::review(&root);
    let allow = allow(&root);
    root.finish();

    let season = Season {
        id: id.map(|id| id.value),
        plans,
        also,
        start,
        volume,
        reduction,
        race,
        previous,
        athlete,
        week,
        tuneups,
        away,
        around,
        clubs,
        calendar,
        review,
        allow,
    };
    check::check(&season, table, faults);
    let is_whole = faults.errors() == before && faults.errors_in(table.span.source()) == 0;
    (is_whole && !table.is_broken()).then_some((season, facts))
}

/// The calendars that a season names to plan around, also one that is faulty elsewhere, so that the faults of
/// all files can be told in one run.
pub fn names_around(table: &Table) -> Vec<Text> {
    let told_by_read = Faults::new();
    Reader::new(table, &told_by_read, "a season")
        .texts("around")
        .unwrap_or_default()
}

/// The names of sessions that the plans of the season speak of.
fn session_names(plans: &[SeasonPlan], also: &[SeasonPlan]) -> Vec<String> {
    let mut names: Vec<String> = SessionKind::WORDS
        .iter()
        .map(|(word, _)| (*word).to_owned())
        .collect();
    for entry in plans.iter().chain(also) {
        for name in entry.plan.sessions.names() {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

fn away(reader: Reader<'_>, names: &[String]) -> Option<Away> {
    let span = reader.span().clone();
    let range = life::range(&reader, "an [[away]] range", SeasonFault::AwayBackwards);
    let why = reader.line("why").map(|why| why.value);
    let still = session_list(&reader, "still", names);
    reader.finish();
    Some(Away {
        days: range?,
        why,
        still,
        span: Some(span),
    })
}

fn session_list(reader: &Reader<'_>, key: &str, names: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for text in reader.texts(key).unwrap_or_default() {
        if names.contains(&text.value) || (key == "sessions" && text.value == "race") {
            found.push(text.value);
        } else {
            let fault = PlanFault::UnknownSession {
                suggestion: Suggestion::of(&text.value, names.iter().map(String::as_str)),
                name: text.value,
            };
            reader.faults().push(fault.at(&text.span));
        }
    }
    found
}

/// A date read as written on a command line or in an address.
pub(in crate::season) fn parse_date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d")
        .ok()
        .filter(|date| YEARS.contains(&chrono::Datelike::year(date)) && text.trim().len() == 10)
}
