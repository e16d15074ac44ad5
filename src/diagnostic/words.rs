//! The sentences of a fault.

use std::borrow::Cow;

use super::{Audience, Suggestion};

/// The longest sentence that is not cut in its middle, in bytes.
const LONGEST: usize = 1_000;

/// The sentences of a fault, for one audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The fault in plain English, without a final full stop.
    pub message: String,
    /// Advice, a sentence each.
    pub help: Vec<String>,
    /// The words beside the place of the fault; may be empty.
    pub mark: Cow<'static, str>,
    /// The words beside the second place; may be empty.
    pub other_mark: &'static str,
}

impl Words {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Words {
            message: message.into(),
            help: Vec::new(),
            mark: Cow::Borrowed(""),
            other_mark: "",
        }
    }

    /// The words with sentences of at most [`LONGEST`] bytes. What somebody wrote may be a megabyte, and stands in them.
    pub(super) fn shortened(mut self) -> Self {
        for sentence in std::iter::once(&mut self.message).chain(&mut self.help) {
            if sentence.len() > LONGEST {
                let begin = &sentence[..sentence.floor_char_boundary(LONGEST / 2)];
                let end = &sentence[sentence.ceil_char_boundary(sentence.len() - LONGEST / 2)..];
                *sentence = format!("{begin}…{end}");
            }
        }
        self
    }

    /// Sets the words beside the place of the fault.
    pub(super) fn mark(mut self, mark: impl Into<Cow<'static, str>>) -> Self {
        self.mark = mark.into();
        self
    }

    /// Sets the words beside both places.
    pub(super) fn marks(mut self, mark: &'static str, other: &'static str) -> Self {
        self.mark = Cow::Borrowed(mark);
        self.other_mark = other;
        self
    }

    /// Adds advice for every audience.
    pub(super) fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Adds advice about flags and files, which a page leaves out.
    pub(super) fn help_outside_pages(self, to: Audience<'_>, text: impl Into<String>) -> Self {
        match to.is_page() {
            true => self,
            false => self.help(text),
        }
    }

    /// Adds advice about flags and files, and for a page what can be done in its form.
    pub(super) fn help_for(self, to: Audience<'_>, outside: impl Into<String>, page: &str) -> Self {
        match to.is_page() {
            true => self.help(page),
            false => self.help(outside),
        }
    }

    /// Adds "did you mean …?", or the words that are known.
    pub(super) fn suggest(self, to: Audience<'_>, suggestion: &Suggestion) -> Self {
        match suggestion {
            Suggestion::Near(near) => self.help(format!("did you mean {}?", to.word(near))),
            Suggestion::Known(known) => self.help(format!("known here: {}", known.join(", "))),
            Suggestion::None => self,
        }
    }

    /// Adds "did you mean …?" where there is a near word, else `otherwise`.
    pub(super) fn near_or(self, to: Audience<'_>, near: Option<&str>, otherwise: impl Into<String>) -> Self {
        match near {
            Some(near) => self.help(format!("did you mean {}?", to.word(near))),
            None => self.help(otherwise),
        }
    }
}
