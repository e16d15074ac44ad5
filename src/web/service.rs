//! Requests of one connection: a kept calendar is answered at once, everything else by the router.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Instant;

use axum::Router;
use axum::body::Body as RoutedBody;
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HOST};
use http::{Method, Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use tower_service::Service as _;

use super::address;
use super::answer::Reply;
use super::clients::Client;
use super::idle_timeout::Pulse;
use super::in_flight::read_by;
use super::routes::{self, PLAN_FEED, Peer};
use super::shared_state::SharedState;
use super::telemetry::RouteMetrics;

/// State and router of a server.
pub(super) struct Shared {
    pub(super) state: Arc<SharedState>,
    router: Router,
    /// Counters of plans' feeds, for those answered before the router.
    plan_feeds: RouteMetrics,
}

impl Shared {
    pub(super) fn new(state: Arc<SharedState>) -> Self {
        Shared {
            router: routes::table(Arc::clone(&state)),
            plan_feeds: state.metrics.route(PLAN_FEED),
            state,
        }
    }
}

/// The service of one connection.
pub(super) struct Service {
    shared: Arc<Shared>,
    client: Client,
    had_a_body: AtomicBool,
}

impl Service {
    pub(super) fn new(shared: Arc<Shared>, client: Client) -> Self {
        Service {
            shared,
            client,
            had_a_body: AtomicBool::new(false),
        }
    }

    /// True after a request with a body, of which a part may be unread.
    pub(super) fn had_a_body(&self) -> bool {
        self.had_a_body.load(Ordering::Relaxed)
    }

    /// A plan's feed that is kept and current. Nearly all requests are for one of these, so this does as little as HTTP allows:
    /// one look-up, one header block.
    fn kept(&self, request: &Request<Incoming>) -> Option<Reply> {
        let reads = request.method() == Method::GET || request.method() == Method::HEAD;
        if !reads || !request.body().is_end_stream() {
            return None;
        }
        let address = address::of(request.uri());
        let mut hosts = request.headers().get_all(HOST).iter();
        // The router refuses what has no host or two.
        if !address.starts_with("/plan/") || hosts.next().is_none() || hosts.next().is_some() {
            return None;
        }
        let kept = self.shared.state.cache.get(address)?;
        let is_current = kept.is_current(self.shared.state.generation());
        is_current.then(|| kept.answer.reply(request.headers()))
    }
}

impl hyper::service::Service<Request<Incoming>> for Service {
    type Response = Response<ReplyBody>;
    type Error = Infallible;
    type Future = Replying;

    fn call(&self, mut request: Request<Incoming>) -> Replying {
        let begun = Instant::now();
        if let Some(reply) = self.kept(&request) {
            self.shared.plan_feeds.answered(reply.status(), begun);
            return Replying::Kept(Some(reply), Arc::clone(&self.client.pulse));
        }
        if !request.body().is_end_stream() {
            self.had_a_body.store(true, Ordering::Relaxed);
        }
        request.extensions_mut().insert(Peer(self.client.clone()));
        let routed = Box::pin(self.shared.router.clone().call(request));
        Replying::Routed(routed, Arc::clone(&self.client.pulse))
    }
}

/// A reply on its way. A kept calendar is there already and takes no memory of its own.
pub(super) enum Replying {
    Kept(Option<Reply>, Arc<Pulse>),
    Routed(Routed, Arc<Pulse>),
}

/// A reply of the router on its way.
type Routed = Pin<Box<dyn Future<Output = Result<Response<RoutedBody>, Infallible>> + Send>>;

impl Future for Replying {
    type Output = Result<Response<ReplyBody>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut *self {
            Replying::Kept(reply, pulse) => match reply.take() {
                Some(reply) => Poll::Ready(Ok(reply.map(|body| ReplyBody::new(SomeBody::Kept(body), pulse)))),
                None => Poll::Pending,
            },
            Replying::Routed(routed, pulse) => {
                let polled = routed.as_mut().poll(context);
                pulse.set_answering(polled.is_pending());
                polled.map_ok(|mut response| {
                    // axum sets it by the body, which these statuses do not have (RFC 9110 §8.6).
                    if [StatusCode::NOT_MODIFIED, StatusCode::NO_CONTENT].contains(&response.status()) {
                        response.headers_mut().remove(CONTENT_LENGTH);
                    }
                    response.map(|body| ReplyBody::new(SomeBody::Routed(body), pulse))
                })
            }
        }
    }
}

/// Body of a reply. What is sent of it is noted until the client has read it ([`super::in_flight`]).
pub(super) struct ReplyBody {
    body: SomeBody,
    pulse: Arc<Pulse>,
}

enum SomeBody {
    Kept(Full<Bytes>),
    Routed(RoutedBody),
}

impl ReplyBody {
    fn new(body: SomeBody, pulse: &Arc<Pulse>) -> Self {
        let pulse = Arc::clone(pulse);
        ReplyBody { body, pulse }
    }
}

impl Body for ReplyBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = match &mut self.body {
            SomeBody::Kept(body) => Pin::new(body).poll_frame(context).map_err(|never| match never {}),
            SomeBody::Routed(body) => Pin::new(body).poll_frame(context),
        };
        polled.map_ok(|frame| frame.map_data(|bytes| read_by(&self.pulse, bytes)))
    }

    fn is_end_stream(&self) -> bool {
        match &self.body {
            SomeBody::Kept(body) => body.is_end_stream(),
            SomeBody::Routed(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.body {
            SomeBody::Kept(body) => body.size_hint(),
            SomeBody::Routed(body) => body.size_hint(),
        }
    }
}
