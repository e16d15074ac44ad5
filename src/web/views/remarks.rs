//! What a runner should read before the ways to subscribe: what the plan gave up to fit, what found no day, and what is not
//! on its usual day.

use chrono::{Datelike, Weekday};
use maud::{Markup, html};

use super::labels::{Titles, capital, date};
use super::plan_data::{MadeSeason, PlanPage};
use crate::diagnostic::fault::{Fault, ScheduleFault};
use crate::diagnostic::{Audience, Code, Diagnostic, Severity};
use crate::plan::RECOVERY;
use crate::schedule::{LeftOut, Moved, Schedule};

/// All that is to be said; nothing where there is nothing.
pub(super) fn remarks(shown: &PlanPage<'_>, made: &MadeSeason<'_>) -> Markup {
    let titles = Titles(shown.plans);
    // These have lists of their own.
    let own_list = [Code::LeftOut, Code::Moved, Code::Compromise];
    let mut told: Vec<&Diagnostic> = made
        .told
        .iter()
        .filter(|one| !own_list.contains(&one.code()))
        .collect();
    told.sort_by_key(|one| (one.code() != Code::Started, one.severity() != Severity::Warning));
    let given_up = given_up(made.told);
    let (left_out, moved) = (left_out(made.schedule), moved(&made.schedule.moved));
    let quiet = told.is_empty() && given_up.is_empty() && left_out.is_empty() && moved.is_empty();
    let is_alarming = !left_out.is_empty() || told.iter().any(|one| is_strong(one));
    html! {
        @if !quiet {
            section.remarks.alarming[is_alarming] #remarks {
                h2 { @if is_alarming { "Before you subscribe" } @else { "Good to know" } }
                @if !told.is_empty() {
                    ul {
                        @for one in &told {
                            li.strong[is_strong(one)] data-code=(one.code()) {
                                (titles.sentence(one))
                                @if let Some(help) = help_to_start(shown, one) { "; " (help) }
                                "."
                            }
                        }
                    }
                }
                (list("What found no day", Code::LeftOut, &left_out))
                (list("What is not on its usual day", Code::Moved, &moved))
                (list("What was given up", Code::Compromise, &given_up))
            }
        }
    }
}

fn list(heading: &str, code: Code, lines: &[String]) -> Markup {
    html! {
        @if !lines.is_empty() {
            h3 { (heading) }
            ul data-code=(code) { @for line in lines { li { (line) } } }
        }
    }
}

/// Tells whether a runner must not overlook a remark: a warning, or one on a season that has begun.
fn is_strong(told: &Diagnostic) -> bool {
    told.severity() == Severity::Warning || told.code() == Code::Started
}

/// Advice for a season that follows a race whose day is not given, and that has begun.
fn help_to_start(shown: &PlanPage<'_>, told: &Diagnostic) -> Option<&'static str> {
    let follows_a_race = shown.plan.plans.iter().any(|part| part.value == RECOVERY);
    let may_follow =
        told.code() == Code::Started && follows_a_race && shown.form.value("previous").is_empty();
    may_follow.then_some("give the day of your last race, and the season begins on the next")
}

/// "Quality session, week of 4 Jan 2027: …", those of a week with the same reason together.
fn left_out(schedule: &Schedule) -> Vec<String> {
    let same = |one: &LeftOut, other: &LeftOut| one.week == other.week && one.reason == other.reason;
    let groups = schedule.left_out.chunk_by(same);
    let lines = groups.filter_map(|group| {
        let first = group.first()?;
        let titles: Vec<&str> = group.iter().map(|out| out.title.as_str()).collect();
        let titles = counted(&titles).join(", ");
        Some(format!(
            "{titles}, week of {}: {}",
            date(first.week),
            first.reason.words(Audience::Page(&Titles(&[])))
        ))
    });
    lines.collect()
}

/// Each title once, with how often it stands there.
fn counted(titles: &[&str]) -> Vec<String> {
    let mut counts: Vec<(&str, u32)> = Vec::new();
    for title in titles {
        match counts.iter_mut().find(|(known, _)| known == title) {
            Some((_, times)) => *times += 1,
            None => counts.push((title, 1)),
        }
    }
    let shown = counts.into_iter().map(|(title, times)| match times {
        1 => title.to_owned(),
        _ => format!("{times} × {title}"),
    });
    shown.collect()
}

/// "Long run on Friday in 11 weeks (Mon is a rest day)"
fn moved(moved: &[Moved]) -> Vec<String> {
    let mut groups: Vec<(&Moved, u32)> = Vec::new();
    for one in moved {
        let same = |known: &Moved| {
            (&known.title, known.date.weekday(), &known.reason)
                == (&one.title, one.date.weekday(), &one.reason)
        };
        match groups.iter_mut().find(|(known, _)| same(known)) {
            Some((_, weeks)) => *weeks += 1,
            None => groups.push((one, 1)),
        }
    }
    let lines = groups.into_iter().map(|(one, weeks)| {
        let (title, reason) = (&one.title, one.reason.words(Audience::Page(&Titles(&[]))));
        match weeks {
            1 => format!(
                "{title} on {} {} ({reason})",
                one.date.format("%a"),
                date(one.date)
            ),
            _ => format!(
                "{title} on {} in {weeks} weeks ({reason})",
                day(one.date.weekday())
            ),
        }
    });
    lines.collect()
}

fn day(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// "No long run on the day after quality on 4 Jan 2027, 11 Jan 2027", a line for each rule.
fn given_up(told: &[Diagnostic]) -> Vec<String> {
    let mut rules: Vec<(&str, Vec<String>)> = Vec::new();
    for one in told {
        let Fault::Schedule(ScheduleFault::Compromise { date: day, rule }) = &one.fault else {
            continue;
        };
        match rules.iter_mut().find(|(known, _)| *known == rule.text) {
            Some((_, days)) => days.push(date(*day)),
            None => rules.push((rule.text, vec![date(*day)])),
        }
    }
    let lines = rules
        .into_iter()
        .map(|(rule, days)| format!("{} on {}", capital(rule), days.join(", ")));
    lines.collect()
}
