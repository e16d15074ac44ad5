//! A season as a table, with a row for each week and a cell for each day. The rows are those of `longrun show`.

use chrono::{Datelike, Days, NaiveDate};
use maud::{Markup, html};

use super::labels::date;
use crate::calendar::titles::summary;
use crate::pace::{Effort, Paces};
use crate::plan::{Goal, SessionKind};
use crate::schedule::{CalendarRow, Day, Kind, Schedule, Session, rows};
use crate::season::Season;
use crate::units::{Distance, Units};

/// The weeks from the season's first day to its last.
pub(super) fn season(season: &Season, schedule: &Schedule) -> Markup {
    let Some((first, last)) = schedule.span() else {
        return html! { p { "No day holds anything." } };
    };
    let weeks = schedule.weeks.iter().filter(|week| week.number > 0).count();
    let rows = rows(schedule, season.week_starts());
    let table = SeasonTable {
        schedule,
        units: season.athlete.units,
        paces: season.athlete.paces(season.race.as_ref()),
    };
    let columns = rows.first().map(|row| row.first).into_iter();
    html! {
        section {
            h2 { (weeks) @if weeks == 1 { " week" } @else { " weeks" } ", " (date(first)) " to " (date(last)) }
            (paces(season))
            table.season {
                thead {
                    tr {
                        th scope="col" { "Week" }
                        @for first in columns { @for day in week_of(first) { th scope="col" { (weekday(day)) } } }
                    }
                }
                tbody {
                    @for (at, row) in rows.iter().enumerate() { (table.row(row, at.checked_sub(1).map(|at| &rows[at]))) }
                }
            }
        }
    }
}

fn week_of(first: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    (0..7).map(move |day| first + Days::new(day))
}

fn weekday(day: NaiveDate) -> String {
    day.format("%a").to_string()
}

/// "Your paces: easy 5:34–6:08, marathon 4:55, …", if a recent race is known.
fn paces(season: &Season) -> Markup {
    let Some(recent) = season.athlete.recent else {
        return html! { p.facts { "Enter a recent race above to see paces for fast sessions." } };
    };
    let units = season.athlete.units;
    let paces = season.athlete.paces(season.race.as_ref());
    if !paces.known() {
        return html! { p.facts { "Run by effort, as each session says: paces from your race would be a guess." } };
    }
    let efforts = [
        (Effort::Easy, "easy"),
        (Effort::Marathon, "marathon"),
        (Effort::Threshold, "threshold"),
        (Effort::Interval, "interval"),
    ];
    html! {
        p.paces {
            "Your paces: "
            @for (at, (effort, word)) in efforts.into_iter().enumerate() {
                @if at > 0 { ", " }
                span { (word) " " (paces.of(effort).show(units)) }
            }
            ", from " (Goal(recent.distance).label()) " in " (recent.time.clock()) "."
        }
    }
}

struct SeasonTable<'a> {
    schedule: &'a Schedule,
    units: Units,
    /// The runner's paces.
    paces: Paces,
}

impl SeasonTable<'_> {
    fn row(&self, row: &CalendarRow<'_>, before: Option<&CalendarRow<'_>>) -> Markup {
        let running = row.run();
        let block = row.week.map(|week| week.block);
        let begins = block != before.and_then(|before| before.week).map(|week| week.block);
        let block = block.filter(|_| begins && self.schedule.blocks.len() > 1);
        let block = block.and_then(|block| self.schedule.blocks.get(block));
        let dates = row.dates();
        html! {
            tr {
                th scope="row" {
                    @if let Some(block) = block { span.block { (block.plan.title) } }
                    @if let (Some(number), Some(week)) = (row.number, row.week) {
                        span.number { "Week " (number) " of " (week.of) }
                    }
                    @if let Some((first, _)) = dates { time datetime=(first) { (date(first)) } }
                    @if let Some(week) = row.week.filter(|week| block.is_none_or(|block| block.plan.title != week.phase)) {
                        span.phase { (week.phase) @if row.is_lighter() { ", lighter" } }
                    }
                    @if running > Distance::ZERO { span.sum { (running.show(self.units)) } }
                }
                @for day in row.days {
                    @match day {
                        Some(day) => (self.cell(day)),
                        None => td.none {},
                    }
                }
            }
        }
    }

    fn cell(&self, day: &Day) -> Markup {
        let rest = day.sessions.iter().all(is_rest);
        html! {
            td.rest[rest] {
                span.day { (weekday(day.date)) " " (day.date.day()) }
                @if rest && day.away.is_some() {
                    p { "Away" }
                } @else {
                    @for session in day.sessions.iter().filter(|session| rest || !is_rest(session)) {
                        p class=(class(session.kind)) {
                            @if let Some(start) = session.start {
                                span.time { (start.format("%H:%M")) } " "
                            }
                            (summary(session, self.units))
                            @if let Some(pace) = self.pace(session) { " " span.pace { "at " (pace) } }
                        }
                    }
                }
            }
        }
    }

    /// The pace of a session's fast part, if the runner can be told it.
    fn pace(&self, session: &Session) -> Option<String> {
        let is_training = matches!(session.kind, Kind::Session(kind) if kind.is_run());
        let effort = session.workout.main_effort().filter(|_| is_training)?;
        // Sprints and hills are run by feel.
        let has_pace = matches!(
            effort,
            Effort::Marathon
                | Effort::HalfMarathon
                | Effort::Threshold
                | Effort::TenK
                | Effort::Interval
                | Effort::FiveK
                | Effort::Repetition
                | Effort::Goal
        );
        let pace = self.paces.told(effort).filter(|_| has_pace)?;
        Some(pace.show(self.units).to_string())
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
