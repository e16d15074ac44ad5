//! A queue of jobs that wait for a thread, in the order that [`FairShare`] gives to their clients.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::clients::ClientGroup;
use super::fair_share::{FairShare, Interest, Turn, is_long};

/// Jobs that wait for a thread, up to a bound.
#[derive(Debug)]
pub(super) struct Queue<T> {
    waiting: Mutex<Waiting<T>>,
    some: Condvar,
    bound: usize,
    /// Most long jobs at a time.
    most_long: usize,
    interest: fn(&T) -> Interest,
}

#[derive(Debug)]
struct Waiting<T> {
    clients: FairShare<T>,
    /// Number of long jobs under way.
    long: usize,
    is_over: bool,
}

impl<T> Queue<T> {
    /// An empty queue for so many `threads`, with room for `bound` jobs. `interest` tells if somebody still waits for a job.
    pub(super) fn new(threads: usize, bound: usize, interest: fn(&T) -> Interest) -> Self {
        Queue {
            waiting: Mutex::new(Waiting {
                clients: FairShare::default(),
                long: 0,
                is_over: false,
            }),
            some: Condvar::new(),
            bound,
            // One thread is left for those who ask for little, and so a processor for what is kept.
            most_long: threads.saturating_sub(1).max(1),
            interest,
        }
    }

    /// Puts `job`, which probably takes `expected` of a processor, at the end of the line of its `client`.
    ///
    /// # Errors
    ///
    /// The job that found no room: the last one of the longest line, or `job` itself if its own line would be the longest
    /// (longest queue drop: McKenney 1990).
    pub(super) fn push(&self, client: &[ClientGroup], expected: Duration, job: T) -> Result<(), T> {
        let mut waiting = self.lock();
        if waiting.clients.length() >= self.bound {
            waiting.clients.sweep(self.interest);
        }
        let mut without_room = Ok(());
        if waiting.clients.length() >= self.bound {
            match waiting.clients.make_room(client, self.interest) {
                Some(last) => without_room = Err(last),
                None => return Err(job),
            }
        }
        waiting.clients.push(client, expected, job);
        self.some.notify_one();
        without_room
    }

    /// The next wanted job, as soon as there is one. A long one whose turn it is waits while as many are under way as may be,
    /// and so do those after it: otherwise they would use more than their share. `None` after [`Queue::end`], once the queue is empty.
    pub(super) fn pop(&self) -> Option<Turn<T>> {
        let mut waiting = self.lock();
        loop {
            waiting.clients.sweep(self.interest);
            let next_is_long = waiting.clients.next_takes(self.interest).map(is_long);
            let must_wait = next_is_long == Some(true) && waiting.long >= self.most_long;
            if !must_wait && let Some(turn) = waiting.clients.pop(self.interest) {
                waiting.long += usize::from(is_long(turn.expected));
                return Some(turn);
            }
            if waiting.is_over && !must_wait {
                return None;
            }
            waiting = self.some.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Ends a turn that took `used` of a processor. A rest of the job, which probably takes as long as given, waits for the
    /// client's next turn.
    pub(super) fn done(&self, turn: Turn<()>, used: Duration, rest: Option<(Duration, T)>) {
        let mut waiting = self.lock();
        if let Some((expected, job)) = rest {
            waiting.clients.push(&turn.groups, expected, job);
            self.some.notify_one();
        }
        if is_long(turn.expected) {
            waiting.long -= 1;
            self.some.notify_all();
        }
        waiting.clients.charge(turn, used);
    }

    /// Number of wanted jobs, and of clients that sent them.
    pub(super) fn length(&self) -> (usize, usize) {
        let mut waiting = self.lock();
        waiting.clients.sweep(self.interest);
        (waiting.clients.length(), waiting.clients.lines())
    }

    /// Ends the threads that pop, once the queue is empty.
    pub(super) fn end(&self) {
        self.lock().is_over = true;
        self.some.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Waiting<T>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;
    use crate::web::clients::{Asker, Client};

    #[test]
    fn one_thread_is_left_for_those_who_ask_for_little() {
        let queue: Queue<u8> = Queue::new(2, 10, |_| Interest::Waits);
        let client = |number: u8| {
            let address = IpAddr::from([192, 0, 2, number]);
            let pulse = std::sync::Arc::default();
            Asker::Client(Client { address, pulse }).groups()
        };
        let (short, long) = (Duration::from_millis(2), Duration::from_millis(300));
        for number in [1, 2] {
            assert_eq!(queue.push(&client(number), long, number), Ok(()));
        }
        let first = queue.pop().unwrap();
        assert_eq!(queue.push(&client(3), short, 3), Ok(()));
        let second = queue.pop().unwrap();
        assert_eq!((first.job, second.job), (1, 3), "not another long one");
        queue.done(second.begin().1, short, None);
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| queue.pop().map(|turn| turn.job));
            std::thread::sleep(Duration::from_millis(50));
            assert!(!waiting.is_finished(), "one long job is under way");
            queue.done(first.begin().1, long, None);
            assert_eq!(waiting.join().unwrap(), Some(2));
        });
    }
}
