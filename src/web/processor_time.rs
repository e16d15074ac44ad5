//! Processor time of rendering threads, by which turns are charged.

use std::time::Duration;

/// Priority of threads that render for long below the others, as niceness: nobody else is to wait for them.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 5;

/// Processor time that the calling thread has used. Only differences mean something.
pub(super) fn of_this_thread() -> Duration {
    #[cfg(unix)]
    {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        Duration::try_from(time).unwrap_or_default()
    }
    #[cfg(not(unix))]
    {
        // As if a rendering never waited for a processor.
        use std::sync::LazyLock;
        use std::time::Instant;
        static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
        BEGUN.elapsed()
    }
}

/// Gives other threads precedence over the calling one.
pub(super) fn come_after_others() {
    // Elsewhere it would be the whole process.
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(NICENESS) {
        tracing::debug!(%error, "long renderings have the priority of others");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    #[test]
    fn work_counts_and_waiting_does_not() {
        let before = of_this_thread();
        std::thread::sleep(Duration::from_millis(200));
        let waited = of_this_thread() - before;
        assert!(waited < Duration::from_millis(100), "{waited:?}");
        let (before, begun) = (of_this_thread(), Instant::now());
        while of_this_thread() - before < Duration::from_millis(20) {
            assert!(begun.elapsed() < Duration::from_secs(20), "it does not go on");
        }
    }
}
