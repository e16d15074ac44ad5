//! Facts about sessions that were published under another week's number, since the race has moved meanwhile.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use longrun::calendar::EventUid;
use longrun::diagnostic::Faults;
use longrun::history::{Ledger, revise};
use longrun::ical::{Event, Status};

use crate::seasons;

const SEASON: &str = r#"plan = "marathon-intermediate-18"
id = "sam"
[athlete]
weekly = "50 km"
longest = "18 km"
[week]
long = "sun"
"#;

fn season(race: &str, more: &str) -> String {
    format!("{SEASON}{more}[race]\ndate = {race}\n")
}

fn export(text: &str, published: Option<&Ledger>, now: DateTime<Utc>) -> Ledger {
    let inputs = seasons::read(text);
    let next = revise(&inputs, published, now.date_naive(), now, &Faults::new());
    Ledger::of(&next.calendar)
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn day(event: &Event) -> NaiveDate {
    event.when.day(None)
}

/// The sessions of a calendar that take place from `from` on: day, UID and title.
fn to_come(ledger: &Ledger, from: NaiveDate) -> Vec<(NaiveDate, String, String)> {
    let live = ledger.events().filter(|event| event.status == Status::Confirmed);
    let mut all: Vec<_> = live
        .filter(|event| from <= day(event))
        .map(|event| (day(event), event.uid.clone(), event.summary.clone()))
        .collect();
    all.sort();
    all
}

#[test]
fn a_fact_that_the_calendar_knows_already_changes_nothing_when_the_race_has_moved() {
    let (before, after) = (at("2027-01-20T08:00:00Z"), at("2027-02-11T08:00:00Z"));
    let today = after.date_naive();
    for (race, other) in [("2027-04-18", "2027-04-25"), ("2027-04-18", "2027-04-11")] {
        let first = export(&season(race, ""), None, before);
        let plain = export(&season(other, ""), Some(&first), after);
        let since = today - TimeDelta::days(14);
        let over = first
            .events()
            .filter(|event| (since..today).contains(&day(event)));
        let mut facts = 0;
        for event in over {
            let EventUid::Session(id) = EventUid::read(&event.uid) else {
                continue;
            };
            if !["long", "easy", "medium", "quality", "strength-a", "strength-b"]
                .contains(&id.session.as_str())
            {
                continue;
            }
            let fact = format!("[[done]]\ndate = {}\nsession = \"{}\"\n", day(event), id.session);
            let told = export(&season(other, &fact), Some(&first), after);
            assert_eq!(
                to_come(&told, today),
                to_come(&plain, today),
                "{race} to {other}: {fact}"
            );
            facts += 1;
        }
        assert!(facts > 8, "{facts}");
    }
}

#[test]
fn a_long_run_that_is_over_binds_the_next_one_whatever_fact_is_told_of_another() {
    let (before, after) = (at("2027-01-20T08:00:00Z"), at("2027-02-10T08:00:00Z"));
    let first = export(&season("2027-04-17", ""), None, before);
    for fact in ["done", "skipped"] {
        let fact = format!("[[{fact}]]\ndate = 2027-01-31\nsession = \"long\"\n");
        let next = export(&season("2027-04-10", &fact), Some(&first), after);
        let is_long = |(_, uid, _): &(NaiveDate, String, String)| uid.contains(".long.");
        let mut long: Vec<NaiveDate> = to_come(&next, after.date_naive() - TimeDelta::days(7))
            .into_iter()
            .filter(is_long)
            .map(|(day, ..)| day)
            .collect();
        long.dedup();
        for pair in long.windows(2) {
            assert!((pair[1] - pair[0]).num_days() >= 5, "{fact}: {long:?}");
        }
    }
}
