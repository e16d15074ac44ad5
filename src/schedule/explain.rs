//! Why a day holds what it holds: each session's other days, and the rules that make each worse,
//! found by searching again with the session there; and what a session that found no day is up
//! against.

use chrono::{Days, NaiveDate, Weekday};

use super::arrange::{Arranged, arrange, pairs};
use super::availability;
use super::model::Role;
use super::place::{load_of, place, usual_weeks};
pub use super::rules::Rule;
use super::rules::{self, DayLoad, Trail};
use crate::diagnostic::{Faults, Span};
use crate::season::{Room, Season};

/// A rule that a schedule breaks, on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Breach {
    /// The day.
    pub date: NaiveDate,
    /// The rule.
    pub rule: &'static Rule,
}

/// Why a day holds what it holds.
#[derive(Debug)]
pub struct Explanation {
    /// The day.
    pub date: NaiveDate,
    /// Each of its sessions.
    pub sessions: Vec<Reason>,
    /// Sessions of its week that found no day.
    pub left_out: Vec<LeftOutReason>,
}

/// Why a session is on its day.
#[derive(Debug)]
pub struct Reason {
    /// Who it is.
    pub role: Role,
    /// What the runner reads.
    pub title: String,
    /// What the day breaks.
    pub breaches: Vec<Breach>,
    /// Its week's other days, the next best first, impossible ones last.
    pub others: Vec<Alternative>,
}

/// Another day for a session.
#[derive(Debug)]
pub struct Alternative {
    /// The day.
    pub date: NaiveDate,
    /// What would be worse, or why it cannot be.
    pub verdict: Verdict,
}

/// What another day would mean.
#[derive(Debug)]
pub enum Verdict {
    /// The season would cost so many points more, by these breaches; the second are those it would
    /// no longer have.
    Worse {
        /// Points.
        points: u32,
        /// What it would break.
        breaks: Vec<Breach>,
        /// What it would mend.
        mends: Vec<Breach>,
        /// Titles of sessions that would find no day.
        leaves_out: Vec<String>,
    },
    /// It cannot be there.
    Impossible(String),
}

/// What a session that found no day is up against.
#[derive(Debug)]
pub struct LeftOutReason {
    /// Who it is.
    pub role: Role,
    /// What the runner reads.
    pub title: String,
    /// Why each day is closed to it.
    pub reason: String,
    /// Smallest sets of the runner's own wishes of which giving up any one whole set makes room.
    pub give_up: Vec<Vec<Wish>>,
}

/// Something that the season's file asks for.
#[derive(Debug, Clone)]
pub struct Wish {
    /// In words: "away 2027-03-13 to 2027-03-14".
    pub text: String,
    /// Where it stands.
    pub span: Option<Span>,
}

/// Explains `date`; `None` where the season does not hold it.
pub fn explain(season: &Season, date: NaiveDate) -> Option<Explanation> {
    let arranged = arrange(season, None, &Faults::new());
    let week = arranged
        .fitted
        .weeks
        .iter()
        .position(|fit| (fit.first..=fit.date(fit.days - 1)).contains(&date))?;
    let fit = &arranged.fitted.weeks[week];
    let best = breaches(season, &arranged);
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
                breaches: best
                    .iter()
                    .filter(|breach| breach.date == date)
                    .copied()
                    .collect(),
                others: others(season, &arranged, week, index, date, &best),
            }),
            Ok(_) => {}
            Err(reason) => left_out.push(LeftOutReason {
                role: item.role.clone(),
                title: item.title.clone(),
                reason: reason.clone(),
                give_up: give_up(season, &item.role, fit.first, fit.date(fit.days - 1)),
            }),
        }
    }
    Some(Explanation {
        date,
        sessions,
        left_out,
    })
}

/// The other days of a session's week.
fn others(
    season: &Season,
    arranged: &Arranged,
    week: usize,
    index: usize,
    date: NaiveDate,
    best: &[Breach],
) -> Vec<Alternative> {
    let fit = &arranged.fitted.weeks[week];
    let races = availability::races(season);
    let mut others = Vec::new();
    for day in (0..fit.days).map(|day| fit.date(day)).filter(|day| *day != date) {
        let mut weeks = arranged.weeks.clone();
        let item = &mut weeks[week].items[index];
        item.pinned = None;
        let allowed = availability::on_day(season, &races, item, 1, day, None, |_| {});
        let verdict = match allowed {
            Err(blocked) => Verdict::Impossible(blocked.reason()),
            Ok(()) => {
                item.only = Some(day);
                let placed = place(season, &pairs(&arranged.fitted, &weeks));
                let points = placed.points.saturating_sub(arranged.placed.points);
                if placed.weeks[week][index].is_err() {
                    Verdict::Impossible("the days around it hold what must not be next to it".to_owned())
                } else {
                    let lost = leaves_out(arranged, &placed.weeks, &weeks);
                    let there = Arranged {
                        fitted: arranged.fitted.clone(),
                        weeks,
                        placed,
                    };
                    let now = breaches(season, &there);
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
    places: &[Vec<Result<u32, String>>],
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
pub(super) fn breaches(season: &Season, arranged: &Arranged) -> Vec<Breach> {
    let races = availability::races(season);
    let weeks = pairs(&arranged.fitted, &arranged.weeks);
    let usual = usual_weeks(season, &races, &weeks);
    let mut breaches = Vec::new();
    let mut trail = Trail::UNKNOWN;
    for ((fit, loaded), places) in weeks.iter().zip(&arranged.placed.weeks) {
        trail = trail.new_week();
        for day in 0..fit.days {
            let date = fit.date(day);
            let race = races.iter().any(|race| race.date == date);
            let mut load = if race { DayLoad::RACE } else { DayLoad::default() };
            for (item, _) in loaded
                .items
                .iter()
                .zip(places)
                .filter(|(_, place)| **place == Ok(day))
            {
                load = load.with(load_of(item));
                let same = loaded
                    .items
                    .iter()
                    .filter(|other| other.session.name == item.session.name)
                    .count();
                let told = |rule| breaches.push(Breach { date, rule });
                // A placed session is allowed where it is.
                let _ = availability::on_day(season, &races, item, same, date, usual.get(&fit.block), told);
            }
            if let Ok(next) = rules::step(trail, load, |rule| breaches.push(Breach { date, rule })) {
                trail = next;
            }
        }
    }
    breaches
}

/// Smallest sets of wishes without which the session of `role` finds a day: single ones, else pairs.
fn give_up(season: &Season, role: &Role, first: NaiveDate, last: NaiveDate) -> Vec<Vec<Wish>> {
    let relaxations = relaxations(season, first, last);
    let works = |parts: &[&Relaxation]| {
        let mut other = season.clone();
        for part in parts {
            (part.apply)(&mut other);
        }
        let arranged = arrange(&other, None, &Faults::new());
        arranged
            .weeks
            .iter()
            .zip(&arranged.placed.weeks)
            .any(|(week, places)| {
                week.items
                    .iter()
                    .zip(places)
                    .any(|(item, place)| item.role == *role && place.is_ok())
            })
    };
    let single: Vec<Vec<Wish>> = relaxations
        .iter()
        .filter(|one| works(&[*one]))
        .map(|one| vec![one.wish.clone()])
        .collect();
    if !single.is_empty() {
        return single;
    }
    let mut pairs = Vec::new();
    for (at, one) in relaxations.iter().enumerate() {
        for other in &relaxations[at + 1..] {
            if works(&[one, other]) {
                pairs.push(vec![one.wish.clone(), other.wish.clone()]);
            }
        }
    }
    pairs
}

/// A wish, and the season without it.
struct Relaxation {
    wish: Wish,
    apply: Box<dyn Fn(&mut Season)>,
}

fn relaxations(season: &Season, first: NaiveDate, last: NaiveDate) -> Vec<Relaxation> {
    let mut all: Vec<Relaxation> = Vec::new();
    let mut add = |text: String, span: Option<Span>, apply: Box<dyn Fn(&mut Season)>| {
        all.push(Relaxation {
            wish: Wish { text, span },
            apply,
        });
    };
    for (index, away) in season
        .away
        .iter()
        .enumerate()
        .filter(|(_, away)| away.from <= last && first <= away.to)
    {
        let why = away
            .why
            .as_ref()
            .map_or_else(String::new, |why| format!(" ({why})"));
        let text = format!("away {} to {}{why}", away.from, away.to);
        add(
            text,
            Some(away.span.clone()),
            Box::new(move |season| {
                season.away.remove(index);
            }),
        );
    }
    for (index, off) in season.off.iter().enumerate() {
        if off.from <= last && first <= off.to + Days::new(u64::from(off.days())) {
            let text = format!("{} {} to {}", off.why.word(), off.from, off.to);
            add(
                text,
                Some(off.span.clone()),
                Box::new(move |season| {
                    season.off.remove(index);
                }),
            );
        }
    }
    for day in season.week.rest.clone() {
        let text = format!("{day} as a rest day");
        add(
            text,
            season.week.place("rest"),
            Box::new(move |season| season.week.rest.retain(|rest| *rest != day)),
        );
    }
    for day in [
        Weekday::Mon,
        Weekday::Tue,
        Weekday::Wed,
        Weekday::Thu,
        Weekday::Fri,
        Weekday::Sat,
        Weekday::Sun,
    ] {
        let text = match season.week.room(day) {
            Room::Off => format!("{day} off"),
            Room::Windows(_) => format!("the windows of {day}"),
            Room::Open | Room::At(_) => continue,
        };
        let key = day.to_string().to_lowercase();
        add(
            text,
            season.week.place(&key),
            Box::new(move |season| {
                season.week.rooms[day.num_days_from_monday() as usize] = Room::Open;
            }),
        );
    }
    for (index, own) in season.moves.iter().enumerate() {
        let text = format!("{} moved to {}", own.session, own.to);
        add(
            text,
            Some(own.span.clone()),
            Box::new(move |season| {
                season.moves.remove(index);
            }),
        );
    }
    all
}
