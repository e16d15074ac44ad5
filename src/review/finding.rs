//! Checks and their findings.

use std::fmt;

use chrono::NaiveDate;

use super::facts::Facts;
use super::observation::Observation;
use super::place::ReviewedPlace;
use crate::diagnostic::{Code, Severity, Span};
use crate::units::{Distance, Duration, Units};

/// A question that a coach asks about a season.
#[derive(Debug)]
pub struct Check {
    /// The stable code.
    pub code: Code,
    /// The reason for the check, in a line.
    pub reason: &'static str,
    /// The source of the rule.
    pub source: &'static str,
    /// The remedy, in a line.
    pub advice: &'static str,
    /// Runs the check.
    pub(super) run: fn(&Facts<'_>, &mut Found<'_, '_>),
}

/// A result of a check.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The code of the check.
    pub code: Code,
    /// The severity.
    pub severity: Severity,
    /// Index into the schedule's weeks; `None` for a finding about the whole season.
    pub week: Option<usize>,
    /// The day, for a finding about one day.
    pub date: Option<NaiveDate>,
    /// The thing measured.
    pub observation: Observation,
    /// The measured value.
    pub measured: Measure,
    /// The limit, if a single number is the limit.
    pub limit: Option<Measure>,
    /// The reason for the check.
    pub reason: &'static str,
    /// The source of the rule.
    pub source: &'static str,
    /// The remedy.
    pub advice: &'static str,
    /// The part of a file that causes it.
    pub span: Option<Span>,
}

/// A number with its quantity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Measure {
    /// A share or a change, in percent.
    Percent(f64),
    /// A distance.
    Distance(Distance),
    /// A duration.
    Time(Duration),
    /// Days between two dates.
    Days(i64),
    /// A count.
    Count(u32),
    /// A ratio without a unit.
    Ratio(f64),
}

impl Measure {
    /// A threshold given in minutes.
    pub(super) fn minutes(minutes: u32) -> Self {
        Measure::Time(Duration::from_minutes(minutes))
    }

    /// A threshold given in metres.
    pub(super) fn metres(metres: u32) -> Self {
        Measure::Distance(Distance::from_metres(metres.into()))
    }

    /// A threshold given in hundredths.
    pub(super) fn hundredths(hundredths: u32) -> Self {
        Measure::Ratio(f64::from(hundredths) / 100.0)
    }

    /// The length of a list.
    pub(super) fn count(count: usize) -> Self {
        Measure::Count(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// The measure for display.
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

    /// The number alone, to two decimals; distances in metres, times in seconds.
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

    /// The unit of [`Measure::value`].
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

/// A number with at most one decimal: "52", "39.7".
fn tenths(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// Collects the findings of one check.
pub(super) struct Found<'f, 's> {
    check: &'static Check,
    facts: &'f Facts<'s>,
    all: &'f mut Vec<Finding>,
}

impl<'f, 's> Found<'f, 's> {
    pub(super) fn new(check: &'static Check, facts: &'f Facts<'s>, all: &'f mut Vec<Finding>) -> Self {
        Found { check, facts, all }
    }

    /// Adds a finding with a measured value and a limit.
    pub(super) fn tell(
        &mut self,
        severity: Severity,
        place: ReviewedPlace<'_>,
        observation: Observation,
        measured: Measure,
        limit: Measure,
    ) {
        self.push(severity, place, observation, measured, Some(limit));
    }

    /// Adds a finding in days, against a limit in days.
    pub(super) fn tell_days(
        &mut self,
        severity: Severity,
        place: ReviewedPlace<'_>,
        observation: Observation,
        days: i64,
        limit: u32,
    ) {
        self.tell(
            severity,
            place,
            observation,
            Measure::Days(days),
            Measure::Days(limit.into()),
        );
    }

    /// Adds a finding in percent, against a limit in whole percent.
    pub(super) fn tell_percent(
        &mut self,
        severity: Severity,
        place: ReviewedPlace<'_>,
        observation: Observation,
        percent: f64,
        limit: u32,
    ) {
        let limit = Measure::Percent(limit.into());
        self.tell(severity, place, observation, Measure::Percent(percent), limit);
    }

    /// Adds a finding whose limit is not a single number.
    pub(super) fn tell_without_limit(
        &mut self,
        severity: Severity,
        place: ReviewedPlace<'_>,
        observation: Observation,
        measured: Measure,
    ) {
        self.push(severity, place, observation, measured, None);
    }

    fn push(
        &mut self,
        severity: Severity,
        place: ReviewedPlace<'_>,
        observation: Observation,
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
            observation,
            measured,
            limit,
            reason,
            source,
            advice,
            span: self.facts.span(place),
        });
    }
}
