//! `[week]`: rest days, weekdays and their windows, sessions and their usual days.

use chrono::NaiveTime;

use crate::diagnostic::fault::{SeasonFault, Subject, WantedType};
use crate::diagnostic::{Code, ValueError};
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
            .filter_map(|day| reader.word_of(Subject::Thing("a rest day"), &day, weekday_words()))
            .map(|day| day.value)
            .collect();
    }
    week.days = reader
        .integer("days", 3..=7)
        .and_then(|days| u32::try_from(days.value).ok());
    if let Some(gap) = reader.parsed("gap", Code::Duration, Duration::parse) {
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
            reader.wrong_type(name, value, WantedType::DaysAndTime(example));
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
        reader.faults().push(SeasonFault::NoRoom.at(reader.span()));
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
        reader.wrong_type(key, value, WantedType::Room(example));
        return None;
    }
    let texts = reader.texts(key)?;
    let windows: Vec<Window> = texts
        .iter()
        .filter_map(|text| reader.parse_text(Code::Window, text, parse_window))
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

fn parse_window(text: &str) -> Result<Window, ValueError> {
    let wrong = || ValueError::NotARoom(text.to_owned());
    let (from, to) = text.split_once(['-', '–']).ok_or_else(wrong)?;
    let from = parse_clock_time(from).ok_or_else(wrong)?;
    let to = parse_clock_time(to).ok_or_else(wrong)?;
    if from >= to {
        return Err(ValueError::WindowBackwards(text.to_owned()));
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
                let text = word.value.clone();
                reader
                    .faults()
                    .push(SeasonFault::NotATimeOfWeek { text }.at(&word.span));
                return None;
            };
            time = Some(parsed);
        } else {
            days.push(
                reader
                    .word_of(Subject::Thing("a weekday"), &word, weekday_words())?
                    .value,
            );
        }
    }
    Some((days, time))
}
