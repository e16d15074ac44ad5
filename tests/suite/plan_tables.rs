//! The race plans at their own volume match the tables of `tests/tables`: one week per line with its volume,
//! long run, medium run, quality sessions and easy runs.

use longrun::plan::{SessionKind, Size, Sizes, built_in};
use longrun::schedule::{Kind, Session};
use longrun::units::Distance;

use crate::seasons::{Planned, plan};

const TABLES: [(&str, &str); 8] = [
    ("5k-10", include_str!("../tables/5k-10.txt")),
    ("10k-12", include_str!("../tables/10k-12.txt")),
    ("half-novice-14", include_str!("../tables/half-novice-14.txt")),
    ("half-12", include_str!("../tables/half-12.txt")),
    (
        "marathon-novice-20",
        include_str!("../tables/marathon-novice-20.txt"),
    ),
    (
        "marathon-intermediate-18",
        include_str!("../tables/marathon-intermediate-18.txt"),
    ),
    (
        "marathon-advanced-18",
        include_str!("../tables/marathon-advanced-18.txt"),
    ),
    ("base-8", include_str!("../tables/base-8.txt")),
];

/// A week of a table, or of a schedule in the table's notation.
#[derive(Debug, PartialEq)]
struct Week {
    phase: String,
    volume: String,
    long: String,
    medium: String,
    quality: String,
    easy: String,
}

fn rows(table: &str) -> Vec<Week> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    let row = |line: &str| {
        let cells: Vec<String> = line.split('|').map(|cell| cell.trim().to_owned()).collect();
        let [_, phase, volume, long, medium, quality, easy] = <[String; 7]>::try_from(cells).unwrap();
        Week {
            phase,
            volume,
            long,
            medium,
            quality,
            easy,
        }
    };
    lines.map(row).collect()
}

/// A plan on dates for an unspecified runner: at its own volume and VDOT.
fn as_written(name: &str) -> Planned {
    let goal = built_in()
        .plan(name, &longrun::diagnostic::Faults::new())
        .unwrap()
        .goal;
    match goal {
        Some(_) => plan(&format!("plan = \"{name}\"\n[race]\ndate = 2027-04-18\n")),
        None => plan(&format!("plan = \"{name}\"\nstart = 2027-01-04\n")),
    }
}

fn km(distance: Distance) -> String {
    distance.km().to_string()
}

fn or_dash(parts: &[String], between: &str) -> String {
    if parts.is_empty() {
        "-".to_owned()
    } else {
        parts.join(between)
    }
}

/// "28 (8 M)" for a long run that ends with 8 km at marathon pace.
fn long(session: &Session) -> String {
    let text = session.workout.to_string();
    match text
        .split_once(" km easy, ")
        .map(|(_, fast)| fast.replace(" km @ ", " "))
    {
        Some(fast) => format!("{} ({fast})", km(session.distance)),
        None => km(session.distance),
    }
}

/// The plan's name for a session's workout.
fn name_of(planned: &Planned, week: usize, session: &Session) -> String {
    let week = &planned.schedule.weeks[week];
    let plan = &planned.schedule.blocks[week.block].plan;
    let row = plan
        .phases
        .iter()
        .flat_map(|phase| &phase.rows)
        .find(|row| row.span == week.span);
    let named = row.unwrap().sessions.iter().flat_map(|one| match &one.sizes {
        Sizes::Each(sizes) => sizes.as_slice(),
        Sizes::Count(_) => &[],
    });
    let mut own = named.filter_map(|size| match size {
        Size::Workout(workout, Some(name)) if *workout == session.workout => Some(name.clone()),
        _ => None,
    });
    own.next().unwrap_or_else(|| session.workout.to_string())
}

fn week_of(planned: &Planned, index: usize) -> Week {
    let week = &planned.schedule.weeks[index];
    let days = planned.schedule.days.iter().filter(|day| day.week == index);
    let sessions: Vec<&Session> = days.flat_map(|day| &day.sessions).collect();
    let of = |kind| {
        let of_kind = move |session: &&&Session| session.kind == Kind::Session(kind);
        sessions
            .iter()
            .filter(of_kind)
            .copied()
            .collect::<Vec<&Session>>()
    };
    let sizes = |kind| {
        of(kind)
            .iter()
            .map(|session| km(session.distance))
            .collect::<Vec<String>>()
    };
    let quality: Vec<String> = of(SessionKind::Quality)
        .iter()
        .map(|session| format!("{} {}", name_of(planned, index, session), km(session.distance)))
        .collect();
    let long: Vec<String> = of(SessionKind::Long)
        .iter()
        .map(|session| long(session))
        .collect();
    let easy = [sizes(SessionKind::Easy), sizes(SessionKind::Shakeout)].concat();
    Week {
        phase: format!("{}{}", week.kind.word(), if week.cutback { " light" } else { "" }),
        volume: week.volume.map_or_else(|| "-".to_owned(), km),
        long: or_dash(&long, " "),
        medium: or_dash(&sizes(SessionKind::Medium), " "),
        quality: or_dash(&quality, ", "),
        easy: or_dash(&easy, " "),
    }
}

#[test]
fn every_race_plan_matches_its_table_at_its_own_volume() {
    let mut differences = Vec::new();
    for (name, table) in TABLES {
        let planned = as_written(name);
        if planned.codes().iter().any(|code| *code != "MOVED") || !planned.schedule.left_out.is_empty() {
            differences.push(format!(
                "{name} says {:#?} {:?}",
                planned.said, planned.schedule.left_out
            ));
        }
        let expected = rows(table);
        assert_eq!(planned.schedule.weeks.len(), expected.len(), "weeks of {name}");
        for (index, expected) in expected.into_iter().enumerate() {
            let got = week_of(&planned, index);
            if got != expected {
                differences.push(format!(
                    "{name}, week {}: {got:?}\n    the table has {expected:?}",
                    index + 1
                ));
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn first_5k_counts_minutes() {
    let planned = as_written("first-5k-8");
    assert_eq!(planned.codes(), [] as [&str; 0]);
    // Minutes run in each session of the week, and the number of sessions.
    let expected = [(8, 3), (12, 3), (15, 3), (16, 3), (20, 3), (24, 3), (26, 3)];
    for (week, (minutes, times)) in expected.into_iter().enumerate() {
        let runs = runs_of(&planned, week);
        assert_eq!(runs, vec![minutes; times], "week {}", week + 1);
    }
    assert_eq!(runs_of(&planned, 7), [20, 15], "and the race");
    for pair in planned.schedule.days.windows(2) {
        let runs = |day: &longrun::schedule::Day| {
            day.sessions
                .iter()
                .any(|session| session.distance > Distance::ZERO)
        };
        assert!(
            !(runs(&pair[0]) && runs(&pair[1])),
            "two days in a row: {}",
            pair[1].date
        );
    }
}

/// The minutes of running, without the walks, in each run of a week.
fn runs_of(planned: &Planned, week: usize) -> Vec<u32> {
    let days = planned.schedule.days.iter().filter(|day| day.week == week);
    let runs = days
        .flat_map(|day| &day.sessions)
        .filter(|session| session.kind == Kind::Session(SessionKind::Easy));
    let paces = planned.season.athlete.paces(None);
    runs.map(|session| {
        let easy = session
            .workout
            .time_at(&paces, |effort| effort == longrun::pace::Effort::Easy);
        easy.secs() / 60
    })
    .collect()
}
