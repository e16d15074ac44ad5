//! Lists of values and of tables, which have an end.

use super::reader::{Reader, Text};
use super::{Value, ValueKind};
use crate::diagnostic::fault::{TextFault, WantedType};
use crate::limits::MOST_LISTED;

impl<'a> Reader<'a> {
    /// Readers of the tables in the list at `key`, each called `what` in messages.
    pub fn tables(&self, key: &str, what: &'static str) -> Vec<Reader<'a>> {
        self.tables_up_to(MOST_LISTED, key, what)
    }

    /// Readers of the tables in the list at `key`, of which there may be `most`.
    pub fn tables_up_to(&self, most: usize, key: &str, what: &'static str) -> Vec<Reader<'a>> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let items = self.items(most, key, value);
        let mut tables = Vec::with_capacity(items.len());
        for item in items {
            match &item.kind {
                ValueKind::Table(table) => tables.push(Reader::new(table, self.faults(), what)),
                _ => self.wrong_type(key, item, WantedType::Tables),
            }
        }
        tables
    }

    /// The strings at `key`: one string, or a list of them.
    pub fn texts(&self, key: &str) -> Option<Vec<Text>> {
        self.texts_up_to(MOST_LISTED, key)
    }

    /// The strings at `key`, of which there may be `most`.
    pub fn texts_up_to(&self, most: usize, key: &str) -> Option<Vec<Text>> {
        let items = self.items(most, key, self.value(key)?);
        Some(items.iter().filter_map(|item| self.text_of(key, item)).collect())
    }

    /// The items of a list, or a value as the only one. Those beyond `most` are a fault.
    pub fn items<'v>(&self, most: usize, key: &str, value: &'v Value) -> &'v [Value] {
        let items: &[Value] = match &value.kind {
            ValueKind::List(items) => items,
            _ => std::slice::from_ref(value),
        };
        let Some(first_over) = items.get(most) else {
            return items;
        };
        let fault = TextFault::TooManyListed {
            key: key.to_owned(),
            count: items.len(),
            most,
        };
        self.faults().push(fault.at(&first_over.span));
        &items[..most]
    }
}
