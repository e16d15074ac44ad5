//! Several servers, and many things at once.

use std::time::{Duration, Instant};

use longrun::store::{FeedKind, Published, Store};

use super::contract::done;
use super::{Place, at, id, text, tokens_in, wait};

const FULL: FeedKind = FeedKind::Full;

#[test]
fn of_200_changes_at_once_none_fails() {
    for place in Place::both() {
        wait(async {
            let servers = [place.open().await, place.open().await];
            let before = servers[0].change().await.unwrap();
            let changes = (0..200_usize).map(|number| {
                let store = servers[number % 2].clone();
                tokio::spawn(async move {
                    let name = id(&format!("runner-{number}"));
                    let token = store.add(&name, FULL, at(0)).await?;
                    store.publication(&name, FULL).await?;
                    Ok::<_, longrun::store::StoreError>(token.hash())
                })
            });
            let mut tokens = Vec::new();
            for change in changes.collect::<Vec<_>>() {
                tokens.push(change.await.unwrap().unwrap());
            }
            let mut known = tokens_in(&servers[1]).await;
            tokens.sort();
            known.sort();
            assert_eq!(known, tokens);
            assert_eq!(
                servers[1].change().await.unwrap(),
                before + 200,
                "each raised the counter once"
            );
        });
    }
}

#[test]
fn two_servers_agree_on_every_revision() {
    for place in Place::both() {
        wait(async {
            let servers = [place.open().await, place.open().await];
            let writers = servers.clone().map(|store| tokio::spawn(revise_to(store, 60)));
            let mut won: Vec<(u64, String)> = Vec::new();
            for writer in writers {
                won.extend(writer.await.unwrap());
            }
            won.sort();
            let revisions: Vec<u64> = won.iter().map(|(revision, _)| *revision).collect();
            assert_eq!(
                revisions,
                (1..=60).collect::<Vec<u64>>(),
                "each revision was won by one"
            );
            let last = servers[0].publication(&id("ada"), FULL).await.unwrap().unwrap();
            assert_eq!(Some(last.text()), won.last().map(|(_, ics)| ics.clone()));
            assert_eq!(
                last.text().len(),
                60,
                "every revision was made after the one before it"
            );
        });
    }
}

/// Publishes revisions, each the one before and a sign more, until there are so many; gives those that it won.
async fn revise_to(store: Store, last: u64) -> Vec<(u64, String)> {
    let mut won = Vec::new();
    let mut current = store.publication(&id("ada"), FULL).await.unwrap();
    loop {
        let revision = current.as_ref().map(|current| current.revision);
        if revision.unwrap_or(0) >= last {
            return won;
        }
        let ics = format!("{}x", current.map_or_else(String::new, |current| current.text()));
        match store
            .publish(&id("ada"), FULL, revision, &text(&ics), at(0))
            .await
            .unwrap()
        {
            Published::Done(next) => {
                won.push((next.revision, next.text()));
                current = Some(next);
            }
            Published::Behind(theirs) => current = theirs,
        }
    }
}

#[test]
fn two_servers_that_start_at_once_make_one_store() {
    for place in Place::both() {
        wait(async {
            let opened = (0..8).map(|_| {
                let url = place.url.clone();
                tokio::spawn(async move { Store::open(&url).await })
            });
            for store in opened.collect::<Vec<_>>() {
                let store = store.await.unwrap().unwrap();
                assert_eq!(store.feeds().await.unwrap(), []);
            }
        });
    }
}

#[test]
fn another_server_sees_a_revocation_within_a_second() {
    for place in Place::both() {
        wait(async {
            let (one, other) = (place.open().await, place.open().await);
            one.add(&id("ada"), FULL, at(0)).await.unwrap();
            let seen = other.change().await.unwrap();
            let begun = Instant::now();
            one.revoke(&id("ada"), FULL, at(60)).await.unwrap();
            while other.change().await.unwrap() == seen {
                assert!(begun.elapsed() < Duration::from_secs(1));
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            assert_eq!(other.feeds().await.unwrap()[0].revoked, Some(at(60)));
            assert!(begun.elapsed() < Duration::from_secs(1));
        });
    }
}

#[test]
fn reading_goes_on_while_somebody_writes() {
    for place in Place::both() {
        wait(async {
            let store = place.open().await;
            done(
                store
                    .publish(&id("ada"), FULL, None, &text(&"x".repeat(200_000)), at(0))
                    .await
                    .unwrap(),
            );
            let writer = tokio::spawn(revise_to(store.clone(), 30));
            let mut reads = 0;
            while !writer.is_finished() {
                let read = store.publication(&id("ada"), FULL).await.unwrap().unwrap();
                assert_eq!(
                    read.text().len() as u64,
                    200_000 + read.revision - 1,
                    "never half of one"
                );
                reads += 1;
            }
            assert!(reads > 0);
            writer.await.unwrap();
        });
    }
}
