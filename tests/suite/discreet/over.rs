//! Busy calendars from before there were keys, and how those who have one go over.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use longrun::diagnostic::Faults;
use longrun::history::revise;
use longrun::ical::{Calendar, Event, Status};

use super::{LATER, NOW, exported, key, read, season, stored, text};

/// The rule by which an application that imports takes an event that it knows.
#[derive(Debug, Clone, Copy)]
enum Rule {
    Sequence,
    LastModified,
    Deletes,
}

/// The starts of the events that an application shows after it imported `calendars`, one after the other.
fn imported(rule: Rule, calendars: &[&Calendar]) -> Vec<String> {
    let mut known: BTreeMap<String, Event> = BTreeMap::new();
    for event in calendars.iter().flat_map(|calendar| &calendar.events) {
        let is_newer = known.get(&event.uid).is_none_or(|before| match rule {
            Rule::Sequence | Rule::Deletes => event.sequence > before.sequence,
            Rule::LastModified => event.stamp > before.stamp,
        });
        let is_live = event.status == Status::Confirmed;
        match (is_newer, rule, is_live) {
            (false, ..) => {}
            (true, Rule::Deletes, false) => {
                known.remove(&event.uid);
            }
            (true, ..) => {
                known.insert(event.uid.clone(), event.clone());
            }
        }
    }
    shown(known.values())
}

/// The starts of the events that take place.
fn shown<'e>(events: impl Iterator<Item = &'e Event>) -> Vec<String> {
    let live = events.filter(|event| event.status == Status::Confirmed);
    let mut starts: Vec<String> = live.map(|event| format!("{:?}", event.when)).collect();
    starts.sort_unstable();
    starts
}

#[test]
fn a_file_from_before_goes_over_once_and_nobody_has_an_event_twice() {
    for now in [NOW, LATER] {
        let open = season("half-12", "Ada");
        let keyed = open.clone().with_busy_key(key());
        let before = exported(&open, None, NOW);
        let faults = Faults::new();
        let at: chrono::DateTime<chrono::Utc> = now.parse().unwrap();
        let revision = revise(&keyed, Some(&read(&before)), at.date_naive(), at, &faults);
        let told: Vec<String> = faults
            .into_sorted()
            .iter()
            .map(|one| one.code().to_string())
            .collect();
        assert!(told.contains(&"NEW_UIDS".to_owned()), "{told:?}");
        assert!(!told.contains(&"OTHER_SEASON".to_owned()), "{told:?}");
        let over = revision.calendar;
        let plain = exported(&open, Some(&read(&before)), now);
        assert_eq!(
            shown(over.events.iter()),
            shown(plain.events.iter()),
            "no session moves"
        );
        let next = exported(&keyed, Some(&read(&over)), now);
        assert_eq!(text(&next), text(&over), "once");
        let week_later = if now == NOW {
            "2026-12-24T12:00:00Z"
        } else {
            "2027-03-20T12:00:00Z"
        };
        let later = exported(&keyed, Some(&read(&over)), week_later);
        for rule in [Rule::Sequence, Rule::LastModified, Rule::Deletes] {
            for calendars in [&[&before, &over][..], &[&before, &over, &next, &later]] {
                let last = calendars[calendars.len() - 1];
                assert_eq!(
                    imported(rule, calendars),
                    shown(last.events.iter()),
                    "{rule:?} at {now}"
                );
            }
        }
        let today: NaiveDate = at.date_naive();
        let old_to_come = over.events.iter().filter(|event| {
            let is_open = event.uid.len() < 50;
            is_open && event.status == Status::Confirmed && event.when.day(None) >= today
        });
        assert_eq!(old_to_come.count(), 0, "the old ones to come are cancelled");
    }
}

#[test]
fn a_feed_from_before_shows_what_it_showed_under_other_uids() {
    let open = season("half-12", "Ada");
    let stored = stored(&open, "Ada");
    let (before, after) = (stored.served(), stored.served_busy(&key()));
    assert_eq!(shown(before.events.iter()), shown(after.events.iter()));
    let mut pairs = before.events.iter().zip(&after.events);
    assert!(
        pairs.all(|(old, new)| {
            (old.sequence, old.stamp) == (new.sequence, new.stamp) && old.uid != new.uid
        })
    );
    let uids: BTreeSet<&str> = after.events.iter().map(|event| event.uid.as_str()).collect();
    assert_eq!(uids.len(), after.events.len());
    assert_eq!(text(&after), text(&stored.served_busy(&key())));
}
