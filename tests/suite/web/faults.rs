//! Clients that are slow, endless or gone: each ends in a clear answer or a closed connection, and the rest is served.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::time::{Duration, Instant};

use super::tokens::{Shared, TOKEN, address};
use super::{HALF, Reply, Site};
use longrun::diagnostic::Faults;
use longrun::plan::built_in;
use longrun::web::{Catalogue, InMemoryRevisions, NoFeeds};

#[test]
fn a_request_that_drips_in_is_not_waited_for() {
    let site = Site::with(
        |options| options.idle_timeout = Duration::from_millis(300),
        NoFeeds,
    );
    let mut slow = site.connect();
    let begun = Instant::now();
    let mut dripped = 0;
    for byte in format!("GET {HALF} HTTP/1.1\r\nHost: localhost\r\n\r\n").bytes() {
        if slow.write_all(&[byte]).is_err() || begun.elapsed() > Duration::from_secs(10) {
            break;
        }
        dripped += 1;
        assert_eq!(site.get(HALF, &[]).status, 200, "others are served meanwhile");
        std::thread::sleep(Duration::from_millis(40));
    }
    assert!(dripped < 40, "{dripped} bytes in {:?}", begun.elapsed());
}

#[test]
fn a_connection_that_does_nothing_is_closed() {
    let site = Site::with(
        |options| options.idle_timeout = Duration::from_millis(200),
        NoFeeds,
    );
    let mut idle = site.connect();
    let mut used = site.connect();
    used.write_all(format!("HEAD {HALF} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes())
        .unwrap();
    let begun = Instant::now();
    let mut nothing = Vec::new();
    let _ = idle.read_to_end(&mut nothing);
    assert!(nothing.is_empty() && begun.elapsed() < Duration::from_secs(10));
    let mut answer = Vec::new();
    let _ = used.read_to_end(&mut answer);
    assert_eq!(Reply::read(&answer).status, 200);
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[test]
fn an_answer_that_nobody_reads_is_not_kept_for_ever() {
    let site = Site::with(
        |options| options.idle_timeout = Duration::from_millis(300),
        NoFeeds,
    );
    site.get(HALF, &[]);
    let mut deaf = site.connect();
    let request = format!("GET {HALF} HTTP/1.1\r\nHost: localhost\r\n\r\n").repeat(1_000);
    deaf.set_write_timeout(Some(Duration::from_secs(5))).unwrap();
    let begun = Instant::now();
    // Sooner or later nothing fits any more, and then the server hangs up.
    while deaf.write_all(request.as_bytes()).is_ok() {
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "the server takes everything"
        );
    }
    assert_eq!(site.get(HALF, &[]).status, 200);
}

#[test]
fn a_body_is_not_read() {
    let site = Site::new();
    let head = |length: &str| {
        format!("POST {HALF} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{length}\r\n\r\n")
    };
    let small = site.send(format!("{}a=b", head("Content-Length: 3")).as_bytes());
    assert_eq!((small.status, small.line("allow")), (405, Some("GET,HEAD")));
    assert_eq!(site.send(head("Content-Length: 1000000").as_bytes()).status, 413);
    // hyper has its own word for a length that is none.
    assert_eq!(
        site.send(head("Content-Length: 18446744073709551615").as_bytes())
            .status,
        431
    );
    // A body that never ends: the answer comes, and the connection is closed.
    let mut endless = site.connect();
    endless
        .write_all(head("Transfer-Encoding: chunked").as_bytes())
        .unwrap();
    let chunk = format!("1000\r\n{}\r\n", "a".repeat(0x1000));
    let begun = Instant::now();
    while endless.write_all(chunk.as_bytes()).is_ok() {
        assert!(begun.elapsed() < Duration::from_secs(10), "the server reads on");
    }
    let mut received = Vec::new();
    let mut again = site.connect();
    again
        .write_all(head("Transfer-Encoding: chunked").as_bytes())
        .unwrap();
    again.write_all(chunk.as_bytes()).unwrap();
    let _ = again.read_to_end(&mut received);
    assert_eq!(Reply::read(&received).status, 413);
}

#[test]
fn other_methods_are_told_which_there_are() {
    let site = Site::new();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PROPFIND", "REPORT", "PATCH"] {
        for address in [HALF, "/healthz", "/feed/x/calendar.ics"] {
            let reply = site.ask(method, address, &[]);
            let status = if method == "OPTIONS" { 204 } else { 405 };
            assert_eq!(
                (reply.status, reply.line("allow")),
                (status, Some("GET,HEAD")),
                "{method} {address}"
            );
        }
    }
    assert_eq!(site.ask("POST", "/nowhere", &[]).status, 404);
}

#[test]
fn a_client_that_has_said_all_gets_its_answer() {
    let site = Site::with(|_| {}, Shared::default());
    let token = address(TOKEN);
    for (path, status) in [
        (HALF, 200),
        ("/plan/10k-12/calendar.ics?race=2027-04-18&title=T", 200),
        ("/plan/10k-12/calendar.ics?race=never", 400),
        ("/plan/half-12?race=2027-04-18", 200),
        (&*token, 200),
        ("/", 200),
        ("/style.css", 200),
        ("/robots.txt", 200),
        ("/healthz", 200),
        ("/nowhere", 404),
    ] {
        for number in 0..10 {
            let path = path.replace("title=T", &format!("title=T{number}"));
            let mut stream = site.connect();
            let head = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
            stream.write_all(head.as_bytes()).unwrap();
            stream.shutdown(std::net::Shutdown::Write).unwrap();
            let begun = Instant::now();
            let mut received = Vec::new();
            let _ = stream.read_to_end(&mut received);
            assert_eq!(Reply::read(&received).status, status, "{path}");
            assert!(
                begun.elapsed() < Duration::from_secs(10),
                "{path}: the connection stays open"
            );
        }
    }
    let mut nothing = Vec::new();
    let mut silent = site.connect();
    silent.shutdown(std::net::Shutdown::Write).unwrap();
    let begun = Instant::now();
    let _ = silent.read_to_end(&mut nothing);
    assert!(nothing.is_empty() && begun.elapsed() < Duration::from_secs(10));
}

#[test]
fn what_is_no_http_is_refused() {
    let site = Site::new();
    for nonsense in [
        &b"\x16\x03\x01\x02\x00\x01\x00"[..],
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost x\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
    ] {
        let mut stream = site.connect();
        stream.write_all(nonsense).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let mut received = Vec::new();
        let _ = stream.read_to_end(&mut received);
        assert!(
            received.is_empty() || Reply::read(&received).status >= 400,
            "{nonsense:?}"
        );
    }
    assert_eq!(site.get(HALF, &[]).status, 200);
}

#[test]
fn a_request_says_once_for_which_host_it_is() {
    let site = Site::new();
    for (head, status) in [
        ("HTTP/1.1\r\n", 400),
        ("HTTP/1.1\r\nHost: a\r\nHost: b\r\n", 400),
        ("HTTP/1.0\r\nHost: a\r\nHost: a\r\n", 400),
        ("HTTP/1.1\r\nHost: a\r\n", 200),
        ("HTTP/1.0\r\n", 200),
    ] {
        for address in [HALF, "/healthz"] {
            let request = format!("GET {address} {head}Connection: close\r\n\r\n");
            assert_eq!(site.send(request.as_bytes()).status, status, "{request}");
        }
    }
}

#[test]
fn only_so_many_connections_are_open_and_the_next_one_waits() {
    let site = Site::with(
        |options| {
            options.connections = 8;
            options.idle_timeout = Duration::from_millis(500);
        },
        NoFeeds,
    );
    let idle: Vec<_> = (0..30).map(|_| site.connect()).collect();
    assert_eq!(
        site.get(HALF, &[]).status,
        200,
        "it has its turn when others have been idle for too long"
    );
    drop(idle);
}

#[test]
fn a_plan_that_changes_changes_its_feed_and_no_other() {
    let site = Site::new();
    let other = "/plan/10k-12/calendar.ics?race=2027-04-18";
    let (half, ten) = (site.get(HALF, &[]), site.get(other, &[]));
    let mut library = built_in();
    let own = BTreeSet::from(["half-12".to_owned()]);
    let text = library.source("half-12").unwrap().text().to_owned();
    let (faults, revisions, now) = (
        Faults::new(),
        InMemoryRevisions::default(),
        "2027-02-01T00:00:00Z".parse().unwrap(),
    );
    Catalogue::new(&library, &own, &revisions, now, &faults);
    let changed = longrun::diagnostic::Source::new("half-12.toml", format!("{text}\n# changed\n"));
    library.add("half-12", changed);
    site.server()
        .swap_catalogue(Catalogue::new(&library, &own, &revisions, now, &faults));
    let again = site.get(HALF, &[&format!("If-None-Match: {}", half.line("etag").unwrap())]);
    assert_eq!(again.line("last-modified"), Some("Mon, 01 Feb 2027 00:00:00 GMT"));
    let calendar = again.calendar();
    assert_eq!(
        calendar.matches("BEGIN:VEVENT").count(),
        calendar.matches("\r\nSEQUENCE:1\r\n").count()
    );
    assert_eq!(
        calendar.matches("BEGIN:VEVENT").count(),
        calendar.matches("DTSTAMP:20270201T000000Z").count()
    );
    let unchanged = site.get(other, &[&format!("If-None-Match: {}", ten.line("etag").unwrap())]);
    assert_eq!(unchanged.status, 304);
    // Each was asked for twice, and is kept from then on.
    for address in [HALF, other] {
        site.get(address, &[]);
    }
    assert_eq!(site.server().rendered(), 4);
}

#[test]
fn a_server_that_stops_answers_what_was_asked() {
    let mut site = Site::new();
    let address = site.server().address();
    let mut idle = site.connect();
    let mut asking = site.connect();
    asking
        .write_all(format!("GET {HALF} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes())
        .unwrap();
    std::thread::sleep(Duration::from_millis(100));
    let begun = Instant::now();
    assert!(
        site.server.take().unwrap().stop(Duration::from_secs(20)),
        "all was answered"
    );
    assert!(begun.elapsed() < Duration::from_secs(10));
    let mut received = Vec::new();
    let _ = asking.read_to_end(&mut received);
    assert!(Reply::read(&received).calendar().contains("BEGIN:VEVENT"));
    let mut nothing = Vec::new();
    let _ = idle.read_to_end(&mut nothing);
    assert!(nothing.is_empty());
    assert!(
        std::net::TcpStream::connect(address).is_err(),
        "nobody listens any more"
    );
}
