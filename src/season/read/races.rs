//! `[race]` and `[previous]`.

use super::athlete::weekly;
use crate::diagnostic::{Diagnostic, Faults, Span};
use crate::document::{Kind, Reader, Value};
use crate::pace::Vdot;
use crate::plan::parse_race_distance;
use crate::season::model::{Place, PreviousRace, Race, SeasonPlan, ZoneName};
use crate::units::{Distance, Duration};

pub(super) fn race(reader: Reader<'_>, plans: &[SeasonPlan]) -> Option<Race> {
    let faults = reader.faults();
    let name = reader.line("name");
    let date = reader.date("date");
    let time = reader.time("time").map(|time| time.value);
    let distance = reader
        .parsed("distance", "distance", parse_race_distance)
        .map(|value| value.value);
    let place = place(&reader, "place");
    let goal = reader
        .parsed("goal", "clock", Duration::parse_clock)
        .map(|goal| goal.value);
    let zone = reader
        .parsed("time_zone", "time-zone", ZoneName::parse)
        .map(|zone| zone.value);
    if date.is_none() && reader.value("date").is_none() {
        let help = "write date = 2027-04-19, or --race 2027-04-19";
        let fault = Diagnostic::error("missing-key", "the race has no date").at(reader.span(), "");
        reader.faults().push(fault.help(help));
    }
    let goal_at = reader.value("goal").map(|value| value.span.clone());
    reader.finish();
    let goal_of_plan = plans
        .iter()
        .rev()
        .find_map(|entry| entry.plan.goal)
        .map(|goal| goal.0);
    let distance = distance.or(goal_of_plan);
    let name = name.map_or_else(|| race_name(distance), |name| name.value);
    if let (Some(goal), Some(distance), Some(at)) = (goal, distance, &goal_at) {
        check_goal(goal, distance, at, faults);
    }
    Some(Race {
        name,
        date: date?,
        time,
        distance,
        place,
        goal,
        zone,
    })
}

/// A goal that nobody runs is a slip: `3:25` for three hours and 25 minutes.
fn check_goal(goal: Duration, distance: Distance, at: &Span, faults: &Faults) {
    let Err(error) = Vdot::from_race(distance, goal) else {
        return;
    };
    let message = format!(
        "a goal of {} for {} cannot be: {error}",
        goal.clock(),
        distance.exact()
    );
    let fault = Diagnostic::error("goal", message).at(at, "");
    let in_hours = Duration::from_secs(goal.secs().saturating_mul(60));
    faults.push(match Vdot::from_race(distance, in_hours) {
        Ok(_) => fault.help(format!("did you mean {}?", in_hours.clock())),
        Err(_) => fault,
    });
}

pub(super) fn race_name(distance: Option<Distance>) -> String {
    match distance {
        Some(Distance::MARATHON) => "Marathon".to_owned(),
        Some(Distance::HALF_MARATHON) => "Half marathon".to_owned(),
        Some(other) => crate::plan::Goal(other).label(),
        None => "Race".to_owned(),
    }
}

pub(super) fn previous(reader: Reader<'_>) -> Option<PreviousRace> {
    let name = reader.line("name").map(|name| name.value);
    let date = reader.date("date");
    let distance = reader
        .parsed("distance", "distance", parse_race_distance)
        .map(|value| value.value);
    let weekly = weekly(&reader);
    if date.is_none() && reader.value("date").is_none() {
        let fault = Diagnostic::error("missing-key", "the race behind has no date").at(reader.span(), "");
        reader.faults().push(fault.help("write date = 2026-11-08"));
    }
    reader.finish();
    Some(PreviousRace {
        name,
        date: date?,
        distance,
        weekly,
    })
}

/// A place: its name, or a table with `name` and `at = [latitude, longitude]`.
pub(super) fn place(reader: &Reader<'_>, key: &str) -> Option<Place> {
    let value = reader.value(key)?;
    if !matches!(value.kind, Kind::Table(_)) {
        return reader.line(key).map(|name| Place {
            name: name.value,
            at: None,
        });
    }
    let inner = reader.table(key, "a place")?;
    let name = inner.line("name");
    let at = inner.value("at").and_then(|value| coordinates(&inner, value));
    if name.is_none() && inner.value("name").is_none() {
        inner
            .faults()
            .push(Diagnostic::error("missing-key", "a place needs a `name`").at(inner.span(), ""));
    }
    inner.finish();
    Some(Place {
        name: name?.value,
        at,
    })
}

#[expect(clippy::cast_precision_loss, reason = "whole degrees are small")]
fn coordinates(reader: &Reader<'_>, value: &Value) -> Option<(f64, f64)> {
    let numbers: Option<Vec<f64>> = match &value.kind {
        Kind::List(items) => items
            .iter()
            .map(|item| match item.kind {
                Kind::Float(number) => Some(number),
                Kind::Integer(number) => Some(number as f64),
                _ => None,
            })
            .collect(),
        _ => None,
    };
    match numbers.as_deref() {
        Some(&[latitude, longitude]) if latitude.abs() <= 90.0 && longitude.abs() <= 180.0 => {
            Some((latitude, longitude))
        }
        _ => {
            let help = "write at = [43.6965, -79.2620]: latitude, longitude, in degrees";
            reader.wrong_type("at", value, "a latitude and a longitude", help);
            None
        }
    }
}
