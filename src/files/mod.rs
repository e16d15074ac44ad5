//! Reading and writing files. Reads have a size limit; a write leaves either the old file or the new one, whole.
//!
//! - `source`: a plan's or a season's file as a text for diagnostics,
//! - `document`: the kind of a file; `season`: a season's file, with the plans and the calendars that it names; `external_busy`: those calendars,
//! - `allowed_paths`: the files that a season may name; `calendar_owner`: the calendars among them; `private`: files that only their owner may read;
//!   `busy_secret`: the secret behind busy calendars.

pub mod allowed_paths;
pub mod busy_secret;
pub mod calendar_owner;
mod document;
mod external_busy;
mod private;
pub mod season;
pub mod source;

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::document::LARGEST_FILE;
pub use document::Document;
pub use private::{OthersAccess, TemporaryCopy, make_private, others_access};

/// The reason why a text could not be read.
#[derive(Debug)]
pub enum ReadError {
    /// The system refused.
    Io(io::Error),
    /// The file is larger than [`LARGEST_FILE`]; the rest of it was not read.
    TooLarge,
    /// The file is not UTF-8. Holds the text before the first invalid byte.
    NotText(String),
}

/// The system's words for an error, without its number: "No such file or directory".
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}

/// The outcome of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// The file is new, or its content has changed.
    Changed,
    /// The file held these bytes already, and was not touched.
    Unchanged,
}

/// Reads a text of at most [`LARGEST_FILE`] bytes, without its byte order mark.
///
/// # Errors
///
/// When the file cannot be opened or read, is too large, or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, ReadError> {
    let file = File::open(path).map_err(ReadError::Io)?;
    let mut bytes = Vec::new();
    file.take(LARGEST_FILE as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(ReadError::Io)?;
    if bytes.len() > LARGEST_FILE {
        return Err(ReadError::TooLarge);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            Err(ReadError::NotText(
                String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned(),
            ))
        }
    }
}

/// Reads the first `most` bytes of a file.
///
/// # Errors
///
/// When the file cannot be opened or read.
pub fn read_bytes(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The `.toml` files of a folder, sorted by name, and broken links of that name. Subfolders are not searched. Hidden
/// files are left out: editors and file managers make them.
///
/// # Errors
///
/// When the folder cannot be listed.
pub fn toml_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        let is_toml = path.extension().is_some_and(|extension| extension == "toml");
        if is_toml && !is_hidden && (path.is_file() || (path.is_symlink() && !path.exists())) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// `true` if `path` is a folder.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// `true` if `path` exists.
pub fn exists(path: &Path) -> bool {
    path.exists()
}

/// The user's folder for application data: `XDG_DATA_HOME` or `~/.local/share` (XDG Base Directory Specification), on
/// macOS `~/Library/Application Support`, on Windows `%LOCALAPPDATA%`. `None` for a user without a home.
pub fn data_folder() -> Option<PathBuf> {
    let from_variable = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let home = || std::env::home_dir().filter(|home| home.is_absolute());
    if cfg!(windows) {
        return from_variable("LOCALAPPDATA");
    }
    if cfg!(target_os = "macos") {
        return home().map(|home| home.join("Library/Application Support"));
    }
    from_variable("XDG_DATA_HOME").or_else(|| home().map(|home| home.join(".local/share")))
}

/// Makes a folder and its missing parents.
///
/// # Errors
///
/// When the folder cannot be created.
pub fn make_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// The identity of a file, whatever it holds: a file that replaces another has another identity. On a system without
/// such numbers all files are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileId(u64, u64);

/// The identity of the file or folder at `path`, links followed.
///
/// # Errors
///
/// When nothing is there, or its metadata cannot be read.
pub fn identity(path: &Path) -> io::Result<FileId> {
    let found = fs::metadata(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Ok(FileId(found.dev(), found.ino()))
    }
    #[cfg(not(unix))]
    {
        let _ = found;
        Ok(FileId(0, 0))
    }
}

/// Resolves the absolute path that a write to `path` ends up at, following links.
///
/// # Errors
///
/// When its folder does not exist, or `path` is a broken link.
pub fn place(path: &Path) -> io::Result<PathBuf> {
    match (fs::canonicalize(path), path.file_name()) {
        (Err(error), Some(name)) if error.kind() == io::ErrorKind::NotFound => {
            if path.is_symlink() {
                let reason = "it is a link to a file that does not exist";
                return Err(io::Error::new(io::ErrorKind::NotFound, reason));
            }
            let folder = folder_of(path);
            let missing = |error: io::Error| {
                let reason = format!("the folder {} does not exist", folder.display());
                match error.kind() {
                    io::ErrorKind::NotFound => io::Error::new(io::ErrorKind::NotFound, reason),
                    _ => error,
                }
            };
            Ok(fs::canonicalize(folder).map_err(missing)?.join(name))
        }
        (found, _) => found,
    }
}

/// `true` for a regular file at `path`, `false` for a folder, pipe or device; `None` where nothing is.
///
/// # Errors
///
/// When the metadata cannot be read.
pub fn is_file(path: &Path) -> io::Result<Option<bool>> {
    match fs::metadata(path) {
        Ok(found) => Ok(Some(found.is_file())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// A temporary file beside its final place, which only its owner may read. Removed on drop.
#[derive(Debug)]
pub struct Beside {
    file: tempfile::TempPath,
    place: PathBuf,
}

impl Beside {
    /// Makes an empty file beside `place`.
    ///
    /// # Errors
    ///
    /// When the file cannot be created.
    pub fn new(place: &Path) -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".longrun-").suffix(".tmp");
        Ok(Beside {
            file: builder.tempfile_in(folder_of(place))?.into_temp_path(),
            place: place.to_owned(),
        })
    }

    /// The temporary path.
    pub fn path(&self) -> &Path {
        &self.file
    }

    /// Moves the file to its place in one step, replacing what was there.
    ///
    /// # Errors
    ///
    /// When the file cannot be moved; what was there is then untouched.
    pub fn keep(self) -> io::Result<()> {
        File::open(&self.file)?.sync_all()?;
        self.file.persist(&self.place).map_err(|error| error.error)?;
        #[cfg(unix)]
        File::open(folder_of(&self.place))?.sync_all()?;
        Ok(())
    }
}

/// The folder of the file at `path`.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// Reads the first `most` bytes of the regular file at `path`; `None` where nothing is, or a device or a pipe (e.g.
/// `/dev/null`).
///
/// # Errors
///
/// When the file cannot be read, or is a folder.
pub fn read_file(path: &Path, most: usize) -> io::Result<Option<Vec<u8>>> {
    match fs::metadata(path) {
        Ok(found) if found.is_file() || found.is_dir() => read_bytes(path, most).map(Some),
        Ok(_) => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes `bytes` to `path` so that a crash at any moment leaves the old file or the new one: first into a temporary
/// file beside it, synced to disk, then moved into its place. A file that holds these bytes already is not touched, so
/// that its watchers stay quiet. Links are followed. New files are readable for all, within the umask.
///
/// # Errors
///
/// When a step fails; the old file is then untouched.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<Written> {
    let target = match fs::metadata(path) {
        Ok(found) if !found.is_file() => {
            File::options().write(true).open(path)?.write_all(bytes)?;
            return Ok(Written::Changed);
        }
        Ok(found) => {
            if found.len() == bytes.len() as u64 && fs::read(path)? == bytes {
                return Ok(Written::Unchanged);
            }
            fs::canonicalize(path)?
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        Err(error) => return Err(error),
    };
    let folder = folder_of(&target);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".longrun-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o644));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(&target).map_err(|error| error.error)?;
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(Written::Changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_once_and_then_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("spring.ics");
        assert_eq!(write(&path, b"BEGIN:VCALENDAR").unwrap(), Written::Changed);
        let first = fs::metadata(&path).unwrap().modified().unwrap();
        assert_eq!(write(&path, b"BEGIN:VCALENDAR").unwrap(), Written::Unchanged);
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), first);
        assert_eq!(write(&path, b"BEGIN:VCALENDAR\n").unwrap(), Written::Changed);
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing else is left behind"
        );
    }

    #[cfg(unix)]
    #[test]
    fn others_can_read_it_and_a_link_stays_a_link() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.ics"), folder.path().join("b.ics"));
        write(&path, b"old").unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        write(&link, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o600, 0o600);
        assert_eq!(mode & 0o133, 0, "no more than 0644");
    }

    #[test]
    fn a_write_that_fails_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        assert!(write(&folder.path().join("no/such/folder.ics"), b"x").is_err());
        assert!(write(folder.path(), b"x").is_err());
    }

    #[test]
    fn only_files_are_read_before_they_are_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("spring.ics");
        assert_eq!(read_file(&path, 9).unwrap(), None);
        fs::write(&path, "BEGIN:VCALENDAR").unwrap();
        assert_eq!(read_file(&path, 9).unwrap().unwrap(), b"BEGIN:VCA");
        assert!(read_file(folder.path(), 9).is_err());
        #[cfg(unix)]
        assert_eq!(read_file(Path::new("/dev/null"), 9).unwrap(), None);
    }

    #[test]
    fn a_large_file_is_refused_unread_and_bytes_are_no_text() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        fs::write(&path, vec![b'#'; LARGEST_FILE + 1]).unwrap();
        assert!(matches!(read_text(&path), Err(ReadError::TooLarge)));
        fs::write(&path, b"title = \"\xff\"").unwrap();
        assert!(matches!(read_text(&path), Err(ReadError::NotText(before)) if before == "title = \""));
        fs::write(&path, "\u{feff}title").unwrap();
        assert_eq!(read_text(&path).unwrap(), "title");
    }
}
