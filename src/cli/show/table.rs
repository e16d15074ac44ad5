//! Prints the rows of a season: one per week, then the legend and the sessions left out.

use std::collections::BTreeSet;
use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use chrono::{Days, NaiveDate};
use unicode_width::UnicodeWidthStr;

use super::cell::{self, Detail, StyledText, cell};
use super::header::day_text;
use super::layout::{self, GAP, LAYOUTS, Layout, bar};
use crate::cli::terminal::{BAR, BAR_LONG, FAINT, HEADING, line, pad, pad_left, wrap};
use crate::diagnostic::Audience;
use crate::pace::Effort;
use crate::plan::SessionKind;
use crate::schedule::{CalendarRow, Kind, LeftOut, Schedule, rows};
use crate::season::Season;
use crate::units::Units;

const TODAY: Style = AnsiColor::White.on_default().bold().invert();
/// Before the row that holds today.
const MARK: &str = "▸";
/// After the volume of a lighter week.
const LIGHTER: &str = "↓";

/// Detail of days without columns.
const NARROW: Detail = Detail::Training;
/// Before the days below a row.
const INDENT: usize = 4;

/// Paces that stand behind a number. M alone is a medium run, so marathon pace comes with an example.
const ZONES: [(Effort, &str, &str); 5] = [
    (Effort::Marathon, "10 M", "10 at marathon pace"),
    (Effort::HalfMarathon, "HM", "half-marathon pace"),
    (Effort::Threshold, "T", "threshold"),
    (Effort::Interval, "I", "interval"),
    (Effort::Repetition, "R", "repetition"),
];

/// A season's rows.
struct TerminalTable<'s> {
    rows: Vec<CalendarRow<'s>>,
    schedule: &'s Schedule,
    units: Units,
    today: NaiveDate,
    layout: Layout,
    number_width: usize,
    date_width: usize,
    volume_width: usize,
    cell_widths: [usize; 7],
}

/// The table, its legend and the sessions left out, no wider than `width` as far as possible.
pub(super) fn table(season: &Season, schedule: &Schedule, today: NaiveDate, width: usize) -> String {
    let units = season.athlete.units;
    let starts = season.week_starts();
    let candidates = LAYOUTS
        .into_iter()
        .map(|layout| TerminalTable::new(rows(schedule, starts), schedule, units, today, layout));
    let mut candidates = candidates.peekable();
    let mut chosen = None;
    while let Some(table) = candidates.next() {
        if table.width() <= width || candidates.peek().is_none() {
            chosen = Some(table);
            break;
        }
    }
    let Some(table) = chosen else { return String::new() };
    let mut text = table.text(width);
    text.push_str(&legend(&table, width));
    text.push_str(&left_out(schedule, width));
    text
}

impl<'s> TerminalTable<'s> {
    fn new(
        rows: Vec<CalendarRow<'s>>,
        schedule: &'s Schedule,
        units: Units,
        today: NaiveDate,
        layout: Layout,
    ) -> Self {
        let widest = |text: &dyn Fn(&CalendarRow<'s>) -> String| {
            rows.iter().map(|row| text(row).width()).max().unwrap_or(0)
        };
        let number_width = widest(&number_text).max(2);
        let date_width = widest(&|row| dates_text(row, layout.to_date));
        let volume_width = widest(&|row| cell::number(row.run(), units)).max(units.label().len());
        let mut cell_widths = [3; 7];
        if let Some(detail) = layout.days {
            for day in rows.iter().flat_map(|row| row.days.iter().enumerate()) {
                if let (column, Some(day)) = day {
                    cell_widths[column] = cell_widths[column].max(layout::width(&cell(day, units, detail)));
                }
            }
        }
        TerminalTable {
            rows,
            schedule,
            units,
            today,
            layout,
            number_width,
            date_width,
            volume_width,
            cell_widths,
        }
    }

    fn width(&self) -> usize {
        let days = match self.layout.days {
            Some(_) => self.cell_widths.iter().sum::<usize>() + 7 * GAP,
            None => GAP + 5,
        };
        let bar = if self.layout.bar > 0 {
            1 + self.layout.bar
        } else {
            0
        };
        2 + self.number_width + GAP + self.date_width + GAP + self.volume_width + 1 + bar + days
    }

    fn text(&self, width: usize) -> String {
        let mut text = self.head();
        let most = self.rows.iter().map(|row| row.run().mm()).max().unwrap_or(0);
        let (mut block, mut phase) = (None, None);
        for row in &self.rows {
            let here = row.week.map(|week| (week.block, week.phase.as_str()));
            if let Some((index, _)) = here
                && here != phase
            {
                text.push_str(&self.phase(row, block != Some(index)));
                block = Some(index);
                phase = here;
            }
            text.push_str(&self.row(row, most));
            if self.layout.days.is_none() {
                self.days_below(&mut text, row, width);
            }
        }
        text.push('\n');
        text
    }

    /// The names of the columns.
    fn head(&self) -> String {
        let mut head = format!(
            "  {}  {}  {}",
            pad("Wk", self.number_width),
            pad("", self.date_width),
            pad_left(self.units.label(), self.volume_width)
        );
        head.push_str(&" ".repeat(
            1 + if self.layout.bar > 0 {
                1 + self.layout.bar
            } else {
                0
            },
        ));
        match (self.layout.days, self.rows.first()) {
            (Some(_), Some(row)) => {
                for (column, width) in self.cell_widths.iter().enumerate() {
                    let day = row.first + Days::new(column as u64);
                    head.push_str(&" ".repeat(GAP));
                    head.push_str(&pad(&day.format("%a").to_string(), *width));
                }
            }
            _ => head.push_str("  Long"),
        }
        let faint = FAINT;
        format!("{faint}{}{faint:#}\n", head.trim_end())
    }

    /// The line above the first row of a phase; above the first of a plan it has the plan's title too.
    fn phase(&self, row: &CalendarRow<'_>, titled: bool) -> String {
        let Some(week) = row.week else {
            return String::new();
        };
        let mut name = line(&week.phase);
        if titled
            && self.schedule.blocks.len() > 1
            && let Some(block) = self.schedule.blocks.get(week.block)
        {
            let title = line(&block.plan.title);
            name = if title == name {
                name
            } else {
                format!("{title} · {name}")
            };
        }
        let heading = HEADING;
        format!("{heading}{name}{heading:#}\n")
    }

    fn row(&self, row: &CalendarRow<'_>, most: u64) -> String {
        let now = row.holds(self.today);
        let style = if row.has_race() || now {
            HEADING
        } else {
            Style::new()
        };
        let mark = if now { MARK } else { " " };
        let number = pad(&number_text(row), self.number_width);
        let dates = pad_left(&dates_text(row, self.layout.to_date), self.date_width);
        let run = row.run();
        let volume = if run.mm() == 0 {
            String::new()
        } else {
            cell::number(run, self.units)
        };
        let volume = pad_left(&volume, self.volume_width);
        let lighter = if row.is_lighter() { LIGHTER } else { " " };
        let faint = FAINT;
        let mut text = format!(
            "{style}{mark} {number}{style:#}  {faint}{dates}{faint:#}  {style}{volume}{style:#}{faint}{lighter}{faint:#}"
        );
        if self.layout.bar > 0 {
            text.push(' ');
            text.push_str(&self.bar(row, most));
        }
        match self.layout.days {
            Some(detail) => self.days(&mut text, row, detail),
            None => {
                let long = row.long();
                let long = if long.mm() == 0 {
                    ""
                } else {
                    &cell::number(long, self.units)
                };
                let style = cell::style(Kind::Session(SessionKind::Long));
                let race = if row.has_race() {
                    cell::letters(Kind::Race)
                } else {
                    ""
                };
                let _ = write!(text, "  {style}{long}{style:#}{race}");
            }
        }
        format!("{}\n", text.trim_end())
    }

    /// The week's running as a bar, of which the first and brighter part is the long run.
    fn bar(&self, row: &CalendarRow<'_>, most: u64) -> String {
        let all = bar(row.run().mm(), most, self.layout.bar);
        let long = usize::try_from(row.long().mm().saturating_mul(self.layout.bar as u64) / most.max(1))
            .unwrap_or(0);
        let at = all.char_indices().nth(long).map_or(all.len(), |(at, _)| at);
        let (long, rest) = all.split_at(at);
        let (bright, dim) = (BAR_LONG, BAR);
        format!("{bright}{long}{bright:#}{dim}{rest}{dim:#}")
    }

    /// The days one after the other, in as many lines as they take.
    fn days_below(&self, text: &mut String, row: &CalendarRow<'_>, width: usize) {
        let mut column = 0;
        for day in row.days.iter().flatten() {
            let pieces = cell(day, self.units, NARROW);
            let name = day.date.format("%a ").to_string();
            let wide = name.width() + layout::width(&pieces);
            if column > 0 && column + GAP + wide > width {
                text.push('\n');
                column = 0;
            }
            let blanks = if column == 0 { INDENT } else { GAP };
            let faint = FAINT;
            let _ = write!(text, "{}{faint}{name}{faint:#}", " ".repeat(blanks));
            self.pieces(text, &pieces, day.date);
            column += blanks + wide;
        }
        if column > 0 {
            text.push('\n');
        }
    }

    fn pieces(&self, text: &mut String, pieces: &[StyledText], date: NaiveDate) {
        for StyledText { text: piece, style } in pieces {
            let style = if date == self.today { TODAY } else { *style };
            let _ = write!(text, "{style}{piece}{style:#}");
        }
    }

    fn days(&self, text: &mut String, row: &CalendarRow<'_>, detail: Detail) {
        for (day, width) in row.days.iter().zip(self.cell_widths) {
            text.push_str(&" ".repeat(GAP));
            let pieces = day.map(|day| cell(day, self.units, detail)).unwrap_or_default();
            if let Some(day) = day {
                self.pieces(text, &pieces, day.date);
            }
            text.push_str(&" ".repeat(width.saturating_sub(layout::width(&pieces))));
        }
    }
}

/// "7/18"
fn number_text(row: &CalendarRow<'_>) -> String {
    match (row.number, row.week) {
        (Some(number), Some(week)) => format!("{number}/{}", week.of),
        _ => String::new(),
    }
}

/// "14–20 Dec", "28 Dec–3 Jan", or only the first day.
fn dates_text(row: &CalendarRow<'_>, to_date: bool) -> String {
    let Some((first, last)) = row.dates() else {
        return String::new();
    };
    let (from, to) = (day_text(first, false), day_text(last, false));
    if !to_date || first == last {
        return from;
    }
    match (from.split_once(' '), to.split_once(' ')) {
        (Some((day, month)), Some((_, other))) if month == other => format!("{day}–{to}"),
        _ => format!("{from}–{to}"),
    }
}

/// The legend: only letters that stand in the rows.
fn legend(table: &TerminalTable<'_>, width: usize) -> String {
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
    if table.rows.iter().any(CalendarRow::is_lighter) {
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

/// The sessions without a day; those of a week with the same reason together.
fn left_out(schedule: &Schedule, width: usize) -> String {
    if schedule.left_out.is_empty() {
        return String::new();
    }
    let (heading, faint) = (HEADING, FAINT);
    let mut text = format!("\n{heading}Left out{heading:#}\n");
    let same = |one: &LeftOut, other: &LeftOut| one.week == other.week && one.reason == other.reason;
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
        for part in wrap(&line(&first.reason.words(Audience::Terminal)), width - 4) {
            let _ = writeln!(text, "    {faint}{part}{faint:#}");
        }
    }
    text
}
