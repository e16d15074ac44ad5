//! A plan made of plans: `plans = ["recovery", "base-8", "half-12"]`.

use super::PlanHead;
use crate::diagnostic::{Diagnostic, Faults};
use crate::document::Reader;
use crate::plan::model::Plan;

/// The most plans that a plan can be made of.
const MOST_PLANS: usize = 20;

/// Reads a plan made of plans. `before` is the number of errors before its file was read.
pub(super) fn composed(name: &str, root: Reader<'_>, faults: &Faults, before: usize) -> Option<Plan> {
    let head = PlanHead::read(name, &root);
    let plans = root.texts("plans").unwrap_or_default();
    let place = root
        .value("plans")
        .map_or_else(|| root.span().clone(), |value| value.span.clone());
    if let Some(phase) = root.value("phase") {
        let message = "a plan has phases, or is made of plans";
        let fault = Diagnostic::error("plans-and-phases", message).at(&phase.span, "its phases");
        faults.push(fault.beside(&place, "its plans"));
        root.knows("phase");
    }
    if faults.errors() == before && !(1..=MOST_PLANS).contains(&plans.len()) {
        let message = format!(
            "a plan is made of 1 to {MOST_PLANS} plans, and this one of {}",
            plans.len()
        );
        faults.push(Diagnostic::error("plans", message).at(&place, ""));
    }
    root.finish();
    (faults.errors() == before).then(|| Plan {
        plans,
        ..head.plan(name)
    })
}
