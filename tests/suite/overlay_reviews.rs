//! No built-in overlay causes a review finding in a plan that it is added to.

use std::collections::BTreeSet;

use longrun::diagnostic::{Faults, Severity};
use longrun::plan::built_in;
use longrun::review::review;

use crate::seasons::place;

/// Plans with all kinds of weeks, each with a runner's dates.
const SEASONS: [&str; 5] = [
    "plan = \"half-12\"\nrace.date = 2027-04-18\n",
    "plan = \"marathon-intermediate-18\"\nrace.date = 2027-04-17\nweek.days = 6\n",
    "plan = \"base-8\"\nstart = 2027-01-04\n",
    "plan = \"offseason-7day-half\"\nstart = 2027-01-04\n",
    "plan = \"post-marathon-recovery\"\nprevious = { date = 2027-04-18, distance = \"marathon\" }\n",
];

/// The findings of a season that are worse than notes: each code with its count.
fn objections(text: &str) -> BTreeSet<(String, usize)> {
    let placed = place(text);
    let review = review(&placed.season, &placed.schedule);
    let findings = review
        .findings
        .iter()
        .filter(|finding| finding.severity > Severity::Note)
        .map(|finding| finding.code.word());
    let told = placed
        .said
        .iter()
        .filter(|one| one.severity() > Severity::Note)
        .map(|one| one.code().word());
    let all: Vec<&str> = findings.chain(told).collect();
    let count = |code: &str| all.iter().filter(|other| **other == code).count();
    all.iter().map(|code| ((*code).to_owned(), count(code))).collect()
}

#[test]
fn no_overlay_adds_a_finding_to_a_plan() {
    let library = built_in();
    let faults = Faults::new();
    let overlays: Vec<&str> = library
        .names()
        .filter(|name| library.plan(name, &faults).is_some_and(|plan| plan.overlay))
        .collect();
    assert!(overlays.len() > 8, "{overlays:?}");
    let mut worse = Vec::new();
    for season in SEASONS {
        let without = objections(season);
        for overlay in &overlays {
            let with = objections(&format!("also = [\"{overlay}\"]\n{season}"));
            for (code, times) in with {
                let before = without.iter().find(|(known, _)| *known == code);
                if before.is_none_or(|(_, before)| times > *before) {
                    worse.push(format!("{overlay}: {code} × {times} in\n{season}"));
                }
            }
        }
    }
    assert!(worse.is_empty(), "a coach would object:\n{}", worse.join("\n"));
}
