//! Hashes in the UIDs of a busy feed, in place of the names of seasons and sessions.

use std::fmt;

use crate::ical::event::fnv1a;
use crate::season::BusyKey;

/// The digits of a hash without a key.
const OPEN_DIGITS: usize = 16;

/// The digits of a hash with a key.
const KEYED_DIGITS: usize = 20;

/// A hash in the busy feed. The two kinds differ in length, so that one is never taken for the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BusyHash {
    /// Without a key: whoever guesses the name can tell that it is the one. Stores hold these, and files that were exported
    /// before there were keys. No calendar with them is handed out.
    Open(u64),
    /// With a key: nobody without it can tell.
    Keyed(u128),
}

impl BusyHash {
    /// The hash of a name.
    pub fn of(name: &str, key: Option<&BusyKey>) -> Self {
        match key {
            Some(key) => BusyHash::Keyed(key.hash(name)),
            None => BusyHash::Open(fnv1a(name.as_bytes())),
        }
    }

    /// True for a hash with a key.
    pub fn is_keyed(self) -> bool {
        matches!(self, BusyHash::Keyed(_))
    }

    /// The hash that is printed as `text`: hexadecimal digits in lower case.
    pub(super) fn read(text: &str) -> Option<Self> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if !text.bytes().all(is_digit) {
            return None;
        }
        match text.len() {
            OPEN_DIGITS => u64::from_str_radix(text, 16).ok().map(BusyHash::Open),
            KEYED_DIGITS => u128::from_str_radix(text, 16).ok().map(BusyHash::Keyed),
            _ => None,
        }
    }
}

impl fmt::Display for BusyHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BusyHash::Open(hash) => write!(f, "{hash:0OPEN_DIGITS$x}"),
            BusyHash::Keyed(hash) => write!(f, "{hash:0KEYED_DIGITS$x}"),
        }
    }
}
