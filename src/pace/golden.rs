//! Published numbers that the formulas must reproduce.
//!
//! "Book" is the VDOT table of Daniels' Running Formula, 3rd ed. (2013). "Formula" is the output in seconds
//! of Daniels and Gilbert (1979). The online calculator's paces are a third party's copy of its output.

use super::*;
use crate::units::{Distance, Duration, Pace};

fn vdot(value: f64) -> Vdot {
    Vdot::new(value).unwrap()
}

fn secs(clock: &str) -> f64 {
    f64::from(Duration::parse_clock(clock).unwrap().secs())
}

fn distance(text: &str) -> Distance {
    match text {
        "half" => Distance::HALF_MARATHON,
        "marathon" => Distance::MARATHON,
        text => Distance::parse(text).unwrap(),
    }
}

#[track_caller]
fn near(got: f64, wanted: f64, tolerance: f64, what: &str) {
    assert!(
        (got - wanted).abs() <= tolerance,
        "{what}: {got:.3}, wanted {wanted} ± {tolerance:.3}"
    );
}

const RACES: [&str; 8] = [
    "1500 m", "1 mi", "3 km", "5 km", "10 km", "15 km", "half", "marathon",
];

/// VDOT; for each race the book's time and the formula's seconds.
#[rustfmt::skip]
const RACE_TIMES: [(f64, [(&str, f64); 8]); 12] = [
    (30.0, [("8:30", 509.5), ("9:11", 550.4), ("17:56", 1076.0), ("30:40", 1840.9), ("1:03:46", 3828.9), ("1:38:14", 5900.8), ("2:21:04", 8477.2), ("4:49:17", 17388.9)]),
    (35.0, [("7:25", 444.9), ("8:01", 480.7), ("15:45", 944.3), ("27:00", 1618.6), ("56:03", 3361.9), ("1:26:22", 5180.9), ("2:04:13", 7452.9), ("4:16:03", 15366.3)]),
    (40.0, [("6:35", 395.1), ("7:07", 426.9), ("14:03", 841.8), ("24:08", 1446.2), ("50:03", 3000.8), ("1:17:06", 4622.1), ("1:50:59", 6653.9), ("3:49:45", 13777.4)]),
    (45.0, [("5:56", 355.7), ("6:25", 384.3), ("12:40", 759.8), ("21:50", 1308.6), ("45:16", 2713.5), ("1:09:40", 4176.7), ("1:40:20", 6014.2), ("3:28:26", 12495.7)]),
    (50.0, [("5:24", 323.7), ("5:50", 349.8), ("11:33", 692.8), ("19:57", 1196.0), ("41:21", 2479.6), ("1:03:36", 3813.6), ("1:31:35", 5491.2), ("3:10:49", 11439.7)]),
    (55.0, [("4:57", 297.4), ("5:21", 321.3), ("10:37", 637.0), ("18:22", 1102.2), ("38:06", 2285.5), ("58:33", 3512.2), ("1:24:18", 5056.0), ("2:56:01", 10554.8)]),
    (60.0, [("4:35", 275.3), ("4:57", 297.4), ("9:50", 589.8), ("17:03", 1022.8), ("35:22", 2121.9), ("54:18", 3258.2), ("1:18:09", 4688.6), ("2:43:25", 9802.5)]),
    (65.0, [("4:16", 256.5), ("4:37", 277.0), ("9:09", 549.5), ("15:54", 954.6), ("33:01", 1982.0), ("50:40", 3041.2), ("1:12:53", 4374.4), ("2:32:35", 9155.3)]),
    (70.0, [("4:00", 240.3), ("4:19", 259.5), ("8:34", 514.6), ("14:55", 895.5), ("31:00", 1861.0), ("47:32", 2853.7), ("1:08:21", 4102.7), ("2:23:10", 8592.7)]),
    (75.0, [("3:46", 226.2), ("4:04", 244.3), ("8:04", 484.2), ("14:03", 843.7), ("29:14", 1755.2), ("44:48", 2690.1), ("1:04:23", 3865.5), ("2:14:55", 8099.4)]),
    (80.0, [("3:34", 213.9), ("3:51", 230.9), ("7:37", 457.4), ("13:17", 798.0), ("27:41", 1662.0), ("42:25", 2546.1), ("1:00:54", 3656.7), ("2:07:38", 7663.2)]),
    (85.0, [("3:23", 203.0), ("3:39", 219.1), ("7:14", 433.7), ("12:37", 757.3), ("26:19", 1579.2), ("40:17", 2418.4), ("57:50", 3471.4), ("2:01:10", 7275.1)]),
];

#[test]
fn race_times_match_the_formula_and_the_book() {
    for (value, times) in RACE_TIMES {
        for (race, (book, formula)) in RACES.into_iter().zip(times) {
            let got = vdot(value).race_time(distance(race));
            let book = secs(book);
            near(got, formula, 0.1, &format!("VDOT {value}, {race}, formula"));
            near(
                got,
                book,
                book * 0.002 + 0.5,
                &format!("VDOT {value}, {race}, book"),
            );
        }
    }
}

#[rustfmt::skip]
const RESULTS: [(&str, &str, f64); 12] = [
    ("5 km", "19:57", 49.952), ("5 km", "20:00", 49.806), ("5 km", "25:00", 38.309), ("5 km", "24:34", 39.110),
    ("10 km", "41:21", 49.967), ("10 km", "50:00", 40.012), ("half", "1:31:35", 49.960), ("half", "2:00:00", 36.459),
    ("marathon", "3:10:49", 49.952), ("marathon", "4:00:00", 37.904), ("1 mi", "6:00", 48.417), ("15 km", "1:07:48", 46.397),
];

#[test]
fn results_give_their_vdot() {
    for (race, time, wanted) in RESULTS {
        let time = Duration::parse_clock(time).unwrap();
        near(
            Vdot::from_race(distance(race), time).unwrap().value(),
            wanted,
            0.002,
            race,
        );
    }
}

#[test]
fn one_result_predicts_the_other_races() {
    let vdot = Vdot::from_race(distance("15 km"), Duration::parse_clock("1:07:48").unwrap()).unwrap();
    for (race, wanted) in [
        ("5 km", 1_274.9),
        ("10 km", 2_643.5),
        ("half", 5_857.8),
        ("marathon", 12_180.8),
    ] {
        near(vdot.race_time(distance(race)), wanted, 0.1, race);
    }
}

#[test]
fn the_equations_give_their_known_values() {
    use super::vdot::{oxygen_cost, speed_exact, sustainable_share};
    near(oxygen_cost(300.0), 59.4374, 1e-4, "oxygen at 300 m/min");
    near(speed_exact(50.0), 260.772, 1e-3, "speed at 50");
    near(speed_exact(44.0), 235.112, 1e-3, "speed at 44");
    near(sustainable_share(20.0), 0.952_983, 1e-6, "share for 20 min");
    near(sustainable_share(180.0), 0.818_992, 1e-6, "share for 180 min");
}

#[test]
fn results_that_say_nothing_are_refused() {
    let result = |race, time| Vdot::from_race(distance(race), Duration::parse_clock(time).unwrap());
    let fault = |race, time| result(race, time).unwrap_err().to_string();
    assert_eq!(
        fault("1 km", "3:20"),
        "3:20 minutes are too short to tell paces from: give a race of at least 3:30 minutes"
    );
    assert_eq!(
        fault("marathon", "6:00:01"),
        "6:00:01 is too long to tell paces from: give a race of at most 6:00:00"
    );
    assert_eq!(
        fault("marathon", "1:00:00"),
        "42.195 km in 1:00:00 is not a running result"
    );
    assert_eq!(fault("0 m", "20:00"), "0 m in 20:00 is not a running result");
    assert!(Vdot::new(f64::NAN).is_err());
    assert!(!vdot(24.0).in_tables() && vdot(25.0).in_tables() && !vdot(86.0).in_tables());
    assert_eq!(vdot(50.0).race_time(Distance::ZERO), 0.0);
}

/// Days off; the share of VDOT left without and with cross-training.
#[rustfmt::skip]
const BREAKS: [(u32, f64, f64); 16] = [
    (0, 1.0, 1.0), (5, 1.0, 1.0),
    (6, 0.997, 0.998), (7, 0.994, 0.997), (10, 0.985, 0.992), (14, 0.973, 0.986),
    (21, 0.952, 0.976), (28, 0.931, 0.965), (35, 0.910, 0.955), (42, 0.889, 0.944),
    (49, 0.868, 0.934), (56, 0.847, 0.923), (63, 0.826, 0.913), (70, 0.805, 0.902),
    (72, 0.800, 0.900),
    (u32::MAX, 0.8, 0.9),
];

#[test]
fn a_break_costs_what_the_table_says() {
    for (days, none, cross) in BREAKS {
        near(fvdot(days, false), none, 0.001, &format!("{days} days"));
        near(
            fvdot(days, true),
            cross,
            0.001,
            &format!("{days} days with cross-training"),
        );
    }
    near(
        vdot(50.0).after_break(14, false).value(),
        48.65,
        0.001,
        "two weeks off",
    );
}

/// Goal race and time; easy fast and slow, M, T and I per mile, from the official calculator.
#[rustfmt::skip]
const ONLINE: [(&str, &str, [&str; 5]); 13] = [
    ("marathon", "5:00:00", ["11:38", "12:45", "11:25", "10:11", "9:00"]),
    ("marathon", "4:30:00", ["10:57", "12:00", "10:17", "9:22", "8:26"]),
    ("marathon", "4:00:00", ["10:11", "11:11", "9:09", "8:32", "7:50"]),
    ("marathon", "3:45:00", ["9:39", "10:36", "8:35", "8:02", "7:24"]),
    ("marathon", "3:30:00", ["9:02", "9:56", "8:01", "7:31", "6:55"]),
    ("marathon", "3:15:00", ["8:25", "9:16", "7:26", "7:00", "6:26"]),
    ("marathon", "3:00:00", ["7:48", "8:36", "6:52", "6:29", "5:58"]),
    ("marathon", "2:45:00", ["7:11", "7:55", "6:18", "5:58", "5:29"]),
    ("marathon", "2:30:00", ["6:33", "7:14", "5:43", "5:27", "5:01"]),
    ("half", "2:00:00", ["10:23", "11:24", "9:27", "8:45", "7:59"]),
    ("half", "1:45:00", ["9:21", "10:17", "8:19", "7:48", "7:10"]),
    ("half", "1:30:00", ["8:07", "8:56", "7:09", "6:45", "6:12"]),
    ("half", "1:15:00", ["6:51", "7:33", "5:59", "5:41", "5:14"]),
];

#[test]
fn the_online_model_is_the_official_calculator() {
    for (race, time, paces) in ONLINE {
        let vdot = Vdot::from_race(distance(race), Duration::parse_clock(time).unwrap()).unwrap();
        let model = Paces::unguarded(vdot, PaceModel::Online);
        let easy = model.of(Effort::Easy);
        let zones = [easy.low, easy.high].into_iter().chain(
            [Effort::Marathon, Effort::Threshold, Effort::Interval].map(|effort| model.typical(effort)),
        );
        for (got, wanted) in zones.zip(paces) {
            near(
                got.secs_per_km() * Distance::MILE.km(),
                secs(wanted),
                2.0,
                &format!("{race} {time}"),
            );
        }
    }
}

/// VDOT; easy slow and fast, M, T, I per km; I and R per 400 m in seconds.
#[rustfmt::skip]
const ONLINE_PER_KM: [(f64, [&str; 5], f64, f64); 16] = [
    (30.0, ["7:46", "7:05", "6:52", "6:10", "5:29"], 131.4, 125.4),
    (32.0, ["7:33", "6:53", "6:31", "5:55", "5:18"], 127.3, 121.3),
    (35.0, ["7:14", "6:35", "6:04", "5:35", "5:04"], 121.7, 115.7),
    (38.0, ["6:56", "6:19", "5:41", "5:17", "4:51"], 116.6, 110.6),
    (39.0, ["6:51", "6:14", "5:33", "5:12", "4:47"], 115.0, 109.0),
    (40.0, ["6:43", "6:07", "5:27", "5:06", "4:42"], 112.6, 106.6),
    (42.0, ["6:28", "5:53", "5:14", "4:54", "4:31"], 108.3, 102.3),
    (45.0, ["6:08", "5:34", "4:56", "4:38", "4:16"], 102.4, 96.4),
    (48.0, ["5:49", "5:17", "4:41", "4:24", "4:03"], 97.1, 91.1),
    (50.0, ["5:38", "5:07", "4:31", "4:15", "3:55"], 94.0, 88.0),
    (52.0, ["5:28", "4:58", "4:22", "4:07", "3:48"], 91.0, 85.0),
    (55.0, ["5:14", "4:45", "4:10", "3:56", "3:37"], 87.0, 81.0),
    (58.0, ["5:01", "4:33", "3:59", "3:46", "3:28"], 83.3, 77.3),
    (60.0, ["4:53", "4:25", "3:52", "3:40", "3:23"], 81.0, 75.0),
    (65.0, ["4:34", "4:09", "3:37", "3:26", "3:10"], 75.9, 69.9),
    (70.0, ["4:18", "3:54", "3:24", "3:14", "2:59"], 71.5, 65.5),
];

#[test]
fn the_online_model_per_kilometre() {
    for (value, paces, interval_400, repetition_400) in ONLINE_PER_KM {
        let model = Paces::unguarded(vdot(value), PaceModel::Online);
        let easy = model.of(Effort::Easy);
        let of = |effort| model.typical(effort).secs_per_km();
        let got = [
            easy.high.secs_per_km(),
            easy.low.secs_per_km(),
            of(Effort::Marathon),
            of(Effort::Threshold),
            of(Effort::Interval),
        ];
        for (got, wanted) in got.into_iter().zip(paces) {
            near(got, secs(wanted), 1.0, &format!("VDOT {value}"));
        }
        near(
            of(Effort::Interval) * 0.4,
            interval_400,
            0.1,
            &format!("VDOT {value}, I"),
        );
        near(
            of(Effort::Repetition) * 0.4,
            repetition_400,
            0.1,
            &format!("VDOT {value}, R"),
        );
    }
}

/// VDOT; easy fast and slow, M, T per km; I and R per 400 m. Zero where the book prints nothing.
#[rustfmt::skip]
const BOOK: [(f64, [&str; 4], f64, f64); 10] = [
    (30.0, ["7:27", "8:14", "7:03", "6:24"], 142.0, 0.0),
    (35.0, ["6:36", "7:21", "6:10", "5:40"], 125.0, 117.0),
    (40.0, ["5:56", "6:38", "5:29", "5:06"], 112.0, 104.0),
    (45.0, ["5:23", "6:03", "4:57", "4:38"], 102.0, 94.0),
    (50.0, ["4:56", "5:34", "4:31", "4:15"], 93.0, 87.0),
    (55.0, ["4:34", "5:10", "4:10", "3:56"], 87.0, 81.0),
    (60.0, ["4:15", "4:49", "3:52", "3:40"], 81.0, 75.0),
    (65.0, ["3:59", "4:31", "3:37", "3:26"], 76.0, 70.0),
    (70.0, ["3:44", "4:15", "3:24", "3:14"], 71.0, 65.0),
    (80.0, ["3:21", "3:49", "3:01", "2:54"], 64.0, 58.0),
];

#[test]
fn the_book_model_is_the_book() {
    for (value, [fast, slow, marathon, threshold], interval, repetition) in BOOK {
        let model = Paces::unguarded(vdot(value), PaceModel::Book3);
        let easy = model.of(Effort::Easy);
        let of = |effort| model.typical(effort).secs_per_km();
        near(
            // The fit is good to 3 s, and the book shows whole seconds.
            easy.low.secs_per_km(),
            secs(fast),
            3.5,
            &format!("VDOT {value}, easy, fast"),
        );
        near(
            easy.high.secs_per_km(),
            secs(slow),
            3.5,
            &format!("VDOT {value}, easy, slow"),
        );
        // Below VDOT 40 the book's marathon pace is slower than the formula's.
        if value >= 40.0 {
            near(
                of(Effort::Marathon),
                secs(marathon),
                4.0,
                &format!("VDOT {value}, M"),
            );
        }
        near(
            of(Effort::Threshold),
            secs(threshold),
            1.0,
            &format!("VDOT {value}, T"),
        );
        near(
            of(Effort::Interval) * 0.4,
            interval,
            1.5,
            &format!("VDOT {value}, I"),
        );
        if repetition > 0.0 {
            near(
                of(Effort::Repetition) * 0.4,
                repetition,
                1.5,
                &format!("VDOT {value}, R"),
            );
        }
    }
}

#[test]
fn easy_stays_slower_than_marathon_pace() {
    for tenths in 100..=950 {
        for model in [PaceModel::Online, PaceModel::Book3] {
            let paces = Paces::from_vdot(vdot(f64::from(tenths) / 10.0), model);
            let (easy, marathon) = (paces.of(Effort::Easy), paces.typical(Effort::Marathon));
            assert!(easy.low > marathon, "VDOT {tenths}/10");
            for (_, effort) in Effort::WORDS {
                assert!(
                    paces.of(effort).low <= paces.of(effort).high,
                    "{effort:?} at {tenths}/10"
                );
            }
            assert!(easy.high <= paces.typical(Effort::Jog));
        }
    }
}

/// The half marathon of the fastest takes about an hour: from VDOT 71 on it is run at threshold or faster.
#[test]
fn no_training_pace_is_faster_than_the_races_allow() {
    for tenths in 200..=850 {
        let value = f64::from(tenths) / 10.0;
        for model in [PaceModel::Online, PaceModel::Book3] {
            let paces = Paces::from_vdot(vdot(value), model);
            let of = |effort| paces.typical(effort).secs_per_km();
            let (half, threshold) = (of(Effort::HalfMarathon), of(Effort::Threshold));
            let (interval, repetition) = (of(Effort::Interval), of(Effort::Repetition));
            assert!(threshold >= of(Effort::TenK), "T at {value}, {model:?}");
            assert!(interval >= of(Effort::FiveK) - 10.0, "I at {value}, {model:?}");
            assert!(of(Effort::Marathon) > half, "M and HM at {value}, {model:?}");
            assert!(half > threshold || value > 71.0, "HM and T at {value}, {model:?}");
            assert!(
                threshold > interval && interval > repetition,
                "T, I and R at {value}, {model:?}"
            );
            if value >= 39.0 {
                let published = Paces::unguarded(vdot(value), model);
                for effort in [Effort::Threshold, Effort::Interval, Effort::Repetition] {
                    assert_eq!(paces.of(effort), published.of(effort), "{effort:?} at {value}");
                }
            }
            assert_eq!(paces.known(), value >= 25.0, "{value}");
        }
    }
}

#[test]
fn paces_by_feel_are_for_planning() {
    let (usual, novice) = (Paces::by_feel(false), Paces::by_feel(true));
    assert!(!usual.known() && Paces::from_vdot(vdot(45.0), PaceModel::Online).known());
    assert_eq!(usual.typical(Effort::Easy), Pace::from_secs_per_km(390.0));
    assert_eq!(novice.typical(Effort::Easy), Pace::from_secs_per_km(420.0));
    assert_eq!(usual.typical(Effort::Threshold), Pace::from_secs_per_km(315.0));
    assert_eq!(usual.typical(Effort::Interval), Pace::from_secs_per_km(285.0));
    assert_eq!(usual.typical(Effort::Repetition), Pace::from_secs_per_km(255.0));
}
