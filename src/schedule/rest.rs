//! The rest days of a week, each under a name that it keeps.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::fit::Fitted;
use super::model::{Day, Kind, Session, Week};
use super::prior_placement::PriorPlacement;
use crate::plan::{SessionKind, SessionType};
use crate::season::Role;
use crate::workout::{Step, Workout};

/// A week has no more rest days than days.
pub(super) const MOST: u32 = 7;

/// Puts a rest session on every day without training.
///
/// A week's rest days are counted from 1. One that was published for its day keeps its number, so that a rest day more
/// does not rename the others; the others take the numbers that are left, in their order.
pub(super) fn rest_days(
    weeks: &[Week],
    days: &mut [Day],
    fitted: &Fitted,
    published: Option<&PriorPlacement>,
) {
    let mut of_week: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, day) in days.iter().enumerate() {
        if is_free(day) {
            of_week.entry(day.week).or_default().push(index);
        }
    }
    for (week, free) in of_week {
        let week = &weeks[week];
        let numbers = numbers(week, free.iter().map(|day| days[*day].date), fitted, published);
        for (day, number) in free.into_iter().zip(numbers) {
            let session = rest(week, fitted, number);
            days[day].sessions.insert(0, session);
        }
    }
}

fn is_free(day: &Day) -> bool {
    day.sessions.iter().all(|session| match session.kind {
        Kind::Race => false,
        Kind::Session(kind) => !kind.is_training() || kind == SessionKind::Mobility,
    })
}

fn numbers(
    week: &Week,
    free: impl Iterator<Item = NaiveDate>,
    fitted: &Fitted,
    published: Option<&PriorPlacement>,
) -> Vec<u32> {
    let published_on = |number: u32| published?.held.get(&role(week, fitted, number)).copied();
    let mut left: Vec<u32> = (1..=MOST).collect();
    let mut numbers: Vec<Option<u32>> = Vec::new();
    for date in free {
        let own = left.iter().position(|number| published_on(*number) == Some(date));
        numbers.push(own.map(|at| left.remove(at)));
    }
    let mut left = left.into_iter();
    let rest = numbers.into_iter().map(|own| own.or_else(|| left.next()));
    rest.map(|number| number.unwrap_or(MOST)).collect()
}

/// The role of a week's rest day.
pub(super) fn role(week: &Week, fitted: &Fitted, number: u32) -> Role {
    role_in(
        &fitted.blocks[week.block].role,
        week.number == 0,
        week.anchor,
        number,
    )
}

/// The same, for a week that is not laid out yet.
pub(super) fn role_in(block: &str, leftover: bool, anchor: u32, number: u32) -> Role {
    let leftover = if leftover { ".days-before" } else { "" };
    Role {
        block: format!("{block}{leftover}"),
        anchor,
        session: "rest".to_owned(),
        ordinal: number,
    }
}

fn rest(week: &Week, fitted: &Fitted, number: u32) -> Session {
    let plan = &fitted.blocks[week.block].plan;
    let kind: Arc<SessionType> = plan.sessions.of_kind(SessionKind::Rest);
    let workout = Workout {
        steps: vec![Step::Rest],
    };
    Session::plain(
        role(week, fitted, number),
        Kind::Session(SessionKind::Rest),
        kind.title.clone(),
        workout,
    )
}
