//! A check, and what it finds.

use std::fmt;

use chrono::NaiveDate;

use super::facts::Facts;
use crate::diagnostic::{Severity, Span};
use crate::schedule::Broken;
use crate::units::{Distance, Duration, Units};

/// A question that a coach asks of a season.
#[derive(Debug)]
pub struct Check {
    /// Its stable code, one of [`crate::plan::FINDINGS`].
    pub code: &'static str,
    /// Why it matters, in a line.
    pub reason: &'static str,
    /// Who says so.
    pub source: &'static str,
    /// What to do about it, in a line.
    pub advice: &'static str,
    /// Asks it.
    pub(super) run: fn(&Facts<'_>, &mut Found<'_, '_>),
}

/// What a check found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The check's code.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Index into the schedule's weeks; none where it is about the whole season.
    pub week: Option<usize>,
    /// The day, where it is about one.
    pub date: Option<NaiveDate>,
    /// What was measured, as a runner would say it.
    pub what: String,
    /// What it came to.
    pub measured: Measure,
    /// What would have passed, where that is one number.
    pub limit: Option<Measure>,
    /// Why it matters.
    pub reason: &'static str,
    /// Who says so.
    pub source: &'static str,
    /// What to do about it.
    pub advice: &'static str,
    /// Where in a file it comes from.
    pub span: Option<Span>,
}

/// A number with what it counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Measure {
    /// A share, or a change.
    Percent(f64),
    /// How far.
    Distance(Distance),
    /// How long.
    Time(Duration),
    /// From one date to another.
    Days(i64),
    /// How many.
    Count(u32),
    /// A bare number.
    Ratio(f64),
}

impl Measure {
    /// A threshold held in minutes.
    pub(super) fn minutes(minutes: u32) -> Self {
        Measure::Time(Duration::from_minutes(minutes))
    }

    /// A threshold held in metres.
    pub(super) fn metres(metres: u32) -> Self {
        Measure::Distance(Distance::from_metres(metres.into()))
    }

    /// A threshold held in hundredths.
    pub(super) fn hundredths(hundredths: u32) -> Self {
        Measure::Ratio(f64::from(hundredths) / 100.0)
    }

    /// How many, of a list.
    pub(super) fn count(count: usize) -> Self {
        Measure::Count(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// For a person.
    pub fn show(self, units: Units) -> impl fmt::Display {
        fmt::from_fn(move |f| match self {
            Measure::Percent(percent) => write!(f, "{} %", tenths(percent)),
            Measure::Distance(distance) => write!(f, "{}", distance.show(units)),
            Measure::Time(time) => write!(f, "{}", time.show()),
            Measure::Days(1) => f.write_str("1 day"),
            Measure::Days(days) => write!(f, "{days} days"),
            Measure::Count(count) => write!(f, "{count}"),
            Measure::Ratio(ratio) => write!(f, "{ratio:.2}"),
        })
    }

    /// The number alone: metres and seconds for distances and times, to two decimals.
    pub fn value(self) -> f64 {
        let value = match self {
            Measure::Percent(number) | Measure::Ratio(number) => number,
            Measure::Distance(distance) => distance.metres(),
            Measure::Time(time) => f64::from(time.secs()),
            #[expect(clippy::cast_precision_loss, reason = "days of a season")]
            Measure::Days(days) => days as f64,
            Measure::Count(count) => f64::from(count),
        };
        (value * 100.0).round() / 100.0
    }

    /// What [`Measure::value`] counts.
    pub fn unit(self) -> &'static str {
        match self {
            Measure::Percent(_) => "percent",
            Measure::Distance(_) => "metres",
            Measure::Time(_) => "seconds",
            Measure::Days(_) => "days",
            Measure::Count(_) => "count",
            Measure::Ratio(_) => "ratio",
        }
    }
}

/// At most one decimal: "52", "39.7".
fn tenths(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// What a finding is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place<'s> {
    /// The whole season, with what in a file decides it.
    Season(Option<&'s Span>),
    /// A week, by index.
    Week(usize),
    /// A day, by index.
    Day(usize),
    /// A session: day, and place in the day.
    Session(usize, usize),
}

impl Place<'_> {
    /// Where a schedule breaks a rule.
    pub(super) fn of(broken: &Broken) -> Self {
        broken
            .session
            .map_or(Place::Day(broken.day), |at| Place::Session(broken.day, at))
    }
}

/// Takes in what one check finds.
pub(super) struct Found<'f, 's> {
    check: &'static Check,
    facts: &'f Facts<'s>,
    all: &'f mut Vec<Finding>,
}

impl<'f, 's> Found<'f, 's> {
    pub(super) fn new(check: &'static Check, facts: &'f Facts<'s>, all: &'f mut Vec<Finding>) -> Self {
        Found { check, facts, all }
    }

    /// A finding with a number on both sides.
    pub(super) fn tell(
        &mut self,
        severity: Severity,
        place: Place<'_>,
        what: impl Into<String>,
        measured: Measure,
        limit: Measure,
    ) {
        self.push(severity, place, what.into(), measured, Some(limit));
    }

    /// A finding of so many days, against a limit of days.
    pub(super) fn tell_days(
        &mut self,
        severity: Severity,
        place: Place<'_>,
        what: impl Into<String>,
        days: i64,
        limit: u32,
    ) {
        self.tell(
            severity,
            place,
            what,
            Measure::Days(days),
            Measure::Days(limit.into()),
        );
    }

    /// A finding of so many percent, against a limit in whole ones.
    pub(super) fn tell_percent(
        &mut self,
        severity: Severity,
        place: Place<'_>,
        what: impl Into<String>,
        percent: f64,
        limit: u32,
    ) {
        let limit = Measure::Percent(limit.into());
        self.tell(severity, place, what, Measure::Percent(percent), limit);
    }

    /// A finding whose limit is not one number.
    pub(super) fn tell_without_limit(
        &mut self,
        severity: Severity,
        place: Place<'_>,
        what: impl Into<String>,
        measured: Measure,
    ) {
        self.push(severity, place, what.into(), measured, None);
    }

    fn push(
        &mut self,
        severity: Severity,
        place: Place<'_>,
        what: String,
        measured: Measure,
        limit: Option<Measure>,
    ) {
        let Check {
            code,
            reason,
            source,
            advice,
            ..
        } = *self.check;
        let (week, date) = self.facts.at(place);
        self.all.push(Finding {
            code,
            severity,
            week,
            date,
            what,
            measured,
            limit,
            reason,
            source,
            advice,
            span: self.facts.span(place),
        });
    }
}
