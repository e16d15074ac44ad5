//! `[review]`.

use crate::diagnostic::{Code, ValueError};
use crate::document::Reader;
use crate::plan::parse_percent;
use crate::season::review::{Quantity, Thresholds};
use crate::units::{Distance, Duration};

/// More of anything than this is no threshold.
const MOST: i64 = 1_000;

pub(super) fn review(root: &Reader<'_>) -> Thresholds {
    let mut thresholds = Thresholds::default();
    let Some(reader) = root.table("review", "a review") else {
        return thresholds;
    };
    if let Some(told) = reader.bool("acwr") {
        thresholds.acwr = told;
    }
    for threshold in Thresholds::ALL {
        let key = threshold.key;
        let value = match threshold.quantity {
            Quantity::Percent => reader.parsed(key, Code::Share, parse_percent),
            Quantity::Distance => reader.parsed(key, Code::Distance, metres),
            Quantity::Minutes => reader.parsed(key, Code::Duration, minutes),
            Quantity::Days => reader.parsed(key, Code::Window, days),
            Quantity::Ratio => reader.parsed(key, Code::Ratio, hundredths),
            Quantity::Count => {
                let count = reader.integer(key, 0..=MOST);
                if let Some(count) = count.and_then(|count| u32::try_from(count.value).ok()) {
                    thresholds.set(key, count);
                }
                continue;
            }
        };
        if let Some(value) = value {
            thresholds.set(key, value.value);
        }
    }
    reader.finish();
    thresholds
}

fn metres(text: &str) -> Result<u32, ValueError> {
    let distance = Distance::parse(text)?;
    Ok(u32::try_from(distance.mm() / 1_000).unwrap_or(u32::MAX))
}

fn minutes(text: &str) -> Result<u32, ValueError> {
    let time = Duration::parse(text)?;
    Ok(time.secs() / 60)
}

/// "14 days" or "12 weeks", as days.
pub(super) fn days(text: &str) -> Result<u32, ValueError> {
    let wrong = || ValueError::NotDays(text.to_owned());
    let (number, unit) = text.trim().split_once(' ').ok_or_else(wrong)?;
    let number: u32 = number
        .parse()
        .ok()
        .filter(|days| *days <= 1_000)
        .ok_or_else(wrong)?;
    match unit.trim() {
        "day" | "days" => Ok(number),
        "week" | "weeks" => Ok(number * 7),
        _ => Err(wrong()),
    }
}

/// "1.5", as hundredths.
fn hundredths(text: &str) -> Result<u32, ValueError> {
    let wrong = || ValueError::NotARatio(text.to_owned());
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let digits = |part: &str| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let whole: u32 = whole
        .parse()
        .ok()
        .filter(|whole| *whole <= 1_000)
        .ok_or_else(wrong)?;
    if !digits(part) {
        return Err(wrong());
    }
    let part: u32 = format!("{part:0<2}").parse().map_err(|_| wrong())?;
    Ok(whole * 100 + part)
}
