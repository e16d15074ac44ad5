//! Checks about the season: taper, races, recovery, and the runner.

use chrono::NaiveTime;
use longrun::diagnostic::Severity::{Error, Note, Warning};
use longrun::pace::Vdot;
use longrun::units::Duration;

use super::*;

/// What is said after weeks of the marathon plan were made so much of what they are.
fn scaled(weeks: &[(u32, u64)], code: &str) -> Vec<Severity> {
    let mut planned = marathon("");
    for (week, percent) in weeks {
        scale_week(&mut planned, *week, *percent);
    }
    severities(&planned, code)
}

#[test]
fn a_taper_has_its_length() {
    assert_eq!(
        scaled(&[(16, 112)], "TAPER_SHORT"),
        [],
        "67.2 km are no full week"
    );
    assert_eq!(scaled(&[(16, 115)], "TAPER_SHORT"), [Warning], "69 km are one");
    assert_eq!(scaled(&[(15, 92)], "TAPER_LONG"), []);
    assert_eq!(scaled(&[(15, 90)], "TAPER_LONG"), [Warning], "28 days");
    assert_eq!(scaled(&[(14, 85), (15, 85)], "TAPER_LONG"), [Error], "35 days");
}

/// What is said of the length of a taper that begins so many whole weeks before a Sunday's race.
fn taper_of(name: &str, weeks: u32, settings: &str, code: &str) -> Vec<Severity> {
    let mut planned = race_on_sunday(name, settings);
    let last = planned
        .schedule
        .weeks
        .iter()
        .map(|week| week.number)
        .max()
        .unwrap();
    // Small weeks behind the first big one.
    scale_week(&mut planned, last - weeks, 300);
    severities(&planned, code)
}

#[test]
fn a_taper_before_a_shorter_race_has_its_length_too() {
    let half = |weeks, settings: &str, code| taper_of("half-12", weeks, settings, code);
    assert_eq!(half(1, "", "TAPER_SHORT"), [Warning], "7 days of 11");
    assert_eq!(half(2, "", "TAPER_SHORT"), [], "14 days");
    assert_eq!(
        half(2, "[review]\ntaper_short_half = \"14 days\"", "TAPER_SHORT"),
        []
    );
    assert_eq!(
        half(2, "[review]\ntaper_short_half = \"15 days\"", "TAPER_SHORT"),
        [Warning]
    );
    assert_eq!(half(2, "", "TAPER_LONG"), [], "14 days of 14");
    assert_eq!(
        half(2, "[review]\ntaper_long_half = \"13 days\"", "TAPER_LONG"),
        [Warning]
    );
    assert_eq!(half(3, "", "TAPER_LONG"), [Warning], "21 days");
    assert_eq!(half(4, "", "TAPER_LONG"), [Warning], "28 days of 28");
    assert_eq!(half(5, "", "TAPER_LONG"), [Error], "35 days");
    let ten = |weeks, settings: &str, code| taper_of("10k-12", weeks, settings, code);
    assert_eq!(ten(1, "", "TAPER_SHORT"), [], "7 days of 7");
    assert_eq!(
        ten(1, "[review]\ntaper_short = \"8 days\"", "TAPER_SHORT"),
        [Warning]
    );
    assert_eq!(ten(2, "", "TAPER_LONG"), [], "14 days of 14");
    assert_eq!(ten(3, "", "TAPER_LONG"), [Warning], "21 days");
}

#[test]
fn a_taper_has_its_depth() {
    let depth = |percent: u64| scaled(&[(18, percent)], "TAPER_SHALLOW");
    assert_eq!(depth(138), []);
    assert_eq!(depth(150), [Note]);
    assert_eq!(depth(155), [Warning]);
    assert_eq!(scaled(&[(18, 71)], "TAPER_STEEP"), []);
    assert_eq!(scaled(&[(18, 69)], "TAPER_STEEP"), [Warning]);
}

#[test]
fn a_taper_keeps_runs_and_a_touch_of_speed() {
    let without = |days: &[&str]| {
        let mut planned = marathon("");
        for day in days {
            clear(&mut planned, day, 1);
        }
        severities(&planned, "TAPER_STEEP")
    };
    assert_eq!(without(&["2027-04-07"]), [], "four runs of five");
    assert_eq!(without(&["2027-04-07", "2027-04-10"]), [Warning], "three");
    let mut easy = marathon("");
    let week = easy.schedule.weeks.len() - 1;
    for day in easy.schedule.days.iter_mut().filter(|day| day.week == week) {
        day.sessions
            .iter_mut()
            .filter(|session| session.kind.word() == "quality")
            .for_each(|session| {
                session.workout = longrun::workout::Workout::parse("7.5 km easy", &|_| None).unwrap();
            });
    }
    assert_eq!(
        severities(&easy, "TAPER_STEEP"),
        [Warning],
        "nothing fast in ten days"
    );
}

#[test]
fn a_taper_only_goes_down() {
    assert_eq!(scaled(&[(17, 134)], "TAPER_NOT_STRICT"), []);
    assert_eq!(scaled(&[(17, 137)], "TAPER_NOT_STRICT"), [Note]);
}

#[test]
fn the_last_workout_is_early_enough() {
    let late = |to: &str| {
        let mut planned = marathon("");
        carry(&mut planned, "quality", "2027-04-06", to);
        severities(&planned, "LATE_QUALITY")
    };
    assert_eq!(late("2027-04-08"), [], "ten days before");
    assert_eq!(late("2027-04-09"), [Error]);
}

#[test]
fn a_race_is_recovered_from() {
    let after = |previous: &str, kind: &str, to: &str| {
        let top = format!("start = 2026-12-14\nprevious = {{ date = {previous}, distance = \"marathon\" }}");
        let mut planned = marathon(&top);
        let days = planned.schedule.days.iter();
        let from = days
            .filter(|day| day.sessions.iter().any(|session| session.kind.word() == kind))
            .map(|day| day.date.to_string())
            .next()
            .unwrap();
        carry(&mut planned, kind, &from, to);
        severities(&planned, "RACE_RECOVERY")
    };
    assert_eq!(after("2026-11-29", "quality", "2026-12-25"), [], "26 days after");
    assert_eq!(after("2026-11-29", "quality", "2026-12-24"), [Error]);
    assert_eq!(after("2026-12-06", "long", "2026-12-19"), [], "13 days after");
    assert_eq!(after("2026-12-06", "long", "2026-12-18"), [Warning]);
}

#[test]
fn races_keep_their_distance() {
    let behind = |date: &str| {
        let top = format!("previous = {{ date = {date}, distance = \"marathon\" }}");
        severities(&marathon(&top), "RACES_TOO_CLOSE")
    };
    assert_eq!(behind("2027-01-24"), [], "twelve weeks");
    assert_eq!(behind("2027-01-25"), [Warning]);
    let tuneup = |date: &str, code: &str| {
        let top = format!("tuneup = [{{ date = {date}, distance = \"half\" }}]");
        severities(&marathon(&top), code)
    };
    assert_eq!(tuneup("2027-03-28", "RACES_TOO_CLOSE"), [], "three weeks");
    assert_eq!(tuneup("2027-03-29", "RACES_TOO_CLOSE"), [Warning]);
    assert_eq!(tuneup("2027-02-21", "B_RACE_POSITION"), [], "eight weeks");
    assert_eq!(tuneup("2027-02-20", "B_RACE_POSITION"), [Note]);
}

#[test]
fn the_plan_ends_on_the_race() {
    let mut planned = marathon("");
    assert_eq!(severities(&planned, "WEEK_COUNT"), []);
    planned.schedule.race.as_mut().unwrap().date.value = date("2027-04-25");
    let review = of(&planned);
    let [found] = said(&review, "WEEK_COUNT")[..] else {
        panic!()
    };
    assert_eq!(found.severity, Error);
    assert_eq!(found.measured.value(), 7.0);
}

#[test]
fn a_marathon_is_followed_by_three_weeks_of_recovery() {
    let after = |date: &str| {
        let top = format!("start = 2026-12-14\nprevious = {{ date = {date}, distance = \"marathon\" }}");
        severities(&marathon(&top), "RECOVERY_SHORT")
    };
    assert_eq!(after("2026-11-22"), []);
    assert_eq!(after("2026-11-23"), [Warning]);
    let short = "start = 2026-12-14\nprevious = { date = 2026-12-06, distance = \"10k\" }";
    assert_eq!(severities(&marathon(short), "RECOVERY_SHORT"), []);
}

#[test]
fn a_goal_is_within_reach() {
    let half = Duration::parse_clock("1:38:30").unwrap();
    let now = Vdot::from_race(Distance::HALF_MARATHON, half).unwrap().value();
    let goal = |above: f64| {
        let time = Vdot::new(now + above).unwrap().race_time(Distance::MARATHON);
        let goal = Duration::from_secs_f64(time).clock();
        let planned = plan(&format!(
            "plan = \"marathon-intermediate-18\"\nathlete.recent = \"half 1:38:30\"\n\
             [race]\ndate = 2027-04-18\ngoal = \"{goal}\"\n"
        ));
        severities(&planned, "PACE_GOAL")
    };
    assert_eq!(goal(1.49), []);
    assert_eq!(goal(1.51), [Note]);
    assert_eq!(goal(2.98), [Note]);
    assert_eq!(goal(3.02), [Warning]);
}

#[test]
fn paces_are_from_a_fresh_result() {
    let stale = |raced: &str, more: &str| {
        let top =
            format!("athlete.recent = {{ distance = \"half\", time = \"1:38:30\", date = {raced} }}\n{more}");
        severities(&marathon(&top), "PACE_STALE")
    };
    assert_eq!(stale("2026-06-14", ""), [], "half a year");
    assert_eq!(stale("2026-06-13", ""), [Note]);
    let off = |to: &str| format!("off = [{{ from = 2027-01-11, to = {to}, why = \"ill\" }}]");
    assert_eq!(stale("2026-10-11", &off("2027-01-15")), [], "five days");
    assert_eq!(stale("2026-10-11", &off("2027-01-16")), [Note]);
}

#[test]
fn a_session_has_room() {
    let mut off = marathon("week.fri = \"off\"");
    assert_eq!(severities(&off, "AVAIL"), []);
    carry(&mut off, "easy", "2026-12-23", "2026-12-25");
    assert_eq!(severities(&off, "AVAIL"), [Error]);
    let window = |change: fn(&mut Session)| {
        let mut planned = marathon("week.sat = [\"07:00-12:00\"]");
        change(session_mut(&mut planned, "easy", "2026-12-26"));
        severities(&planned, "AVAIL")
    };
    assert_eq!(
        window(|session| session.start = NaiveTime::from_hms_opt(12, 0, 0)),
        []
    );
    assert_eq!(
        window(|session| session.start = NaiveTime::from_hms_opt(12, 1, 0)),
        [Error]
    );
    assert_eq!(window(|session| session.length = Duration::from_minutes(300)), []);
    assert_eq!(
        window(|session| session.length = Duration::from_minutes(301)),
        [Warning]
    );
}

#[test]
fn a_club_that_is_missed_is_said() {
    let club = |day: &str| {
        let top = format!("club = [{{ name = \"Crew\", on = [\"{day}\"], takes = [\"long\"] }}]");
        let review = of(&marathon(&top));
        said(&review, "CLUB_SKIPPED").len()
    };
    assert_eq!(club("sun"), 1, "only on the Sunday of the race");
    assert!(club("wed") > 10);
}

#[test]
fn clocks_that_change_under_way_are_said() {
    let at = |time: &str| {
        let top = format!("athlete.time_zone = \"America/New_York\"\nweek.long = \"sun {time}\"");
        severities(&marathon(&top), "DST")
    };
    assert_eq!(at("01:00"), [Note]);
    assert_eq!(at("03:00"), []);
}
