//! A season's file, with the plans and the calendars that it names; and plans' files. Whoever reads seasons from a disk
//! reads them by this: the command line and the server.

use std::path::Path;
use std::sync::Arc;

use super::reach::Reach;
use super::{ReadError, around, reason};
use crate::diagnostic::{Diagnostic, Faults, Source, Span};
use crate::document::{self, Table};
use crate::plan::{self, Library, Plan};
use crate::season::{self, PlanSource, Season};

/// Reads a file, or says what is wrong with it, and whether that is the environment's fault.
pub fn source(path: &Path) -> Result<Arc<Source>, (Box<Diagnostic>, bool)> {
    text_of(path, super::read_text(path))
}

/// What was read of the file at `path` as a source, or what is wrong with it, and whether that is the environment's fault.
pub(super) fn text_of(
    path: &Path,
    read: Result<String, ReadError>,
) -> Result<Arc<Source>, (Box<Diagnostic>, bool)> {
    let name = path.display().to_string();
    match read {
        Ok(text) => Ok(Source::new(name, text)),
        Err(ReadError::Io(error)) => {
            let message = format!("cannot read {name}: {}", reason(&error));
            Err((Box::new(Diagnostic::error("cannot-read", message)), true))
        }
        Err(ReadError::TooLarge) => {
            let fault = Diagnostic::error("file-too-large", format!("{name} is larger than 1 MiB"));
            let help = "a plan or a season is a few kilobytes of text; is this the right file?";
            Err((Box::new(fault.help(help)), false))
        }
        Err(ReadError::NotText(before)) => {
            let source = Source::new(name.clone(), before);
            let end = source.text().len();
            let fault = Diagnostic::error("not-text", format!("{name} is not a text in UTF-8"))
                .at(&Span::new(&source, end..end), "from here on");
            Err((Box::new(fault), false))
        }
    }
}

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
    reach: &Reach,
    faults: &Faults,
) -> Option<Season> {
    let resolver = Resolver { library, base, reach };
    let season = season::read(table, &resolver, faults);
    around::plan_around(season, table, base, reach, faults)
}

/// Plans for a season: by name, or by a path from the season's folder.
struct Resolver<'a> {
    library: &'a Library,
    base: &'a Path,
    reach: &'a Reach,
}

impl PlanSource for Resolver<'_> {
    fn plan(&self, name: &str, faults: &Faults) -> Result<Option<Arc<Plan>>, String> {
        if is_file(name) {
            let path = self.base.join(name);
            return match self.reach.source(&path) {
                Ok(source) => Ok(plan::read(&stem(&path), &source, faults).map(Arc::new)),
                Err((fault, _)) => Err(fault.message),
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
