//! Small rules that keep the project readable.

use crate::sources;

/// File names that tell nothing about the contents.
const EMPTY_NAMES: [&str; 7] = ["util", "utils", "helper", "helpers", "manager", "common", "misc"];

#[test]
fn a_file_name_tells_what_is_inside() {
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

/// The width at which documents wrap.
const WIDTH: usize = 100;

#[test]
fn documents_wrap_at_one_width() {
    let mut faults = Vec::new();
    for path in sources::files("", "md") {
        for (number, line) in too_long(&sources::text(&path)) {
            faults.push(format!("{}:{number}: {line}", path.display()));
        }
    }
    assert!(
        faults.is_empty(),
        "longer than {WIDTH} columns:\n{}",
        faults.join("\n")
    );
}

/// The lines of a Markdown text that are too long and could be broken, with their numbers. Tables, fenced blocks,
/// headings and pictures cannot, nor can a line whose first blank outside of code comes too late.
fn too_long(text: &str) -> Vec<(usize, &str)> {
    let mut in_code = false;
    let mut long = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let fence = line.trim_start().starts_with("```");
        in_code ^= fence;
        let fixed = ["|", "#", "!["].iter().any(|start| line.starts_with(start));
        if fence || in_code || fixed || line.chars().count() <= WIDTH {
            continue;
        }
        let words = line.trim_start().trim_start_matches("- ");
        let mut inside = false;
        let breaks = words.chars().take(WIDTH - 2).any(|c| {
            inside ^= c == '`';
            c == ' ' && !inside
        });
        if breaks {
            long.push((number, line));
        }
    }
    long
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_that_can_be_broken_are_too_long() {
        let words = "word ".repeat(30);
        let text = format!("{words}\n| {words} |\n```\n{words}\n```\n- `{words}`\nshort\n");
        assert_eq!(too_long(&text), [(1, words.as_str())]);
    }
}
