//! Trips on which none of the sessions is planned that the runner could do there.

use super::arrange::Arranged;
use super::inputs::PlacementInputs;
use crate::diagnostic::{Diagnostic, Faults, or_list};

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
        let message = format!(
            "nothing is trained away from {} to {}: its weeks hold no {}",
            away.days.first(),
            away.days.last(),
            or_list(&away.still)
        );
        let fault = Diagnostic::note("STILL_NOTHING", message);
        let fault = match &away.span {
            Some(span) => fault.at(span, ""),
            None => fault,
        };
        faults.push(match names.is_empty() {
            true => fault,
            false => fault.help(format!(
                "what they hold can be named in `still`: {}",
                names.join(", ")
            )),
        });
    }
}
