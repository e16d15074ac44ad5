//! Flags that several commands have.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use anyhow::Context;

use super::Failure;
use super::report::Report;
use crate::clock::Clock;
use crate::diagnostic::fault::CalendarFault;
use crate::files::{self, busy_secret};
use crate::history::{DaysFrom, Ledger};
use crate::schedule::PlacementInputs;
use crate::season::{BusyKey, Feed};

/// The flag for output that programs read.
#[derive(Debug, Args)]
pub(crate) struct Json {
    /// Print JSON, as described in docs/json.md
    #[arg(long = "json", id = "json")]
    pub(crate) wanted: bool,
}

/// The flag for a folder with more plans.
#[derive(Debug, Args)]
pub(crate) struct PlansFolder {
    /// Folder with more plans, one .toml file each; they win over built-in plans of the same name
    #[arg(long = "plans", value_name = "DIR", value_hint = ValueHint::DirPath, id = "plans-folder")]
    pub(crate) path: Option<PathBuf>,
}

/// The flag for a look at a season as its calendar has it.
#[derive(Debug, Args)]
pub(crate) struct After {
    /// Take the days from this calendar of the season, as the next export onto it would
    #[arg(long = "after", value_name = "CALENDAR.ics", value_hint = ValueHint::FilePath, id = "after")]
    pub(crate) calendar: Option<PathBuf>,
}

/// The flags for the days that a calendar goes on with.
#[derive(Debug, Args)]
pub(crate) struct DayFlags {
    /// Take the days from this full calendar of the season, for a busy calendar or one of some sessions
    #[arg(long, value_name = "FULL.ics", value_hint = ValueHint::FilePath, conflicts_with = "afresh")]
    pub(crate) after: Option<PathBuf>,
    /// Place what is to come afresh, on whatever days it was published for: sessions stay the same events
    #[arg(long)]
    pub(crate) afresh: bool,
    /// File with the secret behind the UIDs of busy calendars, made if it is not there [default: longrun/busy.key in your data
    /// folder, e.g. ~/.local/share]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, env = "LONGRUN_BUSY_KEY")]
    busy_key: Option<PathBuf>,
}

impl DayFlags {
    /// The days that the flags ask for; `full` is the calendar of `--after`.
    pub(crate) fn days<'l>(&self, full: Option<&'l Ledger>) -> DaysFrom<'l> {
        match full {
            Some(full) => DaysFrom::Full(full),
            None if self.afresh => DaysFrom::Afresh,
            None => DaysFrom::Itself,
        }
    }

    /// The season with the key of its busy calendar, if it is to be one. A key that cannot be kept is reported.
    pub(crate) fn with_key(
        &self,
        inputs: PlacementInputs,
        report: &Report,
    ) -> Result<PlacementInputs, Failure> {
        if inputs.season().calendar.feed == Feed::Full {
            return Ok(inputs);
        }
        let secret = match (&self.busy_key, busy_secret::usual_place()) {
            (Some(path), _) => busy_secret::read_or_make(path, random)
                .with_context(|| format!("cannot use the key {}", path.display()))?,
            (None, Some(path)) => match busy_secret::read_or_make(&path, random) {
                Ok(secret) => secret,
                Err(error) if files::exists(&path) => {
                    let error = anyhow::Error::new(error);
                    return Err(error
                        .context(format!("cannot use the key {}", path.display()))
                        .into());
                }
                Err(error) => {
                    let reason = Some(files::reason(&error));
                    report.faults.push(CalendarFault::KeyNotKept { reason });
                    random()?
                }
            },
            (None, None) => {
                report.faults.push(CalendarFault::KeyNotKept { reason: None });
                random()?
            }
        };
        Ok(inputs.with_busy_key(BusyKey::new(&secret, "busy calendars")))
    }
}

/// The flag that stands in for the clock.
#[derive(Debug, Args)]
pub(crate) struct Now {
    /// Use this time as now, e.g. 2026-11-22 or 2026-11-22T12:00:00Z
    #[arg(long, value_name = "TIME", value_parser = Clock::parse)]
    now: Option<Clock>,
}

impl Now {
    /// The clock of the flag, else the system's.
    pub(crate) fn clock(&self) -> Clock {
        self.now.unwrap_or_else(Clock::system)
    }
}

/// Random bytes of the system.
fn random() -> std::io::Result<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
    Ok(bytes)
}
