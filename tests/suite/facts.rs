//! Facts beside wishes: sessions done, skipped and moved, days lost, from a file and from elsewhere.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use longrun::diagnostic::Faults;
use longrun::schedule::{OmissionReason, PlacementInputs, Role, Schedule, schedule};
use longrun::season::{DaysEvent, Fact, FactEvent, FactLog, Mention, OffReason, SaidBy, SessionEvent};
use longrun::units::{DateRange, Distance};

use crate::seasons::{Planned, plan};

const MARATHON: &str = "plan = \"marathon-intermediate-18\"\n[race]\ndate = 2027-04-18\n\
     [athlete]\ntime_zone = \"Europe/Berlin\"\nrecent = \"half 1:38:30\"\n";

fn season(more: &str) -> Planned {
    plan(&format!("{MARATHON}{more}"))
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn reported(id: &str, event: FactEvent) -> Fact {
    Fact::reported(
        id.to_owned(),
        event,
        SaidBy::Page,
        "2027-02-01T08:00:00Z".parse().unwrap(),
    )
}

fn after(facts: Vec<Fact>) -> Schedule {
    let mut log = FactLog::default();
    for fact in facts {
        assert!(log.add(fact));
    }
    let inputs = season("").inputs.with_facts(log);
    schedule(&inputs, &Faults::new())
}

fn sessions(schedule: &Schedule) -> BTreeMap<Role, (NaiveDate, Distance)> {
    let days = schedule.days.iter();
    days.flat_map(|day| {
        let sessions = day
            .sessions
            .iter()
            .filter(|session| session.role.session != "rest");
        sessions.map(|session| (session.role.clone(), (day.date, session.distance)))
    })
    .collect()
}

/// The session of this name on a day.
fn role_on(schedule: &Schedule, day: &str, name: &str) -> Role {
    let day = schedule
        .days
        .iter()
        .find(|other| other.date == date(day))
        .unwrap();
    let session = day.sessions.iter().find(|session| session.role.session == name);
    session.unwrap().role.clone()
}

/// The days of the long runs, and their sizes.
fn long_runs(schedule: &Schedule) -> Vec<(NaiveDate, Distance)> {
    let long = sessions(schedule)
        .into_iter()
        .filter(|(role, _)| role.session == "long");
    let mut long: Vec<_> = long.map(|(_, run)| run).collect();
    long.sort();
    long
}

#[test]
fn a_skipped_session_is_left_out_with_its_reason_and_nothing_takes_its_place() {
    let before = season("");
    let (day, _) = long_runs(&before.schedule)[8];
    let role = role_on(&before.schedule, &day.to_string(), "long");
    let planned = season(&format!("[[skipped]]\ndate = {day}\nsession = \"long\"\n"));
    assert!(!sessions(&planned.schedule).contains_key(&role));
    let out = &planned.schedule.left_out;
    assert!(
        out.iter()
            .any(|out| out.role == role && out.reason == OmissionReason::Skipped),
        "{out:?}"
    );
    assert!(!planned.codes().contains(&"LEFT_OUT"), "{:?}", planned.codes());
    assert!(planned.codes().contains(&"SKIPPED"), "{:?}", planned.codes());
    assert_eq!(
        long_runs(&planned.schedule).len() + 1,
        long_runs(&before.schedule).len()
    );
}

#[test]
fn after_a_skipped_long_run_no_long_run_is_longer_than_planned() {
    let before = season("");
    let (day, _) = long_runs(&before.schedule)[8];
    let planned = season(&format!("[[skipped]]\ndate = {day}\nsession = \"long\"\n"));
    let sizes: BTreeMap<NaiveDate, Distance> = long_runs(&before.schedule).into_iter().collect();
    for (day, distance) in long_runs(&planned.schedule) {
        assert!(
            sizes.get(&day).is_none_or(|planned| distance <= *planned),
            "{day}"
        );
    }
}

#[test]
fn a_done_session_stays_on_its_day_when_the_week_changes() {
    let before = season("");
    let role = role_on(&before.schedule, "2027-02-09", "quality");
    let done = "[[done]]\ndate = 2027-02-09\nsession = \"quality\"\n";
    let planned = season(&format!("[week]\ntue = \"off\"\n{done}"));
    assert_eq!(sessions(&planned.schedule)[&role].0, date("2027-02-09"));
    let others = sessions(&planned.schedule).into_iter();
    let mut others = others.filter(|(other, _)| other.session == "quality" && *other != role);
    assert!(others.all(|(_, (day, _))| chrono::Datelike::weekday(&day) != chrono::Weekday::Tue));
    assert!(!planned.codes().contains(&"FIXED"), "{:?}", planned.codes());
}

#[test]
fn the_day_after_a_done_hard_session_heeds_it() {
    // The long run was done on the eve of a quality session.
    let before = season("");
    let quality = date("2027-02-09");
    let eve = quality.pred_opt().unwrap();
    let all = long_runs(&before.schedule).into_iter().map(|(day, _)| day);
    let long = all.filter(|day| *day < eve).max().unwrap();
    let role = role_on(&before.schedule, &long.to_string(), "long");
    let moved = SessionEvent::Moved { to: eve, time: None };
    let schedule = after(vec![
        reported(
            "a",
            FactEvent::Session(Mention::of_role(role.clone(), long), moved),
        ),
        reported(
            "b",
            FactEvent::Session(Mention::of_role(role.clone(), eve), SessionEvent::Done),
        ),
    ]);
    let all = sessions(&schedule);
    assert_eq!(all[&role].0, eve);
    let hard = all.iter().filter(|(role, _)| role.session == "quality");
    assert!(
        hard.into_iter().all(|(_, (day, _))| *day != quality),
        "P6: no quality on the day after the long run"
    );
}

#[test]
fn a_fact_names_a_session_by_its_place_in_the_season_whatever_its_day() {
    let before = season("");
    let role = role_on(&before.schedule, "2027-02-09", "quality");
    let skipped = |day: &str| {
        let mention = Mention::of_role(role.clone(), date(day));
        reported("a", FactEvent::Session(mention, SessionEvent::Skipped))
    };
    for day in ["2027-02-09", "2027-02-11"] {
        assert!(!sessions(&after(vec![skipped(day)])).contains_key(&role), "{day}");
    }
}

#[test]
fn a_move_can_bring_a_start_time() {
    let before = season("");
    let role = role_on(&before.schedule, "2027-02-09", "quality");
    let event = SessionEvent::Moved {
        to: date("2027-02-10"),
        time: NaiveTime::from_hms_opt(6, 40, 0),
    };
    let mention = Mention::of_role(role.clone(), date("2027-02-09"));
    let schedule = after(vec![reported("a", FactEvent::Session(mention, event))]);
    let day = schedule
        .days
        .iter()
        .find(|day| day.date == date("2027-02-10"))
        .unwrap();
    let session = day.sessions.iter().find(|session| session.role == role).unwrap();
    assert_eq!(session.start, NaiveTime::from_hms_opt(6, 40, 0));
}

#[test]
fn days_off_of_a_page_do_what_those_of_a_file_do() {
    let file = season("[[off]]\nfrom = 2027-02-01\nto = 2027-02-07\nwhy = \"ill\"\n");
    let days = DateRange::new(date("2027-02-01"), date("2027-02-07")).unwrap();
    let off = DaysEvent::Off {
        why: OffReason::Ill,
        cross_trained: false,
    };
    let page = after(vec![reported("a", FactEvent::Days(days, off))]);
    assert_eq!(sessions(&page), sessions(&file.schedule));
}

#[test]
fn days_away_that_nobody_planned_do_what_planned_ones_do() {
    let file = season("[[away]]\nfrom = 2027-02-01\nto = 2027-02-03\nwhy = \"Work\"\n");
    let days = DateRange::new(date("2027-02-01"), date("2027-02-03")).unwrap();
    let away = DaysEvent::Away {
        why: Some("Work".to_owned()),
    };
    let page = after(vec![reported("a", FactEvent::Days(days, away))]);
    assert_eq!(sessions(&page), sessions(&file.schedule));
    assert_eq!(page.days[50].away, file.schedule.days[50].away);
}

#[test]
fn a_fact_that_is_taken_back_changes_nothing() {
    let before = season("");
    let mention = Mention::named("quality", date("2027-02-09"));
    let mut log = FactLog::default();
    log.add(reported("a", FactEvent::Session(mention, SessionEvent::Skipped)));
    let skipped = PlacementInputs::clone(&before.inputs).with_facts(log.clone());
    assert_ne!(
        sessions(&schedule(&skipped, &Faults::new())),
        sessions(&before.schedule)
    );
    log.take_back("a", "2027-02-10T08:00:00Z".parse().unwrap());
    let back = skipped.with_facts(log);
    assert_eq!(
        sessions(&schedule(&back, &Faults::new())),
        sessions(&before.schedule)
    );
}

#[test]
fn a_fact_about_no_session_is_reported() {
    let wrong = season("[[skipped]]\ndate = 2027-02-10\nsession = \"mind\"\n");
    assert!(wrong.codes().contains(&"SKIP"), "{:?}", wrong.codes());
    let wrong = season("[[done]]\ndate = 2028-02-10\nsession = \"long\"\n");
    assert!(wrong.codes().contains(&"DONE"), "{:?}", wrong.codes());
}
