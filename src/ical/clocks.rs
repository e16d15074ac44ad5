//! The clocks of a calendar file: zones by their IANA name, by the name that Windows gives them, or as the file's own
//! VTIMEZONE describes them.

use std::collections::HashMap;
use std::rc::Rc;

use chrono::{Days, NaiveDate, NaiveDateTime};

use super::Zone;
use super::lines::Component;
use super::recurrence::{Budget, RecurrenceRule};
use super::value::Stamp;
use super::zone::civil;

/// A clock that turns local times into instants.
#[derive(Debug, Clone)]
pub(super) enum FileClock {
    Utc,
    Zone(Zone),
    /// As the file describes it.
    Described(Rc<Described>),
}

/// The changes of a clock, in order: when, and the seconds east of UTC from then on.
#[derive(Debug, PartialEq)]
pub(super) struct Described {
    first: i64,
    changes: Vec<(i64, i64)>,
}

impl FileClock {
    /// The Unix seconds at which it shows `local`, as [`Zone::utc_of`] has it.
    pub(super) fn instant(&self, local: NaiveDateTime) -> i64 {
        let shown = local.and_utc().timestamp();
        match self {
            FileClock::Utc => shown,
            FileClock::Zone(zone) => zone.moment(shown).at,
            FileClock::Described(described) => {
                let mut offset = described.first;
                for (at, after) in &described.changes {
                    if shown < at + offset {
                        break;
                    }
                    // In a gap it keeps the offset from before.
                    if shown - after >= *at {
                        offset = *after;
                    }
                }
                shown - offset
            }
        }
    }

    /// The local time at an instant.
    pub(super) fn local(&self, at: i64) -> NaiveDateTime {
        let offset = match self {
            FileClock::Utc => 0,
            FileClock::Zone(zone) => i64::from(zone.offset_at(at)),
            FileClock::Described(described) => {
                let passed = described.changes.partition_point(|(change, _)| *change <= at);
                passed
                    .checked_sub(1)
                    .map_or(described.first, |last| described.changes[last].1)
            }
        };
        civil(at + offset)
    }
}

/// The clocks of one calendar, by TZID.
pub(super) struct Clocks<'c> {
    runner: Zone,
    /// The days that matter.
    days: (NaiveDate, NaiveDate),
    described: HashMap<&'c str, &'c Component>,
    known: HashMap<String, Option<FileClock>>,
}

impl<'c> Clocks<'c> {
    pub(super) fn new(calendar: &'c Component, runner: Zone, days: (NaiveDate, NaiveDate)) -> Self {
        let zones = calendar.of("VTIMEZONE");
        Clocks {
            runner,
            days,
            described: zones
                .filter_map(|zone| Some((zone.get("TZID")?.value.as_str(), zone)))
                .collect(),
            known: HashMap::new(),
        }
    }

    /// The runner's clock, for times that name no zone.
    pub(super) fn runner(&self) -> FileClock {
        FileClock::Zone(self.runner)
    }

    /// The clock called `name`; `None` if the name is unknown and the file does not describe it.
    pub(super) fn named(&mut self, name: &str, budget: &mut Budget) -> Option<FileClock> {
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        let described = self.described.get(name).copied();
        let location = described.and_then(|zone| zone.get("X-LIC-LOCATION"));
        let clock = zone(name)
            .or_else(|| location.and_then(|location| Zone::new(&location.value)))
            .map(FileClock::Zone)
            .or_else(|| described.and_then(|zone| describe(zone, self.days, budget)));
        self.known.insert(name.to_owned(), clock.clone());
        clock
    }
}

/// A zone by its IANA name, also behind a prefix (`/citadel.org/20210210_1/Europe/Berlin`), or by the
/// name that Windows gives it.
fn zone(name: &str) -> Option<Zone> {
    let name = name.trim();
    let suffixes = name.match_indices('/').take(8).map(|(at, _)| &name[at + 1..]);
    std::iter::once(name)
        .chain(suffixes.filter(|suffix| suffix.contains('/')))
        .find_map(Zone::new)
        .or_else(|| {
            let known = WINDOWS
                .iter()
                .find(|(windows, _)| windows.eq_ignore_ascii_case(name));
            known.and_then(|(_, iana)| Zone::new(iana))
        })
}

/// The clock that a VTIMEZONE describes around `days`.
fn describe(zone: &Component, days: (NaiveDate, NaiveDate), budget: &mut Budget) -> Option<FileClock> {
    let from = days.0.checked_sub_days(Days::new(800))?;
    let last = days.1.checked_add_days(Days::new(2))?;
    // What the clock shows when an offset begins, by the offset that it then has.
    let mut onsets: Vec<(NaiveDateTime, i64)> = Vec::new();
    for observance in zone
        .inner
        .iter()
        .filter(|inner| ["STANDARD", "DAYLIGHT"].contains(&inner.name.as_str()))
    {
        let start = observance
            .get("DTSTART")
            .and_then(|start| Stamp::parse(&start.value))?;
        let offset = observance
            .get("TZOFFSETTO")
            .and_then(|offset| seconds(&offset.value))?;
        let mut dates = vec![start.date];
        for rule in observance.all("RRULE") {
            let rule = RecurrenceRule::parse(&rule.value).ok()?;
            let last = rule.until.map_or(last, |until| until.date.min(last));
            dates.extend(rule.dates(start.date, from, last, budget));
        }
        for list in observance.all("RDATE") {
            dates.extend(
                list.value
                    .split(',')
                    .filter_map(Stamp::parse)
                    .map(|stamp| stamp.date),
            );
        }
        onsets.extend(
            dates
                .into_iter()
                .map(|date| (date.and_time(start.local().time()), offset)),
        );
    }
    onsets.sort_unstable();
    onsets.dedup();
    let (_, first) = *onsets.first()?;
    let mut before = first;
    let changes = onsets.iter().map(|(onset, offset)| {
        let at = onset.and_utc().timestamp() - before;
        before = *offset;
        (at, *offset)
    });
    Some(FileClock::Described(Rc::new(Described {
        first,
        changes: changes.collect(),
    })))
}

/// `+0200`, `-033000`: seconds east of UTC.
fn seconds(text: &str) -> Option<i64> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    if !(digits.len() == 4 || digits.len() == 6) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |at: usize| {
        digits
            .get(at..at + 2)
            .map_or(Some(0), |part| part.parse::<i64>().ok())
    };
    Some(sign * (part(0)? * 3600 + part(2)? * 60 + part(4)?))
}

/// Windows' names for zones, with the place that Unicode's CLDR gives first (`windowsZones.xml`, territory
/// 001).
const WINDOWS: [(&str, &str); 52] = [
    ("Hawaiian Standard Time", "Pacific/Honolulu"),
    ("Alaskan Standard Time", "America/Anchorage"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("US Mountain Standard Time", "America/Phoenix"),
    ("Mountain Standard Time", "America/Denver"),
    ("Central America Standard Time", "America/Guatemala"),
    ("Central Standard Time", "America/Chicago"),
    ("Central Standard Time (Mexico)", "America/Mexico_City"),
    ("Canada Central Standard Time", "America/Regina"),
    ("SA Pacific Standard Time", "America/Bogota"),
    ("Eastern Standard Time", "America/New_York"),
    ("US Eastern Standard Time", "America/Indianapolis"),
    ("Atlantic Standard Time", "America/Halifax"),
    ("SA Western Standard Time", "America/La_Paz"),
    ("Pacific SA Standard Time", "America/Santiago"),
    ("Newfoundland Standard Time", "America/St_Johns"),
    ("E. South America Standard Time", "America/Sao_Paulo"),
    ("Argentina Standard Time", "America/Buenos_Aires"),
    ("Greenland Standard Time", "America/Godthab"),
    ("Azores Standard Time", "Atlantic/Azores"),
    ("UTC", "Etc/UTC"),
    ("GMT Standard Time", "Europe/London"),
    ("Greenwich Standard Time", "Atlantic/Reykjavik"),
    ("Morocco Standard Time", "Africa/Casablanca"),
    ("W. Europe Standard Time", "Europe/Berlin"),
    ("Central Europe Standard Time", "Europe/Budapest"),
    ("Romance Standard Time", "Europe/Paris"),
    ("Central European Standard Time", "Europe/Warsaw"),
    ("W. Central Africa Standard Time", "Africa/Lagos"),
    ("GTB Standard Time", "Europe/Bucharest"),
    ("Egypt Standard Time", "Africa/Cairo"),
    ("South Africa Standard Time", "Africa/Johannesburg"),
    ("FLE Standard Time", "Europe/Kiev"),
    ("Israel Standard Time", "Asia/Jerusalem"),
    ("Turkey Standard Time", "Europe/Istanbul"),
    ("Arab Standard Time", "Asia/Riyadh"),
    ("Russian Standard Time", "Europe/Moscow"),
    ("E. Africa Standard Time", "Africa/Nairobi"),
    ("Iran Standard Time", "Asia/Tehran"),
    ("Arabian Standard Time", "Asia/Dubai"),
    ("Pakistan Standard Time", "Asia/Karachi"),
    ("India Standard Time", "Asia/Calcutta"),
    ("Bangladesh Standard Time", "Asia/Dhaka"),
    ("SE Asia Standard Time", "Asia/Bangkok"),
    ("China Standard Time", "Asia/Shanghai"),
    ("Singapore Standard Time", "Asia/Singapore"),
    ("W. Australia Standard Time", "Australia/Perth"),
    ("Tokyo Standard Time", "Asia/Tokyo"),
    ("Korea Standard Time", "Asia/Seoul"),
    ("Cen. Australia Standard Time", "Australia/Adelaide"),
    ("AUS Eastern Standard Time", "Australia/Sydney"),
    ("New Zealand Standard Time", "Pacific/Auckland"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_windows_leads_to_a_zone() {
        for (windows, iana) in WINDOWS {
            assert!(zone(windows).is_some(), "{windows}: {iana}");
        }
        assert_eq!(
            zone("/citadel.org/20210210_1/Europe/Berlin"),
            Zone::new("Europe/Berlin")
        );
        assert_eq!(zone("Customized Time Zone"), None);
    }

    #[test]
    fn offsets_are_read_or_refused() {
        assert_eq!(seconds("+0200"), Some(7200));
        assert_eq!(seconds("-033015"), Some(-12_615));
        for text in ["", "0200", "+2", "+02:00", "é200", "+02000"] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
