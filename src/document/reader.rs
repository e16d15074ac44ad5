//! Reading a table key by key. Faults go to the collector.

use std::cell::RefCell;
use std::ops::Range;

use chrono::{NaiveDate, NaiveTime};

use super::advice::{range_of, unit};
use super::{Table, Value, ValueKind};
use crate::diagnostic::fault::{Fault, Subject, TextFault, WantedType};
use crate::diagnostic::{Code, Faults, MOST_SHOWN, Span, Suggestion, ValueError};

/// A value with its place in the source.
#[derive(Debug, Clone, PartialEq)]
pub struct Spanned<T> {
    /// The value, as read.
    pub value: T,
    /// The bytes it was read from.
    pub span: Span,
}

/// A string with its place. It holds no control characters but newline and tab.
pub type Text = Spanned<String>;

impl Text {
    /// The place of the bytes `range` of this string's value, without its quotes and escapes.
    pub fn part(&self, range: Range<usize>) -> Span {
        self.span.within(&self.value, range)
    }
}

/// Reads one table. Every key asked for counts as known; [`Reader::finish`] reports the others.
#[derive(Debug)]
pub struct Reader<'a> {
    table: &'a Table,
    faults: &'a Faults,
    /// The table's noun in messages, e.g. "a season": "… has no key `x`".
    what: &'static str,
    asked: RefCell<Vec<String>>,
}

impl<'a> Reader<'a> {
    /// A reader of `table`, which messages call `what`, e.g. "a season".
    pub fn new(table: &'a Table, faults: &'a Faults, what: &'static str) -> Self {
        Reader {
            table,
            faults,
            what,
            asked: RefCell::new(Vec::new()),
        }
    }

    /// The place of the table in the source.
    pub fn span(&self) -> &Span {
        &self.table.span
    }

    /// The collector that faults are reported to.
    pub fn faults(&self) -> &'a Faults {
        self.faults
    }

    /// Each key with the place of its value, in the order written.
    pub fn places(&self) -> Vec<(String, Span)> {
        let entries = self.table.entries.iter();
        entries
            .map(|entry| (entry.key.clone(), entry.value.span.clone()))
            .collect()
    }

    /// The value of `key`, of any type. The key counts as known.
    pub fn value(&self, key: &str) -> Option<&'a Value> {
        self.knows(key);
        self.table.get(key)
    }

    /// Marks `key` as known without reading it.
    pub fn knows(&self, key: &str) {
        let mut asked = self.asked.borrow_mut();
        if !asked.iter().any(|known| known == key) {
            asked.push(key.to_owned());
        }
    }

    /// The entries whose key has not been asked for yet, in the order written.
    pub fn unasked(&self) -> Vec<(&'a str, &'a Span, &'a Value)> {
        let asked = self.asked.borrow();
        let open = self
            .table
            .entries
            .iter()
            .filter(|entry| !asked.contains(&entry.key));
        open.map(|entry| (entry.key.as_str(), &entry.key_span, &entry.value))
            .collect()
    }

    /// Reports every key that was not asked for, with the nearest known key as advice.
    pub fn finish(self) {
        let asked = self.asked.borrow();
        for entry in &self.table.entries {
            if !asked.contains(&entry.key) {
                // Of so many nobody reads the advice.
                let suggestion = match self.faults.errors() < MOST_SHOWN {
                    true => Suggestion::of(&entry.key, asked.iter().map(String::as_str)),
                    false => Suggestion::None,
                };
                let fault = TextFault::UnknownKey {
                    table: self.what,
                    key: entry.key.clone(),
                    suggestion,
                };
                self.faults.push(fault.at(&entry.key_span));
            }
        }
    }

    /// The string at `key`. Another type, or a control character in it, is a fault.
    pub fn text(&self, key: &str) -> Option<Text> {
        let value = self.value(key)?;
        self.text_of(key, value)
    }

    /// `value`, found at `key`, as a string.
    pub fn text_of(&self, key: &str, value: &Value) -> Option<Text> {
        let ValueKind::Text(text) = &value.kind else {
            let written = match &value.kind {
                ValueKind::Integer(_) | ValueKind::Float(_) => Some(value.span.text().to_owned()),
                _ => None,
            };
            self.wrong_type(key, value, WantedType::Text(written));
            return None;
        };
        if let Some((at, found)) = text
            .char_indices()
            .find(|&(_, c)| c.is_control() && c != '\n' && c != '\t')
        {
            let span = value.span.within(text, at..at + found.len_utf8());
            let fault = TextFault::ControlCharacter {
                key: value.span.name_of(key).to_owned(),
                character: found,
            };
            self.faults.push(fault.at(&span));
            return None;
        }
        Some(Spanned {
            value: text.clone(),
            span: value.span.clone(),
        })
    }

    /// The string at `key`, which must not be blank.
    pub fn line(&self, key: &str) -> Option<Text> {
        let text = self.text(key)?;
        if text.value.trim().is_empty() {
            let key = text.span.name_of(key).to_owned();
            self.faults.push(TextFault::EmptyText { key }.at(&text.span));
            return None;
        }
        Some(text)
    }

    /// The string at `key`, read by `parse`. Its error is reported at the string.
    pub fn parsed<T, E: Into<ValueError>>(
        &self,
        key: &str,
        code: Code,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<Spanned<T>> {
        let value = self.value(key)?;
        if let (ValueKind::Integer(_) | ValueKind::Float(_), Some(unit)) = (&value.kind, unit(code)) {
            self.without_unit(key, value, unit);
            return None;
        }
        let text = self.text_of(key, value)?;
        self.parse_text(code, &text, parse)
    }

    /// Reports a bare number at `key` that lacks its unit; `unit` is the example in the advice.
    pub fn without_unit(&self, key: &str, value: &Value, unit: &'static str) {
        let fault = TextFault::NoUnit {
            key: key.to_owned(),
            number: value.span.text().to_owned(),
            unit,
        };
        self.faults.push(fault.at(&value.span));
    }

    /// `text` read by `parse`, whose error is told at the string.
    pub fn parse_text<T, E: Into<ValueError>>(
        &self,
        code: Code,
        text: &Text,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<Spanned<T>> {
        match parse(&text.value) {
            Ok(value) => Some(Spanned {
                value,
                span: text.span.clone(),
            }),
            Err(error) => {
                let error = error.into();
                let part = range_of(&error, &text.value);
                let span = part.map_or_else(|| text.span.clone(), |part| text.part(part));
                self.faults.push(Fault::Value(code, error).at(&span));
                None
            }
        }
    }

    /// The word at `key`, which must be one of `known`, as the value listed with it.
    pub fn word<T: Copy>(&self, key: &str, known: &[(&'static str, T)]) -> Option<Spanned<T>> {
        let text = self.text(key)?;
        self.word_of(Subject::Key(text.span.name_of(key).to_owned()), &text, known)
    }

    /// `text` as the value of one of the words in `known`; messages call it `what`.
    pub(crate) fn word_of<T: Copy>(
        &self,
        subject: Subject,
        text: &Text,
        known: &[(&'static str, T)],
    ) -> Option<Spanned<T>> {
        let wanted = text.value.trim();
        if let Some((_, value)) = known.iter().find(|(word, _)| word.eq_ignore_ascii_case(wanted)) {
            return Some(Spanned {
                value: *value,
                span: text.span.clone(),
            });
        }
        let words = || known.iter().map(|(word, _)| *word);
        let few = match known.len() {
            0..=MOST_IN_LINE => words().map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        let suggestion = match Suggestion::of(wanted, words()) {
            Suggestion::Known(_) if !few.is_empty() => Suggestion::None,
            suggestion => suggestion,
        };
        let fault = TextFault::UnknownWord {
            word: text.value.clone(),
            subject,
            few,
            suggestion,
        };
        self.faults.push(fault.at(&text.span));
        None
    }

    /// The date at `key`.
    pub fn date(&self, key: &str) -> Option<Spanned<NaiveDate>> {
        let value = self.value(key)?;
        match &value.kind {
            ValueKind::Date(date) => Some(Spanned {
                value: *date,
                span: value.span.clone(),
            }),
            _ => {
                self.wrong_type(key, value, WantedType::Date);
                None
            }
        }
    }

    /// The time of day at `key`: a TOML time, or text such as "18:00".
    pub fn time(&self, key: &str) -> Option<Spanned<NaiveTime>> {
        let value = self.value(key)?;
        match &value.kind {
            ValueKind::Time(time) => Some(Spanned {
                value: *time,
                span: value.span.clone(),
            }),
            ValueKind::Text(text) => {
                let (text, span) = (text.clone(), value.span.clone());
                let example = span.written(key, "\"07:30\"");
                self.parse_text(Code::Time, &Spanned { value: text, span }, |text| {
                    let no_time = || ValueError::NotAClockTime(text.to_owned(), example.clone());
                    parse_clock_time(text).ok_or_else(no_time)
                })
            }
            _ => {
                self.wrong_type(key, value, WantedType::Time);
                None
            }
        }
    }

    /// The boolean at `key`.
    pub fn bool(&self, key: &str) -> Option<bool> {
        let value = self.value(key)?;
        match value.kind {
            ValueKind::Bool(value) => Some(value),
            _ => {
                self.wrong_type(key, value, WantedType::Bool);
                None
            }
        }
    }

    /// The whole number at `key`, which must lie in `range`.
    pub fn integer(&self, key: &str, range: std::ops::RangeInclusive<i64>) -> Option<Spanned<i64>> {
        let value = self.value(key)?;
        match value.kind {
            ValueKind::Integer(number) if range.contains(&number) => Some(Spanned {
                value: number,
                span: value.span.clone(),
            }),
            ValueKind::Integer(number) => {
                let fault = TextFault::OutOfRange {
                    key: value.span.name_of(key).to_owned(),
                    number,
                    least: *range.start(),
                    most: *range.end(),
                };
                self.faults.push(fault.at(&value.span));
                None
            }
            _ => {
                let least = range.start().to_string();
                let example = value.span.written(key, &least);
                self.wrong_type(key, value, WantedType::WholeNumber(example));
                None
            }
        }
    }

    /// A reader of the table at `key`, which messages call `what`.
    pub fn table(&self, key: &str, what: &'static str) -> Option<Reader<'a>> {
        let value = self.value(key)?;
        match &value.kind {
            ValueKind::Table(table) => Some(Reader::new(table, self.faults, what)),
            _ => {
                self.wrong_type(key, value, WantedType::Table);
                None
            }
        }
    }

    /// Reports that `key` holds a value of the wrong type.
    pub(crate) fn wrong_type(&self, key: &str, value: &Value, wanted: WantedType) {
        if value.kind == ValueKind::Broken {
            return;
        }
        let span = &value.span;
        let fault = match span.is_of_flag() {
            // The value of a flag is text, whatever it should be.
            true => TextFault::WrongFlag {
                flag: span.name_of(key).to_owned(),
                wanted,
                text: span.text().to_owned(),
            },
            false => TextFault::WrongType {
                key: key.to_owned(),
                wanted,
                found: value.kind.name(),
            },
        };
        self.faults.push(fault.at(span));
    }
}

/// A time of day from `18:00` or `18:00:00`.
const MOST_IN_LINE: usize = 3;

/// `18:00` or `18:00:00`.
pub fn parse_clock_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    NaiveTime::parse_from_str(text, "%H:%M")
        .or_else(|_| NaiveTime::parse_from_str(text, "%H:%M:%S"))
        .ok()
}
