//! The workouts that come with the program.

use std::sync::LazyLock;

use super::read::WorkoutLibrary;
use crate::diagnostic::{Faults, Source};
use crate::document::{Reader, parse};

/// The built-in workouts, which any plan can use by name.
pub static WORKOUTS: LazyLock<WorkoutLibrary> = LazyLock::new(|| {
    let source = Source::new(
        "plans/library/workouts.toml",
        include_str!("../../plans/library/workouts.toml"),
    );
    let faults = Faults::new();
    let table = parse(&source, &faults);
    WorkoutLibrary::of_table(&Reader::new(&table, &faults, "the library"))
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::read::workouts;
    use crate::workout::Workout;

    #[test]
    fn every_workout_of_the_library_can_be_called_by_its_name() {
        for name in WORKOUTS.names() {
            let called = Workout::parse(name, &|name| WORKOUTS.get(name).cloned());
            assert_eq!(called.as_ref().ok(), WORKOUTS.get(name), "{name}");
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
        let reader = Reader::new(&table, &faults, "the library");
        let read = workouts(&reader, &WorkoutLibrary::default());
        assert_eq!(faults.into_sorted(), []);
        assert_eq!(read.len(), table.entries.len());
        assert!(read.keys().eq(WORKOUTS.names()));
        for (name, workout) in &read {
            assert_eq!(WORKOUTS.get(name), Some(workout), "{name}");
        }
    }
}
