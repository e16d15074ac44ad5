//! Which rules a finished schedule breaks, session by session and day after day, also where a person has
//! put a session: what the search forbids is told here like any other breach.

use chrono::NaiveDate;

use super::availability::races;
use super::model::{Day, Kind, Schedule, Session};
use super::rules::{self, DayLoad, Near, Rule, Trail};
use crate::pace::{Effort, Paces};
use crate::plan::SessionKind;
use crate::season::Season;
use crate::units::Duration;

/// A rule that a day of a schedule breaks.
#[derive(Debug, Clone, Copy)]
pub struct Broken {
    /// Index into [`Schedule::days`].
    pub day: usize,
    /// The day.
    pub date: NaiveDate,
    /// The rule.
    pub rule: &'static Rule,
    /// The session that it is about, by place in its day; none for a rule between days.
    pub session: Option<usize>,
}

/// Every rule about races and about neighbouring days that `schedule` breaks, in the order of days.
/// `paces` are those that a week's sizes follow, week by week.
pub fn broken(season: &Season, schedule: &Schedule, paces: &[Paces]) -> Vec<Broken> {
    let races = races(season);
    let mut broken = Vec::new();
    let mut trail = Trail::UNKNOWN;
    let mut week = None;
    for (index, day) in schedule.days.iter().enumerate() {
        let Some(paces) = paces.get(day.week) else {
            continue;
        };
        if week.is_some_and(|week| week != day.week) {
            trail = trail.new_week();
        }
        week = Some(day.week);
        let mut tell = |session, rule| {
            broken.push(Broken {
                day: index,
                date: day.date,
                rule,
                session,
            });
        };
        for (place, session) in day.sessions.iter().enumerate() {
            let Some(near) = near(session, paces) else {
                continue;
            };
            for race in &races {
                if let Err(rule) = rules::on_day(near, day.date, *race, |rule| tell(Some(place), rule)) {
                    tell(Some(place), rule);
                }
            }
        }
        // A session that a person has put somewhere is never forbidden, only told; here all are.
        let load = load_of(day, paces);
        let load = if load.is_rest() {
            load
        } else {
            load.with(DayLoad::PINNED)
        };
        if let Ok(next) = rules::step(trail, load, |rule| tell(None, rule)) {
            trail = next;
        }
    }
    broken
}

/// `true` for a hard workout: quality, or a medium run with enough fast running in it.
pub fn is_hard_workout(session: &Session, paces: &Paces) -> bool {
    match session.kind {
        Kind::Session(SessionKind::Quality) => true,
        Kind::Session(SessionKind::Medium) => {
            fast(session, paces) >= Duration::from_minutes(rules::HARD_MEDIUM_MINUTES)
        }
        _ => false,
    }
}

/// The time in a session that is faster than easy, strides apart.
fn fast(session: &Session, paces: &Paces) -> Duration {
    let fast = |effort: Effort| effort.is_fast() && effort != Effort::Strides;
    session.workout.time_at(paces, fast)
}

fn near(session: &Session, paces: &Paces) -> Option<Near> {
    let Kind::Session(kind) = session.kind else {
        return None;
    };
    (kind != SessionKind::Rest).then(|| Near {
        kind,
        time: session.length,
        fast: fast(session, paces),
        of_longest: 0,
    })
}

fn load_of(day: &Day, paces: &Paces) -> DayLoad {
    let mut load = DayLoad::default();
    for session in &day.sessions {
        load = load.with(match session.kind {
            Kind::Race => DayLoad::RACE,
            Kind::Session(SessionKind::Long) => DayLoad::LONG,
            Kind::Session(SessionKind::Quality) => DayLoad::QUALITY,
            Kind::Session(SessionKind::Medium) => medium(session, paces),
            Kind::Session(SessionKind::Easy) => DayLoad::EASY,
            Kind::Session(SessionKind::Shakeout) => DayLoad::SHAKEOUT,
            Kind::Session(SessionKind::Strides) => DayLoad::STRIDES,
            Kind::Session(SessionKind::Strength) => DayLoad::STRENGTH,
            Kind::Session(SessionKind::Cross) => DayLoad::CROSS,
            Kind::Session(_) => DayLoad::default(),
        });
        if session.strides {
            load = load.with(DayLoad::STRIDES);
        }
    }
    load
}

fn medium(session: &Session, paces: &Paces) -> DayLoad {
    let strides = |effort: Effort| effort == Effort::Strides || effort == Effort::Walk;
    let time = session.workout.duration(paces).high.secs();
    let run = time.saturating_sub(if session.strides {
        session.workout.time_at(paces, strides).secs()
    } else {
        0
    });
    let mut load = DayLoad::MEDIUM;
    if is_hard_workout(session, paces) {
        load = load.with(DayLoad::QUALITY);
    }
    if Duration::from_secs(run) > Duration::from_minutes(rules::MEDIUM_LONG_MINUTES) {
        load = load.with(DayLoad::MEDIUM_LONG);
    }
    load
}
