//! `[[tuneup]]`, `[[club]]`, `[[off]]` and `[[move]]`.

use chrono::NaiveDate;

use super::races::{RaceKeys, place};
use super::session_list;
use crate::diagnostic::Diagnostic;
use crate::document::{Reader, Spanned, ValueKind};
use crate::plan::weekday_words;
use crate::season::life::{Club, Move, Off, OffReason, Priority, Tuneup};

pub(super) fn tuneup(reader: Reader<'_>) -> Option<Tuneup> {
    let keys = RaceKeys::of(&reader, needed_date(&reader, "date", "a [[tuneup]] race"));
    let priority = reader
        .word("priority", &Priority::WORDS)
        .map_or(Priority::B, |word| word.value);
    if reader.value("distance").is_none() {
        let help = "write distance = \"half\"";
        missing(&reader, "a [[tuneup]] race", "distance", help);
    }
    let faults = reader.faults();
    reader.finish();
    let race = keys.into_race(None, faults)?;
    race.distance?;
    Some(Tuneup { race, priority })
}

pub(super) fn club(reader: Reader<'_>, names: &[String]) -> Option<Club> {
    let span = reader.span().clone();
    let name = reader
        .line("name")
        .map_or_else(|| "Club run".to_owned(), |name| name.value);
    let on = reader.texts("on").unwrap_or_default();
    let on: Vec<_> = on
        .iter()
        .filter_map(|day| reader.word_of("a club's day", day, weekday_words()))
        .collect();
    let time = reader.time("time").map(|time| time.value);
    let place = place(&reader, "place");
    let takes = session_list(&reader, "takes", names);
    let mandatory = reader.bool("mandatory").unwrap_or(false);
    let until = reader.date("until").map(|until| until.value);
    let except = dates(&reader, "except");
    if reader.value("on").is_none() {
        missing(&reader, "a [[club]] run", "on", "write on = [\"tue\", \"thu\"]");
    }
    if reader.value("takes").is_none() {
        let help = "write takes = [\"medium\", \"easy\"]: the sessions whose place it may take";
        missing(&reader, "a [[club]] run", "takes", help);
    }
    reader.finish();
    let on: Vec<_> = on.into_iter().map(|day| day.value).collect();
    (!on.is_empty() && !takes.is_empty()).then_some(Club {
        name,
        on,
        time,
        place,
        takes,
        mandatory,
        except,
        until,
        span,
    })
}

pub(super) fn off(reader: Reader<'_>) -> Option<Off> {
    let span = reader.span().clone();
    let range = range(&reader, "an [[off]] range", "off-order");
    let why = reader
        .word("why", &OffReason::WORDS)
        .map_or(OffReason::Busy, |word| word.value);
    let cross_trained = reader.bool("cross_trained").unwrap_or(false);
    reader.finish();
    let (from, to) = range?;
    Some(Off {
        from,
        to,
        why,
        cross_trained,
        span,
    })
}

pub(super) fn moved(reader: Reader<'_>, names: &[String]) -> Option<Move> {
    let span = reader.span().clone();
    let from = needed_date(&reader, "from", "a [[move]]");
    let to = needed_date(&reader, "to", "a [[move]]");
    let session = reader.line("session");
    if reader.value("session").is_none() {
        missing(&reader, "a [[move]]", "session", "write session = \"long\"");
    }
    let faults = reader.faults();
    reader.finish();
    let session = session?;
    if !names.contains(&session.value) {
        let message = format!("`{}` is not a session", session.value);
        let fault = Diagnostic::error("unknown-session", message).at(&session.span, "unknown");
        faults.push(fault.suggest(&session.value, names.iter().map(String::as_str)));
        return None;
    }
    Some(Move {
        from: from?.value,
        session: session.value,
        to: to?.value,
        span,
    })
}

/// The days from `from` to `to`, which may be left out for a single day.
pub(super) fn range(reader: &Reader<'_>, what: &str, code: &'static str) -> Option<(NaiveDate, NaiveDate)> {
    let from = needed_date(reader, "from", what);
    let to = reader.date("to");
    let from = from?;
    let to = to.unwrap_or_else(|| from.clone());
    if to.value < from.value {
        let fault = Diagnostic::error(code, "this range ends before it begins").at(&to.span, "the end");
        reader.faults().push(fault.beside(&from.span, "the beginning"));
        return None;
    }
    Some((from.value, to.value))
}

fn needed_date(reader: &Reader<'_>, key: &str, what: &str) -> Option<Spanned<NaiveDate>> {
    let date = reader.date(key);
    if date.is_none() && reader.value(key).is_none() {
        missing(reader, what, key, &format!("write {key} = 2027-03-14"));
    }
    date
}

fn missing(reader: &Reader<'_>, what: &str, key: &str, help: &str) {
    let fault = Diagnostic::error("missing-key", format!("{what} needs `{key}`"));
    reader.faults().push(fault.at(reader.span(), "").help(help));
}

/// A list of dates, or one.
fn dates(reader: &Reader<'_>, key: &str) -> Vec<NaiveDate> {
    let Some(value) = reader.value(key) else {
        return Vec::new();
    };
    let items = match &value.kind {
        ValueKind::List(items) => items.as_slice(),
        _ => std::slice::from_ref(value),
    };
    let mut dates = Vec::with_capacity(items.len());
    for item in items {
        match item.kind {
            ValueKind::Date(date) => dates.push(date),
            _ => reader.wrong_type(key, item, "dates", "write except = [2027-02-02]"),
        }
    }
    dates
}
