//! Diagnostics as text: the file, the line, the word underlined, and what to do.

use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::excerpt::Excerpt;
use super::hostile::{harmless, one_line};
use super::{Audience, Diagnostic, Severity, Source, Span};

/// Lines longer than this are cut around the word, so that a hostile file cannot flood a terminal.
const WIDEST: usize = 140;

/// The style of the text: plain or coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// No escape sequences.
    Plain,
    /// ANSI colours.
    Coloured,
}

/// One diagnostic, as a compiler would print it, with a final newline.
pub fn render(diagnostic: &Diagnostic, style: Style) -> String {
    let words = diagnostic.words(Audience::Terminal);
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let message = one_line(&words.message);
    let mut group = Group::with_title(level.primary_title(message).id(diagnostic.code().word()));
    // The file of the word underlined first, then the others, each once.
    let first = diagnostic.at.iter();
    let other = diagnostic.and.iter();
    let labels: Vec<(AnnotationKind, &Span, &str)> = first
        .map(|span| (AnnotationKind::Primary, span, &*words.mark))
        .chain(other.map(|span| (AnnotationKind::Context, span, words.other_mark)))
        .collect();
    let mut sources: Vec<&Arc<Source>> = Vec::new();
    for (_, span, _) in &labels {
        if !sources.contains(&span.source()) {
            sources.push(span.source());
        }
    }
    for source in sources {
        let here: Vec<_> = labels
            .iter()
            .filter(|(_, span, _)| span.source() == source)
            .collect();
        let spans: Vec<_> = here.iter().map(|(_, span, _)| span.range()).collect();
        let excerpt = Excerpt::of(source, &spans);
        let annotations = here
            .iter()
            .zip(excerpt.spans)
            .map(|((kind, _, text), span)| kind.span(span).label(harmless(text)));
        let snippet = Snippet::source(excerpt.text)
            .line_start(excerpt.first_line)
            .path(one_line(source.name()))
            .annotations(annotations);
        group = group.element(snippet);
    }
    for help in &words.help {
        group = group.element(Level::HELP.message(harmless(help)));
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let mut text = renderer.term_width(WIDEST).render(&[group]);
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Suggestion;
    use crate::diagnostic::fault::TextFault;

    #[test]
    fn a_fault_shows_file_line_word_and_advice() {
        let source = Source::new("season.toml", "title = \"x\"\nlnog = 3\n");
        let fault = TextFault::UnknownKey {
            table: "a season",
            key: "lnog".to_owned(),
            suggestion: Suggestion::of("lnog", ["long"]),
        };
        let text = render(&fault.at(&Span::new(&source, 12..16)), Style::Plain);
        assert_eq!(
            text,
            "error[unknown-key]: a season has no key `lnog`\n \
             --> season.toml:2:1\n  |\n2 | lnog = 3\n  | ^^^^ unknown\n  |\n  = help: did you mean `long`?\n"
        );
    }

    #[test]
    fn a_name_never_begins_a_line() {
        let name = "a\nERROR forged.toml";
        let source = Source::new(name, "x = 1");
        let fault = TextFault::FileTooLarge {
            file: name.to_owned(),
        };
        let text = render(&fault.at(&Span::whole(&source)), Style::Plain);
        assert!(!text.lines().any(|line| line.starts_with("ERROR")), "{text}");
        assert_eq!(text.matches("a\u{240a}ERROR forged.toml").count(), 2, "{text}");
    }

    #[test]
    fn control_characters_never_reach_the_terminal() {
        let source = Source::new("a\u{1b}[31m.toml", "x = \"\u{1b}[31m\"");
        let fault = TextFault::WrittenTwice {
            key: "bad \u{7} word".to_owned(),
        };
        let text = render(&fault.at(&Span::whole(&source)), Style::Plain);
        assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
    }
}
