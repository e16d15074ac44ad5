use super::*;
use proptest::prelude::*;

fn secs(text: &str) -> u32 {
    Duration::parse(text).unwrap().secs()
}

fn shown(secs: u32) -> String {
    Duration::from_secs(secs).show().to_string()
}

#[test]
fn a_duration_is_read_as_people_write_it() {
    assert_eq!(secs("45 min"), 2_700);
    assert_eq!(secs("1 h 30 min"), 5_400);
    assert_eq!(secs("1h30min"), 5_400);
    assert_eq!(secs("90 s"), 90);
    assert_eq!(secs("1 h"), 3_600);
    assert_eq!(secs("2 min 30 s"), 150);
    assert_eq!(secs("2.5 min"), 150);
}

#[test]
fn a_clock_is_read_in_two_or_three_fields() {
    assert_eq!(Duration::parse_clock("1:38:30").unwrap().secs(), 5_910);
    assert_eq!(Duration::parse_clock("44:10").unwrap().secs(), 2_650);
    assert_eq!(Duration::parse_clock("90:00").unwrap().secs(), 5_400);
    for text in [
        "", "44", "44:1", "44:60", "1:60:00", "1:2:3:4", "a:10", "44:-1", "99999:00",
    ] {
        assert_eq!(
            Duration::parse_clock(text),
            Err(UnitError::NotAClock(text.into())),
            "{text}"
        );
    }
    assert!(matches!(
        Duration::parse_clock("9999:00:00"),
        Err(UnitError::TooLarge(..))
    ));
}

#[test]
fn a_fault_suggests_a_correction() {
    let fault = |text: &str| Between::<Duration>::parse(text).unwrap_err().to_string();
    assert_eq!(fault("45"), r#""45" has no unit: write "45 min" or "45 s""#);
    assert_eq!(fault("45 mn"), r#""mn" is not a unit: did you mean "min"?"#);
    assert_eq!(
        fault("8 km"),
        r#""km" does not fit here: write an amount such as "45 min""#
    );
    assert_eq!(
        fault("30 min 1 h"),
        r#""h" does not fit here: write an amount such as "1 h 30 min""#
    );
    assert_eq!(fault("101 h"), r#""101 h" is too large: the most is 100 h"#);
    assert_eq!(
        fault("30-20 min"),
        r#""30-20 min" runs downwards: write the smaller number first"#
    );
}

#[test]
fn seconds_are_shown_only_when_they_matter() {
    assert_eq!(shown(45 * 60), "45 min");
    assert_eq!(shown(90 * 60), "1 h 30 min");
    assert_eq!(shown(90), "90 s");
    assert_eq!(shown(60), "1 min");
    assert_eq!(shown(150), "2 min 30 s");
    assert_eq!(shown(0), "0 min");
    assert_eq!(
        Between::<Duration>::parse("20-25 min")
            .unwrap()
            .show()
            .to_string(),
        "20–25 min"
    );
    assert_eq!(
        Between::<Duration>::parse("20-90 s").unwrap().show().to_string(),
        "20–90 s"
    );
}

#[test]
fn the_clock_has_hours_only_when_there_are_some() {
    assert_eq!(Duration::from_secs(5_910).clock(), "1:38:30");
    assert_eq!(Duration::from_secs(2_650).clock(), "44:10");
    assert_eq!(Duration::from_secs(58).clock(), "0:58");
}

#[test]
fn an_event_is_rounded_up() {
    assert_eq!(
        Duration::from_minutes(52).round_up_to(5),
        Duration::from_minutes(55)
    );
    assert_eq!(
        Duration::from_minutes(55).round_up_to(5),
        Duration::from_minutes(55)
    );
    assert_eq!(
        Duration::from_minutes(52).round_up_to(0),
        Duration::from_minutes(52)
    );
    assert_eq!(
        Duration::from_secs(u32::MAX).round_up_to(5),
        Duration::from_secs(u32::MAX)
    );
}

proptest! {
    #[test]
    fn what_is_shown_parses_back(secs in 0_u32..=360_000) {
        let duration = Duration::from_secs(secs);
        prop_assert_eq!(Duration::parse(&duration.show().to_string()), Ok(duration));
        prop_assert_eq!(Duration::parse_clock(&duration.clock()), Ok(duration));
    }

    #[test]
    fn no_text_makes_parsing_panic(text in ".{0,40}") {
        let _ = Between::<Duration>::parse(&text);
        let _ = Duration::parse_clock(&text);
    }
}
