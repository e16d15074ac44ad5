//! The command line: one file per command.
//!
//! Every command reads its inputs, collects diagnostics in one `Report`, and only then acts. So all faults of all files
//! appear in one run, and nothing is written if there are any.

mod after;
mod args;
#[cfg(feature = "serve")]
mod backup;
#[cfg(feature = "serve")]
mod base_url;
mod check;
mod completions;
mod diff;
#[cfg(feature = "serve")]
mod doctor;
mod existing_file;
mod explain;
mod export;
#[cfg(feature = "serve")]
mod feeds;
mod plans;
mod report;
mod season_flags;
mod season_source;
#[cfg(feature = "serve")]
mod serve;
#[cfg(feature = "serve")]
mod serve_values;
mod shared_flags;
mod show;
#[cfg(feature = "serve")]
mod store_source;
mod terminal;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};

use crate::diagnostic::{harmless, is_hostile};

/// The reason why a command failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The files have faults, which were reported. Exit code 1.
    Faults,
    /// Invalid usage. Exit code 2.
    Usage(String),
    /// A fault of the environment. Exit code 3.
    Environment(anyhow::Error),
    /// A fault of the environment that was reported. Exit code 3.
    EnvironmentTold,
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Failure::Environment(error)
    }
}

/// A failed write to the terminal or a pipe.
impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Failure::Environment(anyhow::Error::new(error).context("cannot write the output"))
    }
}

/// Runs the program with `arguments`, of which the first is its own name. Exit codes: 0 success, 1 a file has faults, 2
/// usage, 3 the environment; those of `diff` are diff(1)'s.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let arguments = match Arguments::try_parse_from(season_flags::with_negative_values(arguments.clone())) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are "errors" with exit code 0. If they cannot be printed, nobody can be told.
            let _ = print_usage_error(&error, &arguments);
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    arguments.color.apply();
    let done = match &arguments.command {
        Command::Plans(it) => plans::run(it),
        Command::Show(it) => show::run(it),
        Command::Explain(it) => explain::run(it),
        Command::Export(it) => export::run(it),
        Command::Diff(it) => return diff_code(diff::run(it)),
        Command::Check(it) => check::run(it),
        #[cfg(feature = "serve")]
        Command::Feeds(it) => feeds::run(it),
        #[cfg(feature = "serve")]
        Command::Doctor(it) => doctor::run(it),
        #[cfg(feature = "serve")]
        Command::Backup(it) => backup::backup(it),
        #[cfg(feature = "serve")]
        Command::Restore(it) => backup::restore(it),
        Command::Completions(it) => completions::run(it),
        #[cfg(feature = "serve")]
        Command::Serve(it) => serve::run(it),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => exit_code(&failure),
    }
}

/// Prints an error of the arguments. One that may repeat a hostile character of theirs has no colours: these could not be
/// told from what the arguments bring.
fn print_usage_error(error: &clap::Error, arguments: &[OsString]) -> std::io::Result<()> {
    let plain = error.render().to_string();
    let shown = harmless(&plain);
    let brings = |argument: &OsString| argument.to_string_lossy().contains(is_hostile);
    if shown == plain && !arguments.iter().any(brings) {
        return error.print();
    }
    write!(anstream::stderr(), "{shown}")
}

/// The exit code of `diff`, as in diff(1): 0 same, 1 different, 2 trouble.
fn diff_code(compared: Result<bool, Failure>) -> ExitCode {
    match compared {
        Ok(same) => ExitCode::from(u8::from(!same)),
        Err(Failure::Environment(error)) if is_broken_pipe(&error) => ExitCode::from(1),
        Err(failure) => {
            let _ = exit_code(&failure);
            ExitCode::from(2)
        }
    }
}

/// Prints a failure that was not reported yet.
fn exit_code(failure: &Failure) -> ExitCode {
    let (code, message) = match failure {
        Failure::Faults => (1, None),
        Failure::Usage(message) => (2, Some(format!("{message}\n\nFor more, try '--help'."))),
        // A reader that closes the pipe has read enough: `longrun plans | head -1`.
        Failure::Environment(error) if is_broken_pipe(error) => (0, None),
        Failure::Environment(error) => (3, Some(format!("{error:#}"))),
        Failure::EnvironmentTold => (3, None),
    };
    if let Some(message) = message {
        let error = terminal::ERROR;
        let message = harmless(&message);
        let _ = writeln!(anstream::stderr(), "{error}error{error:#}: {message}");
    }
    ExitCode::from(code)
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let mut causes = error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>());
    causes.any(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
