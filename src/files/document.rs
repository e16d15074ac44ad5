//! The kind of a file, found by the one reading of its text.

use std::sync::Arc;

use crate::diagnostic::{Faults, Source};
use crate::document::{self, Table};

/// The keys that only a plan has.
const OF_PLANS: [&str; 3] = ["phase", "plans", "overlay"];

/// A parsed file, by its kind.
#[derive(Debug)]
pub enum Document {
    /// A plan, an overlay, or a plan made of plans.
    Plan(Table),
    /// A season with its facts.
    Season(Table),
}

impl Document {
    /// Parses `source`. Errors of syntax go to `faults`.
    pub fn parse(source: &Arc<Source>, faults: &Faults) -> Self {
        let table = document::parse(source, faults);
        match OF_PLANS.iter().any(|key| table.get(key).is_some()) {
            true => Document::Plan(table),
            false => Document::Season(table),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_plan(text: &str) -> bool {
        let document = Document::parse(&Source::new("file.toml", text), &Faults::new());
        matches!(document, Document::Plan(_))
    }

    #[test]
    fn the_keys_of_a_file_tell_its_kind() {
        for plan in ["[[phase]]\nname = \"Base\"", "plans = [\"a\"]", "overlay = true"] {
            assert!(is_plan(plan), "{plan}");
        }
        for season in ["plan = \"half-12\"", "", "race.date = 2027-04-18"] {
            assert!(!is_plan(season), "{season}");
        }
    }
}
