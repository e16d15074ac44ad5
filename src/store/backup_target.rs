//! The places where a backup may go: a new file, an empty one, or an earlier backup, and nothing else that somebody may
//! miss.

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::{StoreError, sql};
use crate::files;

/// The files that SQLite writes beside a database (<https://sqlite.org/tempfiles.html>).
const SIDES: [&str; 3] = ["-wal", "-shm", "-journal"];

/// The beginning of an SQLite file, and the place of its mark in the first 100 bytes
/// (<https://sqlite.org/fileformat2.html>, section 1.3).
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
const NAME: Range<usize> = 68..72;

/// The file that a backup to `path` is put into, links followed. `store` is the file of the store, if it is one.
///
/// # Errors
///
/// [`StoreError::Target`], with what stands there instead and what to do.
pub(super) fn target(path: &Path, store: Option<&Path>) -> Result<PathBuf, StoreError> {
    match find(path, store) {
        Ok(place) => Ok(place),
        Err(reason) => Err(StoreError::Target {
            path: path.display().to_string(),
            reason,
        }),
    }
}

fn find(path: &Path, store: Option<&Path>) -> Result<PathBuf, String> {
    let told = |error: io::Error| files::reason(&error);
    let place = files::place(path).map_err(told)?;
    if store.is_some_and(|store| is_part_of(&place, store)) {
        return Err("it is the store itself, or a file that belongs to it; name another file".to_owned());
    }
    for side in SIDES.map(|side| beside(&place, side)) {
        if files::exists(&side) {
            return Err(format!(
                "{} lies beside it, and would be taken for a part of the backup; name another file",
                side.display()
            ));
        }
    }
    match files::is_file(&place).map_err(told)? {
        None => Ok(place),
        Some(false) => Err("it is a folder, a pipe or a device; name a file".to_owned()),
        Some(true) => {
            let head = files::read_bytes(&place, NAME.end).map_err(told)?;
            if head.is_empty() || is_backup(&head) {
                return Ok(place);
            }
            Err(
                "something else than a backup stands there; name another file, or move that one away"
                    .to_owned(),
            )
        }
    }
}

/// Tells if it is a file of a store, under whatever name.
fn is_part_of(place: &Path, store: &Path) -> bool {
    let same = |file: &Path| {
        let ids = (files::identity(place), files::identity(file));
        matches!(ids, (Ok(a), Ok(b)) if a == b) && cfg!(unix)
            || files::place(file).is_ok_and(|file| file == place)
    };
    // They lie beside the file, not beside a link to it.
    let real = files::place(store).unwrap_or_else(|_| store.to_owned());
    same(&real) || SIDES.iter().any(|side| same(&beside(&real, side)))
}

fn beside(path: &Path, side: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(side);
    PathBuf::from(name)
}

/// By what a backup calls itself, which nothing else does; also if it was looked at as a store.
fn is_backup(head: &[u8]) -> bool {
    head.starts_with(MAGIC) && head.get(NAME) == Some(&sql::BACKUP.to_be_bytes())
}
