//! What all requests share, and the two kinds of calendars that can be rendered for them.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use http::StatusCode;

use super::answer::{Answer, Content, Sharing};
use super::cache::{Cache, Entry, Part, Version};
use super::catalogue::Catalogue;
use super::limits::Limits;
use super::pages;
use super::plan_feed;
use super::renders::{Asker, Failure, Outcome, Renders, Waiter};
use super::server::Options;
use super::service::is_download;
use super::telemetry::Metrics;
use super::token_feed::{self, Feeds, Found, RenderError};
use crate::clock::Clock;

/// What the owner of a feed is told whose runner has no season: the address is right, and there is something to do.
const NOTHING_YET: &str = "there is nothing in this calendar yet: the server has no season of its runner\n";

/// All that a request may need.
pub(super) struct App {
    pub(super) options: Options,
    pub(super) metrics: Arc<Metrics>,
    pub(super) cache: Cache,
    pub(super) renders: Renders,
    pub(super) limits: Limits,
    pub(super) feeds: Arc<dyn Feeds>,
    catalogue: RwLock<Arc<Catalogue>>,
    /// Which catalogue it is, counted.
    state: AtomicU64,
}

impl App {
    pub(super) fn new(
        options: Options,
        catalogue: Catalogue,
        feeds: Arc<dyn Feeds>,
    ) -> std::io::Result<Self> {
        Ok(App {
            metrics: Arc::new(Metrics::new()),
            cache: Cache::new(options.cache_bytes),
            renders: Renders::start(options.threads)?,
            limits: Limits::new(),
            feeds,
            catalogue: RwLock::new(Arc::new(catalogue)),
            state: AtomicU64::new(0),
            options,
        })
    }

    /// Puts another catalogue in the place of the one there is.
    pub(super) fn publish(&self, catalogue: Catalogue) {
        let mut current = self.catalogue.write().unwrap_or_else(PoisonError::into_inner);
        *current = Arc::new(catalogue);
        self.state.fetch_add(1, Ordering::AcqRel);
    }

    /// Which catalogue it is that answers.
    pub(super) fn state(&self) -> u64 {
        self.state.load(Ordering::Acquire)
    }

    /// The catalogue, and which it is.
    fn catalogue(&self) -> (Arc<Catalogue>, u64) {
        let current = self.catalogue.read().unwrap_or_else(PoisonError::into_inner);
        (Arc::clone(&current), self.state.load(Ordering::Acquire))
    }

    /// All metrics, in Prometheus' text format.
    pub(super) fn metrics_text(&self) -> String {
        let health = self.options.status.health();
        self.metrics
            .note(health, self.cache.bytes(), self.renders.waiting());
        self.metrics.text()
    }

    /// What `work` comes to, on a thread that may take its time ([`Renders::run`]).
    pub(super) async fn run(
        &self,
        asker: Asker,
        limit: Duration,
        work: impl FnOnce(Waiter) + Send + 'static,
    ) -> Outcome {
        let outcome = self.renders.run(asker, limit, work).await;
        if let Err(failure) = &outcome {
            self.metrics.failed(failure);
        }
        outcome
    }

    /// The calendar that this address asks for, on a thread that may take its time.
    pub(super) fn plan_job(&self, address: &str, plan: &str, query: &str, waiter: Waiter) {
        let (catalogue, state) = self.catalogue();
        let asked = match plan_feed::read(&catalogue, plan, query) {
            Ok(asked) => asked,
            Err(failure) => {
                let _ = waiter.send(Err(failure));
                return;
            }
        };
        if !is_download(query) {
            self.cache.put_same(address, &asked.canonical);
        }
        let version = asked.version();
        self.rendered_once((Part::Public, &asked.canonical), version, state, waiter, || {
            let bytes = asked.render(self.options.base_url.as_deref());
            let base = self.options.base_url.as_deref().unwrap_or_default();
            let link = format!("{base}{}", asked.canonical);
            Ok(Answer::new(
                Content::Calendar,
                bytes,
                asked.modified(),
                Sharing::Public,
                Some(&link),
                self.options.gzip,
            ))
        });
    }

    /// The page at this address, likewise.
    pub(super) fn page_job(
        &self,
        key: &Arc<str>,
        site: &pages::Site,
        address: &str,
        clock: Clock,
        waiter: Waiter,
    ) {
        let (catalogue, state) = self.catalogue();
        let version = pages::version(state, clock);
        self.rendered_once((Part::Public, key), version, state, waiter, || {
            pages::render(&catalogue, site, address, clock, self.options.gzip)
        });
    }

    /// The calendar of a feed behind a token, likewise.
    pub(super) fn feed_job(&self, found: &Found, waiter: Waiter) {
        let key = token_feed::key(found);
        self.rendered_once(
            (Part::Private, &key),
            Version(found.version, 0),
            0,
            waiter,
            || {
                let rendered = self.feeds.render(found).map_err(|error| match error {
                    RenderError::NothingYet => {
                        Failure::Refused(StatusCode::NOT_FOUND, Arc::from(NOTHING_YET))
                    }
                    RenderError::NotNow(news) => {
                        if let Some(error) = news {
                            tracing::error!(season = &*found.name, error, "a feed cannot be rendered");
                        }
                        Failure::NotNow
                    }
                    RenderError::Failed(error) => {
                        tracing::error!(season = &*found.name, error, "a feed cannot be rendered");
                        Failure::Broken
                    }
                })?;
                if rendered.bytes.is_empty() {
                    // Applications would delete all events.
                    tracing::error!(season = &*found.name, "a feed was rendered to nothing");
                    return Err(Failure::Broken);
                }
                Ok(Answer::new(
                    Content::Calendar,
                    rendered.bytes,
                    rendered.modified,
                    Sharing::Private,
                    None,
                    self.options.gzip,
                ))
            },
        );
    }

    /// Sends `waiter` what is at `key` in this version: from the cache, or with all others who wait for it.
    fn rendered_once(
        &self,
        (part, key): (Part, &Arc<str>),
        version: Version,
        state: u64,
        waiter: Waiter,
        render: impl FnOnce() -> Result<Answer, Failure>,
    ) {
        let kept = || self.cache.get(key).filter(|entry| entry.version == version);
        let still_good = |entry: Arc<Entry>| {
            entry.checked.store(state, Ordering::Release);
            entry
        };
        if let Some(entry) = kept() {
            let _ = waiter.send(Ok(still_good(entry)));
            return;
        }
        let Some(flight) = self.renders.join(key, waiter) else {
            return;
        };
        // Whoever was in flight may have landed just before.
        if let Some(entry) = kept() {
            flight.land(&Ok(still_good(entry)));
            return;
        }
        let begun = Instant::now();
        let outcome: Outcome = render().map(|answer| {
            Arc::new(Entry {
                answer,
                version,
                checked: AtomicU64::new(state),
            })
        });
        if let Ok(entry) = &outcome {
            self.renders.count();
            self.metrics.rendered(begun.elapsed());
            self.cache.put(part, key, entry);
        }
        flight.land(&outcome);
    }
}
