//! Rate limits: pages by the client's address, a feed behind a token by its token and the client's address together. Calendar
//! companies poll for thousands of runners from a few addresses, and one holder of a shared feed must not lock out the others.

use std::net::IpAddr;
use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};

use super::clients::counted;
use crate::store::TokenHash;

/// Most requests a minute for a feed behind a token from one address, besides those that are answered with a kept calendar.
/// Applications ask a few times an hour.
const FEED_A_MINUTE: NonZeroU32 = NonZeroU32::new(60).unwrap();
/// Most other requests a minute from one address, or from one IPv6 network of a site. A person who looks around reads a page a second.
const OTHER_A_MINUTE: NonZeroU32 = NonZeroU32::new(300).unwrap();

/// Requests of the last minute, by token and by address.
#[derive(Debug)]
pub(super) struct Limits {
    tokens: DefaultKeyedRateLimiter<(TokenHash, IpAddr)>,
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

    /// Counts a request from `address` for the feed of `token`.
    ///
    /// # Errors
    ///
    /// The seconds to wait, after too many.
    pub(super) fn token(&self, token: &TokenHash, address: IpAddr) -> Result<(), u64> {
        let checked = self.tokens.check_key(&(*token, counted(address)));
        checked.map_err(|until| seconds(until.wait_time_from(self.clock.now())))
    }

    /// Counts a request from `address` for anything but a feed.
    ///
    /// # Errors
    ///
    /// The seconds to wait, after too many.
    pub(super) fn address(&self, address: IpAddr) -> Result<(), u64> {
        let checked = self.addresses.check_key(&counted(address));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn each_is_counted_apart() {
        let limits = Limits::new();
        let (one, other) = (TokenHash::of("one"), TokenHash::of("other"));
        let (here, there) = (address("192.0.2.1"), address("192.0.2.2"));
        for _ in 0..60 {
            assert_eq!(limits.token(&one, here), Ok(()));
        }
        assert!(
            limits
                .token(&one, here)
                .is_err_and(|wait| (1..=2).contains(&wait))
        );
        assert_eq!(limits.token(&one, there), Ok(()), "another holder of the address");
        assert_eq!(limits.token(&other, here), Ok(()));
        limits.forget();
        assert!(
            limits.token(&one, here).is_err(),
            "who asks too often is not forgotten"
        );
    }

    #[test]
    fn a_site_has_one_allowance_however_many_networks_it_has() {
        let limits = Limits::new();
        for number in 0..300 {
            let network = format!("2001:db8:7:{number:x}::1");
            assert_eq!(limits.address(address(&network)), Ok(()));
        }
        assert!(limits.address(address("2001:db8:7:ffff::1")).is_err());
        assert_eq!(limits.address(address("2001:db8:8::1")), Ok(()));
    }
}
