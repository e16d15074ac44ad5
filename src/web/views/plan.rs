//! A plan's page: a form, and what comes of it.

use maud::{Markup, html};

use super::subscribe::{Links, subscribe};
use super::{home, page, season};
use crate::diagnostic::Diagnostic;
use crate::plan::Plan;
use crate::plan::listed::{Extent, needs};
use crate::schedule::Schedule;
use crate::season::Season;

/// What a plan's page shows.
#[derive(Debug)]
pub struct PlanPage<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// How long it lasts.
    pub extent: Extent,
    /// What was filled in.
    pub form: Form<'a>,
    /// What is wrong with it.
    pub faults: &'a [Diagnostic],
    /// Its season on days, and where its calendar is.
    pub made: Option<Made<'a>>,
    /// The names of time zones to choose from.
    pub zones: &'a [&'a str],
}

/// A season that the form made.
#[derive(Debug)]
pub struct Made<'a> {
    /// The season.
    pub season: &'a Season,
    /// Its days.
    pub schedule: &'a Schedule,
    /// Its calendar's addresses.
    pub links: &'a Links,
}

/// The keys and values of a form as they came.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a>(pub &'a [(String, String)]);

impl Form<'_> {
    fn value(&self, name: &str) -> &str {
        let given = self.0.iter().find(|(key, _)| key == name);
        given.map_or("", |(_, value)| value)
    }

    /// What the form has no field for, such as `also`: it stays as it is.
    fn others(&self) -> impl Iterator<Item = &(String, String)> {
        self.0
            .iter()
            .filter(|(key, _)| LABELS.iter().all(|(name, _)| name != key))
    }
}

/// The fields of the form, and what they are called there.
const LABELS: [(&str, &str); 9] = [
    ("race", "Race day"),
    ("start", "First day"),
    ("zone", "Time zone"),
    ("units", "Distances in"),
    ("days", "Running days a week"),
    ("long", "Long run on"),
    ("rest", "Rest day"),
    ("weekly", "You run a week now"),
    ("recent", "A recent race"),
];

/// A plan's page.
pub fn plan(shown: &PlanPage<'_>) -> Markup {
    let plan = shown.plan;
    page(
        &format!("{} – longrun", plan.title),
        &plan.summary,
        &html! {
            h1 { (plan.title) }
            p.lead { (plan.summary) }
            p.facts {
                (home::facts(plan, shown.extent).join(" · "))
                @if plan.needs.weekly.is_some() || plan.needs.longest.is_some() {
                    " · before you start: " (needs(plan))
                }
            }
            @if !shown.faults.is_empty() {
                section.faults role="alert" {
                    h2 { "That does not work yet" }
                    ul { @for fault in shown.faults { (told(fault)) } }
                }
            }
            (form(shown))
            @if let Some(made) = &shown.made {
                (subscribe(made.links))
                (season::season(made.season, made.schedule))
            }
            @if !plan.credit.is_empty() { p.credit { (plan.credit) } }
        },
    )
}

/// A fault with the field that it is about, and what to do.
fn told(fault: &Diagnostic) -> Markup {
    let name = fault.at.as_ref().map(|label| label.span.source().name());
    html! {
        li {
            @if let Some(name) = name { strong { (label_of(name)) } ": " }
            (fault.message)
            @for help in &fault.help { ". " (help) }
        }
    }
}

/// What the form calls a key; what it has no field for goes by its name.
fn label_of(name: &str) -> &str {
    LABELS
        .iter()
        .find(|(key, _)| *key == name)
        .map_or(name, |(_, label)| label)
}

fn form(shown: &PlanPage<'_>) -> Markup {
    let form = shown.form;
    let goal = shown.plan.goal.is_some();
    html! {
        form method="get" {
            @if goal {
                label { span { (label_of("race")) } input type="date" name="race" required value=(form.value("race")); }
            } @else {
                label { span { (label_of("start")) } input type="date" name="start" required value=(form.value("start")); }
            }
            label {
                span { (label_of("zone")) }
                input type="text" name="zone" list="zones" placeholder="Europe/Berlin" autocomplete="off" value=(form.value("zone"));
            }
            (select("units", form.value("units"), &[("", "kilometres"), ("mi", "miles")]))
            (select("days", form.value("days"), &[
                ("", "as the plan has them"), ("3", "3"), ("4", "4"), ("5", "5"), ("6", "6"), ("7", "7"),
            ]))
            (select("long", form.value("long"), &weekdays("as the plan has it")))
            (select("rest", form.value("rest"), &weekdays("where it fits best")))
            label {
                span { (label_of("weekly")) }
                input type="text" name="weekly" placeholder="40 km" value=(form.value("weekly"));
            }
            label {
                span { (label_of("recent")) }
                input type="text" name="recent" placeholder="10k 48:30" value=(form.value("recent"));
            }
            @for (name, value) in form.others() { input type="hidden" name=(name) value=(value); }
            button type="submit" { "Show the days" }
            datalist #zones { @for zone in shown.zones { option value=(zone) {} } }
        }
    }
}

fn weekdays(none: &'static str) -> Vec<(&'static str, &'static str)> {
    const DAYS: [(&str, &str); 7] = [
        ("mon", "Monday"),
        ("tue", "Tuesday"),
        ("wed", "Wednesday"),
        ("thu", "Thursday"),
        ("fri", "Friday"),
        ("sat", "Saturday"),
        ("sun", "Sunday"),
    ];
    std::iter::once(("", none)).chain(DAYS).collect()
}

/// A choice; a value that is none of them, from an address by hand, stays one.
fn select(name: &str, value: &str, options: &[(&str, &str)]) -> Markup {
    let known = options.iter().any(|(option, _)| *option == value);
    html! {
        label {
            span { (label_of(name)) }
            select name=(name) {
                @if !known { option value=(value) selected { (value) } }
                @for (option, text) in options { option value=(option) selected[*option == value] { (text) } }
            }
        }
    }
}
