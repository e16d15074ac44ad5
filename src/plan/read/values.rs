//! The small values of plans and seasons: race distances, percentages, ranges of days.

use crate::units::{Between, Distance};

pub(super) fn parse_goal(text: &str) -> Result<Option<Distance>, String> {
    if text.trim() == "none" {
        return Ok(None);
    }
    parse_race_distance(text).map(Some)
}

/// Parses a race distance: "5k", "10k", "15k", "half", "marathon", "mile", or a distance of at least 400 m.
pub(crate) fn parse_race_distance(text: &str) -> Result<Distance, String> {
    match text.trim().to_lowercase().as_str() {
        "5k" => Ok(Distance::FIVE_K),
        "10k" => Ok(Distance::TEN_K),
        "15k" => Ok(Distance::from_metres(15_000)),
        "half" | "half marathon" | "half-marathon" => Ok(Distance::HALF_MARATHON),
        "marathon" => Ok(Distance::MARATHON),
        "mile" => Ok(Distance::MILE),
        _ => match Distance::parse(text) {
            Ok(distance) if distance < Distance::from_metres(400) => {
                Err(format!("`{text}` is too short for a race"))
            }
            Ok(distance) => Ok(distance),
            Err(_) => {
                let near = crate::diagnostic::nearest(text, ["5k", "10k", "15k", "half", "marathon", "mile"]);
                let hint = near.map_or_else(String::new, |near| format!(" (did you mean `{near}`?)"));
                Err(format!(
                    "`{text}` is not a race distance: 5k, 10k, half, marathon or \"50 km\"{hint}"
                ))
            }
        },
    }
}

/// Parses "30 %" as 30, up to 200.
pub(crate) fn parse_percent(text: &str) -> Result<u32, String> {
    let number = text.trim().strip_suffix('%').map(str::trim);
    match number.and_then(|number| number.parse::<u32>().ok()) {
        Some(percent) if percent <= 200 => Ok(percent),
        Some(_) => Err(format!("`{text}` is over 200 %")),
        None => Err(format!("`{text}` is not a share: write it as \"70 %\"")),
    }
}

pub(super) fn parse_percent_range(text: &str) -> Result<Between<u32>, String> {
    let wrong = || format!("`{text}` is not a range of shares: write it as \"20-40 %\"");
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

pub(super) fn parse_days(text: &str) -> Result<Between<u32>, String> {
    let wrong = || format!("`{text}` is not a range of days: write it as \"3-5 days\"");
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
