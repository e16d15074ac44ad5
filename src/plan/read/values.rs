//! The small values of plans and seasons: race distances, percentages, ranges of days.

use crate::diagnostic::{ValueError, nearest};
use crate::units::{Between, Distance};

pub(super) fn parse_goal(text: &str) -> Result<Option<Distance>, ValueError> {
    if text.trim() == "none" {
        return Ok(None);
    }
    parse_race_distance(text).map(Some)
}

/// Parses a race distance: "5k", "10k", "15k", "half", "marathon", "mile", or a distance of at least 400 m.
pub(crate) fn parse_race_distance(text: &str) -> Result<Distance, ValueError> {
    match text.trim().to_lowercase().as_str() {
        "5k" => Ok(Distance::FIVE_K),
        "10k" => Ok(Distance::TEN_K),
        "15k" => Ok(Distance::from_metres(15_000)),
        "half" | "half marathon" | "half-marathon" => Ok(Distance::HALF_MARATHON),
        "marathon" => Ok(Distance::MARATHON),
        "mile" => Ok(Distance::MILE),
        _ => match Distance::parse(text) {
            Ok(distance) if distance < Distance::from_metres(400) => {
                Err(ValueError::RaceTooShort(text.to_owned()))
            }
            Ok(distance) => Ok(distance),
            Err(_) => {
                let near = nearest(text, ["5k", "10k", "15k", "half", "marathon", "mile"]);
                Err(ValueError::NotARaceDistance(text.to_owned(), near))
            }
        },
    }
}

/// Parses "30 %" as 30, up to 200.
pub(crate) fn parse_percent(text: &str) -> Result<u32, ValueError> {
    let number = text.trim().strip_suffix('%').map(str::trim);
    match number.and_then(|number| number.parse::<u32>().ok()) {
        Some(percent) if percent <= 200 => Ok(percent),
        Some(_) => Err(ValueError::ShareTooLarge(text.to_owned())),
        None => Err(ValueError::NotAShare(text.to_owned())),
    }
}

pub(super) fn parse_percent_range(text: &str) -> Result<Between<u32>, ValueError> {
    let wrong = || ValueError::NotAShareRange(text.to_owned());
    let (low, high) = text
        .trim()
        .strip_suffix('%')
        .and_then(|t| t.split_once('-'))
        .ok_or_else(wrong)?;
    let low = low.trim().parse().map_err(|_| wrong())?;
    let high = high.trim().parse().map_err(|_| wrong())?;
    Between::new(low, high)
        .filter(|range| range.high <= 100)
        .ok_or_else(wrong)
}

pub(super) fn parse_days(text: &str) -> Result<Between<u32>, ValueError> {
    let wrong = || ValueError::NotADayRange(text.to_owned());
    let days = text
        .trim()
        .trim_end_matches("days")
        .trim_end_matches("day")
        .trim();
    let (low, high) = days.split_once(['-', '–']).unwrap_or((days, days));
    let low = low.trim().parse().map_err(|_| wrong())?;
    let high = high.trim().parse().map_err(|_| wrong())?;
    Between::new(low, high)
        .filter(|range| range.low >= 1 && range.high <= 366)
        .ok_or_else(wrong)
}
