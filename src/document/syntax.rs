//! What a TOML parser complains about, in the words of someone who has never heard of TOML.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Source, Span};

const DATES: &str = "dates are year-month-day, as in 2027-04-19";
const TIMES: &str = "times are hours:minutes:seconds, as in 10:00:00";

/// The faults of a text that is not TOML, and the places of the values that they spoil, in order.
pub(super) fn faults(
    source: &Arc<Source>,
    errors: impl IntoIterator<Item = (Range<usize>, String)>,
) -> (Vec<Diagnostic>, Spoilt) {
    let errors: Vec<(Range<usize>, String)> = errors.into_iter().collect();
    let is_open = |message: &str| message.starts_with("unclosed array") && !message.contains("]]");
    let open_at = errors.iter().rposition(|(_, message)| is_open(message));
    // A list that is never closed takes in the lines below it: what they lack is not their fault.
    let open = open_at.and_then(|open| {
        let in_list = |(_, message): &&(_, String)| message.contains("array");
        let first = errors[..open].iter().find(in_list)?;
        Some((first.0.start, errors[open].0.start))
    });
    let mut faults = Vec::new();
    let mut spoilt = Spoilt::default();
    let mut said_open = false;
    for (range, message) in &errors {
        if is_open(message) {
            spoilt.open_lists.push(range.start);
        }
        match open {
            Some((first, last)) if (first..=last).contains(&range.start) => {
                if !said_open {
                    faults.push(fault(source, range, "unclosed array"));
                }
                said_open = true;
            }
            _ => faults.push(fault(source, range, message)),
        }
        spoilt.values.push(token(source.text(), range));
    }
    spoilt.values.sort_by_key(|range| range.start);
    (faults, spoilt)
}

/// Where syntax errors have spoilt values.
#[derive(Debug, Default)]
pub(super) struct Spoilt {
    /// In order.
    values: Vec<Range<usize>>,
    /// Where the text or line ends that a list was not closed on.
    open_lists: Vec<usize>,
}

impl Spoilt {
    /// Whether a value that is no list or table is spoilt.
    pub(super) fn value(&self, range: &Range<usize>) -> bool {
        let first = self.values.partition_point(|spot| spot.end < range.start);
        self.values.get(first).is_some_and(|spot| spot.start <= range.end)
    }

    /// Whether a list is spoilt, because it was never closed.
    pub(super) fn list(&self, range: &Range<usize>) -> bool {
        self.open_lists
            .iter()
            .any(|at| (range.start..=range.end).contains(at))
    }
}

fn fault(source: &Arc<Source>, range: &Range<usize>, message: &str) -> Diagnostic {
    let word = token(source.text(), range);
    let span = Span::new(source, word);
    let text = span.text();
    if is_made_of(text, "-./", 2) {
        let message = format!("`{text}` is not a day of the calendar");
        return Diagnostic::error("date", message).at(&span, "").help(DATES);
    }
    if is_made_of(text, ":", 1) {
        let message = format!("`{text}` is not a time of day");
        return Diagnostic::error("time", message).at(&span, "").help(TIMES);
    }
    let span = Span::new(source, range.clone());
    let here = span.text();
    let (words, help) = match message {
        _ if message.starts_with("string values must be quoted") => (
            format!("`{here}` stands without quotes"),
            format!("write \"{here}\""),
        ),
        _ if message.contains("string") && message.contains("expected `\"`") => (
            "the closing quote is missing".to_owned(),
            "text stands between two quotes, as in name = \"Sam\"".to_owned(),
        ),
        _ if message.starts_with("unclosed array") && !message.contains("]]") => (
            "a list is not closed before this".to_owned(),
            "end it with ], as in rest = [\"mon\", \"fri\"]".to_owned(),
        ),
        _ if message.starts_with("unclosed") && message.contains("]`") => (
            "the bracket of this line is not closed".to_owned(),
            "write it as in [race] or [[away]]".to_owned(),
        ),
        _ if message.starts_with("missing comma between array") => (
            "a comma is missing before this in a list".to_owned(),
            "write it as in rest = [\"mon\", \"fri\"]".to_owned(),
        ),
        _ if message.starts_with("key with no value") => (
            "a key stands here without `=` and a value".to_owned(),
            "write it as in units = \"mi\"".to_owned(),
        ),
        _ if message.starts_with("duplicate key") => (
            format!("`{here}` is written twice"),
            "keep the one that is meant".to_owned(),
        ),
        _ => (
            format!("this cannot be read: {}", message.replace('\n', ", ")),
            "a line is a key, `=` and a value, as in units = \"mi\"".to_owned(),
        ),
    };
    Diagnostic::error("toml-syntax", words).at(&span, "").help(help)
}

/// The whole word at `range`, up to blanks and brackets.
fn token(text: &str, range: &Range<usize>) -> Range<usize> {
    let ends = |c: char| c.is_whitespace() || "[]{},=#\"'".contains(c);
    let before = text.get(..range.start).unwrap_or("");
    let start = before
        .char_indices()
        .rev()
        .take_while(|&(_, c)| !ends(c))
        .last()
        .map_or(range.start, |(at, _)| at);
    let after = text.get(range.end..).unwrap_or("");
    let end = range.end + after.find(ends).unwrap_or(after.len());
    start..end
}

/// Whether `text` is digits with at least `least` of the `separators` between them.
fn is_made_of(text: &str, separators: &str, least: usize) -> bool {
    let found = text.chars().filter(|&c| separators.contains(c)).count();
    found >= least
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || separators.contains(c))
}
