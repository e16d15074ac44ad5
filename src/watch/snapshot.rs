//! The contents of a folder at one moment.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use sha2::{Digest, Sha256};

use crate::diagnostic::Diagnostic;
use crate::plan::{self, Library};
use crate::schedule::PlacementInputs;
use crate::season::RunnerId;
use crate::store::SeasonClaim;

/// The plans and seasons of a folder. It does not change: the next one is another.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Counted from 1; the next one's is higher.
    pub number: u64,
    /// The built-in plans, and those of the folder, which win.
    pub library: Arc<Library>,
    /// The names of the plans that are the folder's.
    pub plans: BTreeSet<String>,
    /// The seasons by runner.
    pub runners: BTreeMap<RunnerId, Arc<RunnerSeasons>>,
    /// The names of season files whose runner is not known yet, since the store cannot be asked.
    pub unassigned: BTreeSet<String>,
    /// The files with faults, by name.
    pub faults: Vec<FileFault>,
    /// The names of all files.
    pub files: BTreeSet<String>,
    /// The files that may hold a season that is not here: they cannot be read and never could, as when the server starts with
    /// a broken one, or their runner is not known yet. Each with the runner whose it is; `None` if it may be anybody's.
    pub unread: BTreeMap<String, Option<RunnerId>>,
    /// Set while the folder is empty, and shortly after: its files may be on their way, as when a disk is not there yet.
    pub filling: bool,
    /// The reason why the folder cannot be read just now; all that it held is still here.
    pub unreachable: Option<String>,
}

/// All seasons of one runner: events of one calendar.
#[derive(Debug, Clone)]
pub struct RunnerSeasons {
    /// The runner.
    pub id: RunnerId,
    /// The runner's name, which is only shown: `name` of `[athlete]`, else the file's name without `.toml`.
    pub name: String,
    /// The seasons, by their files' names; at least one.
    pub seasons: Vec<Arc<SeasonFile>>,
    /// Another number for another content, of the seasons and of all that they name.
    pub version: u64,
}

impl RunnerSeasons {
    /// The day it is for the runner: in the zone of the first season that has one.
    pub fn today(&self, now: DateTime<Utc>) -> NaiveDate {
        let mut zones = self
            .seasons
            .iter()
            .filter_map(|file| file.inputs.season().athlete.zone);
        zones
            .next()
            .map_or_else(|| now.date_naive(), |zone| zone.today(now))
    }
}

/// The seasons of a runner in a folder.
#[derive(Debug, Clone, Default)]
pub struct Seasons {
    /// The seasons; none if there is no file of the runner's.
    pub found: Option<Arc<RunnerSeasons>>,
    /// The places where there may be others.
    pub elsewhere: Elsewhere,
}

/// The places where a runner may have seasons that are not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Elsewhere {
    /// The names of files that cannot be read and may be the runner's.
    pub files: BTreeSet<String>,
    /// Set if files may still be on their way into the folder: [`Snapshot::filling`].
    pub filling: bool,
}

impl Elsewhere {
    /// True if all seasons of the runner are known.
    pub fn is_nowhere(&self) -> bool {
        self.files.is_empty() && !self.filling
    }
}

/// A season as its file says it.
#[derive(Debug, Clone)]
pub struct SeasonFile {
    /// The file's name in the folder.
    pub file: String,
    /// The last good version of it, with its facts and the calendars that it names.
    pub inputs: PlacementInputs,
    /// Of the file's text, of the plans, and of the calendars that it names.
    pub(super) content: Hash,
}

impl SeasonFile {
    /// The file as the register sees it.
    pub(super) fn claim(&self) -> SeasonClaim {
        let athlete = &self.inputs.season().athlete;
        SeasonClaim {
            file: self.file.clone(),
            id: athlete.id.clone(),
            name: athlete.name.clone(),
        }
    }
}

/// A file with faults.
#[derive(Debug, Clone, PartialEq)]
pub struct FileFault {
    /// Its name in the folder.
    pub file: String,
    /// Its errors, with the warnings beside them.
    pub diagnostics: Vec<Diagnostic>,
    /// Set if an earlier version of it is served meanwhile.
    pub last_good: bool,
}

impl Snapshot {
    /// The seasons of a runner.
    pub fn seasons(&self, runner: &RunnerId) -> Seasons {
        let may_be = |of: &Option<RunnerId>| of.as_ref().is_none_or(|of| of == runner);
        let files = self.unread.iter().filter(|(_, of)| may_be(of));
        Seasons {
            found: self.runners.get(runner).cloned(),
            elsewhere: Elsewhere {
                files: files.map(|(file, _)| file.clone()).collect(),
                filling: self.filling,
            },
        }
    }

    /// The runners who share their name with another, by that name.
    pub fn shared_names(&self) -> BTreeMap<String, Vec<Arc<RunnerSeasons>>> {
        let mut by_name: BTreeMap<String, Vec<Arc<RunnerSeasons>>> = BTreeMap::new();
        for runner in self.runners.values() {
            by_name
                .entry(runner.name.clone())
                .or_default()
                .push(Arc::clone(runner));
        }
        by_name.retain(|_, runners| runners.len() > 1);
        by_name
    }

    /// The built-in plans, and no folder.
    pub fn built_in() -> Self {
        Snapshot {
            number: 1,
            library: Arc::new(plan::built_in()),
            plans: BTreeSet::new(),
            runners: BTreeMap::new(),
            unassigned: BTreeSet::new(),
            faults: Vec::new(),
            files: BTreeSet::new(),
            unread: BTreeMap::new(),
            filling: false,
            unreachable: None,
        }
    }
}

/// SHA-256.
pub(super) type Hash = [u8; 32];

/// The hash of some bytes.
pub(super) fn hash(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// One hash of several, in their order.
pub(super) fn hash_of_all<'h>(all: impl IntoIterator<Item = &'h Hash>) -> Hash {
    let mut sum = Sha256::new();
    for one in all {
        sum.update(one);
    }
    sum.finalize().into()
}

/// The beginning of a hash, as a number.
pub(super) fn short(hash: &Hash) -> u64 {
    hash.iter()
        .take(8)
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}
