//! A season's file in the hands of somebody who edits it, and the same file read.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use longrun::diagnostic::{Faults, Source};
use longrun::document::parse;
use longrun::plan::built_in;
use longrun::schedule::PlacementInputs;
use longrun::season;

/// A season's file: its keys with their values, and its lists of tables.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct SeasonFile {
    /// Dotted keys with values as TOML.
    keys: BTreeMap<&'static str, String>,
    /// The name of each table of a list, and its lines.
    tables: Vec<(&'static str, String)>,
}

impl SeasonFile {
    /// Sets a key, or takes it out.
    pub(super) fn set(&mut self, key: &'static str, value: Option<String>) {
        match value {
            Some(value) => self.keys.insert(key, value),
            None => self.keys.remove(key),
        };
    }

    /// The value of a key, as TOML.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.keys.get(key).map(String::as_str)
    }

    /// Adds a table to the list of this name.
    pub(super) fn push(&mut self, list: &'static str, lines: String) {
        self.tables.push((list, lines));
    }

    /// Takes the last table out of a list.
    pub(super) fn pop(&mut self, list: &str) {
        if let Some(last) = self.tables.iter().rposition(|(name, _)| *name == list) {
            self.tables.remove(last);
        }
    }

    /// The file's text.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for (key, value) in &self.keys {
            // Writing into a string cannot fail.
            let _ = writeln!(text, "{key} = {value}");
        }
        for (list, lines) in &self.tables {
            let _ = writeln!(text, "[[{list}]]\n{lines}");
        }
        text
    }
}

/// The season of a file; `None` if it has errors.
pub(super) fn read(text: &str) -> Option<PlacementInputs> {
    let faults = Faults::new();
    let table = parse(&Source::new("season.toml", text), &faults);
    let (season, facts) = season::read(&table, &built_in(), &faults)?;
    Some(PlacementInputs::new(season, facts))
}
