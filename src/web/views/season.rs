//! A season as a table: a row a week, a cell a day.

use chrono::{Datelike, Days, NaiveDate};
use maud::{Markup, html};

use crate::calendar::titles::summary;
use crate::plan::SessionKind;
use crate::schedule::{Day, Kind, Schedule, Session};
use crate::season::Season;
use crate::units::{Distance, Units};

/// The weeks from the season's first day to its last.
pub(super) fn season(season: &Season, schedule: &Schedule) -> Markup {
    let Some((first, last)) = schedule.span() else {
        return html! { p { "No day holds anything." } };
    };
    let units = season.athlete.units;
    let weeks = schedule.weeks.iter().filter(|week| week.number > 0).count();
    html! {
        section {
            h2 { (weeks) @if weeks == 1 { " week" } @else { " weeks" } ", " (date(first)) " to " (date(last)) }
            table.season {
                thead { tr { th scope="col" { "Week" } @for day in WEEKDAYS { th scope="col" { (day) } } } }
                tbody { @for week in rows(schedule, first) { (row(schedule, &week, units)) } }
            }
            @if !schedule.left_out.is_empty() {
                h3 { "What found no day" }
                ul {
                    @for left_out in &schedule.left_out {
                        li { (left_out.title) ", week of " (date(left_out.week)) ": " (left_out.reason) }
                    }
                }
            }
        }
    }
}

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// A calendar week.
struct Row<'a> {
    first: NaiveDate,
    days: [Option<&'a Day>; 7],
}

fn rows(schedule: &Schedule, first: NaiveDate) -> Vec<Row<'_>> {
    let monday = first - Days::new(first.weekday().num_days_from_monday().into());
    let mut rows: Vec<Row<'_>> = Vec::new();
    for day in &schedule.days {
        let at = (day.date - monday).num_days();
        let (week, weekday) = (at.div_euclid(7), at.rem_euclid(7));
        let first = monday + Days::new(7 * week.unsigned_abs());
        if rows.last().is_none_or(|row| row.first != first) {
            rows.push(Row {
                first,
                days: [None; 7],
            });
        }
        if let (Some(row), Ok(weekday)) = (rows.last_mut(), usize::try_from(weekday)) {
            row.days[weekday] = Some(day);
        }
    }
    rows
}

fn row(schedule: &Schedule, row: &Row<'_>, units: Units) -> Markup {
    let days = row.days.iter().flatten();
    let running: Distance = days
        .clone()
        .flat_map(|day| &day.sessions)
        .map(|session| session.distance)
        .sum();
    let week = days
        .clone()
        .next_back()
        .and_then(|day| schedule.weeks.get(day.week));
    html! {
        tr {
            th scope="row" {
                time datetime=(row.first) { (date(row.first)) }
                @if let Some(week) = week { span.phase { (week.phase) } }
                @if running > Distance::ZERO { span.sum { (running.show(units)) } }
            }
            @for (day, name) in row.days.iter().zip(WEEKDAYS) {
                @match day {
                    Some(day) => (cell(day, name, units)),
                    None => td.none {},
                }
            }
        }
    }
}

fn cell(day: &Day, name: &str, units: Units) -> Markup {
    let rest = day.sessions.iter().all(is_rest);
    html! {
        td class=(if rest { "rest" } else { "" }) {
            span.day { (name) " " (day.date.day()) }
            @if rest && day.away.is_some() {
                p { "Away" }
            } @else {
                @for session in day.sessions.iter().filter(|session| rest || !is_rest(session)) {
                    p class=(class(session.kind)) { (summary(session, units)) }
                }
            }
        }
    }
}

fn is_rest(session: &Session) -> bool {
    session.kind == Kind::Session(SessionKind::Rest)
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Race => "race",
        Kind::Session(SessionKind::Long) => "long",
        Kind::Session(SessionKind::Quality) => "quality",
        Kind::Session(kind) if kind.is_run() => "run",
        Kind::Session(SessionKind::Rest) => "off",
        Kind::Session(_) => "beside",
    }
}

/// "18 Apr 2027"
fn date(date: NaiveDate) -> String {
    date.format("%-d %b %Y").to_string()
}
