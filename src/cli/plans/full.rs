//! Prints one plan in full, as a running book does: one row per week.

use std::collections::BTreeMap;
use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::chart;
use crate::cli::terminal::{FAINT, HEADING, NAME, line, pad, wrap};
use crate::plan::listing;
use crate::plan::{Once, Phase, Plan, Row, Side, Size, Sizes, Volume, VolumeBasis, Weeks};
use crate::units::Units;
use crate::workout::{Step, Workout};

/// Columns that a workout needs beside its name; with fewer it stands below.
const LEAST_BESIDE: usize = 30;

/// The plan as text, no wider than `width` as far as its own words allow: text without room in columns is wrapped.
pub(super) fn full(plan: &Plan, weeks_drawn: &[chart::TypicalWeekShown], width: usize) -> String {
    let (heading, faint, name) = (HEADING, FAINT, NAME);
    let (title, own_name) = (line(&plan.title), line(&plan.name));
    let mut text = String::new();
    if title.width() + 2 + own_name.width() <= width {
        let _ = writeln!(text, "{heading}{title}{heading:#}  {name}{own_name}{name:#}");
    } else {
        for part in wrap(&title, width) {
            let _ = writeln!(text, "{heading}{part}{heading:#}");
        }
        let _ = writeln!(text, "{name}{own_name}{name:#}");
    }
    for part in wrap(&line(&plan.summary), width) {
        let _ = writeln!(text, "{part}");
    }
    text.push('\n');
    for (what, value) in facts(plan) {
        for (at, part) in wrap(&value, width.saturating_sub(8)).iter().enumerate() {
            let what = if at == 0 { what } else { "" };
            let _ = writeln!(text, "{faint}{}{faint:#}  {part}", pad(what, 6));
        }
    }
    if plan.plans.is_empty() {
        if !plan.overlay {
            text.push('\n');
        }
        let mut notes = Notes::default();
        if !plan.phases.is_empty() {
            text.push_str(&weeks(plan, &mut notes, width));
        }
        text.push_str(&chart::chart(weeks_drawn, width));
        text.push_str(&once(plan, width));
        text.push_str(&said(plan, width));
        text.push_str(&workouts(plan, &notes, width));
    } else {
        text.push_str(&chart::chart(weeks_drawn, width));
    }
    if !plan.credit.is_empty() {
        text.push('\n');
        for part in wrap(&line(&plan.credit), width) {
            let _ = writeln!(text, "{faint}{part}{faint:#}");
        }
    }
    text
}

/// The plan's facts, one per line.
fn facts(plan: &Plan) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    if let Some(goal) = plan.goal {
        facts.push(("Race", goal.label()));
    }
    if let Some(level) = plan.level {
        facts.push(("For", level.word().to_owned()));
    }
    if !plan.plans.is_empty() {
        let names: Vec<String> = plan.plans.iter().map(|name| line(&name.value)).collect();
        facts.push(("Plans", names.join(", then ")));
    } else if !plan.overlay {
        facts.push(("Weeks", listing::weeks(plan.weeks())));
        facts.push(("Runs", format!("up to {} a week", plan.run_days())));
    }
    if plan.basis != VolumeBasis::None {
        facts.push(("Peak", listing::peak(plan, Units::Km)));
    }
    if plan.needs.weekly.is_some() || plan.needs.longest.is_some() {
        facts.push(("Needs", listing::needs(plan, Units::Km)));
    }
    if let Some(cap) = plan.long_cap {
        facts.push(("Long", format!("no longer than {}", cap.show())));
    }
    facts
}

/// The names of the sessions in the plan's rows, in the order in which they first appear.
fn session_names(plan: &Plan) -> Vec<&str> {
    const USUAL: [&str; 4] = ["long", "medium", "quality", "easy"];
    let mut names: Vec<&str> = Vec::new();
    let rows = plan.phases.iter().flat_map(|phase| &phase.rows);
    for session in rows.flat_map(|row| &row.sessions) {
        if !names.contains(&session.session.name.as_str()) {
            names.push(&session.session.name);
        }
    }
    names.sort_by_key(|name| {
        USUAL
            .iter()
            .position(|usual| usual == name)
            .unwrap_or(USUAL.len())
    });
    names
}

/// The phases with their rows, in columns that hold through the whole plan. A value that is the same in every row
/// stands in one line above them.
fn weeks(plan: &Plan, notes: &mut Notes, width: usize) -> String {
    let names = session_names(plan);
    let mut head = vec!["Week".to_owned(), "volume".to_owned()];
    head.extend(names.iter().map(|name| line(name)));
    head.push("rest".to_owned());
    let mut table: Vec<(Option<&Phase>, Vec<String>)> = Vec::new();
    for phase in &plan.phases {
        for (index, row) in phase.rows.iter().enumerate() {
            table.push(((index == 0).then_some(phase), cells(row, table.len() + 1, &names)));
        }
    }
    let (same, columns) = same_columns(&head, &table);
    let every: Vec<String> = same
        .iter()
        .filter(|&&at| !table[0].1[at].is_empty())
        .map(|&at| format!("{}: {}", head[at], table[0].1[at]))
        .collect();
    let widths = |longest: usize| -> Vec<usize> {
        let width = |cell: &String| {
            if cell.width() > longest {
                Notes::WIDTH
            } else {
                cell.width()
            }
        };
        let column = |at: usize| {
            table
                .iter()
                .map(move |(_, cells)| width(&cells[at]))
                .max()
                .unwrap_or(0)
        };
        columns
            .iter()
            .map(|&at| column(at).max(head[at].width()))
            .collect()
    };
    // Only as much moves below the rows as must.
    let fits = |longest: &usize| widths(*longest).iter().map(|column| column + 2).sum::<usize>() <= width;
    let longest = Notes::LONGEST.into_iter().find(fits);
    let widths = longest.map(widths);
    if let Some(longest) = longest {
        for (_, cells) in &mut table {
            for &at in &columns {
                cells[at] = notes.shortened(&cells[at], longest);
            }
        }
    }
    let shown = |cells: &[String]| -> Vec<String> {
        let Some(widths) = &widths else {
            return in_lines(&head, cells, &columns, width);
        };
        let cells: Vec<String> = columns
            .iter()
            .zip(widths)
            .map(|(&at, width)| pad(&cells[at], *width))
            .collect();
        vec![cells.join("  ").trim_end().to_owned()]
    };
    let (heading, faint) = (HEADING, FAINT);
    let mut text = daily(plan, width);
    if !every.is_empty() {
        let _ = writeln!(text, "{heading}Every week{heading:#}");
        for part in wrap(&every.join("; "), width.saturating_sub(2)) {
            let _ = writeln!(text, "  {part}");
        }
        text.push('\n');
    }
    if widths.is_some() {
        let _ = writeln!(text, "{faint}  {}{faint:#}", shown(&head).concat());
    }
    for (phase, cells) in &table {
        if let Some(phase) = phase {
            let (name, note) = (line(&phase.name), phase_note(phase, plan.overlay));
            if name.width() + 2 + note.width() <= width {
                let _ = writeln!(text, "{heading}{name}{heading:#}  {faint}{note}{faint:#}");
            } else {
                let _ = writeln!(text, "{heading}{name}{heading:#}");
                for part in wrap(&note, width.saturating_sub(2)) {
                    let _ = writeln!(text, "  {faint}{part}{faint:#}");
                }
            }
        }
        for part in shown(cells) {
            let _ = writeln!(text, "  {part}");
        }
    }
    text
}

/// A row without room for columns: each cell follows its column's name.
fn in_lines(head: &[String], cells: &[String], columns: &[usize], width: usize) -> Vec<String> {
    let named: Vec<String> = columns
        .iter()
        .filter(|&&at| !cells[at].trim().is_empty())
        .map(|&at| format!("{} {}", head[at], cells[at].trim()))
        .collect();
    let row = named.join("; ").replacen("; ", ": ", 1);
    let lines = wrap(&row, width.saturating_sub(4)).into_iter();
    let indented = lines.enumerate();
    indented
        .map(|(at, part)| if at == 0 { part } else { format!("  {part}") })
        .collect()
}

/// Daily activities, once where all phases agree, else by phase.
fn daily(plan: &Plan, width: usize) -> String {
    let heading = HEADING;
    let mut text = String::new();
    for phase in &plan.phases {
        let daily = phase.rows.iter().flat_map(|row| &row.daily);
        let mut names: Vec<String> = Vec::new();
        for workout in daily {
            let name = workout
                .guide()
                .map_or_else(|| workout.to_string(), |guide| guide.title.clone());
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if !names.is_empty() {
            let phase = if plan.phases.len() > 1 && !(plan.overlay && phase.during.is_empty()) {
                format!(", {}", line(&phase.name))
            } else {
                String::new()
            };
            let _ = writeln!(text, "{heading}Every day{phase}{heading:#}");
            for part in wrap(&line(&names.join("; ")), width.saturating_sub(2)) {
                let _ = writeln!(text, "  {part}");
            }
            text.push('\n');
        }
    }
    text
}

/// The columns in which all rows agree, and the others. A plan of one row has nothing to compare.
fn same_columns(head: &[String], table: &[(Option<&Phase>, Vec<String>)]) -> (Vec<usize>, Vec<usize>) {
    let same = |at: usize| table.len() > 1 && table.iter().all(|(_, cells)| cells[at] == table[0].1[at]);
    (0..head.len()).partition(|&at| at > 0 && same(at))
}

/// Workouts too long for a column, printed below the rows.
#[derive(Default)]
struct Notes(Vec<String>);

impl Notes {
    /// A longer cell becomes a letter; the first that makes the rows fit is taken.
    const LONGEST: [usize; 5] = [usize::MAX, 40, 32, 24, 16];
    /// Columns of "(a)".
    const WIDTH: usize = 3;

    fn shortened(&mut self, cell: &str, longest: usize) -> String {
        if cell.width() <= longest {
            return cell.to_owned();
        }
        let at = self.0.iter().position(|note| note == cell).unwrap_or_else(|| {
            self.0.push(cell.to_owned());
            self.0.len() - 1
        });
        Self::letter(at)
    }

    fn letter(at: usize) -> String {
        match u8::try_from(at) {
            Ok(at) if at < 26 => format!("({})", char::from(b'a' + at)),
            _ => format!("({})", at + 1),
        }
    }
}

fn phase_note(phase: &Phase, overlay: bool) -> String {
    let Weeks { min, typical, max } = phase.weeks;
    if overlay && phase.during.is_empty() {
        return "added to all weeks".to_owned();
    }
    if overlay {
        let kinds: Vec<&str> = phase.during.iter().map(|kind| kind.word()).collect();
        return format!("added to weeks of {}", kinds.join(", "));
    }
    let weeks = match (min == max, typical) {
        (true, 1) => "1 week".to_owned(),
        (true, _) => format!("{typical} weeks"),
        (false, _) => format!("{typical} weeks, from {min} to {max}"),
    };
    if phase.repeats {
        format!("{weeks}; the rows start over")
    } else {
        weeks
    }
}

fn cells(row: &Row, number: usize, names: &[&str]) -> Vec<String> {
    let volume = match row.volume {
        Some(Volume::Distance(distance)) => distance.show(Units::Km).to_string(),
        Some(Volume::Percent(percent)) => format!("{percent} %"),
        None => String::new(),
    };
    let lighter = if row.cutback { " ↓" } else { "" };
    let mut cells = vec![format!("{number:>2}{lighter}"), volume];
    for name in names {
        let sessions = row
            .sessions
            .iter()
            .filter(|session| session.session.name == *name);
        let sizes: Vec<String> = sessions.map(|session| sizes(&session.sizes)).collect();
        let sizes = line(&sizes.join(" · "));
        // "strength 30 min" in the column of strength would repeat the word.
        let once = sizes.strip_prefix(*name).and_then(|rest| rest.strip_prefix(' '));
        cells.push(once.map(str::to_owned).unwrap_or(sizes));
    }
    cells.push(if row.rest > 0 {
        row.rest.to_string()
    } else {
        String::new()
    });
    cells
}

fn sizes(sizes: &Sizes) -> String {
    match sizes {
        Sizes::Count(count) => count.to_string(),
        Sizes::Each(sizes) => {
            let shown: Vec<String> = sizes
                .iter()
                .map(|size| match size {
                    Size::Percent(percent) => format!("{percent} %"),
                    Size::Workout(_, Some(name)) => name.clone(),
                    Size::Workout(workout, None) => notation(workout),
                })
                .collect();
            // Two equal sizes are printed once.
            match shown.split_first() {
                Some((first, rest)) if !rest.is_empty() && rest.iter().all(|it| it == first) => {
                    format!("{} × {first}", shown.len())
                }
                _ => shown.join(" · "),
            }
        }
    }
}

/// The notation without a final "easy", which is the default.
fn notation(workout: &Workout) -> String {
    let text = workout.to_string();
    match workout.steps.as_slice() {
        [Step::Run { .. }] => text.strip_suffix(" easy").map(str::to_owned).unwrap_or(text),
        _ => text,
    }
}

/// The notes beside sessions.
fn said(plan: &Plan, width: usize) -> String {
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
fn once(plan: &Plan, width: usize) -> String {
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
fn workouts(plan: &Plan, notes: &Notes, width: usize) -> String {
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

/// Adds the meaning of a workout's name, and of the names inside it.
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
