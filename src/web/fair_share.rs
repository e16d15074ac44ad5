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
    expected: Duration,
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
mod tests {
    use std::net::IpAddr;

    use super::*;
    use crate::web::clients::{Asker, Client};

    /// Jobs are numbers: a negative one is unwanted, and for one of a thousand or more somebody may wait.
    fn interest(job: &i32) -> Interest {
        match job {
            ..0 => Interest::Gone,
            1_000.. => Interest::MayWait,
            _ => Interest::Waits,
        }
    }

    /// The groups of a client: a host of this number, or an address of IPv6.
    fn client(text: &str) -> Vec<ClientGroup> {
        let address = match text.parse::<u8>() {
            Ok(number) => IpAddr::from([192, 0, 2, number]),
            Err(_) => text.parse().unwrap(),
        };
        let pulse = std::sync::Arc::default();
        Asker::Client(Client { address, pulse }).groups()
    }

    fn milliseconds(number: u64) -> Duration {
        Duration::from_millis(number)
    }

    /// Clients of which each has a job waiting at all times, that takes so many milliseconds. Gives what each has used after
    /// `jobs` of them.
    fn busy(clients: &[(&str, u64)], expected: u64, jobs: usize) -> Vec<u64> {
        let mut share = FairShare::default();
        let number = |at: usize| i32::try_from(at).unwrap();
        for (at, (name, _)) in clients.iter().enumerate() {
            share.push(&client(name), milliseconds(expected), number(at));
        }
        let mut used = vec![0; clients.len()];
        for _ in 0..jobs {
            let (job, turn) = share.pop(interest).unwrap().begin();
            let at = usize::try_from(job).unwrap();
            let (name, takes) = clients[at];
            used[at] += takes;
            share.charge(turn, milliseconds(takes));
            share.push(&client(name), milliseconds(expected), job);
        }
        used
    }

    #[test]
    fn clients_with_jobs_of_any_length_use_the_same() {
        for expected in [0, 2, 300] {
            let used = busy(&[("1", 600), ("2", 3), ("3", 50), ("4", 599)], expected, 3_000);
            let (least, most) = (used.iter().min().unwrap(), used.iter().max().unwrap());
            assert!(most - least <= 1_300, "{used:?}");
        }
    }

    #[test]
    fn a_site_is_one_client_and_so_is_a_household_in_it() {
        let used = busy(
            &[
                ("192.0.2.1", 10),
                ("2001:db8:7:100::1", 10),
                ("2001:db8:7:101::1", 10),
                ("2001:db8:7:102::1", 10),
                ("2001:db8:7:200::1", 10),
            ],
            2,
            2_000,
        );
        let total: u64 = used.iter().sum();
        assert!(used[0].abs_diff(total / 2) < 100, "the host has a half: {used:?}");
        assert!(
            used[4].abs_diff(total / 4) < 100,
            "a household a quarter: {used:?}"
        );
        assert!(
            used[1].abs_diff(total / 12) < 100,
            "a network a twelfth: {used:?}"
        );
    }

    #[test]
    fn who_asks_for_little_passes_those_who_use_much() {
        let mut share = FairShare::default();
        let hosts: Vec<String> = (1..=50).map(|number| number.to_string()).collect();
        for (at, host) in (0..).zip(&hosts) {
            share.push(&client(host), milliseconds(2), at);
        }
        // Each has had a turn, and asks again.
        for _ in 0..75 {
            let (job, turn) = share.pop(interest).unwrap().begin();
            share.charge(turn, milliseconds(600));
            share.push(
                &client(&hosts[usize::try_from(job).unwrap()]),
                milliseconds(2),
                job,
            );
        }
        let mut before = 0;
        share.push(&client("200"), milliseconds(2), 200);
        loop {
            let (job, turn) = share.pop(interest).unwrap().begin();
            if job == 200 {
                break;
            }
            before += 1;
            share.charge(turn, milliseconds(600));
        }
        assert!(before <= 1, "{before} came before it");
    }

    #[test]
    fn work_that_is_known_to_be_long_comes_after_work_that_may_be_short() {
        let mut share = FairShare::default();
        for number in 1..=50 {
            share.push(&client(&number.to_string()), milliseconds(300), number);
        }
        share.push(&client("200"), milliseconds(2), 200);
        assert_eq!(share.pop(interest).unwrap().job, 200);
    }

    #[test]
    fn nobody_waits_for_ever_because_others_come() {
        let mut share = FairShare::default();
        share.push(&client("1"), milliseconds(2), 1);
        let turn = share.pop(interest).unwrap().begin().1;
        share.push(&client("2"), milliseconds(2), 2);
        share.charge(turn, milliseconds(600));
        share.push(&client("1"), milliseconds(2), 1);
        let mut others = 0;
        for number in 0..10_000_u32 {
            let host = format!("10.{}.{}.1", number >> 8, number & 255);
            share.push(&client(&host), milliseconds(2), 3);
            let (job, turn) = share.pop(interest).unwrap().begin();
            if job == 1 {
                break;
            }
            others += 1;
            share.charge(turn, milliseconds(10));
        }
        assert!(others < 400, "{others} came before it");
        assert!(
            share.members.len() < 1_000,
            "{} are remembered",
            share.members.len()
        );
    }

    #[test]
    fn an_unwanted_job_is_dropped_and_a_doubtful_one_comes_last() {
        let mut share = FairShare::default();
        for job in [1_000, -1, 10, 11, -2] {
            share.push(&client("1"), milliseconds(2), job);
        }
        assert_eq!((share.length(), share.lines()), (5, 1));
        share.sweep(interest);
        assert_eq!(share.length(), 3);
        let order: Vec<i32> = std::iter::from_fn(|| {
            let (job, turn) = share.pop(interest)?.begin();
            share.charge(turn, milliseconds(2));
            Some(job)
        })
        .collect();
        assert_eq!(order, [10, 11, 1_000]);
        assert_eq!((share.length(), share.members.len()), (0, 0));
    }

    #[test]
    fn when_there_is_no_room_the_longest_line_gets_shorter() {
        let mut share = FairShare::default();
        let site = |number: i32| format!("2001:db8:7:{number}::1");
        for number in 1..=4 {
            share.push(&client(&site(number)), milliseconds(2), number);
        }
        let mut room = |name: &str| share.make_room(&client(name), interest);
        assert!(
            room("1").is_some_and(|job| (1..=4).contains(&job)),
            "a site is a client"
        );
        assert!(room("1").is_some());
        assert_eq!(room(&site(4)), None, "its own line is the longest");
        assert!(room("2").is_some());
        assert_eq!(room("3"), None, "no line is longer than one");
        assert_eq!(share.length(), 1);
        let mut share = FairShare::default();
        for job in [10, 1_000, 11, 12] {
            share.push(&client("1"), milliseconds(2), job);
        }
        assert_eq!(share.make_room(&client("2"), interest), Some(1_000));
        assert_eq!(share.make_room(&client("2"), interest), Some(12));
        assert_eq!(share.make_room(&client("1"), interest), None);
    }
}
