//! The week in progress, and a season from one file to the next.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};
use longrun::plan::SessionKind;
use longrun::schedule::{Kind, Schedule};
use longrun::season::{FactLog, Season, SessionEvent, slug};

use super::promises::{Broken, Promise};
use super::seen::{SeenCalendar, SeenEvent};

/// A race that is moved further than this is another year's, in days.
const SAME_SEASON: i64 = 182;

/// The days from a long run that is over to the next one at least (rule P12-over).
const LONG_RUN_REST: i64 = 5;

/// The kinds of sessions, by their names in UIDs.
#[derive(Debug, Default)]
pub(super) struct Kinds(BTreeMap<String, Kind>);

impl Kinds {
    /// Learns the names of a schedule.
    pub(super) fn learn(&mut self, schedule: &Schedule) {
        for session in schedule.days.iter().flat_map(|day| &day.sessions) {
            self.0.insert(slug(&session.role.session), session.kind);
        }
    }

    /// True for an event that the list of long runs, workouts and races shows.
    pub(super) fn is_of_list(&self, event: &SeenEvent) -> bool {
        let of_list = |kind| {
            matches!(
                kind,
                Kind::Race | Kind::Session(SessionKind::Long | SessionKind::Quality)
            )
        };
        self.of(event).is_some_and(of_list)
    }

    fn of(&self, event: &SeenEvent) -> Option<Kind> {
        self.0.get(event.session()?).copied()
    }
}

/// The week in progress.
pub(super) struct InProgress<'a> {
    /// The season as if nothing had been published.
    pub(super) plain: &'a Schedule,
    pub(super) season: &'a Season,
    pub(super) facts: &'a FactLog,
    pub(super) kinds: &'a Kinds,
    pub(super) seen: &'a SeenCalendar,
    /// The calendar before it.
    pub(super) before: &'a SeenCalendar,
    pub(super) settled: &'a BTreeMap<String, SeenEvent>,
    pub(super) today: NaiveDate,
}

impl InProgress<'_> {
    /// The promises that the week does not hold.
    pub(super) fn broken(&self, _has_edit: bool) -> Vec<Broken> {
        let mut broken = Vec::new();
        let week = self.plain.weeks.iter().position(|week| {
            let last = week.first + TimeDelta::days(i64::from(week.days) - 1);
            (week.first..=last).contains(&self.today)
        });
        if let Some(index) = week {
            let week = &self.plain.weeks[index];
            let last = week.first + TimeDelta::days(i64::from(week.days) - 1);
            self.counts(index, week.first, last, &mut broken);
            self.rest_day(index, week.first, last, &mut broken);
        }
        self.long_runs(&mut broken);
        broken
    }

    /// The events of the days from `from` to `to` that have taken place or will.
    fn events(&self, from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = &SeenEvent> {
        let done = self.settled.values().filter(move |event| event.day < self.today);
        let to_come = self.seen.live().filter(move |event| event.day >= self.today);
        done.chain(to_come)
            .filter(move |event| (from..=to).contains(&event.day))
    }

    fn counts(&self, index: usize, first: NaiveDate, last: NaiveDate, broken: &mut Vec<Broken>) {
        for kind in [SessionKind::Long, SessionKind::Quality, SessionKind::Strength] {
            let of_kind = |kind_of: Option<Kind>| kind_of == Some(Kind::Session(kind));
            let days = self.plain.days.iter().filter(|day| day.week == index);
            let placed = days
                .flat_map(|day| &day.sessions)
                .filter(|session| of_kind(Some(session.kind)));
            let left_out = self
                .plain
                .left_out
                .iter()
                .filter(|left| left.week == first && left.kind == kind);
            let planned = placed.count() + left_out.count();
            let all: Vec<&SeenEvent> = self
                .events(first, last)
                .filter(|event| of_kind(self.kinds.of(event)))
                .collect();
            let to_come = all.iter().filter(|event| event.day >= self.today).count();
            if to_come > 0 && all.len() > planned {
                let all: Vec<String> = all.iter().map(|event| event.brief()).collect();
                broken.push(Broken::new(
                    Promise::Week,
                    format!(
                        "{} {}s of {planned}, today is {}: {}",
                        all.len(),
                        kind.word(),
                        self.today,
                        all.join(", ")
                    ),
                ));
            }
        }
    }

    fn rest_day(&self, index: usize, first: NaiveDate, last: NaiveDate, broken: &mut Vec<Broken>) {
        let trains = |kind: Kind| match kind {
            Kind::Race => true,
            Kind::Session(kind) => {
                kind.is_run() || matches!(kind, SessionKind::Strength | SessionKind::Cross)
            }
        };
        let mut plain = self.plain.days.iter().filter(|day| day.week == index);
        let has_rest = plain.any(|day| !day.sessions.iter().any(|session| trains(session.kind)));
        // A session that a person puts onto a day of this week stays there, whatever else its days hold.
        let by_hand = self.facts.of_sessions().any(|(_, _, event)| {
            matches!(event, SessionEvent::Moved { to, .. } if (self.today..=last).contains(&to))
        });
        if !has_rest || by_hand || !self.season.calendar.sessions.is_empty() {
            return;
        }
        let trained = |day: NaiveDate| {
            self.events(day, day)
                .any(|event| self.kinds.of(event).is_some_and(trains))
        };
        let mut days = first.iter_days().take_while(|day| *day <= last);
        if days.all(trained) {
            let how = format!("{first} to {last}, today is {}", self.today);
            broken.push(Broken::new(Promise::RestDay, how));
        }
    }

    fn long_runs(&self, broken: &mut Vec<Broken>) {
        let is_long = |kind: Kind| kind == Kind::Session(SessionKind::Long);
        let too_near = |days: &[NaiveDate]| {
            days.windows(2)
                .any(|pair| (pair[1] - pair[0]).num_days() < LONG_RUN_REST)
        };
        let plain = self.plain.days.iter();
        let plain = plain.filter(|day| day.sessions.iter().any(|session| is_long(session.kind)));
        let plain: Vec<NaiveDate> = plain.map(|day| day.date).collect();
        if too_near(&plain) {
            return;
        }
        let mut all: Vec<&SeenEvent> = self
            .events(NaiveDate::MIN, NaiveDate::MAX)
            .filter(|event| self.kinds.of(event).is_some_and(is_long))
            .collect();
        all.sort_by_key(|event| event.day);
        // One that had its day already stays on it.
        let before = self.before.by_uid();
        let stays = |event: &SeenEvent| {
            let was = before.get(event.uid.as_str());
            was.is_some_and(|was| was.is_live && was.day == event.day)
        };
        let at_today = |pair: &&[&SeenEvent]| pair[0].day < self.today && self.today <= pair[1].day;
        for pair in all.windows(2).filter(at_today).filter(|pair| !stays(pair[1])) {
            if (pair[1].day - pair[0].day).num_days() < LONG_RUN_REST {
                let how = format!(
                    "{} and {}, today is {}",
                    pair[0].brief(),
                    pair[1].brief(),
                    self.today
                );
                broken.push(Broken::new(Promise::LongRuns, how));
            }
        }
    }
}

/// True if one file makes the same season of a calendar as the one before it.
pub(super) fn is_same_season(before: &Season, after: &Season) -> bool {
    let same_id = before.id.is_none() || after.id.is_none() || before.id == after.id;
    let near = match (&before.race, &after.race) {
        (Some(before), Some(after)) => (after.date.value - before.date.value).num_days().abs() <= SAME_SEASON,
        (None, None) => true,
        _ => false,
    };
    let race = |season: &Season| {
        season
            .race
            .as_ref()
            .map(|race| (race.name.clone(), race.date.value))
    };
    let runner = |season: &Season| (season.athlete.name.clone(), season.athlete.id.clone());
    let same_runner =
        runner(before) == runner(after) || race(before) == race(after) && race(before).is_some();
    same_id && near && same_runner
}
