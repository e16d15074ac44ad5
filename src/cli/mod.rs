//! The command line: a file a command.
//!
//! Every command reads all it is given, collects what is wrong in one `Report`, and only then
//! does something; so all faults of all files appear in one run, and nothing is written when there are
//! any.

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

/// Why a command ends without having done its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The files have faults, which have been told. Exit code 1.
    Faults,
    /// The command was not said right. Exit code 2.
    Usage(String),
    /// Something around the program did not work. Exit code 3.
    Environment(anyhow::Error),
    /// The same, and it has been told.
    EnvironmentTold,
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Failure::Environment(error)
    }
}

/// Writing to the terminal or a pipe failed.
impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Failure::Environment(anyhow::Error::new(error).context("cannot write the output"))
    }
}

/// Runs the program with `arguments`, the first being its own name. The exit codes: 0 fine, 1 a file
/// has faults, 2 usage, 3 the environment; those of `diff` are diff(1)'s.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(season_flags::with_negative_values(arguments)) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are "errors" too, with the exit code 0; if they cannot be printed there is
            // nobody to tell.
            let _ = error.print();
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

/// The exit code of `diff`, which is diff(1)'s: 0 the same, 1 different, 2 trouble.
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

/// Tells what has not been told yet.
fn exit_code(failure: &Failure) -> ExitCode {
    let (code, message) = match failure {
        Failure::Faults => (1, None),
        Failure::Usage(message) => (2, Some(format!("{message}\n\nFor more, try '--help'."))),
        // Whoever closed the pipe has read enough: `longrun plans | head -1`.
        Failure::Environment(error) if is_broken_pipe(error) => (0, None),
        Failure::Environment(error) => (3, Some(format!("{error:#}"))),
        Failure::EnvironmentTold => (3, None),
    };
    if let Some(message) = message {
        let error = terminal::ERROR;
        let message = terminal::clean(&message);
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
