//! Answers in a line of text: health, robots, and addresses that lead nowhere.

use http::{HeaderMap, StatusCode};

use crate::web::answer::{Reply, words};
use crate::web::pages;

/// Rules for robots. Google Calendar obeys them too, so both kinds of feeds are allowed.
const ROBOTS: &str = "User-agent: *\nAllow: /plan/\nAllow: /feed/\n";

/// `/healthz`: the server answers. The store is not asked: a server without it still serves what it knows.
pub(super) async fn health() -> Reply {
    words(StatusCode::OK, "ok\n")
}

/// `/robots.txt`.
pub(super) async fn robots() -> Reply {
    words(StatusCode::OK, ROBOTS)
}

/// Any address that is not in the table.
pub(super) async fn nowhere(headers: HeaderMap) -> Reply {
    pages::missing(&headers, "there is nothing here\n")
}
