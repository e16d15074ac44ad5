//! Logs and metrics. Neither ever holds an address: it may have a token in it, so requests go by their route's name.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use http::StatusCode;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use tracing_subscriber::EnvFilter;

use super::renders::Failure;
use super::router::RouteName;
use super::status::Health;

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// An object a line, for programs.
    Json,
}

/// Writes the log to the standard error from here on. `filter` is tracing's, as in `info` or `longrun=debug`; requests are
/// logged at `debug`. What goes wrong with the store is logged where it is asked; sqlx's own lines, several for each lost
/// connection, are there only if the filter names `sqlx`.
///
/// # Errors
///
/// What is wrong with `filter`, as a sentence.
pub fn start_log(format: LogFormat, filter: &str) -> Result<(), String> {
    let named = filter.contains("sqlx");
    let all = if named {
        filter.to_owned()
    } else {
        format!("{filter},sqlx=off")
    };
    let filter =
        EnvFilter::try_new(all).map_err(|error| format!("`{filter}` is no filter of the log: {error}"))?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(|| Log)
        .with_target(false);
    // A second log in one process, as in tests, is not started.
    let _ = match format {
        LogFormat::Text => log.with_ansi(false).try_init(),
        LogFormat::Json => log.json().flatten_event(true).try_init(),
    };
    Ok(())
}

/// The standard error, whether it can be written or not: neither a full disk nor a collector of logs that is gone stops a
/// server.
struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let _ = io::stderr().write_all(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    route: &'static str,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ReasonLabels {
    reason: &'static str,
}

/// Why nothing was rendered: there was no room, it took too long, the store could not be asked, or a fault of ours.
const REASONS: [&str; 4] = ["full", "late", "store", "fault"];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct QueueLabels {
    of: &'static str,
}

/// What waits to be rendered: plans' feeds and pages, and feeds behind tokens.
const QUEUES: [&str; 2] = ["plans", "feeds"];

/// The statuses that are counted, each with a counter of its own; others count as the last.
const STATUSES: [u16; 13] = [200, 304, 400, 404, 405, 408, 410, 413, 414, 429, 431, 503, 500];

/// The counters.
#[derive(Debug)]
pub(super) struct Metrics {
    registry: Registry,
    /// By route and status, in the order of [`RouteName::ALL`] and [`STATUSES`].
    requests: Vec<Counter>,
    /// Open connections.
    pub(super) connections: Gauge,
    /// How long a calendar took to render, in seconds.
    render_seconds: Histogram,
    /// What the cache holds, in bytes.
    cache_bytes: Gauge<i64, std::sync::atomic::AtomicI64>,
    /// Connections that were closed because nothing came or went.
    pub(super) timeouts: Counter<u64, AtomicU64>,
    /// By reason, in the order of [`REASONS`].
    failures: Vec<Counter>,
    /// Answers with an earlier calendar, because there was no new one.
    pub(super) last_good: Counter,
    /// In the order of [`QUEUES`].
    queues: Vec<Gauge>,
    store_up: Gauge,
    folder_readable: Gauge,
    files_with_faults: Gauge,
}

impl Metrics {
    pub(super) fn new() -> Self {
        let mut registry = Registry::with_prefix("longrun");
        let family = Family::<RequestLabels, Counter>::default();
        let mut requests = Vec::new();
        for route in RouteName::ALL {
            for status in STATUSES {
                let labels = RequestLabels {
                    route: route.text(),
                    status,
                };
                requests.push(family.get_or_create(&labels).clone());
            }
        }
        let failed = Family::<ReasonLabels, Counter>::default();
        let queued = Family::<QueueLabels, Gauge>::default();
        let of_reason = |reason| failed.get_or_create(&ReasonLabels { reason }).clone();
        let of_queue = |of| queued.get_or_create(&QueueLabels { of }).clone();
        let metrics = Metrics {
            requests,
            failures: REASONS.map(of_reason).to_vec(),
            last_good: Counter::default(),
            queues: QUEUES.map(of_queue).to_vec(),
            store_up: Gauge::default(),
            folder_readable: Gauge::default(),
            files_with_faults: Gauge::default(),
            connections: Gauge::default(),
            render_seconds: Histogram::new([0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2.0]),
            cache_bytes: Gauge::default(),
            timeouts: Counter::default(),
            registry: Registry::default(),
        };
        registry.register("requests", "Requests by route and status", family);
        registry.register("connections", "Open connections", metrics.connections.clone());
        registry.register(
            "render_seconds",
            "How long calendars took to render",
            metrics.render_seconds.clone(),
        );
        registry.register(
            "cache_bytes",
            "What the cache of calendars holds",
            metrics.cache_bytes.clone(),
        );
        registry.register(
            "timeouts",
            "Connections closed because nothing came or went",
            metrics.timeouts.clone(),
        );
        registry.register(
            "render_failures",
            "Requests whose calendar or page could not be rendered, by reason",
            failed,
        );
        registry.register(
            "last_good",
            "Answers with an earlier calendar because there was no new one",
            metrics.last_good.clone(),
        );
        registry.register("render_queue", "What waits to be rendered", queued);
        registry.register(
            "store_up",
            "Whether the store can be read and written",
            metrics.store_up.clone(),
        );
        registry.register(
            "folder_readable",
            "Whether the folder can be read, or there is none",
            metrics.folder_readable.clone(),
        );
        registry.register(
            "files_with_faults",
            "Files of the folder that have faults",
            metrics.files_with_faults.clone(),
        );
        let version = Info::new(vec![("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "The program", version);
        Metrics { registry, ..metrics }
    }

    /// Counts a request.
    pub(super) fn count(&self, route: RouteName, status: StatusCode) {
        let last = STATUSES.len() - 1;
        let status = STATUSES
            .iter()
            .position(|known| *known == status.as_u16())
            .unwrap_or(last);
        if let Some(counter) = self.requests.get(route as usize * STATUSES.len() + status) {
            counter.inc();
        }
    }

    /// Counts a request for which nothing could be rendered.
    pub(super) fn failed(&self, failure: &Failure) {
        let reason = match failure {
            Failure::Refused(..) => return,
            Failure::Busy => 0,
            Failure::Slow => 1,
            Failure::NotNow => 2,
            Failure::Broken => 3,
        };
        if let Some(counter) = self.failures.get(reason) {
            counter.inc();
        }
    }

    /// Notes how the store and the folder are, what is kept, in bytes, and how much waits in each queue.
    pub(super) fn note(&self, health: Health, cached: usize, waiting: [usize; QUEUES.len()]) {
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        self.store_up.set(i64::from(health.store_up));
        self.folder_readable.set(i64::from(health.folder_readable));
        self.files_with_faults.set(count(health.files_with_faults));
        self.cache_bytes.set(count(cached));
        for (queue, waiting) in self.queues.iter().zip(waiting) {
            queue.set(count(waiting));
        }
    }

    /// Notes how long a calendar took to render.
    pub(super) fn rendered(&self, took: Duration) {
        self.render_seconds.observe(took.as_secs_f64());
    }

    /// All of it in Prometheus' text format.
    pub(super) fn text(self: &Arc<Self>) -> String {
        let mut text = String::new();
        // Writing into a String does not fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}
