//! Names of time zones, as people write them.

use crate::diagnostic::{ValueError, nearest};

use crate::ical::Zone;

/// Common names of zones that the tz database names after another city, in small letters.
const CALLED: [(&str, &str); 32] = [
    ("atlanta", "America/New_York"),
    ("beijing", "Asia/Shanghai"),
    ("bombay", "Asia/Kolkata"),
    ("boston", "America/New_York"),
    ("cape town", "Africa/Johannesburg"),
    ("cst", "America/Chicago"),
    ("dallas", "America/Chicago"),
    ("delhi", "Asia/Kolkata"),
    ("eastern", "America/New_York"),
    ("edinburgh", "Europe/London"),
    ("est", "America/New_York"),
    ("florence", "Europe/Rome"),
    ("frankfurt", "Europe/Berlin"),
    ("geneva", "Europe/Zurich"),
    ("hamburg", "Europe/Berlin"),
    ("houston", "America/Chicago"),
    ("miami", "America/New_York"),
    ("milan", "Europe/Rome"),
    ("minneapolis", "America/Chicago"),
    ("montreal", "America/Toronto"),
    ("mst", "America/Denver"),
    ("munich", "Europe/Berlin"),
    ("ottawa", "America/Toronto"),
    ("pacific", "America/Los_Angeles"),
    ("philadelphia", "America/New_York"),
    ("pst", "America/Los_Angeles"),
    ("rio de janeiro", "America/Sao_Paulo"),
    ("san diego", "America/Los_Angeles"),
    ("san francisco", "America/Los_Angeles"),
    ("seattle", "America/Los_Angeles"),
    ("washington", "America/New_York"),
    ("wellington", "Pacific/Auckland"),
];

/// The zone called `name`, whatever its case.
///
/// # Errors
///
/// [`ValueError::NotATimeZone`] with the nearest known name.
pub fn parse_zone(name: &str) -> Result<Zone, ValueError> {
    let wanted = name.trim();
    let known = chrono_tz::TZ_VARIANTS
        .iter()
        .find(|zone| zone.name().eq_ignore_ascii_case(wanted));
    if let Some(zone) = known.and_then(|zone| Zone::new(zone.name())) {
        return Ok(zone);
    }
    let city = |name: &str| {
        name.rsplit('/')
            .next()
            .unwrap_or(name)
            .replace('_', " ")
            .to_lowercase()
    };
    let wanted = city(name.trim());
    let called = CALLED
        .iter()
        .find(|(other, _)| *other == wanted)
        .map(|(_, name)| *name);
    let same_city = chrono_tz::TZ_VARIANTS
        .iter()
        .map(|zone| zone.name())
        .find(|name| city(name) == wanted);
    // Within a region only the city counts: America/Boston is not a slip for America/Bogota.
    let region = chrono_tz::TZ_VARIANTS
        .iter()
        .filter_map(|zone| zone.name().split_once('/'))
        .map(|(region, _)| region)
        .find(|region| name.trim().split('/').next() == Some(*region));
    let near_city = || {
        let cities: Vec<(String, &str)> = chrono_tz::TZ_VARIANTS
            .iter()
            .map(|zone| zone.name())
            .filter(|known| region.is_none_or(|region| known.starts_with(region)))
            .map(|known| (city(known), known))
            .chain(CALLED.iter().map(|(other, name)| ((*other).to_owned(), *name)))
            .filter(|(city, _)| city.chars().next() == wanted.chars().next())
            .collect();
        let near = nearest(&wanted, cities.iter().map(|(city, _)| city.as_str()))?;
        cities
            .iter()
            .find(|(city, _)| city == near)
            .map(|&(_, name)| name)
    };
    let near = called.or(same_city).or_else(near_city);
    Err(ValueError::NotATimeZone(name.to_owned(), near))
}
