//! The tree: values with their places.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};

use crate::diagnostic::{Source, Span};

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// What it is.
    pub kind: Kind,
    /// Where it stands, quotes included.
    pub span: Span,
}

impl Value {
    fn is_broken(&self) -> bool {
        match &self.kind {
            Kind::Broken => true,
            Kind::List(items) => items.iter().any(Value::is_broken),
            Kind::Table(table) => table.is_broken(),
            _ => false,
        }
    }
}

/// What TOML can say, as far as the files of this program use it.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A string.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number with a point. No key takes one; kept to say so.
    Float(f64),
    /// `true` or `false`.
    Bool(bool),
    /// A local date.
    Date(NaiveDate),
    /// A local time of day.
    Time(NaiveTime),
    /// A date with a time; no key takes one; kept to say so.
    DateTime,
    /// Something that could not be read, and has been reported.
    Broken,
    /// A list.
    List(Vec<Value>),
    /// A table.
    Table(Table),
}

impl Kind {
    /// What it is, for "expected …, found …".
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Text(_) => "text",
            Kind::Integer(_) | Kind::Float(_) => "a bare number",
            Kind::Bool(_) => "true or false",
            Kind::Date(_) => "a date",
            Kind::Time(_) => "a time of day",
            Kind::DateTime => "a date with a time",
            Kind::Broken => "unreadable",
            Kind::List(_) => "a list",
            Kind::Table(_) => "a table",
        }
    }
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key's name.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// Its value.
    pub value: Value,
}

/// Keys and values in the order written.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Where the table stands; for the root, the whole text.
    pub span: Span,
    /// In the order written.
    pub entries: Vec<Entry>,
}

impl Table {
    /// An empty table that stands nowhere in particular.
    pub fn empty(source: &Arc<Source>) -> Self {
        Table {
            span: Span::whole(source),
            entries: Vec::new(),
        }
    }

    /// Whether something in it could not be read.
    pub fn is_broken(&self) -> bool {
        self.entries.iter().any(|entry| entry.value.is_broken())
    }

    /// The value of `key`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entries
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.value)
    }

    /// Puts `value` at a dotted `path` ("week.long"), making tables on the way. A list grows.
    pub fn put(&mut self, path: &str, value: Value) {
        let (head, rest) = path
            .split_once('.')
            .map_or((path, None), |(head, rest)| (head, Some(rest)));
        let position = self.entries.iter().position(|entry| entry.key == head);
        match (rest, position) {
            (None, None) => {
                self.entries.push(Entry {
                    key: head.to_owned(),
                    key_span: value.span.clone(),
                    value,
                });
            }
            (None, Some(at)) => match (&mut self.entries[at].value.kind, value.kind) {
                (Kind::List(old), Kind::List(new)) => old.extend(new),
                (slot, new) => *slot = new,
            },
            (Some(rest), at) => {
                let at = at.unwrap_or_else(|| {
                    let kind = Kind::Table(Table {
                        span: value.span.clone(),
                        entries: Vec::new(),
                    });
                    let inner = Value {
                        kind,
                        span: value.span.clone(),
                    };
                    self.entries.push(Entry {
                        key: head.to_owned(),
                        key_span: value.span.clone(),
                        value: inner,
                    });
                    self.entries.len() - 1
                });
                if let Kind::Table(inner) = &mut self.entries[at].value.kind {
                    inner.put(rest, value);
                }
            }
        }
    }
}
