//! The server: feeds for calendars, pages for people.
//!
//! A request goes one way. `connection` takes it off the wire, within limits; `router` says where it leads; `service`
//! answers it, from the `cache` where it can. What must be rendered is rendered once, on the threads of `renders`,
//! however many wait for it; meanwhile everything else is answered. `answer` is a calendar with all that HTTP
//! says about it, worked out once.
//!
//! - [`server`]: threads, listeners, and the end of both; `connection`: one connection; `guarded`: its socket, which a client
//!   can neither hold for ever nor fill; `patience`: for how long,
//! - `router`: every address there is; `service`: what is answered at each; `app`: what all requests share,
//! - `plan_feed`: a plan's feed, said in its address; [`token_feed`]: a season's feed, behind a token; `address`: queries and paths,
//! - `pages`: what people ask for; [`views`]: what they see of it,
//! - [`status`]: what the operator sees,
//! - [`stored`]: feeds and revisions out of a store, of a folder's runners; `store_health`: whether it can be asked,
//! - [`catalogue`]: the plans that can be followed, and their revisions,
//! - `answer`, `conditional`, `encoding`: what HTTP asks of a feed (RFC 9110),
//! - `cache`, `renders`: what was rendered, and what is being rendered; `queue`: who is next,
//! - `limits`: who asks too often; [`telemetry`]: logs and metrics, without tokens.

mod address;
mod answer;
mod app;
mod cache;
pub mod catalogue;
mod conditional;
mod connection;
mod encoding;
mod guarded;
mod limits;
mod pages;
mod patience;
mod plan_feed;
mod queue;
mod renders;
mod router;
pub mod server;
mod service;
pub mod status;
mod store_health;
pub mod stored;
pub mod telemetry;
pub mod token_feed;
pub mod views;

pub use crate::store::{PlanRevision, TokenHash};
pub use catalogue::{Catalogue, InMemoryRevisions, PlanRevisions};
pub use server::{Options, Server, StartError};
pub use stored::StoredFeeds;
pub use token_feed::{Feeds, Found, Lookup, NoFeeds, RenderError, Rendered};
