//! Seasons of lists as long as they may be, and longer: each takes little time and memory, or is an error at its place.
#![cfg(unix)]

use std::time::Duration;

use chrono::{NaiveDate, Utc};
use longrun::limits::{MOST_FACTS, MOST_LISTED};
use longrun::season::{Fact, FactEvent, FactLog, Mention, SaidBy, SessionEvent};

use crate::hostile_files::{run_within_limits, used};
use crate::world::World;

/// The processor time of a season that is placed. A release build takes less than a third.
const SECONDS_TO_PLACE: u32 = 6;

/// Lists of a season, as long as they may be: a head, and a table made of its number.
fn longest_seasons() -> Vec<(&'static str, String)> {
    let day = |number: usize| format!("2027-{:02}-{:02}", 2 + number % 2, 1 + number / 2 % 28);
    let session = |number: usize| ["long", "easy", "quality", "strength"][number % 4];
    let season = |most: usize, table: &dyn Fn(usize) -> String| {
        let head = "plan = \"half-12\"\nrace.date = 2027-04-18\nathlete.time_zone = \"Europe/Berlin\"\n";
        let tables: String = (0..most).map(table).collect();
        format!("{head}{tables}")
    };
    let facts = |table: &dyn Fn(usize) -> String| season(MOST_FACTS, table);
    let listed = |table: &dyn Fn(usize) -> String| season(MOST_LISTED, table);
    vec![
        (
            "done",
            facts(&|number| {
                format!(
                    "[[done]]\ndate={}\nsession=\"{}\"\n",
                    day(number),
                    session(number)
                )
            }),
        ),
        (
            "done, all the same",
            facts(&|_| "[[done]]\ndate=2027-03-02\nsession=\"easy\"\n".to_owned()),
        ),
        (
            "skipped",
            facts(&|number| {
                format!(
                    "[[skipped]]\ndate={}\nsession=\"{}\"\n",
                    day(number),
                    session(number)
                )
            }),
        ),
        (
            "moved",
            facts(&|number| {
                format!(
                    "[[move]]\nfrom={}\nto={}\nsession=\"easy\"\n",
                    day(number),
                    day(number + 1)
                )
            }),
        ),
        ("off", facts(&|number| format!("[[off]]\nfrom={}\n", day(number)))),
        (
            "away",
            listed(&|number| format!("[[away]]\nfrom={}\n", day(number))),
        ),
        (
            "away for long",
            listed(&|_| "[[away]]\nfrom=1900-01-01\nto=2200-01-01\nstill=[\"easy\"]\n".to_owned()),
        ),
        (
            "clubs",
            listed(&|number| {
                format!(
                    "[[club]]\nname=\"c{number}\"\non=\"tue\"\ntakes=[\"easy\"]\ntime=\"18:{:02}\"\n",
                    number % 60
                )
            }),
        ),
        (
            "tune-ups",
            listed(&|number| format!("[[tuneup]]\ndate={}\ndistance=\"5k\"\n", day(number))),
        ),
    ]
}

#[test]
fn a_season_of_the_longest_lists_takes_little_time_and_memory() {
    for (name, text) in longest_seasons() {
        let world = World::new().file("season.toml", &text);
        for arguments in ["check season.toml", "export season.toml -o season.ics"] {
            // 16 bytes for each byte of these 13 MiB are 256 MiB.
            let (code, told) = run_within_limits(&world, SECONDS_TO_PLACE, 13 << 20, arguments);
            assert!(matches!(code, Some(0 | 1)), "{code:?} for {name}: {told}");
            assert!(told.len() < 200_000, "{} bytes are told of {name}", told.len());
        }
    }
}

#[test]
fn a_list_that_is_too_long_is_an_error_at_its_first_item_too_many() {
    for (table, most) in [("away", MOST_LISTED), ("off", MOST_FACTS)] {
        let text = format!(
            "plan = \"half-12\"\nrace.date = 2027-04-18\n{}",
            format!("[[{table}]]\nfrom=2027-03-01\n").repeat(most + 3)
        );
        let world = World::new().file("season.toml", &text);
        let line = 3 + 2 * most;
        world
            .run(["check", "season.toml"])
            .code(1)
            .stderr_contains(&format!(
                "`{table}` lists {} things, and {most} is the most",
                most + 3
            ))
            .stderr_contains(&format!("season.toml:{line}:"));
    }
    let narrow = "\"07:00-08:00\",".repeat(MOST_LISTED + 1);
    let text = format!("plan = \"half-12\"\nrace.date = 2027-04-18\nweek.mon = [{narrow}]\n");
    let world = World::new().file("season.toml", &text);
    world
        .run(["check", "season.toml"])
        .code(1)
        .stderr_contains("`mon` lists 1001 things, and 1000 is the most");
}

#[test]
fn a_log_of_many_facts_grows_as_their_number() {
    let read = |count: usize| {
        let begun = used();
        let mut log = FactLog::default();
        for number in 0..count {
            let day = NaiveDate::from_ymd_opt(2027, 3, 2).unwrap();
            let event = FactEvent::Session(Mention::named("easy", day), SessionEvent::Done);
            log.add(Fact::reported(
                format!("done.{number}"),
                event,
                SaidBy::Page,
                day.and_hms_opt(8, 0, 0).unwrap().and_utc(),
            ));
        }
        assert!(log.all().len() == count && log.take_back("done.0", Utc::now()));
        used() - begun
    };
    // Each fact against all before it would take minutes.
    let took = read(200_000);
    assert!(took < Duration::from_secs(2), "{took:?}");
}
