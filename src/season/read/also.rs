//! `also` and `focus`: overlays that are added to the weeks of the plans.

use super::{PlanSource, plan_named};
use crate::diagnostic::Diagnostic;
use crate::document::{Reader, Text};
use crate::plan::{MOST_ITEMS, PhaseKind, Row, RowSession};
use crate::season::model::SeasonPlan;

/// What a runner may want to work on, each with the overlay that helps.
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
        let name = root.word_of("`focus`", &text, &FOCUS);
        names.extend(name.map(|name| Text {
            value: name.value.to_owned(),
            span: name.span,
        }));
    }
    let mut also: Vec<SeasonPlan> = Vec::new();
    for name in names {
        let Some(entry) = plan_named(&name, source, faults) else {
            continue;
        };
        let plan = &entry.plan;
        if !plan.overlay {
            let message = format!(
                "`{}` is a plan of its own, and cannot be added to others",
                plan.name
            );
            let help = "put it into `plan`, where plans are laid end to end; `longrun plans` says which are overlays";
            faults.push(Diagnostic::error("also", message).at(&entry.span, "").help(help));
        } else if let Some(first) = also.iter().find(|other| other.plan.name == plan.name) {
            let message = format!("`{}` is added twice", plan.name);
            let fault = Diagnostic::error("also", message).at(&entry.span, "a second time");
            faults.push(fault.beside(&first.span, "the first time"));
        } else {
            also.push(entry);
        }
    }
    check_room(root, plans, &also);
    also
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
                let message = format!(
                    "week {number} of `{}` would have {items} sessions with what is added, and {MOST_ITEMS} is the most",
                    entry.plan.name
                );
                let fault =
                    Diagnostic::error("too-many-sessions", message).at(&last.span, "the last one added");
                root.faults().push(fault.beside(&entry.span, "to this plan"));
                return;
            }
        }
    }
}

fn rows(entry: &SeasonPlan) -> impl Iterator<Item = (PhaseKind, &Row)> {
    let phases = entry.plan.phases.iter();
    phases.flat_map(|phase| phase.rows.iter().map(|row| (phase.kind, row)))
}

/// What a week has of a name is not added again.
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
