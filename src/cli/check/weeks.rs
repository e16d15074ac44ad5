//! The weeks of a review, a row each.

use std::fmt::Write;

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::text::{GAP, style_of};
use crate::cli::show::cell::number;
use crate::cli::show::header::day_text;
use crate::cli::terminal::{FAINT, HEADING, line, pad, pad_left};
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

/// The rows, with the codes of errors and warnings behind them.
pub(super) fn table(rows: &[WeekRow], units: Units) -> String {
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| COLUMNS.iter().map(|column| (column.fill)(row, units)).collect())
        .collect();
    let name = |column: &Column| match column.name {
        "Run" => format!("{} ", units.label()),
        name => name.to_owned(),
    };
    let widths: Vec<usize> = COLUMNS
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let widest = cells.iter().map(|row| row[at].width()).max().unwrap_or(0);
            widest.max(name(column).width())
        })
        .collect();
    let set = |at: usize, text: &str| match COLUMNS[at].right {
        true => pad_left(text, widths[at]),
        false => pad(text, widths[at]),
    };
    let head: Vec<String> = COLUMNS
        .iter()
        .enumerate()
        .map(|(at, column)| set(at, &name(column)))
        .collect();
    let mut text = format!("{FAINT}{}{FAINT:#}\n", head.join(GAP).trim_end());
    for (row, cells) in rows.iter().zip(&cells) {
        let style = if row.races > 0 { HEADING } else { Style::new() };
        let cells: Vec<String> = cells.iter().enumerate().map(|(at, cell)| set(at, cell)).collect();
        let _ = write!(text, "{style}{}{style:#}", cells.join(GAP));
        if row.races > 0 {
            let _ = write!(text, "{GAP}{HEADING}race{HEADING:#}");
        }
        for (severity, code) in row
            .flags
            .iter()
            .filter(|(severity, _)| *severity > Severity::Note)
        {
            let style = style_of(*severity);
            let _ = write!(text, "{GAP}{style}{code}{style:#}");
        }
        text.push('\n');
    }
    text
}
