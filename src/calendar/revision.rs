//! A season's calendar after the one that was published before.

use chrono::{DateTime, NaiveDate, Utc};

use super::ledger::{Change, Ledger};
use super::{Calendar, Zone, of_season, sessions};
use crate::diagnostic::{Diagnostic, Faults};
use crate::schedule::{Schedule, schedule, schedule_after};
use crate::season::Season;

/// A season on its days, as the next calendar shows it.
#[derive(Debug)]
pub struct Revision {
    /// Every session on its day.
    pub schedule: Schedule,
    /// What to publish.
    pub calendar: Calendar,
    /// What subscribers will see change, by day; empty where nothing was published before.
    pub changes: Vec<Change>,
}

/// Places `season` so that little of what was `published` moves, and revises that. `today` is the runner's day, from
/// which on things may change; `now` stamps what does. Without anything published the calendar depends on neither,
/// but for its stamps.
pub fn revise(
    season: &Season,
    published: Option<&Ledger>,
    today: NaiveDate,
    now: DateTime<Utc>,
    faults: &Faults,
) -> Revision {
    let Some(ledger) = published else {
        let schedule = schedule(season, faults);
        let calendar = of_season(season, &schedule, now);
        return Revision {
            schedule,
            calendar,
            changes: Vec::new(),
        };
    };
    let zone = season.athlete.zone.and_then(|zone| Zone::new(zone.name()));
    let id = ledger.name_of(season, today, zone);
    let others = ledger.others_to_come(&id, today, zone);
    if others > 0 {
        let (events, are) = if others == 1 {
            ("event", "is")
        } else {
            ("events", "are")
        };
        let message =
            format!("the calendar holds another season, and {others} {events} of it to come {are} cancelled");
        let help = "a season is known by its `id`; two seasons at a time need two files";
        faults.push(Diagnostic::warning("OTHER_SEASON", message).help(help));
    }
    let days = ledger.days(season, &id, today, zone);
    let schedule = schedule_after(season, Some(&days), faults);
    let fresh = sessions::known_as(season, &schedule, &id, now);
    let (calendar, changes) = ledger.update(fresh, today, now);
    Revision {
        schedule,
        calendar,
        changes,
    }
}
