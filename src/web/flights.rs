//! Answers under way: each is rendered once, by the first who needs it, for all who wait for it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::renders::{Outcome, RenderFailure, Waiter};

/// Receivers of each answer under way, by its key.
#[derive(Debug, Default)]
pub(super) struct Flights(Mutex<HashMap<Arc<str>, Vec<Waiter>>>);

impl Flights {
    /// Joins those who wait for the answer at `key`. The first gets a [`Flight`]: it renders for all.
    pub(super) fn join(&self, key: &Arc<str>, waiter: Waiter) -> Option<Flight<'_>> {
        let mut flights = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waiters = flights.entry(Arc::clone(key)).or_default();
        waiters.push(waiter);
        (waiters.len() == 1).then(|| Flight {
            flights: self,
            key: Arc::clone(key),
            has_landed: false,
        })
    }
}

/// Duty to render an answer for all who wait for it. Dropped without an outcome, e.g. in a panic, it sends them a failure.
pub(super) struct Flight<'a> {
    flights: &'a Flights,
    key: Arc<str>,
    has_landed: bool,
}

impl Flight<'_> {
    /// Sends `outcome` to all who wait.
    pub(super) fn land(mut self, outcome: &Outcome) {
        // Those who join from here on wait for a flight of their own.
        self.has_landed = true;
        self.send(outcome);
    }

    fn send(&self, outcome: &Outcome) {
        let mut flights = self.flights.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waiters = flights.remove(&self.key).unwrap_or_default();
        drop(flights);
        for waiter in waiters {
            // A client that has left gets nothing.
            let _ = waiter.send(outcome.clone());
        }
    }
}

impl Drop for Flight<'_> {
    fn drop(&mut self) {
        if !self.has_landed {
            self.send(&Err(RenderFailure::Broken));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::Future;
    use tokio::sync::oneshot;

    #[test]
    fn a_panic_is_an_answer_for_all_who_wait() {
        let flights = Flights::default();
        let key: Arc<str> = Arc::from("/a");
        let (first, mut outcome) = oneshot::channel();
        let (second, mut same) = oneshot::channel();
        let panics = || {
            let _flight = flights.join(&key, first).expect("the first renders");
            assert!(flights.join(&key, second).is_none(), "the second waits");
            panic!("a fault in rendering");
        };
        assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(panics)).is_err());
        for outcome in [&mut outcome, &mut same] {
            assert!(matches!(outcome.try_recv(), Ok(Err(RenderFailure::Broken))));
        }
    }

    /// Joins a flight when it is woken, as a client does that asks again at once.
    struct Rejoins {
        flights: Arc<Flights>,
        waiter: Mutex<Option<Waiter>>,
    }

    impl std::task::Wake for Rejoins {
        fn wake(self: Arc<Self>) {
            let waiter = self.waiter.lock().unwrap().take().unwrap();
            // The second flight goes on beyond this call.
            std::mem::forget(self.flights.join(&Arc::from("/a"), waiter));
        }
    }

    #[test]
    fn a_flight_that_has_landed_tells_nobody_who_joins_later() {
        let flights = Arc::new(Flights::default());
        let (first, outcome) = oneshot::channel();
        let (second, mut later) = oneshot::channel();
        let flight = flights.join(&Arc::from("/a"), first).unwrap();
        let waker = std::task::Waker::from(Arc::new(Rejoins {
            flights: Arc::clone(&flights),
            waiter: Mutex::new(Some(second)),
        }));
        let mut outcome = std::pin::pin!(outcome);
        let mut context = std::task::Context::from_waker(&waker);
        assert!(outcome.as_mut().poll(&mut context).is_pending());
        flight.land(&Err(RenderFailure::Slow));
        assert!(outcome.as_mut().poll(&mut context).is_ready());
        let told = later.try_recv();
        assert!(
            matches!(told, Err(oneshot::error::TryRecvError::Empty)),
            "{told:?}"
        );
    }
}
