//! What a fuzzer asserts of each reader, without a fuzzer: on what one has found before, and on the files of the repository.

use std::fs;
use std::path::{Path, PathBuf};

use crate::sources;

#[path = "../../fuzz/src/targets.rs"]
mod targets;

use targets::{TARGETS, Target};

fn target(name: &str) -> Target {
    let found = TARGETS.iter().find(|(known, _)| *known == name);
    found.unwrap_or_else(|| panic!("no target {name}")).1
}

/// The files of a folder, sorted; none where there is no folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    found.sort();
    found
}

#[test]
fn what_a_fuzzer_found_stays_mended() {
    let folder = sources::root().join("fuzz/regressions");
    let mut cases = 0;
    for (name, target) in TARGETS {
        for path in files(&folder.join(name)) {
            eprintln!("{}", path.display());
            target(&fs::read(path).unwrap());
            cases += 1;
        }
    }
    assert!(cases >= TARGETS.len(), "each target has a case: {cases}");
}

#[test]
fn the_files_of_the_repository_hold_what_is_fuzzed() {
    let of = |folder: &str| files(&sources::root().join(folder));
    for (name, paths) in [
        ("plan", of("plans")),
        ("season", of("examples")),
        ("ics", of("tests/interop/broken")),
    ] {
        assert!(!paths.is_empty(), "no files for {name}");
        for path in paths {
            target(name)(&fs::read(path).unwrap());
        }
    }
    for case in fs::read_dir(sources::root().join("tests/cases")).unwrap() {
        let calendar = case.unwrap().path().join("expected.ics");
        if let Ok(bytes) = fs::read(calendar) {
            target("ledger")(&bytes);
            target("ics")(&bytes);
        }
    }
}
