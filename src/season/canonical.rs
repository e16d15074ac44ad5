//! Flags in their one spelling: whoever means the same gets the same words, so that an address that says a season
//! can be the name of its calendar.

use super::flag_table::{FLAGS, Flag, FlagKind, Spelling};
use super::flags::{items, switch};
use super::zone_name::parse_zone;
use crate::color::Color;
use crate::document::parse_clock_time;
use crate::plan::{Weekday, parse_race_distance, weekday_words};
use crate::units::{Distance, Duration};

/// `given` (flag name, value) in one spelling and in the order of [`FLAGS`]. What says no more than leaving it out does
/// is left out. It is meant for flags that a season was read from: a value that cannot be read stays as it is.
///
/// Spelt anew, the words are the same, and a season read from them is too.
///
/// ```
/// let given = [("units", "MI"), ("weekly", "40mi"), ("rest", "fri, Mon"), ("weeks", "no")];
/// let given = given.map(|(name, value)| (name.to_owned(), value.to_owned()));
/// let canonical = longrun::season::canonical(&given);
/// let expected = [("units", "mi"), ("weekly", "40 mi"), ("rest", "mon,fri")];
/// assert_eq!(canonical, expected.map(|(name, value)| (name, value.to_owned())));
/// ```
pub fn canonical(given: &[(String, String)]) -> Vec<(&'static str, String)> {
    let mut words = Vec::new();
    for flag in &FLAGS {
        let mut texts: Vec<&str> = given
            .iter()
            .filter(|(name, _)| name == flag.name)
            .map(|(_, text)| text.as_str())
            .collect();
        if !flag.is_repeatable() {
            texts = texts.split_off(texts.len().saturating_sub(1));
        }
        if !texts.is_empty() {
            words.extend(values(flag, &texts).into_iter().map(|value| (flag.name, value)));
        }
    }
    words
}

/// The values of one flag, of which at least one was given.
fn values(flag: &Flag, texts: &[&str]) -> Vec<String> {
    match flag.kind {
        FlagKind::Words => {
            let words = texts.iter().flat_map(|text| text.split(','));
            let mut words: Vec<&str> = words.map(str::trim).filter(|word| !word.is_empty()).collect();
            let words = match flag.name {
                "rest" => weekdays(&words),
                "only" => {
                    words.sort_unstable();
                    words.dedup();
                    words.join(",")
                }
                // Overlays and aims are taken in the order in which they stand.
                _ => words.join(","),
            };
            Vec::from_iter((!words.is_empty()).then_some(words))
        }
        FlagKind::DayTime => {
            let mut days: Vec<(usize, String)> =
                texts.iter().flat_map(|text| items(text)).map(day_time).collect();
            days.sort_by_key(|(day, _)| *day);
            days.into_iter().map(|(_, text)| text).collect()
        }
        FlagKind::Away => {
            let mut ranges: Vec<String> = texts.iter().flat_map(|text| items(text)).map(range).collect();
            ranges.sort_unstable();
            ranges.dedup();
            ranges
        }
        _ => Vec::from_iter(texts.last().and_then(|text| value(flag, text))),
    }
}

/// The value of a flag with a single one; `None` for the value that holds without the flag.
fn value(flag: &Flag, text: &str) -> Option<String> {
    let trimmed = text.trim();
    match flag.kind {
        FlagKind::Switch { default } => match switch(text) {
            Some(on) => (on != default).then(|| if on { "yes" } else { "no" }.to_owned()),
            None => Some(trimmed.to_owned()),
        },
        FlagKind::BusyFeed => match (switch(text), trimmed.to_ascii_lowercase().as_str()) {
            (Some(false), _) | (_, "full") => None,
            _ => Some("yes".to_owned()),
        },
        FlagKind::Number => Some(match trimmed.parse::<i64>() {
            Ok(number) => number.to_string(),
            Err(_) => trimmed.to_owned(),
        }),
        FlagKind::Text(spelling) => {
            let value = spelt_as(spelling, text).unwrap_or_else(|| text.to_owned());
            Some(value).filter(|value| !(spelling == Spelling::Units && value == "km"))
        }
        _ => Some(trimmed.to_owned()),
    }
}

/// A text in the spelling of its kind; `None` for one that stays as it was written.
fn spelt_as(spelling: Spelling, text: &str) -> Option<String> {
    let trimmed = text.trim();
    match spelling {
        Spelling::AsWritten => None,
        Spelling::Distance => Distance::parse(text).ok().map(Distance::exact),
        Spelling::RaceDistance => parse_race_distance(text).ok().map(race_distance),
        Spelling::Result => {
            let (distance, time) = trimmed.rsplit_once([' ', '-'])?;
            let distance = parse_race_distance(distance).ok().map(race_distance)?;
            let time = Duration::parse_clock(time).ok()?.clock();
            Some(format!("{distance}-{time}"))
        }
        Spelling::Clock => Duration::parse_clock(text).ok().map(Duration::clock),
        Spelling::TimeOfDay => Some(clock_time(text)),
        Spelling::Zone => parse_zone(text).ok().map(|zone| zone.name().to_owned()),
        Spelling::Units | Spelling::Word => Some(trimmed.to_ascii_lowercase()),
        // The reader of `[calendar]` rounds a reminder down and blocked time up.
        Spelling::MinutesDown => {
            let time = Duration::parse(text).ok()?;
            Some(format!("{} min", time.secs() / 60))
        }
        Spelling::MinutesUp => {
            let time = Duration::parse(text).ok()?;
            Some(format!("{} min", time.secs().div_ceil(60)))
        }
        Spelling::Color => Color::new(trimmed).map(|color| color.name().to_owned()),
        Spelling::DaysAndTime => Some(days_and_time(trimmed)),
    }
}

/// "half", and else the distance itself.
fn race_distance(distance: Distance) -> String {
    let names = ["5k", "10k", "15k", "half", "marathon", "mile"];
    let name = names
        .into_iter()
        .find(|name| parse_race_distance(name) == Ok(distance));
    name.map_or_else(|| distance.exact(), str::to_owned)
}

/// Weekdays in the week's order, each once.
fn weekdays(words: &[&str]) -> String {
    let days = words.iter().flat_map(|word| word.split_whitespace());
    let mut days: Vec<(usize, String)> = days.map(weekday).collect();
    days.sort();
    days.dedup();
    let days: Vec<String> = days.into_iter().map(|(_, word)| word).collect();
    days.join(",")
}

/// A weekday's place in the week and its short name; what is none comes last, as it is.
fn weekday(word: &str) -> (usize, String) {
    let words = weekday_words();
    let found = words.iter().find(|(known, _)| known.eq_ignore_ascii_case(word));
    let Some(&(_, day)) = found else {
        return (7, word.to_owned());
    };
    let short = words
        .iter()
        .find(|(_, other)| *other == day)
        .map_or(word, |(known, _)| *known);
    (Weekday::num_days_from_monday(&day) as usize, short.to_owned())
}

/// "tue 18:00", "sat 07:00-12:00" or "wed off".
fn day_time(text: &str) -> (usize, String) {
    let trimmed = text.trim();
    let (day, room) = trimmed.split_once([' ', '+', '=']).unwrap_or((trimmed, ""));
    let (place, day) = weekday(day);
    let room: Vec<String> = room.split('-').map(clock_time).collect();
    (place, format!("{day} {}", room.join("-")))
}

/// "sun 08:00": days in the order in which they were said, the first being the best, and the time.
fn days_and_time(text: &str) -> String {
    let words = text.split([' ', ',']).filter(|word| !word.is_empty());
    let (times, days): (Vec<&str>, Vec<&str>) =
        words.partition(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let mut words: Vec<String> = days.into_iter().map(|day| weekday(day).1).collect();
    words.extend(times.last().map(|time| clock_time(time)));
    words.join(" ")
}

/// "08:00", with seconds where there are any.
fn clock_time(text: &str) -> String {
    let shown = parse_clock_time(text).map(|time| time.format("%H:%M:%S").to_string());
    shown.map_or_else(
        || text.trim().to_owned(),
        |time| time.strip_suffix(":00").unwrap_or(&time).to_owned(),
    )
}

/// "2027-02-13..2027-02-21", or one day.
fn range(text: &str) -> String {
    match text.split_once("..").map(|(from, to)| (from.trim(), to.trim())) {
        Some((from, to)) if from != to => format!("{from}..{to}"),
        Some((day, _)) => day.to_owned(),
        None => text.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Faults;
    use crate::season::{read, table_of_flags, table_of_plan};

    fn pairs(given: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        given.iter().map(owned).collect()
    }

    fn spelt(name: &str, value: &str) -> String {
        let values = canonical(&pairs(&[(name, value)]));
        values.into_iter().map(|(_, value)| value).collect()
    }

    #[test]
    fn equal_meanings_have_one_spelling() {
        let same = [
            ("race", &["2027-04-18", " 2027-04-18"][..]),
            ("weekly", &["40mi", "40 mi", " 40 mi "]),
            ("longest", &["21 km", "21000 m", "21.0 km"]),
            (
                "recent",
                &[
                    "half-1:38:30",
                    "half 1:38:30",
                    "half-marathon 1:38:30",
                    "21.0975km-1:38:30",
                ],
            ),
            ("race-distance", &["half", "Half", "21.0975 km"]),
            ("zone", &["America/New_York", "america/new_york"]),
            ("race-time", &["9:00", "09:00", "09:00:00"]),
            ("goal", &["3:25:00", "03:25:00"]),
            ("rest", &["fri,mon", "Monday, fri", "mon,fri,mon", "mon fri"]),
            ("long", &["sun 08:00", "sunday 8:00", "sun, 08:00", "08:00 sun"]),
            ("at", &["tue 18:00", "tue+18:00", "Tue 18:00:00", "tuesday=18:00"]),
            ("at", &["mon 7:00, tue 18:00", "tue 18:00,mon 07:00"]),
            ("at", &["sat 07:00-12:00", "SAT 7:00-12:00"]),
            ("away", &["2027-02-13", "2027-02-13..2027-02-13"]),
            (
                "away",
                &[
                    "2027-02-13,2027-03-01..2027-03-02",
                    "2027-03-01..2027-03-02, 2027-02-13",
                ],
            ),
            ("only", &["long,race", "race, long", "race,long,race"]),
            ("units", &["mi", "MI"]),
            ("units", &["km", "KM"]),
            ("weeks", &["", "yes", "on", "1"]),
            ("weeks", &["no", "off"]),
            ("rest-days", &["yes", "true"]),
            ("busy", &["yes", "busy", ""]),
            ("busy", &["no", "full"]),
            ("alarm", &["30 min", "1800 s", "30min"]),
            ("busy-before", &["15 min", "900 s"]),
            ("days", &["5", "05", " 5"]),
        ];
        for (name, values) in same {
            for value in values {
                assert_eq!(spelt(name, value), spelt(name, values[0]), "{name}={value}");
            }
        }
        assert_eq!(
            spelt("rest-days", "yes") + &spelt("weeks", "no") + &spelt("units", "km"),
            ""
        );
        assert_ne!(
            spelt("also", "a,b"),
            spelt("also", "b,a"),
            "overlays have an order"
        );
        assert_ne!(
            spelt("long", "sat sun"),
            spelt("long", "sun sat"),
            "the first day is the best"
        );
    }

    #[test]
    fn spelt_anew_it_is_the_same_season() {
        let given = pairs(&[
            ("busy-after", "1800 s"),
            ("weekly", "40mi"),
            ("race", "2027-04-18"),
            ("race-time", "9:00"),
            ("zone", "america/new_york"),
            ("recent", "half 1:38:30"),
            ("at", "tue 18:00:00"),
            ("at", "Sat 7:00-12:00"),
            ("at", "wed off"),
            ("away", "2027-02-13 .. 2027-02-21"),
            ("away", "2027-01-05"),
            ("long", "08:00 sunday"),
            ("rest", "fri"),
            ("goal", "03:25:00"),
            ("units", "mi"),
            ("name", "Sam  Öl"),
            ("event-title", "{session}[, {distance}]"),
        ]);
        let once = canonical(&given);
        let owned: Vec<(String, String)> = once
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        assert_eq!(canonical(&owned), once);
        let season = |given: &[(String, String)]| {
            let faults = Faults::new();
            let mut table = table_of_plan("marathon-intermediate-18", "a test");
            table_of_flags(&mut table, given, "", &faults);
            let season = read(&table, &crate::plan::built_in(), &faults);
            let (season, _) = season.unwrap_or_else(|| panic!("{:#?}", faults.into_sorted()));
            // Places are where the words stand, which differs.
            (
                season.athlete.clone(),
                season.week.rooms.clone(),
                season.week.rest.clone(),
                season.week.sessions.clone(),
            )
        };
        let (one, other) = (season(&given), season(&owned));
        assert_eq!(format!("{one:?}"), format!("{other:?}"));
    }
}
