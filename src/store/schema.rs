//! The store's tables, made and brought up to date by steps that are part of the program.

use super::StoreError;
use super::sql::SqlValue::Integer;
use super::sql::{Mode, Pool, Transaction};
use super::{highest, names_to_ids};

/// The steps, in order. A step that was released is not changed any more: another one is added.
const STEPS: [(i64, &str); 3] = [
    (1, include_str!("migrations/1.sql")),
    (2, include_str!("migrations/2.sql")),
    (3, include_str!("migrations/3.sql")),
];

/// The format that this program writes.
pub(super) const FORMAT: i64 = STEPS[STEPS.len() - 1].0;

/// A store that lacks steps, locked until they are taken.
pub(super) struct Outdated {
    transaction: Transaction,
    found: i64,
}

/// Makes the tables of a store, or brings them up to date.
pub(super) async fn bring_up(pool: &Pool) -> Result<(), StoreError> {
    match look(pool).await? {
        Some(outdated) => outdated.take_steps(pool).await,
        None => Ok(()),
    }
}

/// Looks whether the store lacks steps; `None` if it has all of them.
pub(super) async fn look(pool: &Pool) -> Result<Option<Outdated>, StoreError> {
    let mut transaction = pool.begin(Mode::Write).await?;
    if pool.is_sqlite() {
        refuse_foreign(pool, &mut transaction).await?;
    } else {
        // Two servers that start at the same time would both make the tables. Any number will do that is ours.
        transaction.run("SELECT pg_advisory_xact_lock(7810780)").await?;
    }
    transaction
        .run("CREATE TABLE IF NOT EXISTS migration (version BIGINT NOT NULL PRIMARY KEY)")
        .await?;
    let found = format(&mut transaction).await?;
    if found == FORMAT {
        transaction.take_back().await?;
        return Ok(None);
    }
    if found > FORMAT {
        return Err(StoreError::Newer {
            store: pool.shown().to_owned(),
            found,
            known: FORMAT,
        });
    }
    Ok(Some(Outdated { transaction, found }))
}

impl Outdated {
    /// Takes the steps that the store has not taken yet, all or none: whatever ends the program meanwhile, the store is as
    /// it was, or as it should be.
    pub(super) async fn take_steps(self, pool: &Pool) -> Result<(), StoreError> {
        let Outdated {
            mut transaction,
            found,
        } = self;
        if found > 0 {
            tracing::info!(
                store = pool.shown(),
                from = found,
                to = FORMAT,
                "the store is brought to another format"
            );
        }
        for (version, sql) in STEPS.into_iter().filter(|(version, _)| *version > found) {
            transaction.run(sql).await?;
            transaction
                .execute("INSERT INTO migration (version) VALUES ($1)", &[Integer(version)])
                .await?;
        }
        // All tables are there: rows are carried over as they are written now.
        if found < 2 {
            names_to_ids::carry_over(&mut transaction).await?;
        } else if found < 3 {
            highest::fill_in(&mut transaction).await?;
        }
        transaction.commit().await
    }
}

/// The format of a store that has tables.
pub(super) async fn format(transaction: &mut Transaction) -> Result<i64, StoreError> {
    let sql = "SELECT COALESCE(MAX(version), 0) FROM migration";
    match transaction.row(sql, &[]).await? {
        Some(row) => row.integer(0),
        None => Ok(0),
    }
}

/// Fails for the database file of another program, which is not one to put tables into.
async fn refuse_foreign(pool: &Pool, transaction: &mut Transaction) -> Result<(), StoreError> {
    let sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let mut names: Vec<String> = Vec::new();
    for row in transaction.rows(sql, &[]).await? {
        names.push(row.text(0)?);
    }
    if names.is_empty() || names.iter().any(|name| name == "migration") {
        return Ok(());
    }
    Err(StoreError::Open {
        store: pool.shown().to_owned(),
        reason: "it is a database of another program".to_owned(),
    })
}
