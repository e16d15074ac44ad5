//! One calendar for all seasons of a runner.

use longrun::diagnostic::Code;
use longrun::season::Feed;

use super::{render, render_some, season_text, values};

const SPRING: &str = "2027-04-04";
const AUTUMN: &str = "2027-10-03";

/// In the middle of the spring's season.
const NOW: &str = "2027-02-10T12:00:00Z";

fn uids_from<'c>(calendar: &'c str, season: &str) -> Vec<&'c str> {
    let uids = values(calendar, "UID").into_iter();
    uids.filter(|uid| uid.starts_with(season) && uid.contains('.'))
        .collect()
}

fn cancelled(calendar: &str) -> usize {
    values(calendar, "STATUS")
        .iter()
        .filter(|status| **status == "CANCELLED")
        .count()
}

/// The lines of the event with this UID.
fn event<'c>(calendar: &'c str, uid: &str) -> &'c str {
    let events = calendar.split("BEGIN:VEVENT");
    events
        .skip(1)
        .find(|event| values(event, "UID") == [uid])
        .expect("the event is there")
}

#[test]
fn what_has_not_changed_is_the_same_bytes_whatever_the_clock_says() {
    let spring = season_text(SPRING, "");
    let (first, changed) = render(&[&spring], Feed::Full, None, NOW);
    assert!(changed);
    for later in [
        NOW,
        "2027-02-10T18:00:00Z",
        "2027-03-20T12:00:00Z",
        "2028-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z",
    ] {
        let (again, changed) = render(&[&spring], Feed::Full, Some(first.as_bytes()), later);
        assert!(!changed, "at {later}");
        assert_eq!(again, first);
    }
}

#[test]
fn the_next_season_joins_the_first_and_leaves_it_as_it_is() {
    let (spring, autumn) = (season_text(SPRING, ""), season_text(AUTUMN, ""));
    let (one, _) = render(&[&spring], Feed::Full, None, NOW);
    let (two, changed) = render(
        &[&autumn, &spring],
        Feed::Full,
        Some(one.as_bytes()),
        "2027-03-01T12:00:00Z",
    );
    assert!(changed);
    let (was, is) = (uids_from(&one, "ada-lovelace-berlin-2027"), values(&two, "UID"));
    assert!(was.len() > 60);
    assert_eq!(
        values(&two, "BEGIN")
            .iter()
            .filter(|it| **it == "VCALENDAR")
            .count(),
        1
    );
    // Both races are the "Berlin" of Ada's 2027: the later one's season has its day in its name.
    assert!(was.iter().all(|uid| is.contains(uid)));
    assert!(uids_from(&two, "ada-lovelace-berlin-2027-1003.").len() > 60);
    assert_eq!(cancelled(&two), 0);
    for later in [
        "2027-03-02T12:00:00Z",
        "2027-06-01T12:00:00Z",
        "2028-06-01T12:00:00Z",
    ] {
        let seasons = [spring.as_str(), autumn.as_str()];
        let (again, changed) = render(&seasons, Feed::Full, Some(two.as_bytes()), later);
        assert!(!changed && again == two, "at {later}");
    }
    let (busy, _) = render(&[&spring], Feed::Busy, None, NOW);
    let (both, _) = render(&[&autumn, &spring], Feed::Busy, Some(busy.as_bytes()), NOW);
    assert_eq!(cancelled(&both), 0);
    assert!(values(&both, "UID").len() > values(&busy, "UID").len());
    assert!(
        values(&busy, "UID")
            .iter()
            .all(|uid| values(&both, "UID").contains(uid))
    );
}

#[test]
fn seasons_with_their_own_ids_are_one_calendar_without_a_uid_twice() {
    let spring = season_text(SPRING, "id = \"spring\"");
    let autumn = season_text(AUTUMN, "id = \"autumn\"");
    let (one, _) = render(&[&spring], Feed::Full, None, NOW);
    let (two, _) = render(
        &[&autumn, &spring],
        Feed::Full,
        Some(one.as_bytes()),
        "2027-03-01T12:00:00Z",
    );
    let mut uids = values(&two, "UID");
    let all = uids.len();
    uids.sort_unstable();
    uids.dedup();
    assert_eq!(uids.len(), all);
    assert!(uids_from(&two, "spring.").len() > 60 && uids_from(&two, "autumn.").len() > 60);
    assert_eq!(cancelled(&two), 0);
    for uid in uids_from(&one, "spring.") {
        assert_eq!(
            event(&two, uid).trim_end_matches("END:VCALENDAR\r\n"),
            event(&one, uid).trim_end_matches("END:VCALENDAR\r\n")
        );
    }
    assert_eq!(values(&two, "NAME"), ["Ada Lovelace"]);
    let (again, changed) = render(
        &[&autumn, &spring],
        Feed::Full,
        Some(two.as_bytes()),
        "2027-03-02T12:00:00Z",
    );
    assert!(!changed && again == two);
}

#[test]
fn of_a_file_that_is_gone_the_past_stays_and_what_was_to_come_is_cancelled() {
    let spring = season_text(SPRING, "id = \"spring\"");
    let autumn = season_text(AUTUMN, "id = \"autumn\"");
    let (both, _) = render(&[&spring, &autumn], Feed::Full, None, "2026-12-01T12:00:00Z");
    let (rest, changed) = render(&[&autumn], Feed::Full, Some(both.as_bytes()), NOW);
    assert!(changed);
    for uid in uids_from(&both, "spring.") {
        let (was, is) = (event(&both, uid), event(&rest, uid));
        let day = &values(is, "DTSTART")[0][..8];
        if day < "20270210" {
            assert_eq!(is, was, "{uid} is over");
        } else {
            assert_eq!(values(is, "STATUS"), ["CANCELLED"], "{uid} on {day}");
            assert_eq!(values(is, "SEQUENCE"), ["1"]);
        }
    }
    assert!(
        uids_from(&rest, "autumn.")
            .iter()
            .all(|uid| values(event(&rest, uid), "SEQUENCE") == ["0"])
    );

    // All files are gone, and a month later so is what was cancelled; the past is still there.
    let (none, _) = render(&[], Feed::Full, Some(rest.as_bytes()), "2027-02-11T12:00:00Z");
    assert!(
        uids_from(&none, "autumn.")
            .iter()
            .all(|uid| values(event(&none, uid), "STATUS") == ["CANCELLED"])
    );
    let (last, _) = render(&[], Feed::Full, Some(none.as_bytes()), "2028-02-11T12:00:00Z");
    assert_eq!(cancelled(&last), 0);
    assert!(uids_from(&last, "spring.").len() > 30 && uids_from(&last, "autumn.").is_empty());
}

#[test]
fn a_season_that_is_over_stays_as_it_was_when_its_file_changes() {
    let spring = season_text(SPRING, "id = \"spring\"");
    let other = season_text(SPRING, "id = \"spring\"\nvolume = \"50 km\"");
    let autumn = season_text(AUTUMN, "id = \"autumn\"");
    let (first, _) = render(&[&spring], Feed::Full, None, NOW);
    let (after, _) = render(
        &[&autumn, &other],
        Feed::Full,
        Some(first.as_bytes()),
        "2027-05-01T12:00:00Z",
    );
    for uid in uids_from(&first, "spring.") {
        assert_eq!(values(event(&after, uid), "SEQUENCE"), ["0"]);
        assert_eq!(
            values(event(&after, uid), "SUMMARY"),
            values(event(&first, uid), "SUMMARY")
        );
    }
}

#[test]
fn a_changed_session_is_revised_and_the_stamp_of_the_calendar_rises_though_the_clock_fell() {
    let before = season_text(SPRING, "id = \"spring\"");
    let after = before.replace("18:00", "19:00");
    let (one, _) = render(&[&before], Feed::Full, None, NOW);
    let (two, changed) = render(
        &[&after],
        Feed::Full,
        Some(one.as_bytes()),
        "2027-02-10T09:00:00Z",
    );
    assert!(changed);
    assert!(values(&two, "LAST-MODIFIED")[0] > values(&one, "LAST-MODIFIED")[0]);
    let revised = values(&two, "SEQUENCE")
        .iter()
        .filter(|number| **number == "1")
        .count();
    assert!(revised >= 5, "{revised} Tuesdays");
    let stamps = values(&two, "DTSTAMP");
    assert!(stamps.iter().all(|stamp| *stamp >= values(&one, "DTSTAMP")[0]));
}

#[test]
fn the_busy_feed_says_nothing_of_the_runner() {
    let spring = season_text(SPRING, "id = \"spring\"");
    let (busy, _) = render(&[&spring], Feed::Busy, None, NOW);
    assert!(values(&busy, "SUMMARY").len() > 5);
    for word in [
        "Ada",
        "Lovelace",
        "ada-",
        "spring",
        "Berlin 2027",
        "Long run",
        "half",
    ] {
        assert!(!busy.contains(word), "{word}");
    }
    let (again, changed) = render(
        &[&spring],
        Feed::Busy,
        Some(busy.as_bytes()),
        "2027-02-20T12:00:00Z",
    );
    assert!(!changed && again == busy);
    let (gone, _) = render(&[], Feed::Busy, Some(busy.as_bytes()), "2027-02-20T12:00:00Z");
    assert!(cancelled(&gone) > 2);
    for word in ["Ada", "Lovelace", "ada-"] {
        assert!(!gone.contains(word), "{word}");
    }
}

#[test]
fn what_was_published_and_is_no_calendar_of_ours_is_not_followed() {
    let own = crate::seasons::read(&season_text(SPRING, ""));
    let runner = longrun::history::Runner {
        id: &crate::store::id("ada"),
        name: "Ada",
        seasons: &[&own],
        complete: true,
        feed: Feed::Full,
    };
    for published in ["", "BEGIN:VCALENDAR\r\nPRODID:-//else//\r\nEND:VCALENDAR\r\n"] {
        let refused = runner.read(published.as_bytes());
        assert!(
            refused
                .unwrap_err()
                .message()
                .contains("the published calendar of Ada")
        );
    }
}

/// As when a server starts while a file is broken: whose it is nobody knows.
#[test]
fn while_a_file_cannot_be_read_nothing_is_cancelled_for_want_of_a_season() {
    const LATER: &str = "2027-02-20T12:00:00Z";
    let (spring, autumn) = (season_text(SPRING, ""), season_text(AUTUMN, ""));
    let (both, _) = render(&[&spring, &autumn], Feed::Full, None, NOW);
    for some in [&[][..], &[spring.as_str()], &[autumn.as_str()]] {
        let (kept, changed) = render_some(some, &both, LATER);
        assert!(!changed && kept == both, "{} seasons are left", some.len());
    }
    let moved = spring.replace("18:00", "19:00");
    let (after, changed) = render_some(&[&moved, &autumn], &both, LATER);
    assert!(changed, "what is there can change");
    assert_eq!(cancelled(&after), 0);

    // A new season is not taken for the one that is missing, however near its race is.
    let (one, _) = render(&[&spring], Feed::Full, None, NOW);
    let another = season_text("2027-05-30", "").replace("\"Berlin\"", "\"Potsdam\"");
    let (kept, changed) = render_some(&[&another], &one, LATER);
    assert!(!changed && kept == one);
}

#[test]
fn two_seasons_on_the_same_days_are_told() {
    let [spring, summer] = [SPRING, "2027-05-02"].map(|race| crate::seasons::read(&season_text(race, "")));
    let said = |seasons: &[&longrun::schedule::PlacementInputs], now: &str| {
        let faults = longrun::diagnostic::Faults::new();
        let runner = longrun::history::Runner {
            id: &crate::store::id("ada"),
            name: "Ada",
            seasons,
            complete: true,
            feed: Feed::Full,
        };
        runner.render(None, now.parse().unwrap(), &faults);
        let told = faults.into_sorted().into_iter();
        told.filter(|fault| fault.code() == Code::SeasonsOverlap)
            .map(|fault| fault.message())
            .collect::<Vec<_>>()
    };
    let told = said(&[&summer, &spring], NOW);
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("from 2027-02-08 to 2027-04-04"), "{told:?}");
    assert!(
        said(&[&summer, &spring], "2027-04-10T12:00:00Z").is_empty(),
        "it is over"
    );
    assert!(said(&[&summer], NOW).is_empty());
}
