//! Addresses: one for each meaning, and a clear no to what means nothing.

use std::sync::{Arc, Barrier};

use super::{HALF, Site};

#[test]
fn equal_meanings_are_one_calendar() {
    let site = Site::new();
    let spellings = [
        "race=2027-04-18&zone=America/New_York&units=mi&weekly=40+mi&recent=half-1:38:30&long=sun+08:00&rest=mon,fri",
        "rest=fri&rest=Monday&long=08:00%20Sunday&recent=half%201:38:30&weekly=40mi&units=MI&zone=america%2Fnew_york&race=2027-04-18",
        "race=2027-04-18&zone=America%2FNew_York&units=mi&weekly=40.0mi&recent=21.0975km-1:38:30&long=sun%2C8:00&rest=mon%2Cfri&busy=no&weeks=off&rest-days=yes",
    ];
    let replies = spellings.map(|query| site.get(&format!("/plan/half-12/calendar.ics?{query}"), &[]));
    let link = format!("</plan/half-12/calendar.ics?{}>; rel=\"canonical\"", spellings[0]);
    for reply in &replies {
        assert_eq!(reply.calendar(), replies[0].calendar());
        assert_eq!(reply.line("etag"), replies[0].line("etag"));
        assert_eq!(reply.line("link"), Some(link.as_str()));
        assert_eq!(reply.line("location"), None, "nobody is sent elsewhere");
    }
    assert_eq!(site.server().rendered(), 2, "the second time, it is kept for all");
}

#[test]
fn the_same_words_are_the_commands() {
    let site = Site::new();
    let served = site
        .get("/plan/half-12/calendar.ics?race=2027-04-18&zone=Europe/Berlin&at=tue+18:00&at=wed+off&weeks&rest-days=no", &[])
        .calendar();
    let exported = crate::world::World::new()
        .run([
            "export",
            "half-12",
            "--race",
            "2027-04-18",
            "--zone",
            "Europe/Berlin",
            "--at",
            "tue 18:00",
            "--at",
            "wed off",
            "--weeks",
            "--rest-days=no",
            "--now",
            "2026-11-22",
        ])
        .code(0)
        .stdout;
    assert_eq!(served, exported);
}

#[test]
fn the_busy_calendar_is_another_one() {
    let site = Site::new();
    let busy = site
        .get(&format!("{HALF}&busy&busy-before=15min&busy-title=Personal"), &[])
        .calendar();
    assert!(
        busy.contains("SUMMARY:Personal\r\n") && !busy.contains("Long run") && !busy.contains("Week"),
        "{busy}"
    );
    assert!(site.get(HALF, &[]).calendar().contains("SUMMARY:Long run"));
}

#[test]
fn everything_wrong_is_told_at_once() {
    let site = Site::new();
    let query = "race=2027-02-30&zone=America/Boston&lnog=sun&units=mi&units=km&rest=fry&ahead=6+weeks&days=nine&plan=x";
    let reply = site.get(&format!("/plan/half-12/calendar.ics?{query}"), &[]);
    assert_eq!(reply.status, 400);
    assert_eq!(reply.line("content-type"), Some("text/plain; charset=utf-8"));
    let text = reply.text();
    for said in [
        "`2027-02-30` is not a day of the calendar",
        "there is no time zone `America/Boston`",
        "there is no `lnog`",
        "did you mean `long`?",
        "`units` is given twice",
        "`fry` is not a valid value for a rest day",
        "`ahead` is counted from today",
        "`days` takes a whole number",
        "there is no `plan`",
    ] {
        assert!(text.contains(said), "{said} is not in\n{text}");
    }
    assert!(!text.contains('\u{1b}'), "no colours");
}

#[test]
fn a_race_plan_needs_a_race_and_any_plan_a_name_that_is_known() {
    let site = Site::new();
    let reply = site.get("/plan/half-12/calendar.ics", &[]);
    assert_eq!(reply.status, 400);
    assert!(
        reply
            .text()
            .contains("`half-12` prepares for a race, and the season has none"),
        "{}",
        reply.text()
    );
    for nowhere in [
        "/plan/half-13/calendar.ics?race=2027-04-18",
        "/plan/half-12.toml/calendar.ics?race=2027-04-18",
        "/plan/..%2F..%2Fetc%2Fpasswd/calendar.ics",
        "/plan/%2e%2e/calendar.ics",
        "/plan/../../../../etc/passwd",
        "/plan/half-12/../half-12/calendar.ics?race=2027-04-18",
        "/plan/half-12%00/calendar.ics?race=2027-04-18",
        "/plan//calendar.ics",
        "/plan/half-12/calendar.ics/?race=2027-04-18",
        "/Cargo.toml",
        "//etc/passwd",
        "/feed//calendar.ics",
    ] {
        assert_eq!(site.get(nowhere, &[]).status, 404, "{nowhere}");
    }
}

#[test]
fn an_overlay_named_as_a_file_is_not_looked_for_on_the_disk() {
    let site = Site::new();
    for name in [
        "plans/strength-2x.toml",
        "%2Fetc%2Fpasswd",
        "..%2Fx.toml",
        "Cargo.toml",
    ] {
        let reply = site.get(
            &format!("/plan/half-12/calendar.ics?race=2027-04-18&also={name}"),
            &[],
        );
        assert_eq!(reply.status, 400, "{name}");
        assert!(reply.text().contains("there is no plan"), "{}", reply.text());
    }
}

#[test]
fn no_value_makes_a_line_of_its_own() {
    let site = Site::new();
    let hostile = "%0d%0aSet-Cookie:%20a=b%0d%0a%0d%0aBEGIN:VEVENT%0d%0aSTATUS:CANCELLED";
    for key in [
        "title",
        "race-name",
        "race-place",
        "name",
        "busy-title",
        "event-title",
        "zone",
        "race",
        "rest",
        "x%0d%0ay",
    ] {
        for method in ["GET", "HEAD"] {
            let reply = site.ask(method, &format!("{HALF}&{key}={hostile}"), &[]);
            assert!(
                reply.status == 200 || reply.status == 400,
                "{key}: {}",
                reply.status
            );
            assert_eq!(reply.line("set-cookie"), None, "{key}");
            let text = String::from_utf8_lossy(&reply.body);
            assert!(
                !text.contains("\r\nSTATUS:CANCELLED") && !text.contains("\nSet-Cookie"),
                "{key}: {text}"
            );
        }
    }
}

#[test]
fn hostile_values_are_answered() {
    let site = Site::new();
    let long = "a".repeat(3_000);
    let many = "at=tue+18:00&".repeat(100);
    let values = [
        "race=%ff%fe".to_owned(),
        "race=2027-04-18&title=%00".to_owned(),
        "race=2027-04-18&title=%f0%9f%8f%83%e2%80%ae".to_owned(),
        format!("race={long}"),
        format!("race=2027-04-18&title={long}"),
        format!("race=2027-04-18&also={}", "strength-2x,".repeat(200)),
        format!("race=2027-04-18&{many}at=tue+18:00"),
        "race=9999999-04-18".to_owned(),
        "race=2027-04-18&weekly=99999999999999999999km".to_owned(),
        "race=2027-04-18&recent=half-0:00".to_owned(),
        "race=2027-04-18&away=1900-01-01..2200-01-01".to_owned(),
        "race=2027-04-18&start=1900-01-01".to_owned(),
        "race=2200-12-31&zone=Africa/Casablanca&at=tue+18:00".to_owned(),
        "race=2027-04-18&long=sun+25:99".to_owned(),
        "=&==&&&=a".to_owned(),
        "%".to_owned(),
        "race=2027-04-18&event-title=%7B%7B%7B%5B%5B".to_owned(),
    ];
    for query in values {
        let reply = site.get(&format!("/plan/half-12/calendar.ics?{query}"), &[]);
        assert!(
            reply.status == 200 || reply.status == 400,
            "{}: {query}",
            reply.status
        );
        assert!(!reply.body.is_empty(), "{query}");
    }
    assert_eq!(site.get(HALF, &[]).status, 200);
}

#[test]
fn an_address_without_an_end_is_refused() {
    let site = Site::new();
    for length in [7_000, 20_000, 1_000_000] {
        let address = format!("/plan/half-12/calendar.ics?title={}", "a".repeat(length));
        let reply = site.get(&address, &[]);
        assert_eq!(reply.status, 414, "{length} bytes");
        assert!(reply.text().contains("too long"));
    }
    let no_end = vec![b'a'; 1_000_000];
    assert_eq!(site.send(&no_end).status, 414);
    assert_eq!(
        site.get(HALF, &[&format!("X-Long: {}", "a".repeat(1_000_000))])
            .status,
        431
    );
    let many: Vec<String> = (0..500).map(|number| format!("X-{number}: a")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(site.get(HALF, &many).status, 431);
    assert_eq!(site.get(HALF, &[]).status, 200);
}

#[test]
fn what_many_ask_for_at_once_is_rendered_once() {
    let site = Arc::new(Site::new());
    let at_once = Arc::new(Barrier::new(32));
    let asking: Vec<_> = (0..32)
        .map(|number| {
            let (site, at_once) = (Arc::clone(&site), Arc::clone(&at_once));
            std::thread::spawn(move || {
                at_once.wait();
                // Half of them spell it another way.
                let spelling = if number % 2 == 0 {
                    "weekly=50+km"
                } else {
                    "weekly=50000+m"
                };
                let address = format!("/plan/marathon-advanced-18/calendar.ics?race=2027-04-18&{spelling}");
                site.get(&address, &[]).calendar()
            })
        })
        .collect();
    let mut calendars: Vec<String> = asking.into_iter().map(|asking| asking.join().unwrap()).collect();
    calendars.dedup();
    assert_eq!(calendars.len(), 1);
    // Once more if the first was made before anybody else had come.
    assert!(site.server().rendered() <= 2, "{}", site.server().rendered());
}

#[test]
fn the_cache_keeps_to_its_bound() {
    let site = Site::with(|options| options.cache_bytes = 1 << 20, longrun::web::NoFeeds);
    for number in 0..150 {
        let address = format!("/plan/first-5k-8/calendar.ics?race=2027-04-18&title=Number+{number}");
        for _ in 0..2 {
            let calendar = site.get(&address, &[]).calendar();
            assert!(calendar.contains(&format!("NAME:Number {number}\r\n")));
        }
        assert!(site.server().cached() <= 1 << 20);
    }
    assert_eq!(site.server().rendered(), 300);
    site.get(
        "/plan/first-5k-8/calendar.ics?race=2027-04-18&title=Number+149",
        &[],
    );
    assert_eq!(site.server().rendered(), 300, "the newest is still there");
    site.get(
        "/plan/first-5k-8/calendar.ics?race=2027-04-18&title=Number+0",
        &[],
    );
    assert_eq!(site.server().rendered(), 301, "the oldest is not");
}
