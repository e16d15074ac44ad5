//! The golden cases: each folder of `tests/cases/` is a run of longrun and its expected output, byte for byte.
//!
//! | file | contents |
//! | --- | --- |
//! | `season.toml` and any others | the files in the run's folder |
//! | `cmd` | the arguments, one a line; without it `export season.toml -o -` |
//! | `expected.ics` | the standard output of an export (`expected.stdout` of another command); the exit code is 0 |
//! | `expected.stderr` | the standard error; without an expected output too, the exit code is 1 and nothing is printed |
//!
//! An output without a file must be empty. Every run is at [`NOW`](crate::world::NOW). `UPDATE_GOLDEN=1 cargo test --test suite cases`
//! writes the expected files anew: read the difference before committing it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::sources;
use crate::world::{Run, World};

/// The lines of a difference that are shown.
const SHOWN: usize = 40;

#[test]
fn every_case_prints_what_is_expected() {
    let folder = sources::root().join("tests/cases");
    let cases = folders(&folder);
    assert!(cases.len() > 20, "tests/cases holds only {} cases", cases.len());
    let update = std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1");
    let faults: Vec<String> = cases.iter().flat_map(|case| judge(case, update)).collect();
    assert!(
        faults.is_empty(),
        "{}\n(UPDATE_GOLDEN=1 writes the expected files anew)",
        faults.join("\n")
    );
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("tests/cases can be listed");
    let mut folders: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

/// Runs a case and returns the differences; in an update, writes the output as expected first.
fn judge(case: &Path, update: bool) -> Vec<String> {
    let arguments = arguments(case);
    let run = world(case).run(&arguments);
    let stdout = if arguments.first().is_some_and(|it| it == "export") {
        "expected.ics"
    } else {
        "expected.stdout"
    };
    if update {
        write(&case.join(stdout), &run.stdout);
        write(&case.join("expected.stderr"), &run.stderr);
    }
    faults(case, stdout, &run)
}

/// The case's own arguments, or those that export its season.
fn arguments(case: &Path) -> Vec<String> {
    match fs::read_to_string(case.join("cmd")) {
        Ok(text) => text.lines().map(str::to_owned).collect(),
        Err(_) => ["export", "season.toml", "-o", "-"].map(str::to_owned).to_vec(),
    }
}

/// The case's files, without the expected outputs.
fn world(case: &Path) -> World {
    let mut world = World::new();
    for entry in fs::read_dir(case).expect("a case can be listed").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_file() && name != "cmd" && !name.starts_with("expected.") {
            world = world.file(
                &name,
                &fs::read_to_string(entry.path()).expect("a case's files are text"),
            );
        }
    }
    world
}

fn faults(case: &Path, stdout: &str, run: &Run) -> Vec<String> {
    let name = case.file_name().unwrap_or_default().to_string_lossy();
    let mut faults = Vec::new();
    let (out, err) = (case.join(stdout), case.join("expected.stderr"));
    if !out.exists() && !err.exists() {
        faults.push(format!("{name}: there is neither {stdout} nor expected.stderr"));
    }
    let code = i32::from(!out.exists());
    if run.code != Some(code) {
        faults.push(format!(
            "{name}: exit code {code} was expected, and it is {:?}",
            run.code
        ));
    }
    for (path, found) in [(out, &run.stdout), (err, &run.stderr)] {
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected != *found {
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            faults.push(format!(
                "{name}: {file} differs\n{}",
                difference(&expected, found)
            ));
        }
    }
    faults
}

/// Writes an expected output. An empty one has no file.
fn write(path: &Path, text: &str) {
    if !text.is_empty() {
        fs::write(path, text).expect("an expected file can be written");
    } else if path.exists() {
        fs::remove_file(path).expect("an expected file can be removed");
    }
}

/// The lines between the first and the last difference: expected ones after `-`, actual ones after `+`.
fn difference(expected: &str, found: &str) -> String {
    let (expected, found): (Vec<&str>, Vec<&str>) = (
        expected.split_inclusive('\n').collect(),
        found.split_inclusive('\n').collect(),
    );
    let same_before = expected
        .iter()
        .zip(&found)
        .take_while(|(one, other)| one == other)
        .count();
    let (expected_rest, found_rest) = (&expected[same_before..], &found[same_before..]);
    let same_after = expected_rest
        .iter()
        .rev()
        .zip(found_rest.iter().rev())
        .take_while(|(one, other)| one == other)
        .count();
    let mut shown = vec![format!("@ line {}", same_before + 1)];
    if let Some(before) = same_before.checked_sub(1) {
        shown.push(format!("  {}", visible(expected[before])));
    }
    for (sign, lines) in [('-', expected_rest), ('+', found_rest)] {
        let lines = &lines[..lines.len() - same_after];
        shown.extend(
            lines
                .iter()
                .take(SHOWN)
                .map(|line| format!("{sign} {}", visible(line))),
        );
        if lines.len() > SHOWN {
            shown.push(format!("{sign} … and {} more lines", lines.len() - SHOWN));
        }
    }
    shown.join("\n")
}

/// A line with its end made visible, if that is not LF or CRLF or if the line has control characters.
fn visible(line: &str) -> String {
    match line.strip_suffix("\r\n").or_else(|| line.strip_suffix('\n')) {
        Some(text) if !text.contains(char::is_control) => {
            let carriage_return = if line.ends_with("\r\n") { "␍" } else { "" };
            format!("{text}{carriage_return}")
        }
        _ => format!("{line:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_shows_the_lines_that_differ() {
        let shown = difference("a\r\nb\r\nc\r\n", "a\r\nB\r\nc\r\n");
        assert_eq!(shown, "@ line 2\n  a␍\n- b␍\n+ B␍");
        assert_eq!(difference("a\n", "a\r\n"), "@ line 1\n- a\n+ a␍");
        assert_eq!(difference("a\n", ""), "@ line 1\n- a");
        assert_eq!(difference("", "a"), "@ line 1\n+ \"a\"");
    }

    #[test]
    fn a_case_with_another_output_fails_and_can_be_updated() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let case = folder.path();
        fs::write(case.join("cmd"), "export\nseason.toml\n").expect("a file can be written");
        assert_eq!(arguments(case), ["export", "season.toml"]);

        let mut run = World::new().run(["--version"]);
        run.stdout = "BEGIN:VCALENDAR\r\n".to_owned();
        assert_eq!(
            faults(case, "expected.ics", &run).len(),
            3,
            "nothing is expected yet"
        );
        write(&case.join("expected.ics"), "BEGIN:VCALENDAR\n");
        assert_eq!(
            faults(case, "expected.ics", &run).len(),
            1,
            "the line ends differ"
        );
        write(&case.join("expected.ics"), &run.stdout);
        assert_eq!(faults(case, "expected.ics", &run), Vec::<String>::new());
        run.stderr = "warning\n".to_owned();
        assert_eq!(
            faults(case, "expected.ics", &run).len(),
            1,
            "a warning that nobody expects"
        );
        write(&case.join("expected.ics"), "");
        assert!(!case.join("expected.ics").exists());
    }
}
