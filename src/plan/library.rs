//! Plans by name: those built into the program, and those that a folder adds.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, OnceLock};

use super::{Plan, read};
use crate::diagnostic::{Faults, Source};

/// The name and the text of each plan, from its name.
macro_rules! plans {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../plans/", $name, ".toml")))),+]
    };
}

/// The built-in plans. A test compares this list with the folder `plans/`.
const PLANS: [(&str, &str); 53] = plans![
    "10k-12",
    "10k-advanced-12",
    "10k-novice-10",
    "5k-10",
    "5k-advanced-12",
    "5k-low-10",
    "base-12",
    "base-8",
    "couch-to-5k-10",
    "eight-tips-reset",
    "first-5k-8",
    "five-fundamentals",
    "focus-cramps",
    "focus-endurance",
    "focus-hips",
    "focus-kick",
    "focus-pain",
    "focus-strength",
    "focus-technique",
    "focus-wall",
    "half-12",
    "half-3-days-14",
    "half-advanced-14",
    "half-masters-13",
    "half-novice-14",
    "maintenance-20-40",
    "marathon-3-days-18",
    "marathon-advanced-18",
    "marathon-intermediate-12",
    "marathon-intermediate-16",
    "marathon-intermediate-18",
    "marathon-novice-20",
    "mile-10",
    "mind-and-fuel",
    "next-season-prep",
    "offseason-7day-half",
    "offseason-7day-marathoner",
    "post-10k-recovery",
    "post-5k-recovery",
    "post-half-recovery",
    "post-marathon-recovery",
    "post-season-appointments",
    "return-to-running-8",
    "season-to-spring-10k",
    "season-to-spring-10k-novice",
    "season-to-spring-5k",
    "season-to-spring-5k-novice",
    "season-to-spring-half",
    "season-to-spring-half-novice",
    "season-to-spring-marathon",
    "season-to-spring-marathon-novice",
    "strength-2x",
    "trail-50k-18",
];

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

    /// As [`Library::add`]. What `before` has read of the same text is not read again.
    #[cfg(feature = "serve")]
    pub fn add_as_in(&mut self, before: &Library, name: &str, source: Arc<Source>) {
        match before.plans.get(name).filter(|plan| plan.source == source) {
            Some(known) => {
                self.plans.insert(name.to_owned(), Arc::clone(known));
            }
            None => self.add(name, source),
        }
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
}
