//! The last calendar of each feed, as rows. It is its own record: the next calendar is revised after it.

use chrono::{DateTime, Utc};

use super::event_rows::CalendarRows;
use super::publication_rows::{
    Head, Publication, PublicationRevision, head, later, publication, put, revision,
};
use super::sql::SqlValue::{Integer, Text};
use super::{FeedKind, Store, StoreError};
use crate::season::RunnerId;

/// The outcome of publishing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Published {
    /// It is what subscribers get from here on.
    Done(Publication),
    /// Another server was faster, with this; the calendar has to be revised after it.
    Behind(Option<Publication>),
}

/// A change of an event since an earlier revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedEventChange {
    /// The event's UID.
    pub uid: String,
    /// Its tag now; `None` if it is not in the calendar any more.
    pub etag: Option<String>,
}

impl Store {
    /// The last calendar of a feed.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn publication(
        &self,
        runner: &RunnerId,
        kind: FeedKind,
    ) -> Result<Option<Publication>, StoreError> {
        self.bounded(async { publication(&mut self.read().await?, runner, kind).await })
            .await
    }

    /// The revisions of all feeds, by runner, without their calendars. A row that cannot be read is left out; one that
    /// counts nothing counts as 0.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn revisions(&self) -> Result<Vec<PublicationRevision>, StoreError> {
        self.bounded(async {
            let mut reading = self.read().await?;
            let sql = "SELECT runner, kind, revision FROM publication";
            let rows = reading.rows(sql, &[]).await?;
            let mut all: Vec<PublicationRevision> = rows.iter().filter_map(revision).collect();
            all.sort_by(|a, b| (&a.runner, a.kind.word()).cmp(&(&b.runner, b.kind.word())));
            Ok(all)
        })
        .await
    }

    /// The events of a feed that changed after revision `after`, by UID.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn events_changed_after(
        &self,
        runner: &RunnerId,
        kind: FeedKind,
        after: u64,
    ) -> Result<Vec<PublishedEventChange>, StoreError> {
        self.bounded(async {
            let mut reading = self.read().await?;
            let sql = "SELECT uid, etag, place FROM event WHERE runner = $1 AND kind = $2 AND revision > $3";
            let after = Integer(after.cast_signed());
            let values = [Text(runner.as_str()), Text(kind.word()), after];
            let mut changes = Vec::new();
            for row in reading.rows(sql, &values).await? {
                let etag = row.text(1)?;
                changes.push(PublishedEventChange {
                    uid: row.text(0)?,
                    etag: row.maybe(2)?.map(|_| etag),
                });
            }
            changes.sort_by(|a, b| a.uid.cmp(&b.uid));
            Ok(changes)
        })
        .await
    }

    /// Publishes a calendar after the one of revision `after`, or as the first: all or nothing, and only if nobody has
    /// published meanwhile.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub async fn publish(
        &self,
        runner: &RunnerId,
        kind: FeedKind,
        after: Option<u64>,
        calendar: &CalendarRows,
        at: DateTime<Utc>,
    ) -> Result<Published, StoreError> {
        self.bounded(async {
            let mut writing = self.write().await?;
            let current = head(&mut writing.transaction, runner, kind).await?;
            if current.as_ref().map(|current| current.head.revision) != after {
                let current = publication(&mut writing.transaction, runner, kind).await?;
                writing.take_back().await?;
                return Ok(Published::Behind(current));
            }
            let next = Head {
                revision: after.unwrap_or(0).saturating_add(1),
                published: later(at, current.map(|current| current.head.published)),
                sequence: 0,
                forgotten: false,
            };
            let sequence = put(&mut writing.transaction, runner, kind, next, calendar).await?;
            writing.commit().await?;
            Ok(Published::Done(Publication {
                revision: next.revision,
                published: next.published,
                calendar: calendar.clone(),
                sequence,
                forgotten: false,
                damaged: calendar.whole,
            }))
        })
        .await
    }

    /// Forgets what was published of a feed, but for the names of its seasons and the highest SEQUENCE that was sent. The
    /// next calendar is a first one, and starts above that. Addresses stay as they are.
    ///
    /// # Errors
    ///
    /// When nothing was published of it, or the store cannot be written.
    pub async fn forget(
        &self,
        runner: &RunnerId,
        kind: FeedKind,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.bounded(async {
            let mut writing = self.write().await?;
            let Some(last) = publication(&mut writing.transaction, runner, kind).await? else {
                writing.take_back().await?;
                return Err(StoreError::NothingPublished {
                    runner: runner.clone(),
                    kind,
                });
            };
            let next = Head {
                revision: last.revision.saturating_add(1),
                published: later(at, Some(last.published)),
                sequence: last.sequence,
                forgotten: true,
            };
            let events_begin = last.calendar.head.find("BEGIN:VEVENT");
            let head = last
                .calendar
                .head
                .get(..events_begin.unwrap_or(last.calendar.head.len()));
            let calendar = CalendarRows {
                head: head.unwrap_or_default().to_owned(),
                ..CalendarRows::default()
            };
            put(&mut writing.transaction, runner, kind, next, &calendar).await?;
            writing.commit().await
        })
        .await
    }
}
