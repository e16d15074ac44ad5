//! A runner's next calendars, published after the last ones, whichever server published those. All calendars of a runner
//! show one placement, whose record is the full calendar: each publishing places every season once, after that one.

use chrono::{DateTime, Utc};

use super::Seasons;
use crate::diagnostic::fault::FileFault;
use crate::diagnostic::{Diagnostic, Faults};
use crate::history::{DaysFrom, Ledger, NextCalendar, PriorCalendar, Runner, publishable};
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
    /// The next calendar is none that could be followed, and no good one was published before.
    #[error("{}", .0.message())]
    Refused(Box<Diagnostic>),
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
    /// The reason why it is still the last good one: the next could not be followed, and was not published.
    pub refused: Option<Box<Diagnostic>>,
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
        let job = PublishJob::after_last(store, runner, feed, seasons.clone(), now).await?;
        let last = job.last().cloned();
        // Placing a season takes a while, and others wait for this thread.
        let made = tokio::task::spawn_blocking(move || job.run()).await;
        let made = made.map_err(|_| PublishError::Failed(runner.clone()))?;
        let made = match (made, last) {
            (Err(PublishError::Refused(refused)), Some(last)) if last.is_readable() => {
                return Ok(CurrentCalendar {
                    publication: last,
                    record: None,
                    waits: false,
                    remarks: Vec::new(),
                    refused: Some(refused),
                });
            }
            (made, _) => made?,
        };
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
            refused: None,
        });
    }
    Err(PublishError::Crowded(runner.clone()))
}

/// Makes the next calendar of a runner as [`publish`] does, and stores nothing.
///
/// # Errors
///
/// Those of [`publish`]; also where it would go on sending the last good calendar.
pub async fn rehearse(
    store: &Store,
    runner: &RunnerId,
    feed: Feed,
    seasons: Seasons,
    now: DateTime<Utc>,
) -> Result<(), PublishError> {
    let job = PublishJob::after_last(store, runner, feed, seasons, now).await?;
    let made = tokio::task::spawn_blocking(move || job.run()).await;
    made.map_err(|_| PublishError::Failed(runner.clone()))?.map(drop)
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
    /// True if that is as this program wrote it.
    is_whole: bool,
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
        let is_damaged = self
            .last
            .as_ref()
            .is_some_and(|last| !last.forgotten && !self.is_whole);
        let after = self.last.map(|last| last.revision);
        Ok(match store.publish(runner, feed, after, &calendar, now).await? {
            Published::Done(publication) => {
                if is_damaged {
                    let kind = feed.word();
                    tracing::warn!(%runner, kind, "what was published of the calendar was damaged, and is mended");
                }
                Put::Done(Some(publication))
            }
            Published::Behind(_) => Put::Behind,
        })
    }
}

impl PublishJob {
    /// The making of the calendars after those that were published last.
    async fn after_last(
        store: &Store,
        runner: &RunnerId,
        feed: Feed,
        seasons: Seasons,
        now: DateTime<Utc>,
    ) -> Result<Self, PublishError> {
        let job = PublishJob {
            runner: runner.clone(),
            feed,
            seasons,
            now,
            full: store.publication(runner, Feed::Full).await?,
            busy: match feed {
                Feed::Full => None,
                Feed::Busy => store.publication(runner, Feed::Busy).await?,
            },
        };
        let is_known = job.last().is_some_and(|last| !last.forgotten);
        match job.seasons.found.is_some() || is_known {
            true => Ok(job),
            false => Err(PublishError::NoSeason(runner.clone())),
        }
    }

    /// The calendar that was published last of the feed that is asked for.
    fn last(&self) -> Option<&Publication> {
        match self.feed {
            Feed::Full => self.full.as_ref(),
            Feed::Busy => self.busy.as_ref(),
        }
    }

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
        let (last_full, full_is_whole) = ledger(runner, self.full.as_ref());
        let (last_busy, busy_is_whole) = ledger(busy_runner, self.busy.as_ref());
        if seasons.is_empty()
            && [&last_full, &last_busy]
                .into_iter()
                .flatten()
                .any(|last| last.head.forgotten)
        {
            // Without a season, what followed would be empty, and everybody's events gone.
            let fault = FileFault::DamagedPublication {
                calendar: format!("the published calendar of `{}`", runner.id),
                reason: None,
            };
            return Err(PublishError::Refused(Box::new(fault.into())));
        }
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
            full: self.following(self.full.clone(), full, full_is_whole)?,
            busy: self.following(self.busy.clone(), busy, busy_is_whole)?,
            waits,
            remarks: faults.into_sorted(),
        })
    }

    fn following(
        &self,
        last: Option<Publication>,
        next: Option<NextCalendar>,
        is_whole: bool,
    ) -> Result<NextPublication, PublishError> {
        let calendar = match next.filter(|next| next.changed || !is_whole) {
            None => None,
            Some(next) => {
                let checked = publishable(next.ledger.calendar());
                let (_, bytes) = checked.map_err(PublishError::Refused)?;
                let text = String::from_utf8(bytes);
                let text = text.map_err(|_| PublishError::Failed(self.runner.clone()))?;
                Some(CalendarRows::of_text(&text))
            }
        };
        Ok(NextPublication {
            last,
            is_whole,
            calendar,
        })
    }
}

/// The ledger of what was published last, and whether that is as this program wrote it. Of a damaged calendar the ledger
/// has what can be read, and nothing starts at or below a SEQUENCE that was ever sent: so a feed goes on, whatever became
/// of its rows.
fn ledger(runner: Runner<'_>, last: Option<&Publication>) -> (Option<Ledger>, bool) {
    let Some(last) = last else { return (None, true) };
    let text = last.text();
    let read = match last.forgotten {
        true => None,
        false => runner.read(text.as_bytes()).ok(),
    };
    let is_whole = read.is_some() && !last.damaged;
    let mut ledger = read.unwrap_or_else(|| runner.salvage(&last.calendar.damaged_text()));
    if is_whole {
        return (Some(ledger), true);
    }
    ledger.add_lost(last.calendar.lost.iter().cloned());
    ledger.raise(last.sequence, last.published);
    let ledger = match last.forgotten || ledger.records.is_empty() {
        true => ledger.forgotten(),
        false => ledger,
    };
    (Some(ledger), false)
}
