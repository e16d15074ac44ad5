//! A plan's page: a form, and the season that it describes.

use maud::{Markup, html};

use super::form::form;
use super::labels::{Titles, field_of, label};
use super::plan_data::PlanPage;
use super::subscribe::subscribe;
use super::{home, page, remarks, season};
use crate::diagnostic::Diagnostic;
use crate::plan::listing::needs;

/// A plan's page.
pub fn plan(shown: &PlanPage<'_>) -> Markup {
    let plan = shown.plan;
    let units = shown.form.units();
    page(
        &format!("{} – longrun", plan.title),
        &plan.summary,
        &html! {
            h1 { (plan.title) }
            p.lead { (plan.summary) }
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

/// An error, with a link to its field and advice.
fn told(shown: &PlanPage<'_>, fault: &Diagnostic) -> Markup {
    html! {
        li {
            @if let Some(name) = field_of(fault) {
                @if let Some(label) = label(name) {
                    a href={ "#f-" (name) } { (label) }
                } @else {
                    strong { (name) }
                }
                ": "
            }
            (Titles(shown.plans).sentence(fault))
        }
    }
}
