//! A runner's next calendar, published after the last one, whichever server published that.

use chrono::{DateTime, Utc};

use super::Seasons;
use crate::diagnostic::{Diagnostic, Faults, Severity, Style, render};
use crate::history::Runner;
use crate::schedule::PlacementInputs;
use crate::season::{Feed, RunnerId};
use crate::store::{CalendarRows, Publication, Published, Store, StoreError};

/// The number of times that another server may be faster. Its calendar is then followed.
const TRIES: usize = 10;

/// The reason why a calendar was not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The store cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no season of the runner, and never was one.
    #[error("there is no season of `{0}`")]
    NoSeason(RunnerId),
    /// The calendar that was published last cannot be followed.
    #[error("{}", .0.message())]
    Published(Box<Diagnostic>),
    /// Other servers publish all the time.
    #[error("the calendar of `{0}` changes faster than it can be published")]
    Crowded(RunnerId),
    /// The calendar could not be made.
    #[error("the calendar of `{0}` could not be made")]
    Failed(RunnerId),
}

/// The calendar of a runner as it is at `now`, in the store: published anew if it differs from what was
/// published before. `seasons` are those of the folder.
///
/// # Errors
///
/// When the store fails, or there is nothing to publish. What was published before stays what it was.
pub async fn publish(
    store: &Store,
    runner: &RunnerId,
    feed: Feed,
    seasons: Seasons,
    now: DateTime<Utc>,
) -> Result<Publication, PublishError> {
    let mut last = store.publication(runner, feed).await?;
    for _ in 0..TRIES {
        if seasons.found.is_none() && last.is_none() {
            return Err(PublishError::NoSeason(runner.clone()));
        }
        let job = PublishJob {
            runner: runner.clone(),
            feed,
            seasons: seasons.clone(),
            now,
            last: last.take(),
        };
        // Placing a season takes a while, and others wait for this thread.
        let made = tokio::task::spawn_blocking(move || job.run()).await;
        let (before, next) = made.map_err(|_| PublishError::Failed(runner.clone()))??;
        match (next, before) {
            (None, Some(before)) => return Ok(before),
            (None, None) => return Err(PublishError::NoSeason(runner.clone())),
            (Some(calendar), before) => {
                let after = before.map(|before| before.revision);
                match store.publish(runner, feed, after, &calendar, now).await? {
                    Published::Done(publication) => return Ok(publication),
                    Published::Behind(theirs) => last = theirs,
                }
            }
        }
    }
    Err(PublishError::Crowded(runner.clone()))
}

/// The making of a calendar, for another thread.
struct PublishJob {
    runner: RunnerId,
    feed: Feed,
    seasons: Seasons,
    now: DateTime<Utc>,
    last: Option<Publication>,
}

impl PublishJob {
    /// The calendar that was published, and the one that follows it if that is another.
    fn run(self) -> Result<(Option<Publication>, Option<CalendarRows>), PublishError> {
        let found = self.seasons.found.as_deref();
        let files = found.iter().flat_map(|runner| &runner.seasons);
        let seasons: Vec<&PlacementInputs> = files.map(|file| &file.inputs).collect();
        let runner = Runner {
            id: &self.runner,
            name: found.map_or(self.runner.as_str(), |found| &found.name),
            seasons: &seasons,
            complete: self.seasons.elsewhere.is_nowhere(),
            feed: self.feed,
        };
        let published = match &self.last {
            Some(last) => {
                let read = runner.read(last.text().as_bytes());
                Some(read.map_err(PublishError::Published)?)
            }
            None => None,
        };
        let faults = Faults::new();
        let rendered = runner.render(published.as_ref(), self.now, &faults);
        for fault in faults.into_sorted() {
            let told = render(&fault, Style::Plain);
            match fault.severity() {
                Severity::Note => tracing::info!(runner = %self.runner, "{told}"),
                Severity::Warning => tracing::warn!(runner = %self.runner, "{told}"),
                Severity::Error => tracing::error!(runner = %self.runner, "{told}"),
            }
        }
        if !rendered.changed {
            return Ok((self.last, None));
        }
        let text = String::from_utf8(rendered.bytes()).map_err(|_| PublishError::Failed(self.runner))?;
        Ok((self.last, Some(CalendarRows::of_text(&text))))
    }
}
