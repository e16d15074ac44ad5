//! The second step of the store's tables, as far as SQL cannot take it: runners get ids, and published texts become rows.
//!
//! Before, a feed belonged to a name. Each name becomes a runner with an id, and all files of the name stay that
//! runner's, so that nobody who follows a feed loses a season.

use std::collections::{BTreeMap, BTreeSet};

use super::event_rows::CalendarRows;
use super::publication_rows::{self, Head};
use super::runners::{self, Named, Runners};
use super::sql::SqlValue::Text;
use super::sql::Transaction;
use super::{StoreError, secret};
use crate::season::RunnerId;

/// Carries over what the tables of the first format hold, and drops them.
pub(super) async fn carry_over(transaction: &mut Transaction) -> Result<(), StoreError> {
    secret::make(transaction).await?;
    let mut names: BTreeSet<String> = BTreeSet::new();
    for row in transaction
        .rows(
            "SELECT name FROM feed_1 UNION SELECT name FROM publication_1",
            &[],
        )
        .await?
    {
        names.insert(row.text(0)?);
    }
    let known = ids(names);
    for (id, runner) in known.all() {
        runners::put(transaction, id, runner).await?;
    }
    // The label is still the name here, and no two runners have the same.
    transaction
        .run(
            "INSERT INTO feed (token_hash, runner, kind, created, revoked) \
             SELECT feed_1.token_hash, runner.id, feed_1.kind, feed_1.created, feed_1.revoked \
             FROM feed_1 JOIN runner ON runner.label = feed_1.name",
        )
        .await?;
    let of_name: BTreeMap<&str, &RunnerId> = known
        .all()
        .map(|(id, runner)| (runner.label.as_str(), id))
        .collect();
    let published = transaction
        .rows("SELECT name, kind FROM publication_1", &[])
        .await?;
    for row in published {
        let (name, kind) = (row.text(0)?, row.kind(1)?);
        let Some(id) = of_name.get(name.as_str()) else {
            continue;
        };
        // One at a time: all calendars of a club together need not fit into memory.
        let sql = "SELECT revision, published, ics FROM publication_1 WHERE name = $1 AND kind = $2";
        let Some(row) = transaction.row(sql, &[Text(&name), Text(kind.word())]).await? else {
            continue;
        };
        let head = Head {
            revision: row.count(0)?,
            published: row.moment(1)?,
            sequence: 0,
            forgotten: false,
        };
        let calendar = CalendarRows::of_text(&row.text(2)?);
        publication_rows::put(transaction, id, kind, head, &calendar).await?;
    }
    transaction
        .run("DROP TABLE publication_1; DROP TABLE feed_1")
        .await
}

/// A runner for each name. A name that is an id already keeps it, and comes before those that only become one.
fn ids(names: BTreeSet<String>) -> Runners {
    let mut runners = Runners::default();
    let (own, made): (Vec<String>, Vec<String>) =
        names.into_iter().partition(|name| RunnerId::parse(name).is_ok());
    for name in own.into_iter().chain(made) {
        let id = runners.free(&RunnerId::slug_of(&name));
        runners.add(id, &name, Some(Named::All(name.clone())));
    }
    runners
}
