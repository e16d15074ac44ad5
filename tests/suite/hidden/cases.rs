//! One case at a time: each chain of edits with the right end.

use std::collections::BTreeMap;

use chrono::Days;
use longrun::history::ledger::ChangeKind;
use longrun::ical::Event;

use super::clients::{CLIENTS, Client, Known, live};
use super::{Export, WAYS, date, day, export, export_at, half, is_live};

/// No event that was shown before is there with a lower SEQUENCE, or as another event with the same one.
fn none_falls(seen: &[&Export], now: &Export) {
    let mut last: BTreeMap<&str, &Event> = BTreeMap::new();
    for export in seen {
        last.extend(export.shown());
    }
    for (uid, event) in now.shown() {
        let Some(known) = last.get(uid) else { continue };
        assert!(
            *known == event || known.sequence < event.sequence && known.stamp < event.stamp,
            "{uid}: {} on {} after {} on {}",
            event.sequence,
            day(event),
            known.sequence,
            day(known)
        );
    }
}

#[test]
fn a_race_put_off_while_the_past_is_hidden_moves_nothing_that_was_done() {
    let title = "event_title = \"{session}[, {distance}]\"";
    for way in WAYS {
        let first = export(way, &half("2027-02-21", "past = false"), None, "2026-12-14");
        let titled = half("2027-02-21", &format!("past = false\n{title}"));
        let second = export(way, &titled, Some(&first), "2026-12-15");
        let later = half("2027-02-28", &format!("past = false\n{title}"));
        let third = export(way, &later, Some(&second), "2026-12-21");
        none_falls(&[&first, &second], &third);
        let done: Vec<&str> = second
            .before("2026-12-21")
            .iter()
            .map(|event| event.uid.as_str())
            .collect();
        assert!(done.len() > 4, "{done:?}");
        assert!(
            third.live().all(|event| !done.contains(&event.uid.as_str())),
            "{way:?}"
        );
        let again = third.live().filter(|event| event.uid.contains(".again2"));
        assert!(again.count() >= done.len(), "what was done comes once more");
        assert!(third.live().all(|event| day(event) >= date("2026-12-21")));
        assert!(!third.text.contains("X-LONGRUN-DROPPED"), "nothing was dropped");

        // Shown again, the past is as it was.
        let open = half("2027-02-28", title);
        let fourth = export(way, &open, Some(&third), "2026-12-21");
        none_falls(&[&first, &second, &third], &fourth);
        assert_eq!(fourth.before("2026-12-21"), second.before("2026-12-21"));
    }
}

#[test]
fn a_session_on_the_far_edge_of_a_window_never_falls() {
    let window = "window = { back = \"2 weeks\", ahead = \"6 weeks\" }\nevent_title = \"{session}\"";
    for way in WAYS {
        let mut seen = vec![export(way, &half("2027-02-21", ""), None, "2026-12-14")];
        for (race, now) in [
            ("2027-02-21", "2026-12-14"),
            ("2027-02-20", "2026-12-15"),
            ("2027-02-21", "2026-12-16"),
            ("2027-02-26", "2026-12-16"),
            ("2027-02-21", "2026-12-17"),
            ("2027-02-24", "2026-12-28"),
        ] {
            let next = export(way, &half(race, window), seen.last(), now);
            none_falls(&seen.iter().collect::<Vec<_>>(), &next);
            seen.push(next);
        }
    }
}

#[test]
fn another_plan_while_most_of_it_is_hidden_leaves_no_orphan() {
    let today = "2026-12-21";
    for way in WAYS {
        let whole = half("2027-02-21", "");
        let other = whole.replace("half-12", "half-novice-14");
        let window = "window = { ahead = \"3 weeks\" }";
        let mut exports: Vec<Export> = Vec::new();
        for season in [
            &whole,
            &format!("{whole}{window}"),
            &format!("{other}{window}"),
            &other,
        ] {
            exports.push(export(way, season, exports.last(), today));
        }
        none_falls(&[&exports[0], &exports[1], &exports[2]], &exports[3]);
        for client in CLIENTS {
            let mut known = Known::new(client);
            for export in &exports {
                known.take(export.ledger.events());
            }
            let to_come = |day| day >= date(today);
            let wanted = live(exports[3].ledger.events(), to_come);
            assert_eq!(known.live(to_come), wanted, "{way:?} {client:?}");
        }
        let cancelled = |export: &Export| export.ledger.events().filter(|event| !is_live(event)).count();
        assert!(cancelled(&exports[3]) > cancelled(&exports[2]) + 20);
        let told = exports[3]
            .changes
            .iter()
            .filter(|change| change.kind == ChangeKind::Cancelled);
        assert_eq!(told.count(), cancelled(&exports[3]) - cancelled(&exports[2]));
    }
}

#[test]
fn hidden_past_comes_back_as_it_was() {
    let whole = half("2027-02-21", "");
    for way in WAYS {
        let first = export(way, &whole, None, "2026-12-28");
        for hides in [
            "window = { back = \"1 week\" }",
            "past = false",
            "window = { from = 2027-01-20 }",
            "window = { to = 2027-01-20 }",
            "window = { from = 2027-01-04, to = 2027-01-20 }",
            "window = { back = \"2 weeks\", ahead = \"10 days\" }",
        ] {
            let hidden = export(way, &half("2027-02-21", hides), Some(&first), "2026-12-28");
            assert!(
                hidden.ledger.events().count() < first.ledger.events().count(),
                "{hides}"
            );
            assert!(hidden.changes.is_empty(), "{hides}");
            assert!(hidden.ledger.revised() > first.ledger.revised(), "{hides}");
            assert_eq!(hidden.ledger.records.len(), first.ledger.records.len());
            let again = export(way, &half("2027-02-21", hides), Some(&hidden), "2026-12-28");
            assert_eq!(again.text, hidden.text, "{way:?} {hides}");
            let back = export(way, &whole, Some(&hidden), "2026-12-29");
            assert_eq!(back.events_text(), first.events_text(), "{way:?} {hides}");
            assert!(back.ledger.hidden().next().is_none() && !back.text.contains("X-LONGRUN-HIDDEN"));
            let more = first.ledger.events().count() - hidden.ledger.events().count();
            assert_eq!(back.changes.len(), more, "what is shown again is told");
            assert!(back.changes.iter().all(|change| change.kind == ChangeKind::Added));
            assert!(back.ledger.revised() > hidden.ledger.revised());
        }
    }
}

#[test]
fn what_nobody_saw_is_not_in_the_ledger() {
    for way in WAYS {
        let narrow = half("2027-02-21", "window = { ahead = \"2 weeks\" }");
        let first = export(way, &narrow, None, "2026-12-14");
        assert!(first.ledger.hidden().next().is_none());
        let next = export(way, &narrow, Some(&first), "2026-12-15");
        assert!(next.ledger.hidden().next().is_none(), "{way:?}");
    }
}

/// The last day that is shown, and the sessions on it.
fn last_day(export: &Export) -> Vec<&Event> {
    let last = export.days().into_iter().next_back().unwrap();
    export.live().filter(|event| day(event) == last).collect()
}

#[test]
fn a_session_that_moves_behind_the_edge_is_cancelled_and_comes_back_above_that() {
    let edge = "window = { to = 2027-01-17 }";
    for way in WAYS {
        let first = export(way, &half("2027-02-21", edge), None, "2026-12-14");
        let on_edge = last_day(&first);
        assert!(!on_edge.is_empty());
        // A week later, all that stood on the last day stands behind it.
        let next = export(way, &half("2027-02-28", edge), Some(&first), "2026-12-15");
        none_falls(&[&first], &next);
        let shown = next.shown();
        let gone: Vec<&&Event> = on_edge
            .iter()
            .filter(|event| shown.get(event.uid.as_str()).is_some_and(|now| !is_live(now)))
            .collect();
        assert!(!gone.is_empty(), "{way:?}");
        for event in &gone {
            let cancelled = shown[event.uid.as_str()];
            assert_eq!(
                (day(cancelled), cancelled.sequence),
                (day(event), event.sequence + 1)
            );
        }
        let open = export(way, &half("2027-02-28", ""), Some(&next), "2026-12-16");
        none_falls(&[&first, &next], &open);
        for event in &gone {
            let back = open.shown()[event.uid.as_str()];
            assert!(is_live(back) && day(back) > day(event), "{way:?}");
            assert_eq!(back.sequence, event.sequence + 2);
        }
    }
}

#[test]
fn what_moves_while_hidden_is_cancelled_where_it_was_once_that_day_is_shown() {
    for way in WAYS {
        let first = export(way, &half("2027-02-21", ""), None, "2026-12-14");
        let narrow = |race: &str, ahead: &str| half(race, &format!("window = {{ ahead = \"{ahead}\" }}"));
        let second = export(way, &narrow("2027-02-21", "2 weeks"), Some(&first), "2026-12-14");
        let third = export(way, &narrow("2027-03-07", "2 weeks"), Some(&second), "2026-12-14");
        let mut known: Vec<Known> = CLIENTS.into_iter().map(Known::new).collect();
        let mut seen = vec![first, second, third];
        for export in &seen {
            known
                .iter_mut()
                .for_each(|known| known.take(export.ledger.events()));
        }
        let silent = |one: &Export, other: &Export| {
            one.ledger
                .hidden()
                .map(|event| &event.uid)
                .eq(other.ledger.hidden().map(|event| &event.uid))
        };
        assert!(!silent(&seen[0], &seen[1]));
        for (ahead, now) in [
            ("3 weeks", "2026-12-15"),
            ("5 weeks", "2026-12-15"),
            ("5 weeks", "2026-12-30"),
        ] {
            let next = export(way, &narrow("2027-03-07", ahead), seen.last(), now);
            none_falls(&seen.iter().collect::<Vec<_>>(), &next);
            let last = next.live().map(day).max().unwrap();
            for known in &mut known {
                known.take(next.ledger.events());
                let shown = |day| date(now) <= day && day <= last;
                assert_eq!(
                    known.live(shown),
                    live(next.ledger.events(), shown),
                    "{way:?} {:?}",
                    known.client
                );
            }
            seen.push(next);
        }
    }
}

#[test]
fn a_month_of_nights_with_a_moving_window_revises_nothing() {
    let moving = half(
        "2027-02-21",
        "weeks = true\nwindow = { back = \"1 week\", ahead = \"2 weeks\" }",
    );
    for way in WAYS {
        let mut last = export(way, &moving, None, "2026-12-07");
        let mut seen: BTreeMap<String, Event> = BTreeMap::new();
        let mut importer = Known::new(Client::BySequence);
        for night in 1..=31 {
            let today = date("2026-12-07") + Days::new(night);
            let next = export_at(way, &moving, Some(&last), today);
            for event in next.ledger.events() {
                assert_eq!((event.sequence, is_live(event)), (0, true), "{}", event.uid);
                let before = seen.insert(event.uid.clone(), event.clone());
                assert!(before.is_none_or(|before| before == *event));
            }
            assert!(next.changes.iter().all(|change| change.kind == ChangeKind::Added));
            let same_days = next.days() == last.days();
            assert_eq!(same_days, next.text == last.text, "{today}");
            assert!(!next.text.contains("X-LONGRUN-DROPPED"));
            importer.take(next.ledger.events());
            last = next;
        }
        assert!(last.ledger.hidden().count() > 15);
        assert_eq!(importer.live(|_| true).len(), last.ledger.records.len());
    }
}

#[test]
fn a_file_that_lost_what_is_hidden_is_still_followed() {
    for way in WAYS {
        let first = export(way, &half("2027-02-21", ""), None, "2026-12-28");
        let narrow = half("2027-02-21", "past = false\nwindow = { ahead = \"3 weeks\" }");
        let hidden = export(way, &narrow, Some(&first), "2026-12-28");
        let unfolded = hidden.text.replace("\r\n ", "");
        let kept = unfolded.lines().filter(|line| !line.starts_with("X-LONGRUN-"));
        let text: String = kept.map(|line| format!("{line}\r\n")).collect();
        let rewritten = Export {
            ledger: super::read(&text),
            text,
            changes: Vec::new(),
        };
        assert!(rewritten.ledger.hidden().next().is_none());
        let back = export(way, &half("2027-02-21", ""), Some(&rewritten), "2026-12-28");
        let to_come = |export: &Export| {
            export
                .live()
                .filter(|event| day(event) >= date("2026-12-28"))
                .count()
        };
        assert_eq!(to_come(&back), to_come(&first));
    }
}

#[test]
fn a_damaged_hidden_line_costs_that_event_alone() {
    for way in WAYS {
        let first = export(way, &half("2027-02-21", ""), None, "2026-12-28");
        let hidden = export(
            way,
            &half("2027-02-21", "past = false"),
            Some(&first),
            "2026-12-28",
        );
        let count = hidden.ledger.hidden().count();
        for (from, to) in [
            ("X-LONGRUN-HIDDEN:BEGIN:VEVENT", "X-LONGRUN-HIDDEN:END:VCALENDAR"),
            ("X-LONGRUN-HIDDEN:BEGIN:VEVENT", "X-LONGRUN-HIDDEN:"),
        ] {
            let text = hidden.text.replacen(from, to, 1);
            assert_eq!(super::read(&text).hidden().count(), count - 1);
        }
    }
}

#[test]
fn what_a_season_that_is_gone_had_hidden_is_cancelled_too() {
    use longrun::diagnostic::Faults;
    use longrun::history::Runner;
    use longrun::season::{Feed, RunnerId};

    let first = export(super::Way::Feed, &half("2027-02-21", ""), None, "2026-12-28");
    let narrow = half("2027-02-21", "past = false\nwindow = { ahead = \"3 weeks\" }");
    let hidden = export(super::Way::Feed, &narrow, Some(&first), "2026-12-28");
    let id = RunnerId::slug_of("Sam");
    let gone = Runner {
        id: &id,
        name: "Sam",
        seasons: &[],
        complete: true,
        feed: Feed::Full,
    };
    let now = super::morning(date("2026-12-28"));
    let next = gone.render(Some(&hidden.ledger), now, &Faults::new());
    let to_come = first
        .live()
        .filter(|event| day(event) >= date("2026-12-28"))
        .count();
    let cancelled = next.ledger.events().filter(|event| !is_live(event));
    assert_eq!(cancelled.count(), to_come);
    let past = next.ledger.hidden().count();
    assert_eq!(
        past,
        hidden
            .ledger
            .hidden()
            .filter(|event| day(event) < date("2026-12-28"))
            .count()
    );
}
