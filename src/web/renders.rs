//! What is being rendered: on threads of its own, and each calendar once, however many wait for it. Feeds behind tokens have
//! threads and a queue apart from what anybody may ask for.

use std::collections::HashMap;
use std::fmt;
use std::net::IpAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use http::StatusCode;
use tokio::sync::oneshot;

use super::cache::Entry;
use super::limits::subscriber;
use super::queue::Queue;

/// So many may wait for a thread, for each thread there is; at the usual few milliseconds that is half a second.
const WAITING: usize = 128;

/// How often the log says that there is too much to do.
const TELL: Duration = Duration::from_secs(60);

/// Why there is no calendar.
#[derive(Debug, Clone)]
pub(super) enum Failure {
    /// What was asked for cannot be, and why.
    Refused(StatusCode, Arc<str>),
    /// Too much is waiting already.
    Busy,
    /// It takes too long. It goes on, for whoever asks next.
    Slow,
    /// What it is made from cannot be asked just now, which is in the log.
    NotNow,
    /// A fault of ours, which is in the log.
    Broken,
}

/// A calendar, or why there is none.
pub(super) type Outcome = Result<Arc<Entry>, Failure>;

/// Where the outcome goes.
pub(super) type Waiter = oneshot::Sender<Outcome>;

/// Who asks for what is to be rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asker {
    /// Somebody at this address, for what anybody may ask for.
    Client(IpAddr),
    /// Somebody with a token, whose requests are counted by that.
    Owner,
}

/// Something to render, and who waits for it.
struct Job {
    waiter: Waiter,
    work: Box<dyn FnOnce(Waiter) + Send>,
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job").finish_non_exhaustive()
    }
}

impl Job {
    fn has_waiter(&self) -> bool {
        !self.waiter.is_closed()
    }
}

/// The threads, and who waits for which calendar.
#[derive(Debug)]
pub(super) struct Renders {
    plans: Threads,
    feeds: Threads,
    flights: Mutex<HashMap<Arc<str>, Vec<Waiter>>>,
    rendered: AtomicU64,
}

/// Some threads, and what waits for them.
#[derive(Debug)]
struct Threads {
    name: &'static str,
    jobs: Arc<Queue<Job>>,
    refused: Mutex<Refused>,
}

/// How many found no room since the log said so.
#[derive(Debug, Default)]
struct Refused {
    times: u64,
    told: Option<Instant>,
}

impl Renders {
    /// Starts so many threads for plans, and as many for feeds behind tokens; they end when this is dropped.
    pub(super) fn start(threads: usize) -> std::io::Result<Self> {
        Ok(Renders {
            plans: Threads::start("render", threads.max(1), Job::has_waiter)?,
            // A feed has one calendar in each version: it is made once, and whoever polls next wants it.
            feeds: Threads::start("feeds", threads.max(1), |_| true)?,
            flights: Mutex::default(),
            rendered: AtomicU64::new(0),
        })
    }

    /// What `work` comes to; it is given where to send that, and may pass it on ([`Renders::join`]). What anybody may ask
    /// for is not begun if by then nobody waits for it any more.
    pub(super) async fn run(
        &self,
        asker: Asker,
        limit: Duration,
        work: impl FnOnce(Waiter) + Send + 'static,
    ) -> Outcome {
        let (waiter, outcome) = oneshot::channel();
        let (threads, client) = match asker {
            Asker::Client(address) => (&self.plans, Some(subscriber(address))),
            Asker::Owner => (&self.feeds, None),
        };
        let work = Box::new(work);
        if let Err(refused) = threads.jobs.push(client, Job { waiter, work }) {
            threads.refuse();
            // It may be our own, or another's.
            let _ = refused.waiter.send(Err(Failure::Busy));
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

    /// How much waits for a thread: what anybody may ask for, and feeds behind tokens.
    pub(super) fn waiting(&self) -> [usize; 2] {
        [&self.plans, &self.feeds].map(|threads| threads.jobs.length().0)
    }

    /// How many calendars were rendered.
    pub(super) fn rendered(&self) -> u64 {
        self.rendered.load(Ordering::Relaxed)
    }
}

impl Drop for Renders {
    fn drop(&mut self) {
        self.plans.jobs.end();
        self.feeds.jobs.end();
    }
}

impl Threads {
    fn start(name: &'static str, threads: usize, is_wanted: fn(&Job) -> bool) -> std::io::Result<Self> {
        let jobs = Arc::new(Queue::new(threads * WAITING, is_wanted));
        for number in 0..threads {
            let jobs = Arc::clone(&jobs);
            std::thread::Builder::new()
                .name(format!("{name}-{number}"))
                .spawn(move || work(&jobs))?;
        }
        Ok(Threads {
            name,
            jobs,
            refused: Mutex::default(),
        })
    }

    /// Something found no room: the log says so now and then.
    fn refuse(&self) {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        refused.times += 1;
        if refused.told.is_none_or(|told| told.elapsed() >= TELL) {
            let times = std::mem::take(&mut refused.times);
            refused.told = Some(Instant::now());
            drop(refused);
            let (waiting, clients) = self.jobs.length();
            tracing::warn!(
                threads = self.name,
                times,
                waiting,
                clients,
                "more is asked for than can be rendered"
            );
        }
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

fn work(jobs: &Queue<Job>) {
    while let Some(Job { waiter, work }) = jobs.pop() {
        if catch_unwind(AssertUnwindSafe(move || work(waiter))).is_err() {
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
            assert!(matches!(
                renders.run(Asker::Owner, limit, job).await,
                Err(Failure::Broken)
            ));
            assert!(matches!(outcome.await, Ok(Err(Failure::Broken))));
            let after = |waiter: Waiter| {
                let _ = waiter.send(Err(Failure::Slow));
            };
            assert!(
                matches!(renders.run(Asker::Owner, limit, after).await, Err(Failure::Slow)),
                "the thread still works"
            );
        });
    }

    /// A client of this number.
    fn client(number: u8) -> Asker {
        Asker::Client(IpAddr::from([192, 0, 2, number]))
    }

    #[test]
    fn what_waits_too_long_is_told_and_what_finds_no_room_too() {
        let renders = Arc::new(Renders::start(1).unwrap());
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let (begun, has_begun) = std::sync::mpsc::channel::<()>();
        let patience = Duration::from_secs(20);
        runtime().block_on(async {
            let blocks = move |_waiter: Waiter| {
                let _ = begun.send(());
                let _ = wait.recv();
            };
            let slow = renders.run(client(1), Duration::from_millis(500), blocks).await;
            assert!(matches!(slow, Err(Failure::Slow)));
            has_begun.recv_timeout(patience).unwrap();
            let first = client(1);
            let mut waiting: Vec<_> = (0..WAITING)
                .map(|_| Box::pin(renders.run(first, patience, |_| {})))
                .collect();
            for one in &mut waiting {
                assert!(poll_once(one).await.is_none());
            }
            let busy = renders.run(first, patience, |_| {}).await;
            assert!(matches!(busy, Err(Failure::Busy)));
            // Another client has room, and who sent the most waits for less.
            let mut other = Box::pin(renders.run(client(2), patience, |_| {}));
            assert!(poll_once(&mut other).await.is_none());
            let last = waiting.pop().unwrap().await;
            assert!(matches!(last, Err(Failure::Busy)));
            // Feeds behind tokens have threads of their own.
            let answers = |waiter: Waiter| _ = waiter.send(Err(Failure::Broken));
            let feed = renders.run(Asker::Owner, patience, answers).await;
            assert!(matches!(feed, Err(Failure::Broken)));
            // Those who go leave their room.
            drop(waiting);
            let mut again = Box::pin(renders.run(first, patience, answers));
            assert!(poll_once(&mut again).await.is_none());
            assert_eq!(renders.plans.jobs.length(), (2, 2));
            drop(go);
            assert!(matches!(again.await, Err(Failure::Broken)));
        });
    }

    async fn poll_once<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
        std::future::poll_fn(|context| match std::pin::Pin::new(&mut *future).poll(context) {
            std::task::Poll::Ready(output) => std::task::Poll::Ready(Some(output)),
            std::task::Poll::Pending => std::task::Poll::Ready(None),
        })
        .await
    }

    #[test]
    fn what_nobody_waits_for_any_more_is_not_begun() {
        let renders = Renders::start(1).unwrap();
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let patience = Duration::from_secs(20);
        runtime().block_on(async {
            let blocks = move |_waiter: Waiter| _ = wait.recv();
            let begun = Arc::new(AtomicU64::new(0));
            let mut blocking = Box::pin(renders.run(client(1), patience, blocks));
            assert!(poll_once(&mut blocking).await.is_none());
            for _ in 0..20 {
                let begun = Arc::clone(&begun);
                let counts = move |_waiter: Waiter| _ = begun.fetch_add(1, Ordering::SeqCst);
                let mut gone = Box::pin(renders.run(client(1), patience, counts));
                assert!(poll_once(&mut gone).await.is_none());
            }
            drop(go);
            let answers = |waiter: Waiter| _ = waiter.send(Err(Failure::Slow));
            let last = renders.run(client(1), patience, answers).await;
            assert!(matches!(last, Err(Failure::Slow)));
            assert_eq!(begun.load(Ordering::SeqCst), 0);
        });
    }
}
