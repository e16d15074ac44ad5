//! A season has one placement: calendars that show a part of it have the days of the full one, and days can be let go.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use longrun::diagnostic::Faults;
use longrun::history::{DaysFrom, Ledger, PriorCalendar, Runner, revise};
use longrun::ical::{Status, When};
use longrun::season::{Feed, RunnerId};

use super::moment;
use crate::seasons::read;

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

/// When each session takes place, from `today` on.
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
