//! A coach's review: every check with a case that triggers it and one just inside its limit that does not; what is
//! allowed; thresholds as settings; the documents; the command.

mod command;
mod documents;
mod runs;
mod season;
mod weeks;

use chrono::{Days, NaiveDate};
use longrun::diagnostic::Severity;
use longrun::review::{Finding, Review, review};
use longrun::schedule::{Kind, Session};
use longrun::units::Distance;

use crate::seasons::{Planned, plan, plan_with};

/// Reviews a season.
fn of(planned: &Planned) -> Review {
    review(&planned.season, &planned.schedule)
}

/// What one check says.
fn said<'r>(review: &'r Review, code: &str) -> Vec<&'r Finding> {
    review
        .findings
        .iter()
        .filter(|one| one.code.word() == code)
        .collect()
}

/// The severities of what one check says.
fn severities(planned: &Planned, code: &str) -> Vec<Severity> {
    said(&of(planned), code).iter().map(|one| one.severity).collect()
}

/// The marathon plan for a Sunday race, with more lines at the top of the season.
fn marathon(top: &str) -> Planned {
    plan(&format!(
        "plan = \"marathon-intermediate-18\"\n{top}\n[race]\ndate = 2027-04-18\n"
    ))
}

/// A plan for a race on Sunday 18 April 2027, with more lines at the end of the season.
fn race_on_sunday(name: &str, more: &str) -> Planned {
    plan(&format!("plan = \"{name}\"\nrace.date = 2027-04-18\n{more}\n"))
}

/// A plan without a goal of one phase, from Monday 4 January 2027: `rows` are the weeks, `phase` what stands above them.
/// What a row says of `days` stays there.
fn block(phase: &str, rows: &[&str]) -> Planned {
    block_in("", phase, rows)
}

/// The same, with more lines in the season.
fn block_in(season: &str, phase: &str, rows: &[&str]) -> Planned {
    let own = format!(
        "vdot = 45\n[[phase]]\nname = \"Block\"\n{phase}\nweeks = {}\nweek = [\n{}\n]\n",
        rows.len(),
        rows.iter().map(|row| row_of(row)).collect::<String>()
    );
    plan_with(
        "block",
        &own,
        &format!("plan = \"block\"\nstart = 2027-01-04\n{season}\n"),
    )
}

fn row_of(row: &str) -> String {
    let fixed = if row.contains("days") {
        ", fixed = true"
    } else {
        ""
    };
    format!("{{ {row}{fixed} }},\n")
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn km(km: f64) -> Distance {
    Distance::from_metres((km * 1_000.0).round() as u64)
}

/// The sessions of a kind, for changing them: a review is a function of the schedule that it is given.
fn sessions_mut<'p>(planned: &'p mut Planned, kind: &'p str) -> impl Iterator<Item = &'p mut Session> {
    let days = planned.schedule.days.iter_mut();
    days.flat_map(|day| &mut day.sessions)
        .filter(move |session| session.kind.word() == kind)
}

/// The session of a kind on a date.
fn session_mut<'p>(planned: &'p mut Planned, kind: &str, on: &str) -> &'p mut Session {
    let on = date(on);
    let day = planned
        .schedule
        .days
        .iter_mut()
        .find(|day| day.date == on)
        .unwrap();
    day.sessions
        .iter_mut()
        .find(|session| session.kind.word() == kind)
        .unwrap()
}

/// Takes a session off its day and puts it onto another.
fn carry(planned: &mut Planned, kind: &str, from: &str, to: &str) {
    let (from, to) = (date(from), date(to));
    let days = &mut planned.schedule.days;
    let day = days.iter_mut().find(|day| day.date == from).unwrap();
    let at = day
        .sessions
        .iter()
        .position(|session| session.kind.word() == kind)
        .unwrap();
    let session = day.sessions.remove(at);
    let day = days.iter_mut().find(|day| day.date == to).unwrap();
    day.sessions.retain(|session| session.kind.word() != "rest");
    day.sessions.push(session);
}

/// Takes everything off a day.
fn clear(planned: &mut Planned, from: &str, days: u64) {
    let from = date(from);
    for day in &mut planned.schedule.days {
        if (from..from + Days::new(days)).contains(&day.date) {
            day.sessions.clear();
        }
    }
}

/// Makes every run of a plan's week (counted from 1) so much of what it is, in percent.
fn scale_week(planned: &mut Planned, number: u32, percent: u64) {
    let week = planned
        .schedule
        .weeks
        .iter()
        .position(|week| week.number == number)
        .unwrap();
    for day in planned.schedule.days.iter_mut().filter(|day| day.week == week) {
        for session in day
            .sessions
            .iter_mut()
            .filter(|session| session.kind != Kind::Race)
        {
            session.distance = session.distance.scale(percent, 100);
        }
    }
}
