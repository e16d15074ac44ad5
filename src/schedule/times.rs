//! The days put together: strides joined to their runs, the race, rest days, and start times
//! (docs/design.md#today).

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, Days, NaiveDate, NaiveTime};

use super::arrange::Arranged;
use super::fit::{FitBlock, FitWeek};
use super::free_time;
use super::inputs::PlacementInputs;
use super::load::Item;
use super::model::{Block, Day, Kind, LeftOut, Moved, Schedule, Session, Week};
use super::notes_and_reminders;
use super::prior_placement::PriorPlacement;
use super::reported_omissions;
use super::rest;
use crate::diagnostic::fault::ScheduleFault;
use crate::diagnostic::{Faults, OmissionReason};
use crate::pace::Paces;
use crate::plan::SessionKind;
use crate::season::{Club, Race, Role, Room, Season, Window};
use crate::units::{Distance, Duration};
use crate::workout::Workout;

/// The title of a day away without a reason.
pub const AWAY: &str = "Away";

/// Minutes to which an event's length is rounded up.
const ROUND_TO: u32 = 5;
/// A race of a distance that nothing is known of is shown as so long, in minutes.
const UNKNOWN_RACE: u32 = 60;

/// Puts the schedule together.
pub(super) fn assemble(
    inputs: &PlacementInputs,
    arranged: Arranged,
    moved: Vec<Moved>,
    published: Option<&PriorPlacement>,
    faults: &Faults,
) -> Schedule {
    let (season, fitted) = (inputs.season(), inputs.fitted());
    let mut left_out = Vec::new();
    let mut weeks = Vec::with_capacity(fitted.weeks.len());
    let mut days: Vec<Day> = Vec::new();
    for (index, ((fit, load), places)) in fitted
        .weeks
        .iter()
        .zip(arranged.weeks)
        .zip(arranged.placed.weeks)
        .enumerate()
    {
        let block = &fitted.blocks[fit.block];
        let first = days.len();
        days.extend((0..fit.days).map(|day| Day {
            date: fit.date(day),
            week: index,
            sessions: Vec::new(),
            away: away(inputs, fit.date(day)),
        }));
        let mut lists: Vec<Vec<Item>> = (0..fit.days).map(|_| Vec::new()).collect();
        for (item, place) in load.items.into_iter().zip(places) {
            match place {
                Ok(day) => lists[day as usize].push(item),
                Err(reason) => left_out.push(LeftOut {
                    title: item.title,
                    kind: item.session.kind,
                    role: item.role,
                    week: fit.first,
                    reason,
                }),
            }
        }
        for (day, items) in days[first..].iter_mut().zip(lists) {
            let given = given_times(&items);
            day.sessions = sessions(inputs, day.date, items);
            match free_time::settle(inputs, day.date, &mut day.sessions) {
                Some(without_time) => say_without_time(day, &without_time, faults),
                None => keep_apart(&mut day.sessions, season.week.gap),
            }
            keep_given_times(&given, &mut day.sessions);
            notes_and_reminders::add_notes(inputs, fit, day);
            day.sessions
                .extend(notes_and_reminders::daily(inputs, fit, day.date));
        }
        weeks.push(week(fit, block, load.volume));
    }
    reported_omissions::say(&left_out, fitted, published, faults);
    let skipped = arranged.skipped.into_iter().map(|skipped| LeftOut {
        title: skipped.item.title,
        kind: skipped.item.session.kind,
        role: skipped.item.role,
        week: fitted.weeks[skipped.week].first,
        reason: OmissionReason::Skipped,
    });
    let skipped: Vec<LeftOut> = skipped.collect();
    reported_omissions::say_skipped(&skipped, faults);
    left_out.extend(skipped);
    let last_week = weeks.len().saturating_sub(1);
    for (tuneup, role) in season.tuneups.iter().zip(tuneup_roles(season)) {
        put_race(season, &tuneup.race, role, &mut days, last_week);
    }
    if let Some(race) = &season.race {
        put_race(season, race, race_role(), &mut days, last_week);
    }
    days.sort_by_key(|day| day.date);
    rest::rest_days(&weeks, &mut days, fitted, published);
    let tangled = arranged.tangled;
    Schedule {
        tangled,
        blocks: fitted.blocks.iter().map(dated_block).collect(),
        weeks,
        days,
        race: season.race.clone(),
        left_out,
        moved,
        days_off: inputs.days_off().to_vec(),
    }
}

/// A week of a block, without its days.
fn week(fit: &FitWeek, block: &FitBlock, volume: Option<Distance>) -> Week {
    let phase = &block.plan.phases[fit.phase];
    Week {
        block: fit.block,
        phase: if fit.is_leftover() {
            "Days between".to_owned()
        } else {
            phase.name.clone()
        },
        kind: phase.kind,
        number: fit.number,
        of: fit.of,
        anchor: fit.anchor,
        first: fit.first,
        days: fit.days,
        volume,
        cutback: fit.cutback,
        span: phase.rows[fit.row].span.clone(),
    }
}

/// A plan on its dates.
fn dated_block(block: &FitBlock) -> Block {
    Block {
        plan: Arc::clone(&block.plan),
        role: block.role.clone(),
        weeks: block.weeks,
        first: block.first,
        last: block.first + Days::new((u64::from(block.weeks) * 7).saturating_sub(1)),
    }
}

/// A message for each session that should have a time, and fits nowhere beside the day's others.
fn say_without_time(day: &Day, without_time: &[usize], faults: &Faults) {
    for index in without_time {
        faults.push(ScheduleFault::NoTimeLeft {
            date: day.date,
            title: day.sessions[*index].title.clone(),
        });
    }
}

fn away(inputs: &PlacementInputs, date: NaiveDate) -> Option<String> {
    let away = inputs.away().iter().find(|away| away.days.contains(date))?;
    Some(away.why.clone().unwrap_or_else(|| AWAY.to_owned()))
}

/// A day's sessions in the order of doing: the run, with its strides; strength after it; the rest.
fn sessions(inputs: &PlacementInputs, date: NaiveDate, mut items: Vec<Item>) -> Vec<Session> {
    let season = inputs.season();
    items.sort_by_key(|item| item.kind());
    let strides = items.iter().position(|item| item.kind() == SessionKind::Strides);
    let strides = strides.map(|at| items.remove(at));
    let main = items
        .iter()
        .position(|item| item.kind().is_training() && item.kind() != SessionKind::Mobility);
    let mut sessions: Vec<Session> = Vec::with_capacity(items.len());
    let mut strides = strides;
    for (index, item) in items.into_iter().enumerate() {
        let ends_in_strides = item.kind().is_run() && item.workout.has_strides();
        let club = club(inputs, date, &item);
        let mut session = Session {
            kind: Kind::Session(item.kind()),
            start: item
                .start
                .or(club.and_then(|club| club.time))
                .or_else(|| start(season, date, &item, Some(index) == main)),
            length: item.time.round_up_to(ROUND_TO),
            distance: item.distance,
            title: item.title,
            workout: item.workout,
            role: item.role,
            strides: ends_in_strides,
            strides_role: None,
            club: club.map(|club| club.name.clone()),
            place: club.and_then(|club| club.place.clone()),
            notes: Vec::new(),
            alarm: None,
        };
        if item.session.kind.is_run()
            && let Some(extra) = strides.take()
        {
            session.length = (item.time + extra.time).round_up_to(ROUND_TO);
            session.workout.steps.extend(extra.workout.steps);
            session.strides = true;
            session.strides_role = Some(extra.role);
        }
        sessions.push(session);
    }
    sessions
}

/// The club that a session is run with. Of several that meet on the day and take it, a mandatory one comes first, then
/// the one that starts first, then the one whose name comes first, so that the order of the clubs makes no difference.
fn club<'s>(inputs: &'s PlacementInputs, date: NaiveDate, item: &Item) -> Option<&'s Club> {
    let clubs = inputs.season().clubs.iter();
    clubs
        .filter(|club| club.takes.contains(&item.session.name))
        .filter(|club| free_time::can_join(inputs.external_busy(), club, date, item.time))
        .min_by_key(|club| {
            let place = club.place.as_ref().map(|place| &place.name);
            (!club.mandatory, club.time.is_none(), club.time, &club.name, place)
        })
}

/// A session's own time, or its day's for the main one. A session that left its day keeps its own
/// time if the day has room then, else it takes the start of the first window that holds it.
fn start(season: &Season, date: NaiveDate, item: &Item, main: bool) -> Option<NaiveTime> {
    let day = date.weekday();
    let room = season.week.room(day);
    let preference = season.week.session(&item.session.name);
    let own = preference.and_then(|preference| preference.time);
    let is_usual = preference.is_none_or(|own| own.days.is_empty() || own.days.contains(&day));
    match (own, room) {
        (Some(own), Room::Windows(windows)) => Some(inside(own, item.time.round_up_to(ROUND_TO), windows)),
        // Away from its own days a session keeps to what the runner says of the day.
        (Some(_), Room::At(time)) if main && !is_usual => Some(*time),
        (Some(own), _) => Some(own),
        (None, Room::At(time)) if main => Some(*time),
        _ => None,
    }
}

/// The start times that a person has given to sessions of a day.
fn given_times(items: &[Item]) -> Vec<(Role, NaiveTime)> {
    let given = |item: &Item| item.start.map(|start| (item.role.clone(), start));
    items.iter().filter_map(given).collect()
}

/// Puts sessions back to the times that a person has given them: these hold against everything else of the day.
fn keep_given_times(given: &[(Role, NaiveTime)], sessions: &mut [Session]) {
    for (role, start) in given {
        for session in sessions.iter_mut().filter(|session| session.role == *role) {
            session.start = Some(*start);
        }
    }
}

/// P2: two timed sessions of a day do not overlap, and keep `gap` minutes between them; the later in
/// the order of doing moves back.
fn keep_apart(sessions: &mut [Session], gap: u32) {
    let mut free_from: Option<NaiveTime> = None;
    for session in sessions.iter_mut() {
        let Some(start) = session.start else { continue };
        let start = free_from.map_or(start, |free| start.max(free));
        session.start = Some(start);
        let busy = chrono::TimeDelta::minutes(i64::from(session.length.secs() / 60 + gap));
        // Past midnight there is no more of the day to keep free.
        free_from = match start.overflowing_add_signed(busy) {
            (free, 0) => Some(free),
            _ => free_from,
        };
    }
}

fn inside(own: NaiveTime, length: Duration, windows: &[Window]) -> NaiveTime {
    let minutes = i64::from(length.secs() / 60);
    let holds = |window: &&Window| window.from <= own && (window.to - own).num_minutes() >= minutes;
    if windows.iter().any(|window| holds(&window)) {
        return own;
    }
    windows
        .iter()
        .find(|window| window.minutes() >= minutes)
        .map_or(own, |window| window.from)
}

/// The role of the race that the season ends on.
pub fn race_role() -> Role {
    Role {
        block: "race".to_owned(),
        anchor: 0,
        session: "race".to_owned(),
        ordinal: 1,
    }
}

/// The roles of the races on the way, in the season's order: they go by their names, numbered where two are called
/// the same.
pub(super) fn tuneup_roles(season: &Season) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::with_capacity(season.tuneups.len());
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for tuneup in &season.tuneups {
        let count = counts.entry(&tuneup.race.name).or_default();
        *count = count.saturating_add(1);
        roles.push(Role {
            block: "tuneup".to_owned(),
            anchor: 0,
            session: tuneup.race.name.clone(),
            ordinal: *count,
        });
    }
    roles
}

/// The race that a session is: two of a day are two.
pub fn race_of<'s>(season: &'s Season, session: &Session) -> Option<&'s Race> {
    if !session.is_race() {
        return None;
    }
    let last = season.race.iter().map(|race| (race_role(), race));
    let tuneups = season.tuneups.iter().map(|tuneup| &tuneup.race);
    let mut races = last.chain(tuneup_roles(season).into_iter().zip(tuneups));
    let race = races.find(|(role, _)| *role == session.role);
    race.map(|(_, race)| race)
}

fn put_race(season: &Season, race: &Race, role: Role, days: &mut Vec<Day>, last_week: usize) {
    let paces = season.athlete.paces(Some(race));
    let distance = race.distance.unwrap_or(Distance::ZERO);
    let workout = Workout { steps: Vec::new() };
    let session = Session {
        distance,
        length: race_length(season, race, &paces).round_up_to(ROUND_TO),
        start: race.time,
        ..Session::plain(role, Kind::Race, race.name.clone(), workout)
    };
    let date = race.date.value;
    if let Some(day) = days.iter_mut().find(|day| day.date == date) {
        day.sessions.insert(0, session);
    } else if days.first().is_some_and(|day| date < day.date) {
        // A season of recovery alone starts on the day after its race.
        days.insert(
            0,
            Day {
                date,
                week: 0,
                sessions: vec![session],
                away: None,
            },
        );
    } else if !days.is_empty() {
        days.push(Day {
            date,
            week: last_week,
            sessions: vec![session],
            away: None,
        });
    }
}

/// The time hoped for, else the one that the recent race predicts, else marathon pace by feel.
fn race_length(season: &Season, race: &Race, paces: &Paces) -> Duration {
    let Some(distance) = race.distance else {
        return Duration::from_minutes(UNKNOWN_RACE);
    };
    match (race.goal, season.prediction(race)) {
        (Some(goal), _) => goal,
        (None, Some(prediction)) => prediction.longest(),
        (None, None) => paces.typical(crate::pace::Effort::Marathon).time_for(distance),
    }
}
