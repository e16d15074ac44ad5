//! Which files a season may name. On a command line, whatever its owner can read; on a server, what lies in the folder
//! that is served, since seasons there may be written by others.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::ReadError;
use super::season::text_of;
use crate::diagnostic::{Diagnostic, Source};

/// A bound on what is read, which remembers what was asked for.
#[derive(Debug, Default)]
pub struct Reach {
    within: Option<PathBuf>,
    named: RefCell<BTreeSet<PathBuf>>,
}

impl Reach {
    /// Nothing outside of `folder`, wherever links lead.
    pub fn within(folder: &Path) -> Self {
        Reach {
            within: Some(folder.to_owned()),
            named: RefCell::default(),
        }
    }

    /// What was asked for, whether it could be read or not.
    pub fn into_named(self) -> BTreeSet<PathBuf> {
        self.named.into_inner()
    }

    /// Reads a text, or says what is wrong with it, and whether that is the environment's fault.
    ///
    /// # Errors
    ///
    /// As [`super::season::source`]; and when it lies outside.
    pub fn source(&self, path: &Path) -> Result<Arc<Source>, (Box<Diagnostic>, bool)> {
        let read = match self.check(path) {
            Ok(()) => super::read_text(path),
            Err(error) => Err(ReadError::Io(error)),
        };
        text_of(path, read)
    }

    /// Reads the first `most` bytes of a file.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or lies outside.
    pub fn bytes(&self, path: &Path, most: usize) -> io::Result<Vec<u8>> {
        self.check(path)?;
        super::read_bytes(path, most)
    }

    fn check(&self, path: &Path) -> io::Result<()> {
        self.named.borrow_mut().insert(path.to_owned());
        let Some(folder) = &self.within else { return Ok(()) };
        let real = path.canonicalize()?;
        // A pipe or a device would be waited for.
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
        let reach = Reach::within(inside.path());
        let read = |name: &str| reach.bytes(&inside.path().join(name), 9).ok();
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
        assert!(reach.into_named().len() > 6);
        assert_eq!(
            Reach::default()
                .bytes(&outside.path().join("secret.toml"), 9)
                .unwrap(),
            b"secret"
        );
    }
}
