//! `[[off]]`, `[[move]]`, `[[done]]` and `[[skipped]]`: the facts of a file.

use std::collections::HashMap;

use super::life::{missing, needed_date, range};
use crate::diagnostic::fault::{PlanFault, SeasonFault};
use crate::diagnostic::{Span, Suggestion};
use crate::document::Reader;
use crate::limits::MOST_FACTS;
use crate::season::facts::{
    DaysEvent, Fact, FactEvent, FactLog, Mention, MentionedSession, OffReason, SessionEvent,
};

/// The facts of a file; `names` are the sessions of its plans.
pub(super) fn facts(root: &Reader<'_>, names: &[String]) -> FactLog {
    let mut found = FileFacts::default();
    for reader in root.tables_up_to(MOST_FACTS, "off", "an [[off]] range") {
        let span = reader.span().clone();
        found.add(off(&reader), span);
        reader.finish();
    }
    let session_tables: [(&str, &str, ReadFact); 3] = [
        ("move", "a [[move]]", moved),
        ("done", "a [[done]]", done),
        ("skipped", "a [[skipped]]", skipped),
    ];
    for (key, what, read) in session_tables {
        for reader in root.tables_up_to(MOST_FACTS, key, what) {
            let span = reader.span().clone();
            found.add(read(&reader, names), span);
            reader.finish();
        }
    }
    found.log
}

type ReadFact = fn(&Reader<'_>, &[String]) -> Option<FactEvent>;

/// The facts of a file as far as it was read.
#[derive(Default)]
struct FileFacts {
    log: FactLog,
    /// The number of facts of each event.
    counts: HashMap<FactEvent, usize>,
}

impl FileFacts {
    /// Adds an event under an id that follows from its content. The place in the file does not matter; what stands there
    /// twice is numbered.
    fn add(&mut self, event: Option<FactEvent>, span: Span) {
        let Some(event) = event else { return };
        let count = self.counts.entry(event.clone()).or_default();
        let id = match *count {
            0 => id(&event),
            before => format!("{}.{}", id(&event), before + 1),
        };
        *count += usize::from(self.log.add(Fact::of_file(id, event, span)));
    }
}

fn id(event: &FactEvent) -> String {
    match event {
        FactEvent::Days(days, DaysEvent::Off { why, .. }) => {
            format!("{}.{}.{}", why.word(), days.first(), days.last())
        }
        FactEvent::Days(days, DaysEvent::Away { .. }) => format!("away.{}.{}", days.first(), days.last()),
        FactEvent::Session(mention, event) => {
            let (name, day) = (mention.name(), mention.day);
            match event {
                SessionEvent::Done => format!("done.{day}.{name}"),
                SessionEvent::Skipped => format!("skipped.{day}.{name}"),
                SessionEvent::Moved { to, .. } => format!("moved.{day}.{name}.{to}"),
            }
        }
    }
}

fn off(reader: &Reader<'_>) -> Option<FactEvent> {
    let days = range(reader, "an [[off]] range", SeasonFault::OffBackwards);
    let why = reader
        .word("why", &OffReason::WORDS)
        .map_or(OffReason::Busy, |word| word.value);
    let cross_trained = reader.bool("cross_trained").unwrap_or(false);
    Some(FactEvent::Days(days?, DaysEvent::Off { why, cross_trained }))
}

fn moved(reader: &Reader<'_>, names: &[String]) -> Option<FactEvent> {
    let from = needed_date(reader, "from", "a [[move]]");
    let to = needed_date(reader, "to", "a [[move]]");
    let session = session(reader, "a [[move]]", names);
    let mention = Mention {
        session: session?,
        day: from?.value,
    };
    let event = SessionEvent::Moved {
        to: to?.value,
        time: None,
    };
    Some(FactEvent::Session(mention, event))
}

fn done(reader: &Reader<'_>, names: &[String]) -> Option<FactEvent> {
    let mention = mention(reader, "a [[done]]", names)?;
    Some(FactEvent::Session(mention, SessionEvent::Done))
}

fn skipped(reader: &Reader<'_>, names: &[String]) -> Option<FactEvent> {
    let mention = mention(reader, "a [[skipped]]", names)?;
    Some(FactEvent::Session(mention, SessionEvent::Skipped))
}

/// The session of `session` and `date`.
fn mention(reader: &Reader<'_>, what: &'static str, names: &[String]) -> Option<Mention> {
    let day = needed_date(reader, "date", what);
    let session = session(reader, what, names);
    Some(Mention {
        session: session?,
        day: day?.value,
    })
}

fn session(reader: &Reader<'_>, what: &'static str, names: &[String]) -> Option<MentionedSession> {
    let session = reader.line("session");
    if reader.value("session").is_none() {
        missing(reader, what, "session", "session = \"long\"");
    }
    let session = session?;
    if !names.contains(&session.value) {
        let fault = PlanFault::UnknownSession {
            suggestion: Suggestion::of(&session.value, names.iter().map(String::as_str)),
            name: session.value,
        };
        reader.faults().push(fault.at(&session.span));
        return None;
    }
    Some(MentionedSession::Named(session.value))
}
