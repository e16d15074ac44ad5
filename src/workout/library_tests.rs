//! Every workout of the session library can be written in the notation and has the expected size.

use super::Workout;
use crate::pace::{Effort, PaceModel, Paces, Vdot};
use crate::units::{Between, Distance, Duration};

/// Name; main set; its kilometres and minutes; kilometres and minutes with 15 min easy before and 10 min
/// after; intensity points. Computed at VDOT 45 with the book's paces.
#[rustfmt::skip]
const LIBRARY: [(&str, &str, f64, f64, f64, f64, f64); 46] = [
    ("hill-sprints-6x10", "6 x 10 s hill / 90 s walk", 0.9, 8.0, 5.3, 34.0, 8.0),
    ("hills-8x45", "8 x 45 s hill / 75 s jog", 2.5, 15.0, 6.9, 40.0, 15.0),
    ("hills-6x60", "6 x 1 min hill / 90 s jog", 2.4, 14.0, 6.7, 38.0, 15.0),
    ("fartlek-6x1-1", "6 x 1 min I / 1 min jog", 2.2, 11.0, 6.5, 36.0, 13.0),
    ("fartlek-8x1-1", "8 x 1 min I / 1 min jog", 2.9, 15.0, 7.3, 40.0, 16.0),
    ("fartlek-10x1-1", "10 x 1 min I / 1 min jog", 3.7, 19.0, 8.1, 44.0, 18.0),
    ("fartlek-6x2-2", "6 x 2 min I / 2 min jog", 4.3, 22.0, 8.7, 47.0, 20.0),
    ("sprint-8x20-40", "8 x 20 s R / 40 s walk", 1.1, 7.0, 5.5, 32.0, 11.0),
    ("runwalk-6x400-200", "6 x 400 m I / 200 m walk", 3.4, 21.0, 7.8, 46.0, 18.0),
    ("reps-6x200", "6 x 200 m R / 200 m jog", 2.2, 11.0, 6.6, 36.0, 15.0),
    ("reps-8x200", "8 x 200 m R / 200 m jog", 3.0, 16.0, 7.4, 41.0, 18.0),
    ("reps-6x400", "6 x 400 m R / 400 m jog", 4.4, 23.0, 8.8, 48.0, 23.0),
    ("tempo-15", "15 min T", 3.2, 15.0, 7.6, 40.0, 15.0),
    ("tempo-20", "20 min T", 4.3, 20.0, 8.7, 45.0, 18.0),
    ("tempo-25", "25 min T", 5.4, 25.0, 9.8, 50.0, 21.0),
    ("cruise-3x6", "3 x 6 min T / 75 s jog", 4.3, 20.0, 8.6, 46.0, 18.0),
    ("cruise-3x8", "3 x 8 min T / 90 s jog", 5.6, 27.0, 10.0, 52.0, 21.0),
    ("cruise-4x8", "4 x 8 min T / 90 s jog", 7.6, 36.0, 12.0, 62.0, 26.0),
    ("cruise-3x10", "3 x 10 min T / 2 min jog", 7.1, 34.0, 11.5, 59.0, 25.0),
    ("cruise-2x15", "2 x 15 min T / 3 min jog", 6.9, 33.0, 11.3, 58.0, 25.0),
    ("cruise-4x6", "4 x 6 min T / 75 s jog", 5.7, 28.0, 10.1, 53.0, 21.0),
    ("vo2-4x3", "4 x 3 min I / 150 s jog", 4.0, 20.0, 8.3, 44.0, 20.0),
    ("vo2-5x3", "5 x 3 min I / 150 s jog", 5.0, 25.0, 9.4, 50.0, 23.0),
    ("vo2-4x800", "4 x 800 m I / 400 m jog", 4.4, 22.0, 8.8, 47.0, 21.0),
    ("vo2-5x800", "5 x 800 m I / 400 m jog", 5.6, 28.0, 10.0, 53.0, 25.0),
    ("vo2-5x1000", "5 x 1000 m I / 400 m jog", 6.6, 32.0, 11.0, 57.0, 30.0),
    ("vo2-4x1000", "4 x 1000 m I / 400 m jog", 5.2, 25.0, 9.6, 50.0, 25.0),
    ("vo2-6x1000", "6 x 1000 m I / 400 m jog", 8.0, 39.0, 12.4, 64.0, 34.0),
    ("vo2-5x1200", "5 x 1200 m I / 400 m jog", 7.6, 36.0, 12.0, 61.0, 34.0),
    ("5kp-5x800", "5 x 800 m @ 5k / 300 m jog", 5.2, 25.0, 9.6, 50.0, 24.0),
    ("5kp-4x1000", "4 x 1000 m @ 5k / 400 m jog", 5.2, 25.0, 9.6, 50.0, 24.0),
    ("5kp-sharp-4x400", "4 x 400 m @ 5k / 300 m jog", 2.5, 13.0, 6.9, 38.0, 14.0),
    ("10kp-4x1600", "4 x 1600 m @ 10k / 400 m jog", 7.6, 37.0, 12.0, 62.0, 30.0),
    ("10kp-5x1000", "5 x 1000 m @ 10k / 300 m jog", 6.2, 31.0, 10.6, 56.0, 25.0),
    ("10kp-3x2000", "3 x 2000 m @ 10k / 500 m jog", 7.0, 34.0, 11.4, 59.0, 28.0),
    ("10kp-sharp-3x800", "3 x 800 m @ 10k / 400 m jog", 3.2, 16.0, 7.6, 41.0, 15.0),
    ("hmp-3x2k", "3 x 2000 m @ HM / 400 m jog", 6.8, 34.0, 11.2, 59.0, 22.0),
    ("hmp-3x3k", "3 x 3000 m @ HM / 500 m jog", 10.0, 49.0, 14.4, 74.0, 30.0),
    ("hmp-2x5k", "2 x 5000 m @ HM / 800 m jog", 10.8, 53.0, 15.2, 78.0, 32.0),
    ("hmp-sharp-3x1k", "3 x 1000 m @ HM / 400 m jog", 3.8, 20.0, 8.2, 45.0, 15.0),
    ("mp-6k", "6000 m M", 6.0, 30.0, 10.4, 55.0, 20.0),
    ("mp-8k", "8000 m M", 8.0, 39.0, 12.4, 64.0, 24.0),
    ("mp-10k", "10000 m M", 10.0, 49.0, 14.4, 74.0, 28.0),
    ("mp-sharp-3k", "3000 m M", 3.0, 15.0, 7.4, 40.0, 13.0),
    ("steady-20", "20 min M", 4.1, 20.0, 8.4, 45.0, 15.0),
    ("steady-30", "30 min M", 6.1, 30.0, 10.5, 55.0, 20.0),
];

fn parse(text: &str) -> Workout {
    Workout::parse(text, &|_| None).unwrap()
}

fn paces(model: PaceModel) -> Paces {
    Paces::from_vdot(Vdot::new(45.0).unwrap(), model)
}

#[test]
fn every_library_workout_has_the_size_in_the_table() {
    let paces = paces(PaceModel::Book3);
    for (name, main, main_km, main_minutes, km, minutes, points) in LIBRARY {
        let near = |workout: &Workout, km: f64, minutes: f64| {
            let (distance, duration) = (workout.distance(&paces), workout.duration(&paces));
            assert!(distance.is_exact() && duration.is_exact());
            let (got_km, got_minutes) = (distance.low.km(), duration.low.minutes_f64());
            assert!((got_km - km).abs() <= 0.15, "{name}: {got_km:.2} km, wanted {km}");
            assert!(
                (got_minutes - minutes).abs() <= 1.5,
                "{name}: {got_minutes:.1} min, wanted {minutes}"
            );
        };
        near(&parse(main), main_km, main_minutes);
        let whole = parse(&format!("15 min easy, {main}, 10 min easy"));
        near(&whole, km, minutes);
        let got = whole.points(&paces);
        assert!(
            (got - points).abs() <= 1.5,
            "{name}: {got:.1} points, wanted {points}"
        );
        assert_eq!(parse(&whole.to_string()), whole);
    }
}

#[test]
fn the_online_model_differs_little() {
    let (book, online) = (paces(PaceModel::Book3), paces(PaceModel::Online));
    for (name, main, ..) in LIBRARY {
        let workout = parse(main);
        let (a, b) = (
            workout.distance(&book).low.km(),
            workout.distance(&online).low.km(),
        );
        assert!((a - b).abs() < 0.1, "{name}: {a} and {b}");
    }
}

#[test]
fn ranges_stay_ranges() {
    let paces = paces(PaceModel::Online);
    let km = |text: &str| parse(text).distance(&paces);
    assert_eq!(km("10-12 km"), Between::<Distance>::parse("10-12 km").unwrap());
    assert_eq!(
        km("6-8 x 1 km / 500 m"),
        Between::<Distance>::parse("8.5-11.5 km").unwrap()
    );
    let minutes = parse("40-50 min").duration(&paces);
    assert_eq!(minutes, Between::<Duration>::parse("40-50 min").unwrap());
}

#[test]
fn a_workout_inside_a_run_counts_towards_it() {
    let paces = paces(PaceModel::Online);
    let sprints = parse("8 x 20 s fast / 40 s walk");
    let library = |_: &str| Some(sprints.clone());
    let run = Workout::parse("10-12 km with sprints", &library).unwrap();
    assert_eq!(
        run.distance(&paces),
        Between::<Distance>::parse("10-12 km").unwrap()
    );
    assert_eq!(
        run.time_at(&paces, |effort| effort == Effort::Fast),
        Duration::from_secs(160)
    );
    let plain = parse("10-12 km").duration(&paces);
    assert_eq!(run.duration(&paces).low.secs().abs_diff(plain.low.secs()) / 60, 0);
    let short = Workout::parse("500 m with sprints", &library).unwrap();
    assert_eq!(short.distance(&paces).low, sprints.distance(&paces).low);
    let timed = Workout::parse("45 min with sprints", &library).unwrap();
    assert_eq!(timed.duration(&paces).low, Duration::from_minutes(45));
}

#[test]
fn sessions_other_than_running_have_no_distance() {
    let paces = paces(PaceModel::Online);
    for text in [
        "rest",
        "strength 40 min",
        "walk 30 min",
        "30 min walk",
        "appointment massage",
    ] {
        let workout = parse(text);
        assert!(!workout.is_run(), "{text}");
        assert_eq!(
            workout.distance(&paces),
            Between::exactly(Distance::ZERO),
            "{text}"
        );
    }
    let minutes = |text: &str| parse(text).duration(&paces).low.secs() / 60;
    assert_eq!(minutes("rest"), 0);
    assert_eq!(minutes("strength 40 min"), 40);
    assert_eq!(minutes("strength"), 45);
    assert_eq!(minutes("30 min walk"), 30);
    assert!(parse("rest").is_rest() && !parse("strength").is_rest());
}

#[test]
fn the_hardest_effort_is_the_main_one() {
    let main = |text: &str| parse(text).main_effort();
    assert_eq!(
        main("15 min easy, 3 x (8 min @ T / 90 s jog), 10 min easy"),
        Some(Effort::Threshold)
    );
    assert_eq!(
        main("8 km easy + 6 x 20 s strides / 60 s walk"),
        Some(Effort::Easy)
    );
    assert_eq!(main("22 km, 8 km @ M"), Some(Effort::Marathon));
    assert_eq!(main("strength 40 min"), None);
    assert!(parse("8 km + 6 x 20 s strides").has_strides());
}

#[test]
fn time_and_distance_at_an_effort() {
    let paces = paces(PaceModel::Online);
    let workout = parse("15 min, 2 x (3 x 1 km @ I / 400 m jog) / 3 min walk, 10 min");
    assert_eq!(
        workout.distance_at(&paces, |effort| effort == Effort::Interval),
        Distance::from_metres(6_000)
    );
    assert_eq!(
        workout.distance_at(&paces, |effort| effort == Effort::Jog),
        Distance::from_metres(1_600)
    );
    assert_eq!(
        workout.time_at(&paces, |effort| effort == Effort::Walk),
        Duration::from_minutes(3)
    );
    assert_eq!(
        workout.time_at(&paces, |effort| effort == Effort::Easy),
        Duration::from_minutes(25)
    );
}
