//! State that all requests share: settings, caches, limits, and the current plans.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use http::{HeaderMap, StatusCode};

use super::admission::Admission;
use super::answer::{Answer, AnswerMemory, Reply, later, words};
use super::cache::{Cache, CachedAnswer, Share, Version};
use super::catalogue::Catalogue;
use super::clients::Asker;
use super::flights::Flights;
use super::in_flight::AnswerBytes;
use super::limits::Limits;
use super::options::Options;
use super::render_faults::RenderFaults;
use super::renders::{Outcome, Progress, RenderFailure, Renders, Waiter};
use super::telemetry::Metrics;
use super::token_feed::Feeds;

/// Multiple of the bytes in flight at which nothing more is rendered. Slow readers are ended long before.
const MOST_IN_FLIGHT: usize = 2;

/// State of one server, shared by its threads.
pub(super) struct SharedState {
    pub(super) options: Options,
    pub(super) metrics: Metrics,
    pub(super) cache: Cache,
    pub(super) admission: Admission,
    pub(super) answers: AnswerMemory,
    pub(super) renders: Renders,
    flights: Flights,
    pub(super) limits: Limits,
    pub(super) feeds: Arc<dyn Feeds>,
    pub(super) render_faults: RenderFaults,
    catalogue: RwLock<Arc<Catalogue>>,
    /// Number of catalogues so far. It changes with every new one.
    generation: AtomicU64,
}

impl SharedState {
    /// The state of a server that starts now.
    ///
    /// # Errors
    ///
    /// When the system gives no threads for rendering.
    pub(super) fn new(
        options: Options,
        catalogue: Catalogue,
        feeds: Arc<dyn Feeds>,
    ) -> std::io::Result<Self> {
        Ok(SharedState {
            metrics: Metrics::new(),
            cache: Cache::new(options.cache_bytes),
            admission: Admission::new(),
            answers: AnswerMemory {
                packs: options.gzip,
                bytes: Arc::new(AnswerBytes::new(options.in_flight_bytes)),
            },
            renders: Renders::start(options.threads)?,
            flights: Flights::default(),
            limits: Limits::new(),
            feeds,
            render_faults: RenderFaults::default(),
            catalogue: RwLock::new(Arc::new(catalogue)),
            generation: AtomicU64::new(0),
            options,
        })
    }

    /// Replaces the catalogue.
    pub(super) fn swap_catalogue(&self, catalogue: Catalogue) {
        let mut current = self.catalogue.write().unwrap_or_else(PoisonError::into_inner);
        *current = Arc::new(catalogue);
        self.generation.fetch_add(1, Ordering::AcqRel);
    }

    /// Number of the current catalogue.
    pub(super) fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    /// The current catalogue with its number.
    pub(super) fn catalogue(&self) -> (Arc<Catalogue>, u64) {
        let current = self.catalogue.read().unwrap_or_else(PoisonError::into_inner);
        (Arc::clone(&current), self.generation.load(Ordering::Acquire))
    }

    /// All metrics in Prometheus' text format.
    pub(super) fn metrics_text(&self) -> String {
        let health = self.options.status.health();
        self.metrics.set_gauges(
            health,
            (self.cache.bytes(), self.in_flight()),
            self.renders.waiting(),
        );
        self.metrics.text()
    }

    /// Bytes of answers that clients have still to read and that are not kept as well.
    pub(super) fn in_flight(&self) -> usize {
        self.answers.bytes.total().saturating_sub(self.cache.bytes())
    }

    /// Runs `work` on a rendering thread and waits for its outcome ([`Renders::run`]).
    pub(super) async fn run(
        &self,
        asker: Asker,
        limit: Duration,
        work: impl FnOnce(Waiter) -> Progress + Send + 'static,
    ) -> Outcome {
        if self.in_flight() > MOST_IN_FLIGHT * self.options.in_flight_bytes {
            self.metrics.failed(&RenderFailure::Busy);
            return Err(RenderFailure::Busy);
        }
        let outcome = self.renders.run(asker, limit, work).await;
        if let Err(failure) = &outcome {
            self.metrics.failed(failure);
        }
        outcome
    }

    /// True if the answer at `key` is kept in this version.
    pub(super) fn has(&self, key: &str, version: Version) -> bool {
        self.cache.get(key).is_some_and(|entry| entry.version == version)
    }

    /// Sends `waiter` the answer at `key` in this version: from the cache, or from one call of `render` for all who wait for
    /// the same. Runs on a rendering thread.
    pub(super) fn render_once(
        &self,
        (share, key): (Share, &Arc<str>),
        version: Version,
        generation: u64,
        waiter: Waiter,
        render: impl FnOnce() -> Result<Answer, RenderFailure>,
    ) {
        let kept = || self.cache.get(key).filter(|entry| entry.version == version);
        let is_public = share == Share::Public;
        if is_public {
            self.admission.ask(key);
        }
        let still_good = |entry: Arc<CachedAnswer>| {
            entry.checked.store(generation, Ordering::Release);
            entry
        };
        if let Some(entry) = kept() {
            let _ = waiter.send(Ok(still_good(entry)));
            return;
        }
        let Some(flight) = self.flights.join(key, waiter) else {
            return;
        };
        // Another thread may have finished the same answer just before.
        if let Some(entry) = kept() {
            flight.land(&Ok(still_good(entry)));
            return;
        }
        let begun = Instant::now();
        let outcome: Outcome = render().map(|answer| {
            Arc::new(CachedAnswer {
                answer,
                version,
                checked: AtomicU64::new(generation),
            })
        });
        if let Ok(entry) = &outcome {
            self.renders.count();
            self.metrics.rendered(begun.elapsed());
            // An older version in the cache shows that the address was asked for before.
            if !is_public || self.admission.admits(key) || self.cache.head(key).is_some() {
                self.cache.put(share, key, entry);
            }
        }
        flight.land(&outcome);
    }

    /// The reply to a request with these `headers` after `outcome`. When rendering failed, it is the last good copy, if there
    /// is one; else 503 or 500.
    pub(super) fn reply(
        &self,
        outcome: Outcome,
        last_good: impl FnOnce() -> Option<Arc<CachedAnswer>>,
        headers: &HeaderMap,
    ) -> Reply {
        let failure = match outcome {
            Ok(entry) => return entry.answer.reply(headers),
            Err(RenderFailure::Refused(status, text)) => return words(status, &*text),
            Err(failure) => failure,
        };
        if let Some(entry) = last_good() {
            self.metrics.last_good.inc();
            return entry.answer.reply(headers);
        }
        let (seconds, text) = match failure {
            RenderFailure::Busy => (10, "the server is too busy; try again shortly\n"),
            RenderFailure::Slow => (30, "this takes longer than it should; try again shortly\n"),
            RenderFailure::NotNow => (30, "this cannot be made just now; try again shortly\n"),
            RenderFailure::Refused(..) | RenderFailure::Broken => return broken(),
        };
        later(StatusCode::SERVICE_UNAVAILABLE, seconds, text)
    }
}

/// The reply to a request that met a fault of ours.
pub(super) fn broken() -> Reply {
    words(StatusCode::INTERNAL_SERVER_ERROR, "something went wrong here\n")
}
