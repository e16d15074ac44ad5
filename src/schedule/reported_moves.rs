//! What a schedule gives up, said: sessions off their usual day with the reason, and pairs of days
//! that a coach would look at twice. Nothing is moved in silence.

use chrono::{Datelike, NaiveDate, Weekday};

use super::arrange::Arranged;
use super::availability::{self, UsualDays};
use super::explain::Breach;
use super::inputs::PlacementInputs;
use super::model::Moved;
use super::rules::{self, RaceDay, Rule};
use crate::diagnostic::fault::{OffUsualDay, ScheduleFault};
use crate::diagnostic::{Faults, MoveReason};
use crate::season::Season;

/// Rules whose breach a runner should hear of, though the search may weigh them up.
static WORTH_A_WORD: [&Rule; 2] = [&rules::LONG_AFTER_QUALITY, &rules::STRENGTH_BEFORE_HARD];

/// Sessions that are not on their usual day.
pub(super) fn moved(inputs: &PlacementInputs, arranged: &Arranged, breaches: &[Breach]) -> Vec<Moved> {
    let season = inputs.season();
    let races = availability::races(season);
    let weeks = inputs.with_loaded(&arranged.weeks);
    let usual = &arranged.placed.usual;
    let mut moved: Vec<Moved> = Vec::new();
    for breach in breaches
        .iter()
        .filter(|breach| [&rules::USUAL_DAY, &rules::LONG_DAY].contains(&breach.rule))
    {
        let Some((week, index)) = breach.item else {
            continue;
        };
        let (fit, loaded) = weeks[week];
        let item = &loaded.items[index];
        if moved.iter().any(|known| known.role == item.role) {
            continue;
        }
        let from = usual_days(season, usual.get(&fit.block), item);
        let Some(day) = from.first() else { continue };
        let date = (0..fit.days)
            .map(|day| fit.date(day))
            .find(|date| date.weekday() == *day);
        moved.push(Moved {
            role: item.role.clone(),
            title: item.title.clone(),
            date: breach.date,
            usual: from.clone(),
            reason: reason(inputs, &races, item, date),
        });
    }
    moved
}

/// The days a session is usually on: those of the usual week, else those named.
fn usual_days(season: &Season, usual: Option<&UsualDays>, item: &super::load::Item) -> Vec<Weekday> {
    let own = season
        .week
        .session(&item.session.name)
        .map(|own| own.days.clone())
        .filter(|days| !days.is_empty());
    own.or_else(|| usual.and_then(|usual| usual.get(&item.session.name)).cloned())
        .unwrap_or_else(|| item.session.on.clone())
}

fn reason(
    inputs: &PlacementInputs,
    races: &[RaceDay],
    item: &super::load::Item,
    date: Option<NaiveDate>,
) -> MoveReason {
    let Some(date) = date else {
        return MoveReason::NotInWeek;
    };
    match availability::on_day(inputs, races, item, 1, date, None, |_| {}) {
        Err(blocked) => MoveReason::Obstacle(blocked.obstacle()),
        Ok(()) => MoveReason::OtherSessions,
    }
}

/// Reports what was given up: a note a week for what moved, and one for each pair of days. `is_over` is true of days about
/// which there is nothing to report any more.
pub(super) fn say(
    moved: &[Moved],
    breaches: &[Breach],
    weeks: &[NaiveDate],
    is_over: impl Fn(NaiveDate) -> bool,
    faults: &Faults,
) {
    for first in weeks {
        let next = weeks.iter().find(|other| *other > first);
        let here = |date: NaiveDate| date >= *first && next.is_none_or(|next| date < *next);
        let sessions: Vec<OffUsualDay> = moved
            .iter()
            .filter(|one| here(one.date) && !is_over(one.date))
            .map(|one| OffUsualDay {
                title: one.title.clone(),
                day: one.date.weekday(),
                reason: one.reason.clone(),
            })
            .collect();
        if !sessions.is_empty() {
            faults.push(ScheduleFault::Moved {
                week: *first,
                sessions,
            });
        }
    }
    for breach in breaches
        .iter()
        .filter(|breach| WORTH_A_WORD.contains(&breach.rule) && !is_over(breach.date))
    {
        faults.push(ScheduleFault::Compromise {
            date: breach.date,
            rule: breach.rule.name(),
        });
    }
}
