//! A calendar that stays right when the plan changes: exporting onto a file that is there, and `longrun diff`.

mod as_published;
mod calendar_itself;
mod chain;
mod chains;
mod diff;
mod done_elsewhere;
mod killed;
mod known_again;
mod morning;
mod one_placement;
mod renamed;
mod rewritten;

use std::collections::BTreeMap;
use std::fs;

use chrono::{DateTime, NaiveDate, Utc};
use longrun::diagnostic::Faults;
use longrun::history::calendar_file::{CalendarFile, read};
use longrun::ical::{Event, Status, Zone};

use crate::world::{Run, World};

/// A season in which everything is said that a calendar shows.
const SEASON: &str = r#"plan = "marathon-intermediate-18"
id = "sam-2027-spring"

[race]
name = "Spring Marathon"
date = 2027-04-18
time = 10:00:00
place = { name = "Straße des 17. Juni", at = [52.5163, 13.3777] }

[athlete]
name = "Sam"
time_zone = "Europe/Berlin"
recent = { distance = "half", time = "1:38:30" }

[week]
rest = ["mon"]
long = "sun 08:00"
tue = "18:00"

[calendar]
title = "Frühling; Sam, 2027"
alarm = "30 min"
"#;

const FILE: &str = "spring.ics";

/// Exports `season` onto the file.
fn export(world: &World, season: &str, now: &str) -> Run {
    fs::write(world.path("season.toml"), season).unwrap();
    world.run(["export", "season.toml", "-o", FILE, "--now", now])
}

fn bytes(world: &World) -> Vec<u8> {
    fs::read(world.path(FILE)).unwrap()
}

/// The events of a calendar of ours.
fn events(bytes: &[u8]) -> BTreeMap<String, Event> {
    let faults = Faults::new();
    let CalendarFile::Ours(ledger) = read(FILE, bytes, Zone::new("Europe/Berlin"), &faults) else {
        panic!("{:?}", faults.into_sorted());
    };
    let all: Vec<&Event> = ledger.events().collect();
    let by_uid: BTreeMap<String, Event> = all
        .iter()
        .map(|event| (event.uid.clone(), (*event).clone()))
        .collect();
    assert_eq!(by_uid.len(), all.len(), "two events share a UID");
    by_uid
}

fn day(event: &Event) -> NaiveDate {
    event.when.day(Zone::new("Europe/Berlin"))
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[test]
fn exporting_twice_without_a_change_touches_nothing() {
    let world = World::new();
    export(&world, SEASON, "2026-11-22T12:00:00Z").code(0);
    let (first, made) = (
        bytes(&world),
        fs::metadata(world.path(FILE)).unwrap().modified().unwrap(),
    );
    // Also on other days: before, in the middle, and after the season.
    for now in [
        "2026-11-22T12:00:00Z",
        "2026-11-25T09:30:00Z",
        "2027-02-10T00:00:00Z",
        "2027-06-01T00:00:00Z",
    ] {
        export(&world, SEASON, now).code(0).stderr_contains("(unchanged)");
        assert_eq!(bytes(&world), first, "{now}");
        assert_eq!(
            fs::metadata(world.path(FILE)).unwrap().modified().unwrap(),
            made,
            "{now}"
        );
    }
}

#[test]
fn a_race_a_week_later_keeps_every_uid_and_revises_every_session() {
    let world = World::new();
    export(&world, SEASON, "2026-11-22T12:00:00Z").code(0);
    let before = events(&bytes(&world));
    let later = SEASON.replace("2027-04-18", "2027-04-25");
    export(&world, &later, "2026-11-23T12:00:00Z")
        .code(0)
        .stderr_contains("moved");
    let after = events(&bytes(&world));
    assert!(
        before.keys().eq(after.keys()),
        "every UID is kept, and none is new"
    );
    for (uid, event) in &after {
        assert_eq!(
            (event.sequence, event.stamp),
            (1, moment("2026-11-23T12:00:00Z")),
            "{uid}"
        );
        assert_eq!(day(event), day(&before[uid]) + chrono::Days::new(7), "{uid}");
        assert_eq!(event.status, Status::Confirmed);
    }
    let race = &after["sam-2027-spring.race.w0.race.1@longrun"];
    assert_eq!(day(race).to_string(), "2027-04-25");
}

#[test]
fn in_the_middle_of_a_season_the_past_stays_as_it_was() {
    let world = World::new();
    export(&world, SEASON, "2026-11-22T12:00:00Z").code(0);
    let before = events(&bytes(&world));
    let later = SEASON.replace("2027-04-18", "2027-04-25");
    let today: NaiveDate = "2027-02-10".parse().unwrap();
    export(&world, &later, "2027-02-10T12:00:00Z").code(0);
    let after = events(&bytes(&world));
    for (uid, was) in &before {
        let is = &after[uid];
        if day(was) < today {
            assert_eq!(is, was, "{uid} is over");
        } else {
            assert_eq!(is.sequence, was.sequence + 1, "{uid}");
        }
    }
    // The week that the race gained is filled: the week that was just done comes once more, as other events.
    let week = after
        .values()
        .filter(|event| (0..7).contains(&(day(event) - today).num_days()));
    assert!(week.clone().count() >= 5);
    for event in week.filter(|event| !before.contains_key(&event.uid)) {
        assert!(event.uid.ends_with(".again2@longrun"), "{}", event.uid);
        assert_eq!(event.sequence, 0);
    }
}

#[test]
fn an_update_changes_what_it_must_and_no_other_byte() {
    let world = World::new();
    export(&world, SEASON, "2026-11-22T12:00:00Z").code(0);
    let before = events(&bytes(&world));
    let away = format!("{SEASON}\n[[away]]\nfrom = 2027-02-13\nto = 2027-02-15\n");
    export(&world, &away, "2026-12-01T12:00:00Z")
        .code(0)
        .stderr_contains("cancelled");
    let after = events(&bytes(&world));
    let near = |event: &Event| {
        (day(event) - "2027-02-14".parse::<NaiveDate>().unwrap())
            .num_days()
            .abs()
            <= 14
    };
    let mut cancelled = 0;
    for (uid, was) in &before {
        let is = &after[uid];
        if is.status == Status::Cancelled {
            cancelled += 1;
            assert_eq!((day(is), &is.summary, is.sequence), (day(was), &was.summary, 1));
        } else if !near(was) {
            assert_eq!(is, was, "{uid}");
        }
    }
    assert!(cancelled > 0);
    // The wedding is called off: what was cancelled is back, two revisions on, and the rest as it was.
    export(&world, SEASON, "2026-12-02T12:00:00Z").code(0);
    let back = events(&bytes(&world));
    for (uid, was) in &before {
        let is = &back[uid];
        assert_eq!((is.status, is.sequence % 2), (Status::Confirmed, 0), "{uid}");
        assert_eq!((day(is), &is.summary), (day(was), &was.summary), "{uid}");
    }
}

#[test]
fn a_move_that_was_published_stays_made() {
    let world = World::new();
    // Two easy runs a week: the move says one of them by its day.
    let season = SEASON.replace("marathon-intermediate-18", "10k-12");
    export(&world, &season, "2026-11-22T12:00:00Z").code(0);
    let before = events(&bytes(&world));
    let easy = before
        .values()
        .find(|event| event.uid.contains(".w3.easy.1@"))
        .unwrap();
    let (from, to) = (day(easy), day(easy) + chrono::Days::new(1));
    let moved = format!("{season}\n[[move]]\nfrom = {from}\nsession = \"easy\"\nto = {to}\n");
    export(&world, &moved, "2026-11-23T12:00:00Z").code(0);
    let first = bytes(&world);
    assert_eq!(day(&events(&first)[&easy.uid]), to);
    for now in [
        "2026-11-23T12:00:00Z",
        "2026-12-20T00:00:00Z",
        &format!("{to}T12:00:00Z"),
        "2027-04-01T00:00:00Z",
    ] {
        export(&world, &moved, now).code(0);
        assert_eq!(bytes(&world), first, "{now}");
    }
}

#[test]
fn another_season_on_the_same_file_cancels_what_was_to_come_and_says_so() {
    let world = World::new();
    export(&world, SEASON, "2026-11-22T12:00:00Z").code(0);
    let before = events(&bytes(&world));
    let other = SEASON.replace("sam-2027-spring", "kim-2027-spring");
    export(&world, &other, "2026-11-23T12:00:00Z")
        .code(0)
        .stderr_contains("warning[OTHER_SEASON]");
    let after = events(&bytes(&world));
    assert_eq!(after.len(), 2 * before.len());
    assert!(before.keys().all(|uid| after[uid].status == Status::Cancelled));
}

#[test]
fn what_is_not_ours_is_never_overwritten_unless_forced() {
    let event = |uid: &str| {
        format!(
            "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20270101T100000Z\r\nSUMMARY:Dentist\r\nEND:VEVENT\r\n"
        )
    };
    let calendar = |inside: &str| {
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Somebody//EN\r\n{inside}END:VCALENDAR\r\n")
    };
    let world = World::new();
    export(&world, SEASON, "2026-11-22T12:00:00Z").code(0);
    let ours = String::from_utf8(bytes(&world)).unwrap();
    let (head, tail) = ours.split_at(ours.find("BEGIN:VEVENT").unwrap());
    let mixed = format!("{head}{}{tail}", event("dentist@clinic.example"));
    let tasks = ours.replace(
        "END:VCALENDAR",
        "BEGIN:VTODO\r\nUID:a\r\nSUMMARY:Shoes\r\nEND:VTODO\r\nEND:VCALENDAR",
    );
    let twice = format!("{ours}{ours}");
    for (text, why) in [
        (
            calendar(&event("dentist@clinic.example")).as_str(),
            "is a calendar that longrun did not write",
        ),
        (calendar("").as_str(), "is a calendar that longrun did not write"),
        (
            mixed.as_str(),
            "holds an entry that longrun did not write: “Dentist”",
        ),
        (tasks.as_str(), "“Shoes”"),
        (twice.as_str(), "holds more than one calendar"),
        ("plan = \"half-12\"\n", "is not a calendar"),
        ("\u{0}\u{1}binary", "is not a calendar"),
    ] {
        fs::write(world.path(FILE), text).unwrap();
        export(&world, SEASON, "2026-11-23T12:00:00Z")
            .code(3)
            .stderr_contains(why)
            .stderr_contains("--force");
        assert_eq!(bytes(&world), text.as_bytes(), "{why}");
        world
            .run(["diff", FILE, "season.toml"])
            .code(2)
            .stderr_contains(why);
        let forced = ["export", "season.toml", "-o", FILE, "--force"];
        world.run(forced).code(0);
        assert_eq!(
            events(&bytes(&world)).len(),
            events(ours.as_bytes()).len(),
            "{why}"
        );
    }
    // An emptied file may have been a calendar that people follow.
    fs::write(world.path(FILE), "").unwrap();
    export(&world, SEASON, "2026-11-22T12:00:00Z")
        .code(3)
        .stderr_contains("spring.ics is empty, and is left as it is");
    world
        .run([
            "export",
            "season.toml",
            "-o",
            FILE,
            "--now",
            "2026-11-22T12:00:00Z",
            "--force",
        ])
        .code(0);
    assert_eq!(bytes(&world), ours.as_bytes());
}

#[test]
fn a_damaged_calendar_is_told_and_stays_as_it_is() {
    let world = World::new();
    export(&world, SEASON, "2026-11-22T12:00:00Z").code(0);
    let ours = String::from_utf8(bytes(&world)).unwrap();
    let half = &ours[..ours.len() / 2];
    let uid = ours.find("UID:sam-2027-spring.m").unwrap();
    let uid_ends = uid + ours[uid..].find("\r\n").unwrap() + 2;
    let without_uid = format!("{}{}", &ours[..uid], &ours[uid_ends..]);
    for (text, why) in [
        (half.to_owned(), "the file ends before this"),
        (
            ours.replacen("DTSTART;VALUE=DATE:2026", "DTSTART;VALUE=DATE:xxxx", 1),
            "cannot be read as DTSTART",
        ),
        (
            ours.replacen("SEQUENCE:0", "SEQUENCE:many", 1),
            "cannot be read as SEQUENCE",
        ),
        (
            ours.replacen("\r\nSUMMARY", "\r\nwhat is this\r\nSUMMARY", 1),
            "this is not a line of a calendar",
        ),
        (ours.replacen("END:VEVENT\r\n", "", 1), "does not end"),
        (without_uid, "this event has no UID"),
    ] {
        fs::write(world.path(FILE), &text).unwrap();
        export(&world, SEASON, "2026-11-23T12:00:00Z")
            .code(1)
            .stderr_contains(why)
            .stderr_contains("spring.ics:")
            .stderr_contains("is damaged, and is left as it is");
        assert_eq!(bytes(&world), text.as_bytes(), "{why}");
        world
            .run(["diff", FILE, "season.toml"])
            .code(2)
            .stderr_contains(why);
    }
    world
        .run(["export", "season.toml", "-o", FILE, "--force"])
        .code(0);
    assert_eq!(events(&bytes(&world)).len(), events(ours.as_bytes()).len());
}
