//! Runs the documentation: its console blocks are what the program prints, and its TOML has no faults.
//!
//! In README.md and docs/*.md,
//!
//! - a block ` ```toml NAME.toml ` is a file that the commands below it find; ` ```toml NAME.toml + ` is added to its end;
//! - any ` ```toml ` block that is a whole plan or season has no fault, and any other is at least TOML;
//! - in a ` ```console ` block, lines after `$ ` are commands. `longrun …` is run, on [`NOW`](crate::world::NOW); a
//!   program of the project must exist. The lines below a command, if any, are its output, standard output first:
//!   `...` stands for any text, or alone on a line for any lines. The exit code must be 1 if they hold an error, or if a
//!   `diff` has changes to show, else 0.

use std::collections::BTreeMap;
use std::path::PathBuf;

use longrun::diagnostic::{Faults, Source};
use longrun::document::parse;

use crate::sources;
use crate::world::World;

/// The commands of a build with the server.
const OF_SERVER: [&str; 5] = ["serve", "feeds", "backup", "restore", "doctor"];

/// A page tells too little with more lines than this that only say `...`.
const MOST_GAPS: usize = 9;

/// A fenced block of a Markdown text.
#[derive(Debug, PartialEq)]
struct Block {
    line: usize,
    /// The words after the fence.
    info: Vec<String>,
    text: String,
}

/// A command of a console block, with the output that the page shows.
#[derive(Debug, PartialEq)]
struct Command {
    words: Vec<String>,
    prints: String,
}

#[test]
fn the_documentation_is_what_the_program_does() {
    let mut commands = 0;
    for path in documents() {
        let mut world = World::new();
        let mut files = BTreeMap::new();
        for block in blocks(&sources::text(&path)) {
            let place = format!("{}:{}", path.display(), block.line);
            match block.info.first().map(String::as_str) {
                Some("toml") => world = toml(world, &mut files, &block, &place),
                Some("console") => {
                    for command in console(&block.text) {
                        commands += 1;
                        judge(&world, &command, &place);
                    }
                }
                _ => {}
            }
        }
    }
    assert!(
        commands >= 10,
        "only {commands} commands were found: are they marked?"
    );
}

#[test]
fn the_documentation_shows_most_of_what_is_printed() {
    for path in documents() {
        let blocks = blocks(&sources::text(&path));
        let console = blocks
            .iter()
            .filter(|block| block.info.first().is_some_and(|it| it == "console"));
        let gaps = console
            .flat_map(|block| block.text.lines())
            .filter(|line| *line == "...");
        let gaps = gaps.count();
        assert!(
            gaps <= MOST_GAPS,
            "{}: {gaps} lines are only `...`",
            path.display()
        );
    }
}

/// The README and every page of `docs/`.
fn documents() -> Vec<PathBuf> {
    let mut documents = vec!["README.md".into()];
    documents.extend(sources::files("docs", "md"));
    documents
}

/// Puts a TOML block into the world, and checks it. `files` keeps the text of each file so far.
fn toml(world: World, files: &mut BTreeMap<String, String>, block: &Block, place: &str) -> World {
    let faults = Faults::new();
    let table = parse(&Source::new(place, block.text.as_str()), &faults);
    assert_eq!(faults.into_sorted(), [], "{place}: not TOML");
    let named = block.info.get(1);
    let whole = table.get("phase").is_some() || table.get("plan").is_some();
    if named.is_none() && !whole {
        return world;
    }
    let name = named.map_or("block.toml", String::as_str);
    let file = files.entry(name.to_owned()).or_default();
    if block.info.get(2).is_some_and(|it| it == "+") {
        file.push('\n');
        file.push_str(&block.text);
    } else {
        file.clone_from(&block.text);
    }
    let world = world.file(name, file);
    let run = world.run(["check", name]);
    assert_eq!(run.code, Some(0), "{place}:\n{}{}", run.stdout, run.stderr);
    world
}

fn judge(world: &World, command: &Command, place: &str) {
    let words: Vec<&str> = command.words.iter().map(String::as_str).collect();
    let arguments = match words.as_slice() {
        ["longrun", command, ..] if !cfg!(feature = "serve") && OF_SERVER.contains(command) => return,
        ["longrun", arguments @ ..] => arguments,
        [program, ..] if program.contains('/') => {
            let there = sources::root().join(program).is_file();
            assert!(there, "{place}: there is no {program}");
            return;
        }
        ["cargo" | "cd" | "git" | "export", ..] => return,
        _ => panic!("{place}: what is {words:?}?"),
    };
    let run = world.run(arguments);
    let printed = format!("{}{}", run.stdout, run.stderr);
    let fault = command.prints.lines().any(|line| line.starts_with("error"));
    let different = arguments.first() == Some(&"diff") && !command.prints.contains("no change");
    assert_eq!(
        run.code,
        Some(i32::from(fault || different)),
        "{place}: {words:?}\n{printed}"
    );
    if !command.prints.is_empty() {
        assert!(
            matches(&command.prints, &printed),
            "{place}: {words:?} prints\n{printed}\nbut the page shows\n{}",
            command.prints
        );
    }
}

/// The fenced blocks of a text.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (number, line) in (1..).zip(text.lines()) {
        match (line.strip_prefix("```"), &mut open) {
            (Some(info), None) => {
                open = Some(Block {
                    line: number,
                    info: info.split_whitespace().map(str::to_owned).collect(),
                    text: String::new(),
                });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some(block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}

/// The commands of a console block. A line that ends in `\` goes on.
fn console(text: &str) -> Vec<Command> {
    let mut commands: Vec<Command> = Vec::new();
    let joined = text.replace("\\\n", " ");
    for line in joined.lines() {
        match (line.strip_prefix("$ "), commands.last_mut()) {
            (Some(command), _) => commands.push(Command {
                words: words(command),
                prints: String::new(),
            }),
            (None, Some(command)) => {
                command.prints.push_str(line);
                command.prints.push('\n');
            }
            (None, None) => panic!("a console block begins with $: {line}"),
        }
    }
    commands
}

/// A command's words, as a shell would split them.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in command.chars() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// Compares an output with what a page shows of it; blanks at the ends of lines do not count.
fn matches(expected: &str, printed: &str) -> bool {
    let expected: Vec<&str> = expected.trim_end().lines().map(str::trim_end).collect();
    let printed: Vec<&str> = printed.trim_end().lines().map(str::trim_end).collect();
    lines_match(&expected, &printed)
}

fn lines_match(expected: &[&str], printed: &[&str]) -> bool {
    match (expected, printed) {
        ([], []) => true,
        (["...", more @ ..], _) => (0..=printed.len()).any(|skipped| lines_match(more, &printed[skipped..])),
        ([line, more @ ..], [found, rest @ ..]) => line_matches(line, found) && lines_match(more, rest),
        _ => false,
    }
}

fn line_matches(expected: &str, printed: &str) -> bool {
    let Some((before, after)) = expected.split_once("...") else {
        return expected == printed;
    };
    let Some(rest) = printed.strip_prefix(before) else {
        return false;
    };
    let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
    ends.into_iter().any(|at| line_matches(after, &rest[at..]))
}

#[test]
fn a_difference_is_seen() {
    assert!(matches("a\n...\nd\n", "a\nb\nc\nd\n"));
    assert!(matches("ok ... 18 weeks\n", "ok  x, 18 weeks \n"));
    assert!(!matches("a\n...\nd\n", "a\nb\n"));
    assert!(!matches("a\n", "a\nb\n"));
    assert!(!matches("ok ... 18\n", "ok 17\n"));
}

#[test]
fn blocks_and_commands_are_found() {
    let text =
        "x\n```toml a.toml\nplan = 1\n```\n```console\n$ longrun show \\\n  a --at \"tue 18:00\"\nout\n```\n";
    let found = blocks(text);
    assert_eq!(found[0].info, ["toml", "a.toml"]);
    assert_eq!((found[0].line, found[0].text.as_str()), (2, "plan = 1\n"));
    let commands = console(&found[1].text);
    assert_eq!(commands[0].words, ["longrun", "show", "a", "--at", "tue 18:00"]);
    assert_eq!(commands[0].prints, "out\n");
}
