//! The note that a season has already begun. The calendar itself never depends on today.

use chrono::{Days, NaiveDate};

use super::model::Schedule;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::fault::ScheduleFault;
use crate::season::Season;

/// The note on how much of the season is over on `today`, with a way to plan only the rest, unless it is published and so
/// goes on. There is none if the season sets its start, or if it has not begun; that it is over is reported in any case.
pub fn started(
    season: &Season,
    schedule: &Schedule,
    today: NaiveDate,
    is_published: bool,
) -> Option<Diagnostic> {
    let (first, last) = schedule.span()?;
    if today > last {
        return Some(ScheduleFault::Over { last }.into());
    }
    if season.start.is_some() || today <= first {
        return None;
    }
    let weeks = schedule.weeks.iter().filter(|week| week.number > 0);
    let all = weeks.clone().count();
    let behind = weeks
        .filter(|week| week.first + Days::new(week.days.into()) <= today)
        .count();
    // A composed season starts from the race behind: from today it would recover once more.
    let single = season.plans.len() == 1 && season.previous.is_none();
    let restart = (single && !is_published).then_some(today);
    Some(match behind {
        0 => ScheduleFault::Begun {
            weeks: all,
            first,
            restart,
        }
        .into(),
        _ => ScheduleFault::Behind {
            behind,
            weeks: all,
            restart,
        }
        .into(),
    })
}
