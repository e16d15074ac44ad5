//! Control and format characters in what people write: none reaches a terminal, the log or JSON as it is.

use std::fmt::Write;

use crate::world::World;

/// All characters of Unicode 14 whose general category is Cc, Cf, Zl or Zp, by ranges (`UnicodeData.txt`).
const HOSTILE: [(u32, u32); 23] = [
    (0x0, 0x1f),
    (0x7f, 0x9f),
    (0xad, 0xad),
    (0x600, 0x605),
    (0x61c, 0x61c),
    (0x6dd, 0x6dd),
    (0x70f, 0x70f),
    (0x890, 0x891),
    (0x8e2, 0x8e2),
    (0x180e, 0x180e),
    (0x200b, 0x200f),
    (0x2028, 0x202e),
    (0x2060, 0x2064),
    (0x2066, 0x206f),
    (0xfeff, 0xfeff),
    (0xfff9, 0xfffb),
    (0x11_0bd, 0x11_0bd),
    (0x11_0cd, 0x11_0cd),
    (0x1_3430, 0x1_3438),
    (0x1_bca0, 0x1_bca3),
    (0x1_d173, 0x1_d17a),
    (0xe_0001, 0xe_0001),
    (0xe_0020, 0xe_007f),
];

/// The hostile characters, but for ends of lines, blanks and the tab, which TOML reads as such.
pub(crate) fn hostile() -> impl Iterator<Item = char> {
    let all = HOSTILE.iter().flat_map(|&(first, last)| first..=last);
    all.filter_map(char::from_u32)
        .filter(|c| !['\n', '\r', '\t'].contains(c))
}

#[track_caller]
fn holds_none(text: &str, of: &str) {
    let found = text
        .char_indices()
        .find(|&(_, c)| hostile().any(|hostile| hostile == c));
    if let Some((at, c)) = found {
        let line = text[..at].rsplit('\n').next().unwrap_or("");
        panic!("{c:?} stands in {of}, after {line:?}");
    }
}

/// A season whose name, place and title hold what may stand in a text.
fn season() -> String {
    let text: String = hostile()
        .filter(|c| !c.is_control())
        .map(|c| format!("A{c}B"))
        .collect();
    format!(
        "plan = \"half-12\"\nathlete = {{ name = \"{text}\", time_zone = \"Europe/Berlin\" }}\n\
         race = {{ date = 2027-04-18, name = \"{text}\" }}\n\
         [[away]]\nfrom = 2027-03-01\nto = 2027-03-07\nwhy = \"{text}\"\n"
    )
}

#[test]
fn none_reaches_the_terminal_or_json_from_a_season() {
    let world = World::new().file("season.toml", &season());
    for command in ["show", "check", "explain"] {
        for json in [false, true] {
            let mut arguments = vec![command, "season.toml"];
            match (command, json) {
                ("explain", true) => continue,
                ("explain", false) => arguments.push("2027-04-18"),
                (_, true) => arguments.push("--json"),
                _ => {}
            }
            let run = world.run(&arguments);
            assert!(matches!(run.code, Some(0 | 1)), "{arguments:?}: {}", run.stderr);
            holds_none(&run.stdout, &format!("the output of {arguments:?}"));
            holds_none(&run.stderr, &format!("the errors of {arguments:?}"));
        }
    }
}

#[test]
fn none_reaches_the_terminal_or_json_from_a_faulty_file() {
    // In keys, values and comments, and as they are; in groups, because a hundred faults are told.
    let all: Vec<char> = hostile().collect();
    for group in all.chunks(20) {
        let mut text = String::new();
        for c in group {
            let escaped = format!("\\U{:08x}", u32::from(*c));
            writeln!(
                text,
                "\"A{c}B\" = 1\n\"{escaped}x\" = 1\nk{} = \"A{c}B\" x # {c}\n{c}",
                u32::from(*c)
            )
            .unwrap();
        }
        let world = World::new().file("a.toml", &text);
        for arguments in [
            &["check", "a.toml"][..],
            &["check", "a.toml", "--json"],
            &["show", "a.toml"],
        ] {
            let run = world.run(arguments).code(1);
            holds_none(&run.stdout, &format!("the output of {arguments:?}"));
            holds_none(&run.stderr, &format!("the errors of {arguments:?}"));
        }
    }
}

#[test]
fn json_gives_the_characters_back() {
    let world = World::new().file("season.toml", &season());
    let shown = world.run(["show", "season.toml", "--json"]).code(0).stdout;
    assert!(shown.contains("A\\u061cB"), "{shown}");
    let json: serde_json::Value = serde_json::from_str(&shown).unwrap();
    let name = json["athlete"].as_str().unwrap();
    assert!(hostile().filter(|c| !c.is_control()).all(|c| name.contains(c)));
}

#[test]
fn a_flag_that_clap_refuses_brings_no_hostile_character() {
    let text: String = hostile()
        .filter(|c| *c != '\0')
        .map(|c| format!("A{c}B"))
        .collect();
    for arguments in [
        vec!["export", &text, &text],
        vec!["show", &format!("--{text}")],
        vec!["show", "half-12", &format!("--days={text}")],
        vec!["show", "half-12", "--now", &text],
        vec!["check", "half-12", &format!("--color={text}")],
        vec![&text],
        vec!["completions", &text],
        vec!["show", "half-12", "\u{1b}[31mred", "x\u{9b}31m"],
    ] {
        let run = World::new().run(&arguments);
        holds_none(&run.stderr, "an error of the arguments");
        assert!(run.stderr.starts_with("error"), "{}", run.stderr);
    }
}
