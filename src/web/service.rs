//! What is answered at each address.

use std::future::{Future, poll_fn};
use std::net::IpAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::{Duration, Instant};

use http::header::{ALLOW, HOST};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, Version};
use hyper::body::{Body, Incoming};

use super::answer::{Reply, as_download, later, words};
use super::app::App;
use super::cache::{self, Entry};
use super::pages;
use super::plan_feed::DOWNLOAD;
use super::renders::{Asker, Failure, Outcome};
use super::router::{Route, RouteName, route};
use super::telemetry::Metrics;
use super::token_feed::{self, Lookup};
use crate::store::TokenHash;

/// A longer address is refused, in bytes.
const LONGEST_ADDRESS: usize = 6 * 1024;
/// A larger body is refused, in bytes. None is ever read.
const LARGEST_BODY: u64 = 64 * 1024;

/// Whoever follows a feed behind a token waits no longer than this for a new calendar where there is an earlier one.
const SOON: Duration = Duration::from_secs(2);

const ROBOTS: &str = "User-agent: *\nAllow: /plan/\nAllow: /feed/\n";

/// An address with a token that became known is not to be found by searching as well.
const X_ROBOTS_TAG: HeaderName = HeaderName::from_static("x-robots-tag");
const NO_INDEX: HeaderValue = HeaderValue::from_static("noindex");

/// Whether the calendar is to be saved as a file.
pub(super) fn is_download(query: &str) -> bool {
    let mut keys = query
        .split('&')
        .map(|pair| pair.split('=').next().unwrap_or(pair));
    keys.any(|key| key == DOWNLOAD)
}

/// Whether the request says once for which host it is; before HTTP/1.1 it need not (RFC 9112 §3.2).
fn has_one_host(request: &Request<Incoming>) -> bool {
    let mut hosts = request.headers().get_all(HOST).iter();
    let is_there = hosts.next().is_some() || request.version() < Version::HTTP_11;
    is_there && hosts.next().is_none()
}

/// A reply that is there, or one that must be waited for.
enum Answering {
    Now(Reply),
    Later(Pin<Box<dyn Future<Output = Reply> + Send>>),
}

/// The answers of one connection.
pub(super) struct Service {
    app: Arc<App>,
    peer: IpAddr,
    left_a_body: AtomicBool,
}

impl Service {
    pub(super) fn new(app: Arc<App>, peer: IpAddr) -> Self {
        Service {
            app,
            peer,
            left_a_body: AtomicBool::new(false),
        }
    }

    /// Whether a request had a body, which nobody has read.
    pub(super) fn left_a_body(&self) -> bool {
        self.left_a_body.load(Ordering::Relaxed)
    }

    fn answer(&self, request: &Request<Incoming>) -> (RouteName, Answering) {
        if !has_one_host(request) {
            let refusal = words(StatusCode::BAD_REQUEST, "a request has one Host\n");
            return (RouteName::Nowhere, Answering::Now(refusal));
        }
        let is_read = request.method() == Method::GET || request.method() == Method::HEAD;
        let has_body = !request.body().is_end_stream();
        let address = request
            .uri()
            .path_and_query()
            .map_or("", |address| address.as_str());
        if is_read && !has_body && address.starts_with("/plan/") {
            let state = self.app.state();
            let kept = self.app.cache.get(address);
            if let Some(entry) = kept.filter(|entry| entry.is_current(state)) {
                return (
                    RouteName::PlanFeed,
                    Answering::Now(entry.answer.reply(request.headers())),
                );
            }
        }
        if has_body {
            self.left_a_body.store(true, Ordering::Relaxed);
        }
        let route = route(request.uri().path());
        let name = route.name();
        if address.len() > LONGEST_ADDRESS {
            let refusal = words(StatusCode::URI_TOO_LONG, "the address is too long\n");
            return (name, Answering::Now(refusal));
        }
        if has_body
            && request
                .body()
                .size_hint()
                .upper()
                .is_none_or(|bytes| bytes > LARGEST_BODY)
        {
            let refusal = words(
                StatusCode::PAYLOAD_TOO_LARGE,
                "nothing here takes so large a body\n",
            );
            return (name, Answering::Now(refusal));
        }
        if !is_read && route != Route::Nowhere {
            let mut refusal = words(
                StatusCode::METHOD_NOT_ALLOWED,
                "only GET and HEAD are answered here\n",
            );
            refusal
                .headers_mut()
                .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            return (name, Answering::Now(refusal));
        }
        let answering = match route {
            Route::PlanFeed(plan) => self.plan(address, &plan, request),
            Route::TokenFeed(token) => self.token(token, request.headers()),
            Route::Home | Route::PlanPage(_) | Route::Style => match self.asks_too_often(request) {
                Some(later) => Answering::Now(later),
                None => self.page(address, request),
            },
            // Whoever watches over the server is to hear that it answers, whoever else asks from there.
            Route::Health => Answering::Now(words(StatusCode::OK, "ok\n")),
            Route::Robots => self.limited(request, || words(StatusCode::OK, ROBOTS)),
            Route::Nowhere => self.limited(request, || {
                pages::missing(request.headers(), "there is nothing here\n")
            }),
        };
        (name, answering)
    }

    /// What is no feed, for those who do not ask too often.
    fn limited(&self, request: &Request<Incoming>, reply: impl FnOnce() -> Reply) -> Answering {
        Answering::Now(self.asks_too_often(request).unwrap_or_else(reply))
    }

    /// What somebody is told who asks too often for what is no feed.
    fn asks_too_often(&self, request: &Request<Incoming>) -> Option<Reply> {
        let asked = self.app.limits.address(self.client(request.headers()));
        let seconds = asked.err()?;
        Some(later(
            StatusCode::TOO_MANY_REQUESTS,
            seconds,
            "too many requests\n",
        ))
    }

    /// Who asks: the other end, or whom the proxy there asks for, which it wrote last.
    fn client(&self, headers: &HeaderMap) -> IpAddr {
        if !self.app.options.trust_proxy {
            return self.peer;
        }
        let mut lines = headers.get_all("x-forwarded-for").iter();
        let last = lines
            .next_back()
            .and_then(|line| line.to_str().ok()?.rsplit(',').next());
        last.and_then(|address| address.trim().parse().ok())
            .unwrap_or(self.peer)
    }

    fn plan(&self, address: &str, plan: &str, request: &Request<Incoming>) -> Answering {
        let app = Arc::clone(&self.app);
        let headers = request.headers().clone();
        let (address, plan) = (address.to_owned(), plan.to_owned());
        let query = request.uri().query().unwrap_or("").to_owned();
        let asker = Asker::Client(self.client(&headers));
        Answering::Later(Box::pin(async move {
            let job = {
                let (app, address, plan, query) =
                    (Arc::clone(&app), address.clone(), plan.clone(), query.clone());
                move |waiter| app.plan_job(&address, &plan, &query, waiter)
            };
            let outcome = app.run(asker, app.options.request_timeout, job).await;
            if let Err(Failure::Refused(StatusCode::NOT_FOUND, text)) = &outcome {
                return pages::missing(&headers, text);
            }
            let mut reply = reply(&app, outcome, || app.cache.get(&address), &headers);
            if is_download(&query) && reply.status().is_success() {
                as_download(&mut reply, &plan);
            }
            reply
        }))
    }

    fn page(&self, address: &str, request: &Request<Incoming>) -> Answering {
        let app = Arc::clone(&self.app);
        let headers = request.headers().clone();
        let site = pages::Site::new(app.options.base_url.as_deref(), &headers);
        let key: Arc<str> = Arc::from(format!("{}{address}", site.base));
        let (state, clock) = (app.state(), (app.options.clock)());
        let version = pages::version(state, clock);
        let kept = app.cache.get(&key).filter(|entry| entry.version == version);
        if let Some(entry) = kept {
            return Answering::Now(entry.answer.reply(&headers));
        }
        let address = address.to_owned();
        let asker = Asker::Client(self.client(&headers));
        Answering::Later(Box::pin(async move {
            let job = {
                let (app, key) = (Arc::clone(&app), Arc::clone(&key));
                move |waiter| app.page_job(&key, &site, &address, clock, waiter)
            };
            let outcome = app.run(asker, app.options.request_timeout, job).await;
            match outcome {
                Err(Failure::Refused(status, _)) if status == StatusCode::NOT_FOUND => pages::nothing(),
                outcome => reply(&app, outcome, || app.cache.get(&key), &headers),
            }
        }))
    }

    fn token(&self, token: &str, headers: &HeaderMap) -> Answering {
        let hash = TokenHash::of(token);
        let found = match self.app.feeds.look_up(&hash) {
            Lookup::Found(found) => found,
            Lookup::Revoked => return Answering::Now(words(StatusCode::GONE, "this feed was taken back\n")),
            Lookup::Unknown => {
                return Answering::Now(pages::missing(headers, "there is no such feed\n"));
            }
        };
        if let Err(seconds) = self.app.limits.token(&hash) {
            let reply = later(
                StatusCode::TOO_MANY_REQUESTS,
                seconds,
                "this feed is asked for too often\n",
            );
            return Answering::Now(reply);
        }
        let key = token_feed::key(&found);
        let version = cache::Version(found.version, 0);
        let kept = self.app.cache.get(&key);
        if let Some(entry) = kept.as_ref().filter(|entry| entry.version == version) {
            return Answering::Now(entry.answer.reply(headers));
        }
        if !self.app.feeds.can_render() {
            return Answering::Now(reply(&self.app, Err(Failure::NotNow), || kept, headers));
        }
        let app = Arc::clone(&self.app);
        let headers = headers.clone();
        Answering::Later(Box::pin(async move {
            let job = {
                let app = Arc::clone(&app);
                move |waiter| app.feed_job(&found, waiter)
            };
            let most = app.options.request_timeout;
            let limit = kept.map_or(most, |_| most.min(SOON));
            let outcome = app.run(Asker::Owner, limit, job).await;
            reply(&app, outcome, || app.cache.get(&key), &headers)
        }))
    }
}

/// The reply to an outcome. On a failure of ours it is the last good copy, if there is one.
fn reply(
    app: &App,
    outcome: Outcome,
    last_good: impl FnOnce() -> Option<Arc<Entry>>,
    headers: &HeaderMap,
) -> Reply {
    let failure = match outcome {
        Ok(entry) => return entry.answer.reply(headers),
        Err(Failure::Refused(status, text)) => return words(status, &*text),
        Err(failure) => failure,
    };
    if let Some(entry) = last_good() {
        app.metrics.last_good.inc();
        return entry.answer.reply(headers);
    }
    match failure {
        Failure::Busy => later(StatusCode::SERVICE_UNAVAILABLE, 10, "too much to do just now\n"),
        Failure::Slow => later(
            StatusCode::SERVICE_UNAVAILABLE,
            30,
            "this takes longer than it should\n",
        ),
        Failure::NotNow => later(
            StatusCode::SERVICE_UNAVAILABLE,
            30,
            "this cannot be made just now\n",
        ),
        _ => broken(),
    }
}

fn broken() -> Reply {
    words(StatusCode::INTERNAL_SERVER_ERROR, "something went wrong here\n")
}

impl hyper::service::Service<Request<Incoming>> for Service {
    type Response = Reply;
    type Error = std::convert::Infallible;
    type Future = Replying;

    fn call(&self, request: Request<Incoming>) -> Replying {
        let begun = Instant::now();
        let answering = catch_unwind(AssertUnwindSafe(|| self.answer(&request)));
        let (route, answering) = answering.unwrap_or_else(|_| {
            tracing::error!("answering a request panicked");
            (RouteName::Nowhere, Answering::Now(broken()))
        });
        let noted = Noted {
            metrics: Arc::clone(&self.app.metrics),
            route,
            begun,
        };
        match answering {
            Answering::Now(reply) => Replying(Replies::Now(Some(noted.note(reply)))),
            Answering::Later(mut reply) => Replying(Replies::Later(Box::pin(async move {
                let polled = poll_fn(|context| {
                    let polled = catch_unwind(AssertUnwindSafe(|| reply.as_mut().poll(context)));
                    polled.unwrap_or_else(|_| {
                        tracing::error!("answering a request panicked");
                        Poll::Ready(broken())
                    })
                });
                let reply = polled.await;
                noted.note(reply)
            }))),
        }
    }
}

/// What is counted and logged of a request, once it is answered.
struct Noted {
    metrics: Arc<Metrics>,
    route: RouteName,
    begun: Instant,
}

impl Noted {
    fn note(&self, mut reply: Reply) -> Reply {
        if self.route == RouteName::TokenFeed {
            reply.headers_mut().insert(X_ROBOTS_TAG, NO_INDEX);
        }
        self.metrics.count(self.route, reply.status());
        let micros = || u64::try_from(self.begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        tracing::debug!(
            route = self.route.text(),
            status = reply.status().as_u16(),
            micros = micros(),
            "answered"
        );
        reply
    }
}

enum Replies {
    Now(Option<Reply>),
    Later(Pin<Box<dyn Future<Output = Reply> + Send>>),
}

/// A reply on its way. One that is there already needs no memory of its own.
pub(super) struct Replying(Replies);

impl Future for Replying {
    type Output = Result<Reply, std::convert::Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut std::task::Context<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            Replies::Now(reply) => match reply.take() {
                Some(reply) => Poll::Ready(Ok(reply)),
                None => Poll::Pending,
            },
            Replies::Later(reply) => reply.as_mut().poll(context).map(Ok),
        }
    }
}
