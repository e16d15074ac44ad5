//! A plan on real dates: every day of the season with its sessions.
//!
//! [`schedule`] runs the steps, each with one input and one output that can be printed:
//! phases to weeks (`fit`), weeks to sessions with sizes (`load`), sessions to days (`place`), and
//! start times (`times`).

mod availability;
mod fit;
mod load;
mod model;
mod place;
mod progress;
mod rules;
mod size;
mod times;

pub use model::{Block, Day, Kind, LeftOut, Role, Schedule, Session, Week};

use crate::diagnostic::{Diagnostic, Faults};
use crate::season::Season;

/// Places `season`. Messages about what was stretched, scaled or left out go to `faults`; none of
/// them is an error, since a season that could be read can be placed.
pub fn schedule(season: &Season, faults: &Faults) -> Schedule {
    let fitted = fit::fit(season, faults);
    let weeks = load::load(season, &fitted, faults);
    let pairs: Vec<_> = fitted.weeks.iter().zip(&weeks).collect();
    let placed = place::place(season, &pairs);
    if placed.gap > 0 {
        let message = format!(
            "this season is too tangled to be placed perfectly: at most {} points are lost",
            placed.gap
        );
        faults.push(Diagnostic::note("SEARCH_BUDGET", message));
    }
    times::assemble(season, &fitted, weeks, placed, faults)
}
