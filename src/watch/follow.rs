//! Following a folder: events are hints to look again, and what they miss is found a little later all the same.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use notify::{Config, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::watch;

use super::remarks::listed;
use super::{Folder, Snapshot};
use crate::diagnostic::one_line;
use crate::files::{self, FileId};
use crate::plan;
use crate::season::RunnerId;

/// The time between two looks at a folder whose file system reports no changes.
const POLL: Duration = Duration::from_millis(250);

/// The time between two looks at a folder whose file system reports changes.
const SURE: Duration = Duration::from_secs(5);

/// The time between two checks that the folder is still the same one: events come from that one, and end with it.
const SAME: Duration = Duration::from_millis(300);

/// Between two looks, however many events there are.
const REST: Duration = Duration::from_millis(30);

/// The way to find changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looking {
    /// By the system's events.
    Events,
    /// By looking several times a second: for file systems that tell nothing, as over a network.
    Poll,
}

/// A folder that is being followed, until this is dropped.
#[derive(Debug)]
pub struct Following {
    snapshots: watch::Receiver<Arc<Snapshot>>,
    wakes: Sender<Wake>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
enum Wake {
    Event,
    Stop,
}

/// Follows `folder` from here on, on a thread of its own. Each fault is logged once.
pub fn follow(folder: Folder, looking: Looking) -> Following {
    let (publish, snapshots) = watch::channel(folder.snapshot());
    let (wakes, woken) = channel();
    let hints = wakes.clone();
    let thread = std::thread::Builder::new()
        .name("folder".to_owned())
        .spawn(move || run(folder, looking, &publish, &hints, &woken))
        .map_err(|error| tracing::error!("the folder is not followed: {error}"));
    Following {
        snapshots,
        wakes,
        thread: thread.ok(),
    }
}

impl Following {
    /// The snapshots from here on; the last one can be had at any time.
    pub fn snapshots(&self) -> watch::Receiver<Arc<Snapshot>> {
        self.snapshots.clone()
    }

    /// The last snapshot.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshots.borrow())
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        let _ = self.wakes.send(Wake::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(
    mut folder: Folder,
    looking: Looking,
    publish: &watch::Sender<Arc<Snapshot>>,
    hints: &Sender<Wake>,
    woken: &Receiver<Wake>,
) {
    let mut told = Told::default();
    told.tell(&folder.snapshot());
    let mut events = Events::default();
    let mut looked = Instant::now();
    // What changed since the folder was read, before there were events.
    let mut again: Option<Duration> = Some(Duration::ZERO);
    loop {
        let usual = match looking {
            Looking::Poll => POLL,
            Looking::Events => SAME,
        };
        let hint = match woken.recv_timeout(again.map_or(usual, |again| again.min(usual))) {
            Ok(Wake::Event) => true,
            Err(RecvTimeoutError::Timeout) => false,
            Ok(Wake::Stop) | Err(RecvTimeoutError::Disconnected) => return,
        };
        if hint {
            std::thread::sleep(REST);
            if woken.try_iter().any(|wake| matches!(wake, Wake::Stop)) {
                return;
            }
        }
        let other = looking == Looking::Events && events.watch(&folder, hints);
        let due = looking == Looking::Poll || looked.elapsed() >= SURE;
        if !(hint || other || due || again.is_some()) {
            continue;
        }
        let scan = folder.scan(Instant::now());
        looked = Instant::now();
        again = scan.again;
        if scan.changed {
            let snapshot = folder.snapshot();
            told.tell(&snapshot);
            publish.send_replace(snapshot);
        }
    }
}

/// The system's events about a folder.
#[derive(Default)]
struct Events {
    watcher: Option<(RecommendedWatcher, FileId)>,
    refused: bool,
}

impl Events {
    /// Asks for events if there are none from this folder yet; says whether it is another one than before.
    fn watch(&mut self, folder: &Folder, hints: &Sender<Wake>) -> bool {
        let Ok(id) = files::identity(folder.path()) else {
            return self.watcher.take().is_some();
        };
        if self.watcher.as_ref().is_some_and(|(_, watched)| *watched == id) {
            return false;
        }
        match watcher(folder, hints) {
            Ok(watcher) => {
                self.watcher = Some((watcher, id));
                true
            }
            Err(error) => {
                if !self.refused {
                    let every = SURE.as_secs();
                    tracing::warn!(
                        "the system tells of no changes, and the folder is looked at every {every} s: {error}"
                    );
                    self.refused = true;
                }
                false
            }
        }
    }
}

fn watcher(folder: &Folder, hints: &Sender<Wake>) -> notify::Result<RecommendedWatcher> {
    let hints = hints.clone();
    let tell = move |event: notify::Result<notify::Event>| {
        // Reading a file is an event as well, and we read them.
        if !matches!(event, Ok(ref event) if event.kind.is_access()) {
            let _ = hints.send(Wake::Event);
        }
    };
    let mut watcher = RecommendedWatcher::new(tell, Config::default().with_follow_symlinks(false))?;
    let path = folder.path().canonicalize().map_err(notify::Error::io)?;
    watcher.watch(&path, RecursiveMode::Recursive)?;
    Ok(watcher)
}

/// The reports on a folder: each is made once, and again only if things were different in between.
#[derive(Default)]
struct Told {
    faults: BTreeSet<(String, String)>,
    runners: BTreeSet<RunnerId>,
    /// Those who have no season any more, while nothing is cancelled for want of one.
    held: BTreeSet<RunnerId>,
    /// Names that several runners have.
    shared: BTreeSet<String>,
    plans: BTreeSet<String>,
    unreachable: Option<String>,
}

impl Told {
    fn tell(&mut self, snapshot: &Snapshot) {
        let mut now: BTreeSet<(String, String)> = BTreeSet::new();
        for fault in &snapshot.faults {
            now.insert((fault.file.clone(), listed(&fault.file, &fault.diagnostics)));
        }
        for (file, faults) in now.difference(&self.faults) {
            let known = snapshot.faults.iter().find(|fault| fault.file == *file);
            let file = one_line(file);
            if known.is_some_and(|fault| fault.last_good) {
                tracing::warn!(
                    file,
                    faults,
                    "a file has faults, and its last good version is served: see `/status`"
                );
            } else {
                tracing::warn!(
                    file,
                    faults,
                    "a file has faults, and it was never read without: calendars that were published stay as they are; \
                     see `/status`"
                );
            }
        }
        for (file, _) in self
            .faults
            .iter()
            .filter(|(file, _)| !now.iter().any(|(other, _)| other == file))
        {
            if snapshot.files.contains(file) {
                tracing::info!(file, "the file has no faults any more");
            } else {
                tracing::info!(file, "the file is gone, and its faults with it");
            }
        }
        self.faults = now;
        self.tell_of_names(snapshot);
        if self.unreachable != snapshot.unreachable {
            match &snapshot.unreachable {
                Some(reason) => {
                    tracing::error!("the folder cannot be read, and what it held is served: {reason}")
                }
                None => tracing::info!("the folder can be read again"),
            }
            self.unreachable.clone_from(&snapshot.unreachable);
        }
    }

    /// Reports plans and runners that are there for the first time, and runners who have no season any more.
    fn tell_of_names(&mut self, snapshot: &Snapshot) {
        let now: BTreeSet<RunnerId> = snapshot.runners.keys().cloned().collect();
        for plan in snapshot
            .plans
            .difference(&self.plans)
            .filter(|plan| is_built_in(plan))
        {
            tracing::warn!(
                plan,
                "a plan of the folder takes the place of the built-in one for everybody"
            );
        }
        self.plans.clone_from(&snapshot.plans);
        if snapshot.number == 1 {
            let (plans, runners) = (snapshot.plans.len(), now.len());
            tracing::info!(plans, runners, "the folder is read");
            if snapshot.files.is_empty() {
                tracing::warn!("the folder is empty: calendars that were published stay as they are");
            }
        } else {
            for runner in now.difference(&self.runners) {
                tracing::info!(%runner, "there is a season of a runner who had none");
            }
        }
        let gone: BTreeSet<RunnerId> = self
            .runners
            .union(&self.held)
            .filter(|it| !now.contains(*it))
            .cloned()
            .collect();
        let is_cancelled = |runner: &RunnerId| snapshot.seasons(runner).elsewhere.is_nowhere();
        for runner in &gone {
            if is_cancelled(runner) {
                tracing::warn!(
                    %runner,
                    "there is no season of the runner any more: what was to come is cancelled"
                );
            } else if !self.held.contains(runner) {
                tracing::warn!(
                    %runner,
                    "there is no season of the runner any more; the calendar stays as it is until all files can be read"
                );
            }
        }
        self.held = gone.into_iter().filter(|runner| !is_cancelled(runner)).collect();
        self.runners = now;
        self.tell_of_shared_names(snapshot);
    }

    /// Reports names that several runners have: if they are one person, their files lack an id.
    fn tell_of_shared_names(&mut self, snapshot: &Snapshot) {
        let shared = snapshot.shared_names();
        for (_, runners) in shared.iter().filter(|(name, _)| !self.shared.contains(*name)) {
            let ids: Vec<&str> = runners.iter().map(|runner| runner.id.as_str()).collect();
            tracing::warn!(
                runners = ids.join(" "),
                "several runners have one name; if they are one person, give their files one `id` under [athlete]"
            );
        }
        self.shared = shared.into_keys().collect();
    }
}

fn is_built_in(plan: &str) -> bool {
    plan::built_in().source(plan).is_some()
}
