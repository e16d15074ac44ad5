//! What of a ledger a calendar still shows.

use super::Ledger;
use crate::calendar::Event;

impl Ledger {
    /// The ledger without the events that are hidden from now on: they go without a word, and are not cancelled.
    pub(in crate::calendar) fn only(&self, is_shown: impl Fn(&Event) -> bool) -> Ledger {
        let shown = self.events.iter().filter(|published| is_shown(&published.event));
        Ledger {
            events: shown.cloned().collect(),
            ..self.clone()
        }
    }
}
