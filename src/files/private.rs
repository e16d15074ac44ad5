//! Files that are their owner's alone.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// What others than its owner may do with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// Nothing.
    ToNobody,
    /// Read it; some of them, or all.
    ToReaders,
    /// Write it.
    ToWriters,
}

/// Who else may read or write the file at `path`. Where the system does not say it by bits, it counts as private.
///
/// # Errors
///
/// When there is none, or it cannot be asked for.
pub fn open_to_others(path: &Path) -> io::Result<Open> {
    let found = fs::metadata(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        Ok(match found.permissions().mode() {
            mode if mode & 0o022 != 0 => Open::ToWriters,
            mode if mode & 0o044 != 0 => Open::ToReaders,
            _ => Open::ToNobody,
        })
    }
    #[cfg(not(unix))]
    {
        let _ = found;
        Ok(Open::ToNobody)
    }
}

/// Makes an empty file that its owner alone may read, unless something is there already.
///
/// # Errors
///
/// When that cannot be done.
pub fn make_private(path: &Path) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    match options.open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}
