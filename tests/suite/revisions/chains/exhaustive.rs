//! Every plan with every overlay, a journey, and the race on every weekday: the first export after an edit is the last word.

use std::collections::BTreeSet;
use std::env;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use longrun::diagnostic::Faults;
use longrun::plan::{PhaseKind, built_in};

use super::draw::Way;
use super::follow::difference;
use super::publisher::{Kept, export};
use super::season_file;

/// Overlays, the first of them none.
const OVERLAYS: [&str; 6] = [
    "",
    "mind-and-fuel",
    "strength-2x",
    "focus-technique",
    "focus-hips",
    "focus-kick",
];

/// The first day of a journey, counted from the day of the export, and the days after it.
const JOURNEYS: [(u64, u64); 8] = [(1, 1), (3, 4), (6, 7), (9, 2), (13, 5), (20, 6), (26, 3), (39, 6)];

const WEEKDAYS: usize = 7;

/// The day of the exports.
fn now() -> DateTime<Utc> {
    "2026-12-02T07:17:00Z".parse().unwrap()
}

/// The file without the journey. A plan that is an overlay goes with another one.
fn season(name: &str, overlay: &str, weekday: usize) -> String {
    let faults = Faults::new();
    let plan = built_in().plan(name, &faults).unwrap();
    let shift = Days::new(u64::try_from(weekday).unwrap());
    let date = |text: &str| text.parse::<NaiveDate>().unwrap() + shift;
    let recovers = plan
        .phases
        .first()
        .is_some_and(|phase| phase.kind == PhaseKind::Recovery);
    let days = if plan.goal.is_some() {
        format!("race.date = {}", date("2027-01-30"))
    } else if recovers {
        let race = name
            .strip_prefix("post-")
            .and_then(|race| race.strip_suffix("-recovery"));
        format!(
            "previous = {{ date = {}, distance = \"{}\" }}",
            date("2026-11-24"),
            race.unwrap_or("half")
        )
    } else {
        format!("start = {}", date("2026-11-20"))
    };
    let (plan, own) = match plan.overlay {
        true => ("five-fundamentals", name),
        false => (name, ""),
    };
    let with = |overlays: &[&str]| {
        let added: BTreeSet<&str> = overlays.iter().copied().filter(|name| !name.is_empty()).collect();
        format!("plan = \"{plan}\"\nalso = {:?}\n{days}\n", Vec::from_iter(added))
    };
    // Two overlays may be more than a week holds.
    let both = with(&[own, overlay]);
    if season_file::read(&both).is_some() {
        both
    } else {
        with(&[own])
    }
}

/// Exports, adds the journey, and exports again and again: at the same moment, and a night later.
fn rests(before: &str, after: &str) -> Result<(), String> {
    let (now, night) = (now(), now() + TimeDelta::days(1));
    let read = |text: &str| season_file::read(text).unwrap_or_else(|| panic!("{text}"));
    let (before, after) = (read(before), read(after));
    let next = |last: Option<&Kept>, now| export(Way::File, &after, last, now);
    let first = export(Way::File, &before, None, now)?;
    let edited = next(Some(&first.kept), now)?;
    for (now, when) in [(now, "at the same moment"), (night, "a night later")] {
        let again = next(Some(&edited.kept), now)?;
        if again.bytes != edited.bytes {
            return Err(format!("{when}: {}", difference(&edited.seen, &again.seen)));
        }
    }
    Ok(())
}

#[test]
fn the_first_export_after_a_journey_is_the_last_word() {
    let library = built_in();
    let names: Vec<&str> = library.names().collect();
    let all = names.len() * OVERLAYS.len() * JOURNEYS.len() * WEEKDAYS;
    // Prime, so that each plan, overlay, journey and weekday occurs.
    let every = if env::var("CHAINS_ALL").is_ok() { 1 } else { 97 };
    let (next, moved) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let case = next.fetch_add(every, Ordering::Relaxed);
                    if case >= all {
                        break;
                    }
                    let (plan, rest) = (names[case % names.len()], case / names.len());
                    let (overlay, rest) = (OVERLAYS[rest % OVERLAYS.len()], rest / OVERLAYS.len());
                    let ((from, days), weekday) = (JOURNEYS[rest % JOURNEYS.len()], rest / JOURNEYS.len());
                    let before = season(plan, overlay, weekday);
                    let from = now().date_naive() + Days::new(from);
                    let after = format!(
                        "{before}[[away]]\nfrom = {from}\nto = {}\n",
                        from + Days::new(days)
                    );
                    if let Err(how) = rests(&before, &after) {
                        moved.lock().unwrap().push(format!("{how}\n{after}"));
                    }
                }
            });
        }
    });
    let moved = moved.into_inner().unwrap();
    assert!(
        moved.is_empty(),
        "{} of {}:\n{}",
        moved.len(),
        all.div_ceil(every),
        moved[..moved.len().min(3)].join("\n")
    );
}
