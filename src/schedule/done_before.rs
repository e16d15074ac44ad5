//! The sessions that were done in a week under another name: that of another week, since the race has moved, or of
//! another plan or season.
//!
//! They count by kind. A session of the week that is still open counts as done where one of its kind was; what was done
//! beyond the week's plan stands on its day too, so that the rules between days hold from it on
//! (docs/design.md#what-was-published).

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::fit::FitWeek;
use super::inputs::PlacementInputs;
use super::load::{Item, LoadedWeek};
use super::place::load_of;
use super::prior_placement::{PriorPlacement, RecordedSession};
use super::rules::DayLoad;
use super::session_facts::AccountedRecords;
use crate::plan::{SessionKind, SessionType};
use crate::season::{Role, slug};
use crate::units::Duration;

/// The block of sessions that no plan of the season has.
const ELSEWHERE: &str = "done";

/// Counts what was done in each week before today, and what its own sessions do not account for, nor the facts.
pub(super) fn count(
    inputs: &PlacementInputs,
    weeks: &mut [LoadedWeek],
    published: &PriorPlacement,
    facts: &AccountedRecords,
) {
    let mut by_day: BTreeMap<NaiveDate, Vec<&RecordedSession>> = BTreeMap::new();
    for record in &published.recorded {
        by_day.entry(record.date).or_default().push(record);
    }
    for (number, (fit, week)) in inputs.fitted().weeks.iter().zip(weeks).enumerate() {
        let days = fit.days();
        let of_week = by_day.range(days.first()..=days.last());
        let mut open: Vec<&RecordedSession> = of_week.flat_map(|(_, records)| records).copied().collect();
        open.retain(|record| !is_own(record, week) && !facts.has(record, number));
        for likeness in [Likeness::Title, Likeness::Name, Likeness::Kind] {
            open.retain(|record| !take(record, likeness, week));
        }
        // The hardest first: a day holds one run.
        open.sort_by_key(|record| (record.date, record.kind));
        for record in open {
            add(inputs, record, fit, week);
        }
    }
}

/// True if the record is a session's own, and the session is held to it.
fn is_own(record: &RecordedSession, week: &LoadedWeek) -> bool {
    let same = |item: &Item| {
        item.done && item.pinned == Some(record.date) && Some(&item.role) == record.role.as_ref()
    };
    week.items.iter().any(same)
}

/// The property in which a session of the week and a recorded one agree.
#[derive(Clone, Copy)]
enum Likeness {
    Title,
    Name,
    Kind,
}

/// Lets the first open session that is like `record` count as done on its day. False if there is none.
fn take(record: &RecordedSession, likeness: Likeness, week: &mut LoadedWeek) -> bool {
    let is_like = |item: &Item| match likeness {
        Likeness::Title => {
            record.title.starts_with(&item.title) && slug(&item.session.name) == record.session
        }
        Likeness::Name => slug(&item.session.name) == record.session,
        // Mobility and the like are of many sorts, which do not stand for one another.
        Likeness::Kind => record.kind.is_training() && record.kind != SessionKind::Mobility,
    };
    let open = |item: &Item| {
        item.pinned.is_none() && item.kind() == record.kind && item.kind() != SessionKind::Strides
    };
    let Some(index) = week.items.iter().position(|item| open(item) && is_like(item)) else {
        return false;
    };
    if is_taken(record, week) {
        // Two on one day. The day holds one of them, and the other is done with.
        week.items.remove(index);
        return true;
    }
    let item = &mut week.items[index];
    item.pinned = Some(record.date);
    item.done = true;
    item.published = None;
    true
}

/// True if the day of `record` holds a run already, for a run, or else a session of its kind.
fn is_taken(record: &RecordedSession, week: &LoadedWeek) -> bool {
    let same_day = |item: &&Item| item.pinned == Some(record.date);
    let mut held = week.items.iter().filter(same_day);
    held.any(|item| item.kind() == record.kind || (item.kind().is_run() && record.kind.is_run()))
}

/// Adds a session that was done beyond the week's plan.
fn add(inputs: &PlacementInputs, record: &RecordedSession, fit: &FitWeek, week: &mut LoadedWeek) {
    let session = Arc::new(SessionType::built_in(record.kind));
    let number = week.items.iter().filter(|item| item.beyond_plan).count();
    let role = Role {
        block: ELSEWHERE.to_owned(),
        anchor: fit.anchor,
        session: session.name.clone(),
        ordinal: u32::try_from(number).unwrap_or(u32::MAX).saturating_add(1),
    };
    let paces = inputs.season().paces_for(&inputs.fitted().blocks[fit.block].plan);
    let item = Item {
        pinned: Some(record.date),
        done: true,
        beyond_plan: true,
        time: Duration::ZERO,
        ..Item::new(role, &session, record.title.clone(), session.length(0), &paces)
    };
    if load_of(&item).without_marks() != DayLoad::default() && !is_taken(record, week) {
        week.items.push(item);
    }
}
