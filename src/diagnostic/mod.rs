//! Faults in what a person wrote, as data: what is wrong, where, and what to do about it.
//!
//! A fault is a variant with fields (`fault`), which names its code and severity. Every reader collects into one
//! [`Faults`], so that all faults of all files appear in one run. The sentences stand beside the variants and nowhere
//! else, for an [`Audience`]: the terminal, a program, or a page with a form. [`render()`] lays them out for a terminal.

mod audience;
mod code;
mod collector;
mod excerpt;
pub(crate) mod fault;
mod hostile;
mod render;
mod source;
mod suggest;
mod words;

pub use audience::{Audience, PageNames};
pub use code::Code;
pub use collector::{Faults, MOST_SHOWN};
pub use fault::{MoveReason, NotFull, NotOurs, Obstacle, OmissionReason, RuleName, ValueError};
pub use hostile::{escaped_json, harmless, is_hostile, one_line};
pub use render::{Style, render};
pub use source::{Source, Span};
pub use suggest::{Suggestion, nearest, or_list};
pub use words::Words;

use chrono::NaiveDate;
use fault::Fault;

/// The severity of a fault or a finding.
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

/// A fault with its places in files.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    pub(crate) fault: Fault,
    /// The place of the fault.
    pub at: Option<Span>,
    /// Another place that matters.
    pub and: Option<Span>,
}

impl Diagnostic {
    /// The severity of the fault.
    pub fn severity(&self) -> Severity {
        self.fault.severity()
    }

    /// The stable code of the fault.
    pub fn code(&self) -> Code {
        self.fault.code()
    }

    /// The day of the schedule that a remark is about, or the Monday of its week.
    pub fn date(&self) -> Option<NaiveDate> {
        match &self.fault {
            Fault::Schedule(fault) => fault.date(),
            _ => None,
        }
    }

    /// The sentences of the fault for `audience`.
    pub fn words(&self, audience: Audience<'_>) -> Words {
        self.fault.words(audience).shortened()
    }

    /// The fault in plain English for the terminal, without a final full stop.
    pub fn message(&self) -> String {
        self.words(Audience::Terminal).message
    }

    /// The advice for the terminal, a sentence each.
    pub fn help(&self) -> Vec<String> {
        self.words(Audience::Terminal).help
    }

    /// Adds another place that matters.
    #[must_use]
    pub fn and(mut self, span: &Span) -> Self {
        self.and = Some(span.clone());
        self
    }
}

impl From<Fault> for Diagnostic {
    fn from(fault: Fault) -> Self {
        Diagnostic {
            fault,
            at: None,
            and: None,
        }
    }
}
