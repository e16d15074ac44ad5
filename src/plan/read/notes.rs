//! `[[note]]`: notes beside sessions.

use super::phase::during;
use super::sessions::Context;
use crate::diagnostic::Diagnostic;
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
            let message = format!("`{}` is not a session", text.value);
            let fault = Diagnostic::error("unknown-session", message).at(&text.span, "unknown");
            faults.push(fault.suggest(&text.value, context.sessions.names()));
        }
    }
    let from = reader
        .parsed("from", "duration", Duration::parse)
        .map(|from| from.value);
    let during = during(&reader);
    let text = reader.line("text");
    let alarm = reader
        .parsed("alarm", "duration", Duration::parse)
        .map(|alarm| alarm.value.secs() / 60);
    if text.is_none() && reader.value("text").is_none() {
        let fault = Diagnostic::error("missing-key", "a [[note]] needs its `text`").at(&span, "");
        faults.push(fault.help("write text = \"Drink before you run.\""));
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
