//! No locked version has a fault that a security advisory is about: by the ranges in `tests/advisories.toml`, and by all of
//! RustSec's database where `LONGRUN_ADVISORY_DB` names a copy of it.

use std::env;
use std::fs;
use std::path::Path;
use std::str::FromStr;

use semver::{Op, Version, VersionReq};
use toml::{Table, Value};

use crate::sources;

/// An advisory on a package.
struct Advisory {
    id: String,
    package: String,
    /// The versions that have the fault mended.
    patched: Vec<VersionReq>,
    /// The versions that never had it.
    unaffected: Vec<VersionReq>,
    /// Versions that have it, in the list of this repository.
    faulty: Vec<Version>,
}

impl Advisory {
    /// An advisory with the ranges in `versions`.
    fn new(head: &Table, versions: &Table) -> Self {
        Advisory {
            id: text(head, "id").to_owned(),
            package: text(head, "package").to_owned(),
            patched: all(versions, "patched"),
            unaffected: all(versions, "unaffected"),
            faulty: all(versions, "faulty"),
        }
    }

    fn is_about(&self, package: &str, version: &Version) -> bool {
        let mut sound = self.patched.iter().chain(&self.unaffected);
        self.package == package && !sound.any(|range| range.matches(version))
    }

    /// The first version of each range that has the fault mended.
    fn first_patched(&self) -> Vec<Version> {
        let first = |range: &VersionReq| {
            let bounds = range.comparators.iter();
            let first = bounds
                .filter(|it| [Op::GreaterEq, Op::Caret].contains(&it.op))
                .map(|it| {
                    let mut version = Version::new(it.major, it.minor.unwrap_or(0), it.patch.unwrap_or(0));
                    version.pre = it.pre.clone();
                    version
                });
            first
                .max()
                .unwrap_or_else(|| panic!("{}: {range} begins nowhere", self.id))
        };
        self.patched.iter().map(first).collect()
    }
}

fn text<'a>(table: &'a Table, key: &str) -> &'a str {
    table.get(key).and_then(Value::as_str).unwrap_or("")
}

/// The values of a list of texts; none where there is no list.
fn all<T: FromStr<Err: std::fmt::Debug>>(table: &Table, key: &str) -> Vec<T> {
    let list = table.get(key).and_then(Value::as_array).into_iter().flatten();
    list.map(|value| value.as_str().unwrap().parse().unwrap())
        .collect()
}

/// Those in `tests/advisories.toml`.
fn listed() -> Vec<Advisory> {
    let listed = fs::read_to_string(sources::root().join("tests/advisories.toml")).unwrap();
    let listed: Table = listed.parse().unwrap();
    let rows = listed["advisory"].as_array().unwrap().iter();
    rows.map(|row| row.as_table().unwrap())
        .map(|row| Advisory::new(row, row))
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
                all.push(Advisory::new(head, versions));
            }
        }
    }
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

/// The faults among `packages`: the advisory, the package and its version.
fn faults(advisories: &[Advisory], packages: &[(String, Version)]) -> Vec<String> {
    let about = |(package, version): &(String, Version)| {
        let about = advisories.iter().filter(|it| it.is_about(package, version));
        about
            .map(|it| format!("{}: {package} {version}", it.id))
            .collect::<Vec<_>>()
    };
    packages.iter().flat_map(about).collect()
}

#[test]
fn no_locked_version_has_a_known_fault() {
    let mut advisories = listed();
    if let Some(database) = env::var_os("LONGRUN_ADVISORY_DB") {
        let database = of_database(Path::new(&database));
        assert!(
            database.len() > 500,
            "{} advisories are not the database",
            database.len()
        );
        advisories.extend(database);
    }
    for file in ["Cargo.lock", "fuzz/Cargo.lock"] {
        let packages = locked(file);
        assert!(packages.len() > 50, "{file} lists {} packages", packages.len());
        assert_eq!(faults(&advisories, &packages), Vec::<String>::new(), "{file}");
    }
}

#[test]
fn a_listed_advisory_is_about_a_package_of_ours_and_parts_its_last_faulty_version_from_the_patched_one() {
    let packages = locked("Cargo.lock");
    for advisory in listed() {
        let Advisory { id, package, .. } = &advisory;
        let is_ours = packages.iter().any(|(ours, _)| ours == package);
        assert!(is_ours, "{id}: {package} is no dependency any more");
        let patched = advisory.first_patched();
        assert_eq!(
            patched.len(),
            advisory.faulty.len(),
            "{id}: one before each range"
        );
        for (faulty, patched) in advisory.faulty.iter().zip(&patched) {
            assert!(faulty < patched, "{id}: {faulty} and {patched}");
            assert!(advisory.is_about(package, faulty), "{id}: {faulty} is faulty");
            assert!(!advisory.is_about(package, patched), "{id}: {patched} is patched");
            assert!(!advisory.is_about("another", faulty), "{id}");
        }
        // Versions from before the fault, and those of today.
        for range in &advisory.unaffected {
            let before = range
                .comparators
                .iter()
                .all(|it| [Op::Less, Op::LessEq].contains(&it.op));
            let is_found = advisory.is_about(package, &Version::new(0, 0, 0));
            assert!(before && !is_found, "{id}: {range} is from before the fault");
        }
    }
}

/// A page of the database.
fn page(head: &str, versions: &str) -> String {
    format!(
        "```toml\n[advisory]\n{head}date = \"2026-01-01\"\n\n[affected.functions]\n\"a::b\" = [\"< 1.2.3\"]\n\n[versions]\n{versions}```\n\n\
         # A fault\n\n```rust\nlet _ = 0;\n```\n"
    )
}

#[test]
fn a_copy_of_the_database_is_read_whole() {
    let database = tempfile::tempdir().unwrap();
    let write = |package: &str, number: &str, more: &str, versions: &str| {
        let folder = database.path().join("crates").join(package);
        fs::create_dir_all(&folder).unwrap();
        let head = format!("id = \"RUSTSEC-{number}\"\npackage = \"{package}\"\n{more}");
        fs::write(folder.join(format!("RUSTSEC-{number}.md")), page(&head, versions)).unwrap();
    };
    let mended = "patched = [\">= 1.2.3\", \">= 0.9.4, < 1.0.0\"]\nunaffected = [\"< 0.5.0\"]\n";
    write("stride", "2026-9001", "aliases = [\"CVE-2026-1\"]\n", mended);
    write("stride", "2026-9002", "", "patched = [\"^2.0.1\"]\n");
    write("pacer", "2026-9003", "", "patched = []\n");
    write(
        "laces",
        "2026-9004",
        "informational = \"unsound\"\n",
        "patched = []\n",
    );
    for (number, head) in [
        ("2026-9005", "informational = \"unmaintained\"\n"),
        ("2026-9006", "informational = \"notice\"\n"),
        ("2026-9007", "withdrawn = \"2026-02-01\"\n"),
    ] {
        write("socks", number, head, "patched = []\n");
    }
    // What else lies in such a folder.
    fs::write(database.path().join("README.md"), "# The database\n").unwrap();
    fs::write(database.path().join("crates/stride/.gitkeep"), "").unwrap();

    let advisories = of_database(database.path());
    assert_eq!(advisories.len(), 4);
    let found = |package: &str, version: &str| {
        let faults = faults(&advisories, &[(package.to_owned(), version.parse().unwrap())]);
        let ids = faults
            .iter()
            .map(|fault| fault["RUSTSEC-2026-".len()..][..4].to_owned());
        let mut ids: Vec<String> = ids.collect();
        ids.sort();
        ids.join(" ")
    };
    for (package, version, expected) in [
        ("stride", "1.2.2", "9001 9002"),
        ("stride", "1.2.3", "9002"),
        ("stride", "0.9.3", "9001 9002"),
        ("stride", "0.9.4", "9002"),
        ("stride", "0.4.9", "9002"),
        ("stride", "2.0.0", "9002"),
        ("stride", "2.0.1", ""),
        ("pacer", "7.0.0", "9003"),
        ("laces", "0.1.0", "9004"),
        ("socks", "0.1.0", ""),
        ("shoes", "1.2.2", ""),
    ] {
        assert_eq!(found(package, version), expected, "{package} {version}");
    }
}

#[test]
#[should_panic(expected = "is no advisory")]
fn a_page_without_its_block_is_no_advisory() {
    let database = tempfile::tempdir().unwrap();
    let folder = database.path().join("crates/stride");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("RUSTSEC-2026-9001.md"), "# A fault\n").unwrap();
    of_database(database.path());
}
