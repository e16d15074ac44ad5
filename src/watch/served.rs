//! The seasons that count, of those that a folder's files hold. An edit counts at once. What takes a season or a runner away
//! waits for some seconds: a file that is gone may come back under another name, and one that has lost its runner may be half
//! of a file. Until then the season is served as it was, and the file that may hold it now does not count beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::snapshot::{Hash, SeasonFile};
use crate::history::SAME_SEASON;
use crate::season::Race;
use crate::store::Runners;

/// The time after which a season counts as taken away. People and programs rename, copy and rewrite files in several steps;
/// and a season that goes away cancels its sessions in every subscriber's calendar.
const TAKEN_AWAY: Duration = Duration::from_secs(3);

/// The state of the files, as the next step sees it.
pub(super) struct FilesRead<'a> {
    /// The last good reading of each season file.
    pub(super) seasons: &'a BTreeMap<PathBuf, Arc<SeasonFile>>,
    /// The files that cannot be read just now. Of those the last season that counted stays.
    pub(super) broken: &'a BTreeSet<PathBuf>,
    /// The files that are not there just now, for however short a time.
    pub(super) missing: &'a BTreeSet<PathBuf>,
    /// The runners of files.
    pub(super) known: &'a Runners,
}

/// The seasons that count, and those of them that will not any more.
#[derive(Debug, Default)]
pub(super) struct Served {
    seasons: BTreeMap<PathBuf, Arc<SeasonFile>>,
    leaving: BTreeMap<PathBuf, Leaving>,
}

/// A season whose file holds it no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Leaving {
    by: TakenAway,
    since: Instant,
}

/// The way in which a season leaves its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TakenAway {
    /// The file is gone, or holds no season any more.
    Gone,
    /// The file holds another season, or another runner's, with this content.
    Replaced(Hash),
}

impl Served {
    /// The seasons that count, by their files.
    pub(super) fn seasons(&self) -> &BTreeMap<PathBuf, Arc<SeasonFile>> {
        &self.seasons
    }

    /// The time of the next step that changes something by itself.
    pub(super) fn due(&self, now: Instant) -> Option<Instant> {
        let over = self.leaving.values().map(|leaving| leaving.since + TAKEN_AWAY);
        over.filter(|over| *over > now).min()
    }

    /// Takes over what counts at `now`; says whether that is something else than before.
    pub(super) fn step(&mut self, files: &FilesRead<'_>, now: Instant) -> bool {
        self.leaving = self
            .seasons
            .iter()
            .filter_map(|(path, season)| {
                let by = files.taken_away(path, season)?;
                let known = self.leaving.get(path).filter(|known| known.by == by);
                let since = known.map_or(now, |known| known.since);
                Some((path.clone(), Leaving { by, since }))
            })
            .collect();
        let gone = self.gone(files, now);
        let mut next: BTreeMap<PathBuf, Arc<SeasonFile>> = BTreeMap::new();
        for (path, season) in &self.seasons {
            if self.leaving.contains_key(path) {
                if !gone.contains(path) {
                    next.insert(path.clone(), Arc::clone(season));
                }
            } else {
                let read = files.seasons.get(path).filter(|_| !files.broken.contains(path));
                next.insert(path.clone(), Arc::clone(read.unwrap_or(season)));
            }
        }
        self.leaving.retain(|path, _| !gone.contains(path));
        for (path, season) in files
            .there()
            .filter(|(path, _)| !next.contains_key(*path))
            .collect::<Vec<_>>()
        {
            let is_held = self
                .leaving
                .keys()
                .filter_map(|path| self.seasons.get(path))
                .any(|leaving| files.may_be_one(leaving, season));
            if !is_held {
                next.insert(path.clone(), Arc::clone(season));
            }
        }
        let is_same = |(path, season): (&PathBuf, &Arc<SeasonFile>)| {
            next.get(path).is_some_and(|next| Arc::ptr_eq(next, season))
        };
        let changed = next.len() != self.seasons.len() || !self.seasons.iter().all(is_same);
        self.seasons = next;
        changed
    }

    /// The seasons whose time is over. One that may be in another file goes when that file counts.
    fn gone(&self, files: &FilesRead<'_>, now: Instant) -> BTreeSet<PathBuf> {
        let is_over = |leaving: &Leaving| now.saturating_duration_since(leaving.since) >= TAKEN_AWAY;
        let over = self.leaving.iter().filter(|(_, leaving)| is_over(leaving));
        let mut gone: BTreeSet<PathBuf> = over.map(|(path, _)| path.clone()).collect();
        loop {
            let waits = |path: &&PathBuf| {
                let season = self.seasons.get(*path);
                let others = self
                    .leaving
                    .keys()
                    .filter(|other| other != path && !gone.contains(*other));
                others
                    .filter_map(|other| files.at(other))
                    .any(|read| season.is_some_and(|season| files.may_be_one(season, read)))
            };
            let Some(waiting) = gone.iter().find(waits).cloned() else {
                return gone;
            };
            gone.remove(&waiting);
        }
    }
}

impl FilesRead<'_> {
    /// The season files that are there, with their last good readings.
    fn there(&self) -> impl Iterator<Item = (&PathBuf, &Arc<SeasonFile>)> {
        self.seasons
            .iter()
            .filter(|(path, _)| !self.missing.contains(*path))
    }

    fn at(&self, path: &Path) -> Option<&Arc<SeasonFile>> {
        let read = self.seasons.get(path);
        read.filter(|_| !self.missing.contains(path))
    }

    /// The way in which a season that counts leaves its file; `None` if it does not.
    fn taken_away(&self, path: &Path, season: &SeasonFile) -> Option<TakenAway> {
        if !self.missing.contains(path) && self.broken.contains(path) {
            return None;
        }
        match self.at(path) {
            None => Some(TakenAway::Gone),
            Some(read) if self.is_edit(season, read) => None,
            Some(read) => Some(TakenAway::Replaced(read.content)),
        }
    }

    /// True if the file holds the same season of the same runner as before.
    fn is_edit(&self, before: &SeasonFile, after: &SeasonFile) -> bool {
        let (was, is) = (before.inputs.season(), after.inputs.season());
        let is_id_kept = was.id.is_none() || was.id == is.id;
        let is_near = match (&was.race, &is.race) {
            (Some(was), Some(is)) => (is.date.value - was.date.value).num_days().abs() <= SAME_SEASON,
            (was, is) => was.is_none() && is.is_none(),
        };
        is_id_kept && is_near && self.known.of(&before.claim()) == self.known.of(&after.claim())
    }

    /// True if two files may hold one season, or two of one runner.
    fn may_be_one(&self, one: &SeasonFile, other: &SeasonFile) -> bool {
        let (one_claim, other_claim) = (one.claim(), other.claim());
        let runners = self.known.of(&one_claim).zip(self.known.of(&other_claim));
        if let Some((one, other)) = runners {
            return one == other;
        }
        let race = |file: &SeasonFile| {
            let race = file.inputs.season().race.as_ref();
            race.map(|Race { name, date, .. }| (name.clone(), date.value))
        };
        match one_claim.name.zip(other_claim.name) {
            Some((one, other)) => one == other,
            None => race(one)
                .zip(race(other))
                .is_some_and(|(one, other)| one == other),
        }
    }
}
