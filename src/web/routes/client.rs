//! The client behind a request.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::request::Parts;
use http::{Extensions, HeaderMap};

use crate::web::clients::Client;
use crate::web::idle_timeout::Pulse;
use crate::web::shared_state::SharedState;

/// Other end of a connection, noted in each of its requests.
#[derive(Debug, Clone)]
pub(in crate::web) struct Peer(pub(in crate::web) Client);

/// The client of a request: the peer, or behind a trusted proxy the last entry of `X-Forwarded-For`, which the proxy wrote.
pub(super) fn client_of(state: &SharedState, extensions: &Extensions, headers: &HeaderMap) -> Client {
    let peer = extensions.get::<Peer>().map(|peer| peer.0.clone());
    // Every connection notes its peer; without one, such requests would share one allowance.
    let mut client = peer.unwrap_or_else(|| Client {
        address: IpAddr::from([0, 0, 0, 0]),
        pulse: Arc::new(Pulse::default()),
    });
    if state.options.trust_proxy {
        let mut lines = headers.get_all("x-forwarded-for").iter();
        let last = lines
            .next_back()
            .and_then(|line| line.to_str().ok()?.rsplit(',').next());
        client.address = last.and_then(forwarded_address).unwrap_or(client.address);
    }
    client
}

/// The address in an entry of `X-Forwarded-For`. Some proxies write it with a port or in brackets, and a zone of IPv6 is the
/// proxy's own affair.
fn forwarded_address(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim().trim_matches('"').trim();
    if let Ok(address) = entry.parse() {
        return Some(address);
    }
    if let Ok(address) = entry.parse::<SocketAddr>() {
        return Some(address.ip());
    }
    let inside = match entry.strip_prefix('[') {
        Some(rest) => rest.split(']').next()?,
        // A colon stands before a port only if it is the only one.
        None if entry.matches(':').count() == 1 => entry.split(':').next()?,
        None => entry,
    };
    inside.split('%').next()?.trim().parse().ok()
}

impl FromRequestParts<Arc<SharedState>> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<SharedState>) -> Result<Self, Infallible> {
        Ok(client_of(state, &parts.extensions, &parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_in_every_spelling_of_a_proxy() {
        for (entry, address) in [
            ("192.0.2.7", "192.0.2.7"),
            ("192.0.2.7:5678", "192.0.2.7"),
            (" 192.0.2.7 : 5678 ", "192.0.2.7"),
            ("192.0.2.7:", "192.0.2.7"),
            ("\"192.0.2.7:5678\"", "192.0.2.7"),
            ("[192.0.2.7]:80", "192.0.2.7"),
            ("2001:db8::7", "2001:db8::7"),
            ("[2001:db8::7]", "2001:db8::7"),
            ("[2001:db8::7]:5678", "2001:db8::7"),
            (" [2001:db8::7] ", "2001:db8::7"),
            ("\t\"[2001:db8::7]:5678\"", "2001:db8::7"),
            ("[2001:db8::7%eth0]:80", "2001:db8::7"),
            ("fe80::7%1", "fe80::7"),
            ("::ffff:192.0.2.7", "::ffff:192.0.2.7"),
        ] {
            assert_eq!(forwarded_address(entry), address.parse().ok(), "{entry:?}");
        }
        for entry in [
            "",
            " ",
            "unknown",
            "_hidden",
            "192.0.2",
            "[]:80",
            "192.0.2.7.1:80",
            ":80",
            "a:b",
        ] {
            assert_eq!(forwarded_address(entry), None, "{entry:?}");
        }
    }
}
