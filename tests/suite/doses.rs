//! Workouts of a week smaller than the one that they are written for: fewer and shorter repeats, as the rules in
//! docs/design.md have it.

use longrun::plan::SessionKind;
use longrun::schedule::Kind;
use longrun::units::Distance;

use crate::seasons::{Planned, plan, plan_with};

/// The workouts of a week's sessions of a kind, in the order of its days.
fn workouts(planned: &Planned, week: u32, kind: SessionKind) -> Vec<String> {
    let week = planned.schedule.weeks.iter().position(|one| one.number == week);
    let days = planned.schedule.days.iter().filter(|day| Some(day.week) == week);
    days.flat_map(|day| &day.sessions)
        .filter(|session| session.kind == Kind::Session(kind))
        .map(|session| session.workout.to_string())
        .collect()
}

fn quality(planned: &Planned, week: u32) -> Vec<String> {
    let main = |workout: &String| {
        let inside = workout.strip_prefix("15 min easy, ");
        let inside = inside.and_then(|inside| inside.strip_suffix(", 10 min easy"));
        inside.unwrap_or(workout).to_owned()
    };
    workouts(planned, week, SessionKind::Quality)
        .iter()
        .map(main)
        .collect()
}

fn volumes(planned: &Planned) -> Vec<f64> {
    let weeks = planned.schedule.weeks.iter();
    weeks.filter_map(|week| week.volume).map(Distance::km).collect()
}

fn ten_km(volume: &str) -> Planned {
    plan(&format!(
        "plan = \"10k-12\"\nvolume = \"{volume}\"\n[race]\ndate = 2027-04-18\n"
    ))
}

#[test]
fn a_small_week_has_smaller_workouts() {
    let whole = ten_km("55 km");
    let small = ten_km("35 km");
    assert_eq!(quality(&whole, 6), ["4 x 800 m @ I / 400 m jog", "20 min @ T"]);
    assert_eq!(
        quality(&small, 6),
        ["3 x 800 m @ I / 400 m jog", "15 min @ T"],
        "8 % and 10 % of 34 km"
    );
    assert_eq!(quality(&whole, 7)[1], "4 x 6 min @ T / 75 s jog");
    assert_eq!(quality(&small, 7)[1], "4 x 4 min @ T / 75 s jog", "not 2 x 6 min");
    assert_eq!(quality(&whole, 10)[0], "4 x 1600 m @ 10k / 400 m jog");
    assert_eq!(
        quality(&small, 10)[0],
        "3 x 1600 m @ 10k / 400 m jog",
        "12 km are no run for who has run 10"
    );
    assert_eq!(
        quality(&ten_km("90 km"), 6),
        quality(&whole, 6),
        "and no larger ones"
    );
    assert!(volumes(&small).iter().all(|km| km * 2.0 == (km * 2.0).round()));
}

#[test]
fn a_small_week_of_four_runs_has_one_workout() {
    let small = ten_km("35 km");
    assert_eq!(quality(&ten_km("55 km"), 3).len(), 2);
    assert_eq!(
        quality(&small, 3).len(),
        1,
        "two easy runs of 4 km do not fit beside two"
    );
    assert_eq!(workouts(&small, 3, SessionKind::Easy).len(), 2);
    assert_eq!(quality(&small, 6).len(), 2, "here they do");
}

/// A plan of one 40 km week with this session, in a season of this volume.
fn own(session: &str, volume: &str) -> Planned {
    let own = format!(
        "volume = {{ peak = \"40 km\", range = \"20-80 km\" }}\ngoal = \"10k\"\nvdot = 45\n[[phase]]\nname = \"Build\"\n\
         week = [{{ volume = \"40 km\", long = \"12 km\", {session}, easy = 2 }}]\n"
    );
    plan_with(
        "own",
        &own,
        &format!("plan = \"own\"\nvolume = \"{volume}\"\n[race]\ndate = 2027-04-18\n"),
    )
}

#[test]
fn a_workout_always_fits_the_week_it_is_written_for() {
    let of = |volume: &str| {
        quality(
            &own(
                "quality = \"15 min easy, 6 x 1 km @ I / 2 min jog, 10 min easy\"",
                volume,
            ),
            1,
        )
    };
    assert_eq!(of("40 km"), ["6 x 1 km @ I / 2 min jog"], "15 % of its week");
    assert_eq!(of("80 km"), of("40 km"));
    assert_eq!(
        of("30 km"),
        ["4 x 1 km @ I / 2 min jog"],
        "the same share, which is 4.5 km"
    );
}

#[test]
fn a_ladder_keeps_its_rungs() {
    let ladder = "quality = \"15 min easy, 4 x (3 min @ T, 2 min @ T / 1 min jog), 10 min easy\"";
    assert_eq!(
        quality(&own(ladder, "40 km"), 1),
        ["4 x (3 min @ T, 2 min @ T) / 1 min jog"]
    );
    assert_eq!(
        quality(&own(ladder, "24 km"), 1),
        ["2 x (3 min @ T, 2 min @ T) / 1 min jog"]
    );
}

#[test]
fn scaling_makes_no_ramp() {
    // As written, 45 km are followed by 50 km, which rounding to half kilometres allows.
    assert_eq!(volumes(&ten_km("55 km"))[1..3], [45.0, 50.0]);
    assert_eq!(volumes(&ten_km("35 km"))[1..3], [28.5, 31.5], "not 32 km");
    assert_eq!(volumes(&ten_km("90 km"))[1..3], [73.5, 81.0], "not 82 km");
    assert_eq!(volumes(&ten_km("90 km")).into_iter().fold(0.0, f64::max), 91.0);
}

#[test]
fn a_long_run_in_minutes_keeps_its_share_of_a_small_week() {
    let fourth = |weekly: &str| {
        let season = "plan = \"post-marathon-recovery\"\nprevious.date = 2027-04-11\nprevious.distance = \"marathon\"\n";
        workouts(
            &plan(&format!("{season}athlete.weekly = \"{weekly}\"\n")),
            4,
            SessionKind::Long,
        )
    };
    assert_eq!(fourth("60 km"), ["1 h 15 min easy"], "as it is written");
    assert_eq!(fourth("90 km"), fourth("60 km"));
    assert_eq!(fourth("30 km"), ["35 min easy"], "half of it, in fives");
}

#[test]
fn rounding_makes_no_long_run_too_large_for_its_week() {
    let longest = |volume: &str| {
        let planned = crate::loading::marathon(&format!("volume = \"{volume}\""), "");
        workouts(&planned, 15, SessionKind::Long)
    };
    assert_eq!(longest("75 km"), ["30 km easy"], "of 74.5 km, as it is written");
    assert_eq!(longest("67 km"), ["26.5 km easy"], "not 27 km of 66.5");
    assert_eq!(longest("90 km"), ["31 km easy"], "three hours");
}

#[test]
fn a_runner_faster_than_the_plans_runs_no_further_at_a_pace() {
    let with = |recent: &str| {
        let athlete = format!("[athlete]\nrecent = \"{recent}\"\n");
        let season = "plan = \"10k-12\"\n[race]\ndate = 2027-04-18\n";
        quality(&plan(&format!("{season}{athlete}")), 7)
    };
    let [slow, fast] = ["5k 22:00", "5k 17:00"].map(with);
    assert_eq!(slow[1], "4 x 6 min @ T / 75 s jog");
    assert_eq!(fast[1], "4 x 5 min @ T / 75 s jog", "6.6 km of 55.5 are too many");
}
