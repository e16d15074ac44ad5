//! A runner's next calendars, published after the last ones, whichever server published those. All calendars of a runner
//! show one placement, whose record is the full calendar: each publishing places every season once, after that one.

use chrono::{DateTime, Utc};

use super::Seasons;
use crate::diagnostic::{Diagnostic, Faults};
use crate::history::{DaysFrom, Ledger, NextCalendar, PriorCalendar, Runner};
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
    #[error("what was published last cannot be followed ({})", .0.code())]
    Published(Box<Diagnostic>),
    /// Other servers publish all the time.
    #[error("the calendar of `{0}` changes faster than it can be published")]
    Crowded(RunnerId),
    /// The calendar could not be made.
    #[error("the calendar of `{0}` could not be made")]
    Failed(RunnerId),
}

/// A runner's calendar as it is in the store.
#[derive(Debug, Clone, PartialEq)]
pub struct CurrentCalendar {
    /// The calendar.
    pub publication: Publication,
    /// The revision of the full calendar after which it was placed; `None` if there is none.
    pub record: Option<u64>,
    /// True if something of it waits for files that cannot be read: [`NextCalendar::waits`].
    pub waits: bool,
    /// The remarks about the seasons on their days.
    pub remarks: Vec<Diagnostic>,
}

/// The calendar of a runner as it is at `now`, in the store: published anew if it differs from what was published before.
/// `seasons` are those of the folder. The full calendar is published with the busy one, also where nobody follows it.
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
) -> Result<CurrentCalendar, PublishError> {
    for _ in 0..TRIES {
        let full = store.publication(runner, Feed::Full).await?;
        let busy = match feed {
            Feed::Full => None,
            Feed::Busy => store.publication(runner, Feed::Busy).await?,
        };
        let last = match feed {
            Feed::Full => &full,
            Feed::Busy => &busy,
        };
        if seasons.found.is_none() && last.is_none() {
            return Err(PublishError::NoSeason(runner.clone()));
        }
        let job = PublishJob {
            runner: runner.clone(),
            feed,
            seasons: seasons.clone(),
            now,
            full,
            busy,
        };
        // Placing a season takes a while, and others wait for this thread.
        let made = tokio::task::spawn_blocking(move || job.run()).await;
        let made = made.map_err(|_| PublishError::Failed(runner.clone()))??;
        let Put::Done(full) = made.full.put(store, runner, Feed::Full, now).await? else {
            continue;
        };
        let Put::Done(busy) = made.busy.put(store, runner, Feed::Busy, now).await? else {
            continue;
        };
        let record = full.as_ref().map(|full| full.revision);
        let publication = match feed {
            Feed::Full => full,
            Feed::Busy => busy,
        };
        return Ok(CurrentCalendar {
            publication: publication.ok_or_else(|| PublishError::NoSeason(runner.clone()))?,
            record,
            waits: made.waits,
            remarks: made.remarks,
        });
    }
    Err(PublishError::Crowded(runner.clone()))
}

/// The making of calendars, for another thread.
struct PublishJob {
    runner: RunnerId,
    feed: Feed,
    seasons: Seasons,
    now: DateTime<Utc>,
    full: Option<Publication>,
    busy: Option<Publication>,
}

/// Calendars as they follow the last ones.
struct NextCalendars {
    full: NextPublication,
    busy: NextPublication,
    waits: bool,
    remarks: Vec<Diagnostic>,
}

/// A calendar to publish.
struct NextPublication {
    last: Option<Publication>,
    /// The calendar that follows, if it is another.
    calendar: Option<CalendarRows>,
}

/// The outcome of putting a calendar into the store.
enum Put {
    /// This is published now.
    Done(Option<Publication>),
    /// Another server was faster.
    Behind,
}

impl NextPublication {
    async fn put(
        self,
        store: &Store,
        runner: &RunnerId,
        feed: Feed,
        now: DateTime<Utc>,
    ) -> Result<Put, StoreError> {
        let Some(calendar) = self.calendar else {
            return Ok(Put::Done(self.last));
        };
        let after = self.last.map(|last| last.revision);
        Ok(match store.publish(runner, feed, after, &calendar, now).await? {
            Published::Done(publication) => Put::Done(Some(publication)),
            Published::Behind(_) => Put::Behind,
        })
    }
}

impl PublishJob {
    fn run(self) -> Result<NextCalendars, PublishError> {
        let found = self.seasons.found.as_deref();
        let files = found.iter().flat_map(|runner| &runner.seasons);
        let seasons: Vec<&PlacementInputs> = files.map(|file| &file.inputs).collect();
        let runner = Runner {
            id: &self.runner,
            name: found.map_or(self.runner.as_str(), |found| &found.name),
            seasons: &seasons,
            complete: self.seasons.elsewhere.is_nowhere(),
            feed: Feed::Full,
        };
        let busy_runner = Runner {
            feed: Feed::Busy,
            ..runner
        };
        let last_full = ledger(runner, self.full.as_ref())?;
        let last_busy = ledger(busy_runner, self.busy.as_ref())?;
        let prior = PriorCalendar {
            published: last_full.as_ref(),
            days: match (&last_full, &last_busy) {
                // A store from before, in which a busy feed had no full one beside it.
                (None, Some(busy)) => DaysFrom::Busy(busy),
                _ => DaysFrom::Itself,
            },
        };
        let faults = Faults::new();
        let is_recorded = !seasons.is_empty() || last_full.is_some();
        let full = is_recorded.then(|| runner.render(prior, self.now, &faults));
        let busy = (self.feed == Feed::Busy).then(|| {
            let prior = PriorCalendar {
                published: last_busy.as_ref(),
                days: DaysFrom::Schedules(full.as_ref().map_or(&[], |full| &full.schedules)),
            };
            // The same seasons have the same faults.
            busy_runner.render(prior, self.now, &Faults::new())
        });
        let waits = [&full, &busy].into_iter().flatten().any(|next| next.waits);
        Ok(NextCalendars {
            full: self.following(self.full.clone(), full)?,
            busy: self.following(self.busy.clone(), busy)?,
            waits,
            remarks: faults.into_sorted(),
        })
    }

    fn following(
        &self,
        last: Option<Publication>,
        next: Option<NextCalendar>,
    ) -> Result<NextPublication, PublishError> {
        let calendar = match next.filter(|next| next.changed) {
            None => None,
            Some(next) => {
                let text = String::from_utf8(next.bytes());
                let text = text.map_err(|_| PublishError::Failed(self.runner.clone()))?;
                Some(CalendarRows::of_text(&text))
            }
        };
        Ok(NextPublication { last, calendar })
    }
}

/// The ledger of what was published last.
fn ledger(runner: Runner<'_>, last: Option<&Publication>) -> Result<Option<Ledger>, PublishError> {
    let read = last.map(|last| runner.read(last.text().as_bytes()));
    read.transpose().map_err(PublishError::Published)
}
