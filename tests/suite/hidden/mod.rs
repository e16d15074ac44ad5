//! The whole ledger: what a window or `past = false` hides is not forgotten, neither in a file nor on a server.

mod cases;
mod clients;
mod random;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use longrun::diagnostic::Faults;
use longrun::history::ledger::EventChange;
use longrun::history::{Ledger, Runner, calendar_file, revise};
use longrun::ical::{Event, Status};
use longrun::season::{Feed, RunnerId};

use crate::seasons;

/// The two ways to a calendar: a file that is exported onto, and a feed that a server publishes.
const WAYS: [Way; 2] = [Way::File, Way::Feed];

#[derive(Debug, Clone, Copy)]
enum Way {
    File,
    Feed,
}

/// A calendar as it was written, and the changes that were reported.
#[derive(Debug, Clone)]
struct Export {
    text: String,
    ledger: Ledger,
    changes: Vec<EventChange>,
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The morning of a day in UTC.
fn morning(day: NaiveDate) -> DateTime<Utc> {
    day.and_hms_opt(6, 0, 0).unwrap().and_utc()
}

fn read(text: &str) -> Ledger {
    let faults = Faults::new();
    match calendar_file::read("w.ics", text.as_bytes(), None, &faults) {
        calendar_file::CalendarFile::Ours(ledger) => ledger,
        other => panic!("{other:?} {:?}", faults.into_sorted()),
    }
}

/// A season's calendar on the morning of `day`, after the last one.
fn export_at(way: Way, season: &str, before: Option<&Export>, day: NaiveDate) -> Export {
    let (inputs, faults, now) = (seasons::read(season), Faults::new(), morning(day));
    let published = before.map(|before| read(&before.text));
    let (text, changes) = match way {
        Way::File => {
            let revision = revise(&inputs, published.as_ref(), day, now, &faults);
            (revision.calendar.to_bytes(), revision.changes)
        }
        Way::Feed => {
            let id = RunnerId::slug_of("Sam");
            let runner = Runner {
                id: &id,
                name: "Sam",
                seasons: &[&inputs],
                complete: true,
                feed: Feed::Full,
            };
            let next = runner.render(published.as_ref(), now, &faults);
            (next.bytes(), next.changes)
        }
    };
    let text = String::from_utf8(text).unwrap();
    let ledger = read(&text);
    Export {
        text,
        ledger,
        changes,
    }
}

fn export(way: Way, season: &str, before: Option<&Export>, day: &str) -> Export {
    export_at(way, season, before, date(day))
}

fn day(event: &Event) -> NaiveDate {
    event.when.day(None)
}

fn is_live(event: &Event) -> bool {
    event.status == Status::Confirmed
}

impl Export {
    /// The shown events, by UID.
    fn shown(&self) -> BTreeMap<&str, &Event> {
        self.ledger
            .events()
            .map(|event| (event.uid.as_str(), event))
            .collect()
    }

    fn live(&self) -> impl Iterator<Item = &Event> {
        self.ledger.events().filter(|event| is_live(event))
    }

    /// The VEVENTs of the days before `until`.
    fn before(&self, until: &str) -> Vec<&Event> {
        self.live().filter(|event| day(event) < date(until)).collect()
    }

    /// The text that a subscriber gets, without the stamp of the calendar itself.
    fn events_text(&self) -> String {
        let served = self.ledger.served().to_bytes();
        let served = String::from_utf8(served).unwrap();
        served[served.find("BEGIN:VEVENT").unwrap_or(0)..].to_owned()
    }

    fn days(&self) -> BTreeSet<NaiveDate> {
        self.ledger.events().map(day).collect()
    }
}

/// A season to a half marathon with what else stands in `[calendar]`.
fn half(race: &str, calendar: &str) -> String {
    format!(
        "plan = \"half-12\"\n[athlete]\nname = \"Sam\"\n[race]\nname = \"Spring Half\"\ndate = {race}\n[calendar]\n{calendar}\n"
    )
}
