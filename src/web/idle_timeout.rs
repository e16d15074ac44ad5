//! Idle timeout: one clock ends all connections of a thread that make no progress, so that none needs a timer of its own.

use std::cmp::Reverse;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
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

/// The state of a connection that others than its own task may see.
#[derive(Debug, Default)]
pub(super) struct Pulse {
    last: AtomicU64,
    task: OnceLock<AbortHandle>,
    /// A request waits for its answer.
    answering: AtomicBool,
    /// The client sends nothing more.
    half_closed: AtomicBool,
    /// Bytes of answers that the client has still to read.
    reads: AtomicUsize,
    /// Start of that, in milliseconds.
    reads_since: AtomicU64,
}

impl Pulse {
    /// Notes if a request waits for its answer.
    pub(super) fn set_answering(&self, answering: bool) {
        self.answering.store(answering, Ordering::Relaxed);
    }

    /// True while a request waits for its answer.
    pub(super) fn is_answering(&self) -> bool {
        self.answering.load(Ordering::Relaxed)
    }

    /// Notes that the client sends nothing more. It may have gone, or wait for its answer all the same.
    pub(super) fn set_half_closed(&self) {
        self.half_closed.store(true, Ordering::Relaxed);
    }

    /// True once the client sends nothing more.
    pub(super) fn is_half_closed(&self) -> bool {
        self.half_closed.load(Ordering::Relaxed)
    }

    /// Notes that the client has `bytes` more to read, `now`.
    pub(super) fn begin_reading(&self, bytes: usize, now: u64) {
        if self.reads.fetch_add(bytes, Ordering::Relaxed) == 0 {
            self.reads_since.store(now, Ordering::Relaxed);
        }
    }

    /// Notes that the client has `bytes` fewer to read.
    pub(super) fn end_reading(&self, bytes: usize) {
        self.reads.fetch_sub(bytes, Ordering::Relaxed);
    }

    /// Bytes that the client has still to read.
    pub(super) fn reads(&self) -> usize {
        self.reads.load(Ordering::Relaxed)
    }

    /// Ends the connection.
    pub(super) fn end(&self) {
        if let Some(task) = self.task.get() {
            task.abort();
        }
    }
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
            ..Pulse::default()
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

    /// The connection that has the most to read and began at the latest at `latest`, in milliseconds; of equal ones the one
    /// that began first.
    pub(super) fn slowest_reader(&self, latest: u64) -> Option<Arc<Pulse>> {
        let places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        let readers = places.pulses.iter().flatten().filter_map(|pulse| {
            let (reads, since) = (pulse.reads(), pulse.reads_since.load(Ordering::Relaxed));
            let is_open = pulse.task.get().is_some_and(|task| !task.is_finished());
            (reads > 0 && since <= latest && is_open).then_some(((reads, Reverse(since)), pulse))
        });
        let slowest = readers.max_by_key(|(order, _)| *order);
        slowest.map(|(_, pulse)| Arc::clone(pulse))
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
    /// The state of the connection.
    pub(super) fn pulse(&self) -> &Arc<Pulse> {
        &self.pulse
    }

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
