//! A plan on real dates: every day of the season with its sessions.
//!
//! [`schedule`] runs the steps, each with one input and one output that can be printed:
//! phases to weeks (`fit`), weeks to sessions with sizes (`load`), sessions to days (`place`), and
//! start times (`times`).

mod already_started;
mod arrange;
mod audit;
mod availability;
mod calendar_rows;
mod days_off;
mod done_before;
mod explain;
mod fit;
mod free_days;
mod free_time;
mod idle_trips;
mod inputs;
mod load;
mod low_vdot;
mod model;
mod notes_and_reminders;
mod place;
mod prior_placement;
mod progress;
mod published_days;
mod relaxations;
mod reported_moves;
mod reported_omissions;
mod rest;
mod rules;
mod session_facts;
mod session_ids;
mod size;
mod times;
mod unknown_longest;

pub use already_started::started;
pub use audit::{Broken, broken, is_hard_workout};
pub use calendar_rows::{CalendarRow, rows};
pub use explain::{Alternative, Breach, Explanation, LeftOutReason, Reason, Verdict, explain};
pub use inputs::PlacementInputs;
pub use model::{Block, Day, Kind, LeftOut, Moved, Schedule, Session, Week};
pub use prior_placement::{Hold, PriorPlacement, PriorStrides, RecordedSession};
pub use relaxations::Wish;
pub use rules::Rule;
pub use session_ids::{hidden_sessions, session_ids, session_names};
pub use times::{AWAY, race_of, race_role};

use chrono::NaiveDate;

pub use crate::season::Role;

use crate::diagnostic::Faults;
use crate::diagnostic::fault::ScheduleFault;
pub use crate::diagnostic::{MoveReason, Obstacle, OmissionReason, RuleName};
use crate::season::Season;
use crate::units::DateRange;
use arrange::{Arranged, arrange};

/// The days of all plans of a season, without placing anything.
pub fn days(season: &Season) -> Option<DateRange> {
    let fitted = fit::fit(season, &Faults::new());
    fitted.days()
}

/// The day by which a season is known: its race's, or its first one without a race.
pub fn anchor(season: &Season) -> Option<NaiveDate> {
    let race = season.race.as_ref().map(|race| race.date.value);
    race.or_else(|| days(season).map(DateRange::first))
}

/// Places a season. Messages about what was stretched, scaled or left out go to `faults`; none of
/// them is an error, since a season that could be read can be placed.
pub fn schedule(inputs: &PlacementInputs, faults: &Faults) -> Schedule {
    schedule_after(inputs, None, faults)
}

/// Places a season so that little changes for those who have seen the `published` placement: a session
/// pays for leaving its day, more within the next seven days, and the days that are over stay.
pub fn schedule_after(
    inputs: &PlacementInputs,
    published: Option<&PriorPlacement>,
    faults: &Faults,
) -> Schedule {
    for message in inputs.fit_messages() {
        faults.push(message.clone());
    }
    let arranged = arrange(inputs, published, faults);
    if let Some((found, bound)) = &arranged.placed.unsure {
        faults.push(ScheduleFault::SearchBudget {
            found: found.clone(),
            bound: bound.clone(),
        });
    }
    unknown_longest::say(inputs, &arranged, faults);
    low_vdot::report(inputs, faults);
    idle_trips::say(inputs, &arranged, faults);
    let breaches = explain::breaches(inputs, &arranged);
    let done = done_days(inputs, &arranged);
    let is_over = |date: NaiveDate| published.is_some_and(|published| date < published.today);
    let over = |date: NaiveDate| done.contains(&date) || is_over(date);
    let fixed = breaches.iter().filter(|breach| breach.rule.weight.is_none());
    for breach in fixed.filter(|breach| !over(breach.date)) {
        faults.push(ScheduleFault::Fixed {
            date: breach.date,
            rule: breach.rule.name(),
        });
    }
    let moved = reported_moves::moved(inputs, &arranged, &breaches);
    let weeks: Vec<_> = inputs.fitted().weeks.iter().map(|week| week.first).collect();
    reported_moves::say(&moved, &breaches, &weeks, is_over, faults);
    times::assemble(inputs, arranged, moved, published, faults)
}

/// The days on which a session was done, by a fact.
fn done_days(inputs: &PlacementInputs, arranged: &Arranged) -> Vec<NaiveDate> {
    let weeks = inputs.with_loaded(&arranged.weeks);
    let items = weeks.into_iter().flat_map(|(_, week)| &week.items);
    items
        .filter(|item| item.done)
        .filter_map(|item| item.pinned)
        .collect()
}
