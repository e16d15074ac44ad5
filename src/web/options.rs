//! Settings of a server.

use std::net::SocketAddr;
use std::time::Duration;

use super::status::ServerStatus;
use crate::clock::Clock;

/// Settings of a server: addresses, limits, and the clock of its pages.
#[derive(Debug, Clone)]
pub struct Options {
    /// Address to listen on; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Address of the operator's listener: metrics and status. `None`: there is no such listener.
    pub metrics: Option<SocketAddr>,
    /// Scheme and host that the server has from outside, e.g. `https://longrun.example`, without a slash at the end.
    pub base_url: Option<String>,
    /// Send gzip to clients that accept it.
    pub gzip: bool,
    /// Take the client's address from the last entry of `X-Forwarded-For`, which a trusted proxy wrote.
    pub trust_proxy: bool,
    /// Memory for rendered calendars and pages, in bytes.
    pub cache_bytes: usize,
    /// Memory for answers on their way to clients, besides those in the cache, in bytes. When they take more, slow readers are
    /// ended, those of the largest answers first.
    pub in_flight_bytes: usize,
    /// Number of threads that answer, and of threads that render, for each of the two queues.
    pub threads: usize,
    /// Most connections at a time. The limit of open files may lower it.
    pub connections: usize,
    /// Longest time that a request may wait for its calendar or page, or take to send a form.
    pub request_timeout: Duration,
    /// Status for the operator, served at `/status` beside the metrics.
    pub status: ServerStatus,
    /// Longest time without progress on a connection: a request still incomplete, an answer that the client does not read, or
    /// no request at all.
    pub idle_timeout: Duration,
    /// Clock for pages, which show how much of a season has passed.
    pub clock: fn() -> Clock,
}

impl Options {
    /// Default settings, listening on `listen`.
    pub fn new(listen: SocketAddr) -> Self {
        Options {
            listen,
            metrics: None,
            base_url: None,
            gzip: true,
            trust_proxy: false,
            cache_bytes: 24 << 20,
            in_flight_bytes: 48 << 20,
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            connections: 16_384,
            request_timeout: Duration::from_secs(20),
            status: ServerStatus::default(),
            idle_timeout: Duration::from_secs(30),
            clock: Clock::system,
        }
    }
}
