//! Rendering is shared out: who asks for much waits for it, and keeps nobody else waiting.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::ops::Range;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::tokens::{Shared, TOKEN, address};
use super::{Reply, Site, get};
use longrun::web::NoFeeds;

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
