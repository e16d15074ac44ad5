//! What is wrong, told once, at the end.

use std::cell::Cell;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use super::Failure;
use crate::diagnostic::{Diagnostic, Faults, Severity, Source, Span, Style, render};
use crate::files::{self, ReadError};

/// The collector of one run.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// What the readers write into.
    pub(crate) faults: Faults,
    unreadable: Cell<bool>,
}

impl Report {
    /// Reads a file; what is wrong with it is collected.
    pub(crate) fn read(&self, path: &Path) -> Option<Arc<Source>> {
        match read(path) {
            Ok(source) => Some(source),
            Err((fault, environment)) => {
                self.unreadable.set(self.unreadable.get() || environment);
                self.faults.push(*fault);
                None
            }
        }
    }

    /// Collects that a file cannot be read, or may not be written.
    pub(crate) fn refuse(&self, fault: Diagnostic) {
        self.unreadable.set(true);
        self.faults.push(fault);
    }

    /// Tells everything on stderr, but what `told` says has been told otherwise.
    pub(crate) fn tell(self, told: &dyn Fn(&Diagnostic) -> bool) -> Result<(), Failure> {
        let unreadable = self.unreadable.get();
        let all = self.faults.into_sorted();
        print(&all, told)?;
        outcome(&all, unreadable)
    }

    /// Gives everything out, for a program to read, with how the run ends.
    pub(crate) fn into_parts(self) -> (Vec<Diagnostic>, Result<(), Failure>) {
        let unreadable = self.unreadable.get();
        let all = self.faults.into_sorted();
        let outcome = outcome(&all, unreadable);
        (all, outcome)
    }
}

fn outcome(all: &[Diagnostic], unreadable: bool) -> Result<(), Failure> {
    match (unreadable, count(all, Severity::Error)) {
        (true, _) => Err(Failure::EnvironmentTold),
        (false, 0) => Ok(()),
        (false, _) => Err(Failure::Faults),
    }
}

fn count(all: &[Diagnostic], severity: Severity) -> usize {
    all.iter()
        .filter(|diagnostic| diagnostic.severity == severity)
        .count()
}

fn print(all: &[Diagnostic], told: &dyn Fn(&Diagnostic) -> bool) -> io::Result<()> {
    let mut stderr = anstream::stderr().lock();
    let shown: Vec<Diagnostic> = all
        .iter()
        .filter(|diagnostic| !told(diagnostic))
        .cloned()
        .collect();
    for diagnostic in &shown {
        writeln!(stderr, "{}", render(diagnostic, Style::Coloured))?;
    }
    let tally: Vec<String> = [(Severity::Error, "errors"), (Severity::Warning, "warnings")]
        .into_iter()
        .filter_map(|(severity, many)| match count(&shown, severity) {
            0 => None,
            1 => Some(format!("1 {}", severity.word())),
            number => Some(format!("{number} {many}")),
        })
        .collect();
    if !tally.is_empty() {
        writeln!(stderr, "{}", tally.join(", "))?;
    }
    Ok(())
}

/// Reads a file, or says what is wrong with it, and whether that is the environment's fault.
pub(crate) fn read(path: &Path) -> Result<Arc<Source>, (Box<Diagnostic>, bool)> {
    let name = path.display().to_string();
    match files::read_text(path) {
        Ok(text) => Ok(Source::new(name, text)),
        Err(ReadError::Io(error)) => {
            let message = format!("cannot read {name}: {}", files::reason(&error));
            Err((Box::new(Diagnostic::error("cannot-read", message)), true))
        }
        Err(ReadError::TooLarge) => {
            let fault = Diagnostic::error("file-too-large", format!("{name} is larger than 1 MiB"));
            let help = "a plan or a season is a few kilobytes of text; is this the right file?";
            Err((Box::new(fault.help(help)), false))
        }
        Err(ReadError::NotText(before)) => {
            let source = Source::new(name.clone(), before);
            let end = source.text().len();
            let fault = Diagnostic::error("not-text", format!("{name} is not a text in UTF-8"))
                .at(&Span::new(&source, end..end), "from here on");
            Err((Box::new(fault), false))
        }
    }
}
