//! Parts of a ledger: what a calendar still shows, and what is of one season.

use std::collections::BTreeSet;

use super::ledger::Ledger;
use crate::color::Color;
use crate::ical::Event;

impl Ledger {
    /// The ledger without the events that are hidden from now on: they go without a word, and are not cancelled.
    pub(super) fn only(&self, is_shown: impl Fn(&Event) -> bool) -> Ledger {
        let shown = self.events.iter().filter(|published| is_shown(&published.event));
        Ledger {
            events: shown.cloned().collect(),
            ..self.clone()
        }
    }

    /// The names of all seasons that something was published of.
    pub(super) fn seasons(&self) -> BTreeSet<&str> {
        self.events().map(|event| season_of(&event.uid)).collect()
    }

    /// What was published of the season `id`.
    pub(super) fn of_season(&self, id: &str) -> Ledger {
        Ledger {
            season: Some(id.to_owned()),
            ..self.only(|event| season_of(&event.uid) == id)
        }
    }

    /// The calendar's name, its description and its colour, where they were published.
    pub(super) fn head(&self) -> Option<(&str, Option<&str>, Option<Color>)> {
        let head = self.head.as_ref()?;
        Some((&head.name, head.description.as_deref(), head.color))
    }
}

/// What a UID begins with. No season's name holds a dot.
fn season_of(uid: &str) -> &str {
    uid.split_once('.').map_or(uid, |(season, _)| season)
}
