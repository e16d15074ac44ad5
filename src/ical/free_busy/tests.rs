use proptest::prelude::*;

use super::*;
use crate::diagnostic::Severity;

/// The clocks go forward there on 2027-03-28 and back on 2027-10-31.
const BERLIN: &str = "Europe/Berlin";

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The busy times of `text` in 2027, and the reported faults: severity, line, message.
fn read_all(text: &str) -> (Vec<Busy>, Vec<(Severity, usize, String)>) {
    let faults = Faults::new();
    let days = (date("2027-01-01"), date("2027-12-31"));
    let found = read(
        "work.ics",
        text.as_bytes(),
        Zone::new(BERLIN).unwrap(),
        days,
        &mut ReadingBudget::default(),
        &faults,
    );
    let said = faults.into_sorted().into_iter().map(|one| {
        assert_eq!(one.code(), crate::diagnostic::Code::Around);
        let line = one.at.as_ref().map_or(0, |span| span.line());
        (one.severity(), line, one.message())
    });
    (found, said.collect())
}

fn calendar(events: &str) -> String {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{events}END:VCALENDAR\n").replace('\n', "\r\n")
}

fn event(lines: &str) -> String {
    format!("BEGIN:VEVENT\nUID:1\n{lines}\nEND:VEVENT\n")
}

/// "03-05 09:00-10:30 Standup", in order, with nothing said.
#[track_caller]
fn taken(events: &str) -> Vec<String> {
    let (found, said) = read_all(&calendar(events));
    assert_eq!(said, []);
    BusyTimes::new(found).iter().map(shown).collect()
}

fn shown(busy: &Busy) -> String {
    let clock = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
    let day = &busy.date.to_string()[5..];
    format!("{day} {}-{} {}", clock(busy.from), clock(busy.to), busy.title)
}

#[track_caller]
fn one(lines: &str) -> Vec<String> {
    taken(&event(&format!("SUMMARY:A\n{lines}")))
}

#[test]
fn a_time_is_taken_by_its_end_or_its_length() {
    assert_eq!(
        one("DTSTART:20270305T090000\nDTEND:20270305T103000"),
        ["03-05 09:00-10:30 A"]
    );
    assert_eq!(
        one("DTSTART:20270305T090000\nDURATION:PT1H30M"),
        ["03-05 09:00-10:30 A"]
    );
    assert_eq!(
        one("DTSTART:20270305T090000"),
        [] as [&str; 0],
        "a moment takes no time"
    );
    assert_eq!(
        one("DTSTART:20270305T090030\nDURATION:PT1S"),
        ["03-05 09:00-09:01 A"],
        "whole minutes"
    );
}

#[test]
fn whole_days_are_taken_from_midnight_to_midnight() {
    assert_eq!(one("DTSTART;VALUE=DATE:20270305"), ["03-05 00:00-24:00 A"]);
    let two = ["03-05 00:00-24:00 A", "03-06 00:00-24:00 A"];
    assert_eq!(one("DTSTART;VALUE=DATE:20270305\nDTEND;VALUE=DATE:20270307"), two);
    assert_eq!(one("DTSTART;VALUE=DATE:20270305\nDURATION:P2D"), two);
}

#[test]
fn what_is_free_or_cancelled_takes_nothing() {
    for line in ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "transp:transparent"] {
        assert_eq!(
            one(&format!("DTSTART;VALUE=DATE:20270305\n{line}")),
            [] as [&str; 0]
        );
    }
    assert_eq!(
        one("DTSTART;VALUE=DATE:20270305\nSTATUS:TENTATIVE\nTRANSP:OPAQUE").len(),
        1
    );
    let alarm = "BEGIN:VALARM\nTRIGGER:-PT5M\nDURATION:PT9H\nEND:VALARM";
    assert_eq!(
        one(&format!("DTSTART:20270305T090000\nDURATION:PT1H\n{alarm}")),
        ["03-05 09:00-10:00 A"]
    );
}

#[test]
fn zones_are_those_of_the_database_of_windows_and_of_the_file() {
    let ends = "DURATION:PT1H";
    for (start, hours) in [
        ("DTSTART:20270305T090000Z", "10:00-11:00"),
        ("DTSTART;TZID=America/New_York:20270305T090000", "15:00-16:00"),
        ("DTSTART;TZID=\"America/New_York\":20270305T090000", "15:00-16:00"),
        (
            "DTSTART;TZID=Eastern Standard Time:20270305T090000",
            "15:00-16:00",
        ),
        (
            "DTSTART;TZID=/citadel.org/2021_1/America/New_York:20270305T090000",
            "15:00-16:00",
        ),
        ("DTSTART:20270305T090000", "09:00-10:00"),
    ] {
        assert_eq!(
            one(&format!("{start}\n{ends}")),
            [format!("03-05 {hours} A")],
            "{start}"
        );
    }
    let zone = "BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nDTSTART:16011028T030000\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500\n\
                RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010325T020000\n\
                TZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\nEND:DAYLIGHT\nEND:VTIMEZONE\n";
    // New York changes on March 14th, Berlin on the 28th.
    let weekly = "SUMMARY:A\nDTSTART;TZID=Ours:20270308T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4";
    let hours = [
        "03-08 15:00-16:00 A",
        "03-15 14:00-15:00 A",
        "03-22 14:00-15:00 A",
        "03-29 15:00-16:00 A",
    ];
    assert_eq!(taken(&format!("{zone}{}", event(weekly))), hours);
    assert_eq!(taken(&event(&weekly.replace("Ours", "America/New_York"))), hours);
    let (found, said) = read_all(&calendar(&event(
        "DTSTART;TZID=Middle-earth:20270305T090000\nDURATION:PT1H",
    )));
    assert_eq!((found[0].from, said[0].0, said[0].1), (540, Severity::Warning, 5));
}

#[test]
fn what_goes_over_midnight_takes_of_each_day_its_part() {
    let night = ["03-05 22:00-24:00 A", "03-06 00:00-06:00 A"];
    assert_eq!(one("DTSTART:20270305T220000\nDTEND:20270306T060000"), night);
    let days = [
        "03-05 22:00-24:00 A",
        "03-06 00:00-24:00 A",
        "03-07 00:00-01:00 A",
    ];
    assert_eq!(one("DTSTART:20270305T220000\nDURATION:PT27H"), days);
    let new_year = ["01-01 00:00-02:00 A"];
    assert_eq!(
        one("DTSTART:20261231T220000\nDURATION:PT4H"),
        new_year,
        "what begins before the season"
    );
    assert_eq!(
        one("DTSTART;VALUE=DATE:20200101\nDTEND;VALUE=DATE:20990101").len(),
        365
    );
}

#[test]
fn a_change_of_the_clocks_moves_neither_the_wall_clock_nor_the_length() {
    let weekly = "DTSTART;TZID=Europe/Berlin:20270321T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2";
    let change = "03-28 02:00-03:00 the clocks change";
    assert_eq!(
        one(weekly),
        ["03-21 09:00-10:00 A", change, "03-28 09:00-10:00 A"]
    );
    // Three hours by the clock are two, four are three.
    assert_eq!(
        one("DTSTART:20270328T000000Z\nDURATION:PT2H"),
        ["03-28 01:00-02:00 A", change, "03-28 03:00-04:00 A"]
    );
    let autumn = one("DTSTART:20271031T000000Z\nDURATION:PT2H");
    assert_eq!(autumn, ["10-31 02:00-03:00 A"], "the hour that comes twice");
}

#[test]
fn a_series_loses_and_moves_single_times() {
    let series =
        "SUMMARY:A\nDTSTART;TZID=Europe/Berlin:20270301T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=4";
    let except = "EXDATE;TZID=Europe/Berlin:20270302T090000\nEXDATE:20270303T080000Z";
    let left = ["03-01 09:00-10:00 A", "03-04 09:00-10:00 A"];
    assert_eq!(taken(&event(&format!("{series}\n{except}"))), left);
    assert_eq!(
        taken(&event(&format!("{series}\nEXDATE;VALUE=DATE:20270302,20270303"))),
        left
    );
    let moved = "SUMMARY:B\nRECURRENCE-ID:20270302T080000Z\nDTSTART:20270302T150000Z\nDURATION:PT2H";
    let cancelled = "SUMMARY:A\nRECURRENCE-ID:20270303T080000Z\nDTSTART:20270303T080000Z\nDURATION:PT1H\nSTATUS:CANCELLED";
    let all = format!("{}{}{}", event(series), event(moved), event(cancelled));
    assert_eq!(taken(&all), [left[0], "03-02 16:00-18:00 B", left[1]]);
    let more = "RDATE;TZID=Europe/Berlin:20270310T110000\nRDATE;VALUE=PERIOD:20270311T100000Z/PT3H,20270312T100000Z/20270312T110000Z";
    let with_more = taken(&event(&format!("{series}\n{more}")));
    let added = [
        "03-10 11:00-12:00 A",
        "03-11 11:00-14:00 A",
        "03-12 11:00-12:00 A",
    ];
    assert_eq!(with_more[4..], added);
}

#[test]
fn a_rule_ends_at_its_until_also_in_another_zone() {
    let until = |until: &str| {
        one(&format!(
            "DTSTART;TZID=Europe/Berlin:20270301T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL={until}"
        ))
        .len()
    };
    assert_eq!(until("20270303T080000Z"), 3, "the last begins exactly then");
    assert_eq!(until("20270303T075959Z"), 2);
    assert_eq!(until("20270303"), 3);
    assert_eq!(until("20270303T090000"), 3);
    assert_eq!(until("20200101"), 1, "the first is there all the same");
}

#[test]
fn our_own_calendar_is_not_planned_around() {
    let text = calendar(&event("DTSTART;VALUE=DATE:20270305"))
        .replace("VERSION:2.0", "PRODID:-//longrun//longrun//EN");
    let (found, said) = read_all(&text);
    assert_eq!((found.len(), said[0].0, said[0].1), (0, Severity::Note, 2));
}

#[test]
fn every_damage_is_told_with_its_line() {
    let text = "BEGIN:VCALENDAR\nthis is no line\nBEGIN:VEVENT\nDTSTART:tomorrow\nRRULE:FREQ=OFTEN\nEND:VEVENT\n\
                BEGIN:VEVENT\nSUMMARY:fol\n ded\nEND:VEVENT\nEND:VJOURNAL\nBEGIN:VEVENT\nDTSTART:20270305T090000\nDURATION:PT1H\n";
    let (found, said) = read_all(text);
    let lines: Vec<usize> = said.iter().map(|(_, line, _)| *line).collect();
    // The event that does not end is told; the calendar around it is not told too.
    assert_eq!(lines, [2, 4, 5, 7, 11, 12], "{said:#?}");
    assert!(said.iter().all(|(severity, ..)| *severity == Severity::Error));
    assert_eq!(
        found.iter().map(shown).collect::<Vec<_>>(),
        ["03-05 09:00-10:00 Busy"]
    );
    for text in [
        "",
        "hello",
        "\u{feff}",
        "BEGIN:VEVENT\nEND:VEVENT\n",
        "DTSTART:20270305\n",
    ] {
        let (_, said) = read_all(text);
        assert_eq!(said.len(), 1, "{text:?}: {said:#?}");
        assert_eq!(said[0].0, Severity::Error);
    }
}

#[test]
fn what_is_odd_is_said_and_the_rest_is_read() {
    for (lines, count) in [
        ("DTSTART:20270305T090000\nDTEND:20270305T080000", 0),
        ("DTSTART:20270305T090000\nDURATION:PT1H\nRRULE:FREQ=HOURLY", 1),
    ] {
        let (found, said) = read_all(&calendar(&event(lines)));
        assert_eq!((found.len(), said[0].0), (count, Severity::Warning), "{lines}");
    }
}

#[test]
fn a_title_is_one_short_line() {
    let long = format!(
        "SUMMARY:  Off\\nsite\\, {}\nDTSTART;VALUE=DATE:20270305",
        "x".repeat(900)
    );
    let (found, _) = read_all(&calendar(&event(&long)));
    assert!(
        found[0].title.starts_with("Off site, xxx") && found[0].title.ends_with('…'),
        "{}",
        found[0].title
    );
    assert!(found[0].title.chars().count() <= 61);
}

#[test]
fn a_hostile_file_ends_soon() {
    let deep = "BEGIN:VCALENDAR\n".repeat(200_000);
    let everything =
        event("DTSTART;VALUE=DATE:00010101\nDTEND;VALUE=DATE:99990101\nRRULE:FREQ=DAILY").repeat(1000);
    let counted =
        event("DTSTART:00010101T000000\nDURATION:PT1H\nRRULE:FREQ=YEARLY;BYDAY=MO,TU;COUNT=999999999")
            .repeat(5000);
    for text in [
        deep,
        calendar(&everything),
        calendar(&counted),
        "x".repeat(LARGEST_CALENDAR + 1),
    ] {
        let (found, said) = read_all(&text);
        assert_eq!(found, []);
        assert!(
            said.iter().any(|(severity, ..)| *severity == Severity::Error),
            "{said:?}"
        );
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let faults = Faults::new();
        let days = (date("2027-01-01"), date("2027-12-31"));
        read("x.ics", &bytes, Zone::new(BERLIN).unwrap(), days, &mut ReadingBudget::default(), &faults);
    }

    #[test]
    fn no_event_makes_it_panic(
        lines in proptest::collection::vec(
            ("(DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|RECURRENCE-ID|UID|TZID|BEGIN|END|SUMMARY)",
             "(;TZID=[A-Za-z/\"]{0,8}|;VALUE=DATE|)",
             "([0-9]{8}|[0-9]{8}T[0-9]{6}Z?|P[0-9DWTHMS]{0,9}|VEVENT|STANDARD|VTIMEZONE|FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY);(BYDAY|BYMONTHDAY|COUNT|INTERVAL|UNTIL|BYSETPOS)=[-0-9,MOTU]{0,12}|\\PC{0,9})"),
            0..20,
        ),
    ) {
        let lines: Vec<String> = lines.iter().map(|(name, parameter, value)| format!("{name}{parameter}:{value}\n")).collect();
        read_all(&calendar(&event(&lines.concat())));
    }
}
