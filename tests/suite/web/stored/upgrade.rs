//! A store of the version before, served by this one.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use longrun::store::FeedKind;
use longrun::watch::{Folder, Following, Looking, follow};
use longrun::web::StoredFeeds;

use super::{Seen, events, soon, tag, uids};
use crate::records;
use crate::store::upgrade::{FORMAT_1, run};
use crate::store::{Place, id, opened, wait};
use crate::web::Site;

/// A few minutes after the last publication in the store.
const NOW: &str = "2026-11-28T05:00:00Z";

/// The addresses that were given out: of Ada, both calendars and a revoked one; and of Bob.
const FULL: &str = "/feed/wzmbacrlrif42mk45eyrswas73cspvbh/calendar.ics";
const BUSY: &str = "/feed/qy4x6xzx76kbcvvnlsqwddz2ub4l2rwq/calendar.ics";
const REVOKED: &str = "/feed/fbdcjvdkzgn7kjczkagkksx7vmpym5yr/calendar.ics";
const BOB: &str = "/feed/tqpokmarzeretjpex4amlfwkg4lnnin7/calendar.ics";

/// The folder as it was when the store was written.
fn seasons(place: &Place) -> std::path::PathBuf {
    let folder = place.path("seasons");
    std::fs::create_dir(&folder).unwrap();
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stores/seasons");
    for file in std::fs::read_dir(kept).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), folder.join(file.file_name())).unwrap();
    }
    folder
}

/// A server on the store and the folder, whose clock stands still.
fn served(place: &Place, folder: &Path) -> (Site, Following) {
    let store = opened(&place.url);
    let feeds = StoredFeeds::start(store, || NOW.parse().unwrap()).unwrap();
    let register = feeds.register().unwrap();
    let following = follow(Folder::open(folder, Box::new(register)).unwrap(), Looking::Poll);
    feeds.serve_folder(following.snapshots());
    (Site::with(|_| {}, feeds), following)
}

#[test]
fn who_follows_a_feed_of_the_version_before_sees_no_event_doubled_lost_or_lowered() {
    for address in [FULL, BUSY, REVOKED, BOB] {
        records::token(address.split('/').nth(2).unwrap());
    }
    for place in Place::both() {
        let folder = seasons(&place);
        wait(run(&place.url, FORMAT_1));
        let (site, following) = served(&place, &folder);
        let runners: Vec<String> = following
            .snapshot()
            .runners
            .keys()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            runners,
            ["ada-lovelace", "bob"],
            "two files of one name are one runner's as before"
        );
        let get = |address: &str| site.get(address, &[]);
        assert_eq!(get(REVOKED).status, 410);
        let first = [FULL, BUSY, BOB].map(get);
        let busy = &first[1];
        for reply in [&first[0], &first[2]] {
            // The calendar's own UID is left out on the way.
            let (head, rest) = reply.text().split_once("LAST-MODIFIED:").unwrap();
            assert!(FORMAT_1.contains(head.rsplit_once("X-WR-CALNAME").unwrap().0));
            assert!(FORMAT_1.contains(&rest.replace('\'', "''")), "byte for byte");
        }
        // The busy feed has other UIDs than in the store, and nothing else is other.
        let kept = wait(async {
            let store = place.open().await;
            let kept = store.publication(&id("ada-lovelace"), FeedKind::Busy).await;
            kept.unwrap().unwrap()
        });
        let (of_store, handed_out) = (events(&kept.text()), events(&busy.calendar()));
        let sorted = |events: BTreeMap<String, Seen>| {
            let mut seen: Vec<String> = events.values().map(|event| format!("{event:?}")).collect();
            seen.sort_unstable();
            seen
        };
        assert!(uids(&of_store).is_disjoint(&uids(&handed_out)));
        assert_eq!(sorted(of_store), sorted(handed_out));
        let text = std::fs::read_to_string(folder.join("spring.toml")).unwrap();
        std::fs::write(
            folder.join("spring.toml"),
            text.replace("19:00", "18:30").replace("Ada Lovelace", "Ada King"),
        )
        .unwrap();
        for (address, before) in [FULL, BUSY].into_iter().zip(&first) {
            let is_other = || Some(get(address)).filter(|reply| tag(reply) != tag(before));
            let after = soon(is_other);
            let (before, after) = (events(&before.calendar()), events(&after.calendar()));
            assert_eq!(uids(&before), uids(&after), "no event is lost or doubled");
            let mut moved = 0;
            for (uid, event) in &after {
                let was = &before[uid];
                let has_moved = event.start != was.start;
                assert_eq!(event.is_cancelled, was.is_cancelled);
                let least = was.sequence + u32::from(has_moved);
                assert!(event.sequence >= least, "{uid}: {was:?}, then {event:?}");
                moved += usize::from(has_moved);
            }
            assert!(moved >= 5, "{moved}");
        }
        assert_eq!(tag(&get(BOB)), tag(&first[2]), "nobody else's changes");
        drop(site);
        drop(following);
        let (again, _following) = served(&place, &folder);
        let kept = wait(async {
            let store = place.open().await;
            store
                .publication(&id("ada-lovelace"), FeedKind::Full)
                .await
                .unwrap()
                .unwrap()
        });
        assert_eq!(kept.revision, 4);
        assert_eq!(events(&again.get(FULL, &[]).calendar()), events(&kept.text()));
        drop(Arc::new(again));
    }
}
