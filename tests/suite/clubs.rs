//! Clubs beside each other: their order in the file changes nothing, and a mandatory club is never passed over.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use longrun::schedule::Schedule;
use proptest::prelude::*;

use crate::seasons::plan;

const MARATHON: &str = "plan = \"marathon-intermediate-18\"\n[race]\ndate = 2027-04-18\n\
     [athlete]\ntime_zone = \"Europe/Berlin\"\nweekly = \"50 km\"\n";
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

#[derive(Debug, Clone)]
struct ClubTable {
    name: String,
    day: usize,
    hour: u32,
    takes: &'static str,
    mandatory: bool,
}

impl ClubTable {
    fn toml(&self) -> String {
        format!(
            "[[club]]\nname = \"{}\"\non = [\"{}\"]\ntime = {:02}:00:00\ntakes = [\"{}\"]\nmandatory = {}\n",
            self.name, DAYS[self.day], self.hour, self.takes, self.mandatory
        )
    }
}

fn season(clubs: &[ClubTable]) -> Schedule {
    let clubs: String = clubs.iter().map(ClubTable::toml).collect();
    plan(&format!("{MARATHON}{clubs}")).schedule
}

/// The weeks in which the club takes a session.
fn weeks_with(schedule: &Schedule, name: &str) -> BTreeSet<NaiveDate> {
    let with = schedule.days.iter().filter(|day| {
        let mut sessions = day.sessions.iter();
        sessions.any(|session| session.club.as_deref() == Some(name))
    });
    with.map(|day| schedule.weeks[day.week].first).collect()
}

fn club(name: &str, day: usize, mandatory: bool) -> ClubTable {
    ClubTable {
        name: name.to_owned(),
        day,
        hour: 18,
        takes: "easy",
        mandatory,
    }
}

#[test]
fn a_mandatory_club_is_heeded_after_an_optional_one_that_takes_the_same_session() {
    let clubs = [club("Optional", 2, false), club("Must", 4, true)];
    let schedule = season(&clubs);
    assert_eq!(weeks_with(&schedule, "Must").len(), 18);
    assert!(weeks_with(&schedule, "Optional").len() >= 16);
}

#[test]
fn two_mandatory_clubs_both_take_a_session() {
    let schedule = season(&[club("One", 2, true), club("Other", 4, true)]);
    let whole_weeks = schedule.weeks.iter().filter(|week| week.days == 7).count();
    assert_eq!(whole_weeks, 18);
    assert_eq!(weeks_with(&schedule, "One").len(), 18);
    assert!(weeks_with(&schedule, "Other").len() >= 16);
}

fn any_clubs() -> impl Strategy<Value = Vec<ClubTable>> {
    let takes = prop_oneof![Just("easy"), Just("medium"), Just("quality"), Just("long")];
    let club = (0..7usize, 17..20u32, takes, any::<bool>());
    proptest::collection::vec(club, 1..5).prop_map(|clubs| {
        let table = |(index, (day, hour, takes, mandatory))| ClubTable {
            name: format!("Club {index}"),
            day,
            hour,
            takes,
            mandatory,
        };
        clubs.into_iter().enumerate().map(table).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_clubs_changes_nothing(clubs in any_clubs(), turn in 0..4usize, reverse in any::<bool>()) {
        let mut other = clubs.clone();
        let turn = turn % other.len();
        other.rotate_left(turn);
        if reverse {
            other.reverse();
        }
        prop_assert_eq!(format!("{:?}", season(&clubs).days), format!("{:?}", season(&other).days));
    }

    #[test]
    fn a_mandatory_club_takes_a_session_whenever_it_would_alone(mut clubs in any_clubs(), at in 0..4usize) {
        for club in &mut clubs {
            club.mandatory = false;
        }
        let mandatory = at % clubs.len();
        clubs[mandatory].mandatory = true;
        let own = clubs[mandatory].clone();
        let alone = weeks_with(&season(std::slice::from_ref(&own)), &own.name);
        prop_assert!(weeks_with(&season(&clubs), &own.name).is_superset(&alone), "{:?}", clubs);
    }
}
