//! Parts of a ledger: what a calendar still shows, and what belongs to one season.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::ledger::Ledger;
use super::record::EventRecord;
use crate::calendar::{PublishedSeason, SeasonId};
use crate::ical::{Event, OwnProperty};

impl Ledger {
    /// The ledger without the events that are hidden from now on. They go without a word, and are not cancelled.
    pub(super) fn only(&self, is_shown: impl Fn(&EventRecord) -> bool) -> Ledger {
        let shown = self.records.iter().filter(|record| is_shown(record));
        Ledger {
            head: self.head.clone(),
            records: shown.cloned().collect(),
        }
    }

    /// All seasons with published events.
    pub(super) fn seasons(&self) -> BTreeSet<SeasonId> {
        let uids = self.records.iter().map(EventRecord::uid);
        uids.map(SeasonId::of_uid).collect()
    }

    /// The ledger without the other seasons that go on beside `id`, of which `names` are the names.
    pub(super) fn without_others(&self, id: &SeasonId, names: &[Option<SeasonId>]) -> Cow<'_, Ledger> {
        let others: Vec<&SeasonId> = names.iter().flatten().filter(|name| *name != id).collect();
        if others.is_empty() {
            return Cow::Borrowed(self);
        }
        let is_other = |record: &EventRecord| others.iter().any(|other| other.holds(record.uid()));
        Cow::Owned(self.only(|record| !is_other(record)))
    }

    /// The seasons of the next calendar, by name: those that `own` describes, and those that are gone and have `events` left
    /// in it. Those of the other kind of feed are dropped: the busy feed must not describe them.
    pub(super) fn seasons_after(&self, own: &[OwnProperty], events: &[Event]) -> Vec<PublishedSeason> {
        let mut seasons = PublishedSeason::each_once(own);
        let is_busy = seasons.first().map(|season| season.name.is_busy());
        let left: BTreeSet<SeasonId> = events.iter().map(|event| SeasonId::of_uid(&event.uid)).collect();
        for known in &self.head.seasons {
            let is_held = seasons.iter().any(|season| season.name == known.name);
            let is_like = is_busy.is_none_or(|is_busy| is_busy == known.name.is_busy());
            if !is_held && is_like && left.contains(&known.name) {
                seasons.push(PublishedSeason {
                    gone: true,
                    ..known.clone()
                });
            }
        }
        seasons.sort_by(|one, other| one.name.cmp(&other.name));
        seasons
    }

    /// The published events of a season.
    pub(super) fn of_season(&self, id: &SeasonId) -> Ledger {
        self.only(|record| SeasonId::of_uid(record.uid()) == *id)
    }
}
