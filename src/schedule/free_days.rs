//! Days that plans keep free of training, and the rows of plans that make a week.

use chrono::Datelike;

use super::fit::{FitWeek, Fitted};
use super::load::{day_of, row_for};
use crate::plan::{Plan, Row, Size, Sizes};
use crate::season::{Away, Season};
use crate::units::DateRange;
use crate::workout::Workout;

/// The days that the plans keep free of training, e.g. a family day.
pub(super) fn free_days(season: &Season, fitted: &Fitted) -> Vec<Away> {
    let mut free = Vec::new();
    for week in fitted.weeks.iter().filter(|week| !week.is_leftover()) {
        for (_, _, row) in rows(season, fitted, week) {
            free.extend(free_days_of(row, week));
        }
    }
    free
}

/// The rows that make a week: its plan's, then those of the overlays, each with its plan and the name of its
/// block.
pub(super) fn rows<'a>(
    season: &'a Season,
    fitted: &'a Fitted,
    week: &FitWeek,
) -> Vec<(&'a Plan, String, &'a Row)> {
    let plan = &fitted.blocks[week.block].plan;
    let phase = &plan.phases[week.phase];
    let block = fitted.blocks[week.block].role.clone();
    let own: (&Plan, String, &Row) = (plan, block.clone(), &phase.rows[week.row]);
    let mut rows = vec![own];
    for overlay in &season.also {
        let phases = overlay.plan.phases.iter();
        for added in phases.filter(|added| added.is_during(phase.kind)) {
            let name = format!("{block}.{}", overlay.plan.name);
            rows.push((&overlay.plan, name, row_for(added, week, fitted)));
        }
    }
    rows
}

fn free_days_of(row: &Row, week: &FitWeek) -> Vec<Away> {
    let mut free = Vec::new();
    for session in &row.sessions {
        let workouts: Vec<Workout> = match &session.sizes {
            Sizes::Count(count) => (0..*count as usize)
                .map(|index| session.session.length(index))
                .collect(),
            Sizes::Each(sizes) => sizes
                .iter()
                .filter_map(|size| match size {
                    Size::Workout(workout, _) => Some(workout.clone()),
                    Size::Percent(_) => None,
                })
                .collect(),
        };
        for workout in workouts {
            let Some(guide) = workout.guide().filter(|guide| guide.free_day) else {
                continue;
            };
            let day = day_of(session, &workout).map(|(day, _)| day);
            let date = (0..week.days)
                .map(|index| week.date(index))
                .find(|date| Some(date.weekday()) == day);
            free.extend(date.map(|date| Away {
                days: DateRange::on(date),
                why: Some(guide.title.clone()),
                still: vec![session.session.name.clone()],
                span: Some(session.span.clone()),
            }));
        }
    }
    free
}
