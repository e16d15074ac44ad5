//! The rows of a published calendar, read and written. Nothing in a row is an error to the reader: a damaged row must not
//! end a feed.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::event_rows::{CalendarRows, EventRow};
use super::runners::id;
use super::sql::SqlValue::{Integer, Text};
use super::sql::{SqlRow, Transaction};
use super::{FeedKind, StoreError, highest, seconds};
use crate::diagnostic::Faults;
use crate::history::calendar_file::{CalendarFile, read};
use crate::season::RunnerId;

/// The values of the column `whole`: the rows of events are the calendar's; its head is all of its text; it was forgotten,
/// and has its head alone.
const TAKEN_APART: i64 = 0;
const KEPT_WHOLE: i64 = 1;
const FORGOTTEN: i64 = 2;

/// A calendar as it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Counted from 1.
    pub revision: u64,
    /// The time of publication; never earlier than the one before, whatever the clock says.
    pub published: DateTime<Utc>,
    /// The calendar that was published.
    pub calendar: CalendarRows,
    /// The highest SEQUENCE that an event of it was ever sent with.
    pub sequence: u32,
    /// True if it was forgotten: it has its head alone, and is not sent.
    pub forgotten: bool,
    /// True if something of it is not as this program writes it.
    pub damaged: bool,
}

impl Publication {
    /// The calendar's text, byte for byte as it was published.
    pub fn text(&self) -> String {
        self.calendar.text()
    }

    /// True if it can be sent as it is: the reader that serves it can read it.
    pub fn is_readable(&self) -> bool {
        let read = || read("", self.text().as_bytes(), None, &Faults::new());
        !self.forgotten && matches!(read(), CalendarFile::Ours(_))
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

/// The numbers of a publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) revision: u64,
    pub(super) published: DateTime<Utc>,
    /// A SEQUENCE that was sent, beside those in the calendar.
    pub(super) sequence: u32,
    pub(super) forgotten: bool,
}

/// The most revisions that are believed; a row that counts more is damaged.
pub(super) const MOST_REVISIONS: u64 = 1 << 53;

/// The numbers of a publication, as far as they can be read.
pub(super) struct ReadHead {
    pub(super) head: Head,
    /// True if the store holds all of them.
    whole: bool,
}

/// The numbers of a publication. What of them cannot be read is that of its events: a damaged row must not end a feed.
pub(super) async fn head(
    reading: &mut Transaction,
    runner: &RunnerId,
    kind: FeedKind,
) -> Result<Option<ReadHead>, StoreError> {
    let of_it = [runner.as_str(), kind.word()];
    let sql = "SELECT revision, published, sequence, whole FROM publication WHERE runner = $1 AND kind = $2";
    let row = reading.row(sql, &of_it.map(Text)).await?;
    let sane = |revision: &u64| *revision <= MOST_REVISIONS;
    let revision = row.as_ref().and_then(|row| row.count(0).ok()).filter(sane);
    let published = row.as_ref().and_then(|row| row.moment(1).ok());
    if let (Some(row), Some(revision), Some(published)) = (&row, revision, published) {
        let sequence = highest::sequence(row, 2);
        let head = Head {
            revision,
            published,
            sequence,
            forgotten: row.integer(3).is_ok_and(|whole| whole == FORGOTTEN),
        };
        let whole = row.integer(2).is_ok_and(|kept| kept == i64::from(sequence));
        return Ok(Some(ReadHead { head, whole }));
    }
    let sql = "SELECT revision, modified FROM event WHERE runner = $1 AND kind = $2";
    let events = reading.rows(sql, &of_it.map(Text)).await?;
    if row.is_none() && events.is_empty() {
        return Ok(None);
    }
    let of_events = events
        .iter()
        .filter_map(|row| row.count(0).ok())
        .filter(sane)
        .max();
    let last_change = events.iter().filter_map(|row| row.moment(1).ok()).max();
    Ok(Some(ReadHead {
        head: Head {
            revision: revision.or(of_events).unwrap_or(0),
            published: published.or(last_change).unwrap_or_default(),
            sequence: row.map_or(0, |row| highest::sequence(&row, 2)),
            forgotten: false,
        },
        whole: false,
    }))
}

/// The calendar with its events, as far as they can be read.
///
/// Nothing in the rows is an error: what cannot be read is left out, and [`Publication::damaged`] tells of it.
pub(super) async fn publication(
    reading: &mut Transaction,
    runner: &RunnerId,
    kind: FeedKind,
) -> Result<Option<Publication>, StoreError> {
    let Some(ReadHead { head, whole }) = head(reading, runner, kind).await? else {
        return Ok(None);
    };
    let of_it = [runner.as_str(), kind.word()];
    let sql = "SELECT head, tail, whole FROM publication WHERE runner = $1 AND kind = $2";
    let row = reading.row(sql, &of_it.map(Text)).await?;
    let text = |column: usize| row.as_ref().and_then(|row| row.text(column).ok());
    let (own_head, tail) = (text(0), text(1));
    let kept = row.as_ref().and_then(|row| row.integer(2).ok());
    let mut damaged =
        !whole || own_head.is_none() || tail.is_none() || !matches!(kept, Some(TAKEN_APART | FORGOTTEN));
    let mut calendar = CalendarRows {
        head: own_head.unwrap_or_default(),
        tail: tail.unwrap_or_default(),
        whole: !head.forgotten && kept != Some(TAKEN_APART),
        ..CalendarRows::default()
    };
    let sql = "SELECT uid, sequence, modified, day, time, content, etag, place FROM event \
         WHERE runner = $1 AND kind = $2 AND (place IS NOT NULL OR content <> '') ORDER BY place";
    for row in reading.rows(sql, &of_it.map(Text)).await? {
        let is_shown = !matches!(row.maybe(7), Ok(None));
        let kept = event(&row);
        match EventRow::of_content(&kept.content) {
            Some(own) if own.etag == kept.etag => {
                damaged |= own != kept || row.maybe(7).is_err();
                match is_shown {
                    true => calendar.events.push(own),
                    false => calendar.hidden.push(own),
                }
            }
            _ => {
                damaged = true;
                calendar.lost.extend(kept.lost(is_shown));
            }
        }
    }
    calendar.hidden.sort_by(|one, other| one.uid.cmp(&other.uid));
    let of_rows = highest::in_rows(reading, of_it).await?;
    let highest = of_rows.max(highest::in_calendar(&calendar));
    Ok(Some(Publication {
        revision: head.revision,
        published: head.published,
        sequence: head.sequence.max(highest),
        damaged: damaged || head.sequence < highest,
        forgotten: head.forgotten,
        calendar,
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

/// Writes a calendar in the place of the one that is there. Only the events that differ are written. Gives the highest
/// SEQUENCE that was ever sent.
pub(super) async fn put(
    to: &mut Transaction,
    runner: &RunnerId,
    kind: FeedKind,
    head: Head,
    calendar: &CalendarRows,
) -> Result<u32, StoreError> {
    let of_it = [Text(runner.as_str()), Text(kind.word())];
    let sql = "SELECT sequence FROM publication WHERE runner = $1 AND kind = $2";
    let before = to.row(sql, &of_it).await?;
    let before = before.map_or(0, |row| highest::sequence(&row, 0));
    let of_rows = highest::in_rows(to, [runner.as_str(), kind.word()]).await?;
    let highest = highest::in_calendar(calendar)
        .max(of_rows)
        .max(before)
        .max(head.sequence);
    let sql = "INSERT INTO publication (runner, kind, revision, published, head, tail, whole, sequence) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (runner, kind) \
         DO UPDATE SET revision = $3, published = $4, head = $5, tail = $6, whole = $7, sequence = $8";
    let whole = match (head.forgotten, calendar.whole) {
        (true, _) => FORGOTTEN,
        (false, true) => KEPT_WHOLE,
        (false, false) => TAKEN_APART,
    };
    let values = [
        of_it[0],
        of_it[1],
        Integer(head.revision.cast_signed()),
        Integer(seconds(head.published)),
        Text(&calendar.head),
        Text(&calendar.tail),
        Integer(whole),
        Integer(highest.into()),
    ];
    to.execute(sql, &values).await?;
    let mut known: BTreeMap<String, (EventPlace, EventRow)> = BTreeMap::new();
    let sql = "SELECT uid, sequence, modified, day, time, '', etag, place, \
         CASE WHEN content = '' THEN '' ELSE 'kept' END FROM event WHERE runner = $1 AND kind = $2";
    for row in to.rows(sql, &of_it).await? {
        let place = match row.maybe(7) {
            Ok(Some(place)) => EventPlace::Shown(place),
            Ok(None) if row.text(8).is_ok_and(|content| content.is_empty()) => EventPlace::Gone,
            // A damaged place is none of these numbers.
            Ok(None) => EventPlace::Hidden,
            Err(_) => EventPlace::Shown(0),
        };
        // A UID that cannot be read is that of no event: another row has it now.
        if let Ok(uid) = row.text(0) {
            known.insert(uid, (place, event(&row)));
        }
    }
    let revision = Integer(head.revision.cast_signed());
    for event in &calendar.hidden {
        match known.remove(&event.uid) {
            Some((EventPlace::Hidden, row)) if row.is_row_of(event) => {}
            _ => put_event(to, of_it, event, [super::sql::SqlValue::None, revision]).await?,
        }
    }
    for (place, event) in (1..).zip(&calendar.events) {
        let place = Integer(place);
        let uid = Text(&event.uid);
        match known.remove(&event.uid) {
            Some((EventPlace::Shown(at), row)) if row.is_row_of(event) => {
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
    Ok(highest)
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

/// The row of an event as far as it can be read: what cannot is empty.
fn event(row: &SqlRow) -> EventRow {
    let text = |column: usize| row.text(column).unwrap_or_default();
    EventRow {
        uid: text(0),
        sequence: row
            .integer(1)
            .ok()
            .and_then(|number| number.try_into().ok())
            .unwrap_or(0),
        modified: row.moment(2).unwrap_or_default(),
        day: text(3),
        time: text(4),
        content: text(5),
        etag: text(6),
    }
}

pub(super) fn revision(row: &SqlRow) -> Option<PublicationRevision> {
    Some(PublicationRevision {
        runner: id(row, 0).ok()?,
        kind: row.kind(1).ok()?,
        revision: row.count(2).ok().filter(|it| *it <= MOST_REVISIONS).unwrap_or(0),
    })
}

/// `at`, or a second after `before`: a clock that is set back does not take the stamps along, and two calendars within
/// a second have two of them.
pub(super) fn later(at: DateTime<Utc>, before: Option<DateTime<Utc>>) -> DateTime<Utc> {
    let next = before.map(|before| before + chrono::TimeDelta::seconds(1));
    let at = DateTime::from_timestamp(at.timestamp(), 0).unwrap_or(at);
    next.map_or(at, |next| at.max(next))
}
