//! Trips on which none of the sessions is planned that the runner could do there.

use super::arrange::Arranged;
use super::inputs::PlacementInputs;
use crate::diagnostic::Faults;
use crate::diagnostic::fault::ScheduleFault;

/// Reports each trip whose weeks hold none of the sessions that it names: on few days a week a plan gives up its
/// easy runs, and then `still = ["easy"]` finds nothing.
pub(super) fn say(inputs: &PlacementInputs, arranged: &Arranged, faults: &Faults) {
    for away in inputs.season().away.iter().filter(|away| !away.still.is_empty()) {
        let mut names: Vec<&str> = Vec::new();
        let mut planned = false;
        for (week, loaded) in inputs.with_loaded(&arranged.weeks) {
            if !week.days().overlaps(away.days) {
                continue;
            }
            planned = true;
            for item in &loaded.items {
                let name = item.session.name.as_str();
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        if !planned || away.still.iter().any(|still| names.contains(&still.as_str())) {
            continue;
        }
        let fault = ScheduleFault::NothingAway {
            days: away.days,
            still: away.still.clone(),
            held: names.into_iter().map(str::to_owned).collect(),
        };
        faults.push(fault.at_any(away.span.as_ref()));
    }
}
