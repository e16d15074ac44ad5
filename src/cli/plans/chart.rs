//! A plan's weeks drawn: how much is run, and how far the long run goes.

use std::fmt::Write;

use serde::Serialize;

use crate::cli::terminal::{BAR, BAR_LONG, FAINT, HEADING, line, pad, pad_left};
use crate::plan::SessionKind;
use crate::schedule::{Kind, Schedule};
use crate::units::{Distance, Units};

/// Columns of the longest bar, at most.
const WIDEST: usize = 50;
/// Columns of the longest bar, at least.
const NARROWEST: usize = 4;
/// Columns of the rest of a line, without the phase.
const BESIDE: usize = 25;

/// A week for the runner whom the plan was written for.
#[derive(Serialize)]
pub(super) struct TypicalWeekShown {
    number: u32,
    phase: String,
    cutback: bool,
    run: Distance,
    long: Distance,
}

/// The weeks of a plan that was put on dates alone.
pub(super) fn weeks(schedule: &Schedule) -> Vec<TypicalWeekShown> {
    let weeks = schedule.weeks.iter().enumerate();
    weeks
        .filter(|(_, week)| week.number > 0)
        .map(|(index, week)| {
            let days = schedule.days.iter().filter(|day| day.week == index);
            let longs = days
                .flat_map(|day| &day.sessions)
                .filter(|session| session.kind == Kind::Session(SessionKind::Long));
            TypicalWeekShown {
                number: week.number,
                phase: week.phase.clone(),
                cutback: week.cutback,
                run: schedule.run_in_week(index),
                long: longs
                    .map(|session| session.distance)
                    .max()
                    .unwrap_or(Distance::ZERO),
            }
        })
        .collect()
}

const LEGEND: &str = "━ long run  ─ other runs";

/// A line a week: its running as a bar, of which the long run is the first part.
pub(super) fn chart(weeks: &[TypicalWeekShown], width: usize) -> String {
    let most = weeks.iter().map(|week| week.run).max().unwrap_or(Distance::ZERO);
    if most == Distance::ZERO {
        return String::new();
    }
    let (heading, faint, long_style, style) = (HEADING, FAINT, BAR_LONG, BAR);
    let phase_width = weeks.iter().map(|week| line(&week.phase).chars().count()).max();
    let room = width.saturating_sub(BESIDE + NARROWEST).clamp(5, 20);
    let phase_width = phase_width.unwrap_or(0).clamp(5, room);
    let bar = width
        .saturating_sub(phase_width + BESIDE)
        .clamp(NARROWEST, WIDEST);
    let mut text = format!("\n{heading}Volume{heading:#}\n");
    let head = format!("  Week  {}     km   long", pad("", phase_width));
    let fits = head.chars().count() + 2 + LEGEND.chars().count() <= width;
    let _ = match fits {
        true => writeln!(text, "{faint}{head}  {LEGEND}{faint:#}"),
        false => writeln!(text, "{faint}  {LEGEND}\n{head}{faint:#}"),
    };
    let mut before = None;
    for week in weeks {
        let mut phase = line(&week.phase);
        if phase.chars().count() > phase_width {
            phase = phase.chars().take(phase_width - 1).chain(['…']).collect();
        }
        // The phase that begins a plan may be called like the one that ends the plan before it.
        let phase = if before.replace(&week.phase) == Some(&week.phase) && week.number > 1 {
            String::new()
        } else {
            phase
        };
        let columns = |distance: Distance| {
            let cells = distance.mm().saturating_mul(bar as u64 * 2) / most.mm().max(1);
            usize::try_from(cells.div_ceil(2)).unwrap_or(bar).min(bar)
        };
        let (all, long) = (columns(week.run), columns(week.long));
        let lighter = if week.cutback { "↓" } else { " " };
        let _ = writeln!(
            text,
            "  {}{lighter} {}  {}  {}  {long_style}{}{long_style:#}{style}{}{style:#}",
            pad_left(&week.number.to_string(), 3),
            pad(&phase, phase_width),
            pad_left(&number(week.run), 5),
            pad_left(&number(week.long), 5),
            "━".repeat(long.min(all)),
            "─".repeat(all.saturating_sub(long)),
        );
    }
    text
}

fn number(distance: Distance) -> String {
    if distance == Distance::ZERO {
        return "–".to_owned();
    }
    let shown = distance.show(Units::Km).to_string();
    shown.trim_end_matches(" km").to_owned()
}
