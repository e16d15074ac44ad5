//! The running that somebody does now: distances within limits.

use crate::document::Reader;
use crate::units::Distance;

/// A week or a run of less is a slip, or left out.
pub(super) const LEAST: Distance = Distance::from_metres(1_000);
/// Over what the busiest runners do in a week.
const MOST_WEEKLY: Distance = Distance::from_metres(250_000);
/// `weekly`, a usual week.
pub(super) fn weekly(reader: &Reader<'_>) -> Option<Distance> {
    let weekly = reader.parsed("weekly", "distance", |text| {
        within(text, "a usual week", LEAST, MOST_WEEKLY)
    });
    weekly.map(|value| value.value)
}

/// Reads a distance between `least` and `most`.
pub(super) fn within(text: &str, what: &str, least: Distance, most: Distance) -> Result<Distance, String> {
    let distance = Distance::parse(text).map_err(|error| error.to_string())?;
    if distance < least {
        return Err(format!(
            "`{text}` is too little for {what}: write at least {}, or leave it out",
            least.exact()
        ));
    }
    if distance > most {
        return Err(format!(
            "`{text}` is too much for {what}: write {} or less",
            most.exact()
        ));
    }
    Ok(distance)
}
