//! Collects diagnostics, and reports them once, at the end.

use std::cell::Cell;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use super::Failure;
use crate::diagnostic::{Diagnostic, Faults, Severity, Source, Style, render};
use crate::files;

/// The collector of one run.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// Diagnostics of all readers.
    pub(crate) faults: Faults,
    unreadable: Cell<bool>,
}

impl Report {
    /// Reads a file; its fault is collected.
    pub(crate) fn read(&self, path: &Path) -> Option<Arc<Source>> {
        match files::source::read(path) {
            Ok(source) => Some(source),
            Err(unread) => {
                self.unreadable.set(self.unreadable.get() || unread.environment);
                self.faults.push(*unread.fault);
                None
            }
        }
    }

    /// Collects a file that cannot be read, or may not be written.
    pub(crate) fn refuse(&self, fault: Diagnostic) {
        self.unreadable.set(true);
        self.faults.push(fault);
    }

    /// Prints all diagnostics to stderr, without those that `told` covers.
    pub(crate) fn tell(self, told: &dyn Fn(&Diagnostic) -> bool) -> Result<(), Failure> {
        let unreadable = self.unreadable.get();
        let all = self.faults.into_sorted();
        print(&all, told)?;
        outcome(&all, unreadable)
    }

    /// The diagnostics and the outcome, for output as JSON.
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
        .filter(|diagnostic| diagnostic.severity() == severity)
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
