use super::*;
use proptest::prelude::*;

fn km(text: &str) -> Distance {
    Distance::parse(text).unwrap()
}

fn fault(text: &str) -> String {
    Between::<Distance>::parse(text).unwrap_err().to_string()
}

#[test]
fn a_distance_is_read_in_metres_kilometres_and_miles() {
    assert_eq!(km("16 km").mm(), 16_000_000);
    assert_eq!(km("16km").mm(), 16_000_000);
    assert_eq!(km("51.5 km").mm(), 51_500_000);
    assert_eq!(km(" 400 m ").mm(), 400_000);
    assert_eq!(km("0.5 mi").mm(), 804_672);
    assert_eq!(km("1 mile"), Distance::MILE);
    assert_eq!(km("21.0975 km"), Distance::HALF_MARATHON);
}

#[test]
fn a_range_shares_its_unit() {
    for text in ["10-12 km", "10 - 12 km", "10–12 km", "10 km - 12 km"] {
        let range = Between::<Distance>::parse(text).unwrap();
        assert_eq!((range.low, range.high), (km("10 km"), km("12 km")), "{text}");
        assert_eq!(range.middle(), km("11 km"));
    }
    assert!(Between::<Distance>::parse("16 km").unwrap().is_exact());
}

#[test]
fn a_fault_suggests_a_correction() {
    assert_eq!(fault("16"), r#""16" has no unit: write "16 km" or "16 mi""#);
    assert_eq!(fault("10-12"), r#""12" has no unit: write "12 km" or "12 mi""#);
    assert_eq!(fault("16 kn"), r#""kn" is not a unit: did you mean "km"?"#);
    assert_eq!(
        fault("16 parsecs"),
        r#""parsecs" is not a unit: use m, km or mi, or s, min or h"#
    );
    assert_eq!(
        fault("45 min"),
        r#""min" does not fit here: write an amount such as "8 km""#
    );
    assert_eq!(
        fault("6,5 km"),
        r#""6,5" is not a number: write decimals with a point, "6.5""#
    );
    assert_eq!(fault("long"), r#""long" is not a number such as 16 or 6.5"#);
    assert_eq!(fault("-5 km"), r#""-5 km" is below zero"#);
    assert_eq!(
        fault("10001 km"),
        r#""10001 km" is too large: the most is 10000 km"#
    );
    assert_eq!(
        fault("12-10 km"),
        r#""12-10 km" runs downwards: write the smaller number first"#
    );
    assert_eq!(fault("  "), r#"nothing is written here: write "16 km""#);
}

#[test]
fn distances_are_shown_with_at_most_one_decimal() {
    let shown = |text: &str, units| km(text).show(units).to_string();
    assert_eq!(shown("18 km", Units::Km), "18 km");
    assert_eq!(shown("6.5 km", Units::Km), "6.5 km");
    assert_eq!(shown("21.0975 km", Units::Km), "21.1 km");
    assert_eq!(shown("400 m", Units::Km), "400 m");
    assert_eq!(shown("999.6 m", Units::Km), "1 km");
    assert_eq!(shown("11 mi", Units::Mi), "11 mi");
    assert_eq!(shown("18 km", Units::Mi), "11.2 mi");
    assert_eq!(shown("100 m", Units::Mi), "100 m");
    assert_eq!(shown("400 m", Units::Mi), "0.2 mi");
    assert_eq!(format!("[{:>6}]", km("8 km").show(Units::Km)), "[  8 km]");
    assert_eq!(
        Between::<Distance>::parse("10-12 km")
            .unwrap()
            .show(Units::Km)
            .to_string(),
        "10–12 km"
    );
    assert_eq!(
        Between::<Distance>::parse("0.8-1.2 km")
            .unwrap()
            .show(Units::Km)
            .to_string(),
        "800 m – 1.2 km"
    );
}

#[test]
fn exact_text_is_short() {
    for text in [
        "16 km",
        "400 m",
        "21.0975 km",
        "10 mi",
        "1 mi",
        "0.5 mi",
        "1.5 km",
    ] {
        assert_eq!(km(text).exact(), text);
    }
}

#[test]
fn rounding_goes_to_the_nearest_step_and_halves_go_up() {
    let half = Units::Km.step();
    assert_eq!(km("10.2 km").round_to(half), km("10 km"));
    assert_eq!(km("10.25 km").round_to(half), km("10.5 km"));
    assert_eq!(km("10.49 km").floor_to(half), km("10 km"));
    assert_eq!(km("10 km").round_to(Distance::ZERO), km("10 km"));
    assert_eq!(km("10 km").floor_to(Distance::ZERO), km("10 km"));
    assert_eq!(Units::Mi.step().mm(), 804_672);
}

#[test]
fn scaling_is_exact_to_the_millimetre() {
    assert_eq!(km("75 km").scale(2, 3), km("50 km"));
    assert_eq!(Distance::from_mm(1).scale(1, 2), Distance::from_mm(1));
    assert_eq!(km("5 km").scale(1, 0), Distance::ZERO);
    assert_eq!(
        Distance::from_mm(u64::MAX).scale(u64::MAX, 1),
        Distance::from_mm(u64::MAX)
    );
}

#[test]
fn sums_stop_at_the_end_of_the_range() {
    let most = Distance::from_mm(u64::MAX);
    assert_eq!(most + most, most);
    assert_eq!(
        [km("5 km"), km("6.5 km")].into_iter().sum::<Distance>(),
        km("11.5 km")
    );
    assert_eq!(km("5 km").saturating_sub(km("6 km")), Distance::ZERO);
}

#[test]
fn it_is_serialized_in_metres() {
    assert_eq!(serde_json::to_string(&km("16 km")).unwrap(), "16000");
    assert_eq!(
        serde_json::to_string(&Distance::HALF_MARATHON).unwrap(),
        "21097.5"
    );
}

#[test]
fn units_are_km_or_mi() {
    assert_eq!(Units::parse("km"), Ok(Units::Km));
    assert_eq!(Units::parse("miles"), Ok(Units::Mi));
    assert!(Units::parse("m").is_err());
}

proptest! {
    #[test]
    fn exact_parses_back(mm in 0_u64..10_000_000_000) {
        let distance = Distance::from_mm(mm);
        prop_assert_eq!(Distance::parse(&distance.exact()), Ok(distance));
        for unit in [DistanceUnit::M, DistanceUnit::Km, DistanceUnit::Mi] {
            let text = format!("{} {}", unit.digits(distance), unit.label());
            prop_assert_eq!(Distance::parse(&text), Ok(distance));
        }
    }

    #[test]
    fn no_text_makes_parsing_panic(text in ".{0,40}") {
        let _ = Between::<Distance>::parse(&text);
    }
}
