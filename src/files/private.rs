//! Files that only their owner may read.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Access to a file for users other than its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OthersAccess {
    /// No access.
    None,
    /// Read access, for a group or for all.
    Read,
    /// Write access.
    Write,
}

/// The access that others have to the file at `path`. On a system without permission bits a file counts as private.
///
/// # Errors
///
/// When there is no file, or its permissions cannot be read.
pub fn others_access(path: &Path) -> io::Result<OthersAccess> {
    let metadata = fs::metadata(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        Ok(match metadata.permissions().mode() {
            mode if mode & 0o022 != 0 => OthersAccess::Write,
            mode if mode & 0o044 != 0 => OthersAccess::Read,
            _ => OthersAccess::None,
        })
    }
    #[cfg(not(unix))]
    {
        let _ = metadata;
        Ok(OthersAccess::None)
    }
}

/// Makes an empty file that only its owner may read, unless the path exists already.
///
/// # Errors
///
/// When the file cannot be created.
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

/// A copy of a file that its owner alone may read, in the system's folder for temporary files. Dropped, it is gone.
#[derive(Debug)]
pub struct TemporaryCopy(tempfile::TempPath);

impl TemporaryCopy {
    /// A copy of the file at `path`.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or the copy not be made.
    pub fn of(path: &Path) -> io::Result<Self> {
        let mut copy = tempfile::NamedTempFile::new()?;
        io::copy(&mut File::open(path)?, &mut copy)?;
        Ok(TemporaryCopy(copy.into_temp_path()))
    }

    /// The path of the copy.
    pub fn path(&self) -> &Path {
        &self.0
    }
}
