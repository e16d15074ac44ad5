//! The module layers: which module may import which (`docs/architecture.md`).
//!
//! ```text
//! cli → web → watch → store → files, clock → review → history → calendar → schedule → season → plan → document →
//! ical → diagnostic → workout, pace → units, color, words, limits
//! ```

use std::collections::BTreeSet;
use std::path::Path;

use crate::sources;

/// The top-level modules, uppermost layer first. A module may use those of its own layer and of every layer below.
const LAYERS: [&[&str]; 16] = [
    &["cli"],
    &["web"],
    &["watch"],
    &["store"],
    &["files", "clock"],
    &["review"],
    &["history"],
    &["calendar"],
    &["schedule"],
    &["season"],
    &["plan"],
    &["document"],
    &["ical"],
    &["diagnostic"],
    &["workout", "pace"],
    &["units", "color", "words", "limits"],
];

/// Files over [`LONG`] lines, each with the reason why it is one file.
const LONG_FILES: [(&str, &str); 6] = [
    (
        "src/calendar/identity.rs",
        "every form of UID is printed and read in this file alone",
    ),
    (
        "src/cli/check/text.rs",
        "one report: its table, its totals and its findings share columns, colours and wrapping",
    ),
    (
        "src/cli/plans/full.rs",
        "one page: the rows of a plan, and below them the notes that the rows refer to",
    ),
    (
        "src/cli/show/table.rs",
        "one table: its rows, and the legend of what the rows hold",
    ),
    (
        "src/schedule/place/oracle_tests.rs",
        "two slow searches and the instances they share are read side by side",
    ),
    (
        "tests/suite/revisions/chains/follow.rs",
        "each promise is a check of one export by what was published before, which they share",
    ),
];

/// The most lines of a file without a reason.
const LONG: usize = 400;

/// The most lines of `main.rs`.
const LONG_MAIN: usize = 50;

#[test]
fn no_module_uses_one_above_it() {
    let mut faults = Vec::new();
    for path in sources::files("src", "rs") {
        faults.extend(faults_in(&path, &sources::text(&path)));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn main_is_short() {
    let lines = sources::text(Path::new("src/main.rs")).lines().count();
    assert!(
        lines < LONG_MAIN,
        "src/main.rs has {lines} lines: it parses, runs and exits, the rest lies elsewhere"
    );
}

#[test]
fn a_long_file_has_a_reason() {
    let files = ["src", "tests", "benches"]
        .into_iter()
        .flat_map(|folder| sources::files(folder, "rs"));
    let long: Vec<(String, usize)> = files
        .map(|path| {
            (
                path.to_string_lossy().replace('\\', "/"),
                sources::text(&path).lines().count(),
            )
        })
        .filter(|(_, lines)| *lines > LONG)
        .collect();
    let mut faults = Vec::new();
    for (path, lines) in &long {
        if !LONG_FILES
            .iter()
            .any(|(listed, reason)| listed == path && !reason.is_empty())
        {
            faults.push(format!(
                "{path} has {lines} lines: split it, or give the reason in LONG_FILES"
            ));
        }
    }
    for (listed, _) in LONG_FILES {
        if !long.iter().any(|(path, _)| path == listed) {
            faults.push(format!(
                "{listed} has no more than {LONG} lines: take it off LONG_FILES"
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The imports in one file of `src/` that run against the layers, as sentences.
fn faults_in(path: &Path, text: &str) -> Vec<String> {
    let Some((module, depth)) = place(path) else {
        return Vec::new();
    };
    let shown = path.display();
    let Some(layer) = layer_of(&module) else {
        return vec![format!(
            "{shown}: the module `{module}` is new: add it to LAYERS in {}",
            file!()
        )];
    };
    let tokens = tokens(text);
    let mut faults = Vec::new();
    for used in uses(&tokens, depth) {
        match layer_of(&used) {
            Some(other) if other >= layer => {}
            Some(_) => faults.push(format!("{shown}: `{module}` uses `{used}`, which stands above it")),
            None => faults.push(format!(
                "{shown}: `crate::{used}` is no module of LAYERS in {}: add it there, or name the module it is from",
                file!()
            )),
        }
    }
    faults
}

/// The top-level module of a file, and the number of `super`s that lead from it to the crate's root. `lib.rs`
/// and `main.rs` are the root: they may use everything.
fn place(path: &Path) -> Option<(String, usize)> {
    let below: Vec<String> = path
        .strip_prefix("src")
        .ok()?
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    let (file, folders) = below.split_last()?;
    let stem = file.strip_suffix(".rs")?;
    if folders.is_empty() {
        return (stem != "lib" && stem != "main").then(|| (stem.to_owned(), 1));
    }
    let own = usize::from(stem != "mod");
    Some((folders[0].clone(), folders.len() + own))
}

fn layer_of(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// The top-level names that a file's paths begin with: `crate::NAME`, `crate::{NAME, …}`, and `super::…::NAME` where it
/// climbs to the root and NAME is a module (deeper `super`s, as in a file's `mod tests`, are taken to climb no further).
fn uses(tokens: &[&str], depth: usize) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    let mut at = 0;
    while at < tokens.len() {
        let continues_a_path = at > 0 && tokens[at - 1] == "::";
        if tokens[at] == "crate" && !continues_a_path && tokens.get(at + 1) == Some(&"::") {
            used.extend(heads(&tokens[at + 2..]));
        }
        if tokens[at] == "super" && !continues_a_path {
            let mut climbed = 0;
            while tokens.get(at) == Some(&"super") && tokens.get(at + 1) == Some(&"::") {
                climbed += 1;
                at += 2;
            }
            if climbed >= depth {
                used.extend(
                    heads(&tokens[at..])
                        .into_iter()
                        .filter(|name| layer_of(name).is_some()),
                );
            }
        }
        at += 1;
    }
    used
}

/// The first names of a path's rest: one, or those of a group in braces.
fn heads(tokens: &[&str]) -> Vec<String> {
    if tokens.first() != Some(&"{") {
        return tokens
            .first()
            .filter(|token| is_name(token))
            .map(|token| (*token).to_owned())
            .into_iter()
            .collect();
    }
    let mut heads = Vec::new();
    let (mut nesting, mut expects) = (0_usize, false);
    for token in tokens {
        match *token {
            "{" => {
                nesting += 1;
                expects = nesting == 1;
            }
            "}" => {
                nesting -= 1;
                if nesting == 0 {
                    break;
                }
            }
            "," if nesting == 1 => expects = true,
            name if expects && is_name(name) => {
                heads.push(name.to_owned());
                expects = false;
            }
            _ => {}
        }
    }
    heads
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_') && token != "self"
}

/// Names, `::` and single signs; comments and the insides of literals are left out.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if let Some(length) = raw_string(rest) {
            length
        } else if first == '"' {
            quoted(rest, '"')
        } else if first == '\'' {
            character(rest)
        } else if first.is_alphanumeric() || first == '_' {
            let length = rest
                .find(|it: char| !it.is_alphanumeric() && it != '_')
                .unwrap_or(rest.len());
            tokens.push(&rest[..length]);
            length
        } else {
            let length = if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            if !first.is_whitespace() {
                tokens.push(&rest[..length]);
            }
            length
        };
        rest = &rest[length..];
    }
    tokens
}

/// The length of a block comment; they nest.
fn block_comment(text: &str) -> usize {
    let (mut at, mut nesting) = (0, 0_usize);
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            nesting += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            nesting -= 1;
            at += 2;
            if nesting == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    at
}

/// The length of `r"…"`, `r#"…"#`, `br#"…"#`, if the text begins with one.
fn raw_string(text: &str) -> Option<usize> {
    let after = text
        .strip_prefix("br")
        .or_else(|| text.strip_prefix("cr"))
        .or_else(|| text.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let inside = after[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let length = inside.find(&end).map_or(inside.len(), |at| at + end.len());
    Some(text.len() - inside.len() + length)
}

/// The length of a literal that ends with an unescaped `quote`.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, sign) in text.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if sign == '\\' {
            escaped = true;
        } else if sign == quote {
            return at + sign.len_utf8();
        }
    }
    text.len()
}

/// The length of a character literal, or of the quote alone if this is a lifetime.
fn character(text: &str) -> usize {
    let mut signs = text.chars().skip(1);
    match (signs.next(), signs.next()) {
        (Some('\\'), _) => quoted(text, '\''),
        (Some(sign), Some('\'')) => 2 + sign.len_utf8(),
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(path: &str, text: &str) -> usize {
        faults_in(Path::new(path), text).len()
    }

    #[test]
    fn a_path_that_runs_back_is_found_in_every_spelling() {
        for text in [
            "use crate::calendar::Feed;",
            "use crate::{color::Color, calendar::{Feed, zone}};",
            "pub(crate) use crate :: calendar;",
            "fn f() { let x = crate::calendar::feed(); }",
            "fn f(x: &'static str) -> crate::cli::Exit { todo!() }",
            "const QUOTE: char = '\"'; use crate::calendar::Feed; const OTHER: char = '\"';",
            r##"const RAW: &str = r#"a " quote"#; use crate::season::Season;"##,
        ] {
            assert_eq!(faults("src/plan/model.rs", text), 1, "{text}");
        }
        assert_eq!(
            faults("src/plan/model.rs", "use super::super::season::Season;"),
            1
        );
        assert_eq!(faults("src/plan/mod.rs", "use super::season::Season;"), 1);
        assert_eq!(faults("src/units.rs", "use super::{color, plan};"), 1);
    }

    #[test]
    fn imports_along_the_layers_pass() {
        for text in [
            "use crate::units::Distance; use crate::{document, workout::{self, Step}};",
            "use crate::plan::library;",
            "/// See [`crate::calendar`].\n// use crate::calendar;\n/* crate::calendar /* nested */ crate::cli::x */",
            r#"const TEXT: &str = "crate::calendar \" crate::calendar";"#,
            "use super::shape::PlanShape; use super::super::model; mod tests { use super::*; }",
            "use other::crate_name; use serde::Deserialize;",
        ] {
            assert_eq!(
                faults_in(Path::new("src/plan/file.rs"), text),
                Vec::<String>::new()
            );
        }
        assert_eq!(faults("src/workout/mod.rs", "use crate::pace::Paces;"), 0);
        assert_eq!(faults("src/pace.rs", "use crate::workout::Effort;"), 0);
        assert_eq!(faults("src/lib.rs", "pub use crate::cli::run;"), 0);
    }

    #[test]
    fn an_unlisted_module_is_reported() {
        let faults = faults_in(Path::new("src/weather/mod.rs"), "");
        assert!(
            faults[0].contains("`weather` is new: add it to LAYERS"),
            "{faults:?}"
        );
        let faults = faults_in(Path::new("src/cli/export.rs"), "use crate::Feed;");
        assert!(faults[0].contains("`crate::Feed` is no module"), "{faults:?}");
    }
}
