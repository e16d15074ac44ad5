//! Named workouts: `[workout]` of a plan, and the library, which is the same table in a file of its own.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::names::{few_enough, title_of};
use crate::diagnostic::fault::{MissingKey, PlanFault};
use crate::diagnostic::{Diagnostic, nearest};
use crate::document::{Reader, Text, Value, ValueKind};
use crate::workout::{Guide, NotationError, NotationErrorKind, Step, Workout};

/// The most named workouts of a plan.
const MOST_WORKOUTS: usize = 1_000;
/// The most exercises of a workout.
const MOST_EXERCISES: usize = 50;

/// A named workout whose text has not been parsed yet.
#[derive(Debug)]
struct UnreadWorkout {
    name: String,
    text: Text,
    guide: Option<Arc<Guide>>,
}

impl UnreadWorkout {
    fn read(&self, lookup: &dyn Fn(&str) -> Option<Workout>) -> Result<Workout, NotationError> {
        let workout = Workout::parse(&self.text.value, lookup)?;
        Ok(match &self.guide {
            None => workout,
            Some(guide) => Workout {
                steps: vec![Step::Named {
                    name: self.name.clone(),
                    guide: Arc::clone(guide),
                    steps: workout.steps,
                }],
            },
        })
    }
}

/// Workouts by name, each parsed when it is first asked for: a plan needs few of them.
///
/// They may name each other, but not in a circle.
#[derive(Debug, Default)]
pub struct WorkoutLibrary {
    workouts: BTreeMap<String, (UnreadWorkout, OnceLock<Option<Workout>>)>,
}

impl WorkoutLibrary {
    /// The workouts of `table`.
    pub(in crate::plan) fn of_table(table: &Reader<'_>) -> Self {
        let unread = unread(table).into_iter();
        WorkoutLibrary {
            workouts: unread
                .map(|workout| (workout.name.clone(), (workout, OnceLock::new())))
                .collect(),
        }
    }

    /// The workout called `name`. `None` if there is no such workout, or if its text has a fault.
    pub fn get(&self, name: &str) -> Option<&Workout> {
        let (unread, read) = self.workouts.get(name)?;
        read.get_or_init(|| unread.read(&|name| self.get(name).cloned()).ok())
            .as_ref()
    }

    /// The names of the workouts, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.workouts.keys().map(String::as_str)
    }
}

/// Reads the workouts of `table`, which may name each other and those of `base`.
pub(in crate::plan) fn workouts(table: &Reader<'_>, base: &WorkoutLibrary) -> BTreeMap<String, Workout> {
    let mut known: BTreeMap<String, Workout> = BTreeMap::new();
    let mut unread = unread(table);
    // A workout can name one that is written below it, so repeat until nothing more resolves.
    loop {
        let before = unread.len();
        unread.retain(|one| {
            let workout = one.read(&|name| known.get(name).or_else(|| base.get(name)).cloned());
            let done = workout.is_ok();
            if let Ok(workout) = workout {
                known.insert(one.name.clone(), workout);
            }
            !done
        });
        if unread.is_empty() || unread.len() == before {
            break;
        }
    }
    for one in &unread {
        if let Err(error) = one.read(&|name| known.get(name).or_else(|| base.get(name)).cloned()) {
            let names = known.keys().map(String::as_str).chain(base.names());
            table.faults().push(notation_fault(&error, &one.text, names));
        }
    }
    known
}

/// The entries of `table`, with their texts unparsed; none if there are too many.
fn unread(table: &Reader<'_>) -> Vec<UnreadWorkout> {
    if !few_enough(table, MOST_WORKOUTS, "workouts") {
        return Vec::new();
    }
    let mut unread = Vec::new();
    for (name, _, value) in table.unasked() {
        table.knows(name);
        unread.extend(one(table, name, value));
    }
    unread
}

/// Reads one entry: a text, or a table with instructions beside the steps.
fn one(table: &Reader<'_>, name: &str, value: &Value) -> Option<UnreadWorkout> {
    if !matches!(value.kind, ValueKind::Table(_)) {
        let text = table.text_of(name, value)?;
        return Some(UnreadWorkout {
            name: name.to_owned(),
            text,
            guide: None,
        });
    }
    let reader = table.table(name, "a workout")?;
    let text = reader.line("workout");
    if text.is_none() && reader.value("workout").is_none() {
        let key = MissingKey::WorkoutText(name.to_owned());
        reader.faults().push(PlanFault::Missing { key }.at(reader.span()));
    }
    let title = reader.line("title").map(|title| title.value);
    let exercises = reader.texts("exercises").unwrap_or_default();
    if let Some(first_over) = exercises.get(MOST_EXERCISES) {
        let fault = PlanFault::TooManyExercises {
            workout: name.to_owned(),
            count: exercises.len(),
            most: MOST_EXERCISES,
        };
        reader.faults().push(fault.at(&first_over.span));
    }
    let guide = Guide {
        title: title.unwrap_or_else(|| title_of(name)),
        exercises: exercises.into_iter().map(|text| text.value).collect(),
        text: reader.text("text").map_or_else(String::new, |text| text.value),
        free_day: reader.bool("free_day").unwrap_or(false),
    };
    reader.finish();
    Some(UnreadWorkout {
        name: name.to_owned(),
        text: text?,
        guide: Some(Arc::new(guide)),
    })
}

/// The diagnostic for a workout's text, at the offending word, suggesting the nearest of the notation's words
/// and of `workouts`.
pub(super) fn notation_fault<'a>(
    error: &NotationError,
    text: &Text,
    workouts: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let from_library = match &error.kind {
        // The message names the nearest word of the notation itself.
        NotationErrorKind::UnknownName(name) if error.nearest.is_none() => nearest(name, workouts),
        _ => None,
    };
    let fault = PlanFault::Notation {
        error: error.clone(),
        near: from_library.map(str::to_owned),
    };
    fault.at(&text.part(error.span.clone()))
}
