//! `longrun completions`: what a shell needs to complete our words.

use std::io::Write;

use clap::CommandFactory;

use super::Failure;
use super::args::{Arguments, CompletionsArguments};

/// Prints the script.
pub(crate) fn run(arguments: &CompletionsArguments) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "longrun", &mut script);
    std::io::stdout().write_all(&script)?;
    Ok(())
}
