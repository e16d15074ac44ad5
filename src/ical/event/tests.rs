//! Events as a calendar has them, clause by clause.

use chrono::NaiveDateTime;

use super::*;
use crate::ical::Zone;

fn event() -> Event {
    let uid = "berlin-w7-long-1@longrun".to_owned();
    let stamp = "2026-11-22T05:24:00Z".parse().unwrap();
    let when = When::AllDay {
        first: "2027-04-18".parse().unwrap(),
        days: 1,
    };
    Event {
        sequence: 2,
        ..Event::new(uid, stamp, when, "Long run 24 km".to_owned())
    }
}

fn written(event: &Event) -> String {
    let mut out = Vec::new();
    event.write(&mut Lines::new(&mut out));
    String::from_utf8(out).unwrap()
}

/// The lines, unfolded, that begin with a property's name.
fn lines_of(event: &Event, name: &str) -> String {
    let all = written(event).replace("\r\n ", "");
    all.split_terminator("\r\n")
        .filter(|line| line.starts_with(name))
        .collect::<Vec<_>>()
        .join("\n")
}

/// DTSTART and DTEND of an event in a zone.
fn times(zone: &str, start: &str, minutes: u32) -> String {
    let start: NaiveDateTime = start.parse().unwrap();
    let zone = Zone::new(zone).unwrap();
    let when = When::Timed {
        date: start.date(),
        time: start.time(),
        zone,
        minutes,
    };
    lines_of(&Event { when, ..event() }, "DT").replace("DTSTAMP:20261122T052400Z\n", "")
}

#[test]
fn an_event_says_all_that_it_has_to_say() {
    let event = Event {
        description: "Week 7 of 18, 82 days to the race.\nEasy; no watch, no hurry.".to_owned(),
        link: Some("https://longrun.example/w/7".to_owned()),
        location: Some(Location {
            name: "Volkspark".to_owned(),
            geo: Some((52.5274, -0.05)),
        }),
        categories: vec!["Running".to_owned(), "Long, slow".to_owned()],
        alarm: Some(90),
        color: Color::new("seagreen"),
        ..event()
    };
    let expected = "\
BEGIN:VEVENT
UID:berlin-w7-long-1@longrun
DTSTAMP:20261122T052400Z
LAST-MODIFIED:20261122T052400Z
SEQUENCE:2
DTSTART;VALUE=DATE:20270418
DTEND;VALUE=DATE:20270419
SUMMARY:Long run 24 km
DESCRIPTION:Week 7 of 18\\, 82 days to the race.\\nEasy\\; no watch\\, no hurry
 .\\nhttps://longrun.example/w/7
URL:https://longrun.example/w/7
LOCATION:Volkspark
GEO:52.527400;-0.050000
X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE=\"Volkspark\":geo:52.527400,
 -0.050000
CATEGORIES:Running,Long\\, slow
COLOR:seagreen
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT1H30M
DESCRIPTION:Long run 24 km
END:VALARM
END:VEVENT
";
    assert_eq!(written(&event).replace("\r\n", "\n"), expected);
}

#[test]
fn whole_days_end_on_the_day_after() {
    let days = |days| {
        let when = When::AllDay {
            first: "2026-12-31".parse().unwrap(),
            days,
        };
        lines_of(&Event { when, ..event() }, "DTEND")
    };
    assert_eq!(days(1), "DTEND;VALUE=DATE:20270101");
    assert_eq!(days(0), "DTEND;VALUE=DATE:20270101");
    assert_eq!(days(3), "DTEND;VALUE=DATE:20270103");
}

#[test]
fn a_time_stands_in_its_zone_and_utc_has_a_z() {
    assert_eq!(
        times("Europe/Berlin", "2027-04-18T18:30:00", 95),
        "DTSTART;TZID=Europe/Berlin:20270418T183000\nDTEND;TZID=Europe/Berlin:20270418T200500"
    );
    assert_eq!(
        times("Etc/UTC", "2027-04-18T18:30:00", 0),
        "DTSTART:20270418T183000Z"
    );
    assert_eq!(
        times("GMT", "2027-04-18T23:30:00", 60),
        "DTSTART:20270418T233000Z\nDTEND:20270419T003000Z"
    );
}

#[test]
fn an_end_is_so_much_later_in_real_time() {
    // The clock goes forward at 02:00 …
    assert_eq!(
        times("Europe/Berlin", "2027-03-28T01:30:00", 60),
        "DTSTART;TZID=Europe/Berlin:20270328T013000\nDTEND;TZID=Europe/Berlin:20270328T033000"
    );
    // … and back at 03:00.
    assert_eq!(
        times("Europe/Berlin", "2026-10-25T01:30:00", 180),
        "DTSTART;TZID=Europe/Berlin:20261025T013000\nDTEND;TZID=Europe/Berlin:20261025T033000"
    );
}

#[test]
fn a_start_that_the_clock_skips_moves_forward() {
    assert_eq!(
        times("Europe/Berlin", "2027-03-28T02:30:00", 30),
        "DTSTART;TZID=Europe/Berlin:20270328T033000\nDTEND;TZID=Europe/Berlin:20270328T040000"
    );
    // Where the clock skips midnight, too.
    assert_eq!(
        times("Africa/Cairo", "2026-04-24T00:10:00", 30),
        "DTSTART;TZID=Africa/Cairo:20260424T011000\nDTEND;TZID=Africa/Cairo:20260424T014000"
    );
}

#[test]
fn an_event_in_an_hour_that_comes_twice_is_in_utc() {
    let in_utc = |start, minutes| times("Europe/Berlin", start, minutes);
    // It starts in the first one, it ends in the first one, it ends in the second one.
    assert_eq!(
        in_utc("2026-10-25T02:00:00", 120),
        "DTSTART:20261025T000000Z\nDTEND:20261025T020000Z"
    );
    assert_eq!(
        in_utc("2026-10-25T01:15:00", 60),
        "DTSTART:20261024T231500Z\nDTEND:20261025T001500Z"
    );
    assert_eq!(
        in_utc("2026-10-25T01:15:00", 120),
        "DTSTART:20261024T231500Z\nDTEND:20261025T011500Z"
    );
    assert!(in_utc("2026-10-25T01:00:00", 59).contains("DTEND;TZID=Europe/Berlin:20261025T015900"));
    assert!(in_utc("2026-10-25T03:00:00", 30).contains("DTSTART;TZID=Europe/Berlin:20261025T030000"));
}

#[test]
fn a_long_uid_is_cut_and_stays_one_of_a_kind() {
    let long = |last: char| Event {
        uid: format!("{}{last}", "é".repeat(100)),
        ..event()
    };
    let uid = |event: &Event| lines_of(event, "UID:")["UID:".len()..].to_owned();
    assert_eq!(uid(&long('a')).len(), 191);
    assert_ne!(uid(&long('a')), uid(&long('b')));
    let fits = Event {
        uid: "x".repeat(191),
        ..event()
    };
    assert_eq!(uid(&fits), fits.uid);
}

#[test]
fn long_text_is_cut_after_a_word_and_the_link_stays_on_its_last_line() {
    let link = "https://longrun.example/w/7";
    let event = Event {
        summary: "easy ".repeat(60),
        description: "strides ".repeat(500),
        link: Some(link.to_owned()),
        ..event()
    };
    let summary = lines_of(&event, "SUMMARY:");
    assert!(
        summary.ends_with("easy easy…") && summary.chars().count() <= 255 + 8,
        "{summary}"
    );
    let description = lines_of(&event, "DESCRIPTION:");
    assert!(
        description.ends_with(&format!("strides…\\n{link}")),
        "{description}"
    );
    let characters = description.chars().count() - "DESCRIPTION:".len() - 1;
    assert!((2990..=3000).contains(&characters), "{characters}");
}

#[test]
fn a_rest_day_is_free_and_a_cancelled_session_reminds_nobody() {
    let rest = Event {
        busy: false,
        ..event()
    };
    assert_eq!(lines_of(&rest, "TRANSP"), "TRANSP:TRANSPARENT");
    assert_eq!(lines_of(&rest, "X-MICROSOFT"), "X-MICROSOFT-CDO-BUSYSTATUS:FREE");
    let cancelled = Event {
        status: Status::Cancelled,
        alarm: Some(30),
        ..event()
    };
    assert_eq!(lines_of(&cancelled, "STATUS"), "STATUS:CANCELLED");
    assert_eq!(lines_of(&cancelled, "BEGIN:VALARM"), "");
}

#[test]
fn an_alarm_is_before_the_start() {
    let trigger = |minutes| {
        lines_of(
            &Event {
                alarm: Some(minutes),
                ..event()
            },
            "TRIGGER",
        )
    };
    assert_eq!(trigger(0), "TRIGGER:-PT0M");
    assert_eq!(trigger(45), "TRIGGER:-PT45M");
    assert_eq!(trigger(1440), "TRIGGER:-PT24H");
}

#[test]
fn what_is_no_link_and_no_place_is_left_out() {
    for link in [
        "",
        "longrun.example",
        "https://",
        "javascript:alert(1)",
        "https://a/\r\nSTATUS:CANCELLED",
        "https://a b/",
    ] {
        let event = Event {
            link: Some(link.to_owned()),
            ..event()
        };
        assert_eq!(
            lines_of(&event, "URL") + &lines_of(&event, "DESCRIPTION"),
            "",
            "{link:?}"
        );
    }
    for geo in [(91.0, 0.0), (0.0, -180.1), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
        let location = Some(Location {
            name: "Nowhere".to_owned(),
            geo: Some(geo),
        });
        let event = Event { location, ..event() };
        assert_eq!(
            lines_of(&event, "GEO") + &lines_of(&event, "X-APPLE"),
            "",
            "{geo:?}"
        );
    }
}
