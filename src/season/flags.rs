//! A season said in flags, or in the query of a feed's address: the same names, turned into the
//! same tree that a file gives, so that one reader and one set of messages serves all three.

use crate::diagnostic::fault::{SeasonFault, TextFault};
use crate::diagnostic::{Faults, Source, Span, Suggestion};
use crate::document::{Table, Value, ValueKind};
use crate::plan::weekday_words;

use super::flag_table::{FLAGS, Flag, FlagKind};
use super::read::parse_date;

/// The season that is nothing but the plan called `plan`, for flags to say the rest; `place` is where the name was said.
pub fn table_of_plan(plan: &str, place: &str) -> Table {
    let source = Source::new(place, plan);
    let mut table = Table::empty(&source);
    let kind = ValueKind::Text(plan.to_owned());
    let span = Span::whole(&source);
    table.put("plan", Value { kind, span });
    table
}

/// Puts `given` (flag name without dashes, value) onto `table`: what a flag says wins over what
/// stands there. `prefix` is what a person writes before a flag's name: `--`, or nothing. No season comes of a table
/// with a flag that cannot be read.
pub fn table_of_flags(table: &mut Table, given: &[(String, String)], prefix: &str, faults: &Faults) {
    let before = faults.errors();
    for (name, text) in given {
        let source = Source::of_flag(format!("{prefix}{name}"), text.as_str());
        let span = Span::whole(&source);
        let Some(flag) = FLAGS.iter().find(|flag| flag.name == name) else {
            let fault = TextFault::UnknownFlag {
                name: name.clone(),
                suggestion: Suggestion::of(name, FLAGS.iter().map(|flag| flag.name)),
            };
            faults.push(fault.at(&span));
            continue;
        };
        put(table, *flag, text, &span, faults);
    }
    if faults.errors() > before {
        table.spoil();
    }
}

fn put(table: &mut Table, flag: Flag, text: &str, span: &Span, faults: &Faults) {
    let value = |kind: ValueKind| Value {
        kind,
        span: span.clone(),
    };
    match flag.kind {
        FlagKind::Text(_) => table.put(flag.path, value(ValueKind::Text(text.to_owned()))),
        FlagKind::Number => {
            // What is no number is told by the reader, at the flag.
            let number = text.trim().parse().map(ValueKind::Integer);
            table.put(
                flag.path,
                value(number.unwrap_or_else(|_| ValueKind::Text(text.to_owned()))),
            );
        }
        FlagKind::Switch { .. } => {
            // What is neither is told by the reader, at the flag.
            let on = switch(text).map(ValueKind::Bool);
            table.put(
                flag.path,
                value(on.unwrap_or_else(|| ValueKind::Text(text.to_owned()))),
            );
        }
        FlagKind::BusyFeed => {
            let feed = switch(text).map_or(text, |on| if on { "busy" } else { "full" });
            table.put(flag.path, value(ValueKind::Text(feed.to_owned())));
        }
        FlagKind::Words => {
            let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
            let list = words
                .map(|word| value(ValueKind::Text(word.to_owned())))
                .collect();
            table.put(flag.path, value(ValueKind::List(list)));
        }
        FlagKind::Date => {
            let kind = date(text, span, faults).map_or(ValueKind::Broken, ValueKind::Date);
            table.put(flag.path, value(kind));
        }
        FlagKind::DayTime => {
            for one in items(text) {
                put_day_time(table, flag, one, span, faults);
            }
        }
        FlagKind::Away => {
            let range = |text: &str| {
                let (from, to) = text.split_once("..").unwrap_or((text, text));
                let (from, to) = (date(from, span, faults)?, date(to, span, faults)?);
                let mut range = Table::of(span.clone(), Vec::new());
                range.put("from", value(ValueKind::Date(from)));
                range.put("to", value(ValueKind::Date(to)));
                Some(value(ValueKind::Table(range)))
            };
            let ranges: Vec<Value> = items(text).into_iter().filter_map(range).collect();
            if !ranges.is_empty() {
                table.put(flag.path, value(ValueKind::List(ranges)));
            }
        }
    }
}

/// The parts of a list with commas; a text without any is its one part, also an empty one.
pub(super) fn items(text: &str) -> Vec<&str> {
    let items: Vec<&str> = text
        .split(',')
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .collect();
    if items.is_empty() { vec![text] } else { items }
}

/// "tue 18:00": a weekday and what it has room for.
fn put_day_time(table: &mut Table, flag: Flag, text: &str, span: &Span, faults: &Faults) {
    let (day, time) = text
        .trim()
        .split_once([' ', '+', '='])
        .unwrap_or((text.trim(), ""));
    let is_day = weekday_words()
        .iter()
        .any(|(word, _)| word.eq_ignore_ascii_case(day));
    if is_day && !time.trim().is_empty() {
        let path = format!("{}.{}", flag.path, day.to_lowercase());
        let kind = ValueKind::Text(time.trim().to_owned());
        let span = span.clone();
        table.put(&path, Value { kind, span });
    } else {
        let text = text.to_owned();
        faults.push(SeasonFault::DayWithoutTime { text }.at(span));
    }
}

/// On or off; a name alone is on.
pub(super) fn switch(text: &str) -> Option<bool> {
    match text.trim() {
        "" | "true" | "yes" | "on" | "1" => Some(true),
        "false" | "no" | "off" | "0" => Some(false),
        _ => None,
    }
}

fn date(text: &str, span: &Span, faults: &Faults) -> Option<chrono::NaiveDate> {
    let date = parse_date(text);
    if date.is_none() {
        let fault = TextFault::NotADate {
            text: text.to_owned(),
            meant: None,
        };
        faults.push(fault.at(span));
    }
    date
}
