//! Faults in what a person wrote, as data: what is wrong, where, and what to do about it.
//!
//! Every reader collects into one [`Faults`], so that all faults of all files appear in one run.
//! [`render`] turns them into text for a terminal; nothing else words them.

mod render;
mod source;
mod suggest;

use std::cell::RefCell;

pub use render::{Style, render};
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
pub struct Faults(RefCell<Vec<Diagnostic>>);

impl Faults {
    /// An empty collector.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a diagnostic in.
    pub fn push(&self, diagnostic: Diagnostic) {
        self.0.borrow_mut().push(diagnostic);
    }

    /// Takes in all that another collector holds.
    pub fn extend(&self, others: Faults) {
        self.0.borrow_mut().extend(others.0.into_inner());
    }

    /// How many errors have been collected.
    pub fn errors(&self) -> usize {
        self.0
            .borrow()
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .count()
    }

    /// Everything collected: by file and place, what has no place last, each said once.
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        let mut all = self.0.into_inner();
        all.sort_by(|a, b| key(a).cmp(&key(b)));
        all.dedup();
        all
    }
}

type SortKey<'a> = (bool, Option<(&'a str, usize)>);

fn key(diagnostic: &Diagnostic) -> SortKey<'_> {
    let place = diagnostic
        .at
        .as_ref()
        .map(|label| (label.span.source().name(), label.span.range().start));
    (place.is_none(), place)
}
