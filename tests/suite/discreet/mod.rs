//! Busy calendars as those get them who must not know the plan: nothing in one can be traced to a plan, a session, a race or
//! a name, and those who have one from before there were keys have no event twice.

mod command;
mod guesses;
mod over;

use std::collections::BTreeSet;

use longrun::diagnostic::Faults;
use longrun::history::calendar_file::{CalendarFile, read as read_calendar};
use longrun::history::{DaysFrom, Ledger, PriorCalendar, Runner, revise};
use longrun::ical::Calendar;
use longrun::plan;
use longrun::schedule::PlacementInputs;
use longrun::season::{BusyKey, Feed, RunnerId};

use crate::seasons;

const NOW: &str = "2026-11-22T12:00:00Z";
const LATER: &str = "2027-03-10T12:00:00Z";

fn key() -> BusyKey {
    BusyKey::new(&[7; 32], "busy calendars")
}

/// The season of a runner with a time on each day, for a busy calendar.
fn season(plan: &str, runner: &str) -> PlacementInputs {
    season_of(plan, runner, Feed::Busy)
}

fn season_of(plan: &str, runner: &str, feed: Feed) -> PlacementInputs {
    let aim = match plan::built_in().plan(plan, &Faults::new()).unwrap().goal {
        Some(_) => "[race]\nname = \"Berlin Marathon\"\ndate = 2027-04-18\n",
        None => "",
    };
    let start = if aim.is_empty() {
        "start = 2026-12-07\n"
    } else {
        ""
    };
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map(|day| format!("{day} = \"18:00\"\n"));
    seasons::read(&format!(
        "plan = \"{plan}\"\n{start}{aim}[athlete]\nname = \"{runner}\"\ntime_zone = \"Europe/Berlin\"\n\
         [week]\n{}[calendar]\nfeed = \"{}\"\n",
        days.concat(),
        feed.word()
    ))
}

fn text(calendar: &Calendar) -> String {
    String::from_utf8(calendar.to_bytes())
        .unwrap()
        .replace("\r\n ", "")
}

/// The calendar of the season after `prior`, at `now`.
fn exported<'l>(inputs: &PlacementInputs, prior: impl Into<PriorCalendar<'l>>, now: &str) -> Calendar {
    let now: chrono::DateTime<chrono::Utc> = now.parse().unwrap();
    revise(inputs, prior, now.date_naive(), now, &Faults::new()).calendar
}

fn read(calendar: &Calendar) -> Ledger {
    match read_calendar("busy.ics", &calendar.to_bytes(), None, &Faults::new()) {
        CalendarFile::Ours(ledger) => ledger,
        other => panic!("{other:?}"),
    }
}

/// The busy feed of a runner as a store has it.
fn stored(inputs: &PlacementInputs, runner: &str) -> Ledger {
    let id = RunnerId::slug_of(runner);
    let seasons = [inputs];
    let runner = Runner {
        id: &id,
        name: runner,
        seasons: &seasons,
        complete: true,
        feed: Feed::Busy,
    };
    runner.render(None, NOW.parse().unwrap(), &Faults::new()).ledger
}

#[test]
fn a_session_keeps_its_uid_over_exports_and_edits() {
    let inputs = season("half-12", "Ada").with_busy_key(key());
    let first = exported(&inputs, None, NOW);
    let again = exported(&inputs, Some(&read(&first)), NOW);
    assert_eq!(first.to_bytes(), again.to_bytes());
    let uids = |calendar: &Calendar| -> BTreeSet<String> {
        calendar.events.iter().map(|event| event.uid.clone()).collect()
    };
    let edited = seasons::read(
        "plan = \"half-12\"\n[race]\nname = \"Another Marathon\"\ndate = 2027-04-25\n[athlete]\nname = \"Ada\"\n\
         time_zone = \"Europe/Berlin\"\n[week]\nmon = \"19:00\"\ntue = \"19:00\"\nwed = \"19:00\"\nthu = \"19:00\"\n\
         fri = \"19:00\"\nsat = \"19:00\"\nsun = \"19:00\"\n[calendar]\nfeed = \"busy\"\nwindow = { to = 2027-03-01 }\n",
    );
    let edited = exported(&edited.with_busy_key(key()), Some(&read(&first)), NOW);
    let both = uids(&first).intersection(&uids(&edited)).count();
    assert!(
        both > 20 && both * 10 > uids(&edited).len() * 9,
        "{both} of {}",
        uids(&edited).len()
    );
}

#[test]
fn the_days_of_a_full_calendar_lead_to_the_same_uids() {
    let keyed = season("half-12", "Ada").with_busy_key(key());
    let full = season_of("half-12", "Ada", Feed::Full);
    let full = read(&exported(&full, None, NOW));
    let prior = PriorCalendar {
        published: None,
        days: DaysFrom::Full(&full),
    };
    let uids = |calendar: &Calendar| -> BTreeSet<String> {
        calendar.events.iter().map(|event| event.uid.clone()).collect()
    };
    assert_eq!(
        uids(&exported(&keyed, prior, NOW)),
        uids(&exported(&keyed, None, NOW))
    );
}

#[test]
fn the_zone_of_a_race_is_not_told() {
    let away = "plan = \"half-12\"\n[race]\nname = \"Race\"\ndate = 2027-03-28\ntime = 01:30:00\n\
                time_zone = \"Asia/Tokyo\"\n[athlete]\nname = \"Ada\"\ntime_zone = \"America/New_York\"\n\
                [week]\nlong = \"sun 09:00\"\n[calendar]\nfeed = \"busy\"\n";
    let open = seasons::read(away);
    assert!(text(&exported(&open, None, NOW)).contains("Asia/Tokyo"));
    let file = exported(&open.clone().with_busy_key(key()), None, NOW);
    for calendar in [text(&file), text(&stored(&open, "Ada").served_busy(&key()))] {
        assert!(!calendar.contains("Tokyo"), "{calendar}");
        assert!(
            calendar.contains("DTSTART;TZID=America/New_York:20270327T123000"),
            "{calendar}"
        );
    }
    let later = exported(&open.with_busy_key(key()), Some(&read(&file)), LATER);
    assert_eq!(text(&later), text(&file));
}
