//! A season is the same season after an edit, with or without an `id`, whatever of it the calendar shows.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use longrun::calendar::SeasonId;
use longrun::diagnostic::Faults;
use longrun::history::{Ledger, Runner};
use longrun::ical::{Event, Status};
use longrun::schedule::PlacementInputs;
use longrun::season::{Feed, RunnerId};

use super::{FILE, bytes, day, events, export, moment};
use crate::seasons;
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

fn today() -> NaiveDate {
    moment("2026-12-15T00:00:00Z").date_naive()
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

/// The next calendar of these files, after what was published, and the codes of what was said.
fn render(files: &[Draft], published: Option<&Ledger>, feed: Feed) -> (Ledger, Vec<String>) {
    let inputs: Vec<PlacementInputs> = files.iter().map(|file| seasons::read(&file.text())).collect();
    let seasons: Vec<&PlacementInputs> = inputs.iter().collect();
    let (id, faults) = (RunnerId::slug_of("Sam"), Faults::new());
    let runner = Runner {
        id: &id,
        name: "Sam",
        seasons: &seasons,
        complete: true,
        feed,
    };
    let published = published.map(|ledger| runner.read(&ledger.calendar().to_bytes()).unwrap());
    let next = runner.render(published.as_ref(), moment("2026-12-14T12:00:00Z"), &faults);
    let again = runner.render(Some(&next.ledger), moment("2026-12-14T13:00:00Z"), &Faults::new());
    assert!(!again.changed, "{files:?}");
    let told = faults.into_sorted().into_iter();
    let codes = told.map(|fault| fault.code().word().to_owned());
    (next.ledger, codes.collect())
}

fn seasons_of(ledger: &Ledger) -> BTreeSet<SeasonId> {
    ledger
        .events()
        .map(|event| SeasonId::of_uid(&event.uid))
        .collect()
}

#[test]
fn a_served_season_is_known_again_after_any_edit() {
    for (shown, feed) in SHOWN
        .into_iter()
        .flat_map(|shown| Feed::ALL.map(|feed| (shown, feed)))
    {
        let mut published: Option<Ledger> = None;
        for draft in edits(shown) {
            let (next, _) = render(&[draft], published.as_ref(), feed);
            let before = published.as_ref().unwrap_or(&next);
            assert_eq!(seasons_of(&next), seasons_of(before), "{feed:?} {draft:?}");
            published = Some(next);
        }
    }
}

#[test]
fn two_files_of_one_race_and_day_are_one_season() {
    let copy = Draft {
        calendar: "weeks = true",
        ..DRAFT
    };
    let with_id = Draft { id: "sam", ..copy };
    for feed in Feed::ALL {
        let (one, said) = render(&[DRAFT], None, feed);
        assert!(!said.contains(&"SAME_SEASON".to_owned()));
        for files in [[DRAFT, copy], [DRAFT, DRAFT]] {
            let (two, said) = render(&files, Some(&one), feed);
            assert_eq!(two, one, "the first counts");
            assert_eq!(
                said.iter().filter(|code| *code == "SAME_SEASON").count(),
                1,
                "{said:?}"
            );
            assert!(!said.contains(&"SEASONS_OVERLAP".to_owned()), "{said:?}");
        }
        // The file with an `id` is the one that somebody looks after.
        let (two, said) = render(&[DRAFT, with_id], Some(&one), feed);
        assert_eq!(seasons_of(&two), seasons_of(&one));
        assert!(said.contains(&"SAME_SEASON".to_owned()));
        let (own, said) = render(&[Draft { id: "one", ..DRAFT }, with_id], None, feed);
        assert_eq!(seasons_of(&own).len(), 2, "two ids are two seasons");
        assert!(!said.contains(&"SAME_SEASON".to_owned()));
    }
}

#[test]
fn two_races_of_one_name_in_a_year_stay_two_and_a_renamed_file_is_one() {
    let autumn = Draft {
        date: "2027-10-03",
        ..DRAFT
    };
    for feed in Feed::ALL {
        let (both, _) = render(&[DRAFT, autumn], None, feed);
        assert_eq!(seasons_of(&both).len(), 2);
        let (turned, said) = render(&[autumn, DRAFT], Some(&both), feed);
        assert_eq!(turned, both);
        assert!(!said.contains(&"SAME_SEASON".to_owned()));
        let (gone, _) = render(&[autumn], Some(&both), feed);
        let (back, _) = render(&[DRAFT, autumn], Some(&gone), feed);
        assert_eq!(
            seasons_of(&back),
            seasons_of(&both),
            "a file that comes back is the season that it was"
        );
    }
}

#[test]
fn a_calendar_without_seasons_keeps_its_runners_day() {
    // It is the 17th in Auckland, and the 16th in UTC.
    let kiri = Draft {
        calendar: "sessions = [\"easy\"]",
        ..DRAFT
    };
    let text = kiri.text().replace("Europe/Berlin", "Pacific/Auckland");
    let inputs = seasons::read(&text);
    let id = RunnerId::slug_of("Kiri");
    let of = [&inputs];
    let with = Runner {
        id: &id,
        name: "Kiri",
        seasons: &of,
        complete: true,
        feed: Feed::Full,
    };
    let without = Runner { seasons: &[], ..with };
    let first = with.render(None, moment("2026-12-14T12:00:00Z"), &Faults::new());
    let read = without.read(&first.bytes()).unwrap();
    assert!(
        read.events()
            .any(|event| event.when.day(None).to_string() == "2026-12-16")
    );
    let next = without.render(Some(&read), moment("2026-12-16T20:00:00Z"), &Faults::new());
    for event in next.ledger.events() {
        let is_over = event.when.day(None).to_string().as_str() < "2026-12-17";
        let expected = if is_over {
            Status::Confirmed
        } else {
            Status::Cancelled
        };
        assert_eq!(event.status, expected, "{}", event.uid);
    }
    // The zone outlives the seasons.
    let again = without.read(&next.bytes()).unwrap();
    assert_eq!(again.head.zone.map(|zone| zone.name()), Some("Pacific/Auckland"));
}
