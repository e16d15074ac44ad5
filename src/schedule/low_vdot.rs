//! Runners whose result is too slow for training paces.

use super::inputs::PlacementInputs;
use crate::diagnostic::Faults;
use crate::diagnostic::fault::ScheduleFault;

/// Reports the first day on which the runner's VDOT is below the tables, so that sessions name efforts, not paces.
pub(super) fn report(inputs: &PlacementInputs, faults: &Faults) {
    let Some(days) = inputs.days() else { return };
    let dates = days.first().iter_days().take_while(|date| *date <= days.last());
    let mut vdots = dates.filter_map(|date| {
        let vdot = inputs.season().vdot_on(date, inputs.days_off())?;
        Some((date, vdot))
    });
    if let Some((from, vdot)) = vdots.find(|(_, vdot)| vdot.is_below_tables()) {
        faults.push(ScheduleFault::VdotLow {
            vdot: vdot.value(),
            from,
        });
    }
}
