//! The review's table of weeks, one row per week, and the totals of the season.

use chrono::{Datelike, NaiveDate, Weekday};

use super::facts::{Facts, RaceFacts, percent};
use super::finding::Finding;
use super::taper::reduction;
use crate::diagnostic::{Code, Severity};
use crate::plan::PhaseKind;
use crate::schedule::Kind;
use crate::units::Distance;

/// A week in numbers. Running distances are without races.
#[derive(Debug, Clone, PartialEq)]
pub struct WeekRow {
    /// Index into the schedule's weeks.
    pub week: usize,
    /// The number within its plan, from 1; 0 for days left over.
    pub number: u32,
    /// The number of weeks of its plan.
    pub of: u32,
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
    /// The phase's name.
    pub phase: String,
    /// The purpose of the phase.
    pub kind: PhaseKind,
    /// True for a cutback week.
    pub cutback: bool,
    /// Running distance.
    pub run: Distance,
    /// The change of the running against the last loading week, in percent; `None` for the first.
    pub change: Option<f64>,
    /// Distance of the longest long run.
    pub long: Distance,
    /// The long run's share of the running, in percent.
    pub long_share: Option<f64>,
    /// The number of runs, without races.
    pub runs: usize,
    /// The number of hard workouts.
    pub quality: usize,
    /// The number of strength sessions.
    pub strength: usize,
    /// The number of days free of training.
    pub rest: usize,
    /// The number of races.
    pub races: usize,
    /// Training load in Daniels' points.
    pub load: f64,
    /// Mean over sample standard deviation of the daily load.
    pub monotony: f64,
    /// Load times monotony.
    pub strain: f64,
    /// The worst finding of each code about this week, the most severe first.
    pub flags: Vec<(Severity, Code)>,
}

/// The totals of the season.
#[derive(Debug, Clone, PartialEq)]
pub struct Totals {
    /// The number of whole weeks.
    pub weeks: usize,
    /// Total running distance, without races.
    pub run: Distance,
    /// The longest run: distance, date, and days before the race.
    pub longest: Option<(Distance, NaiveDate, Option<i64>)>,
    /// The biggest week, as an index into the rows, with its running distance.
    pub peak: Option<(usize, Distance)>,
    /// The reduction of running in the last six days against the peak week, in percent.
    pub taper: Option<f64>,
    /// The race's distance over that of the longest run before it, in percent.
    pub race_over_longest: Option<f64>,
    /// The share of easy running, in percent.
    pub easy_share: f64,
    /// The number of sessions of each kind, in the order of the kinds.
    pub sessions: Vec<(&'static str, usize)>,
    /// The number of sessions that had to leave a Saturday or Sunday.
    pub weekend_conflicts: usize,
}

/// One row per week; the flags come from `findings`.
pub(super) fn rows(facts: &Facts<'_>, findings: &[Finding]) -> Vec<WeekRow> {
    let mut loading: Option<Distance> = None;
    let mut rows = Vec::with_capacity(facts.weeks.len());
    for week in &facts.weeks {
        let long = week.long.map(|long| facts.session(long).distance);
        let change = loading.filter(|before| *before > Distance::ZERO && week.is_whole());
        let ends = week.week.first + chrono::Days::new(u64::from(week.week.days).saturating_sub(1));
        rows.push(WeekRow {
            week: week.index,
            number: week.week.number,
            of: week.week.of,
            first: week.week.first,
            last: ends,
            phase: week.week.phase.clone(),
            kind: week.week.kind,
            cutback: week.week.cutback,
            run: week.run,
            change: change.map(|before| percent(week.run, before) - 100.0),
            long: long.unwrap_or(Distance::ZERO),
            long_share: long.map(|long| percent(long, week.run)),
            runs: week.runs,
            quality: week.quality,
            strength: week.strength,
            rest: week.rest,
            races: week.races,
            load: week.load,
            monotony: week.monotony,
            strain: week.strain,
            flags: flags(findings, week.index),
        });
        if week.is(&[PhaseKind::Recovery]) {
            loading = None;
        } else if week.loads() && week.run > Distance::ZERO {
            // As CUTBACK counts: a new plan is measured from its own first week.
            let share = u64::from(facts.limits.loading);
            let reaches = |before: Distance| week.run >= before.scale(share, 100);
            if week.week.number == 1 || loading.is_none_or(reaches) {
                loading = Some(week.run);
            }
        }
    }
    rows
}

fn flags(findings: &[Finding], week: usize) -> Vec<(Severity, Code)> {
    let mut flags: Vec<(Severity, Code)> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.week == Some(week)) {
        match flags.iter_mut().find(|(_, code)| *code == finding.code) {
            Some((severity, _)) => *severity = (*severity).max(finding.severity),
            None => flags.push((finding.severity, finding.code)),
        }
    }
    flags
}

/// Computes the totals of the season.
pub(super) fn totals(facts: &Facts<'_>) -> Totals {
    let mut longest: Option<(Distance, NaiveDate)> = None;
    let mut sessions: Vec<(&'static str, usize)> = Vec::new();
    let (mut run, mut easy) = (Distance::ZERO, Distance::ZERO);
    for day in &facts.days {
        run += day.run;
        for session in &day.day.sessions {
            let paces = &facts.paces[day.day.week];
            let fast = super::facts::distance_at(session, paces, |effort| {
                effort.is_fast() && effort != crate::pace::Effort::Strides
            });
            if !session.is_race() {
                easy += session.distance.saturating_sub(fast);
                if longest.is_none_or(|(far, _)| session.distance > far) && session.distance > Distance::ZERO
                {
                    longest = Some((session.distance, day.day.date));
                }
            }
            let word = session.kind.word();
            if matches!(session.kind, Kind::Session(kind) if kind == crate::plan::SessionKind::Rest) {
                continue;
            }
            match sessions.iter_mut().find(|(known, _)| *known == word) {
                Some((_, count)) => *count += 1,
                None => sessions.push((word, 1)),
            }
        }
    }
    let order = |word: &str| {
        let words = crate::plan::SessionKind::WORDS.iter().map(|(word, _)| *word);
        words.chain(["race"]).position(|known| known == word)
    };
    sessions.sort_by_key(|(word, _)| order(word));
    let race = facts.schedule.race.as_ref();
    let before_race = facts.race.as_ref().and_then(|race| longest_before(facts, race));
    Totals {
        weeks: facts.whole_weeks().count(),
        run,
        longest: longest.map(|(far, date)| {
            let to = race
                .map(|race| (race.date.value - date).num_days())
                .filter(|days| *days >= 0);
            (far, date, to)
        }),
        peak: facts
            .whole_weeks()
            .max_by_key(|week| (week.run, std::cmp::Reverse(week.index)))
            .map(|week| (week.index, week.run)),
        taper: facts.race.as_ref().map(|race| reduction(facts, race)),
        race_over_longest: facts
            .race
            .as_ref()
            .zip(before_race)
            .map(|(race, longest)| percent(race.distance, longest)),
        easy_share: percent(easy, run),
        sessions,
        weekend_conflicts: weekend_conflicts(facts),
    }
}

/// The longest run of the weeks that lead to the race.
fn longest_before(facts: &Facts<'_>, race: &RaceFacts) -> Option<Distance> {
    let runs = race
        .weeks
        .iter()
        .flat_map(|&week| facts.sessions(&facts.weeks[week]));
    let runs = runs.filter(|(.., session)| !session.is_race());
    runs.map(|(.., session)| session.distance)
        .max()
        .filter(|run| *run > Distance::ZERO)
}

/// The number of sessions that usually fall on a Saturday or Sunday and stand elsewhere.
fn weekend_conflicts(facts: &Facts<'_>) -> usize {
    let weekend = |day: Weekday| matches!(day, Weekday::Sat | Weekday::Sun);
    let moved = facts
        .schedule
        .moved
        .iter()
        .filter(|moved| moved.usual.iter().any(|day| weekend(*day)) && !weekend(moved.date.weekday()));
    moved.count()
}
