//! The weeks that a calendar shows, and its size.

use std::collections::BTreeSet;
use std::fs;

use chrono::{Days, NaiveDate};
use longrun::diagnostic::{Code, Faults};
use longrun::history::calendar_file::{CalendarFile, read};
use longrun::history::ledger::ChangeKind;
use longrun::history::{Ledger, SeasonRevision, revise};
use longrun::ical::{Calendar, Status, Zone};

use super::{SEASON, first, moment, season};
use crate::world::World;

fn days(calendar: &Calendar) -> BTreeSet<NaiveDate> {
    let zone = Zone::new("Europe/Berlin");
    calendar.events.iter().map(|event| event.when.day(zone)).collect()
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// The ledger that a calendar is.
fn published(calendar: &Calendar) -> Ledger {
    let faults = Faults::new();
    let CalendarFile::Ours(ledger) = read(
        "spring.ics",
        &calendar.to_bytes(),
        Zone::new("Europe/Berlin"),
        &faults,
    ) else {
        panic!("{:?}", faults.into_sorted());
    };
    ledger
}

fn next(more: &str, before: &Calendar, now: &str) -> SeasonRevision {
    let (faults, now) = (Faults::new(), moment(now));
    revise(
        &season(more),
        Some(&published(before)),
        now.date_naive(),
        now,
        &faults,
    )
}

#[test]
fn a_window_shows_whole_weeks_and_each_event_as_it_is_without_it() {
    let (all, _) = first(&season("weeks = true"), "2027-02-10T12:00:00Z");
    let weeks = &all.schedule.weeks;
    for (window, from, to) in [
        ("window = { from = 2027-02-03 }", Some("2027-02-03"), None),
        ("window = { to = 2027-02-03 }", None, Some("2027-02-03")),
        (
            "window = { from = 2027-01-20, to = 2027-02-03 }",
            Some("2027-01-20"),
            Some("2027-02-03"),
        ),
        ("past = false", Some("2027-02-10"), None),
        (
            "past = false\nwindow = { ahead = \"0 days\" }",
            Some("2027-02-10"),
            Some("2027-02-10"),
        ),
        (
            "window = { back = \"2 weeks\", ahead = \"10 days\" }",
            Some("2027-01-27"),
            Some("2027-02-20"),
        ),
        ("window = {}\npast = true", None, None),
    ] {
        let (shown, _) = first(
            &season(&format!("weeks = true\n{window}")),
            "2027-02-10T12:00:00Z",
        );
        let touches = |first: NaiveDate, last: NaiveDate| {
            from.is_none_or(|from| last >= date(from)) && to.is_none_or(|to| first <= date(to))
        };
        let wanted: BTreeSet<NaiveDate> = weeks
            .iter()
            .filter(|week| touches(week.first, week.first + Days::new(u64::from(week.days) - 1)))
            .flat_map(|week| week.first.iter_days().take(week.days as usize))
            .collect();
        assert_eq!(days(&shown.calendar), wanted, "{window}");
        let events = all
            .calendar
            .events
            .iter()
            .filter(|event| wanted.contains(&event.when.day(Zone::new("Europe/Berlin"))));
        assert!(events.eq(&shown.calendar.events), "{window}");
    }
}

#[test]
fn what_a_window_hides_is_not_cancelled_and_comes_back() {
    let (all, _) = first(&season(""), "2027-02-10T12:00:00Z");
    let narrow = "past = false\nwindow = { ahead = \"2 weeks\" }";
    let hidden = next(narrow, &all.calendar, "2027-02-10T13:00:00Z");
    assert_eq!(hidden.changes, [], "nothing that is shown has changed");
    assert!(hidden.calendar.events.len() < all.calendar.events.len() / 2);
    assert!(
        hidden
            .calendar
            .events
            .iter()
            .all(|event| event.status == Status::Confirmed && event.sequence == 0)
    );
    assert!(
        hidden.calendar.revised > all.calendar.revised,
        "the calendar itself has changed"
    );

    // A day later in the same week: nothing.
    let again = next(narrow, &hidden.calendar, "2027-02-11T13:00:00Z");
    assert_eq!(again.calendar, hidden.calendar);
    // A week later a week is gone, and one is new.
    let later = next(narrow, &hidden.calendar, "2027-02-17T13:00:00Z");
    let (before, after) = (days(&hidden.calendar), days(&later.calendar));
    assert_eq!(before.difference(&after).count(), 7);
    assert_eq!(after.difference(&before).count(), 7);
    assert!(
        later
            .calendar
            .events
            .iter()
            .all(|event| event.status == Status::Confirmed)
    );
    assert!(
        later
            .changes
            .iter()
            .all(|change| change.kind == ChangeKind::Added)
    );
    // Opened again, all that is still to come is there.
    let open = next("", &later.calendar, "2027-02-17T14:00:00Z");
    let to_come = |calendar: &Calendar| -> BTreeSet<String> {
        let zone = Zone::new("Europe/Berlin");
        let events = calendar
            .events
            .iter()
            .filter(|event| event.when.day(zone) >= date("2027-02-17"));
        events.map(|event| event.uid.clone()).collect()
    };
    assert_eq!(to_come(&open.calendar), to_come(&all.calendar));
    assert!(
        open.calendar
            .events
            .iter()
            .all(|event| event.status == Status::Confirmed)
    );
}

#[test]
fn what_went_away_inside_the_window_is_cancelled_all_the_same() {
    let narrow = "past = false\nwindow = { ahead = \"2 weeks\" }";
    let (before, _) = first(&season(narrow), "2027-02-10T12:00:00Z");
    let longs = before
        .calendar
        .events
        .iter()
        .filter(|event| event.uid.contains(".long."))
        .count();
    assert!(longs > 0);
    let without = format!("{narrow}\nsessions = [\"medium\", \"easy\", \"quality\", \"rest\"]");
    let after = next(&without, &before.calendar, "2027-02-10T13:00:00Z");
    let cancelled = after
        .calendar
        .events
        .iter()
        .filter(|event| event.status == Status::Cancelled);
    assert!(cancelled.filter(|event| event.uid.contains(".long.")).count() == longs);
}

#[test]
fn a_window_beside_the_season_is_said() {
    let (shown, said) = first(&season("window = { to = 2026-01-01 }"), "2026-11-22T12:00:00Z");
    assert!(shown.calendar.events.is_empty());
    assert!(said.iter().any(|one| one.code() == Code::NoEvents), "{said:?}");
}

#[test]
fn flags_say_the_same_as_the_file() {
    let world = World::new()
        .file("plain.toml", SEASON)
        .file(
            "said.toml",
            &format!(
                "{SEASON}event_title = \"{{session}}[, {{distance}}]\"\nsessions = [\"long\", \"race\"]\nrest = false\n\
                 weeks = true\nalarm = \"20 min\"\ncolor = \"teal\"\nutc = true\npast = false\nwindow.ahead = \"6 weeks\"\n"
            ),
        );
    let now = ["--now", "2027-02-10T12:00:00Z"];
    let said = world
        .run([&["export", "said.toml", "-o", "-"], &now[..]].concat())
        .code(0);
    let flags = [
        "export",
        "plain.toml",
        "--event-title={session}[, {distance}]",
        "--only=long,race",
        "--rest-days=no",
        "--weeks",
        "--alarm=20 min",
        "--calendar-color=teal",
        "--utc",
        "--past=no",
        "--ahead=6 weeks",
        "--title=Road to Lisbon",
        "-o",
        "-",
    ];
    let run = world.run([&flags, &now[..]].concat()).code(0);
    assert_eq!(run.stdout, said.stdout);
    assert!(run.stdout.contains("SUMMARY:Week ") && run.stdout.contains("BEGIN:VALARM"));
    // A flag's list takes the place of the file's.
    let only = world
        .run([
            "export",
            "said.toml",
            "--only=race",
            "--past=yes",
            "--ahead=60 weeks",
            "--weeks=no",
            "-o",
            "-",
        ])
        .code(0);
    assert_eq!(only.stdout.matches("BEGIN:VEVENT").count(), 1, "{}", only.stdout);
    let bad = world.run([
        "export",
        "plain.toml",
        "--weeks=perhaps",
        "--busy=maybe",
        "--event-title={sesion}",
    ]);
    bad.code(1)
        .stderr_contains("--weeks:1:1")
        .stderr_contains("--busy:1:1")
        .stderr_contains("did you mean `{session}`?");
}

#[test]
fn a_calendar_of_a_thousand_events_is_written_with_a_warning() {
    let plan =
        "title = \"Every day\"\n[[phase]]\nname = \"All\"\nweeks = 104\neasy = 3\nmobility = 7\nrest = 2\n";
    let season = "plan = \"every-day.toml\"\nstart = 2026-11-23\n";
    let world = World::new()
        .file("every-day.toml", plan)
        .file("season.toml", season);
    let run = world.run(["export", "season.toml", "-o", "long.ics"]).code(0);
    let run = run.stderr_contains("warning[LARGE_CALENDAR]");
    let events = fs::read_to_string(world.path("long.ics"))
        .expect("a calendar")
        .matches("BEGIN:VEVENT")
        .count();
    assert!(events >= 1_000, "{events}");
    run.stderr_contains(&format!("a calendar of {events} events"));
    let less = world
        .run(["export", "season.toml", "--only", "easy", "-o", "less.ics"])
        .code(0);
    assert!(!less.stderr.contains("LARGE_CALENDAR"), "{}", less.stderr);
}
