//! The long run: its size, its share of the week, its rhythm.

use chrono::{Days, NaiveDate};

use super::facts::{Class, Facts, WeekFacts, percent};
use super::finding::{Check, Found, Measure};
use super::observation::Observation;
use super::place::ReviewedPlace;
use crate::diagnostic::{Code, Severity};
use crate::plan::{PhaseKind, Plan};
use crate::units::{Distance, Duration};

/// The days that SESSION_SPIKE looks back (Frandsen et al. 2025).
const SPIKE_DAYS: u64 = 30;
/// The runner's earlier runs are unknown, so the first days of a season are taken as usual training.
const FIRST_DAYS: u64 = 7;
/// The percentage points below the limit from which a long run's share is worth a note.
const SHARE_NOTE: u32 = 5;
/// Minutes that a long run can exceed its cap by, to allow for rounding.
const CAP_MINUTES: u32 = 5;

pub(super) static CHECKS: &[Check] = &[
    Check {
        code: Code::SessionSpike,
        reason: "a run far beyond the longest of 30 days is what injuries follow most clearly",
        source: "Frandsen et al. 2025, 5205 runners",
        advice: "grow the long run by a tenth or a kilometre at a time",
        run: spike,
    },
    Check {
        code: Code::LongShare,
        reason: "one run that is most of the week loads like a race and leaves little for the other days",
        source: "Daniels 2013; for few runs a week coaches go higher",
        advice: "shorten the long run, or give its kilometres to the easy runs",
        run: share,
    },
    Check {
        code: Code::LongTime,
        reason: "beyond some hours a long run costs more days than it gives",
        source: "Daniels 2013 for 2:30; 3:00 to 3:30 are common practice for marathons",
        advice: "shorten it, or set the plan's long_cap",
        run: time,
    },
    Check {
        code: Code::LongGap,
        reason: "long runs two weeks apart start over each time",
        source: "coaches' cutback practice",
        advice: "keep a shorter long run in lighter weeks",
        run: gap,
    },
    Check {
        code: Code::LongTooShort,
        reason: "the race would be far beyond anything run before it",
        source: "common practice",
        advice: "let the long run grow further, or choose a higher volume",
        run: too_short,
    },
    Check {
        code: Code::LastLong,
        reason: "too late it tires, too early its effect is gone on race day",
        source: "coaches' taper practice",
        advice: "put the last big long run three weeks before a marathon, two before a half",
        run: last,
    },
];

/// SESSION_SPIKE: each run against the longest of the 30 days before it (V3). Races count as earlier runs and
/// are not judged themselves.
fn spike(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let Some(first) = facts.days.first().map(|day| day.day.date) else {
        return;
    };
    let season = facts.season;
    let own = season.athlete.longest.map(|run| (first - Days::new(1), run));
    let ahead = season.race.as_ref().and_then(|race| race.distance);
    let behind = season.previous.as_ref();
    let behind = behind.map(|race| (race.date.value, race.distance.or(ahead)));
    let is_long = |distance: Distance| Class::of(distance) != Class::Short;
    let raced = behind.and_then(|(date, distance)| Some((date, distance.filter(|own| is_long(*own))?)));
    // The longest run before a preceding race is unknown if only the day of the race is known. It is also
    // unknown after a short race, which is nobody's longest run, unless the runner states it.
    let says_nothing = |distance: Distance| !is_long(distance) && own.is_none();
    let open = behind.filter(|(_, distance)| distance.is_none_or(says_nothing));
    let open = open.map(|(date, _)| date + Days::new(SPIKE_DAYS));
    let mut runs: Vec<(NaiveDate, Distance)> = own.into_iter().chain(raced).collect();
    let known = !runs.is_empty();
    let limits = facts.limits;
    for (index, day) in facts.days.iter().enumerate() {
        let date = day.day.date;
        let since = date - Days::new(SPIKE_DAYS);
        let recent = runs.iter().filter(|(day, _)| (since..date).contains(day));
        let longest = recent.map(|(_, run)| *run).max();
        let place = day
            .day
            .sessions
            .iter()
            .position(|session| !session.is_race() && session.distance > Distance::ZERO);
        let judged = (known || date >= first + Days::new(FIRST_DAYS)) && open.is_none_or(|open| date > open);
        if let (true, Some(longest), Some(place)) = (judged, longest, place) {
            let run = day.day.sessions[place].distance;
            let allowed = longest
                .scale((100 + limits.spike).into(), 100)
                .max(longest + Distance::from_metres(limits.spike_least.into()));
            if run > allowed {
                let more = percent(run, longest) - 100.0;
                let severity = match more > f64::from(limits.spike_error) {
                    true => Severity::Error,
                    false => Severity::Warning,
                };
                let what = Observation::Spike {
                    run,
                    longest,
                    doubled: more > 100.0,
                };
                found.tell_percent(
                    severity,
                    ReviewedPlace::Session(index, place),
                    what,
                    more,
                    limits.spike,
                );
            }
        }
        if day.all > Distance::ZERO {
            let longest = day.day.sessions.iter().map(|session| session.distance).max();
            runs.extend(longest.map(|run| (date, run)));
        }
    }
}

/// LONG_SHARE: the long run's share of its week, by runs a week (V5), in whole percent because both distances
/// are rounded.
fn share(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let limits = facts.limits;
    for week in facts.whole_weeks() {
        let Some(long) = week.long else { continue };
        let marathon = is_for_marathon(week.plan);
        // A race in the week is one of its runs, though its distance does not count.
        if week.races > 0 {
            continue;
        }
        let limit = match week.runs {
            ..=3 => limits.long_share_3,
            4 if marathon => limits.long_share_4_marathon,
            4 => limits.long_share_4,
            5 => limits.long_share_5,
            _ => limits.long_share_6,
        };
        let run = facts.session(long).distance;
        let measured = percent(run, week.run);
        let what = Observation::LongShare {
            run,
            runs: week.runs,
            week: week.run,
        };
        let usual = limit.saturating_sub(SHARE_NOTE);
        let (severity, limit) = match measured {
            share if share.round() > f64::from(limit) => (Severity::Warning, limit),
            share if share > f64::from(usual) => (Severity::Note, usual),
            _ => continue,
        };
        let place = ReviewedPlace::Session(long.0, long.1);
        found.tell_percent(severity, place, what, measured, limit);
    }
}

fn is_for_marathon(plan: &Plan) -> bool {
    plan.goal.is_some_and(|goal| Class::of(goal.0) == Class::Marathon)
}

/// The time limit of a week's long run (V6).
fn cap(facts: &Facts<'_>, week: &WeekFacts<'_>) -> Duration {
    let minutes = match is_for_marathon(week.plan) {
        true if facts.is_novice(week.plan) => facts.limits.long_time_novice,
        true => facts.limits.long_time_marathon,
        false => facts.limits.long_time,
    };
    week.plan.long_cap.unwrap_or(Duration::from_minutes(minutes))
}

/// LONG_TIME: the duration of the long run at the runner's paces.
fn time(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    for week in &facts.weeks {
        let Some(long) = week.long else { continue };
        let session = facts.session(long);
        let takes = session.workout.duration(&facts.paces[week.index]).middle();
        let cap = cap(facts, week);
        if takes > cap + Duration::from_minutes(CAP_MINUTES) {
            let what = Observation::LongTime(session.distance);
            let place = ReviewedPlace::Session(long.0, long.1);
            let minutes = Duration::from_minutes(takes.secs().div_ceil(60));
            found.tell(
                Severity::Warning,
                place,
                what,
                Measure::Time(minutes),
                Measure::Time(cap),
            );
        }
    }
}

/// LONG_GAP: days between long runs in base, build and peak; races of 15 km and more count as one (P12).
fn gap(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let limits = facts.limits;
    let mut last: Option<NaiveDate> = None;
    for (index, day) in facts.days.iter().enumerate() {
        let week = &facts.weeks[day.day.week];
        if !week.is(&[PhaseKind::Base, PhaseKind::Build, PhaseKind::Peak]) {
            last = None;
            continue;
        }
        let from = *last.get_or_insert(day.day.date);
        let long = day.day.sessions.iter().position(|session| {
            session.kind == crate::schedule::Kind::Session(crate::plan::SessionKind::Long)
                || (session.is_race() && session.distance.km() >= 15.0)
        });
        let Some(place) = long else { continue };
        let days = (day.day.date - from).num_days();
        let (severity, limit) = match days {
            days if days > i64::from(limits.long_gap) => (Severity::Warning, limits.long_gap),
            days if days >= i64::from(limits.long_gap_note) => (Severity::Note, limits.long_gap_note),
            _ => {
                last = Some(day.day.date);
                continue;
            }
        };
        let place = ReviewedPlace::Session(index, place);
        let what = Observation::LongGap;
        found.tell_days(severity, place, what, days, limit);
        last = Some(day.day.date);
    }
}

/// The week, and the indices of day and session, of each long run that leads to the race.
fn to_race<'f>(facts: &'f Facts<'_>) -> impl Iterator<Item = (usize, usize)> + 'f {
    let weeks = facts.race.iter().flat_map(|race| &race.weeks);
    weeks.filter_map(|&week| facts.weeks[week].long)
}

/// LONG_TOO_SHORT: the longest run before the race, against a limit rounded to whole steps: nobody plans a
/// run of 8.7 miles.
fn too_short(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let Some(race) = &facts.race else { return };
    let limits = facts.limits;
    let least = match race.distance.km() {
        km if km > 30.0 => limits.long_least_marathon,
        km if km >= 15.0 => limits.long_least_half,
        km if km >= 9.5 => limits.long_least_10k,
        _ => return,
    };
    let least = Distance::from_metres(least.into()).floor_to(facts.step());
    let Some(long) = to_race(facts).max_by_key(|long| facts.session(*long).distance) else {
        return;
    };
    let session = facts.session(long);
    let takes = session
        .workout
        .duration(&facts.paces[facts.days[long.0].day.week])
        .middle();
    let long_enough =
        race.class() == Class::Marathon && takes >= Duration::from_minutes(limits.long_least_marathon_time);
    if session.distance < least && !long_enough {
        let place = ReviewedPlace::Session(long.0, long.1);
        let what = Observation::LongestRun;
        let measured = Measure::Distance(session.distance);
        found.tell(Severity::Warning, place, what, measured, Measure::Distance(least));
    }
}

/// LAST_LONG: the date of the last run of at least 90 % of the longest (R8).
fn last(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let Some(race) = &facts.race else { return };
    let limits = facts.limits;
    let nearest = match race.class() {
        Class::Marathon => limits.last_long_marathon,
        Class::Half => limits.last_long_half,
        Class::Short => return,
    };
    let Some(longest) = to_race(facts).map(|long| facts.session(long).distance).max() else {
        return;
    };
    let big = longest.scale(limits.last_long_share.into(), 100);
    let Some(long) = to_race(facts)
        .filter(|long| facts.session(*long).distance >= big)
        .last()
    else {
        return;
    };
    let to = (race.date - facts.date(long.0)).num_days();
    let limit = match to {
        to if to < i64::from(nearest) => nearest,
        to if to > i64::from(limits.last_long_early) => limits.last_long_early,
        _ => return,
    };
    let what = Observation::LastLong(facts.session(long).distance);
    let place = ReviewedPlace::Session(long.0, long.1);
    found.tell_days(Severity::Warning, place, what, to, limit);
}
