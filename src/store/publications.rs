//! The last calendar of each feed, as rows. It is its own record: the next calendar is revised after it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::event_rows::{CalendarRows, EventRow};
use super::runners::id;
use super::sql::SqlValue::{Integer, Text};
use super::sql::{SqlRow, Transaction};
use super::{FeedKind, Store, StoreError, seconds};
use crate::season::RunnerId;

/// A calendar as it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Counted from 1.
    pub revision: u64,
    /// The time of publication; never earlier than the one before, whatever the clock says.
    pub published: DateTime<Utc>,
    /// The calendar that was published.
    pub calendar: CalendarRows,
}

impl Publication {
    /// The calendar's text, byte for byte as it was published.
    pub fn text(&self) -> String {
        self.calendar.text()
    }
}

/// The number of times that a calendar was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicationRevision {
    /// The runner.
    pub runner: RunnerId,
    /// The kind of calendar.
    pub kind: FeedKind,
    /// Counted from 1.
    pub revision: u64,
}

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

/// The numbers of a publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) revision: u64,
    pub(super) published: DateTime<Utc>,
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

    /// The revisions of all feeds, by runner, without their calendars.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn revisions(&self) -> Result<Vec<PublicationRevision>, StoreError> {
        self.bounded(async {
            let mut reading = self.read().await?;
            let sql = "SELECT runner, kind, revision FROM publication";
            let rows = reading.rows(sql, &[]).await?;
            let mut all: Vec<PublicationRevision> = rows.iter().map(revision).collect::<Result<_, _>>()?;
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
            if current.map(|current| current.revision) != after {
                let current = publication(&mut writing.transaction, runner, kind).await?;
                writing.take_back().await?;
                return Ok(Published::Behind(current));
            }
            let next = Head {
                revision: after.unwrap_or(0).saturating_add(1),
                published: later(at, current.map(|current| current.published)),
            };
            put(&mut writing.transaction, runner, kind, next, calendar).await?;
            writing.commit().await?;
            Ok(Published::Done(Publication {
                revision: next.revision,
                published: next.published,
                calendar: calendar.clone(),
            }))
        })
        .await
    }
}

async fn head(
    reading: &mut Transaction,
    runner: &RunnerId,
    kind: FeedKind,
) -> Result<Option<Head>, StoreError> {
    let sql = "SELECT revision, published FROM publication WHERE runner = $1 AND kind = $2";
    let row = reading
        .row(sql, &[Text(runner.as_str()), Text(kind.word())])
        .await?;
    let head = |row: SqlRow| {
        Ok(Head {
            revision: row.count(0)?,
            published: row.moment(1)?,
        })
    };
    row.map(head).transpose()
}

/// The calendar with its events.
pub(super) async fn publication(
    reading: &mut Transaction,
    runner: &RunnerId,
    kind: FeedKind,
) -> Result<Option<Publication>, StoreError> {
    let of_it = [Text(runner.as_str()), Text(kind.word())];
    let sql =
        "SELECT revision, published, head, tail, whole FROM publication WHERE runner = $1 AND kind = $2";
    let Some(row) = reading.row(sql, &of_it).await? else {
        return Ok(None);
    };
    let sql = "SELECT uid, sequence, modified, day, time, content, etag FROM event \
         WHERE runner = $1 AND kind = $2 AND place IS NOT NULL ORDER BY place";
    let events = reading.rows(sql, &of_it).await?;
    let sql = "SELECT uid, sequence, modified, day, time, content, etag FROM event \
         WHERE runner = $1 AND kind = $2 AND place IS NULL AND content <> ''";
    let hidden = reading.rows(sql, &of_it).await?;
    let mut hidden: Vec<EventRow> = hidden.iter().map(event).collect::<Result<_, _>>()?;
    hidden.sort_by(|one, other| one.uid.cmp(&other.uid));
    Ok(Some(Publication {
        revision: row.count(0)?,
        published: row.moment(1)?,
        calendar: CalendarRows {
            head: row.text(2)?,
            tail: row.text(3)?,
            whole: row.integer(4)? != 0,
            events: events.iter().map(event).collect::<Result<_, _>>()?,
            hidden,
        },
    }))
}

/// The place of an event in its calendar, as its row has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum EventPlace {
    /// Counted from 1.
    Shown(i64),
    /// No place, and its content is kept.
    Hidden,
    /// No place and no content: it is not in the calendar any more.
    Gone,
}

/// Writes a calendar in the place of the one that is there. Only the events that differ are written.
pub(super) async fn put(
    to: &mut Transaction,
    runner: &RunnerId,
    kind: FeedKind,
    head: Head,
    calendar: &CalendarRows,
) -> Result<(), StoreError> {
    let of_it = [Text(runner.as_str()), Text(kind.word())];
    let sql = "INSERT INTO publication (runner, kind, revision, published, head, tail, whole) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (runner, kind) \
         DO UPDATE SET revision = $3, published = $4, head = $5, tail = $6, whole = $7";
    let values = [
        of_it[0],
        of_it[1],
        Integer(head.revision.cast_signed()),
        Integer(seconds(head.published)),
        Text(&calendar.head),
        Text(&calendar.tail),
        Integer(i64::from(calendar.whole)),
    ];
    to.execute(sql, &values).await?;
    let mut known: BTreeMap<String, (EventPlace, String)> = BTreeMap::new();
    let sql = "SELECT uid, etag, place, CASE WHEN content = '' THEN '' ELSE 'kept' END FROM event \
         WHERE runner = $1 AND kind = $2";
    for row in to.rows(sql, &of_it).await? {
        let place = match row.maybe(2)? {
            Some(place) => EventPlace::Shown(place),
            None if row.text(3)?.is_empty() => EventPlace::Gone,
            None => EventPlace::Hidden,
        };
        known.insert(row.text(0)?, (place, row.text(1)?));
    }
    let revision = Integer(head.revision.cast_signed());
    for event in &calendar.hidden {
        match known.remove(&event.uid) {
            Some((EventPlace::Hidden, etag)) if etag == event.etag => {}
            _ => put_event(to, of_it, event, [super::sql::SqlValue::None, revision]).await?,
        }
    }
    for (place, event) in (1..).zip(&calendar.events) {
        let place = Integer(place);
        let uid = Text(&event.uid);
        match known.remove(&event.uid) {
            Some((EventPlace::Shown(at), etag)) if etag == event.etag => {
                let sql = "UPDATE event SET place = $4 WHERE runner = $1 AND kind = $2 AND uid = $3";
                if !matches!(place, Integer(place) if place == at) {
                    to.execute(sql, &[of_it[0], of_it[1], uid, place]).await?;
                }
            }
            _ => put_event(to, of_it, event, [place, revision]).await?,
        }
    }
    // What is not in it any more keeps its row, so that a change is not missed by those who ask for changes.
    for (uid, _) in known.iter().filter(|(_, (place, _))| *place != EventPlace::Gone) {
        let sql = "UPDATE event SET place = NULL, revision = $4, content = '' \
             WHERE runner = $1 AND kind = $2 AND uid = $3";
        to.execute(sql, &[of_it[0], of_it[1], Text(uid), revision])
            .await?;
    }
    Ok(())
}

async fn put_event(
    to: &mut Transaction,
    of_it: [super::sql::SqlValue<'_>; 2],
    event: &EventRow,
    [place, revision]: [super::sql::SqlValue<'_>; 2],
) -> Result<(), StoreError> {
    let sql = "INSERT INTO event (runner, kind, uid, place, revision, sequence, modified, day, time, etag, content) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (runner, kind, uid) DO UPDATE SET \
         place = $4, revision = $5, sequence = $6, modified = $7, day = $8, time = $9, etag = $10, content = $11";
    let values = [
        of_it[0],
        of_it[1],
        Text(&event.uid),
        place,
        revision,
        Integer(i64::from(event.sequence)),
        Integer(seconds(event.modified)),
        Text(&event.day),
        Text(&event.time),
        Text(&event.etag),
        Text(&event.content),
    ];
    to.execute(sql, &values).await.map(drop)
}

fn event(row: &SqlRow) -> Result<EventRow, StoreError> {
    Ok(EventRow {
        uid: row.text(0)?,
        sequence: u32::try_from(row.count(1)?).unwrap_or(u32::MAX),
        modified: row.moment(2)?,
        day: row.text(3)?,
        time: row.text(4)?,
        content: row.text(5)?,
        etag: row.text(6)?,
    })
}

fn revision(row: &SqlRow) -> Result<PublicationRevision, StoreError> {
    Ok(PublicationRevision {
        runner: id(row, 0)?,
        kind: row.kind(1)?,
        revision: row.count(2)?,
    })
}

/// `at`, or a second after `before`: a clock that is set back does not take the stamps along, and two calendars within
/// a second have two of them.
pub(super) fn later(at: DateTime<Utc>, before: Option<DateTime<Utc>>) -> DateTime<Utc> {
    let next = before.map(|before| before + chrono::TimeDelta::seconds(1));
    let at = DateTime::from_timestamp(at.timestamp(), 0).unwrap_or(at);
    next.map_or(at, |next| at.max(next))
}
