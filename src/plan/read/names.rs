//! Tables whose keys are names that the plan makes up: `[session]` and `[workout]`.

use crate::diagnostic::fault::PlanFault;
use crate::document::Reader;

/// True if `table` has at most `most` entries. Otherwise the excess is reported once, at the first one too
/// many.
pub(super) fn few_enough(table: &Reader<'_>, most: usize, what: &'static str) -> bool {
    let entries = table.unasked();
    let Some((_, first_over, _)) = entries.get(most) else {
        return true;
    };
    let fault = PlanFault::TooManyOwn {
        things: what,
        count: entries.len(),
        most,
    };
    table.faults().push(fault.at(first_over));
    false
}

/// The title made from a name: "warm-up" becomes "Warm up".
pub(super) fn title_of(name: &str) -> String {
    let mut title = name.replace(['-', '_'], " ");
    if let Some(first) = title.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    title
}
