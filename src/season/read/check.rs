//! What only the whole season can say.

use crate::diagnostic::{Diagnostic, Faults, Span};
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
            let message = format!(
                "the race on {} is not after the start on {}",
                race.date.value, start.value
            );
            let fault = Diagnostic::error("race-before-start", message).at(&race.date.span, "the race");
            faults.push(fault.beside(&start.span, "the start"));
        }
        if let Some(previous) = &season.previous
            && previous.date.value >= race.date.value
        {
            let message = "the race behind is not before the race ahead";
            let fault = Diagnostic::error("race-order", message).at(&previous.date.span, "the race behind");
            faults.push(fault.beside(&race.date.span, "the race ahead"));
        }
        check_tuneups(season, race, faults);
    } else if table.get("race").is_none() {
        check_without_race(season, &whole, faults);
    }
    check_volume(season, faults);
    check_zone(season, table, faults);
}

/// Races on the way that are not on the way.
fn check_tuneups(season: &Season, race: &Race, faults: &Faults) {
    for tuneup in &season.tuneups {
        let own = &tuneup.race.date;
        let days = (own.value - race.date.value).num_days();
        if days == 0 {
            let message = "a race on the way is on the day of the race itself";
            let fault = Diagnostic::error("race-order", message).at(&own.span, "the race on the way");
            faults.push(fault.beside(&race.date.span, "the race"));
        } else if days > 0 {
            let message = format!("a race on the way is {days} days after the race");
            let fault = Diagnostic::warning("TUNEUP_LATE", message).at(&own.span, "");
            faults.push(fault.help("what comes after the race is another season, or a plan that follows it"));
        }
    }
}

fn check_without_race(season: &Season, whole: &Span, faults: &Faults) {
    if let Some(entry) = season.plans.iter().find(|entry| entry.plan.goal.is_some()) {
        let message = format!(
            "`{}` prepares for a race, and the season has none",
            entry.plan.name
        );
        let help = "add a [race] with its date, or --race 2027-04-19";
        faults.push(
            Diagnostic::error("no-race", message)
                .at(&entry.span, "")
                .help(help),
        );
    } else if season.start.is_none() && season.previous.is_none() && !season.plans.is_empty() {
        let help = "add start = 2026-11-09, or --start; or a [race] to end on";
        let fault = Diagnostic::error("no-start", "the season has neither a race nor a start");
        faults.push(fault.at(whole, "").help(help));
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
                let message = format!(
                    "a peak of {} is outside what `{}` can be scaled to: {} to {}",
                    volume.value.exact(),
                    entry.plan.name,
                    range.low.show(season.athlete.units),
                    range.high.show(season.athlete.units)
                );
                let fault = Diagnostic::error("volume-range", message).at(&volume.span, "outside");
                faults.push(fault.beside(span, "the plan's range"));
            }
        }
        _ => {
            let message = format!("`{}` has no peak volume to set", entry.plan.name);
            faults.push(Diagnostic::error("volume-range", message).at(&volume.span, ""));
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
    let tell = |message: &str, span: &Span, question: &str| {
        let help = "add time_zone = \"America/New_York\" to [athlete], or --zone America/New_York";
        let fault = Diagnostic::error("no-time-zone", message);
        faults.push(fault.at(span, question).help(help));
    };
    if let Some(name) = season.around.first() {
        let message = "there is a calendar to plan around, and no time zone";
        tell(message, &name.span, "busy in which zone?");
    }
    if let Some(value) = race_time.or_else(week_time) {
        let message = "there is a start time, and no time zone for it";
        tell(message, &value.span, "in which zone?");
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
        let message = format!(
            "{} is skipped on {date}: the clocks go forward, and the race is put an hour later",
            time.format("%H:%M")
        );
        faults.push(Diagnostic::warning("RACE_TIME", message).at(&race.date.span, "the race"));
    }
    if let Some(away) = season.away.iter().find(|away| away.days.contains(date))
        && let Some(span) = &away.span
    {
        let message = "you are away on the day of the race, and on days before it nothing can be trained";
        let fault = Diagnostic::note("AWAY_RACE", message).at(span, "");
        faults.push(fault.beside(&race.date.span, "the race"));
    }
    let goal = season.race_plan().and_then(|index| season.plans[index].plan.goal);
    if let (Some(goal), Some(distance)) = (goal, race.distance)
        && goal.0.mm().abs_diff(distance.mm()) * 10 > goal.0.mm()
    {
        let entry = season.race_plan().map(|index| &season.plans[index]);
        let message = format!(
            "the plan prepares for {}, and the race is {}",
            goal.label(),
            Goal(distance).label()
        );
        let fault = Diagnostic::warning("PLAN_DISTANCE", message);
        faults.push(match entry {
            Some(entry) => fault.at(&entry.span, ""),
            None => fault,
        });
    }
}
