//! Files that are hard to read: each sign of TOML over and over, errors at every byte, long words, deep nesting. Of each
//! shape the time and the memory to read it are bounded, whatever its size.
#![cfg(unix)]

use std::fs;
use std::process::Command;
use std::time::Duration;

use longrun::diagnostic::{Faults, Source};
use longrun::document::parse;

use crate::world::World;

/// Memory for the program itself, in KiB of addresses.
const OWN_MEMORY: usize = 48 << 10;

/// The most bytes of memory for each byte of a file.
const BYTES_PER_BYTE: usize = 16;

/// The processor time of reading a file, in whole seconds, as a limit of the system counts it. A megabyte takes a twentieth.
const SECONDS: u32 = 1;

/// Units that are repeated to a file.
const UNITS: [&str; 63] = [
    "!",
    "$",
    "&",
    "(",
    "*",
    "+",
    ",",
    "-",
    ".",
    "/",
    ":",
    ";",
    "<",
    "=",
    ">",
    "?",
    "@",
    "[",
    "\\",
    "]",
    "^",
    "_",
    "`",
    "{",
    "|",
    "}",
    "~",
    "\"",
    "'",
    "#",
    "%",
    "\r",
    "\u{7}",
    "\u{7f}",
    " ",
    "\t",
    "\n",
    "é",
    "=\n",
    "\"\n",
    "\r\n",
    "[\n",
    "[[\n",
    "{\n",
    "a\n",
    "a=\n",
    "a=1\n",
    "[a]\n",
    "[[a]]\n",
    "[[phase]]\n",
    "#\u{7}\n",
    "a\u{7}=1\n",
    "a=\"\u{7}\"\n",
    "a=x\n",
    "a=1 1\n",
    "k=2027-02-30\n",
    "n=99999999999999999999\n",
    "a.b=1\n",
    "a.",
    "\\u",
    "\u{202e}=1\n",
    "[[away]]\nfrom=2027-01-01\n",
    "[a.b.c.d]\n",
];

/// A beginning, a unit that is repeated, and an end.
const FRAMED: [(&str, &str, &str); 33] = [
    ("a", ".", " = 1"),
    ("a", ".a", " = 1"),
    ("a = [", ",", "]"),
    ("a = [", "1,", "]"),
    ("a = [", "x,", "]"),
    ("a = [", "1 2 ", "]"),
    ("a = [", "'',", "]"),
    ("a = [", "{},", "]"),
    ("a = [\n", "k = 1\n", ""),
    ("x y\na = [\n", "k = 1\n", ""),
    ("a = ", "[", ""),
    ("a = ", "{a=", ""),
    ("a = {", "b=1,", "}"),
    ("a = ", "x", ""),
    ("a = ", "1", ""),
    ("a = ", "1-", ""),
    ("a = ", "1:", ""),
    ("a = \"", "x", "\""),
    ("a = \"", "\u{7}", "\""),
    ("a = \"", "\\q", "\""),
    ("a = \"", "\\u001b", "\""),
    ("", "x", " = 1"),
    ("\"", "\u{7}", "\" = 1"),
    ("# ", "\u{7}", ""),
    ("# ", "\r", ""),
    ("plans = [", "\"half-12\",", "]"),
    ("title = \"x\"\n", "[[phase]]\nname=\"a\"\nfoo=1\n", ""),
    ("plan = \"half-12\"\nrest = [", "\"mon\",", "]"),
    ("plan = \"half-12\"\nalso = [", "\"foo\",", "]"),
    (
        "plan = \"half-12\"\nrace.date = 2027-04-18\n",
        "[[away]]\nfrom=2027-01-01\n",
        "",
    ),
    ("plan = \"half-12\"\n[calendar]\ntitle = \"", "{x", "\""),
    ("[[phase]]\nlong = \"", "(", "\""),
    ("[[phase]]\nlong = \"", "8 km, ", "\""),
];

/// All shapes, each of `bytes`.
pub(crate) fn shapes(bytes: usize) -> Vec<String> {
    let repeated = |unit: &str| unit.repeat(bytes / unit.len());
    let mut all: Vec<String> = UNITS.iter().map(|unit| repeated(unit)).collect();
    all.extend(
        FRAMED
            .iter()
            .map(|(begin, unit, end)| format!("{begin}{}{end}", repeated(unit))),
    );
    let numbered = |line: &dyn Fn(usize) -> String| (0..bytes / line(1000).len()).map(line).collect();
    all.push(numbered(&|number| format!("k{number} = 1\n")));
    all.push(numbered(&|number| format!("[k{number}]\n")));
    all.push(numbered(&|number| format!("session.s{number}.kind = \"easy\"\n")));
    all.push(format!("a = {}{}", "[".repeat(bytes / 2), "]".repeat(bytes / 2)));
    all
}

/// The deepest tree that TOML's parser makes of few bytes: tables in tables, each under a long key.
pub(crate) fn deepest() -> String {
    let key = vec!["a"; 79].join(".");
    let inside = (0..79).fold("1".to_owned(), |inside, _| format!("{{{key}={inside}}}"));
    format!("{key}={inside}\n")
}

#[test]
fn a_file_of_faults_takes_little_time_and_memory_and_a_hundred_faults_are_told() {
    for bytes in [10_000, 100_000, 1_000_000] {
        for text in shapes(bytes).into_iter().chain([deepest()]) {
            let begin = text.get(..text.floor_char_boundary(30)).unwrap_or(&text);
            let world = World::new().file("a.toml", &text);
            let (code, told) = run_within_limits(&world, SECONDS, text.len(), "check a.toml");
            assert!(
                matches!(code, Some(0 | 1)),
                "{code:?} for {begin:?}, {bytes}: {told}"
            );
            let is_fault = |line: &&str| line.starts_with("error") || line.starts_with("warning");
            let count = told.lines().filter(is_fault).count();
            // The last line counts them.
            assert!(count <= 101, "{count} faults for {begin:?}, {bytes}");
            assert!(told.len() < 100_000, "{} bytes are told of {begin:?}", told.len());
        }
    }
}

/// The processor time of this thread.
pub(crate) fn used() -> Duration {
    let stat = fs::read_to_string("/proc/thread-self/stat").unwrap();
    let fields = stat.rsplit(')').next().unwrap().split_whitespace();
    // Ticks of a hundredth of a second in user mode, then in the kernel.
    let ticks: u64 = fields
        .skip(11)
        .take(2)
        .map(|ticks| ticks.parse::<u64>().unwrap())
        .sum();
    Duration::from_millis(10 * ticks)
}

/// Runs the program with arguments that a shell takes apart, within the limits of a file of `bytes`.
pub(crate) fn run_within_limits(
    world: &World,
    seconds: u32,
    bytes: usize,
    arguments: &str,
) -> (Option<i32>, String) {
    let memory = OWN_MEMORY + BYTES_PER_BYTE * bytes / 1024;
    let limited =
        format!("ulimit -v {memory} -t {seconds}; exec \"$0\" {arguments} --now 2026-11-22T12:00:00Z");
    let run = Command::new("bash")
        .args(["-c", &limited, env!("CARGO_BIN_EXE_longrun")])
        .current_dir(world.path("."))
        .output()
        .unwrap();
    (run.status.code(), String::from_utf8(run.stderr).unwrap())
}

#[test]
fn a_calendar_of_odd_lines_takes_little_time_and_memory() {
    const BYTES: usize = 1_000_000;
    let units = [
        "BEGIN:VEVENT\r\n",
        "BEGIN:VEVENT\r\nEND:VEVENT\r\n",
        "END:VEVENT\r\n",
        "BEGIN:VTIMEZONE\r\nTZID:x\r\nEND:VTIMEZONE\r\n",
        "X\r\n",
        ":\r\n",
        ":",
        ";",
        ";A=b",
        ";A=\":\"",
        "\r",
        "\n",
        "\r\n ",
        "\0",
        "\\n",
        "SUMMARY:x\r\n",
        "SUMMARY;",
        "DTSTART:x\r\n",
        "EXDATE:20270301T080000Z\r\n",
        "RRULE:FREQ=X\r\n",
        "RRULE:FREQ=DAILY\r\n",
    ];
    let season = "plan = \"half-12\"\nrace.date = 2027-04-18\nathlete.time_zone = \"Europe/Berlin\"\naround = [\"work.ics\"]\n";
    let event = "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20270301T080000Z\r\n";
    for unit in units {
        let lines = unit.repeat(BYTES / unit.len());
        for head in [String::new(), event.to_owned(), format!("{event}SUMMARY")] {
            let calendar =
                format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{head}{lines}\r\nEND:VCALENDAR\r\n");
            let world = World::new()
                .file("season.toml", season)
                .file("work.ics", &calendar);
            for arguments in [
                "check season.toml",
                "export half-12 --race 2027-04-18 -o work.ics",
            ] {
                let (code, told) = run_within_limits(&world, SECONDS, BYTES, arguments);
                assert!(
                    matches!(code, Some(0 | 1 | 3)),
                    "{code:?} for {unit:?} after {head:?}: {told}"
                );
                assert!(told.len() < 100_000, "{} bytes are told of {unit:?}", told.len());
            }
        }
    }
}

#[test]
fn faults_beyond_the_first_hundred_are_counted() {
    for (text, more) in [
        ("=\n".repeat(600), "there are 1100 more like these"),
        ("a\n".repeat(900), "there are 800 more like these"),
        ("a\n".repeat(5_000), "there are 4900 more like these"),
    ] {
        let world = World::new().file("a.toml", &text);
        world.run(["check", "a.toml"]).code(1).stderr_contains(more);
    }
}

#[test]
fn the_first_faults_are_those_of_a_short_file() {
    let first = |lines: usize| {
        let world = World::new().file("a.toml", &"name = Sam\n".repeat(lines));
        let told = world.run(["check", "a.toml"]).code(1).stderr;
        // A key that stands twice is found only in a text that is read whole.
        let is_syntax = |line: &&str| line.starts_with("error[toml-syntax]") && !line.ends_with("twice");
        let errors = told.lines().filter(is_syntax);
        errors.take(4).map(str::to_owned).collect::<Vec<_>>()
    };
    let few = first(20);
    assert!(few[0].ends_with("`Sam` stands without quotes"), "{few:?}");
    assert_eq!(few, first(2_000));
}

#[test]
fn a_large_sound_file_is_read_whole() {
    let day = |number: usize| {
        format!(
            "[[done]]\ndate = 2027-01-{:02}\ndistance = \"12 km\"\n",
            number % 28 + 1
        )
    };
    let facts: String = (0..3_000).map(day).collect();
    let faults = Faults::new();
    let table = parse(&Source::new("season.toml", facts.as_str()), &faults);
    assert!(faults.is_empty());
    assert_eq!(table.entries.len(), 1);
    let longest = format!(
        "# {}\nplan = \"half-12\"\nrace.date = 2027-04-18\n",
        "x".repeat(1_000_000)
    );
    let world = World::new().file("a.toml", &longest);
    world.run(["check", "a.toml"]).code(0);
    fs::remove_file(world.path("a.toml")).unwrap();
}
