//! `[athlete]`.

use super::races::in_hours;
use super::running::{LEAST, weekly, within};
use crate::diagnostic::fault::{MissingKey, SeasonFault};
use crate::diagnostic::{Code, ValueError};
use crate::document::{Reader, ValueKind};
use crate::pace::{PaceModel, Vdot};
use crate::plan::{Level, parse_race_distance};
use crate::season::RunnerId;
use crate::season::model::{Athlete, Recent};
use crate::season::zone_name::parse_zone;
use crate::units::{Distance, Duration, Units};

pub(super) fn athlete(root: &Reader<'_>) -> Athlete {
    let mut athlete = Athlete {
        id: None,
        name: None,
        zone: None,
        units: Units::Km,
        weekly: None,
        longest: None,
        recent: None,
        level: None,
        age: None,
        model: PaceModel::default(),
    };
    let Some(reader) = root.table("athlete", "an athlete") else {
        return athlete;
    };
    athlete.id = reader
        .parsed("id", Code::AthleteId, RunnerId::parse)
        .map(|id| id.value);
    athlete.name = reader.line("name").map(|name| name.value);
    athlete.zone = reader
        .parsed("time_zone", Code::TimeZone, parse_zone)
        .map(|zone| zone.value);
    if let Some(units) = reader.word("units", &[("km", Units::Km), ("mi", Units::Mi)]) {
        athlete.units = units.value;
    }
    athlete.weekly = weekly(&reader);
    athlete.longest = reader
        .parsed("longest", Code::Distance, |text| {
            within(text, "a longest run", LEAST, MOST_LONGEST)
        })
        .map(|value| value.value);
    athlete.age = reader
        .integer("age", 5..=120)
        .and_then(|age| u32::try_from(age.value).ok());
    athlete.level = reader.word("level", &Level::WORDS).map(|level| level.value);
    if let Some(model) = reader.word(
        "paces",
        &[("online", PaceModel::Online), ("book3", PaceModel::Book3)],
    ) {
        athlete.model = model.value;
    }
    athlete.recent = recent(&reader);
    reader.finish();
    athlete
}

/// Over the longest run that tells anything about a plan here.
pub const MOST_LONGEST: Distance = Distance::from_metres(100_000);

fn recent(reader: &Reader<'_>) -> Option<Recent> {
    let value = reader.value("recent")?;
    let (distance, time, date, span) = match &value.kind {
        ValueKind::Text(_) => {
            let text = reader.line("recent")?;
            let (distance, time) = reader.parse_text(Code::Recent, &text, parse_recent)?.value;
            (distance, time, None, text.span)
        }
        _ => {
            let inner = reader.table("recent", "a recent race")?;
            let distance = inner.parsed("distance", Code::Distance, parse_race_distance);
            let time = inner.parsed("time", Code::Clock, Duration::parse_clock);
            let date = inner.date("date").map(|date| date.value);
            for (key, missing) in [("distance", distance.is_none()), ("time", time.is_none())] {
                if missing && inner.value(key).is_none() {
                    let key = MissingKey::RecentKey(key);
                    inner.faults().push(SeasonFault::Missing { key }.at(inner.span()));
                }
            }
            inner.finish();
            (distance?.value, time?.value, date, value.span.clone())
        }
    };
    match Vdot::from_race(distance, time) {
        Ok(vdot) => Some(Recent {
            distance,
            time,
            date,
            vdot,
        }),
        Err(error) => {
            let meant = in_hours(distance, time);
            let fault = SeasonFault::ImplausibleResult { error, meant };
            reader.faults().push(fault.at(&span));
            None
        }
    }
}

/// "half 1:38:30" or "half-1:38:30".
fn parse_recent(text: &str) -> Result<(Distance, Duration), ValueError> {
    let text = text.trim();
    let split = text.rsplit_once([' ', '-']);
    let (distance, time) = split.ok_or_else(|| ValueError::NotAResult(text.to_owned()))?;
    let time = Duration::parse_clock(time)?;
    Ok((parse_race_distance(distance)?, time))
}
