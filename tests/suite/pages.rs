//! The server's pages as markup: their contents, and that no user input becomes markup.

use std::sync::Arc;

use longrun::calendar::titles::summary;
use longrun::diagnostic::{Diagnostic, Faults, Source};
use longrun::plan::{Plan, built_in, listing};
use longrun::season;
use longrun::web::views::{FilledForm, Links, MadeSeason, PlanPage, home, plan};

use crate::seasons;

const HOSTILE: &str = "\"><script>alert(1)</script>'&";

/// The plans in the order of the list.
fn plans() -> Vec<(Arc<Plan>, listing::Extent)> {
    let library = built_in();
    let faults = Faults::new();
    let mut plans: Vec<Arc<Plan>> = library
        .names()
        .filter_map(|name| library.plan(name, &faults))
        .collect();
    listing::sort(&mut plans);
    let with_extent = |plan: Arc<Plan>| (Arc::clone(&plan), listing::Extent::of(&plan, &library));
    plans.into_iter().map(with_extent).collect()
}

fn named(name: &str) -> (Arc<Plan>, listing::Extent) {
    plans().into_iter().find(|(plan, _)| plan.name == name).unwrap()
}

/// A text escaped for markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[test]
fn the_first_page_leads_to_every_plan_and_names_every_overlay() {
    let plans = plans();
    let page = home(&plans).into_string();
    for (plan, _) in &plans {
        assert!(page.contains(&escaped(&plan.title)), "{}", plan.name);
        let link = format!("href=\"/plan/{}\"", plan.name);
        assert_eq!(page.contains(&link), !plan.overlay, "{}", plan.name);
    }
    assert!(!page.contains("<script"));
}

#[test]
fn a_plan_s_page_holds_every_session_on_its_day_and_every_way_to_subscribe() {
    let planned = seasons::plan(
        "plan = \"half-12\"\n[race]\ndate = 2027-04-18\n[athlete]\ntime_zone = \"Europe/Berlin\"\nunits = \"mi\"\n",
    );
    let (half, extent) = named("half-12");
    let address = "https://run.example/plan/half-12/calendar.ics?race=2027-04-18&zone=Europe/Berlin&units=mi";
    let links = Links::new(address, &half.title);
    let form = [
        ("race".to_owned(), "2027-04-18".to_owned()),
        ("units".to_owned(), "mi".to_owned()),
    ];
    let page = plan(&PlanPage {
        plan: &half,
        extent,
        form: FilledForm(&form),
        faults: &[],
        made: Some(MadeSeason {
            season: &planned.season,
            schedule: &planned.schedule,
            told: &[],
            links: &links,
            only_here: false,
        }),
        zones: &["Europe/Berlin"],
        plans: &[],
    });
    let page = page.into_string();
    let mut at = 0;
    for day in &planned.schedule.days {
        for session in day.sessions.iter().filter(|session| !session.is_race()) {
            let text = escaped(&summary(session, planned.season.athlete.units));
            let found = page[at..].find(&text);
            at += found.unwrap_or_else(|| panic!("{}: {text}, in its order", day.date));
        }
    }
    for link in [
        "webcal://run.example/plan/half-12/calendar.ics?race=2027-04-18&amp;zone=Europe/Berlin&amp;units=mi",
        "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Frun.example%2Fplan%2Fhalf-12%2Fcalendar.ics%3Frace%3D2027-04-18%26zone%3DEurope%2FBerlin%26units%3Dmi",
        "https://outlook.live.com/calendar/0/addfromweb?url=https%3A%2F%2Frun.example%2F",
        "units=mi&amp;download\"",
    ] {
        assert!(page.contains(link), "{link}");
    }
    assert!(page.contains("<svg class=\"qr\""));
    assert!(page.contains("type=\"date\" name=\"race\" required value=\"2027-04-18\">"));
    assert!(page.contains("<option value=\"mi\" selected>"));
}

/// The faults of an address whose values are [`HOSTILE`].
fn hostile_faults() -> Vec<Diagnostic> {
    let faults = Faults::new();
    let given = ["units", "race", HOSTILE].map(|name| (name.to_owned(), HOSTILE.to_owned()));
    let mut table = season::table_of_plan("half-12", "plan");
    season::table_of_flags(&mut table, &given, "", &faults);
    assert!(season::read(&table, &longrun::plan::built_in(), &faults).is_none());
    faults.into_sorted()
}

#[test]
fn user_input_stays_text() {
    let (half, extent) = named("half-12");
    let names = [
        "race", "zone", "units", "days", "weekly", "recent", "also", HOSTILE,
    ];
    let form: Vec<(String, String)> = names
        .iter()
        .map(|name| ((*name).to_owned(), HOSTILE.to_owned()))
        .collect();
    let page = plan(&PlanPage {
        plan: &half,
        extent,
        form: FilledForm(&form),
        faults: &hostile_faults(),
        made: None,
        zones: &[],
        plans: &[],
    });
    let page = page.into_string();
    assert!(!page.contains("<script"), "{page}");
    assert!(page.matches(&escaped(HOSTILE)).count() > names.len());
}

#[test]
fn an_address_too_long_for_a_code_has_none_and_loses_nothing_else() {
    let links = Links::new(&format!("https://run.example/?{}", "a".repeat(5000)), "x");
    assert!(longrun::web::views::qr_code(&links.webcal).is_none());
    assert!(longrun::web::views::qr_code("webcal://run.example/").is_some());
}

#[test]
fn a_coachs_summary_is_shown_whole() {
    let summary = "Easy = slow enough to talk. Written by [Coach K]. Four runs a week.";
    let text = format!(
        "title = \"Mine\"\nsummary = \"{summary}\"\n[[phase]]\nname = \"Base\"\nweeks = 4\nlong = \"12 km\"\neasy = 3\n"
    );
    let faults = Faults::new();
    let mine = longrun::plan::read("mine", &Source::new("mine.toml", text), &faults).expect("a plan");
    let extent = listing::Extent::of(&mine, &built_in());
    let first = home(&[(Arc::new(mine.clone()), extent)]).into_string();
    let page = plan(&PlanPage {
        plan: &mine,
        extent,
        form: FilledForm(&[]),
        faults: &[],
        made: None,
        zones: &[],
        plans: &[&mine],
    });
    for page in [first, page.into_string()] {
        assert!(page.contains(&escaped(summary)), "{page}");
    }
}

#[test]
fn a_fault_of_a_form_names_no_flag_and_no_key() {
    let given = [
        ("race", "2027-13-01"),
        ("zone", "America/New_Yrok"),
        ("units", "miles"),
        ("rest", "fryday"),
        ("days", "nine"),
        ("weekly", "40"),
        ("recent", "half 0:01"),
        ("at", "tue"),
        ("away", "2027-03-02..2027-03-01"),
        ("also", "half-12"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()));
    let faults = Faults::new();
    let mut table = season::table_of_plan("half-12", "plan");
    season::table_of_flags(&mut table, &given, "", &faults);
    assert!(season::read(&table, &built_in(), &faults).is_none());
    let faults = faults.into_sorted();
    assert!(faults.len() >= given.len() - 1, "{faults:#?}");
    let (half, extent) = named("half-12");
    let page = plan(&PlanPage {
        plan: &half,
        extent,
        form: FilledForm(&given),
        faults: &faults,
        made: None,
        zones: &[],
        plans: &[&half],
    });
    let page = page.into_string();
    let told = page
        .split("<section class=\"faults\"")
        .nth(1)
        .and_then(|rest| rest.split("</section>").next());
    let told = told.expect("the faults stand above the form");
    for foreign in ["--", "`", "[", " = ", "longrun", ".toml"] {
        assert!(!told.contains(foreign), "{foreign} in {told}");
    }
}
