//! `[[tuneup]]` and `[[club]]`, and what all lists of tables share.

use chrono::NaiveDate;

use super::races::{RaceKeys, place};
use super::session_list;
use crate::diagnostic::fault::{MissingKey, SeasonFault, Subject, WantedType};
use crate::document::{Reader, Spanned, ValueKind};
use crate::limits::MOST_LISTED;
use crate::plan::weekday_words;
use crate::season::life::{Club, Priority, Tuneup};
use crate::units::DateRange;

pub(super) fn tuneup(reader: Reader<'_>) -> Option<Tuneup> {
    let keys = RaceKeys::of(&reader, needed_date(&reader, "date", "a [[tuneup]] race"));
    let priority = reader
        .word("priority", &Priority::WORDS)
        .map_or(Priority::B, |word| word.value);
    if reader.value("distance").is_none() {
        let help = "distance = \"half\"";
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
        .filter_map(|day| reader.word_of(Subject::Thing("a club's day"), day, weekday_words()))
        .collect();
    let time = reader.time("time").map(|time| time.value);
    let place = place(&reader, "place");
    let takes = session_list(&reader, "takes", names);
    let mandatory = reader.bool("mandatory").unwrap_or(false);
    let until = reader.date("until").map(|until| until.value);
    let except = dates(&reader, "except");
    if reader.value("on").is_none() {
        missing(&reader, "a [[club]] run", "on", "on = [\"tue\", \"thu\"]");
    }
    if reader.value("takes").is_none() {
        let help = "takes = [\"medium\", \"easy\"]: the sessions whose place it may take";
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

/// The days from `from` to `to`, which may be left out for a single day.
pub(super) fn range(reader: &Reader<'_>, what: &'static str, backwards: SeasonFault) -> Option<DateRange> {
    let from = needed_date(reader, "from", what);
    let to = reader.date("to");
    let from = from?;
    let to = to.unwrap_or_else(|| from.clone());
    let range = DateRange::new(from.value, to.value);
    if range.is_none() {
        reader.faults().push(backwards.at(&to.span).and(&from.span));
    }
    range
}

pub(super) fn needed_date(
    reader: &Reader<'_>,
    key: &'static str,
    what: &'static str,
) -> Option<Spanned<NaiveDate>> {
    let date = reader.date(key);
    if date.is_none() && reader.value(key).is_none() {
        let example = match key {
            "from" => "from = 2027-03-14",
            "to" => "to = 2027-03-14",
            _ => "date = 2027-03-14",
        };
        missing(reader, what, key, example);
    }
    date
}

pub(super) fn missing(reader: &Reader<'_>, what: &'static str, key: &'static str, example: &'static str) {
    let key = MissingKey::Of(what, key, example);
    reader
        .faults()
        .push(SeasonFault::Missing { key }.at(reader.span()));
}

/// A list of dates, or one.
fn dates(reader: &Reader<'_>, key: &str) -> Vec<NaiveDate> {
    let Some(value) = reader.value(key) else {
        return Vec::new();
    };
    let items = reader.items(MOST_LISTED, key, value);
    let mut dates = Vec::with_capacity(items.len());
    for item in items {
        match item.kind {
            ValueKind::Date(date) => dates.push(date),
            _ => reader.wrong_type(key, item, WantedType::Dates),
        }
    }
    dates
}
