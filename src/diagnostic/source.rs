//! Where a text came from, and places in it.

use std::ops::Range;
use std::sync::Arc;

/// A text that a person wrote, and what to call it in messages: a file's path, or a flag's name.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
    is_flag: bool,
}

impl Source {
    /// `name` is shown to the person; `text` is what spans count in.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Source {
            name: name.into(),
            text: text.into(),
            is_flag: false,
        })
    }

    /// The value of the flag `name`, which is called as it is written: `--race`, or `race` in an address.
    pub fn of_flag(name: impl Into<String>, value: impl Into<String>) -> Arc<Self> {
        Arc::new(Source {
            name: name.into(),
            text: value.into(),
            is_flag: true,
        })
    }

    /// The name it has in messages: a file's path, or a flag.
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

    /// The name of the value of `key` that stands here: its key, or the flag that gave it.
    pub fn name_of<'a>(&'a self, key: &'a str) -> &'a str {
        if self.source.is_flag {
            &self.source.name
        } else {
            key
        }
    }

    /// Tells whether a flag gave the text.
    pub fn is_of_flag(&self) -> bool {
        self.source.is_flag
    }

    /// The text that gives `key` its `value` here: `key = value` in a file, the name and `value` for a flag. A
    /// string's `value` comes in its quotes, which a flag needs for blanks alone.
    pub fn written(&self, key: &str, value: &str) -> String {
        if !self.source.is_flag {
            return format!("{key} = {value}");
        }
        let name = &self.source.name;
        let between = if name.starts_with('-') { ' ' } else { '=' };
        let value = match value.contains(' ') {
            true => value,
            false => value.trim_matches('"'),
        };
        format!("{name}{between}{value}")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_written_as_where_it_stands_writes_it() {
        let written = |source: &Arc<Source>, value| Span::whole(source).written("time", value);
        let file = Source::new("season.toml", "25:00");
        assert_eq!(written(&file, "\"07:30\""), "time = \"07:30\"");
        let flag = Source::of_flag("--race-time", "25:00");
        assert_eq!(written(&flag, "\"07:30\""), "--race-time 07:30");
        assert_eq!(written(&flag, "\"40 km\""), "--race-time \"40 km\"");
        let address = Source::of_flag("race-time", "25:00");
        assert_eq!(written(&address, "\"07:30\""), "race-time=07:30");
    }
}
