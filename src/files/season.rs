//! A season's file with the plans and the calendars that it names, for the command line and the server.

use std::path::Path;
use std::sync::Arc;

use super::Document;
use super::allowed_paths::AllowedPaths;
use super::external_busy::external_busy;
use crate::diagnostic::Faults;
use crate::diagnostic::fault::FileFault;
use crate::document::Table;
use crate::plan::{self, Library, Plan};
use crate::schedule::PlacementInputs;
use crate::season::{self, PlanError, PlanSource};

/// `true` if `input` names a file. A file is named with its ending, so that a file beside the program never hides a plan.
pub fn is_file(input: &str) -> bool {
    input.ends_with(".toml") || input.contains(std::path::MAIN_SEPARATOR)
}

/// A file's name without `.toml`.
pub fn stem(path: &Path) -> String {
    path.file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// The season of a table with its facts, and the calendars that it names. Paths start from `base`.
pub fn inputs_of_table(
    table: &Table,
    library: &Library,
    base: &Path,
    allowed: &AllowedPaths,
    faults: &Faults,
) -> Option<PlacementInputs> {
    let plans = FolderPlans {
        library,
        base,
        allowed,
    };
    let inputs =
        season::read(table, &plans, faults).map(|(season, facts)| PlacementInputs::new(season, facts));
    let names = season::names_around(table);
    if names.is_empty() {
        return inputs;
    }
    let before = faults.errors();
    let days = inputs.as_ref().and_then(PlacementInputs::days);
    let zone = inputs.as_ref().and_then(|inputs| inputs.season().athlete.zone);
    // Without a season the calendars are read all the same, for their faults.
    let busy = external_busy(&names, (base, allowed), zone, days, faults);
    let inputs = inputs?.with_external_busy(busy);
    (faults.errors() == before).then_some(inputs)
}

/// Reports which of the plans that `plan` is made of cannot be part of it. Paths start from `base`.
pub fn check_parts(plan: &Plan, library: &Library, base: &Path, faults: &Faults) {
    let allowed = AllowedPaths::default();
    let plans = FolderPlans {
        library,
        base,
        allowed: &allowed,
    };
    season::check_parts(plan, &plans, faults);
}

/// The plans that a season's file can name: by name, or by a path from the season's folder.
struct FolderPlans<'a> {
    library: &'a Library,
    base: &'a Path,
    allowed: &'a AllowedPaths,
}

impl PlanSource for FolderPlans<'_> {
    fn plan(&self, name: &str, faults: &Faults) -> Result<Option<Arc<Plan>>, PlanError> {
        if is_file(name) {
            let path = self.base.join(name);
            let source = self.allowed.source(&path);
            let source = source.map_err(|refused| PlanError::Unreadable(refused.fault))?;
            // The faults of a plan quote it, and a season or a calendar may be another runner's.
            if self.allowed.is_shared()
                && matches!(Document::parse(&source, &Faults::new()), Document::Season(_))
            {
                let file = name.to_owned();
                return Err(PlanError::Unreadable(Box::new(
                    FileFault::SeasonForPlan { file }.into(),
                )));
            }
            return Ok(plan::read(&stem(&path), &source, faults).map(Arc::new));
        }
        match self.library.source(name) {
            Some(_) => Ok(self.library.plan(name, faults)),
            None => Err(PlanError::Unknown),
        }
    }

    fn names(&self) -> Vec<String> {
        self.library.names().map(str::to_owned).collect()
    }
}
