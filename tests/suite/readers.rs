//! Reading never panics, whatever a file or a flag holds. Messages point into the text and cannot control a
//! terminal.

use longrun::diagnostic::{Diagnostic, Faults, Severity, Source, Style, render};
use longrun::document::{Table, parse};
use longrun::plan::{self, built_in};
use longrun::schedule::{PlacementInputs, schedule};
use longrun::season::{self, FLAGS, table_of_flags};
use proptest::prelude::*;

/// Valid files, to be damaged.
pub(crate) const SEASONS: [&str; 2] = [
    include_str!("../../examples/fall-to-spring.toml"),
    include_str!("../../examples/first-marathon.toml"),
];
const PLANS: [&str; 4] = [
    include_str!("../../plans/maintenance-20-40.toml"),
    include_str!("../../plans/marathon-intermediate-18.toml"),
    include_str!("../../plans/offseason-7day-marathoner.toml"),
    include_str!("../../plans/post-marathon-recovery.toml"),
];

/// The diagnostics of a text read as a plan.
pub(crate) fn plan_faults(text: &str) -> Vec<Diagnostic> {
    let faults = Faults::new();
    let read = plan::read("own", &Source::new("own.toml", text), &faults);
    assert_eq!(
        read.is_some(),
        faults.errors() == 0,
        "a plan comes out, or an error does"
    );
    faults.into_sorted()
}

/// The diagnostics of a text read as a season. A season that can be read is placed, too.
pub(crate) fn season_faults(text: &str) -> Vec<Diagnostic> {
    let faults = Faults::new();
    let table = parse(&Source::new("season.toml", text), &faults);
    let read = season::read(&table, &built_in(), &faults);
    assert_eq!(
        read.is_some(),
        faults.errors() == 0,
        "a season comes out, or an error does"
    );
    if let Some((season, facts)) = read {
        let schedule = schedule(&PlacementInputs::new(season, facts), &faults);
        assert_eq!(faults.errors(), 0, "what could be read can be placed");
        assert!(schedule.days.windows(2).all(|pair| pair[0].date < pair[1].date));
    }
    faults.into_sorted()
}

/// Checks that every place lies in its text, on whole characters, and that the printed form is plain text.
pub(crate) fn can_be_told(said: &[Diagnostic]) {
    for one in said {
        for span in one.at.iter().chain(&one.and) {
            let (text, range) = (span.source().text(), span.range());
            assert!(text.get(range.clone()).is_some(), "{range:?} of {text:?}");
        }
        let plain = render(one, Style::Plain);
        let hostile = |c: char| (c.is_control() && c != '\n') || is_bidi(c);
        assert!(!plain.contains(hostile), "{plain:?}");
        assert!(plain.starts_with(one.severity().word()));
        assert!(!render(one, Style::Coloured).is_empty());
        assert!(!one.message().ends_with('.'), "{}", one.message());
    }
}

/// True for characters that change the direction of the text after them, so that a line reads as another.
fn is_bidi(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

pub(crate) fn errors(said: &[Diagnostic]) -> Vec<&'static str> {
    let errors = said.iter().filter(|one| one.severity() == Severity::Error);
    errors.map(|one| one.code().word()).collect()
}

/// Texts biased towards everything that is hard for TOML, terminals and Unicode.
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

/// Two lines with their values exchanged.
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
        if let Some((season, facts)) = season && faults.errors() == 0 {
            schedule(&PlacementInputs::new(season, facts), &faults);
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
fn eight_faults_of_a_season_are_reported_in_one_run() {
    let season = include_str!("../cases/fault-eight-at-once/season.toml");
    let said = season_faults(season);
    let mut codes = errors(&said);
    assert_eq!(codes.len(), 8);
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), 8, "and they are eight different ones: {codes:?}");
}
