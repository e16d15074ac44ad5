//! Real life: races on the way, club runs, days lost, sessions moved by hand, and what was published.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use longrun::diagnostic::Audience;
use longrun::diagnostic::Faults;
use longrun::plan::SessionKind;
use longrun::schedule::{Kind, PriorPlacement, Role, Schedule, Verdict, explain, schedule_after};
use longrun::units::Distance;

use crate::seasons::{Planned, plan};

const MARATHON: &str = "plan = \"marathon-intermediate-18\"\n[race]\ndate = 2027-04-18\n\
     [athlete]\ntime_zone = \"Europe/Berlin\"\nrecent = \"half 1:38:30\"\n";

fn season(more: &str) -> Planned {
    plan(&format!("{MARATHON}{more}"))
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Role and day of every session but rest days.
fn days(schedule: &Schedule) -> BTreeMap<Role, NaiveDate> {
    let mut days = BTreeMap::new();
    for day in &schedule.days {
        for session in &day.sessions {
            if session.kind != Kind::Session(SessionKind::Rest) {
                days.insert(session.role.clone(), day.date);
            }
        }
    }
    days
}

fn kinds(planned: &Planned, date: NaiveDate) -> Vec<Kind> {
    let day = planned.schedule.days.iter().find(|day| day.date == date).unwrap();
    day.sessions.iter().map(|session| session.kind).collect()
}

fn is(kind: SessionKind) -> Kind {
    Kind::Session(kind)
}

#[test]
fn a_half_on_the_way_takes_the_place_of_quality_and_long_run_and_is_recovered_from() {
    let planned = season("[[tuneup]]\nname = \"Half\"\ndate = 2027-03-07\ndistance = \"half\"\n");
    let race = date("2027-03-07");
    assert_eq!(kinds(&planned, race), [Kind::Race]);
    let week: Vec<NaiveDate> = (1..7).map(|day| race - Days::new(day)).collect();
    for day in &week {
        for kind in kinds(&planned, *day) {
            assert!(
                kind != is(SessionKind::Long) && kind != is(SessionKind::Quality),
                "{day}: {kind:?}"
            );
        }
    }
    for after in 1..7 {
        let day = race + Days::new(after);
        assert!(
            !kinds(&planned, day).contains(&is(SessionKind::Quality)),
            "R13: quality on {day}"
        );
    }
    let index = planned
        .schedule
        .days
        .iter()
        .find(|day| day.date == race)
        .unwrap()
        .week;
    let run = planned.schedule.run_in_week(index);
    let planned_week = season("").schedule.run_in_week(index);
    assert_eq!(
        run + Distance::HALF_MARATHON,
        (run + Distance::HALF_MARATHON).min(planned_week.scale(76, 100))
    );
}

#[test]
fn a_c_race_takes_the_place_of_one_session_and_leaves_the_week_as_it_is() {
    let planned = season("[[tuneup]]\ndate = 2027-03-13\ndistance = \"5k\"\npriority = \"C\"\n");
    assert_eq!(kinds(&planned, date("2027-03-13")), [Kind::Race]);
    let index = planned
        .schedule
        .days
        .iter()
        .find(|day| day.date == date("2027-03-13"))
        .unwrap()
        .week;
    let without = season("").schedule.run_in_week(index);
    assert_eq!(planned.schedule.run_in_week(index) + Distance::FIVE_K, without);
}

#[test]
fn a_club_run_takes_a_session_with_its_time_and_place_and_never_adds_one() {
    let club = |day: &str, more: &str| {
        let meets = format!("name = \"Crew\"\non = [\"{day}\"]\ntime = 18:30:00\nplace = \"Cafe\"\n");
        format!("[[club]]\n{meets}takes = [\"medium\"]\n{more}")
    };
    every_club_run_is_one(&season(&club("thu", "")), Weekday::Thu);
    every_club_run_is_one(&season(&club("wed", "mandatory = true\n")), Weekday::Wed);
}

fn every_club_run_is_one(planned: &Planned, weekday: Weekday) {
    let without = season("");
    assert_eq!(
        days(&planned.schedule).len(),
        days(&without.schedule).len(),
        "a club adds nothing"
    );
    let mut with_club = 0;
    for day in &planned.schedule.days {
        for session in day.sessions.iter().filter(|session| session.club.is_some()) {
            assert_eq!(day.date.weekday(), weekday);
            assert_eq!(session.start, chrono::NaiveTime::from_hms_opt(18, 30, 0));
            assert_eq!(session.place.as_ref().unwrap().name, "Cafe");
            with_club += 1;
        }
    }
    assert!(with_club >= 14, "the medium runs go to the club: {with_club}");
}

#[test]
fn after_a_week_of_illness_everything_is_easy_and_nothing_is_made_up_for() {
    let planned = season("[[off]]\nfrom = 2027-02-01\nto = 2027-02-07\nwhy = \"ill\"\n");
    let without = season("");
    for day in 0..=7 {
        let day = date("2027-02-01") + Days::new(day);
        let training = |kind: &Kind| matches!(kind, Kind::Session(kind) if kind.is_training() && *kind != SessionKind::Mobility);
        assert!(
            !kinds(&planned, day).iter().any(training),
            "I1: training on {day}"
        );
    }
    for day in 1..=7 {
        let day = date("2027-02-07") + Days::new(day);
        assert!(
            !kinds(&planned, day).contains(&is(SessionKind::Quality)),
            "easy on {day}"
        );
    }
    for week in 0..planned.schedule.weeks.len() {
        let (now, before) = (
            planned.schedule.run_in_week(week),
            without.schedule.run_in_week(week),
        );
        assert!(
            now <= before,
            "week {week} holds {} and held {}",
            now.exact(),
            before.exact()
        );
    }
    let slower = planned
        .season
        .paces_on(date("2027-03-01"), planned.inputs.days_off());
    let before = planned
        .season
        .paces_on(date("2027-01-20"), planned.inputs.days_off());
    let easy = longrun::pace::Effort::Easy;
    assert!(slower.typical(easy).secs_per_km() > before.typical(easy).secs_per_km());
}

#[test]
fn a_session_moved_by_hand_stays_there_against_the_rules_and_says_so() {
    let planned = season(
        "[[move]]\nfrom = 2027-02-09\nsession = \"quality\"\nto = 2027-02-08\n\
         [[move]]\nfrom = 2027-02-07\nsession = \"long\"\nto = 2027-02-07\n",
    );
    // The long run is held to the day before, and quality there breaks P6.
    assert!(kinds(&planned, date("2027-02-08")).contains(&is(SessionKind::Quality)));
    assert!(kinds(&planned, date("2027-02-07")).contains(&is(SessionKind::Long)));
    assert!(planned.codes().contains(&"FIXED"), "{:?}", planned.codes());
    let wrong = season("[[move]]\nfrom = 2027-02-10\nsession = \"mind\"\nto = 2027-02-11\n");
    assert!(wrong.codes().contains(&"MOVE"));
}

#[test]
fn three_days_away_in_week_nine_move_nothing_outside_weeks_eight_to_ten() {
    let before = season("");
    let published = PriorPlacement {
        held: days(&before.schedule),
        days: days(&before.schedule),
        ..PriorPlacement::new(date("2027-01-10"))
    };
    for first in 0..5 {
        let from = date("2027-02-08") + Days::new(first);
        let away = format!("[[away]]\nfrom = {from}\nto = {}\n", from + Days::new(2));
        let after = season(&away);
        let now = schedule_after(&after.inputs, Some(&published), &Faults::new());
        let (first, last) = (date("2027-02-01"), date("2027-02-21"));
        let lost: Vec<_> = now.left_out.iter().map(|out| out.role.clone()).collect();
        let new = days(&now);
        let mut moved = 0;
        for (role, day) in &published.days {
            let inside = (first..=last).contains(day);
            match new.get(role) {
                Some(other) => {
                    assert!(inside || other == day, "{role:?} moved from {day} to {other}");
                    moved += usize::from(other != day);
                }
                None => assert!(lost.contains(role) && inside, "{role:?} of {day} vanished"),
            }
        }
        assert!(
            moved <= 5,
            "{moved} sessions moved for three days away from {from}"
        );
    }
}

#[test]
fn what_lies_behind_stays_whatever_changes() {
    let before = season("");
    let today = date("2027-03-01");
    let published = PriorPlacement {
        held: days(&before.schedule),
        days: days(&before.schedule),
        ..PriorPlacement::new(today)
    };
    let after = season("[week]\nlong = \"sat\"\n");
    let now = schedule_after(&after.inputs, Some(&published), &Faults::new());
    let new = days(&now);
    for (role, day) in published
        .days
        .iter()
        .filter(|(role, day)| **day < today && role.block != "race")
    {
        assert_eq!(new.get(role), Some(day), "{role:?}");
    }
}

#[test]
fn explain_names_the_blocked_sunday_and_the_rule_that_chose_the_new_day() {
    let planned = season("[week]\nlong = \"sun 08:00\"\n[[away]]\nfrom = 2027-02-14\nwhy = \"Wedding\"\n");
    let days = days(&planned.schedule);
    let (_, day) = days
        .iter()
        .find(|(role, day)| role.session == "long" && (date("2027-02-08")..=date("2027-02-14")).contains(day))
        .unwrap();
    let explanation = explain(&planned.inputs, None, *day).unwrap();
    let long = explanation
        .sessions
        .iter()
        .find(|session| session.role.session == "long")
        .unwrap();
    let sunday = long
        .others
        .iter()
        .find(|other| other.date == date("2027-02-14"))
        .unwrap();
    match &sunday.verdict {
        Verdict::Impossible(why) => {
            let why = why.words(Audience::Terminal);
            assert!(why.contains("Wedding"), "{why}");
        }
        Verdict::Worse { .. } => panic!("Sunday is away"),
    }
    let next = &long.others[0];
    let Verdict::Worse { points, breaks, .. } = &next.verdict else {
        panic!("{next:?}")
    };
    assert!(
        *points > 0 && !breaks.is_empty(),
        "the next best day is worse by a rule: {next:?}"
    );
}

#[test]
fn explain_names_what_to_give_up_with_its_line() {
    let planned = season(
        "[week]\nrest = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]\n[[away]]\nfrom = 2027-02-13\nto = 2027-02-14\n",
    );
    let explanation = explain(&planned.inputs, None, date("2027-02-10")).unwrap();
    let long = explanation
        .left_out
        .iter()
        .find(|out| out.role.session == "long")
        .unwrap();
    let wishes: Vec<String> = long
        .give_up
        .iter()
        .map(|set| {
            set.iter()
                .map(|wish| format!("{}:{}", wish.text, wish.span.as_ref().unwrap().line()))
                .collect()
        })
        .collect();
    assert_eq!(wishes, ["away 2027-02-13 to 2027-02-14:10"]);
}

#[test]
fn a_week_into_which_everything_is_moved_holds_it_or_says_what_found_no_day() {
    let calm = season("");
    let days = days(&calm.schedule);
    let mut moves = String::new();
    let mut roles = Vec::new();
    for (role, date) in &days {
        let first = days.values().min().copied().unwrap();
        if (*date - first).num_days() <= 20 && role.session != "race" {
            moves.push_str(&format!(
                "[[move]]\nsession = \"{}\"\nfrom = {date}\nto = 2027-01-{:02}\n",
                role.session,
                4 + roles.len() % 7
            ));
            roles.push(role.clone());
        }
    }
    assert!(roles.len() > 20, "{}", roles.len());
    let moved = season(&moves);
    let held = moved
        .schedule
        .days
        .iter()
        .filter(|day| (date("2027-01-04")..=date("2027-01-10")).contains(&day.date))
        .map(|day| day.sessions.len())
        .sum::<usize>();
    let lost = moved.schedule.left_out.len();
    assert!(held + lost >= roles.len(), "{held} and {lost} of {}", roles.len());
}
