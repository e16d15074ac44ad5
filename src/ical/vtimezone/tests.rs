//! What is written, read by a small reader of VTIMEZONE that knows nothing of how it was written.

use super::*;
use crate::ical::zone::known_names;
use chrono::NaiveDateTime;

fn written(name: &str, first: i32, last: i32) -> String {
    let mut out = Vec::new();
    write(&mut Lines::new(&mut out), Zone::new(name).unwrap(), first, last);
    String::from_utf8(out).unwrap()
}

fn lines(name: &str, year: i32) -> String {
    written(name, year, year).replace("\r\n", "\n")
}

#[test]
fn a_zone_with_rules_has_them_without_an_end() {
    let berlin = "\
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:20251026T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20260329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
END:VTIMEZONE
";
    assert_eq!(lines("Europe/Berlin", 2027), berlin);
    assert!(lines("America/New_York", 2027).contains("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\n"));
}

#[test]
fn a_zone_without_changes_is_one_standard() {
    let kolkata = "\
BEGIN:VTIMEZONE
TZID:Asia/Kolkata
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0530
TZOFFSETTO:+0530
TZNAME:IST
END:STANDARD
END:VTIMEZONE
";
    assert_eq!(lines("Asia/Kolkata", 2027), kolkata);
    assert_eq!(lines("America/Vancouver", 2029).matches("BEGIN:").count(), 2);
}

#[test]
fn a_rule_that_was_given_up_ends() {
    let vancouver = lines("America/Vancouver", 2026);
    assert!(
        vancouver.contains("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU;UNTIL=20260309T100000Z\n"),
        "{vancouver}"
    );
    assert!(
        vancouver.contains("RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU;UNTIL=20251103T090000Z\n"),
        "{vancouver}"
    );
}

#[test]
fn a_zone_without_a_yearly_rule_has_its_changes_one_by_one() {
    // Until September 2026: in Ramadan an hour back, which comes eleven days earlier every year.
    let casablanca = lines("Africa/Casablanca", 2024);
    assert_eq!(casablanca.matches("DTSTART:20").count(), 7, "{casablanca}");
    assert!(!casablanca.contains("RRULE"), "{casablanca}");
}

#[test]
fn no_zone_has_an_rdate_and_every_zone_has_an_observance() {
    for name in known_names() {
        let zone = written(name, 2024, 2031);
        assert!(!zone.contains("RDATE") && zone.contains("TZOFFSETTO"), "{zone}");
        assert!(zone.contains("BEGIN:STANDARD"), "{zone}");
        assert!(
            zone.split_terminator("\r\n").all(|line| line.len() <= 75),
            "{zone}"
        );
    }
}

#[test]
fn every_zone_tells_the_offsets_of_every_year_from_2023_to_2032() {
    for name in known_names() {
        let zone = Zone::new(name).unwrap();
        let spans = (2024..=2031)
            .map(|year| (year, year))
            .chain([(2024, 2031), (2025, 2027)]);
        for (first, last) in spans {
            let reader = Reader::of(&written(name, first, last));
            let (start, end) = (new_year(first - 1), new_year(last + 2));
            let inside = |&at: &i64| (start..end).contains(&at);
            let changes = zone.rules().changes.iter().map(|change| change.at);
            let around = changes.flat_map(|at| [-7200, -3600, -1, 0, 1, 1800, 3600].map(|shift| at + shift));
            for at in around.filter(inside).chain((start..end).step_by(20 * 86_400)) {
                let told = reader.offset_at(at);
                assert_eq!(
                    told,
                    zone.offset_at(at),
                    "{name} {first}-{last} at {}",
                    instant(at)
                );
            }
        }
    }
}

/// All onsets of a VTIMEZONE until 2040, each with the offset that it brings.
struct Reader {
    onsets: Vec<(i64, i32)>,
    before: i32,
}

impl Reader {
    fn of(zone: &str) -> Reader {
        let mut onsets = Vec::new();
        let mut earliest = (i64::MAX, 0);
        for observance in zone.split("BEGIN:").filter(|part| part.contains("TZOFFSETTO")) {
            let field = |name: &str| {
                observance
                    .split("\r\n")
                    .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))
            };
            let from = seconds(field("TZOFFSETFROM").unwrap());
            let to = seconds(field("TZOFFSETTO").unwrap());
            let start = clock(field("DTSTART").unwrap());
            let first = start.and_utc().timestamp() - i64::from(from);
            earliest = earliest.min((first, from));
            onsets.push((first, to));
            let Some(rule) = field("RRULE") else { continue };
            let part = |name: &str| {
                rule.split(';')
                    .find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
            };
            assert_eq!(part("FREQ"), Some("YEARLY"));
            let until =
                part("UNTIL").map(|until| clock(until.strip_suffix('Z').unwrap()).and_utc().timestamp());
            let day = part("BYDAY").unwrap();
            let (week, weekday) = day.split_at(day.len() - 2);
            for year in start.date().year() + 1..2040 {
                let days = weekdays(year, part("BYMONTH").unwrap(), weekday);
                let day = match week {
                    "-1" => days.last(),
                    nth => days.get(nth.parse::<usize>().unwrap() - 1),
                };
                let Some(day) = day else { continue };
                let at = day.and_time(start.time()).and_utc().timestamp() - i64::from(from);
                if until.is_none_or(|until| at <= until) {
                    onsets.push((at, to));
                }
            }
        }
        onsets.sort_unstable();
        Reader {
            onsets,
            before: earliest.1,
        }
    }

    fn offset_at(&self, at: i64) -> i32 {
        self.onsets
            .iter()
            .rev()
            .find(|onset| onset.0 <= at)
            .map_or(self.before, |onset| onset.1)
    }
}

/// All days of a month that are the weekday of these two letters.
fn weekdays(year: i32, month: &str, name: &str) -> Vec<NaiveDate> {
    let month = month.parse().unwrap();
    (1..=31)
        .filter_map(|day| NaiveDate::from_ymd_opt(year, month, day))
        .filter(|day| day.weekday().to_string()[..2].eq_ignore_ascii_case(name))
        .collect()
}

fn clock(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").unwrap()
}

fn seconds(offset: &str) -> i32 {
    let (sign, digits) = offset.split_at(1);
    let digits = format!("{digits:0<6}");
    let field = |at: usize| digits[at..at + 2].parse::<i32>().unwrap();
    let seconds = field(0) * 3600 + field(2) * 60 + field(4);
    if sign == "-" { -seconds } else { seconds }
}
