//! TOML text to tree. All syntax errors are found in one pass.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use super::{Entry, Kind, Table, Value};
use crate::diagnostic::{Diagnostic, Faults, Source, Span};

/// A larger file is refused unread, in bytes.
pub const LARGEST_FILE: usize = 1 << 20;

/// The tree of `source`; syntax errors go to `faults`, and what could be read is returned all the
/// same, so that a file with a missing quote also hears about its misspelt key.
pub fn parse(source: &Arc<Source>, faults: &Faults) -> Table {
    if source.text().len() > LARGEST_FILE {
        faults.push(
            Diagnostic::error(
                "file-too-large",
                format!("{} is larger than 1 MiB", source.name()),
            )
            .help("a plan or a season is a few kilobytes of text; is this the right file?"),
        );
        return Table::empty(source);
    }
    let (root, errors) = DeTable::parse_recoverable(source.text());
    for error in errors {
        let span = Span::new(source, error.span().unwrap_or(0..0));
        let (message, help) = worded(error.message(), span.text());
        let mut fault = Diagnostic::error("toml-syntax", message).at(&span, "");
        if let Some(help) = help {
            fault = fault.help(help);
        }
        faults.push(fault);
    }
    let mut tree = table(source, root.get_ref(), faults);
    tree.span = Span::whole(source);
    tree
}

fn worded(message: &str, at: &str) -> (String, Option<&'static str>) {
    let impossible_date = at.len() >= 8
        && at.bytes().filter(|&b| b == b'-').count() == 2
        && at.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    if impossible_date {
        let help = "dates are year-month-day, as in 2027-04-19";
        return (format!("`{at}` is not a day of the calendar"), Some(help));
    }
    (format!("this is not TOML: {}", message.replace('\n', ", ")), None)
}

fn table(source: &Arc<Source>, from: &DeTable<'_>, faults: &Faults) -> Table {
    let mut entries = Vec::with_capacity(from.len());
    let mut end = 0;
    let mut start = usize::MAX;
    for (key, item) in from {
        let key_span = Span::new(source, key.span());
        start = start.min(key.span().start);
        end = end.max(item.span().end);
        let span = Span::new(source, item.span());
        if let Some(kind) = kind(source, item.get_ref(), &span, faults) {
            entries.push(Entry {
                key: key.get_ref().to_string(),
                key_span,
                value: Value { kind, span },
            });
        }
    }
    entries.sort_by_key(|entry| entry.key_span.range().start);
    Table {
        span: Span::new(source, start.min(end)..end),
        entries,
    }
}

fn kind(source: &Arc<Source>, from: &DeValue<'_>, span: &Span, faults: &Faults) -> Option<Kind> {
    Some(match from {
        DeValue::String(text) => Kind::Text(text.to_string()),
        DeValue::Integer(number) => {
            let value = i64::from_str_radix(number.as_str(), number.radix());
            let Ok(value) = value else {
                faults.push(Diagnostic::error("number", "this number is too large").at(span, ""));
                return None;
            };
            Kind::Integer(value)
        }
        DeValue::Float(number) => Kind::Float(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(value) => Kind::Bool(*value),
        DeValue::Datetime(value) => datetime(value, span, faults)?,
        DeValue::Array(items) => Kind::List(
            items
                .iter()
                .filter_map(|item| {
                    let span = Span::new(source, item.span());
                    kind(source, item.get_ref(), &span, faults).map(|kind| Value { kind, span })
                })
                .collect(),
        ),
        DeValue::Table(inner) => {
            let mut inner = table(source, inner, faults);
            if inner.entries.is_empty() {
                inner.span = span.clone();
            }
            Kind::Table(inner)
        }
    })
}

fn datetime(value: &Datetime, span: &Span, faults: &Faults) -> Option<Kind> {
    let date = value
        .date
        .map(|d| NaiveDate::from_ymd_opt(d.year.into(), d.month.into(), d.day.into()));
    let time = value.time.map(|t| {
        let second = t.second.unwrap_or(0);
        NaiveTime::from_hms_opt(t.hour.into(), t.minute.into(), second.into())
    });
    match (date, time) {
        (Some(Some(date)), None) if (1900..=2200).contains(&chrono::Datelike::year(&date)) => {
            Some(Kind::Date(date))
        }
        (None, Some(Some(time))) => Some(Kind::Time(time)),
        (Some(Some(_)), Some(Some(_))) => Some(Kind::DateTime),
        (Some(_), None) => {
            let message = format!("`{}` is not a day of the calendar", span.text());
            faults.push(
                Diagnostic::error("date", message)
                    .at(span, "")
                    .help("dates are year-month-day, as in 2027-04-19, between 1900 and 2200"),
            );
            None
        }
        _ => {
            faults.push(
                Diagnostic::error("time", format!("`{}` is not a time of day", span.text()))
                    .at(span, "")
                    .help("times are hours:minutes:seconds, as in 10:00:00"),
            );
            None
        }
    }
}
