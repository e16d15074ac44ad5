//! Checks that every dependency, on every platform, has a licence that is allowed here.

use std::env;
use std::process::Command;

use serde_json::Value;

use crate::sources;

/// The allowed licences: those that ask for attribution only, and those without conditions.
const ALLOWED: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

#[test]
fn every_dependency_has_an_allowed_licence() {
    let metadata = metadata();
    let packages = metadata["packages"]
        .as_array()
        .expect("cargo metadata lists packages");
    assert!(
        packages.len() > 50,
        "only {} packages: this is not all of them",
        packages.len()
    );
    let faults: Vec<String> = packages.iter().filter_map(fault).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The output of `cargo metadata` for the locked packages of all platforms. It works offline after `cargo fetch`;
/// otherwise the packages of other platforms are fetched.
fn metadata() -> Value {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let arguments = ["metadata", "--format-version", "1", "--locked"];
    let run = |more: &[&str]| {
        Command::new(&cargo)
            .args(arguments)
            .args(more)
            .current_dir(sources::root())
            .output()
            .expect("cargo runs")
    };
    let mut output = run(&["--offline"]);
    if !output.status.success() {
        output = run(&[]);
    }
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON")
}

/// The fault of a package's licence, if it has one.
fn fault(package: &Value) -> Option<String> {
    let name = format!("{} {}", package["name"].as_str()?, package["version"].as_str()?);
    let Some(licence) = package["license"].as_str() else {
        return Some(format!("{name} names no licence"));
    };
    match allowed(licence) {
        Ok(true) => None,
        Ok(false) => Some(format!("{name} is under {licence}, which is not allowed")),
        Err(why) => Some(format!("{name}: `{licence}` cannot be read: {why}")),
    }
}

/// Decides if an SPDX expression can be satisfied with [`ALLOWED`] licences alone. `/` is the old way to write OR.
fn allowed(expression: &str) -> Result<bool, String> {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut parser = Parser { words: &words };
    let satisfied = parser.any()?;
    match parser.words.first() {
        None => Ok(satisfied),
        Some(word) => Err(format!("`{word}` is one too many")),
    }
}

/// A parser of SPDX expressions that only decides if they are satisfied. AND binds tighter than OR.
struct Parser<'a> {
    words: &'a [&'a str],
}

impl<'a> Parser<'a> {
    fn any(&mut self) -> Result<bool, String> {
        let mut satisfied = self.all()?;
        while self.take("OR") {
            satisfied |= self.all()?;
        }
        Ok(satisfied)
    }

    fn all(&mut self) -> Result<bool, String> {
        let mut satisfied = self.one()?;
        while self.take("AND") {
            satisfied &= self.one()?;
        }
        Ok(satisfied)
    }

    fn one(&mut self) -> Result<bool, String> {
        if self.take("(") {
            let satisfied = self.any()?;
            return if self.take(")") {
                Ok(satisfied)
            } else {
                Err("a `(` is not closed".to_owned())
            };
        }
        let licence = self.name()?;
        if !self.take("WITH") {
            return Ok(ALLOWED.contains(&licence));
        }
        // An exception only permits more, but ALLOWED lists those that somebody has read.
        let exception = self.name()?;
        Ok(ALLOWED.contains(&format!("{licence} WITH {exception}").as_str()))
    }

    fn name(&mut self) -> Result<&'a str, String> {
        let (first, rest) = self.words.split_first().ok_or("it ends too early")?;
        if ["OR", "AND", "WITH", "(", ")"].contains(first) {
            return Err(format!("`{first}` stands where a licence should"));
        }
        self.words = rest;
        Ok(first)
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.words.first() == Some(&word);
        if found {
            self.words = &self.words[1..];
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn expressions_are_evaluated_by_the_rules_of_spdx() {
        for (expression, satisfied) in [
            ("MIT", true),
            ("GPL-3.0-only", false),
            ("MIT OR GPL-3.0-only", true),
            ("MIT AND GPL-3.0-only", false),
            ("GPL-3.0-only OR MIT AND ISC", true),
            ("(GPL-3.0-only OR MIT) AND MPL-2.0", false),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
            ("Apache-2.0/MIT", true),
            ("Unlicense/GPL-2.0", true),
            ("Apache-2.0 WITH LLVM-exception OR GPL-3.0-only", true),
            ("GPL-2.0 WITH Classpath-exception-2.0", false),
        ] {
            assert_eq!(allowed(expression), Ok(satisfied), "{expression}");
        }
    }

    #[test]
    fn an_expression_that_cannot_be_read_is_a_fault() {
        for expression in ["", "MIT OR", "(MIT", "MIT Apache-2.0", "AND MIT", "MIT)"] {
            assert!(allowed(expression).is_err(), "{expression}");
        }
    }

    #[test]
    fn a_package_without_an_allowed_licence_is_named() {
        let package = |licence: Value| json!({ "name": "zones", "version": "1.0.0", "license": licence });
        assert_eq!(fault(&package(json!("MIT"))), None);
        assert_eq!(
            fault(&package(json!("GPL-3.0-only"))).as_deref(),
            Some("zones 1.0.0 is under GPL-3.0-only, which is not allowed")
        );
        assert_eq!(
            fault(&package(Value::Null)).as_deref(),
            Some("zones 1.0.0 names no licence")
        );
    }
}
