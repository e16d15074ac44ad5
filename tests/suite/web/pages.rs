//! Pages over the wire: the form that leads to a feed, and what a browser is told about it.

use super::Site;
use longrun::web::NoFeeds;

const FILLED: &str =
    "/plan/half-12?race=2027-04-18&zone=Europe%2FBerlin&units=&days=&long=sun&rest=fri&weekly=&recent=";

#[test]
fn a_form_leads_to_the_address_of_a_feed_that_is_there() {
    let site = Site::with(
        |options| options.base_url = Some("https://run.example".to_owned()),
        NoFeeds,
    );
    let empty = site.get("/plan/half-12", &[]);
    assert_eq!(empty.status, 200);
    assert!(
        empty
            .text()
            .contains("<form method=\"post\" action=\"/plan/half-12\">")
            && !empty.text().contains("webcal:")
    );
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
        // With "no-referrer", browsers would post the form with `Origin: null`.
        assert_eq!(page.line("referrer-policy"), Some("same-origin"));
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
        "<a href=\"#f-race\">Race day</a>: ",
        "<a href=\"#f-zone\">Time zone</a>: ",
        "aria-invalid=\"true\" aria-describedby=\"e-zone\"",
        "<p class=\"wrong\" id=\"e-zone\">",
        "nonsense",
        "value=\"soon\"",
    ] {
        assert!(page.text().contains(told), "{told}: {}", page.text());
    }
    assert!(!page.text().contains("webcal:") && !page.text().contains("<script>"));
}

#[test]
fn an_address_that_cannot_be_read_is_not_taken_for_an_empty_form() {
    let site = Site::new();
    for query in ["race=%ff".to_owned(), "a&".repeat(101)] {
        let page = site.get(&format!("/plan/half-12?{query}"), &[]);
        assert!(
            page.text().contains("<li>The address has more than 100 keys")
                || page.text().contains("<li>The address holds bytes")
        );
    }
}

#[test]
fn where_nothing_is_a_page_says_so() {
    let site = Site::new();
    for address in [
        "/plan/no-such-plan",
        "/plan/strength-2x",
        "/plan/..%2f..%2fetc",
        "/plan/half-12/",
        "/plan",
        "/nix",
        "/plan/no-such-plan/calendar.ics",
        "/feed/abc/calendar.ics",
    ] {
        let page = site.get(address, &["Accept: text/html,application/xhtml+xml"]);
        assert_eq!(page.status, 404, "{address}");
        assert!(page.text().contains("<h1>There is nothing here</h1>"));
        let policy = page.line("content-security-policy").expect("a policy");
        assert!(policy.contains("style-src 'self'"), "it has a style: {policy}");
    }
    let told = site.get("/plan/no-such-plan/calendar.ics", &["Accept: text/calendar"]);
    assert_eq!((told.status, told.text()), (404, "there is no such plan\n"));
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
fn a_table_says_the_week_the_time_and_the_pace_and_leaves_the_race_out_of_the_sum() {
    let site = Site::new();
    let page = site.get(
        "/plan/half-12?race=2027-04-19&zone=Europe/Berlin&long=sun+08:00&at=tue+18:00&recent=half+1:38:30",
        &[],
    );
    let page = page.text();
    assert!(page.contains("<h2>12 weeks, 26 Jan 2027 to 19 Apr 2027</h2>"));
    assert_eq!(
        page.matches("<tr><th scope=\"row\"><span class=\"number\">Week ")
            .count(),
        12
    );
    let (_, last) = page.split_once("Week 12 of 12</span>").expect("its last week");
    let (_, sum) = last.split_once("<span class=\"sum\">").expect("its running");
    let sum: f64 = sum
        .split(' ')
        .next()
        .and_then(|sum| sum.parse().ok())
        .expect("a number");
    assert!(
        sum > 5.0 && sum < 30.0,
        "{sum} km of the last week, the race not among them"
    );
    for said in [
        "<span class=\"time\">18:00</span>",
        "<span class=\"time\">08:00</span> Long run",
        "Your paces: <span>easy 5:",
        "<span class=\"pace\">at 4:34 /km</span>",
    ] {
        assert!(page.contains(said), "{said}");
    }
    assert!(
        page.contains("<th scope=\"col\">Week</th><th scope=\"col\">Tue</th>"),
        "weeks end on the race"
    );
}

#[test]
fn a_bare_switch_in_a_page_s_address_is_on_as_in_a_feed_s() {
    let site = Site::new();
    let season = "race=2027-04-18&zone=Europe/Berlin&at=tue+18:00";
    for switch in ["busy", "weeks", "utc"] {
        let page = site.get(&format!("/plan/half-12?{season}&{switch}"), &[]);
        let address = format!("/plan/half-12/calendar.ics?{season}&{switch}=yes");
        let shown = format!("value=\"http://localhost{}\"", address.replace('&', "&amp;"));
        assert!(page.text().contains(&shown), "{switch}: {}", page.text());
        let said = site.get(&format!("/plan/half-12/calendar.ics?{season}&{switch}"), &[]);
        assert_eq!(site.get(&address, &[]).calendar(), said.calendar());
    }
}

#[test]
fn an_address_of_this_computer_is_offered_to_nobody_who_cannot_reach_it() {
    let site = Site::new();
    let ask = |host: &str| {
        let head = format!("GET {FILLED} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let page = site.send(head.as_bytes());
        page.text().to_owned()
    };
    for own in ["127.0.0.1:8080", "localhost:8080", "[::1]:8080"] {
        let page = ask(own);
        for way in ["webcal://", "download\"", "only this computer", "--base-url"] {
            assert!(page.contains(way), "{own}: {way}");
        }
        for way in ["calendar.google.com", "outlook.live.com", "class=\"qr\""] {
            assert!(!page.contains(way), "{own}: {way}");
        }
    }
    let page = ask("run.example");
    assert!(page.contains("calendar.google.com") && !page.contains("only this computer"));
}

#[test]
fn the_form_offers_what_a_plan_needs_and_keeps_the_rest_folded() {
    let site = Site::new();
    let usual = site.get("/plan/half-12", &[]);
    let usual = usual.text();
    assert!(!usual.contains("name=\"previous\"") && !usual.contains("details class=\"more\" open"));
    for overlay in ["focus-kick", "strength-2x", "mind-and-fuel"] {
        let boxed = format!("<input type=\"checkbox\" name=\"also\" value=\"{overlay}\">");
        assert!(usual.contains(&boxed), "{overlay}");
    }
    let more = usual.split_once("<summary>More</summary>").expect("more").1;
    for field in ["start", "longest", "at", "away"] {
        assert!(more.contains(&format!("name=\"{field}\"")), "{field}");
    }
    for follows in ["season-to-spring-marathon", "post-half-recovery"] {
        let page = site.get(&format!("/plan/{follows}"), &[]);
        let (form, _) = page.text().split_once("<summary>More</summary>").expect("more");
        assert!(form.contains("name=\"previous\""), "{follows}");
    }
    let filled = site.get(
        "/plan/half-12?race=2027-04-18&also=focus-kick&also=strength-2x&longest=&at=tue+18:00,+sun+08:00&zone=Europe/Berlin",
        &[],
    );
    assert!(
        filled
            .text()
            .contains("also=focus-kick,strength-2x&amp;at=tue+18:00&amp;at=sun+08:00")
    );
    assert!(filled.text().contains("value=\"focus-kick\" checked>"));
    assert!(filled.text().contains("value=\"tue 18:00, sun 08:00\""));
}

#[test]
fn no_mistake_is_told_in_the_language_of_files_and_flags() {
    let site = Site::new();
    for query in [
        "zone=Europe/Berlin",
        "race=2027-04-18&at=tue+18:00",
        "race-name=Spring",
        "race=2027-04-18&also=nothing-like-it",
        "race=2027-04-18&also=half-12",
        "race=2027-04-18&recent=marathon+3:05",
    ] {
        let page = site.get(&format!("/plan/half-12?{query}"), &[]);
        let (_, told) = page
            .text()
            .split_once("role=\"alert\"")
            .expect("something is wrong");
        let (told, _) = told.split_once("</section>").expect("it ends");
        for foreign in ["--", "`", "[", " = ", "longrun", ".toml"] {
            assert!(!told.contains(foreign), "{query}: {foreign} in {told}");
        }
    }
    let page = site.get("/plan/half-12?race=2027-04-18&recent=marathon+3:05", &[]);
    assert!(page.text().contains("did you mean 3:05:00?"));
}

#[test]
fn a_page_whose_links_come_from_host_is_kept_by_its_reader_alone() {
    let base =
        |options: &mut longrun::web::Options| options.base_url = Some("https://run.example".to_owned());
    let (said, unsaid) = (Site::with(base, longrun::web::NoFeeds), Site::new());
    for (site, address, sharing) in [
        (&said, FILLED, "public"),
        (&unsaid, FILLED, "private"),
        (&said, "/plan/half-12", "public, max-age=900"),
        (&unsaid, "/plan/half-12", "private, max-age=900"),
        (&unsaid, "/", "public, max-age=900"),
        (&unsaid, "/style.css", "public, max-age=900"),
    ] {
        let page = site.get(address, &[]);
        assert_eq!(page.line("cache-control"), Some(sharing), "{address}");
    }
}

#[test]
fn a_rule_of_the_style_stands_once() {
    let site = Site::new();
    let style = site.get("/style.css", &[]);
    let mut rules: Vec<&str> = style.text().lines().filter(|line| line.ends_with(" }")).collect();
    assert!(rules.len() > 40);
    rules.sort_unstable();
    for pair in rules.windows(2) {
        assert_ne!(pair[0], pair[1]);
    }
}
