//! A zone's rules as a VTIMEZONE (RFC 5545 §3.6.5), for the years of one feed.
//!
//! The database knows moments, a calendar wants rules: "the last Sunday of March at 02:00". So the
//! rule is found again in the moments. A change that comes back every year on the same weekday of
//! the same month is one observance with an RRULE; a change that does not (Casablanca's follow the
//! moon) is an observance of its own. There are no RDATEs: Outlook reads none.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Weekday};

use super::writer::Lines;
use super::zone::{OffsetChange, Zone, instant};

/// A rule that holds to this year, the last one that zones are known for, has no end.
const FOREVER: i32 = 2069;

/// Writes the zone as it is from the year before `first` to the year after `last`.
pub(crate) fn write(lines: &mut Lines<'_>, zone: Zone, first: i32, last: i32) {
    lines.raw("BEGIN:VTIMEZONE\r\nTZID:");
    lines.raw(zone.name());
    lines.end();
    observances(
        lines,
        zone,
        new_year(first.saturating_sub(1)),
        new_year(last.saturating_add(2)),
    );
    lines.raw("END:VTIMEZONE\r\n");
}

/// The start of a year, Unix seconds.
fn new_year(year: i32) -> i64 {
    NaiveDate::from_yo_opt(year, 1)
        .unwrap_or_default()
        .and_time(Default::default())
        .and_utc()
        .timestamp()
}

fn observances(lines: &mut Lines<'_>, zone: Zone, start: i64, end: i64) {
    let rules = zone.rules();
    let changes = rules.changes.as_slice();
    let mut first = changes.partition_point(|change| change.at < start);
    let last = changes.partition_point(|change| change.at < end);
    // The change that the first year begins under: the first of its series, not of another kind.
    let before = first.checked_sub(1).map(|before| &changes[before]);
    let steady = first == last;
    if steady || before.is_none() {
        let (offset, name) = before.map_or((rules.first, &*rules.first_name), |change| {
            (change.after, &*change.name)
        });
        lines.raw("BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n");
        offsets(lines, offset, offset, name);
        lines.raw("END:STANDARD\r\n");
    }
    if steady {
        return;
    }
    first = first.saturating_sub(1);
    let mut written = vec![false; last];
    for this in first..last {
        if written[this] {
            continue;
        }
        let series = Series::from(changes, this, &written);
        let inside = series.members.partition_point(|&member| member < last);
        for &member in &series.members[..inside] {
            written[member] = true;
        }
        let first = &changes[this];
        let until = &changes[series.members[inside - 1]];
        let part = if first.after > first.before {
            "DAYLIGHT"
        } else {
            "STANDARD"
        };
        lines.raw("BEGIN:");
        lines.raw(part);
        lines.raw("\r\nDTSTART:");
        lines.date_time(first.onset);
        if series.forever {
            series.rule.write(lines, None);
        } else if inside > 1 {
            // A day later, as some readers compare UNTIL with the clock (PyPI icalendar).
            series.rule.write(lines, Some(until.at + 86_400));
        }
        offsets(lines, first.before, first.after, &first.name);
        lines.raw("END:");
        lines.raw(part);
        lines.end();
    }
}

fn offsets(lines: &mut Lines<'_>, from: i32, to: i32, name: &str) {
    lines.raw("TZOFFSETFROM:");
    offset(lines, from);
    lines.raw("\r\nTZOFFSETTO:");
    offset(lines, to);
    lines.raw("\r\n");
    lines.text("TZNAME:", name, usize::MAX);
}

/// A UTC-OFFSET (RFC 5545 §3.3.14): `+0530`, and `-004430` as Monrovia had it until 1972.
fn offset(lines: &mut Lines<'_>, seconds: i32) {
    lines.raw(if seconds < 0 { "-" } else { "+" });
    let seconds = seconds.unsigned_abs();
    lines.two_digits(seconds / 3600);
    lines.two_digits(seconds / 60 % 60);
    if !seconds.is_multiple_of(60) {
        lines.two_digits(seconds % 60);
    }
}

/// The same change, year after year.
struct Series {
    rule: YearlyChange,
    /// The changes of the series, one a year.
    members: Vec<usize>,
    forever: bool,
}

impl Series {
    /// The longest series that begins with a change and takes none of those written already.
    fn from(changes: &[OffsetChange], first: usize, written: &[bool]) -> Series {
        let onset = changes[first].onset;
        let last = YearlyChange {
            month: onset.month(),
            week: WeekOfMonth::Last,
            weekday: onset.weekday(),
        };
        let counted = YearlyChange {
            week: WeekOfMonth::Counted((onset.day() - 1) / 7 + 1),
            ..last
        };
        let by_count = Series::of(counted, changes, first, written);
        if !is_last_week(onset) {
            return by_count;
        }
        let by_last = Series::of(last, changes, first, written);
        if by_count.members.len() > by_last.members.len() {
            by_count
        } else {
            by_last
        }
    }

    fn of(rule: YearlyChange, changes: &[OffsetChange], first: usize, written: &[bool]) -> Series {
        let (model, clock) = (&changes[first], changes[first].onset.time());
        let mut year = model.onset.year();
        let mut members = vec![first];
        for (index, change) in changes.iter().enumerate().skip(first + 1) {
            let onset = change.onset;
            if onset.year() > year + 1 {
                break;
            }
            let same =
                (change.before, change.after, &change.name) == (model.before, model.after, &model.name);
            let free = written.get(index) != Some(&true);
            if onset.year() == year + 1 && same && free && onset.time() == clock && rule.matches(onset) {
                members.push(index);
                year += 1;
            }
        }
        Series {
            rule,
            members,
            forever: year >= FOREVER,
        }
    }
}

/// "The last Sunday of October", "the second Sunday of March".
#[derive(Clone, Copy)]
struct YearlyChange {
    month: u32,
    week: WeekOfMonth,
    weekday: Weekday,
}

#[derive(Clone, Copy)]
enum WeekOfMonth {
    /// The first to the fifth such weekday of the month.
    Counted(u32),
    Last,
}

impl YearlyChange {
    fn matches(self, onset: NaiveDateTime) -> bool {
        let week = match self.week {
            WeekOfMonth::Counted(nth) => (onset.day() - 1) / 7 + 1 == nth,
            WeekOfMonth::Last => is_last_week(onset),
        };
        week && onset.month() == self.month && onset.weekday() == self.weekday
    }

    fn write(self, lines: &mut Lines<'_>, until: Option<i64>) {
        lines.raw("RRULE:FREQ=YEARLY;BYMONTH=");
        lines.number(self.month);
        lines.raw(";BYDAY=");
        match self.week {
            WeekOfMonth::Counted(nth) => lines.number(nth),
            WeekOfMonth::Last => lines.raw("-1"),
        }
        lines.raw(match self.weekday {
            Weekday::Mon => "MO",
            Weekday::Tue => "TU",
            Weekday::Wed => "WE",
            Weekday::Thu => "TH",
            Weekday::Fri => "FR",
            Weekday::Sat => "SA",
            Weekday::Sun => "SU",
        });
        if let Some(until) = until {
            lines.raw(";UNTIL=");
            lines.utc(instant(until));
        } else {
            lines.end();
        }
    }
}

/// True if no such weekday follows in the same month.
fn is_last_week(onset: NaiveDateTime) -> bool {
    onset.day() + 7 > u32::from(onset.date().num_days_in_month())
}

#[cfg(test)]
mod tests;
