//! From what stands on the command line to a season: a plan's name, a plan's file or a season's file, and
//! the flags, which win over what stands in a file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Failure;
use super::report::Report;
use super::season_flags::SeasonFlags;
use crate::diagnostic::fault::{PlanAdvice, SeasonFault};
use crate::diagnostic::{Faults, nearest};
use crate::document::{Table, ValueKind};
use crate::files::allowed_paths::AllowedPaths;
use crate::files::season::is_file;
pub(crate) use crate::files::season::stem;
use crate::files::{self, Document};
use crate::plan::{self, Library, Plan};
use crate::schedule::PlacementInputs;
use crate::season;

/// An input of a command, by its kind.
pub(crate) enum Input {
    /// A template.
    Plan(Arc<Plan>),
    /// A season with its facts.
    Season(Box<PlacementInputs>),
}

/// The plans that can be named in this run.
pub(crate) struct Plans {
    library: Library,
}

impl Plans {
    /// The built-in ones, and those of `folder`.
    pub(crate) fn new(folder: Option<&Path>, report: &Report) -> Result<Self, Failure> {
        let mut library = plan::built_in();
        if let Some(folder) = folder {
            let listed = files::toml_files(folder).map_err(|error| {
                Failure::Environment(anyhow::anyhow!(
                    "cannot read the folder {}: {}",
                    folder.display(),
                    files::reason(&error)
                ))
            })?;
            for path in listed {
                if let Some(source) = report.read(&path) {
                    library.add(&stem(&path), source);
                }
            }
        }
        Ok(Plans { library })
    }

    /// The plans by name.
    pub(crate) fn library(&self) -> &Library {
        &self.library
    }

    /// The plan that `input` names; what is wrong is collected.
    pub(crate) fn plan(&self, input: &str, report: &Report) -> Option<Arc<Plan>> {
        if is_file(input) {
            let source = report.read(Path::new(input))?;
            return plan::read(&stem(Path::new(input)), &source, &report.faults).map(Arc::new);
        }
        if self.library.source(input).is_none() {
            report.faults.push(self.unknown(input));
            return None;
        }
        self.library.plan(input, &report.faults)
    }

    /// The season that `input` and `flags` describe.
    pub(crate) fn season(
        &self,
        input: &str,
        flags: &SeasonFlags,
        report: &Report,
    ) -> Option<PlacementInputs> {
        let (mut table, base) = self.table(input, report)?;
        for name in flags.replacing() {
            remove(&mut table, name);
        }
        season::table_of_flags(&mut table, flags.given(), "--", &report.faults);
        self.read(&table, &base, report)
    }

    /// The season of a table, with the calendars that it names.
    fn read(&self, table: &Table, base: &Path, report: &Report) -> Option<PlacementInputs> {
        let allowed = AllowedPaths::default();
        files::season::inputs_of_table(table, &self.library, base, &allowed, &report.faults)
    }

    /// Reads `input` without flags: a plan as it stands, or a season.
    pub(crate) fn any(&self, input: &str, report: &Report) -> Option<Input> {
        if is_file(input) {
            let source = report.read(Path::new(input))?;
            return match Document::parse(&source, &report.faults) {
                Document::Plan(table) => {
                    let plan = plan::read_table(&stem(Path::new(input)), &table, &report.faults)?;
                    files::season::check_parts(&plan, &self.library, &folder_of(input), &report.faults);
                    Some(Input::Plan(Arc::new(plan)))
                }
                Document::Season(table) => {
                    let inputs = self.read(&table, &folder_of(input), report)?;
                    Some(Input::Season(Box::new(inputs)))
                }
            };
        }
        let plan = self.plan(input, report)?;
        files::season::check_parts(&plan, &self.library, Path::new(""), &report.faults);
        Some(Input::Plan(plan))
    }

    /// The season's table before the flags, and the folder that its paths start from.
    fn table(&self, input: &str, report: &Report) -> Option<(Table, PathBuf)> {
        if is_file(input) {
            let source = report.read(Path::new(input))?;
            // The faults of a plan are reported when the season reads it by its name.
            let parsing = Faults::new();
            if let Document::Season(table) = Document::parse(&source, &parsing) {
                report.faults.extend(parsing);
                return Some((table, folder_of(input)));
            }
        } else if self.library.source(input).is_none() {
            report.faults.push(self.unknown(input));
            return None;
        }
        let table = season::table_of_plan(input, "the command line");
        Some((table, PathBuf::new()))
    }

    fn unknown(&self, name: &str) -> SeasonFault {
        let file = format!("{name}.toml");
        let advice = match nearest(name, self.library.names()) {
            _ if files::exists(Path::new(&file)) => PlanAdvice::File(file),
            Some(near) => PlanAdvice::Near(near.to_owned()),
            None => PlanAdvice::All,
        };
        SeasonFault::UnknownPlan {
            name: name.to_owned(),
            advice,
        }
    }
}

fn folder_of(input: &str) -> PathBuf {
    Path::new(input).parent().map(Path::to_owned).unwrap_or_default()
}

/// Takes the key at a dotted path out of a table.
fn remove(table: &mut Table, path: &str) {
    match path.split_once('.') {
        None => table.entries.retain(|entry| entry.key != path),
        Some((head, rest)) => {
            let inner = table.entries.iter_mut().find(|entry| entry.key == head);
            if let Some(ValueKind::Table(inner)) = inner.map(|entry| &mut entry.value.kind) {
                remove(inner, rest);
            }
        }
    }
}
