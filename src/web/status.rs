//! What the operator sees of the server: its store, its folder, and what is wrong with its files.

use std::collections::BTreeSet;
use std::fmt;
use std::fmt::Write;
use std::sync::Arc;

use crate::diagnostic::{Style, one_line, render};
use crate::watch::Snapshot;

/// How the store and the folder are, in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    /// Whether the store can be read, and written as far as is known.
    pub store_up: bool,
    /// Whether the folder can be read; true if there is none.
    pub folder_readable: bool,
    /// How many files of the folder have faults.
    pub files_with_faults: usize,
}

impl Default for Health {
    /// Nothing is wrong.
    fn default() -> Self {
        Health {
            store_up: true,
            folder_readable: true,
            files_with_faults: 0,
        }
    }
}

type Say<T> = Arc<dyn Fn() -> T + Send + Sync>;

/// Who says what the status is, at the moment of asking.
#[derive(Clone, Default)]
pub struct Status(Option<(Say<String>, Say<Health>)>);

impl Status {
    /// The status that `say` says in words, and `health` in figures.
    pub fn new(
        say: impl Fn() -> String + Send + Sync + 'static,
        health: impl Fn() -> Health + Send + Sync + 'static,
    ) -> Self {
        Status(Some((Arc::new(say), Arc::new(health))))
    }

    pub(super) fn text(&self) -> String {
        self.0.as_ref().map_or_else(String::new, |(say, _)| say())
    }

    pub(super) fn health(&self) -> Health {
        self.0
            .as_ref()
            .map_or_else(Health::default, |(_, health)| health())
    }
}

impl fmt::Debug for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Status(…)")
    }
}

/// A folder as its operator wants to know it: what is served, whose feeds there are, and all that is wrong. `followed` are
/// the names of open feeds.
pub fn of_folder(snapshot: &Snapshot, followed: &BTreeSet<String>) -> String {
    let mut text = format!(
        "folder: plans of its own: {}, runners: {}\n",
        snapshot.plans.len(),
        snapshot.runners.len()
    );
    if !snapshot.complete {
        text += "folder: not all of it can be read, and nothing that was published is cancelled for want of a season\n";
    }
    if let Some(reason) = &snapshot.unreachable {
        let _ = writeln!(
            text,
            "folder: cannot be read, its last good state is served: {reason}"
        );
    }
    for runner in snapshot.runners.values() {
        let files: Vec<&str> = runner.seasons.iter().map(|season| season.file.as_str()).collect();
        let feed = if followed.contains(&runner.name) {
            ""
        } else {
            "; no feed"
        };
        let (name, files) = (one_line(&runner.name), one_line(&files.join(", ")));
        let _ = writeln!(text, "runner {name}: {files}{feed}");
    }
    for name in without_season(snapshot, followed) {
        let name = one_line(name);
        let _ = writeln!(text, "feed {name}: no season of a runner of this name");
    }
    for fault in &snapshot.faults {
        let meanwhile = match fault.last_good {
            true => "its last good version is served",
            false => "it is not served",
        };
        let _ = writeln!(text, "\n{}: has faults; {meanwhile}", one_line(&fault.file));
        for diagnostic in &fault.diagnostics {
            let _ = writeln!(text, "{}", render(diagnostic, Style::Plain));
        }
    }
    text
}

/// Who has a season in the folder, and no open feed.
pub fn without_feed<'s>(
    snapshot: &'s Snapshot,
    followed: &'s BTreeSet<String>,
) -> impl Iterator<Item = &'s String> {
    snapshot.runners.keys().filter(|name| !followed.contains(*name))
}

/// Whose feeds are open, and have no season in the folder.
pub fn without_season<'f>(
    snapshot: &'f Snapshot,
    followed: &'f BTreeSet<String>,
) -> impl Iterator<Item = &'f String> {
    followed
        .iter()
        .filter(|name| !snapshot.runners.contains_key(*name))
}
