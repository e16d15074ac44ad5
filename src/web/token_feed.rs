//! A season's feed, for those who have its token. What a token opens is the store's to say; here stands what the server
//! needs of it.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::season::Feed;
use crate::store::TokenHash;

/// What a token opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// A feed.
    Found(Found),
    /// It did once, and was taken back: 410.
    Revoked,
    /// Nothing: 404.
    Unknown,
}

/// A feed behind a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The season's name. Feeds of one name and kind are the same calendar, whatever their tokens.
    pub name: Arc<str>,
    /// Which of its two calendars.
    pub kind: Feed,
    /// Another number means another calendar: it changes with the season's file, with its plans and, where the calendar
    /// is counted from today, with the day. It need not rise.
    pub version: u64,
}

/// A feed's calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// Its bytes; never none.
    pub bytes: Vec<u8>,
    /// When it last changed: its LAST-MODIFIED.
    pub modified: DateTime<Utc>,
}

/// Why there is no calendar for a feed.
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
    /// What the token with this hash opens.
    fn look_up(&self, token: &TokenHash) -> Lookup;

    /// Whether it makes sense to ask for a calendar. While it does not, last good copies are sent without asking.
    fn can_render(&self) -> bool {
        true
    }

    /// The calendar of a feed that was found.
    ///
    /// # Errors
    ///
    /// Why there is none; it is logged, so no token may be in it.
    fn render(&self, feed: &Found) -> Result<Rendered, RenderError>;
}

/// No feed at all: every token is unknown.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFeeds;

impl Feeds for NoFeeds {
    fn look_up(&self, _: &TokenHash) -> Lookup {
        Lookup::Unknown
    }

    fn render(&self, _: &Found) -> Result<Rendered, RenderError> {
        Err(RenderError::Failed("there are no feeds".to_owned()))
    }
}

/// What the cache calls a feed. It begins with no slash, so no address is called the same.
pub(super) fn key(feed: &Found) -> Arc<str> {
    let kind = match feed.kind {
        Feed::Full => "full",
        Feed::Busy => "busy",
    };
    Arc::from(format!("{kind}:{}", feed.name))
}
