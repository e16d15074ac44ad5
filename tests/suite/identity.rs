//! A session is the same event for its whole life: its UID comes from its season and its role, and survives a move,
//! a new race date, a stretched plan and a new title.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate};
use longrun::calendar::of_season;
use longrun::ical::Event;

use crate::seasons::{Planned, plan, plan_with};

const RACE: &str = "[race]\nname = \"Spring Marathon\"\ndate = 2027-04-18\n";

/// The calendar's events by UID; no two share one.
fn events(planned: &Planned) -> BTreeMap<String, Event> {
    let calendar = of_season(&planned.season, &planned.schedule, DateTime::UNIX_EPOCH);
    let number = calendar.events.len();
    let by_uid: BTreeMap<String, Event> = calendar
        .events
        .into_iter()
        .map(|event| (event.uid.clone(), event))
        .collect();
    assert_eq!(by_uid.len(), number, "two events share a UID");
    by_uid
}

fn uids(planned: &Planned) -> BTreeSet<String> {
    events(planned).into_keys().collect()
}

fn marathon(more: &str) -> Planned {
    plan(&format!(
        "plan = \"marathon-intermediate-18\"\nid = \"sam\"\n{more}"
    ))
}

fn first(event: &Event) -> NaiveDate {
    event.when.day(None)
}

#[test]
fn a_move_keeps_every_uid_and_moves_one() {
    let before = events(&marathon(RACE));
    let moved = "[[move]]\nfrom = 2027-02-09\nsession = \"quality\"\nto = 2027-02-10\n";
    let after = events(&marathon(&format!("{RACE}{moved}")));
    assert!(before.keys().eq(after.keys()));
    let uid = "sam.marathon-intermediate-18.w9.quality.1@longrun";
    assert_eq!(first(&before[uid]).to_string(), "2027-02-09");
    assert_eq!(first(&after[uid]).to_string(), "2027-02-10");
}

#[test]
fn another_race_date_keeps_every_uid_on_whatever_weekday() {
    let before = uids(&marathon(RACE));
    for date in ["2027-04-25", "2027-04-11", "2027-05-02"] {
        assert_eq!(
            uids(&marathon(&RACE.replace("2027-04-18", date))),
            before,
            "{date}"
        );
    }
    // On another weekday a week may have a session or a rest day more or less; the others stay.
    for date in ["2027-04-17", "2027-04-19", "2027-04-24"] {
        let after = uids(&marathon(&RACE.replace("2027-04-18", date)));
        let gone: Vec<&String> = before.difference(&after).collect();
        assert!(gone.len() <= 6, "{date}: {gone:?}");
    }
}

#[test]
fn a_stretched_plan_keeps_every_uid_and_adds_weeks_in_front() {
    let before = uids(&marathon(RACE));
    // 20 weeks instead of 18.
    let after = uids(&marathon(&format!("start = 2026-11-30\n{RACE}")));
    let gone: Vec<&String> = before
        .difference(&after)
        .filter(|uid| !uid.contains(".rest."))
        .collect();
    assert!(gone.len() <= 8, "{gone:?}");
    for week in 0..=17 {
        let long = format!("sam.marathon-intermediate-18.w{week}.long.1@longrun");
        assert_eq!(before.contains(&long), after.contains(&long), "{long}");
    }
    let new = after
        .iter()
        .filter(|uid| uid.contains(".w18.") || uid.contains(".w19."));
    assert!(new.count() >= 10);
}

#[test]
fn titles_are_in_no_uid() {
    let before = uids(&marathon(RACE));
    let titles = RACE.replace("Spring Marathon", "Boston")
        + "[athlete]\nname = \"Kim\"\n[calendar]\ntitle = \"Road\"\n";
    assert_eq!(uids(&marathon(&titles)), before);

    let own = |title: &str, long: &str| {
        let plan = format!(
            "title = \"{title}\"\n[session.long]\ntitle = \"{long}\"\n[[phase]]\nname = \"All\"\nweeks = 3\nlong = \"12 km\"\neasy = 2\n"
        );
        uids(&plan_with(
            "own",
            &plan,
            "plan = \"own\"\nid = \"sam\"\nstart = 2026-12-01\n",
        ))
    };
    assert_eq!(own("One", "Long run"), own("Another", "Sunday run"));
}

#[test]
fn recovery_counts_from_the_race_behind_and_other_plans_from_their_end() {
    let season = |previous: &str, date: &str| {
        let plans = "plan = [\"post-marathon-recovery\", \"maintenance-20-40\", \"marathon-intermediate-18\"]\nid = \"sam\"\n";
        plan(&format!(
            "{plans}[race]\ndate = {date}\n[previous]\ndate = {previous}\ndistance = \"marathon\"\n"
        ))
    };
    let before = events(&season("2026-10-18", "2027-04-18"));
    let after = events(&season("2026-10-18", "2027-05-02"));
    let recovery = |events: &BTreeMap<String, Event>| -> Vec<(String, NaiveDate)> {
        let own = events
            .iter()
            .filter(|(uid, _)| uid.starts_with("sam.post-marathon-recovery."));
        own.map(|(uid, event)| (uid.clone(), first(event))).collect()
    };
    assert_eq!(
        recovery(&before),
        recovery(&after),
        "two weeks more to the race are none of recovery's"
    );
    let gone: Vec<&String> = before.keys().filter(|uid| !after.contains_key(*uid)).collect();
    assert!(
        gone.iter()
            .all(|uid| uid.contains(".rest.") || uid.contains("maintenance")),
        "{gone:?}"
    );
}

#[test]
fn a_plan_keeps_its_name_when_there_is_no_room_for_its_first_turn() {
    let season = |start: &str| {
        let plans = "plan = [\"maintenance-20-40\", \"marathon-intermediate-18\", \"maintenance-20-40\"]\nid = \"sam\"\n";
        uids(&plan(&format!(
            "{plans}start = {start}\n[race]\ndate = 2027-04-18\n"
        )))
    };
    let after_race = |uids: &BTreeSet<String>| -> Vec<String> {
        uids.iter()
            .filter(|uid| uid.starts_with("sam.maintenance-20-40-2."))
            .cloned()
            .collect()
    };
    let (with, without) = (season("2026-11-02"), season("2026-12-14"));
    assert!(
        !without
            .iter()
            .any(|uid| uid.starts_with("sam.maintenance-20-40.")),
        "there is no room"
    );
    assert!(!after_race(&with).is_empty());
    assert_eq!(after_race(&with), after_race(&without));
}

#[test]
fn two_races_of_one_name_are_two_events() {
    let tuneup = |date: &str| {
        format!("[[tuneup]]\nname = \"Club race\"\ndate = {date}\ndistance = \"10k\"\npriority = \"C\"\n")
    };
    let season = marathon(&format!("{RACE}{}{}", tuneup("2027-02-06"), tuneup("2027-03-06")));
    let uids = uids(&season);
    for number in [1, 2] {
        assert!(uids.contains(&format!("sam.tuneup.w0.club-race.{number}@longrun")));
    }
}

#[test]
fn a_season_without_an_id_is_its_runner_its_race_and_the_races_year() {
    let season = |runner: &str, race: &str| {
        uids(&plan(&format!(
            "plan = \"marathon-intermediate-18\"\n{race}[athlete]\nname = \"{runner}\"\n"
        )))
    };
    let sam = season("Sam", RACE);
    assert!(
        sam.iter().all(|uid| uid.starts_with("sam-spring-marathon-2027.")),
        "{sam:?}"
    );
    assert_eq!(season("Sam", &RACE.replace("2027-04-18", "2027-05-30")), sam);
    for other in [
        season("Sam", &RACE.replace("2027-04-18", "2028-04-16")),
        season("Kim", RACE),
        season("Sam", &RACE.replace("Spring Marathon", "Boston")),
    ] {
        assert!(other.is_disjoint(&sam));
    }
}
