//! What a backup holds, put beside what a store holds. Of two things the later counts: nobody's calendar, plan or address
//! becomes older than it was.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::copy::{EVENT, FEED, PLAN, PUBLICATION, RUNNER_FILE, Record, SECRET};
use super::publication_rows::{self, Head};
use super::runners::{self, Named, Runners};
use super::sql::SqlValue::{Integer, Text};
use super::sql::Transaction;
use super::{FeedKind, StoreError};
use crate::season::RunnerId;

/// The contents of a backup.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Contents {
    /// Addresses that are in use.
    pub feeds: usize,
    /// Addresses that were revoked.
    pub revoked: usize,
    /// Calendars that were published.
    pub publications: usize,
    /// Plans with a revision.
    pub plans: usize,
}

/// The outcome of a restore.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Restored {
    /// The contents of the backup.
    pub contents: Contents,
    /// Calendars whose address in the backup is not in use any more.
    pub superseded: Vec<Superseded>,
    /// The number of calendars that stay as the store had them, since it published them later, or as late.
    pub later: usize,
}

/// A calendar that had an address when the backup was made, and has another one now, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Superseded {
    /// The runner.
    pub runner: RunnerId,
    /// The runner's name, as it is shown.
    pub label: String,
    /// The kind of calendar.
    pub kind: FeedKind,
    /// The time at which the address was made that is in use; `None` if none is.
    pub by: Option<DateTime<Utc>>,
}

/// Copies every row; where there is one already, the later of the two counts. The secret is taken over if `with_secret`.
pub(super) async fn put_beside(
    from: &mut Transaction,
    to: &mut Transaction,
    with_secret: bool,
) -> Result<Restored, StoreError> {
    let ids = put_runners(from, to).await?;
    if with_secret {
        for secret in SECRET.rows(from).await? {
            SECRET.put(to, &secret).await?;
        }
    }
    let mut theirs = FEED.rows(from).await?;
    for feed in &mut theirs {
        translate(feed, &ids);
    }
    let superseded = put_feeds(&theirs, to).await?;
    let (publications, later) = put_publications(from, to, &ids).await?;
    let live = theirs.iter().filter(|feed| is_live(feed)).count();
    Ok(Restored {
        contents: Contents {
            feeds: live,
            revoked: theirs.len() - live,
            publications,
            plans: put_plans(from, to).await?,
        },
        superseded,
        later,
    })
}

/// The ids that runners of the backup have in the store, where that is another one.
type Ids = BTreeMap<RunnerId, RunnerId>;

async fn put_runners(from: &mut Transaction, to: &mut Transaction) -> Result<Ids, StoreError> {
    let (theirs, ours) = (runners::all(from).await?, runners::all(to).await?);
    let ids = same(&theirs, &ours);
    let is_new = |id: &RunnerId| ours.get(id).is_none() && !ids.contains_key(id);
    for (id, runner) in theirs.all().filter(|(id, _)| is_new(id)) {
        runners::put(to, id, runner).await?;
    }
    let known = RUNNER_FILE.rows(to).await?;
    for mut file in RUNNER_FILE.rows(from).await? {
        if !known.iter().any(|known| known.text("file") == file.text("file")) {
            translate(&mut file, &ids);
            RUNNER_FILE.put(to, &file).await?;
        }
    }
    Ok(ids)
}

/// The runners of a backup whom the store has come to know by another id: by a file of theirs, or by the name alone if the
/// backup is from before runners had ids.
fn same(theirs: &Runners, ours: &Runners) -> Ids {
    let mut ids = Ids::new();
    for (id, runner) in theirs.all().filter(|(id, _)| ours.get(id).is_none()) {
        let by_file = theirs.files_of(id).find_map(|file| ours.of_file(file));
        let by_name = || match &runner.named {
            Some(Named::All(name)) => match ours.called(name).as_slice() {
                [one] => Some(one.clone()),
                _ => None,
            },
            _ => None,
        };
        if let Some(known) = by_file.cloned().or_else(by_name) {
            ids.insert(id.clone(), known);
        }
    }
    ids
}

fn translate(record: &mut Record, ids: &Ids) {
    let id = RunnerId::parse(record.text("runner")).ok();
    if let Some(known) = id.and_then(|id| ids.get(&id)) {
        record.set_text("runner", known.as_str());
    }
}

/// A runner and the kind of calendar.
type Calendar = (String, String);

fn calendar(record: &Record) -> Calendar {
    (record.text("runner").to_owned(), record.text("kind").to_owned())
}

fn is_live(feed: &Record) -> bool {
    feed.number("revoked").is_none()
}

/// The addresses in use.
fn live(feeds: &[Record]) -> BTreeMap<Calendar, Record> {
    let live = feeds.iter().filter(|feed| is_live(feed));
    live.map(|feed| (calendar(feed), feed.clone())).collect()
}

async fn put_feeds(theirs: &[Record], to: &mut Transaction) -> Result<Vec<Superseded>, StoreError> {
    let ours = FEED.rows(to).await?;
    let known: BTreeMap<&str, &Record> = ours.iter().map(|feed| (feed.text("token_hash"), feed)).collect();
    let mut in_use = live(&ours);
    // First what goes, so that no calendar ever has two.
    for feed in theirs {
        let ours = known.get(feed.text("token_hash"));
        if let (Some(ours), Some(at)) = (ours.filter(|ours| is_live(ours)), feed.number("revoked")) {
            revoke(to, ours, at).await?;
            in_use.remove(&calendar(ours));
        }
    }
    let is_new = |feed: &&Record| !known.contains_key(feed.text("token_hash"));
    for feed in theirs.iter().filter(is_new) {
        let mut feed = feed.clone();
        if let (true, Some(ours)) = (is_live(&feed), in_use.get(&calendar(&feed))) {
            let (made, theirs) = (ours.number("created"), feed.number("created"));
            if made >= theirs {
                feed.set_number("revoked", made.unwrap_or_default());
            } else {
                revoke(to, ours, theirs.unwrap_or_default()).await?;
            }
        }
        if is_live(&feed) {
            in_use.insert(calendar(&feed), feed.clone());
        }
        FEED.put(to, &feed).await?;
    }
    superseded(theirs, to).await
}

async fn revoke(to: &mut Transaction, feed: &Record, at: i64) -> Result<(), StoreError> {
    let mut feed = feed.clone();
    feed.set_number("revoked", at);
    FEED.put(to, &feed).await
}

async fn superseded(theirs: &[Record], to: &mut Transaction) -> Result<Vec<Superseded>, StoreError> {
    let in_use = live(&FEED.rows(to).await?);
    let names = runners::all(to).await?;
    let mut superseded = Vec::new();
    for (key, before) in live(theirs) {
        let by = in_use.get(&key);
        let is_same = by.is_some_and(|by| by.text("token_hash") == before.text("token_hash"));
        let id = RunnerId::parse(&key.0).ok();
        if let (false, Some(runner), Some(kind)) = (is_same, id, FeedKind::of_word(&key.1)) {
            let label = names.get(&runner).map_or_else(String::new, |it| it.label.clone());
            let made = by.and_then(|by| by.number("created"));
            superseded.push(Superseded {
                runner,
                label,
                kind,
                by: made.and_then(|made| DateTime::from_timestamp(made, 0)),
            });
        }
    }
    Ok(superseded)
}

/// The number of calendars in the backup, and of those that stay as the store had them.
async fn put_publications(
    from: &mut Transaction,
    to: &mut Transaction,
    ids: &Ids,
) -> Result<(usize, usize), StoreError> {
    let revisions = "SELECT runner, kind, revision, published, sequence FROM publication";
    let mut ours: BTreeMap<Calendar, (u64, DateTime<Utc>)> = BTreeMap::new();
    for row in to.rows(revisions, &[]).await? {
        ours.insert((row.text(0)?, row.text(1)?), (row.count(2)?, row.moment(3)?));
    }
    let theirs = from.rows(revisions, &[]).await?;
    let mut later = 0;
    for row in &theirs {
        let (runner, kind) = (runners::id(row, 0)?, row.kind(1)?);
        let known = ids.get(&runner).unwrap_or(&runner);
        match ours.get(&(known.to_string(), kind.word().to_owned())) {
            Some((revision, _)) if *revision >= row.count(2)? => {
                later += 1;
                raise(to, known, kind, row.count(4)?).await?;
            }
            Some((_, published)) => {
                let Some(next) = publication_rows::publication(from, &runner, kind).await? else {
                    continue;
                };
                let head = Head {
                    revision: next.revision,
                    published: publication_rows::later(next.published, Some(*published)),
                    sequence: next.sequence,
                    forgotten: next.forgotten,
                };
                publication_rows::put(to, known, kind, head, &next.calendar).await?;
            }
            None => copy_publication(from, to, &runner, kind, ids).await?,
        }
    }
    Ok((theirs.len(), later))
}

/// Lets nothing of a calendar start at or below a SEQUENCE that was sent once, whichever store sent it.
async fn raise(
    to: &mut Transaction,
    runner: &RunnerId,
    kind: FeedKind,
    sequence: u64,
) -> Result<(), StoreError> {
    let sql = "UPDATE publication SET sequence = $3 WHERE runner = $1 AND kind = $2 AND sequence < $3";
    let sequence = Integer(sequence.cast_signed());
    let values = [Text(runner.as_str()), Text(kind.word()), sequence];
    to.execute(sql, &values).await.map(drop)
}

/// Copies one calendar. One at a time: all calendars of a club together need not fit into memory.
async fn copy_publication(
    from: &mut Transaction,
    to: &mut Transaction,
    runner: &RunnerId,
    kind: FeedKind,
    ids: &Ids,
) -> Result<(), StoreError> {
    for table in [&PUBLICATION, &EVENT] {
        for mut row in table.rows_where(from, &[runner.as_str(), kind.word()]).await? {
            translate(&mut row, ids);
            table.put(to, &row).await?;
        }
    }
    Ok(())
}

/// The number of plans in the backup.
async fn put_plans(from: &mut Transaction, to: &mut Transaction) -> Result<usize, StoreError> {
    let known = PLAN.rows(to).await?;
    let ours: BTreeMap<&str, &Record> = known.iter().map(|plan| (plan.text("name"), plan)).collect();
    let theirs = PLAN.rows(from).await?;
    for plan in &theirs {
        let mut plan = plan.clone();
        if let Some(ours) = ours.get(plan.text("name")) {
            let (kept, sequence) = (ours.number("sequence"), plan.number("sequence"));
            let is_same = kept == sequence && ours.text("hash") == plan.text("hash");
            if kept > sequence || is_same {
                continue;
            }
            // The same number for two contents: neither may be taken for the other.
            let again = i64::from(kept == sequence);
            plan.set_number("sequence", sequence.unwrap_or_default() + again);
            let (at, theirs) = (ours.number("modified"), plan.number("modified"));
            let not_before = at.unwrap_or_default().saturating_add(1);
            plan.set_number("modified", theirs.unwrap_or_default().max(not_before));
        }
        PLAN.put(to, &plan).await?;
    }
    Ok(theirs.len())
}
