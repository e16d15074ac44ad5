//! Writes a calendar for every zone of the program, with events around each change of its clock, for `zones.py`.
//!
//! Usage: `zones FOLDER`. A calendar is called after its zone, with `--` for `/`. The title of each event is what the
//! program takes it to be: the instants of its start and its end.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use longrun::calendar::{Calendar, Event, Status, When, Zone, zone};

const FIRST_YEAR: i32 = 2026;
const LAST_YEAR: i32 = 2030;

/// When events begin, in minutes from the change on the clock as it was until then: on both sides of it, inside of what
/// is skipped or repeated, and at the edges.
const STARTS: [i64; 17] = [
    -1500, -300, -180, -120, -61, -60, -31, -30, -1, 0, 1, 29, 30, 59, 60, 120, 1500,
];

/// How long they are, in minutes: short ones, and one over the change.
const LENGTHS: [u32; 2] = [30, 240];

/// No two changes of a clock are nearer to each other, in minutes.
const STEP: i64 = 6 * 60;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).ok_or("usage: zones FOLDER")?;
    for name in zone::known_names() {
        let zone = Zone::new(name).ok_or("a zone without rules")?;
        let file = Path::new(&folder).join(format!("{}.ics", name.replace('/', "--")));
        std::fs::write(file, calendar(zone).ok_or("a year without days")?.to_bytes())?;
    }
    Ok(())
}

fn calendar(zone: Zone) -> Option<Calendar> {
    let starts = starts(zone)?;
    let events = starts
        .into_iter()
        .flat_map(|start| LENGTHS.map(|minutes| event(zone, start, minutes)));
    Some(Calendar {
        name: zone.name().to_owned(),
        description: None,
        uid: format!("zones.{}@longrun", zone.name()),
        url: None,
        source: None,
        color: None,
        zone: Some(zone),
        revised: DateTime::UNIX_EPOCH,
        refresh: 60,
        events: events.collect(),
    })
}

/// Times around each change of the clock, and one in each winter and summer.
fn starts(zone: Zone) -> Option<BTreeSet<NaiveDateTime>> {
    let mut starts = BTreeSet::new();
    for year in FIRST_YEAR..=LAST_YEAR {
        for month in [1, 7] {
            starts.insert(NaiveDate::from_ymd_opt(year, month, 10)?.and_hms_opt(7, 0, 0)?);
        }
    }
    for change in changes(zone)? {
        let before = i64::from(zone.offset(change - TimeDelta::seconds(1)));
        let onset = change.naive_utc() + TimeDelta::seconds(before);
        starts.extend(STARTS.map(|minutes| onset + TimeDelta::minutes(minutes)));
    }
    Some(starts)
}

/// The changes of a zone's offset in the years.
fn changes(zone: Zone) -> Option<Vec<DateTime<Utc>>> {
    let mut changes = Vec::new();
    let mut at = NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1)?
        .and_hms_opt(0, 0, 0)?
        .and_utc();
    while at.year() <= LAST_YEAR {
        let next = at + TimeDelta::minutes(STEP);
        if zone.offset(at) != zone.offset(next) {
            let (mut before, mut after) = (at, next);
            while after - before > TimeDelta::seconds(1) {
                let middle = before + (after - before) / 2;
                if zone.offset(middle) == zone.offset(at) {
                    before = middle;
                } else {
                    after = middle;
                }
            }
            // Half a step may be less than a second.
            changes.push(DateTime::from_timestamp(after.timestamp(), 0)?);
        }
        at = next;
    }
    Some(changes)
}

fn event(zone: Zone, start: NaiveDateTime, minutes: u32) -> Event {
    let from = zone.utc_of(start.date(), start.time());
    let until = from + TimeDelta::minutes(i64::from(minutes));
    let shown = |at: DateTime<Utc>| at.format("%Y-%m-%dT%H:%M:%SZ");
    Event {
        uid: format!("{}.{minutes}@longrun", start.format("%Y%m%dT%H%M%S")),
        stamp: DateTime::UNIX_EPOCH,
        sequence: 0,
        when: When::Timed {
            date: start.date(),
            time: start.time(),
            zone,
            minutes,
        },
        summary: format!("{} {}", shown(from), shown(until)),
        description: String::new(),
        link: None,
        location: None,
        categories: Vec::new(),
        busy: true,
        status: Status::Confirmed,
        alarm: None,
        color: None,
    }
}
