//! How long a client may take: one clock for all connections of a thread, so that none needs a timer of its own.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use tokio::task::AbortHandle;

/// The clock ticks so often while a client's time runs out; the end is that much late at most.
const TICKS: u32 = 4;

/// The connections of a thread, and when each last took something.
#[derive(Debug, Default)]
pub(super) struct Patience {
    now: AtomicU64,
    places: Mutex<Places>,
}

#[derive(Debug, Default)]
struct Places {
    pulses: Vec<Option<Arc<Pulse>>>,
    free: Vec<usize>,
}

#[derive(Debug)]
struct Pulse {
    last: AtomicU64,
    task: OnceLock<AbortHandle>,
}

/// A connection that is watched as long as this is kept.
#[derive(Debug)]
pub(super) struct Watched {
    patience: Arc<Patience>,
    place: usize,
    pulse: Arc<Pulse>,
}

/// What to end when a connection's time is over.
pub(super) struct Ending(Arc<Pulse>);

impl Patience {
    /// Watches a connection from now on. The task of the connection is told to the second of the two, once it has begun.
    pub(super) fn watch(self: &Arc<Self>) -> (Watched, Ending) {
        let pulse = Arc::new(Pulse {
            last: AtomicU64::new(self.now.load(Ordering::Relaxed)),
            task: OnceLock::new(),
        });
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        let place = match places.free.pop() {
            Some(place) => {
                places.pulses[place] = Some(Arc::clone(&pulse));
                place
            }
            None => {
                places.pulses.push(Some(Arc::clone(&pulse)));
                places.pulses.len() - 1
            }
        };
        let watched = Watched {
            patience: Arc::clone(self),
            place,
            pulse: Arc::clone(&pulse),
        };
        (watched, Ending(pulse))
    }

    /// Ends connections that took nothing for `limit`, or up to a quarter longer; `ended` hears how many. It does not return.
    pub(super) async fn run_out(&self, limit: Duration, ended: impl Fn(u64)) {
        loop {
            tokio::time::sleep(limit / TICKS).await;
            let now = self.now.fetch_add(1, Ordering::Relaxed) + 1;
            let places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
            let is_over = |pulse: &&Arc<Pulse>| now - pulse.last.load(Ordering::Relaxed) > u64::from(TICKS);
            let over = places.pulses.iter().flatten().filter(is_over);
            // Dropped later, in its own turn: nothing here is locked twice.
            ended(
                over.filter_map(|pulse| pulse.task.get())
                    .map(AbortHandle::abort)
                    .count() as u64,
            );
        }
    }
}

impl Watched {
    /// The client took something.
    pub(super) fn beats(&self) {
        let now = self.patience.now.load(Ordering::Relaxed);
        self.pulse.last.store(now, Ordering::Relaxed);
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let mut places = self
            .patience
            .places
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        places.pulses[self.place] = None;
        places.free.push(self.place);
    }
}

impl Ending {
    /// What to end.
    pub(super) fn of(self, task: AbortHandle) {
        // It is told once: this is used up.
        let _ = self.0.task.set(task);
    }
}
