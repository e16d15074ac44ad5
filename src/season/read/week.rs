//! `[week]`: rest days, weekdays and their windows, sessions and their usual days.

use chrono::NaiveTime;

use crate::diagnostic::Diagnostic;
use crate::document::{Reader, Text, Value, ValueKind, parse_clock_time};
use crate::plan::{Weekday, weekday_words};
use crate::season::week::{Room, SessionPreference, WeekPreferences, Window};
use crate::units::Duration;

pub(super) fn week(reader: Reader<'_>, names: &[String]) -> WeekPreferences {
    let mut week = WeekPreferences {
        places: reader.places(),
        ..WeekPreferences::default()
    };
    if let Some(starts) = reader.word("starts", weekday_words()) {
        week.starts = Some(starts.value);
    }
    let policies = [("hard_day", false), ("easy_day", true)];
    if let Some(policy) = reader.word("strength_policy", &policies) {
        week.strength_on_easy_days = policy.value;
    }
    if let Some(days) = reader.texts("rest") {
        let words = days.iter().flat_map(|text| parts(text, |c| c == ',' || c == ' '));
        week.rest = words
            .filter_map(|day| reader.word_of("a rest day", &day, weekday_words()))
            .map(|day| day.value)
            .collect();
    }
    week.days = reader
        .integer("days", 3..=7)
        .and_then(|days| u32::try_from(days.value).ok());
    if let Some(gap) = reader.parsed("gap", "duration", Duration::parse) {
        week.gap = gap.value.secs() / 60;
    }
    for &(word, day) in weekday_words() {
        let Some(value) = reader.value(word) else { continue };
        if let Some(room) = room(&reader, word, value) {
            week.rooms[day.num_days_from_monday() as usize] = room;
        }
    }
    for name in names {
        if name == "rest" {
            continue;
        }
        if let Some(value) = reader.value(name)
            && let Some(example) = hour(value)
        {
            let help = format!("write it as in {name} = \"sun {example}\"");
            reader.wrong_type(name, value, "days, a time, or both", &help);
            continue;
        }
        if let Some(text) = reader.line(name)
            && let Some((days, time)) = days_and_time(&reader, &text)
        {
            week.sessions.push(SessionPreference {
                session: name.clone(),
                days,
                time,
            });
        }
    }
    if (0..7).all(|day| {
        week.rooms[day] == Room::Off
            || week
                .rest
                .iter()
                .any(|rest| rest.num_days_from_monday() as usize == day)
    }) {
        let fault = Diagnostic::error("no-room", "no day of the week is left for training");
        reader
            .faults()
            .push(fault.at(reader.span(), "every day is off or rest"));
    }
    reader.finish();
    week
}

/// Nobody lists more weekdays than these.
const MOST_WORDS: usize = 50;

/// The words of `text`, each with its own place.
fn parts(text: &Text, separator: impl Fn(char) -> bool) -> Vec<Text> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.value.char_indices().chain([(text.value.len(), '\u{0}')]) {
        if words.len() == MOST_WORDS {
            break;
        }
        if separator(c) || c == '\u{0}' {
            if let Some(from) = start.take() {
                words.push(Text {
                    value: text.value[from..at].to_owned(),
                    span: text.part(from..at),
                });
            }
        } else if start.is_none() {
            start = Some(at);
        }
    }
    words
}

fn room(reader: &Reader<'_>, key: &str, value: &Value) -> Option<Room> {
    if let ValueKind::Time(time) = value.kind {
        return Some(Room::At(time));
    }
    if let ValueKind::Text(text) = &value.kind {
        if text.trim() == "off" {
            return Some(Room::Off);
        }
        if let Some(time) = parse_clock_time(text) {
            return Some(Room::At(time));
        }
    }
    if let Some(example) = hour(value) {
        let help = format!("write it as in {key} = \"{example}\"");
        reader.wrong_type(key, value, "a time, a window or \"off\"", &help);
        return None;
    }
    let texts = reader.texts(key)?;
    let windows: Vec<Window> = texts
        .iter()
        .filter_map(|text| reader.parse_text("window", text, parse_window))
        .map(|w| w.value)
        .collect();
    (!windows.is_empty()).then_some(Room::Windows(windows))
}

/// The time that a bare number was probably meant to be: 18 as "18:00", and so 18.5.
fn hour(value: &Value) -> Option<String> {
    let written = match value.kind {
        ValueKind::Integer(_) | ValueKind::Float(_) => value.span.text(),
        _ => return None,
    };
    let hour = written
        .split('.')
        .next()
        .and_then(|hour| hour.parse::<u32>().ok());
    Some(format!("{:02}:00", hour.filter(|hour| *hour < 24).unwrap_or(18)))
}

fn parse_window(text: &str) -> Result<Window, String> {
    let wrong =
        || format!("`{text}` is not something a day can be: write \"18:00\", \"07:00-12:00\" or \"off\"");
    let (from, to) = text.split_once(['-', '–']).ok_or_else(wrong)?;
    let from = parse_clock_time(from).ok_or_else(wrong)?;
    let to = parse_clock_time(to).ok_or_else(wrong)?;
    if from >= to {
        return Err(format!("the window `{text}` ends before it begins"));
    }
    Ok(Window { from, to })
}

/// "sun 08:00", "sat sun", "18:00".
fn days_and_time(reader: &Reader<'_>, text: &Text) -> Option<(Vec<Weekday>, Option<NaiveTime>)> {
    let mut days = Vec::new();
    let mut time = None;
    for word in parts(text, |c| c == ' ' || c == ',') {
        if word.value.starts_with(|c: char| c.is_ascii_digit()) {
            let Some(parsed) = parse_clock_time(&word.value) else {
                let message = format!("`{}` is not a time of day", word.value);
                let fault = Diagnostic::error("time", message).at(&word.span, "");
                reader.faults().push(fault.help("write it as in \"sun 08:00\""));
                return None;
            };
            time = Some(parsed);
        } else {
            days.push(reader.word_of("a weekday", &word, weekday_words())?.value);
        }
    }
    Some((days, time))
}
