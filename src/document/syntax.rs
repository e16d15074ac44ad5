//! Syntax errors of the TOML parser, worded for readers who have never heard of TOML.

use std::ops::Range;
use std::sync::Arc;

use super::survey::{Survey, SyntaxError, is_open_list, survey};
use crate::diagnostic::fault::TextFault;
use crate::diagnostic::{Diagnostic, Faults, MOST_SHOWN, Source, Span};

/// The longest part of a word around an error that is looked at on each side, in bytes. No date, number or name is longer.
const LONGEST_WORD: usize = 100;

/// True if a tree can be made of a text. If not, its first errors are reported, and the others counted.
pub(super) fn is_readable(source: &Arc<Source>, faults: &Faults) -> bool {
    let (first, more) = match survey(source.text(), MOST_SHOWN) {
        Survey::Readable => return true,
        Survey::Spoilt { first, more } => (first, more),
        Survey::TooLong { first, more, at } => {
            let file = source.name().to_owned();
            faults.push(TextFault::TooManyWords { file }.at(&Span::new(source, at..at)));
            (first, more)
        }
    };
    report(source, &first, faults);
    faults.count(more);
    false
}

/// Reports the errors of a text that is not TOML; gives the places of the values that they spoil, in order.
pub(super) fn report(source: &Arc<Source>, errors: &[SyntaxError], faults: &Faults) -> Spoilt {
    let open_at = errors.iter().rposition(|(_, message)| is_open_list(message));
    // A list that is never closed swallows the lines below it; their errors are not faults of their own.
    let open = open_at.and_then(|open| {
        let in_list = |(_, message): &&(_, String)| message.contains("array");
        let first = errors[..open].iter().find(in_list)?;
        Some((first.0.start, errors[open].0.start))
    });
    let mut spoilt = Spoilt::default();
    let mut said_open = false;
    for (range, message) in errors {
        let word = token(source.text(), range);
        if is_open_list(message) {
            spoilt.open_lists.push(range.start);
        }
        match open {
            Some((first, last)) if (first..=last).contains(&range.start) => {
                if !said_open {
                    faults.push(fault(source, &word, range, "unclosed array"));
                }
                said_open = true;
            }
            _ => faults.push(fault(source, &word, range, message)),
        }
        spoilt.values.push(word);
    }
    spoilt.values.sort_by_key(|range| range.start);
    spoilt
}

/// The parts of a text that syntax errors have spoilt.
#[derive(Debug, Default)]
pub(super) struct Spoilt {
    /// Byte ranges of the spoilt values, sorted by start.
    values: Vec<Range<usize>>,
    /// Byte offsets at which the parser gave up on an unclosed list: an end of line or of the text.
    open_lists: Vec<usize>,
}

impl Spoilt {
    /// True if a scalar value at `range` is spoilt.
    pub(super) fn value(&self, range: &Range<usize>) -> bool {
        let first = self.values.partition_point(|spot| spot.end < range.start);
        self.values.get(first).is_some_and(|spot| spot.start <= range.end)
    }

    /// True if the list at `range` is spoilt because it was never closed.
    pub(super) fn list(&self, range: &Range<usize>) -> bool {
        self.open_lists
            .iter()
            .any(|at| (range.start..=range.end).contains(at))
    }
}

/// The date that was meant, if only one reading is possible: year first, or day first with points.
fn meant(text: &str) -> Option<chrono::NaiveDate> {
    let numbers: Option<Vec<u32>> = text
        .split(['-', '.', '/'])
        .map(|part| part.parse().ok())
        .collect();
    let (year, month, day) = match numbers?[..] {
        [year, month, day] if year >= 1900 => (year, month, day),
        [day, month, year] if year >= 1900 && (text.contains('.') || day > 12) => (year, month, day),
        _ => return None,
    };
    chrono::NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn fault(source: &Arc<Source>, word: &Range<usize>, range: &Range<usize>, message: &str) -> Diagnostic {
    let span = Span::new(source, word.clone());
    let text = span.text();
    if is_made_of(text, "-./", 2) {
        let fault = TextFault::NotADate {
            text: text.to_owned(),
            meant: meant(text),
        };
        return fault.at(&span);
    }
    if is_made_of(text, ":", 1) {
        let text = text.to_owned();
        return TextFault::NotATime { text }.at(&span);
    }
    let span = Span::new(source, range.clone());
    let here = || span.text().to_owned();
    let fault = match message {
        _ if message.starts_with("string values must be quoted") => TextFault::NoQuotes { text: here() },
        _ if message.contains("string") && message.contains("expected `\"`") => TextFault::NoClosingQuote,
        _ if is_open_list(message) => TextFault::OpenList,
        _ if message.starts_with("unclosed") && message.contains("]`") => TextFault::OpenBracket,
        _ if message.starts_with("missing comma between array") => TextFault::NoComma,
        _ if message.starts_with("key with no value") => TextFault::NoValue,
        _ if message.starts_with("duplicate key") => TextFault::WrittenTwice { key: here() },
        _ => TextFault::Unreadable {
            reason: message.replace('\n', ", "),
        },
    };
    fault.at(&span)
}

/// The word at `range`, up to blanks and brackets.
fn token(text: &str, range: &Range<usize>) -> Range<usize> {
    let ends = |c: char| c.is_whitespace() || "[]{},=#\"'".contains(c);
    let first = text.floor_char_boundary(range.start.saturating_sub(LONGEST_WORD));
    let before = text.get(first..range.start).unwrap_or("");
    let start = before
        .char_indices()
        .rev()
        .take_while(|&(_, c)| !ends(c))
        .last()
        .map_or(range.start, |(at, _)| first + at);
    let last = text.ceil_char_boundary(range.end.saturating_add(LONGEST_WORD));
    let after = text.get(range.end..last).unwrap_or("");
    let end = range.end + after.find(ends).unwrap_or(after.len());
    start..end
}

/// True if `text` is digits with at least `least` of the `separators` between them.
fn is_made_of(text: &str, separators: &str, least: usize) -> bool {
    if text.len() > LONGEST_WORD {
        return false;
    }
    let found = text.chars().filter(|&c| separators.contains(c)).count();
    found >= least
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || separators.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Table, ValueKind, parse};

    /// Code, message and word of each fault of a text, and its tree.
    fn told(text: &str) -> (Vec<(&'static str, String, String)>, Table) {
        let faults = Faults::new();
        let table = parse(&Source::new("season.toml", text), &faults);
        let told = faults.into_sorted().into_iter().map(|fault| {
            let word = fault.at.as_ref().map_or("", |span| span.text()).to_owned();
            (fault.code().word(), fault.message(), word)
        });
        (told.collect(), table)
    }

    fn only(text: &str) -> (&'static str, String, String) {
        let (told, _) = told(text);
        assert_eq!(told.len(), 1, "{text}: {told:?}");
        told.into_iter().next().unwrap()
    }

    #[test]
    fn text_that_looks_like_a_date_or_a_time_is_reported_as_one() {
        for date in [
            "2027-02-29",
            "2027-13-01",
            "18.10.2026",
            "2027-4-19",
            "19-04-2027",
        ] {
            let (code, message, word) = only(&format!("date = {date}\n"));
            assert_eq!((code, word.as_str()), ("date", date));
            assert_eq!(message, format!("`{date}` is not a day of the calendar"));
        }
        for (written, day) in [
            ("2027-4-19", Some("2027-04-19")),
            ("2027/04/19", Some("2027-04-19")),
            ("19.4.2027", Some("2027-04-19")),
            ("4/5/2027", None),
            ("2027-02-29", None),
        ] {
            assert_eq!(
                meant(written).map(|day| day.to_string()).as_deref(),
                day,
                "{written}"
            );
        }
        for time in ["25:00:00", "10:61:00", "7:00"] {
            let (code, _, word) = only(&format!("time = {time}\n"));
            assert_eq!((code, word.as_str()), ("time", time));
        }
    }

    #[test]
    fn each_typing_error_is_reported_once_with_its_word() {
        assert_eq!(only("units = miles\n").1, "`miles` stands without quotes");
        assert_eq!(
            only("plan = \"x\nunits = \"mi\"\n").1,
            "the closing quote is missing"
        );
        assert_eq!(
            only("units \"mi\"\n").1,
            "a key stands here without `=` and a value"
        );
        assert_eq!(
            only("[race\ndate = 2027-04-19\n").1,
            "the bracket of this line is not closed"
        );
        assert_eq!(
            only("[[away]\nfrom = 2027-04-19\n").1,
            "the bracket of this line is not closed"
        );
        let (told, _) = told("id = \"a\"\nid = \"b\"\n");
        assert_eq!(
            told,
            [("toml-syntax", "`id` is written twice".to_owned(), "id".to_owned())]
        );
    }

    #[test]
    fn an_open_list_is_one_fault_and_what_stands_above_it_is_read() {
        let text = "units = \"mi\"\nrest = [\"mon\", \"fri\"\ntue = \"18:00\"\nsat = [\"07:00-12:00\"]\n";
        let (told, table) = told(text);
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0].1, "a list is not closed before this");
        assert_eq!(table.get("units").unwrap().kind, ValueKind::Text("mi".to_owned()));
        assert_eq!(table.get("rest").unwrap().kind, ValueKind::Broken);
    }

    #[test]
    fn a_fault_does_not_hide_those_below_it() {
        let (told, _) = told("a = 2027-02-30\nb = spring\nc \"x\"\nd = \"fine\"\n");
        assert_eq!(
            told.iter().map(|(code, ..)| *code).collect::<Vec<_>>(),
            ["date", "toml-syntax", "toml-syntax"]
        );
    }
}
