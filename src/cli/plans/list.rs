//! The plans as a list: a line each, by the race that they are for.

use std::sync::Arc;

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use crate::cli::args::{Wanted, WantedGoal};
use crate::cli::terminal::{FAINT, HEADING, NAME, line, pad, wrap};
use crate::diagnostic::Faults;
use crate::plan::{Library, Plan, VolumeBasis, Weeks};
use crate::season::RECOVERY;
use crate::units::{Distance, Units};

/// Blanks between two columns.
const GAP: usize = 2;
const COLUMNS: usize = 7;
const HEAD: [&str; COLUMNS] = ["NAME", "LEVEL", "WEEKS", "RUNS", "PEAK", "NEEDS", "TITLE"];
/// How many of them stand in columns, the first that fits; the others go under the line.
const IN_COLUMNS: [usize; 4] = [COLUMNS, COLUMNS - 1, COLUMNS - 2, 4];
/// For what a plan does not have.
const NOTHING: &str = "–";

impl Wanted {
    /// Whether anything is asked for.
    fn anything(&self) -> bool {
        self.goal.is_some() || self.weeks.is_some() || self.days.is_some() || self.level.is_some()
    }

    /// Whether a plan is one of those asked for. What is added to other plans is only in the whole list.
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

/// How long a plan may last, and the most days of its weeks with a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    pub weeks: Weeks,
    pub run_days: usize,
}

impl Extent {
    /// That of a plan, or of all that it is made of. How long recovery takes depends on the race behind: none, up
    /// to the longest recovery plan.
    pub(super) fn of(plan: &Plan, library: &Library) -> Self {
        let mut extent = Extent {
            weeks: plan.weeks(),
            run_days: plan.run_days(),
        };
        let unsaid = Faults::new();
        for name in &plan.plans {
            let part = if name.value == RECOVERY {
                let names = library.names();
                let plans = names.filter_map(|name| library.plan(name, &unsaid));
                let longest = plans
                    .filter(|plan| plan.is_recovery() && !plan.overlay)
                    .max_by_key(|plan| plan.weeks().max);
                longest.map(|plan| {
                    (
                        Weeks {
                            min: 0,
                            ..plan.weeks()
                        },
                        plan.run_days(),
                    )
                })
            } else {
                let part = library.plan(&name.value, &unsaid);
                part.map(|part| (part.weeks(), part.run_days()))
            };
            if let Some((Weeks { min, typical, max }, run_days)) = part {
                extent.weeks.min += min;
                extent.weeks.typical += typical;
                extent.weeks.max += max;
                extent.run_days = extent.run_days.max(run_days);
            }
        }
        extent
    }
}

/// Where a plan stands in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Race(Distance),
    Between,
    AfterRace,
    Composed,
    Added,
}

impl Group {
    fn of(plan: &Plan) -> Self {
        match plan.goal {
            _ if plan.overlay => Group::Added,
            _ if !plan.plans.is_empty() => Group::Composed,
            Some(goal) => Group::Race(goal.0),
            None if plan.is_recovery() => Group::AfterRace,
            None => Group::Between,
        }
    }

    fn heading(self, plan: &Plan) -> String {
        match (self, plan.goal) {
            (Group::Race(_), Some(goal)) => {
                let label = goal.label();
                match label.as_str() {
                    "half" => "Half marathon".to_owned(),
                    "marathon" => "Marathon".to_owned(),
                    _ => label,
                }
            }
            (Group::AfterRace, _) => "After a race".to_owned(),
            (Group::Composed, _) => "Several plans, end to end".to_owned(),
            (Group::Added, _) => "Added to other plans, with --also or --focus".to_owned(),
            _ => "Without a race".to_owned(),
        }
    }
}

/// The plans in the order of the list: by race, level, length and name.
pub(super) fn sort(plans: &mut [Arc<Plan>]) {
    plans.sort_by(|a, b| {
        let weeks = |plan: &Plan| if plan.overlay { 0 } else { plan.weeks().typical };
        let race = |plan: &Plan| plan.goal.map(|goal| goal.0);
        let key = |plan: &Plan| (Group::of(plan), race(plan), plan.level, weeks(plan));
        key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name))
    });
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
        let here = Group::of(plan);
        if group.replace(here) != Some(here) {
            let heading = HEADING;
            for part in wrap(&here.heading(plan), width) {
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
