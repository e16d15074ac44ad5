//! What becomes of published events, whatever is in them: by hand, an event at a time.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use longrun::diagnostic::Faults;
use longrun::history::Ledger;
use longrun::history::calendar_file::{CalendarFile, read};
use longrun::history::ledger::{ChangeKind, EventChange, VisibleField};
use longrun::ical::{Calendar, Event, Location, Status, When, Zone};

use crate::writer::empty;

const DAY_ONE: &str = "2026-11-22";

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(day: &str) -> DateTime<Utc> {
    date(day).and_time(NaiveTime::MIN).and_utc()
}

/// An event for a day, as it was made on [`DAY_ONE`].
fn event(name: &str, day: &str) -> Event {
    let uid = format!("sam.plan.w1.{name}.1@longrun");
    let when = When::AllDay {
        first: date(day),
        days: 1,
    };
    Event {
        description: "18 km easy\n\nWeek 7 of 18".to_owned(),
        categories: vec!["Long run".to_owned()],
        busy: false,
        ..Event::new(uid, at(DAY_ONE), when, "Long run, 18 km".to_owned())
    }
}

fn timed(event: Event, time: &str, minutes: u32) -> Event {
    let When::AllDay { first: date, .. } = event.when else {
        panic!("it has a time")
    };
    let when = When::Timed {
        date,
        time: time.parse().unwrap(),
        zone: Zone::new("Europe/Berlin").unwrap(),
        minutes,
    };
    Event { when, ..event }
}

fn calendar(events: &[Event]) -> Calendar {
    Calendar {
        name: "Spring".to_owned(),
        zone: Zone::new("Europe/Berlin"),
        revised: at(DAY_ONE),
        events: events.to_vec(),
        ..empty()
    }
}

fn ledger(calendar: &Calendar) -> Ledger {
    let faults = Faults::new();
    match read("spring.ics", &calendar.to_bytes(), calendar.zone, &faults) {
        CalendarFile::Ours(ledger) => ledger,
        other => panic!("{other:?} {:?}", faults.into_sorted()),
    }
}

/// Publishes `events` over `published` on `today`.
fn publish(published: &Calendar, events: &[Event], today: &str) -> (Calendar, Vec<EventChange>) {
    let fresh = Calendar {
        revised: at(today),
        ..calendar(events)
    };
    ledger(published).update(fresh, date(today), at(today))
}

fn find<'c>(calendar: &'c Calendar, name: &str) -> Option<&'c Event> {
    let uid = event(name, DAY_ONE).uid;
    calendar.events.iter().find(|event| event.uid == uid)
}

/// SEQUENCE, and the day of the stamps.
fn revision(event: &Event) -> (u32, String) {
    (event.sequence, event.stamp.date_naive().to_string())
}

#[test]
fn what_is_the_same_keeps_its_bytes() {
    let first = calendar(&[event("long", "2026-12-06"), event("easy", "2026-12-07")]);
    let (next, changes) = publish(&first, &first.events, "2026-11-25");
    assert_eq!(next.to_bytes(), first.to_bytes());
    assert!(changes.is_empty());
}

#[test]
fn every_visible_change_is_a_revision_and_says_what_it_is() {
    let before = timed(event("long", "2026-12-06"), "08:00:00", 90);
    let first = calendar(std::slice::from_ref(&before));
    let with = |change: &dyn Fn(&mut Event)| {
        let mut event = before.clone();
        change(&mut event);
        let (next, changes) = publish(&first, &[event], "2026-11-25");
        let [one] = changes.as_slice() else {
            panic!("{changes:?}")
        };
        assert_eq!(revision(&next.events[0]), (1, "2026-11-25".to_owned()));
        assert_eq!(next.revised, at("2026-11-25"));
        assert_eq!(
            one.before.as_ref().map(|event| &event.summary),
            Some(&before.summary)
        );
        (one.kind, one.parts.clone())
    };
    let at_time = |time: &str, minutes: u32| timed(event("long", "2026-12-06"), time, minutes).when;
    let moved = |parts: &[VisibleField]| (ChangeKind::Moved, parts.to_vec());
    let changed = |part: VisibleField| (ChangeKind::Changed, vec![part]);
    assert_eq!(
        with(&|it| it.when = at_time("09:00:00", 90)),
        moved(&[VisibleField::Time])
    );
    assert_eq!(
        with(&|it| it.when = event("", "2026-12-05").when),
        moved(&[VisibleField::Day, VisibleField::Time])
    );
    assert_eq!(
        with(&|it| it.when = at_time("08:00:00", 95)),
        changed(VisibleField::Length)
    );
    assert_eq!(with(&|it| it.summary.push('!')), changed(VisibleField::Title));
    assert_eq!(with(&|it| it.description.push('!')), changed(VisibleField::Text));
    assert_eq!(
        with(&|it| it.link = Some("https://longrun.example/".to_owned())),
        changed(VisibleField::Text)
    );
    let place = |geo| {
        Some(Location {
            name: "Park".to_owned(),
            geo,
        })
    };
    assert_eq!(
        with(&|it| it.location = place(None)),
        changed(VisibleField::Place)
    );
    assert_eq!(
        with(&|it| it.location = place(Some((52.5, 13.4)))),
        changed(VisibleField::Place)
    );
    assert_eq!(with(&|it| it.alarm = Some(30)), changed(VisibleField::Alarm));
    assert_eq!(with(&|it| it.busy = true), changed(VisibleField::Look));
    assert_eq!(with(&|it| it.categories.clear()), changed(VisibleField::Look));
    assert_eq!(
        with(&|it| it.color = longrun::color::Color::new("tomato")),
        changed(VisibleField::Look)
    );
}

#[test]
fn a_change_back_is_a_change() {
    let first = calendar(&[event("long", "2026-12-06")]);
    let (second, _) = publish(&first, &[event("long", "2026-12-05")], "2026-11-25");
    let (third, _) = publish(&second, &[event("long", "2026-12-06")], "2026-11-28");
    assert_eq!(revision(&third.events[0]), (2, "2026-11-28".to_owned()));
}

#[test]
fn what_is_gone_is_cancelled_until_seven_days_after_its_day() {
    let first = calendar(&[event("long", "2026-12-06"), event("easy", "2026-12-07")]);
    let left = [event("easy", "2026-12-07")];
    let (second, changes) = publish(&first, &left, "2026-11-25");
    let gone = find(&second, "long").unwrap();
    assert_eq!(
        (gone.status, revision(gone)),
        (Status::Cancelled, (1, "2026-11-25".to_owned()))
    );
    assert_eq!((changes.len(), changes[0].kind), (1, ChangeKind::Cancelled));
    assert_eq!(find(&second, "easy").unwrap().sequence, 0);

    let (later, changes) = publish(&second, &left, "2026-12-13");
    assert_eq!(
        later.to_bytes(),
        second.to_bytes(),
        "seven days after its day it is still there"
    );
    assert!(changes.is_empty());
    let (last, changes) = publish(&later, &left, "2026-12-14");
    assert!(find(&last, "long").is_none());
    assert!(changes.is_empty(), "nobody sees that");
    assert_eq!(last.revised, at("2026-12-14"));
    assert_eq!(
        find(&last, "easy"),
        find(&first, "easy"),
        "it is over, and stays as it was"
    );
}

#[test]
fn what_comes_back_is_the_same_event_again() {
    let first = calendar(&[event("long", "2026-12-06")]);
    let (second, _) = publish(&first, &[], "2026-11-25");
    for (day, today) in [("2026-12-06", "2026-11-28"), ("2026-12-20", "2026-12-10")] {
        let (third, changes) = publish(&second, &[event("long", day)], today);
        assert_eq!(third.events.len(), 1);
        assert_eq!(
            (third.events[0].status, third.events[0].sequence),
            (Status::Confirmed, 2)
        );
        assert_eq!(changes[0].kind, ChangeKind::Added);
    }
}

#[test]
fn what_comes_back_after_it_was_dropped_is_above_every_revision_that_was_seen() {
    let long = || event("long", "2026-12-06");
    let first = calendar(&[long(), event("easy", "2026-12-20")]);
    // Moved, moved, cancelled: three revisions of one event, which is then dropped.
    let (next, _) = publish(
        &first,
        &[event("long", "2026-12-05"), first.events[1].clone()],
        "2026-11-25",
    );
    let (next, _) = publish(&next, &first.events, "2026-11-26");
    let (next, _) = publish(&next, &first.events[1..], "2026-11-27");
    assert_eq!((find(&next, "long").unwrap().sequence, next.dropped), (3, None));
    let (next, _) = publish(&next, &first.events[1..], "2026-12-14");
    assert_eq!((find(&next, "long"), next.dropped), (None, Some(3)));
    // It is told as long as the calendar lives, also through an export that changes nothing.
    let (next, changes) = publish(&next, &first.events[1..], "2026-12-15");
    assert!(changes.is_empty() && next.dropped == Some(3));
    let back = [event("long", "2026-12-27"), first.events[1].clone()];
    let (next, changes) = publish(&next, &back, "2026-12-16");
    assert_eq!(changes.len(), 1);
    assert_eq!(find(&next, "long").unwrap().sequence, 4);
    assert_eq!(find(&next, "easy").unwrap().sequence, 0);
}

#[test]
fn the_past_is_not_rewritten() {
    let first = calendar(&[event("long", "2026-12-06"), event("easy", "2026-12-07")]);
    // The long run's text is another one, the easy run is gone, and something new would have been on the day before.
    let changed = Event {
        summary: "Long run, 20 km".to_owned(),
        ..event("long", "2026-12-06")
    };
    let now = [changed, event("strength", "2026-12-06")];
    let (same, changes) = publish(&first, &now, "2026-12-08");
    assert_eq!(same.to_bytes(), first.to_bytes());
    assert!(changes.is_empty());
    // On the day itself things may still change.
    let (today, changes) = publish(&first, &now, "2026-12-06");
    assert_eq!((today.events.len(), changes.len()), (3, 3));
}

#[test]
fn what_was_done_and_comes_once_more_is_another_event() {
    let mut published = calendar(&[event("long", "2026-12-06")]);
    for (number, (day, today)) in [("2026-12-20", "2026-12-10"), ("2027-01-10", "2026-12-28")]
        .into_iter()
        .enumerate()
    {
        let (next, changes) = publish(&published, &[event("long", day)], today);
        assert_eq!(next.events.len(), number + 2);
        assert_eq!(
            next.events[..=number],
            published.events[..],
            "what was done stays"
        );
        let again = &next.events[number + 1];
        assert_eq!(
            again.uid,
            format!("sam.plan.w1.long.1.again{}@longrun", number + 2)
        );
        assert_eq!((again.sequence, changes[0].kind), (0, ChangeKind::Added));
        let (same, changes) = publish(&next, &[event("long", day)], today);
        assert_eq!(same.to_bytes(), next.to_bytes());
        assert!(changes.is_empty());
        published = next;
    }
}

#[test]
fn a_stamp_rises_whatever_the_clock_says() {
    let first = calendar(&[event("long", "2026-12-06")]);
    let mut published = first.clone();
    // The clock was set back, and then two changes come within a second.
    for (number, title) in (1..).zip(["a", "b", "c"]) {
        let changed = Event {
            summary: title.to_owned(),
            ..event("long", "2026-12-06")
        };
        let (next, _) = publish(&published, &[changed], "2026-11-01");
        assert_eq!(next.events[0].sequence, number);
        assert!(next.events[0].stamp > published.events[0].stamp);
        assert!(next.revised > published.revised);
        published = next;
    }
}

#[test]
fn a_session_takes_over_no_event_of_another_one() {
    // Two that a slip has given one UID are two all the same.
    let twice = [event("long", "2026-12-06"), event("long", "2026-12-07")];
    let (next, _) = publish(&calendar(&[]), &twice, "2026-11-25");
    assert_eq!(next.events.len(), 2);
    assert_ne!(next.events[0].uid, next.events[1].uid);
}

#[test]
fn a_uid_that_is_too_long_is_known_again() {
    let long = |day: &str| Event {
        uid: format!("sam.{}.w1.long.1@longrun", "plan".repeat(60)),
        ..event("long", day)
    };
    let first = calendar(&[long("2026-12-06")]);
    let (next, changes) = publish(&first, &[long("2026-12-05")], "2026-11-25");
    assert_eq!((next.events.len(), changes[0].kind), (1, ChangeKind::Moved));
    let (again, changes) = publish(&next, &[long("2026-12-05")], "2026-11-26");
    assert_eq!(again.to_bytes(), next.to_bytes());
    assert!(changes.is_empty());
}

#[test]
fn a_calendars_own_words_are_no_event_and_still_a_change() {
    let first = calendar(&[event("long", "2026-12-06")]);
    let fresh = Calendar {
        name: "Autumn".to_owned(),
        ..first.clone()
    };
    let (next, changes) = ledger(&first).update(fresh, date("2026-11-25"), at("2026-11-25"));
    assert!(changes.is_empty());
    assert_eq!(next.revised, at("2026-11-25"));
    assert_eq!(next.events, first.events);
}
