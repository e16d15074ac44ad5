//! Prints a check as JSON (`docs/json.md`).

use serde::Serialize;

use super::Reviewed;
use crate::diagnostic::{Audience, Diagnostic, Span};
use crate::plan::Allowed;
use crate::review::{Finding, Totals, WeekRow};
use crate::units::{Distance, Units};

/// The output of `longrun check --json`.
#[derive(Serialize)]
pub(super) struct Checked<'a> {
    diagnostics: Vec<FaultShown<'a>>,
    reviews: Vec<ReviewTold<'a>>,
}

/// A diagnostic.
#[derive(Serialize)]
struct FaultShown<'a> {
    severity: &'static str,
    code: &'static str,
    message: String,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    text: Option<&'a str>,
    help: Vec<String>,
}

#[derive(Serialize)]
struct ReviewTold<'a> {
    input: &'a str,
    weeks: Vec<WeekTold<'a>>,
    totals: TotalsTold,
    findings: Vec<FindingTold<'a>>,
    allowed: Vec<AllowedTold<'a>>,
}

#[derive(Serialize)]
struct WeekTold<'a> {
    number: u32,
    of: u32,
    phase: &'a str,
    kind: &'static str,
    first: String,
    last: String,
    cutback: bool,
    run: Distance,
    change: Option<f64>,
    long: Distance,
    long_share: Option<f64>,
    runs: usize,
    quality: usize,
    strength: usize,
    rest: usize,
    races: usize,
    load: f64,
    monotony: f64,
    strain: f64,
    flags: Vec<&'static str>,
}

#[derive(Serialize)]
struct TotalsTold {
    weeks: usize,
    run: Distance,
    longest: Option<LongestTold>,
    peak: Option<PeakTold>,
    taper: Option<f64>,
    race_over_longest: Option<f64>,
    easy_share: f64,
    sessions: Vec<CountTold>,
    weekend_conflicts: usize,
}

#[derive(Serialize)]
struct LongestTold {
    distance: Distance,
    date: String,
    days_to_race: Option<i64>,
}

#[derive(Serialize)]
struct PeakTold {
    week: usize,
    run: Distance,
}

#[derive(Serialize)]
struct CountTold {
    kind: &'static str,
    count: usize,
}

#[derive(Serialize)]
struct FindingTold<'a> {
    severity: &'static str,
    code: &'static str,
    week: Option<usize>,
    date: Option<String>,
    what: String,
    measured: f64,
    limit: Option<f64>,
    unit: &'static str,
    reason: &'static str,
    source: &'static str,
    advice: &'static str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    text: Option<&'a str>,
}

#[derive(Serialize)]
struct AllowedTold<'a> {
    finding: FindingTold<'a>,
    why: Option<&'a str>,
}

/// A finding of a check.
pub(super) fn of<'a>(all: &'a [Diagnostic], reviews: &'a [Reviewed]) -> Checked<'a> {
    Checked {
        diagnostics: all.iter().map(told).collect(),
        reviews: reviews.iter().map(review).collect(),
    }
}

fn told(diagnostic: &Diagnostic) -> FaultShown<'_> {
    let span = diagnostic.at.as_ref();
    let words = diagnostic.words(Audience::Json);
    FaultShown {
        severity: diagnostic.severity().word(),
        code: diagnostic.code().word(),
        message: words.message,
        file: span.map(|span| span.source().name()),
        line: span.map(Span::line),
        column: span.map(column),
        text: span.map(Span::text),
        help: words.help,
    }
}

/// The column of a place, counted from 1.
fn column(span: &Span) -> usize {
    let before = span.source().text().get(..span.range().start).unwrap_or("");
    1 + before.rsplit('\n').next().unwrap_or("").chars().count()
}

fn review(reviewed: &Reviewed) -> ReviewTold<'_> {
    let review = &reviewed.review;
    ReviewTold {
        input: &reviewed.input,
        weeks: review.weeks.iter().map(week).collect(),
        totals: totals(&review.totals),
        findings: review
            .findings
            .iter()
            .map(|one| finding(one, reviewed.units))
            .collect(),
        allowed: review
            .allowed
            .iter()
            .map(|(one, by)| allowed(one, by, reviewed.units))
            .collect(),
    }
}

fn week(row: &WeekRow) -> WeekTold<'_> {
    WeekTold {
        number: row.number,
        of: row.of,
        phase: &row.phase,
        kind: row.kind.word(),
        first: row.first.to_string(),
        last: row.last.to_string(),
        cutback: row.cutback,
        run: row.run,
        change: row.change.map(hundredths),
        long: row.long,
        long_share: row.long_share.map(hundredths),
        runs: row.runs,
        quality: row.quality,
        strength: row.strength,
        rest: row.rest,
        races: row.races,
        load: hundredths(row.load),
        monotony: hundredths(row.monotony),
        strain: hundredths(row.strain),
        flags: row.flags.iter().map(|(_, code)| code.word()).collect(),
    }
}

fn totals(totals: &Totals) -> TotalsTold {
    TotalsTold {
        weeks: totals.weeks,
        run: totals.run,
        longest: totals.longest.map(|(distance, date, days_to_race)| LongestTold {
            distance,
            date: date.to_string(),
            days_to_race,
        }),
        peak: totals.peak.map(|(week, run)| PeakTold { week, run }),
        taper: totals.taper.map(hundredths),
        race_over_longest: totals.race_over_longest.map(hundredths),
        easy_share: hundredths(totals.easy_share),
        sessions: totals
            .sessions
            .iter()
            .map(|&(kind, count)| CountTold { kind, count })
            .collect(),
        weekend_conflicts: totals.weekend_conflicts,
    }
}

fn finding(finding: &Finding, units: Units) -> FindingTold<'_> {
    let span = finding.span.as_ref();
    FindingTold {
        severity: finding.severity.word(),
        code: finding.code.word(),
        week: finding.week,
        date: finding.date.map(|date| date.to_string()),
        what: finding.observation.words(units).to_string(),
        measured: finding.measured.value(),
        limit: finding.limit.map(crate::review::Measure::value),
        unit: finding.measured.unit(),
        reason: finding.reason,
        source: finding.source,
        advice: finding.advice,
        file: span.map(|span| span.source().name()),
        line: span.map(Span::line),
        column: span.map(column),
        text: span.map(Span::text),
    }
}

fn allowed<'a>(one: &'a Finding, by: &'a Allowed, units: Units) -> AllowedTold<'a> {
    AllowedTold {
        finding: finding(one, units),
        why: by.reason.as_deref(),
    }
}

fn hundredths(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}
