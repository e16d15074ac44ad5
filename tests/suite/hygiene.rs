//! Small things that make a project trustworthy to read.

use std::path::Path;

use crate::sources;

/// Names that say nothing of what is inside.
const EMPTY_NAMES: [&str; 7] = ["util", "utils", "helper", "helpers", "manager", "common", "misc"];

#[test]
fn a_files_name_says_what_is_in_it() {
    for path in ["src", "tests", "benches"]
        .into_iter()
        .flat_map(|folder| sources::files(folder, "rs"))
    {
        for part in path.with_extension("").iter() {
            let name = part.to_string_lossy();
            assert!(
                !EMPTY_NAMES.contains(&name.as_ref()),
                "{}: what is it for?",
                path.display()
            );
        }
    }
}

#[test]
fn nothing_is_left_to_do_in_the_code() {
    for path in ["src", "benches"]
        .into_iter()
        .flat_map(|folder| sources::files(folder, "rs"))
    {
        for (number, line) in sources::text(&path).lines().enumerate() {
            let open = ["TODO", "FIXME", "XXX"].iter().find(|word| line.contains(*word));
            assert_eq!(
                open,
                None,
                "{}:{}: do it, or make it an issue",
                path.display(),
                number + 1
            );
        }
    }
}

#[test]
fn every_link_in_the_documentation_leads_somewhere() {
    let mut faults = Vec::new();
    for path in sources::files("", "md") {
        for link in links(&sources::text(&path)) {
            let target = link.split('#').next().unwrap_or_default();
            let folder = path.parent().unwrap_or(Path::new(""));
            if !target.is_empty() && !sources::root().join(folder).join(target).exists() {
                faults.push(format!("{}: {link} does not exist", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The relative links of a Markdown text: `[…](HERE)`, outside of code.
fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    let mut in_code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        // The even pieces stand outside of `code`.
        for piece in line.split('`').step_by(2).filter(|_| !in_code) {
            for after in piece.split("](").skip(1) {
                let link = after.split([')', ' ']).next().unwrap_or_default();
                if !link.contains("://") && !link.starts_with("mailto:") {
                    links.push(link.to_owned());
                }
            }
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_links_are_found_outside_of_code() {
        let text = "See [a](docs/a.md#part \"title\") and [b](https://example.org/b).\n```\n[c](c.md)\n```\n![d](d.svg) `[e](e.md)`";
        assert_eq!(links(text), ["docs/a.md#part", "d.svg"]);
    }
}
