//! The same on a server, for all files of a runner.

use std::collections::BTreeSet;

use chrono::Days;
use longrun::calendar::SeasonId;
use longrun::diagnostic::Faults;
use longrun::history::{Ledger, Runner};
use longrun::ical::{Status, When};
use longrun::schedule::PlacementInputs;
use longrun::season::{Feed, RunnerId};

use super::super::{day, moment};
use super::{DRAFT, Draft, SHOWN, date, edits, today};
use crate::seasons;

/// The next calendar of these files, after what was published, and the codes of what was said.
fn render(files: &[Draft], published: Option<&Ledger>, feed: Feed) -> (Ledger, Vec<String>) {
    let inputs: Vec<PlacementInputs> = files.iter().map(|file| seasons::read(&file.text())).collect();
    let seasons: Vec<&PlacementInputs> = inputs.iter().collect();
    let (id, faults) = (RunnerId::slug_of("Sam"), Faults::new());
    let runner = Runner {
        id: &id,
        name: "Sam",
        seasons: &seasons,
        complete: true,
        feed,
    };
    let published = published.map(|ledger| runner.read(&ledger.calendar().to_bytes()).unwrap());
    let next = runner.render(published.as_ref(), moment("2026-12-14T12:00:00Z"), &faults);
    let again = runner.render(Some(&next.ledger), moment("2026-12-14T13:00:00Z"), &Faults::new());
    assert!(!again.changed, "{files:?}");
    let told = faults.into_sorted().into_iter();
    let codes = told.map(|fault| fault.code().word().to_owned());
    (next.ledger, codes.collect())
}

fn seasons_of(ledger: &Ledger) -> BTreeSet<SeasonId> {
    ledger
        .events()
        .map(|event| SeasonId::of_uid(&event.uid))
        .collect()
}

#[test]
fn a_served_season_is_known_again_after_any_edit() {
    for (shown, feed) in SHOWN
        .into_iter()
        .flat_map(|shown| Feed::ALL.map(|feed| (shown, feed)))
    {
        // Also in a calendar of an earlier version, which does not describe its seasons.
        for is_described in [true, false] {
            let mut published: Option<Ledger> = None;
            for draft in edits(shown) {
                let (mut next, _) = render(&[draft], published.as_ref(), feed);
                let before = published.as_ref().unwrap_or(&next);
                assert_eq!(seasons_of(&next), seasons_of(before), "{feed:?} {draft:?}");
                if !is_described {
                    next.head.seasons.clear();
                }
                published = Some(next);
            }
        }
    }
}

#[test]
fn of_two_served_seasons_only_the_one_in_utc_is_revised() {
    let autumn = Draft {
        date: "2027-10-03",
        ..DRAFT
    };
    let in_utc = Draft {
        calendar: "utc = true",
        ..DRAFT
    };
    for feed in Feed::ALL {
        let (before, _) = render(&[DRAFT, autumn], None, feed);
        let (after, _) = render(&[in_utc, autumn], Some(&before), feed);
        let uids = |ledger: &Ledger| {
            ledger
                .events()
                .map(|event| event.uid.clone())
                .collect::<BTreeSet<_>>()
        };
        assert_eq!(uids(&after), uids(&before));
        let mut revised = 0;
        for event in after.events() {
            let is_timed = matches!(event.when, When::Timed { .. });
            let is_new = is_timed && day(event) >= today() - Days::new(1) && day(event) < date("2027-03-01");
            assert_eq!(event.sequence, u32::from(is_new), "{}", event.uid);
            revised += event.sequence;
        }
        assert!(revised > 15, "{revised}");
    }
}

#[test]
fn two_files_of_one_race_and_day_are_one_season() {
    let copy = Draft {
        calendar: "weeks = true",
        ..DRAFT
    };
    let with_id = Draft { id: "sam", ..copy };
    for feed in Feed::ALL {
        let (one, said) = render(&[DRAFT], None, feed);
        assert!(!said.contains(&"SAME_SEASON".to_owned()));
        for files in [[DRAFT, copy], [DRAFT, DRAFT]] {
            let (two, said) = render(&files, Some(&one), feed);
            assert_eq!(two, one, "the first counts");
            assert_eq!(
                said.iter().filter(|code| *code == "SAME_SEASON").count(),
                1,
                "{said:?}"
            );
            assert!(!said.contains(&"SEASONS_OVERLAP".to_owned()), "{said:?}");
        }
        // The file with an `id` is the one that somebody looks after.
        let (two, said) = render(&[DRAFT, with_id], Some(&one), feed);
        assert_eq!(seasons_of(&two), seasons_of(&one));
        assert!(said.contains(&"SAME_SEASON".to_owned()));
        let (own, said) = render(&[Draft { id: "one", ..DRAFT }, with_id], None, feed);
        assert_eq!(seasons_of(&own).len(), 2, "two ids are two seasons");
        assert!(!said.contains(&"SAME_SEASON".to_owned()));
    }
}

#[test]
fn two_races_of_one_name_in_a_year_stay_two_and_a_renamed_file_is_one() {
    let autumn = Draft {
        date: "2027-10-03",
        ..DRAFT
    };
    for feed in Feed::ALL {
        let (both, _) = render(&[DRAFT, autumn], None, feed);
        assert_eq!(seasons_of(&both).len(), 2);
        let (turned, said) = render(&[autumn, DRAFT], Some(&both), feed);
        assert_eq!(turned, both);
        assert!(!said.contains(&"SAME_SEASON".to_owned()));
        let (gone, _) = render(&[autumn], Some(&both), feed);
        let (back, _) = render(&[DRAFT, autumn], Some(&gone), feed);
        assert_eq!(
            seasons_of(&back),
            seasons_of(&both),
            "a file that comes back is the season that it was"
        );
    }
}

#[test]
fn a_calendar_without_seasons_keeps_its_runners_day() {
    // It is the 17th in Auckland, and the 16th in UTC.
    let kiri = Draft {
        calendar: "sessions = [\"easy\"]",
        ..DRAFT
    };
    let text = kiri.text().replace("Europe/Berlin", "Pacific/Auckland");
    let inputs = seasons::read(&text);
    let id = RunnerId::slug_of("Kiri");
    let of = [&inputs];
    let with = Runner {
        id: &id,
        name: "Kiri",
        seasons: &of,
        complete: true,
        feed: Feed::Full,
    };
    let without = Runner { seasons: &[], ..with };
    let first = with.render(None, moment("2026-12-14T12:00:00Z"), &Faults::new());
    let read = without.read(&first.bytes()).unwrap();
    assert!(
        read.events()
            .any(|event| event.when.day(None).to_string() == "2026-12-16")
    );
    let next = without.render(Some(&read), moment("2026-12-16T20:00:00Z"), &Faults::new());
    for event in next.ledger.events() {
        let is_over = event.when.day(None).to_string().as_str() < "2026-12-17";
        let expected = if is_over {
            Status::Confirmed
        } else {
            Status::Cancelled
        };
        assert_eq!(event.status, expected, "{}", event.uid);
    }
    // The zone outlives the seasons.
    let again = without.read(&next.bytes()).unwrap();
    assert_eq!(again.head.zone.map(|zone| zone.name()), Some("Pacific/Auckland"));
}
