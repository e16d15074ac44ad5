//! Limits of overlays: they add to the weeks of other plans, and never add running.

use crate::diagnostic::fault::PlanFault;
use crate::document::Reader;
use crate::plan::model::{Phase, RowSession, Sizes};
use crate::plan::session::SessionKind;

/// Top-level keys that set the amount of running or its dates, which an overlay cannot have.
const NOT_OF_OVERLAYS: [&str; 5] = ["goal", "volume", "needs", "long_cap", "vdot"];

/// Reports everything in an overlay that cannot be added, and `during` in any other plan.
pub(super) fn check(root: &Reader<'_>, overlay: bool, phases: &[Phase]) {
    let faults = root.faults();
    if !overlay {
        for phase in phases.iter().filter(|phase| !phase.during.is_empty()) {
            faults.push(PlanFault::DuringOutsideOverlay.at(&phase.span));
        }
        return;
    }
    for key in NOT_OF_OVERLAYS {
        if let Some(value) = root.value(key) {
            faults.push(PlanFault::OverlayKey { key }.at(&value.span));
        }
    }
    for row in phases.iter().flat_map(|phase| &phase.rows) {
        if row.volume.is_some() || row.rest > 0 || row.cutback {
            faults.push(PlanFault::OverlayVolume.at(&row.span));
        }
        for session in row.sessions.iter().filter(|session| !may_be_added(session)) {
            let fault = PlanFault::OverlayRun {
                session: session.session.name.clone(),
            };
            faults.push(fault.at(&session.span));
        }
    }
}

fn may_be_added(session: &RowSession) -> bool {
    let one_medium = session.session.kind == SessionKind::Medium && matches!(session.sizes, Sizes::Count(1));
    !session.session.kind.is_run() || one_medium
}
