//! The revision of each plan, for feeds that are a plan's address and have no history of their own (docs/design.md#serving).

use chrono::{DateTime, Utc};

use super::publication_rows::later;
use super::sql::SqlRow;
use super::sql::SqlValue::{Integer, Text};
use super::{Store, StoreError, seconds};

/// The revision that a plan's feeds are at. Neither number ever falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanRevision {
    /// The SEQUENCE of all events of the plan's feeds: 0 at first, and one more at every change.
    pub sequence: u32,
    /// Their LAST-MODIFIED: when the plan last changed, and later at every change.
    pub modified: DateTime<Utc>,
}

const FIND: &str = "SELECT sequence, modified, hash FROM plan WHERE name = $1";

impl Store {
    /// The revision of the plan `name` whose content hashes to `hash`. If that is not what it was before, the plan
    /// has changed, at `at`.
    ///
    /// # Errors
    ///
    /// When the store cannot be read, or written where the plan changed.
    pub async fn plan_revision(
        &self,
        name: &str,
        hash: &str,
        at: DateTime<Utc>,
    ) -> Result<PlanRevision, StoreError> {
        self.bounded(async {
            let mut reading = self.read().await?;
            let known = known(reading.row(FIND, &[Text(name)]).await?)?;
            drop(reading);
            match known {
                Some((revision, of)) if of == hash => Ok(revision),
                _ => self.revise_plan(name, hash, at).await,
            }
        })
        .await
    }

    async fn revise_plan(
        &self,
        name: &str,
        hash: &str,
        at: DateTime<Utc>,
    ) -> Result<PlanRevision, StoreError> {
        let mut writing = self.write().await?;
        // Another server may have been faster.
        let next = match known(writing.transaction.row(FIND, &[Text(name)]).await?)? {
            Some((revision, of)) if of == hash => {
                writing.take_back().await?;
                return Ok(revision);
            }
            Some((revision, _)) => PlanRevision {
                sequence: revision.sequence.saturating_add(1),
                modified: later(at, Some(revision.modified)),
            },
            None => PlanRevision {
                sequence: 0,
                modified: later(at, None),
            },
        };
        let sql = "INSERT INTO plan (name, hash, sequence, modified) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (name) DO UPDATE SET hash = $2, sequence = $3, modified = $4";
        let sequence = Integer(i64::from(next.sequence));
        let values = [Text(name), Text(hash), sequence, Integer(seconds(next.modified))];
        writing.transaction.execute(sql, &values).await?;
        writing.commit().await?;
        Ok(next)
    }
}

fn known(row: Option<SqlRow>) -> Result<Option<(PlanRevision, String)>, StoreError> {
    let Some(row) = row else { return Ok(None) };
    let revision = PlanRevision {
        sequence: u32::try_from(row.count(0)?).unwrap_or(u32::MAX),
        modified: row.moment(1)?,
    };
    Ok(Some((revision, row.text(2)?)))
}
