//! A template of the titles of events: words with placeholders, `"{session}[, {distance}]"`.

use std::ops::Range;

use crate::diagnostic::fault::TitleFault;
use crate::diagnostic::nearest;

/// The most characters of a template: a title is cut at as many.
const MOST_CHARACTERS: usize = 255;

/// The value that a placeholder stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placeholder {
    /// The event's usual title, without a template.
    Title,
    /// The session's own name: "Long run".
    Session,
    /// Its running.
    Distance,
    /// The length of the session in time.
    Duration,
    /// Its hardest part.
    Workout,
    /// The phase of its week.
    Phase,
    /// The number of its week.
    Week,
    /// The number of weeks of its plan.
    Weeks,
    /// The days from it to the race.
    Days,
    /// The race's name.
    Race,
    /// The club that it is run with.
    Club,
    /// The runner's name.
    Runner,
}

impl Placeholder {
    /// Every placeholder with the word in its braces.
    pub const WORDS: [(&'static str, Placeholder); 12] = [
        ("title", Placeholder::Title),
        ("session", Placeholder::Session),
        ("distance", Placeholder::Distance),
        ("duration", Placeholder::Duration),
        ("workout", Placeholder::Workout),
        ("phase", Placeholder::Phase),
        ("week", Placeholder::Week),
        ("weeks", Placeholder::Weeks),
        ("days", Placeholder::Days),
        ("race", Placeholder::Race),
        ("club", Placeholder::Club),
        ("runner", Placeholder::Runner),
    ];

    /// The placeholder of a word.
    pub fn of(word: &str) -> Option<Placeholder> {
        let mut known = Self::WORDS.iter();
        known
            .find(|(known, _)| *known == word)
            .map(|&(_, placeholder)| placeholder)
    }
}

/// A sound template, e.g. `{session}[, {distance}]`: "Long run, 24 km" for a run, and "Rest day" for a day without a
/// distance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitleTemplate {
    parts: Vec<TitlePart>,
}

/// A part of a template: one that is always shown, or one in brackets that is left out if a placeholder in it has no value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct TitlePart {
    in_brackets: bool,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Words(String),
    Value(Placeholder),
}

/// A fault of a template, and the bytes that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TemplateFault {
    pub(crate) fault: TitleFault,
    pub(crate) at: Range<usize>,
}

impl TitleTemplate {
    /// Reads a template: `{word}` is a placeholder, `[…]` a part that is left out where one of its placeholders has no
    /// value; `{{`, `}}`, `[[` and `]]` are the characters themselves.
    ///
    /// # Errors
    ///
    /// Everything that is wrong, in the order of the text.
    pub(crate) fn parse(text: &str) -> Result<TitleTemplate, Vec<TemplateFault>> {
        let mut reader = TemplateReader {
            text,
            at: 0,
            part: TitlePart::default(),
            parts: Vec::new(),
            opened: None,
            faults: Vec::new(),
        };
        reader.read();
        if reader.faults.is_empty() {
            Ok(TitleTemplate { parts: reader.parts })
        } else {
            Err(reader.faults)
        }
    }

    /// The title on one line, with single blanks; empty where no placeholder has a value and there are no words.
    pub fn fill(&self, value: impl Fn(Placeholder) -> Option<String>) -> String {
        let mut title = String::new();
        for part in &self.parts {
            let mut filled = String::new();
            let mut whole = true;
            for piece in &part.pieces {
                match piece {
                    Piece::Words(words) => filled.push_str(words),
                    Piece::Value(placeholder) => match value(*placeholder) {
                        Some(value) => filled.push_str(&value),
                        None => whole = false,
                    },
                }
            }
            if whole || !part.in_brackets {
                title.push_str(&filled);
            }
        }
        let words: Vec<&str> = title.split_whitespace().collect();
        words.join(" ")
    }
}

/// A template half read.
struct TemplateReader<'t> {
    text: &'t str,
    at: usize,
    part: TitlePart,
    parts: Vec<TitlePart>,
    /// The byte of the open bracket.
    opened: Option<usize>,
    faults: Vec<TemplateFault>,
}

impl TemplateReader<'_> {
    fn read(&mut self) {
        if let Some((at, _)) = self.text.char_indices().nth(MOST_CHARACTERS) {
            self.fault(TitleFault::TooLong(MOST_CHARACTERS), at..self.text.len());
            return;
        }
        while let Some(letter) = self.text[self.at..].chars().next() {
            let from = self.at;
            self.at += letter.len_utf8();
            if matches!(letter, '{' | '}' | '[' | ']') && self.text[self.at..].starts_with(letter) {
                self.at += 1;
                self.words(letter);
                continue;
            }
            match letter {
                '{' => self.placeholder(from),
                '}' => self.lone(from, "}", "{"),
                '[' => self.open(from),
                ']' => self.close(from),
                letter if letter.is_control() => {
                    self.fault(TitleFault::SeveralLines, from..self.at);
                }
                letter => self.words(letter),
            }
        }
        if let Some(from) = self.opened {
            self.lone(from, "[", "]");
        }
        self.end_part(false);
    }

    fn words(&mut self, letter: char) {
        match self.part.pieces.last_mut() {
            Some(Piece::Words(words)) => words.push(letter),
            _ => self.part.pieces.push(Piece::Words(letter.to_string())),
        }
    }

    fn placeholder(&mut self, from: usize) {
        let rest = &self.text[self.at..];
        let Some(end) = rest.find(['{', '}']).filter(|end| rest[*end..].starts_with('}')) else {
            self.lone(from, "{", "}");
            return;
        };
        let word = &rest[..end];
        self.at += end + 1;
        match Placeholder::of(word.trim()) {
            Some(placeholder) => self.part.pieces.push(Piece::Value(placeholder)),
            None => {
                let known = Placeholder::WORDS.map(|(word, _)| word);
                let fault = TitleFault::UnknownPlaceholder {
                    word: word.to_owned(),
                    near: nearest(word.trim(), known),
                    known: known.to_vec(),
                };
                self.fault(fault, from..self.at);
            }
        }
    }

    fn open(&mut self, from: usize) {
        if self.opened.is_some() {
            self.fault(TitleFault::NestedBrackets, from..self.at);
            return;
        }
        self.end_part(true);
        self.opened = Some(from);
    }

    fn close(&mut self, from: usize) {
        if self.opened.take().is_none() {
            self.lone(from, "]", "[");
            return;
        }
        let has_value = |piece: &Piece| matches!(piece, Piece::Value(_));
        if self.faults.is_empty() && !self.part.pieces.iter().any(has_value) {
            self.fault(TitleFault::IdleBrackets, from..self.at);
        }
        self.end_part(false);
    }

    /// Puts away what was read, and begins a part, in brackets or not.
    fn end_part(&mut self, in_brackets: bool) {
        let next = TitlePart {
            in_brackets,
            pieces: Vec::new(),
        };
        let part = std::mem::replace(&mut self.part, next);
        if !part.pieces.is_empty() {
            self.parts.push(part);
        }
    }

    fn lone(&mut self, from: usize, found: &'static str, missing: &'static str) {
        self.fault(TitleFault::Lone { found, missing }, from..from + 1);
    }

    fn fault(&mut self, fault: TitleFault, at: Range<usize>) {
        self.faults.push(TemplateFault { fault, at });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Audience;

    #[test]
    fn a_part_in_brackets_goes_with_its_placeholder() {
        let template = TitleTemplate::parse("{session}[, {distance}]").unwrap();
        let of_a_rest_day =
            |placeholder| (placeholder == Placeholder::Session).then(|| "Rest day".to_owned());
        assert_eq!(template.fill(of_a_rest_day), "Rest day");
        assert_eq!(filled("{session}[, {distance}]"), "Long run, 24 km");
    }

    fn filled(template: &str) -> String {
        let template = TitleTemplate::parse(template).unwrap_or_else(|faults| panic!("{faults:?}"));
        template.fill(|placeholder| match placeholder {
            Placeholder::Session => Some("Long run".to_owned()),
            Placeholder::Distance => Some("24 km".to_owned()),
            Placeholder::Race => Some("Two\nlines\r\nBEGIN:VEVENT".to_owned()),
            _ => None,
        })
    }

    fn faults(template: &str) -> Vec<String> {
        let faults = TitleTemplate::parse(template).err().unwrap_or_default();
        let told = |one: TemplateFault| {
            let message = one.fault.words(Audience::Terminal).message;
            format!("{}: {message}", &template[one.at])
        };
        faults.into_iter().map(told).collect()
    }

    #[test]
    fn a_part_in_brackets_is_left_out_where_a_value_is_missing() {
        assert_eq!(filled("{session} {distance}"), "Long run 24 km");
        assert_eq!(filled("{session}[, {distance}][ ({club})]!"), "Long run, 24 km!");
        assert_eq!(filled("{club} {session}  {phase}"), "Long run");
        assert_eq!(filled("{club}[{phase}]"), "");
        assert_eq!(filled("{ session }"), "Long run");
    }

    #[test]
    fn doubled_braces_and_brackets_stand_for_themselves() {
        assert_eq!(filled("{{session}} [[{distance}]]"), "{session} [24 km]");
        assert_eq!(filled("[{{{distance}}}]"), "{24 km}");
    }

    #[test]
    fn a_title_stays_on_one_line_whatever_a_value_holds() {
        assert_eq!(filled("{race}"), "Two lines BEGIN:VEVENT");
        assert_eq!(
            faults("a\nb\r"),
            ["\n: a title is a single line", "\r: a title is a single line"]
        );
    }

    #[test]
    fn everything_wrong_is_told_at_its_place() {
        assert_eq!(
            faults("{sesion} } {x {distance}"),
            [
                "{sesion}: there is no placeholder `{sesion}`",
                "}: this `}` has no `{`; write `}}` to show it",
                "{: this `{` has no `}`; write `{{` to show it",
            ]
        );
        assert_eq!(faults("[a[{week}]").len(), 1);
        assert_eq!(faults("a] [{week}").len(), 2);
        assert_eq!(faults("[words]").len(), 1);
        assert_eq!(faults(&"ä".repeat(MOST_CHARACTERS)).len(), 0);
        assert_eq!(faults(&"ä".repeat(MOST_CHARACTERS + 1)).len(), 1);
    }
}
