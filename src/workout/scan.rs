//! Scanning the smallest parts of the notation: words, numbers, signs.

use super::NotationError;
use super::error::NotationErrorKind as Kind;
use std::ops::Range;

/// A position in a text.
pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

/// A number or a range of two, before its unit is read.
pub(super) struct Numbers<'a> {
    pub(super) low: &'a str,
    pub(super) high: Option<&'a str>,
    pub(super) span: Range<usize>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Scanner<'a> {
        Scanner { text, at: 0 }
    }

    pub(super) fn numbers(&mut self) -> Numbers<'a> {
        let start = self.at;
        let low = self.number();
        let after_low = self.at;
        self.skip_space();
        let mut high = None;
        if matches!(self.peek(), Some('-' | '–' | '—')) {
            self.take();
            self.skip_space();
            high = Some(self.number()).filter(|number| !number.is_empty());
        }
        if high.is_none() {
            self.at = after_low;
        }
        Numbers {
            low,
            high,
            span: start..self.at,
        }
    }

    pub(super) fn number(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let end = rest
            .find(|c: char| !(c.is_ascii_digit() || c == '.'))
            .unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    pub(super) fn times_sign(&mut self) -> bool {
        let before = self.at;
        match self.peek() {
            Some('×') => {}
            Some('x' | 'X') if !self.text[self.at + 1..].starts_with(char::is_alphabetic) => {}
            _ => {
                self.at = before;
                return false;
            }
        }
        self.take();
        true
    }

    pub(super) fn letters(&self) -> Range<usize> {
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        self.at..self.at + end
    }

    /// The word at the position: letters, digits, hyphens and underscores.
    pub(super) fn word_ahead(&mut self) -> Option<Range<usize>> {
        self.skip_space();
        let rest = &self.text[self.at..];
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
            .unwrap_or(rest.len());
        (end > 0).then_some(self.at..self.at + end)
    }

    pub(super) fn skip_space(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    /// The next character that is not a space.
    pub(super) fn peek(&mut self) -> Option<char> {
        self.skip_space();
        self.text[self.at..].chars().next()
    }

    pub(super) fn take(&mut self) -> Range<usize> {
        let start = self.at;
        self.at += self.text[start..].chars().next().map_or(0, char::len_utf8);
        start..self.at
    }

    pub(super) fn unexpected(&mut self, kind: impl FnOnce(String) -> Kind) -> NotationError {
        let span = match self.word_ahead() {
            Some(word) => word,
            None => {
                let start = self.at;
                let span = self.take();
                self.at = start;
                span
            }
        };
        NotationError::new(kind(self.text[span.clone()].to_owned()), span)
    }
}
