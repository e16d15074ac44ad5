//! Parts of a ledger: what belongs to one season, and what readers see.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::head::CalendarHead;
use super::ledger::Ledger;
use super::record::EventRecord;
use crate::calendar::{PublishedSeason, SeasonId};
use crate::ical::{Calendar, OwnProperty};

impl Ledger {
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

    /// The seasons of the next calendar, by name: those that `own` describes, and those that are gone and have events left
    /// in it, shown or hidden. Those of the other kind of feed are dropped: the busy feed must not describe them.
    pub(super) fn seasons_after(&self, own: &[OwnProperty], calendar: &Calendar) -> Vec<PublishedSeason> {
        let mut seasons = PublishedSeason::each_once(own);
        let is_busy = seasons.first().map(|season| season.name.is_busy());
        let left = calendar.events.iter().chain(&calendar.hidden);
        let left: BTreeSet<SeasonId> = left.map(|event| SeasonId::of_uid(&event.uid)).collect();
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

    /// The published events of a season, hidden ones included.
    pub(super) fn of_season(&self, id: &SeasonId) -> Ledger {
        self.only(|record| SeasonId::of_uid(record.uid()) == *id)
    }

    fn only(&self, is_part: impl Fn(&EventRecord) -> bool) -> Ledger {
        let part = self.records.iter().filter(|record| is_part(record));
        Ledger {
            head: self.head.clone(),
            records: part.cloned().collect(),
        }
    }

    /// True if readers see the same in both. What is hidden and the number of the dropped events are for the next
    /// revision alone.
    pub(super) fn looks_like(&self, published: &Ledger) -> bool {
        let head = CalendarHead {
            dropped: published.head.dropped,
            ..self.head.clone()
        };
        let shown = |record: &&EventRecord| record.is_shown();
        let same = self
            .records
            .iter()
            .filter(shown)
            .eq(published.records.iter().filter(shown));
        same && head.is_same(&published.head)
    }
}
