//! The weeks of a review, a row each.

use std::fmt::Write;

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::text::{GAP, style_of};
use crate::cli::show::cell::number;
use crate::cli::show::header::day_text;
use crate::cli::terminal::{FAINT, HEADING, line, pad, pad_left, wrap};
use crate::diagnostic::Severity;
use crate::review::WeekRow;
use crate::units::{Distance, Units};

/// A column: its name, whether its texts stand to the right, and how to fill it.
struct Column {
    name: &'static str,
    right: bool,
    fill: fn(&WeekRow, Units) -> String,
}

const COLUMNS: [Column; 12] = [
    column("Wk", true, |row, _| week_number(row)),
    column("", false, |row, _| dates(row)),
    column("Phase", false, |row, _| line(&row.phase)),
    column("Run", true, |row, units| {
        format!(
            "{}{}",
            if row.run == Distance::ZERO {
                String::new()
            } else {
                number(row.run, units)
            },
            if row.cutback { "↓" } else { " " }
        )
    }),
    column("±%", true, |row, _| {
        row.change
            .map_or_else(String::new, |change| format!("{change:+.0}"))
    }),
    column("Long", true, |row, units| match row.long {
        Distance::ZERO => String::new(),
        long => number(long, units),
    }),
    column("of it %", true, |row, _| {
        row.long_share
            .map_or_else(String::new, |share| format!("{share:.0}"))
    }),
    column("Q", true, |row, _| count(row.quality)),
    column("S", true, |row, _| count(row.strength)),
    column("Rest", true, |row, _| count(row.rest)),
    column("Load", true, |row, _| format!("{:.0}", row.load)),
    column("Mono", true, |row, _| format!("{:.2}", row.monotony)),
];

const fn column(name: &'static str, right: bool, fill: fn(&WeekRow, Units) -> String) -> Column {
    Column { name, right, fill }
}

fn count(count: usize) -> String {
    match count {
        0 => "·".to_owned(),
        count => count.to_string(),
    }
}

/// "7/18"; nothing for days left over.
pub(super) fn week_number(row: &WeekRow) -> String {
    match row.number {
        0 => String::new(),
        number => format!("{number}/{}", row.of),
    }
}

/// "14–20 Dec", "28 Dec–3 Jan".
pub(super) fn dates(row: &WeekRow) -> String {
    let (from, to) = (day_text(row.first, false), day_text(row.last, false));
    match (from.split_once(' '), to.split_once(' ')) {
        _ if row.first == row.last => from,
        (Some((day, month)), Some((_, other))) if month == other => format!("{day}–{to}"),
        _ => format!("{from}–{to}"),
    }
}

/// Behind a week with one.
const RACE: &str = "race";
/// What gives way where the terminal is narrow, in this order.
const GIVES_WAY: [&str; 8] = ["Phase", "S", "Rest", "of it %", "Mono", "Load", "Q", "±%"];

/// Room for the number of a row's codes: "  +2".
const MOST_COUNTED: usize = 4;

/// The rows, with the codes of errors and warnings behind them, as many as fit.
pub(super) fn table(rows: &[WeekRow], units: Units, width: usize) -> String {
    let mut columns: Vec<(&Column, usize)> = COLUMNS
        .iter()
        .map(|column| (column, column_width(column, rows, units)))
        .collect();
    let total =
        |columns: &[(&Column, usize)]| columns.iter().map(|(_, width)| width + GAP.len()).sum::<usize>();
    let race = match rows.iter().any(|row| row.races > 0) {
        true => GAP.len() + RACE.len(),
        false => 0,
    };
    let mut hidden: Vec<&str> = Vec::new();
    for name in GIVES_WAY {
        if total(&columns) + race + MOST_COUNTED > width + GAP.len() {
            columns.retain(|(column, _)| column.name != name);
            hidden.push(name);
        }
    }
    let line = |fill: &dyn Fn(&Column) -> String| {
        let cells = columns.iter().map(|(column, width)| match column.right {
            true => pad_left(&fill(column), *width),
            false => pad(&fill(column), *width),
        });
        cells.collect::<Vec<_>>().join(GAP)
    };
    let head = line(&|column| heading(column, units));
    let mut text = format!("{FAINT}{}{FAINT:#}\n", head.trim_end());
    for row in rows {
        let style = if row.races > 0 { HEADING } else { Style::new() };
        let cells = line(&|column| (column.fill)(row, units));
        let _ = write!(text, "{style}{cells}{style:#}");
        let mut taken = cells.width();
        if row.races > 0 {
            let _ = write!(text, "{GAP}{HEADING}{RACE}{HEADING:#}");
            taken += GAP.len() + RACE.len();
        }
        flags(row, width.saturating_sub(taken), &mut text);
        text.push('\n');
    }
    if !hidden.is_empty() {
        let said = format!("In a wider terminal: {}.", hidden.join(", "));
        for part in wrap(&said, width) {
            let _ = writeln!(text, "{FAINT}{part}{FAINT:#}");
        }
    }
    text
}

/// The codes of a row's errors and warnings; those that do not fit in so many columns are counted.
fn flags(row: &WeekRow, width: usize, text: &mut String) {
    let mut left = width;
    let serious = row
        .flags
        .iter()
        .filter(|(severity, _)| *severity > Severity::Note);
    let serious: Vec<_> = serious.collect();
    for (at, (severity, code)) in serious.iter().enumerate() {
        let rest = serious.len() - at;
        let more = if rest > 1 { GAP.len() + 3 } else { 0 };
        let style = style_of(*severity);
        if GAP.len() + code.len() + more > left {
            let _ = write!(text, "{GAP}{style}+{rest}{style:#}");
            return;
        }
        let _ = write!(text, "{GAP}{style}{code}{style:#}");
        left -= GAP.len() + code.len();
    }
}

fn heading(column: &Column, units: Units) -> String {
    match column.name {
        "Run" => format!("{} ", units.label()),
        name => name.to_owned(),
    }
}

fn column_width(column: &Column, rows: &[WeekRow], units: Units) -> usize {
    let cells = rows.iter().map(|row| (column.fill)(row, units).width());
    cells.max().unwrap_or(0).max(heading(column, units).width())
}
