//! Free/busy: the times at which the owner of a calendar is busy.
//!
//! - `event`: a VEVENT and its instances,
//! - `times`: the busy times of each day.
//!
//! The file is a stranger's. Whatever is in it, reading ends soon and with bounded memory: the size of the file, the steps
//! of all its rules together and the number of busy times have limits.

mod event;
mod times;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use crate::diagnostic::fault::{CalendarFault, EntryFault};
use crate::diagnostic::{Code, Faults, Source, Span};
use crate::ical::Zone;
use crate::ical::clocks::Clocks;
use crate::ical::lines::{self, Component, Wanted};
use crate::ical::recurrence::{BUDGET, Budget};
use crate::ical::zone::civil;
use crate::limits::LARGEST_CALENDAR;
use event::{BusyEvent, BusyEventReader, Complaint, Key};
pub use times::{Busy, BusyTimes, END_OF_DAY};

/// More stretches than these are refused: a hundred a day, for eight years.
pub const MOST_STRETCHES: usize = 300_000;

/// The work that reading some calendars may cost together.
#[derive(Debug)]
pub struct ReadingBudget(Budget);

impl ReadingBudget {
    /// True once nothing more can be read.
    pub fn is_used_up(&self) -> bool {
        self.0.0 == 0
    }
}

impl Default for ReadingBudget {
    fn default() -> Self {
        ReadingBudget(Budget(BUDGET))
    }
}

/// The code of all faults of such a calendar.
const FAULT: Code = Code::Around;

/// The properties that busy times depend on.
const WANTED: Wanted = Wanted {
    properties: &[
        "PRODID",
        "TZID",
        "X-LIC-LOCATION",
        "TZOFFSETTO",
        "UID",
        "SUMMARY",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
        "TRANSP",
        "STATUS",
    ],
    raw: &[],
    code: FAULT,
};

/// Reads the busy times of the calendar in `bytes`, called `name` in messages, from the first to the last of `days` on the
/// clock of `zone`. Damage goes to `faults`, each with its line, and the rest is read.
///
/// Events that are TRANSPARENT or CANCELLED take no time. Times without a zone are the runner's. A
/// calendar that this program wrote is not planned around.
///
/// ```
/// use longrun::ical::Zone;
/// use longrun::ical::free_busy::{self, ReadingBudget};
/// use longrun::diagnostic::Faults;
///
/// let text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Standup\r\nDTSTART:20270305T080000Z\r\n\
///             DURATION:PT15M\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
/// let zone = Zone::new("Europe/Berlin").expect("a zone that exists");
/// let days = ("2027-03-01".parse().expect("a date"), "2027-03-31".parse().expect("a date"));
/// let faults = Faults::new();
/// let mut budget = ReadingBudget::default();
/// let found = free_busy::read("work.ics", text.as_bytes(), zone, days, &mut budget, &faults);
/// assert_eq!(found.len(), 3);
/// assert_eq!((found[0].from, found[0].to), (9 * 60, 9 * 60 + 15));
/// assert_eq!(faults.errors(), 0);
/// ```
pub fn read(
    name: &str,
    bytes: &[u8],
    zone: Zone,
    days: (NaiveDate, NaiveDate),
    ReadingBudget(budget): &mut ReadingBudget,
    faults: &Faults,
) -> Vec<Busy> {
    if bytes.len() > LARGEST_CALENDAR {
        let file = name.to_owned();
        faults.push(CalendarFault::TooLarge { file });
        return Vec::new();
    }
    // Titles alone can hold letters, and a title may be wrong; so another encoding is no fault.
    let text = String::from_utf8_lossy(bytes);
    let source = Source::new(name, text.strip_prefix('\u{feff}').unwrap_or(&text));
    let mut stretches = Stretches {
        zone,
        days,
        found: Vec::new(),
        full: false,
    };
    for calendar in lines::calendars(&source, WANTED, faults) {
        if let Some(ours) = calendar
            .get("PRODID")
            .filter(|it| it.value.starts_with("-//longrun//"))
        {
            let file = name.to_owned();
            let at = Span::new(&source, ours.at.clone());
            faults.push(CalendarFault::OwnCalendar { file }.at(&at));
            continue;
        }
        let (events, complaints) = events(&calendar, zone, days, budget);
        tell(complaints, &source, faults);
        let mut moved: HashMap<&str, BTreeSet<Key>> = HashMap::new();
        for event in &events {
            if let Some(key) = event.instead_of {
                moved.entry(&event.uid).or_default().insert(key);
            }
        }
        for event in events.iter().filter(|event| event.busy) {
            // The first and the last day can be others on the clock of the event.
            let around = (
                days.0.pred_opt().unwrap_or(days.0),
                days.1.succ_opt().unwrap_or(days.1),
            );
            for (start, length) in event.starts(around, &moved, budget) {
                if start.is_whole_day() {
                    let last = start.date().checked_add_days(Days::new(length.days.max(1) - 1));
                    stretches.whole_days(start.date(), last.unwrap_or(days.1), &event.title);
                } else if let Some((from, until)) = start.lasts(length) {
                    stretches.time(from, until, &event.title);
                }
            }
        }
    }
    if budget.0 == 0 || stretches.full {
        let file = name.to_owned();
        faults.push(CalendarFault::RepeatsTooOften { file });
        return Vec::new();
    }
    stretches.clock_changes();
    stretches.found
}

fn events(
    calendar: &Component,
    zone: Zone,
    days: (NaiveDate, NaiveDate),
    budget: &mut Budget,
) -> (Vec<BusyEvent>, Vec<Complaint>) {
    let mut clocks = Clocks::new(calendar, zone, days);
    let mut reader = BusyEventReader {
        clocks: &mut clocks,
        budget,
        complaints: Vec::new(),
    };
    let events = calendar
        .of("VEVENT")
        .filter_map(|event| reader.event(event))
        .collect();
    (events, reader.complaints)
}

/// Reports complaints. Damage is an error; something unsupported is a warning, reported once however often it occurs.
fn tell(complaints: Vec<Complaint>, source: &Arc<Source>, faults: &Faults) {
    let mut told: HashSet<EntryFault> = HashSet::new();
    let place = |at: Range<usize>| Span::new(source, at);
    for complaint in complaints {
        match complaint {
            Complaint::Damaged(at, fault) => {
                faults.push(CalendarFault::DamagedEntry { fault }.at(&place(at)));
            }
            Complaint::Ignored(at, fault) => {
                if told.insert(fault.clone()) {
                    faults.push(CalendarFault::IgnoredEntry { fault }.at(&place(at)));
                }
            }
        }
    }
}

/// The busy times found so far, as stretches of the runner's days.
struct Stretches {
    zone: Zone,
    days: (NaiveDate, NaiveDate),
    found: Vec<Busy>,
    full: bool,
}

impl Stretches {
    fn push(&mut self, date: NaiveDate, from: u32, to: u32, title: &Arc<str>) {
        if self.found.len() == MOST_STRETCHES {
            self.full = true;
        } else if from < to {
            self.found.push(Busy {
                date,
                from,
                to,
                title: Arc::clone(title),
            });
        }
    }

    fn whole_days(&mut self, first: NaiveDate, last: NaiveDate, title: &Arc<str>) {
        let last = last.min(self.days.1);
        for date in first
            .max(self.days.0)
            .iter_days()
            .take_while(|date| *date <= last)
        {
            self.push(date, 0, END_OF_DAY, title);
            if self.full {
                break;
            }
        }
    }

    /// The instants from `from` until `until`: whole minutes of each day, as the runner's clock shows them.
    fn time(&mut self, from: i64, until: i64, title: &Arc<str>) {
        let midnight = |date: NaiveDate| self.zone.utc_of(date, NaiveTime::MIN).timestamp();
        let mut from = from.max(midnight(self.days.0));
        let until = until.min(self.days.1.succ_opt().map_or(i64::MAX, midnight));
        // Between two changes of the clock what it shows is as long as what passes.
        let rules = self.zone.rules();
        let next = rules.changes.partition_point(|change| change.at <= from);
        let ends = rules.changes[next..]
            .iter()
            .map(|change| change.at)
            .take_while(|at| *at < until);
        for end in ends.chain([until]) {
            if from < end {
                let offset = i64::from(self.zone.offset_at(from));
                self.shown(civil(from + offset), civil(end + offset), title);
            }
            from = end;
        }
    }

    fn shown(&mut self, from: NaiveDateTime, until: NaiveDateTime, title: &Arc<str>) {
        let minute = |time: NaiveDateTime| time.num_seconds_from_midnight() / 60;
        for date in from.date().iter_days().take_while(|date| *date <= until.date()) {
            let first = if date == from.date() { minute(from) } else { 0 };
            let end = match date == until.date() {
                true => minute(until) + u32::from(until.second() > 0),
                false => END_OF_DAY,
            };
            self.push(date, first, end, title);
            if self.full {
                break;
            }
        }
    }

    /// The hour that is skipped or repeated on a day that has other times taken: a session that began or
    /// ended in it would last longer, or shorter, than the clock shows.
    fn clock_changes(&mut self) {
        let days: HashSet<NaiveDate> = self.found.iter().map(|busy| busy.date).collect();
        let title: Arc<str> = "the clocks change".into();
        for change in &self.zone.rules().changes {
            let (before, after) = (change.onset, civil(change.at + i64::from(change.after)));
            let (from, until) = (before.min(after), before.max(after));
            if days.contains(&from.date()) || days.contains(&until.date()) {
                self.shown(from, until, &title);
            }
        }
    }
}

#[cfg(test)]
mod tests;
