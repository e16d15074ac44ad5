//! Compares the table of rules in `docs/design.md` with the code.

use std::path::Path;

use crate::sources;

const PAGE: &str = "docs/design.md";
const RULES: &str = "src/schedule/rules/mod.rs";

/// The rows of the table, from the lines of the `rules!` macro: `NAME = "ID", Some(20), "text", "source";`.
fn rows(source: &str) -> Vec<String> {
    let body = source
        .split_once("\nrules! {\n")
        .and_then(|(_, after)| after.split_once("\n}"))
        .map(|(body, _)| body)
        .expect("the rules stand in one macro");
    let mut rows = Vec::new();
    for rule in body.split(";\n") {
        let strings: Vec<&str> = rule.split('"').skip(1).step_by(2).collect();
        let [id, text, by] = strings.as_slice() else {
            panic!("this is not a rule with id, text and source: {rule}");
        };
        let weight = match rule
            .split_once("Some(")
            .and_then(|(_, after)| after.split_once(')'))
        {
            Some((points, _)) => points,
            None => "hard",
        };
        rows.push(format!("| {id} | {weight} | {text} | {by} |"));
    }
    rows
}

#[test]
fn the_page_has_the_rules_of_the_code() {
    let expected = rows(&sources::text(Path::new(RULES)));
    assert!(expected.len() > 30, "{expected:#?}");
    let page = sources::text(Path::new(PAGE));
    let ids: Vec<&str> = expected
        .iter()
        .filter_map(|row| row.split(" | ").next())
        .collect();
    let found: Vec<&str> = page
        .lines()
        .filter(|line| {
            ids.iter().any(|id| line.starts_with(&format!("{id} | "))) || line.contains(" | hard | ")
        })
        .collect();
    assert_eq!(
        found,
        expected,
        "the table of {PAGE} should be\n{}",
        expected.join("\n")
    );
}
