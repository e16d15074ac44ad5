//! Journeys on which nothing can be done of what their runner says can be done there.

use super::arrange::{Arranged, pairs};
use crate::diagnostic::{Diagnostic, Faults, or_list};
use crate::season::Season;

/// Tells of each range away whose weeks hold none of the sessions that it names: on few days a week a plan gives up its
/// easy runs, and then `still = ["easy"]` finds nothing.
pub(super) fn say(season: &Season, arranged: &Arranged, faults: &Faults) {
    for away in season.away.iter().filter(|away| !away.still.is_empty()) {
        let mut names: Vec<&str> = Vec::new();
        let mut planned = false;
        for (week, loaded) in pairs(&arranged.fitted, &arranged.weeks) {
            if week.date(week.days - 1) < away.from || week.first > away.to {
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
            away.from,
            away.to,
            or_list(&away.still)
        );
        let fault = Diagnostic::note("STILL_NOTHING", message).at(&away.span, "");
        faults.push(match names.is_empty() {
            true => fault,
            false => fault.help(format!(
                "what they hold can be named in `still`: {}",
                names.join(", ")
            )),
        });
    }
}
