//! Table of contents: every address of the server, with its methods and limits.
//!
//! A route is written once, in [`table`]: how it may be asked for ([`Access`]), its pattern, and its handlers. The pattern
//! is its name in logs and metrics too. A page that acts is one more handler: `read(page).merge(form(act, LIMIT))`.

mod calendars;
mod client;
mod form_post;
mod gate;
pub(super) mod operator;
mod pages;
mod plain;

use std::sync::Arc;

use axum::Router;
use axum::handler::Handler;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get};

pub(super) use self::client::Peer;
use self::form_post::form;
use self::gate::{Access, Gate, other_method, pass};
use crate::web::shared_state::SharedState;

/// Pattern of plans' feeds. A kept one is answered before the router ([`crate::web::service`]), under this name.
pub(super) const PLAN_FEED: &str = "/plan/{name}/calendar.ics";

/// Largest form of a plan's page, in bytes. Its address takes no more than 6 KiB ([`gate::LONGEST_ADDRESS`]).
const LARGEST_PLAN_FORM: u64 = 16 * 1024;

/// Every address of the server.
pub(super) fn table(state: Arc<SharedState>) -> Router {
    Routes::new(state)
        .route(Access::Open, PLAN_FEED, read(calendars::plan_feed))
        .route(
            Access::Private,
            "/feed/{token}/calendar.ics",
            read(calendars::token_feed),
        )
        .route(Access::Limited, "/", read(pages::home))
        .route(
            Access::Limited,
            "/plan/{name}",
            read(pages::plan).merge(form(pages::plan_form, LARGEST_PLAN_FORM)),
        )
        .route(Access::Limited, "/style.css", read(pages::style))
        .route(Access::Limited, "/robots.txt", read(plain::robots))
        // Monitoring gets its answer however often others ask from the same address.
        .route(Access::Open, "/healthz", read(plain::health))
        .fallback(Access::Limited, plain::nowhere)
}

/// GET and HEAD of a route that changes nothing.
fn read<H, T>(handler: H) -> MethodRouter<Arc<SharedState>>
where
    H: Handler<T, Arc<SharedState>>,
    T: 'static,
{
    get(handler)
}

/// Routes under construction.
struct Routes {
    state: Arc<SharedState>,
    router: Router<Arc<SharedState>>,
}

impl Routes {
    fn new(state: Arc<SharedState>) -> Self {
        Routes {
            state,
            router: Router::new(),
        }
    }

    /// Adds a route. Each request for it passes its [`Gate`] first.
    fn route(self, access: Access, pattern: &'static str, methods: MethodRouter<Arc<SharedState>>) -> Self {
        let gate = Gate::new(&self.state, access, self.state.metrics.route(pattern));
        let methods = methods.fallback(other_method);
        Routes {
            router: self
                .router
                .route(pattern, methods.layer(from_fn_with_state(gate, pass))),
            ..self
        }
    }

    /// Ends the table with the handler of all other addresses.
    fn fallback<H, T>(self, access: Access, handler: H) -> Router
    where
        H: Handler<T, Arc<SharedState>>,
        T: 'static,
    {
        let gate = Gate::new(&self.state, access, self.state.metrics.nowhere.clone());
        let handler = handler.layer(from_fn_with_state(gate, pass));
        self.router.fallback(handler).with_state(self.state)
    }
}
