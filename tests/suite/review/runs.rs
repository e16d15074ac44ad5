//! Checks about single sessions and what is next to them.

use chrono::NaiveTime;
use longrun::diagnostic::Severity::{Error, Note, Warning};
use longrun::plan::SessionKind;
use longrun::schedule::Kind;
use longrun::units::Units;
use longrun::workout::Workout;

use super::*;

/// What one check says about one week of a quality session and easy runs up to 40 km.
fn of_quality(quality: &str, kilometres: f64, code: &str) -> Vec<Severity> {
    let rest = 40.0 - kilometres;
    let row = format!(
        "quality = \"{quality}\", easy = [\"{} km\", \"{} km\"]",
        rest / 2.0,
        rest / 2.0
    );
    severities(&block("kind = \"build\"", &[&row]), code)
}

#[test]
fn a_run_may_be_a_tenth_or_a_kilometre_longer_than_any_in_thirty_days() {
    let spike = |second: f64| {
        let mut planned = block("kind = \"base\"", &["easy = \"10 km\""; 2]);
        sessions_mut(&mut planned, "easy").nth(1).unwrap().distance = km(second);
        planned
    };
    assert_eq!(severities(&spike(11.0), "SESSION_SPIKE"), []);
    assert_eq!(severities(&spike(11.5), "SESSION_SPIKE"), [Warning]);
    assert_eq!(severities(&spike(13.0), "SESSION_SPIKE"), [Warning]);
    assert_eq!(severities(&spike(13.5), "SESSION_SPIKE"), [Error]);
    let review = of(&spike(20.5));
    let spike = said(&review, "SESSION_SPIKE")[0]
        .observation
        .words(Units::Km)
        .to_string();
    assert!(spike.contains("more than twice"), "{spike}");
    let races = marathon("");
    assert_eq!(severities(&races, "SESSION_SPIKE"), [], "a race is exempt");
}

#[test]
fn a_run_is_held_against_what_the_runner_has_run() {
    let first = |season: &str| {
        let own = block_in(season, "kind = \"base\"", &["easy = \"11.5 km\""]);
        severities(&own, "SESSION_SPIKE")
    };
    assert_eq!(first(""), [], "nothing is known");
    assert_eq!(first("athlete.longest = \"10.5 km\""), []);
    assert_eq!(first("athlete.longest = \"10 km\""), [Warning]);
    let race = |distance: &str| format!("previous.date = 2027-01-03\nprevious.distance = \"{distance}\"\n");
    assert_eq!(first(&race("5k")), [], "a short race is no longest run");
    let both = format!("{}athlete.longest = \"10 km\"\n", race("5k"));
    assert_eq!(first(&both), [Warning], "but the runner's word counts");
    assert_eq!(first(&race("half")), []);
}

#[test]
fn the_long_run_is_no_more_than_its_share_of_the_week() {
    let share = |long: f64, others: usize, km: f64| {
        let others = vec![format!("\"{km} km\""); others].join(", ");
        let row = format!("long = \"{long} km\", easy = [{others}]");
        severities(&block("kind = \"base\"", &[&row]), "LONG_SHARE")
    };
    assert_eq!(share(10.0, 2, 5.0), [Note], "50 % of three runs");
    assert_eq!(share(10.5, 2, 5.0), [Warning]);
    assert_eq!(share(9.0, 2, 5.5), [], "45 %");
    assert_eq!(share(13.5, 3, 5.5), [Note], "45 % of four");
    assert_eq!(share(14.0, 3, 5.5), [Warning]);
    assert_eq!(share(16.0, 4, 6.0), [Note], "40 % of five");
    assert_eq!(share(16.5, 4, 6.0), [Warning]);
    assert_eq!(share(17.5, 4, 6.5), [Note], "40.2 % is 40");
    assert_eq!(share(14.0, 4, 6.5), [], "35 %");
    assert_eq!(share(17.5, 5, 6.5), [Note], "35 % of six");
    assert_eq!(share(18.0, 5, 6.5), [Warning]);
}

#[test]
fn a_long_run_takes_no_longer_than_its_cap() {
    let time = |season: &str, minutes: u32| {
        let row = format!("long = \"{minutes} min easy\"");
        severities(&block_in(season, "kind = \"base\"", &[&row]), "LONG_TIME")
    };
    assert_eq!(time("", 155), []);
    assert_eq!(time("", 156), [Warning]);
    assert_eq!(time("review.long_time = \"160 min\"", 165), []);
    let own = |minutes: u32| {
        let own =
            format!("long_cap = \"100 min\"\n[[phase]]\nweek = [{{ long = \"{minutes} min easy\" }}]\n");
        severities(
            &plan_with("own", &own, "plan = \"own\"\nstart = 2027-01-04\n"),
            "LONG_TIME",
        )
    };
    assert_eq!(own(105), []);
    assert_eq!(own(106), [Warning]);
}

#[test]
fn long_runs_are_at_most_two_weeks_apart() {
    let gap = |first: &str, weeks: usize, last: &str| {
        let row = |day: &str| format!("days = {{ {day} = \"15 km easy\" }}");
        let (first, last) = (row(first), row(last));
        let mut rows = vec![first.as_str()];
        rows.extend(vec!["mind = 1"; weeks]);
        rows.push(&last);
        let mut planned = block("kind = \"base\"", &rows);
        for session in sessions_mut(&mut planned, "easy") {
            session.kind = Kind::Session(SessionKind::Long);
        }
        severities(&planned, "LONG_GAP")
    };
    assert_eq!(gap("fri", 0, "sun"), [], "nine days");
    assert_eq!(gap("thu", 0, "sun"), [Note]);
    assert_eq!(gap("sun", 1, "sun"), [Note], "fourteen");
    assert_eq!(gap("sat", 1, "sun"), [Warning]);
}

/// The marathon plan with no long run over so many kilometres.
fn marathon_up_to(kilometres: f64) -> Planned {
    up_to(marathon(""), kilometres)
}

/// The same of any season.
fn up_to(mut planned: Planned, kilometres: f64) -> Planned {
    for session in sessions_mut(&mut planned, "long").filter(|session| session.distance > km(kilometres)) {
        session.distance = km(kilometres);
        session.workout = Workout::parse(&format!("{kilometres} km easy"), &|_| None).unwrap();
    }
    planned
}

#[test]
fn a_marathon_is_not_met_unprepared() {
    assert_eq!(severities(&marathon_up_to(26.0), "LONG_TOO_SHORT"), []);
    assert_eq!(severities(&marathon_up_to(25.5), "LONG_TOO_SHORT"), [Warning]);
    // 14 km are 8.7 miles, and runs are in half miles.
    let half = |peak: &str| {
        let planned = plan(&format!(
            "plan = \"half-12\"\nvolume = \"{peak}\"\nathlete.units = \"mi\"\nrace.date = 2027-04-18\n"
        ));
        severities(&planned, "LONG_TOO_SHORT")
    };
    assert_eq!(half("42 km"), []);
}

#[test]
fn a_half_and_ten_kilometres_are_not_met_unprepared_either() {
    for (name, least) in [("half-12", 14.0), ("10k-12", 10.0)] {
        let said = |kilometres: f64| {
            let planned = up_to(race_on_sunday(name, ""), kilometres);
            severities(&planned, "LONG_TOO_SHORT")
        };
        assert_eq!(said(least), [], "{name}");
        assert_eq!(said(least - 0.5), [Warning], "{name}");
    }
    // Five kilometres ask for no long run.
    let planned = up_to(race_on_sunday("5k-10", ""), 4.0);
    assert_eq!(severities(&planned, "LONG_TOO_SHORT"), []);
}

#[test]
fn the_last_big_long_run_before_a_half_is_neither_late_nor_early() {
    let race = date("2027-04-18");
    let said = |days: u64| {
        let mut planned = race_on_sunday("half-12", "");
        let mut on: Vec<chrono::NaiveDate> = Vec::new();
        for day in &mut planned.schedule.days {
            for session in day.sessions.iter_mut().filter(|one| one.kind.word() == "long") {
                session.distance = km(10.0);
                on.push(day.date);
            }
        }
        let to = race - Days::new(days);
        // The one of the same week, which ends on a Sunday.
        let from = on
            .iter()
            .find(|from| (0..7).contains(&(**from - to).num_days()))
            .unwrap();
        session_mut(&mut planned, "long", &from.to_string()).distance = km(20.0);
        if *from != to {
            carry(&mut planned, "long", &from.to_string(), &to.to_string());
        }
        severities(&planned, "LAST_LONG")
    };
    assert_eq!(said(10), []);
    assert_eq!(said(9), [Warning]);
    assert_eq!(said(35), []);
    assert_eq!(said(36), [Warning]);
}

#[test]
fn the_last_big_long_run_is_neither_late_nor_early() {
    let with = |change: fn(&mut Planned)| {
        let mut planned = marathon("");
        change(&mut planned);
        severities(&planned, "LAST_LONG")
    };
    let late = |planned: &mut Planned| session_mut(planned, "long", "2027-04-04").distance = km(27.0);
    let early = |planned: &mut Planned| session_mut(planned, "long", "2027-03-28").distance = km(20.0);
    assert_eq!(with(late), [], "two weeks");
    assert_eq!(
        with(|planned| {
            session_mut(planned, "long", "2027-04-04").distance = km(27.0);
            carry(planned, "long", "2027-04-04", "2027-04-05");
        }),
        [Warning]
    );
    assert_eq!(with(early), [], "five weeks");
    assert_eq!(
        with(|planned| {
            session_mut(planned, "long", "2027-03-28").distance = km(20.0);
            carry(planned, "long", "2027-03-14", "2027-03-13");
        }),
        [Warning]
    );
}

#[test]
fn one_session_has_its_dose() {
    let dose = |quality: &str, kilometres: f64| of_quality(quality, kilometres, "Q_DOSE");
    assert_eq!(dose("4 km easy, 2 x 2 km @ T / 1 min walk", 8.0), []);
    assert_eq!(dose("4 km easy, 3 x 1.5 km @ T / 1 min walk", 8.5), [Warning]);
    assert_eq!(
        dose("4 km easy, 4 x 800 m @ I / 1 min walk", 7.0),
        [],
        "8 % of 40 km"
    );
    assert_eq!(dose("4 km easy, 5 x 800 m @ I / 1 min walk", 8.0), [Warning]);
    assert_eq!(dose("4 km easy, 5 x 400 m @ R / 1 min walk", 6.0), [], "5 %");
    assert_eq!(dose("4 km easy, 6 x 400 m @ R / 1 min walk", 6.5), [Warning]);
    assert_eq!(dose("110 min @ M", 22.0), []);
    assert_eq!(dose("111 min @ M", 22.5), [Warning]);
}

#[test]
fn no_stretch_at_a_pace_is_too_long() {
    let bout = |quality: &str| of_quality(quality, 10.0, "BOUT");
    assert_eq!(bout("4 km easy, 2 x 5 min @ I / 3 min jog"), []);
    assert_eq!(bout("4 km easy, 2 x 301 s @ I / 3 min jog"), [Warning]);
    assert_eq!(bout("4 km easy, 4 x 2 min @ R / 3 min jog"), []);
    assert_eq!(bout("4 km easy, 4 x 121 s @ R / 3 min jog"), [Warning]);
    assert_eq!(bout("4 km easy, 25 min @ T"), []);
    assert_eq!(bout("4 km easy, 26 min @ T"), [Warning]);
    assert_eq!(
        bout("4 km easy, 13 min @ T, 13 min @ T"),
        [Warning],
        "one after the other is one"
    );
}

/// What is said after a session was carried to another day.
fn carried(kind: &str, from: &str, to: &str, code: &str) -> Vec<Severity> {
    let mut planned = marathon("");
    carry(&mut planned, kind, from, to);
    severities(&planned, code)
}

#[test]
fn hard_days_keep_apart() {
    let quality = |to: &str| carried("quality", "2026-12-22", to, "HARD_ADJACENT");
    assert_eq!(severities(&marathon(""), "HARD_ADJACENT"), []);
    assert_eq!(quality("2026-12-21"), [Error], "after the long run");
    assert_eq!(quality("2026-12-26"), [Warning], "before it");
    assert_eq!(quality("2026-12-25"), []);
    let mut two = marathon("");
    session_mut(&mut two, "easy", "2026-12-23").kind = Kind::Session(SessionKind::Quality);
    assert_eq!(
        severities(&two, "HARD_ADJACENT"),
        [Error],
        "quality after quality"
    );
}

#[test]
fn a_medium_long_run_keeps_away_from_the_long_run() {
    let medium = |from: &str, to: &str| carried("medium", from, to, "MLR_CLOSE");
    assert_eq!(medium("2027-02-25", "2027-02-27"), [Warning], "16 km");
    assert_eq!(medium("2027-02-25", "2027-02-26"), []);
    assert_eq!(
        medium("2026-12-24", "2026-12-26"),
        [],
        "10 km are no medium-long run"
    );
}

#[test]
fn strength_keeps_away_from_hard_runs_and_races() {
    let strength = |from: &str, to: &str| carried("strength", from, to, "STRENGTH_NEAR");
    assert_eq!(severities(&marathon(""), "STRENGTH_NEAR"), []);
    assert_eq!(
        strength("2026-12-22", "2026-12-21"),
        [Warning],
        "the day before quality"
    );
    assert_eq!(strength("2026-12-22", "2026-12-23"), []);
    assert_eq!(
        strength("2027-03-30", "2027-04-08"),
        [Warning],
        "ten days before a marathon"
    );
    assert_eq!(strength("2027-03-30", "2027-04-07"), []);
    let at = |strength: u32, quality: u32| {
        let mut planned = marathon("");
        let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0);
        session_mut(&mut planned, "strength", "2026-12-22").start = time(strength);
        session_mut(&mut planned, "quality", "2026-12-22").start = time(quality);
        severities(&planned, "STRENGTH_NEAR")
    };
    assert_eq!(at(7, 18), [Error], "before the hard run of its day");
    assert_eq!(at(19, 18), []);
}
