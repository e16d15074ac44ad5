//! What applications rely on: tags, dates, packing (RFC 9110).

use super::{HALF, Reply, Site};
use longrun::web::NoFeeds;

#[test]
fn a_feed_says_what_it_is() {
    let site = Site::new();
    let reply = site.get(HALF, &[]);
    assert!(reply.calendar().contains("\r\nBEGIN:VEVENT\r\n"));
    assert_eq!(reply.line("content-type"), Some("text/calendar; charset=utf-8"));
    assert_eq!(reply.line("cache-control"), Some("public, max-age=900"));
    assert_eq!(reply.line("vary"), Some("accept-encoding"));
    assert_eq!(reply.line("x-content-type-options"), Some("nosniff"));
    assert_eq!(
        reply.line("content-length"),
        Some(reply.body.len().to_string().as_str())
    );
    assert_eq!(
        reply.line("content-disposition"),
        None,
        "an application would save it"
    );
    assert_eq!(reply.line("set-cookie"), None);
    let tag = reply.line("etag").expect("a tag");
    assert!(
        tag.starts_with('"') && tag.len() == 34,
        "a strong tag of 128 bits: {tag}"
    );
    let modified = reply.line("last-modified").expect("a date");
    assert!(modified.ends_with(" GMT"), "{modified}");
    assert_eq!(reply.calendar().matches("METHOD:").count(), 0);
}

#[test]
fn head_says_the_same_without_the_calendar() {
    let site = Site::new();
    for lines in [&[][..], &["Accept-Encoding: gzip"]] {
        let (get, head) = (site.get(HALF, lines), site.ask("HEAD", HALF, lines));
        assert_eq!(head.status, 200);
        assert_eq!(head.body, b"");
        let said = |reply: &Reply| -> Vec<(String, String)> {
            let lines = reply.lines.iter().filter(|(name, _)| name != "date");
            let mut lines: Vec<_> = lines.cloned().collect();
            lines.sort();
            lines
        };
        assert_eq!(said(&head), said(&get));
    }
}

#[test]
fn who_has_it_is_told_so() {
    let site = Site::new();
    let first = site.get(HALF, &[]);
    let tag = first.line("etag").expect("a tag");
    let modified = first.line("last-modified").expect("a date");
    for line in [
        format!("If-None-Match: {tag}"),
        format!("If-None-Match: W/{tag}"),
        format!("If-None-Match: \"other\", {tag}"),
        "If-None-Match: *".to_owned(),
        format!("If-Modified-Since: {modified}"),
        "If-Modified-Since: Sun, 22 Nov 2099 00:00:00 GMT".to_owned(),
    ] {
        for method in ["GET", "HEAD"] {
            let reply = site.ask(method, HALF, &[&line]);
            assert_eq!((reply.status, reply.body.len()), (304, 0), "{method} {line}");
            assert_eq!(reply.line("etag"), Some(tag), "{line}");
            assert_eq!(reply.line("last-modified"), Some(modified));
            assert_eq!(reply.line("cache-control"), first.line("cache-control"));
            assert_eq!(reply.line("vary"), first.line("vary"));
            assert_eq!(reply.line("content-type"), None);
            assert_eq!(reply.line("content-length"), None, "RFC 9110 §8.6");
        }
    }
    for lines in [
        &["If-None-Match: \"other\""][..],
        &["If-Modified-Since: Thu, 01 Jan 2026 00:00:00 GMT"],
        &["If-Modified-Since: nonsense"],
        // A tag wins over a date (RFC 9110 §13.2.2).
        &[
            "If-None-Match: \"other\"",
            "If-Modified-Since: Sun, 22 Nov 2099 00:00:00 GMT",
        ],
    ] {
        assert_eq!(site.get(HALF, lines).calendar(), first.calendar(), "{lines:?}");
    }
    let old_date = "If-Modified-Since: Thu, 01 Jan 2026 00:00:00 GMT";
    assert_eq!(
        site.get(HALF, &[&format!("If-None-Match: {tag}"), old_date])
            .status,
        304
    );
    assert_eq!(
        site.server().rendered(),
        2,
        "all of this is one calendar, kept the second time"
    );
    let page = site.get("/plan/half-12", &[]);
    let held = format!("If-None-Match: {}", page.line("etag").expect("a tag"));
    let reply = site.get("/plan/half-12", &[&held]);
    assert_eq!((reply.status, reply.line("content-length")), (304, None));
}

#[test]
fn packed_bytes_have_a_tag_of_their_own() {
    let site = Site::new();
    let plain = site.get(HALF, &[]);
    let packed = site.get(HALF, &["Accept-Encoding: gzip, deflate, br"]);
    assert_eq!(packed.line("content-encoding"), Some("gzip"));
    assert_eq!(packed.calendar(), plain.calendar());
    assert!(packed.body.len() * 4 < plain.body.len());
    let (plain_tag, packed_tag) = (plain.line("etag").unwrap(), packed.line("etag").unwrap());
    assert_ne!(plain_tag, packed_tag);
    // Whichever form a client has, it has the calendar.
    for (tag, lines) in [
        (plain_tag, "Accept-Encoding: gzip"),
        (packed_tag, "Accept-Encoding: identity"),
        (packed_tag, "Accept-Encoding: gzip"),
    ] {
        let reply = site.get(HALF, &[&format!("If-None-Match: {tag}"), lines]);
        assert_eq!((reply.status, reply.line("etag")), (304, Some(tag)), "{lines}");
    }
    for unwilling in ["gzip;q=0", "identity", "br", "*;q=0", "identity;q=1, gzip;q=0.5"] {
        let reply = site.get(HALF, &[&format!("Accept-Encoding: {unwilling}")]);
        assert_eq!(
            (reply.line("content-encoding"), reply.line("etag")),
            (None, Some(plain_tag)),
            "{unwilling}"
        );
    }
    let never = Site::with(|options| options.gzip = false, NoFeeds);
    let reply = never.get(HALF, &["Accept-Encoding: gzip"]);
    assert_eq!(
        (reply.line("content-encoding"), reply.line("etag")),
        (None, Some(plain_tag))
    );
}

#[test]
fn nothing_is_negotiated_and_nobody_need_log_in() {
    let site = Site::new();
    let plain = site.get(HALF, &[]);
    for line in [
        "Accept: application/json",
        "Accept: text/html",
        "Authorization: Basic dTpw",
        "User-Agent: Googlebot",
        "Range: bytes=0-9",
    ] {
        let reply = site.get(HALF, &[line]);
        assert_eq!((reply.status, &reply.body), (200, &plain.body), "{line}");
    }
    assert!(site.get("/robots.txt", &[]).text().contains("Allow: /plan/\n"));
}

#[test]
fn only_a_download_is_saved() {
    let site = Site::new();
    let plain = site.get(HALF, &[]);
    let saved = site.get(&format!("{HALF}&download"), &[]);
    assert_eq!(
        saved.line("content-disposition"),
        Some("attachment; filename=\"half-12.ics\"")
    );
    assert_eq!(saved.body, plain.body);
    assert_eq!(saved.line("etag"), plain.line("etag"));
    assert_eq!(site.get(HALF, &[]).line("content-disposition"), None);
    assert_eq!(site.server().rendered(), 2);
}

#[test]
fn two_servers_send_the_same_bytes() {
    let (one, other) = (Site::new(), Site::new());
    let (one, other) = (
        one.get(HALF, &["Accept-Encoding: gzip"]),
        other.get(HALF, &["Accept-Encoding: gzip"]),
    );
    assert_eq!(one.body, other.body);
    assert_eq!(one.line("etag"), other.line("etag"));
}

#[test]
fn one_connection_serves_many_requests() {
    use std::io::{Read as _, Write as _};
    let site = Site::new();
    site.get(HALF, &[]);
    let mut stream = site.connect();
    let request = format!("HEAD {HALF} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    for _ in 0..20 {
        stream.write_all(request.as_bytes()).unwrap();
        let mut received = Vec::new();
        while !received.ends_with(b"\r\n\r\n") {
            let mut some = [0; 1024];
            let read = stream.read(&mut some).unwrap();
            assert!(read > 0, "the connection was closed");
            received.extend_from_slice(&some[..read]);
        }
        assert_eq!(Reply::read(&received).status, 200);
    }
}
