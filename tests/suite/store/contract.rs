//! Feeds, publications and plans.

use longrun::store::{CalendarRows, FeedKind, Published, Store, StoreError, StoreUrl, Token};

use super::{Place, at, id, text, wait};

const FULL: FeedKind = FeedKind::Full;

#[test]
fn a_feed_has_a_token_of_which_only_a_hash_is_kept() {
    for place in Place::both() {
        wait(async {
            let store = place.open().await;
            let token = store.add(&id("ada-lovelace"), FULL, at(0)).await.unwrap();
            let feeds = store.feeds().await.unwrap();
            assert_eq!(feeds.len(), 1);
            assert_eq!(feeds[0].token, token.hash());
            assert_eq!((feeds[0].runner.as_str(), feeds[0].kind), ("ada-lovelace", FULL));
            assert_eq!((feeds[0].created, feeds[0].revoked), (at(0), None));

            let backup = place.path("backup.db");
            store.backup(&backup).await.unwrap();
            let bytes = std::fs::read(&backup).unwrap();
            let holds = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
            assert!(holds("ada-lovelace"));
            assert!(!holds(token.reveal()), "the token itself is stored");
            assert!(!format!("{store:?} {feeds:?} {token:?}").contains(token.reveal()));
        });
    }
}

#[test]
fn a_rotated_or_revoked_token_stays_known_as_revoked() {
    for place in Place::both() {
        wait(async {
            let store = place.open().await;
            let first = store.add(&id("ada"), FULL, at(0)).await.unwrap();
            let second = store.rotate(&id("ada"), FULL, at(60)).await.unwrap();
            assert_ne!(first.hash(), second.hash());
            assert_eq!(revoked(&store, &first).await, Some(at(60)));
            assert_eq!(revoked(&store, &second).await, None);

            store.revoke(&id("ada"), FULL, at(120)).await.unwrap();
            assert_eq!(revoked(&store, &second).await, Some(at(120)));
            let third = store.add(&id("ada"), FULL, at(180)).await.unwrap();
            assert_eq!(revoked(&store, &third).await, None);
            assert_eq!(store.feeds().await.unwrap().len(), 3);
        });
    }
}

async fn revoked(store: &Store, token: &Token) -> Option<chrono::DateTime<chrono::Utc>> {
    let feeds = store.feeds().await.unwrap();
    let feed = feeds.into_iter().find(|feed| feed.token == token.hash());
    feed.expect("the token is known").revoked
}

#[test]
fn the_two_feeds_of_a_runner_are_apart_and_each_is_there_once() {
    for place in Place::both() {
        wait(async {
            let store = place.open().await;
            store.add(&id("ada"), FULL, at(0)).await.unwrap();
            store.add(&id("ada"), FeedKind::Busy, at(0)).await.unwrap();
            let again = store.add(&id("ada"), FULL, at(1)).await.unwrap_err();
            assert!(matches!(again, StoreError::HasFeed { .. }));
            assert_eq!(again.to_string(), "`ada` has a full feed already");

            store.revoke(&id("ada"), FeedKind::Busy, at(2)).await.unwrap();
            let gone = store.rotate(&id("ada"), FeedKind::Busy, at(3)).await.unwrap_err();
            assert_eq!(gone.to_string(), "`ada` has no busy feed");
            assert!(matches!(
                store.revoke(&id("bob"), FULL, at(3)).await,
                Err(StoreError::NoFeed { .. })
            ));
            assert!(store.rotate(&id("ada"), FULL, at(4)).await.is_ok());
        });
    }
}

#[test]
fn names_are_kept_as_they_are_and_hostile_ones_refused() {
    let names = [
        "Zoë",
        "'; DROP TABLE feed; --",
        "日本",
        "a\"b\\c",
        "%00",
        "Ada ",
        "Ada",
    ];
    for place in Place::both() {
        wait(async {
            let store = place.open().await;
            for name in names {
                let runner = store.runner_called(name).await.unwrap();
                store.add(&runner, FULL, at(0)).await.unwrap();
            }
            let feeds = store.feeds().await.unwrap();
            let mut kept: Vec<&str> = feeds.iter().map(|feed| feed.label.as_str()).collect();
            let mut expected = names.to_vec();
            kept.sort_unstable();
            expected.sort_unstable();
            assert_eq!(kept, expected);
            for bad in ["", "  ", "a\nb", "a\0b", "a\u{7f}", &"x".repeat(201)] {
                let refused = store.runner_called(bad).await;
                assert!(matches!(refused, Err(StoreError::BadName { .. })), "{bad:?}");
            }
        });
    }
}

#[test]
fn the_counter_rises_with_what_changed_and_with_nothing_else() {
    for place in Place::both() {
        wait(async {
            let store = place.open().await;
            let mut last = store.change().await.unwrap();
            let mut rose = async |what: &str, by: bool| {
                let now = store.change().await.unwrap();
                assert_eq!(now > last, by, "{what}: {last}, then {now}");
                last = now;
            };
            store.add(&id("ada"), FULL, at(0)).await.unwrap();
            rose("a feed", true).await;
            store.rotate(&id("ada"), FULL, at(0)).await.unwrap();
            rose("another token", true).await;
            assert!(store.add(&id("ada"), FULL, at(0)).await.is_err());
            rose("a feed that is there", false).await;
            store
                .publish(&id("ada"), FULL, None, &text("one"), at(0))
                .await
                .unwrap();
            rose("a calendar", true).await;
            store
                .publish(&id("ada"), FULL, None, &text("two"), at(0))
                .await
                .unwrap();
            rose("a calendar that came too late", false).await;
            store.plan_revision("half-12", "aa", at(0)).await.unwrap();
            rose("a plan", true).await;
            store.plan_revision("half-12", "aa", at(9)).await.unwrap();
            rose("the same plan", false).await;
            store.check().await.unwrap();
            rose("a look", false).await;
            store.revoke(&id("ada"), FULL, at(0)).await.unwrap();
            rose("a revocation", true).await;
        });
    }
}

#[test]
fn who_publishes_after_what_is_no_more_the_last_gets_the_last() {
    for place in Place::both() {
        wait(async {
            let store = place.open().await;
            assert_eq!(store.publication(&id("ada"), FULL).await.unwrap(), None);
            let first = done(
                store
                    .publish(&id("ada"), FULL, None, &text("one\r\n é"), at(0))
                    .await
                    .unwrap(),
            );
            assert_eq!((first.revision, first.text().as_str()), (1, "one\r\n é"));

            let late = store
                .publish(&id("ada"), FULL, None, &text("other"), at(1))
                .await
                .unwrap();
            assert_eq!(late, Published::Behind(Some(first.clone())));
            let early = store
                .publish(&id("ada"), FULL, Some(7), &text("other"), at(1))
                .await
                .unwrap();
            assert_eq!(early, Published::Behind(Some(first)));
            let second = done(
                store
                    .publish(&id("ada"), FULL, Some(1), &text("two"), at(2))
                    .await
                    .unwrap(),
            );
            assert_eq!(second.revision, 2);
            assert_eq!(store.publication(&id("ada"), FULL).await.unwrap(), Some(second));
            assert_eq!(store.publication(&id("ada"), FeedKind::Busy).await.unwrap(), None);

            let nobody = store
                .publish(&id("bob"), FULL, Some(1), &text("x"), at(0))
                .await
                .unwrap();
            assert_eq!(nobody, Published::Behind(None));
            let all = store.revisions().await.unwrap();
            assert_eq!(all.len(), 1);
            assert_eq!((all[0].runner.as_str(), all[0].revision), ("ada", 2));
        });
    }
}

pub(super) fn done(published: Published) -> longrun::store::Publication {
    match published {
        Published::Done(publication) => publication,
        Published::Behind(_) => panic!("{published:?}"),
    }
}

#[test]
fn a_clock_that_jumps_back_takes_no_stamp_along() {
    for place in Place::both() {
        wait(async {
            let store = place.open().await;
            let mut last = None;
            for (revision, moment) in [at(1_000), at(-50_000), at(-50_000), at(3_000)]
                .into_iter()
                .enumerate()
            {
                let after = u64::try_from(revision).unwrap();
                let after = (after > 0).then_some(after);
                let next = done(
                    store
                        .publish(&id("ada"), FULL, after, &text("x"), moment)
                        .await
                        .unwrap(),
                );
                assert!(
                    last.is_none_or(|last| next.published > last),
                    "{next:?} after {last:?}"
                );
                assert!(next.published >= moment);
                last = Some(next.published);
            }
            let first = store.plan_revision("half-12", "a", at(1_000)).await.unwrap();
            let second = store.plan_revision("half-12", "b", at(-9_000)).await.unwrap();
            assert_eq!((first.sequence, second.sequence), (0, 1));
            assert!(second.modified > first.modified);
        });
    }
}

/// A calendar with events of these names shown and hidden, in the order of their names.
fn calendar(shown: &[&str], hidden: &[&str]) -> CalendarRows {
    let event = |name: &&str| {
        format!(
            "BEGIN:VEVENT\r\nUID:{name}@longrun\r\nDTSTAMP:20270101T000000Z\r\nLAST-MODIFIED:20270101T000000Z\r\n\
             SEQUENCE:1\r\nDTSTART;VALUE=DATE:20270221\r\nEND:VEVENT\r\n"
        )
    };
    let of = |names: &[&str]| names.iter().map(event).collect::<String>();
    let line = |name: &&str| {
        format!(
            "X-LONGRUN-HIDDEN:{}",
            event(name).trim_end().replace("\r\n", "\\n")
        )
    };
    let lines: Vec<String> = hidden.iter().map(line).collect();
    let folded: String = lines
        .iter()
        .map(|line| folded(&line.replace(';', "\\;")))
        .collect();
    let text = format!(
        "BEGIN:VCALENDAR\r\nNAME:Ada\r\n{folded}{}END:VCALENDAR\r\n",
        of(shown)
    );
    let rows = CalendarRows::of_text(&text);
    assert_eq!(
        (rows.whole, rows.events.len(), rows.hidden.len()),
        (false, shown.len(), hidden.len())
    );
    assert_eq!(rows.text(), text);
    rows
}

/// A line of ASCII on lines of 75 octets.
fn folded(line: &str) -> String {
    let (first, rest) = line.split_at(line.len().min(75));
    let mut text = first.to_owned();
    for part in rest.as_bytes().chunks(74) {
        text += &format!("\r\n {}", std::str::from_utf8(part).unwrap());
    }
    text + "\r\n"
}

#[test]
fn a_hidden_event_keeps_its_row_and_comes_back() {
    for place in Place::both() {
        wait(async {
            let store = place.open().await;
            let mut revision = None;
            let changed = [
                (
                    calendar(&["a", "b", "c"], &[]),
                    vec![("a", true), ("b", true), ("c", true)],
                ),
                (calendar(&["c"], &["a", "b"]), vec![("a", false), ("b", false)]),
                (calendar(&["c", "d"], &["a", "b"]), vec![("d", true)]),
                (calendar(&["a", "c", "d"], &["b"]), vec![("a", true)]),
                (calendar(&["a", "c"], &[]), vec![("b", false), ("d", false)]),
            ];
            for (rows, expected) in changed {
                let published = store
                    .publish(&id("ada"), FULL, revision, &rows, at(0))
                    .await
                    .unwrap();
                assert_eq!(done(published).calendar, rows);
                let kept = store.publication(&id("ada"), FULL).await.unwrap().unwrap();
                assert_eq!(kept.calendar, rows);
                assert_eq!(kept.text(), rows.text());
                let after = revision.unwrap_or(0);
                let told = store.events_changed_after(&id("ada"), FULL, after).await.unwrap();
                let told: Vec<(&str, bool)> = told
                    .iter()
                    .map(|change| (change.uid.trim_end_matches("@longrun"), change.etag.is_some()))
                    .collect();
                assert_eq!(told, expected, "which changed, and are they shown");
                revision = Some(kept.revision);

                let backup = place.path(&format!("{}.db", kept.revision));
                store.backup(&backup).await.unwrap();
                let other = StoreUrl::Sqlite(place.path(&format!("{}.other", kept.revision)));
                let other = Store::open(&other).await.unwrap();
                other.restore(&backup, false).await.unwrap();
                assert_eq!(other.publication(&id("ada"), FULL).await.unwrap(), Some(kept));
            }
        });
    }
}

#[test]
fn a_plans_revision_follows_its_content() {
    for place in Place::both() {
        wait(async {
            let store = place.open().await;
            let first = store.plan_revision("half-12", "a", at(0)).await.unwrap();
            assert_eq!((first.sequence, first.modified), (0, at(0)));
            assert_eq!(store.plan_revision("half-12", "a", at(500)).await.unwrap(), first);
            let second = store.plan_revision("half-12", "b", at(600)).await.unwrap();
            assert_eq!((second.sequence, second.modified), (1, at(600)));
            let back = store.plan_revision("half-12", "a", at(700)).await.unwrap();
            assert_eq!(
                (back.sequence, back.modified),
                (2, at(700)),
                "an old text is a new revision"
            );
            assert_eq!(
                store.plan_revision("base-8", "a", at(0)).await.unwrap().sequence,
                0
            );
            store.close().await;
            assert_eq!(
                place
                    .open()
                    .await
                    .plan_revision("half-12", "a", at(900))
                    .await
                    .unwrap(),
                back
            );
        });
    }
}
