//! Seasons for tests of the library: from TOML to a schedule in one call.

use longrun::diagnostic::{Diagnostic, Faults, Severity, Source, Style, render};
use longrun::document::parse;
use longrun::plan::{Library, built_in};
use longrun::schedule::{PlacementInputs, Schedule, schedule};
use longrun::season::{self, Season};

/// A season with its schedule and everything that was said about it.
pub(crate) struct Planned {
    pub(crate) inputs: PlacementInputs,
    pub(crate) season: Season,
    pub(crate) schedule: Schedule,
    pub(crate) said: Vec<Diagnostic>,
}

/// Reads and places a season; fails the test with its faults if it has any.
pub(crate) fn plan(toml: &str) -> Planned {
    plan_from(&built_in(), toml)
}

/// The same, whatever is said about the schedule.
pub(crate) fn place(toml: &str) -> Planned {
    place_from(&built_in(), toml)
}

/// As [`plan`], with another plan in the library.
pub(crate) fn plan_with(name: &str, own: &str, toml: &str) -> Planned {
    let mut library = built_in();
    library.add(name, Source::new(format!("{name}.toml"), own));
    plan_from(&library, toml)
}

/// Reads a season without placing it.
pub(crate) fn read(toml: &str) -> PlacementInputs {
    read_from(&built_in(), toml).0
}

/// The season, and what was said about it; fails the test with its faults if it has any.
fn read_from(library: &Library, toml: &str) -> (PlacementInputs, Faults) {
    let faults = Faults::new();
    let source = Source::new("season.toml", toml);
    let table = parse(&source, &faults);
    match season::read(&table, library, &faults) {
        Some((season, facts)) => (PlacementInputs::new(season, facts), faults),
        None => {
            let said = faults.into_sorted();
            let said: String = said.iter().map(|fault| render(fault, Style::Plain)).collect();
            panic!("{toml}\n{said}");
        }
    }
}

fn plan_from(library: &Library, toml: &str) -> Planned {
    let planned = place_from(library, toml);
    let said = &planned.said;
    assert!(
        said.iter().all(|one| one.severity() < Severity::Error),
        "{said:#?}"
    );
    planned
}

fn place_from(library: &Library, toml: &str) -> Planned {
    let (inputs, faults) = read_from(library, toml);
    let schedule = schedule(&inputs, &faults);
    Planned {
        season: inputs.season().clone(),
        inputs,
        schedule,
        said: faults.into_sorted(),
    }
}

impl Planned {
    /// The codes of what was said, in order.
    pub(crate) fn codes(&self) -> Vec<&'static str> {
        self.said.iter().map(|one| one.code().word()).collect()
    }
}
