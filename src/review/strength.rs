//! Strength and strides: their days, and their presence.

use super::facts::{Facts, WeekFacts};
use super::finding::{Check, Found, Measure};
use super::observation::Observation;
use super::place::ReviewedPlace;
use super::races::tell_near_race;
use super::rest::{next_to, of_rules};
use crate::diagnostic::{Code, Severity};
use crate::plan::{PhaseKind, SessionKind};
use crate::schedule::{Kind, Session, is_hard_workout};

pub(super) static CHECKS: &[Check] = &[
    Check {
        code: Code::StrengthNear,
        reason: "legs are sore and weak for a day or two after heavy strength",
        source: "Doma et al.; soreness peaks after 24 to 48 hours",
        advice: "put it after a hard run, or two days before the next one",
        run: near,
    },
    Check {
        code: Code::StrengthNone,
        reason: "strength once or twice a week makes running cheaper",
        source: "Blagrove et al. 2018",
        advice: "add a session a week",
        run: no_strength,
    },
    Check {
        code: Code::StridesNone,
        reason: "a few relaxed fast runs keep the legs used to speed at no cost",
        source: "Daniels 2013",
        advice: "end an easy run with six strides",
        run: no_strides,
    },
];

/// STRENGTH_NEAR: heavy strength in the 24 hours before quality or a long run (T5), in the last days before a
/// race and soon after one (T1, T8), and before a hard run of the same day (T4).
fn near(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let strength = |session: &Session| session.kind == Kind::Session(SessionKind::Strength);
    next_to(facts, found, &[("T5", Severity::Warning)], strength);
    let ids: &[(&str, Severity)] = &[("T1", Severity::Warning), ("T8", Severity::Warning)];
    for (broken, severity) in of_rules(facts, ids) {
        tell_near_race(
            facts,
            found,
            broken,
            severity,
            Observation::Rule(broken.rule.text),
        );
    }
    for week in &facts.weeks {
        let sessions = facts.sessions(week);
        for (day, place, session) in &sessions {
            let later = sessions.iter().any(|(other, _, hard)| {
                let is_hard = hard.kind == Kind::Session(SessionKind::Long)
                    || is_hard_workout(hard, &facts.paces[week.index]);
                other == day && is_hard && session.start.zip(hard.start).is_some_and(|(one, run)| one < run)
            });
            if later && session.kind == Kind::Session(SessionKind::Strength) {
                let what = Observation::StrengthFirst;
                let place = ReviewedPlace::Session(*day, *place);
                found.tell(Severity::Error, place, what, Measure::Count(1), Measure::Count(0));
            }
        }
    }
}

/// The weeks of each phase of these kinds, phase by phase.
fn phases<'f, 's>(facts: &'f Facts<'s>, kinds: &[PhaseKind]) -> Vec<Vec<&'f WeekFacts<'s>>> {
    let mut phases: Vec<Vec<&WeekFacts<'s>>> = Vec::new();
    for week in facts.whole_weeks().filter(|week| week.is(kinds)) {
        let same = |other: &&WeekFacts<'_>| {
            (other.week.block, &other.week.phase) == (week.week.block, &week.week.phase)
        };
        match phases.last_mut().filter(|weeks| weeks.first().is_some_and(same)) {
            Some(weeks) => weeks.push(week),
            None => phases.push(vec![week]),
        }
    }
    phases
}

/// STRENGTH_NONE: less than one strength session a week in an off-season or base phase (T1).
fn no_strength(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    for weeks in phases(facts, &[PhaseKind::Offseason, PhaseKind::Base]) {
        let sessions: usize = weeks.iter().map(|week| week.strength).sum();
        fewer(found, &weeks, Observation::Strength, sessions, weeks.len());
    }
}

/// STRIDES_NONE: fewer than one day with strides in ten in a base or build phase (P16).
fn no_strides(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    for weeks in phases(facts, &[PhaseKind::Base, PhaseKind::Build]) {
        let strides: usize = weeks.iter().map(|week| week.strides).sum();
        let wanted = weeks.len() * 7 / (facts.limits.strides_days.max(1) as usize);
        fewer(found, &weeks, Observation::Strides, strides, wanted);
    }
}

/// Reports a phase of these weeks that has fewer than `wanted` of something.
fn fewer(
    found: &mut Found<'_, '_>,
    weeks: &[&WeekFacts<'_>],
    what: fn(usize, String) -> Observation,
    got: usize,
    wanted: usize,
) {
    let Some(first) = weeks.first().filter(|_| got < wanted) else {
        return;
    };
    let what = what(weeks.len(), first.week.phase.clone());
    let place = ReviewedPlace::Week(first.index);
    found.tell(
        Severity::Note,
        place,
        what,
        Measure::count(got),
        Measure::count(wanted),
    );
}
