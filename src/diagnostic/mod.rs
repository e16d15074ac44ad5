//! Faults in what a person wrote, as data: what is wrong, where, and what to do about it.
//!
//! Every reader collects into one [`Faults`], so that all faults of all files appear in one run.
//! [`render()`] turns them into text for a terminal; nothing else words them.

mod excerpt;
mod render;
mod source;
mod suggest;

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::sync::Arc;

pub use render::{Style, one_line, render};
pub use source::{Source, Span};
pub use suggest::{nearest, or_list};

/// How bad a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Note,
    /// The result is usable, and a coach would object.
    Warning,
    /// The file cannot be used.
    Error,
}

impl Severity {
    /// The word used in the terminal and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A place in a file with a few words about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// Words beside the underline; may be empty.
    pub text: String,
}

/// One thing worth telling the person who wrote the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable word for programs and for `allow` lists: `unknown-key`, `NOT_ENOUGH_WEEKS`.
    pub code: &'static str,
    /// What is wrong, in plain English, without a final full stop.
    pub message: String,
    /// The word underlined.
    pub at: Option<Label>,
    /// Other places that matter.
    pub context: Vec<Label>,
    /// What to do.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A fault that makes the file unusable.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// Something a coach would object to.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// Something worth knowing.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Diagnostic {
            severity,
            code,
            message: message.into(),
            at: None,
            context: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Underlines `span` with `text` beside it.
    #[must_use]
    pub fn at(mut self, span: &Span, text: impl Into<String>) -> Self {
        self.at = Some(Label {
            span: span.clone(),
            text: text.into(),
        });
        self
    }

    /// Underlines another place that matters.
    #[must_use]
    pub fn beside(mut self, span: &Span, text: impl Into<String>) -> Self {
        self.context.push(Label {
            span: span.clone(),
            text: text.into(),
        });
        self
    }

    /// Adds a line of advice.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Adds "did you mean …?" when one of `known` is near `word`, else the list of all, if short.
    #[must_use]
    pub fn suggest<'a>(self, word: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        match nearest(word, known.iter().copied()) {
            Some(near) => self.help(format!("did you mean `{near}`?")),
            None if !known.is_empty() && known.len() <= 16 => {
                self.help(format!("known here: {}", known.join(", ")))
            }
            None => self,
        }
    }
}

/// The collector that every reader writes into: faults are gathered, never thrown.
#[derive(Debug, Default)]
pub struct Faults {
    kept: RefCell<Vec<Diagnostic>>,
    errors: Cell<usize>,
    /// How many came after the last that was kept.
    dropped: Cell<usize>,
}

impl Faults {
    /// An empty collector.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a diagnostic in. A hostile file has hundreds of thousands; of those most are only counted.
    pub fn push(&self, diagnostic: Diagnostic) {
        let is_error = diagnostic.severity == Severity::Error;
        self.errors.set(self.errors.get() + usize::from(is_error));
        let mut kept = self.kept.borrow_mut();
        // The first error is kept, whatever came before it.
        if kept.len() < MOST_KEPT || (is_error && self.errors.get() == 1) {
            kept.push(diagnostic);
        } else {
            self.dropped.set(self.dropped.get() + 1);
        }
    }

    /// Takes in all that another collector holds.
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

    /// How many errors have been collected.
    pub fn errors(&self) -> usize {
        self.errors.get()
    }

    /// How many errors have been collected about `source`.
    pub fn errors_in(&self, source: &Arc<Source>) -> usize {
        let all = self.kept.borrow();
        let here = |one: &&Diagnostic| {
            let at = one.at.as_ref();
            one.severity == Severity::Error && at.is_some_and(|label| label.span.source() == source)
        };
        all.iter().filter(here).count()
    }

    /// Everything collected: by file and place, what has no place last, each said once. What seems to
    /// be missing from a file with syntax errors is left out, since it may stand there unread; and of
    /// more than [`MOST_SHOWN`] the first ones, errors before all.
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        let mut all = self.kept.into_inner();
        all.sort_by(|a, b| key(a).cmp(&key(b)));
        all.dedup();
        let half_read: HashSet<String> = all
            .iter()
            .filter(|one| ["toml-syntax", "file-too-large"].contains(&one.code))
            .filter_map(|one| file(one).map(str::to_owned))
            .collect();
        if !half_read.is_empty() {
            all.retain(|one| {
                !MISSING.contains(&one.code) || file(one).is_none_or(|name| !half_read.contains(name))
            });
        }
        let mut more = self.dropped.get();
        if all.len() > MOST_SHOWN && self.errors.get() > 0 {
            all.retain(|one| one.severity == Severity::Error);
        }
        more += all.len().saturating_sub(MOST_SHOWN);
        all.truncate(MOST_SHOWN);
        if more > 0 {
            all.push(Diagnostic::note(
                "more-faults",
                format!("there are {more} more like these"),
            ));
        }
        all
    }
}

/// More than these help nobody, in number.
pub const MOST_SHOWN: usize = 100;

/// More than these are not even kept, in number.
const MOST_KEPT: usize = 10 * MOST_SHOWN;

/// The codes that say that something is not there.
const MISSING: [&str; 5] = ["missing-key", "no-race", "no-start", "no-phase", "empty-phase"];

fn file(diagnostic: &Diagnostic) -> Option<&str> {
    diagnostic.at.as_ref().map(|label| label.span.source().name())
}

type SortKey<'a> = (bool, Option<(&'a str, usize)>);

fn key(diagnostic: &Diagnostic) -> SortKey<'_> {
    let place = diagnostic
        .at
        .as_ref()
        .map(|label| (label.span.source().name(), label.span.range().start));
    (place.is_none(), place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_come_by_file_and_place_each_once() {
        let (one, other) = (Source::new("a.toml", "xy"), Source::new("b.toml", "xy"));
        let at =
            |source, from: usize| Diagnostic::error("x", "wrong").at(&Span::new(source, from..from + 1), "");
        let faults = Faults::new();
        for fault in [
            Diagnostic::note("n", "last"),
            at(&other, 0),
            at(&one, 1),
            at(&one, 0),
            at(&one, 1),
        ] {
            faults.push(fault);
        }
        assert_eq!(faults.errors(), 4);
        assert_eq!(faults.errors_in(&one), 3);
        let expected = [
            at(&one, 0),
            at(&one, 1),
            at(&other, 0),
            Diagnostic::note("n", "last"),
        ];
        assert_eq!(faults.into_sorted(), expected);
    }

    #[test]
    fn what_a_half_read_file_lacks_is_not_said() {
        let (broken, whole) = (Source::new("a.toml", "["), Source::new("b.toml", "x"));
        let faults = Faults::new();
        faults.push(Diagnostic::error("toml-syntax", "open").at(&Span::whole(&broken), ""));
        faults.push(Diagnostic::error("missing-key", "no plan").at(&Span::whole(&broken), ""));
        faults.push(Diagnostic::error("missing-key", "no plan").at(&Span::whole(&whole), ""));
        let codes: Vec<&str> = faults.into_sorted().iter().map(|one| one.code).collect();
        assert_eq!(codes, ["toml-syntax", "missing-key"]);
    }

    #[test]
    fn of_very_many_the_first_errors_are_kept_and_the_others_counted() {
        let faults = Faults::new();
        for number in 0..5_000 {
            faults.push(Diagnostic::note("n", format!("note {number}")));
        }
        faults.push(Diagnostic::error("e", "the one error"));
        let all = faults.into_sorted();
        assert_eq!(all[0].message, "the one error");
        assert!(all.len() <= MOST_SHOWN + 1);
        assert_eq!(all.last().unwrap().code, "more-faults");
    }
}
