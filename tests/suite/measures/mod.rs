//! Measures of the source code, and the limits that it keeps.
//!
//! `cargo test --test suite measures -- --nocapture` prints the measures and every place that counts against one of
//! them. `MEASURES=src/web` in the environment prints the places below that path only.
//!
//! Definitions:
//!
//! - **Test file**: a file in a folder called `tests`, `test`, `benches`, `examples` or `fuzz`; one called `tests.rs`,
//!   `test_*.rs` or `*_tests.rs`; and one that another file declares with `#[cfg(test)] mod`. **Source file**: any other.
//! - **Test span**: a `mod`, `fn`, `impl` or `use` with `cfg(test)`, `cfg(any(test, …))` or a `#[test]` attribute, from
//!   its first to its last line.
//! - **Code line**: a line with at least one token that is not a comment, outside test spans.
//! - **Function**: a `fn` with a body outside tests. Its length runs from its visibility or `fn` to the closing brace;
//!   `self` is not counted as a parameter.
//! - **Percentile** p of n sorted values: the one at index min(n − 1, ⌊p·n⌋).
//! - **Question-word comment**: a block of `///` lines in `src/` whose first word is one of [`QUESTION_WORDS`].
//! - **Circle**: files that name each other's items in a ring (see `circles.rs`).

mod circles;
mod counts;
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fmt::Write as _;

use counts::Function;
use source::SourceFile;

/// First words that make a doc comment a riddle: the item's own noun or verb belongs there.
const QUESTION_WORDS: [&str; 8] = ["What", "Who", "Whose", "Whether", "Where", "How", "When", "Which"];

/// The median length of a source file, in lines.
const MEDIAN_FILE: usize = 150;

/// Type names that are defined in more than one file, in percent of all.
const SHARED_TYPE_NAMES: f64 = 2.0;

/// Doc comments that begin with a question word, in percent of all.
const QUESTION_COMMENTS: f64 = 4.0;

/// A function longer than this needs a reason in [`LONG_FUNCTIONS`], in lines.
const LONG_FUNCTION: usize = 100;

/// Longer functions, as `file function`, each with its reason.
const LONG_FUNCTIONS: [(&str, &str); 5] = [
    ("src/diagnostic/fault/plan.rs words", SENTENCES),
    ("src/diagnostic/fault/schedule.rs words", SENTENCES),
    ("src/diagnostic/fault/season.rs words", SENTENCES),
    ("src/diagnostic/fault/text.rs words", SENTENCES),
    ("src/review/observation.rs words", SENTENCES),
];

/// The reason of functions that word an enum.
const SENTENCES: &str = "an arm for each variant, read like a table";

/// Circles that are meant to be, as their files, each with its reason.
const CIRCLES: [(&[&str], &str); 0] = [];

/// The most circles, with a reason or without.
const MOST_CIRCLES: usize = 3;

/// All that is measured.
struct Measures {
    files: usize,
    code_lines: usize,
    test_lines: usize,
    file_lengths: Vec<usize>,
    functions: Vec<Function>,
    unwraps: usize,
    documented: (usize, usize),
    types: BTreeMap<String, BTreeSet<String>>,
    comments: usize,
    questions: Vec<(String, usize, String)>,
    arrows: usize,
    circles: Vec<Vec<String>>,
}

impl Measures {
    fn of(files: &[SourceFile]) -> Self {
        let mut it = Measures {
            files: 0,
            code_lines: 0,
            test_lines: 0,
            file_lengths: Vec::new(),
            functions: Vec::new(),
            unwraps: 0,
            documented: (0, 0),
            types: BTreeMap::new(),
            comments: 0,
            questions: Vec::new(),
            arrows: 0,
            circles: Vec::new(),
        };
        for file in files {
            let (code, test) = file.code_lines();
            it.test_lines += test;
            if file.is_test {
                it.test_lines += code;
                continue;
            }
            it.files += 1;
            it.code_lines += code;
            it.file_lengths
                .push(file.text.bytes().filter(|byte| *byte == b'\n').count());
            let counts = counts::of(file);
            it.functions.extend(counts.functions);
            it.unwraps += counts.unwraps;
            it.documented.0 += counts.documented;
            it.documented.1 += counts.public;
            for name in counts.types {
                it.types.entry(name).or_default().insert(file.path.clone());
            }
            if file.path.starts_with("src/") {
                for (line, text) in counts::doc_comments(&file.text) {
                    it.comments += 1;
                    if starts_with_a_question_word(&text) {
                        it.questions.push((file.path.clone(), line, text));
                    }
                }
            }
        }
        it.file_lengths.sort_unstable();
        it.functions.sort_by_key(|function| function.lines);
        (it.arrows, it.circles) = circles::of(files);
        it
    }

    fn shared_types(&self) -> Vec<(&String, &BTreeSet<String>)> {
        self.types.iter().filter(|(_, files)| files.len() > 1).collect()
    }

    fn shared_types_percent(&self) -> f64 {
        percent(self.shared_types().len(), self.types.len())
    }

    fn questions_percent(&self) -> f64 {
        percent(self.questions.len(), self.comments)
    }

    fn long_functions(&self) -> impl Iterator<Item = &Function> {
        self.functions
            .iter()
            .rev()
            .filter(|function| function.lines > LONG_FUNCTION)
    }

    /// The table of measures.
    fn table(&self) -> String {
        let lengths: Vec<usize> = self.functions.iter().map(|function| function.lines).collect();
        let files = &self.file_lengths;
        let over = |count: usize| percent(count, self.functions.len());
        let over_60 = lengths.iter().filter(|lines| **lines > 60).count();
        let parameters = self.functions.iter().filter(|it| it.parameters >= 5).count();
        let rows = [
            ("source files", self.files.to_string()),
            ("code lines", self.code_lines.to_string()),
            (
                "test code / code",
                format!("{:.2}", ratio(self.test_lines, self.code_lines)),
            ),
            ("file median", percentile(files, 50).to_string()),
            (
                "file p90 / max",
                format!("{}/{}", percentile(files, 90), percentile(files, 100)),
            ),
            (
                "fn median/p90/max",
                format!(
                    "{}/{}/{}",
                    percentile(&lengths, 50),
                    percentile(&lengths, 90),
                    percentile(&lengths, 100)
                ),
            ),
            ("fn over 60 lines, %", format!("{:.1}", over(over_60))),
            ("fn with 5+ parameters, %", format!("{:.1}", over(parameters))),
            (
                "unwrap, panic / 1,000",
                format!("{:.1}", 1000.0 * ratio(self.unwraps, self.code_lines)),
            ),
            (
                "pub documented, %",
                format!("{:.1}", percent(self.documented.0, self.documented.1)),
            ),
            (
                "type names in 2+ files, %",
                format!(
                    "{:.1} ({} of {})",
                    self.shared_types_percent(),
                    self.shared_types().len(),
                    self.types.len()
                ),
            ),
            (
                "question-word comments, %",
                format!(
                    "{:.1} ({} of {})",
                    self.questions_percent(),
                    self.questions.len(),
                    self.comments
                ),
            ),
            (
                "circles",
                format!("{} (of {} arrows)", self.circles.len(), self.arrows),
            ),
        ];
        let mut text = String::from("| measure | value |\n| --- | --- |\n");
        for (name, value) in rows {
            let _ = writeln!(text, "| {name} | {value} |");
        }
        text
    }

    /// Every place below `path` that counts against a measure, by file.
    fn places(&self, path: &str) -> String {
        let mut text = String::new();
        let _ = writeln!(text, "\nType names in two files or more:");
        for (name, files) in self.shared_types() {
            if files.iter().any(|file| file.starts_with(path)) {
                let files: Vec<&str> = files.iter().map(String::as_str).collect();
                let _ = writeln!(text, "  {name}: {}", files.join(", "));
            }
        }
        let _ = writeln!(text, "\nFunctions over 60 lines, or with 5 parameters and more:");
        for function in self.functions.iter().rev() {
            if function.file.starts_with(path) && (function.lines > 60 || function.parameters >= 5) {
                let _ = writeln!(
                    text,
                    "  {}:{} {}: {} lines, {} parameters",
                    function.file, function.line, function.name, function.lines, function.parameters
                );
            }
        }
        let _ = writeln!(text, "\nDoc comments that begin with a question word:");
        for (file, line, comment) in &self.questions {
            if file.starts_with(path) {
                let short: String = comment.chars().take(80).collect();
                let _ = writeln!(text, "  {file}:{line} {short}");
            }
        }
        let mut by_file: BTreeMap<&str, usize> = BTreeMap::new();
        for (file, _, _) in &self.questions {
            *by_file.entry(file).or_default() += 1;
        }
        let mut by_file: Vec<(&str, usize)> = by_file.into_iter().collect();
        by_file.sort_by_key(|(file, count)| (usize::MAX - count, *file));
        let _ = writeln!(text, "\nThe same, by file:");
        for (file, count) in by_file.iter().filter(|(file, _)| file.starts_with(path)) {
            let _ = writeln!(text, "  {count:3} {file}");
        }
        let _ = writeln!(text, "\nCircles:");
        for circle in &self.circles {
            if circle.iter().any(|file| file.starts_with(path)) {
                let _ = writeln!(text, "  {}", circle.join(", "));
            }
        }
        text
    }
}

fn starts_with_a_question_word(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let first = first.trim_end_matches(['.', ',', ':', ';', '?']);
    QUESTION_WORDS.contains(&first)
}

/// The value at the given hundredth of `sorted`, 0 without values.
fn percentile(sorted: &[usize], hundredth: usize) -> usize {
    let last = sorted.len().saturating_sub(1);
    sorted
        .get(last.min(sorted.len() * hundredth / 100))
        .copied()
        .unwrap_or(0)
}

#[expect(clippy::cast_precision_loss, reason = "counts of lines are small")]
fn ratio(count: usize, of: usize) -> f64 {
    count as f64 / of.max(1) as f64
}

fn percent(count: usize, of: usize) -> f64 {
    100.0 * ratio(count, of)
}

#[test]
fn the_measures_keep_their_limits() {
    let measures = Measures::of(&source::all());
    println!("{}", measures.table());
    println!("{}", measures.places(&env::var("MEASURES").unwrap_or_default()));

    let mut faults = Vec::new();
    let median = percentile(&measures.file_lengths, 50);
    if median > MEDIAN_FILE {
        faults.push(format!(
            "the median file has {median} lines, more than {MEDIAN_FILE}"
        ));
    }
    let shared = measures.shared_types_percent();
    if shared > SHARED_TYPE_NAMES {
        faults.push(format!(
            "{shared:.1} % of the type names stand in two files or more, more than {SHARED_TYPE_NAMES} %"
        ));
    }
    let questions = measures.questions_percent();
    if questions > QUESTION_COMMENTS {
        faults.push(format!(
            "{questions:.1} % of the doc comments begin with a question word, more than {QUESTION_COMMENTS} %"
        ));
    }
    faults.extend(faults_of_functions(&measures));
    faults.extend(faults_of_circles(&measures));
    if measures.circles.len() > MOST_CIRCLES {
        faults.push(format!(
            "there are {} circles, more than {MOST_CIRCLES}",
            measures.circles.len()
        ));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn faults_of_functions(measures: &Measures) -> Vec<String> {
    let mut faults = Vec::new();
    let long: Vec<String> = measures
        .long_functions()
        .map(|function| format!("{} {}", function.file, function.name))
        .collect();
    for name in &long {
        if !LONG_FUNCTIONS.iter().any(|(listed, _)| listed == name) {
            faults.push(format!(
                "{name} has over {LONG_FUNCTION} lines: split it, or give the reason in LONG_FUNCTIONS"
            ));
        }
    }
    for (listed, _) in LONG_FUNCTIONS {
        if !long.iter().any(|name| name == listed) {
            faults.push(format!(
                "{listed} has no more than {LONG_FUNCTION} lines: take it off LONG_FUNCTIONS"
            ));
        }
    }
    faults
}

fn faults_of_circles(measures: &Measures) -> Vec<String> {
    let mut faults = Vec::new();
    for circle in &measures.circles {
        if !CIRCLES.iter().any(|(listed, _)| circle == listed) {
            faults.push(format!(
                "a circle without a reason in CIRCLES: {}",
                circle.join(", ")
            ));
        }
    }
    for (listed, _) in CIRCLES {
        if !measures.circles.iter().any(|circle| circle == listed) {
            faults.push(format!(
                "no circle any more, take it off CIRCLES: {}",
                listed.join(", ")
            ));
        }
    }
    faults
}
