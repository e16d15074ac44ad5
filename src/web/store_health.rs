//! The state of the store, as far as this server knows. While it cannot be asked, nobody waits for it.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::store::StoreError;

/// So long after a calendar could not be published the next one is tried.
const PAUSE: Duration = Duration::from_millis(500);

/// The state of the store, as far as this server knows.
#[derive(Debug, Default)]
pub(super) struct StoreHealth(Mutex<StoreState>);

#[derive(Debug, Default)]
struct StoreState {
    /// The reason why it cannot be read.
    unreadable: Option<String>,
    /// It has not said for too long whether it can be read.
    is_silent: bool,
    /// The reason why the last calendar could not be published, and the time of that.
    unwritable: Option<(String, Instant)>,
    /// The number of calendars that are being published.
    trying: usize,
}

impl StoreState {
    /// Tells if another calendar may be tried: one at a time, now and then, while they fail.
    fn may_try(&self) -> bool {
        let tries_again = |at: &Instant| self.trying == 0 && at.elapsed() >= PAUSE;
        self.unreadable.is_none()
            && !self.is_silent
            && self.unwritable.as_ref().is_none_or(|(_, at)| tries_again(at))
    }
}

/// A calendar that is being published, until this is dropped.
pub(super) struct Trying<'h>(&'h StoreHealth);

impl StoreHealth {
    /// Tells if a calendar can be published just now, or at least tried.
    pub(super) fn may_try(&self) -> bool {
        self.lock().may_try()
    }

    /// Takes a try, if there is one to be had.
    pub(super) fn begin(&self) -> Option<Trying<'_>> {
        let mut known = self.lock();
        known.may_try().then(|| {
            known.trying += 1;
            Trying(self)
        })
    }

    /// The store was read, or not.
    pub(super) fn read(&self, outcome: Result<(), &StoreError>) {
        let mut known = self.lock();
        known.is_silent = false;
        match outcome {
            Ok(()) if known.unreadable.take().is_some() => known.unwritable = None,
            Ok(()) => {}
            Err(error) => known.unreadable = Some(error.to_string()),
        }
    }

    /// The store takes its time.
    pub(super) fn is_silent(&self) {
        self.lock().is_silent = true;
    }

    /// The trouble with the store, as a clause; nothing if all is well.
    pub(super) fn trouble(&self) -> Option<String> {
        let known = self.lock();
        match (&known.unreadable, &known.unwritable) {
            (Some(reason), _) => Some(format!("cannot be read, what was known is served: {reason}")),
            (None, _) if known.is_silent => Some("does not answer, what was known is served".to_owned()),
            (None, Some((reason, _))) => Some(format!(
                "nothing can be published, last good calendars are served: {reason}"
            )),
            (None, None) => None,
        }
    }

    fn lock(&self) -> MutexGuard<'_, StoreState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Trying<'_> {
    /// The store took part in it as it should.
    pub(super) fn went_well(self) {
        if self.0.lock().unwritable.take().is_some() {
            tracing::info!("calendars can be published again");
        }
    }

    /// The store failed; says whether it is the store as a whole that did.
    pub(super) fn failed(self, error: &StoreError) -> bool {
        let is_whole = matches!(
            error,
            StoreError::Open { .. }
                | StoreError::Locked { .. }
                | StoreError::Full { .. }
                | StoreError::Vanished { .. }
                | StoreError::Unreachable { .. }
        );
        if is_whole {
            let before = self
                .0
                .lock()
                .unwritable
                .replace((error.to_string(), Instant::now()));
            if before.is_none() {
                tracing::error!(%error, "nothing can be published; last good calendars are served");
            }
        }
        is_whole
    }
}

impl Drop for Trying<'_> {
    fn drop(&mut self) {
        self.0.lock().trying -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locked() -> StoreError {
        StoreError::Locked {
            store: "x.db".to_owned(),
        }
    }

    #[test]
    fn while_nothing_can_be_published_one_tries_now_and_then() {
        let health = StoreHealth::default();
        let (first, second) = (health.begin().unwrap(), health.begin().unwrap());
        assert!(health.trouble().is_none());
        assert!(first.failed(&locked()));
        assert!(!health.may_try() && health.begin().is_none());
        assert!(health.trouble().unwrap().contains("locked"));
        std::thread::sleep(PAUSE);
        assert!(health.begin().is_none(), "somebody is at it");
        drop(second);
        let third = health.begin().unwrap();
        assert!(health.begin().is_none(), "one at a time");
        third.went_well();
        assert!(health.trouble().is_none() && health.begin().is_some());
    }

    #[test]
    fn nobody_tries_while_it_cannot_be_read() {
        let health = StoreHealth::default();
        health.is_silent();
        assert!(!health.may_try() && health.trouble().is_some());
        health.read(Err(&locked()));
        assert!(!health.may_try() && health.trouble().unwrap().contains("locked"));
        health.read(Ok(()));
        assert!(health.may_try() && health.trouble().is_none());
        let one = StoreError::Damaged {
            store: "x.db".to_owned(),
            reason: "a row".to_owned(),
        };
        assert!(!health.begin().unwrap().failed(&one), "one calendar's fault");
        assert!(health.may_try());
    }
}
