//! Status of the server for its operator: store, folder, and faults of files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fmt::Write;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Style, one_line, render};
use crate::season::RunnerId;
use crate::watch::Snapshot;

/// Health of the store and the folder, for metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerHealth {
    /// The store can be read and, as far as is known, written.
    pub store_up: bool,
    /// The folder can be read; true if there is none.
    pub folder_readable: bool,
    /// Number of the folder's files with faults.
    pub files_with_faults: usize,
}

impl Default for ServerHealth {
    /// All is well.
    fn default() -> Self {
        ServerHealth {
            store_up: true,
            folder_readable: true,
            files_with_faults: 0,
        }
    }
}

type Source<T> = Arc<dyn Fn() -> T + Send + Sync>;

/// Source of the status, asked each time.
#[derive(Clone, Default)]
pub struct ServerStatus(Option<(Source<String>, Source<ServerHealth>)>);

impl ServerStatus {
    /// A status with `text` for people and `health` for metrics.
    pub fn new(
        text: impl Fn() -> String + Send + Sync + 'static,
        health: impl Fn() -> ServerHealth + Send + Sync + 'static,
    ) -> Self {
        ServerStatus(Some((Arc::new(text), Arc::new(health))))
    }

    pub(super) fn text(&self) -> String {
        self.0.as_ref().map_or_else(String::new, |(text, _)| text())
    }

    pub(super) fn health(&self) -> ServerHealth {
        self.0
            .as_ref()
            .map_or_else(ServerHealth::default, |(_, health)| health())
    }
}

impl fmt::Debug for ServerStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ServerStatus(…)")
    }
}

/// Status of a folder as text: what is served, to whom, and all faults. `followed` are the runners of open
/// feeds; `waiting` those of whose calendars something waits for files, with these; `remarks` what there is to say about
/// seasons on their days.
pub fn of_folder(
    snapshot: &Snapshot,
    followed: &BTreeSet<RunnerId>,
    waiting: &BTreeMap<RunnerId, BTreeSet<String>>,
    remarks: &BTreeMap<RunnerId, Vec<Diagnostic>>,
) -> String {
    let mut text = format!(
        "folder: plans of its own: {}, runners: {}\n",
        snapshot.plans.len(),
        snapshot.runners.len()
    );
    if snapshot.filling {
        text += "folder: its files may still be on their way, and no published session is cancelled\n";
    }
    if let Some(reason) = &snapshot.unreachable {
        let _ = writeln!(
            text,
            "folder: cannot be read, its last good state is served: {reason}"
        );
    }
    for runner in snapshot.runners.values() {
        let files: Vec<&str> = runner.seasons.iter().map(|season| season.file.as_str()).collect();
        let feed = if followed.contains(&runner.id) {
            ""
        } else {
            "; no feed"
        };
        let (name, files) = (one_line(&runner.name), one_line(&files.join(", ")));
        let id = &runner.id;
        let waits = waits_for(snapshot, id, waiting);
        let _ = writeln!(text, "runner {id} ({name}): {files}{feed}{waits}");
    }
    for runner in without_season(snapshot, followed) {
        let waits = waits_for(snapshot, runner, waiting);
        let _ = writeln!(text, "feed {runner}: no season of this runner{waits}");
    }
    for file in &snapshot.unassigned {
        let file = one_line(file);
        let _ = writeln!(
            text,
            "{file}: its runner is not known until the store can be written"
        );
    }
    for fault in &snapshot.faults {
        let meanwhile = match (fault.last_good, snapshot.unread.get(&fault.file)) {
            (true, _) => "its last good version is served".to_owned(),
            (false, None) => "it is not served".to_owned(),
            (false, Some(None)) => {
                "it is not served, and no published season that may be in it is cancelled".to_owned()
            }
            (false, Some(Some(runner))) => {
                format!(
                    "it is not served, and no published season of {runner} that may be in it is cancelled"
                )
            }
        };
        let _ = writeln!(text, "\n{}: has faults; {meanwhile}", one_line(&fault.file));
        for diagnostic in &fault.diagnostics {
            let _ = writeln!(text, "{}", render(diagnostic, Style::Plain));
        }
    }
    for (id, runner) in &snapshot.runners {
        let remarks = remarks.get(id).map_or(&[][..], Vec::as_slice);
        if !remarks.is_empty() {
            let _ = writeln!(text, "\nrunner {id} ({}): remarks", one_line(&runner.name));
        }
        for remark in remarks {
            let _ = writeln!(text, "{}", render(remark, Style::Plain));
        }
    }
    text
}

/// The runners of whom a calendar could not be published, with the reasons, as text.
pub fn of_refused(refused: &BTreeMap<RunnerId, String>) -> String {
    let line = |(runner, reason): (&RunnerId, &String)| {
        format!("runner {runner}: not published, the last good one is served: {reason}\n")
    };
    refused.iter().map(line).collect()
}

/// The files for which something of a runner's calendar waits, unless they can be read by now.
fn waits_for(
    snapshot: &Snapshot,
    runner: &RunnerId,
    waiting: &BTreeMap<RunnerId, BTreeSet<String>>,
) -> String {
    let unread = snapshot.seasons(runner).elsewhere.files;
    let files = waiting.get(runner).into_iter().flatten();
    let files: Vec<&str> = files
        .filter(|file| unread.contains(*file))
        .map(String::as_str)
        .collect();
    match files.is_empty() {
        true => String::new(),
        false => format!("; waits for {}", one_line(&files.join(", "))),
    }
}

/// Runners with a season in the folder and no open feed.
pub fn without_feed<'s>(
    snapshot: &'s Snapshot,
    followed: &'s BTreeSet<RunnerId>,
) -> impl Iterator<Item = &'s RunnerId> {
    let runners = snapshot.runners.keys();
    runners.filter(|runner| !followed.contains(*runner))
}

/// Runners with an open feed and no season in the folder.
pub fn without_season<'f>(
    snapshot: &'f Snapshot,
    followed: &'f BTreeSet<RunnerId>,
) -> impl Iterator<Item = &'f RunnerId> {
    followed
        .iter()
        .filter(|runner| !snapshot.runners.contains_key(*runner))
}
