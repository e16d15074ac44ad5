//! Rendering is shared out: who asks for much waits for it, and keeps nobody else waiting.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::tokens::{Shared, TOKEN, address};
use super::{HALF, Reply, Site, get};
use longrun::season::{Feed, RunnerId};
use longrun::web::{FeedTarget, Feeds, Lookup, NoFeeds, RenderError, RenderedFeed, TokenHash};

/// A plan's feed that nobody has asked for yet.
fn new(number: usize) -> String {
    format!("/plan/marathon-intermediate-18/calendar.ics?race=2027-04-18&name=Runner+{number}")
}

/// Asks for new feeds at this address, each over a connection of its own, and does not wait for them.
fn ask(site: &Site, client: &str, numbers: Range<usize>) -> Vec<TcpStream> {
    let asked = numbers.map(|number| {
        let mut stream = site.connect();
        let head = format!(
            "GET {} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Forwarded-For: {client}\r\n\r\n",
            new(number)
        );
        stream.write_all(head.as_bytes()).expect("it takes a request");
        stream
    });
    asked.collect()
}

fn metric(site: &Site, name: &str) -> u64 {
    let operators = site.server().metrics().expect("there are metrics");
    let text = get(operators, "/metrics", "").text().to_owned();
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    let value = line.unwrap_or_else(|| panic!("no {name} in\n{text}"));
    value.parse().expect("a number")
}

/// Waits until so many requests wait for a thread.
fn queued(site: &Site, least: u64) {
    let begun = Instant::now();
    while metric(site, "longrun_render_queue{of=\"plans\"}") < least {
        assert!(begun.elapsed() < Duration::from_secs(20), "nothing waits");
    }
}

fn one_thread(feeds: impl longrun::web::Feeds + 'static) -> Site {
    let change = |options: &mut longrun::web::Options| {
        options.threads = 1;
        options.trust_proxy = true;
        options.request_timeout = Duration::from_secs(120);
    };
    Site::with(change, feeds)
}

#[test]
fn who_asks_for_many_new_feeds_at_once_costs_another_client_a_turn() {
    let site = one_thread(NoFeeds);
    let many = ask(&site, "198.51.100.1", 0..180);
    queued(&site, 80);
    let before = site.server().rendered();
    let reply = site.get(&new(1_000), &["X-Forwarded-For: 198.51.100.2"]);
    let between = site.server().rendered() - before;
    assert_eq!(reply.status, 200);
    // The one that was at work, one whose turn it was, this one, and what came after.
    assert!(between <= 6, "{between} were rendered before it");
    // 128 have room; the others of the same client are told so, and none of them 429.
    let replies = many.into_iter().map(|mut stream| {
        let mut received = Vec::new();
        let _ = stream.read_to_end(&mut received);
        Reply::read(&received)
    });
    let (good, refused): (Vec<_>, Vec<_>) = replies.partition(|reply| reply.status == 200);
    assert!(
        good.len() >= 100 && refused.len() >= 20,
        "{} were rendered",
        good.len()
    );
    for reply in &refused {
        assert_eq!((reply.status, reply.line("retry-after")), (503, Some("10")));
    }
    let counted = metric(&site, "longrun_render_failures_total{reason=\"full\"}");
    assert_eq!(usize::try_from(counted), Ok(refused.len()));
}

#[test]
fn what_was_asked_for_by_those_who_have_gone_is_not_rendered() {
    let site = one_thread(NoFeeds);
    drop(ask(&site, "198.51.100.1", 0..100));
    let reply = site.get(&new(1_000), &["X-Forwarded-For: 198.51.100.1"]);
    assert_eq!(reply.status, 200);
    let rendered = site.server().rendered();
    assert!(rendered <= 40, "{rendered} of 101 were rendered");
}

#[test]
fn a_feed_behind_a_token_does_not_wait_for_plans() {
    let feeds = Shared::default();
    let site = one_thread(feeds.clone());
    let first = site.get(&address(TOKEN), &[]).calendar();
    let many = ask(&site, "198.51.100.1", 0..180);
    queued(&site, 80);
    feeds.0.version.store(1, Ordering::SeqCst);
    let before = site.server().rendered();
    let second = site.get(&address(TOKEN), &[]).calendar();
    let between = site.server().rendered() - before;
    assert_ne!(first, second);
    assert!(between <= 12, "{between} were rendered before it");
    drop(many);
}

#[test]
fn no_plans_feed_takes_the_room_of_a_feed_behind_a_token() {
    let feeds = Shared::default();
    let site = Site::with(|options| options.cache_bytes = 1 << 20, feeds.clone());
    let first = site.get(&address(TOKEN), &[]).calendar();
    for number in 0..60 {
        assert_eq!(site.get(&new(number), &[]).status, 200);
    }
    assert!(site.server().cached() <= 1 << 20);
    assert_eq!(site.get(&address(TOKEN), &[]).calendar(), first);
    assert_eq!(feeds.0.rendered.load(Ordering::SeqCst), 1, "it was kept");
    feeds.0.version.store(1, Ordering::SeqCst);
    feeds.0.fails.store(true, Ordering::SeqCst);
    assert_eq!(
        site.get(&address(TOKEN), &[]).calendar(),
        first,
        "the last good copy"
    );
    assert_eq!(metric(&site, "longrun_last_good_total"), 1);
    assert_eq!(
        metric(&site, "longrun_render_failures_total{reason=\"fault\"}"),
        1
    );
}

/// A runner for each token, and another calendar at each poll.
#[derive(Default)]
struct ManyRunners {
    versions: AtomicU64,
    rendered: Arc<Mutex<Vec<RunnerId>>>,
}

impl Feeds for ManyRunners {
    fn look_up(&self, token: &TokenHash) -> Lookup {
        let name = ["ada", "bob", "cid"]
            .into_iter()
            .find(|name| TokenHash::of(name) == *token);
        name.map_or(Lookup::Unknown, |name| {
            Lookup::Found(FeedTarget {
                runner: RunnerId::slug_of(name),
                kind: Feed::Full,
                version: self.versions.fetch_add(1, Ordering::SeqCst),
            })
        })
    }

    fn render(&self, feed: &FeedTarget) -> Result<RenderedFeed, RenderError> {
        if feed.runner == RunnerId::slug_of("ada") {
            std::thread::sleep(Duration::from_millis(20));
        }
        self.rendered.lock().unwrap().push(feed.runner.clone());
        Ok(RenderedFeed {
            bytes: b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".to_vec(),
            modified: "2027-01-01T00:00:00Z".parse().expect("a moment"),
        })
    }

    fn secret(&self) -> [u8; 32] {
        [7; 32]
    }
}

#[test]
fn a_runners_feed_waits_for_a_turn_of_each_other_runner() {
    let feeds = ManyRunners::default();
    let rendered = Arc::clone(&feeds.rendered);
    let site = one_thread(feeds);
    let polls: Vec<TcpStream> = (0..40)
        .map(|_| {
            let mut stream = site.connect();
            let head = "GET /feed/ada/calendar.ics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            stream.write_all(head.as_bytes()).expect("it takes a request");
            stream
        })
        .collect();
    let begun = Instant::now();
    while metric(&site, "longrun_render_queue{of=\"feeds\"}") < 20 {
        assert!(begun.elapsed() < Duration::from_secs(20), "nothing waits");
    }
    let before = rendered.lock().unwrap().len();
    for name in ["bob", "cid"] {
        assert_eq!(site.get(&format!("/feed/{name}/calendar.ics"), &[]).status, 200);
    }
    let between = rendered.lock().unwrap().len() - before;
    // The one under way, the two themselves, and one in each turn of the runner with many.
    assert!(between <= 8, "{between} were rendered");
    drop(polls);
}

#[test]
fn an_address_that_is_asked_for_twice_stays_while_others_are_asked_for_once() {
    let site = Site::with(|options| options.cache_bytes = 4 << 20, NoFeeds);
    for _ in 0..2 {
        assert_eq!(site.get(HALF, &[]).status, 200);
    }
    let kept = site.server().cached();
    for number in 0..150 {
        assert_eq!(site.get(&new(number), &[]).status, 200);
    }
    assert_eq!(site.server().cached(), kept, "nothing of them is kept");
    let rendered = site.server().rendered();
    assert_eq!(site.get(HALF, &[]).status, 200);
    assert_eq!(site.server().rendered(), rendered, "it is still kept");
    // One that is asked for again is remembered, however many came between.
    for _ in 0..2 {
        assert_eq!(site.get(&new(0), &[]).status, 200);
    }
    assert_eq!(site.server().rendered(), rendered + 1);
}

#[test]
fn of_a_large_calendar_the_head_is_kept() {
    let site = Site::with(|options| options.cache_bytes = 1 << 20, NoFeeds);
    let large = new(1);
    let first = site.get(&large, &["Accept-Encoding: gzip"]);
    let plain = site.get(&large, &[]);
    assert_eq!(first.calendar(), plain.calendar());
    let rendered = site.server().rendered();
    for (lines, of) in [(&["Accept-Encoding: gzip"][..], &first), (&[], &plain)] {
        let head = site.ask("HEAD", &large, lines);
        assert_eq!(head.status, 200);
        for name in [
            "content-length",
            "content-encoding",
            "etag",
            "content-type",
            "link",
        ] {
            assert_eq!(head.line(name), of.line(name), "{name}");
        }
        let held = format!("If-None-Match: {}", of.line("etag").expect("a tag"));
        assert_eq!(site.get(&large, &[&held]).status, 304);
    }
    assert_eq!(site.server().rendered(), rendered, "nobody needed the calendar");
    assert_eq!(site.get(&large, &[]).body, plain.body);
    assert_eq!(site.server().rendered(), rendered + 1);
}

#[test]
fn readers_that_do_not_read_are_ended_when_they_take_too_much() {
    let site = Site::with(|options| options.in_flight_bytes = 4 << 20, NoFeeds);
    let long = |number: usize| {
        format!(
            "/plan/season-to-spring-marathon/calendar.ics?race=2028-04-18&previous=2026-10-18&title=T{number}"
        )
    };
    let mut readers: Vec<TcpStream> = Vec::new();
    for number in 0..40 {
        let mut reader = site.connect();
        // More than fits into the buffers of the system.
        for part in 0..8 {
            let head = format!(
                "GET {} HTTP/1.1\r\nHost: localhost\r\n\r\n",
                long(10 * number + part)
            );
            reader.write_all(head.as_bytes()).expect("it takes a request");
        }
        readers.push(reader);
    }
    let begun = Instant::now();
    while metric(&site, "longrun_slow_readers_total") == 0
        || metric(&site, "longrun_in_flight_bytes") > 4 << 20
    {
        assert!(begun.elapsed() < Duration::from_secs(60), "nobody is ended");
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(site.get(&long(1_000), &[]).status, 200, "others are served");
    assert!(metric(&site, "longrun_connections") > 2, "not all are ended");
}

#[test]
fn what_is_refused_before_it_is_understood_is_counted_too() {
    let site = Site::new();
    let many_lines = "X-Line: 1\r\n".repeat(100);
    for (bytes, status) in [
        ("GET / HTTP/1.1\r\nHost x\r\n\r\n".to_owned(), 400),
        (format!("GET / HTTP/1.1\r\nHost: x\r\n{many_lines}\r\n"), 431),
        (format!("GET /{}", "x".repeat(9_000)), 414),
    ] {
        assert_eq!(site.send(bytes.as_bytes()).status, status);
        let name = format!("longrun_requests_total{{route=\"none\",status=\"{status}\"}}");
        assert_eq!(metric(&site, &name), 1, "{status}");
    }
    for (name, value) in [
        ("longrun_store_up", 1),
        ("longrun_folder_readable", 1),
        ("longrun_files_with_faults", 0),
        ("longrun_render_queue{of=\"feeds\"}", 0),
    ] {
        assert_eq!(metric(&site, name), value, "{name}");
    }
    let build = format!("longrun_build_info{{version=\"{}\"}}", env!("CARGO_PKG_VERSION"));
    assert_eq!(metric(&site, &build), 1);
}
