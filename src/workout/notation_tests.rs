//! Reading and printing the notation.

use super::{Activity, Amount, Effort, NotationError, NotationErrorKind as Kind, Step, Workout};
use crate::units::{Between, Distance, DistanceUnit, Duration};
use proptest::prelude::*;

fn library(name: &str) -> Option<Workout> {
    match name {
        "cruise-3x8" => Some(parse("15 min easy, 3 x (8 min @ T / 90 s jog), 10 min easy")),
        "sprint-8x20-40" => Some(parse("8 x 20 s fast / 40 s walk")),
        _ => None,
    }
}

fn parse(text: &str) -> Workout {
    Workout::parse(text, &library).unwrap()
}

fn fault(text: &str) -> NotationError {
    Workout::parse(text, &library).unwrap_err()
}

fn run(amount: &str, effort: Effort) -> Step {
    let (_, unit) = amount.split_once(' ').unwrap();
    let amount = match DistanceUnit::of_word(unit) {
        Some(unit) => Amount::Distance {
            length: Between::<Distance>::parse(amount).unwrap(),
            unit,
        },
        None => Amount::Time(Between::<Duration>::parse(amount).unwrap()),
    };
    Step::Run { amount, effort }
}

fn repeat(times: u16, body: Vec<Step>, recovery: Step) -> Step {
    Step::Repeat {
        times: Between::exactly(times),
        body,
        recovery: Some(Box::new(recovery)),
    }
}

#[test]
fn the_examples_of_the_format_are_read() {
    assert_eq!(parse("8 km easy").steps, [run("8 km", Effort::Easy)]);
    assert_eq!(parse("10-12 km easy").steps, [run("10-12 km", Effort::Easy)]);
    let strides = repeat(6, vec![run("20 s", Effort::Strides)], run("60 s", Effort::Walk));
    assert_eq!(
        parse("45 min easy + 6 x 20 s strides / 60 s walk").steps,
        [run("45 min", Effort::Easy), strides]
    );
    let fours = repeat(
        4,
        vec![run("400 m", Effort::Repetition)],
        run("400 m", Effort::Jog),
    );
    assert_eq!(
        parse("2 x (4 x 400 m @ R / 400 m jog) / 3 min walk").steps,
        [repeat(2, vec![fours], run("3 min", Effort::Walk))]
    );
    assert_eq!(
        parse("cross 45 min bike").steps,
        [Step::Activity {
            activity: Activity::Cross,
            amount: Some(Between::exactly(Duration::from_minutes(45))),
            note: Some("bike".into()),
        }]
    );
    assert_eq!(parse("rest").steps, [Step::Rest]);
}

#[test]
fn different_spellings_are_the_same_workout() {
    for (text, printed) in [
        ("25 km", "25 km easy"),
        ("8 km M", "8 km @ M"),
        ("8 km @m", "8 km @ M"),
        ("8 km @ easy", "8 km easy"),
        ("10 – 12 km", "10-12 km easy"),
        ("10 miles jog", "10 mi jog"),
        ("90 min", "1 h 30 min easy"),
        ("1h 30min 10k", "1 h 30 min @ 10k"),
        ("5 x (1 km @ 5k / 400 m jog)", "5 x 1 km @ 5k / 400 m jog"),
        ("5×1000 m 5k/400 m", "5 x 1000 m @ 5k / 400 m jog"),
        ("5X1 km I", "5 x 1 km @ I"),
        ("6-8 x 20 s fast / 40-60 s walk", "6-8 x 20 s fast / 40-60 s walk"),
        (
            "2 x (4 x 400 m R / 400 m / 3 min walk)",
            "2 x (4 x 400 m @ R / 400 m jog) / 3 min walk",
        ),
        (
            "2 x (1 km M, 1 km / 3 min)",
            "2 x (1 km @ M, 1 km easy) / 3 min jog",
        ),
        ("(1 km, (2 km @ HM))", "1 km easy, 2 km @ HM"),
        ("cruise-3x8", "15 min easy, 3 x 8 min @ T / 90 s jog, 10 min easy"),
        (
            "10-12 km with sprint-8x20-40",
            "10-12 km easy with sprint-8x20-40",
        ),
        ("Strength core 20 min", "strength 20 min core"),
        ("mobility", "mobility"),
        (
            "walk 30 min, mind 15 min picture the finish",
            "walk 30 min, mind 15 min picture the finish",
        ),
    ] {
        assert_eq!(parse(text).to_string(), printed, "{text}");
        assert_eq!(parse(printed), parse(text), "{text}");
    }
}

#[test]
fn a_fault_names_its_word_and_suggests_a_correction() {
    for (text, word, message) in [
        (
            "8 km eazy",
            "eazy",
            r#""eazy" does not say how hard to run: did you mean "easy"?"#,
        ),
        (
            "8 km @ tempo",
            "tempo",
            r#""tempo" does not say how hard to run: did you mean "T"?"#,
        ),
        (
            "4 x 1 km @ T / 60 s rest",
            "rest",
            r#""rest" does not say how hard to run: did you mean "walk"?"#,
        ),
        (
            "16",
            "16",
            r#""16" has no unit: write "16 km", "16 mi" or "16 min""#,
        ),
        (
            "10-12, 5 km",
            "10-12",
            r#""10-12" has no unit: write "10-12 km", "10-12 mi" or "10-12 min""#,
        ),
        ("16 kn easy", "kn", r#""kn" is not a unit: did you mean "km"?"#),
        ("10k easy", "k", r#""k" is not a unit: did you mean "km"?"#),
        (
            "6,5 km",
            "6,5",
            r#""6,5" is not a number: write decimals with a point, "6.5""#,
        ),
        (
            "cruise",
            "cruise",
            r#""cruise" is not a workout known here: write its steps, such as "8 km easy""#,
        ),
        (
            "strenght 40 min",
            "strenght",
            r#""strenght" is not a workout known here: did you mean "strength"?"#,
        ),
        (
            "8 km with speed",
            "speed",
            r#""speed" is not a workout known here: write its steps, such as "8 km easy""#,
        ),
        (
            "8 km @",
            "@",
            r#""@" needs an effort after it, such as "@ M" or "@ T""#,
        ),
        ("0 km", "0 km", "an amount of zero is no step: leave it out"),
        (
            "101 x 1 km",
            "101",
            r#""101" cannot be a number of repeats: write a whole number from 1 to 100"#,
        ),
        (
            "8-6 x 1 km",
            "8-6",
            r#""8-6" cannot be a number of repeats: write a whole number from 1 to 100"#,
        ),
        (
            "12-10 km",
            "12-10 km",
            r#""12-10 km" runs downwards: write the smaller number first"#,
        ),
        ("5 x (1 km", "(", r#"this "(" is never closed: add ")""#),
        (
            "5 km)",
            ")",
            r#"")" does not follow from what is before it: join steps with "," or "+""#,
        ),
        (
            "5 km / 1 km",
            "/",
            r#""/" is the recovery between repeats: write "5 x 1 km @ I / 400 m jog""#,
        ),
        (
            "5 x (1 km / 1 km) / 1 km",
            "/",
            r#"these repeats have a recovery already: leave one "/" out"#,
        ),
        (
            "5 x 1 km / rest",
            "rest",
            r#"a recovery is one stretch of jogging or walking, such as "/ 400 m jog""#,
        ),
        (
            "5 km,, 6 km",
            ",",
            r#""," stands where a step is expected: write one such as "8 km easy""#,
        ),
        (
            "5 km,",
            "",
            r#"the workout ends where a step is expected: write one such as "8 km easy""#,
        ),
        (
            "rest, 5 km",
            "rest, 5 km",
            r#""rest" is a day off and stands alone: leave it or the rest out"#,
        ),
        (
            "20000 km",
            "20000 km",
            r#""20000 km" is too large: the most is 10000 km"#,
        ),
    ] {
        let fault = fault(text);
        assert_eq!(fault.to_string(), message, "{text}");
        assert_eq!(&text[fault.span.clone()], word, "{text}");
    }
}

#[test]
fn hostile_sizes_are_faults() {
    let kind = |text: &str| fault(text).kind;
    assert_eq!(kind(""), Kind::Empty);
    assert_eq!(kind(&"1 km,".repeat(101)), Kind::TooLong(505));
    assert!(matches!(kind(&vec!["1km"; 100].join(",")), Kind::TooLong(_)));
    assert_eq!(kind("2 x 2 x 2 x 2 x 2 x 1 km"), Kind::TooDeep);
    assert_eq!(kind(&format!("{}1 km", "(".repeat(400))), Kind::TooDeep);
    assert_eq!(kind("100 x (100 x 1 km)"), Kind::TooManySteps);
    assert!(matches!(kind("99999999999999999999 km"), Kind::Unit(_)));
    assert!(matches!(kind("99999999999999999999 x 1 km"), Kind::Times(_)));
}

#[test]
fn a_note_that_reads_as_time_is_refused() {
    assert!(matches!(
        fault("strength 60 min 30 min").kind,
        Kind::ExpectedJoin(_)
    ));
    assert_eq!(parse("strength 3x8 squats").to_string(), "strength 3x8 squats");
}

fn unit() -> impl Strategy<Value = DistanceUnit> {
    prop_oneof![
        Just(DistanceUnit::M),
        Just(DistanceUnit::Km),
        Just(DistanceUnit::Mi)
    ]
}

fn amount() -> impl Strategy<Value = Amount> {
    let length = (1_u64..50_000_000, 0_u64..3, unit()).prop_map(|(mm, more, unit)| Amount::Distance {
        length: Between {
            low: Distance::from_mm(mm),
            high: Distance::from_mm(mm + more * 500_000),
        },
        unit,
    });
    let time = (1_u32..20_000, 0_u32..3).prop_map(|(secs, more)| {
        Amount::Time(Between {
            low: Duration::from_secs(secs),
            high: Duration::from_secs(secs + more * 60),
        })
    });
    prop_oneof![length, time]
}

fn any_run() -> impl Strategy<Value = Step> {
    (
        amount(),
        prop::sample::select(Effort::WORDS.map(|(_, effort)| effort).to_vec()),
    )
        .prop_map(|(amount, effort)| Step::Run { amount, effort })
}

fn any_step() -> impl Strategy<Value = Step> {
    let activity = (
        prop::sample::select(Activity::WORDS.map(|(_, activity)| activity).to_vec()),
        prop::option::of((1_u32..9_000).prop_map(|secs| Between::exactly(Duration::from_secs(secs)))),
        prop::option::of("[a-z]{1,6}( [a-z]{1,6})?"),
    )
        .prop_map(|(activity, amount, note)| Step::Activity {
            activity,
            amount,
            note,
        });
    let inside = any_run().prop_map(|step| match step {
        Step::Run { amount, effort } => Step::With {
            amount,
            effort,
            name: "cruise-3x8".into(),
            inner: Box::new(parse("cruise-3x8")),
        },
        other => other,
    });
    let leaf = prop_oneof![4 => any_run(), 1 => activity, 1 => inside];
    leaf.prop_recursive(3, 8, 2, |inner| {
        (
            1_u16..6,
            0_u16..3,
            prop::collection::vec(inner, 1..3),
            prop::option::of(any_run()),
        )
            .prop_map(|(low, more, body, recovery)| Step::Repeat {
                times: Between {
                    low,
                    high: low + more,
                },
                body,
                recovery: recovery.map(Box::new),
            })
    })
}

proptest! {
    #[test]
    fn what_is_printed_parses_back(steps in prop::collection::vec(any_step(), 1..4)) {
        let workout = Workout { steps };
        let text = workout.to_string();
        match Workout::parse(&text, &library) {
            Ok(again) => prop_assert_eq!(again, workout, "{}", text),
            Err(fault) => prop_assert!(
                matches!(fault.kind, Kind::TooLong(_) | Kind::TooManySteps | Kind::TooDeep), "{}: {}", text, fault
            ),
        }
    }

    #[test]
    fn printing_twice_changes_nothing(text in "([0-9]{1,2}( x |-| km| min| s| M| easy|, | / |\\(|\\)| with sprint-8x20-40|strength )?){1,12}") {
        if let Ok(workout) = Workout::parse(&text, &library) {
            let printed = workout.to_string();
            prop_assert_eq!(parse(&printed), workout);
        }
    }

    #[test]
    fn notes_survive(words in "(strength|cross)( [0-9]{1,2}| s| min| h| -|-| x| core){0,6}") {
        if let Ok(workout) = Workout::parse(&words, &library) {
            prop_assert_eq!(parse(&workout.to_string()), workout);
        }
    }

    #[test]
    fn no_text_makes_parsing_panic(text in "\\PC{0,60}") {
        if let Err(fault) = Workout::parse(&text, &library) {
            prop_assert!(text.get(fault.span).is_some());
        }
    }
}
