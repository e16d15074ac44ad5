//! The checks of feeds and runners: who has both a season and a feed, and whose names may mislead.

use std::collections::BTreeSet;

use super::DoctorCheck;
use crate::cli::terminal::line;
use crate::season::RunnerId;
use crate::store::{Named, Runners};
use crate::watch::{RunnerSeasons, Snapshot};
use crate::web::status;

/// The most warnings of a kind that are shown; the rest is counted.
const MOST_SHOWN: usize = 20;

/// The feeds without a season, and the seasons without a feed.
pub(super) fn feeds(snapshot: &Snapshot, followed: &BTreeSet<RunnerId>) -> DoctorCheck {
    let unheard: BTreeSet<&RunnerId> = status::without_feed(snapshot, followed).collect();
    let empty: Vec<String> = status::without_season(snapshot, followed)
        .map(|runner| {
            format!(
                "the feed of `{runner}` has no season; a file is this runner's with `id = \"{runner}\"` under [athlete]"
            )
        })
        .collect();
    let (without_season, without_feed) = (empty.len(), unheard.len());
    let both = snapshot.runners.len() - without_feed;
    let unheard = snapshot
        .runners
        .values()
        .filter(|runner| unheard.contains(&runner.id));
    let unheard = unheard.map(|runner| format!("{} has a season, and no feed", shown(runner)));
    let mut warnings = first_of(empty);
    warnings.extend(first_of(unheard.collect()));
    DoctorCheck {
        check: "feeds",
        ok: true,
        detail: format!(
            "runners with a season and a feed: {both}; feeds without a season: {without_season}; runners without a feed: {without_feed}"
        ),
        faults: Vec::new(),
        warnings,
    }
}

/// The names that several runners have, and the runners who are known by their names alone.
pub(super) fn names(snapshot: &Snapshot, known: &Runners) -> DoctorCheck {
    let shared = snapshot.shared_names();
    let mut warnings: Vec<String> = Vec::new();
    for (name, runners) in &shared {
        let all: Vec<String> = runners.iter().map(|runner| shown(runner)).collect();
        warnings.push(format!(
            "several runners are called {}: {}; if they are one person, give their files one `id` under [athlete]",
            line(name),
            all.join(" and ")
        ));
    }
    let mut joined = 0;
    for runner in snapshot.runners.values() {
        let is_by_name = |known: &crate::store::StoredRunner| matches!(known.named, Some(Named::All(_)));
        if runner.seasons.len() > 1 && known.get(&runner.id).is_some_and(is_by_name) {
            joined += 1;
            let id = &runner.id;
            warnings.push(format!(
                "the files of {} are one runner's since they gave one name before runners had ids; write `id = \"{id}\"` under \
                 [athlete] in each, and another id if one is another person's",
                shown(runner)
            ));
        }
    }
    DoctorCheck {
        check: "runners",
        ok: true,
        detail: format!(
            "{} in the folder; names that several have: {}; joined by name: {joined}",
            snapshot.runners.len(),
            shared.len()
        ),
        faults: Vec::new(),
        warnings: first_of(warnings),
    }
}

/// A runner's id with the files: "`ada` (spring.toml, summer.toml)".
fn shown(runner: &RunnerSeasons) -> String {
    let files: Vec<String> = runner.seasons.iter().map(|season| line(&season.file)).collect();
    format!("`{}` ({})", runner.id, files.join(", "))
}

/// The first of some warnings, and the number of the others.
fn first_of(mut all: Vec<String>) -> Vec<String> {
    if all.len() > MOST_SHOWN {
        let more = all.len() - MOST_SHOWN;
        all.truncate(MOST_SHOWN);
        all.push(format!("and {more} more"));
    }
    all
}
