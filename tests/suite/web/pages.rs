//! Pages over the wire: the form that leads to a feed, and what a browser is told about it.

use super::Site;

const FILLED: &str =
    "/plan/half-12?race=2027-04-18&zone=Europe%2FBerlin&units=&days=&long=sun&rest=fri&weekly=&recent=";

#[test]
fn a_form_leads_to_the_address_of_a_feed_that_is_there() {
    let site = Site::with(
        |options| options.base_url = Some("https://run.example".to_owned()),
        longrun::web::NoFeeds,
    );
    let empty = site.get("/plan/half-12", &[]);
    assert_eq!(empty.status, 200);
    assert!(empty.text().contains("<form method=\"get\">") && !empty.text().contains("webcal:"));
    let page = site.get(FILLED, &[]);
    assert_eq!(page.status, 200);
    let address = "/plan/half-12/calendar.ics?race=2027-04-18&zone=Europe/Berlin&long=sun&rest=fri";
    let shown = format!("value=\"https://run.example{}\"", address.replace('&', "&amp;"));
    assert!(page.text().contains(&shown), "{}", page.text());
    assert!(site.get(address, &[]).calendar().contains("BEGIN:VEVENT"));
}

#[test]
fn a_page_loads_nothing_and_is_kept_like_a_calendar() {
    let site = Site::new();
    for address in ["/", "/plan/half-12", FILLED] {
        let page = site.get(address, &[]);
        assert_eq!(page.line("content-type"), Some("text/html; charset=utf-8"));
        let policy = page.line("content-security-policy").expect("a policy");
        assert!(
            policy.starts_with("default-src 'none'; style-src 'self'"),
            "{policy}"
        );
        assert!(!page.text().contains("<script") && !page.text().contains(" style="));
        let tag = format!("If-None-Match: {}", page.line("etag").expect("a tag"));
        assert_eq!(site.get(address, &[&tag]).status, 304);
        assert_eq!(site.ask("HEAD", address, &[]).body, b"");
    }
    let style = site.get("/style.css", &[]);
    assert_eq!(style.line("content-type"), Some("text/css; charset=utf-8"));
}

#[test]
fn what_cannot_be_is_told_beside_the_form() {
    let site = Site::new();
    let page = site.get(
        "/plan/half-12?race=soon&zone=Berlin&nonsense=1&title=%3Cscript%3E",
        &[],
    );
    assert_eq!(page.status, 200);
    for told in [
        "That does not work yet",
        "Race day</strong>: ",
        "Time zone</strong>: ",
        "nonsense",
        "value=\"soon\"",
    ] {
        assert!(page.text().contains(told), "{told}: {}", page.text());
    }
    assert!(!page.text().contains("webcal:") && !page.text().contains("<script>"));
}

#[test]
fn where_nothing_is_a_page_says_so() {
    let site = Site::new();
    for address in ["/plan/no-such-plan", "/plan/strength-2x", "/plan/..%2f..%2fetc"] {
        let page = site.get(address, &[]);
        assert_eq!(page.status, 404, "{address}");
        assert!(page.text().contains("<h1>There is nothing here</h1>"));
        let policy = page.line("content-security-policy").expect("a policy");
        assert!(policy.contains("style-src 'self'"), "it has a style: {policy}");
    }
}

#[test]
fn links_go_to_no_host_that_is_none() {
    let site = Site::new();
    let ask = |host: &str| {
        let head = format!("GET {FILLED} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        site.send(head.as_bytes())
    };
    assert!(
        ask("plans.example:8080")
            .text()
            .contains("webcal://plans.example:8080/plan/half-12/")
    );
    for hostile in ["evil.example/path?", "a\"onload=", "x y"] {
        let page = ask(hostile);
        assert!(
            page.status == 400 || page.text().contains("webcal://localhost/plan/half-12/"),
            "{hostile}: {}",
            page.status
        );
    }
}

#[test]
fn a_page_whose_links_come_from_host_is_kept_by_its_reader_alone() {
    let base =
        |options: &mut longrun::web::Options| options.base_url = Some("https://run.example".to_owned());
    let (said, unsaid) = (Site::with(base, longrun::web::NoFeeds), Site::new());
    for (site, address, sharing) in [
        (&said, FILLED, "public"),
        (&unsaid, FILLED, "private"),
        (&unsaid, "/", "public"),
        (&unsaid, "/style.css", "public"),
    ] {
        let expected = format!("{sharing}, max-age=900");
        assert_eq!(
            site.get(address, &[]).line("cache-control"),
            Some(expected.as_str()),
            "{address}"
        );
    }
}
