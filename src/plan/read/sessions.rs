//! `[session.NAME]` and `[workout]`: what the rows of a plan may speak of.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Faults};
use crate::document::{Reader, Text};
use crate::plan::WORKOUTS;
use crate::plan::session::{RangePolicy, SessionKind, SessionType, SessionTypes};
use crate::plan::week::{Weekday, weekday_words};
use crate::workout::{NotationError, NotationErrorKind, Workout};

/// Named workouts of a plan, at most.
const MOST_WORKOUTS: usize = 1_000;

/// Sessions that a plan changes or adds, at most.
const MOST_SESSIONS: usize = 100;

/// Whether `table` has at most so many entries; else says so, once for all of them.
fn few_enough(table: &Reader<'_>, most: usize, what: &str) -> bool {
    let entries = table.unasked();
    let Some((_, first_over, _)) = entries.get(most) else {
        return true;
    };
    let message = format!(
        "the plan has {} {what} of its own, and {most} is the most",
        entries.len()
    );
    let fault = Diagnostic::error("too-many", message);
    table.faults().push(fault.at(first_over, "one too many"));
    false
}

/// What the rows of one plan may speak of.
pub(super) struct Context<'a> {
    pub(super) sessions: &'a SessionTypes,
    pub(super) workouts: &'a BTreeMap<String, Workout>,
}

impl Context<'_> {
    pub(super) fn workout(&self, name: &str) -> Option<Workout> {
        self.workouts.get(name).or_else(|| WORKOUTS.get(name)).cloned()
    }

    pub(super) fn parse(&self, text: &Text, faults: &Faults) -> Option<Workout> {
        match Workout::parse(&text.value, &|name| self.workout(name)) {
            Ok(workout) => Some(workout),
            Err(error) => {
                let known = self.workouts.keys().chain(WORKOUTS.keys());
                faults.push(notation_fault(&error, text, known.map(String::as_str)));
                None
            }
        }
    }
}

/// What is wrong with a workout's text, at the word, with the nearest of the notation's words and
/// the `workouts`.
fn notation_fault<'a>(
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

pub(super) fn workouts(root: &Reader<'_>) -> BTreeMap<String, Workout> {
    let mut known: BTreeMap<String, Workout> = BTreeMap::new();
    let Some(table) = root.table("workout", "the workouts") else {
        return known;
    };
    let mut open: Vec<(&str, Text)> = Vec::new();
    if !few_enough(&table, MOST_WORKOUTS, "workouts") {
        return known;
    }
    for (name, _, value) in table.unasked() {
        if let Some(text) = table.text_of(name, value) {
            open.push((name, text));
        }
        table.knows(name);
    }
    // A workout may name one that is written below it, so go round until nothing more resolves.
    loop {
        let before = open.len();
        open.retain(|(name, text)| {
            let lookup = |name: &str| known.get(name).or_else(|| WORKOUTS.get(name)).cloned();
            let workout = Workout::parse(&text.value, &lookup);
            let done = workout.is_ok();
            if let Ok(workout) = workout {
                known.insert((*name).to_owned(), workout);
            }
            !done
        });
        if open.is_empty() || open.len() == before {
            break;
        }
    }
    let context = Context {
        sessions: &SessionTypes::default(),
        workouts: &known,
    };
    for (_, text) in &open {
        context.parse(text, root.faults());
    }
    known
}

pub(super) fn session_types(root: &Reader<'_>, workouts: &BTreeMap<String, Workout>) -> SessionTypes {
    let mut sessions = SessionTypes::default();
    let Some(table) = root.table("session", "the sessions") else {
        return sessions;
    };
    if !few_enough(&table, MOST_SESSIONS, "kinds of session") {
        return sessions;
    }
    let builtin = SessionTypes::default();
    let context = Context {
        sessions: &builtin,
        workouts,
    };
    for (name, key_span, _) in table.unasked() {
        let Some(reader) = table.table(name, "a session") else {
            continue;
        };
        let kind = reader.word("kind", &SessionKind::WORDS).map(|kind| kind.value);
        let mut session = match (builtin.get(name), kind) {
            (Some(known), None) => SessionType::clone(known),
            (Some(known), Some(kind)) if known.kind == kind => SessionType::clone(known),
            (Some(_), Some(kind)) => {
                let message = format!(
                    "`{name}` is built in, and its kind cannot become `{}`",
                    kind.word()
                );
                let help = "give the new session a name of its own";
                root.faults().push(
                    Diagnostic::error("session-kind", message)
                        .at(key_span, "")
                        .help(help),
                );
                continue;
            }
            (None, Some(kind)) => {
                let mut title = name.replace(['-', '_'], " ");
                if let Some(first) = title.get_mut(0..1) {
                    first.make_ascii_uppercase();
                }
                SessionType {
                    name: name.to_owned(),
                    title,
                    ..SessionType::built_in(kind)
                }
            }
            (None, None) => {
                let message = format!("`{name}` is a new session, and needs a `kind`");
                let fault = Diagnostic::error("session-kind", message).at(key_span, "new here");
                let kinds: Vec<&str> = SessionKind::WORDS.iter().map(|(word, _)| *word).collect();
                let help = match crate::diagnostic::nearest(name, kinds.iter().copied()) {
                    Some(near) => format!("did you mean the built-in `{near}`?"),
                    None => format!("add kind = one of {}", kinds.join(", ")),
                };
                root.faults().push(fault.help(help));
                // Known from here on, so that the rows that use it are not reported too.
                SessionType {
                    name: name.to_owned(),
                    ..SessionType::built_in(SessionKind::Mobility)
                }
            }
        };
        if let Some(title) = reader.line("title") {
            session.title = title.value;
        }
        if let Some(days) = reader.texts("on") {
            session.on = weekdays(&reader, "on", &days);
        }
        if let Some(text) = reader.text("length")
            && let Some(workout) = context.parse(&text, root.faults())
        {
            session.length = workout;
        }
        if let Some(policy) = reader.word("ranges", &RangePolicy::WORDS) {
            session.ranges = policy.value;
        }
        reader.finish();
        sessions.set(session);
    }
    sessions
}

fn weekdays(reader: &Reader<'_>, what: &str, days: &[Text]) -> Vec<Weekday> {
    let found = days
        .iter()
        .filter_map(|day| reader.word_of(&format!("`{what}`"), day, weekday_words()));
    found.map(|day| day.value).collect()
}
