//! Shares of clients that ask for much, little, and at the same time.

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
