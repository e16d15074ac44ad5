//! Flags that several commands have.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use crate::clock::Clock;

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
