//! A runner's calendar, published after the last one, by whichever server.

use std::sync::Arc;

use longrun::season::Feed;
use longrun::store::{Published, Store};
use longrun::watch::{Elsewhere, PublishError, RunnerSeasons, Seasons, publish};
use tempfile::TempDir;

use super::{open, season_text, values};
use crate::store::{Place, at, id, text, wait};

fn runner(more: &str) -> (TempDir, Arc<RunnerSeasons>) {
    runner_of(&season_text("2027-04-04", "id = \"spring\"").replace("18:00", more))
}

/// Ada, with this season.
pub(crate) fn runner_of(season: &str) -> (TempDir, Arc<RunnerSeasons>) {
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("ada.toml"), season).unwrap();
    let snapshot = open(place.path()).unwrap().snapshot();
    let runner = Arc::clone(&snapshot.runners["ada"]);
    (place, runner)
}

/// These, in a folder of which all is known.
fn all(found: Option<Arc<RunnerSeasons>>) -> Seasons {
    Seasons {
        found,
        elsewhere: Elsewhere::default(),
    }
}

async fn ada(
    store: &Store,
    runner: Option<&Arc<RunnerSeasons>>,
    seconds: i64,
) -> longrun::store::Publication {
    feed(store, Feed::Full, runner, seconds).await
}

pub(super) async fn feed(
    store: &Store,
    feed: Feed,
    runner: Option<&Arc<RunnerSeasons>>,
    seconds: i64,
) -> longrun::store::Publication {
    let ada = id("ada");
    let current = publish(store, &ada, feed, all(runner.cloned()), at(seconds));
    current.await.unwrap().publication
}

#[test]
fn a_calendar_is_published_once_and_revised_when_it_changes() {
    let (_early, early) = runner("18:00");
    let (_late, late) = runner("19:00");
    for place in Place::both() {
        wait(async {
            let store = place.open().await;
            let first = ada(&store, Some(&early), 0).await;
            assert_eq!(first.revision, 1);
            assert_eq!(ada(&store, Some(&early), 600).await, first, "nothing has changed");
            let counted = store.change().await.unwrap();
            ada(&store, Some(&early), 900).await;
            assert_eq!(store.change().await.unwrap(), counted, "and nothing is written");

            let second = ada(&store, Some(&late), -90_000).await;
            assert_eq!(second.revision, 2);
            assert!(
                second.published > first.published,
                "though the clock was set back"
            );
            assert!(values(&second.text(), "SEQUENCE").contains(&"1"));
            store.close().await;

            let gone = ada(&place.open().await, None, 1_000).await;
            assert!(
                values(&gone.text(), "STATUS")
                    .iter()
                    .all(|status| *status == "CANCELLED")
            );
        });
    }
}

#[test]
fn two_servers_with_the_same_folder_agree_on_the_calendar() {
    let (_early, early) = runner("18:00");
    let (_late, late) = runner("19:00");
    for place in Place::both() {
        wait(async {
            let servers = [place.open().await, place.open().await];
            for (turn, seasons) in [&early, &late, &early].into_iter().enumerate() {
                let seconds = i64::try_from(turn).unwrap() * 60;
                let both = [0, 1].map(|server: i64| {
                    let store = servers[usize::try_from(server).unwrap()].clone();
                    let seasons = Arc::clone(seasons);
                    // Their clocks differ a little.
                    tokio::spawn(async move { ada(&store, Some(&seasons), seconds + server).await })
                });
                let [one, other] = both;
                assert_eq!(one.await.unwrap(), other.await.unwrap());
            }
            let last = servers[0]
                .publication(&id("ada"), Feed::Full)
                .await
                .unwrap()
                .unwrap();
            assert_eq!(last.revision, 3, "each change was made once");
        });
    }
}

#[test]
fn what_nobody_knows_is_not_published_and_what_is_damaged_is_made_anew() {
    let (_place, seasons) = runner("18:00");
    let place = Place::sqlite();
    wait(async {
        let store = place.open().await;
        let nobody = publish(&store, &id("bob"), Feed::Full, all(None), at(0)).await;
        assert!(matches!(nobody, Err(PublishError::NoSeason(_))));
        let damaged = store
            .publish(&id("ada"), Feed::Full, None, &text("BEGIN:VCALENDAR"), at(0))
            .await;
        assert!(matches!(damaged, Ok(Published::Done(_))));
        let without = publish(&store, &id("ada"), Feed::Full, all(None), at(0)).await;
        assert!(
            matches!(without, Err(PublishError::Refused(_))),
            "nothing can be made of it"
        );
        let kept = store.publication(&id("ada"), Feed::Full).await.unwrap().unwrap();
        assert_eq!(kept.revision, 1);
        let anew = feed(&store, Feed::Full, Some(&seasons), 0).await;
        assert_eq!(anew.revision, 2);
        assert!(
            values(&anew.text(), "SEQUENCE")
                .iter()
                .all(|sequence| *sequence == "1")
        );
    });
}
