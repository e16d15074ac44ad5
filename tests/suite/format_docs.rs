//! Compares `docs/plan-format.md`, the reference of the formats, with the code: it has every key that is read, and its
//! examples have no faults.
//!
//! A key is a row of a table below the heading of the table it belongs to: `` | `key` | type | default | `example` | … | ``.

use std::collections::BTreeSet;
use std::path::Path;

use longrun::pace::Effort;
use longrun::plan::{PhaseKind, SessionKind, WORKOUTS};
use longrun::season::{FLAGS, Placeholder};
use longrun::workout::{Activity, Workout};

use crate::format_keys::{AROUND, NOT_KEYS};
use crate::sources;
use crate::world::World;

const PAGE: &str = "docs/plan-format.md";

/// A row of a table of the page.
struct RowOfPage {
    heading: String,
    cells: Vec<String>,
}

/// The rows of all tables, without their heads.
fn rows(text: &str) -> Vec<RowOfPage> {
    let mut rows = Vec::new();
    let (mut heading, mut in_code) = (String::new(), false);
    for line in text.lines() {
        in_code ^= line.starts_with("```");
        if in_code {
            continue;
        }
        if let Some(title) = line.strip_prefix('#') {
            heading = title.trim_start_matches('#').trim().to_owned();
        } else if line.starts_with("| `") {
            let cells = line
                .trim_matches('|')
                .split('|')
                .map(|cell| cell.trim().to_owned());
            rows.push(RowOfPage {
                heading: heading.clone(),
                cells: cells.collect(),
            });
        }
    }
    rows
}

/// The first `code` of a cell.
fn code(cell: &str) -> &str {
    cell.split('`').nth(1).unwrap_or_default()
}

fn page() -> String {
    sources::text(Path::new(PAGE))
}

#[test]
fn every_key_that_is_read_is_documented() {
    let page = page();
    let (of_plans, of_seasons) = page
        .split_once("\n## A season")
        .expect("the page has a part about seasons");
    let mut faults = Vec::new();
    for (folder, part) in [("src/plan/read", of_plans), ("src/season/read", of_seasons)] {
        let documented: BTreeSet<String> = rows(part)
            .iter()
            .map(|row| code(&row.cells[0]).to_owned())
            .collect();
        let headings: Vec<&str> = part.lines().filter(|line| line.starts_with('#')).collect();
        for path in sources::files(folder, "rs") {
            for word in words(&sources::text(&path)) {
                let heading = headings
                    .iter()
                    .any(|line| line.contains(&format!("[{word}]")) || line.contains(&format!("[{word}.")));
                if !documented.contains(&word) && !heading && !NOT_KEYS.contains(&(folder, word.as_str())) {
                    faults.push(format!("{}: `{word}`", path.display()));
                }
            }
        }
    }
    assert!(
        faults.is_empty(),
        "these keys are not in {PAGE} (a word that is not a key belongs in NOT_KEYS):\n{}",
        faults.join("\n")
    );
}

/// The strings of a source that could be a key: small letters and underscores.
fn words(source: &str) -> BTreeSet<String> {
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut words = BTreeSet::new();
    for line in lines {
        for piece in line.replace("\\\"", "").split('"').skip(1).step_by(2) {
            if !piece.is_empty() && piece.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
                words.insert(piece.to_owned());
            }
        }
    }
    words
}

#[test]
fn every_documented_key_is_read_with_its_example() {
    let page = page();
    let mut keys = 0;
    for row in rows(&page) {
        let Some(around) = AROUND.iter().find(|around| around.heading == row.heading) else {
            continue;
        };
        keys += 1;
        let (key, example) = (code(&row.cells[0]), code(&row.cells[3]));
        assert!(!example.is_empty(), "{}: `{key}` has no example", row.heading);
        let instead = |other: &str| {
            other == key || (other == "after_race" && (key == "before_race" || key == "after_start"))
        };
        let mut pairs: Vec<String> = around
            .beside
            .iter()
            .filter(|(other, _)| !instead(other))
            .map(|(other, value)| format!("{other} = {value}"))
            .collect();
        pairs.push(format!("{key} = {example}"));
        let between = if around.before.is_empty() { "\n" } else { ", " };
        let text = format!("{}{}{}", around.before, pairs.join(between), around.after);
        let run = World::new()
            .file("block.toml", &text)
            .file("work.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
            .run(["check", "block.toml"]);
        assert_eq!(
            run.code,
            Some(0),
            "{}, `{key}`:\n{text}\n{}{}",
            row.heading,
            run.stdout,
            run.stderr
        );
    }
    assert!(keys > 80, "only {keys} keys were found");
    for around in AROUND {
        let found = rows(&page).iter().any(|row| row.heading == around.heading);
        assert!(found, "{PAGE} has no keys below a heading {:?}", around.heading);
    }
}

#[test]
fn every_flag_is_documented_and_its_example_works() {
    let rows = rows(&page());
    let flags: Vec<&RowOfPage> = rows
        .iter()
        .filter(|row| row.cells[0].starts_with("`--"))
        .collect();
    for flag in FLAGS {
        let name = format!("--{}", flag.name);
        let row = flags.iter().find(|row| code(&row.cells[0]) == name);
        let row = row.unwrap_or_else(|| panic!("{PAGE} has no row for {name}"));
        let value = code(&row.cells[2]).trim_matches('"');
        let mut arguments = vec!["export", "marathon-intermediate-18", &name];
        assert_eq!(
            value.is_empty(),
            flag.is_switch(),
            "{name}: only a switch has no value"
        );
        arguments.extend(Some(value).filter(|value| !value.is_empty()));
        if flag.name != "race" {
            arguments.extend(["--race", "2027-04-19"]);
        }
        if flag.name != "zone" {
            arguments.extend(["--zone", "Europe/Berlin"]);
        }
        let run = World::new().run(arguments);
        assert_eq!(run.code, Some(0), "{name} {value}: {}", run.stderr);
    }
    assert_eq!(flags.len(), FLAGS.len(), "{PAGE} has flags that are not there");
}

#[test]
fn every_workout_of_the_page_can_be_read() {
    let page = page();
    let (_, part) = page
        .split_once("\n## Workouts")
        .expect("the page has a part about workouts");
    let examples: Vec<String> = rows(part)
        .iter()
        .filter(|row| row.heading == "Forms")
        .map(|row| code(&row.cells[0]).to_owned())
        .collect();
    assert!(examples.len() > 15, "{examples:?}");
    for example in examples {
        let read = Workout::parse(&example, &|name| WORKOUTS.get(name).cloned());
        assert!(read.is_ok(), "{example}: {}", read.unwrap_err());
    }
}

#[test]
fn every_word_of_the_formats_is_on_the_page() {
    let page = page();
    let efforts = Effort::WORDS.map(|(word, _)| word);
    let activities = Activity::WORDS.map(|(word, _)| word);
    let sessions = SessionKind::WORDS.map(|(word, _)| word);
    let phases = PhaseKind::WORDS.map(|(word, _)| word);
    for (word, _) in Placeholder::WORDS {
        assert!(
            page.contains(&format!("| `{{{word}}}` |")),
            "{PAGE} does not explain {{{word}}}"
        );
    }
    for word in efforts.iter().chain(&activities).chain(&sessions).chain(&phases) {
        assert!(
            page.contains(&format!("`{word}`")),
            "{PAGE} does not explain `{word}`"
        );
    }
}
