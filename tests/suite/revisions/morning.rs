//! All exports of a day are placed after the calendar of that morning: a mistake and its undo lead back.

use chrono::{DateTime, NaiveDate, Utc};
use longrun::diagnostic::Faults;
use longrun::history::{DaysFrom, EventRecord, Ledger, PriorCalendar, revise};
use longrun::ical::{Event, PriorDay, RevisionNotes, Status, When};

use crate::seasons;

const SEASON: &str = "plan = \"10k-12\"\nid = \"sam\"\n[race]\ndate = 2027-02-14\n";
const REST: &str = "[week]\nrest = [\"thu\"]\n";
const AWAY: &str = "[[away]]\nfrom = 2027-01-05\nto = 2027-01-08\n";

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Exports a season at a time of 22 November or of another day.
fn export(text: &str, days: DaysFrom<'_>, published: Option<&Ledger>, now: DateTime<Utc>) -> Ledger {
    let inputs = seasons::read(text);
    let prior = PriorCalendar { published, days };
    let next = revise(&inputs, prior, now.date_naive(), now, &Faults::new());
    Ledger::of(&next.calendar)
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// The events to come: UID, time, title and text.
fn shown(ledger: &Ledger) -> Vec<(String, When, String, String)> {
    let live = ledger.events().filter(|event| event.status == Status::Confirmed);
    let mut all: Vec<_> = live
        .map(|event| {
            (
                event.uid.clone(),
                event.when,
                event.summary.clone(),
                event.description.clone(),
            )
        })
        .collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    all
}

#[test]
fn an_edit_and_its_undo_on_one_day_lead_back() {
    for edit in [
        REST,
        AWAY,
        "[week]\nlong = \"sat\"\n",
        "[[off]]\nfrom = 2026-12-01\nto = 2026-12-04\n",
    ] {
        let first = export(SEASON, DaysFrom::Itself, None, at("2026-11-20T06:00:00Z"));
        let edited = format!("{SEASON}{edit}");
        let wrong = export(
            &edited,
            DaysFrom::Itself,
            Some(&first),
            at("2026-11-22T08:00:00Z"),
        );
        assert_ne!(shown(&first), shown(&wrong), "{edit}");
        let undone = export(SEASON, DaysFrom::Itself, Some(&wrong), at("2026-11-22T08:05:00Z"));
        assert_eq!(shown(&first), shown(&undone), "{edit}");
    }
}

#[test]
fn two_edits_of_a_day_give_one_calendar_in_either_order() {
    let first = export(SEASON, DaysFrom::Itself, None, at("2026-11-20T06:00:00Z"));
    let both = format!("{SEASON}{REST}{AWAY}");
    let after = |edit: &str| {
        let one = export(
            &format!("{SEASON}{edit}"),
            DaysFrom::Itself,
            Some(&first),
            at("2026-11-22T08:00:00Z"),
        );
        export(&both, DaysFrom::Itself, Some(&one), at("2026-11-22T09:00:00Z"))
    };
    assert_eq!(shown(&after(REST)), shown(&after(AWAY)));
}

#[test]
fn what_was_published_yesterday_holds_today() {
    let first = export(SEASON, DaysFrom::Itself, None, at("2026-11-20T06:00:00Z"));
    let edited = format!("{SEASON}{AWAY}");
    let moved = export(
        &edited,
        DaysFrom::Itself,
        Some(&first),
        at("2026-11-22T08:00:00Z"),
    );
    let night = export(
        &edited,
        DaysFrom::Itself,
        Some(&moved),
        at("2026-11-23T08:00:00Z"),
    );
    assert_eq!(moved, night);
}

#[test]
fn days_that_were_let_go_do_not_come_back_on_the_same_day() {
    let first = export(SEASON, DaysFrom::Itself, None, at("2026-11-20T06:00:00Z"));
    let edited = format!("{SEASON}{REST}");
    let held = export(
        &edited,
        DaysFrom::Itself,
        Some(&first),
        at("2026-11-21T08:00:00Z"),
    );
    let held = export(SEASON, DaysFrom::Itself, Some(&held), at("2026-11-22T08:00:00Z"));
    let afresh = export(SEASON, DaysFrom::Afresh, Some(&held), at("2026-11-22T08:01:00Z"));
    assert_eq!(shown(&afresh), shown(&first));
    let next = export(
        SEASON,
        DaysFrom::Itself,
        Some(&afresh),
        at("2026-11-22T08:02:00Z"),
    );
    assert_eq!(next, afresh);
}

#[test]
fn notes_are_read_back() {
    let strides = Some("ada.half-12.w3.strides.1@longrun".to_owned());
    let places = [
        None,
        Some(PriorDay::Absent),
        Some(PriorDay::On {
            date: date("2027-01-09"),
            strides: None,
        }),
        Some(PriorDay::On {
            date: date("2027-01-09"),
            strides: strides.clone(),
        }),
    ];
    for before in places {
        let when = When::AllDay {
            first: date("2027-01-07"),
            days: 1,
        };
        let event = Event {
            notes: RevisionNotes {
                strides: strides.clone(),
                before,
            },
            ..Event::new(
                "ada.half-12.w3.easy.1@longrun".to_owned(),
                DateTime::UNIX_EPOCH,
                when,
                "Easy".to_owned(),
            )
        };
        let text = EventRecord::new(event.clone()).to_text();
        assert_eq!(EventRecord::from_text(&text).unwrap().event(), &event, "{text}");
    }
}

#[test]
fn a_rest_day_stays_where_another_plan_begins_in_mid_week() {
    let first = export(
        "plan = \"five-fundamentals\"\nstart = 2026-11-10\n",
        DaysFrom::Itself,
        None,
        at("2026-11-28T00:00:00Z"),
    );
    let next = "plan = \"offseason-7day-half\"\nstart = 2026-11-10\n";
    let next = export(next, DaysFrom::Itself, Some(&first), at("2026-11-28T00:00:00Z"));
    let rest = next
        .events()
        .filter(|event| event.categories.iter().any(|name| name == "Rest"));
    let mut days = rest
        .filter(|event| event.status == Status::Confirmed)
        .map(|event| event.when.day(None));
    assert!(days.any(|day| (date("2026-11-28")..=date("2026-11-30")).contains(&day)));
}
