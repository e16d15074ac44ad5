//! A fair queue (Nagle 1987): each client has a line of jobs, and the lines take turns. So nobody waits for more than one job
//! of each other client, however many that client has sent.

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Owner of a job: an address, or nobody in particular.
pub(super) type Client = Option<IpAddr>;

/// Jobs that wait for a thread, up to a bound.
#[derive(Debug)]
pub(super) struct Queue<T> {
    waiting: Mutex<Waiting<T>>,
    some: Condvar,
    bound: usize,
    /// True for a job that somebody still waits for.
    is_wanted: fn(&T) -> bool,
}

#[derive(Debug)]
struct Waiting<T> {
    lines: HashMap<Client, VecDeque<T>>,
    /// The clients with a line, each once, in the order of their turns.
    turns: VecDeque<Client>,
    length: usize,
    is_over: bool,
}

impl<T> Queue<T> {
    /// An empty queue with room for `bound` jobs.
    pub(super) fn new(bound: usize, is_wanted: fn(&T) -> bool) -> Self {
        Queue {
            waiting: Mutex::new(Waiting {
                lines: HashMap::new(),
                turns: VecDeque::new(),
                length: 0,
                is_over: false,
            }),
            some: Condvar::new(),
            bound,
            is_wanted,
        }
    }

    /// Puts `job` at the end of its client's line.
    ///
    /// # Errors
    ///
    /// The job that found no room: the last one of the longest line, or `job` itself if its own line would be the longest
    /// (longest queue drop: McKenney 1990).
    pub(super) fn push(&self, client: Client, job: T) -> Result<(), T> {
        let mut waiting = self.lock();
        if waiting.length >= self.bound {
            waiting.sweep(self.is_wanted);
        }
        let mut without_room = Ok(());
        if waiting.length >= self.bound {
            let own = waiting.line(client);
            let longest = waiting
                .turns
                .iter()
                .copied()
                .max_by_key(|other| waiting.line(*other));
            let longer = longest.filter(|longest| waiting.line(*longest) > own + 1);
            match longer.and_then(|longer| waiting.lines.get_mut(&longer)?.pop_back()) {
                Some(last) => {
                    waiting.length -= 1;
                    without_room = Err(last);
                }
                None => return Err(job),
            }
        }
        let waiting = &mut *waiting;
        let line = waiting.lines.entry(client).or_insert_with(|| {
            waiting.turns.push_back(client);
            VecDeque::new()
        });
        line.push_back(job);
        waiting.length += 1;
        self.some.notify_one();
        without_room
    }

    /// The next wanted job, as soon as there is one; `None` after [`Queue::end`], once the queue is empty.
    pub(super) fn pop(&self) -> Option<T> {
        let mut waiting = self.lock();
        loop {
            if let Some(job) = waiting.next(self.is_wanted) {
                return Some(job);
            }
            if waiting.is_over {
                return None;
            }
            waiting = self.some.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Number of wanted jobs, and of clients that sent them.
    pub(super) fn length(&self) -> (usize, usize) {
        let mut waiting = self.lock();
        waiting.sweep(self.is_wanted);
        (waiting.length, waiting.turns.len())
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

impl<T> Waiting<T> {
    /// Number of jobs of a client.
    fn line(&self, client: Client) -> usize {
        self.lines.get(&client).map_or(0, VecDeque::len)
    }

    /// The first wanted job of the client whose turn it is.
    fn next(&mut self, is_wanted: fn(&T) -> bool) -> Option<T> {
        while let Some(client) = self.turns.pop_front() {
            let line = self.lines.get_mut(&client)?;
            let before = line.len();
            let job = std::iter::from_fn(|| line.pop_front()).find(is_wanted);
            self.length -= before - line.len();
            if line.is_empty() {
                self.lines.remove(&client);
            } else {
                self.turns.push_back(client);
            }
            if job.is_some() {
                return job;
            }
        }
        None
    }

    /// Drops unwanted jobs.
    fn sweep(&mut self, is_wanted: fn(&T) -> bool) {
        for line in self.lines.values_mut() {
            line.retain(is_wanted);
        }
        self.lines.retain(|_, line| !line.is_empty());
        self.turns.retain(|client| self.lines.contains_key(client));
        self.length = self.lines.values().map(VecDeque::len).sum();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Jobs are numbers; a negative one is unwanted.
    fn queue(bound: usize) -> Queue<i32> {
        Queue::new(bound, |job| *job >= 0)
    }

    fn client(number: u8) -> Client {
        Some(IpAddr::from([192, 0, 2, number]))
    }

    fn all(queue: &Queue<i32>) -> Vec<i32> {
        queue.end();
        std::iter::from_fn(|| queue.pop()).collect()
    }

    #[test]
    fn clients_take_turns_and_each_is_served_in_order() {
        let queue = queue(100);
        for job in [10, 11, 12, 13] {
            assert_eq!(queue.push(client(1), job), Ok(()));
        }
        assert_eq!(queue.pop(), Some(10));
        for (number, job) in [(2, 20), (3, 30), (2, 21)] {
            assert_eq!(queue.push(client(number), job), Ok(()));
        }
        assert_eq!(queue.length(), (6, 3));
        assert_eq!(all(&queue), [11, 20, 30, 12, 21, 13]);
    }

    #[test]
    fn an_unwanted_job_costs_no_turn_and_no_room() {
        let queue = queue(4);
        for job in [-1, -1, 10, -1] {
            assert_eq!(queue.push(client(1), job), Ok(()));
        }
        assert_eq!(queue.push(client(2), 20), Ok(()), "there is room");
        assert_eq!(queue.push(client(2), -1), Ok(()));
        assert_eq!(queue.length(), (2, 2));
        assert_eq!(all(&queue), [10, 20]);
        assert_eq!(queue.length(), (0, 0));
    }

    #[test]
    fn when_there_is_no_room_the_longest_line_gets_shorter() {
        let queue = queue(4);
        for job in [10, 11, 12, 13] {
            assert_eq!(queue.push(client(1), job), Ok(()));
        }
        assert_eq!(queue.push(client(1), 14), Err(14), "its own line is the longest");
        assert_eq!(queue.push(client(2), 20), Err(13));
        assert_eq!(queue.push(client(3), 30), Err(12));
        assert_eq!(queue.push(client(4), 40), Err(11));
        assert_eq!(queue.push(client(5), 50), Err(50), "no line is longer than one");
        assert_eq!(queue.length(), (4, 4));
        assert_eq!(all(&queue), [10, 20, 30, 40]);
    }
}
