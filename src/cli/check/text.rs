//! Prints a review: one row per week, the season's totals, and the findings, the worst first in each week. The reason
//! and the advice of a check stand where its code appears first; notes are grouped by code.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::Reviewed;
use crate::cli::show::cell::number;
use crate::cli::show::header::day_text;
use crate::cli::terminal::{ERROR, FAINT, HEADING, NAME, OK, line, pad, pad_left, wrap};
use crate::diagnostic::{Code, Severity};
use crate::plan::Allowed;
use crate::review::{Finding, Review, Totals, WeekRow};
use crate::units::{Distance, Units};

const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// Between two columns.
const GAP: &str = "  ";
/// Most characters to quote from a file.
const MOST_WRITTEN: usize = 50;
/// Indent of the lines that explain a finding.
const INDENT: usize = 6;
/// Columns that an explanation needs beside its code; with fewer it stands below.
const LEAST_BESIDE: usize = 30;

/// The line above a file's review, or the only line of a file without one.
pub(super) fn head(input: &str, what: &str, review: Option<&Review>, width: usize) -> String {
    let bad = review.is_some_and(|review| review.count(Severity::Error) > 0);
    let (style, word) = if bad { (ERROR, "error") } else { (OK, "ok") };
    let input = line(input);
    let file = format!("{style}{word}{style:#}{GAP}{input}");
    if word.len() + input.width() + what.width() + 2 * GAP.len() <= width {
        return format!("{file}{GAP}{FAINT}{what}{FAINT:#}\n");
    }
    let mut text = format!("{file}\n");
    for part in wrap(what, width.saturating_sub(4)) {
        let _ = writeln!(text, "    {FAINT}{part}{FAINT:#}");
    }
    text
}

/// The review, no wider than `width` as far as that can be.
pub(super) fn of(reviewed: &Reviewed, width: usize) -> String {
    let review = &reviewed.review;
    if review.weeks.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{}\n", table(&review.weeks, reviewed.units, width));
    text.push_str(&totals(reviewed, width));
    let mut explained: Vec<Code> = Vec::new();
    findings(reviewed, width, &mut explained, &mut text);
    notes(reviewed, width, &mut explained, &mut text);
    allowed(&review.allowed, width, &mut text);
    tally(review, &mut text);
    text
}

/// A severity's colour.
fn style_of(severity: Severity) -> Style {
    match severity {
        Severity::Error => ERROR,
        Severity::Warning => WARNING,
        Severity::Note => NAME,
    }
}

/// The season's totals, one per line.
fn totals(reviewed: &Reviewed, width: usize) -> String {
    let units = reviewed.units;
    let totals: &Totals = &reviewed.review.totals;
    let mut lines: Vec<(&str, String)> = Vec::new();
    let weeks = match (totals.weeks, reviewed.race) {
        (1, None) => "1 week".to_owned(),
        (weeks, None) => format!("{weeks} weeks"),
        (weeks, Some(race)) => format!(
            "{weeks} weeks, race on {} {}",
            race.format("%A"),
            day_text(race, true)
        ),
    };
    lines.push(("Season", format!("{weeks}; {} in all", totals.run.show(units))));
    if let Some((far, date, to)) = totals.longest {
        let to = to.map_or_else(String::new, |days| format!(", D-{days}"));
        let race = totals.race_over_longest.map_or_else(String::new, |share| {
            format!(
                "; the race is {:.1} times the longest run before it",
                share / 100.0
            )
        });
        let what = format!("{} on {}{to}{race}", far.show(units), day_text(date, false));
        lines.push(("Longest run", what));
    }
    if let Some((at, run)) = totals.peak {
        let row = &reviewed.review.weeks[at];
        let what = format!(
            "{} in the week of {}",
            run.show(units),
            day_text(row.first, false)
        );
        lines.push(("Peak week", what));
    }
    if let Some(less) = totals.taper {
        lines.push(("Taper", format!("{less:.0} % less in the last six days")));
    }
    let easy = totals.easy_share;
    lines.push((
        "Easy / hard",
        format!("{easy:.0} % / {:.0} % of the distance", 100.0 - easy),
    ));
    let sessions = totals.sessions.iter();
    let sessions: Vec<String> = sessions.map(|(word, count)| format!("{count} {word}")).collect();
    lines.push(("Sessions", sessions.join(", ")));
    if totals.weekend_conflicts > 0 {
        let what = match totals.weekend_conflicts {
            1 => "1 session had to leave a Saturday or Sunday".to_owned(),
            count => format!("{count} sessions had to leave a Saturday or Sunday"),
        };
        lines.push(("Weekends", what));
    }
    let names = lines.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
    let mut text = String::new();
    for (name, what) in lines {
        for (at, part) in wrap(&what, width.saturating_sub(names + 2)).iter().enumerate() {
            let name = if at == 0 { name } else { "" };
            let _ = writeln!(text, "{FAINT}{}{FAINT:#}{GAP}{part}", pad(name, names));
        }
    }
    text
}

/// Errors and warnings, under a heading for the season and for each week.
fn findings(reviewed: &Reviewed, width: usize, explained: &mut Vec<Code>, text: &mut String) {
    let review = &reviewed.review;
    let mut week: Option<Option<usize>> = None;
    let told = |finding: &&Finding| finding.severity > Severity::Note;
    for finding in review.findings.iter().filter(told) {
        if week != Some(finding.week) {
            week = Some(finding.week);
            let heading = match finding.week.and_then(|week| review.weeks.get(week)) {
                Some(row) => [week_number(row), dates(row), line(&row.phase)]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(" · "),
                None => "The whole season".to_owned(),
            };
            let _ = writeln!(text, "\n{HEADING}{heading}{HEADING:#}");
        }
        let day = finding.date.map_or_else(String::new, |date| {
            format!("{} {}: ", date.format("%a"), day_text(date, false))
        });
        let what = format!("{day}{}", numbers(finding, reviewed.units));
        entry(finding.severity, finding.code.word(), &what, width, text);
        let place = finding.span.as_ref().map(|span| {
            let written = line(span.text().lines().next().unwrap_or(""));
            let mut short: String = written.chars().take(MOST_WRITTEN).collect();
            if short.len() < written.len() {
                short.push('…');
            }
            format!("{}:{}: {short}", line(span.source().name()), span.line())
        });
        explain(finding, place, width, explained, text);
    }
}

/// "the long run of 25 km, of the week's 48 km: 52 %, limit 40 %"
fn numbers(finding: &Finding, units: Units) -> String {
    let limit = finding
        .limit
        .map_or_else(String::new, |limit| format!(", limit {}", limit.show(units)));
    format!(
        "{}: {}{limit}",
        line(&finding.observation.words(units).to_string()),
        finding.measured.show(units)
    )
}

/// `text` beside something of `lead` columns, and the lines below that: all of it there where too little is left.
fn beside(text: &str, lead: usize, width: usize) -> (String, Vec<String>) {
    let left = width.saturating_sub(lead);
    if left < LEAST_BESIDE {
        return (String::new(), wrap(text, width.saturating_sub(INDENT)));
    }
    let mut lines = wrap(text, left);
    let first = if lines.is_empty() {
        String::new()
    } else {
        lines.remove(0)
    };
    (first, lines)
}

fn entry(severity: Severity, code: &str, what: &str, width: usize, text: &mut String) {
    let style = style_of(severity);
    let word = severity.word();
    let lead = 2 + word.len() + 1 + code.len() + 2;
    let (first, rest) = beside(what, lead, width);
    let shown = format!("  {style}{word}{style:#} {HEADING}{code}{HEADING:#}  {first}");
    let _ = writeln!(text, "{}", shown.trim_end());
    for part in rest {
        let _ = writeln!(text, "{}{part}", " ".repeat(INDENT));
    }
}

/// Reason, source and advice, once per code; then the place.
fn explain(
    finding: &Finding,
    place: Option<String>,
    width: usize,
    explained: &mut Vec<Code>,
    text: &mut String,
) {
    let mut lines = Vec::new();
    if !explained.contains(&finding.code) {
        explained.push(finding.code);
        lines.push(format!("{} ({})", finding.reason, finding.source));
        lines.push(format!("→ {}", finding.advice));
    }
    lines.extend(place);
    for line in lines {
        for part in wrap(&line, width.saturating_sub(INDENT)) {
            let _ = writeln!(text, "{}{FAINT}{part}{FAINT:#}", " ".repeat(INDENT));
        }
    }
}

/// The notes, grouped by code.
fn notes(reviewed: &Reviewed, width: usize, explained: &mut Vec<Code>, text: &mut String) {
    let notes = reviewed.review.findings.iter();
    let notes: Vec<&Finding> = notes
        .filter(|finding| finding.severity == Severity::Note)
        .collect();
    let mut codes: Vec<Code> = Vec::new();
    for note in &notes {
        if codes.contains(&note.code) {
            continue;
        }
        if codes.is_empty() {
            let _ = writeln!(text, "\n{HEADING}Worth knowing{HEADING:#}");
        }
        codes.push(note.code);
        let same: Vec<&&Finding> = notes.iter().filter(|other| other.code == note.code).collect();
        let what = match same.as_slice() {
            [one] => {
                let row = one.week.and_then(|week| reviewed.review.weeks.get(week));
                let week = row.map_or_else(String::new, |row| format!("{}: ", dates(row)));
                format!("{week}{}", numbers(one, reviewed.units))
            }
            many => together(many, reviewed.units),
        };
        entry(Severity::Note, note.code.word(), &what, width, text);
        explain(note, None, width, explained, text);
    }
}

/// "14 times, from 35.2 % to 39.7 %, limit 35 %"
fn together(many: &[&&Finding], units: Units) -> String {
    let by_value = |a: &&&&Finding, b: &&&&Finding| a.measured.value().total_cmp(&b.measured.value());
    let (Some(least), Some(most)) = (many.iter().min_by(by_value), many.iter().max_by(by_value)) else {
        return String::new();
    };
    let from = least.measured.show(units).to_string();
    let to = most.measured.show(units).to_string();
    let range = if from == to {
        from
    } else {
        format!("from {from} to {to}")
    };
    let limit = most
        .limit
        .map_or_else(String::new, |limit| format!(", limit {}", limit.show(units)));
    format!("{} times, {range}{limit}", many.len())
}

/// Findings that are declared as meant, with the reason, once per code.
fn allowed(allowed: &[(Finding, Allowed)], width: usize, text: &mut String) {
    let mut codes: Vec<Code> = Vec::new();
    for (finding, by) in allowed {
        if codes.contains(&finding.code) {
            continue;
        }
        if codes.is_empty() {
            let _ = writeln!(text, "\n{HEADING}Allowed{HEADING:#}");
        }
        codes.push(finding.code);
        let times = allowed
            .iter()
            .filter(|(other, _)| other.code == finding.code)
            .count();
        let times = if times > 1 {
            format!(" × {times}")
        } else {
            String::new()
        };
        let why = by.reason.as_deref().map_or("no reason given".to_owned(), line);
        let lead = format!("  {}{times}  ", finding.code);
        let (first, rest) = beside(&why, lead.width(), width);
        let _ = writeln!(text, "{lead}{FAINT}{first}{FAINT:#}");
        for part in rest {
            let _ = writeln!(text, "{}{FAINT}{part}{FAINT:#}", " ".repeat(INDENT));
        }
    }
}

fn tally(review: &Review, text: &mut String) {
    let parts: Vec<String> = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Note, "note", "notes"),
    ]
    .into_iter()
    .filter_map(|(severity, one, many)| match review.count(severity) {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {many}")),
    })
    .collect();
    let text_of = match parts.is_empty() {
        true => "A coach would find nothing to object to.".to_owned(),
        false => parts.join(", "),
    };
    let _ = writeln!(text, "\n{text_of}\n");
}

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
fn week_number(row: &WeekRow) -> String {
    match row.number {
        0 => String::new(),
        number => format!("{number}/{}", row.of),
    }
}

/// "14–20 Dec", "28 Dec–3 Jan".
fn dates(row: &WeekRow) -> String {
    let (from, to) = (day_text(row.first, false), day_text(row.last, false));
    match (from.split_once(' '), to.split_once(' ')) {
        _ if row.first == row.last => from,
        (Some((day, month)), Some((_, other))) if month == other => format!("{day}–{to}"),
        _ => format!("{from}–{to}"),
    }
}

/// Behind a week with one.
const RACE: &str = "race";
/// Columns that are dropped in a narrow terminal, in this order.
const GIVES_WAY: [&str; 8] = ["Phase", "S", "Rest", "of it %", "Mono", "Load", "Q", "±%"];

/// Room for the number of a row's codes: "  +2".
const MOST_COUNTED: usize = 4;

/// The rows, with the codes of errors and warnings behind them, as many as fit.
fn table(rows: &[WeekRow], units: Units, width: usize) -> String {
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
        let code = code.word();
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
