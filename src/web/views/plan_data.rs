//! Data of a plan's page.

use super::subscribe::Links;
use crate::diagnostic::Diagnostic;
use crate::plan::Plan;
use crate::plan::listing::Extent;
use crate::schedule::Schedule;
use crate::season::Season;
use crate::units::Units;

/// Data of a plan's page.
#[derive(Debug)]
pub struct PlanPage<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its length.
    pub extent: Extent,
    /// The form as it was filled in.
    pub form: FilledForm<'a>,
    /// Errors in the form.
    pub faults: &'a [Diagnostic],
    /// The season that the form describes, if it has no errors.
    pub made: Option<MadeSeason<'a>>,
    /// Names of time zones to choose from.
    pub zones: &'a [&'a str],
    /// All plans, in the order of the list: overlays can be added, and every plan is named by its title.
    pub plans: &'a [&'a Plan],
}

/// A season that a form describes.
#[derive(Debug)]
pub struct MadeSeason<'a> {
    /// The season.
    pub season: &'a Season,
    /// Its days.
    pub schedule: &'a Schedule,
    /// Warnings and notes for its runner.
    pub told: &'a [Diagnostic],
    /// Addresses of its calendar.
    pub links: &'a Links,
    /// No other computer can reach them.
    pub only_here: bool,
}

/// Names and values of a form, as they came.
#[derive(Debug, Clone, Copy)]
pub struct FilledForm<'a>(pub &'a [(String, String)]);

impl FilledForm<'_> {
    /// The value of a field; several values are joined with commas.
    pub(super) fn value(&self, name: &str) -> String {
        let given = self.0.iter().filter(|(key, _)| key == name);
        let values: Vec<&str> = given.map(|(_, value)| value.as_str()).collect();
        values.join(", ")
    }

    /// Units of distances.
    pub(super) fn units(&self) -> Units {
        match self.value("units").trim().eq_ignore_ascii_case("mi") {
            true => Units::Mi,
            false => Units::Km,
        }
    }

    /// Names of the chosen overlays.
    pub(super) fn also(&self) -> Vec<String> {
        let names = self.value("also");
        let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
        names.map(str::to_owned).collect()
    }
}
