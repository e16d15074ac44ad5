//! `[session.NAME]` and `[workout]`: the session types and workouts that a plan's rows can use.

use std::collections::BTreeMap;

use super::names::{few_enough, title_of};
use super::workouts::notation_fault;
use crate::diagnostic::fault::{PlanFault, Subject};
use crate::diagnostic::{Faults, nearest};
use crate::document::{Reader, Text};
use crate::plan::WORKOUTS;
use crate::plan::session::{RangePolicy, SessionKind, SessionType, SessionTypes};
use crate::plan::weekday::{Weekday, weekday_words};
use crate::workout::Workout;

/// The most session types that a plan can change or add.
const MOST_SESSIONS: usize = 100;

/// The session types and workouts that one plan's rows can use.
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
                let known = self.workouts.keys().map(String::as_str).chain(WORKOUTS.names());
                faults.push(notation_fault(&error, text, known));
                None
            }
        }
    }
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
                let fault = PlanFault::BuiltInKind {
                    session: name.to_owned(),
                    kind: kind.word(),
                };
                root.faults().push(fault.at(key_span));
                continue;
            }
            (None, Some(kind)) => SessionType {
                name: name.to_owned(),
                title: title_of(name),
                ..SessionType::built_in(kind)
            },
            (None, None) => {
                let kinds: Vec<&str> = SessionKind::WORDS.iter().map(|(word, _)| *word).collect();
                let fault = PlanFault::NoKind {
                    session: name.to_owned(),
                    near: nearest(name, kinds.iter().copied()).map(str::to_owned),
                    kinds,
                };
                root.faults().push(fault.at(key_span));
                // A type with this name exists from here on, so that rows which use it are not reported too.
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
        let lengths = reader.texts("length").unwrap_or_default();
        let lengths: Vec<Workout> = lengths
            .iter()
            .filter_map(|text| context.parse(text, root.faults()))
            .collect();
        if !lengths.is_empty() {
            session.lengths = lengths;
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
        .filter_map(|day| reader.word_of(Subject::Key(what.to_owned()), day, weekday_words()));
    found.map(|day| day.value).collect()
}
