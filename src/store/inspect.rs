//! A backup, read as a whole before anything of it is restored: each row with the store's own readers and types, and each
//! calendar with the reader that serves it. What passes can be served.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::StoreError;
use super::event_rows::HIGHEST;
use super::publication_rows::{self, MOST_REVISIONS};
use super::runners::{self, LONGEST_NAME, id};
use super::secret;
use super::sql::{SqlRow, Transaction};
use super::token::of_hex;
use crate::limits::YEARS;
use crate::season::RunnerId;

/// The reason to refuse a backup for something in it that this program does not write: a view may have no end, and a
/// trigger or a computed column does what it likes.
pub(super) async fn fault_of_tables(from: &mut Transaction) -> Result<Option<String>, StoreError> {
    let sql = "SELECT type, name, rootpage FROM sqlite_schema";
    for row in from.rows(sql, &[]).await? {
        let (kind, name) = (row.text(0)?, row.text(1)?);
        let is_plain = matches!(kind.as_str(), "table" | "index") && row.integer(2)? > 0;
        if !is_plain {
            return Ok(Some(format!(
                "it holds the {kind} `{name}`, which no backup does"
            )));
        }
    }
    let sql = "SELECT m.name, c.name FROM sqlite_schema AS m, pragma_table_xinfo(m.name) AS c \
         WHERE m.type = 'table' AND c.hidden <> 0";
    let computed = from.row(sql, &[]).await?;
    let column = computed.map(|row| Ok::<_, StoreError>((row.text(0)?, row.text(1)?)));
    let column = column.transpose()?;
    Ok(column
        .map(|(table, column)| format!("its column `{table}.{column}` is computed, which no backup's is")))
}

/// Reads all rows of a backup; the first that cannot be restored is the error, and names its runner.
pub(super) async fn check_rows(from: &mut Transaction) -> Result<(), StoreError> {
    let known = runners(from).await?;
    secrets(from).await?;
    feeds(from, &known).await?;
    let revisions = publications(from).await?;
    events(from, &revisions).await?;
    plans(from).await
}

/// A calendar: its runner, and the word of its kind.
type CalendarKey = (RunnerId, &'static str);

async fn runners(from: &mut Transaction) -> Result<BTreeSet<RunnerId>, StoreError> {
    let is_name = |text: &str| text.chars().count() <= LONGEST_NAME && !text.chars().any(char::is_control);
    let mut known = BTreeSet::new();
    let sql = "SELECT id, label, named, many FROM runner";
    for row in from.rows(sql, &[]).await? {
        let runner = id(&row, 0)?;
        let (label, named) = (row.text(1), row.text(2));
        let names = [label, named].map(|name| name.is_ok_and(|name| is_name(&name)));
        if names != [true, true] || !row.integer(3).is_ok_and(|many| (0..=1).contains(&many)) {
            return Err(row.damaged(format!("the runner `{runner}` has a name that none can have")));
        }
        known.insert(runner);
    }
    for row in from.rows("SELECT file, runner FROM runner_file", &[]).await? {
        let (file, runner) = (row.text(0)?, id(&row, 1)?);
        if file.is_empty() || !known.contains(&runner) {
            return Err(row.damaged(format!("a file is `{runner}`'s, who is no runner of it")));
        }
    }
    // The readers that serving uses.
    runners::all(from).await?;
    Ok(known)
}

async fn secrets(from: &mut Transaction) -> Result<(), StoreError> {
    let mut purposes = Vec::new();
    for row in from.rows("SELECT purpose, value FROM secret", &[]).await? {
        let purpose = row.text(0)?;
        if of_hex(&row.text(1)?).is_none() {
            return Err(row.damaged(format!("its secret `{purpose}` is none")));
        }
        purposes.push(purpose);
    }
    match purposes.iter().any(|purpose| purpose == secret::ACTIONS) {
        true => Ok(()),
        false => Err(from.damaged("its secret is missing")),
    }
}

async fn feeds(from: &mut Transaction, known: &BTreeSet<RunnerId>) -> Result<(), StoreError> {
    let mut live: BTreeSet<CalendarKey> = BTreeSet::new();
    let sql = "SELECT runner, kind, token_hash, created, revoked FROM feed";
    for row in from.rows(sql, &[]).await? {
        let key = calendar_key(&row)?;
        let of_row = |reason: &str| unfit(&row, "an address of", &key, reason);
        let token = row.text(2).ok().filter(|hash| of_hex(hash).is_some());
        // The store finds an address by the very text of its hash.
        if token.is_none_or(|hash| hash.bytes().any(|byte| byte.is_ascii_uppercase())) {
            return Err(of_row("its hash is none"));
        }
        if !known.contains(&key.0) {
            return Err(of_row("there is no such runner"));
        }
        let created = moment(&row, 3).map_err(|_| of_row("the moment at which it was made is none"))?;
        let revoked = row
            .maybe(4)
            .map_err(|_| of_row("the moment at which it was revoked is none"))?;
        match revoked {
            Some(_) if moment(&row, 4).is_err() => {
                return Err(of_row("the moment at which it was revoked is none"));
            }
            Some(revoked) if revoked < created => return Err(of_row("it was revoked before it was made")),
            Some(_) => {}
            None if live.insert(key.clone()) => {}
            None => return Err(of_row("there are two of them")),
        }
    }
    Ok(())
}

/// Reads each calendar as serving does; gives its revision.
async fn publications(from: &mut Transaction) -> Result<BTreeMap<CalendarKey, u64>, StoreError> {
    let mut revisions = BTreeMap::new();
    let sql = "SELECT runner, kind, revision, published FROM publication";
    for row in from.rows(sql, &[]).await? {
        let key = calendar_key(&row)?;
        let of_row = |reason: &str| unfit(&row, "the calendar of", &key, reason);
        let revision = row.count(2).ok().filter(|it| (1..=MOST_REVISIONS).contains(it));
        let revision = revision.ok_or_else(|| of_row("its revision is none"))?;
        moment(&row, 3).map_err(|_| of_row("the moment of its publication is none"))?;
        // One at a time: all calendars of a club together need not fit into memory.
        match publication_rows::publication(from, &key.0, row.kind(1)?).await? {
            Some(read) if !read.damaged && (read.forgotten || read.is_readable()) => {}
            _ => return Err(of_row("it cannot be read as one that this program has published")),
        }
        revisions.insert(key, revision);
    }
    Ok(revisions)
}

/// Checks the columns of events beside their contents, also of events that are gone.
async fn events(from: &mut Transaction, revisions: &BTreeMap<CalendarKey, u64>) -> Result<(), StoreError> {
    let sql = "SELECT runner, kind, uid, place, revision, sequence, modified, day, time, etag, \
         CASE WHEN content = '' THEN '' ELSE 'kept' END FROM event";
    for row in from.rows(sql, &[]).await? {
        let key = calendar_key(&row)?;
        let of_row = |reason: &str| unfit(&row, "an event of", &key, reason);
        let Some(last) = revisions.get(&key) else {
            return Err(of_row("its calendar is missing"));
        };
        let texts = [2, 7, 8, 9, 10].map(|column| row.text(column).ok());
        let [Some(uid), Some(_), Some(_), Some(_), Some(content)] = texts else {
            return Err(of_row("a column that should be text is none"));
        };
        let place = row
            .maybe(3)
            .ok()
            .filter(|place| place.is_none_or(|place| place > 0));
        let is_placed = match place {
            None => return Err(of_row("its place is none")),
            Some(place) => place.is_some(),
        };
        if uid.is_empty() || is_placed && content.is_empty() {
            return Err(of_row("it has no content"));
        }
        if row.count(4).ok().is_none_or(|revision| revision > *last) {
            return Err(of_row("its revision is none"));
        }
        let sequence = row
            .count(5)
            .ok()
            .and_then(|sequence| u32::try_from(sequence).ok());
        if sequence.is_none_or(|sequence| sequence > HIGHEST) {
            return Err(of_row("its SEQUENCE is none"));
        }
        moment(&row, 6).map_err(|_| of_row("the moment of its change is none"))?;
    }
    Ok(())
}

async fn plans(from: &mut Transaction) -> Result<(), StoreError> {
    let sql = "SELECT name, hash, sequence, modified FROM plan";
    for row in from.rows(sql, &[]).await? {
        let (name, hash) = (row.text(0)?, row.text(1)?);
        let sequence = row
            .count(2)
            .ok()
            .and_then(|sequence| u32::try_from(sequence).ok());
        let is_sane = sequence.is_some_and(|sequence| sequence <= HIGHEST)
            && moment(&row, 3).is_ok()
            && !name.is_empty()
            && !hash.is_empty();
        if !is_sane {
            return Err(row.damaged(format!("the revision of the plan `{name}` is none")));
        }
    }
    Ok(())
}

fn calendar_key(row: &SqlRow) -> Result<CalendarKey, StoreError> {
    Ok((id(row, 0)?, row.kind(1)?.word()))
}

/// A moment in the years of calendars, in seconds.
fn moment(row: &SqlRow, column: usize) -> Result<i64, StoreError> {
    let at = row.moment(column)?;
    match at.year() <= *YEARS.end() {
        true => Ok(at.timestamp()),
        false => Err(row.damaged("it holds a moment that is none".to_owned())),
    }
}

/// The error of a row, which names its runner.
fn unfit(row: &SqlRow, what: &str, key: &CalendarKey, reason: &str) -> StoreError {
    row.damaged(format!("{what} `{}` ({}): {reason}", key.0, key.1))
}
