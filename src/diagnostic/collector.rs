//! The collector of faults.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::sync::Arc;

use super::fault::Fault;
use super::{Code, Diagnostic, Severity, Source};

/// The collector that every reader writes into: faults are gathered, never thrown.
#[derive(Debug, Default)]
pub struct Faults {
    kept: RefCell<Vec<Diagnostic>>,
    errors: Cell<usize>,
    /// Number of faults that came after the last one that was kept.
    dropped: Cell<usize>,
}

impl Faults {
    /// An empty collector.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a fault in. A hostile file has hundreds of thousands; most of those are only counted.
    pub fn push(&self, fault: impl Into<Diagnostic>) {
        let diagnostic = fault.into();
        let is_error = diagnostic.severity() == Severity::Error;
        self.errors.set(self.errors.get() + usize::from(is_error));
        let mut kept = self.kept.borrow_mut();
        // The first error is kept, whatever came before it.
        if kept.len() < MOST_KEPT || (is_error && self.errors.get() == 1) {
            kept.push(diagnostic);
        } else {
            self.dropped.set(self.dropped.get() + 1);
        }
    }

    /// Counts `more` errors that nobody kept.
    pub fn count(&self, more: usize) {
        self.errors.set(self.errors.get() + more);
        self.dropped.set(self.dropped.get() + more);
    }

    /// Takes in all faults of another collector.
    pub fn extend(&self, others: Faults) {
        self.dropped.set(self.dropped.get() + others.dropped.get());
        for diagnostic in others.kept.into_inner() {
            self.push(diagnostic);
        }
    }

    /// True if nothing has been collected.
    pub fn is_empty(&self) -> bool {
        self.kept.borrow().is_empty()
    }

    /// Number of errors so far.
    pub fn errors(&self) -> usize {
        self.errors.get()
    }

    /// Number of errors so far that stand in `source`.
    pub fn errors_in(&self, source: &Arc<Source>) -> usize {
        let all = self.kept.borrow();
        let here = |one: &&Diagnostic| {
            let at = one.at.as_ref();
            one.severity() == Severity::Error && at.is_some_and(|span| span.source() == source)
        };
        all.iter().filter(here).count()
    }

    /// All faults by file and place, those without a place last, each once. A file with syntax errors lacks no key: the
    /// key may stand in the part that was not read. Of more than [`MOST_SHOWN`] faults the first ones are kept, errors
    /// before all others.
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        let mut all = self.kept.into_inner();
        all.sort_by(|a, b| key(a).cmp(&key(b)));
        all.dedup();
        let half_read: HashSet<String> = all
            .iter()
            .filter(|one| [Code::TomlSyntax, Code::FileTooLarge].contains(&one.code()))
            .filter_map(|one| file(one).map(str::to_owned))
            .collect();
        if !half_read.is_empty() {
            all.retain(|one| {
                !MISSING.contains(&one.code()) || file(one).is_none_or(|name| !half_read.contains(name))
            });
        }
        let mut more = self.dropped.get();
        if all.len() > MOST_SHOWN && self.errors.get() > 0 {
            all.retain(|one| one.severity() == Severity::Error);
        }
        more += all.len().saturating_sub(MOST_SHOWN);
        all.truncate(MOST_SHOWN);
        if more > 0 {
            all.push(Fault::More(more).into());
        }
        all
    }
}

/// Largest number of faults that are shown: more help nobody.
pub const MOST_SHOWN: usize = 100;

/// Largest number of faults that are kept.
const MOST_KEPT: usize = 10 * MOST_SHOWN;

/// The codes of faults about something missing.
const MISSING: [Code; 5] = [
    Code::MissingKey,
    Code::NoRace,
    Code::NoStart,
    Code::NoPhase,
    Code::EmptyPhase,
];

fn file(diagnostic: &Diagnostic) -> Option<&str> {
    diagnostic.at.as_ref().map(|span| span.source().name())
}

type SortKey<'a> = (bool, Option<(&'a str, usize)>);

fn key(diagnostic: &Diagnostic) -> SortKey<'_> {
    let place = diagnostic
        .at
        .as_ref()
        .map(|span| (span.source().name(), span.range().start));
    (place.is_none(), place)
}

#[cfg(test)]
mod tests {
    use super::super::Span;
    use super::super::fault::{PlanFault, SeasonFault, TextFault};
    use super::*;

    #[test]
    fn faults_come_by_file_and_place_each_once() {
        let (one, other) = (Source::new("a.toml", "xy"), Source::new("b.toml", "xy"));
        let at = |source, from: usize| TextFault::NumberTooLarge.at(&Span::new(source, from..from + 1));
        let note = || Diagnostic::from(Fault::More(1));
        let faults = Faults::new();
        for fault in [note(), at(&other, 0), at(&one, 1), at(&one, 0), at(&one, 1)] {
            faults.push(fault);
        }
        assert_eq!(faults.errors(), 4);
        assert_eq!(faults.errors_in(&one), 3);
        let expected = [at(&one, 0), at(&one, 1), at(&other, 0), note()];
        assert_eq!(faults.into_sorted(), expected);
    }

    #[test]
    fn a_half_read_file_lacks_no_key() {
        let (broken, whole) = (Source::new("a.toml", "["), Source::new("b.toml", "x"));
        let faults = Faults::new();
        faults.push(TextFault::OpenBracket.at(&Span::whole(&broken)));
        faults.push(SeasonFault::WithoutPlan.at(&Span::whole(&broken)));
        faults.push(SeasonFault::WithoutPlan.at(&Span::whole(&whole)));
        let codes: Vec<Code> = faults.into_sorted().iter().map(Diagnostic::code).collect();
        assert_eq!(codes, [Code::TomlSyntax, Code::MissingKey]);
    }

    #[test]
    fn of_very_many_the_first_errors_are_kept_and_the_others_counted() {
        let faults = Faults::new();
        for number in 0..5_000 {
            faults.push(Fault::More(number));
        }
        faults.push(PlanFault::NoPhase);
        let all = faults.into_sorted();
        assert_eq!(all[0].code(), Code::NoPhase);
        assert!(all.len() <= MOST_SHOWN + 1);
        assert_eq!(all.last().map(Diagnostic::code), Some(Code::MoreFaults));
    }
}
