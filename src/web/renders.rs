//! Rendering, on threads of its own: each answer once, however many clients wait for it. Feeds behind tokens have their own
//! threads and queue, apart from plans' feeds and pages, which anybody may ask for.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use http::StatusCode;
use tokio::sync::oneshot;

use super::cache::CachedAnswer;
use super::clients::Asker;
use super::fair_share::Interest;
use super::idle_timeout::Pulse;
use super::processor_time;
use super::queue::Queue;

/// Most jobs that wait, for each thread; at the usual few milliseconds they take half a second.
const WAITING: usize = 128;

/// Processor time that a job is expected to take before more is known about it: that of a short calendar.
const USUAL: Duration = Duration::from_millis(2);

/// Least time between two lines of the log about a full queue.
const LOG_AGAIN: Duration = Duration::from_secs(60);

/// Failure to render an answer.
#[derive(Debug, Clone)]
pub(super) enum RenderFailure {
    /// The client's fault: a status and an explanation.
    Refused(StatusCode, Arc<str>),
    /// The queue is full.
    Busy,
    /// It takes too long. Rendering goes on, for the next request.
    Slow,
    /// The store cannot be asked now; the log has the reason.
    NotNow,
    /// A fault of ours; the log has it.
    Broken,
}

/// A rendered answer, or the reason why there is none.
pub(super) type Outcome = Result<Arc<CachedAnswer>, RenderFailure>;

/// Receiver of an outcome.
pub(super) type Waiter = oneshot::Sender<Outcome>;

/// Work on an answer, up to its end or up to a rest for another turn.
pub(super) type Work = Box<dyn FnOnce(Waiter) -> Progress + Send>;

/// Progress of a turn.
pub(super) enum Progress {
    /// The waiter has its outcome, or will have it without another turn.
    Done,
    /// There is more to do than was expected. The rest takes about so long, and waits for the next turn of its asker.
    Rest(Duration, Waiter, Work),
}

/// Turn of a client that a piece of work has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TurnOfWork {
    /// The first: it is not known yet how long the work takes.
    First,
    /// One that was given to work of this length.
    Second,
}

/// A rendering and its receiver.
struct RenderJob {
    waiter: Waiter,
    work: Work,
    /// The connection of the client, for an answer that need not be rendered once it has gone.
    pulse: Option<Arc<Pulse>>,
}

impl fmt::Debug for RenderJob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RenderJob").finish_non_exhaustive()
    }
}

impl RenderJob {
    /// The interest in the job. A feed behind a token is always wanted: it has one calendar in each version, and the next poll
    /// needs it.
    fn interest(&self) -> Interest {
        match &self.pulse {
            None => Interest::Waits,
            Some(_) if self.waiter.is_closed() => Interest::Gone,
            Some(pulse) if pulse.is_half_closed() => Interest::MayWait,
            Some(_) => Interest::Waits,
        }
    }
}

/// The rendering threads.
#[derive(Debug)]
pub(super) struct Renders {
    plans: Threads,
    feeds: Threads,
    rendered: AtomicU64,
}

/// A group of threads with its queue.
#[derive(Debug)]
struct Threads {
    name: &'static str,
    jobs: Arc<Queue<RenderJob>>,
    refused: Mutex<Refused>,
}

/// Jobs refused since the log last said so.
#[derive(Debug, Default)]
struct Refused {
    times: u64,
    logged: Option<Instant>,
}

impl Renders {
    /// Starts `threads` threads for plans and pages, and as many for feeds behind tokens. They end when this is dropped.
    ///
    /// # Errors
    ///
    /// When the system gives no threads.
    pub(super) fn start(threads: usize) -> std::io::Result<Self> {
        Ok(Renders {
            plans: Threads::start("render", threads.max(1))?,
            feeds: Threads::start("feeds", threads.max(1))?,
            rendered: AtomicU64::new(0),
        })
    }

    /// The outcome of `work`, after at most `limit`. `work` gets the receiver, and may pass it on ([`super::flights`]). Work for
    /// a client that has left by its turn is not begun. The processor time that it takes is charged to `asker`.
    pub(super) async fn run(
        &self,
        asker: Asker,
        limit: Duration,
        work: impl FnOnce(Waiter) -> Progress + Send + 'static,
    ) -> Outcome {
        let (waiter, outcome) = oneshot::channel();
        let groups = asker.groups();
        let (threads, pulse) = match asker {
            Asker::Client(client) => (&self.plans, Some(client.pulse)),
            Asker::Runner(_) => (&self.feeds, None),
        };
        let job = RenderJob {
            waiter,
            work: Box::new(work),
            pulse,
        };
        if let Err(refused) = threads.jobs.push(&groups, USUAL, job) {
            threads.refuse();
            // The refused job may be another client's.
            let _ = refused.waiter.send(Err(RenderFailure::Busy));
        }
        match tokio::time::timeout(limit, outcome).await {
            Ok(Ok(outcome)) => outcome,
            // The work panicked.
            Ok(Err(_)) => Err(RenderFailure::Broken),
            Err(_) => Err(RenderFailure::Slow),
        }
    }

    /// Counts a rendered answer.
    pub(super) fn count(&self) {
        self.rendered.fetch_add(1, Ordering::Relaxed);
    }

    /// Length of the two queues: plans and pages, and feeds behind tokens.
    pub(super) fn waiting(&self) -> [usize; 2] {
        [&self.plans, &self.feeds].map(|threads| threads.jobs.length().0)
    }

    /// Number of answers rendered so far.
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
    fn start(name: &'static str, threads: usize) -> std::io::Result<Self> {
        let jobs = Arc::new(Queue::new(threads * WAITING, RenderJob::interest));
        for number in 0..threads {
            let jobs = Arc::clone(&jobs);
            // The first is left for those who ask for little.
            let takes_long = number > 0 || threads == 1;
            std::thread::Builder::new()
                .name(format!("{name}-{number}"))
                .spawn(move || work(&jobs, takes_long))?;
        }
        Ok(Threads {
            name,
            jobs,
            refused: Mutex::default(),
        })
    }

    /// Counts a refused job; the log gets a line now and then.
    fn refuse(&self) {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        refused.times += 1;
        if refused.logged.is_none_or(|logged| logged.elapsed() >= LOG_AGAIN) {
            let times = std::mem::take(&mut refused.times);
            refused.logged = Some(Instant::now());
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

fn work(jobs: &Queue<RenderJob>, takes_long: bool) {
    if takes_long {
        processor_time::come_after_others();
    }
    while let Some(turn) = jobs.pop(takes_long) {
        let (RenderJob { waiter, work, pulse }, turn) = turn.begin();
        let before = processor_time::of_this_thread();
        let progress = catch_unwind(AssertUnwindSafe(move || work(waiter)));
        let used = processor_time::of_this_thread().saturating_sub(before);
        let rest = match progress {
            Ok(Progress::Done) => None,
            Ok(Progress::Rest(expected, waiter, work)) => Some((expected, RenderJob { waiter, work, pulse })),
            Err(_) => {
                tracing::error!("rendering a calendar panicked");
                None
            }
        };
        jobs.done(turn, used, rest);
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::super::clients::Client;
    use super::*;
    use crate::season::RunnerId;

    fn runtime() -> tokio::runtime::Runtime {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        builder.enable_time().build().unwrap()
    }

    #[test]
    fn a_panic_is_an_answer_and_the_threads_go_on() {
        let renders = Renders::start(1).unwrap();
        let limit = Duration::from_secs(20);
        runtime().block_on(async {
            let panics = |_waiter: Waiter| -> Progress { panic!("a fault in rendering") };
            let outcome = renders
                .run(Asker::Runner(RunnerId::slug_of("sam")), limit, panics)
                .await;
            assert!(matches!(outcome, Err(RenderFailure::Broken)));
            let after = |waiter: Waiter| {
                let _ = waiter.send(Err(RenderFailure::Slow));
                Progress::Done
            };
            assert!(
                matches!(
                    renders
                        .run(Asker::Runner(RunnerId::slug_of("sam")), limit, after)
                        .await,
                    Err(RenderFailure::Slow)
                ),
                "the thread still works"
            );
        });
    }

    /// A client of this number.
    fn client(number: u8) -> Asker {
        Asker::Client(Client {
            address: IpAddr::from([192, 0, 2, number]),
            pulse: Arc::default(),
        })
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
                Progress::Done
            };
            let slow = renders.run(client(1), Duration::from_millis(500), blocks).await;
            assert!(matches!(slow, Err(RenderFailure::Slow)));
            has_begun.recv_timeout(patience).unwrap();
            let mut waiting: Vec<_> = (0..WAITING)
                .map(|_| Box::pin(renders.run(client(1), patience, |_| Progress::Done)))
                .collect();
            for one in &mut waiting {
                assert!(poll_once(one).await.is_none());
            }
            let busy = renders.run(client(1), patience, |_| Progress::Done).await;
            assert!(matches!(busy, Err(RenderFailure::Busy)));
            // Another client has room, and who sent the most waits for less.
            let mut other = Box::pin(renders.run(client(2), patience, |_| Progress::Done));
            assert!(poll_once(&mut other).await.is_none());
            let last = waiting.pop().unwrap().await;
            assert!(matches!(last, Err(RenderFailure::Busy)));
            // Feeds behind tokens have threads of their own.
            let answers = |waiter: Waiter| {
                let _ = waiter.send(Err(RenderFailure::Broken));
                Progress::Done
            };
            let feed = renders
                .run(Asker::Runner(RunnerId::slug_of("sam")), patience, answers)
                .await;
            assert!(matches!(feed, Err(RenderFailure::Broken)));
            // Those who go leave their room.
            drop(waiting);
            let mut again = Box::pin(renders.run(client(1), patience, answers));
            assert!(poll_once(&mut again).await.is_none());
            assert_eq!(renders.plans.jobs.length(), (2, 2));
            drop(go);
            assert!(matches!(again.await, Err(RenderFailure::Broken)));
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
            let blocks = move |_waiter: Waiter| {
                let _ = wait.recv();
                Progress::Done
            };
            let begun = Arc::new(AtomicU64::new(0));
            let mut blocking = Box::pin(renders.run(client(1), patience, blocks));
            assert!(poll_once(&mut blocking).await.is_none());
            for _ in 0..20 {
                let begun = Arc::clone(&begun);
                let counts = move |_waiter: Waiter| {
                    begun.fetch_add(1, Ordering::SeqCst);
                    Progress::Done
                };
                let mut gone = Box::pin(renders.run(client(1), patience, counts));
                assert!(poll_once(&mut gone).await.is_none());
            }
            drop(go);
            let answers = |waiter: Waiter| {
                let _ = waiter.send(Err(RenderFailure::Slow));
                Progress::Done
            };
            let last = renders.run(client(1), patience, answers).await;
            assert!(matches!(last, Err(RenderFailure::Slow)));
            assert_eq!(begun.load(Ordering::SeqCst), 0);
        });
    }
}
