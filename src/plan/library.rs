//! Plans and workouts by name: those built into the program, and those that a folder adds.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, OnceLock};

use super::read::workouts as read_workouts;
use super::{Plan, read};
use crate::diagnostic::{Faults, Source};
use crate::document::{Reader, parse};
use crate::workout::Workout;

/// Name and text of each built-in plan. A test compares this list with the folder `plans/`.
const PLANS: [(&str, &str); 34] = [
    ("10k-12", include_str!("../../plans/10k-12.toml")),
    ("5k-10", include_str!("../../plans/5k-10.toml")),
    ("base-8", include_str!("../../plans/base-8.toml")),
    (
        "eight-tips-reset",
        include_str!("../../plans/eight-tips-reset.toml"),
    ),
    ("first-5k-8", include_str!("../../plans/first-5k-8.toml")),
    (
        "five-fundamentals",
        include_str!("../../plans/five-fundamentals.toml"),
    ),
    ("focus-cramps", include_str!("../../plans/focus-cramps.toml")),
    (
        "focus-endurance",
        include_str!("../../plans/focus-endurance.toml"),
    ),
    ("focus-hips", include_str!("../../plans/focus-hips.toml")),
    ("focus-kick", include_str!("../../plans/focus-kick.toml")),
    ("focus-pain", include_str!("../../plans/focus-pain.toml")),
    ("focus-strength", include_str!("../../plans/focus-strength.toml")),
    (
        "focus-technique",
        include_str!("../../plans/focus-technique.toml"),
    ),
    ("focus-wall", include_str!("../../plans/focus-wall.toml")),
    ("half-12", include_str!("../../plans/half-12.toml")),
    ("half-novice-14", include_str!("../../plans/half-novice-14.toml")),
    (
        "maintenance-20-40",
        include_str!("../../plans/maintenance-20-40.toml"),
    ),
    (
        "marathon-advanced-18",
        include_str!("../../plans/marathon-advanced-18.toml"),
    ),
    (
        "marathon-intermediate-18",
        include_str!("../../plans/marathon-intermediate-18.toml"),
    ),
    (
        "marathon-novice-20",
        include_str!("../../plans/marathon-novice-20.toml"),
    ),
    ("mind-and-fuel", include_str!("../../plans/mind-and-fuel.toml")),
    (
        "next-season-prep",
        include_str!("../../plans/next-season-prep.toml"),
    ),
    (
        "offseason-7day-half",
        include_str!("../../plans/offseason-7day-half.toml"),
    ),
    (
        "offseason-7day-marathoner",
        include_str!("../../plans/offseason-7day-marathoner.toml"),
    ),
    (
        "post-10k-recovery",
        include_str!("../../plans/post-10k-recovery.toml"),
    ),
    (
        "post-5k-recovery",
        include_str!("../../plans/post-5k-recovery.toml"),
    ),
    (
        "post-half-recovery",
        include_str!("../../plans/post-half-recovery.toml"),
    ),
    (
        "post-marathon-recovery",
        include_str!("../../plans/post-marathon-recovery.toml"),
    ),
    (
        "post-season-appointments",
        include_str!("../../plans/post-season-appointments.toml"),
    ),
    (
        "season-to-spring-10k",
        include_str!("../../plans/season-to-spring-10k.toml"),
    ),
    (
        "season-to-spring-5k",
        include_str!("../../plans/season-to-spring-5k.toml"),
    ),
    (
        "season-to-spring-half",
        include_str!("../../plans/season-to-spring-half.toml"),
    ),
    (
        "season-to-spring-marathon",
        include_str!("../../plans/season-to-spring-marathon.toml"),
    ),
    ("strength-2x", include_str!("../../plans/strength-2x.toml")),
];

/// The built-in workouts, which any plan can use by name.
pub static WORKOUTS: LazyLock<BTreeMap<String, Workout>> = LazyLock::new(|| {
    let source = Source::new(
        "plans/library/workouts.toml",
        include_str!("../../plans/library/workouts.toml"),
    );
    let faults = Faults::new();
    let table = parse(&source, &faults);
    read_workouts(&Reader::new(&table, &faults, "the library"), &BTreeMap::new())
});

/// Plans by name. Each is read when it is first asked for, once for all clones of the library.
#[derive(Debug, Clone, Default)]
pub struct Library {
    plans: BTreeMap<String, Arc<LibraryPlan>>,
}

/// A plan's text, and the plan once it has been read without a single diagnostic.
#[derive(Debug)]
struct LibraryPlan {
    source: Arc<Source>,
    flawless: OnceLock<Arc<Plan>>,
}

/// Shared by every library of the process, so that a server reads them once and not for each snapshot of its
/// folder.
static BUILT_IN: LazyLock<Library> = LazyLock::new(|| {
    let mut library = Library::default();
    for (name, text) in PLANS {
        library.add(name, Source::new(format!("plans/{name}.toml"), text));
    }
    library
});

/// The built-in plans.
pub fn built_in() -> Library {
    BUILT_IN.clone()
}

impl Library {
    /// Adds a plan's text, or replaces the plan of the same name.
    pub fn add(&mut self, name: &str, source: Arc<Source>) {
        let flawless = OnceLock::new();
        self.plans
            .insert(name.to_owned(), Arc::new(LibraryPlan { source, flawless }));
    }

    /// The names of the plans, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.plans.keys().map(String::as_str)
    }

    /// The text of the plan called `name`.
    pub fn source(&self, name: &str) -> Option<&Arc<Source>> {
        self.plans.get(name).map(|plan| &plan.source)
    }

    /// The plan called `name`. `None` if there is no such plan, or if its text has errors. Diagnostics go to
    /// `faults`; a plan with any is read again on each call, so that every caller reports them.
    pub fn plan(&self, name: &str, faults: &Faults) -> Option<Arc<Plan>> {
        let LibraryPlan { source, flawless } = self.plans.get(name)?.as_ref();
        if let Some(plan) = flawless.get() {
            return Some(Arc::clone(plan));
        }
        let own = Faults::new();
        let plan = read(name, source, &own).map(Arc::new);
        if let (Some(plan), true) = (&plan, own.is_empty()) {
            flawless.get_or_init(|| Arc::clone(plan));
        }
        faults.extend(own);
        plan
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_plan_of_the_folder_is_built_in_and_has_no_fault() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/plans");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .filter_map(|entry| {
                entry
                    .unwrap()
                    .file_name()
                    .into_string()
                    .unwrap()
                    .strip_suffix(".toml")
                    .map(str::to_owned)
            })
            .collect();
        names.sort();
        assert_eq!(names, PLANS.map(|(name, _)| name.to_owned()));
        for name in names {
            let faults = Faults::new();
            assert!(
                built_in().plan(&name, &faults).is_some(),
                "{name}: {:#?}",
                faults.into_sorted()
            );
            assert_eq!(faults.into_sorted(), [], "{name}");
        }
    }

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
        let read = read_workouts(&Reader::new(&table, &faults, "the library"), &BTreeMap::new());
        assert_eq!(faults.into_sorted(), []);
        assert_eq!(read.len(), table.entries.len());
        assert_eq!(read, *WORKOUTS);
    }
}
