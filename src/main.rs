//! The binary: arguments in, exit code out. Everything else is in the library, under `cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    longrun::cli::run(std::env::args_os())
}
