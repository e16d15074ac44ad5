//! A plan on real dates: every day of the season with its sessions.
//!
//! [`schedule`] runs the steps, each with one input and one output that can be printed:
//! phases to weeks (`fit`), weeks to sessions with sizes (`load`), sessions to days (`place`), and
//! start times (`times`).

mod availability;
mod fit;
mod free_time;
mod load;
mod lost;
mod model;
mod place;
mod progress;
mod rules;
mod size;
mod times;

pub use model::{Block, Day, Kind, LeftOut, Role, Schedule, Session, Week};

use chrono::NaiveDate;

use crate::diagnostic::{Diagnostic, Faults};
use crate::plan::SessionKind;
use crate::season::Season;
use load::LoadedWeek;
use place::Placed;

/// Rounds of sizing and placing until the long runs that find no day stay the same.
const ROUNDS: usize = 8;

/// Places `season`. Messages about what was stretched, scaled or left out go to `faults`; none of
/// them is an error, since a season that could be read can be placed.
pub fn schedule(season: &Season, faults: &Faults) -> Schedule {
    let fitted = fit::fit(season, faults);
    let mut lost: Vec<usize> = Vec::new();
    let mut rounds = 0;
    let (weeks, placed) = loop {
        // A long run that finds no day makes the next ones smaller (decisions.md 12), and then there
        // may be other days for them.
        let said = Faults::new();
        let weeks = load::load(season, &fitted, &lost, &said);
        let pairs: Vec<_> = fitted.weeks.iter().zip(&weeks).collect();
        let placed = place::place(season, &pairs);
        let now = lost_long_runs(&weeks, &placed);
        rounds += 1;
        if now.iter().all(|week| lost.contains(week)) || rounds == ROUNDS {
            faults.extend(said);
            break (weeks, placed);
        }
        lost.extend(
            now.into_iter()
                .filter(|week| !lost.contains(week))
                .collect::<Vec<_>>(),
        );
        lost.sort_unstable();
    };
    if placed.gap > 0 {
        let message = format!(
            "this season is too tangled to be placed perfectly: at most {} points are lost",
            placed.gap
        );
        faults.push(Diagnostic::note("SEARCH_BUDGET", message));
    }
    times::assemble(season, &fitted, weeks, placed, faults)
}

/// The first and the last day that [`schedule`] gives `season`, without placing anything: the days for which
/// other calendars matter.
pub fn days(season: &Season) -> Option<(NaiveDate, NaiveDate)> {
    let fitted = fit::fit(season, &Faults::new());
    let (first, last) = (fitted.weeks.first()?, fitted.weeks.last()?);
    Some((first.first, last.date(last.days - 1)))
}

/// The weeks whose long run found no day.
fn lost_long_runs(weeks: &[LoadedWeek], placed: &Placed) -> Vec<usize> {
    let lost = |(week, places): (&LoadedWeek, &Vec<Result<u32, String>>)| {
        let mut items = week.items.iter().zip(places);
        items.any(|(item, place)| item.kind() == SessionKind::Long && place.is_err())
    };
    let pairs = weeks.iter().zip(&placed.weeks).enumerate();
    pairs
        .filter(|(_, pair)| lost(*pair))
        .map(|(week, _)| week)
        .collect()
}
