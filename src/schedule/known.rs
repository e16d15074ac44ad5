//! Who the sessions of a season can be, without placing any.

use std::collections::{BTreeMap, BTreeSet};

use super::fit::fit;
use super::load::{Item, load};
use super::model::Role;
use super::{rest, times};
use crate::diagnostic::Faults;
use crate::plan::SessionKind;
use crate::season::Season;

/// No week holds more sessions of a name (decisions.md 22).
const MOST: u32 = 14;

/// A session that may have been published of a season before.
#[derive(Debug, Clone)]
pub struct Known {
    /// Who it is.
    pub role: Role,
    /// Strides end a run of their week, and are no event of their own: those runs. Of other sessions, empty.
    pub within: Vec<Role>,
}

/// Every session that `season` may hold. It may hold fewer: how many of a name a week gets depends on the days that the
/// search finds.
pub fn known(season: &Season) -> Vec<Known> {
    let said = Faults::new();
    let fitted = fit(season, &said);
    let loaded = load(season, &fitted, &[], &said);
    let race = season.race.as_ref().map(|_| times::race_role());
    let mut roles: BTreeSet<Role> = times::tuneup_roles(season).into_iter().chain(race).collect();
    let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for item in loaded.iter().flat_map(|week| &week.items) {
        let known = names.entry(item.role.block.as_str()).or_default();
        known.insert(item.role.session.as_str());
    }
    let mut strides = Vec::new();
    for (week, loaded) in fitted.weeks.iter().zip(&loaded) {
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
        roles.extend(loaded.items.iter().map(|item| item.role.clone()));
        let runs = loaded.items.iter().filter(|item| item.kind().is_run());
        let runs: BTreeSet<&str> = runs.map(|item| item.role.session.as_str()).collect();
        let strides_here = |item: &&Item| item.kind() == SessionKind::Strides;
        for item in loaded.items.iter().filter(strides_here) {
            let mut within = named(&item.role.block);
            within.retain(|role| runs.contains(role.session.as_str()));
            strides.push(Known {
                role: item.role.clone(),
                within,
            });
        }
    }
    let own: BTreeSet<Role> = strides.iter().map(|strides| strides.role.clone()).collect();
    let alone = roles
        .into_iter()
        .filter(|role| !own.contains(role))
        .map(|role| Known {
            role,
            within: Vec::new(),
        });
    alone.chain(strides).collect()
}
