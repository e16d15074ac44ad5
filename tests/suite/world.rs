//! A builder for tests of the binary: a temporary folder, files in it, a fixed time, and the output of a run.
//!
//! ```ignore
//! World::new()
//!     .file("season.toml", "plan = \"marathon-intermediate-18\"")
//!     .run(["export", "season.toml", "-o", "spring.ics"])
//!     .code(0)
//!     .stderr_is("")
//!     .wrote("spring.ics", "BEGIN:VEVENT");
//! ```

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::rc::Rc;

use tempfile::TempDir;

/// The time of every test that sets no other.
pub(crate) const NOW: &str = "2026-11-22T12:00:00Z";

/// A key of busy calendars that is the same in every test.
const BUSY_KEY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/busy.key");

/// The commands whose output depends on the time, and that are therefore given `--now`.
const DATED: [&str; 5] = ["export", "show", "check", "explain", "diff"];

/// The surroundings of the binary: folder, time, environment.
pub(crate) struct World {
    folder: Rc<TempDir>,
    now: String,
    env: Vec<(String, String)>,
}

impl World {
    /// An empty folder, without colours, at [`NOW`].
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        Self {
            folder: Rc::new(folder),
            now: NOW.to_owned(),
            env: vec![
                ("NO_COLOR".to_owned(), "1".to_owned()),
                ("LONGRUN_BUSY_KEY".to_owned(), BUSY_KEY.to_owned()),
            ],
        }
    }

    /// Writes a file, and creates the folders above it.
    pub(crate) fn file(self, name: &str, text: &str) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
        self
    }

    /// Sets another time, in the form of `--now`.
    pub(crate) fn at(mut self, now: &str) -> Self {
        now.clone_into(&mut self.now);
        self
    }

    /// Sets an environment variable; an empty value removes it.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The path of a file in this world.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs longrun in the folder. `export`, `show`, `check`, `explain` and `diff` are given `--now` if the arguments do not.
    pub(crate) fn run<Arguments>(&self, arguments: Arguments) -> Run
    where
        Arguments: IntoIterator<Item: AsRef<str>>,
    {
        let mut arguments: Vec<String> = arguments.into_iter().map(|it| it.as_ref().to_owned()).collect();
        let dated = arguments
            .first()
            .is_some_and(|command| DATED.contains(&command.as_str()));
        let helped = arguments
            .iter()
            .any(|it| it.starts_with("--now") || it == "--help" || it == "-h");
        if dated && !helped {
            arguments.extend(["--now".to_owned(), self.now.clone()]);
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_longrun"));
        command
            .args(&arguments)
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        for name in ["COLUMNS", "CLICOLOR_FORCE", "FORCE_COLOR", "RUST_BACKTRACE"] {
            command.env_remove(name);
        }
        for (name, value) in &self.env {
            if value.is_empty() {
                command.env_remove(name);
            } else {
                command.env(name, value);
            }
        }
        let output = command.output().expect("longrun starts");
        crate::records::log(&String::from_utf8_lossy(&output.stderr));
        Run {
            command: format!("longrun {}", arguments.join(" ")),
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
            folder: Rc::clone(&self.folder),
        }
    }
}

/// The output and the files of one run of the binary. A failed check panics with all of it.
pub(crate) struct Run {
    command: String,
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    folder: Rc<TempDir>,
}

impl Run {
    /// Checks the exit code.
    #[track_caller]
    pub(crate) fn code(self, code: i32) -> Self {
        self.check(self.code == Some(code), &format!("exit code {code} was expected"));
        self
    }

    /// Checks that standard output contains this text.
    #[track_caller]
    pub(crate) fn stdout_contains(self, text: &str) -> Self {
        self.check(
            self.stdout.contains(text),
            &format!("stdout was expected to contain {text:?}"),
        );
        self
    }

    /// Checks that standard output does not contain this text.
    #[track_caller]
    pub(crate) fn stdout_lacks(self, text: &str) -> Self {
        self.check(
            !self.stdout.contains(text),
            &format!("stdout was expected not to contain {text:?}"),
        );
        self
    }

    /// Checks that standard output is exactly this text.
    #[track_caller]
    pub(crate) fn stdout_is(self, text: &str) -> Self {
        self.check(
            self.stdout == text,
            &format!("stdout was expected to be {text:?}"),
        );
        self
    }

    /// Checks that standard error contains this text.
    #[track_caller]
    pub(crate) fn stderr_contains(self, text: &str) -> Self {
        self.check(
            self.stderr.contains(text),
            &format!("stderr was expected to contain {text:?}"),
        );
        self
    }

    /// Checks that standard error is exactly this text.
    #[track_caller]
    pub(crate) fn stderr_is(self, text: &str) -> Self {
        self.check(
            self.stderr == text,
            &format!("stderr was expected to be {text:?}"),
        );
        self
    }

    /// Checks that the run left a file that contains this text.
    #[track_caller]
    pub(crate) fn wrote(self, name: &str, text: &str) -> Self {
        let found = fs::read_to_string(self.folder.path().join(name));
        let fits = found.as_ref().is_ok_and(|found| found.contains(text));
        self.check(
            fits,
            &format!("{name} was expected to contain {text:?}, and is {found:?}"),
        );
        self
    }

    /// Checks that the run left no such file.
    #[track_caller]
    pub(crate) fn wrote_no(self, name: &str) -> Self {
        let path: &Path = &self.folder.path().join(name);
        self.check(!path.exists(), &format!("{name} was expected not to be written"));
        self
    }

    #[track_caller]
    fn check(&self, holds: bool, expected: &str) {
        assert!(
            holds,
            "{expected}\n$ {}\nexit code: {:?}\n--- stdout\n{}--- stderr\n{}",
            self.command, self.code, self.stdout, self.stderr
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    fn said() -> Run {
        let world = World::new()
            .file("deep/spring.ics", "BEGIN:VEVENT")
            .at("2027-01-01T00:00:00Z")
            .env("LANG", "");
        assert_eq!(
            fs::read_to_string(world.path("deep/spring.ics")).ok().as_deref(),
            Some("BEGIN:VEVENT")
        );
        Run {
            command: "longrun export".to_owned(),
            code: Some(1),
            stdout: "one\n".to_owned(),
            stderr: "two\n".to_owned(),
            folder: world.folder,
        }
    }

    #[test]
    fn what_a_run_said_passes() {
        said()
            .code(1)
            .stdout_contains("on")
            .stdout_lacks("two")
            .stdout_is("one\n")
            .stderr_contains("wo")
            .stderr_is("two\n")
            .wrote("deep/spring.ics", "VEVENT")
            .wrote_no("autumn.ics");
    }

    #[test]
    fn what_a_run_did_not_say_fails() {
        let checks: [fn(Run) -> Run; 8] = [
            |run| run.code(0),
            |run| run.stdout_contains("two"),
            |run| run.stdout_lacks("one"),
            |run| run.stdout_is("one"),
            |run| run.stderr_contains("one"),
            |run| run.stderr_is(""),
            |run| run.wrote("autumn.ics", ""),
            |run| run.wrote_no("deep/spring.ics"),
        ];
        for (at, check) in checks.into_iter().enumerate() {
            assert!(
                catch_unwind(AssertUnwindSafe(|| check(said()))).is_err(),
                "check {at} cannot fail"
            );
        }
    }

    #[test]
    fn the_binary_runs() {
        World::new().run(["--version"]).code(0).stderr_is("");
    }
}
