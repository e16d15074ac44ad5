//! Rows carried from one store to another, whatever is in them.

use std::collections::BTreeMap;

use sqlx::AssertSqlSafe;

use super::StoreError;
use super::sql::{SqlRow, SqlValue, Transaction};

/// A table, with all of its columns.
#[derive(Debug)]
pub(super) struct StoreTable {
    pub(super) name: &'static str,
    /// The columns of its primary key, which come first among the others.
    pub(super) key: usize,
    pub(super) columns: &'static [(&'static str, ColumnType)],
}

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColumnType {
    Text,
    Integer,
}

use ColumnType::{Integer, Text};

pub(super) const RUNNER_FILE: StoreTable = StoreTable {
    name: "runner_file",
    key: 1,
    columns: &[("file", Text), ("runner", Text)],
};
pub(super) const SECRET: StoreTable = StoreTable {
    name: "secret",
    key: 1,
    columns: &[("purpose", Text), ("value", Text)],
};
pub(super) const FEED: StoreTable = StoreTable {
    name: "feed",
    key: 1,
    columns: &[
        ("token_hash", Text),
        ("runner", Text),
        ("kind", Text),
        ("created", Integer),
        ("revoked", Integer),
    ],
};
pub(super) const PUBLICATION: StoreTable = StoreTable {
    name: "publication",
    key: 2,
    columns: &[
        ("runner", Text),
        ("kind", Text),
        ("revision", Integer),
        ("published", Integer),
        ("head", Text),
        ("tail", Text),
        ("whole", Integer),
        ("sequence", Integer),
    ],
};
pub(super) const EVENT: StoreTable = StoreTable {
    name: "event",
    key: 3,
    columns: &[
        ("runner", Text),
        ("kind", Text),
        ("uid", Text),
        ("place", Integer),
        ("revision", Integer),
        ("sequence", Integer),
        ("modified", Integer),
        ("day", Text),
        ("time", Text),
        ("etag", Text),
        ("content", Text),
    ],
};
pub(super) const PLAN: StoreTable = StoreTable {
    name: "plan",
    key: 1,
    columns: &[
        ("name", Text),
        ("hash", Text),
        ("sequence", Integer),
        ("modified", Integer),
    ],
};

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record(BTreeMap<&'static str, Cell>);

/// A value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Cell {
    Text(String),
    Integer(Option<i64>),
}

impl Record {
    /// The text in a column; empty where there is none.
    pub(super) fn text(&self, column: &str) -> &str {
        match self.0.get(column) {
            Some(Cell::Text(text)) => text,
            _ => "",
        }
    }

    /// The number in a column; `None` for NULL.
    pub(super) fn number(&self, column: &str) -> Option<i64> {
        match self.0.get(column) {
            Some(Cell::Integer(number)) => *number,
            _ => None,
        }
    }

    pub(super) fn set_text(&mut self, column: &'static str, text: &str) {
        self.0.insert(column, Cell::Text(text.to_owned()));
    }

    pub(super) fn set_number(&mut self, column: &'static str, number: i64) {
        self.0.insert(column, Cell::Integer(Some(number)));
    }
}

impl StoreTable {
    /// All rows.
    pub(super) async fn rows(&self, from: &mut Transaction) -> Result<Vec<Record>, StoreError> {
        self.rows_where(from, &[]).await
    }

    /// The rows whose first columns have these values.
    pub(super) async fn rows_where(
        &self,
        from: &mut Transaction,
        values: &[&str],
    ) -> Result<Vec<Record>, StoreError> {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        let mut sql = format!("SELECT {} FROM {}", names.join(", "), self.name);
        for (at, name) in names.iter().take(values.len()).enumerate() {
            let word = if at == 0 { "WHERE" } else { "AND" };
            sql += &format!(" {word} {name} = ${}", at + 1);
        }
        let values: Vec<SqlValue<'_>> = values.iter().map(|value| SqlValue::Text(value)).collect();
        let rows = from.rows(AssertSqlSafe(sql), &values).await?;
        rows.iter().map(|row| self.record(row)).collect()
    }

    fn record(&self, row: &SqlRow) -> Result<Record, StoreError> {
        let mut record = BTreeMap::new();
        for (at, (name, kind)) in self.columns.iter().enumerate() {
            let cell = match kind {
                ColumnType::Text => Cell::Text(row.text(at)?),
                ColumnType::Integer => Cell::Integer(row.maybe(at)?),
            };
            record.insert(*name, cell);
        }
        Ok(Record(record))
    }

    /// Writes a row, new or in the place of the one with its key.
    pub(super) async fn put(&self, to: &mut Transaction, record: &Record) -> Result<(), StoreError> {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        let places: Vec<String> = (1..=names.len()).map(|at| format!("${at}")).collect();
        let set: Vec<String> = (self.key..names.len())
            .filter_map(|at| Some(format!("{} = {}", names.get(at)?, places.get(at)?)))
            .collect();
        let sql = format!(
            "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT ({}) DO UPDATE SET {}",
            self.name,
            names.join(", "),
            places.join(", "),
            names.get(..self.key).unwrap_or_default().join(", "),
            set.join(", ")
        );
        let values: Vec<SqlValue<'_>> = names
            .iter()
            .map(|name| match record.0.get(name) {
                Some(Cell::Text(text)) => SqlValue::Text(text),
                Some(Cell::Integer(Some(number))) => SqlValue::Integer(*number),
                _ => SqlValue::None,
            })
            .collect();
        to.execute(AssertSqlSafe(sql), &values).await.map(drop)
    }
}
