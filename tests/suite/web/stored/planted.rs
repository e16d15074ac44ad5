//! Words planted in all texts of a season and of the calendars that it names: none is in a log, a metric or a busy calendar.

use chrono::{Days, NaiveDate};

use super::{Live, PAUSE, Stage, race, soon, tag, until};
use crate::records;

/// A word for each text that a person writes or a calendar holds. They are in no dictionary.
const WORDS: [&str; 15] = [
    "runnerquombat",
    "racequombat",
    "placequombat",
    "tuneupquombat",
    "halfwayquombat",
    "clubquombat",
    "townhallquombat",
    "clinicquombat",
    "titlequombat",
    "eventquombat",
    "filequombat",
    "wardquombat",
    "notesquombat",
    "brokenquombat",
    "linequombat",
];

/// A season with a word in each of its texts, and days off.
fn planted(race: NaiveDate) -> String {
    let day = |before: u64| race - Days::new(before);
    format!(
        "plan = \"half-12\"\naround = [\"ada-filequombat.ics\"]\n\
         [race]\nname = \"racequombat\"\nplace = \"placequombat\"\ndate = {race}\n\
         [athlete]\nname = \"runnerquombat\"\ntime_zone = \"Europe/Berlin\"\n\
         [week]\ntue = \"18:00\"\nthu = \"18:00\"\nlong = \"sun 08:00\"\n\
         [[tuneup]]\nname = \"tuneupquombat\"\nplace = \"halfwayquombat\"\ndate = {}\ndistance = \"10k\"\n\
         [[club]]\nname = \"clubquombat\"\nplace = \"townhallquombat\"\non = [\"wed\"]\ntakes = [\"easy\"]\n\
         [[away]]\nwhy = \"clinicquombat\"\nfrom = {}\nto = {}\n\
         [[off]]\nwhy = \"ill\"\nfrom = {}\nto = {}\n\
         [calendar]\ntitle = \"titlequombat\"\nevent_title = \"eventquombat {{session}}\"\n",
        day(28),
        day(45),
        day(40),
        day(62),
        day(57),
    )
}

/// A calendar that takes five days of a week.
fn appointments(race: NaiveDate) -> String {
    let events = (29..34).map(|before| {
        let day = (race - Days::new(before)).format("%Y%m%d");
        format!(
            "BEGIN:VEVENT\r\nUID:{before}\r\nSUMMARY:wardquombat\r\nDESCRIPTION:notesquombat\r\n\
             DTSTART:{day}T030000Z\r\nDTEND:{day}T210000Z\r\nEND:VEVENT\r\n"
        )
    });
    let events: String = events.collect();
    format!("BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n")
}

fn holds_none(text: &str, what: &str) {
    let text = text.replace("\r\n ", "").to_lowercase();
    for word in WORDS {
        assert!(!text.contains(word), "{word} is in {what}:\n{text}");
    }
    assert!(!text.contains("quombat"), "{what}:\n{text}");
}

/// The lines of the log about the season's remarks.
fn remarks(server: &Live<'_>) -> usize {
    server.log().matches("remarks about a season").count()
}

#[test]
fn what_a_person_wrote_is_in_no_log_and_each_remark_is_logged_once() {
    WORDS.into_iter().for_each(records::word);
    for filter in ["info", "trace"] {
        let stage = Stage::new();
        let season = planted(race());
        stage.write("ada-filequombat.ics", &appointments(race()));
        stage.write("ada.toml", &season);
        let full = stage.address(&["make", "ada"]);
        let busy = stage.address(&["make", "ada", "--busy"]);
        let server = stage.serve_logging(filter);
        let first = server.get(&full);
        let calendar = first.calendar();
        for word in ["racequombat", "clubquombat", "titlequombat", "eventquombat"] {
            assert!(calendar.contains(word), "{word} is in the runner's own calendar");
        }
        holds_none(&server.get(&busy).calendar(), "the busy calendar");
        let log = server.log();
        let line = log.lines().find(|line| line.contains("code=LEFT_OUT"));
        let line = line.expect("what is left out is logged");
        assert!(
            line.contains("WARN") && line.contains("runner=ada") && line.contains("week="),
            "{line}"
        );
        let logged = remarks(&server);
        for word in ["wardquombat", "clinicquombat"] {
            assert!(
                server.told("/status").contains(word),
                "the operator is told of {word}"
            );
        }

        // The same content in other bytes, and another kind of feed.
        stage.write("ada.toml", &format!("{season}# the same\n"));
        std::thread::sleep(PAUSE * 10);
        for _ in 0..3 {
            assert!(server.is_still(&full, &tag(&first)));
            server.get(&busy);
        }
        assert_eq!(remarks(&server), logged, "{}", server.log());

        let broken = format!("{season}linequombat = \"brokenquombat\"\n");
        stage.write("ada.toml", &broken);
        soon(|| server.told("/status").contains("brokenquombat").then_some(()));
        let log = server.log();
        assert!(log.contains("faults=\"unknown-key in line"), "{log}");
        stage.write("ada.toml", &season);
        until(|| server.log().contains("no faults any more").then_some(()));
        let damaged = appointments(race()).replace("DTEND:", "DTEND:brokenquombat");
        stage.write("ada-filequombat.ics", &damaged);
        until(|| server.log().contains("faults=\"around\"").then_some(()));
        holds_none(&server.told("/metrics"), "the metrics");
        holds_none(&server.terminate(), "the log");
    }
}

#[test]
fn a_calendar_of_another_runner_is_not_read() {
    let stage = Stage::new();
    stage.write("ada-work.ics", &appointments(race()));
    stage.write("ada.toml", &planted(race()).replace("filequombat", "work"));
    let bobs = super::season(race(), "18:00").replace("Ada Lovelace", "Bob");
    stage.write("bob.toml", &bobs);
    let feeds = ["ada", "bob"].map(|runner| stage.address(&["make", runner]));
    let server = stage.serve();
    let first = feeds.each_ref().map(|feed| server.get(feed));
    for stolen in [
        "around = [\"ada-work.ics\"]",
        "around = [\"./x/../ada-work.ics\"]",
    ] {
        stage.write("bob.toml", &bobs.replace("[race]", &format!("{stolen}\n[race]")));
        let told = soon(|| {
            let told = server.told("/status");
            told.contains("is not a calendar of bob.toml").then_some(told)
        });
        assert!(told.contains("bob.ics, bob-work.ics"), "{told}");
        assert!(told.contains("bob.toml:2"), "{told}");
        let (_, of_bob) = told.split_once("bob.toml: has faults").unwrap();
        assert!(
            !of_bob.split("\n\n").next().unwrap().contains("wardquombat"),
            "{told}"
        );
        for (feed, first) in feeds.iter().zip(&first) {
            assert!(server.is_still(feed, &tag(first)), "the last good version");
        }
        stage.write("bob.toml", &bobs);
        until(|| (!server.told("/status").contains("has faults")).then_some(()));
    }
    server.terminate();
}
