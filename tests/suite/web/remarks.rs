//! What a page warns of before anybody subscribes, and what today changes of it.

use super::Site;
use longrun::clock::Clock;
use longrun::web::NoFeeds;

/// The server on a Sunday in November 2026, seven minutes past ten.
fn in_november() -> Site {
    let clock = || Clock::parse("2026-11-22T10:07:00Z").expect("a moment");
    Site::with(|options| options.clock = clock, NoFeeds)
}

/// The parts of a page that come before the ways to subscribe.
fn remarks(page: &str) -> &str {
    let (before, _) = page
        .split_once("Add it to your calendar")
        .expect("it can be subscribed to");
    before
        .split_once("id=\"remarks\"")
        .map_or("", |(_, remarks)| remarks)
}

#[test]
fn what_the_command_warns_of_stands_before_the_ways_to_subscribe() {
    let site = in_november();
    let cases: [(&str, &[&str]); 9] = [
        (
            "marathon-intermediate-18?race=2027-04-18&weekly=20+km",
            &[
                "START_TOO_HIGH",
                "LOWER_PEAK",
                "BELOW_NEEDS",
                "“Marathon, intermediate” asks for",
            ],
        ),
        (
            "marathon-intermediate-18?race=2026-12-20",
            &[
                "STARTED",
                "13 of 18 weeks are already behind",
                "first day under “More”",
            ],
        ),
        (
            "marathon-intermediate-18?race=2026-11-01",
            &["This season ended on 1 Nov 2026"],
        ),
        (
            "half-12?race=2026-11-01&start=2026-08-10",
            &["This season ended on 1 Nov 2026"],
        ),
        (
            "half-12?race=2027-04-18&start=2027-04-01",
            &["NOT_ENOUGH_WEEKS", "COMPRESSED"],
        ),
        (
            "half-12?race=2027-04-18&rest=mon&long=mon",
            &["Long run on Friday in 11 weeks (Mon is a rest day)"],
        ),
        (
            "season-to-spring-marathon?race=2027-04-18",
            &["Eight of 34 weeks", "the day of your last race"],
        ),
        (
            "half-12?race=2027-04-18&away=2027-03-01..2027-03-07",
            &["What found no day", "week of 1 Mar 2027"],
        ),
        (
            "half-12?race=2027-04-18&busy",
            &["NO_EVENTS", "only sessions with a time are busy"],
        ),
    ];
    for (address, said) in cases {
        let page = site.get(&format!("/plan/{address}"), &[]);
        let told = remarks(page.text());
        for said in said {
            assert!(told.contains(said), "{address}: {said} in {told}");
        }
        for foreign in ["--", "`", "[", " = ", "longrun"] {
            assert!(!told.contains(foreign), "{address}: {foreign} in {told}");
        }
    }
    let page = site.get("/plan/half-12?race=2027-04-18", &[]);
    assert!(
        !remarks(page.text()).contains("Before you subscribe"),
        "nothing is wrong with it"
    );
}

#[test]
fn what_is_told_of_today_is_not_kept_until_tomorrow() {
    let site = in_november();
    let risky = "/plan/marathon-intermediate-18?race=2026-12-20&zone=Asia/Kathmandu";
    let page = site.get(risky, &[]);
    assert_eq!(page.line("cache-control"), Some("private"));
    assert_eq!(page.line("expires"), Some("Sun, 22 Nov 2026 10:15:00 GMT"));
    assert_eq!(page.line("last-modified"), Some("Sun, 22 Nov 2026 10:00:00 GMT"));
    let tag = format!("If-None-Match: {}", page.line("etag").expect("a tag"));
    let same = site.get(risky, &[&tag]);
    assert_eq!((same.status, same.line("expires")), (304, page.line("expires")));
    let feed = site.get("/plan/half-12/calendar.ics?race=2026-12-20", &[]);
    assert_eq!(feed.line("cache-control"), Some("public, max-age=900"));
    assert_eq!(feed.line("expires"), None);
}

#[test]
fn a_page_of_yesterday_is_not_shown_today() {
    use std::sync::atomic::{AtomicBool, Ordering};
    static NEXT_DAY: AtomicBool = AtomicBool::new(false);
    let clock = || {
        let next = NEXT_DAY.load(Ordering::Relaxed);
        let text = if next {
            "2026-12-20T23:00:00Z"
        } else {
            "2026-12-20T22:59:00Z"
        };
        Clock::parse(text).expect("a moment")
    };
    let site = Site::with(|options| options.clock = clock, NoFeeds);
    let address = "/plan/marathon-intermediate-18?race=2026-12-20&zone=Europe/Berlin";
    let page = site.get(address, &[]);
    assert!(
        page.text().contains("17 of 18 weeks are already behind"),
        "{}",
        remarks(page.text())
    );
    NEXT_DAY.store(true, Ordering::Relaxed);
    let line = format!(
        "If-Modified-Since: {}",
        page.line("last-modified").expect("a date")
    );
    let next = site.get(address, &[&line]);
    assert!(
        next.text().contains("This season ended on 20 Dec 2026"),
        "{}",
        remarks(next.text())
    );
}
