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
    interest: fn(&T) -> Interest,
}

#[derive(Debug)]
struct Waiting<T> {
    clients: FairShare<T>,
    is_over: bool,
}

impl<T> Queue<T> {
    /// An empty queue with room for `bound` jobs. `interest` tells if somebody still waits for a job.
    pub(super) fn new(bound: usize, interest: fn(&T) -> Interest) -> Self {
        Queue {
            waiting: Mutex::new(Waiting {
                clients: FairShare::default(),
                is_over: false,
            }),
            some: Condvar::new(),
            bound,
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
        self.some.notify_all();
        without_room
    }

    /// The next wanted job, as soon as there is one; `None` after [`Queue::end`], once the queue is empty.
    ///
    /// A thread that takes no long jobs waits while it is the turn of one, and leaves those after it waiting as well: otherwise
    /// their clients would use more than their share.
    pub(super) fn pop(&self, takes_long: bool) -> Option<Turn<T>> {
        let mut waiting = self.lock();
        loop {
            waiting.clients.sweep(self.interest);
            let next_is_long = waiting.clients.next_takes(self.interest).is_some_and(is_long);
            if takes_long || !next_is_long {
                let next = waiting.clients.pop(self.interest);
                if next_is_long {
                    // Perhaps it is the turn of a short one now.
                    self.some.notify_all();
                }
                if next.is_some() {
                    return next;
                }
            }
            if waiting.is_over {
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
        let queue: Queue<u8> = Queue::new(10, |_| Interest::Waits);
        let client = |number: u8| {
            let address = IpAddr::from([192, 0, 2, number]);
            let pulse = std::sync::Arc::default();
            Asker::Client(Client { address, pulse }).groups()
        };
        let (short, long) = (Duration::from_millis(2), Duration::from_millis(300));
        for number in [1, 2] {
            assert_eq!(queue.push(&client(number), long, number), Ok(()));
        }
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| queue.pop(false).map(|turn| turn.job));
            assert_eq!(queue.pop(true).map(|turn| turn.job), Some(1));
            std::thread::sleep(Duration::from_millis(50));
            assert!(!waiting.is_finished(), "it is the turn of another long one");
            assert_eq!(queue.push(&client(3), short, 3), Ok(()));
            assert_eq!(waiting.join().unwrap(), Some(3));
            assert_eq!(queue.pop(true).map(|turn| turn.job), Some(2));
        });
    }
}
