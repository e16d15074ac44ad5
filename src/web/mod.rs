//! The server: feeds for calendars, pages for people.
//!
//! A request goes one way. [`server`] accepts a connection, `connection` reads it within limits, and `service` answers a kept
//! calendar at once. Everything else goes through the table of contents, `routes`, to a handler. Calendars and pages are
//! rendered once, on the threads of `renders`, however many clients wait for them; other requests are answered meanwhile.
//!
//! - [`server`]: threads and listeners; `options`: their settings; `connection`, `socket_limits`, `idle_timeout`: one connection
//!   and its limits,
//! - `service`: kept calendars; `routes`: every address with its methods, limits and handlers; `shared_state`: state that all
//!   handlers share,
//! - `plan_feed`: a season described by an address; [`token_feed`]: a season's feed behind a token; `address`: queries and
//!   forms,
//! - `pages`: content of pages; [`views`]: data to markup,
//! - `same_site`: posts forged by other sites; [`action_key`]: keys for links that act for the owner of a feed,
//! - [`status`]: the operator's view,
//! - [`store_feeds`]: feeds and revisions from a store; `known_feeds`: those that are known; `store_health`: whether it can be
//!   asked,
//! - [`catalogue`]: plans to follow, with their revisions,
//! - `answer`, `conditional`, `encoding`: HTTP's side of a calendar (RFC 9110),
//! - `cache`, `admission`, `flights`: answers kept, those worth keeping, and answers under way; `in_flight`: answers on their way
//!   to clients,
//! - `renders`, `queue`: rendering threads and their work;
//!   `fair_share`, `processor_time`: its order, by the processor time of each client; `render_faults`: the last faults of feeds,
//! - `clients`: addresses and networks; `limits`: requests per client; [`telemetry`]: logs and metrics, without tokens.

pub mod action_key;
mod address;
mod admission;
mod answer;
mod cache;
pub mod catalogue;
mod clients;
mod conditional;
mod connection;
mod encoding;
mod fair_share;
mod flights;
mod idle_timeout;
mod in_flight;
mod known_feeds;
mod limits;
mod options;
mod pages;
mod plan_feed;
mod processor_time;
mod queue;
mod render_faults;
mod renders;
mod routes;
mod same_site;
pub mod server;
mod service;
mod shared_state;
mod socket_limits;
pub mod status;
pub mod store_feeds;
mod store_health;
pub mod telemetry;
pub mod token_feed;
pub mod views;

pub use crate::store::{PlanRevision, TokenHash};
pub use action_key::{ActionKey, ActionScope};
pub use catalogue::{Catalogue, InMemoryRevisions, PlanRevisions};
pub use options::Options;
pub use server::{Server, ServerStartError};
pub use store_feeds::StoredFeeds;
pub use token_feed::{FeedTarget, Feeds, Lookup, NoFeeds, RenderError, RenderedFeed};
