//! Flags that several commands have.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use crate::clock::Clock;

/// The flag for output that programs read.
#[derive(Debug, Args)]
pub(crate) struct Json {
    /// For programs: JSON, as described in docs/json.md
    #[arg(long = "json", id = "json")]
    pub(crate) wanted: bool,
}

/// The flag for a folder with more plans.
#[derive(Debug, Args)]
pub(crate) struct PlansFolder {
    /// A folder with more plans, a .toml file each; it wins over a built-in plan of the same name
    #[arg(long = "plans", value_name = "DIR", value_hint = ValueHint::DirPath, id = "plans-folder")]
    pub(crate) path: Option<PathBuf>,
}

/// The flag that stands in for the clock.
#[derive(Debug, Args)]
pub(crate) struct Now {
    /// Take this moment for now: a date, or as in 2026-11-22T12:00:00Z
    #[arg(long, value_name = "TIME", value_parser = Clock::parse)]
    now: Option<Clock>,
}

impl Now {
    /// The clock of the flag, else the system's.
    pub(crate) fn clock(&self) -> Clock {
        self.now.unwrap_or_else(Clock::system)
    }
}
