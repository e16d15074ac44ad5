//! Adds overlays to the weeks: sessions that are not running, and a medium run in place of an easy one
//! (docs/design.md#overlays).

use std::sync::Arc;

use super::{Item, LoadedWeek, title_of};
use crate::pace::Paces;
use crate::plan::{Phase, Plan, Row, RowSession, SessionKind, SessionType, Size, Sizes};
use crate::schedule::fit::{FitWeek, Fitted};
use crate::schedule::size;
use crate::season::Role;
use crate::season::Season;
use crate::units::Distance;
use crate::workout::Workout;

/// Share that the medium run takes of two easy runs, in percent (own choice).
const MEDIUM_PART: u64 = 60;
/// The easy run that is left keeps at least this distance (rule V11), in metres.
const SHORTEST_EASY_RUN: u64 = 4_000;

/// Adds the sessions of the season's overlays to its weeks. A session whose name a week has already is not added again.
pub(super) fn add(season: &Season, fitted: &Fitted, weeks: &mut [LoadedWeek]) {
    for overlay in &season.also {
        for (fit, week) in fitted.weeks.iter().zip(weeks.iter_mut()) {
            let Some(block) = fitted.blocks.get(fit.block).filter(|_| !fit.is_leftover()) else {
                continue;
            };
            let kind = block.plan.phases[fit.phase].kind;
            let paces = season.paces_for(&block.plan);
            let adder = Adder {
                season,
                overlay: &overlay.plan,
                block: fitted.blocks[fit.block].role.clone(),
                fit,
                paces: &paces,
            };
            for phase in overlay.plan.phases.iter().filter(|phase| phase.is_during(kind)) {
                for session in &row_for(phase, fit, fitted).sessions {
                    adder.fill(session, &mut week.items);
                }
            }
        }
    }
}

/// The row of an overlay's phase for a week. The rows of a phase that repeats start over. Otherwise the last row is for
/// the last week of the plan's phase, and the first row also for all weeks before.
pub(in crate::schedule) fn row_for<'p>(phase: &'p Phase, week: &FitWeek, fitted: &Fitted) -> &'p Row {
    let rows = phase.rows.len().max(1);
    let from_start = week.in_phase as usize;
    if phase.repeats {
        return &phase.rows[from_start % rows];
    }
    let same =
        |other: &&FitWeek| (other.block, other.phase) == (week.block, week.phase) && !other.is_leftover();
    let of = fitted.weeks.iter().filter(same).count();
    let to_end = of.saturating_sub(from_start + 1);
    &phase.rows[rows.saturating_sub(to_end + 1)]
}

struct Adder<'a> {
    season: &'a Season,
    overlay: &'a Plan,
    block: String,
    fit: &'a FitWeek,
    paces: &'a Paces,
}

impl Adder<'_> {
    /// Adds the sessions of a row that the week does not have yet.
    fn fill(&self, row: &RowSession, items: &mut Vec<Item>) {
        let session = &row.session;
        let has = items
            .iter()
            .filter(|item| item.session.name == session.name)
            .count();
        if session.kind == SessionKind::Medium {
            if has == 0 {
                self.medium(session, items);
            }
            return;
        }
        for index in has..row.sizes.count() {
            let workout = match &row.sizes {
                Sizes::Count(_) => session.length(index),
                Sizes::Each(sizes) => match sizes.get(index) {
                    Some(Size::Workout(workout, _)) => workout.clone(),
                    _ => session.length(index),
                },
            };
            let workout = size::choose(
                &workout,
                size::Position::Between(1, 2),
                self.season.athlete.units.step(),
            );
            let mut item = self.item(session, index + 1, workout);
            item.day = super::day_of(row, &item.workout);
            items.push(item);
        }
    }

    /// Makes a medium run of the longest easy one. It takes from another easy run, so that the week's volume stays the
    /// same.
    fn medium(&self, session: &Arc<SessionType>, items: &mut [Item]) {
        let units = self.season.athlete.units;
        let is_easy = |item: &Item| item.kind() == SessionKind::Easy && size::total(&item.workout).is_some();
        let easy: Vec<usize> = (0..items.len()).filter(|&at| is_easy(&items[at])).collect();
        let [first, .., last] = easy.as_slice() else {
            return;
        };
        let both = items[*first].distance + items[*last].distance;
        let long = items.iter().find(|item| item.kind() == SessionKind::Long);
        let medium = both.scale(MEDIUM_PART, 100).round_to(units.step());
        let medium = long.map_or(medium, |long| medium.min(long.distance));
        let left = both.saturating_sub(medium);
        if left < Distance::from_metres(SHORTEST_EASY_RUN) || left > medium {
            return;
        }
        let easy = Item {
            role: items[*last].role.clone(),
            ..self.item(&items[*last].session.clone(), 1, size::easy_run(left, units))
        };
        items[*last] = Item {
            distance: left,
            ..easy
        };
        let run = self.item(session, 1, size::easy_run(medium, units));
        items[*first] = Item {
            distance: medium,
            ..run
        };
    }

    fn item(&self, session: &Arc<SessionType>, ordinal: usize, workout: Workout) -> Item {
        let role = Role {
            block: format!("{}.{}", self.block, self.overlay.name),
            anchor: self.fit.anchor,
            session: session.name.clone(),
            ordinal: u32::try_from(ordinal).unwrap_or(u32::MAX),
        };
        Item::new(role, session, title_of(session, &workout), workout, self.paces)
    }
}
