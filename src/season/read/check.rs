//! What only the whole season can say.

use super::span::{check_span, meant_days};
use crate::diagnostic::fault::SeasonFault;
use crate::diagnostic::{Faults, Span};
use crate::document::{Table, Value, ValueKind, parse_clock_time};
use crate::plan::{Goal, VolumeBasis};
use crate::season::model::Season;
use crate::season::race::Race;

/// Checks the keys of a season against each other.
pub(super) fn check(season: &Season, table: &Table, faults: &Faults) {
    let whole = Span::new(table.span.source(), 0..0);
    if let Some(race) = &season.race {
        check_race_day(season, race, faults);
        if let Some(start) = &season.start
            && start.value >= race.date.value
        {
            let fault = SeasonFault::RaceBeforeStart {
                race: race.date.value,
                start: start.value,
                meant: meant_days(start.value, race.date.value),
            };
            faults.push(fault.at(&race.date.span).and(&start.span));
        }
        if let Some(previous) = &season.previous
            && previous.date.value >= race.date.value
        {
            let fault = SeasonFault::PreviousAfterRace {
                meant: meant_days(previous.date.value, race.date.value),
            };
            faults.push(fault.at(&previous.date.span).and(&race.date.span));
        }
        check_tuneups(season, race, faults);
    } else if table.get("race").is_none() {
        check_without_race(season, &whole, faults);
    }
    check_span(season, faults);
    check_volume(season, faults);
    check_zone(season, table, faults);
}

/// Races on the way that are not on the way.
fn check_tuneups(season: &Season, race: &Race, faults: &Faults) {
    for tuneup in &season.tuneups {
        let own = &tuneup.race.date;
        let days = (own.value - race.date.value).num_days();
        if days == 0 {
            faults.push(SeasonFault::TuneupOnRaceDay.at(&own.span).and(&race.date.span));
        } else if days > 0 {
            faults.push(SeasonFault::TuneupAfterRace { days }.at(&own.span));
        }
    }
}

fn check_without_race(season: &Season, whole: &Span, faults: &Faults) {
    if let Some(entry) = season.plans.iter().find(|entry| entry.plan.goal.is_some()) {
        let plan = entry.plan.name.clone();
        faults.push(SeasonFault::NoRace { plan }.at(&entry.span));
    } else if season.start.is_none() && season.previous.is_none() && !season.plans.is_empty() {
        faults.push(SeasonFault::NoStart.at(whole));
    }
}

fn check_volume(season: &Season, faults: &Faults) {
    let Some(volume) = &season.volume else { return };
    let Some(entry) = season.race_plan().and_then(|index| season.plans.get(index)) else {
        return;
    };
    match &entry.plan.basis {
        VolumeBasis::Peak { range, span, .. } => {
            if volume.value < range.low || volume.value > range.high {
                let fault = SeasonFault::VolumeOutside {
                    volume: volume.value,
                    plan: entry.plan.name.clone(),
                    low: range.low,
                    high: range.high,
                    units: season.athlete.units,
                };
                faults.push(fault.at(&volume.span).and(span));
            }
        }
        _ => {
            let plan = entry.plan.name.clone();
            faults.push(SeasonFault::NoPeak { plan }.at(&volume.span));
        }
    }
}

/// A start time means nothing without a zone. A zone that is misspelt has been reported.
fn check_zone(season: &Season, table: &Table, faults: &Faults) {
    let inner = |key: &str| match table.get(key).map(|value| &value.kind) {
        Some(ValueKind::Table(inner)) => Some(inner),
        _ => None,
    };
    let has_zone = |key: &str| inner(key).is_some_and(|inner| inner.get("time_zone").is_some());
    if has_zone("athlete") {
        return;
    }
    let race_time = inner("race")
        .filter(|_| season.race.as_ref().is_some_and(|race| race.time.is_some()) && !has_zone("race"))
        .and_then(|race| race.get("time"));
    let week_time = || {
        inner("week")?
            .entries
            .iter()
            .map(|entry| &entry.value)
            .find(|value| has_time(value))
    };
    if let Some(name) = season.around.first() {
        faults.push(SeasonFault::CalendarWithoutZone.at(&name.span));
    }
    if let Some(value) = race_time.or_else(week_time) {
        faults.push(SeasonFault::TimeWithoutZone.at(&value.span));
    }
}

/// `true` for a value of `[week]` that sets a start time; a window only limits it.
fn has_time(value: &Value) -> bool {
    match &value.kind {
        ValueKind::Time(_) => true,
        ValueKind::Text(text) => text
            .split([' ', ','])
            .any(|word| parse_clock_time(word).is_some()),
        _ => false,
    }
}

/// Reports facts of the race day that the runner should know before training for it.
fn check_race_day(season: &Season, race: &Race, faults: &Faults) {
    let date = race.date.value;
    let skipped = |time: &chrono::NaiveTime| {
        let zone = race.zone.or(season.athlete.zone);
        zone.is_some_and(|zone| !zone.shows(date.and_time(*time)))
    };
    if let Some(time) = race.time.filter(skipped) {
        let fault = SeasonFault::SkippedTime { time, date };
        faults.push(fault.at(&race.date.span));
    }
    if let Some(away) = season.away.iter().find(|away| away.days.contains(date))
        && let Some(span) = &away.span
    {
        faults.push(SeasonFault::AwayOnRace.at(span).and(&race.date.span));
    }
    let goal = season.race_plan().and_then(|index| season.plans[index].plan.goal);
    if let (Some(goal), Some(distance)) = (goal, race.distance)
        && goal.0.mm().abs_diff(distance.mm()) * 10 > goal.0.mm()
    {
        let entry = season.race_plan().map(|index| &season.plans[index]);
        let fault = SeasonFault::OtherDistance {
            plan: goal.label(),
            race: Goal(distance).label(),
        };
        faults.push(fault.at_any(entry.map(|entry| &entry.span)));
    }
}
