//! Logs and metrics. Neither ever holds the address of a request, which may contain a token: both name the route instead.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::{Duration, Instant};

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

use super::renders::RenderFailure;
use super::status::ServerHealth;
use crate::diagnostic::{escaped_json, harmless};

/// Format of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// An object a line, for programs.
    Json,
}

/// Starts the log, on the standard error. `filter` is tracing's, e.g. `info` or `longrun=debug`; requests are logged at
/// `debug`. Our own lines report trouble with the store; sqlx's, several for each lost connection, appear only if the filter
/// names `sqlx`.
///
/// # Errors
///
/// The fault of `filter`, as a sentence.
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
        .with_writer(move || StandardError(format))
        .with_target(false);
    // Tests start several servers in one process; the first one's log serves all.
    let _ = match format {
        LogFormat::Text => log.with_ansi(false).try_init(),
        LogFormat::Json => log.json().flatten_event(true).try_init(),
    };
    Ok(())
}

/// The standard error, without characters that could steer a terminal, and with its failures ignored: a full disk or a
/// lost log collector must not stop the server. The log writes a whole line at once.
struct StandardError(LogFormat);

impl Write for StandardError {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let line = String::from_utf8_lossy(bytes);
        let _ = io::stderr().write_all(shown(self.0, &line).as_bytes());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A line of the log without what a terminal would obey.
fn shown(format: LogFormat, line: &str) -> Cow<'_, str> {
    match format {
        LogFormat::Text => Cow::Owned(harmless(line)),
        LogFormat::Json => escaped_json(line),
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

/// Reasons of a failed rendering: no room in the queue, too slow, no store, a fault of ours.
const REASONS: [&str; 4] = ["full", "late", "store", "fault"];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct QueueLabels {
    of: &'static str,
}

/// Queues of rendering: plans' feeds and pages; feeds behind tokens.
const QUEUES: [&str; 2] = ["plans", "feeds"];

/// Statuses with a counter of their own. Any other counts as the last.
const STATUSES: [u16; 17] = [
    200, 204, 303, 304, 400, 403, 404, 405, 408, 410, 413, 414, 415, 429, 431, 503, 500,
];

/// Route of requests that lead nowhere, or that were refused before their address was read.
const NOWHERE: &str = "none";

/// Counters of one route, by status.
#[derive(Debug, Clone)]
pub(super) struct RouteMetrics {
    /// The route's pattern, e.g. `/plan/{name}`.
    route: &'static str,
    /// In the order of [`STATUSES`].
    by_status: Arc<[Counter]>,
}

impl RouteMetrics {
    /// Counts a request.
    pub(super) fn count(&self, status: StatusCode) {
        let at = STATUSES.iter().position(|counted| *counted == status.as_u16());
        if let Some(counter) = self.by_status.get(at.unwrap_or(STATUSES.len() - 1)) {
            counter.inc();
        }
    }

    /// Counts and logs a request that began at `begun` and is answered now.
    pub(super) fn answered(&self, status: StatusCode, begun: Instant) {
        self.count(status);
        tracing::debug!(
            route = self.route,
            status = status.as_u16(),
            micros = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX),
            "answered"
        );
    }
}

/// All metrics of a server.
#[derive(Debug)]
pub(super) struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    /// Requests of no route.
    pub(super) nowhere: RouteMetrics,
    /// Open connections.
    pub(super) connections: Gauge,
    /// Time to render a calendar, in seconds.
    render_seconds: Histogram,
    /// Size of answers on their way to clients, in bytes.
    in_flight_bytes: Gauge,
    /// Size of the cache, in bytes.
    cache_bytes: Gauge<i64, std::sync::atomic::AtomicI64>,
    /// Connections closed by the idle timeout.
    pub(super) timeouts: Counter<u64, AtomicU64>,
    /// Connections closed because answers in flight took too much memory.
    pub(super) slow_readers: Counter,
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
        let requests = Family::<RequestLabels, Counter>::default();
        let failed = Family::<ReasonLabels, Counter>::default();
        let queued = Family::<QueueLabels, Gauge>::default();
        let of_reason = |reason| failed.get_or_create(&ReasonLabels { reason }).clone();
        let of_queue = |of| queued.get_or_create(&QueueLabels { of }).clone();
        let metrics = Metrics {
            nowhere: of_route(&requests, NOWHERE),
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
            slow_readers: Counter::default(),
            in_flight_bytes: Gauge::default(),
            registry: Registry::default(),
        };
        registry.register(
            "requests",
            "Requests by route and status",
            metrics.requests.clone(),
        );
        registry.register("connections", "Open connections", metrics.connections.clone());
        registry.register(
            "render_seconds",
            "Time to render a calendar",
            metrics.render_seconds.clone(),
        );
        registry.register(
            "cache_bytes",
            "Size of the cache of calendars",
            metrics.cache_bytes.clone(),
        );
        registry.register(
            "timeouts",
            "Connections closed by the idle timeout",
            metrics.timeouts.clone(),
        );
        registry.register(
            "slow_readers",
            "Connections closed because answers on their way took too much memory",
            metrics.slow_readers.clone(),
        );
        registry.register(
            "in_flight_bytes",
            "Size of answers on their way that are not in the cache",
            metrics.in_flight_bytes.clone(),
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
        registry.register("render_queue", "Renderings that wait for a thread", queued);
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

    /// Counters of the route with this pattern, all of them exported from now on, at 0.
    pub(super) fn route(&self, pattern: &'static str) -> RouteMetrics {
        of_route(&self.requests, pattern)
    }

    /// Counts a failed rendering; a refusal is none.
    pub(super) fn failed(&self, failure: &RenderFailure) {
        let reason = match failure {
            RenderFailure::Refused(..) => return,
            RenderFailure::Busy => 0,
            RenderFailure::Slow => 1,
            RenderFailure::NotNow => 2,
            RenderFailure::Broken => 3,
        };
        if let Some(counter) = self.failures.get(reason) {
            counter.inc();
        }
    }

    /// Sets the gauges: health of store and folder, size of the cache and of what is in flight in bytes, length of each queue.
    pub(super) fn set_gauges(
        &self,
        health: ServerHealth,
        (cached, in_flight): (usize, usize),
        waiting: [usize; QUEUES.len()],
    ) {
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        self.store_up.set(i64::from(health.store_up));
        self.folder_readable.set(i64::from(health.folder_readable));
        self.files_with_faults.set(count(health.files_with_faults));
        self.cache_bytes.set(count(cached));
        self.in_flight_bytes.set(count(in_flight));
        for (queue, waiting) in self.queues.iter().zip(waiting) {
            queue.set(count(waiting));
        }
    }

    /// Records the time that a calendar took to render.
    pub(super) fn rendered(&self, took: Duration) {
        self.render_seconds.observe(took.as_secs_f64());
    }

    /// All metrics in Prometheus' text format.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        // Writing into a String does not fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

/// The counters of a route, one for each of [`STATUSES`].
fn of_route(requests: &Family<RequestLabels, Counter>, route: &'static str) -> RouteMetrics {
    let counter = |status| requests.get_or_create(&RequestLabels { route, status }).clone();
    RouteMetrics {
        route,
        by_status: STATUSES.map(counter).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_of_the_log_steers_a_terminal() {
        let line = "WARN a\u{9b}b\u{61c}c\u{2028}d\u{1b}[31m\n";
        let plain = "WARN a\u{fffd}b\u{fffd}c\u{fffd}d\u{241b}[31m\n";
        assert_eq!(shown(LogFormat::Text, line), plain);
        let line = "{\"message\":\"a\u{9b}\u{2028}\"}\n";
        assert_eq!(
            shown(LogFormat::Json, line),
            "{\"message\":\"a\\u009b\\u2028\"}\n"
        );
    }
}
