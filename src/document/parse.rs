//! TOML text to tree.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use super::survey::SyntaxError;
use super::{Table, TableEntry, Value, ValueKind, syntax};
use crate::diagnostic::fault::TextFault;
use crate::diagnostic::{Faults, Source, Span};
use crate::limits::YEARS;

/// The largest file that is read, in bytes. A larger one is refused unread.
pub const LARGEST_FILE: usize = 1 << 20;

/// Parses `source` into a tree. Syntax errors go to `faults`; everything readable is returned all the same,
/// so that a file with a missing quote also reports its misspelt key. Of a text with a thousand errors, or a very deep one,
/// nothing else is read.
pub fn parse(source: &Arc<Source>, faults: &Faults) -> Table {
    if source.text().len() > LARGEST_FILE {
        let file = source.name().to_owned();
        faults.push(TextFault::FileTooLarge { file }.at(&Span::new(source, 0..0)));
        return Table::empty(source);
    }
    if !syntax::is_readable(source, faults) {
        return Table::empty(source);
    }
    let (root, errors) = DeTable::parse_recoverable(source.text());
    let errors: Vec<SyntaxError> = errors
        .into_iter()
        .map(|error| (error.span().unwrap_or(0..0), error.message().to_owned()))
        .collect();
    let spoilt = syntax::report(source, &errors, faults);
    let builder = Builder {
        source,
        spoilt,
        faults,
    };
    let mut tree = builder.table(root.get_ref());
    tree.span = Span::whole(source);
    tree
}

/// Builds the tree, with [`ValueKind::Broken`] in place of each value that a syntax error has spoilt.
struct Builder<'a> {
    source: &'a Arc<Source>,
    spoilt: syntax::Spoilt,
    faults: &'a Faults,
}

impl Builder<'_> {
    fn table(&self, from: &DeTable<'_>) -> Table {
        let mut entries = Vec::with_capacity(from.len());
        let mut end = 0;
        let mut start = usize::MAX;
        for (key, item) in from {
            let key_span = Span::new(self.source, key.span());
            start = start.min(key.span().start);
            end = end.max(item.span().end);
            let span = Span::new(self.source, item.span());
            let kind = self.kind(item.get_ref(), &span);
            entries.push(TableEntry {
                key: key.get_ref().to_string(),
                key_span,
                value: Value { kind, span },
            });
        }
        entries.sort_by_key(|entry| entry.key_span.range().start);
        Table::of(Span::new(self.source, start.min(end)..end), entries)
    }

    fn kind(&self, from: &DeValue<'_>, span: &Span) -> ValueKind {
        match from {
            DeValue::Array(_) if self.spoilt.list(&span.range()) => ValueKind::Broken,
            DeValue::Array(items) => ValueKind::List(
                items
                    .iter()
                    .map(|item| {
                        let span = Span::new(self.source, item.span());
                        let kind = self.kind(item.get_ref(), &span);
                        Value { kind, span }
                    })
                    .collect(),
            ),
            DeValue::Table(inner) => {
                let mut inner = self.table(inner);
                if inner.entries.is_empty() {
                    inner.span = span.clone();
                }
                ValueKind::Table(inner)
            }
            _ if self.spoilt.value(&span.range()) => ValueKind::Broken,
            DeValue::String(text) => ValueKind::Text(text.to_string()),
            DeValue::Integer(number) => {
                let value = i64::from_str_radix(number.as_str(), number.radix());
                value.map_or_else(
                    |_| {
                        self.faults.push(TextFault::NumberTooLarge.at(span));
                        ValueKind::Broken
                    },
                    ValueKind::Integer,
                )
            }
            DeValue::Float(number) => ValueKind::Float(number.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(value) => ValueKind::Bool(*value),
            DeValue::Datetime(value) => datetime(value, span, self.faults),
        }
    }
}

fn datetime(value: &Datetime, span: &Span, faults: &Faults) -> ValueKind {
    let date = value
        .date
        .map(|d| NaiveDate::from_ymd_opt(d.year.into(), d.month.into(), d.day.into()));
    let time = value.time.map(|t| {
        let second = t.second.unwrap_or(0);
        NaiveTime::from_hms_opt(t.hour.into(), t.minute.into(), second.into())
    });
    match (date, time) {
        (Some(Some(date)), None) if YEARS.contains(&chrono::Datelike::year(&date)) => ValueKind::Date(date),
        (None, Some(Some(time))) => ValueKind::Time(time),
        (Some(Some(_)), Some(Some(_))) => ValueKind::DateTime,
        (Some(_), None) => {
            let text = span.text().to_owned();
            faults.push(TextFault::DateOutOfRange { text }.at(span));
            ValueKind::Broken
        }
        _ => {
            let text = span.text().to_owned();
            faults.push(TextFault::NotATime { text }.at(span));
            ValueKind::Broken
        }
    }
}
