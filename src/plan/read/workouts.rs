//! Named workouts: `[workout]` of a plan, and the library, which is the same table in a file of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::names::{few_enough, title_of};
use crate::diagnostic::Diagnostic;
use crate::document::{Reader, Text, Value, ValueKind};
use crate::workout::{Guide, NotationError, NotationErrorKind, Step, Workout};

/// The most named workouts of a plan.
const MOST_WORKOUTS: usize = 1_000;
/// The most exercises of a workout.
const MOST_EXERCISES: usize = 50;

/// A named workout whose text has not been parsed yet.
struct UnreadWorkout<'a> {
    name: &'a str,
    text: Text,
    guide: Option<Arc<Guide>>,
}

impl UnreadWorkout<'_> {
    fn read(&self, lookup: &dyn Fn(&str) -> Option<Workout>) -> Result<Workout, NotationError> {
        let workout = Workout::parse(&self.text.value, lookup)?;
        Ok(match &self.guide {
            None => workout,
            Some(guide) => Workout {
                steps: vec![Step::Named {
                    name: self.name.to_owned(),
                    guide: Arc::clone(guide),
                    steps: workout.steps,
                }],
            },
        })
    }
}

/// Reads the workouts of `table`, which may name each other and those of `base`.
pub(in crate::plan) fn workouts(
    table: &Reader<'_>,
    base: &BTreeMap<String, Workout>,
) -> BTreeMap<String, Workout> {
    let mut known: BTreeMap<String, Workout> = BTreeMap::new();
    if !few_enough(table, MOST_WORKOUTS, "workouts") {
        return known;
    }
    let mut open: Vec<UnreadWorkout<'_>> = Vec::new();
    for (name, _, value) in table.unasked() {
        table.knows(name);
        open.extend(one(table, name, value));
    }
    // A workout can name one that is written below it, so repeat until nothing more resolves.
    loop {
        let before = open.len();
        open.retain(|one| {
            let workout = one.read(&|name| known.get(name).or_else(|| base.get(name)).cloned());
            let done = workout.is_ok();
            if let Ok(workout) = workout {
                known.insert(one.name.to_owned(), workout);
            }
            !done
        });
        if open.is_empty() || open.len() == before {
            break;
        }
    }
    for one in &open {
        if let Err(error) = one.read(&|name| known.get(name).or_else(|| base.get(name)).cloned()) {
            let names = known.keys().chain(base.keys()).map(String::as_str);
            table.faults().push(notation_fault(&error, &one.text, names));
        }
    }
    known
}

/// Reads one entry: a text, or a table with instructions beside the steps.
fn one<'a>(table: &Reader<'a>, name: &'a str, value: &Value) -> Option<UnreadWorkout<'a>> {
    if !matches!(value.kind, ValueKind::Table(_)) {
        let text = table.text_of(name, value)?;
        return Some(UnreadWorkout {
            name,
            text,
            guide: None,
        });
    }
    let reader = table.table(name, "a workout")?;
    let text = reader.line("workout");
    if text.is_none() && reader.value("workout").is_none() {
        let fault = Diagnostic::error("missing-key", format!("the workout `{name}` needs its `workout`"));
        let help = "write its steps, as in workout = \"strength 40 min\"";
        reader.faults().push(fault.at(reader.span(), "").help(help));
    }
    let title = reader.line("title").map(|title| title.value);
    let exercises = reader.texts("exercises").unwrap_or_default();
    if let Some(first_over) = exercises.get(MOST_EXERCISES) {
        let message = format!(
            "`{name}` has {} exercises, and {MOST_EXERCISES} is the most",
            exercises.len()
        );
        let fault = Diagnostic::error("too-many", message);
        reader.faults().push(fault.at(&first_over.span, "one too many"));
    }
    let guide = Guide {
        title: title.unwrap_or_else(|| title_of(name)),
        exercises: exercises.into_iter().map(|text| text.value).collect(),
        text: reader.text("text").map_or_else(String::new, |text| text.value),
        free_day: reader.bool("free_day").unwrap_or(false),
    };
    reader.finish();
    Some(UnreadWorkout {
        name,
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
    let fault = Diagnostic::error("workout", error.to_string()).at(&text.part(error.span.clone()), "");
    let from_library = match &error.kind {
        NotationErrorKind::UnknownName(name) => crate::diagnostic::nearest(name, workouts),
        _ => None,
    };
    match from_library.or(error.nearest.as_deref()) {
        Some(near) if !fault.message.contains("did you mean") => {
            fault.help(format!("did you mean `{near}`?"))
        }
        _ => fault,
    }
}
