//! The time of an event (RFC 5545 §3.8.2), and its lines.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::writer::Lines;
use super::zone::{Zone, civil, instant};

/// The days or the time of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Whole days, anywhere.
    AllDay {
        /// The first day.
        first: NaiveDate,
        /// The number of days, the first one included. 0 is taken for 1.
        days: u32,
    },
    /// A time on a place's clock, which it keeps across a change of summer time.
    Timed {
        /// The day in the zone.
        date: NaiveDate,
        /// The time of day in the zone. A time that the clock skips on that day moves forward, of
        /// one that it shows twice the first is meant ([`Zone::utc_of`]). An event that touches
        /// such an hour is written in UTC: readers disagree about its clock.
        time: NaiveTime,
        /// The zone of the clock.
        zone: Zone,
        /// The length in real minutes.
        minutes: u32,
    },
}

impl When {
    /// The same time on the clock of UTC; a whole day is itself.
    #[must_use]
    pub fn in_utc(self) -> When {
        let When::Timed {
            date,
            time,
            zone,
            minutes,
        } = self
        else {
            return self;
        };
        let start = zone.utc_of(date, time).naive_utc();
        When::Timed {
            date: start.date(),
            time: start.time(),
            zone: Zone::UTC,
            minutes,
        }
    }

    /// The same time on the clock of `zone`, if it is in UTC; else itself.
    #[must_use]
    pub fn on_clock_of(self, own: Zone) -> When {
        match self {
            When::Timed {
                date,
                time,
                zone,
                minutes,
            } if zone.is_utc() => {
                let local = own.local(zone.utc_of(date, time));
                When::Timed {
                    date: local.date(),
                    time: local.time(),
                    zone: own,
                    minutes,
                }
            }
            other => other,
        }
    }

    /// The same time on the clock of `zone`, whichever zone it is in, unless it is in UTC; a whole day is itself.
    #[must_use]
    pub fn moved_to(self, zone: Zone) -> When {
        match self.zone() {
            Some(other) if other != zone && !other.is_utc() => self.in_utc().on_clock_of(zone),
            _ => self,
        }
    }

    /// The same time with so many minutes more before it and after it; a whole day is itself.
    #[must_use]
    pub fn widened(self, before: u32, after: u32) -> When {
        let When::Timed {
            date,
            time,
            zone,
            minutes,
        } = self
        else {
            return self;
        };
        let minutes = minutes.saturating_add(before).saturating_add(after);
        let start = zone.utc_of(date, time) - TimeDelta::minutes(i64::from(before));
        let local = zone.local(start);
        let widened = When::Timed {
            date: local.date(),
            time: local.time(),
            zone,
            minutes,
        };
        if zone.utc_of(local.date(), local.time()) == start {
            return widened;
        }
        // The clock shows that time twice, and this is the second one.
        When::Timed {
            date: start.date_naive(),
            time: start.time(),
            zone: Zone::UTC,
            minutes,
        }
    }

    /// The day on the event's own clock, or on that of `zone` if the time is in UTC.
    pub fn day(self, zone: Option<Zone>) -> NaiveDate {
        match (self, zone) {
            (When::AllDay { first, .. }, _) => first,
            (
                When::Timed {
                    date,
                    time,
                    zone: own,
                    ..
                },
                Some(zone),
            ) if own.is_utc() => zone.local(own.utc_of(date, time)).date(),
            (When::Timed { date, .. }, _) => date,
        }
    }

    /// The first and the last date that the event touches, or a day later.
    pub(crate) fn dates(&self) -> (NaiveDate, NaiveDate) {
        let (first, days) = match *self {
            When::AllDay { first, days } => (first, days),
            When::Timed { date, minutes, .. } => (date, minutes / (24 * 60) + 1),
        };
        (first, days_after(first, days))
    }

    /// The zone whose rules the calendar needs for this event.
    pub(crate) fn zone(&self) -> Option<Zone> {
        match *self {
            When::Timed { zone, .. } if !zone.is_utc() => Some(zone),
            _ => None,
        }
    }

    /// The time that a reader gets back from the lines of this one.
    pub(super) fn as_written(self) -> When {
        match self {
            When::AllDay { first, days } => When::AllDay {
                first,
                days: days.max(1),
            },
            When::Timed {
                date,
                time,
                zone,
                minutes,
            } => {
                let start = zone.moment(date.and_time(time).and_utc().timestamp());
                let end = zone.later(start, i64::from(minutes) * 60);
                let on_clock = zone
                    .reading(start)
                    .filter(|_| !zone.is_utc() && zone.reading(end).is_some());
                let (clock, zone) = match on_clock {
                    Some(clock) => (clock, zone),
                    None => (start.at, Zone::UTC),
                };
                let clock = civil_on(date, clock);
                When::Timed {
                    date: clock.date(),
                    time: clock.time(),
                    zone,
                    minutes,
                }
            }
        }
    }

    pub(super) fn write(&self, lines: &mut Lines<'_>) {
        match *self {
            When::AllDay { first, days } => {
                lines.days(first, days_after(first, days.max(1)));
            }
            When::Timed {
                date,
                time,
                zone,
                minutes,
            } => {
                let start = zone.moment(date.and_time(time).and_utc().timestamp());
                let end = zone.later(start, i64::from(minutes) * 60);
                // An hour that the clock shows twice is the first one in RFC 5545 §3.3.5, and the
                // second one for ical.js (Thunderbird, Nextcloud). In UTC it is one hour.
                let readings = zone
                    .reading(start)
                    .zip(zone.reading(end))
                    .filter(|_| !zone.is_utc());
                match readings {
                    Some((start, end)) => {
                        lines.raw("DTSTART");
                        lines.raw(zone.tzid());
                        lines.date_time(civil_on(date, start));
                        if minutes > 0 {
                            lines.raw("DTEND");
                            lines.raw(zone.tzid());
                            lines.date_time(civil_on(date, end));
                        }
                    }
                    None => {
                        lines.raw("DTSTART:");
                        lines.utc(instant(start.at));
                        if minutes > 0 {
                            lines.raw("DTEND:");
                            lines.utc(instant(end.at));
                        }
                    }
                }
            }
        }
    }
}

fn days_after(date: NaiveDate, days: u32) -> NaiveDate {
    date.checked_add_days(Days::new(u64::from(days)))
        .unwrap_or(NaiveDate::MAX)
}

/// The local time of seconds counted as if they were UTC, on a date that is likely the right one: to
/// find the date in the seconds takes longer than all the rest of a line.
fn civil_on(likely: NaiveDate, local: i64) -> NaiveDateTime {
    let midnight = likely.and_time(NaiveTime::MIN).and_utc().timestamp();
    u32::try_from(local - midnight)
        .ok()
        .and_then(|seconds| NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0))
        .map_or_else(|| civil(local), |time| likely.and_time(time))
}
