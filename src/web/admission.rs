//! Admission to the cache: an address is worth keeping once it has been asked for twice.

use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, PoisonError};

/// Number of places with the same last bits; the one asked for longest ago makes room.
const WAYS: usize = 4;
/// Number of sets of places. Together they remember some 60,000 addresses, in 256 KiB.
const SETS: usize = 1 << 14;

/// Marks an address that was asked for again.
const AGAIN: u32 = 1 << 31;

/// The addresses asked for lately, by their hashes. Two with the same hash count as one, which costs nothing but room.
#[derive(Debug)]
pub(super) struct Admission {
    sets: Mutex<Box<[[u32; WAYS]]>>,
    hasher: RandomState,
}

impl Admission {
    pub(super) fn new() -> Self {
        Admission {
            sets: Mutex::new(vec![[0; WAYS]; SETS].into_boxed_slice()),
            hasher: RandomState::new(),
        }
    }

    /// Notes a request for `address`. True if there was one before.
    pub(super) fn ask(&self, address: &str) -> bool {
        let (set, mark) = self.place(address);
        let mut sets = self.sets.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(set) = sets.get_mut(set) else {
            return false;
        };
        let known = set.iter().position(|place| place & !AGAIN == mark);
        set[..=known.unwrap_or(WAYS - 1)].rotate_right(1);
        set[0] = if known.is_some() { mark | AGAIN } else { mark };
        known.is_some()
    }

    /// True if `address` was asked for at least twice.
    pub(super) fn admits(&self, address: &str) -> bool {
        let (set, mark) = self.place(address);
        let sets = self.sets.lock().unwrap_or_else(PoisonError::into_inner);
        sets.get(set).is_some_and(|set| set.contains(&(mark | AGAIN)))
    }

    /// The set of an address, and its mark there. No mark is 0, which stands for an empty place.
    fn place(&self, address: &str) -> (usize, u32) {
        let hash = self.hasher.hash_one(address);
        let set = usize::try_from(hash % SETS as u64).unwrap_or(0);
        let mark = u32::try_from(hash >> 33).unwrap_or(0).max(1);
        (set, mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_admitted_at_its_second_request() {
        let admission = Admission::new();
        assert!(!admission.admits("/a"));
        assert!(!admission.ask("/a"));
        assert!(!admission.admits("/a"));
        for number in 0..5_000 {
            admission.ask(&format!("/one-off/{number}"));
        }
        assert!(admission.ask("/a"), "it is remembered beside thousands of others");
        assert!(admission.admits("/a"));
        assert!(!admission.admits("/one-off/1"));
    }

    #[test]
    fn what_was_asked_for_long_ago_is_forgotten() {
        let admission = Admission::new();
        admission.ask("/a");
        for number in 0..40 * SETS {
            admission.ask(&number.to_string());
        }
        assert!(!admission.ask("/a"));
    }
}
