//! What stands below the rows of a plan: one-off items, what is said beside sessions, named workouts.

use std::collections::BTreeMap;
use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::full::{Notes, notation};
use crate::cli::terminal::{HEADING, NAME, line, pad, wrap};
use crate::plan::{Once, Plan, Side, Size, Sizes};
use crate::workout::{Step, Workout};

/// With fewer columns beside its name, a workout stands below it.
const LEAST_BESIDE: usize = 30;

/// What is said beside sessions.
pub(super) fn said(plan: &Plan, width: usize) -> String {
    if plan.notes.is_empty() {
        return String::new();
    }
    let heading = HEADING;
    let mut text = format!("\n{heading}Said beside sessions{heading:#}\n");
    for note in &plan.notes {
        let mut which = match note.with.as_slice() {
            [] => "all runs".to_owned(),
            names => line(&names.join(", ")),
        };
        if let Some(from) = note.from {
            let _ = write!(which, " of {} or more", from.show());
        }
        if !note.during.is_empty() {
            let kinds: Vec<&str> = note.during.iter().map(|kind| kind.word()).collect();
            let _ = write!(which, " in {}", kinds.join(", "));
        }
        let said = format!("{which}: {}", line(&note.lines.join(" ")));
        for (index, part) in wrap(&said, width.saturating_sub(4)).iter().enumerate() {
            let indent = if index == 0 { "  " } else { "    " };
            let _ = writeln!(text, "{indent}{part}");
        }
    }
    text
}

/// The items with a window before or after a race.
pub(super) fn once(plan: &Plan, width: usize) -> String {
    if plan.once.is_empty() {
        return String::new();
    }
    let heading = HEADING;
    let mut text = format!("\n{heading}Once{heading:#}\n");
    for Once {
        what,
        workout,
        side,
        days,
        ..
    } in &plan.once
    {
        let days = match days.is_exact() {
            true => format!("{}", days.low),
            false => format!("{}–{}", days.low, days.high),
        };
        let side = match side {
            Side::After => "after the race",
            Side::Before => "before the race",
            Side::Start => "from the start",
        };
        let plural = if days == "1" { "day" } else { "days" };
        let notation = match workout.steps.as_slice() {
            [Step::Named { steps, .. }] => notation(&Workout { steps: steps.clone() }),
            _ => notation(workout),
        };
        let said = format!("{}, {days} {plural} {side} ({})", line(what), line(&notation));
        for (index, part) in wrap(&said, width.saturating_sub(4)).iter().enumerate() {
            let indent = if index == 0 { "  " } else { "    " };
            let _ = writeln!(text, "{indent}{part}");
        }
    }
    text
}

/// The named workouts of the plan's rows, with what they are, and those too long for a column.
pub(super) fn workouts(plan: &Plan, notes: &Notes, width: usize) -> String {
    let mut named: BTreeMap<String, String> = BTreeMap::new();
    let rows = plan.phases.iter().flat_map(|phase| &phase.rows);
    for row in rows {
        for session in &row.sessions {
            match &session.sizes {
                Sizes::Count(count) => {
                    let lengths = (0..*count as usize).map(|index| session.session.length(index));
                    lengths.for_each(|workout| name_workout(&workout, None, &mut named));
                }
                Sizes::Each(sizes) => {
                    for size in sizes {
                        if let Size::Workout(workout, name) = size {
                            name_workout(workout, name.as_deref(), &mut named);
                        }
                    }
                }
            }
        }
        row.daily
            .iter()
            .for_each(|workout| name_workout(workout, None, &mut named));
    }
    for once in &plan.once {
        name_workout(&once.workout, None, &mut named);
    }
    let notes = notes
        .0
        .iter()
        .enumerate()
        .map(|(at, note)| (Notes::letter(at), note.clone()));
    let all: Vec<(String, String)> = notes.chain(named).collect();
    if all.is_empty() {
        return String::new();
    }
    let (heading, name_style) = (HEADING, NAME);
    let wide = all.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
    let mut text = format!("\n{heading}Workouts{heading:#}\n");
    for (name, workout) in all {
        let left = width.saturating_sub(wide + 4);
        if left < LEAST_BESIDE {
            let _ = writeln!(text, "  {name_style}{name}{name_style:#}");
            for part in wrap(&workout, width.saturating_sub(4)) {
                let _ = writeln!(text, "    {part}");
            }
            continue;
        }
        for (index, part) in wrap(&workout, left).iter().enumerate() {
            let name = if index == 0 { name.as_str() } else { "" };
            let _ = writeln!(text, "  {name_style}{}{name_style:#}  {part}", pad(name, wide));
        }
    }
    text
}

/// Notes down what a workout's name stands for, and those of the workouts in it.
fn name_workout(workout: &Workout, name: Option<&str>, named: &mut BTreeMap<String, String>) {
    for step in &workout.steps {
        match step {
            Step::With { name, inner, .. } => {
                named.insert(line(name), what_it_is(inner));
            }
            Step::Named { name, .. } => {
                named.insert(line(name), what_it_is(workout));
            }
            _ => {}
        }
    }
    if let Some(name) = name {
        named.insert(line(name), what_it_is(workout));
    }
}

/// A workout's steps, and its exercises.
fn what_it_is(workout: &Workout) -> String {
    let [Step::Named { guide, steps, .. }] = workout.steps.as_slice() else {
        return line(&workout.to_string());
    };
    let inside = Workout { steps: steps.clone() };
    let mut parts = vec![guide.title.clone(), inside.to_string()];
    parts.extend(guide.exercises.iter().cloned());
    line(&parts.join("; "))
}
