//! `longrun backup` and `longrun restore`: all of the store in a file, and back.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::Failure;
use super::store_source::{StoreFlag, wait};
use super::terminal::line;
use crate::store::{Contents, FeedKind, Store, StoreError, Superseded};

const RESTORE_EXAMPLES: &str = "\
\x1b[1;4mExamples:\x1b[0m
  longrun backup feeds-2026-11-22.db
  longrun restore feeds-2026-11-22.db --store postgres://longrun@localhost/longrun

What the store holds already stays where it is later than the backup: revisions do not fall, what was revoked stays revoked,
and of two addresses of one calendar the one that was made later stays in use.";

/// `longrun backup`
#[derive(Debug, Args)]
pub(crate) struct BackupArguments {
    /// File to write. Only an earlier backup is overwritten
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: PathBuf,
    #[command(flatten)]
    store: StoreFlag,
}

/// `longrun restore`
#[derive(Debug, Args)]
#[command(after_help = RESTORE_EXAMPLES)]
pub(crate) struct RestoreArguments {
    /// File that `longrun backup` wrote
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// Restore into a store that has feeds already
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    store: StoreFlag,
}

/// Writes all of the store to a file.
pub(crate) fn backup(arguments: &BackupArguments) -> Result<(), Failure> {
    let contents = wait(async {
        let store = Store::open_existing(&arguments.store.url()?).await?;
        let contents = store.backup(&arguments.file).await?;
        store.close().await;
        Ok(contents)
    })?;
    let file = line(&arguments.file.display().to_string());
    let mut stderr = anstream::stderr();
    writeln!(stderr, "{file}: {}", tally(contents))?;
    arguments.store.tell()
}

/// Puts back what a file holds.
pub(crate) fn restore(arguments: &RestoreArguments) -> Result<(), Failure> {
    let restored = wait(async {
        let store = arguments.store.open().await?;
        let restored = store.restore(&arguments.file, arguments.force).await;
        store.close().await;
        restored.map_err(|error| match error {
            StoreError::NotEmpty { .. } => Failure::Environment(anyhow::anyhow!(
                "{error}; with --force, what the backup holds comes beside them, and what is later there stays"
            )),
            error => Failure::from(error),
        })
    })?;
    let mut stderr = anstream::stderr();
    let file = line(&arguments.file.display().to_string());
    writeln!(stderr, "restored from {file}: {}", tally(restored.contents))?;
    if restored.later > 0 {
        let (calendars, stay) = match restored.later {
            1 => ("1 calendar".to_owned(), "stays"),
            many => (format!("{many} calendars"), "stay"),
        };
        writeln!(
            stderr,
            "{calendars} {stay} as the store had them, which is no earlier than the backup"
        )?;
    }
    for calendar in &restored.superseded {
        writeln!(stderr, "{}", superseded(calendar))?;
    }
    arguments.store.tell()
}

/// A sentence on a feed whose address in the store replaces the one in the backup.
fn superseded(calendar: &Superseded) -> String {
    let (runner, name) = (&calendar.runner, line(&calendar.label));
    let kind = calendar.kind.word();
    match calendar.by {
        Some(made) => format!(
            "{name} ({runner}): the {kind} feed keeps the address that was made on {}; the backup's is revoked (410)",
            made.date_naive()
        ),
        None => {
            let busy = match calendar.kind {
                FeedKind::Busy => " --busy",
                FeedKind::Full => "",
            };
            format!(
                "{name} ({runner}) has no {kind} feed now: its address was revoked after the backup. A new one: \
                 longrun feeds make {runner}{busy}"
            )
        }
    }
}

/// "2 feeds (and 1 revoked), 1 calendar, 34 plans"
fn tally(contents: Contents) -> String {
    let many = |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
    let revoked = match contents.revoked {
        0 => String::new(),
        number => format!(" (and {number} revoked)"),
    };
    format!(
        "{}{revoked}, {}, {}",
        many(contents.feeds, "feed"),
        many(contents.publications, "calendar"),
        many(contents.plans, "plan")
    )
}
