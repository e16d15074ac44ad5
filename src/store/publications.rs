//! The last calendar that each feed published. It is its own ledger: the next one is revised after it.

use chrono::{DateTime, Utc};

use super::sql::Row;
use super::sql::Value::{Integer, Text};
use super::{FeedKind, Store, StoreError, Writing, seconds};

/// A calendar as it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Counted from 1.
    pub revision: u64,
    /// When; never earlier than the one before, whatever the clock says.
    pub published: DateTime<Utc>,
    /// Its bytes, which are text.
    pub ics: String,
}

/// Which calendar was published how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Whose calendar.
    pub name: String,
    /// Which of the two.
    pub kind: FeedKind,
    /// Counted from 1.
    pub revision: u64,
}

/// What became of a calendar that was to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Published {
    /// It is what subscribers get from here on.
    Done(Publication),
    /// Somebody else was faster, with this; the calendar has to be revised after it.
    Behind(Option<Publication>),
}

impl Store {
    /// The last calendar of a feed.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn publication(&self, name: &str, kind: FeedKind) -> Result<Option<Publication>, StoreError> {
        self.bounded(async {
            let mut reading = self.read().await?;
            let sql = "SELECT revision, published, ics FROM publication WHERE name = $1 AND kind = $2";
            let row = reading.row(sql, &[Text(name), Text(kind.word())]).await?;
            row.as_ref().map(publication).transpose()
        })
        .await
    }

    /// The revisions of all feeds, by name, without their calendars.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn revisions(&self) -> Result<Vec<Revision>, StoreError> {
        self.bounded(async {
            let mut reading = self.read().await?;
            let rows = reading
                .rows("SELECT name, kind, revision FROM publication", &[])
                .await?;
            let mut all: Vec<Revision> = rows.iter().map(revision).collect::<Result<_, _>>()?;
            all.sort_by(|a, b| (&a.name, a.kind.word()).cmp(&(&b.name, b.kind.word())));
            Ok(all)
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
        name: &str,
        kind: FeedKind,
        after: Option<u64>,
        ics: &str,
        at: DateTime<Utc>,
    ) -> Result<Published, StoreError> {
        self.bounded(async {
            let mut writing = self.write().await?;
            let current = writing.publication(name, kind).await?;
            if current.as_ref().map(|current| current.revision) != after {
                writing.take_back().await?;
                return Ok(Published::Behind(current));
            }
            let next = Publication {
                revision: after.unwrap_or(0).saturating_add(1),
                published: later(at, current.map(|current| current.published)),
                ics: ics.to_owned(),
            };
            writing.put(name, kind, &next).await?;
            writing.commit().await?;
            Ok(Published::Done(next))
        })
        .await
    }
}

impl Writing<'_> {
    async fn publication(&mut self, name: &str, kind: FeedKind) -> Result<Option<Publication>, StoreError> {
        let sql = "SELECT revision, published, ics FROM publication WHERE name = $1 AND kind = $2";
        let row = self
            .transaction
            .row(sql, &[Text(name), Text(kind.word())])
            .await?;
        row.as_ref().map(publication).transpose()
    }

    async fn put(&mut self, name: &str, kind: FeedKind, next: &Publication) -> Result<(), StoreError> {
        let sql = "INSERT INTO publication (name, kind, revision, published, ics) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (name, kind) DO UPDATE SET revision = $3, published = $4, ics = $5";
        let values = [
            Text(name),
            Text(kind.word()),
            Integer(next.revision.cast_signed()),
            Integer(seconds(next.published)),
            Text(&next.ics),
        ];
        self.transaction.execute(sql, &values).await.map(drop)
    }
}

fn publication(row: &Row) -> Result<Publication, StoreError> {
    Ok(Publication {
        revision: row.count(0)?,
        published: row.moment(1)?,
        ics: row.text(2)?,
    })
}

fn revision(row: &Row) -> Result<Revision, StoreError> {
    Ok(Revision {
        name: row.text(0)?,
        kind: row.kind(1)?,
        revision: row.count(2)?,
    })
}

/// `at`, or a second after what was `before`: a clock that is set back does not take the stamps along, and two
/// calendars within a second have two of them.
pub(super) fn later(at: DateTime<Utc>, before: Option<DateTime<Utc>>) -> DateTime<Utc> {
    let next = before.map(|before| before + chrono::TimeDelta::seconds(1));
    let at = DateTime::from_timestamp(at.timestamp(), 0).unwrap_or(at);
    next.map_or(at, |next| at.max(next))
}
