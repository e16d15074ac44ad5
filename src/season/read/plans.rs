//! `plan`: the plans of a season, by name; those that a plan is made of; recovery from the race beside it.

use crate::diagnostic::fault::{PlanAdvice, SeasonFault};
use crate::diagnostic::{Faults, Span, nearest};
use crate::document::{Reader, Text, ValueKind};
use crate::limits::MOST_PLANS;
use crate::plan::{Goal, Plan, RECOVERY, parse_race_distance};
use crate::season::model::SeasonPlan;
use crate::season::race::PreviousRace;
use crate::units::Distance;

use super::{PlanSource, also};

/// The recovery plans, with the races that they are for: up to so many metres.
const RECOVERIES: [(u64, &str); 4] = [
    (7_500, "post-5k-recovery"),
    (15_000, "post-10k-recovery"),
    (30_000, "post-half-recovery"),
    (u64::MAX / 1_000, "post-marathon-recovery"),
];

/// A plan of the season, or recovery from a race whose distance is not known yet.
enum PlanEntry {
    Plan(SeasonPlan),
    Recovery { at: Text, span: Span },
}

/// The plans of the season, laid end to end.
pub(super) fn plans(
    root: &Reader<'_>,
    source: &dyn PlanSource,
    previous: Option<&PreviousRace>,
) -> Vec<SeasonPlan> {
    let faults = root.faults();
    // Their number has a fault of its own, at the first plan too many.
    let Some(names) = root.texts_up_to(usize::MAX, "plan") else {
        if root.value("plan").is_none() {
            faults.push(SeasonFault::WithoutPlan.at(&Span::new(root.span().source(), 0..0)));
        }
        return Vec::new();
    };
    if names.is_empty()
        && let Some(value) = root.value("plan")
        && matches!(&value.kind, ValueKind::List(all) if all.is_empty())
    {
        faults.push(SeasonFault::EmptyPlanList.at(&value.span));
    }
    let mut entries = Vec::new();
    for name in &names {
        entry(name, &name.span, true, source, faults, &mut entries);
        if entries.len() > MOST_PLANS {
            faults.push(SeasonFault::TooManyPlans { most: MOST_PLANS }.at(&name.span));
            break;
        }
    }
    let ahead = race_distance(root).or_else(|| goal(&entries));
    let behind = previous.map(|race| race.distance.or(ahead));
    let mut plans: Vec<SeasonPlan> = Vec::new();
    for one in entries {
        let (at, span) = match one {
            PlanEntry::Plan(plan) => {
                plans.push(plan);
                continue;
            }
            PlanEntry::Recovery { at, span } => (at, span),
        };
        let is_first = plans.iter().all(|entry| entry.plan.is_recovery());
        let race = if is_first { behind } else { Some(ahead) };
        match race {
            // Nothing to recover from.
            None => {}
            Some(None) => {
                faults.push(SeasonFault::UnknownRecovery.at(&at.span));
            }
            Some(Some(distance)) => {
                let fits = |(most, _): &&(u64, &str)| distance <= Distance::from_metres(*most);
                if let Some((_, name)) = RECOVERIES.iter().find(fits)
                    && let Ok(Some(plan)) = source.plan(name, faults)
                {
                    plans.push(SeasonPlan { plan, span });
                }
            }
        }
    }
    plans
}

/// Reports which of the plans that `plan` is made of cannot be read, or cannot be part of a plan.
pub fn check_parts(plan: &Plan, source: &dyn PlanSource, faults: &Faults) {
    let mut entries = Vec::new();
    for part in &plan.plans {
        entry(part, &part.span, false, source, faults, &mut entries);
    }
    let plans: Vec<SeasonPlan> = entries
        .into_iter()
        .filter_map(|entry| match entry {
            PlanEntry::Plan(plan) => Some(plan),
            PlanEntry::Recovery { .. } => None,
        })
        .collect();
    also::none_to_follow(&plans, faults);
}

/// The plan called `name`, or the plans that it is made of, which are told of at `span`.
fn entry(
    name: &Text,
    span: &Span,
    may_be_composed: bool,
    source: &dyn PlanSource,
    faults: &Faults,
    entries: &mut Vec<PlanEntry>,
) {
    let known = source.names();
    if name.value == RECOVERY && !known.contains(&name.value) {
        entries.push(PlanEntry::Recovery {
            at: name.clone(),
            span: span.clone(),
        });
        return;
    }
    match source.plan(&name.value, faults) {
        Ok(Some(plan)) if plan.plans.is_empty() => entries.push(PlanEntry::Plan(SeasonPlan {
            plan,
            span: span.clone(),
        })),
        Ok(Some(plan)) if may_be_composed => {
            for part in &plan.plans {
                entry(part, span, false, source, faults, entries);
            }
        }
        Ok(Some(_)) => {
            let plan = name.value.clone();
            faults.push(SeasonFault::PlanOfPlans { plan }.at(&name.span));
        }
        Ok(None) => {}
        Err(error) => {
            let near = nearest(&name.value, known.iter().map(String::as_str));
            let advice = match near {
                Some(near) => PlanAdvice::Near(near.to_owned()),
                None if name.value.ends_with(".toml") => PlanAdvice::Folder,
                None => PlanAdvice::Plans,
            };
            faults.push(error.into_fault(&name.value, advice).at(&name.span));
        }
    }
}

/// The race ahead, where the season says how far it is; a fault in it is told where the race is read.
fn race_distance(root: &Reader<'_>) -> Option<Distance> {
    let ValueKind::Table(race) = &root.value("race")?.kind else {
        return None;
    };
    match &race.get("distance")?.kind {
        ValueKind::Text(text) => parse_race_distance(text).ok(),
        _ => None,
    }
}

/// The race that the last of the plans prepares for.
fn goal(entries: &[PlanEntry]) -> Option<Distance> {
    let goal = |entry: &PlanEntry| match entry {
        PlanEntry::Plan(entry) => entry.plan.goal,
        PlanEntry::Recovery { .. } => None,
    };
    entries.iter().rev().find_map(goal).map(|Goal(distance)| distance)
}
