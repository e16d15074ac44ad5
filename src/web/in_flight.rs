//! Memory of answers that are on their way to clients. Answers that nobody reads would fill the machine, so the slowest readers
//! of the largest answers are ended when all of them together take too much.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::sync::Notify;

use super::idle_timeout::Pulse;

/// Time after which a client that is still reading its answer counts as slow.
pub(super) const SLOW: Duration = Duration::from_secs(2);

/// The bytes of all answers that there are: kept ones, and those that somebody is still reading.
#[derive(Debug, Default)]
pub(super) struct AnswerBytes {
    total: AtomicUsize,
    bound: usize,
    /// Told when there are more of them than a bound.
    pub(super) many: Notify,
}

impl AnswerBytes {
    /// No bytes yet. Those who look after them are told when there are more than `bound`.
    pub(super) fn new(bound: usize) -> Self {
        AnswerBytes {
            bound,
            ..AnswerBytes::default()
        }
    }

    /// `bytes`, counted until the last reader has dropped them.
    pub(super) fn count(self: &Arc<Self>, bytes: Vec<u8>) -> Bytes {
        if bytes.is_empty() {
            return Bytes::new();
        }
        let before = self.total.fetch_add(bytes.len(), Ordering::Relaxed);
        if before + bytes.len() > self.bound {
            self.many.notify_one();
        }
        Bytes::from_owner(CountedBytes {
            bytes: bytes.into_boxed_slice(),
            all: Arc::clone(self),
        })
    }

    /// Number of bytes.
    pub(super) fn total(&self) -> usize {
        self.total.load(Ordering::Relaxed)
    }
}

struct CountedBytes {
    bytes: Box<[u8]>,
    all: Arc<AnswerBytes>,
}

impl AsRef<[u8]> for CountedBytes {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for CountedBytes {
    fn drop(&mut self) {
        self.all.total.fetch_sub(self.bytes.len(), Ordering::Relaxed);
    }
}

/// `bytes`, noted as what the client of a connection reads until all of them are sent.
pub(super) fn read_by(pulse: &Arc<Pulse>, bytes: Bytes) -> Bytes {
    if bytes.is_empty() {
        return bytes;
    }
    pulse.begin_reading(bytes.len(), milliseconds());
    Bytes::from_owner(BytesToRead {
        bytes,
        pulse: Arc::clone(pulse),
    })
}

struct BytesToRead {
    bytes: Bytes,
    pulse: Arc<Pulse>,
}

impl AsRef<[u8]> for BytesToRead {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for BytesToRead {
    fn drop(&mut self) {
        self.pulse.end_reading(self.bytes.len());
    }
}

/// Milliseconds of a clock that never goes back.
pub(super) fn milliseconds() -> u64 {
    static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
    u64::try_from(BEGUN.elapsed().as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_count_until_their_last_reader_is_done() {
        let all = Arc::new(AnswerBytes::default());
        let (kept, other) = (all.count(vec![1; 1_000]), all.count(vec![2; 10]));
        let (one, two) = (Arc::new(Pulse::default()), Arc::new(Pulse::default()));
        let (first, second) = (read_by(&one, kept.clone()), read_by(&two, kept.clone()));
        assert_eq!((all.total(), one.reads(), two.reads()), (1_010, 1_000, 1_000));
        drop((kept, first, other));
        assert_eq!((all.total(), one.reads(), two.reads()), (1_000, 0, 1_000));
        drop(second);
        assert_eq!((all.total(), two.reads()), (0, 0));
    }
}
