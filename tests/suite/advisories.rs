//! No locked version has a fault that a security advisory is about: by the ranges in `tests/advisories.toml`, and by all of
//! RustSec's database where `LONGRUN_ADVISORY_DB` names a copy of it.

use std::env;
use std::fs;
use std::path::Path;

use semver::{Version, VersionReq};
use toml::{Table, Value};

use crate::sources;

/// An advisory on a package.
struct Advisory {
    id: String,
    package: String,
    /// The versions that do not have the fault.
    sound: Vec<VersionReq>,
}

impl Advisory {
    fn is_about(&self, package: &str, version: &Version) -> bool {
        self.package == package && !self.sound.iter().any(|range| range.matches(version))
    }
}

fn text<'a>(table: &'a Table, key: &str) -> &'a str {
    table.get(key).and_then(Value::as_str).unwrap_or("")
}

/// The versions without the fault.
fn ranges(table: &Table) -> Vec<VersionReq> {
    let lists = ["patched", "unaffected"].map(|key| table.get(key).and_then(Value::as_array));
    let all = lists.into_iter().flatten().flatten();
    all.map(|range| range.as_str().unwrap().parse().unwrap())
        .collect()
}

/// Those in `tests/advisories.toml`.
fn listed() -> Vec<Advisory> {
    let listed = fs::read_to_string(sources::root().join("tests/advisories.toml")).unwrap();
    let listed: Table = listed.parse().unwrap();
    let advisory = |row: &Value| {
        let row = row.as_table().unwrap();
        Advisory {
            id: text(row, "id").to_owned(),
            package: text(row, "package").to_owned(),
            sound: ranges(row),
        }
    };
    listed["advisory"]
        .as_array()
        .unwrap()
        .iter()
        .map(advisory)
        .collect()
}

/// Those of a copy of the database: `crates/PACKAGE/RUSTSEC-*.md`, each with a block of TOML before its text. Advisories
/// that were withdrawn, and those that only say that a package has no maintainer, are left out.
fn of_database(database: &Path) -> Vec<Advisory> {
    let entries = |folder: &Path| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut all = Vec::new();
    for package in entries(&database.join("crates")).filter(|path| path.is_dir()) {
        for path in entries(&package).filter(|path| path.extension().is_some_and(|it| it == "md")) {
            let written = fs::read_to_string(&path).unwrap();
            let block = written
                .split("```")
                .nth(1)
                .and_then(|block| block.strip_prefix("toml"));
            let block: Table = block.unwrap_or_default().parse().unwrap();
            let (Some(head), Some(versions)) = (
                block.get("advisory").and_then(Value::as_table),
                block.get("versions").and_then(Value::as_table),
            ) else {
                panic!("{} is no advisory", path.display());
            };
            let is_remark = ["unmaintained", "notice"].contains(&text(head, "informational"));
            if !head.contains_key("withdrawn") && !is_remark {
                all.push(Advisory {
                    id: text(head, "id").to_owned(),
                    package: text(head, "package").to_owned(),
                    sound: ranges(versions),
                });
            }
        }
    }
    assert!(all.len() > 500, "{} advisories are not the database", all.len());
    all
}

/// The packages of a lock file with their versions.
fn locked(file: &str) -> Vec<(String, Version)> {
    let lock: Table = fs::read_to_string(sources::root().join(file))
        .unwrap()
        .parse()
        .unwrap();
    let package = |package: &Value| {
        let package = package.as_table().unwrap();
        (
            text(package, "name").to_owned(),
            text(package, "version").parse().unwrap(),
        )
    };
    lock["package"].as_array().unwrap().iter().map(package).collect()
}

#[test]
fn no_locked_version_has_a_known_fault() {
    let mut advisories = listed();
    if let Some(database) = env::var_os("LONGRUN_ADVISORY_DB") {
        advisories.extend(of_database(Path::new(&database)));
    }
    for file in ["Cargo.lock", "fuzz/Cargo.lock"] {
        let packages = locked(file);
        assert!(packages.len() > 50, "{file} lists {} packages", packages.len());
        for (package, version) in packages {
            let fault = advisories.iter().find(|it| it.is_about(&package, &version));
            let id = fault.map(|advisory| advisory.id.as_str());
            assert_eq!(id, None, "{package} {version} in {file} has a known fault");
        }
    }
}

#[test]
fn every_listed_advisory_is_about_a_package_of_ours_and_is_found_in_an_old_version() {
    let packages = locked("Cargo.lock");
    for advisory in listed() {
        let is_ours = packages.iter().any(|(package, _)| *package == advisory.package);
        assert!(
            is_ours,
            "{}: {} is no dependency any more",
            advisory.id, advisory.package
        );
        let faulty = ["0.0.1", "0.6.0", "0.9.7", "0.15.0", "0.4.10", "0.10.0"];
        let finds = |version: &&str| advisory.is_about(&advisory.package, &version.parse().unwrap());
        assert!(faulty.iter().any(finds), "{} finds nothing", advisory.id);
    }
}
