//! All of a store in one file, and back. A backup is an SQLite database of the same tables, whatever the store is, so it
//! also moves a store from one database to the other.

use std::path::Path;
use std::time::Duration;

use super::backup_target::target;
use super::check::count;
use super::merge::{Contents, Restored, put_beside};
use super::sql::{self, Mode, Pool};
use super::{Store, StoreError, schema};
use crate::files::{self, Beside, TemporaryCopy};

/// The time that a backup waits for its own file.
const PATIENCE: Duration = Duration::from_secs(5);

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

    /// Puts what the backup at `path` holds beside what the store holds, all of it or nothing. Of a calendar and of a
    /// plan, the later revision counts. What was revoked stays so; of two addresses of one calendar the one that
    /// was made later stays in use, and the other is revoked.
    ///
    /// # Errors
    ///
    /// When the store has feeds and `force` does not say that others may come to them; when the file is no backup; when
    /// the store cannot be written.
    pub async fn restore(&self, path: &Path, force: bool) -> Result<Restored, StoreError> {
        let backup = OpenBackup::open(path).await?;
        let mut from = backup.pool.begin(Mode::Read).await?;
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
    pool: Pool,
    /// A copy that was brought to this program's format; it goes with this.
    _copy: Option<TemporaryCopy>,
}

impl OpenBackup {
    async fn open(path: &Path) -> Result<Self, StoreError> {
        let shown = path.display().to_string();
        let cannot = |error: &std::io::Error| StoreError::Open {
            store: shown.clone(),
            reason: files::reason(error),
        };
        files::identity(path).map_err(|error| cannot(&error))?;
        let pool = Pool::sqlite(sql::read_only(path), PATIENCE).await?;
        let found = match schema::format(&mut pool.begin(Mode::Read).await?).await {
            Ok(found) if found > 0 => found,
            Ok(_) | Err(StoreError::Failed { .. } | StoreError::Damaged { .. }) => {
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
            return Ok(OpenBackup { pool, _copy: None });
        }
        // The file stays as it is: an older program can still read it.
        pool.close().await;
        let copy = TemporaryCopy::of(path).map_err(|error| cannot(&error))?;
        let pool = Pool::sqlite(sql::portable(copy.path()), PATIENCE).await?;
        schema::bring_up(&pool).await?;
        Ok(OpenBackup {
            pool,
            _copy: Some(copy),
        })
    }
}
