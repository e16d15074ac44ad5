//! The calendars of a runner show one placement, in whatever order they are asked for.

use std::collections::BTreeSet;
use std::sync::Arc;

use longrun::diagnostic::Faults;
use longrun::history::Runner;
use longrun::season::Feed;
use longrun::store::{CalendarRows, Publication, Store};
use longrun::watch::RunnerSeasons;

use super::publishing::{feed, runner_of};
use super::values;
use crate::store::{Place, at, id, wait};

/// A season with times, after which a journey is added: placed each after its own part, the busy feed once said Friday where
/// the long run was on Wednesday.
const BEFORE: &str = "plan = \"half-12\"\n[race]\ndate = 2027-02-21\n\
    [athlete]\ntime_zone = \"Europe/Berlin\"\n[week]\ntue = \"18:00\"\nlong = \"sun 08:00\"\n";
const JOURNEY: &str = "[[away]]\nfrom = 2027-01-09\nto = 2027-01-10\n";

/// The seconds from the moment of the tests to the edit, in the week of the journey.
const EDIT: i64 = 43 * 86_400;

/// The starts of what takes place at a time, from the edit on.
fn starts(publication: &Publication) -> BTreeSet<String> {
    let text = publication.text();
    let today = at(EDIT).format("%Y%m%d").to_string();
    let events = text.split("BEGIN:VEVENT").skip(1);
    let live = events.filter(|event| !event.contains("STATUS:CANCELLED"));
    let starts = live.flat_map(|event| values(event, "DTSTART").into_iter().map(str::to_owned));
    starts
        .filter(|start| start.contains('T') && *start >= today)
        .collect()
}

async fn both(
    store: &Store,
    runner: &Arc<RunnerSeasons>,
    order: [Feed; 2],
    seconds: i64,
) -> [Publication; 2] {
    let mut of_both = Vec::new();
    for kind in order {
        of_both.push((kind, feed(store, kind, Some(runner), seconds).await));
    }
    of_both.sort_by_key(|(kind, _)| *kind == Feed::Busy);
    [of_both[0].1.clone(), of_both[1].1.clone()]
}

#[test]
fn the_busy_feed_shows_the_hours_of_the_full_calendar() {
    let (_before, before) = runner_of(BEFORE);
    let (_after, after) = runner_of(&format!("{BEFORE}{JOURNEY}"));
    for order in [[Feed::Full, Feed::Busy], [Feed::Busy, Feed::Full]] {
        wait(async {
            let place = Place::sqlite();
            let store = place.open().await;
            let [full, busy] = both(&store, &before, order, 0).await;
            assert_eq!(starts(&busy), starts(&full));
            let [full, busy] = both(&store, &after, order, EDIT).await;
            assert!(starts(&full).len() > 5);
            assert_eq!(starts(&busy), starts(&full), "{order:?}");
            assert_eq!((full.revision, busy.revision), (2, 2));
            let again = both(&store, &after, order, EDIT + 86_400).await;
            assert_eq!(again, [full, busy], "a night later");
        });
    }
}

/// The full calendar is the record of days though nobody has its address.
#[test]
fn a_busy_feed_alone_is_placed_after_the_full_calendar() {
    let (_before, before) = runner_of(BEFORE);
    let (_after, after) = runner_of(&format!("{BEFORE}{JOURNEY}"));
    wait(async {
        let place = Place::sqlite();
        let store = place.open().await;
        feed(&store, Feed::Busy, Some(&before), 0).await;
        let busy = feed(&store, Feed::Busy, Some(&after), EDIT).await;
        let full = feed(&store, Feed::Full, Some(&after), EDIT + 60).await;
        assert_eq!(full.revision, 2, "it was published with the busy one");
        assert_eq!(starts(&busy), starts(&full));
    });
}

/// A store of the version that placed each calendar after its own last one.
#[test]
fn calendars_that_had_parted_meet_in_one_revision() {
    let (_before, before) = runner_of(BEFORE);
    let (_after, after) = runner_of(&format!("{BEFORE}{JOURNEY}"));
    wait(async {
        let place = Place::sqlite();
        let store = place.open().await;
        for kind in [Feed::Full, Feed::Busy] {
            let mut published = None;
            for (turn, (seasons, seconds)) in [(&before, 0), (&after, EDIT)].into_iter().enumerate() {
                let inputs: Vec<_> = seasons.seasons.iter().map(|file| &file.inputs).collect();
                let runner = Runner {
                    id: &id("ada"),
                    name: "ada",
                    seasons: &inputs,
                    complete: true,
                    feed: kind,
                };
                let next = runner.render(published.as_ref(), at(seconds), &Faults::new());
                let rows = CalendarRows::of_text(&String::from_utf8(next.bytes()).unwrap());
                let last = u64::try_from(turn).ok().filter(|turn| *turn > 0);
                store
                    .publish(&id("ada"), kind, last, &rows, at(seconds))
                    .await
                    .unwrap();
                published = Some(next.ledger);
            }
        }
        let parted = store.publication(&id("ada"), Feed::Busy).await.unwrap().unwrap();
        let [full, busy] = both(&store, &after, [Feed::Full, Feed::Busy], EDIT + 60).await;
        assert_eq!(full.revision, 2, "the full one stays as it is");
        assert_eq!(starts(&busy), starts(&full));
        assert!(busy.revision <= parted.revision + 1);
        let again = both(&store, &after, [Feed::Busy, Feed::Full], EDIT + 120).await;
        assert_eq!(again, [full, busy]);
    });
}
