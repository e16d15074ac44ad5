//! Limits of overlays: they add to the weeks of other plans, and never add running.

use crate::diagnostic::Diagnostic;
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
            let fault =
                Diagnostic::error("during", "only an overlay's phase has `during`").at(&phase.span, "");
            faults.push(fault.help("write overlay = true at the top, or kind = \"base\" in the phase"));
        }
        return;
    }
    for key in NOT_OF_OVERLAYS {
        if let Some(value) = root.value(key) {
            let message = format!("an overlay has no `{key}`: the plan it is added to has one");
            faults.push(Diagnostic::error("overlay", message).at(&value.span, ""));
        }
    }
    for row in phases.iter().flat_map(|phase| &phase.rows) {
        if row.volume.is_some() || row.rest > 0 || row.cutback {
            let message = "an overlay has no `volume`, `rest` or `cutback`: the plan it is added to has them";
            faults.push(Diagnostic::error("overlay", message).at(&row.span, ""));
        }
        for session in row.sessions.iter().filter(|session| !may_be_added(session)) {
            let message = format!(
                "an overlay adds no running, and `{}` is a run",
                session.session.name
            );
            let help = "strides may be added; medium = 1 turns an easy run of the week into a medium one";
            faults.push(
                Diagnostic::error("overlay", message)
                    .at(&session.span, "")
                    .help(help),
            );
        }
    }
}

fn may_be_added(session: &RowSession) -> bool {
    let one_medium = session.session.kind == SessionKind::Medium && matches!(session.sizes, Sizes::Count(1));
    !session.session.kind.is_run() || one_medium
}
