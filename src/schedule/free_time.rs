//! When a day has time for a session, where the season names other calendars to plan around: the windows
//! of the weekday without what those calendars take. Hours count in minutes since midnight.

use std::ops::Range;

use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Timelike};

use super::inputs::PlacementInputs;
use super::model::{Kind, Session};
use crate::ical::free_busy::{Busy, BusyTimes, END_OF_DAY};
use crate::season::{Club, Room, Season};
use crate::units::Duration;

/// The hours in which a session is looked for on a day that says nothing: 05:30 to 22:00.
const WAKING: Range<u32> = 5 * 60 + 30..22 * 60;

/// Starts are on whole multiples of so many minutes, as nobody leaves the house at 18:03.
const STEP: u32 = 5;

/// The largest busy time of `date` that leaves no room for a session of this `length`. `None`
/// where there is time, or where there would be none without the other calendars either.
pub(super) fn taken<'s>(
    inputs: &'s PlacementInputs,
    date: NaiveDate,
    session: &str,
    length: Duration,
) -> Option<&'s Busy> {
    let (season, external_busy) = (inputs.season(), inputs.external_busy());
    let busy = external_busy.on(date);
    if busy.is_empty() {
        return None;
    }
    let minutes = minutes(length);
    let windows = windows(season, date);
    let fits = |free: &[Range<u32>]| {
        free.iter()
            .any(|free| first_start(free, free.start, minutes).is_some())
    };
    let week = &season.week;
    let preference = week.session(session).and_then(|preference| preference.time);
    let usual = match week.room(date.weekday()) {
        Room::At(time) => Some(*time),
        _ => None,
    };
    let clubs = season.clubs.iter().filter(|club| club.meets(date));
    let with_club = clubs
        .filter(|club| club.takes.iter().any(|takes| takes == session))
        .filter_map(|club| club.time);
    let keeps = [preference, usual]
        .into_iter()
        .flatten()
        .chain(with_club)
        .any(|time| !is_taken(external_busy, date, minute_of(time), minutes));
    if keeps || fits(&without(&windows, busy)) || !fits(&windows) {
        return None;
    }
    let share = |busy: &&Busy| -> u32 {
        let shared = |window: &Range<u32>| {
            busy.to
                .min(window.end)
                .saturating_sub(busy.from.max(window.start))
        };
        windows.iter().map(shared).sum()
    };
    // Of equal ones the first.
    busy.iter().rev().max_by_key(share)
}

/// `true` if the runner can be at a run of `club` on `date`, which lasts for `length`.
pub(super) fn can_join(external_busy: &BusyTimes, club: &Club, date: NaiveDate, length: Duration) -> bool {
    let clash = |time: NaiveTime| is_taken(external_busy, date, minute_of(time), minutes(length));
    club.meets(date) && !club.time.is_some_and(clash)
}

/// Gives the sessions of a day their times around what is taken, where the season plans around other
/// calendars and this day has windows, or something taken. `None` where it does not; else the sessions that
/// should have a time, and for which there was none.
///
/// A session keeps its own time, or its day's, if that is free. Else it begins at the first free time
/// after it, else at the first of the day; and after the sessions that are done before it, `gap` minutes
/// apart, where that is possible.
pub(super) fn settle(
    inputs: &PlacementInputs,
    date: NaiveDate,
    sessions: &mut [Session],
) -> Option<Vec<usize>> {
    let (season, external_busy) = (inputs.season(), inputs.external_busy());
    let busy = external_busy.on(date);
    let has_windows = matches!(season.week.room(date.weekday()), Room::Windows(_));
    if season.around.is_empty() || (!has_windows && busy.is_empty()) {
        return None;
    }
    // What is for the day of a race goes around it, and nobody knows how.
    let mut races = season
        .race
        .iter()
        .chain(season.tuneups.iter().map(|tuneup| &tuneup.race));
    let race = races.any(|race| race.date.value == date);
    let free = if race {
        Vec::new()
    } else {
        without(&windows(season, date), busy)
    };
    let gap = season.week.gap;
    let mut placed: Vec<Option<Range<u32>>> = vec![None; sessions.len()];
    let wanted: Vec<Option<u32>> = sessions
        .iter()
        .map(|session| session.start.map(minute_of))
        .collect();
    for (index, session) in sessions.iter().enumerate() {
        let minutes = minutes(session.length);
        placed[index] = wanted[index]
            .filter(|at| !is_taken(external_busy, date, *at, minutes) && is_apart(&placed, *at, minutes, gap))
            .map(|at| at..at + minutes);
    }
    let mut without_time = Vec::new();
    for (index, session) in sessions.iter().enumerate() {
        let trains = matches!(session.kind, Kind::Session(kind) if kind.is_training());
        if placed[index].is_some() || !(trains || wanted[index].is_some()) {
            continue;
        }
        let minutes = minutes(session.length);
        let before = placed[..index]
            .iter()
            .flatten()
            .map(|one| one.end + gap)
            .max()
            .unwrap_or(0);
        let from = |from| first_apart(&free, &placed, from, minutes, gap);
        let at = wanted[index]
            .and_then(|wanted| from(wanted.max(before)))
            .or_else(|| from(before))
            .or_else(|| from(0));
        placed[index] = at.map(|at| at..at + minutes);
        if at.is_none() && !race {
            without_time.push(index);
        }
    }
    for (session, place) in sessions.iter_mut().zip(&placed) {
        session.start = place.as_ref().map(|place| time_of(place.start));
    }
    Some(without_time)
}

fn minutes(length: Duration) -> u32 {
    length.round_up_to(STEP).secs() / 60
}

fn minute_of(time: NaiveTime) -> u32 {
    time.num_seconds_from_midnight() / 60
}

fn time_of(minute: u32) -> NaiveTime {
    NaiveTime::MIN + TimeDelta::minutes(i64::from(minute))
}

/// The windows of a day, the earliest first.
fn windows(season: &Season, date: NaiveDate) -> Vec<Range<u32>> {
    match season.week.room(date.weekday()) {
        Room::Off => Vec::new(),
        Room::Windows(windows) => {
            let mut windows: Vec<Range<u32>> = windows
                .iter()
                .map(|window| minute_of(window.from)..minute_of(window.to))
                .collect();
            windows.sort_by_key(|window| (window.start, window.end));
            windows
        }
        Room::Open | Room::At(_) => vec![WAKING],
    }
}

/// The parts of `windows` that are free.
fn without(windows: &[Range<u32>], busy: &[Busy]) -> Vec<Range<u32>> {
    let mut left = Vec::new();
    for window in windows {
        let mut from = window.start;
        for taken in busy
            .iter()
            .filter(|taken| taken.overlaps(window.start, window.end))
        {
            if from < taken.from {
                left.push(from..taken.from);
            }
            from = from.max(taken.to);
        }
        if from < window.end {
            left.push(from..window.end);
        }
    }
    left
}

/// The first start in `free` from `from` on from which so many minutes are free.
fn first_start(free: &Range<u32>, from: u32, minutes: u32) -> Option<u32> {
    let at = free.start.max(from).next_multiple_of(STEP);
    (at + minutes <= free.end).then_some(at)
}

fn first_apart(
    free: &[Range<u32>],
    placed: &[Option<Range<u32>>],
    from: u32,
    minutes: u32,
    gap: u32,
) -> Option<u32> {
    // A free start lies at the beginning of what is free, or right behind another session.
    let starts = placed.iter().flatten().map(|one| one.end + gap).chain([0]);
    let starts = starts.flat_map(|after| {
        free.iter()
            .filter_map(move |free| first_start(free, from.max(after), minutes))
    });
    starts.filter(|at| is_apart(placed, *at, minutes, gap)).min()
}

/// `true` if so many minutes from `at` on keep the gap to every session that has its place.
fn is_apart(placed: &[Option<Range<u32>>], at: u32, minutes: u32, gap: u32) -> bool {
    let clash = |one: &Range<u32>| at < one.end + gap && one.start < at + minutes + gap;
    !placed.iter().flatten().any(clash)
}

/// `true` if another calendar takes any of so many minutes, which may go over midnight.
fn is_taken(external_busy: &BusyTimes, date: NaiveDate, at: u32, minutes: u32) -> bool {
    let end = at + minutes;
    let today = external_busy.on(date).iter().any(|busy| busy.overlaps(at, end));
    let tomorrow = || {
        let tomorrow = date.succ_opt().map_or(&[][..], |date| external_busy.on(date));
        tomorrow.iter().any(|busy| busy.overlaps(0, end - END_OF_DAY))
    };
    today || (end > END_OF_DAY && tomorrow())
}
