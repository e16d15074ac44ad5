//! Clients, as they are counted and take turns: addresses, and the networks that a provider hands out as a whole.

use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;

use super::idle_timeout::Pulse;
use crate::season::RunnerId;

/// Prefixes of the IPv6 networks whose members share one turn, the widest first: what a site, a household and a single network
/// get (RFC 6177). Whoever has a /48 has 65,536 networks in it, and is one client all the same.
const SHARED_PREFIXES: [u8; 3] = [48, 56, 64];

/// The other end of a connection.
#[derive(Debug, Clone)]
pub(super) struct Client {
    pub(super) address: IpAddr,
    /// Its connection.
    pub(super) pulse: Arc<Pulse>,
}

/// Somebody who asks for a rendering.
#[derive(Debug, Clone)]
pub(super) enum Asker {
    /// A client, for a plan's feed or a page.
    Client(Client),
    /// Those who follow this runner's feeds.
    Runner(RunnerId),
}

/// A client or a network of clients. Groups of one network take turns within its turn.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum ClientGroup {
    /// An IPv4 address.
    Host(IpAddr),
    /// The first bits of IPv6 addresses, and the number of these bits.
    Network(u128, u8),
    /// A runner.
    Runner(RunnerId),
}

impl Asker {
    /// The groups to which the asker belongs, the widest first.
    pub(super) fn groups(&self) -> Vec<ClientGroup> {
        match self {
            Asker::Runner(runner) => vec![ClientGroup::Runner(runner.clone())],
            Asker::Client(client) => groups_of(client.address),
        }
    }
}

fn groups_of(address: IpAddr) -> Vec<ClientGroup> {
    match address.to_canonical() {
        IpAddr::V6(address) => SHARED_PREFIXES
            .map(|bits| ClientGroup::Network(network(address, bits), bits))
            .to_vec(),
        host @ IpAddr::V4(_) => vec![ClientGroup::Host(host)],
    }
}

/// The address by which requests are counted: of IPv6 the network that a site has as a whole, so that a limit holds however
/// many addresses somebody takes from it.
pub(super) fn counted(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(network(address, SHARED_PREFIXES[0]))),
        host @ IpAddr::V4(_) => host,
    }
}

fn network(address: Ipv6Addr, bits: u8) -> u128 {
    let rest = 128 - u32::from(bits);
    address.to_bits() >> rest << rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_network_is_in_its_household_and_that_in_its_site() {
        let groups = |text: &str| groups_of(address(text));
        let (one, other) = (groups("2001:db8:7:1::1"), groups("2001:db8:7:102::1"));
        assert_eq!(one.len(), 3);
        assert_eq!(one[0], other[0], "one site");
        assert_ne!(one[1], other[1], "two households");
        assert_eq!(one, groups("2001:db8:7:1:ffff::9"), "one network");
        assert_eq!(one[..2], groups("2001:db8:7:2::1")[..2], "one household");
        assert_eq!(groups("::ffff:192.0.2.1"), groups("192.0.2.1"));
        assert_eq!(groups("192.0.2.1").len(), 1);
    }

    #[test]
    fn requests_are_counted_for_a_site() {
        assert_eq!(counted(address("2001:db8:7:1::1")), address("2001:db8:7::"));
        assert_ne!(counted(address("2001:db8:8::1")), address("2001:db8:7::"));
        assert_eq!(counted(address("::ffff:192.0.2.1")), address("192.0.2.1"));
    }
}
