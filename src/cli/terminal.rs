//! What all commands need of a terminal: colours, its width, and text that cannot steer it.

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use crate::diagnostic::harmless;

/// Headings.
pub(crate) const HEADING: Style = Style::new().bold();
/// Less important text.
pub(crate) const FAINT: Style = Style::new().dimmed();
/// Names that can be typed.
pub(crate) const NAME: Style = AnsiColor::Cyan.on_default();
/// The word `error`.
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
/// The word `warn`.
#[cfg(feature = "serve")]
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// The word `ok`.
pub(crate) const OK: Style = AnsiColor::Green.on_default().bold();

/// A bar of kilometres.
pub(crate) const BAR: Style = AnsiColor::Blue.on_default().dimmed();
/// The part of it that is the long run.
pub(crate) const BAR_LONG: Style = AnsiColor::Blue.on_default();

/// The width where none is known: a page, a pipe.
const USUAL_WIDTH: usize = 100;
/// No narrower than this, whatever the terminal says.
const NARROWEST: usize = 20;

/// The number of columns: `COLUMNS` if set, else the terminal's, else [`USUAL_WIDTH`].
pub(crate) fn width() -> usize {
    let said = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    let width = said.or_else(|| {
        let size = terminal_size::terminal_size_of(std::io::stdout());
        size.map(|(terminal_size::Width(width), _)| usize::from(width))
    });
    width.unwrap_or(USUAL_WIDTH).max(NARROWEST)
}

/// Text from a file or a flag on one line, without what could steer a terminal.
pub(crate) fn line(text: &str) -> String {
    harmless(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// `text` with blanks after it, to `width` columns.
pub(crate) fn pad(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(blanks))
}

/// `text` with blanks before it, to `width` columns.
pub(crate) fn pad_left(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(text.width());
    format!("{}{text}", " ".repeat(blanks))
}

/// The columns of `text` cut to lines of at most `width`, at blanks.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_files_cannot_steer_the_terminal() {
        assert_eq!(
            line("a\u{1b}[31m\nb\u{202e}c\u{9b}d"),
            "a\u{241b}[31m b\u{fffd}c\u{fffd}d"
        );
    }

    #[test]
    fn lines_break_at_blanks() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("", 8), Vec::<String>::new());
        assert_eq!(pad("日本", 5), "日本 ");
        assert_eq!(pad_left("7", 3), "  7");
    }
}
