//! A publication that is damaged, too large or forgotten: the feed goes on, no SEQUENCE falls, and nothing is there twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use longrun::history::calendar_file::{CalendarFile, read};
use longrun::season::Feed;
use longrun::store::{Store, StoreUrl};
use longrun::watch::{Elsewhere, PublishError, RunnerSeasons, Seasons, publish};
use tempfile::TempDir;

use super::publishing::{feed, runner_of};
use super::{open, season_text, values};
use crate::store::upgrade::run;
use crate::store::{Place, at, id, text, wait};

/// The middle of the season, in seconds after the moment of the tests.
const MIDDLE: i64 = 90 * 86_400;

fn ada() -> (TempDir, Arc<RunnerSeasons>) {
    runner_of(&season_text("2027-04-04", ""))
}

/// The events of a calendar by UID: SEQUENCE, and all lines.
fn events(calendar: &str) -> BTreeMap<String, (u32, String)> {
    let calendar = calendar.replace("\r\n ", "");
    let mut events = BTreeMap::new();
    for event in calendar.split("\r\nBEGIN:VEVENT\r\n").skip(1) {
        let event = event.split("\r\nEND:VEVENT").next().unwrap();
        let value = |name| values(event, name)[0].to_owned();
        let known = events.insert(
            value("UID"),
            (value("SEQUENCE").parse().unwrap(), event.to_owned()),
        );
        assert!(known.is_none(), "a UID stands there twice: {event}");
    }
    events
}

/// What a subscriber has on which day.
fn sessions(calendar: &str) -> BTreeSet<(String, String)> {
    let of = |event: &(u32, String)| {
        let value = |name| values(&event.1, name)[0].to_owned();
        (value("DTSTART"), value("SUMMARY"))
    };
    let events = events(calendar);
    let live = events
        .values()
        .filter(|(_, lines)| !lines.contains("STATUS:CANCELLED"));
    live.map(of).collect()
}

/// Checks what a subscriber of `before` sees in `after`, of the same season.
fn follows(before: &str, after: &str, damage: &str) {
    let (old, new) = (events(before), events(after));
    for (uid, (sequence, lines)) in &new {
        if let Some((known, as_known)) = old.get(uid) {
            assert!(sequence >= known, "{damage}: SEQUENCE falls: {uid}");
            let is_same = lines == as_known;
            assert!(
                is_same || sequence > known,
                "{damage}: changed without a SEQUENCE: {uid}"
            );
        }
    }
    assert_eq!(sessions(before), sessions(after), "{damage}");
}

/// The calendar after some damage, which must be whole again, and stay as it is.
async fn mended(
    store: &Store,
    seasons: &Arc<RunnerSeasons>,
    kind: Feed,
    seconds: i64,
    damage: &str,
) -> String {
    let mended = feed(store, kind, Some(seasons), seconds).await;
    let health = store.check().await.unwrap();
    let left: Vec<_> = health
        .unreadable
        .iter()
        .filter(|(_, other)| *other == kind)
        .collect();
    assert!(left.is_empty(), "{damage}: {left:?}");
    let again = feed(store, kind, Some(seasons), seconds + 1).await;
    assert_eq!(again.revision, mended.revision, "{damage}: it is mended once");
    mended.text()
}

/// A text that stands in a column, with one of its characters replaced by `with`; `at` is its place in percent.
fn replaced(column: &str, at: u32, with: &str) -> String {
    let place = format!("CAST(1 + (length({column}) - 1) * {at} / 100 AS INTEGER)");
    format!("{column} = substr({column}, 1, {place} - 1) || {with} || substr({column}, {place} + 1)")
}

/// Each kind of damage to rows, in SQL for both databases.
fn damages(kind: Feed) -> Vec<String> {
    let of_it = format!("runner = 'ada' AND kind = '{}'", kind.word());
    // An event that is over, one to come, and the first.
    let event = |nth: u32| {
        format!(
            "{of_it} AND uid = (SELECT uid FROM event WHERE {of_it} AND place IS NOT NULL ORDER BY day, uid LIMIT 1 OFFSET {nth})"
        )
    };
    let mut all = Vec::new();
    for (turn, with) in [
        "'x'", "'7'", "' '", "':'", "';'", "'\\'", "','", "'é'", "'🏃'", "chr(10)", "chr(13)", "chr(9)",
    ]
    .into_iter()
    .enumerate()
    {
        let shift = u32::try_from(turn).unwrap() * 7;
        for at in [3, 50, 92] {
            let at = (at + shift) % 100;
            all.push(format!(
                "UPDATE publication SET {} WHERE {of_it}",
                replaced("head", at, with)
            ));
            for nth in [3, 12] {
                all.push(format!(
                    "UPDATE event SET {} WHERE {}",
                    replaced("content", at, with),
                    event(nth)
                ));
            }
        }
        all.push(format!(
            "UPDATE publication SET {} WHERE {of_it}",
            replaced("tail", 50, with)
        ));
        for column in ["etag", "day", "time"] {
            all.push(format!(
                "UPDATE event SET {} WHERE {}",
                replaced(column, 50, with),
                event(5)
            ));
        }
    }
    for number in [
        "0",
        "-1",
        "2147483648",
        "4294967295",
        "253402300800",
        "9223372036854775807",
        "-9223372036854775808",
    ] {
        for column in ["revision", "published", "whole", "sequence"] {
            all.push(format!(
                "UPDATE publication SET {column} = {number} WHERE {of_it}"
            ));
        }
        for column in ["revision", "sequence", "modified", "place"] {
            all.push(format!("UPDATE event SET {column} = {number} WHERE {}", event(4)));
        }
    }
    for column in ["head", "tail"] {
        all.push(format!("UPDATE publication SET {column} = '' WHERE {of_it}"));
        all.push(format!(
            "UPDATE publication SET {column} = substr({column}, 1, length({column}) / 2) WHERE {of_it}"
        ));
    }
    all.push(format!(
        "UPDATE event SET content = substr(content, 1, length(content) / 2) WHERE {}",
        event(2)
    ));
    all.push(format!("UPDATE event SET content = 'half' WHERE {}", event(14)));
    all.push(format!("UPDATE event SET place = NULL WHERE {}", event(15)));
    all.push(format!("UPDATE event SET uid = 'x' WHERE {}", event(16)));
    all.push(format!("DELETE FROM publication WHERE {of_it}"));
    all
}

/// What only SQLite takes.
fn damages_of_sqlite(kind: Feed) -> Vec<String> {
    let of_it = format!("runner = 'ada' AND kind = '{}'", kind.word());
    let mut all = Vec::new();
    for value in [
        "x'00'",
        "x'ff'",
        "0.5",
        "CAST(x'41ff42' AS TEXT)",
        "'a' || char(0) || 'b'",
    ] {
        for column in ["revision", "published", "whole", "sequence", "head", "tail"] {
            all.push(format!("UPDATE publication SET {column} = {value} WHERE {of_it}"));
        }
        for column in [
            "revision", "sequence", "modified", "place", "day", "time", "etag", "content",
        ] {
            all.push(format!(
                "UPDATE event SET {column} = {value} WHERE {of_it} AND uid = (SELECT max(uid) FROM event WHERE {of_it})"
            ));
        }
    }
    all
}

#[test]
fn a_damaged_publication_heals_at_the_next_good_render() {
    let (_folder, seasons) = ada();
    for place in Place::both() {
        wait(async {
            let store = place.open().await;
            for kind in [Feed::Full, Feed::Busy] {
                feed(&store, kind, Some(&seasons), 0).await;
                let mut before = feed(&store, kind, Some(&seasons), MIDDLE).await.text();
                let is_sqlite = matches!(place.url, StoreUrl::Sqlite(_));
                let more = if is_sqlite {
                    damages_of_sqlite(kind)
                } else {
                    Vec::new()
                };
                for (turn, damage) in (1..).zip(damages(kind).into_iter().chain(more)) {
                    let sql = if is_sqlite {
                        damage.replace("chr(", "char(")
                    } else {
                        damage
                    };
                    run(&place.url, &sql).await;
                    let after = mended(&store, &seasons, kind, MIDDLE + turn * 10, &sql).await;
                    follows(&before, &after, &sql);
                    before = after;
                }
            }
        });
    }
}

#[test]
fn a_publication_that_is_lost_as_a_whole_begins_above_all_that_was_sent() {
    let (_folder, seasons) = ada();
    for place in Place::both() {
        wait(async {
            let store = place.open().await;
            feed(&store, Feed::Full, Some(&seasons), 0).await;
            let mut before = feed(&store, Feed::Full, Some(&seasons), MIDDLE).await;
            for damage in [
                "UPDATE publication SET head = 'hello', tail = '', whole = 1; DELETE FROM event",
                "UPDATE publication SET head = '', tail = '', whole = 1; UPDATE event SET content = 'x', etag = 'y', day = ''",
                "UPDATE publication SET head = 'BEGIN:VCALENDAR', tail = '', sequence = 0; UPDATE event SET content = '', place = NULL",
            ] {
                run(&place.url, damage).await;
                let after = mended(&store, &seasons, Feed::Full, MIDDLE + 60, damage).await;
                follows(&before.text(), &after, damage);
                let highest = events(&before.text())
                    .values()
                    .map(|(sequence, _)| *sequence)
                    .max();
                let least = events(&after).values().map(|(sequence, _)| *sequence).min();
                assert!(least > highest, "{damage}");
                let last = store.publication(&id("ada"), Feed::Full).await.unwrap().unwrap();
                assert!(last.revision > before.revision && last.published > before.published);
                before = last;
            }
        });
    }
}

#[test]
fn a_forgotten_calendar_keeps_its_uids_and_begins_above_all_that_was_sent() {
    let (_folder, seasons) = ada();
    for place in Place::both() {
        wait(async {
            let store = place.open().await;
            feed(&store, Feed::Full, Some(&seasons), 0).await;
            let before = feed(&store, Feed::Full, Some(&seasons), MIDDLE).await;
            store.forget(&id("ada"), Feed::Full, at(MIDDLE)).await.unwrap();
            let health = store.check().await.unwrap();
            assert!(health.unreadable.is_empty(), "it is forgotten, and not damaged");
            let nothing = Seasons {
                found: None,
                elsewhere: Elsewhere::default(),
            };
            let nobody = publish(&store, &id("ada"), Feed::Full, nothing, at(MIDDLE)).await;
            assert!(
                matches!(nobody, Err(PublishError::NoSeason(_))),
                "without a season nothing is sent"
            );

            let after = feed(&store, Feed::Full, Some(&seasons), MIDDLE + 5).await;
            assert!(after.revision > before.revision + 1 && after.published > before.published);
            follows(&before.text(), &after.text(), "forgotten");
            let (old, new) = (events(&before.text()), events(&after.text()));
            assert!(old.keys().eq(new.keys()), "UIDs stay");
            assert!(new.values().all(|(sequence, _)| *sequence == 1));

            let nobody = store.forget(&id("bob"), Feed::Full, at(0)).await.unwrap_err();
            assert!(nobody.to_string().contains("nothing was published"), "{nobody}");
        });
    }
}

/// Ada with as many seasons as given, a year apart, each in a file of its own.
fn years(count: i32) -> (TempDir, Arc<RunnerSeasons>) {
    let place = tempfile::tempdir().unwrap();
    for year in 2027..2027 + count {
        let text = format!(
            "plan = \"season-to-spring-marathon\"\nalso = [\"mind-and-fuel\"]\nrace = {{ date = {year}-04-18 }}\n\
             previous = {{ date = {}-10-18 }}\nathlete = {{ name = \"Ada\", id = \"ada\" }}\n",
            year - 1
        );
        std::fs::write(place.path().join(format!("{year}.toml")), text).unwrap();
    }
    let snapshot = open(place.path()).unwrap().snapshot();
    let runner = Arc::clone(&snapshot.runners["ada"]);
    (place, runner)
}

#[test]
fn what_could_not_be_read_again_is_not_published_and_the_last_good_one_stays() {
    let (few, many) = (years(8), years(24));
    let place = Place::sqlite();
    wait(async {
        let store = place.open().await;
        let ask = async |runner: &Arc<RunnerSeasons>, seconds| {
            let found = Some(Arc::clone(runner));
            let seasons = Seasons {
                found,
                elsewhere: Elsewhere::default(),
            };
            publish(&store, &id("ada"), Feed::Full, seasons, at(seconds)).await
        };
        let none = ask(&many.1, 0).await;
        assert!(
            matches!(none, Err(PublishError::Refused(_))),
            "there is no good one yet"
        );
        assert_eq!(store.publication(&id("ada"), Feed::Full).await.unwrap(), None);
        let good = ask(&few.1, 10).await.unwrap();
        let kept = ask(&many.1, 20).await.unwrap();
        assert_eq!(kept.publication, good.publication);
        let reason = kept.refused.unwrap().message();
        assert!(reason.contains("could not be read again"), "{reason}");
        let again = ask(&few.1, 30).await.unwrap();
        assert_eq!((again.publication, again.refused), (good.publication, None));
    });
}

/// As it was possible once: a slip made a calendar of 45 years.
#[test]
fn a_publication_of_too_many_events_heals_too() {
    let (_folder, seasons) = ada();
    let place = Place::sqlite();
    wait(async {
        let store = place.open().await;
        let before = feed(&store, Feed::Full, Some(&seasons), 0).await.text();
        let (head, rest) = before.split_once("BEGIN:VEVENT\r\n").unwrap();
        let first = rest.split("END:VEVENT\r\n").next().unwrap();
        let uid = values(first, "UID")[0];
        let mut large = format!(
            "{head}BEGIN:VEVENT\r\n{}",
            rest.trim_end_matches("END:VCALENDAR\r\n")
        );
        for number in 2..16_000 {
            let day = format!("2{:03}0704", 30 + number % 170);
            let other = first.replace(uid, &uid.replace('@', &format!(".{number}@")));
            let start = values(&other, "DTSTART")[0].to_owned();
            large += &format!("BEGIN:VEVENT\r\n{}END:VEVENT\r\n", other.replace(&start, &day));
        }
        large += "END:VCALENDAR\r\n";
        assert!(large.len() > 5 << 20, "{}", large.len());
        let done = store
            .publish(&id("ada"), Feed::Full, Some(1), &text(&large), at(5))
            .await;
        assert!(done.is_ok());
        assert!(!store.check().await.unwrap().unreadable.is_empty());
        let after = mended(&store, &seasons, Feed::Full, 60, "too large").await;
        follows(&before, &after, "too large");
        assert!(matches!(
            read("", after.as_bytes(), None, &longrun::diagnostic::Faults::new()),
            CalendarFile::Ours(_)
        ));
    });
}
