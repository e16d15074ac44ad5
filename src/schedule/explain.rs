//! Why a day holds what it holds: each session's other days, and the rules that make each worse,
//! found by searching again with the session there; and what a session that found no day is up
//! against.

use chrono::NaiveDate;

use super::arrange::{Arranged, arrange};
use super::availability;
use super::inputs::PlacementInputs;
use super::place::{load_of, place};
use super::prior_placement::PriorPlacement;
use super::relaxations::{Wish, give_up};
use super::rules::{self, DayLoad, Rule, Trail};
use crate::diagnostic::{Faults, Obstacle, OmissionReason};
use crate::season::Role;

/// A rule that a schedule breaks, on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Breach {
    /// The day.
    pub date: NaiveDate,
    /// The rule.
    pub rule: &'static Rule,
    /// The session it is about, by week and place in the week; none for a rule between days.
    pub(super) item: Option<(usize, usize)>,
}

/// The reasons for a day's sessions.
#[derive(Debug)]
pub struct Explanation {
    /// The day.
    pub date: NaiveDate,
    /// Each of its sessions.
    pub sessions: Vec<Reason>,
    /// Sessions of its week that found no day.
    pub left_out: Vec<LeftOutReason>,
}

/// The reasons for the day of a session.
#[derive(Debug)]
pub struct Reason {
    /// Its place in the season.
    pub role: Role,
    /// Its title.
    pub title: String,
    /// `true` if the day is over, and the session stays there whatever it costs.
    pub done: bool,
    /// The rules that the day breaks.
    pub breaches: Vec<Breach>,
    /// Its week's other days, the next best first, impossible ones last.
    pub others: Vec<Alternative>,
}

/// Another day for a session.
#[derive(Debug)]
pub struct Alternative {
    /// The day.
    pub date: NaiveDate,
    /// The consequence of this day.
    pub verdict: Verdict,
}

/// The consequence of another day.
#[derive(Debug)]
pub enum Verdict {
    /// The season would cost so many points more, by these breaches; the second are those it would
    /// no longer have.
    Worse {
        /// Points.
        points: u32,
        /// The rules that it would break.
        breaks: Vec<Breach>,
        /// The rules that it would no longer break.
        mends: Vec<Breach>,
        /// Titles of sessions that would find no day.
        leaves_out: Vec<String>,
    },
    /// It cannot be there.
    Impossible(Obstacle),
}

/// The reasons that a session found no day.
#[derive(Debug)]
pub struct LeftOutReason {
    /// Its place in the season.
    pub role: Role,
    /// Its title.
    pub title: String,
    /// The reason for each day that is closed to it.
    pub reason: OmissionReason,
    /// Smallest sets of the runner's own wishes of which giving up any one whole set makes room.
    pub give_up: Vec<Vec<Wish>>,
}

/// Explains `date`; `None` where the season does not hold it. Where something was `published`, sessions are explained on
/// the days that they are held to.
pub fn explain(
    inputs: &PlacementInputs,
    published: Option<&PriorPlacement>,
    date: NaiveDate,
) -> Option<Explanation> {
    let weeks = &inputs.fitted().weeks;
    let week = weeks.iter().position(|fit| fit.days().contains(date))?;
    let fit = &weeks[week];
    let arranged = arrange(inputs, published, &Faults::new());
    let best = breaches(inputs, &arranged);
    let mut sessions = Vec::new();
    let mut left_out = Vec::new();
    for (index, (item, place)) in arranged.weeks[week]
        .items
        .iter()
        .zip(&arranged.placed.weeks[week])
        .enumerate()
    {
        match place {
            Ok(day) if fit.date(*day) == date => sessions.push(Reason {
                role: item.role.clone(),
                title: item.title.clone(),
                done: item.done,
                breaches: best
                    .iter()
                    .filter(|breach| breach.date == date)
                    .copied()
                    .collect(),
                others: match item.done && published.is_some() {
                    true => Vec::new(),
                    false => others(inputs, &arranged, week, index, date, &best),
                },
            }),
            Ok(_) => {}
            Err(reason) => left_out.push(LeftOutReason {
                role: item.role.clone(),
                title: item.title.clone(),
                reason: reason.clone(),
                give_up: give_up(inputs, &item.role, fit.days()),
            }),
        }
    }
    let of_week = arranged.skipped.iter().filter(|skipped| skipped.week == week);
    left_out.extend(of_week.map(|skipped| LeftOutReason {
        role: skipped.item.role.clone(),
        title: skipped.item.title.clone(),
        reason: OmissionReason::Skipped,
        give_up: Vec::new(),
    }));
    Some(Explanation {
        date,
        sessions,
        left_out,
    })
}

/// The other days of a session's week.
fn others(
    inputs: &PlacementInputs,
    arranged: &Arranged,
    week: usize,
    index: usize,
    date: NaiveDate,
    best: &[Breach],
) -> Vec<Alternative> {
    let fit = &inputs.fitted().weeks[week];
    let races = availability::races(inputs.season());
    let mut others = Vec::new();
    for day in (0..fit.days).map(|day| fit.date(day)).filter(|day| *day != date) {
        let mut weeks = arranged.weeks.clone();
        let item = &mut weeks[week].items[index];
        item.pinned = None;
        item.done = false;
        let allowed = availability::on_day(inputs, &races, item, 1, day, None, |_| {});
        let verdict = match allowed {
            Err(blocked) => Verdict::Impossible(blocked.obstacle()),
            Ok(()) => {
                item.only = Some(day);
                let placed = place(inputs, &inputs.with_loaded(&weeks));
                let points = placed.points.saturating_sub(arranged.placed.points);
                if placed.weeks[week][index].is_err() {
                    Verdict::Impossible(Obstacle::Neighbours)
                } else {
                    let lost = leaves_out(arranged, &placed.weeks, &weeks);
                    let there = Arranged {
                        weeks,
                        tangled: placed.unsure.is_some(),
                        placed,
                        skipped: Vec::new(),
                    };
                    let now = breaches(inputs, &there);
                    let (breaks, mends) = (without(&now, best), without(best, &now));
                    Verdict::Worse {
                        points,
                        breaks,
                        mends,
                        leaves_out: lost,
                    }
                }
            }
        };
        others.push(Alternative { date: day, verdict });
    }
    others.sort_by_key(|other| match &other.verdict {
        Verdict::Worse {
            points, leaves_out, ..
        } => (0, leaves_out.len(), *points, other.date),
        Verdict::Impossible(_) => (1, 0, 0, other.date),
    });
    others
}

/// Titles of sessions that have a day now and would lose it.
fn leaves_out(
    arranged: &Arranged,
    places: &[Vec<Result<u32, OmissionReason>>],
    weeks: &[super::load::LoadedWeek],
) -> Vec<String> {
    let mut lost = Vec::new();
    for ((now, then), week) in arranged.placed.weeks.iter().zip(places).zip(weeks) {
        for ((now, then), item) in now.iter().zip(then).zip(&week.items) {
            if now.is_ok() && then.is_err() {
                lost.push(item.title.clone());
            }
        }
    }
    lost
}

/// The breaches of `these` that `those` have not, rule by rule.
fn without(these: &[Breach], those: &[Breach]) -> Vec<Breach> {
    let mut left: Vec<&Breach> = those.iter().collect();
    let mut more = Vec::new();
    for breach in these {
        match left.iter().position(|other| other.rule == breach.rule) {
            Some(at) => {
                left.swap_remove(at);
            }
            None => more.push(*breach),
        }
    }
    more
}

/// Every breach of a placement: of each session on its date, and of each day after the days before.
pub(super) fn breaches(inputs: &PlacementInputs, arranged: &Arranged) -> Vec<Breach> {
    let races = availability::races(inputs.season());
    let weeks = inputs.with_loaded(&arranged.weeks);
    let usual = &arranged.placed.usual;
    let mut breaches = Vec::new();
    let mut trail = Trail::UNKNOWN;
    for (week, ((fit, loaded), places)) in weeks.iter().zip(&arranged.placed.weeks).enumerate() {
        trail = trail.new_week();
        for day in 0..fit.days {
            let date = fit.date(day);
            let race = races.iter().any(|race| race.date == date);
            let mut load = if race { DayLoad::RACE } else { DayLoad::default() };
            let here = loaded.items.iter().zip(places).enumerate();
            for (index, (item, _)) in here.filter(|(_, (_, place))| **place == Ok(day)) {
                load = load.with(load_of(item));
                let same = loaded
                    .items
                    .iter()
                    .filter(|other| other.session.name == item.session.name)
                    .count();
                let told = |rule| {
                    breaches.push(Breach {
                        date,
                        rule,
                        item: Some((week, index)),
                    });
                };
                // A placed session is allowed where it is.
                let _ = availability::on_day(inputs, &races, item, same, date, usual.get(&fit.block), told);
            }
            if let Ok(next) = rules::step(trail, load, |rule| {
                breaches.push(Breach {
                    date,
                    rule,
                    item: None,
                });
            }) {
                trail = next;
            }
        }
    }
    breaches
}
