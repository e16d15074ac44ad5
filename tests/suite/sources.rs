//! The project's own files, for tests that read them.

use std::fs;
use std::path::{Path, PathBuf};

/// The project's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Folders of other people's code or of a build's output.
const NOT_OURS: [&str; 5] = ["target", "node_modules", ".tools", ".git", "__pycache__"];

/// Every file of the project below `folder` whose name ends in `.extension`, sorted, relative to [`root`].
/// A missing folder has none.
pub(crate) fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    collect(&root().join(folder), extension, &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("a folder of the project can be listed").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            if !NOT_OURS.contains(&name.as_ref()) {
                collect(&path, extension, found);
            }
        } else if path.extension().is_some_and(|it| it == extension) {
            found.push(
                path.strip_prefix(root())
                    .expect("it lies below the root")
                    .to_path_buf(),
            );
        }
    }
}

/// The text of a file of the project, by its path relative to [`root`].
pub(crate) fn text(path: &Path) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
