//! All of a store in one file, and back. A backup is an SQLite database of the same tables, whatever the store is, so it
//! also moves a store from one database to the other.

use std::path::Path;
use std::time::Duration;

use super::backup_target::target;
use super::check::count;
use super::merge::{Contents, Restored, put_beside};
use super::sql::{self, Mode, Pool};
use super::{Store, StoreError, inspect, schema};
use crate::files::{self, Beside, TemporaryCopy};

/// The time that a backup waits for its own file.
const PATIENCE: Duration = Duration::from_secs(5);

/// The time in which a backup must have been read: one that takes longer is none of ours.
const LIMIT: Duration = Duration::from_secs(120);

impl Store {
    /// Writes all of the store, as it is at one moment, to a file at `path`. An earlier backup there is replaced when
    /// all of the new one is there; a link is followed. Others go on writing meanwhile.
    ///
    /// # Errors
    ///
    /// When the store cannot be read, or the file not be written; when something else than a backup stands there.
    pub async fn backup(&self, path: &Path) -> Result<Contents, StoreError> {
        let cannot = |error: &std::io::Error| StoreError::Target {
            path: path.display().to_string(),
            reason: files::reason(error),
        };
        let file = self.0.file.as_ref().map(|(file, _)| file.as_path());
        let place = target(path, file)?;
        let beside = Beside::new(&place).map_err(|error| cannot(&error))?;
        let pool = Pool::sqlite(sql::portable(beside.path()), PATIENCE).await?;
        schema::bring_up(&pool).await?;
        let mut to = pool.begin(Mode::Write).await?;
        let mut from = self.read().await?;
        let copied = put_beside(&mut from, &mut to, true).await?;
        drop(from);
        to.commit().await?;
        pool.close().await;
        beside.keep().map_err(|error| cannot(&error))?;
        Ok(copied.contents)
    }

    /// Puts what the backup at `path` holds beside what the store holds, all of it or nothing. It is read as a whole first,
    /// with the readers that serving uses. Of a calendar and of a
    /// plan, the later revision counts. What was revoked stays so; of two addresses of one calendar the one that
    /// was made later stays in use, and the other is revoked.
    ///
    /// # Errors
    ///
    /// When the store has feeds and `force` does not say that others may come to them; when the file is no backup, or holds
    /// what could not be served; when it cannot be read in time; when the store cannot be written.
    pub async fn restore(&self, path: &Path, force: bool) -> Result<Restored, StoreError> {
        self.restore_within(LIMIT, path, force).await
    }

    /// Like [`Store::restore`], of a backup that has been read within `limit`.
    async fn restore_within(
        &self,
        limit: Duration,
        path: &Path,
        force: bool,
    ) -> Result<Restored, StoreError> {
        let opened = tokio::time::timeout(limit, async {
            let backup = OpenBackup::open(path, limit).await?;
            let mut from = backup.pool.begin(Mode::Read).await?;
            inspect::check_rows(&mut from)
                .await
                .map_err(|error| backup.named(error))?;
            Ok((backup, from))
        });
        let late = |_| StoreError::late(&path.display().to_string());
        let (backup, mut from) = opened.await.map_err(late)??;
        let mut writing = self.write().await?;
        let to = &mut writing.transaction;
        let live = count(to, "SELECT COUNT(*) FROM feed WHERE revoked IS NULL").await?;
        let revoked = count(to, "SELECT COUNT(*) FROM feed WHERE revoked IS NOT NULL").await?;
        if live + revoked > 0 && !force {
            return Err(StoreError::NotEmpty {
                store: self.shown().to_owned(),
                feeds: live,
                revoked,
            });
        }
        let published = count(to, "SELECT COUNT(*) FROM publication").await?;
        // A store with calendars has given out links that are signed with its own secret.
        let is_empty = live + revoked + published == 0;
        let restored = put_beside(&mut from, to, is_empty).await?;
        writing.commit().await?;
        drop(from);
        backup.pool.close().await;
        Ok(restored)
    }
}

/// A backup that is being read.
struct OpenBackup {
    /// The path by which it is known.
    shown: String,
    pool: Pool,
    /// A copy that was brought to this program's format; it goes with this.
    _copy: Option<TemporaryCopy>,
}

impl OpenBackup {
    async fn open(path: &Path, limit: Duration) -> Result<Self, StoreError> {
        let shown = path.display().to_string();
        let cannot = |error: &std::io::Error| StoreError::Open {
            store: shown.clone(),
            reason: files::reason(error),
        };
        files::identity(path).map_err(|error| cannot(&error))?;
        if files::is_file(path).is_ok_and(|is_file| is_file != Some(true)) {
            // To open a pipe is to wait for somebody who writes.
            return Err(StoreError::Damaged {
                store: shown,
                reason: "it is not a file".to_owned(),
            });
        }
        let pool = Pool::sqlite_until(sql::read_only(path), PATIENCE, limit).await?;
        let looked = async {
            let mut reading = pool.begin(Mode::Read).await?;
            match inspect::fault_of_tables(&mut reading).await? {
                Some(reason) => Ok(Err(reason)),
                None => Ok(Ok(schema::format(&mut reading).await?)),
            }
        };
        let found = match looked.await {
            Ok(Err(reason)) => return Err(StoreError::UnfitBackup { path: shown, reason }),
            Ok(Ok(found)) if found > 0 => found,
            Ok(Ok(_)) | Err(StoreError::Failed { .. } | StoreError::Damaged { .. }) => {
                return Err(StoreError::Damaged {
                    store: shown,
                    reason: "it is not a backup of longrun".to_owned(),
                });
            }
            Err(error) => return Err(error),
        };
        if found > schema::FORMAT {
            return Err(StoreError::Newer {
                store: shown,
                found,
                known: schema::FORMAT,
            });
        }
        if found == schema::FORMAT {
            return Ok(OpenBackup {
                shown,
                pool,
                _copy: None,
            });
        }
        // The file stays as it is: an older program can still read it.
        pool.close().await;
        let copy = TemporaryCopy::of(path).map_err(|error| cannot(&error))?;
        let pool = Pool::sqlite_until(sql::portable(copy.path()), PATIENCE, limit).await?;
        schema::bring_up(&pool)
            .await
            .map_err(|error| named(&shown, error))?;
        Ok(OpenBackup {
            shown,
            pool,
            _copy: Some(copy),
        })
    }

    /// The error of a statement, with the path of the backup in the place of that of a copy.
    fn named(&self, error: StoreError) -> StoreError {
        named(&self.shown, error)
    }
}

/// An error of reading a backup, with its path.
fn named(shown: &str, error: StoreError) -> StoreError {
    let store = shown.to_owned();
    match error {
        StoreError::Damaged { reason, .. } => StoreError::UnfitBackup { path: store, reason },
        StoreError::Failed { reason, .. } if reason.contains("interrupted") => StoreError::late(shown),
        StoreError::Failed { reason, .. } => StoreError::UnfitBackup { path: store, reason },
        error => error,
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::store::{FeedKind, StoreUrl};

    /// A store with nothing in it, at `path`.
    async fn store(path: &Path) -> Store {
        Store::open(&StoreUrl::Sqlite(path.to_owned())).await.unwrap()
    }

    async fn feeds(store: &Store) -> u64 {
        let mut reading = store.read().await.unwrap();
        count(&mut reading, "SELECT COUNT(*) FROM feed").await.unwrap()
    }

    #[test]
    fn a_backup_that_takes_too_long_to_read_leaves_the_store_as_it_was() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let folder = tempfile::tempdir().unwrap();
            let from = store(&folder.path().join("from.db")).await;
            let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
            let ada = crate::season::RunnerId::parse("ada").unwrap();
            from.add(&ada, FeedKind::Full, now).await.unwrap();
            for number in 0..3_000 {
                let name = format!("plan-{number}");
                from.plan_revision(&name, "a", now).await.unwrap();
            }
            let backup = folder.path().join("backup.db");
            from.backup(&backup).await.unwrap();
            let to = store(&folder.path().join("to.db")).await;
            for limit in [Duration::ZERO, Duration::from_micros(500)] {
                let late = to.restore_within(limit, &backup, false).await.unwrap_err();
                assert!(late.to_string().contains("no answer in time"), "{late}");
                assert_eq!(feeds(&to).await, 0);
            }
            // The store is not held by what was given up.
            to.restore(&backup, false).await.unwrap();
            assert_eq!(feeds(&to).await, 1);
        });
    }
}
