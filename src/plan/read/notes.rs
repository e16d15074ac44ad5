//! `[[note]]`: notes beside sessions.

use super::phase::during;
use super::sessions::Context;
use crate::diagnostic::fault::{MissingKey, PlanFault};
use crate::diagnostic::{Code, Suggestion};
use crate::document::Reader;
use crate::plan::model::Note;
use crate::units::Duration;

pub(super) fn note(reader: Reader<'_>, context: &Context<'_>) -> Option<Note> {
    let faults = reader.faults();
    let span = reader.span().clone();
    let mut with = Vec::new();
    for text in reader.texts("with").unwrap_or_default() {
        if context.sessions.get(&text.value).is_some() {
            with.push(text.value);
        } else {
            let fault = PlanFault::UnknownSession {
                suggestion: Suggestion::of(&text.value, context.sessions.names()),
                name: text.value,
            };
            faults.push(fault.at(&text.span));
        }
    }
    let from = reader
        .parsed("from", Code::Duration, Duration::parse)
        .map(|from| from.value);
    let during = during(&reader);
    let text = reader.line("text");
    let alarm = reader
        .parsed("alarm", Code::Duration, Duration::parse)
        .map(|alarm| alarm.value.secs() / 60);
    if text.is_none() && reader.value("text").is_none() {
        let key = MissingKey::NoteText;
        faults.push(PlanFault::Missing { key }.at(&span));
    }
    reader.finish();
    Some(Note {
        with,
        from,
        during,
        lines: text?.value.lines().map(str::to_owned).collect(),
        alarm,
    })
}
