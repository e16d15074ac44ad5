//! `docs/review.md` and the tables of thresholds are those of the code.

use std::collections::BTreeSet;
use std::path::Path;

use longrun::diagnostic::Code;
use longrun::review::checks;
use longrun::season::{Quantity, Thresholds};

use crate::sources;

#[test]
fn the_page_has_the_checks_of_the_code() {
    let expected: Vec<String> = checks()
        .map(|check| {
            format!(
                "| `{}` | {} | {} | {} |",
                check.code, check.reason, check.source, check.advice
            )
        })
        .collect();
    let page = sources::text(Path::new("docs/review.md"));
    let found: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(found, expected, "the table should be\n{}", expected.join("\n"));
}

#[test]
fn every_check_has_a_code_of_its_own_that_can_be_allowed() {
    let codes: BTreeSet<Code> = checks().map(|check| check.code).collect();
    assert_eq!(codes.len(), checks().count(), "two checks share a code");
    for code in codes {
        assert!(code.can_be_allowed(), "{code} cannot be allowed");
    }
}

#[test]
fn the_thresholds_of_the_page_have_the_defaults_of_the_code() {
    let page = sources::text(Path::new("docs/plan-format.md"));
    let (_, page) = page
        .split_once("### `[review]`")
        .expect("the page has the thresholds");
    for threshold in Thresholds::ALL {
        let value = f64::from(threshold.default);
        let shown = match threshold.quantity {
            Quantity::Percent => format!("{value} %"),
            Quantity::Distance => format!("{} km", value / 1_000.0),
            Quantity::Minutes => format!("{value} min"),
            Quantity::Days => format!("{value} days"),
            Quantity::Count => format!("{value}"),
            Quantity::Ratio if threshold.default % 100 == 0 => format!("{:.1}", value / 100.0),
            Quantity::Ratio => format!("{}", value / 100.0),
        };
        let row = page
            .lines()
            .find(|line| line.starts_with(&format!("| `{}` |", threshold.key)))
            .unwrap_or_else(|| panic!("no row for {}", threshold.key));
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        assert_eq!(
            (cells[2], cells[4]),
            (shown.as_str(), threshold.meaning),
            "{}",
            threshold.key
        );
    }
}

#[test]
fn the_rules_that_the_review_asks_for_are_rules() {
    let page = sources::text(Path::new("docs/design.md"));
    let mut ids = 0;
    for path in sources::files("src/review", "rs") {
        let text = sources::text(&path);
        for after in text.split("(\"").skip(1) {
            let Some((id, rest)) = after.split_once('"') else {
                continue;
            };
            if rest.starts_with(", Severity::") {
                ids += 1;
                assert!(
                    page.contains(&format!("| {id} | ")),
                    "{}: {id} is no rule",
                    path.display()
                );
            }
        }
    }
    assert!(ids >= 9, "only {ids} were found");
}
