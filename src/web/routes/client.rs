//! Address of the client behind a request.

use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::request::Parts;
use http::{Extensions, HeaderMap};

use crate::web::shared_state::SharedState;

/// Other end of a connection, noted in each of its requests.
#[derive(Debug, Clone, Copy)]
pub(in crate::web) struct Peer(pub(in crate::web) IpAddr);

/// Address of a client: the peer, or behind a trusted proxy the last entry of `X-Forwarded-For`, which the proxy wrote.
#[derive(Debug, Clone, Copy)]
pub(super) struct Client(pub(super) IpAddr);

impl Client {
    pub(super) fn of(state: &SharedState, extensions: &Extensions, headers: &HeaderMap) -> Self {
        let peer = extensions.get::<Peer>();
        // Every connection notes its peer; without one, such requests would share one allowance.
        let peer = peer.map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.0);
        if !state.options.trust_proxy {
            return Client(peer);
        }
        let mut lines = headers.get_all("x-forwarded-for").iter();
        let last = lines
            .next_back()
            .and_then(|line| line.to_str().ok()?.rsplit(',').next());
        let address = last.and_then(|address| address.trim().parse().ok());
        Client(address.unwrap_or(peer))
    }
}

impl FromRequestParts<Arc<SharedState>> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<SharedState>) -> Result<Self, Infallible> {
        Ok(Client::of(state, &parts.extensions, &parts.headers))
    }
}
