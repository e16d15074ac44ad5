//! Diagnostics as text: the file, the line, the word underlined, and what to do.

use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::excerpt::{Excerpt, visible};
use super::{Diagnostic, Label, Severity, Source};

/// Lines longer than this are cut around the word, so that a hostile file cannot flood a terminal.
const WIDEST: usize = 140;

/// Whether the text may hold colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// No escape sequences.
    Plain,
    /// ANSI colours.
    Coloured,
}

/// One diagnostic, as a compiler would print it, with a final newline.
pub fn render(diagnostic: &Diagnostic, style: Style) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let message = one_line(&diagnostic.message);
    let mut group = Group::with_title(level.primary_title(message).id(diagnostic.code));
    // The file of the word underlined first, then the others, each once.
    let labels: Vec<(AnnotationKind, &Label)> = diagnostic
        .at
        .iter()
        .map(|label| (AnnotationKind::Primary, label))
        .chain(
            diagnostic
                .context
                .iter()
                .map(|label| (AnnotationKind::Context, label)),
        )
        .collect();
    let mut sources: Vec<&Arc<Source>> = Vec::new();
    for (_, label) in &labels {
        if !sources.contains(&label.span.source()) {
            sources.push(label.span.source());
        }
    }
    for source in sources {
        let here: Vec<_> = labels
            .iter()
            .filter(|(_, label)| label.span.source() == source)
            .collect();
        let spans: Vec<_> = here.iter().map(|(_, label)| label.span.range()).collect();
        let excerpt = Excerpt::of(source, &spans);
        let annotations = here.iter().zip(excerpt.spans).map(|((kind, label), span)| {
            let text = clean(&label.text);
            kind.span(span).label(text)
        });
        let snippet = Snippet::source(excerpt.text)
            .line_start(excerpt.first_line)
            .path(one_line(source.name()))
            .annotations(annotations);
        group = group.element(snippet);
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(clean(help)));
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let mut text = renderer.term_width(WIDEST).render(&[group]);
    text.push('\n');
    text
}

/// Text in which control characters, ends of lines among them, are signs: a file may be called anything, and what is said
/// of it must not look like a line that somebody else said.
pub fn one_line(text: &str) -> String {
    text.chars().map(visible).collect()
}

/// Text from files and flags without control characters, so that it cannot steer a terminal.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| if c == '\n' { c } else { visible(c) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    #[test]
    fn a_fault_shows_file_line_word_and_advice() {
        let source = Source::new("season.toml", "title = \"x\"\nlnog = 3\n");
        let fault = Diagnostic::error("unknown-key", "a season has no key `lnog`")
            .at(&Span::new(&source, 12..16), "unknown")
            .suggest("lnog", ["long"]);
        let text = render(&fault, Style::Plain);
        assert_eq!(
            text,
            "error[unknown-key]: a season has no key `lnog`\n \
             --> season.toml:2:1\n  |\n2 | lnog = 3\n  | ^^^^ unknown\n  |\n  = help: did you mean `long`?\n"
        );
    }

    #[test]
    fn a_name_never_begins_a_line() {
        let source = Source::new("a\nERROR forged.toml", "x = 1");
        let fault = Diagnostic::error("x", "cannot read a\nERROR forged.toml").at(&Span::whole(&source), "");
        let text = render(&fault, Style::Plain);
        assert!(!text.lines().any(|line| line.starts_with("ERROR")), "{text}");
        assert_eq!(text.matches("a\u{240a}ERROR forged.toml").count(), 2, "{text}");
    }

    #[test]
    fn control_characters_never_reach_the_terminal() {
        let source = Source::new("a\u{1b}[31m.toml", "x = \"\u{1b}[31m\"");
        let fault = Diagnostic::error("x", "bad \u{7} word").at(&Span::whole(&source), "");
        assert!(
            !render(&fault, Style::Plain)
                .chars()
                .any(|c| c.is_control() && c != '\n')
        );
    }
}
