//! The runner: goal and paces, room in the week, clubs, and clock changes.

use chrono::{Datelike, Duration as Span, NaiveDate, NaiveTime};

use super::facts::Facts;
use super::finding::{Check, Found, Measure};
use super::observation::Observation;
use super::place::ReviewedPlace;
use crate::diagnostic::{Code, Severity};
use crate::ical::Zone;
use crate::pace::Vdot;
use crate::plan::SessionKind;
use crate::schedule::{self, Kind, Session};
use crate::season::{OffReason, Room, Window};

pub(super) static CHECKS: &[Check] = &[
    Check {
        code: Code::PaceGoal,
        reason: "fitness grows by a point of VDOT in four to six weeks, not by leaps",
        source: "Daniels 2013",
        advice: "choose a nearer goal, or race something shorter first",
        run: goal,
    },
    Check {
        code: Code::PaceStale,
        reason: "paces from an old result, or from before a break, are too fast or too slow",
        source: "Daniels 2013",
        advice: "run a short race or a time trial, and give its result as `recent`",
        run: stale,
    },
    Check {
        code: Code::Avail,
        reason: "a session outside the room that you have will not be run",
        source: "your `week`",
        advice: "widen the window, shorten the session, or move it",
        run: room,
    },
    Check {
        code: Code::ClubSkipped,
        reason: "a club run takes the place of a planned run and never adds one",
        source: "your `club`",
        advice: "go along for company only if the day is easy anyway",
        run: club,
    },
    Check {
        code: Code::Dst,
        reason: "the clocks change during the session: its end is an hour off",
        source: "the zone's rules",
        advice: "look at the clock twice that day",
        run: clocks,
    },
];

/// PACE_GOAL: the goal's VDOT over that of the recent race.
fn goal(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let (Some(race), Some(recent)) = (&facts.season.race, &facts.season.athlete.recent) else {
        return;
    };
    let goal = race.goal.zip(race.distance);
    let Some(Ok(goal)) = goal.map(|(time, distance)| Vdot::from_race(distance, time)) else {
        return;
    };
    let above = goal.value() - recent.vdot.value();
    for (limit, severity) in [
        (facts.limits.goal, Severity::Warning),
        (facts.limits.goal_note, Severity::Note),
    ] {
        if above * 100.0 > f64::from(limit) {
            let place = ReviewedPlace::Season(Some(&race.date.span));
            let what = Observation::Goal {
                goal: goal.value(),
                recent: recent.vdot.value(),
            };
            found.tell(
                severity,
                place,
                what,
                Measure::Ratio(above),
                Measure::hundredths(limit),
            );
            return;
        }
    }
}

/// PACE_STALE: the age of the recent race on the season's first day, and breaks since it.
fn stale(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    let raced = facts.season.athlete.recent.and_then(|recent| recent.date);
    let (Some(raced), Some((first, _))) = (raced, facts.schedule.span()) else {
        return;
    };
    let (days, limit) = ((first - raced).num_days(), facts.limits.result_age);
    let place = ReviewedPlace::Season(facts.season.plans.first().map(|plan| &plan.span));
    if days > i64::from(limit) {
        let what = Observation::RecentRace;
        found.tell_days(Severity::Note, place, what, days, limit);
    }
    let breaks = facts
        .schedule
        .days_off
        .iter()
        .filter(|off| off.why != OffReason::Busy && off.days.first() > raced);
    for off in breaks.filter(|off| off.days.days() > facts.limits.result_break) {
        let place = ReviewedPlace::Season(off.span.as_ref());
        let limit = facts.limits.result_break;
        let what = Observation::OffSinceRace;
        found.tell_days(Severity::Note, place, what, off.days.days().into(), limit);
    }
}

/// AVAIL: training on a day without room, outside the day's windows, or longer than all of them (P20).
fn room(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    for (index, day) in facts.days.iter().enumerate() {
        let weekday = day.day.date.weekday();
        let room = facts.season.week.room(weekday);
        for (place, session) in day.day.sessions.iter().enumerate() {
            let trains = matches!(session.kind, Kind::Session(kind) if kind.is_training() && kind != SessionKind::Mobility);
            if !trains {
                continue;
            }
            let place = ReviewedPlace::Session(index, place);
            match room {
                Room::Off => {
                    let what = Observation::OnOffDay(weekday);
                    found.tell(Severity::Error, place, what, Measure::Count(1), Measure::Count(0));
                }
                Room::Windows(windows) => windows_hold(session, windows, place, found),
                Room::Open | Room::At(_) => {}
            }
        }
    }
}

fn windows_hold(session: &Session, windows: &[Window], place: ReviewedPlace<'_>, found: &mut Found<'_, '_>) {
    let longest = windows.iter().map(|window| window.minutes()).max().unwrap_or(0);
    let longest = u32::try_from(longest).unwrap_or(0);
    if session.length.secs() > longest * 60 {
        let what = Observation::TooLong(session.title.clone());
        let measured = Measure::Time(session.length);
        found.tell(
            Severity::Warning,
            place,
            what,
            measured,
            Measure::minutes(longest),
        );
    } else if let Some(start) = session.start
        && !windows
            .iter()
            .any(|window| (window.from..=window.to).contains(&start))
    {
        let what = Observation::OutsideWindows(session.title.clone(), start);
        found.tell(Severity::Error, place, what, Measure::Count(1), Measure::Count(0));
    }
}

/// CLUB_SKIPPED: a club meets on a day of the season, and no session is run with it.
fn club(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    for club in &facts.season.clubs {
        for week in facts.whole_weeks() {
            let meets = |day: &&usize| club.meets(facts.date(**day));
            let with = |day: &&usize| {
                let mut sessions = facts.days[**day].day.sessions.iter();
                sessions.any(|session| session.club.as_ref() == Some(&club.name))
            };
            let days = week.days.iter().filter(meets).count();
            let run = week.days.iter().filter(meets).filter(with).count();
            if run < days {
                let what = Observation::Club(club.name.clone());
                found.tell(
                    Severity::Note,
                    ReviewedPlace::Week(week.index),
                    what,
                    Measure::count(run),
                    Measure::count(days),
                );
            }
        }
    }
}

/// DST: a timed session during which the zone's offset changes.
fn clocks(facts: &Facts<'_>, found: &mut Found<'_, '_>) {
    for (index, day) in facts.days.iter().enumerate() {
        for (place, session) in day.day.sessions.iter().enumerate() {
            let own = schedule::race_of(facts.season, session);
            let zone = own.and_then(|race| race.zone).or(facts.season.athlete.zone);
            if let (Some(zone), Some(start)) = (zone, session.start)
                && changes(zone, day.day.date, start, session.length.secs())
            {
                let what = Observation::ClocksChange(session.title.clone(), start);
                let place = ReviewedPlace::Session(index, place);
                found.tell(Severity::Note, place, what, Measure::Count(1), Measure::Count(0));
            }
        }
    }
}

fn changes(zone: Zone, date: NaiveDate, start: NaiveTime, seconds: u32) -> bool {
    let from = zone.utc_of(date, start);
    zone.offset(from) != zone.offset(from + Span::seconds(seconds.into()))
}
