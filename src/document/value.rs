//! The nodes of the tree: values with their places.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};

use crate::diagnostic::{Source, Span};

/// A value with its place in the source.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// The value itself, by TOML type.
    pub kind: ValueKind,
    /// The bytes it stands in, quotes included.
    pub span: Span,
}

impl Value {
    fn is_broken(&self) -> bool {
        match &self.kind {
            ValueKind::Broken => true,
            ValueKind::List(items) => items.iter().any(Value::is_broken),
            ValueKind::Table(table) => table.is_broken(),
            _ => false,
        }
    }
}

/// The TOML types that plans and seasons use, and those that need a good message.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueKind {
    /// A string, without its quotes and escapes.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number with a point. No key accepts one; it is kept so that the message can name it.
    Float(f64),
    /// `true` or `false`.
    Bool(bool),
    /// A local date.
    Date(NaiveDate),
    /// A local time of day.
    Time(NaiveTime),
    /// A date with a time. No key accepts one; it is kept so that the message can name it.
    DateTime,
    /// An unreadable value, which has been reported already.
    Broken,
    /// A list, of any types.
    List(Vec<Value>),
    /// A table, inline or under its own header.
    Table(Table),
}

impl ValueKind {
    /// The type in words, for "… takes a date, and this is text".
    pub fn name(&self) -> &'static str {
        match self {
            ValueKind::Text(_) => "text",
            ValueKind::Integer(_) | ValueKind::Float(_) => "a bare number",
            ValueKind::Bool(_) => "true or false",
            ValueKind::Date(_) => "a date",
            ValueKind::Time(_) => "a time of day",
            ValueKind::DateTime => "a date with a time",
            ValueKind::Broken => "unreadable",
            ValueKind::List(_) => "a list",
            ValueKind::Table(_) => "a table",
        }
    }
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct TableEntry {
    /// The key, without quotes.
    pub key: String,
    /// The place of the key.
    pub key_span: Span,
    /// The value after the `=`, or the table under the header.
    pub value: Value,
}

/// Keys and values in the order written.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The place of the table; for the root, the whole text.
    pub span: Span,
    /// The entries in the order written. Keys are unique.
    pub entries: Vec<TableEntry>,
    /// Set if something that belongs into it could not be read, and has no place among its entries.
    is_spoilt: bool,
}

impl Table {
    /// An empty table that covers the whole source.
    pub fn empty(source: &Arc<Source>) -> Self {
        Table::of(Span::whole(source), Vec::new())
    }

    /// A table of these entries, whose keys are unique.
    pub fn of(span: Span, entries: Vec<TableEntry>) -> Self {
        Table {
            span,
            entries,
            is_spoilt: false,
        }
    }

    /// Marks that something which belongs into it could not be read, and has been reported.
    pub fn spoil(&mut self) {
        self.is_spoilt = true;
    }

    /// True if some value in it could not be read.
    pub fn is_broken(&self) -> bool {
        self.is_spoilt || self.entries.iter().any(|entry| entry.value.is_broken())
    }

    /// The value of `key`, or `None` if the table lacks it.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entries
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.value)
    }

    /// Puts `value` at a dotted `path`, e.g. "week.long", making tables on the way. A list grows; any other
    /// value is replaced.
    pub fn put(&mut self, path: &str, value: Value) {
        let (head, rest) = path
            .split_once('.')
            .map_or((path, None), |(head, rest)| (head, Some(rest)));
        let position = self.entries.iter().position(|entry| entry.key == head);
        match (rest, position) {
            (None, None) => {
                self.entries.push(TableEntry {
                    key: head.to_owned(),
                    key_span: value.span.clone(),
                    value,
                });
            }
            (None, Some(at)) => match (&mut self.entries[at].value.kind, value.kind) {
                (ValueKind::List(old), ValueKind::List(new)) => old.extend(new),
                (slot, new) => *slot = new,
            },
            (Some(rest), at) => {
                let at = at.unwrap_or_else(|| {
                    let kind = ValueKind::Table(Table::of(value.span.clone(), Vec::new()));
                    let inner = Value {
                        kind,
                        span: value.span.clone(),
                    };
                    self.entries.push(TableEntry {
                        key: head.to_owned(),
                        key_span: value.span.clone(),
                        value: inner,
                    });
                    self.entries.len() - 1
                });
                if let ValueKind::Table(inner) = &mut self.entries[at].value.kind {
                    inner.put(rest, value);
                }
            }
        }
    }
}
