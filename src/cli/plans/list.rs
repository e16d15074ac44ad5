//! The plans as a list: a line each, by the race that they are for.

use std::sync::Arc;

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use crate::cli::args::{PlanFilter, WantedGoal};
use crate::cli::terminal::{FAINT, HEADING, NAME, line, pad, wrap};
use crate::plan::listing::{Extent, ListGroup, needs, peak, weeks};
use crate::plan::{Library, Plan, Weeks};
use crate::units::Units;

/// Blanks between two columns.
const GAP: usize = 2;
const COLUMNS: usize = 7;
const HEAD: [&str; COLUMNS] = ["NAME", "LEVEL", "WEEKS", "RUNS", "PEAK", "NEEDS", "TITLE"];
/// Numbers of facts in columns, of which the first that fits is used; the others follow under the line.
const IN_COLUMNS: [usize; 4] = [COLUMNS, COLUMNS - 1, COLUMNS - 2, 4];
/// For what a plan does not have.
const NOTHING: &str = "–";

impl PlanFilter {
    /// `true` if there is any condition.
    fn anything(&self) -> bool {
        self.goal.is_some() || self.weeks.is_some() || self.days.is_some() || self.level.is_some()
    }

    /// `true` if a plan meets the conditions. Overlays are only in the whole list.
    pub(super) fn takes(&self, plan: &Plan, extent: Extent) -> bool {
        let Weeks { min, max, .. } = extent.weeks;
        let race = plan
            .goal
            .map_or(WantedGoal::None, |goal| WantedGoal::Race(goal.0));
        (!plan.overlay || !self.anything())
            && self.goal.is_none_or(|goal| goal == race)
            && self.weeks.is_none_or(|weeks| (min..=max).contains(&weeks))
            && self.days.is_none_or(|days| extent.run_days <= days as usize)
            && self
                .level
                .is_none_or(|level| plan.level.is_none_or(|of| of == level))
    }
}

/// The sorted plans, with the names of the columns above. What has no room in columns goes under the line.
pub(super) fn list(plans: &[Arc<Plan>], library: &Library, width: usize) -> String {
    let faint = FAINT;
    if plans.is_empty() {
        return format!("{faint}No plan is like that. `longrun plans` lists them all.{faint:#}\n");
    }
    let head = HEAD.map(str::to_owned);
    let rows: Vec<[String; COLUMNS]> = plans
        .iter()
        .map(|plan| row(plan, Extent::of(plan, library)))
        .collect();
    let mut widths = [0; COLUMNS];
    for row in rows.iter().chain([&head]) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let wide = |columns: &usize| widths[..*columns].iter().sum::<usize>() + (columns - 1) * GAP <= width;
    let columns = IN_COLUMNS.into_iter().find(wide).unwrap_or(1);
    let mut text = shown(&head, &widths, columns, (FAINT, FAINT), width);
    let mut group = None;
    for (plan, row) in plans.iter().zip(&rows) {
        let here = ListGroup::of(plan);
        if group.replace(here) != Some(here) {
            let heading = HEADING;
            let how = if here == ListGroup::Added {
                ", with --also or --focus"
            } else {
                ""
            };
            for part in wrap(&format!("{}{how}", here.heading(plan)), width) {
                text.push_str(&format!("{heading}{part}{heading:#}\n"));
            }
        }
        text.push_str(&shown(row, &widths, columns, (NAME, Style::new()), width));
    }
    text.push('\n');
    let more = "`longrun plans NAME` shows one in full, `longrun show NAME --race DATE` puts it on dates.";
    for part in wrap(more, width) {
        text.push_str(&format!("{faint}{part}{faint:#}\n"));
    }
    text
}

fn shown(
    row: &[String; COLUMNS],
    widths: &[usize; COLUMNS],
    columns: usize,
    (name, style): (Style, Style),
    width: usize,
) -> String {
    let cells: Vec<String> = row[1..columns]
        .iter()
        .zip(&widths[1..])
        .map(|(cell, width)| pad(cell, *width))
        .collect();
    let rest = cells.join(&" ".repeat(GAP));
    let first = pad(&row[0], widths[0]);
    let mut text = if columns == 1 {
        format!("{name}{}{name:#}\n", row[0])
    } else {
        format!("{name}{first}{name:#}  {style}{}{style:#}\n", rest.trim_end())
    };
    if row[0] == "NAME" {
        return text;
    }
    let titled = columns < COLUMNS;
    let facts = columns.min(COLUMNS - 1)..COLUMNS - 1;
    let facts: Vec<String> = facts
        .filter(|&at| row[at] != NOTHING)
        .map(|at| match at {
            1 => row[at].clone(),
            _ => format!("{} {}", HEAD[at].to_lowercase(), row[at]),
        })
        .collect();
    let below = [titled.then(|| row[COLUMNS - 1].clone()), Some(facts.join("; "))];
    for line in below.into_iter().flatten() {
        for part in wrap(&line, width.saturating_sub(2)) {
            text.push_str(&format!("  {FAINT}{part}{FAINT:#}\n"));
        }
    }
    text
}

fn row(plan: &Plan, extent: Extent) -> [String; COLUMNS] {
    let none = || NOTHING.to_owned();
    let level = plan.level.map_or_else(none, |level| level.word().to_owned());
    let [weeks, runs] = if plan.overlay {
        [none(), none()]
    } else {
        [weeks(extent.weeks), extent.run_days.to_string()]
    };
    [
        line(&plan.name),
        level,
        weeks,
        runs,
        peak(plan, Units::Km),
        needs(plan, Units::Km),
        line(&plan.title),
    ]
}
