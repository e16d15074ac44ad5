//! A plan's page: a form, and what comes of it.

use maud::{Markup, html};

pub use super::form::Form;
use super::form::form;
use super::subscribe::{Links, subscribe};
use super::words::{LABELS, Words, field_of, label_of};
use super::{home, page, remarks, season};
use crate::diagnostic::Diagnostic;
use crate::plan::Plan;
use crate::plan::listing::{Extent, needs};
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
    /// All plans, in the order of the list: overlays can be added, and every plan is called by its title.
    pub plans: &'a [&'a Plan],
}

/// A season that the form made.
#[derive(Debug)]
pub struct Made<'a> {
    /// The season.
    pub season: &'a Season,
    /// Its days.
    pub schedule: &'a Schedule,
    /// What its runner should hear: warnings and notes.
    pub told: &'a [Diagnostic],
    /// Its calendar's addresses.
    pub links: &'a Links,
    /// Whether no other computer can reach them.
    pub only_here: bool,
}

/// A plan's page.
pub fn plan(shown: &PlanPage<'_>) -> Markup {
    let plan = shown.plan;
    let units = shown.form.units();
    let summary = Words(shown.plans).summary(plan);
    page(
        &format!("{} – longrun", plan.title),
        &summary,
        &html! {
            h1 { (plan.title) }
            p.lead { (summary) }
            p.facts {
                (home::facts(plan, shown.extent, units).join(" · "))
                @if plan.needs.weekly.is_some() || plan.needs.longest.is_some() {
                    " · before you start: " (needs(plan, units))
                }
            }
            @if !shown.faults.is_empty() {
                section.faults role="alert" {
                    h2 { "That does not work yet" }
                    ul { @for fault in shown.faults { (told(shown, fault)) } }
                }
            }
            (form(shown))
            @if let Some(made) = &shown.made {
                (remarks::remarks(shown, made))
                (subscribe(made.links, made.only_here))
                (season::season(made.season, made.schedule))
            }
            @if !plan.credit.is_empty() { p.credit { (plan.credit) } }
        },
    )
}

/// A fault with the field that it is about, to which it leads, and what to do.
fn told(shown: &PlanPage<'_>, fault: &Diagnostic) -> Markup {
    html! {
        li {
            @if let Some(name) = field_of(fault) {
                @if LABELS.iter().any(|(key, _)| *key == name) {
                    a href={ "#f-" (name) } { (label_of(name)) }
                } @else {
                    strong { (name) }
                }
                ": "
            }
            (Words(shown.plans).fault(fault))
        }
    }
}
