//! The files that a season may name. On the command line they are all that the user can read; on a server only those
//! in the served folder, since other people may write seasons there.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::ReadError;
use super::calendar_owner::{CalendarOwner, path_in};
use super::source::{ReadFault, from_text};
use crate::diagnostic::Source;

/// A bound on the files that are read. It records every path asked for.
#[derive(Debug, Default)]
pub struct AllowedPaths {
    within: Option<PathBuf>,
    owner: Option<CalendarOwner>,
    named: RefCell<BTreeSet<PathBuf>>,
}

/// The reason why a calendar is not read.
#[derive(Debug)]
pub enum RefusedCalendar {
    /// The file cannot be read, or lies elsewhere.
    Unreadable(io::Error),
    /// It is not a calendar of the season's. Holds the name that its calendars begin with.
    AnotherOwner(String),
}

impl From<io::Error> for RefusedCalendar {
    fn from(error: io::Error) -> Self {
        RefusedCalendar::Unreadable(error)
    }
}

impl AllowedPaths {
    /// Allows files inside `folder` only, links followed.
    pub fn within(folder: &Path) -> Self {
        AllowedPaths {
            within: Some(folder.to_owned()),
            ..AllowedPaths::default()
        }
    }

    /// The same for a season there: of the calendars those of `owner` alone.
    #[must_use]
    pub fn of(self, owner: CalendarOwner) -> Self {
        AllowedPaths {
            owner: Some(owner),
            ..self
        }
    }

    /// True if other people may write what is read here.
    pub fn is_shared(&self) -> bool {
        self.within.is_some()
    }

    /// The paths that were asked for, also those that could not be read.
    pub fn into_named(self) -> BTreeSet<PathBuf> {
        self.named.into_inner()
    }

    /// Reads a text.
    ///
    /// # Errors
    ///
    /// As [`super::source::read`]; and when the file is not allowed.
    pub fn source(&self, path: &Path) -> Result<Arc<Source>, ReadFault> {
        let read = match self.check(path) {
            Ok(()) => super::read_text(path),
            Err(error) => Err(ReadError::Io(error)),
        };
        from_text(path, read)
    }

    /// Reads the first `most` bytes of a file.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or is not allowed.
    pub fn bytes(&self, path: &Path, most: usize) -> io::Result<Vec<u8>> {
        self.check(path)?;
        super::read_bytes(path, most)
    }

    /// Reads the first `most` bytes of a calendar that a season names.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or is not one of the season's owner.
    pub fn calendar(&self, path: &Path, most: usize) -> Result<Vec<u8>, RefusedCalendar> {
        self.named.borrow_mut().insert(path.to_owned());
        if let (Some(folder), Some(owner)) = (&self.within, &self.owner) {
            let refused = || RefusedCalendar::AnotherOwner(owner.stem().to_owned());
            // The name alone decides first: nobody learns which files others have.
            if path_in(folder, path).is_some_and(|path| !owner.may_name(&path)) {
                return Err(refused());
            }
            self.check(path)?;
            let (real, folder) = (path.canonicalize()?, folder.canonicalize()?);
            if !real.strip_prefix(folder).is_ok_and(|path| owner.may_name(path)) {
                return Err(refused());
            }
        }
        Ok(self.bytes(path, most)?)
    }

    /// Records `path`, and refuses one that is not allowed.
    fn check(&self, path: &Path) -> io::Result<()> {
        self.named.borrow_mut().insert(path.to_owned());
        let Some(folder) = &self.within else { return Ok(()) };
        let real = path.canonicalize()?;
        // Reading a pipe or a device could block.
        if real.is_file() && real.starts_with(folder.canonicalize()?) {
            return Ok(());
        }
        Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "it is not a file of the folder that is served",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn what_lies_outside_is_not_read_whichever_way_it_is_named() {
        let outside = tempfile::tempdir().unwrap();
        let inside = tempfile::tempdir().unwrap();
        std::fs::write(outside.path().join("secret.toml"), "secret").unwrap();
        std::fs::write(inside.path().join("own.toml"), "own").unwrap();
        std::fs::create_dir(inside.path().join("sub")).unwrap();
        let link = |to: &Path, name: &str| std::os::unix::fs::symlink(to, inside.path().join(name)).unwrap();
        link(&outside.path().join("secret.toml"), "link.toml");
        link(outside.path(), "folder");
        link(&inside.path().join("own.toml"), "inner.toml");
        let allowed = AllowedPaths::within(inside.path());
        let read = |name: &str| allowed.bytes(&inside.path().join(name), 9).ok();
        let up = format!(
            "../{}/secret.toml",
            outside.path().file_name().unwrap().to_string_lossy()
        );
        for name in [
            "link.toml",
            "folder/secret.toml",
            &up,
            "sub",
            "none.toml",
            "/dev/null",
        ] {
            assert_eq!(read(name), None, "{name}");
        }
        for name in ["own.toml", "inner.toml", "sub/../own.toml"] {
            assert_eq!(read(name).unwrap(), b"own", "{name}");
        }
        assert!(allowed.into_named().len() > 6);
        assert_eq!(
            AllowedPaths::default()
                .bytes(&outside.path().join("secret.toml"), 9)
                .unwrap(),
            b"secret"
        );
    }
}
