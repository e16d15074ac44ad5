//! A plan on real dates: every day of the season with its sessions.
//!
//! [`schedule`] runs the steps, each with one input and one output that can be printed:
//! phases to weeks (`fit`), weeks to sessions with sizes (`load`), sessions to days (`place`), and
//! start times (`times`).

mod arrange;
mod audit;
mod availability;
mod beside;
mod calendar_rows;
mod compromise;
mod explain;
mod fit;
mod free_time;
mod known;
mod load;
mod lost;
mod model;
mod moves;
mod place;
mod progress;
mod rest;
mod rules;
mod size;
mod started;
mod still;
mod times;
mod unknown_longest;
mod wishes;

pub use arrange::Published;
pub use audit::{Broken, broken, is_hard_workout};
pub use calendar_rows::{Row, rows};
pub use explain::{Alternative, Breach, Explanation, LeftOutReason, Reason, Rule, Verdict, Wish, explain};
pub use known::known;
pub use model::{Block, Day, Kind, LeftOut, Moved, Role, Schedule, Session, Week};
pub use started::started;
pub use times::{AWAY, race_of, race_role};

use chrono::NaiveDate;

use crate::diagnostic::{Diagnostic, Faults};
use crate::season::Season;
use arrange::arrange;

/// Places `season`. Messages about what was stretched, scaled or left out go to `faults`; none of
/// them is an error, since a season that could be read can be placed.
pub fn schedule(season: &Season, faults: &Faults) -> Schedule {
    schedule_after(season, None, faults)
}

/// The first and the last day that [`schedule`] gives `season`, without placing anything: the days for which
/// other calendars matter.
pub fn days(season: &Season) -> Option<(NaiveDate, NaiveDate)> {
    let fitted = fit::fit(season, &Faults::new());
    let (first, last) = (fitted.weeks.first()?, fitted.weeks.last()?);
    Some((first.first, last.date(last.days - 1)))
}

/// Places `season` so that little changes for those who have seen it as it was `published`: a session
/// pays for leaving its day, more within the next seven days, and what lies behind stays.
pub fn schedule_after(season: &Season, published: Option<&Published>, faults: &Faults) -> Schedule {
    let season = &*beside::with_free_days(season);
    let arranged = arrange(season, published, faults);
    if let Some((found, bound)) = &arranged.placed.unsure {
        let message = format!(
            "this season is too tangled to be searched to the end; left out are {found}, and the best placement \
             leaves out at least {bound}"
        );
        faults.push(Diagnostic::note("SEARCH_BUDGET", message));
    }
    unknown_longest::say(season, &arranged, faults);
    still::say(season, &arranged, faults);
    let breaches = explain::breaches(season, &arranged);
    let over = |date: NaiveDate| published.is_some_and(|published| date < published.today);
    let fixed = breaches.iter().filter(|breach| breach.rule.weight.is_none());
    for breach in fixed.filter(|breach| !over(breach.date)) {
        let message = format!(
            "on {} a session that you or the plan has fixed breaks a rule: {}",
            breach.date, breach.rule.text
        );
        faults.push(Diagnostic::warning("FIXED", message));
    }
    let moved = compromise::moved(season, &arranged, &breaches);
    let weeks: Vec<_> = arranged.fitted.weeks.iter().map(|week| week.first).collect();
    compromise::say(&moved, &breaches, &weeks, faults);
    let schedule = times::assemble(
        season,
        &arranged.fitted,
        arranged.weeks,
        arranged.placed,
        published,
        faults,
    );
    Schedule { moved, ..schedule }
}
