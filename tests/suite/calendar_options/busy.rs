//! The busy calendar: when there is no time, and nothing else.

use std::fs;

use chrono::TimeDelta;
use longrun::diagnostic::Code;
use longrun::ical::{Status, When};

use super::{SEASON, by_uid, calendar, first, season, start, text};
use crate::seasons;
use crate::world::World;

const BUSY: &str = "feed = \"busy\"\nweeks = true\nalarm = \"30 min\"\nevent_title = \"{session} {race}\"\n\
                    busy = { title = \"Personal\", before = \"15 min\", after = \"30 min\" }";

/// The length of a timed event in minutes.
fn minutes(when: When) -> u32 {
    match when {
        When::Timed { minutes, .. } => minutes,
        When::AllDay { .. } => 0,
    }
}

#[test]
fn every_session_with_a_time_is_there_with_what_is_taken_around_it_and_no_other() {
    let (full, busy) = (calendar(""), calendar(BUSY));
    let mut wanted: Vec<_> = full
        .events
        .iter()
        .filter_map(|event| Some((start(event)? - TimeDelta::minutes(15), minutes(event.when) + 45)))
        .collect();
    let mut found: Vec<_> = busy
        .events
        .iter()
        .filter_map(|event| Some((start(event)?, minutes(event.when))))
        .collect();
    wanted.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, wanted);
    assert_eq!(busy.events.len(), found.len(), "what has no time takes none");
    assert!(found.len() > 30);
}

#[test]
fn no_word_of_the_plan_is_in_it() {
    let (full, busy) = (calendar("weeks = true"), calendar(BUSY));
    for event in &busy.events {
        assert_eq!(event.summary, "Personal");
        assert_eq!(
            (event.description.as_str(), &event.location, &event.link),
            ("", &None, &None)
        );
        assert!(event.categories.is_empty() && event.alarm.is_none() && event.color.is_none());
        assert!(event.busy && event.status == Status::Confirmed);
    }
    let written = text(&busy).to_lowercase();
    assert!(!written.contains("valarm") && !written.contains("transp:transparent"));
    let mut words: Vec<String> = [
        "sam", "citrus", "lisbon", "rossio", "half", "crew", "town", "km", "week", "race",
    ]
    .map(str::to_owned)
    .to_vec();
    for event in &full.events {
        let texts = [&event.summary, &event.description, &event.uid];
        let pieces = texts
            .into_iter()
            .flat_map(|text| text.split(|c: char| !c.is_alphabetic()));
        words.extend(pieces.filter(|word| word.len() > 3).map(str::to_lowercase));
    }
    words.sort_unstable();
    words.dedup();
    // What the format itself says, and the name of the zone, are not the plan's.
    let written = written.replace("longrun", "").replace("personal", "");
    let format = ["begin:", "end:", "tzid:", "x-wr-timezone:"];
    let lines = written
        .lines()
        .filter(|line| !format.iter().any(|name| line.starts_with(name)));
    let values: Vec<&str> = lines.filter_map(|line| Some(line.split_once(':')?.1)).collect();
    for word in words.iter().filter(|word| *word != "longrun") {
        let said = values.iter().find(|value| value.contains(word.as_str()));
        assert!(said.is_none(), "{word} is in {said:?}");
    }
}

#[test]
fn its_events_are_others_than_those_of_the_full_calendar_and_stay_who_they_are() {
    let (full, busy) = (by_uid(&calendar("")), by_uid(&calendar(BUSY)));
    assert!(busy.keys().all(|uid| !full.contains_key(uid)));
    let later = SEASON
        .replace("2027-03-28", "2027-04-04")
        .replace("sun 08:00", "sun 09:30");
    let later = seasons::read(&format!("{later}{BUSY}\n"));
    let (later, _) = first(&later, "2026-11-22T12:00:00Z");
    assert!(
        by_uid(&later.calendar).keys().eq(busy.keys()),
        "a later race keeps every UID"
    );
    let other = seasons::read(&format!("{}{BUSY}\n", SEASON.replace("sam-2027", "kim-2027")));
    let (other, _) = first(&other, "2026-11-22T12:00:00Z");
    assert!(by_uid(&other.calendar).keys().all(|uid| !busy.contains_key(uid)));
}

#[test]
fn buffers_reach_over_midnight_and_over_a_change_of_the_clock() {
    // At half past three the clock in Berlin has just been put forward from two to three, or back.
    for (race, expected) in [
        ("2027-03-28", "2027-03-28T00:30:00Z"),
        ("2027-10-31", "2027-10-31T01:30:00Z"),
    ] {
        let toml = SEASON
            .replace("2027-03-28", race)
            .replace("10:00:00", "03:30:00")
            .replace("time_zone = \"Europe/Lisbon\"\n", "");
        let busy = "feed = \"busy\"\nbusy = { before = \"1 h\" }\n";
        let (revision, _) = first(&seasons::read(&format!("{toml}{busy}")), "2026-11-22T12:00:00Z");
        let last = revision.calendar.events.last().and_then(start);
        assert_eq!(last, Some(super::moment(expected)), "{race}");
        let written = text(&revision.calendar);
        assert!(written.contains("SUMMARY:Busy"), "{written}");
    }
    let early = SEASON.replace("sun 08:00", "sun 00:10");
    let busy = "feed = \"busy\"\nbusy = { before = \"30 min\" }\n";
    let (revision, _) = first(&seasons::read(&format!("{early}{busy}")), "2026-11-22T12:00:00Z");
    let written = text(&revision.calendar);
    assert!(
        written.contains("T234000\r\nDTEND;TZID=Europe/Berlin:"),
        "{written}"
    );
}

#[test]
fn without_times_it_is_empty_and_that_is_said() {
    let toml = "plan = \"half-12\"\nrace.date = 2027-03-28\ncalendar.feed = \"busy\"\n";
    let (revision, said) = first(&seasons::read(toml), "2026-11-22T12:00:00Z");
    assert!(revision.calendar.events.is_empty());
    let warning = said
        .iter()
        .find(|one| one.code() == Code::NoEvents)
        .expect("a warning");
    let help = warning.help().join(" ");
    assert!(help.contains("only sessions with a time are busy"), "{help}");
    let (_, said) = first(&season(BUSY), "2026-11-22T12:00:00Z");
    assert!(said.iter().all(|one| one.code() != Code::NoEvents));
}

#[test]
fn it_is_updated_like_the_other_and_never_written_over_it() {
    let world = World::new().file("season.toml", SEASON);
    world.run(["export", "season.toml", "-o", "full.ics"]).code(0);
    let busy = [
        "export",
        "season.toml",
        "--busy",
        "--busy-title=Personal",
        "-o",
        "busy.ics",
    ];
    world.run(busy).code(0).wrote("busy.ics", "SUMMARY:Personal");
    world.run(busy).code(0).stderr_contains("(unchanged)");

    let full = fs::read(world.path("full.ics")).expect("a calendar");
    for arguments in [["--busy", "full.ics"], ["--busy=no", "busy.ics"]] {
        let [which, file] = arguments;
        let before = fs::read(world.path(file)).expect("a calendar");
        let run = world.run(["export", "season.toml", which, "-o", file]);
        run.code(1).stderr_contains("error[other-calendar]");
        assert_eq!(fs::read(world.path(file)).expect("a calendar"), before);
    }
    assert_eq!(fs::read(world.path("full.ics")).expect("a calendar"), full);

    // A long run at another time is moved in both, and nothing else is.
    fs::write(
        world.path("season.toml"),
        SEASON.replace("sun 08:00", "sun 09:00"),
    )
    .expect("a season");
    let run = world.run([
        "diff",
        "busy.ics",
        "season.toml",
        "--busy",
        "--busy-title=Personal",
        "--json",
    ]);
    let run = run.code(1).stdout_contains("\"moved\"").stdout_lacks("\"added\"");
    run.stdout_lacks("\"cancelled\"").stdout_lacks("Long run");
    world.run(busy).code(0).wrote("busy.ics", "SEQUENCE:1");
}

#[test]
fn without_an_id_it_is_known_by_its_file_when_the_race_or_the_runner_is_renamed() {
    let season = SEASON.replace("id = \"sam-2027-spring\"\n", "");
    let world = World::new().file("season.toml", &season);
    let export = |season: &str| {
        fs::write(world.path("season.toml"), season).expect("a season");
        let run = ["export", "season.toml", "--busy", "-o", "busy.ics"];
        world.run(run).code(0);
        let bytes = fs::read(world.path("busy.ics")).expect("a calendar");
        let text = String::from_utf8(bytes).expect("UTF-8").replace("\r\n ", "");
        // By that line the season is known next time.
        let lines = text.lines().filter(|line| !line.starts_with("X-LONGRUN-SEASON"));
        lines.collect::<Vec<_>>().join("\n")
    };
    let first = export(&season);
    assert!(first == export(&season.replace("Citrus Half", "Orange Half")));
    assert!(first == export(&season.replace("Samantha", "Sam")));
    // Put off over a week, it is still the same.
    let later = export(&season.replace("2027-03-28", "2027-04-04"));
    assert!(later.contains("SEQUENCE:1") && !later.contains("STATUS:CANCELLED"));
    // Next year's is another one.
    let next = String::from_utf8(export_next(&world, &season)).expect("UTF-8");
    assert!(next.contains("STATUS:CANCELLED"));
}

fn export_next(world: &World, season: &str) -> Vec<u8> {
    fs::write(
        world.path("season.toml"),
        season.replace("2027-03-28", "2028-03-26"),
    )
    .expect("a season");
    let run = ["export", "season.toml", "--busy", "-o", "busy.ics"];
    world.run(run).code(0).stderr_contains("OTHER_SEASON");
    fs::read(world.path("busy.ics")).expect("a calendar")
}
