//! Dates, times, durations and texts as RFC 5545 writes them (§3.3.4 to §3.3.6, §3.3.11).

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};

/// A date, or a date with a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub date: NaiveDate,
    /// `None` for a whole day.
    pub time: Option<NaiveTime>,
    /// True if it is marked as UTC.
    pub utc: bool,
}

impl Stamp {
    /// `20270305`, `20270305T180000` or `20270305T180000Z`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = |range: std::ops::Range<usize>| -> Option<u32> {
            let part = text.get(range)?;
            part.bytes()
                .all(|byte| byte.is_ascii_digit())
                .then(|| part.parse().ok())?
        };
        let year = i32::try_from(digits(0..4)?).ok().filter(|year| *year > 0)?;
        let date = NaiveDate::from_ymd_opt(year, digits(4..6)?, digits(6..8)?)?;
        let (time, utc) = match text.get(8..)? {
            "" => (None, false),
            rest => {
                let (clock, utc) = match rest.strip_suffix(['Z', 'z']) {
                    Some(clock) => (clock, true),
                    None => (rest, false),
                };
                if clock.len() != 7 || !clock.starts_with(['T', 't']) {
                    return None;
                }
                // A leap second is the second before it.
                let time = NaiveTime::from_hms_opt(digits(9..11)?, digits(11..13)?, digits(13..15)?.min(59))?;
                (Some(time), utc)
            }
        };
        Some(Stamp { date, time, utc })
    }

    /// The local time; midnight for a whole day.
    pub(crate) fn local(self) -> NaiveDateTime {
        self.date.and_time(self.time.unwrap_or_default())
    }
}

/// A duration: days by the calendar, then seconds by the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Length {
    pub days: u64,
    pub secs: i64,
}

impl Length {
    /// `PT1H30M`, `P1D`, `P2W`. One that goes backwards is none.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let mut rest = text.strip_prefix('+').unwrap_or(text).strip_prefix('P')?;
        let mut length = Length::default();
        let (mut in_time, mut any) = (false, false);
        while !rest.is_empty() {
            if let Some(time) = rest.strip_prefix('T') {
                if in_time {
                    return None;
                }
                (in_time, rest) = (true, time);
                continue;
            }
            let end = rest.find(|c: char| !c.is_ascii_digit())?;
            // No number of six digits overflows here.
            let number: u32 = rest.get(..end).filter(|digits| digits.len() <= 6)?.parse().ok()?;
            match (in_time, rest.as_bytes().get(end)?) {
                (false, b'W') => length.days += u64::from(number) * 7,
                (false, b'D') => length.days += u64::from(number),
                (true, b'H') => length.secs += i64::from(number) * 3600,
                (true, b'M') => length.secs += i64::from(number) * 60,
                (true, b'S') => length.secs += i64::from(number),
                _ => return None,
            }
            any = true;
            rest = &rest[end + 1..];
        }
        any.then_some(length)
    }

    /// The number of days that it may reach beyond the day on which it begins.
    pub(crate) fn reach(self) -> Days {
        Days::new(self.days + self.secs.unsigned_abs() / 86_400 + 1)
    }
}

/// TEXT without its escapes (RFC 5545 §3.3.11). A letter that needs none stands for itself.
pub(crate) fn unescaped(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((plain, escaped)) = rest.split_once('\\') {
        text.push_str(plain);
        let mut letters = escaped.chars();
        match letters.next() {
            Some('n' | 'N') => text.push('\n'),
            Some(other) => text.push(other),
            None => {}
        }
        rest = letters.as_str();
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_and_lengths_are_read_or_refused() {
        for text in [
            "20270305",
            "20270305T180000",
            "20270305T180000Z",
            "20161231T235960Z",
        ] {
            assert!(Stamp::parse(text).is_some(), "{text}");
        }
        for text in [
            "",
            "2027",
            "20270230",
            "20270305T",
            "20270305T1800",
            "20270305T250000",
            "2027-03-05",
            "00000101",
            "20270305T18000é",
            "+0270305",
            "20270305Z",
        ] {
            assert!(Stamp::parse(text).is_none(), "{text}");
        }
        let length = |days, secs| Some(Length { days, secs });
        assert_eq!(Length::parse("PT1H30M"), length(0, 5400));
        assert_eq!(Length::parse("+P1DT2S"), length(1, 2));
        assert_eq!(Length::parse("P2W"), length(14, 0));
        for text in [
            "",
            "P",
            "PT",
            "P1H",
            "-PT1H",
            "PT99999999999H",
            "P1",
            "PT1H1",
            "PTT1H",
        ] {
            assert_eq!(Length::parse(text), None, "{text}");
        }
    }
}
