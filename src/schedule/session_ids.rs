//! The identities of all sessions that a season may hold, without placing any.

use std::collections::{BTreeMap, BTreeSet};

use super::inputs::PlacementInputs;
use super::load::Item;
use super::{rest, times};
use crate::diagnostic::Faults;
use crate::plan::SessionKind;
use crate::season::Role;

/// No week holds more sessions of a name (docs/design.md#overlays).
const MOST: u32 = 14;

/// The names of plan and session of all sessions that the season may hold. Strides are not among them: they end a run,
/// and are no session of their own.
pub fn session_names(inputs: &PlacementInputs) -> BTreeSet<(String, String)> {
    let season = inputs.season();
    let races = times::tuneup_roles(season)
        .into_iter()
        .chain([times::race_role()]);
    let mut names: BTreeSet<(String, String)> = races.map(|role| (role.block, role.session)).collect();
    for week in &inputs.fitted().weeks {
        let block = &inputs.fitted().blocks[week.block].role;
        let rest = rest::role_in(block, week.is_leftover(), week.anchor, 1);
        names.insert((rest.block, rest.session));
    }
    let planned = inputs.planned(&Faults::new());
    for item in planned
        .iter()
        .flat_map(|week| &week.items)
        .filter(|item| is_own(item))
    {
        let known =
            |(block, session): &(String, String)| *block == item.role.block && *session == item.role.session;
        if !names.iter().any(known) {
            names.insert((item.role.block.clone(), item.role.session.clone()));
        }
    }
    names
}

fn is_own(item: &Item) -> bool {
    item.kind() != SessionKind::Strides
}

/// Every session that the season may hold. It may hold fewer: how many of a name a week gets depends on the days that
/// the search finds.
pub fn session_ids(inputs: &PlacementInputs) -> BTreeSet<Role> {
    let (season, fitted) = (inputs.season(), inputs.fitted());
    let loaded = inputs.planned(&Faults::new());
    let race = season.race.as_ref().map(|_| times::race_role());
    let mut roles: BTreeSet<Role> = times::tuneup_roles(season).into_iter().chain(race).collect();
    let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for item in loaded
        .iter()
        .flat_map(|week| &week.items)
        .filter(|item| is_own(item))
    {
        let known = names.entry(item.role.block.as_str()).or_default();
        known.insert(item.role.session.as_str());
    }
    for (week, loaded) in fitted.weeks.iter().zip(loaded) {
        let block = &fitted.blocks[week.block].role;
        roles.extend(
            (1..=rest::MOST).map(|number| rest::role_in(block, week.is_leftover(), week.anchor, number)),
        );
        let named = |block: &str| {
            let names = names.get(block).into_iter().flatten();
            let each = names.flat_map(|name| (1..=MOST).map(move |ordinal| (*name, ordinal)));
            let role = |(session, ordinal): (&str, u32)| Role {
                block: block.to_owned(),
                anchor: week.anchor,
                session: session.to_owned(),
                ordinal,
            };
            each.map(role).collect::<Vec<Role>>()
        };
        let blocks: BTreeSet<&str> = loaded.items.iter().map(|item| item.role.block.as_str()).collect();
        roles.extend(blocks.into_iter().flat_map(named));
        // What is there once has no week.
        roles.extend(
            loaded
                .items
                .iter()
                .filter(|item| is_own(item))
                .map(|item| item.role.clone()),
        );
    }
    roles
}

/// The sessions that have a day to find and that the season's calendar does not show.
pub fn hidden_sessions(inputs: &PlacementInputs) -> BTreeSet<Role> {
    let season = inputs.season();
    if season.calendar.sessions.is_empty() {
        return BTreeSet::new();
    }
    let planned = inputs.planned(&Faults::new());
    let items = planned.iter().flat_map(|week| &week.items);
    let hidden = items.filter(|item| {
        let kind = item.kind();
        kind != SessionKind::Strides && !season.calendar.shows(kind, &item.session.name)
    });
    hidden.map(|item| item.role.clone()).collect()
}
