//! A calendar at rest: without an edit there is no revision, whatever the servers, the nights and the restarts.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};
use longrun::store::FeedKind;
use longrun::watch::{Folder, Following, Looking, follow};
use longrun::web::StoredFeeds;

use super::until;
use crate::records;
use crate::store::{Place, id, opened, wait};
use crate::web::Site;

const HOUR: i64 = 3_600;

/// The clock of all servers of a test.
#[derive(Clone)]
struct Hand(Arc<AtomicI64>);

impl Hand {
    fn at(moment: &str) -> Self {
        let hand = Hand(Arc::default());
        hand.set(moment);
        hand
    }

    fn set(&self, moment: &str) {
        let moment: DateTime<Utc> = moment.parse().unwrap();
        self.0.store(moment.timestamp(), Ordering::SeqCst);
    }

    fn go_on(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }

    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.0.load(Ordering::SeqCst), 0).unwrap()
    }
}

/// A server of a folder, in this process.
struct Running {
    site: Site,
    following: Following,
}

impl Running {
    fn new(place: &Place, folder: &Path, hand: &Hand) -> Self {
        let store = opened(&place.url);
        let hand = hand.clone();
        let feeds = StoredFeeds::start(store, move || hand.now()).unwrap();
        let register = feeds.register().unwrap();
        let following = follow(Folder::open(folder, Box::new(register)).unwrap(), Looking::Poll);
        feeds.serve_folder(following.snapshots());
        Running {
            site: Site::with(|_| {}, feeds),
            following,
        }
    }

    fn version(&self) -> Option<u64> {
        let snapshot = self.following.snapshot();
        snapshot.runners.get("kim").map(|runner| runner.version)
    }
}

/// A runner's edit: the season before and after it, and the moments of the first calendar and of the edit.
struct Edit {
    before: &'static str,
    after: &'static str,
    first: &'static str,
    edited: &'static str,
}

/// Edits after which sessions once went to and fro between two days for ever.
const EDITS: [Edit; 3] = [
    Edit {
        before: "plan = \"offseason-7day-half\"\nstart = 2026-11-19\n",
        after: "plan = \"offseason-7day-half\"\nstart = 2026-11-19\n[[away]]\nfrom = 2027-01-02\nto = 2027-01-08\n",
        first: "2026-11-24T07:17:00Z",
        edited: "2026-11-24T07:18:00Z",
    },
    Edit {
        before: "plan = \"half-12\"\n[race]\ndate = 2027-02-21\n",
        after: "plan = \"half-12\"\nfocus = [\"kick\"]\n[race]\ndate = 2027-02-21\n",
        first: "2026-12-01T12:00:00Z",
        edited: "2026-12-01T12:05:00Z",
    },
    Edit {
        before: "plan = \"marathon-intermediate-18\"\n[race]\ndate = 2027-02-20\n",
        after: "plan = \"marathon-intermediate-18\"\nfocus = [\"technique\"]\n[race]\ndate = 2027-02-20\n",
        first: "2026-12-05T00:00:00Z",
        edited: "2026-12-12T00:00:00Z",
    },
];

#[test]
fn two_servers_three_nights_and_ten_restarts_make_no_revision_without_an_edit() {
    for edit in &EDITS {
        let place = Place::postgres();
        let folder = place.path("seasons");
        std::fs::create_dir(&folder).unwrap();
        let write = |season: &str| {
            let of_kim = "[athlete]\nid = \"kim\"\ntime_zone = \"Europe/Berlin\"\n\
                          [week]\ntue = \"18:00\"\nlong = \"sun 08:00\"\n";
            std::fs::write(folder.join("kim.toml"), format!("{season}{of_kim}")).unwrap();
        };
        write(edit.before);
        let hand = Hand::at(edit.first);
        let addresses = [FeedKind::Full, FeedKind::Busy].map(|kind| {
            let token = wait(async {
                place
                    .open()
                    .await
                    .add(&id("kim"), kind, hand.now())
                    .await
                    .unwrap()
            });
            let token = token.reveal().to_owned();
            records::token(&token);
            format!("/feed/{token}/calendar.ics")
        });
        let mut servers = [0, 1].map(|_| Running::new(&place, &folder, &hand));
        let seen = |servers: &[Running; 2]| {
            addresses.each_ref().map(|address| {
                let [one, other] = servers.each_ref().map(|server| server.site.get(address, &[]));
                assert!(
                    one.calendar() == other.calendar(),
                    "both servers give one calendar"
                );
                one.calendar()
            })
        };
        let first = seen(&servers);
        let version = servers[0].version();

        hand.set(edit.edited);
        write(edit.after);
        for server in &servers {
            until(|| (server.version() != version).then_some(()));
        }
        let edited = seen(&servers);
        assert!(edited[0] != first[0], "the edit is seen");
        let revisions = || wait(async { place.open().await.revisions().await.unwrap() });
        let published = revisions();
        let is_at_rest = |servers: &[Running; 2], when: &str| {
            assert!(seen(servers) == edited, "{when}, after {}", edit.after);
            assert_eq!(revisions(), published, "{when}, after {}", edit.after);
        };
        for poll in 0..3 {
            hand.go_on(60);
            is_at_rest(&servers, &format!("poll {poll}"));
        }
        for night in 0..3 {
            hand.go_on(24 * HOUR);
            is_at_rest(&servers, &format!("night {night}"));
        }
        for restart in 0..10 {
            hand.go_on(HOUR);
            servers[restart % 2] = Running::new(&place, &folder, &hand);
            is_at_rest(&servers, &format!("restart {restart}"));
        }
    }
}
