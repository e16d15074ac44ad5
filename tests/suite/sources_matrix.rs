//! Checks the table of `docs/sources.md`: each wish of a source article is met by a file that comes with the program,
//! which contains the text in the last column.

use std::collections::BTreeSet;
use std::path::Path;

use crate::sources;
use crate::world::World;

const PAGE: &str = "docs/sources.md";

/// The rows: the article, its wish, the means, the file, the text in it.
fn rows() -> Vec<[String; 5]> {
    let page = sources::text(Path::new(PAGE));
    let lines = page.lines().filter(|line| line.starts_with("| S"));
    lines
        .map(|line| {
            let cells: Vec<String> = line
                .trim_matches('|')
                .split(" | ")
                .map(|cell| cell.trim().to_owned())
                .collect();
            <[String; 5]>::try_from(cells).unwrap_or_else(|cells| panic!("{PAGE}: {cells:?}"))
        })
        .collect()
}

/// `[path](../path)`
fn path(cell: &str) -> &str {
    let (shown, link) = cell
        .trim_matches(['[', ')'])
        .split_once("](../")
        .unwrap_or_else(|| panic!("{PAGE}: {cell} is no link"));
    assert_eq!(shown, link, "{PAGE}");
    link
}

fn quoted(cell: &str) -> &str {
    cell.trim_start_matches("`` ").trim_end_matches(" ``")
}

/// The text without its comments.
fn has(file: &str, text: &str) -> bool {
    sources::text(Path::new(file))
        .lines()
        .any(|line| line.contains(text))
}

#[test]
fn every_row_has_a_line_in_its_file() {
    let rows = rows();
    assert!(rows.len() >= 55, "only {} rows are left", rows.len());
    for [article, asks, how, file, text] in &rows {
        let (file, text) = (path(file), quoted(text));
        assert!(
            !asks.is_empty() && !how.is_empty() && text.len() >= 8,
            "{article}: {asks}"
        );
        assert!(
            has(file, text),
            "{article}, {asks}: {file} has no line with {text}"
        );
    }
}

#[test]
fn every_article_is_there_and_no_wish_is_listed_twice() {
    let rows = rows();
    let articles: BTreeSet<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(articles, BTreeSet::from(["S0", "S1", "S2", "S3"]));
    let things: BTreeSet<&str> = rows.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(things.len(), rows.len());
}

#[test]
fn the_program_reads_every_file_of_the_table() {
    let files: BTreeSet<String> = rows().iter().map(|row| path(&row[3]).to_owned()).collect();
    for file in files.iter().filter(|file| !file.contains("library/")) {
        let text = sources::text(Path::new(file));
        let run = World::new().file("it.toml", &text).run(["check", "it.toml"]);
        run.code(0);
    }
}
