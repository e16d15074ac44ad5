//! A season has an end: five years, forty plans, and days that calendars have, whichever way it is described.

use longrun::diagnostic::Diagnostic;

use crate::readers::{can_be_told, errors, season_faults};
use crate::world::World;

/// A season's file with these lines at its top, and these dates.
fn season(top: &str, race: &str, previous: &str) -> String {
    let table = |name: &str, date: &str| match date {
        "" => String::new(),
        date => format!("[{name}]\ndate = {date}\n"),
    };
    format!("{top}\n{}{}", table("race", race), table("previous", previous))
}

fn list(plan: &str, times: usize) -> String {
    format!("plan = [{}]", vec![format!("\"{plan}\""); times].join(", "))
}

const WHOLE: &str = "plan = \"season-to-spring-marathon\"";

/// The text at the place of the only error.
fn place(said: &[Diagnostic]) -> String {
    let at = said.iter().find_map(|one| one.at.as_ref());
    at.map_or_else(String::new, |span| span.text().to_owned())
}

#[test]
fn a_season_of_more_than_five_years_is_an_error_at_its_place() {
    let of_start = |date: &str| format!("{WHOLE}\nstart = {date}");
    for (text, code, at) in [
        (
            season(WHOLE, "2072-04-18", "2026-10-18"),
            "season-too-long",
            "2072-04-18",
        ),
        (
            season(&of_start("2026-10-19"), "2072-04-18", ""),
            "season-too-long",
            "2072-04-18",
        ),
        (
            season(WHOLE, "2027-04-18", "2016-10-18"),
            "season-too-long",
            "2027-04-18",
        ),
        (
            season(WHOLE, "2200-01-01", "1900-01-01"),
            "season-too-long",
            "2200-01-01",
        ),
        (
            season(&list("half-12", 30), "2027-04-18", ""),
            "season-too-long",
            "\"half-12\"",
        ),
        (
            season(
                &format!("{}\nstart = 2027-01-04", list("post-5k-recovery", 41)),
                "",
                "",
            ),
            "too-many",
            "\"post-5k-recovery\"",
        ),
        (
            season(&list("half-12", 3_000), "2027-04-18", ""),
            "too-many",
            "\"half-12\"",
        ),
        (
            season("plan = \"half-12\"", "1900-01-07", ""),
            "date",
            "1900-01-07",
        ),
        (
            season("plan = [\"half-12\", \"post-half-recovery\"]", "2200-12-28", ""),
            "date",
            "2200-12-28",
        ),
        (
            season("plan = \"base-8\"\nstart = 2200-12-01", "", ""),
            "date",
            "2200-12-01",
        ),
    ] {
        let said = season_faults(&text);
        can_be_told(&said);
        let start = &text[..text.len().min(200)];
        assert_eq!(errors(&said), [code], "{start}\n{said:?}");
        assert_eq!(place(&said), at, "{start}");
    }
}

#[test]
fn five_years_are_a_season() {
    for text in [
        season(WHOLE, "2031-09-14", "2026-10-18"),
        season("plan = \"half-12\"", "1900-12-30", ""),
        season(&list("half-12", 20), "2031-04-20", ""),
        season("plan = \"post-half-recovery\"\nstart = 2200-11-01", "", ""),
    ] {
        let said = season_faults(&text);
        assert_eq!(errors(&said), [] as [&str; 0], "{text}");
    }
}

#[test]
fn the_year_that_was_probably_meant_is_named() {
    for (race, previous, meant) in [
        ("2072-04-18", "2026-10-18", "did you mean 2027-04-18?"),
        ("2027-04-18", "2062-10-18", "did you mean 2026-10-18?"),
        (
            "2027-04-18",
            "2016-10-18",
            "did you mean to end on 2017-04-18, or to begin on 2026-10-18?",
        ),
    ] {
        let said = season_faults(&season(WHOLE, race, previous));
        assert_eq!(said[0].help(), [meant], "{race}");
    }
}

#[test]
fn flags_have_the_same_bounds_as_files() {
    for (flags, part) in [
        (
            &["--race", "2072-04-18", "--previous", "2026-10-18"][..],
            "did you mean 2027-04-18?",
        ),
        (&["--race", "2072-04-18", "--start", "2026-10-19"], "--race"),
        (&["--race", "1900-01-07"], "1899"),
        (&["--race", "10000-01-07"], "--race"),
    ] {
        let arguments = ["export", "season-to-spring-marathon", "-o", "x.ics"]
            .iter()
            .chain(flags);
        let world = World::new();
        world.run(arguments).code(1).stderr_contains(part);
        assert!(!world.path("x.ics").exists());
    }
}

#[cfg(feature = "serve")]
#[test]
fn addresses_and_forms_have_them_too() {
    let site = crate::web::Site::new();
    for query in [
        "race=2072-04-18&previous=2026-10-18",
        "race=2200-01-01&previous=1900-01-01",
        "race=2200-01-01&start=1900-01-01&to=1900-02-01",
        "race=1900-01-07",
        "race=0000-01-07",
        "race=10000-01-07",
    ] {
        let feed = site.get(
            &format!("/plan/season-to-spring-marathon/calendar.ics?{query}"),
            &[],
        );
        assert_eq!(feed.status, 400, "{query}");
        let page = site.get(&format!("/plan/season-to-spring-marathon?{query}"), &[]);
        assert_eq!(page.status, 200, "{query}");
        assert!(!page.text().contains("webcal:"), "{query}: nothing to follow");
    }
}

#[test]
fn an_export_that_could_not_be_read_again_is_not_written() {
    let names: Vec<String> = (1..=8).map(|number| format!("own-{number}")).collect();
    let sessions: String = names
        .iter()
        .map(|name| format!("{name} = \"30 min\"\n"))
        .collect();
    let kinds = std::iter::once("cross")
        .chain(std::iter::repeat("strength"))
        .zip(&names);
    let kinds: String = kinds
        .map(|(kind, name)| format!("[session.{name}]\nkind = \"{kind}\"\n"))
        .collect();
    let note = format!(
        "[[note]]\nwith = {names:?}\ntext = \"{}\"\n",
        "words and more words ".repeat(140)
    );
    let plan = format!(
        "title = \"Much\"\n{kinds}[[phase]]\nname = \"All\"\nkind = \"base\"\nweeks = 85\nrepeat = true\n{sessions}{note}"
    );
    let world = World::new().file("much.toml", &plan).file(
        "season.toml",
        "plan = [\"much.toml\", \"much.toml\", \"much.toml\"]\nstart = 2027-01-04\n",
    );
    let refused = world.run(["export", "season.toml", "-o", "x.ics"]).code(1);
    refused.stderr_contains("error[calendar-too-large]");
    assert!(!world.path("x.ics").exists());
    world
        .run(["export", "season.toml", "-o", "-"])
        .code(1)
        .stdout_is("");
    world
        .run(["export", "much.toml", "--start", "2027-01-04", "-o", "x.ics"])
        .code(0);
    world
        .run(["export", "much.toml", "--start", "2027-01-04", "-o", "x.ics"])
        .code(0)
        .stderr_contains("unchanged");
}
