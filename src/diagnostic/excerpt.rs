//! The lines of a text that a message is about, fit to be shown: no more than needed, and nothing in
//! them that a terminal would obey.

use std::ops::Range;

use super::Source;
use super::hostile::visible;

/// Of a place over more lines than these only the first is shown.
const MOST_LINES: usize = 8;

/// Of a longer line only what stands around the place is shown, in bytes.
const LONGEST_LINE: usize = 4096;

/// Lines of a text, and places in them.
pub(super) struct Excerpt {
    pub(super) text: String,
    /// The number of its first line, from 1.
    pub(super) first_line: usize,
    /// The places asked for, in `text`.
    pub(super) spans: Vec<Range<usize>>,
}

impl Excerpt {
    /// The lines of `source` that hold `spans`.
    pub(super) fn of(source: &Source, spans: &[Range<usize>]) -> Self {
        let text = source.text();
        let spans: Vec<Range<usize>> = spans.iter().map(|span| shorter(text, span)).collect();
        let first = spans.iter().map(|span| span.start).min().unwrap_or(0);
        let last = spans.iter().map(|span| span.end).max().unwrap_or(0);
        let from = text[..first].rfind('\n').map_or(0, |at| at + 1);
        let to = text[last..].find('\n').map_or(text.len(), |at| last + at);
        // A line of a megabyte is no help either; the rest of it is cut off on both sides.
        let from = text.ceil_char_boundary(from.max(first.saturating_sub(LONGEST_LINE)));
        let to = text.floor_char_boundary(to.min(last + LONGEST_LINE));
        let place = |at: usize| shown(&text[from..at.clamp(from, to)]).len();
        Excerpt {
            text: shown(&text[from..to]),
            first_line: source.line_of(from),
            spans: spans
                .iter()
                .map(|span| place(span.start)..place(span.end))
                .collect(),
        }
    }
}

/// `span` on whole characters, and cut to its first line if it has many.
fn shorter(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start);
    let end = text.ceil_char_boundary(span.end).max(start);
    let inside = &text[start..end];
    let too_long = inside.lines().nth(MOST_LINES).is_some() || inside.len() > LONGEST_LINE;
    match inside.find(['\n', '\r']) {
        Some(at) if too_long => start..start + at,
        _ if too_long => start..text.floor_char_boundary(start + LONGEST_LINE),
        _ => start..end,
    }
}

/// The text without what a terminal would obey. The end of a line on Windows is one.
fn shown(text: &str) -> String {
    let ends = text.ends_with('\r');
    let text = text.replace("\r\n", "\n");
    let text = if ends { &text[..text.len() - 1] } else { &text };
    visible(text, &['\n', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_lines_asked_for_are_shown_and_places_move_with_them() {
        let source = Source::new("a.toml", "a = 1\r\nb = \"\u{9b}x\"\r\nc = 3\r\n");
        let at = source.text().find('x').unwrap();
        let excerpt = Excerpt::of(&source, std::slice::from_ref(&(at..at + 1)));
        assert_eq!(excerpt.text, "b = \"\u{fffd}x\"");
        assert_eq!(excerpt.first_line, 2);
        assert_eq!(&excerpt.text[excerpt.spans[0].clone()], "x");
    }

    #[test]
    fn a_place_of_many_lines_is_cut_to_its_first() {
        let text = "[[phase]]\n".repeat(20);
        let source = Source::new("a.toml", text.as_str());
        let excerpt = Excerpt::of(&source, std::slice::from_ref(&(0..text.len())));
        assert_eq!(excerpt.text, "[[phase]]");
        assert_eq!(&excerpt.text[excerpt.spans[0].clone()], "[[phase]]");
    }

    #[test]
    fn a_line_without_end_is_cut_around_the_place() {
        let text = "é".repeat(100_000);
        let source = Source::new("a.toml", text.as_str());
        let excerpt = Excerpt::of(&source, std::slice::from_ref(&(50_000..50_002)));
        assert!(excerpt.text.len() <= 2 * LONGEST_LINE + 2);
        assert_eq!(&excerpt.text[excerpt.spans[0].clone()], "é");
        assert!(
            Excerpt::of(&source, std::slice::from_ref(&(0..text.len())))
                .text
                .len()
                <= 2 * LONGEST_LINE
        );
    }
}
