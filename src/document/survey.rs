//! The syntax errors of a text, counted before anything is made of it.
//!
//! `toml` keeps an error for each fault, which of a hostile megabyte is a gigabyte. So the text is first read for its
//! errors alone, into a counter. Only a text with few of them becomes a tree.

use std::ops::Range;

use toml_parser::decoder::Encoding;
use toml_parser::lexer::Token;
use toml_parser::parser::{
    Event, EventKind, EventReceiver, RecursionGuard, ValidateWhitespace, parse_document,
};
use toml_parser::{ErrorSink, Expected, ParseError, Raw, Source, Span};

/// The most tokens of a text: words, values, signs, blanks and ends of lines. A season of five years with a report on
/// each day has 32,000; a text that has more holds no season, and its tree would be a hundred times its size.
const MOST_TOKENS: usize = 65_536;

/// The most syntax errors with which a text is still made into a tree, so that its other faults are found too.
const MOST_RECOVERED: usize = 1_000;

/// The deepest lists and tables in each other. `toml` goes four times as deep, each time by the parts of a key: a file of
/// 13 KB would overflow the stack of whoever walks its tree.
const DEEPEST: u32 = 20;

/// The most parts of a key with points in it.
const MOST_PARTS: usize = 10;

/// The parser's words for what is deeper than [`DEEPEST`].
const TOO_DEEP: &str = "cannot recurse further";

/// The words for a key of more than [`MOST_PARTS`].
const TOO_MANY_PARTS: &str = "a key has too many parts";

/// The result of reading a text for its errors.
pub(super) enum Survey {
    /// A text to make a tree of.
    Readable,
    /// A text with too many errors to make a tree of, or one that is too deep.
    Spoilt {
        /// Some of the errors, in the parser's order.
        first: Vec<SyntaxError>,
        /// Number of errors beside those.
        more: usize,
    },
    /// A text with too many tokens.
    TooLong {
        /// The errors in the part that was read.
        first: Vec<SyntaxError>,
        /// Number of errors in that part beside those.
        more: usize,
        /// The end of that part.
        at: usize,
    },
}

/// A syntax error: its bytes, and the parser's words.
pub(super) type SyntaxError = (Range<usize>, String);

/// True if the parser's `message` is about a list that is not closed.
pub(super) fn is_open_list(message: &str) -> bool {
    message.starts_with("unclosed array") && !message.contains("table")
}

/// Reads `text` for its errors, of which at most `most` are kept.
pub(super) fn survey(text: &str, most: usize) -> Survey {
    let source = Source::new(text);
    let mut lexer = source.lex();
    let tokens: Vec<Token> = lexer.by_ref().take(MOST_TOKENS).collect();
    if let Some(next) = lexer.next() {
        let at = next.span().start();
        let (first, more) = errors_before(&text[..at], most);
        return Survey::TooLong { first, more, at };
    }
    let mut count = Count::default();
    read(source, &tokens, &mut count);
    if count.errors <= MOST_RECOVERED && !count.too_deep {
        return Survey::Readable;
    }
    let mut kept = Kept::new(most, count.open_list());
    read(source, &tokens, &mut kept);
    let more = kept.more();
    Survey::Spoilt {
        first: kept.errors,
        more,
    }
}

/// The first errors of the beginning of a text. Those at its end are of the cut.
fn errors_before(part: &str, most: usize) -> (Vec<SyntaxError>, usize) {
    let source = Source::new(part);
    let tokens: Vec<Token> = source.lex().take(MOST_TOKENS + 1).collect();
    let mut kept = Kept::new(most, None);
    read(source, &tokens, &mut |error: ParseError| {
        if range(&error).end < part.len() {
            kept.report_error(error);
        }
    });
    let more = kept.more();
    (kept.errors, more)
}

/// Reports what is too deep, and the errors that `toml` finds too but for keys that stand twice and dates that no calendar has: of those a text
/// holds few, for its tokens are counted.
fn read(source: Source<'_>, tokens: &[Token], errors: &mut dyn ErrorSink) {
    let mut values = Values {
        source,
        parts: 0,
        goes_on: false,
    };
    let mut whitespace = ValidateWhitespace::new(&mut values, source);
    let mut guard = RecursionGuard::new(&mut whitespace, DEEPEST);
    parse_document(tokens, &mut guard, errors);
}

/// Checks keys and values, and keeps none.
struct Values<'s> {
    source: Source<'s>,
    /// The parts of the key so far.
    parts: usize,
    /// Set after a point: the next part is of the same key.
    goes_on: bool,
}

impl<'s> Values<'s> {
    fn raw(&self, kind: EventKind, span: Span, encoding: Option<Encoding>) -> Option<Raw<'s>> {
        self.source.get(Event::new_unchecked(kind, encoding, span))
    }
}

impl EventReceiver for Values<'_> {
    fn simple_key(&mut self, span: Span, encoding: Option<Encoding>, errors: &mut dyn ErrorSink) {
        if let Some(raw) = self.raw(EventKind::SimpleKey, span, encoding) {
            raw.decode_key(&mut (), errors);
        }
        self.parts = if self.goes_on { self.parts + 1 } else { 1 };
        self.goes_on = false;
        if self.parts == MOST_PARTS + 1 {
            errors.report_error(ParseError::new(TOO_MANY_PARTS).with_unexpected(span));
        }
    }

    fn key_sep(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.goes_on = true;
    }

    fn scalar(&mut self, span: Span, encoding: Option<Encoding>, errors: &mut dyn ErrorSink) {
        if let Some(raw) = self.raw(EventKind::Scalar, span, encoding) {
            let _ = raw.decode_scalar(&mut (), errors);
        }
    }
}

/// A counter of errors.
#[derive(Default)]
struct Count {
    errors: usize,
    too_deep: bool,
    /// The first error in a list.
    in_list: Option<usize>,
    /// The first error in a list and the last end of the text that came before the end of a list.
    open: Option<(usize, usize)>,
}

impl Count {
    /// The bytes that a list without an end has swallowed.
    fn open_list(&self) -> Option<Range<usize>> {
        self.open.map(|(first, last)| first..last + 1)
    }
}

impl ErrorSink for Count {
    fn report_error(&mut self, error: ParseError) {
        self.errors += 1;
        let is_deep = |words| error.description().starts_with(words);
        self.too_deep |= [TOO_DEEP, TOO_MANY_PARTS].into_iter().any(is_deep);
        let at = range(&error).start;
        if is_open_list(error.description()) {
            self.open = Some((self.in_list.unwrap_or(at), at));
        }
        if error.description().contains("array") {
            self.in_list.get_or_insert(at);
        }
    }
}

/// The first errors, those in a list without an end counted as one.
struct Kept {
    errors: Vec<SyntaxError>,
    all: usize,
    most: usize,
    swallowed: Option<Range<usize>>,
}

impl Kept {
    fn new(most: usize, swallowed: Option<Range<usize>>) -> Self {
        Kept {
            errors: Vec::new(),
            all: 0,
            most,
            swallowed,
        }
    }

    fn more(&self) -> usize {
        self.all.saturating_sub(self.errors.len())
    }
}

impl ErrorSink for Kept {
    fn report_error(&mut self, error: ParseError) {
        let range = range(&error);
        let swallowed = self.swallowed.as_ref();
        let is_swallowed = swallowed.is_some_and(|list| list.contains(&range.start));
        let is_last = swallowed.is_some_and(|list| list.end == range.start + 1);
        if is_swallowed && !(is_last && is_open_list(error.description())) {
            return;
        }
        self.all += 1;
        if self.errors.len() < self.most {
            self.errors.push((range, message(&error)));
        }
    }
}

fn range(error: &ParseError) -> Range<usize> {
    error.unexpected().map_or(0..0, |span| span.start()..span.end())
}

/// The words of an error as `toml` puts them.
fn message(error: &ParseError) -> String {
    let Some(expected) = error.expected() else {
        return error.description().to_owned();
    };
    let words: Vec<String> = expected
        .iter()
        .map(|expected| match expected {
            Expected::Literal("\n") => "newline".to_owned(),
            Expected::Literal("`") => "'`'".to_owned(),
            Expected::Literal(literal) if literal.chars().all(|c| c.is_ascii_control()) => {
                format!("`{}`", literal.escape_debug())
            }
            Expected::Literal(literal) => format!("`{literal}`"),
            Expected::Description(words) => (*words).to_owned(),
            _ => "etc".to_owned(),
        })
        .collect();
    let expected = match words.is_empty() {
        true => "nothing".to_owned(),
        false => words.join(", "),
    };
    format!("{}, expected {expected}", error.description())
}

#[cfg(test)]
mod tests {
    use super::*;
    use toml::de::DeTable;

    /// Texts with errors of many kinds, each repeated.
    const SPOILT: [&str; 18] = [
        "=\n",
        "a\n",
        "a=\n",
        "a=x\n",
        "a=1 1\n",
        "[a\n",
        "[[a]\n",
        "{\n",
        "}\n",
        "\"\n",
        "a='\n",
        "a=\"\\q\"\n",
        "#\u{7}\n",
        "\"\u{7}\"=1\n",
        "a\rb\n",
        "a = [1 2,,]\n",
        "a = {b 1,,}\n",
        "a = 2027-02-30\n",
    ];

    #[test]
    fn the_counter_finds_the_errors_that_the_parser_finds() {
        for unit in SPOILT {
            let text = unit.repeat(600) + unit;
            let (_, of_parser) = DeTable::parse_recoverable(&text);
            let of_parser: Vec<SyntaxError> = of_parser
                .iter()
                .filter(|error| {
                    !["duplicate key", "invalid date"]
                        .iter()
                        .any(|it| error.message().starts_with(it))
                })
                .map(|error| (error.span().unwrap_or(0..0), error.message().to_owned()))
                .collect();
            let tokens: Vec<Token> = Source::new(&text).lex().collect();
            let mut kept = Kept::new(usize::MAX, None);
            read(Source::new(&text), &tokens, &mut kept);
            // The parser reads no values after a key that lacks one; the counter does.
            for error in of_parser {
                assert!(kept.errors.contains(&error), "{unit:?}: {error:?}");
            }
            assert!(kept.errors.len() <= 3 * 601, "{unit:?}");
        }
    }

    #[test]
    fn a_deep_text_becomes_no_tree() {
        let key = |parts: usize| vec!["a"; parts].join(".");
        let tables = |deep: usize| (0..deep).fold("1".to_owned(), |inside, _| format!("{{a = {inside}}}"));
        for (text, is_readable) in [
            (format!("{} = 1", key(10)), true),
            (format!("{} = 1", key(11)), false),
            (format!("[{}]", key(11)), false),
            (format!("a = {}", tables(20)), true),
            (format!("a = {}", tables(21)), false),
            (format!("a = {}{}", "[".repeat(21), "]".repeat(21)), false),
        ] {
            assert_eq!(
                matches!(survey(&text, 100), Survey::Readable),
                is_readable,
                "{text}"
            );
        }
    }

    #[test]
    fn the_errors_of_a_list_without_an_end_are_one() {
        let lines: String = (0..800).map(|number| format!("k{number} = 1\n")).collect();
        let Survey::Spoilt { first, more } = survey(&format!("x y\na = [\n{lines}"), 100) else {
            panic!("it has more than a thousand errors");
        };
        assert!(first.len() <= 3, "{first:?}");
        assert_eq!(more, 0);
        assert!(is_open_list(&first.last().unwrap().1));
    }

    #[test]
    fn a_text_of_too_many_tokens_has_only_faults_before_the_cut() {
        let ones = format!("x y\na = [{}]\n", "1,".repeat(MOST_TOKENS));
        let Survey::TooLong { first, more, at } = survey(&ones, 100) else {
            panic!("it has more tokens");
        };
        assert_eq!((first.len(), more), (1, 0), "{first:?}");
        assert!(at < ones.len());
        let Survey::TooLong { first, more, .. } = survey(&",".repeat(1 << 20), 100) else {
            panic!("it has more tokens");
        };
        assert!(first.len() <= 100 && first.len() + more < MOST_TOKENS, "{more}");
    }
}
