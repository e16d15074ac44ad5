//! The plans as a list: a line each.

use std::sync::Arc;

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use crate::cli::terminal::{FAINT, NAME, line, pad, wrap};
use crate::plan::{Plan, VolumeBasis, Weeks};
use crate::units::Units;

/// Blanks between two columns.
const GAP: usize = 2;

/// The list, with the names of its columns above. The title goes under the line where the terminal is
/// narrow.
pub(super) fn list(plans: &[Arc<Plan>], width: usize) -> String {
    let head = ["NAME", "RACE", "WEEKS", "PEAK", "NEEDS", "TITLE"].map(str::to_owned);
    let rows: Vec<[String; 6]> = plans.iter().map(|plan| row(plan)).collect();
    let mut widths = [0; 6];
    for row in rows.iter().chain([&head]) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let below = widths.iter().sum::<usize>() + 5 * GAP > width;
    let mut text = String::new();
    for (index, row) in [&head].into_iter().chain(&rows).enumerate() {
        let style = if index == 0 { FAINT } else { Style::new() };
        let name = if index == 0 { FAINT } else { NAME };
        let columns = if below { &row[1..5] } else { &row[1..6] };
        let cells: Vec<String> = columns
            .iter()
            .zip(&widths[1..])
            .map(|(cell, width)| pad(cell, *width))
            .collect();
        let rest = cells.join(&" ".repeat(GAP));
        let first = pad(&row[0], widths[0]);
        text.push_str(&format!(
            "{name}{first}{name:#}  {style}{}{style:#}\n",
            rest.trim_end()
        ));
        if below && index > 0 {
            for part in wrap(&row[5], width.saturating_sub(2)) {
                text.push_str(&format!("  {FAINT}{part}{FAINT:#}\n"));
            }
        }
    }
    let faint = FAINT;
    text.push_str(&format!("\n{faint}`longrun plans NAME` shows one in full, `longrun show NAME --race DATE` puts it on dates.{faint:#}\n"));
    text
}

fn row(plan: &Plan) -> [String; 6] {
    let race = plan.goal.map_or_else(|| "–".to_owned(), |goal| goal.label());
    [
        line(&plan.name),
        race,
        match plan.plans.is_empty() {
            true => weeks(plan.weeks()),
            false => format!("{} plans", plan.plans.len()),
        },
        peak(plan),
        needs(plan),
        line(&plan.title),
    ]
}

/// "18 (14–29)"
pub(super) fn weeks(weeks: Weeks) -> String {
    match weeks.min == weeks.max {
        true => weeks.typical.to_string(),
        false => format!("{} ({}–{})", weeks.typical, weeks.min, weeks.max),
    }
}

/// "75 km (60–90)", or what it is measured by instead.
pub(super) fn peak(plan: &Plan) -> String {
    match &plan.basis {
        VolumeBasis::None => "–".to_owned(),
        VolumeBasis::Peak { peak, range, .. } => {
            let range = range.show(Units::Km).to_string();
            format!("{} ({})", peak.show(Units::Km), range.trim_end_matches(" km"))
        }
        VolumeBasis::Usual { reduction: 0, .. } => "by your usual week".to_owned(),
        VolumeBasis::Usual { reduction, .. } => format!("{} % of your week", 100 - (*reduction).min(100)),
    }
}

/// "45 km/week, long 18 km"
pub(super) fn needs(plan: &Plan) -> String {
    let weekly = plan
        .needs
        .weekly
        .map(|weekly| format!("{} a week", weekly.show(Units::Km)));
    let longest = plan
        .needs
        .longest
        .map(|longest| format!("{} long", longest.show(Units::Km)));
    let needs: Vec<String> = weekly.into_iter().chain(longest).collect();
    if needs.is_empty() {
        "–".to_owned()
    } else {
        needs.join(", ")
    }
}
