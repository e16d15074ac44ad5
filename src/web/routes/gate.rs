//! Gate of a route: what every request passes on its way in, and every reply on its way out.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Instant;

use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_TYPE, HOST};
use http::{Method, StatusCode, Version};

use super::client::client_of;
use crate::web::answer::{NO_INDEX, Reply, X_ROBOTS_TAG, later, words};
use crate::web::same_site::is_from_elsewhere;
use crate::web::shared_state::{SharedState, broken};
use crate::web::telemetry::RouteMetrics;

/// Longest address that is answered, in bytes.
pub(super) const LONGEST_ADDRESS: usize = 6 * 1024;

/// Largest body that a request may announce where no body is read, in bytes.
const LARGEST_IGNORED_BODY: u64 = 64 * 1024;

/// Rules by which a route may be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// By anybody, without a limit: clients take turns where the work is.
    Open,
    /// By anybody, a number of times a minute from each address.
    Limited,
    /// By those who know its token, which the handler counts. No search engine is to list it.
    Private,
}

/// The gate of one route.
pub(super) struct Gate {
    state: Arc<SharedState>,
    access: Access,
    metrics: RouteMetrics,
}

impl Gate {
    pub(super) fn new(state: &Arc<SharedState>, access: Access, metrics: RouteMetrics) -> Arc<Self> {
        Arc::new(Gate {
            state: Arc::clone(state),
            access,
            metrics,
        })
    }

    /// The refusal of a request that may not pass.
    fn refusal(&self, request: &Request) -> Option<Reply> {
        if !has_one_host(request) {
            return Some(words(
                StatusCode::BAD_REQUEST,
                "a request must have exactly one Host\n",
            ));
        }
        let address = request.uri().path_and_query();
        if address.is_some_and(|address| address.as_str().len() > LONGEST_ADDRESS) {
            return Some(words(StatusCode::URI_TOO_LONG, "the address is too long\n"));
        }
        let reads = matches!(*request.method(), Method::GET | Method::HEAD);
        if reads && is_endless(request.body()) {
            return Some(too_large());
        }
        let base_url = self.state.options.base_url.as_deref();
        if is_from_elsewhere(request.method(), request.headers(), base_url) {
            return Some(words(
                StatusCode::FORBIDDEN,
                "this form was sent from another site\n",
            ));
        }
        if self.access == Access::Limited {
            let client = client_of(&self.state, request.extensions(), request.headers());
            let seconds = self.state.limits.address(client.address).err()?;
            let text = "too many requests\n";
            return Some(later(StatusCode::TOO_MANY_REQUESTS, seconds, text));
        }
        None
    }
}

/// Lets a request through the gate to its handler, and counts and logs the answer. A panic of the handler is one request's.
pub(super) async fn pass(State(gate): State<Arc<Gate>>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let mut response = match gate.refusal(&request) {
        Some(refusal) => refusal.into_response(),
        None => unwound(next.run(request)).await,
    };
    if gate.access == Access::Private {
        // Keeps a leaked address with a token out of search engines.
        response.headers_mut().insert(X_ROBOTS_TAG, NO_INDEX);
    }
    gate.metrics.answered(response.status(), begun);
    response
}

/// The reply to a method that a route does not have. axum adds `Allow` with those that it has.
pub(super) async fn other_method(method: Method, body: Body) -> Reply {
    if is_endless(&body) {
        return too_large();
    }
    if method == Method::OPTIONS {
        let mut nothing = words(StatusCode::NO_CONTENT, "");
        nothing.headers_mut().remove(CONTENT_TYPE);
        return nothing;
    }
    words(
        StatusCode::METHOD_NOT_ALLOWED,
        "this address does not answer that method; see Allow\n",
    )
}

/// True for a body without a known end, or with one too far away to be waited for.
fn is_endless(body: &Body) -> bool {
    !body.is_end_stream()
        && body
            .size_hint()
            .upper()
            .is_none_or(|bytes| bytes > LARGEST_IGNORED_BODY)
}

fn too_large() -> Reply {
    words(
        StatusCode::PAYLOAD_TOO_LARGE,
        "this address takes no body of that size\n",
    )
}

/// True if the request names its host once; before HTTP/1.1 it need not (RFC 9112 §3.2).
fn has_one_host(request: &Request) -> bool {
    let mut hosts = request.headers().get_all(HOST).iter();
    let is_there = hosts.next().is_some() || request.version() < Version::HTTP_11;
    is_there && hosts.next().is_none()
}

/// The response of `handler`, or 500 if it panics.
async fn unwound(handler: impl Future<Output = Response>) -> Response {
    let mut handler = pin!(handler);
    poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| handler.as_mut().poll(context)));
        polled.unwrap_or_else(|_| {
            tracing::error!("answering a request panicked");
            Poll::Ready(broken().into_response())
        })
    })
    .await
}
