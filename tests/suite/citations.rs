//! Every page, section and rule code that the project cites exists: in comments and messages of the code, in plans, in
//! scripts and in the documentation.
//!
//! A rule code is a letter of [`LETTERS`] with a number, such as `V3`, perhaps with a word behind it (`P13-hard`). The
//! tables of [`RULES`] define it in their first column.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::sources;

/// The pages whose tables define rule codes.
const RULES: [&str; 2] = ["docs/rules.md", "docs/design.md"];

/// First letters of rule codes: placement, races, strength, volume, interruptions.
const LETTERS: [char; 5] = ['P', 'R', 'T', 'V', 'I'];

/// The folders and files that cite, and the endings of their names.
const CITING: [(&str, &str); 9] = [
    ("src", "rs"),
    ("src", "sql"),
    ("tests", "rs"),
    ("tests", "sh"),
    ("tests", "py"),
    ("tests", "mjs"),
    ("benches", "rs"),
    ("plans", "toml"),
    ("examples", "toml"),
];

#[test]
fn every_cited_rule_is_defined() {
    let defined = defined_rules();
    assert!(defined.len() > 60, "{defined:?}");
    let mut faults = Vec::new();
    for (place, text) in citing_texts(comments) {
        for code in rule_codes(&text) {
            if !defined.contains(code) {
                faults.push(format!(
                    "{place}: {code} is in no table of {}",
                    RULES.join(" or ")
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_cited_page_and_section_exists() {
    let mut faults = Vec::new();
    for (place, text) in citing_texts(comments_and_strings) {
        for page in pages(&text) {
            if let Err(fault) = resolve(page, Path::new("docs")) {
                faults.push(format!("{place}: {fault}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_link_in_the_documentation_leads_somewhere() {
    let mut faults = Vec::new();
    for path in sources::files("", "md") {
        let folder = path.parent().unwrap_or(Path::new(""));
        let text = sources::text(&path);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        for link in links(&text) {
            let target = if link.starts_with('#') {
                format!("{name}{link}")
            } else {
                link
            };
            if let Err(fault) = resolve(&target, folder) {
                faults.push(format!("{}: {fault}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The pages that say where things are in the code.
const MAPS: [&str; 3] = ["docs/architecture.md", "docs/design.md", "CONTRIBUTING.md"];

#[test]
fn every_source_file_that_a_page_names_exists() {
    let files: Vec<PathBuf> = ["src", "tests", "benches", "fuzz"]
        .into_iter()
        .flat_map(|folder| ["rs", "py", "sh", "sql", "toml"].map(|extension| (folder, extension)))
        .flat_map(|(folder, extension)| sources::files(folder, extension))
        .collect();
    let is_there = |name: &str| match name.strip_suffix('/') {
        Some(folder) => files
            .iter()
            .any(|path| path.ancestors().any(|above| above.ends_with(folder))),
        None => files.iter().any(|path| path.ends_with(name)),
    };
    let mut faults = Vec::new();
    for page in MAPS {
        for name in source_files(&sources::text(Path::new(page))) {
            if !is_there(name) {
                faults.push(format!("{page}: there is no {name}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The names of source files in a text, with the end of their path if it is given, and the folders in code with a slash
/// at their end: `ical/`.
fn source_files(text: &str) -> Vec<&str> {
    let of_path = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-');
    let words = text
        .split(|c: char| !of_path(c))
        .map(|word| word.trim_end_matches('.'));
    let files = words.filter(|word| word.ends_with(".rs") && word.len() > 3);
    let in_code = text.split('`').skip(1).step_by(2);
    let folders =
        in_code.filter(|code| code.ends_with('/') && code.chars().all(of_path) && !code.contains('.'));
    files
        .chain(folders.filter(|folder| !["docs/", "plans/", "/feed/"].contains(folder)))
        .collect()
}

/// The codes in the first column of the tables of [`RULES`].
fn defined_rules() -> BTreeSet<String> {
    let mut defined = BTreeSet::new();
    for page in RULES {
        let text = sources::text(Path::new(page));
        let cells = text.lines().filter_map(|line| line.strip_prefix("| "));
        for cell in cells.filter_map(|row| row.split(" | ").next()) {
            defined.extend(rule_codes(cell).into_iter().map(str::to_owned));
        }
    }
    defined
}

/// The text of each file that may cite: of a page, a plan or a script all of it, of code what `of_code` finds.
fn citing_texts(of_code: fn(&str) -> String) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for (folder, extension) in CITING {
        for path in sources::files(folder, extension) {
            let text = sources::text(&path);
            let text = match (folder, extension) {
                ("src", "rs") => of_code(&text),
                // Strings of tests name pages and codes that are made up.
                (_, "rs") => comments(&text),
                _ => text,
            };
            texts.push((path.display().to_string(), text));
        }
    }
    for path in sources::files("", "md") {
        let text = sources::text(&path);
        texts.push((path.display().to_string(), text));
    }
    texts
}

/// The comments of Rust code.
fn comments(text: &str) -> String {
    let comment = |line: &str| match line.trim_start().strip_prefix("//") {
        Some(comment) => Some(format!("{comment}\n")),
        None => line.split_once(" // ").map(|(_, comment)| format!("{comment}\n")),
    };
    text.lines().filter_map(comment).collect()
}

/// The comments of Rust code, and the lines that hold a string.
fn comments_and_strings(text: &str) -> String {
    let strings: String = text.lines().filter(|line| line.contains('"')).collect();
    comments(text) + &strings
}

/// The rule codes in a text. A letter after a word, a colon or a slash begins none, as in `Ipv4Addr::V4`.
fn rule_codes(text: &str) -> Vec<&str> {
    let mut codes = Vec::new();
    let mut before = ' ';
    for (start, letter) in text.char_indices() {
        let begins = !before.is_alphanumeric() && !matches!(before, ':' | '/' | '_' | '-' | '.' | '%');
        before = letter;
        if !begins || !LETTERS.contains(&letter) {
            continue;
        }
        let rest = &text[start + 1..];
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let number_end = start + 1 + digits;
        let after = &text[number_end..];
        let next = after.strip_prefix(':').unwrap_or(after); // a time of day goes on: `T10:00`
        let continues = next.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':'));
        if (1..=2).contains(&digits) && !continues {
            let word = after.strip_prefix('-').map_or(0, |word| {
                word.find(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit() && c != '-')
                    .unwrap_or(word.len())
            });
            let end = if word > 0 {
                number_end + 1 + word
            } else {
                number_end
            };
            codes.push(&text[start..end]);
        }
    }
    codes
}

/// The pages that a text names, with their section if one is given: `docs/design.md#serving`. Those of other
/// projects' addresses are left out.
fn pages(text: &str) -> Vec<&str> {
    let of_path = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '#' | ':');
    let words = text.split(|c: char| !of_path(c));
    let pages = words.filter(|word| !word.contains("://"));
    pages
        .map(|word| word.trim_end_matches(['.', ':']))
        .filter(|word| !word.starts_with(".md"))
        .filter(|word| word.ends_with(".md") || word.contains(".md#"))
        .collect()
}

/// Finds the file of a cited page, from the project's folder or from `folder`, and the section in it.
fn resolve(cited: &str, folder: &Path) -> Result<PathBuf, String> {
    let (page, section) = cited.split_once('#').unwrap_or((cited, ""));
    let candidates = [folder.join(page), PathBuf::from(page)];
    let path = candidates
        .into_iter()
        .find(|path| sources::root().join(path).exists())
        .ok_or_else(|| format!("{page} does not exist"))?;
    if !section.is_empty() && !sections(&sources::text(&path)).contains(section) {
        return Err(format!("{} has no section #{section}", path.display()));
    }
    Ok(path)
}

/// The names by which the sections of a Markdown text are linked to, as GitHub makes them.
fn sections(text: &str) -> BTreeSet<String> {
    let mut sections = BTreeSet::new();
    for line in outside_of_code(text) {
        let title = line.trim_start_matches('#');
        if title.len() < line.len() && title.starts_with(' ') {
            let name: String = title
                .trim()
                .to_lowercase()
                .chars()
                .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
                .map(|c| if c == ' ' { '-' } else { c })
                .collect();
            let again = (1..).map(|number| format!("{name}-{number}"));
            let mut names = std::iter::once(name.clone()).chain(again);
            sections.extend(names.find(|name| !sections.contains(name)));
        }
    }
    sections
}

/// The lines of a Markdown text that are in no fenced block.
fn outside_of_code(text: &str) -> impl Iterator<Item = &str> {
    let mut in_code = false;
    text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        in_code ^= fence;
        !in_code && !fence
    })
}

/// The relative links of a Markdown text: `[…](HERE)`, outside of code.
fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    for line in outside_of_code(text) {
        // The even pieces stand outside of `code`.
        let line: String = line.split('`').step_by(2).collect();
        for after in line.split("](").skip(1) {
            let link = after.split([')', ' ']).next().unwrap_or_default();
            if !link.contains("://") && !link.starts_with("mailto:") {
                links.push(link.to_owned());
            }
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_codes_are_told_from_other_words() {
        assert_eq!(
            rule_codes("R13: quality (V7 to V9, P13-hard), T5-48."),
            ["R13", "V7", "V9", "P13-hard", "T5-48"]
        );
        assert_eq!(
            rule_codes("IpAddr::V4 DTSTART:20270419T100000 P1D T10:00 RFC V8_x iV3"),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn a_missing_page_or_section_is_a_fault() {
        assert_eq!(
            pages("See docs/design.md#serving, review.md. Not https://a.b/c.md"),
            ["docs/design.md#serving", "review.md"]
        );
        let docs = Path::new("docs");
        assert!(resolve("docs/design.md#the-rules", docs).is_ok());
        assert!(resolve("design.md", docs).is_ok());
        assert!(resolve("docs/design.md#nowhere", docs).is_err());
        assert!(resolve("docs/nothing.md", docs).is_err());
    }

    #[test]
    fn source_files_are_found_in_trees_and_in_code() {
        let text = "  zone.rs, vtimezone.rs  offsets. `a/b.rs` and `ical/`, `docs/x.md`.";
        assert_eq!(source_files(text), ["zone.rs", "vtimezone.rs", "a/b.rs", "ical/"]);
    }

    #[test]
    fn sections_are_named_as_github_names_them() {
        let text = "# What's a plan's week?\n## `[week]`\n```\n# no\n```\n## A\n## A\n";
        let names: Vec<String> = sections(text).into_iter().collect();
        assert_eq!(names, ["a", "a-1", "week", "whats-a-plans-week"]);
    }

    #[test]
    fn relative_links_are_found_outside_of_code() {
        let text = "See [a](docs/a.md#part \"title\") and [b](https://example.org/b).\n```\n[c](c.md)\n```\n![d](d.svg) `[e](e.md)` [`f`](f.md)";
        assert_eq!(links(text), ["docs/a.md#part", "d.svg", "f.md"]);
    }
}
