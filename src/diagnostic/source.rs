//! Where a text came from, and places in it.

use std::ops::Range;
use std::sync::Arc;

/// A text that a person wrote, and what to call it in messages: a file's path, or a flag's name.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
}

impl Source {
    /// `name` is shown to the person; `text` is what spans count in.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Source {
            name: name.into(),
            text: text.into(),
        })
    }

    /// What to call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line, counted from 1, on which byte `offset` stands.
    pub fn line_of(&self, offset: usize) -> usize {
        let end = offset.min(self.text.len());
        1 + self.text.as_bytes()[..end]
            .iter()
            .filter(|&&byte| byte == b'\n')
            .count()
    }
}

/// A range of bytes of a [`Source`]. Cheap to copy around: later steps keep it for their messages.
#[derive(Clone, PartialEq, Eq)]
pub struct Span {
    source: Arc<Source>,
    start: usize,
    end: usize,
}

impl std::fmt::Debug for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.source.name, self.line())
    }
}

impl Span {
    /// A range of `source`, cut to its length.
    pub fn new(source: &Arc<Source>, range: Range<usize>) -> Self {
        let end = range.end.min(source.text.len());
        Span {
            source: Arc::clone(source),
            start: range.start.min(end),
            end,
        }
    }

    /// The whole of a source, as for a flag's value.
    pub fn whole(source: &Arc<Source>) -> Self {
        Span::new(source, 0..source.text.len())
    }

    /// The source it counts in.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The bytes it covers.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The text it covers.
    pub fn text(&self) -> &str {
        self.source.text.get(self.start..self.end).unwrap_or("")
    }

    /// The line it starts on, counted from 1.
    pub fn line(&self) -> usize {
        self.source.line_of(self.start)
    }

    /// The bytes `range` of the *value* of a string that stands here. A string with escapes in it
    /// does not map byte by byte, so then it is the whole string.
    pub fn within(&self, value: &str, range: Range<usize>) -> Span {
        let written = self.text();
        let quote = if written == value {
            0
        } else if written.get(1..written.len().saturating_sub(1)) == Some(value) {
            1
        } else {
            return self.clone();
        };
        Span::new(
            &self.source,
            self.start + quote + range.start..self.start + quote + range.end,
        )
    }
}
