//! What a plan or a season declares that a coach's review would object to, and why it means it so.

use crate::diagnostic::fault::PlanFault;
use crate::diagnostic::{Code, Span, nearest};
use crate::document::{Reader, ValueKind};

/// A finding that need not be told.
#[derive(Debug, Clone, PartialEq)]
pub struct Allowed {
    /// Its code.
    pub code: Code,
    /// Why, where the file says it.
    pub reason: Option<String>,
    /// Its place in the file.
    pub span: Span,
}

/// `allow`: a table of codes with reasons, or a list of codes.
pub(crate) fn allow(root: &Reader<'_>) -> Vec<Allowed> {
    let mut allowed = Vec::new();
    let Some(value) = root.value("allow") else {
        return allowed;
    };
    let known = |word: &str, span: &Span| {
        let code = Code::allowable().find(|code| code.word() == word);
        if code.is_none() {
            let fault = PlanFault::UnknownFinding {
                word: word.to_owned(),
                near: nearest(word, Code::allowable().map(Code::word)),
            };
            root.faults().push(fault.at(span));
        }
        code
    };
    if let ValueKind::Table(_) = &value.kind {
        let Some(reader) = root.table("allow", "a list of what is allowed") else {
            return allowed;
        };
        for (word, span, _) in reader.unasked() {
            reader.knows(word);
            let reason = reader.line(word);
            if let (Some(code), Some(reason)) = (known(word, span), reason) {
                allowed.push(Allowed {
                    code,
                    reason: Some(reason.value),
                    span: span.clone(),
                });
            }
        }
        return allowed;
    }
    for text in root.texts("allow").unwrap_or_default() {
        if let Some(code) = known(&text.value, &text.span) {
            allowed.push(Allowed {
                code,
                reason: None,
                span: text.span,
            });
        }
    }
    allowed
}
