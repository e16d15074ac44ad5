//! A season has one placement: calendars that show a part of it have the days of the full one, and days can be let go.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use chrono::NaiveDate;
use longrun::diagnostic::Faults;
use longrun::history::calendar_file::{self, CalendarFile};
use longrun::history::{DaysFrom, Ledger, PriorCalendar, Runner, revise};
use longrun::ical::{Status, When, Zone};
use longrun::season::{Feed, RunnerId};

use super::moment;
use crate::seasons::read;
use crate::world::{Run, World};

/// A half marathon with timed Tuesdays and long runs, and `more` tables.
fn season(calendar: &str, more: &str) -> String {
    format!(
        "plan = \"half-12\"\n[race]\ndate = 2027-02-21\n[athlete]\nname = \"Ada\"\n\
         time_zone = \"Europe/Berlin\"\n[week]\ntue = \"18:00\"\nlong = \"sun 08:00\"\n{calendar}\n{more}"
    )
}

const BUSY: &str = "[calendar]\nfeed = \"busy\"";
const LIST: &str = "[calendar]\nsessions = [\"long\", \"quality\", \"race\"]";
const JOURNEY: &str = "[[away]]\nfrom = 2027-01-09\nto = 2027-01-10";
const NOW: &str = "2027-01-04T12:00:00Z";

/// The calendar of a season after what was published.
fn next(text: &str, prior: PriorCalendar<'_>, now: &str) -> Ledger {
    let now = moment(now);
    let revision = revise(&read(text), prior, now.date_naive(), now, &Faults::new());
    Ledger::of(&revision.calendar)
}

fn first(text: &str) -> Ledger {
    next(text, PriorCalendar::default(), NOW)
}

/// The times from `today` on that something takes place at, in Berlin.
fn times(ledger: &Ledger, today: &str) -> BTreeSet<String> {
    let today: NaiveDate = today.parse().unwrap();
    let taken = ledger.events().filter_map(|event| match event.when {
        When::Timed { date, time, .. } if event.status == Status::Confirmed && date >= today => {
            Some(format!("{date} {time}"))
        }
        _ => None,
    });
    taken.collect()
}

/// The time of each session, from `today` on.
fn to_come(ledger: &Ledger, today: &str) -> BTreeMap<String, When> {
    let today: NaiveDate = today.parse().unwrap();
    let live = ledger
        .events()
        .filter(|event| event.status == Status::Confirmed && event.when.day(ledger.head.zone) >= today);
    live.map(|event| (event.uid.clone(), event.when)).collect()
}

#[test]
fn a_busy_feed_after_the_full_calendar_is_busy_when_that_one_has_sessions() {
    let full = first(&season("", ""));
    let busy = first(&season(BUSY, ""));
    assert_eq!(times(&full, "2027-01-01"), times(&busy, "2027-01-01"));

    let days = DaysFrom::Full(&full);
    let published = Some(&busy);
    let next_busy = next(&season(BUSY, JOURNEY), PriorCalendar { published, days }, NOW);
    let next_full = next(&season("", JOURNEY), Some(&full).into(), NOW);
    assert_eq!(times(&next_full, "2027-01-04"), times(&next_busy, "2027-01-04"));
    let uids =
        |ledger: &Ledger| -> BTreeSet<String> { ledger.events().map(|event| event.uid.clone()).collect() };
    assert!(uids(&busy).is_subset(&uids(&next_busy)), "the UIDs go on");
    assert!(next_busy.events().any(|event| event.sequence > 0));
}

#[test]
fn a_list_of_some_sessions_after_the_full_calendar_has_its_days() {
    let full = next(&season("", JOURNEY), Some(&first(&season("", ""))).into(), NOW);
    let days = DaysFrom::Full(&full);
    let published = None;
    let list = next(&season(LIST, JOURNEY), PriorCalendar { published, days }, NOW);
    let (all, some) = (to_come(&full, "2027-01-04"), to_come(&list, "2027-01-04"));
    assert!(some.len() > 10 && some.len() < all.len());
    for (uid, when) in some {
        assert_eq!(all.get(&uid), Some(&when), "{uid}");
    }
}

#[test]
fn days_let_go_are_those_of_a_first_calendar_and_identities_go_on() {
    let plain = season("", "");
    let before = first(&plain);
    let journey = next(&season("", JOURNEY), Some(&before).into(), NOW);
    let back = next(&plain, Some(&journey).into(), NOW);
    let days = DaysFrom::Afresh;
    let published = Some(&back);
    let afresh = next(&plain, PriorCalendar { published, days }, NOW);
    assert_eq!(to_come(&before, "2027-01-04"), to_come(&afresh, "2027-01-04"));
    let again = next(&plain, Some(&afresh).into(), NOW);
    assert_eq!(again, afresh, "what was placed afresh is the last word");
    for event in afresh.events() {
        let was = back.events().find(|one| one.uid == event.uid).unwrap();
        assert_eq!(
            event.sequence,
            was.sequence + u32::from(event.when != was.when),
            "{}",
            event.uid
        );
    }
}

#[test]
fn the_busy_feed_of_a_runner_is_busy_when_the_full_one_has_sessions() {
    let id = RunnerId::slug_of("Ada");
    let render = |text: &str, feed: Feed, prior: PriorCalendar<'_>| {
        let inputs = read(text);
        let runner = Runner {
            id: &id,
            name: "Ada",
            seasons: &[&inputs],
            complete: true,
            feed,
        };
        runner.render(prior, moment(NOW), &Faults::new()).ledger
    };
    let plain = season("", "");
    let full = render(&plain, Feed::Full, PriorCalendar::default());
    let busy = render(&plain, Feed::Busy, PriorCalendar::default());
    let away = season("", JOURNEY);
    let next_full = render(&away, Feed::Full, Some(&full).into());
    for days in [DaysFrom::Full(&full), DaysFrom::Full(&next_full)] {
        let published = Some(&busy);
        let next_busy = render(&away, Feed::Busy, PriorCalendar { published, days });
        assert_eq!(times(&next_full, "2027-01-04"), times(&next_busy, "2027-01-04"));
    }
}

/// Exports `season` onto a file of the world, with more arguments.
fn export(world: &World, season: &str, file: &str, now: &str, more: &[&str]) -> Run {
    fs::write(world.path("season.toml"), season).unwrap();
    let arguments = ["export", "season.toml", "-o", file, "--now", now];
    world.run(arguments.iter().chain(more))
}

fn file(world: &World, name: &str) -> Ledger {
    let faults = Faults::new();
    let bytes = fs::read(world.path(name)).unwrap();
    match calendar_file::read(name, &bytes, Zone::new("Europe/Berlin"), &faults) {
        CalendarFile::Ours(ledger) => ledger,
        _ => panic!("{:?}", faults.into_sorted()),
    }
}

/// Edits of a season, each with the day of it.
const CHAIN: [(&str, &str); 6] = [
    ("2026-12-07", ""),
    (
        "2026-12-09",
        "[[off]]\nfrom = 2026-12-14\nto = 2026-12-16\nwhy = \"ill\"",
    ),
    ("2026-12-21", "[[away]]\nfrom = 2027-01-02\nto = 2027-01-04"),
    ("2026-12-21", ""),
    ("2027-01-04", JOURNEY),
    (
        "2027-01-05",
        "[[club]]\nname = \"Harriers\"\non = [\"wed\"]\ntakes = [\"easy\"]",
    ),
];

#[test]
fn after_every_edit_the_busy_file_and_a_list_have_the_times_of_the_full_one() {
    let world = World::new();
    for (day, more) in CHAIN {
        let now = format!("{day}T12:00:00Z");
        let full = season("", more);
        export(&world, &full, "full.ics", &now, &[]).code(0);
        let bytes = fs::read(world.path("full.ics")).unwrap();
        for (file, options) in [("busy.ics", BUSY), ("list.ics", LIST)] {
            let part = season(options, more);
            export(&world, &part, file, &now, &["--after", "full.ics"]).code(0);
            let again = fs::read(world.path(file)).unwrap();
            export(&world, &part, file, &now, &["--after", "full.ics"]).code(0);
            assert_eq!(fs::read(world.path(file)).unwrap(), again, "{file} on {day}");
        }
        assert_eq!(
            fs::read(world.path("full.ics")).unwrap(),
            bytes,
            "it is only read"
        );
        let [full, busy, list] = ["full.ics", "busy.ics", "list.ics"].map(|name| file(&world, name));
        assert_eq!(times(&full, day), times(&busy, day), "after the edit of {day}");
        let (all, some) = (to_come(&full, day), to_come(&list, day));
        let is_listed = |uid: &str| {
            [".long.", ".quality.", ".race."]
                .iter()
                .any(|name| uid.contains(name))
        };
        let all: BTreeMap<String, When> = all.into_iter().filter(|(uid, _)| is_listed(uid)).collect();
        assert_eq!(all, some, "after the edit of {day}");
    }
}

#[test]
fn a_calendar_that_is_not_the_full_one_of_the_season_is_refused() {
    let world = World::new();
    let now = NOW;
    let plain = season("", "");
    export(&world, &plain, "full.ics", now, &[]).code(0);
    export(
        &world,
        &season(BUSY, ""),
        "busy.ics",
        now,
        &["--after", "full.ics"],
    )
    .code(0);
    let before = fs::read(world.path("busy.ics")).unwrap();
    let other = plain
        .replace("half-12", "10k-12")
        .replace("2027-02-21", "2027-11-21");
    export(&world, &other, "other.ics", now, &[]).code(0);
    fs::write(world.path("notes.ics"), "no calendar").unwrap();
    for (after, code, reason) in [
        (
            "busy.ics",
            1,
            "busy.ics is a busy calendar, which does not know all sessions",
        ),
        ("other.ics", 1, "other.ics is the calendar of another season"),
        ("none.ics", 3, "cannot read none.ics"),
        ("notes.ics", 3, "notes.ics is not a calendar"),
    ] {
        let run = export(&world, &season(BUSY, ""), "busy.ics", now, &["--after", after]);
        run.code(code).stderr_contains(reason);
        assert_eq!(fs::read(world.path("busy.ics")).unwrap(), before, "after {after}");
    }
    export(
        &world,
        &plain,
        "full.ics",
        now,
        &["--after", "full.ics", "--afresh"],
    )
    .code(2)
    .stderr_contains("cannot be used with");
    world
        .run([
            "export",
            "season.toml",
            "season.toml",
            "-o",
            ".",
            "--after",
            "full.ics",
        ])
        .code(2)
        .stderr_contains("the calendar of one season");
}

#[test]
fn an_export_afresh_leads_back_to_the_days_of_the_first() {
    let world = World::new();
    let plain = "plan = \"10k-12\"\n[race]\ndate = 2027-02-14\n";
    let rest = format!("{plain}[week]\nrest = [\"thu\"]\n");
    let days = || -> Vec<NaiveDate> {
        let ledger = file(&world, "z.ics");
        let live = ledger.events().filter(|event| event.status == Status::Confirmed);
        live.map(|event| event.when.day(None)).collect()
    };
    export(&world, plain, "z.ics", "2026-11-22", &[]).code(0);
    let first = days();
    // A day later, so that the edit is not only undone.
    export(&world, &rest, "z.ics", "2026-11-22", &[]).code(0);
    export(&world, plain, "z.ics", "2026-11-23", &[]).code(0);
    assert_ne!(days(), first);
    let diff = ["diff", "z.ics", "season.toml", "--afresh", "--now", "2026-11-23"];
    let moved = world.run(diff).code(1).stdout;
    let tally = moved.lines().last().unwrap().trim_start_matches("z.ics: ");
    export(&world, plain, "z.ics", "2026-11-23", &["--afresh"])
        .code(0)
        .stderr_contains(&format!("placed afresh: {tally}"));
    assert_eq!(days(), first);
    export(&world, plain, "z.ics", "2026-11-23", &["--afresh"])
        .code(0)
        .stderr_contains("placed afresh: no change (unchanged)");
    export(&world, plain, "z.ics", "2026-11-23", &[])
        .code(0)
        .stderr_contains("(unchanged)");
}
