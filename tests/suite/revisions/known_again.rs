//! A season is the same season after an edit, with or without an `id`, whatever of it the calendar shows.

mod served;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use longrun::calendar::SeasonId;
use longrun::ical::{Event, Status};

use super::{FILE, bytes, day, events, export};
use crate::world::World;

/// A season's file, of which tests change a part.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Draft {
    pub(crate) id: &'static str,
    pub(crate) runner: &'static str,
    pub(crate) race: &'static str,
    pub(crate) date: &'static str,
    pub(crate) calendar: &'static str,
}

pub(crate) const DRAFT: Draft = Draft {
    id: "",
    runner: "Sam",
    race: "Spring Half",
    date: "2027-02-21",
    calendar: "",
};

impl Draft {
    pub(crate) fn text(self) -> String {
        let Draft {
            id,
            runner,
            race,
            date,
            calendar,
        } = self;
        let id = if id.is_empty() {
            String::new()
        } else {
            format!("id = \"{id}\"\n")
        };
        format!(
            "plan = \"half-12\"\n{id}[race]\nname = \"{race}\"\ndate = {date}\n[athlete]\nname = \"{runner}\"\n\
             time_zone = \"Europe/Berlin\"\n[week]\ntue = \"18:00\"\nlong = \"sun 08:00\"\n[calendar]\n{calendar}\n"
        )
    }
}

/// Calendars that show all of a season, or a part of it.
const SHOWN: [&str; 5] = [
    "",
    "window = { ahead = \"6 weeks\" }",
    "sessions = [\"long\", \"quality\"]",
    "past = false\nsessions = [\"easy\"]",
    "feed = \"busy\"\nwindow = { ahead = \"5 weeks\" }",
];

/// Edits one after the other, each keeping the runner, and the race within half a year.
fn edits(shown: &'static str) -> Vec<Draft> {
    let first = Draft {
        calendar: shown,
        ..DRAFT
    };
    let renamed = Draft {
        race: "City Half",
        ..first
    };
    let put_off = Draft {
        date: "2027-03-07",
        race: "Park Half",
        ..first
    };
    let named = Draft {
        id: "sam-2027",
        ..put_off
    };
    let named_and_put_off = Draft {
        date: "2027-02-28",
        race: "Lake Half",
        ..named
    };
    let unnamed = Draft {
        id: "",
        ..named_and_put_off
    };
    let corrected = Draft {
        runner: "Sam Miller",
        ..unnamed
    };
    let named_otherwise = Draft {
        id: "spring",
        ..corrected
    };
    let earlier = Draft {
        date: "2027-02-14",
        ..named_otherwise
    };
    let last = Draft { id: "", ..earlier };
    vec![
        first,
        renamed,
        put_off,
        named,
        named_and_put_off,
        unnamed,
        corrected,
        named_otherwise,
        earlier,
        last,
    ]
}

fn seasons_in(file: &[u8]) -> BTreeSet<SeasonId> {
    events(file).keys().map(|uid| SeasonId::of_uid(uid)).collect()
}

/// The seasons of the events after the days of the tests.
fn to_come(file: &[u8]) -> BTreeSet<SeasonId> {
    let all = events(file);
    let is_to_come = |event: &&Event| event.status == Status::Confirmed && day(event) > today();
    let uids = all
        .values()
        .filter(is_to_come)
        .map(|event| SeasonId::of_uid(&event.uid));
    uids.collect()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    date("2026-12-15")
}

#[test]
fn an_exported_season_is_known_again_after_any_edit() {
    for shown in SHOWN {
        let world = World::new();
        let mut known = None;
        for draft in edits(shown) {
            let run = export(&world, &draft.text(), "2026-12-14T12:00:00Z").code(0);
            assert!(!run.stderr.contains("OTHER_SEASON"), "{draft:?}");
            let file = bytes(&world);
            let seasons = seasons_in(&file);
            assert_eq!(seasons.len(), 1, "{draft:?}");
            assert_eq!(*known.get_or_insert(seasons.clone()), seasons, "{draft:?}");
            for later in ["2026-12-14T12:00:00Z", "2026-12-14T18:00:00Z"] {
                export(&world, &draft.text(), later).code(0);
                assert_eq!(bytes(&world), file, "a second export changes nothing: {draft:?}");
            }
        }
    }
}

#[test]
fn a_race_put_off_over_new_year_and_hidden_stays_itself() {
    for shown in [
        "window = { ahead = \"3 weeks\" }",
        "sessions = [\"long\"]",
        "feed = \"busy\"",
    ] {
        let world = World::new();
        let mut draft = Draft {
            date: "2026-12-27",
            calendar: shown,
            ..DRAFT
        };
        export(&world, &draft.text(), "2026-11-02T12:00:00Z").code(0);
        let before = seasons_in(&bytes(&world));
        draft.date = "2027-01-03";
        export(&world, &draft.text(), "2026-11-02T12:00:00Z").code(0);
        assert_eq!(seasons_in(&bytes(&world)), before, "{shown}");
    }
}

#[test]
fn a_file_without_our_properties_is_known_by_its_events() {
    let stripped = |file: Vec<u8>| {
        let text = String::from_utf8(file).unwrap().replace("\r\n ", "");
        let lines = text.lines().filter(|line| !line.starts_with("X-LONGRUN"));
        lines.flat_map(|line| [line, "\r\n"]).collect::<String>()
    };
    for shown in SHOWN {
        for edit in edits(shown).into_iter().skip(1) {
            let first = Draft {
                calendar: shown,
                ..DRAFT
            };
            // A runner who is renamed is known by the race alone.
            if edit.runner != first.runner {
                continue;
            }
            let world = World::new();
            export(&world, &first.text(), "2026-12-14T12:00:00Z").code(0);
            let before = seasons_in(&bytes(&world));
            std::fs::write(world.path(FILE), stripped(bytes(&world))).unwrap();
            export(&world, &edit.text(), "2026-12-14T12:00:00Z").code(0);
            assert_eq!(seasons_in(&bytes(&world)), before, "{edit:?}");
        }
    }
}

#[test]
fn another_runners_season_and_next_years_are_others() {
    let world = World::new();
    export(&world, &DRAFT.text(), "2026-12-14T12:00:00Z").code(0);
    let kim = Draft {
        runner: "Kim",
        race: "City Half",
        date: "2027-03-07",
        ..DRAFT
    };
    export(&world, &kim.text(), "2026-12-14T12:00:00Z")
        .code(0)
        .stderr_contains("warning[OTHER_SEASON]");
    let file = bytes(&world);
    assert_eq!(
        to_come(&file),
        BTreeSet::from([SeasonId::of_uid("kim-city-half-2027")])
    );
    export(&world, &kim.text(), "2026-12-14T12:00:00Z").code(0);
    assert_eq!(bytes(&world), file);

    // Sam's season comes back to the file, as itself.
    export(&world, &DRAFT.text(), "2026-12-15T12:00:00Z").code(0);
    assert_eq!(
        to_come(&bytes(&world)),
        BTreeSet::from([SeasonId::of_uid("sam-spring-half-2027")])
    );
    let next = Draft {
        date: "2028-02-20",
        ..DRAFT
    };
    export(&world, &next.text(), "2027-02-16T12:00:00Z").code(0);
    let text = String::from_utf8(bytes(&world)).unwrap();
    assert!(text.contains("UID:sam-spring-half-2028.half-12."));
}

#[test]
fn the_busy_calendar_names_neither_the_race_nor_its_day() {
    let world = World::new();
    for id in ["", "sam-2027"] {
        let draft = Draft {
            id,
            calendar: "feed = \"busy\"",
            ..DRAFT
        };
        export(&world, &draft.text(), "2026-12-14T12:00:00Z").code(0);
        let text = String::from_utf8(bytes(&world)).unwrap().replace("\r\n ", "");
        let line = text.lines().find(|line| line.starts_with("X-LONGRUN-SEASON"));
        let line = line.expect("the season is described");
        assert!(
            !line.contains("DAY") && !line.contains("2027") && !line.contains("sam"),
            "{line}"
        );
    }
}
