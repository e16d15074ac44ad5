//! Rest days, and sessions that must not be on adjacent days.

use super::facts::Facts;
use super::finding::{Check, Found, Measure};
use super::observation::Observation;
use super::place::ReviewedPlace;
use crate::diagnostic::{Code, Severity};
use crate::schedule::{Broken, Session};
use crate::units::Distance;

/// The most days between two rest days (P4).
const REST_GAP: u32 = 8;

pub(super) static CHECKS: &[Check] = &[
    Check {
        code: Code::NoRest,
        reason: "training is taken in on the days without it",
        source: "common practice: a day off every week",
        advice: "leave one day of the week free of training",
        run: no_rest,
    },
    Check {
        code: Code::HardAdjacent,
        reason: "hard work on tired legs is neither hard nor recovery",
        source: "Bakken",
        advice: "put an easy day or a day of rest between them",
        run: adjacent,
    },
    Check {
        code: Code::MlrClose,
        reason: "a medium-long run next to the long run makes one very long one of both",
        source: "medium-long practice",
        advice: "move it to the middle of the week",
        run: medium_long,
    },
];

/// The title of the session that a rule about adjacent days refers to, e.g. "Long run".
fn main_title<'s>(facts: &Facts<'s>, day: usize, wanted: impl Fn(&Session) -> bool) -> &'s str {
    let day = facts.days[day].day;
    let found = day.sessions.iter().find(|session| wanted(session));
    found
        .or(day.sessions.first())
        .map_or("a session", |session| session.title.as_str())
}

/// Reports the search's rules with these ids, each with its severity.
pub(super) fn of_rules<'f>(
    facts: &'f Facts<'_>,
    ids: &'static [(&'static str, Severity)],
) -> impl Iterator<Item = (&'f Broken, Severity)> {
    let severity = |id: &str| {
        ids.iter()
            .find(|(known, _)| *known == id)
            .map(|(_, severity)| *severity)
    };
    facts
        .broken
        .iter()
        .filter_map(move |broken| Some((broken, severity(broken.rule.id)?)))
}

/// NO_REST: a week without a rest day, and more than eight days between two (rule P4-gap of the search).
fn no_rest(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    for week in facts.whole_weeks().filter(|week| week.rest == 0) {
        let place = ReviewedPlace::Week(week.index);
        found.tell(
            Severity::Error,
            place,
            Observation::RestDays,
            Measure::Count(0),
            Measure::Count(1),
        );
    }
    // One finding for each stretch, on its last day.
    let ids: &[(&str, Severity)] = &[("P4-gap", Severity::Warning)];
    let days: Vec<usize> = of_rules(facts, ids).map(|(broken, _)| broken.day).collect();
    for &day in days.iter().filter(|day| !days.contains(&(*day + 1))) {
        let before = facts.days[..day].iter().rev().take_while(|day| !day.rest).count();
        let length = i64::try_from(before).unwrap_or(0) + 1;
        let what = Observation::TrainingDays;
        found.tell_days(Severity::Warning, ReviewedPlace::Day(day), what, length, REST_GAP);
    }
}

/// HARD_ADJACENT: quality on consecutive days, or on the day after a long run (P5, P6); a long run on the day
/// after quality (P7).
fn adjacent(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let ids: &[(&str, Severity)] = &[
        ("P5", Severity::Error),
        ("P6", Severity::Error),
        ("P7", Severity::Warning),
    ];
    next_to(facts, found, ids, is_run);
}

/// MLR_CLOSE: a medium-long run, i.e. one of over 90 minutes, next to the long run (P13).
fn medium_long(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    next_to(facts, found, &[("P13-hard", Severity::Warning)], is_run);
}

/// True if a session contains running.
pub(super) fn is_run(session: &Session) -> bool {
    session.distance > Distance::ZERO
}

/// Reports runs on the day after a session that matches `before`, if one of the rules forbids it.
pub(super) fn next_to(
    facts: &Facts<'_>,
    found: &mut Found<'_, '_>,
    ids: &'static [(&'static str, Severity)],
    before: fn(&Session) -> bool,
) {
    for (broken, severity) in of_rules(facts, ids).filter(|(broken, _)| broken.day > 0) {
        let what = Observation::Between(
            main_title(facts, broken.day - 1, before).to_owned(),
            main_title(facts, broken.day, is_run).to_owned(),
        );
        found.tell_days(severity, ReviewedPlace::Day(broken.day), what, 1, 2);
    }
}
