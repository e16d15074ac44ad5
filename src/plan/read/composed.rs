//! A plan made of plans: `plans = ["recovery", "base-8", "half-12"]`.

use super::PlanHead;
use crate::diagnostic::Faults;
use crate::diagnostic::fault::PlanFault;
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
        faults.push(PlanFault::PlansAndPhases.at(&phase.span).and(&place));
        root.knows("phase");
    }
    if faults.errors() == before && !(1..=MOST_PLANS).contains(&plans.len()) {
        let fault = PlanFault::PlanCount {
            count: plans.len(),
            most: MOST_PLANS,
        };
        faults.push(fault.at(&place));
    }
    root.finish();
    (faults.errors() == before).then(|| Plan {
        plans,
        ..head.plan(name)
    })
}
