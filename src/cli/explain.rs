//! `longrun explain`: the reasons for a day's sessions.

use std::fmt::Write as _;
use std::io::Write as _;

use chrono::NaiveDate;

use super::Failure;
use super::after::{self, Elsewhere, Shown};
use super::args::ExplainArguments;
use super::report::Report;
use super::season_source::Plans;
use super::terminal::{FAINT, HEADING, line};
use crate::diagnostic::{Audience, Faults};
use crate::plan::SessionKind;
use crate::schedule::{
    Alternative, Breach, Explanation, Kind, LeftOutReason, PlacementInputs, Reason, Schedule, Verdict, Wish,
    explain,
};

/// Rules that a comparison names at most.
const MOST_RULES: usize = 3;

/// Explains one day.
pub(crate) fn run(arguments: &ExplainArguments) -> Result<(), Failure> {
    let date: NaiveDate = arguments.date.parse().map_err(|_| {
        Failure::Usage(format!(
            "`{}` is not a day: write it as 2027-03-14",
            arguments.date
        ))
    })?;
    let report = Report::default();
    let plans = Plans::new(arguments.folder.path.as_deref(), &report)?;
    let Some(inputs) = plans.season(&arguments.input, &arguments.season.0, &report) else {
        return report.tell(&|_| false);
    };
    let today = arguments.now.clock().today(inputs.season().athlete.zone);
    let Some(shown) = after::shown(&inputs, &arguments.after, today, &report, &Faults::new()) else {
        return report.tell(&|_| false);
    };
    let published = shown.calendar.as_ref().map(|calendar| &calendar.days);
    let Some(explanation) = explain(&inputs, published, date) else {
        return Err(Failure::Usage(format!("the season does not hold {date}")));
    };
    let mut stdout = anstream::stdout().lock();
    stdout.write_all(text(&explanation, &shown, &inputs).as_bytes())?;
    stdout.flush()?;
    report.tell(&|_| false)
}

/// The sessions of a day that no search has placed: a race, days lost or away, reminders.
fn held(inputs: &PlacementInputs, schedule: &Schedule, date: NaiveDate) -> String {
    if let Some(race) = inputs.season().race_on(date) {
        return format!("Race day: {}.", line(&race.name));
    }
    if let Some(off) = inputs.days_off().iter().find(|off| off.days.contains(date)) {
        return format!("Nothing is planned: {}.", off.why.word());
    }
    let others: Vec<String> = schedule
        .days
        .iter()
        .filter(|day| day.date == date)
        .flat_map(|day| &day.sessions)
        .filter(|session| session.kind != Kind::Session(SessionKind::Rest))
        .map(|session| line(&session.title))
        .collect();
    let beside = match others.is_empty() {
        true => String::new(),
        false => format!(" Beside it: {}.", others.join(", ")),
    };
    match inputs.away().iter().find(|away| away.days.contains(date)) {
        Some(away) => {
            let why = away
                .why
                .as_ref()
                .map_or_else(String::new, |why| format!(" ({})", line(why)));
            format!("Nothing is planned: away{why}.{beside}")
        }
        None => format!("Nothing is planned: a rest day.{beside}"),
    }
}

fn text(explanation: &Explanation, shown: &Shown, inputs: &PlacementInputs) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{HEADING}{}{HEADING:#}",
        explanation.date.format("%A %-d %B %Y")
    );
    if explanation.sessions.is_empty() {
        let held = held(inputs, &shown.schedule, explanation.date);
        let _ = writeln!(text, "\n{held}");
    }
    for session in &explanation.sessions {
        let calendar = shown.calendar.iter();
        let mut elsewhere = calendar.flat_map(|calendar| &calendar.elsewhere);
        let stays = elsewhere.find(|one| one.role == session.role && one.date == explanation.date);
        reason(session, stays, &mut text);
    }
    for session in &explanation.left_out {
        left_out(session, &mut text);
    }
    text
}

/// Explains a session's day; `elsewhere` if it would be on another one in a fresh placement.
fn reason(session: &Reason, elsewhere: Option<&Elsewhere>, text: &mut String) {
    let _ = writeln!(text, "\n{HEADING}{}{HEADING:#}", line(&session.title));
    if let Some(elsewhere) = elsewhere {
        let afresh = match elsewhere.afresh {
            Some(date) => format!("it would be on {}", date.format("%a %-d %b")),
            None => "it would find no day".to_owned(),
        };
        let _ = match elsewhere.stays {
            true => writeln!(
                text,
                "  It stays on the day it was published for; placed afresh, {afresh}."
            ),
            false => writeln!(text, "  Placed afresh, {afresh}."),
        };
    }
    if session.breaches.is_empty() {
        let _ = writeln!(text, "  The day breaks no rule.");
    } else {
        let _ = writeln!(text, "  The day as it is gives up: {}.", rules(&session.breaches));
    }
    if session.others.is_empty() && session.done {
        let _ = writeln!(text, "  The day is over: the session stays.");
        return;
    }
    let _ = writeln!(text, "  The other days of the week:");
    for other in &session.others {
        alternative(other, text);
    }
}

fn alternative(other: &Alternative, text: &mut String) {
    let day = other.date.format("%a %-d %b");
    match &other.verdict {
        Verdict::Impossible(why) => {
            let _ = writeln!(
                text,
                "    {day:<11} {FAINT}not possible: {}{FAINT:#}",
                line(&why.words(Audience::Terminal))
            );
        }
        Verdict::Worse {
            points,
            breaks,
            mends,
            leaves_out,
        } => {
            let mut parts = Vec::new();
            if !leaves_out.is_empty() {
                parts.push(format!("no day for {}", line(&leaves_out.join(", "))));
            }
            if !breaks.is_empty() {
                parts.push(format!("breaks {}", rules(breaks)));
            }
            if !mends.is_empty() {
                parts.push(format!("mends {}", rules(mends)));
            }
            if parts.is_empty() {
                parts.push("equally good; tie broken by plan order".to_owned());
            }
            let _ = writeln!(text, "    {day:<11} +{points:<4} {}", parts.join("; "));
        }
    }
}

/// "“the long run is on its usual weekday” (P11)", each rule once.
fn rules(breaches: &[Breach]) -> String {
    let mut named: Vec<(&str, &str, usize)> = Vec::new();
    for breach in breaches {
        match named.iter_mut().find(|(id, ..)| *id == breach.rule.id) {
            Some((.., times)) => *times += 1,
            None => named.push((breach.rule.id, breach.rule.text, 1)),
        }
    }
    let more = named.len().saturating_sub(MOST_RULES);
    let mut parts: Vec<String> = named
        .iter()
        .take(MOST_RULES)
        .map(|(id, words, times)| {
            let times = if *times > 1 {
                format!(" × {times}")
            } else {
                String::new()
            };
            format!("“{words}” ({id}{times})")
        })
        .collect();
    if more > 0 {
        parts.push(format!("{more} more"));
    }
    parts.join(", ")
}

fn left_out(session: &LeftOutReason, text: &mut String) {
    let _ = writeln!(
        text,
        "\n{HEADING}{}{HEADING:#} found no day this week",
        line(&session.title)
    );
    let _ = writeln!(text, "  {}", line(&session.reason.words(Audience::Terminal)));
    match session.give_up.as_slice() {
        [] => {}
        [one] => {
            let _ = writeln!(text, "  Giving up {} would make room.", wishes(one));
        }
        sets => {
            let _ = writeln!(text, "  Giving up any one of these would make room:");
            for set in sets {
                let _ = writeln!(text, "    {}", wishes(set));
            }
        }
    }
}

fn wishes(set: &[Wish]) -> String {
    let words = set.iter().map(|wish| {
        let place = wish.span.as_ref().map_or_else(String::new, |span| {
            format!(" ({}:{})", line(span.source().name()), span.line())
        });
        format!("{}{place}", line(&wish.text))
    });
    words.collect::<Vec<_>>().join(" and ")
}
