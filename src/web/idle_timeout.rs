//! Idle timeout: one clock ends all connections of a thread that make no progress, so that none needs a timer of its own.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use tokio::task::AbortHandle;

/// Ticks of the clock per timeout. A connection ends at most one tick late.
const TICKS: u32 = 4;

/// The connections of a thread, each with the time of its last progress.
#[derive(Debug, Default)]
pub(super) struct IdleClock {
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

/// Membership of a connection. Dropped, the clock forgets the connection.
#[derive(Debug)]
pub(super) struct Watched {
    clock: Arc<IdleClock>,
    place: usize,
    pulse: Arc<Pulse>,
}

/// The place for the task that ends with the connection's time.
pub(super) struct TaskToEnd(Arc<Pulse>);

impl IdleClock {
    /// Watches a connection from now on. Its task, once spawned, goes into the second part.
    pub(super) fn watch(self: &Arc<Self>) -> (Watched, TaskToEnd) {
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
            clock: Arc::clone(self),
            place,
            pulse: Arc::clone(&pulse),
        };
        (watched, TaskToEnd(pulse))
    }

    /// Ends connections without progress for `limit`, up to a quarter late, and calls `ended` with their number. It does not
    /// return.
    pub(super) async fn run(&self, limit: Duration, ended: impl Fn(u64)) {
        loop {
            tokio::time::sleep(limit / TICKS).await;
            let now = self.now.fetch_add(1, Ordering::Relaxed) + 1;
            let places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
            let is_over = |pulse: &&Arc<Pulse>| now - pulse.last.load(Ordering::Relaxed) > u64::from(TICKS);
            let over = places.pulses.iter().flatten().filter(is_over);
            // An aborted task drops its membership later, so the lock is not taken twice.
            ended(
                over.filter_map(|pulse| pulse.task.get())
                    .map(AbortHandle::abort)
                    .count() as u64,
            );
        }
    }
}

impl Watched {
    /// Notes progress.
    pub(super) fn beat(&self) {
        let now = self.clock.now.load(Ordering::Relaxed);
        self.pulse.last.store(now, Ordering::Relaxed);
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let mut places = self.clock.places.lock().unwrap_or_else(PoisonError::into_inner);
        places.pulses[self.place] = None;
        places.free.push(self.place);
    }
}

impl TaskToEnd {
    /// Sets the task.
    pub(super) fn set(self, task: AbortHandle) {
        // It is empty: setting it takes `self`.
        let _ = self.0.task.set(task);
    }
}
