//! From a folder's files to plans and seasons. Of a file with errors the last good version stays.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::register::Register;
use super::served::{FilesRead, Served};
use super::snapshot::{FileFault, Hash, RunnerSeasons, SeasonFile, Snapshot, hash, hash_of_all, short};
use crate::diagnostic::{Diagnostic, Faults, Severity, Source};
use crate::document::{Table, ValueKind};
use crate::files::Document;
use crate::files::allowed_paths::AllowedPaths;
use crate::files::calendar_owner::{CalendarOwner, SeasonOwner, path_in};
use crate::files::season::{inputs_of_table, stem};
use crate::files::source::ReadFault;
use crate::plan::{self, Library};
use crate::season::RunnerId;
use crate::store::{Runners, SeasonClaim};

/// The plans and seasons that files were read as, by their paths.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    plans: BTreeMap<PathBuf, Arc<Source>>,
    /// The last good reading of each season file.
    seasons: BTreeMap<PathBuf, Arc<SeasonFile>>,
    /// The seasons that count.
    served: Served,
    /// The runners of files, as they were last asked for.
    known: Runners,
    /// The diagnostics of files with errors.
    faults: BTreeMap<PathBuf, Vec<Diagnostic>>,
    /// The built-in plans and those of the folder, and the names of the latter.
    library: (Arc<Library>, BTreeSet<String>),
    /// The documents of files as they were last read.
    parsed: BTreeMap<PathBuf, Parsed>,
    /// The last reading of each file, good or not.
    judged: BTreeMap<PathBuf, Judged>,
}

/// The reading of a file, for these inputs.
#[derive(Debug)]
struct Judged {
    /// Of the file, the plans and whatever it named then.
    inputs: Hash,
    /// The files that it named.
    named: BTreeSet<PathBuf>,
    faults: Vec<Diagnostic>,
}

/// The files of a folder, as its seasons depend on them.
struct FolderFiles<'a> {
    folder: &'a Path,
    /// The hash of all plans.
    plans: Hash,
    contents: &'a Contents,
    /// The owners of calendars.
    owners: Arc<[SeasonOwner]>,
}

/// A file's document, which need not be read again as long as the content is the same.
#[derive(Debug)]
struct Parsed {
    content: Hash,
    document: Arc<Document>,
    faults: Vec<Diagnostic>,
    /// The diagnostics of the document as a plan with errors, once it has been read as one.
    of_plan: Option<Vec<Diagnostic>>,
}

impl Parsed {
    fn again(&self) -> (Arc<Document>, Faults) {
        let faults = Faults::new();
        self.faults.iter().cloned().for_each(|fault| faults.push(fault));
        (Arc::clone(&self.document), faults)
    }
}

/// The contents of files, as their hashes; what is not there has none.
pub(super) type Contents = BTreeMap<PathBuf, Hash>;

impl Loaded {
    /// The files that seasons name, beside themselves.
    pub(super) fn named(&self) -> impl Iterator<Item = &PathBuf> {
        self.judged.values().flat_map(|judged| &judged.named)
    }

    /// Reads the folder's own files, which are `listed`. Only files whose contents have changed are read, and only
    /// those and the seasons that follow from them are parsed.
    pub(super) fn read(&mut self, folder: &Path, listed: &BTreeSet<PathBuf>, contents: &Contents) {
        self.plans.retain(|path, _| listed.contains(path));
        self.seasons.retain(|path, _| listed.contains(path));
        self.judged.retain(|path, _| listed.contains(path));
        self.parsed.retain(|path, _| listed.contains(path));
        let mut seasons: Vec<(&PathBuf, Arc<Document>, Faults)> = Vec::new();
        let mut faults: BTreeMap<PathBuf, Vec<Diagnostic>> = BTreeMap::new();
        for path in listed {
            let found = match self.document(folder, path, contents) {
                Ok((document, parsing)) => match &*document {
                    Document::Plan(table) => self.plan(path, table, parsing),
                    Document::Season(_) => {
                        seasons.push((path, document, parsing));
                        continue;
                    }
                },
                // It is not listed any more a moment later.
                Err(_) if is_gone(path) => self
                    .judged
                    .get(path)
                    .map_or_else(Vec::new, |it| it.faults.clone()),
                Err(unread) => vec![*unread.fault],
            };
            faults.insert(path.clone(), found);
        }
        let (library, plans) = self.library();
        let of_plan = |(path, source): (&PathBuf, &Arc<Source>)| {
            [hash(stem(path).as_bytes()), hash(source.text().as_bytes())]
        };
        let of_plans = hash_of_all(&self.plans.iter().flat_map(of_plan).collect::<Vec<Hash>>());
        let files = FolderFiles {
            folder,
            plans: of_plans,
            contents,
            owners: listed.iter().map(|path| self.owner(path)).collect(),
        };
        for (path, document, parsing) in seasons {
            let Document::Season(table) = &*document else {
                continue;
            };
            let found = self.season(path, (table, parsing), &library, &files);
            faults.insert(path.clone(), found);
        }
        faults.retain(|_, all| all.iter().any(|fault| fault.severity() == Severity::Error));
        self.faults = faults;
        self.library = (Arc::new(library), plans);
    }

    /// Lets what was read count, but for what waits at `now`; says whether other seasons count than before. The `missing`
    /// files are not there just now.
    pub(super) fn count(&mut self, missing: &BTreeSet<PathBuf>, now: Instant) -> bool {
        let files = FilesRead {
            seasons: &self.seasons,
            broken: &self.faults.keys().cloned().collect(),
            missing,
            known: &self.known,
        };
        self.served.step(&files, now)
    }

    /// The time of the next change that comes without a change of files.
    pub(super) fn due(&self, now: Instant) -> Option<Instant> {
        self.served.due(now)
    }

    /// The next snapshot of `folder`, whose own files are `listed`.
    pub(super) fn snapshot(
        &mut self,
        folder: &Path,
        listed: &BTreeSet<PathBuf>,
        number: u64,
        register: &mut dyn Register,
    ) -> Snapshot {
        let served = self.served.seasons();
        let faults: Vec<FileFault> = self
            .faults
            .iter()
            .map(|(path, diagnostics)| FileFault {
                file: name_in(folder, path),
                diagnostics: diagnostics.clone(),
                last_good: self.plans.contains_key(path) || served.contains_key(path),
            })
            .collect();
        let claims: Vec<SeasonClaim> = served.values().map(|file| file.claim()).collect();
        self.known = register.assign(&claims);
        let (runners, unassigned) = self.runners();
        let is_unread = |path: &&PathBuf| !served.contains_key(*path) && self.may_hold_season(path);
        let unread = self.faults.keys().filter(is_unread);
        let unread = unread.map(|path| (name_in(folder, path), self.runner_in(path)));
        Snapshot {
            number,
            files: listed.iter().map(|path| name_in(folder, path)).collect(),
            unread: unread
                .chain(unassigned.iter().map(|file| (file.clone(), None)))
                .collect(),
            filling: listed.is_empty(),
            faults,
            library: Arc::clone(&self.library.0),
            plans: self.library.1.clone(),
            runners,
            unassigned,
            unreachable: None,
        }
    }

    /// A file's document with the faults of its syntax: the known one, if the content is the same.
    fn document(
        &mut self,
        folder: &Path,
        path: &Path,
        contents: &Contents,
    ) -> Result<(Arc<Document>, Faults), ReadFault> {
        let content = contents.get(path);
        let parsed = self.parsed.get(path);
        if let Some(known) = parsed.filter(|known| Some(&known.content) == content) {
            return Ok(known.again());
        }
        let source = AllowedPaths::within(folder).source(path)?;
        let faults = Faults::new();
        let document = Arc::new(Document::parse(&source, &faults));
        // The file may have changed since it was hashed.
        let marked = hash(format!("\u{feff}{}", source.text()).as_bytes());
        let parsed = Parsed {
            content: match content == Some(&marked) {
                true => marked,
                false => hash(source.text().as_bytes()),
            },
            document,
            faults: faults.into_sorted(),
            of_plan: None,
        };
        let again = parsed.again();
        self.parsed.insert(path.to_owned(), parsed);
        Ok(again)
    }

    /// Takes a plan's text if it has no errors; gives what is wrong with it.
    fn plan(&mut self, path: &Path, table: &Table, faults: Faults) -> Vec<Diagnostic> {
        let source = table.span.source();
        if self.plans.get(path) == Some(source) {
            return Vec::new();
        }
        let known = self.parsed.get(path).and_then(|parsed| parsed.of_plan.clone());
        if let Some(known) = known {
            return known;
        }
        let plan = plan::read_table(&stem(path), table, &faults);
        if plan.is_some() && faults.errors() == 0 {
            self.plans.insert(path.to_owned(), Arc::clone(source));
            self.seasons.remove(path);
            self.judged.remove(path);
            return faults.into_sorted();
        }
        let faults = faults.into_sorted();
        if let Some(parsed) = self.parsed.get_mut(path) {
            parsed.of_plan = Some(faults.clone());
        }
        faults
    }

    fn library(&self) -> (Library, BTreeSet<String>) {
        let mut library = plan::built_in();
        let mut names = BTreeSet::new();
        for (path, source) in &self.plans {
            library.add_as_in(&self.library.0, &stem(path), Arc::clone(source));
            names.insert(stem(path));
        }
        (library, names)
    }

    /// Takes a season if it has no errors; gives what is wrong with it.
    fn season(
        &mut self,
        path: &Path,
        (table, faults): (&Table, Faults),
        library: &Library,
        files: &FolderFiles<'_>,
    ) -> Vec<Diagnostic> {
        let FolderFiles { folder, .. } = *files;
        let own = hash(table.span.source().text().as_bytes());
        let owner = CalendarOwner::new(self.owner(path), Arc::clone(&files.owners));
        let inputs = |named: &BTreeSet<PathBuf>| {
            let missing = Hash::default();
            // Another file may have come to which a calendar belongs now.
            let may_name = |path: &PathBuf| path_in(folder, path).is_some_and(|path| owner.may_name(&path));
            let allowed: Vec<u8> = named.iter().map(may_name).map(u8::from).collect();
            let named = named
                .iter()
                .map(|path| files.contents.get(path).unwrap_or(&missing));
            hash_of_all([&own, &files.plans, &hash(&allowed)].into_iter().chain(named))
        };
        if let Some(judged) = self
            .judged
            .get(path)
            .filter(|judged| judged.inputs == inputs(&judged.named))
        {
            return judged.faults.clone();
        }
        let allowed = AllowedPaths::within(folder).of(owner.clone());
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

    /// The file as the owner of calendars.
    fn owner(&self, path: &Path) -> SeasonOwner {
        SeasonOwner {
            stem: stem(path),
            id: self.runner_in(path),
        }
    }

    /// True if a file with errors, which was never read without, may hold a season.
    fn may_hold_season(&self, path: &Path) -> bool {
        let document = self.parsed.get(path).map(|parsed| &*parsed.document);
        !matches!(document, Some(Document::Plan(_)))
    }

    /// The runner whose `id` a file with errors gives. Without one it may be anybody's: what can be read of it may be half.
    fn runner_in(&self, path: &Path) -> Option<RunnerId> {
        match &*self.parsed.get(path)?.document {
            Document::Season(table) => id_in(table),
            Document::Plan(_) => None,
        }
    }

    /// The seasons by runner, and the files whose runner is not known yet.
    fn runners(&self) -> (BTreeMap<RunnerId, Arc<RunnerSeasons>>, BTreeSet<String>) {
        let known = &self.known;
        let mut runners: BTreeMap<RunnerId, Vec<Arc<SeasonFile>>> = BTreeMap::new();
        let mut unassigned = BTreeSet::new();
        for file in self.served.seasons().values() {
            match known.of(&file.claim()) {
                Some(id) => runners.entry(id.clone()).or_default().push(Arc::clone(file)),
                None => {
                    unassigned.insert(file.file.clone());
                }
            }
        }
        let runner = |(id, seasons): (RunnerId, Vec<Arc<SeasonFile>>)| {
            let version = short(&hash_of_all(seasons.iter().map(|file| &file.content)));
            let name = known
                .get(&id)
                .map_or_else(|| id.to_string(), |it| it.label.clone());
            let runner = RunnerSeasons {
                id: id.clone(),
                name,
                seasons,
                version,
            };
            (id, Arc::new(runner))
        };
        (runners.into_iter().map(runner).collect(), unassigned)
    }
}

/// The `id` under `[athlete]`, whatever else is wrong in the file.
fn id_in(table: &Table) -> Option<RunnerId> {
    let ValueKind::Table(athlete) = &table.get("athlete")?.kind else {
        return None;
    };
    match &athlete.get("id")?.kind {
        ValueKind::Text(id) => RunnerId::parse(id).ok(),
        _ => None,
    }
}

fn is_gone(path: &Path) -> bool {
    path.symlink_metadata()
        .is_err_and(|error| error.kind() == ErrorKind::NotFound)
}

fn name_in(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).display().to_string()
}
