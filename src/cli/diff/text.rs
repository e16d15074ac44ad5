//! Prints the changes of a calendar, one per line.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use chrono::{NaiveDate, NaiveTime};

use crate::cli::terminal::{FAINT, line, pad};
use crate::history::CalendarChange;
use crate::history::ledger::{ChangeKind, EventChange, VisibleField};
use crate::ical::{Event, When};

/// Columns of the longest word.
const WORD: usize = 9;

/// All lines, and the number of changes of each kind.
pub(super) fn text(name: &str, itself: &[CalendarChange], changes: &[EventChange]) -> String {
    let mut text = String::new();
    if changes.is_empty() && itself.is_empty() {
        let _ = writeln!(text, "{name}: no change");
        return text;
    }
    for change in itself {
        of_calendar(change, &mut text);
    }
    for change in changes {
        one(change, &mut text);
    }
    let parts: Vec<&str> = itself.iter().map(|change| change.field.word()).collect();
    let itself = (!parts.is_empty()).then(|| format!("calendar's {}", parts.join(", ")));
    let events = (!changes.is_empty()).then(|| tally(changes));
    let all: Vec<String> = itself.into_iter().chain(events).collect();
    let _ = writeln!(text, "{name}: {}", all.join("; "));
    text
}

/// "calendar   title: Sam: Spring Half → Training"
fn of_calendar(change: &CalendarChange, text: &mut String) {
    let style = style(ChangeKind::Changed);
    let word = pad("calendar", WORD);
    let shown = |value: &Option<String>| value.as_deref().map_or_else(|| "none".to_owned(), line);
    let _ = writeln!(
        text,
        "{style}{word}{style:#}  {}: {} → {}",
        change.field.word(),
        shown(&change.before),
        shown(&change.after)
    );
}

/// "12 moved, 1 cancelled"
pub(crate) fn tally(changes: &[EventChange]) -> String {
    let kinds = [
        ChangeKind::Moved,
        ChangeKind::Changed,
        ChangeKind::Added,
        ChangeKind::Cancelled,
    ];
    let parts = kinds.into_iter().filter_map(|kind| {
        let number = changes.iter().filter(|change| change.kind == kind).count();
        (number > 0).then(|| format!("{number} {}", kind.word()))
    });
    parts.collect::<Vec<_>>().join(", ")
}

fn one(change: &EventChange, text: &mut String) {
    let style = style(change.kind);
    let word = pad(change.kind.word(), WORD);
    let when = when(change);
    let title = title(change);
    let _ = write!(text, "{style}{word}{style:#}  {when}  {title}");
    // A move and a new title show their difference themselves. Times that are only written in another way do not.
    let says_itself = |part: &VisibleField| match part {
        VisibleField::Day | VisibleField::Time => change.kind == ChangeKind::Moved,
        part => *part == VisibleField::Title,
    };
    let more: Vec<&str> = change
        .parts
        .iter()
        .filter(|part| !says_itself(part))
        .map(|part| part.word())
        .collect();
    if !more.is_empty() {
        let _ = write!(text, " {FAINT}({}){FAINT:#}", more.join(", "));
    }
    text.push('\n');
}

fn style(kind: ChangeKind) -> Style {
    match kind {
        ChangeKind::Moved => AnsiColor::Yellow.on_default(),
        ChangeKind::Changed => AnsiColor::Cyan.on_default(),
        ChangeKind::Added => AnsiColor::Green.on_default(),
        ChangeKind::Cancelled => AnsiColor::Red.on_default(),
    }
}

/// "Sun 14 Mar 2027 → Sat 13 Mar 2027", "Tue 16 Mar 2027 18:00 → 19:00"
fn when(change: &EventChange) -> String {
    let after = clock(&change.after);
    let Some(before) = change.before.as_ref().map(clock) else {
        return shown(after);
    };
    let ((day, _), (new_day, time)) = (before, after);
    if change.kind != ChangeKind::Moved {
        return shown(after);
    }
    let to = match time {
        _ if day != new_day => shown(after),
        Some(time) => time.format("%H:%M").to_string(),
        None => "all day".to_owned(),
    };
    format!("{} → {to}", shown(before))
}

fn shown((day, time): (NaiveDate, Option<NaiveTime>)) -> String {
    let day = day.format("%a %e %b %Y");
    match time {
        Some(time) => format!("{day} {}", time.format("%H:%M")),
        None => day.to_string(),
    }
}

fn clock(event: &Event) -> (NaiveDate, Option<NaiveTime>) {
    match event.when {
        When::AllDay { first, .. } => (first, None),
        When::Timed { date, time, .. } => (date, Some(time)),
    }
}

fn title(change: &EventChange) -> String {
    let after = line(&change.after.summary);
    match &change.before {
        Some(before) if change.parts.contains(&VisibleField::Title) => {
            format!("{} → {after}", line(&before.summary))
        }
        _ => after,
    }
}
