use super::*;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The dates of `rule` for what begins on `start`, from then to the end of 2027.
fn dates(rule: &str, start: &str) -> Vec<String> {
    between(rule, start, start, "2027-12-31")
}

fn between(rule: &str, start: &str, from: &str, last: &str) -> Vec<String> {
    let rule = RecurrenceRule::parse(rule).unwrap_or_else(|wrong| panic!("{rule}: {wrong:?}"));
    let mut budget = Budget(BUDGET);
    let dates = rule.dates(date(start), date(from), date(last), &mut budget);
    assert!(budget.0 > 0);
    dates
        .iter()
        .map(|date| date.to_string()[5..].to_owned())
        .collect()
}

#[test]
fn days_weeks_months_and_years_repeat() {
    // 2027-03-01 is a Monday.
    assert_eq!(
        dates("FREQ=DAILY;INTERVAL=2;COUNT=3", "2027-03-01"),
        ["03-01", "03-03", "03-05"]
    );
    assert_eq!(
        dates("FREQ=DAILY;BYDAY=SA;COUNT=2", "2027-03-06"),
        ["03-06", "03-13"]
    );
    let both = dates("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=4", "2027-03-01");
    assert_eq!(both, ["03-01", "03-03", "03-15", "03-17"]);
    assert_eq!(dates("FREQ=WEEKLY;COUNT=2", "2027-03-04"), ["03-04", "03-11"]);
    assert_eq!(
        dates("FREQ=MONTHLY;COUNT=3", "2027-01-31"),
        ["01-31", "03-31", "05-31"],
        "no 31st, no meeting"
    );
    assert_eq!(
        dates("FREQ=MONTHLY;BYDAY=2TU;COUNT=2", "2027-03-09"),
        ["03-09", "04-13"]
    );
    assert_eq!(
        dates("FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", "2027-03-26"),
        ["03-26", "04-30"]
    );
    assert_eq!(
        dates("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "2027-01-31"),
        ["01-31", "02-28", "03-31"]
    );
    let workday = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3";
    assert_eq!(dates(workday, "2027-01-29"), ["01-29", "02-26", "03-31"]);
    assert_eq!(
        dates("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=1", "2027-08-13"),
        ["08-13"]
    );
    let years = between(
        "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "2020-03-29",
        "2026-01-01",
        "2027-12-31",
    );
    assert_eq!(years, ["03-29", "03-28"], "when the clocks change");
    assert_eq!(
        between("FREQ=YEARLY", "2024-02-29", "2025-01-01", "2027-12-31"),
        [] as [&str; 0]
    );
    assert_eq!(
        between("FREQ=YEARLY;BYDAY=1MO", "2026-01-05", "2027-01-01", "2027-12-31"),
        ["01-04"]
    );
    assert_eq!(
        dates("FREQ=YEARLY;BYMONTHDAY=1;BYMONTH=3,5;COUNT=2", "2027-03-01"),
        ["03-01", "05-01"]
    );
}

#[test]
fn the_week_begins_where_the_rule_says() {
    // The example of RFC 5545 §3.3.10, three decades later: 2027-08-03 is a Tuesday.
    let monday = dates("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "2027-08-03");
    assert_eq!(monday, ["08-03", "08-08", "08-17", "08-22"]);
    let sunday = dates("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "2027-08-03");
    assert_eq!(sunday, ["08-03", "08-15", "08-17", "08-29"]);
}

#[test]
fn what_is_counted_is_counted_from_the_start() {
    let late = between("FREQ=DAILY;COUNT=5", "2027-03-01", "2027-03-04", "2027-12-31");
    assert_eq!(late, ["03-04", "03-05"]);
    // A start of which the rule does not speak is the first that counts.
    assert_eq!(
        dates("FREQ=WEEKLY;BYDAY=TU;COUNT=3", "2027-03-01"),
        ["03-02", "03-09"]
    );
}

#[test]
fn what_is_found_late_is_what_is_found_from_the_start() {
    for rule in [
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SU;WKST=SU",
        "FREQ=MONTHLY;INTERVAL=5;BYDAY=-2WE",
        "FREQ=YEARLY;BYMONTH=2,12;BYMONTHDAY=-3,1",
    ] {
        let all = between(rule, "2024-01-03", "2024-01-03", "2027-12-31");
        let late = between(rule, "2024-01-03", "2026-06-17", "2027-12-31");
        assert!(
            !late.is_empty() && all.ends_with(&late),
            "{rule}: {all:?} {late:?}"
        );
    }
}

#[test]
fn a_rule_that_is_none_and_one_that_is_not_followed_are_told_apart() {
    for text in [
        "",
        "FREQ",
        "FREQ=NEVER",
        "INTERVAL=2",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=x",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=é",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=YEARLY;BYMONTH=-1",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ=DAILY;COLOR=red",
    ] {
        assert!(
            matches!(RecurrenceRule::parse(text), Err(Wrong::Damaged(_))),
            "{text}"
        );
    }
    for text in [
        "FREQ=SECONDLY",
        "FREQ=HOURLY;INTERVAL=2",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=DAILY;BYHOUR=8,9",
    ] {
        assert!(
            matches!(RecurrenceRule::parse(text), Err(Wrong::Unknown(_))),
            "{text}"
        );
    }
}

#[test]
fn a_hostile_rule_ends() {
    for text in [
        "FREQ=DAILY;COUNT=4294967295",
        "FREQ=YEARLY;INTERVAL=4294967295",
        "FREQ=MONTHLY;INTERVAL=4294967295;COUNT=9",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3",
        "FREQ=YEARLY;BYDAY=53MO,-53SU;BYSETPOS=366,-366;COUNT=18446744073709551615",
    ] {
        let rule = RecurrenceRule::parse(text).unwrap();
        let mut budget = Budget(BUDGET);
        let dates = rule.dates(
            date("0001-01-01"),
            date("2027-01-01"),
            date("2027-12-31"),
            &mut budget,
        );
        assert!(dates.len() <= 365, "{text}");
    }
}
