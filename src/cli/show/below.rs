//! Below the rows: what the letters mean, and what was left out.

use std::collections::BTreeSet;
use std::fmt::Write;

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::cell;
use super::header::day_text;
use super::table::{LIGHTER, MARK, NARROW, Table};
use crate::cli::terminal::{FAINT, HEADING, line, wrap};
use crate::pace::Effort;
use crate::plan::SessionKind;
use crate::schedule::{Kind, Row, Schedule};

/// What stands behind a number. M alone is a medium run, so marathon pace comes with an example.
const ZONES: [(Effort, &str, &str); 5] = [
    (Effort::Marathon, "10 M", "10 at marathon pace"),
    (Effort::HalfMarathon, "HM", "half-marathon pace"),
    (Effort::Threshold, "T", "threshold"),
    (Effort::Interval, "I", "interval"),
    (Effort::Repetition, "R", "repetition"),
];

/// What the letters mean: only those that stand above.
pub(super) fn legend(table: &Table<'_>, width: usize) -> String {
    let mut entries: Vec<(&str, &str, Style)> = Vec::new();
    let detail = table.layout.days.unwrap_or(NARROW);
    let quality = cell::style(Kind::Session(SessionKind::Quality));
    let days = || table.rows.iter().flat_map(|row| row.days.iter().flatten());
    let sessions = || days().flat_map(|day| cell::shown(day, detail));
    let kinds: BTreeSet<SessionKind> = sessions()
        .filter_map(|session| match session.kind {
            Kind::Session(kind) => Some(kind),
            Kind::Race => None,
        })
        .collect();
    for kind in kinds {
        let word = match kind {
            SessionKind::Appointment => "appointment",
            SessionKind::Cross => "cross-training",
            SessionKind::Shakeout => "shake-out",
            kind => kind.word(),
        };
        let letters = cell::letters(Kind::Session(kind));
        if letters != word {
            entries.push((letters, word, cell::style(Kind::Session(kind))));
        }
    }
    if detail != cell::Detail::Brief {
        let efforts: Vec<Effort> = sessions()
            .filter_map(|session| session.workout.main_effort())
            .collect();
        let zones = ZONES.iter().filter(|(effort, _, _)| efforts.contains(effort));
        entries.extend(zones.map(|(_, letters, words)| (*letters, *words, quality)));
    }
    if detail != cell::Detail::Brief && sessions().any(|session| session.strides) {
        entries.push(("+S", "strides", cell::style(Kind::Session(SessionKind::Strides))));
    }
    if table.rows.iter().any(Row::is_lighter) {
        entries.push((LIGHTER, "lighter week", FAINT));
    }
    if table.rows.iter().any(|row| row.holds(table.today)) {
        entries.push((MARK, "this week", HEADING));
    }
    let faint = FAINT;
    let mut text = String::new();
    let mut column = 0;
    for (letters, word, style) in entries {
        let wide = letters.width() + 1 + word.width();
        if column > 0 && column + 3 + wide > width {
            text.push('\n');
            column = 0;
        }
        if column > 0 {
            text.push_str("   ");
            column += 3;
        }
        let _ = write!(text, "{style}{letters}{style:#} {faint}{word}{faint:#}");
        column += wide;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// The sessions that found no day: those of a week with the same reason together.
pub(super) fn left_out(schedule: &Schedule, width: usize) -> String {
    if schedule.left_out.is_empty() {
        return String::new();
    }
    let (heading, faint) = (HEADING, FAINT);
    let mut text = format!("\n{heading}Left out{heading:#}\n");
    let same = |one: &crate::schedule::LeftOut, other: &crate::schedule::LeftOut| {
        one.week == other.week && one.reason == other.reason
    };
    for group in schedule.left_out.chunk_by(same) {
        let mut titles: Vec<(String, u32)> = Vec::new();
        for out in group {
            let title = line(&out.title);
            match titles.iter_mut().find(|(known, _)| *known == title) {
                Some((_, times)) => *times += 1,
                None => titles.push((title, 1)),
            }
        }
        let titles: Vec<String> = titles
            .into_iter()
            .map(|(title, times)| {
                if times > 1 {
                    format!("{times} × {title}")
                } else {
                    title
                }
            })
            .collect();
        let Some(first) = group.first() else { continue };
        for part in wrap(
            &format!("Week of {}: {}", day_text(first.week, false), titles.join(", ")),
            width - 2,
        ) {
            let _ = writeln!(text, "  {part}");
        }
        for part in wrap(&line(&first.reason), width - 4) {
            let _ = writeln!(text, "    {faint}{part}{faint:#}");
        }
    }
    text
}
