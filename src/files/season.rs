//! A season's file, with the plans and the calendars that it names; and plans' files. Whoever reads seasons from a disk
//! reads them by this: the command line and the server.

use std::path::Path;
use std::sync::Arc;

use super::allowed_paths::AllowedPaths;
use super::external_busy;
use crate::diagnostic::{Faults, Source};
use crate::document::{self, Table};
use crate::plan::{self, Library, Plan};
use crate::season::{self, PlanSource, Season};

/// A file is named with its ending, so that a file beside the program never hides a plan.
pub fn is_file(input: &str) -> bool {
    input.ends_with(".toml") || input.contains(std::path::MAIN_SEPARATOR)
}

/// A TOML file that holds `phase` or `plans` is a plan.
pub fn is_plan(source: &Arc<Source>) -> bool {
    let table = document::parse(source, &Faults::new());
    ["phase", "plans", "overlay"]
        .iter()
        .any(|key| table.get(key).is_some())
}

/// A file's name without `.toml`.
pub fn stem(path: &Path) -> String {
    path.file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// The season of a table, with the calendars that it names. Paths start from `base`.
pub fn of_table(
    table: &Table,
    library: &Library,
    base: &Path,
    allowed: &AllowedPaths,
    faults: &Faults,
) -> Option<Season> {
    let resolver = Resolver {
        library,
        base,
        allowed,
    };
    let season = season::read(table, &resolver, faults);
    external_busy::plan_around(season, table, base, allowed, faults)
}

/// Plans for a season: by name, or by a path from the season's folder.
struct Resolver<'a> {
    library: &'a Library,
    base: &'a Path,
    allowed: &'a AllowedPaths,
}

impl PlanSource for Resolver<'_> {
    fn plan(&self, name: &str, faults: &Faults) -> Result<Option<Arc<Plan>>, String> {
        if is_file(name) {
            let path = self.base.join(name);
            return match self.allowed.source(&path) {
                Ok(source) => Ok(plan::read(&stem(&path), &source, faults).map(Arc::new)),
                Err(unread) => Err(unread.fault.message),
            };
        }
        match self.library.source(name) {
            Some(_) => Ok(self.library.plan(name, faults)),
            None => Err(format!("there is no plan `{name}`")),
        }
    }

    fn names(&self) -> Vec<String> {
        self.library.names().map(str::to_owned).collect()
    }
}
