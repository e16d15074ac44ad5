//! A runner's feed behind a token. The store decides what a token opens; these are the types that the server needs for it.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::season::{Feed, RunnerId};
use crate::store::TokenHash;

/// The outcome of looking up a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// The token opens a feed.
    Found(FeedTarget),
    /// It did once, and was revoked: 410.
    Revoked,
    /// It opens nothing: 404.
    Unknown,
}

/// The feed that a token opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedTarget {
    /// The runner. Feeds of one runner and kind are the same calendar, whatever their tokens.
    pub runner: RunnerId,
    /// The kind of calendar.
    pub kind: Feed,
    /// Another number means another calendar: it changes with the season's file, with its plans and, where the calendar
    /// is counted from today, with the day. It need not rise.
    pub version: u64,
}

/// A feed's calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedFeed {
    /// Its bytes; never none.
    pub bytes: Vec<u8>,
    /// The time of the last change: its LAST-MODIFIED.
    pub modified: DateTime<Utc>,
}

/// The reason why there is no calendar for a feed.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// Its runner has no season, and never had one: 404, until there is one.
    #[error("there is nothing in this calendar yet")]
    NothingYet,
    /// It cannot be rendered. The last good copy is sent instead, if there is one; else 500.
    #[error("{0}")]
    Failed(String),
    /// No feed can be rendered just now, for this reason if it is news. The last good copy is sent instead, if there is one;
    /// else 503.
    #[error("{}", .0.as_deref().unwrap_or("the store cannot be asked"))]
    NotNow(Option<String>),
}

/// The feeds behind tokens.
///
/// [`look_up`](Feeds::look_up) is asked for every request and answers from memory, without waiting for anything;
/// [`can_render`](Feeds::can_render), likewise, before a feed is rendered.
/// [`render`](Feeds::render) is asked once for each version, on a thread of feeds, which may wait for a store, and not twice at the same
/// time for one feed.
pub trait Feeds: Send + Sync {
    /// Looks up the token with this hash.
    fn look_up(&self, token: &TokenHash) -> Lookup;

    /// Tells if it makes sense to ask for a calendar. While it does not, last good copies are sent without asking.
    fn can_render(&self) -> bool {
        true
    }

    /// The calendar of a feed that was found.
    ///
    /// # Errors
    ///
    /// The reason is logged, so no token may be in it.
    fn render(&self, feed: &FeedTarget) -> Result<RenderedFeed, RenderError>;

    /// The secret of the server, the same as long as its store lasts and on all servers of it.
    fn secret(&self) -> [u8; 32];
}

/// No feed at all: every token is unknown.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFeeds;

impl Feeds for NoFeeds {
    fn look_up(&self, _: &TokenHash) -> Lookup {
        Lookup::Unknown
    }

    fn render(&self, _: &FeedTarget) -> Result<RenderedFeed, RenderError> {
        Err(RenderError::Failed("there are no feeds".to_owned()))
    }

    /// No store keeps one.
    fn secret(&self) -> [u8; 32] {
        [0; 32]
    }
}

/// The key of a feed in the cache. It begins with no slash, so no address is the same.
pub(super) fn key(feed: &FeedTarget) -> Arc<str> {
    Arc::from(format!("{}:{}", feed.kind.word(), feed.runner))
}
