//! What is being rendered: on threads of its own, and each calendar once, however many wait for it.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::StatusCode;
use tokio::sync::oneshot;

use super::cache::Entry;

/// So many may wait for a thread, for each thread there is; at the usual few milliseconds that is half a second.
const WAITING: usize = 128;

/// Why there is no calendar.
#[derive(Debug, Clone)]
pub(super) enum Failure {
    /// What was asked for cannot be, and why.
    Refused(StatusCode, Arc<str>),
    /// Too much is waiting already.
    Busy,
    /// It takes too long. It goes on, for whoever asks next.
    Slow,
    /// A fault of ours, which is in the log.
    Broken,
}

/// A calendar, or why there is none.
pub(super) type Outcome = Result<Arc<Entry>, Failure>;

/// Where the outcome goes.
pub(super) type Waiter = oneshot::Sender<Outcome>;

type Job = Box<dyn FnOnce() + Send>;

/// The threads, and who waits for which calendar.
#[derive(Debug)]
pub(super) struct Renders {
    jobs: SyncSender<Job>,
    flights: Mutex<HashMap<Arc<str>, Vec<Waiter>>>,
    rendered: AtomicU64,
}

impl Renders {
    /// Starts so many threads; they end when this is dropped.
    pub(super) fn start(threads: usize) -> std::io::Result<Self> {
        let threads = threads.max(1);
        let (jobs, waiting) = sync_channel::<Job>(threads * WAITING);
        let waiting = Arc::new(Mutex::new(waiting));
        for number in 0..threads {
            let waiting = Arc::clone(&waiting);
            std::thread::Builder::new()
                .name(format!("render-{number}"))
                .spawn(move || work(&waiting))?;
        }
        Ok(Renders {
            jobs,
            flights: Mutex::default(),
            rendered: AtomicU64::new(0),
        })
    }

    /// What `job` comes to; it is given where to send that, and may pass it on ([`Renders::join`]).
    pub(super) async fn run(&self, limit: Duration, job: impl FnOnce(Waiter) + Send + 'static) -> Outcome {
        let (waiter, outcome) = oneshot::channel();
        if self.jobs.try_send(Box::new(move || job(waiter))).is_err() {
            return Err(Failure::Busy);
        }
        match tokio::time::timeout(limit, outcome).await {
            Ok(Ok(outcome)) => outcome,
            // Whoever should have answered has panicked.
            Ok(Err(_)) => Err(Failure::Broken),
            Err(_) => Err(Failure::Slow),
        }
    }

    /// Waits with the others for the calendar at `key`; the first of them is to render it, and all get what it does.
    pub(super) fn join(&self, key: &Arc<str>, waiter: Waiter) -> Option<Flight<'_>> {
        let mut flights = self.flights.lock().unwrap_or_else(PoisonError::into_inner);
        let waiters = flights.entry(Arc::clone(key)).or_default();
        waiters.push(waiter);
        (waiters.len() == 1).then(|| Flight {
            renders: self,
            key: Arc::clone(key),
        })
    }

    /// Counts a calendar that was rendered.
    pub(super) fn count(&self) {
        self.rendered.fetch_add(1, Ordering::Relaxed);
    }

    /// How many calendars were rendered.
    pub(super) fn rendered(&self) -> u64 {
        self.rendered.load(Ordering::Relaxed)
    }
}

/// The task of rendering a calendar for all who wait for it. Dropped without an outcome, as in a panic, it tells them so.
pub(super) struct Flight<'a> {
    renders: &'a Renders,
    key: Arc<str>,
}

impl Flight<'_> {
    /// Tells all who wait.
    pub(super) fn land(self, outcome: &Outcome) {
        self.tell(outcome);
    }

    fn tell(&self, outcome: &Outcome) {
        let mut flights = self
            .renders
            .flights
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let waiters = flights.remove(&self.key).unwrap_or_default();
        drop(flights);
        for waiter in waiters {
            // Whoever has gone need not be told.
            let _ = waiter.send(outcome.clone());
        }
    }
}

impl Drop for Flight<'_> {
    fn drop(&mut self) {
        self.tell(&Err(Failure::Broken));
    }
}

fn work(waiting: &Mutex<Receiver<Job>>) {
    loop {
        let job = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else { return };
        if catch_unwind(AssertUnwindSafe(job)).is_err() {
            tracing::error!("rendering a calendar panicked");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runtime() -> tokio::runtime::Runtime {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        builder.enable_time().build().unwrap()
    }

    #[test]
    fn a_panic_is_an_answer_for_all_who_wait_and_the_threads_go_on() {
        let renders = Arc::new(Renders::start(1).unwrap());
        let key: Arc<str> = Arc::from("/a");
        let (follower, outcome) = oneshot::channel();
        let job = {
            let (renders, key) = (Arc::clone(&renders), Arc::clone(&key));
            move |waiter| {
                let _flight = renders.join(&key, waiter).expect("the first renders");
                assert!(renders.join(&key, follower).is_none(), "the second waits");
                panic!("a fault in rendering");
            }
        };
        let limit = Duration::from_secs(20);
        runtime().block_on(async {
            assert!(matches!(renders.run(limit, job).await, Err(Failure::Broken)));
            assert!(matches!(outcome.await, Ok(Err(Failure::Broken))));
            let after = |waiter: Waiter| {
                let _ = waiter.send(Err(Failure::Slow));
            };
            assert!(
                matches!(renders.run(limit, after).await, Err(Failure::Slow)),
                "the thread still works"
            );
        });
    }

    #[test]
    fn what_waits_too_long_is_told_and_what_finds_no_room_too() {
        let renders = Renders::start(1).unwrap();
        let (go, wait) = std::sync::mpsc::channel::<()>();
        runtime().block_on(async {
            let blocks = move |_waiter: Waiter| {
                let _ = wait.recv();
            };
            let slow = renders.run(Duration::from_millis(50), blocks).await;
            assert!(matches!(slow, Err(Failure::Slow)));
            for _ in 0..WAITING {
                let _ = renders.jobs.try_send(Box::new(|| {}));
            }
            let busy = renders.run(Duration::from_secs(20), |_| {}).await;
            assert!(matches!(busy, Err(Failure::Busy)));
        });
        drop(go);
    }
}
