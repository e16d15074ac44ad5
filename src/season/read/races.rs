//! `[race]` and `[previous]`.

use chrono::{NaiveDate, NaiveTime};

use super::running::weekly;
use crate::diagnostic::fault::{MissingKey, SeasonFault, WantedType};
use crate::diagnostic::{Code, Faults, Span};
use crate::document::{Reader, Spanned, Text, Value, ValueKind};
use crate::ical::Zone;
use crate::pace::Vdot;
use crate::plan::parse_race_distance;
use crate::season::model::SeasonPlan;
use crate::season::race::{Place, PreviousRace, Race};
use crate::season::zone_name::parse_zone;
use crate::units::{Distance, Duration};

/// The keys that the race and a race on the way share.
pub(super) struct RaceKeys {
    name: Option<Text>,
    date: Option<Spanned<NaiveDate>>,
    time: Option<NaiveTime>,
    distance: Option<Distance>,
    place: Option<Place>,
    goal: Option<Spanned<Duration>>,
    zone: Option<Zone>,
}

impl RaceKeys {
    /// Reads them; `date` is asked for as it comes.
    pub(super) fn of(reader: &Reader<'_>, date: Option<Spanned<NaiveDate>>) -> Self {
        RaceKeys {
            name: reader.line("name"),
            date,
            time: reader.time("time").map(|time| time.value),
            distance: reader
                .parsed("distance", Code::Distance, parse_race_distance)
                .map(|value| value.value),
            place: place(reader, "place"),
            goal: reader.parsed("goal", Code::Clock, Duration::parse_clock),
            zone: reader
                .parsed("time_zone", Code::TimeZone, parse_zone)
                .map(|zone| zone.value),
        }
    }

    /// The race, over `usual` where no distance is given; a goal that cannot be is told.
    pub(super) fn into_race(self, usual: Option<Distance>, faults: &Faults) -> Option<Race> {
        let distance = self.distance.or(usual);
        if let (Some(goal), Some(distance)) = (&self.goal, distance) {
            check_goal(goal.value, distance, &goal.span, faults);
        }
        Some(Race {
            name: self.name.map_or_else(|| race_name(distance), |name| name.value),
            date: self.date?,
            time: self.time,
            distance,
            place: self.place,
            goal: self.goal.map(|goal| goal.value),
            zone: self.zone,
        })
    }
}

pub(super) fn race(reader: Reader<'_>, plans: &[SeasonPlan]) -> Option<Race> {
    let faults = reader.faults();
    let keys = RaceKeys::of(&reader, reader.date("date"));
    if reader.value("date").is_none() {
        let key = MissingKey::RaceDate;
        faults.push(SeasonFault::Missing { key }.at(reader.span()));
    }
    reader.finish();
    let mut goals = plans.iter().rev().filter_map(|entry| entry.plan.goal);
    keys.into_race(goals.next().map(|goal| goal.0), faults)
}

/// A goal that nobody runs is a slip: `3:25` for three hours and 25 minutes.
fn check_goal(goal: Duration, distance: Distance, at: &Span, faults: &Faults) {
    let Err(error) = Vdot::from_race(distance, goal) else {
        return;
    };
    let fault = SeasonFault::ImplausibleGoal {
        goal,
        distance,
        error,
        meant: in_hours(distance, goal),
    };
    faults.push(fault.at(at));
}

/// The time that cannot be, read in hours and minutes, if that can be: `3:05` for a marathon is 3:05:00.
pub(super) fn in_hours(distance: Distance, time: Duration) -> Option<Duration> {
    let in_hours = Duration::from_secs(time.secs().saturating_mul(60));
    Vdot::from_race(distance, in_hours).ok().map(|_| in_hours)
}

fn race_name(distance: Option<Distance>) -> String {
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
        .parsed("distance", Code::Distance, parse_race_distance)
        .map(|value| value.value);
    let weekly = weekly(&reader);
    if date.is_none() && reader.value("date").is_none() {
        let key = MissingKey::PreviousDate;
        reader
            .faults()
            .push(SeasonFault::Missing { key }.at(reader.span()));
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
    if !matches!(value.kind, ValueKind::Table(_)) {
        return reader.line(key).map(|name| Place {
            name: name.value,
            at: None,
        });
    }
    let inner = reader.table(key, "a place")?;
    let name = inner.line("name");
    let at = inner.value("at").and_then(|value| coordinates(&inner, value));
    if name.is_none() && inner.value("name").is_none() {
        let key = MissingKey::PlaceName;
        inner.faults().push(SeasonFault::Missing { key }.at(inner.span()));
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
        ValueKind::List(items) => items
            .iter()
            .map(|item| match item.kind {
                ValueKind::Float(number) => Some(number),
                ValueKind::Integer(number) => Some(number as f64),
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
            reader.wrong_type("at", value, WantedType::Coordinates);
            None
        }
    }
}
