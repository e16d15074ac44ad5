//! Faults of TOML text: its syntax, its keys, and the types and ranges of its values.

use chrono::NaiveDate;

use super::{Audience, Words, faults};
use crate::diagnostic::{Suggestion, or_list};

faults! {
    /// A fault of a file's text, or of the value of a flag.
    TextFault in Text {
        /// A file larger than any plan or season.
        FileTooLarge { file: String } => Error FileTooLarge,
        /// A file with more words and signs than any plan or season.
        TooManyWords { file: String } => Error FileTooLarge,
        /// A list of too many items.
        TooManyListed { key: String, count: usize, most: usize } => Error TooMany,
        /// A whole number beyond 64 bits.
        NumberTooLarge => Error Number,
        /// A date that no calendar has, with the one that was probably meant.
        NotADate { text: String, meant: Option<NaiveDate> } => Error Date,
        /// A date before 1900 or after 2200.
        DateOutOfRange { text: String } => Error Date,
        /// A time of day that no clock shows.
        NotATime { text: String } => Error Time,
        /// A string without quotes.
        NoQuotes { text: String } => Error TomlSyntax,
        /// A string whose closing quote is missing.
        NoClosingQuote => Error TomlSyntax,
        /// A list that is not closed.
        OpenList => Error TomlSyntax,
        /// A heading whose bracket is not closed.
        OpenBracket => Error TomlSyntax,
        /// Two items of a list without a comma between them.
        NoComma => Error TomlSyntax,
        /// A key without a value.
        NoValue => Error TomlSyntax,
        /// A key that stands twice.
        WrittenTwice { key: String } => Error TomlSyntax,
        /// Any other syntax error, in the parser's words.
        Unreadable { reason: String } => Error TomlSyntax,
        /// A key that its table does not have.
        UnknownKey { table: &'static str, key: String, suggestion: Suggestion } => Error UnknownKey,
        /// A flag, or a key of an address, that does not exist.
        UnknownFlag { name: String, suggestion: Suggestion } => Error UnknownKey,
        /// A value of another type than its key takes.
        WrongType { key: String, wanted: WantedType, found: &'static str } => Error WrongType,
        /// The value of a flag, which is no value of the type that the flag takes.
        WrongFlag { flag: String, wanted: WantedType, text: String } => Error WrongType,
        /// Text with a control character.
        ControlCharacter { key: String, character: char } => Error ControlCharacter,
        /// Text without a letter.
        EmptyText { key: String } => Error EmptyText,
        /// A bare number where an amount belongs, with a unit that would fit.
        NoUnit { key: String, number: String, unit: &'static str } => Error NoUnit,
        /// A word that is not one of those known for its subject, which are given where they are few.
        UnknownWord { word: String, subject: Subject, few: Vec<String>, suggestion: Suggestion } => Error UnknownWord,
        /// A number outside of its range.
        OutOfRange { key: String, number: i64, least: i64, most: i64 } => Error OutOfRange,
    }
}

/// The subject of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Subject {
    /// The value of a key, or of a flag.
    Key(String),
    /// A thing: "a rest day".
    Thing(&'static str),
}

/// The type of value that a key takes, with an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum WantedType {
    /// A string; the text that was perhaps meant to be one.
    Text(Option<String>),
    /// A date.
    Date,
    /// A time of day.
    Time,
    /// `true` or `false`.
    Bool,
    /// A whole number; the example as it would be written.
    WholeNumber(String),
    /// A table.
    Table,
    /// A list of tables.
    Tables,
    /// A list of dates.
    Dates,
    /// Latitude and longitude.
    Coordinates,
    /// Days, a time, or both; the time of the example.
    DaysAndTime(String),
    /// A time or a window; the time of the example.
    Room(String),
}

impl WantedType {
    fn name(&self) -> &'static str {
        match self {
            WantedType::Text(_) => "text",
            WantedType::Date => "a date",
            WantedType::Time => "a time of day",
            WantedType::Bool => "true or false",
            WantedType::WholeNumber(_) => "a whole number",
            WantedType::Table => "a table",
            WantedType::Tables => "a list of tables",
            WantedType::Dates => "dates",
            WantedType::Coordinates => "a latitude and a longitude",
            WantedType::DaysAndTime(_) => "days, a time, or both",
            WantedType::Room(_) => "a time, a window or \"off\"",
        }
    }

    /// Advice on writing `key` in a file, with an example.
    fn in_file(&self, key: &str) -> String {
        match self {
            WantedType::Text(Some(text)) => format!("write it in quotes, e.g. {key} = \"{text}\""),
            WantedType::Text(None) => format!("write it in quotes, e.g. {key} = \"…\""),
            WantedType::Date => format!("dates stand without quotes, e.g. {key} = 2027-04-19"),
            WantedType::Time => format!("write e.g. {key} = \"07:30\""),
            WantedType::Bool => format!("write {key} = true"),
            WantedType::WholeNumber(example) => format!("write {example}"),
            WantedType::Table => format!("write a line [{key}] and its keys below it"),
            WantedType::Tables => format!("write a line [[{key}]] and its keys below it"),
            WantedType::Dates => format!("write {key} = [2027-02-02]"),
            WantedType::Coordinates => {
                format!("write {key} = [43.6965, -79.2620]: latitude, longitude, in degrees")
            }
            WantedType::DaysAndTime(time) => format!("write e.g. {key} = \"sun {time}\""),
            WantedType::Room(time) => format!("write e.g. {key} = \"{time}\""),
        }
    }

    /// Advice on writing the value of `flag` on the command line or in an address; `None` where there is none.
    fn in_flag(&self, flag: &str) -> Option<String> {
        match self {
            WantedType::Bool => Some(format!("write {flag}=yes")),
            WantedType::WholeNumber(example) => Some(format!("write {example}")),
            _ => None,
        }
    }
}

const DATES: &str = "dates are year-month-day, e.g. 2027-04-19";
const TIMES: &str = "times are hours:minutes:seconds, e.g. 10:00:00";

impl TextFault {
    pub(super) fn words(&self, to: Audience<'_>) -> Words {
        match self {
            Self::FileTooLarge { file } => Words::new(format!("{file} is larger than 1 MiB"))
                .help("a plan or a season is a few kilobytes of text; is this the right file?"),
            Self::TooManyWords { file } => Words::new(format!(
                "{file} has too many words and signs; nothing is read from here on"
            ))
            .help("a plan or a season is a few kilobytes of text; is this the right file?"),
            Self::TooManyListed { key, count, most } => Words::new(format!(
                "{} lists {count} things, and {most} is the most",
                to.quoted(key)
            ))
            .mark("one too many"),
            Self::NumberTooLarge => Words::new("this number is too large"),
            Self::NotADate { text, meant } => {
                let words = Words::new(format!("{} is not a day of the calendar", to.quoted(text)));
                match meant {
                    Some(date) => words.help(format!("did you mean {date}?")),
                    None => words.help(DATES),
                }
            }
            Self::DateOutOfRange { text } => {
                Words::new(format!("{} is not a day of the calendar", to.quoted(text)))
                    .help(format!("{DATES}, between 1900 and 2200"))
            }
            Self::NotATime { text } => {
                Words::new(format!("{} is not a time of day", to.quoted(text))).help(TIMES)
            }
            Self::NoQuotes { text } => Words::new(format!("{} stands without quotes", to.quoted(text)))
                .help(format!("write \"{text}\"")),
            Self::NoClosingQuote => Words::new("the closing quote is missing")
                .help("text stands between two quotes, e.g. name = \"Sam\""),
            Self::OpenList => Words::new("a list is not closed before this")
                .help("end it with ], e.g. rest = [\"mon\", \"fri\"]"),
            Self::OpenBracket => {
                Words::new("the bracket of this line is not closed").help("write e.g. [race] or [[away]]")
            }
            Self::NoComma => Words::new("a comma is missing before this in a list")
                .help("write e.g. rest = [\"mon\", \"fri\"]"),
            Self::NoValue => {
                Words::new("a key stands here without `=` and a value").help("write e.g. units = \"mi\"")
            }
            Self::WrittenTwice { key } => {
                Words::new(format!("{} is written twice", to.quoted(key))).help("keep the one that is meant")
            }
            Self::Unreadable { reason } => Words::new(format!("this cannot be read: {reason}"))
                .help("a line is a key, `=` and a value, e.g. units = \"mi\""),
            Self::UnknownKey {
                table,
                key,
                suggestion,
            } => Words::new(format!("{table} has no key {}", to.quoted(key)))
                .mark("unknown")
                .suggest(to, suggestion),
            Self::UnknownFlag { name, suggestion } => {
                Words::new(format!("there is no {}", to.quoted(name))).suggest(to, suggestion)
            }
            Self::WrongType { key, wanted, found } => Words::new(format!(
                "{} takes {}, and this is {found}",
                to.key(key),
                wanted.name()
            ))
            .mark(format!("{found} here"))
            .help_outside_pages(to, wanted.in_file(key)),
            Self::WrongFlag { flag, wanted, text } => {
                let (name, text) = (to.key(flag), to.quoted(text));
                let words = Words::new(format!("{name} takes {}, and {text} is none", wanted.name()));
                match wanted.in_flag(flag) {
                    Some(help) => words.help_outside_pages(to, help),
                    None => words,
                }
            }
            Self::ControlCharacter { key, character } => Words::new(format!(
                "{} holds a control character (U+{:04X})",
                to.key(key),
                u32::from(*character)
            ))
            .help("only line breaks and tabs may stand in text"),
            Self::EmptyText { key } => {
                let key = to.key(key);
                Words::new(format!("{key} is empty")).help(format!("write something, or leave {key} out"))
            }
            Self::NoUnit { key, number, unit } => {
                Words::new(format!("{} is a bare number: {number} of what?", to.key(key)))
                    .mark("no unit")
                    .help_outside_pages(
                        to,
                        format!("write it in quotes with its unit, e.g. {key} = \"{number} {unit}\""),
                    )
            }
            Self::UnknownWord {
                word,
                subject,
                few,
                suggestion,
            } => {
                let (word, name) = (
                    to.quoted(word),
                    match subject {
                        Subject::Key(key) => to.key(key),
                        Subject::Thing(thing) => (*thing).to_owned(),
                    },
                );
                let few: Vec<String> = few.iter().map(|word| to.quoted(word)).collect();
                let words = match few.as_slice() {
                    [] => Words::new(format!("{word} is not a valid value for {name}")),
                    few => Words::new(format!(
                        "{word} is not a valid value for {name} (use {})",
                        or_list(few)
                    )),
                };
                words.mark("unknown").suggest(to, suggestion)
            }
            Self::OutOfRange {
                key,
                number,
                least,
                most,
            } => Words::new(format!(
                "{} is {number}, and may be from {least} to {most}",
                to.key(key)
            )),
        }
    }
}
