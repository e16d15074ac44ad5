//! A queue of jobs that wait for a thread, in the order that [`FairShare`] gives to their clients.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::clients::ClientGroup;
use super::fair_share::{FairShare, Interest, Turn};

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
        self.some.notify_one();
        without_room
    }

    /// The next wanted job, as soon as there is one; `None` after [`Queue::end`], once the queue is empty.
    pub(super) fn pop(&self) -> Option<Turn<T>> {
        let mut waiting = self.lock();
        loop {
            waiting.clients.sweep(self.interest);
            if let Some(turn) = waiting.clients.pop(self.interest) {
                return Some(turn);
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
            self.some.notify_one();
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
