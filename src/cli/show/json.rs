//! Prints a schedule as JSON. `docs/json.md` describes it field by field; fields may be added, and none changes its
//! meaning. Distances are in metres, durations in seconds, dates and times ISO 8601.

use std::io::{self, Write};

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::cli::after::ShownCalendar;
use crate::diagnostic::{Audience, escaped_json};
use crate::pace::{Effort, Paces};
use crate::schedule::{Schedule, Session};
use crate::season::Season;
use crate::units::{Distance, Duration};

/// Prints `value` with a final newline.
pub(crate) fn print(value: &impl Serialize) -> io::Result<()> {
    let text = serde_json::to_string_pretty(value).map_err(io::Error::from)?;
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{}", escaped_json(&text))?;
    stdout.flush()
}

/// A date as 2027-04-19.
struct IsoDate(NaiveDate);

impl Serialize for IsoDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// A season on its dates.
#[derive(Serialize)]
pub(crate) struct ScheduleShown {
    today: IsoDate,
    units: &'static str,
    time_zone: Option<&'static str>,
    athlete: Option<String>,
    race: Option<RaceShown>,
    paces: Option<PacesShown>,
    first: Option<IsoDate>,
    last: Option<IsoDate>,
    plans: Vec<BlockShown>,
    weeks: Vec<DatedWeekShown>,
    days: Vec<DayShown>,
    left_out: Vec<LeftOutShown>,
    moved: Vec<MovedShown>,
    after: Option<AfterShown>,
}

#[derive(Serialize)]
struct AfterShown {
    calendar: String,
    elsewhere: Vec<ElsewhereShown>,
}

#[derive(Serialize)]
struct ElsewhereShown {
    session: String,
    title: String,
    date: IsoDate,
    afresh: Option<IsoDate>,
}

#[derive(Serialize)]
struct MovedShown {
    session: String,
    title: String,
    date: IsoDate,
    usual: Vec<String>,
    reason: String,
}

#[derive(Serialize)]
struct RaceShown {
    name: String,
    date: IsoDate,
    time: Option<String>,
    time_zone: Option<&'static str>,
    distance: Option<Distance>,
    place: Option<String>,
    goal: Option<u32>,
    days_to_go: i64,
}

#[derive(Serialize)]
struct PacesShown {
    vdot: f64,
    easy: [f64; 2],
    marathon: f64,
    half_marathon: f64,
    threshold: f64,
    interval: f64,
    repetition: f64,
    goal: Option<f64>,
}

#[derive(Serialize)]
struct BlockShown {
    name: String,
    title: String,
    weeks: u32,
    first: IsoDate,
    last: IsoDate,
}

#[derive(Serialize)]
struct DatedWeekShown {
    plan: usize,
    number: u32,
    of: u32,
    phase: String,
    kind: &'static str,
    first: IsoDate,
    days: u32,
    cutback: bool,
    planned: Option<Distance>,
    run: Distance,
    long: Distance,
}

#[derive(Serialize)]
struct DayShown {
    date: IsoDate,
    weekday: &'static str,
    week: usize,
    away: Option<String>,
    sessions: Vec<DatedSessionShown>,
}

#[derive(Serialize)]
struct DatedSessionShown {
    session: String,
    kind: &'static str,
    title: String,
    headline: String,
    workout: String,
    steps: Vec<String>,
    distance: Distance,
    duration: u32,
    time: Option<String>,
    strides: bool,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct LeftOutShown {
    session: String,
    kind: &'static str,
    title: String,
    week: IsoDate,
    reason: String,
}

/// The schedule as a program reads it; `calendar` is the one of `--after`.
pub(crate) fn of(
    season: &Season,
    schedule: &Schedule,
    calendar: Option<&ShownCalendar>,
    today: NaiveDate,
) -> ScheduleShown {
    let paces = season.athlete.paces(season.race.as_ref());
    let span = schedule.span();
    ScheduleShown {
        today: IsoDate(today),
        units: season.athlete.units.label(),
        time_zone: season.athlete.zone.map(|zone| zone.name()),
        athlete: season.athlete.name.clone(),
        race: race(season, schedule, today),
        paces: season
            .athlete
            .recent
            .filter(|_| paces.known())
            .map(|recent| paces_shown(recent.vdot.value(), &paces)),
        first: span.map(|(first, _)| IsoDate(first)),
        last: span.map(|(_, last)| IsoDate(last)),
        plans: plans(schedule),
        weeks: (0..schedule.weeks.len())
            .map(|week| week_shown(schedule, week))
            .collect(),
        days: days(season, schedule, &paces),
        left_out: left_out(schedule),
        moved: moved(schedule),
        after: calendar.map(after),
    }
}

fn race(season: &Season, schedule: &Schedule, today: NaiveDate) -> Option<RaceShown> {
    let race = schedule.race.as_ref()?;
    Some(RaceShown {
        name: race.name.clone(),
        date: IsoDate(race.date.value),
        time: race.time.map(|time| time.format("%H:%M:%S").to_string()),
        time_zone: race.zone.or(season.athlete.zone).map(|zone| zone.name()),
        distance: race.distance,
        place: race.place.as_ref().map(|place| place.name.clone()),
        goal: race.goal.map(Duration::secs),
        days_to_go: (race.date.value - today).num_days(),
    })
}

fn paces_shown(vdot: f64, paces: &Paces) -> PacesShown {
    let tenth = |secs: f64| (secs * 10.0).round() / 10.0;
    let pace = |effort| tenth(paces.typical(effort).secs_per_km());
    let easy = paces.of(Effort::Easy);
    PacesShown {
        vdot: tenth(vdot),
        easy: [tenth(easy.low.secs_per_km()), tenth(easy.high.secs_per_km())],
        marathon: pace(Effort::Marathon),
        half_marathon: pace(Effort::HalfMarathon),
        threshold: pace(Effort::Threshold),
        interval: pace(Effort::Interval),
        repetition: pace(Effort::Repetition),
        goal: paces.told(Effort::Goal).map(|_| pace(Effort::Goal)),
    }
}

fn plans(schedule: &Schedule) -> Vec<BlockShown> {
    let blocks = schedule.blocks.iter();
    blocks
        .map(|block| BlockShown {
            name: block.plan.name.clone(),
            title: block.plan.title.clone(),
            weeks: block.weeks,
            first: IsoDate(block.first),
            last: IsoDate(block.last),
        })
        .collect()
}

fn week_shown(schedule: &Schedule, index: usize) -> DatedWeekShown {
    let week = &schedule.weeks[index];
    let days = schedule.days.iter().filter(|day| day.week == index);
    let long = days
        .flat_map(|day| &day.sessions)
        .filter(|session| session.kind.word() == "long");
    DatedWeekShown {
        plan: week.block,
        number: week.number,
        of: week.of,
        phase: week.phase.clone(),
        kind: week.kind.word(),
        first: IsoDate(week.first),
        days: week.days,
        cutback: week.cutback,
        planned: week.volume,
        run: schedule.run_in_week(index),
        long: long
            .map(|session| session.distance)
            .max()
            .unwrap_or(Distance::ZERO),
    }
}

fn days(season: &Season, schedule: &Schedule, paces: &Paces) -> Vec<DayShown> {
    let weekday = |date: NaiveDate| {
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][date.weekday().num_days_from_monday() as usize]
    };
    let days = schedule.days.iter();
    days.map(|day| DayShown {
        date: IsoDate(day.date),
        weekday: weekday(day.date),
        week: day.week,
        away: day.away.clone(),
        sessions: day
            .sessions
            .iter()
            .map(|session| session_shown(season, session, paces))
            .collect(),
    })
    .collect()
}

fn session_shown(season: &Season, session: &Session, paces: &Paces) -> DatedSessionShown {
    let units = season.athlete.units;
    DatedSessionShown {
        session: session.role.session.clone(),
        kind: session.kind.word(),
        title: session.title.clone(),
        headline: session.workout.headline(units),
        workout: session.workout.to_string(),
        steps: session.workout.lines(paces, units),
        distance: session.distance,
        duration: session.length.secs(),
        time: session.start.map(|time| time.format("%H:%M:%S").to_string()),
        strides: session.strides,
        notes: session.notes.clone(),
    }
}

fn moved(schedule: &Schedule) -> Vec<MovedShown> {
    let moved = schedule.moved.iter();
    moved
        .map(|one| MovedShown {
            session: one.role.session.clone(),
            title: one.title.clone(),
            date: IsoDate(one.date),
            usual: one
                .usual
                .iter()
                .map(|day| day.to_string().to_lowercase())
                .collect(),
            reason: one.reason.words(Audience::Json),
        })
        .collect()
}

fn after(calendar: &ShownCalendar) -> AfterShown {
    let elsewhere = calendar.elsewhere.iter();
    AfterShown {
        calendar: calendar.file.clone(),
        elsewhere: elsewhere
            .map(|one| ElsewhereShown {
                session: one.role.session.clone(),
                title: one.title.clone(),
                date: IsoDate(one.date),
                afresh: one.afresh.map(IsoDate),
            })
            .collect(),
    }
}

fn left_out(schedule: &Schedule) -> Vec<LeftOutShown> {
    let left_out = schedule.left_out.iter();
    left_out
        .map(|out| LeftOutShown {
            session: out.role.session.clone(),
            kind: out.kind.word(),
            title: out.title.clone(),
            week: IsoDate(out.week),
            reason: out.reason.words(Audience::Json),
        })
        .collect()
}
