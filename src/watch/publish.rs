//! A runner's next calendar, published after the last one, whoever published that.

use chrono::{DateTime, Utc};

use super::Seasons;
use crate::diagnostic::{Diagnostic, Faults, Style, render};
use crate::history::Runner;
use crate::schedule::PlacementInputs;
use crate::season::Feed;
use crate::store::{Publication, Published, Store, StoreError};

/// How often another server may be faster. Each time it was, what it published is taken into account.
const TRIES: usize = 10;

/// Why a calendar was not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The store cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no season of the runner, and never was one.
    #[error("there is no season of `{0}`")]
    NoSeason(String),
    /// What was published last cannot be followed.
    #[error("{}", .0.message)]
    Published(Box<Diagnostic>),
    /// Other servers publish all the time.
    #[error("the calendar of `{0}` changes faster than it can be published")]
    Crowded(String),
    /// The calendar could not be made.
    #[error("the calendar of `{0}` could not be made")]
    Failed(String),
}

/// The calendar of the runner `name` as it is at `now`, in the store: published anew if it differs from what was
/// published before. `seasons` are those of the folder.
///
/// # Errors
///
/// When the store fails, or there is nothing to publish. What was published before stays what it was.
pub async fn publish(
    store: &Store,
    name: &str,
    feed: Feed,
    seasons: Seasons,
    now: DateTime<Utc>,
) -> Result<Publication, PublishError> {
    let mut last = store.publication(name, feed).await?;
    for _ in 0..TRIES {
        if seasons.found.is_none() && last.is_none() {
            return Err(PublishError::NoSeason(name.to_owned()));
        }
        let job = Job {
            name: name.to_owned(),
            feed,
            seasons: seasons.clone(),
            now,
            last: last.take(),
        };
        // Placing a season takes a while, and others wait for this thread.
        let made = tokio::task::spawn_blocking(move || job.run()).await;
        let (before, next) = made.map_err(|_| PublishError::Failed(name.to_owned()))??;
        match (next, before) {
            (None, Some(before)) => return Ok(before),
            (None, None) => return Err(PublishError::NoSeason(name.to_owned())),
            (Some(ics), before) => {
                let after = before.map(|before| before.revision);
                match store.publish(name, feed, after, &ics, now).await? {
                    Published::Done(publication) => return Ok(publication),
                    Published::Behind(theirs) => last = theirs,
                }
            }
        }
    }
    Err(PublishError::Crowded(name.to_owned()))
}

/// What it takes to make a calendar, on another thread.
struct Job {
    name: String,
    feed: Feed,
    seasons: Seasons,
    now: DateTime<Utc>,
    last: Option<Publication>,
}

impl Job {
    /// What was published, and the text that follows it if that is another.
    fn run(self) -> Result<(Option<Publication>, Option<String>), PublishError> {
        let files = self.seasons.found.iter().flat_map(|runner| &runner.seasons);
        let seasons: Vec<&PlacementInputs> = files.map(|file| &file.inputs).collect();
        let runner = Runner {
            name: &self.name,
            seasons: &seasons,
            complete: self.seasons.complete,
            feed: self.feed,
        };
        let published = match &self.last {
            Some(last) => Some(
                runner
                    .read(last.ics.as_bytes())
                    .map_err(PublishError::Published)?,
            ),
            None => None,
        };
        let faults = Faults::new();
        let rendered = runner.render(published.as_ref(), self.now, &faults);
        for fault in faults.into_sorted() {
            tracing::warn!(season = self.name, "{}", render(&fault, Style::Plain));
        }
        if !rendered.changed {
            return Ok((self.last, None));
        }
        let ics = String::from_utf8(rendered.bytes()).map_err(|_| PublishError::Failed(self.name))?;
        Ok((self.last, Some(ics)))
    }
}
