//! The file of the secret behind the UIDs of exported busy calendars. It is kept apart from them, since they are given away.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{data_folder, make_folder, read_bytes};

/// The file in the folder for data.
const FILE: &str = "busy.key";

/// The digits of the secret in its file.
const DIGITS: usize = 64;

/// The usual place of the secret: `longrun/busy.key` in the user's folder for data; `None` for a user without one.
pub fn usual_place() -> Option<PathBuf> {
    Some(data_folder()?.join("longrun").join(FILE))
}

/// The secret that the file at `path` holds. Without a file it is made of `random` bytes, and only its owner may read it.
///
/// # Errors
///
/// When the file cannot be read or made, or holds something else.
pub fn read_or_make(path: &Path, random: impl FnOnce() -> io::Result<[u8; 32]>) -> io::Result<[u8; 32]> {
    match read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        read => return read,
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    make_folder(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    let digits: String = random()?.iter().map(|byte| format!("{byte:02x}")).collect();
    writeln!(file, "{digits}")?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(path) {
        // Another export was faster: its secret is everybody's.
        Err(error) if error.error.kind() != io::ErrorKind::AlreadyExists => return Err(error.error),
        _ => {}
    }
    read(path)
}

fn read(path: &Path) -> io::Result<[u8; 32]> {
    let bytes = read_bytes(path, DIGITS + 2)?;
    secret(bytes.trim_ascii()).ok_or_else(|| {
        let reason = format!("it holds no key, which is {DIGITS} hexadecimal digits");
        io::Error::new(io::ErrorKind::InvalidData, reason)
    })
}

fn secret(digits: &[u8]) -> Option<[u8; 32]> {
    let digit = |at: usize| digits.get(at).and_then(|digit| char::from(*digit).to_digit(16));
    let mut secret = [0; 32];
    for (at, byte) in secret.iter_mut().enumerate() {
        *byte = u8::try_from(digit(2 * at)? * 16 + digit(2 * at + 1)?).ok()?;
    }
    (digits.len() == DIGITS).then_some(secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_made_once_and_read_from_then_on() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("deep/busy.key");
        assert_eq!(read_or_make(&path, || Ok([7; 32])).unwrap(), [7; 32]);
        assert_eq!(read_or_make(&path, || Ok([8; 32])).unwrap(), [7; 32]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{mode:o}");
        }
        let left = std::fs::read_dir(path.parent().unwrap()).unwrap().count();
        assert_eq!(left, 1);
    }

    #[test]
    fn another_file_is_left_as_it_is() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("busy.key");
        for other in ["", "07", &"g".repeat(64), &"0".repeat(65)] {
            std::fs::write(&path, other).unwrap();
            let error = read_or_make(&path, || Ok([7; 32])).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidData, "{other:?}");
            assert_eq!(std::fs::read_to_string(&path).unwrap(), other);
        }
    }
}
