//! `docs/messages.md` has every code, and no other.

use std::path::Path;

use longrun::diagnostic::Code;

use crate::sources;

/// The cells of the page's rows that begin with a code.
fn rows() -> Vec<Vec<String>> {
    let page = sources::text(Path::new("docs/messages.md"));
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells = row.trim_start_matches("| ").trim_end_matches('|').split(" | ");
        cells.map(|cell| cell.trim().to_owned()).collect()
    })
    .collect()
}

#[test]
fn the_page_has_every_code_with_its_meaning() {
    let expected: Vec<[String; 2]> = Code::ALL
        .iter()
        .map(|code| [format!("`{code}`"), code.meaning().to_owned()])
        .collect();
    let found: Vec<Vec<String>> = rows().into_iter().map(|row| row[..2].to_vec()).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_page_says_what_to_do_and_what_can_be_allowed() {
    for (row, code) in rows().iter().zip(Code::ALL) {
        assert!(row[2].ends_with('.'), "{code} has no advice: {row:?}");
        let is_marked = row.get(3).is_some_and(|cell| cell == "yes");
        assert_eq!(is_marked, code.can_be_allowed(), "{code}: the column `allow`");
    }
}

#[test]
fn codes_are_unique() {
    let mut words: Vec<&str> = Code::ALL.iter().map(|code| code.word()).collect();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), Code::ALL.len());
}
