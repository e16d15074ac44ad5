//! The workouts that come with the program.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::read::workouts;
use crate::diagnostic::{Faults, Source};
use crate::document::{Reader, parse};
use crate::workout::Workout;

/// The built-in workouts, which any plan can use by name.
pub static WORKOUTS: LazyLock<BTreeMap<String, Workout>> = LazyLock::new(|| {
    let source = Source::new(
        "plans/library/workouts.toml",
        include_str!("../../plans/library/workouts.toml"),
    );
    let faults = Faults::new();
    let table = parse(&source, &faults);
    workouts(&Reader::new(&table, &faults, "the library"), &BTreeMap::new())
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_workout_of_the_library_can_be_called_by_its_name() {
        for (name, workout) in WORKOUTS.iter() {
            let called = Workout::parse(name, &|name| WORKOUTS.get(name).cloned());
            assert_eq!(called.as_ref(), Ok(workout), "{name}");
            let inside = Workout::parse(&format!("20 km with {name}"), &|name| WORKOUTS.get(name).cloned());
            assert!(inside.is_ok(), "{name}: {inside:?}");
        }
    }

    #[test]
    fn every_entry_of_the_workout_library_is_a_workout() {
        let text = include_str!("../../plans/library/workouts.toml");
        let source = Source::new("plans/library/workouts.toml", text);
        let faults = Faults::new();
        let table = parse(&source, &faults);
        let read = workouts(&Reader::new(&table, &faults, "the library"), &BTreeMap::new());
        assert_eq!(faults.into_sorted(), []);
        assert_eq!(read.len(), table.entries.len());
        assert_eq!(read, *WORKOUTS);
    }
}
