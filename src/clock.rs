//! The only place that reads the system clock. Everything else is handed the time.

use std::time::SystemTime;

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::ical::Zone;
use crate::limits::YEARS;

/// A fixed moment, and the calendar day it is for a runner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    now: DateTime<Utc>,
    /// The day, if the clock was set to a date instead of a moment; it is then that day in every zone.
    day: Option<NaiveDate>,
}

impl Clock {
    /// The system clock's current moment.
    pub fn system() -> Self {
        Clock {
            now: DateTime::<Utc>::from(SystemTime::now()),
            day: None,
        }
    }

    /// A clock fixed at `text`: a moment, e.g. `2026-11-22T12:00:00Z` (RFC 3339), or a date. A date is that
    /// day in every time zone, and its moment is midnight UTC.
    ///
    /// # Errors
    ///
    /// A sentence with an example, if the text is neither; the years of calendars, if it lies outside them.
    pub fn parse(text: &str) -> Result<Self, String> {
        let clock = Clock::of_any_year(text.trim())?;
        // A moment with an offset may lie in another year than it says.
        match YEARS.contains(&clock.now.year()) {
            true => Ok(clock),
            false => Err(format!(
                "the years of calendars are {} to {}",
                YEARS.start(),
                YEARS.end()
            )),
        }
    }

    fn of_any_year(text: &str) -> Result<Self, String> {
        if let Ok(now) = DateTime::parse_from_rfc3339(text) {
            return Ok(Clock {
                now: now.with_timezone(&Utc),
                day: None,
            });
        }
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
        match day.and_then(|day| Some((day, day.and_hms_opt(0, 0, 0)?))) {
            Some((day, midnight)) => Ok(Clock {
                now: midnight.and_utc(),
                day: Some(day),
            }),
            None => Err("write a moment as in 2026-11-22T12:00:00Z, or a date".to_owned()),
        }
    }

    /// The moment, in UTC.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// The current date in `zone`, or in UTC without a zone.
    pub fn today(&self, zone: Option<Zone>) -> NaiveDate {
        let there = || Some(zone?.today(self.now));
        self.day.or_else(there).unwrap_or_else(|| self.now.date_naive())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_years_are_those_of_calendars() {
        for text in [
            "1900-01-01",
            "2200-12-31",
            "2200-12-31T23:59:59Z",
            "2201-01-01T00:30:00+01:00",
        ] {
            assert!(Clock::parse(text).is_ok(), "{text}");
        }
        for text in [
            "1899-12-31",
            "2201-01-01",
            "0000-01-01",
            "-0001-01-01",
            "9999-12-31T23:59:59Z",
            "+12026-01-01",
            "2200-12-31T23:30:00-01:00",
        ] {
            assert!(Clock::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_day_is_the_runners_own() {
        let clock = Clock::parse("2026-12-01T07:30:00Z").unwrap();
        let today = |zone: &str| clock.today(Some(Zone::new(zone).unwrap())).to_string();
        assert_eq!(today("America/Los_Angeles"), "2026-11-30");
        assert_eq!(today("Pacific/Auckland"), "2026-12-01");
        assert_eq!(
            today("America/Vancouver"),
            "2026-12-01",
            "UTC-7 all year round since 2026"
        );
        assert_eq!(clock.today(None).to_string(), "2026-12-01");
    }

    #[test]
    fn a_date_is_that_day_everywhere() {
        let clock = Clock::parse("2026-11-22").unwrap();
        let zone = Zone::new("America/New_York");
        assert_eq!(clock.today(zone).to_string(), "2026-11-22");
        assert_eq!(clock.now().to_rfc3339(), "2026-11-22T00:00:00+00:00");
        assert!(Clock::parse("tomorrow").is_err());
        assert!(Clock::parse("2026-02-30").is_err());
    }
}
