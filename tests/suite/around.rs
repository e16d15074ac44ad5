//! Planning around other calendars: no session with a time overlaps what they take.

use std::collections::BTreeSet;
use std::fs;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc, Weekday};
use longrun::diagnostic::Faults;
use longrun::ical::free_busy::BusyTimes;
use longrun::ical::{Zone, free_busy};
use longrun::schedule::schedule;
use proptest::prelude::*;

use crate::seasons::plan;
use crate::world::World;

const SEASON: &str = r#"
plan = "marathon-intermediate-18"
around = ["work.ics", "home.ics"]
[race]
date = 2027-04-19
[athlete]
time_zone = "America/New_York"
[week]
sat = ["07:00-12:00"]
tue = "18:00"
long = "sun 08:00"
"#;

/// Work from nine to five, on a clock that another program describes as Outlook does; a talk on Tuesdays at the
/// time of the run, but not on one; a fair of two days; a Sunday morning on which the clocks change.
const WORK: &str = "BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Somebody//EN
BEGIN:VEVENT
UID:work
SUMMARY:Work
DTSTART;TZID=Eastern Standard Time:20261201T090000
DTEND;TZID=Eastern Standard Time:20261201T170000
RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20270430T210000Z
END:VEVENT
BEGIN:VEVENT
UID:talk
SUMMARY:Talk
DTSTART;TZID=America/New_York:20270105T173000
DURATION:PT1H45M
RRULE:FREQ=WEEKLY;COUNT=10
EXDATE;TZID=America/New_York:20270119T173000
END:VEVENT
BEGIN:VEVENT
UID:fair
SUMMARY:Fair
DTSTART;VALUE=DATE:20270210
DTEND;VALUE=DATE:20270212
END:VEVENT
BEGIN:VEVENT
UID:church
SUMMARY:Church
DTSTART:20270314T130000Z
DURATION:PT90M
END:VEVENT
END:VCALENDAR
";

/// What is free takes nothing.
const HOME: &str = "BEGIN:VCALENDAR
BEGIN:VEVENT
SUMMARY:Birthday
DTSTART;VALUE=DATE:20270106
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
SUMMARY:Brunch
DTSTART:20270109T080000
DURATION:PT2H
RRULE:FREQ=DAILY;INTERVAL=14;COUNT=6
END:VEVENT
END:VCALENDAR
";

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(day: NaiveDate, hour: u32, minute: u32) -> NaiveDateTime {
    day.and_hms_opt(hour, minute, 0).unwrap()
}

/// What both calendars take, by the runner's clock, worked out day by day.
fn taken() -> Vec<(NaiveDateTime, NaiveDateTime)> {
    let mut taken = Vec::new();
    let mut day = date("2026-12-01");
    while day <= date("2027-04-30") {
        if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            taken.push((at(day, 9, 0), at(day, 17, 0)));
        }
        let week = (day - date("2027-01-05")).num_days();
        if (0..70).contains(&week) && week % 7 == 0 && day != date("2027-01-19") {
            taken.push((at(day, 17, 30), at(day, 19, 15)));
        }
        let brunch = (day - date("2027-01-09")).num_days();
        if (0..84).contains(&brunch) && brunch % 14 == 0 {
            taken.push((at(day, 8, 0), at(day, 10, 0)));
        }
        day = day + Days::new(1);
    }
    taken.push((at(date("2027-02-10"), 0, 0), at(date("2027-02-12"), 0, 0)));
    // On the day on which the clocks went forward: four hours behind UTC, not five.
    taken.push((at(date("2027-03-14"), 9, 0), at(date("2027-03-14"), 10, 30)));
    taken
}

/// The events of an export that have a time: title, start, end.
fn timed(ics: &str) -> Vec<(String, NaiveDateTime, NaiveDateTime)> {
    let value = |event: &str, name: &str| {
        let line = event.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.to_owned())
    };
    let time = |text: String| NaiveDateTime::parse_from_str(&text, "%Y%m%dT%H%M%S").ok();
    let events = ics.split("BEGIN:VEVENT").skip(1);
    events
        .filter_map(|event| {
            let title = value(event, "SUMMARY")?;
            Some((
                title,
                time(value(event, "DTSTART")?)?,
                time(value(event, "DTEND")?)?,
            ))
        })
        .collect()
}

fn world() -> World {
    World::new()
        .file("season.toml", SEASON)
        .file("work.ics", WORK)
        .file("home.ics", HOME)
}

#[test]
fn no_session_overlaps_what_another_calendar_takes() {
    let world = world();
    world.run(["export", "season.toml", "-o", "spring.ics"]).code(0);
    let ics = fs::read_to_string(world.path("spring.ics")).unwrap();
    let (sessions, taken) = (timed(&ics), taken());
    for (title, start, end) in &sessions {
        let clash = taken.iter().find(|(from, until)| start < until && from < end);
        assert_eq!(clash, None, "{title} from {start} to {end}");
    }
    let starts = |day: Weekday| -> Vec<NaiveTime> {
        let of_day = sessions.iter().filter(|(_, start, _)| start.weekday() == day);
        of_day.map(|(_, start, _)| start.time()).collect()
    };
    let clock = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
    assert!(
        starts(Weekday::Tue).contains(&clock(18, 0)),
        "free Tuesdays keep their time"
    );
    assert!(
        starts(Weekday::Tue).contains(&clock(19, 15)),
        "the others begin after the talk"
    );
    assert!(
        starts(Weekday::Sat).contains(&clock(7, 0)),
        "Saturdays begin with their window"
    );
    assert!(
        starts(Weekday::Sun).contains(&clock(8, 0)),
        "a Sunday keeps its time"
    );
    let weekdays = sessions
        .iter()
        .filter(|(_, start, _)| start.weekday() == Weekday::Wed);
    assert!(
        weekdays.count() > 5,
        "a working day has times before and after work"
    );
    let days: BTreeSet<NaiveDate> = sessions.iter().map(|(_, start, _)| start.date()).collect();
    assert!(!days.contains(&date("2027-02-10")) && !days.contains(&date("2027-02-11")));
}

#[test]
fn what_finds_no_day_names_what_took_it() {
    let offsite = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Offsite\nDTSTART;VALUE=DATE:20270201\n\
                   DTEND;VALUE=DATE:20270210\nEND:VEVENT\nEND:VCALENDAR\n";
    world()
        .file("work.ics", offsite)
        .run(["check", "season.toml"])
        .code(0)
        .stderr_contains("Tue is taken by “Offsite” all day");
}

#[test]
fn without_anything_taken_a_day_without_windows_keeps_its_all_day_sessions() {
    let nothing = "BEGIN:VCALENDAR\nEND:VCALENDAR\n";
    let world = world().file("work.ics", nothing).file("home.ics", nothing);
    world.run(["export", "season.toml", "-o", "spring.ics"]).code(0);
    let ics = fs::read_to_string(world.path("spring.ics")).unwrap();
    for (title, start, _) in timed(&ics) {
        assert!(
            [Weekday::Tue, Weekday::Sat, Weekday::Sun].contains(&start.weekday()),
            "{title} at {start}"
        );
    }
}

#[test]
fn all_faults_of_all_calendars_are_told_at_once() {
    let broken = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:soon\nEND:VEVENT\nnonsense\nEND:VCALENDAR\n";
    let season = SEASON
        .replace("home.ics", "gone.ics")
        .replace("tue = \"18:00\"", "tue = \"late\"");
    let run = world()
        .file("season.toml", &season)
        .file("work.ics", broken)
        .run(["check", "season.toml"]);
    run.code(1)
        .stderr_contains("work.ics:3")
        .stderr_contains("work.ics:5")
        .stderr_contains("cannot read gone.ics: No such file")
        .stderr_contains("`late` is not a valid value")
        .stderr_contains("4 errors");
}

#[test]
fn a_calendar_needs_the_runners_zone_and_an_own_one_is_left_aside() {
    let season = SEASON.replace("time_zone = \"America/New_York\"", "");
    let run = world().file("season.toml", &season).run(["check", "season.toml"]);
    run.code(1)
        .stderr_contains("there is a calendar to plan around, and no time zone");
    let world = world();
    world
        .run(["export", "season.toml", "-o", "home.ics", "--force"])
        .code(0);
    world
        .run(["check", "season.toml"])
        .code(0)
        .stderr_contains("home.ics was written by longrun, and is not planned around");
}

#[test]
fn too_large_a_calendar_is_refused() {
    let large = format!("BEGIN:VCALENDAR\n{}END:VCALENDAR\n", "X-A:b\n".repeat(900_000));
    let run = world().file("work.ics", &large).run(["check", "season.toml"]);
    run.code(1).stderr_contains("work.ics is larger than 5 MiB");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Any events, told as instants, on any clock: compared as instants, too.
    #[test]
    fn no_random_event_is_overlapped(
        events in proptest::collection::vec((0i64..70 * 24 * 12, 1i64..400, 0u32..4), 0..60),
        zone in prop::sample::select(vec!["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]),
        night in any::<bool>(),
    ) {
        // Ten weeks around the changes of spring.
        let base = at(date("2027-02-08"), 0, 0).and_utc();
        let mut text = "BEGIN:VCALENDAR\r\n".to_owned();
        let mut taken: Vec<(DateTime<Utc>, DateTime<Utc>)> = Vec::new();
        for (start, length, repeats) in events {
            let (from, length) = (base + TimeDelta::minutes(start * 5), TimeDelta::minutes(length * 5));
            let stamp = |time: DateTime<Utc>| time.format("%Y%m%dT%H%M%SZ").to_string();
            text += &format!(
                "BEGIN:VEVENT\r\nDTSTART:{}\r\nDTEND:{}\r\nRRULE:FREQ=DAILY;INTERVAL=3;COUNT={}\r\nEND:VEVENT\r\n",
                stamp(from), stamp(from + length), repeats + 1,
            );
            taken.extend((0..=repeats).map(|k| from + Days::new(u64::from(k) * 3)).map(|from| (from, from + length)));
        }
        text += "END:VCALENDAR\r\n";
        // Also sessions at night, when the clocks change.
        let windows = if night { "sun = [\"00:00-05:00\"]\nsat = [\"20:00-23:55\"]" } else { "sat = [\"07:00-12:00\"]" };
        let season = format!(
            "plan = \"marathon-intermediate-18\"\naround = \"work.ics\"\nrace.date = 2027-04-18\n\
             athlete.time_zone = \"{zone}\"\n[week]\n{windows}\ntue = \"18:00\"\nlong = \"sun 08:00\"\n"
        );
        let inputs = plan(&season).inputs;
        let zone = Zone::new(zone).unwrap();
        let faults = Faults::new();
        let days = inputs.days().unwrap();
        let busy = free_busy::read("work.ics", text.as_bytes(), zone, (days.first(), days.last()), &mut free_busy::ReadingBudget::default(), &faults);
        let inputs = inputs.with_external_busy(BusyTimes::new(busy));
        prop_assert_eq!(faults.errors(), 0);
        for day in schedule(&inputs, &faults).days {
            let mut before: Option<(NaiveTime, TimeDelta)> = None;
            let mut timed: Vec<_> = day.sessions.iter().filter(|one| !one.is_race()).filter_map(|one| Some((one.start?, one))).collect();
            timed.sort_by_key(|(start, _)| *start);
            for (start, session) in timed {
                let length = TimeDelta::seconds(i64::from(session.length.secs()));
                let from = zone.utc_of(day.date, start);
                let clash = taken.iter().find(|(busy, until)| from < *until && *busy < from + length);
                prop_assert_eq!(clash, None, "{} on {} at {}", session.title, day.date, start);
                if let Some((earlier, length)) = before {
                    prop_assert!(start - earlier >= length + TimeDelta::minutes(30), "the gap on {}", day.date);
                }
                before = Some((start, length));
            }
        }
    }
}

#[test]
fn a_list_of_calendars_costs_what_one_may() {
    let world = World::new();
    let rules: String = (0..500)
        .map(|number| {
            format!(
                "BEGIN:VEVENT\r\nUID:{number}\r\nSUMMARY:Busy\r\nDTSTART:20000101T0{}0000Z\r\nDURATION:PT5M\r\n\
                 RRULE:FREQ=DAILY\r\nEND:VEVENT\r\n",
                number % 10
            )
        })
        .collect();
    let calendar = format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{rules}END:VCALENDAR\r\n");
    for number in 0..20 {
        fs::write(world.path(&format!("work-{number}.ics")), &calendar).unwrap();
    }
    let season = |names: Vec<String>| {
        let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
        let text = format!(
            "plan = \"half-12\"\nrace = {{ date = 2027-04-18 }}\naround = [{}]\nathlete = {{ time_zone = \
             \"Europe/Berlin\" }}\n",
            names.join(", ")
        );
        fs::write(world.path("season.toml"), text).unwrap();
    };
    season((0..400).map(|_| "work-1.ics".to_owned()).collect());
    world
        .run(["check", "season.toml"])
        .code(1)
        .stderr_contains("too-many");
    season((0..20).map(|number| format!("work-{number}.ics")).collect());
    world
        .run(["check", "season.toml"])
        .code(1)
        .stderr_contains("repeats its events too often");
    season((0..20).map(|_| "work-1.ics".to_owned()).collect());
    world.run(["check", "season.toml"]).code(0);
}
