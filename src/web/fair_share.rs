//! Fair shares of the rendering threads (weighted fair queueing: Demers, Keshav and Shenker 1989), in processor time.
//!
//! Every client has a clock of its own, which goes on by the processor time that its jobs use, and every group of clients has
//! one that goes on by the mean of theirs. The waiting client whose clock will be least after its next job has its turn. What a
//! job used is known only when it has ended, so its turn is charged by a guess first. A client that comes anew begins a turn
//! behind the mean, unless its own clock is further: it passes those who use much, and since the mean goes on, nobody waits for
//! ever because others come. Groups share in the same way within a wider group.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use super::clients::ClientGroup;

/// Time by which a client that comes anew is behind the others: about the longest job.
const LONGEST_TURN: Duration = Duration::from_millis(700);

/// Most processor time that is expected of a short job.
const LONGEST_SHORT: Duration = Duration::from_millis(10);

/// True for a job that is not short.
pub(super) fn is_long(expected: Duration) -> bool {
    expected > LONGEST_SHORT
}

/// Most clients of a group that are remembered while they ask for nothing, besides those that are ahead of the others.
const MOST_REMEMBERED: usize = 4_096;

/// Interest of somebody in the outcome of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Interest {
    /// Somebody waits for it.
    Waits,
    /// Somebody who will send nothing more may wait for it, or may have gone. It comes after the other jobs of its client.
    MayWait,
    /// Nobody waits for it any more.
    Gone,
}

/// A client's turn: a job to do, or to be charged for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Turn<T> {
    pub(super) job: T,
    /// The groups of the client.
    pub(super) groups: Vec<ClientGroup>,
    pub(super) expected: Duration,
}

impl<T> Turn<T> {
    /// The job, and its turn to be charged.
    pub(super) fn begin(self) -> (T, Turn<()>) {
        let turn = Turn {
            job: (),
            groups: self.groups,
            expected: self.expected,
        };
        (self.job, turn)
    }
}

/// A client, or a group of them, with waiting jobs.
#[derive(Debug)]
pub(super) struct FairShare<T> {
    /// Processor time used, by the clock of the group.
    used: Duration,
    /// The mean of the members' clocks.
    mean: Duration,
    members: HashMap<ClientGroup, FairShare<T>>,
    /// Jobs in the order of their arrival; only a client without members has any.
    jobs: VecDeque<WaitingJob<T>>,
    /// Number of waiting jobs, members' included.
    waiting: usize,
    /// Number of jobs under way.
    running: usize,
    /// Number of jobs so far, by which those of equal claim are put in order.
    arrivals: u64,
}

#[derive(Debug)]
struct WaitingJob<T> {
    job: T,
    expected: Duration,
    arrival: u64,
}

impl<T> Default for FairShare<T> {
    fn default() -> Self {
        FairShare {
            used: Duration::ZERO,
            mean: Duration::ZERO,
            members: HashMap::new(),
            jobs: VecDeque::new(),
            waiting: 0,
            running: 0,
            arrivals: 0,
        }
    }
}

impl<T> FairShare<T> {
    /// Number of waiting jobs.
    pub(super) fn length(&self) -> usize {
        self.waiting
    }

    /// Number of clients with waiting jobs.
    pub(super) fn lines(&self) -> usize {
        let of_members: usize = self.members.values().map(FairShare::lines).sum();
        of_members + usize::from(!self.jobs.is_empty())
    }

    /// Puts a job at the end of the line of the client in these groups.
    pub(super) fn push(&mut self, groups: &[ClientGroup], expected: Duration, job: T) {
        self.arrivals += 1;
        let arrival = self.arrivals;
        self.enter(
            groups,
            WaitingJob {
                job,
                expected,
                arrival,
            },
        );
    }

    fn enter(&mut self, groups: &[ClientGroup], job: WaitingJob<T>) {
        self.waiting += 1;
        let Some((group, narrower)) = groups.split_first() else {
            self.jobs.push_back(job);
            return;
        };
        let begins = self.mean.saturating_sub(LONGEST_TURN);
        let member = self.members.entry(group.clone()).or_default();
        if !member.is_active() {
            member.used = member.used.max(begins);
        }
        member.enter(narrower, job);
    }

    fn is_active(&self) -> bool {
        self.waiting + self.running > 0
    }

    /// Processor time that the next job is expected to take.
    pub(super) fn next_takes(&self, interest: fn(&T) -> Interest) -> Option<Duration> {
        self.next_job(interest).map(|(expected, _)| expected)
    }

    /// The next job.
    pub(super) fn pop(&mut self, interest: fn(&T) -> Interest) -> Option<Turn<T>> {
        let mut groups = Vec::new();
        let WaitingJob { job, expected, .. } = self.leave(interest, &mut groups)?;
        Some(Turn {
            job,
            groups,
            expected,
        })
    }

    fn leave(
        &mut self,
        interest: fn(&T) -> Interest,
        groups: &mut Vec<ClientGroup>,
    ) -> Option<WaitingJob<T>> {
        let job = match self.next_member(interest) {
            Some((group, _)) => {
                let group = group.clone();
                let member = self.members.get_mut(&group)?;
                groups.push(group);
                let job = member.leave(interest, groups)?;
                member.used += job.expected;
                job
            }
            None => self.jobs.remove(self.next_in_line(interest)?)?,
        };
        self.waiting -= 1;
        self.running += 1;
        Some(job)
    }

    /// The member whose clock will be least after its next job, with the length and the arrival of that job.
    fn next_member(&self, interest: fn(&T) -> Interest) -> Option<(&ClientGroup, (Duration, u64))> {
        let waiting = self.members.iter().filter(|(_, member)| member.waiting > 0);
        let next = waiting.filter_map(|(group, member)| {
            let (expected, arrival) = member.next_job(interest)?;
            Some(((member.used + expected, arrival), (group, (expected, arrival))))
        });
        next.min_by_key(|(claim, _)| *claim).map(|(_, found)| found)
    }

    /// The length and the arrival of the job that [`FairShare::pop`] gives next.
    fn next_job(&self, interest: fn(&T) -> Interest) -> Option<(Duration, u64)> {
        match self.next_in_line(interest) {
            Some(at) => self.jobs.get(at).map(|job| (job.expected, job.arrival)),
            None => self.next_member(interest).map(|(_, job)| job),
        }
    }

    /// The place of the first job that somebody waits for, else of the first that somebody may wait for.
    fn next_in_line(&self, interest: fn(&T) -> Interest) -> Option<usize> {
        let first = |wanted| self.jobs.iter().position(|job| interest(&job.job) == wanted);
        first(Interest::Waits).or_else(|| first(Interest::MayWait))
    }

    /// Ends a turn: its client is charged what it `used`, instead of what was expected.
    pub(super) fn charge(&mut self, turn: Turn<()>, used: Duration) {
        self.charge_groups(&turn.groups, turn.expected, used);
    }

    fn charge_groups(&mut self, groups: &[ClientGroup], expected: Duration, used: Duration) {
        if let Some((group, narrower)) = groups.split_first() {
            let active = self.members.values().filter(|member| member.is_active()).count();
            self.mean += used / u32::try_from(active.max(1)).unwrap_or(u32::MAX);
            if let Some(member) = self.members.get_mut(group) {
                member.used = (member.used + used).saturating_sub(expected);
                member.charge_groups(narrower, expected, used);
            }
        }
        self.running = self.running.saturating_sub(1);
        self.forget();
    }

    /// Drops members that ask for nothing and have no more to be charged for than one that comes anew.
    fn forget(&mut self) {
        if !self.is_active() {
            self.members.clear();
            self.mean = Duration::ZERO;
            return;
        }
        let mut least = self.mean.saturating_sub(LONGEST_TURN);
        if self.members.len() > MOST_REMEMBERED {
            least = self.mean;
        }
        self.members
            .retain(|_, member| member.is_active() || member.used > least);
    }

    /// Drops jobs that nobody waits for.
    pub(super) fn sweep(&mut self, interest: fn(&T) -> Interest) {
        let before = self.jobs.len();
        self.jobs.retain(|job| interest(&job.job) != Interest::Gone);
        self.waiting -= before - self.jobs.len();
        for member in self.members.values_mut().filter(|member| member.waiting > 0) {
            let before = member.waiting;
            member.sweep(interest);
            self.waiting -= before - member.waiting;
        }
        self.forget();
    }

    /// Takes a job out to make room for one of the client in these groups: the last of the group with the most, or nothing if
    /// that is the client itself. A job that nobody may wait for goes first.
    pub(super) fn make_room(&mut self, groups: &[ClientGroup], interest: fn(&T) -> Interest) -> Option<T> {
        let given_up = match groups.split_first() {
            None => {
                let doubtful = |job: &WaitingJob<T>| interest(&job.job) == Interest::MayWait;
                self.jobs
                    .iter()
                    .rposition(doubtful)
                    .and_then(|at| self.jobs.remove(at))?
                    .job
            }
            Some((own, narrower)) => {
                let own_waiting = self.members.get(own).map_or(0, |member| member.waiting);
                let longest = self.members.iter().max_by_key(|(_, member)| member.waiting);
                let (longest, its_waiting) =
                    longest.map(|(group, member)| (group.clone(), member.waiting))?;
                if its_waiting > own_waiting + 1 {
                    self.members.get_mut(&longest)?.last(interest)?
                } else {
                    self.members.get_mut(own)?.make_room(narrower, interest)?
                }
            }
        };
        self.waiting -= 1;
        Some(given_up)
    }

    /// Takes out the last job of the longest line.
    fn last(&mut self, interest: fn(&T) -> Interest) -> Option<T> {
        let given_up = match self.members.values_mut().max_by_key(|member| member.waiting) {
            Some(longest) => longest.last(interest)?,
            None => {
                let doubtful = |job: &WaitingJob<T>| interest(&job.job) == Interest::MayWait;
                let at = self.jobs.iter().rposition(doubtful);
                self.jobs
                    .remove(at.unwrap_or(self.jobs.len().checked_sub(1)?))?
                    .job
            }
        };
        self.waiting -= 1;
        Some(given_up)
    }
}

#[cfg(test)]
mod tests;
