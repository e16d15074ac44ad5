//! The running that somebody does now: distances within limits.

use crate::diagnostic::{Code, ValueError};
use crate::document::Reader;
use crate::units::Distance;

/// A week or a run of less is a slip, or left out.
pub(super) const LEAST: Distance = Distance::from_metres(1_000);
/// Over what the busiest runners do in a week.
const MOST_WEEKLY: Distance = Distance::from_metres(250_000);
/// `weekly`, a usual week.
pub(super) fn weekly(reader: &Reader<'_>) -> Option<Distance> {
    let weekly = reader.parsed("weekly", Code::Distance, |text| {
        within(text, "a usual week", LEAST, MOST_WEEKLY)
    });
    weekly.map(|value| value.value)
}

/// Reads a distance between `least` and `most`.
pub(super) fn within(
    text: &str,
    what: &'static str,
    least: Distance,
    most: Distance,
) -> Result<Distance, ValueError> {
    let distance = Distance::parse(text)?;
    if distance < least {
        return Err(ValueError::TooLittle(text.to_owned(), what, least));
    }
    if distance > most {
        return Err(ValueError::TooMuch(text.to_owned(), what, most));
    }
    Ok(distance)
}
