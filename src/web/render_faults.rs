//! Faults of feeds that cannot be rendered, as they were logged last. Calendar applications ask again every few minutes, and
//! the log tells a fault once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The last fault of each feed, by its key in the cache. A feed that can be rendered again has none.
#[derive(Debug, Default)]
pub(super) struct RenderFaults(Mutex<BTreeMap<Arc<str>, String>>);

impl RenderFaults {
    /// Takes the fault of a rendering; true if it is another one than the last.
    pub(super) fn is_new(&self, key: &Arc<str>, fault: &str) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = all.get(key).is_none_or(|last| last != fault);
        if is_new {
            all.insert(Arc::clone(key), fault.to_owned());
        }
        is_new
    }

    /// Forgets the fault of a feed that was rendered.
    pub(super) fn end(&self, key: &str) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_new_once_until_it_changes_or_ends() {
        let faults = RenderFaults::default();
        let (ada, bob): (Arc<str>, Arc<str>) = (Arc::from("ada"), Arc::from("bob"));
        assert!(faults.is_new(&ada, "full") && !faults.is_new(&ada, "full"));
        assert!(faults.is_new(&bob, "full"));
        assert!(faults.is_new(&ada, "damaged") && !faults.is_new(&ada, "damaged"));
        faults.end("ada");
        assert!(faults.is_new(&ada, "damaged") && !faults.is_new(&bob, "full"));
    }
}
