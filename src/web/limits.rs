//! Rate limits: a feed behind a token by its token, pages by the client's address. No feed is limited by address, since
//! calendar companies poll for thousands of runners from a few.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};

use crate::store::TokenHash;

/// Most requests a minute for a feed behind a token. Applications ask a few times an hour.
const FEED_A_MINUTE: NonZeroU32 = NonZeroU32::new(60).unwrap();
/// Most other requests a minute from one address. A person who looks around reads a page a second.
const OTHER_A_MINUTE: NonZeroU32 = NonZeroU32::new(300).unwrap();

/// Requests of the last minute, by token and by address.
#[derive(Debug)]
pub(super) struct Limits {
    tokens: DefaultKeyedRateLimiter<TokenHash>,
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    clock: DefaultClock,
}

impl Limits {
    pub(super) fn new() -> Self {
        Limits {
            tokens: DefaultKeyedRateLimiter::keyed(Quota::per_minute(FEED_A_MINUTE)),
            addresses: DefaultKeyedRateLimiter::keyed(Quota::per_minute(OTHER_A_MINUTE)),
            clock: DefaultClock::default(),
        }
    }

    /// Counts a request for the feed of `token`.
    ///
    /// # Errors
    ///
    /// The seconds to wait, after too many.
    pub(super) fn token(&self, token: &TokenHash) -> Result<(), u64> {
        let checked = self.tokens.check_key(token);
        checked.map_err(|until| seconds(until.wait_time_from(self.clock.now())))
    }

    /// Counts a request from `address` for anything but a feed.
    ///
    /// # Errors
    ///
    /// The seconds to wait, after too many.
    pub(super) fn address(&self, address: IpAddr) -> Result<(), u64> {
        let checked = self.addresses.check_key(&subscriber(address));
        checked.map_err(|until| seconds(until.wait_time_from(self.clock.now())))
    }

    /// Drops the counts of clients that have not asked for a while.
    pub(super) fn forget(&self) {
        self.tokens.retain_recent();
        self.addresses.retain_recent();
    }
}

fn seconds(wait: std::time::Duration) -> u64 {
    wait.as_secs() + 1
}

/// The address that counts for a subscriber. An IPv6 network of 2^64 addresses, as a household has it, counts as one (RFC 6177).
pub(super) fn subscriber(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let network = address.to_bits() & !u128::from(u64::MAX);
            IpAddr::V6(Ipv6Addr::from_bits(network))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_counted_apart() {
        let limits = Limits::new();
        let (one, other) = (TokenHash::of("one"), TokenHash::of("other"));
        for _ in 0..60 {
            assert_eq!(limits.token(&one), Ok(()));
        }
        assert!(limits.token(&one).is_err_and(|wait| (1..=2).contains(&wait)));
        assert_eq!(limits.token(&other), Ok(()));
        let address = |text: &str| text.parse::<IpAddr>().unwrap();
        for number in 0..300 {
            let same_network = format!("2001:db8::{number:x}");
            assert_eq!(limits.address(address(&same_network)), Ok(()));
        }
        assert!(limits.address(address("2001:db8::ffff")).is_err());
        assert_eq!(limits.address(address("2001:db8:0:1::1")), Ok(()));
        limits.forget();
        assert!(limits.token(&one).is_err(), "who asks too often is not forgotten");
    }
}
