//! A folder from one snapshot to the next.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::load::{Contents, Loaded};
use super::register::Register;
use super::snapshot::{Hash, Snapshot, hash};
use crate::files;
use crate::files::allowed_paths::AllowedPaths;
use crate::limits::LARGEST_CALENDAR;

/// The time that a content has to stand still before it counts.
const SETTLED: Duration = Duration::from_millis(100);

/// The time that a file has to be gone before it counts as gone: editors take a file away and put another one in its place.
/// The season in it counts for longer ([`super::served`]).
const GONE: Duration = Duration::from_millis(600);

/// The time after a folder was empty or could not be read in which its files may still be on their way, and nothing counts
/// as taken away.
const FILLS: Duration = Duration::from_secs(10);

/// The time after which the register is asked once more for runners that it could not give.
const AGAIN: Duration = Duration::from_secs(1);

/// The most files of a folder that are looked at.
const MOST_FILES: usize = 10_000;

/// A folder that is served.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// The contents that the snapshot was made of.
    contents: Contents,
    listed: BTreeSet<PathBuf>,
    /// The contents that differ from it, and the time since which they do.
    waiting: BTreeMap<PathBuf, (Option<Hash>, Instant)>,
    /// The time at which it was last found empty or unreadable, unless that is long ago.
    filling: Option<Instant>,
    loaded: Loaded,
    register: Box<dyn Register>,
    /// The time of the last try, while the runner of a file is not known.
    assigned: Instant,
    snapshot: Arc<Snapshot>,
}

/// The outcome of a look at a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scan {
    /// Set if there is another snapshot.
    pub changed: bool,
    /// After how long to look again, because something does not stand still yet.
    pub again: Option<Duration>,
}

impl Folder {
    /// Reads the folder at `path`, whose files' runners are those of `register`.
    ///
    /// # Errors
    ///
    /// When it cannot be listed. Later that is no error any more: what it held stays.
    pub fn open(path: &Path, register: Box<dyn Register>) -> io::Result<Self> {
        // Not where a link leads: it may lead elsewhere later.
        let path = std::path::absolute(path)?;
        let listed = list(&path)?;
        let mut folder = Folder {
            contents: read_all(&path, &listed),
            path,
            listed,
            waiting: BTreeMap::new(),
            filling: None,
            loaded: Loaded::default(),
            register,
            assigned: Instant::now(),
            snapshot: Arc::new(Snapshot::built_in()),
        };
        let now = folder.assigned;
        folder.read();
        folder.count(now);
        folder.show(1);
        Ok(folder)
    }

    /// Looks if the folder at `path` can be listed.
    ///
    /// # Errors
    ///
    /// When it cannot.
    pub fn look(path: &Path) -> io::Result<()> {
        list(path).map(drop)
    }

    /// The folder's path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder as it was at the last look that changed anything.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot)
    }

    /// Looks at every file. What differs from the snapshot, and does so since long enough, makes the next one.
    pub fn scan(&mut self, now: Instant) -> Scan {
        let listed = match list(&self.path) {
            // A disk that is not mounted shows an empty folder; nobody takes away the last season of all.
            Ok(listed) if listed.is_empty() && !self.listed.is_empty() => {
                self.filling = Some(now);
                return self.unreachable(Some("it is empty, and was not".to_owned()));
            }
            Ok(listed) => listed,
            Err(error) => {
                self.filling = Some(now);
                return self.unreachable(Some(files::reason(&error)));
            }
        };
        if self.listed.is_empty() && !listed.is_empty() {
            self.filling = Some(now);
        }
        let fills = |since: &Instant| now.saturating_duration_since(*since) < FILLS;
        let is_filled = self.filling.is_some_and(|since| !fills(&since));
        self.filling = self.filling.filter(fills);
        let back = self.unreachable(None).changed;
        let mut wanted = listed;
        wanted.extend(self.loaded.named().cloned());
        let found = read_all(&self.path, &wanted);
        let is_unassigned = !self.snapshot.unassigned.is_empty();
        let tries_again = is_unassigned && now.saturating_duration_since(self.assigned) >= AGAIN;
        let settled = self.settle(&found, now);
        if settled {
            let own = |path: &PathBuf| path.parent() == Some(self.path.as_path()) && is_toml(path);
            self.listed = self.contents.keys().filter(|path| own(path)).cloned().collect();
            self.read();
        }
        let changed = self.count(now) || settled || is_filled || tries_again;
        if changed {
            self.assigned = now;
            self.show(self.snapshot.number + 1);
        }
        let settles = |(content, since): &(Option<Hash>, Instant)| *since + patience(*content);
        let filled = self.filling.map(|since| since + FILLS);
        let is_unassigned = !self.snapshot.unassigned.is_empty();
        let again = is_unassigned.then(|| self.assigned + AGAIN);
        let next = self
            .waiting
            .values()
            .map(settles)
            .chain(filled)
            .chain(again)
            .chain(self.loaded.due(now))
            .min();
        Scan {
            changed: changed || back,
            again: next.map(|next| next.saturating_duration_since(now).max(Duration::from_millis(10))),
        }
    }

    /// Takes over what has stood still; says whether anything has.
    fn settle(&mut self, found: &Contents, now: Instant) -> bool {
        let mut settled = false;
        let known: BTreeSet<PathBuf> = self.contents.keys().chain(found.keys()).cloned().collect();
        for path in known {
            let content = found.get(&path).copied();
            if content == self.contents.get(&path).copied() {
                self.waiting.remove(&path);
                continue;
            }
            let waiting = self.waiting.entry(path.clone()).or_insert((content, now));
            if waiting.0 != content {
                *waiting = (content, now);
            }
            if now.saturating_duration_since(waiting.1) >= patience(content) {
                self.waiting.remove(&path);
                match content {
                    Some(content) => self.contents.insert(path, content),
                    None => self.contents.remove(&path),
                };
                settled = true;
            }
        }
        settled
    }

    /// Reads the files that differ, and those that a season names for the first time.
    fn read(&mut self) {
        let named: BTreeSet<PathBuf> = self.loaded.named().cloned().collect();
        self.loaded.read(&self.path, &self.listed, &self.contents);
        // What a season names for the first time has just been read: it differs from now on.
        let new: BTreeSet<PathBuf> = self
            .loaded
            .named()
            .filter(|path| !named.contains(*path))
            .cloned()
            .collect();
        if new.iter().any(|path| !self.contents.contains_key(path)) {
            self.contents.extend(read_all(&self.path, &new));
            self.loaded.read(&self.path, &self.listed, &self.contents);
        }
    }

    /// Lets the seasons count that were read, but for those that have to wait.
    fn count(&mut self, now: Instant) -> bool {
        let missing = self.waiting.iter().filter(|(_, (content, _))| content.is_none());
        let missing: BTreeSet<PathBuf> = missing.map(|(path, _)| path.clone()).collect();
        self.loaded.count(&missing, now)
    }

    fn show(&mut self, number: u64) {
        let snapshot = self
            .loaded
            .snapshot(&self.path, &self.listed, number, &mut *self.register);
        self.snapshot = Arc::new(snapshot);
        if self.filling.is_some() {
            Arc::make_mut(&mut self.snapshot).filling = true;
        }
    }

    /// Keeps everything, and notes why nothing new can be read, or that it can.
    fn unreachable(&mut self, reason: Option<String>) -> Scan {
        let changed = self.snapshot.unreachable != reason;
        if changed {
            self.snapshot = Arc::new(Snapshot {
                number: self.snapshot.number + 1,
                unreachable: reason,
                ..Snapshot::clone(&self.snapshot)
            });
        }
        Scan { changed, again: None }
    }
}

fn patience(content: Option<Hash>) -> Duration {
    match content {
        Some(_) => SETTLED,
        None => GONE,
    }
}

fn list(folder: &Path) -> io::Result<BTreeSet<PathBuf>> {
    let listed = files::toml_files(folder)?;
    if listed.len() > MOST_FILES {
        let message = format!(
            "it holds {} plans and seasons, and {MOST_FILES} are the most",
            listed.len()
        );
        return Err(io::Error::other(message));
    }
    Ok(listed.into_iter().collect())
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml")
}

/// The contents of all files that are there. That one cannot be read is a content as well.
fn read_all(folder: &Path, paths: &BTreeSet<PathBuf>) -> Contents {
    let allowed = AllowedPaths::within(folder);
    let read = |path: &PathBuf| match allowed.bytes(path, LARGEST_CALENDAR + 1) {
        Ok(bytes) => Some((path.clone(), hash(&bytes))),
        Err(error) if error.kind() == io::ErrorKind::NotFound && !path.is_symlink() => None,
        Err(error) => Some((path.clone(), hash(error.to_string().as_bytes()))),
    };
    paths.iter().filter_map(read).collect()
}
