//! What a season says about its calendar: titles, notes of weeks, UTC, the window, the size.

mod busy;
mod window;

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Utc};
use longrun::diagnostic::{Diagnostic, Faults};
use longrun::history::{SeasonRevision, revise};
use longrun::ical::{Calendar, Event, When};
use longrun::schedule::PlacementInputs;

use crate::seasons;

/// A season with times, a place, and a race in another zone.
const SEASON: &str = r#"plan = "half-12"
id = "sam-2027-spring"

[race]
name = "Citrus Half"
date = 2027-03-28
time = 10:00:00
time_zone = "Europe/Lisbon"
place = "Rossio Square"
goal = "1:45:00"

[athlete]
name = "Samantha"
time_zone = "Europe/Berlin"

[week]
long = "sun 08:00"
tue = "18:00"

[[club]]
name = "Crew run"
on = ["thu"]
time = 19:00:00
place = "Town hall"
takes = ["medium", "easy"]

[calendar]
title = "Road to Lisbon"
"#;

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

/// The season with `more` at its end, which is inside of `[calendar]`.
fn season(more: &str) -> PlacementInputs {
    seasons::read(&format!("{SEASON}{more}\n"))
}

/// The first calendar of a season on a day, and what was said of it.
fn first(inputs: &PlacementInputs, now: &str) -> (SeasonRevision, Vec<Diagnostic>) {
    let (faults, now) = (Faults::new(), moment(now));
    let revision = revise(inputs, None, now.date_naive(), now, &faults);
    (revision, faults.into_sorted())
}

fn calendar(more: &str) -> Calendar {
    first(&season(more), "2026-11-22T12:00:00Z").0.calendar
}

fn by_uid(calendar: &Calendar) -> BTreeMap<String, Event> {
    let events = calendar.events.iter();
    let by_uid: BTreeMap<String, Event> = events.map(|event| (event.uid.clone(), event.clone())).collect();
    assert_eq!(by_uid.len(), calendar.events.len(), "two events share a UID");
    by_uid
}

fn text(calendar: &Calendar) -> String {
    let bytes = calendar.to_bytes();
    let text = String::from_utf8(bytes).expect("a calendar is UTF-8");
    text.replace("\r\n ", "")
}

/// When an event begins, where it is timed.
fn start(event: &Event) -> Option<DateTime<Utc>> {
    match event.when {
        When::Timed { date, time, zone, .. } => Some(zone.utc_of(date, time)),
        When::AllDay { .. } => None,
    }
}

#[test]
fn a_template_names_every_session_in_the_runners_units() {
    let plain = by_uid(&calendar(""));
    let titled = by_uid(&calendar("event_title = \"{session}[: {distance}][ ({club})]\""));
    assert!(plain.keys().eq(titled.keys()), "a title is not who a session is");
    let summary = |session: &str| {
        let mut of_session = titled.iter().filter(|(uid, _)| uid.contains(session));
        of_session.next().map_or("", |(_, event)| event.summary.as_str())
    };
    assert_eq!(summary(".race."), "Citrus Half: 21.1 km");
    assert_eq!(summary(".rest."), "Rest day");
    assert!(
        summary(".long.").starts_with("Long run: "),
        "{}",
        summary(".long.")
    );
    let with_club = titled
        .values()
        .filter(|event| event.summary.ends_with("km (Crew run)"));
    assert!(with_club.count() > 3, "the club's runs name it");

    let miles = SEASON.replace("name = \"Samantha\"", "units = \"mi\"");
    let miles = seasons::read(&format!("{miles}event_title = \"{{distance}}\"\n"));
    let (miles, _) = first(&miles, "2026-11-22T12:00:00Z");
    for event in &miles.calendar.events {
        let rests = event.uid.contains(".rest.") || event.uid.contains(".strength.");
        assert!(event.summary.ends_with(" mi") || rests, "{event:?}");
        assert!(!event.summary.is_empty(), "{event:?} has no title");
    }
}

#[test]
fn no_title_and_no_value_in_it_begins_a_line() {
    let race = SEASON.replace("Citrus Half", "Half\\r\\nSTATUS:CANCELLED\\nX-A:\\tb");
    assert!(longrun_refuses(&race), "a carriage return is told");
    let race = SEASON.replace("Citrus Half", "Half\\nSTATUS:CANCELLED\\nX-A:\\tb");
    let season = seasons::read(&format!("{race}event_title = \"{{race}}; {{title}}, \\\\n:\"\n"));
    let written = text(&first(&season, "2026-11-22T12:00:00Z").0.calendar);
    let summaries: Vec<&str> = written
        .lines()
        .filter(|line| line.starts_with("SUMMARY:"))
        .collect();
    assert!(summaries.len() > 50, "{written}");
    for summary in summaries {
        let start = "SUMMARY:Half STATUS:CANCELLED X-A: b\\; ";
        assert!(
            summary.starts_with(start) && summary.ends_with("\\, \\\\n:"),
            "{summary}"
        );
    }
    assert!(
        !written
            .lines()
            .any(|line| line.starts_with("STATUS:CANCELLED") || line.starts_with("X-A"))
    );
}

fn longrun_refuses(toml: &str) -> bool {
    let faults = Faults::new();
    let source = longrun::diagnostic::Source::new("season.toml", toml);
    let table = longrun::document::parse(&source, &faults);
    longrun::season::read(&table, &longrun::plan::built_in(), &faults).is_none()
}

#[test]
fn each_week_of_a_plan_begins_with_a_note_that_leaves_the_day_free() {
    let (without, with) = (calendar(""), calendar("weeks = true"));
    let (revision, _) = first(&season("weeks = true"), "2026-11-22T12:00:00Z");
    let weeks: Vec<_> = revision
        .schedule
        .weeks
        .iter()
        .filter(|week| week.number > 0)
        .collect();
    let notes: Vec<&Event> = with
        .events
        .iter()
        .filter(|event| event.uid.contains(".week_note@"))
        .collect();
    assert_eq!(notes.len(), weeks.len());
    for (note, week) in notes.iter().zip(&weeks) {
        let first = When::AllDay {
            first: week.first,
            days: 1,
        };
        assert_eq!((note.when, note.busy, note.alarm), (first, false, None));
        let says = format!("Week {} of {}: ", week.number, week.of);
        assert!(note.summary.starts_with(&says), "{}", note.summary);
        let stands = format!("Week {} of {} ({}", week.number, week.of, week.phase);
        assert!(note.description.contains(&stands), "{}", note.description);
    }
    let last = notes.last().expect("the race's week has a note");
    assert!(last.summary.ends_with("Citrus Half"), "{}", last.summary);
    assert!(
        last.description.contains("Sun 28 Mar: Race: Citrus Half"),
        "{}",
        last.description
    );

    // What a note says is what stands in its week.
    for (index, week) in revision
        .schedule
        .weeks
        .iter()
        .enumerate()
        .filter(|(_, week)| week.number > 0)
    {
        let run = revision
            .schedule
            .run_in_week(index)
            .show(longrun::units::Units::Km)
            .to_string();
        let note = notes
            .iter()
            .find(|note| note.summary.contains(&format!("Week {} of", week.number)));
        assert!(
            note.is_some_and(|note| note.summary.contains(&run)),
            "week {}: {run}",
            week.number
        );
    }

    // The sessions are what they were.
    let others: Vec<&Event> = with
        .events
        .iter()
        .filter(|event| !event.uid.contains(".week_note@"))
        .collect();
    assert!(others.into_iter().eq(without.events.iter()));
}

#[test]
fn the_note_of_a_week_is_the_same_event_for_its_whole_life() {
    let notes = |season: &PlacementInputs| -> Vec<String> {
        let (revision, _) = first(season, "2026-11-22T12:00:00Z");
        let uids = revision.calendar.events.into_iter().map(|event| event.uid);
        uids.filter(|uid| uid.contains(".week_note@")).collect()
    };
    let before = notes(&season("weeks = true"));
    assert_eq!(
        before.last().map(String::as_str),
        Some("sam-2027-spring.half-12.w0.week_note@longrun")
    );
    for (from, to) in [
        ("2027-03-28", "2027-04-04"),
        ("2027-03-28", "2027-03-27"),
        ("sun 08:00", "sat 09:00"),
        ("Road to Lisbon", "Another name"),
        ("name = \"Samantha\"", "units = \"mi\""),
    ] {
        let changed = seasons::read(&format!("{}weeks = true\n", SEASON.replace(from, to)));
        assert_eq!(notes(&changed), before, "{to}");
    }
    // A session that a plan calls so is another event.
    let two = r#"plan = ["maintenance-20-40", "half-12", "maintenance-20-40"]"#;
    let season = SEASON.replace("plan = \"half-12\"", two);
    let season = season.replace("[race]", "start = 2026-11-30\n[race]");
    let (revision, _) = first(
        &seasons::read(&format!("{season}weeks = true\n")),
        "2026-11-22T12:00:00Z",
    );
    by_uid(&revision.calendar);
}

#[test]
fn times_in_utc_are_the_same_instants_without_a_zone() {
    let (local, utc) = (calendar(""), calendar("utc = true"));
    let written = text(&utc);
    assert!(
        !written.contains("TZID") && !written.contains("X-WR-TIMEZONE"),
        "{written}"
    );
    assert!(
        written.contains("DTSTART:20270328T090000Z"),
        "the race begins at ten in Lisbon"
    );
    let (local, utc) = (by_uid(&local), by_uid(&utc));
    assert!(local.keys().eq(utc.keys()));
    assert!(local.values().map(start).eq(utc.values().map(start)));
    assert!(utc.values().filter_map(start).count() > 30);
    let summer: Vec<_> = local.values().filter_map(start).map(|at| at.month()).collect();
    assert!(
        summer.contains(&1) && summer.contains(&3),
        "both offsets were seen: {summer:?}"
    );
}

#[test]
fn each_of_two_races_on_a_day_is_in_its_own_zone_at_its_own_place() {
    let race = |name: &str, zone: &str| {
        format!(
            "[[tuneup]]\nname = \"{name}\"\ndate = 2027-02-27\ntime = 09:00:00\ntime_zone = \"{zone}\"\n\
             distance = \"5k\"\nplace = \"{name} hall\"\n"
        )
    };
    let (one, two) = (
        race("Border run", "Europe/Lisbon"),
        race("River run", "Europe/Madrid"),
    );
    let events = by_uid(&calendar(&format!("\n{one}{two}")));
    let event = |name: &str| {
        let found = events.iter().find(|(uid, _)| uid.contains(name));
        found.expect("a race").1
    };
    let (border, river) = (event("border-run"), event("river-run"));
    assert_eq!(start(border), Some(moment("2027-02-27T09:00:00Z")));
    assert_eq!(start(river), Some(moment("2027-02-27T08:00:00Z")));
    let place = |event: &Event| event.location.as_ref().map(|place| place.name.clone());
    assert_eq!(place(border).as_deref(), Some("Border run hall"));
    assert_eq!(place(river).as_deref(), Some("River run hall"));
}

#[test]
fn a_day_away_is_called_so_and_not_a_rest_day() {
    let away = |more: &str| {
        let more = format!("\n[[away]]\nfrom = 2027-02-03\nto = 2027-02-03\n{more}");
        let events = calendar(&more).events;
        let day = "2027-02-03".parse().expect("a date");
        let of_day = |event: &Event| event.when == When::AllDay { first: day, days: 1 };
        let found: Vec<Event> = events.into_iter().filter(of_day).collect();
        let [event] = found.as_slice() else {
            panic!("{found:?}")
        };
        event.clone()
    };
    let plain = away("");
    assert_eq!(plain.summary, "Away");
    assert!(
        plain.description.starts_with("No training.\nAway\n\nWeek"),
        "{}",
        plain.description
    );
    let wedding = away("why = \"wedding\"\n");
    assert_eq!(wedding.summary, "Away: wedding");
    assert!(
        wedding.description.contains("\nAway: wedding\n"),
        "{}",
        wedding.description
    );
}
