//! The first page: a list of plans.

use std::sync::Arc;

use maud::{Markup, html};

use super::page;
use crate::plan::Plan;
use crate::plan::listing::{Extent, ListGroup, peak, weeks};
use crate::units::Units;

/// The first page, of plans in the order of [`listing::sort`](crate::plan::listing::sort).
pub fn home(plans: &[(Arc<Plan>, Extent)]) -> Markup {
    let (added, planned): (Vec<_>, Vec<_>) = plans.iter().partition(|(plan, _)| plan.overlay);
    page(
        "longrun: training plans in your calendar",
        "Training plans for 5 km to marathon, placed on the days before your race, in your calendar.",
        &html! {
            h1 { "Which race is it?" }
            p.lead {
                "Choose a plan, enter your race day, and subscribe: every long run, workout and rest day appears on its day in "
                "Google, Apple or Outlook Calendar, and is updated there."
            }
            @for group in planned.chunk_by(|one, other| ListGroup::of(&one.0) == ListGroup::of(&other.0)) {
                section {
                    h2 { (ListGroup::of(&group[0].0).heading(&group[0].0)) }
                    ul.plans { @for (plan, extent) in group { (line(plan, *extent)) } }
                }
            }
            @if !added.is_empty() {
                section {
                    h2 { "Added to a plan" }
                    p { "Choose them on the plan’s own page, under “Add to the plan”." }
                    dl.added {
                        @for (plan, _) in added {
                            dt { (plan.title) }
                            dd { (plan.summary) }
                        }
                    }
                }
            }
        },
    )
}

fn line(plan: &Plan, extent: Extent) -> Markup {
    html! {
        li {
            a href={ "/plan/" (super::subscribe::encoded(&plan.name)) } {
                strong { (plan.title) }
                span.facts { (facts(plan, extent, Units::Km).join(" · ")) }
                span.summary { (plan.summary) }
            }
        }
    }
}

/// "novice", "18 (14–29) weeks", "up to 5 runs a week", "75 km (60–90)"
pub(super) fn facts(plan: &Plan, extent: Extent, units: Units) -> Vec<String> {
    let mut facts: Vec<String> = plan.level.iter().map(|level| level.word().to_owned()).collect();
    facts.push(match weeks(extent.weeks).as_str() {
        "1" => "1 week".to_owned(),
        weeks => format!("{weeks} weeks"),
    });
    match extent.run_days {
        0 => {}
        1 => facts.push("1 run a week".to_owned()),
        days => facts.push(format!("up to {days} runs a week")),
    }
    let peak = peak(plan, units);
    if peak.ends_with(')') {
        facts.push(format!("peak {peak}"));
    }
    facts
}
