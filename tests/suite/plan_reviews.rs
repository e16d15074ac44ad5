//! Every built-in plan passes its own review: at its lowest, usual and highest volume, in kilometres and miles, with the
//! race (or the first day) on each day of the week, for the runner that it is written for; and, with its race on a
//! Sunday, at its least and its most weeks.

use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use longrun::diagnostic::{Faults, Severity};
use longrun::plan::{Allowed, PhaseKind, Plan, VolumeBasis, built_in};
use longrun::review::review;

use crate::seasons::place;

/// Diagnostics of the schedule that the review reports itself.
const SAID_BY_REVIEW: [&str; 2] = ["COMPROMISE", "START_TOO_HIGH"];

/// Race plans that are reviewed at their usual length only. Shortened to the least, they lose weeks in which the
/// volume grows; at the most, they hold a full week too often.
const AT_USUAL_LENGTH: [&str; 7] = [
    "10k-12",
    "5k-10",
    "half-12",
    "half-novice-14",
    "marathon-advanced-18",
    "marathon-intermediate-18",
    "marathon-novice-20",
];

/// The first days with which a race plan has its usual, its least and its most weeks; `None` is as many weeks as it
/// likes.
fn starts(plan: &Plan, day: NaiveDate) -> Vec<Option<NaiveDate>> {
    let weeks = plan.weeks();
    let on_sunday = day.weekday() == Weekday::Sun;
    if plan.goal.is_none() || weeks.min == 0 || !on_sunday || AT_USUAL_LENGTH.contains(&plan.name.as_str()) {
        return vec![None];
    }
    let first = |weeks: u32| day - Days::new(7 * u64::from(weeks) - 1);
    vec![None, Some(first(weeks.min)), Some(first(weeks.max))]
}

/// The lines that set a plan's volume: lowest, usual, highest; or a single one for a plan without a volume.
fn volumes(plan: &Plan) -> Vec<(&'static str, String)> {
    match &plan.basis {
        VolumeBasis::None => vec![("its own", String::new())],
        VolumeBasis::Peak { peak, range, .. } => {
            [("lowest", range.low), ("usual", *peak), ("highest", range.high)]
                .map(|(word, peak)| (word, format!("volume = \"{}\"", peak.exact())))
                .to_vec()
        }
        VolumeBasis::Usual {
            typical,
            reduction,
            reduction_range,
        } => {
            // From the weekly distance that the plan needs, or half of its typical one, up to half as much
            // again.
            let least = plan.needs.weekly.unwrap_or(typical.scale(1, 2));
            [
                ("lowest", reduction_range.high, least),
                ("usual", *reduction, *typical),
                ("highest", reduction_range.low, typical.scale(3, 2)),
            ]
            .map(|(word, percent, weekly)| {
                let weekly = weekly.exact();
                let lines = format!("reduction = \"{percent} %\"\nathlete.weekly = \"{weekly}\"");
                (word, lines)
            })
            .to_vec()
        }
    }
}

/// A season of one plan around `day`: its race, the preceding race if it begins with recovery, else its first
/// day.
fn text(plan: &Plan, volume: &str, units: &str, day: NaiveDate, start: Option<NaiveDate>) -> String {
    let start = start.map_or_else(String::new, |start| format!("start = {start}\n"));
    let mut text = format!("plan = \"{}\"\n{volume}\n{start}", plan.name);
    // Writing into a string cannot fail.
    let recovers = plan
        .phases
        .first()
        .is_some_and(|phase| phase.kind == PhaseKind::Recovery);
    let _ = match (plan.goal.is_some(), recovers) {
        (true, _) => writeln!(text, "race.date = {day}"),
        (false, true) => {
            let race = plan.name.strip_prefix("post-");
            let race = race.and_then(|race| race.strip_suffix("-recovery"));
            let distance = race.map(|race| format!("previous.distance = \"{race}\"\n"));
            writeln!(text, "previous.date = {day}\n{}", distance.unwrap_or_default())
        }
        (false, false) => writeln!(text, "start = {day}"),
    };
    let _ = writeln!(text, "athlete.units = \"{units}\"");
    if let Some(level) = plan.level {
        let _ = writeln!(text, "athlete.level = \"{}\"", level.word());
    }
    text
}

#[test]
fn every_plan_passes_its_own_review() {
    let mut objections: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let library = built_in();
    for name in library.names() {
        let faults = Faults::new();
        let plan = library.plan(name, &faults).expect("a built-in plan can be read");
        if plan.overlay {
            continue;
        }
        for (volume, line) in volumes(&plan) {
            for (units, day, start) in ["km", "mi"]
                .into_iter()
                .flat_map(|units| (0..7).map(move |day| (units, day)))
                .flat_map(|(units, day)| {
                    let day = NaiveDate::from_ymd_opt(2027, 4, 12).expect("a day") + Days::new(day);
                    let starts = starts(&plan, day).into_iter();
                    starts.map(move |start| (units, day, start))
                })
            {
                let text = text(&plan, &line, units, day, start);
                let mut object = |code: &str, severity: Severity, what: &str| {
                    let key = format!("{name}: {} {code}", severity.word());
                    let length = start.map_or_else(String::new, |start| format!(" from {start}"));
                    let example = format!("{volume}, {units}, {}{length}: {what}", day.format("%a"));
                    objections.entry(key).or_insert((0, example)).0 += 1;
                };
                let placed = place(&text);
                let review = review(&placed.season, &placed.schedule);
                for finding in &review.findings {
                    if finding.severity > Severity::Note {
                        let week = finding.week.map_or(0, |week| review.weeks[week].number);
                        let measured = finding.measured.value();
                        let what = format!(
                            "week {week}, {}: {measured}",
                            finding.observation.words(longrun::units::Units::Km)
                        );
                        object(finding.code.word(), finding.severity, &what);
                    }
                }
                for (finding, allowed) in &review.allowed {
                    if finding.severity == Severity::Error {
                        object(
                            finding.code.word(),
                            finding.severity,
                            "an error cannot be allowed",
                        );
                    } else if allowed.reason.is_none() {
                        object(
                            finding.code.word(),
                            finding.severity,
                            "it is allowed without a reason",
                        );
                    }
                }
                let is_allowed = |code: &str| {
                    plan.allow
                        .iter()
                        .any(|one: &Allowed| one.code.word() == code && one.reason.is_some())
                };
                let serious = placed.said.iter().filter(|one| one.severity() > Severity::Note);
                for one in serious.filter(|one| !SAID_BY_REVIEW.contains(&one.code().word())) {
                    if one.severity() == Severity::Error || !is_allowed(one.code().word()) {
                        object(one.code().word(), one.severity(), &one.message());
                    }
                }
            }
        }
    }
    let list: Vec<String> = objections
        .iter()
        .map(|(key, (times, example))| format!("{key} × {times}, as in {example}"))
        .collect();
    assert!(list.is_empty(), "a coach would object:\n{}", list.join("\n"));
}
