//! Runners, the store's secret, and the rows of what was published.

use longrun::season::RunnerId;
use longrun::store::{CalendarRows, FeedKind, Published, SeasonClaim, StoreError};

use super::{Place, at, id, wait};

const FULL: FeedKind = FeedKind::Full;

fn claim(file: &str, name: &str) -> SeasonClaim {
    SeasonClaim {
        file: file.to_owned(),
        id: None,
        name: Some(name.to_owned()),
    }
}

#[test]
fn a_file_is_matched_once_and_all_servers_agree() {
    for place in Place::both() {
        wait(async {
            let (one, other) = (place.open().await, place.open().await);
            let two = [claim("a.toml", "Ada"), claim("b.toml", "Ada")];
            let matched = [one.assign(&two), other.assign(&two)];
            let [first, second] = matched.map(|matching| async { matching.await.unwrap() });
            let (first, second) = tokio::join!(first, second);
            assert_eq!(first, second);
            let ids: Vec<&str> = two.iter().map(|it| first.of(it).unwrap().as_str()).collect();
            assert_eq!(ids, ["a", "b"]);

            let counted = one.change().await.unwrap();
            other.assign(&two).await.unwrap();
            assert_eq!(one.change().await.unwrap(), counted, "nothing is new");
            let renamed = [claim("a.toml", "Ada Lovelace")];
            let runners = one.assign(&renamed).await.unwrap();
            assert_eq!(runners.of(&renamed[0]), Some(&id("a")));
            assert_eq!(runners.get(&id("a")).unwrap().label, "Ada Lovelace");
            assert_eq!(other.runners().await.unwrap(), runners);
        });
    }
}

#[test]
fn a_name_finds_its_runner_and_one_of_two_is_asked_for_by_id() {
    for place in Place::both() {
        wait(async {
            let store = place.open().await;
            let two = [
                claim("a.toml", "Ada"),
                claim("b.toml", "Ada"),
                claim("c.toml", "Cy"),
            ];
            store.assign(&two).await.unwrap();
            assert_eq!(store.runner_called("Cy").await.unwrap(), id("c"));
            assert_eq!(store.runner_called("a").await.unwrap(), id("a"));
            let refused = store.runner_called("Ada").await.unwrap_err();
            assert!(matches!(&refused, StoreError::Ambiguous { ids, .. } if *ids == [id("a"), id("b")]));
            assert_eq!(refused.to_string(), "several runners are called `Ada`: a, b");
            assert_eq!(store.find_runner("Dot").await.unwrap(), None);
            let dot = store.runner_called("Dot").await.unwrap();
            assert_eq!(dot, id("dot"));
            let found = [claim("spring.toml", "Dot")];
            let runners = store.assign(&found).await.unwrap();
            assert_eq!(runners.of(&found[0]), Some(&dot), "its file has come");
        });
    }
}

#[test]
fn a_store_has_one_secret_and_a_backup_carries_it() {
    for place in Place::both() {
        wait(async {
            let store = place.open().await;
            let secret = store.secret().await.unwrap();
            assert_eq!(place.open().await.secret().await.unwrap(), secret);
            assert_eq!(format!("{secret:?}"), "Secret(…)");
            store.add(&id("ada"), FULL, at(0)).await.unwrap();
            let file = place.path("kept.db");
            store.backup(&file).await.unwrap();

            let [empty, used] = [Place::sqlite(), Place::sqlite()];
            let empty = empty.open().await;
            assert_ne!(
                empty.secret().await.unwrap(),
                secret,
                "another store's is another"
            );
            empty.restore(&file, false).await.unwrap();
            assert_eq!(empty.secret().await.unwrap(), secret);

            let used = used.open().await;
            used.add(&id("bob"), FULL, at(0)).await.unwrap();
            let own = used.secret().await.unwrap();
            used.restore(&file, true).await.unwrap();
            assert_eq!(
                used.secret().await.unwrap(),
                own,
                "what it has signed stays valid"
            );
        });
    }
}

fn event(uid: &str, sequence: u32) -> String {
    format!(
        "BEGIN:VEVENT\r\nUID:{uid}@longrun\r\nDTSTAMP:20270101T000000Z\r\nSEQUENCE:{sequence}\r\n\
         DTSTART;VALUE=DATE:20270221\r\nSUMMARY:Züri\r\nEND:VEVENT\r\n"
    )
}

fn calendar(events: &[String]) -> CalendarRows {
    let text = format!("BEGIN:VCALENDAR\r\n{}END:VCALENDAR\r\n", events.concat());
    let rows = CalendarRows::of_text(&text);
    assert_eq!(rows.text(), text);
    assert!(!rows.whole);
    rows
}

#[test]
fn who_asks_for_changes_hears_of_those_and_of_nothing_else() {
    for place in Place::both() {
        wait(async {
            let (store, ada) = (place.open().await, id("ada"));
            let versions = [
                calendar(&[event("a", 0), event("b", 0), event("c", 0)]),
                calendar(&[event("x", 0), event("a", 0), event("b", 1)]),
                calendar(&[event("b", 1), event("c", 2), event("x", 0)]),
            ];
            for (after, version) in (0..).zip(&versions) {
                let after = (after > 0).then_some(after);
                let done = store.publish(&ada, FULL, after, version, at(0)).await.unwrap();
                assert!(matches!(done, Published::Done(_)));
                let kept = store.publication(&ada, FULL).await.unwrap().unwrap();
                assert_eq!(kept.calendar, *version, "byte for byte, in its order");
            }
            let changes = async |after: u64| -> Vec<(String, bool)> {
                let all = store.events_changed_after(&ada, FULL, after).await.unwrap();
                let shown = |uid: &str| uid.trim_end_matches("@longrun").to_owned();
                all.iter().map(|it| (shown(&it.uid), it.etag.is_some())).collect()
            };
            let named = |all: &[(&str, bool)]| -> Vec<(String, bool)> {
                all.iter()
                    .map(|(uid, is_there)| ((*uid).to_owned(), *is_there))
                    .collect()
            };
            assert_eq!(changes(3).await, []);
            assert_eq!(changes(2).await, named(&[("a", false), ("c", true)]));
            let since_first = [("a", false), ("b", true), ("c", true), ("x", true)];
            assert_eq!(changes(1).await, named(&since_first));
            assert_eq!(changes(0).await.len(), 4);
            let nobody: RunnerId = id("bob");
            let none = store.events_changed_after(&nobody, FULL, 0).await.unwrap();
            assert!(none.is_empty());
        });
    }
}
