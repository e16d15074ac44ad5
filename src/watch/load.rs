//! From a folder's files to plans and seasons. Of a file with errors the last good version stays.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::snapshot::{FileFault, Hash, RunnerSeasons, SeasonFile, Snapshot, hash, hash_of_all, short};
use crate::diagnostic::{Diagnostic, Faults, Severity, Source};
use crate::document::Table;
use crate::files::Document;
use crate::files::allowed_paths::AllowedPaths;
use crate::files::season::{inputs_of_table, stem};
use crate::plan::{self, Library};

/// What was made of files before, by their paths.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    plans: BTreeMap<PathBuf, Arc<Source>>,
    seasons: BTreeMap<PathBuf, Arc<SeasonFile>>,
    /// What each file was last found to be, good or not.
    judged: BTreeMap<PathBuf, Judged>,
}

/// What was found in a file, for these inputs.
#[derive(Debug)]
struct Judged {
    /// Of the file, the plans and whatever it named then.
    inputs: Hash,
    /// The files that it named.
    named: BTreeSet<PathBuf>,
    faults: Vec<Diagnostic>,
}

/// The contents of files, as their hashes; what is not there has none.
pub(super) type Contents = BTreeMap<PathBuf, Hash>;

impl Loaded {
    /// The files that seasons name, beside themselves.
    pub(super) fn named(&self) -> impl Iterator<Item = &PathBuf> {
        self.judged.values().flat_map(|judged| &judged.named)
    }

    /// The next snapshot of `folder`, whose own files are `listed`. Only what has changed is read.
    pub(super) fn snapshot(
        &mut self,
        folder: &Path,
        listed: &BTreeSet<PathBuf>,
        contents: &Contents,
        number: u64,
    ) -> Snapshot {
        self.plans.retain(|path, _| listed.contains(path));
        self.seasons.retain(|path, _| listed.contains(path));
        self.judged.retain(|path, _| listed.contains(path));
        let mut seasons: Vec<(&PathBuf, Table, Faults)> = Vec::new();
        let mut faults: Vec<(&PathBuf, Vec<Diagnostic>)> = Vec::new();
        for path in listed {
            let allowed = AllowedPaths::within(folder);
            let parsing = Faults::new();
            match allowed.source(path) {
                Ok(source) => match Document::parse(&source, &parsing) {
                    Document::Plan(table) => faults.push((path, self.plan(path, &table, parsing))),
                    Document::Season(table) => seasons.push((path, table, parsing)),
                },
                // It is not listed any more a moment later.
                Err(_) if is_gone(path) => {
                    faults.extend(self.judged.get(path).map(|it| (path, it.faults.clone())))
                }
                Err(unread) => faults.push((path, vec![*unread.fault])),
            }
        }
        let (library, plans) = self.library();
        let of_plan = |(path, source): (&PathBuf, &Arc<Source>)| {
            [hash(stem(path).as_bytes()), hash(source.text().as_bytes())]
        };
        let of_plans = hash_of_all(&self.plans.iter().flat_map(of_plan).collect::<Vec<Hash>>());
        for (path, table, parsing) in seasons {
            let found = self.season(folder, path, (&table, parsing), &library, (&of_plans, contents));
            faults.push((path, found));
        }
        faults.sort_by(|a, b| a.0.cmp(b.0));
        let is_error = |fault: &Diagnostic| fault.severity == Severity::Error;
        let faults = faults.into_iter().filter(|(_, all)| all.iter().any(is_error));
        let faults: Vec<FileFault> = faults
            .map(|(path, diagnostics)| FileFault {
                file: name_in(folder, path),
                diagnostics,
                last_good: self.plans.contains_key(path) || self.seasons.contains_key(path),
            })
            .collect();
        Snapshot {
            number,
            files: listed.iter().map(|path| name_in(folder, path)).collect(),
            complete: !listed.is_empty() && faults.iter().all(|fault| fault.last_good),
            faults,
            library: Arc::new(library),
            plans,
            runners: self.runners(),
            unreachable: None,
        }
    }

    /// Takes a plan's text if it has no errors; gives what is wrong with it.
    fn plan(&mut self, path: &Path, table: &Table, faults: Faults) -> Vec<Diagnostic> {
        let source = table.span.source();
        if self.plans.get(path) == Some(source) {
            return Vec::new();
        }
        let plan = plan::read_table(&stem(path), table, &faults);
        if plan.is_some() && faults.errors() == 0 {
            self.plans.insert(path.to_owned(), Arc::clone(source));
            self.seasons.remove(path);
            self.judged.remove(path);
        }
        faults.into_sorted()
    }

    fn library(&self) -> (Library, BTreeSet<String>) {
        let mut library = plan::built_in();
        let mut names = BTreeSet::new();
        for (path, source) in &self.plans {
            library.add(&stem(path), Arc::clone(source));
            names.insert(stem(path));
        }
        (library, names)
    }

    /// Takes a season if it has no errors; gives what is wrong with it.
    fn season(
        &mut self,
        folder: &Path,
        path: &Path,
        (table, faults): (&Table, Faults),
        library: &Library,
        (of_plans, contents): (&Hash, &Contents),
    ) -> Vec<Diagnostic> {
        let own = hash(table.span.source().text().as_bytes());
        let inputs = |named: &BTreeSet<PathBuf>| {
            let missing = Hash::default();
            let named = named.iter().map(|path| contents.get(path).unwrap_or(&missing));
            hash_of_all([&own, of_plans].into_iter().chain(named))
        };
        if let Some(judged) = self
            .judged
            .get(path)
            .filter(|judged| judged.inputs == inputs(&judged.named))
        {
            return judged.faults.clone();
        }
        let allowed = AllowedPaths::within(folder);
        let read = inputs_of_table(table, library, folder, &allowed, &faults);
        let named = allowed.into_named();
        let content = inputs(&named);
        if let Some(inputs) = read.filter(|_| faults.errors() == 0) {
            let file = SeasonFile {
                file: name_in(folder, path),
                inputs,
                content,
            };
            self.seasons.insert(path.to_owned(), Arc::new(file));
            self.plans.remove(path);
        }
        let faults = faults.into_sorted();
        let judged = Judged {
            inputs: content,
            named,
            faults: faults.clone(),
        };
        self.judged.insert(path.to_owned(), judged);
        faults
    }

    /// The seasons by whose they are.
    fn runners(&self) -> BTreeMap<String, Arc<RunnerSeasons>> {
        let mut runners: BTreeMap<String, Vec<Arc<SeasonFile>>> = BTreeMap::new();
        for (path, file) in &self.seasons {
            let name = file.inputs.season().athlete.name.as_deref().map(str::trim);
            let name = name
                .filter(|name| !name.is_empty())
                .map_or_else(|| stem(path), str::to_owned);
            runners.entry(name).or_default().push(Arc::clone(file));
        }
        let runner = |(name, seasons): (String, Vec<Arc<SeasonFile>>)| {
            let version = short(&hash_of_all(seasons.iter().map(|file| &file.content)));
            let runner = RunnerSeasons {
                name: name.clone(),
                seasons,
                version,
            };
            (name, Arc::new(runner))
        };
        runners.into_iter().map(runner).collect()
    }
}

fn is_gone(path: &Path) -> bool {
    path.symlink_metadata()
        .is_err_and(|error| error.kind() == ErrorKind::NotFound)
}

fn name_in(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).display().to_string()
}
