//! Posted forms: a plan's form leads to its page, and a post that is no form of ours is refused.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use super::{HALF, Reply, Site};
use longrun::web::NoFeeds;

const PAGE: &str = "/plan/half-12";
const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
const FILLED: &str = "race=2027-04-18&start=&zone=europe%2Fberlin&units=&days=&long=Sunday+8%3A00&rest=fri&weekly=40km&also=focus-kick&also=strength-2x&longest=";

fn post(site: &Site, address: &str, lines: &[&str], body: &[u8]) -> Reply {
    let mut head = format!("POST {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
    for line in lines {
        head += &format!("{line}\r\n");
    }
    head += &format!("Content-Length: {}\r\n\r\n", body.len());
    site.send(&[head.as_bytes(), body].concat())
}

#[test]
fn a_posted_form_leads_to_the_shortest_address_of_its_page() {
    let site = Site::new();
    let reply = post(&site, PAGE, &[FORM], FILLED.as_bytes());
    assert_eq!(reply.status, 303, "{}", reply.text());
    let location = reply.line("location").expect("it leads somewhere");
    assert_eq!(
        location,
        "/plan/half-12?race=2027-04-18&zone=Europe/Berlin&weekly=40+km&also=focus-kick,strength-2x&long=sun+08:00&rest=fri"
    );
    assert_eq!(reply.line("cache-control"), Some("no-store"));
    let page = site.get(location, &[]);
    assert_eq!(page.status, 200);
    assert!(page.text().contains("webcal:") && page.text().contains("value=\"focus-kick\" checked"));
    let again = post(&site, PAGE, &[FORM], FILLED.as_bytes());
    assert_eq!(again.line("location"), Some(location), "nothing has changed");
}

#[test]
fn a_posted_form_with_mistakes_keeps_them_for_the_page_to_report() {
    let site = Site::new();
    let body = b"race=soon&zone=Berlin&nonsense=1&title=%3Cscript%3E%0d%0aX:+y";
    let reply = post(&site, PAGE, &[FORM], body);
    assert_eq!(reply.status, 303);
    assert_eq!(reply.line("x"), None, "no value makes a line of its own");
    let page = site.get(reply.line("location").expect("it leads somewhere"), &[]);
    for kept in ["value=\"soon\"", "value=\"Berlin\"", "nonsense", "role=\"alert\""] {
        assert!(page.text().contains(kept), "{kept}: {}", page.text());
    }
}

#[test]
fn a_form_of_another_site_is_refused() {
    let site = Site::with(
        |options| options.base_url = Some("https://run.example".to_owned()),
        NoFeeds,
    );
    for (lines, status) in [
        (&["Sec-Fetch-Site: cross-site"][..], 403),
        (&["Sec-Fetch-Site: same-site"], 403),
        (&["Origin: https://evil.example"], 403),
        (&["Origin: null"], 403),
        (&["Sec-Fetch-Site: same-origin", "Origin: null"], 303),
        (&["Origin: https://run.example"], 303),
        (&["Origin: http://localhost"], 303),
        (&[], 303),
    ] {
        let lines: Vec<&str> = lines.iter().copied().chain([FORM]).collect();
        let reply = post(&site, PAGE, &lines, b"race=2027-04-18");
        assert_eq!(reply.status, status, "{lines:?}");
    }
    assert_eq!(site.get(PAGE, &["Sec-Fetch-Site: cross-site"]).status, 200);
}

#[test]
fn a_post_that_is_no_form_is_refused() {
    let site = Site::new();
    let large = [b"title=".as_slice(), &vec![b'a'; 20_000]].concat();
    let long = [b"title=".as_slice(), &vec![b'a'; 7_000]].concat();
    for (lines, body, status) in [
        (&["Content-Type: application/json"][..], &b"{}"[..], 415),
        (&["Content-Type: multipart/form-data; boundary=x"], b"--x--", 415),
        (&[], b"race=2027-04-18", 415),
        (
            &["Content-Type: Application/X-WWW-Form-URLencoded; charset=UTF-8"],
            b"race=2027-04-18",
            303,
        ),
        (&[FORM], b"", 303),
        (&[FORM], b"race=%ff", 400),
        (&[FORM], b"race=\xff", 400),
        (&[FORM], "a&".repeat(101).as_bytes(), 400),
        (&[FORM], &large, 413),
        (&[FORM], &long, 413),
    ] {
        assert_eq!(post(&site, PAGE, lines, body).status, status, "{lines:?}");
    }
    assert_eq!(post(&site, "/plan/no-such-plan", &[FORM], b"").status, 404);
    assert_eq!(post(&site, "/plan/strength-2x", &[FORM], b"").status, 404);
    assert_eq!(post(&site, HALF, &[FORM], b"").status, 405);
}

#[test]
fn a_route_names_its_own_methods() {
    let site = Site::new();
    for (address, allow) in [(PAGE, "GET,HEAD,POST"), ("/", "GET,HEAD"), (HALF, "GET,HEAD")] {
        let reply = site.ask("DELETE", address, &[]);
        assert_eq!(
            (reply.status, reply.line("allow")),
            (405, Some(allow)),
            "{address}"
        );
        let reply = site.ask("OPTIONS", address, &[]);
        assert_eq!(
            (reply.status, reply.line("allow")),
            (204, Some(allow)),
            "{address}"
        );
        assert_eq!(reply.line("content-length"), None);
    }
}

#[test]
fn a_form_without_an_end_is_refused_when_it_gets_too_large() {
    let site = Site::new();
    let head = format!(
        "POST {PAGE} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{FORM}\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    let chunk = format!("1000\r\n{}\r\n", "a".repeat(0x1000));
    let mut stream = site.connect();
    stream.write_all(head.as_bytes()).unwrap();
    let begun = Instant::now();
    while stream.write_all(chunk.as_bytes()).is_ok() {
        assert!(begun.elapsed() < Duration::from_secs(10), "the server reads on");
    }
    let five = [head.as_bytes(), chunk.repeat(5).as_bytes()].concat();
    assert_eq!(site.send(&five).status, 413);
    let whole = format!("{head}f\r\nrace=2027-04-18\r\n0\r\n\r\n");
    assert_eq!(site.send(whole.as_bytes()).status, 303);
}

#[test]
fn a_form_that_drips_in_is_not_waited_for() {
    let site = Site::with(
        |options| options.request_timeout = Duration::from_millis(300),
        NoFeeds,
    );
    let head = format!("POST {PAGE} HTTP/1.1\r\nHost: localhost\r\n{FORM}\r\nContent-Length: 1000\r\n\r\n");
    let mut slow = site.connect();
    slow.write_all(head.as_bytes()).unwrap();
    let mut received = Vec::new();
    let begun = Instant::now();
    let _ = slow.read_to_end(&mut received);
    assert!(begun.elapsed() < Duration::from_secs(10));
    let reply = Reply::read(&received);
    assert_eq!(reply.status, 408, "{}", reply.text());
    assert_eq!(site.get(HALF, &[]).status, 200);
}

#[test]
fn a_connection_serves_on_after_a_form() {
    let site = Site::new();
    let form = format!(
        "POST {PAGE} HTTP/1.1\r\nHost: localhost\r\n{FORM}\r\nContent-Length: 15\r\n\r\nrace=2027-04-18"
    );
    let page = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let mut stream = site.connect();
    stream
        .write_all(format!("{form}{form}{page}").as_bytes())
        .unwrap();
    let mut received = String::new();
    stream.read_to_string(&mut received).unwrap();
    let statuses: Vec<&str> = received
        .lines()
        .filter_map(|line| line.strip_prefix("HTTP/1.1 "))
        .collect();
    assert_eq!(statuses, ["303 See Other", "303 See Other", "200 OK"]);
}
