//! Feeds behind tokens.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::{HALF, Site};
use crate::records;
use longrun::season::{Feed, RunnerId};
use longrun::web::{FeedTarget, Feeds, Lookup, RenderError, RenderedFeed, TokenHash};

/// Feeds that a test steers.
#[derive(Default)]
pub(crate) struct Steered {
    pub(crate) version: AtomicU64,
    pub(crate) fails: AtomicBool,
    pub(crate) is_empty: AtomicBool,
    pub(crate) panics: AtomicBool,
    pub(crate) look_up_panics: AtomicBool,
    /// Rendering takes until this is over.
    pub(crate) waits: AtomicBool,
    /// It is known that nothing can be rendered.
    pub(crate) cannot: AtomicBool,
    pub(crate) rendered: AtomicU64,
}

/// Handle to [`Steered`] feeds, held by the test and by the server.
#[derive(Clone, Default)]
pub(crate) struct Shared(pub(crate) Arc<Steered>);

pub(crate) const TOKEN: &str = "q7JkTz0sXw2mB8yR4nVd1g";

pub(crate) fn address(token: &str) -> String {
    // Shorter ones are no secrets, and may be a word of the log.
    if token.len() > 9 {
        records::token(token);
    }
    format!("/feed/{token}/calendar.ics")
}

impl Feeds for Shared {
    fn look_up(&self, token: &TokenHash) -> Lookup {
        assert!(
            !self.0.look_up_panics.load(Ordering::SeqCst),
            "a fault in looking up"
        );
        let found = |kind| {
            Lookup::Found(FeedTarget {
                runner: RunnerId::slug_of("sam"),
                kind,
                version: self.0.version.load(Ordering::SeqCst),
            })
        };
        match token {
            token if *token == TokenHash::of(TOKEN) => found(Feed::Full),
            token if *token == TokenHash::of("another-token-of-sam") => found(Feed::Full),
            token if *token == TokenHash::of("busy-token") => found(Feed::Busy),
            token if *token == TokenHash::of("revoked-token") => Lookup::Revoked,
            _ => Lookup::Unknown,
        }
    }

    fn can_render(&self) -> bool {
        !self.0.cannot.load(Ordering::SeqCst)
    }

    fn render(&self, feed: &FeedTarget) -> Result<RenderedFeed, RenderError> {
        self.0.rendered.fetch_add(1, Ordering::SeqCst);
        while self.0.waits.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(!self.0.panics.load(Ordering::SeqCst), "a fault in rendering");
        if self.0.fails.load(Ordering::SeqCst) {
            return Err(RenderError::Failed("the store does not answer".to_owned()));
        }
        let text = format!(
            "BEGIN:VCALENDAR\r\nNAME:{:?} {}\r\nEND:VCALENDAR\r\n",
            feed.kind, feed.version
        );
        Ok(RenderedFeed {
            bytes: if self.0.is_empty.load(Ordering::SeqCst) {
                Vec::new()
            } else {
                text.into_bytes()
            },
            modified: "2027-01-01T00:00:00Z".parse().expect("a moment"),
        })
    }

    fn secret(&self) -> [u8; 32] {
        [7; 32]
    }
}

#[test]
fn a_token_opens_its_feed_for_its_owner_alone() {
    let feeds = Shared::default();
    let site = Site::with(|_| {}, feeds.clone());
    let reply = site.get(&address(TOKEN), &[]);
    assert_eq!(
        reply.calendar(),
        "BEGIN:VCALENDAR\r\nNAME:Full 0\r\nEND:VCALENDAR\r\n"
    );
    assert_eq!(reply.line("cache-control"), Some("private, max-age=900"));
    assert_eq!(reply.line("last-modified"), Some("Fri, 01 Jan 2027 00:00:00 GMT"));
    assert_eq!(reply.line("link"), None, "the address is a secret");
    assert_eq!(
        site.get(&address("another-token-of-sam"), &[]).calendar(),
        reply.calendar()
    );
    assert!(
        site.get(&address("busy-token"), &[])
            .calendar()
            .contains("Busy 0")
    );
    assert_eq!(
        feeds.0.rendered.load(Ordering::SeqCst),
        2,
        "a calendar is rendered once, whatever its tokens"
    );
    let tag = format!("If-None-Match: {}", reply.line("etag").unwrap());
    assert_eq!(site.get(&address(TOKEN), &[&tag]).status, 304);
}

#[test]
fn a_new_version_is_another_calendar() {
    let feeds = Shared::default();
    let site = Site::with(|_| {}, feeds.clone());
    let first = site.get(&address(TOKEN), &[]);
    feeds.0.version.store(1, Ordering::SeqCst);
    let tag = format!("If-None-Match: {}", first.line("etag").unwrap());
    assert!(site.get(&address(TOKEN), &[&tag]).calendar().contains("Full 1"));
}

/// Thunderbird keeps what it has on a 404, stops asking on a 410, and deletes every event on an empty 200.
#[test]
fn no_answer_makes_an_application_delete_what_it_has() {
    let feeds = Shared::default();
    let site = Site::with(|_| {}, feeds.clone());
    for unknown in ["x", "", "q7JkTz0sXw2mB8yR4nVd1h", "%ff", "..", "sam"] {
        assert_eq!(site.get(&address(unknown), &[]).status, 404, "{unknown}");
    }
    assert_eq!(site.get(&address("revoked-token"), &[]).status, 410);
    let good = site.get(&address(TOKEN), &[]).calendar();
    feeds.0.version.store(1, Ordering::SeqCst);
    for fault in [&feeds.0.fails, &feeds.0.panics, &feeds.0.is_empty] {
        fault.store(true, Ordering::SeqCst);
        assert_eq!(
            site.get(&address(TOKEN), &[]).calendar(),
            good,
            "the last good copy"
        );
        let busy = site.get(&address("busy-token"), &[]);
        assert_eq!(busy.status, 500, "there is no good copy yet");
        assert!(!busy.body.is_empty());
        fault.store(false, Ordering::SeqCst);
    }
    assert!(
        site.get(&address(TOKEN), &[]).calendar().contains("Full 1"),
        "it recovers"
    );
}

#[test]
fn a_panic_is_one_requests_and_no_others() {
    let feeds = Shared::default();
    let site = Site::with(|_| {}, feeds.clone());
    feeds.0.look_up_panics.store(true, Ordering::SeqCst);
    for _ in 0..10 {
        assert_eq!(site.get(&address(TOKEN), &[]).status, 500);
        assert_eq!(site.get(HALF, &[]).status, 200);
    }
    feeds.0.look_up_panics.store(false, Ordering::SeqCst);
    assert_eq!(site.get(&address(TOKEN), &[]).status, 200);
}

#[test]
fn who_asks_too_often_is_told_when_to_come_back() {
    let feeds = Shared::default();
    let site = Site::with(|options| options.trust_proxy = true, feeds.clone());
    let from = |token: &str, client: &str| {
        let line = format!("X-Forwarded-For: {client}");
        site.get(&address(token), &[&line])
    };
    feeds.0.fails.store(true, Ordering::SeqCst);
    let statuses: Vec<u16> = (0..80).map(|_| from(TOKEN, "192.0.2.1").status).collect();
    assert!(statuses[..60].iter().all(|status| *status == 500));
    let refused = from(TOKEN, "192.0.2.1");
    assert_eq!(refused.status, 429);
    let wait: u64 = refused
        .line("retry-after")
        .and_then(|wait| wait.parse().ok())
        .expect("seconds");
    assert!((1..=60).contains(&wait));
    assert_eq!(
        from("busy-token", "192.0.2.1").status,
        500,
        "another token is another runner"
    );
    assert_eq!(
        from(TOKEN, "192.0.2.2").status,
        500,
        "another holder of the address is another client"
    );
    // What is kept costs nothing and is not counted.
    feeds.0.fails.store(false, Ordering::SeqCst);
    assert_eq!(from(TOKEN, "192.0.2.3").status, 200);
    for _ in 0..200 {
        assert_eq!(from(TOKEN, "192.0.2.1").status, 200);
    }
    // A calendar company asks for many feeds from one address.
    for _ in 0..400 {
        assert_eq!(site.ask("HEAD", HALF, &[]).status, 200);
    }
}

#[test]
fn what_is_no_feed_is_limited_by_the_address_it_is_asked_from() {
    let site = Site::with(|options| options.trust_proxy = true, Shared::default());
    let status = |client: &str| {
        site.get(
            "/robots.txt",
            &[&format!("X-Forwarded-For: 203.0.113.9, {client}")],
        )
        .status
    };
    let first: Vec<u16> = (0..320).map(|_| status("198.51.100.1")).collect();
    assert!(first[..300].iter().all(|status| *status == 200));
    assert_eq!(first.last(), Some(&429));
    assert_eq!(status("198.51.100.2"), 200, "another client of the same proxy");
    for spelling in ["198.51.100.3:5678", " 198.51.100.4 ", "[2001:db8:1::1]:80"] {
        assert_eq!(status(spelling), 200, "{spelling} is a client of its own");
    }
    let site = Site::with(|options| options.trust_proxy = true, Shared::default());
    let of_one_site: Vec<u16> = (0..330)
        .map(|number| {
            let line = format!("X-Forwarded-For: 2001:db8:7:{number:x}::1");
            site.get("/robots.txt", &[&line]).status
        })
        .collect();
    let refused = of_one_site.iter().filter(|status| **status == 429).count();
    assert!((20..=30).contains(&refused), "{refused} of 330 were refused");
    let site = Site::with(|_| {}, Shared::default());
    let status = |client: &str| {
        site.get("/robots.txt", &[&format!("X-Forwarded-For: {client}")])
            .status
    };
    let all: Vec<u16> = (0..320)
        .map(|number| status(&format!("198.51.100.{}", number % 200)))
        .collect();
    assert_eq!(all.last(), Some(&429), "without a proxy nobody is believed");
    assert_eq!(
        site.get("/healthz", &[]).status,
        200,
        "it answers, whoever asks for what else"
    );
}

#[test]
fn an_address_is_the_same_in_capitals_and_not_for_those_who_search() {
    let site = Site::with(|_| {}, Shared::default());
    let first = site.get(&address(TOKEN), &[]);
    for other in [TOKEN.to_uppercase(), TOKEN.to_lowercase()] {
        assert_eq!(site.get(&address(&other), &[]).calendar(), first.calendar());
    }
    let tag = format!("If-None-Match: {}", first.line("etag").unwrap());
    for (reply, status) in [
        (site.get(&address(TOKEN), &[&tag]), 304),
        (site.get(&address("revoked-token"), &[]), 410),
        (site.get(&address("unknown"), &[]), 404),
        (first, 200),
    ] {
        assert_eq!(
            (reply.status, reply.line("x-robots-tag")),
            (status, Some("noindex"))
        );
    }
    assert_eq!(site.get(HALF, &[]).line("x-robots-tag"), None);
    for personal in ["name=Ada", "away=2027-02-13..2027-02-21", "%6eame=Ada"] {
        for page in ["/plan/half-12", "/plan/half-12/calendar.ics"] {
            let address = format!("{page}?race=2027-04-18&{personal}");
            for round in ["made", "kept"] {
                let reply = site.get(&address, &[]);
                let told = (reply.status, reply.line("x-robots-tag"));
                assert_eq!(told, (200, Some("noindex")), "{address}, {round}");
            }
        }
    }
}

#[test]
fn a_store_that_keeps_its_feeds_waiting_keeps_nobody_else() {
    let feeds = Shared::default();
    let site = Site::with(|_| {}, feeds.clone());
    let good = site.get(&address(TOKEN), &[]).calendar();
    feeds.0.version.store(1, Ordering::SeqCst);
    feeds.0.waits.store(true, Ordering::SeqCst);
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let reply = site.get(&address("another-token-of-sam"), &[]);
                assert_eq!(reply.calendar(), good, "the last good copy");
            });
        }
        for address in [HALF, "/plan/half-12"] {
            assert_eq!(site.get(address, &[]).status, 200);
        }
    });
    assert!(begun.elapsed() < Duration::from_secs(12), "{:?}", begun.elapsed());
    feeds.0.waits.store(false, Ordering::SeqCst);
    assert!(site.get(&address(TOKEN), &[]).calendar().contains("Full 1"));
}

#[test]
fn while_it_is_known_that_no_feed_can_be_made_none_is_tried() {
    let feeds = Shared::default();
    let site = Site::with(|_| {}, feeds.clone());
    let good = site.get(&address(TOKEN), &[]).calendar();
    feeds.0.version.store(1, Ordering::SeqCst);
    feeds.0.cannot.store(true, Ordering::SeqCst);
    assert_eq!(site.get(&address(TOKEN), &[]).calendar(), good);
    let busy = site.get(&address("busy-token"), &[]);
    assert_eq!((busy.status, busy.line("retry-after")), (503, Some("30")));
    assert_eq!(feeds.0.rendered.load(Ordering::SeqCst), 1);
    feeds.0.cannot.store(false, Ordering::SeqCst);
    assert!(site.get(&address(TOKEN), &[]).calendar().contains("Full 1"));
}
