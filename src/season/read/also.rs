//! `also` and `focus`: overlays that are added to the weeks of the plans.

use super::PlanSource;
use crate::diagnostic::fault::{PlanAdvice, SeasonFault, Subject};
use crate::diagnostic::{Faults, nearest};
use crate::document::{Reader, Text};
use crate::limits::MOST_OVERLAYS;
use crate::plan::{MOST_ITEMS, PhaseKind, Row, RowSession};
use crate::season::model::SeasonPlan;

/// The words of `focus`, each with the overlay that helps.
const FOCUS: [(&str, &str); 8] = [
    ("technique", "focus-technique"),
    ("kick", "focus-kick"),
    ("endurance", "focus-endurance"),
    ("strength", "focus-strength"),
    ("cramps", "focus-cramps"),
    ("wall", "focus-wall"),
    ("pain", "focus-pain"),
    ("hips", "focus-hips"),
];

/// The overlays of a season: those named in `also`, then those that its `focus` asks for.
pub(super) fn also(root: &Reader<'_>, source: &dyn PlanSource, plans: &[SeasonPlan]) -> Vec<SeasonPlan> {
    let faults = root.faults();
    let mut names = root.texts("also").unwrap_or_default();
    for text in root.texts("focus").unwrap_or_default() {
        let name = root.word_of(Subject::Key("focus".to_owned()), &text, &FOCUS);
        names.extend(name.map(|name| Text {
            value: name.value.to_owned(),
            span: name.span,
        }));
    }
    none_to_follow(plans, faults);
    let mut also: Vec<SeasonPlan> = Vec::new();
    for name in names {
        if also.len() == MOST_OVERLAYS {
            faults.push(SeasonFault::TooManyOverlays { most: MOST_OVERLAYS }.at(&name.span));
            break;
        }
        let Some(entry) = overlay(&name, source, faults) else {
            continue;
        };
        let plan = &entry.plan;
        if !plan.overlay {
            let plan = plan.name.clone();
            faults.push(SeasonFault::PlanAsOverlay { plan }.at(&entry.span));
        } else if let Some(first) = also.iter().find(|other| other.plan.name == plan.name) {
            let plan = plan.name.clone();
            faults.push(SeasonFault::AddedTwice { plan }.at(&entry.span).and(&first.span));
        } else {
            also.push(entry);
        }
    }
    check_room(root, plans, &also);
    also
}

/// The plan that `name` leads to; what is wrong with it or with the name is told.
fn overlay(name: &Text, source: &dyn PlanSource, faults: &Faults) -> Option<SeasonPlan> {
    let span = name.span.clone();
    match source.plan(&name.value, faults) {
        Ok(plan) => plan.map(|plan| SeasonPlan { plan, span }),
        Err(error) => {
            let known = source.names();
            let near = nearest(&name.value, known.iter().map(String::as_str));
            let advice = near.map_or(PlanAdvice::Overlays, |near| PlanAdvice::Near(near.to_owned()));
            faults.push(error.into_fault(&name.value, advice).at(&span));
            None
        }
    }
}

/// An overlay among the plans is in the wrong place.
pub(super) fn none_to_follow(plans: &[SeasonPlan], faults: &Faults) {
    for entry in plans.iter().filter(|entry| entry.plan.overlay) {
        let plan = entry.plan.name.clone();
        faults.push(SeasonFault::OverlayAsPlan { plan }.at(&entry.span));
    }
}

/// A week of a plan must have room for what all overlays add.
fn check_room(root: &Reader<'_>, plans: &[SeasonPlan], also: &[SeasonPlan]) {
    let Some(last) = also.last() else { return };
    for entry in plans {
        for (number, (kind, row)) in (1..).zip(rows(entry)) {
            let mut sessions: Vec<(&str, usize)> = Vec::new();
            row.sessions
                .iter()
                .for_each(|session| fill(&mut sessions, session));
            for overlay in also {
                let phases = overlay.plan.phases.iter().filter(|phase| phase.is_during(kind));
                // Of an overlay's rows any may meet this week.
                for row in phases.flat_map(|phase| &phase.rows) {
                    row.sessions
                        .iter()
                        .for_each(|session| fill(&mut sessions, session));
                }
            }
            let items: usize = sessions.iter().map(|(_, count)| count).sum();
            if items > MOST_ITEMS {
                let fault = SeasonFault::WeekTooFull {
                    week: number,
                    plan: entry.plan.name.clone(),
                    sessions: items,
                    most: MOST_ITEMS,
                };
                root.faults().push(fault.at(&last.span).and(&entry.span));
                return;
            }
        }
    }
}

fn rows(entry: &SeasonPlan) -> impl Iterator<Item = (PhaseKind, &Row)> {
    let phases = entry.plan.phases.iter();
    phases.flat_map(|phase| phase.rows.iter().map(|row| (phase.kind, row)))
}

/// Adds the sessions of a row. Those that the week has already under their name are not added again.
fn fill<'a>(sessions: &mut Vec<(&'a str, usize)>, session: &'a RowSession) {
    let (name, count) = (session.session.name.as_str(), session.sizes.count());
    if !session.session.kind.is_training() {
        return;
    }
    match sessions.iter_mut().find(|(known, _)| *known == name) {
        Some((_, known)) => *known = count.max(*known),
        None => sessions.push((name, count)),
    }
}
