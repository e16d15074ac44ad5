//! Reading never panics and never hangs, whatever is in a file or a flag; and what it says points into
//! the text and cannot steer a terminal.

use std::time::{Duration, Instant};

use longrun::diagnostic::{Diagnostic, Faults, Severity, Source, Style, render};
use longrun::document::{LARGEST_FILE, Table, parse};
use longrun::plan::{self, MOST_ITEMS, MOST_WEEKS, built_in};
use longrun::schedule::schedule;
use longrun::season::{self, FLAGS, table_of_flags};
use proptest::prelude::*;

use crate::world::World;

/// Files that are fine, to be spoilt.
const SEASONS: [&str; 2] = [
    include_str!("../../examples/fall-to-spring.toml"),
    include_str!("../../examples/first-marathon.toml"),
];
const PLANS: [&str; 4] = [
    include_str!("../../plans/maintenance-20-40.toml"),
    include_str!("../../plans/marathon-intermediate-18.toml"),
    include_str!("../../plans/offseason-7day-marathoner.toml"),
    include_str!("../../plans/post-marathon-recovery.toml"),
];

/// Longer than any file of a person takes, on a slow machine.
const LONG: Duration = Duration::from_secs(10);

/// What is said about a text as a plan.
fn plan_faults(text: &str) -> Vec<Diagnostic> {
    let faults = Faults::new();
    let read = plan::read("own", &Source::new("own.toml", text), &faults);
    assert_eq!(
        read.is_some(),
        faults.errors() == 0,
        "a plan comes out, or an error does"
    );
    faults.into_sorted()
}

/// What is said about a text as a season. One that can be read is placed.
fn season_faults(text: &str) -> Vec<Diagnostic> {
    let faults = Faults::new();
    let table = parse(&Source::new("season.toml", text), &faults);
    let read = season::read(&table, &built_in(), &faults);
    assert_eq!(
        read.is_some(),
        faults.errors() == 0,
        "a season comes out, or an error does"
    );
    if let Some(season) = read {
        let schedule = schedule(&season, &faults);
        assert_eq!(faults.errors(), 0, "what could be read can be placed");
        assert!(schedule.days.windows(2).all(|pair| pair[0].date < pair[1].date));
    }
    faults.into_sorted()
}

/// Every place lies in its text, on whole characters, and what is printed holds nothing but text.
fn can_be_told(said: &[Diagnostic]) {
    for one in said {
        for label in one.at.iter().chain(&one.context) {
            let (text, range) = (label.span.source().text(), label.span.range());
            assert!(text.get(range.clone()).is_some(), "{range:?} of {text:?}");
        }
        let plain = render(one, Style::Plain);
        let hostile = |c: char| (c.is_control() && c != '\n') || is_bidi(c);
        assert!(!plain.contains(hostile), "{plain:?}");
        assert!(plain.starts_with(one.severity.word()));
        assert!(!render(one, Style::Coloured).is_empty());
        assert!(!one.message.ends_with('.'), "{}", one.message);
    }
}

/// Characters that turn the direction of what follows, so that a line reads as what it is not.
fn is_bidi(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn errors(said: &[Diagnostic]) -> Vec<&'static str> {
    let errors = said.iter().filter(|one| one.severity == Severity::Error);
    errors.map(|one| one.code).collect()
}

/// Texts with a bias to what TOML, terminals and Unicode find hard.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "[",
        "]",
        "[[",
        "]]",
        "{",
        "}",
        "=",
        "\"",
        "'",
        "\"\"\"",
        "\n",
        "\r\n",
        ",",
        ".",
        "#",
        "\\",
        "\\u001b",
        "\u{1b}[2J",
        "\u{0}",
        "\u{7f}",
        "\u{85}",
        "\u{9b}",
        "\u{202e}",
        "\u{2066}",
        "\u{feff}",
        "é",
        "🏃",
        "e\u{301}",
        " ",
        "\t",
        "-",
        "_",
        "race",
        "week",
        "phase",
        "plan",
        "date",
        "long",
        "volume",
        "workout",
        "session",
        "2027-02-29",
        "2027-04-19",
        "25:61:00",
        "18:00",
        "1e400",
        "nan",
        "99999999999999999999",
        "0x10",
        "-5",
        "true",
        "\"70 km\"",
        "\"sun 08:00\"",
        "3 x (8 min @ T / 90 s jog)",
        "( ",
        "\"marathon-intermediate-18\"",
    ]);
    prop_oneof![
        prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat()),
        any::<String>(),
    ]
}

/// A change of a text, at a share of its length.
#[derive(Debug, Clone)]
enum Change {
    Delete(f64, usize),
    Double(f64, usize),
    Put(f64, String),
    SwapValues(f64, f64),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let place = 0.0..1.0f64;
    let change = prop_oneof![
        (place.clone(), 1usize..40).prop_map(|(at, length)| Change::Delete(at, length)),
        (place.clone(), 1usize..40).prop_map(|(at, length)| Change::Double(at, length)),
        (place.clone(), texts()).prop_map(|(at, text)| Change::Put(at, text)),
        (place.clone(), place).prop_map(|(one, other)| Change::SwapValues(one, other)),
    ];
    prop::collection::vec(change, 1..4)
}

fn changed(text: &str, changes: &[Change]) -> String {
    let mut text = text.to_owned();
    for change in changes {
        let at = |share: f64| text.floor_char_boundary((share * text.len() as f64) as usize);
        match change {
            Change::Delete(share, length) => {
                let from = at(*share);
                let to = text.floor_char_boundary(from + length);
                text.replace_range(from..to, "");
            }
            Change::Double(share, length) => {
                let from = at(*share);
                let to = text.floor_char_boundary(from + length);
                let piece = text[from..to].to_owned();
                text.insert_str(from, &piece);
            }
            Change::Put(share, piece) => text.insert_str(at(*share), piece),
            Change::SwapValues(one, other) => text = swapped(&text, *one, *other),
        }
    }
    text
}

/// Two lines with each other's values.
fn swapped(text: &str, one: f64, other: f64) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let with_value: Vec<usize> = (0..lines.len())
        .filter(|&line| lines[line].contains(" = "))
        .collect();
    if with_value.is_empty() {
        return text.to_owned();
    }
    let pick = |share: f64| with_value[(share * with_value.len() as f64) as usize];
    let (one, other) = (pick(one), pick(other));
    let split = |line: &str| {
        line.split_once(" = ")
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
    };
    if let (Some((key, value)), Some((other_key, other_value))) = (split(&lines[one]), split(&lines[other])) {
        lines[one] = format!("{key} = {other_value}");
        lines[other] = format!("{other_key} = {value}");
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_and_told(text in texts()) {
        can_be_told(&plan_faults(&text));
        can_be_told(&season_faults(&text));
    }

    #[test]
    fn a_spoilt_season_is_read_and_told(season in prop::sample::select(SEASONS.to_vec()), changes in changes()) {
        can_be_told(&season_faults(&changed(season, &changes)));
    }

    #[test]
    fn a_spoilt_plan_is_read_and_told(plan in prop::sample::select(PLANS.to_vec()), changes in changes()) {
        can_be_told(&plan_faults(&changed(plan, &changes)));
    }

    #[test]
    fn any_flags_are_read_and_told(given in prop::collection::vec((0..FLAGS.len() + 1, flag_values()), 0..6)) {
        let faults = Faults::new();
        let source = Source::new("the command line", "plan = \"marathon-intermediate-18\"");
        let mut table: Table = parse(&source, &faults);
        let given: Vec<(String, String)> = given
            .into_iter()
            .map(|(flag, value)| (FLAGS.get(flag).map_or("no-such-flag", |flag| flag.name).to_owned(), value))
            .collect();
        table_of_flags(&mut table, &given, "--", &faults);
        let season = season::read(&table, &built_in(), &faults);
        if let Some(season) = &season && faults.errors() == 0 {
            schedule(season, &faults);
            prop_assert_eq!(faults.errors(), 0);
        }
        can_be_told(&faults.into_sorted());
    }
}

fn flag_values() -> impl Strategy<Value = String> {
    let good = prop::sample::select(vec![
        "2027-04-19",
        "2027-02-30",
        "1900-01-01",
        "2200-12-31",
        "10:00",
        "half",
        "3:25:00",
        "America/New_York",
        "mi",
        "novice",
        "50 km",
        "0 km",
        "999 km",
        "half 1:38:30",
        "sun 08:00",
        "tue 18:00",
        "wed off",
        "mon,fri",
        "mon,tue,wed,thu,fri,sat,sun",
        "2027-02-13..2027-02-21",
        "2027-02-21..2027-02-13",
        "..",
        "",
    ]);
    prop_oneof![3 => good.prop_map(str::to_owned), 1 => texts()]
}

#[test]
fn a_file_over_one_mebibyte_is_refused_and_one_just_below_is_read() {
    let padded = |bytes: usize| {
        let season = SEASONS[1];
        format!("{season}\n#{}", "x".repeat(bytes - season.len() - 2))
    };
    assert_eq!(errors(&season_faults(&padded(LARGEST_FILE))), [] as [&str; 0]);
    let said = season_faults(&padded(LARGEST_FILE + 1));
    assert!(errors(&said).contains(&"file-too-large"), "{said:?}");
    assert_eq!(errors(&said).len(), 1, "and nothing else is said of it: {said:?}");
    let world = World::new().file("season.toml", &padded(LARGEST_FILE + 1));
    let run = world.run(["export", "season.toml", "-o", "-"]).code(1);
    run.stderr_contains("error[file-too-large]: season.toml is larger than 1 MiB\n")
        .stderr_contains("is this the right file?");
}

#[test]
fn nesting_does_not_overflow_the_stack() {
    let deep = 100_000;
    for text in [
        format!("plan = {}", "[".repeat(deep)),
        format!("plan = {}{}", "[".repeat(deep), "]".repeat(deep)),
        format!("plan = {}", "{a=".repeat(deep)),
        format!("{} = 1", vec!["a"; deep].join(".")),
        format!("[{}]\nb = 1", vec!["a"; deep].join(".")),
        format!("[[phase]]\nlong = \"{}8 km\"", "2 x (".repeat(deep)),
        format!("[workout]\na = \"{}\"", "(".repeat(deep)),
    ] {
        let began = Instant::now();
        can_be_told(&plan_faults(&text));
        can_be_told(&season_faults(&text));
        assert!(
            began.elapsed() < LONG,
            "{:?} for {}",
            began.elapsed(),
            &text[..20]
        );
    }
}

#[test]
fn the_largest_files_are_read_in_time_and_their_faults_can_be_counted() {
    let full = |line: &dyn Fn(usize) -> String| {
        let mut text = String::new();
        for number in 0.. {
            let line = line(number);
            if text.len() + line.len() > LARGEST_FILE - 100 {
                break;
            }
            text += &line;
        }
        text
    };
    let texts = [
        full(&|_| "x\n".to_owned()),
        full(&|number| format!("k{number} = 1\n")),
        full(&|number| format!("[k{number}]\n")),
        full(&|_| "[[phase]]\n".to_owned()),
        full(&|_| "[[away]]\nfrom = 2027-01-01\n".to_owned()),
        full(&|number| format!("workout.w{number} = \"w{}\"\n", number + 1)),
        full(&|number| format!("session.s{number}.kind = \"easy\"\n")),
        format!("a = [{}", full(&|_| "1 2 ".to_owned())),
        format!("a = \"{}\"", full(&|_| "\\u001b".to_owned())),
        format!("[week]\nrest = \"{}\"", full(&|_| "m ".to_owned())),
        format!("[[phase]]\nlong = \"{}\"", full(&|_| "8 km, ".to_owned())),
    ];
    for text in texts {
        let began = Instant::now();
        let said = [plan_faults(&text), season_faults(&text)].concat();
        can_be_told(&said);
        assert!(said.len() <= 202, "{} are too many to read", said.len());
        let start = text.get(..40).unwrap_or(&text);
        assert!(began.elapsed() < 2 * LONG, "{:?} for {start:?}", began.elapsed());
        eprintln!("{:?} for {start:?}", began.elapsed());
    }
}

#[test]
fn a_plan_lasts_at_most_104_weeks() {
    let plan = |weeks: u32| {
        format!(
            "[[phase]]\nname = \"Base\"\nweeks = 52\nlong = \"16 km\"\n[[phase]]\nweeks = {weeks}\nlong = \"16 km\"\n"
        )
    };
    assert_eq!(MOST_WEEKS, 104);
    assert_eq!(errors(&plan_faults(&plan(52))), [] as [&str; 0]);
    assert_eq!(errors(&plan_faults(&plan(53))), ["too-many-weeks"]);
    let of_one = |weeks: u32| format!("[[phase]]\nweeks = {weeks}\nlong = \"16 km\"\n");
    assert_eq!(errors(&plan_faults(&of_one(104))), [] as [&str; 0]);
    assert_eq!(errors(&plan_faults(&of_one(105))), ["out-of-range"]);
}

#[test]
fn a_week_holds_at_most_14_sessions_of_training() {
    let plan = |strength: u32| {
        format!("[[phase]]\nweeks = 4\nlong = 1\neasy = 4\nstrength = {strength}\nmind = 7\nfuel = 7\n")
    };
    assert_eq!(MOST_ITEMS, 14);
    assert_eq!(
        errors(&plan_faults(&plan(9))),
        [] as [&str; 0],
        "reminders do not count"
    );
    assert_eq!(errors(&plan_faults(&plan(10))), ["too-many-sessions"]);
}

#[test]
fn no_day_of_a_season_can_be_so_far_away_that_it_hangs() {
    let began = Instant::now();
    for season in [
        "plan = \"marathon-intermediate-18\"\nstart = 1900-01-01\n[race]\ndate = 2200-12-31\n",
        "plan = [\"post-marathon-recovery\", \"marathon-intermediate-18\"]\n[race]\ndate = 2200-12-31\n[previous]\ndate = 1900-01-01\n",
        "plan = \"marathon-intermediate-18\"\n[race]\ndate = 2027-04-18\n[[away]]\nfrom = 1900-01-01\nto = 2200-12-31\n",
        "plan = \"marathon-intermediate-18\"\n[race]\ndate = 1900-01-01\n",
        "plan = \"post-marathon-recovery\"\nstart = 2200-12-31\n",
    ] {
        can_be_told(&season_faults(season));
        assert!(began.elapsed() < LONG, "{:?} for {season}", began.elapsed());
    }
}

#[test]
fn eight_faults_of_a_season_are_told_in_one_run() {
    let season = include_str!("../cases/fault-eight-at-once/season.toml");
    let said = season_faults(season);
    let mut codes = errors(&said);
    assert_eq!(codes.len(), 8);
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), 8, "and they are eight different ones: {codes:?}");
}
