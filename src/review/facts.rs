//! The measurements that the checks work on: a schedule, measured once per day and per week.

use chrono::{Days, NaiveDate};

use super::monotony::{monotony, strain};
use super::place::ReviewedPlace;
use crate::diagnostic::Span;
use crate::pace::{Effort, Paces};
use crate::plan::{Level, PhaseKind, Plan, RowSession, SessionKind};
use crate::schedule::{Broken, Day, Kind, Schedule, Session, Week, broken, is_hard_workout};
use crate::season::{Season, Thresholds};
use crate::units::{Distance, Duration, Units};

/// A season and its schedule, measured.
pub(super) struct Facts<'s> {
    pub season: &'s Season,
    pub schedule: &'s Schedule,
    pub limits: &'s Thresholds,
    pub units: Units,
    /// The paces behind each week's sizes.
    pub paces: Vec<Paces>,
    /// Every rule of the search that the schedule breaks.
    pub broken: Vec<Broken>,
    /// One entry for each of [`Schedule::days`].
    pub days: Vec<DayFacts<'s>>,
    /// One entry for each of [`Schedule::weeks`].
    pub weeks: Vec<WeekFacts<'s>>,
    /// The next race and the weeks that lead to it.
    pub race: Option<RaceFacts>,
}

/// One day, measured.
pub(super) struct DayFacts<'s> {
    pub day: &'s Day,
    /// Running distance, without races.
    pub run: Distance,
    /// Running distance, with races.
    pub all: Distance,
    /// Training load in Daniels' points.
    pub load: f64,
    /// True if the day has no training. Mobility and the like do not count.
    pub rest: bool,
    /// True for a quality session, a long run or a race.
    pub hard: bool,
}

/// One week, measured. Races count neither as running nor as runs.
pub(super) struct WeekFacts<'s> {
    pub index: usize,
    pub week: &'s Week,
    pub plan: &'s Plan,
    /// Indices into [`Facts::days`].
    pub days: Vec<usize>,
    pub run: Distance,
    /// Running distance, with races.
    pub all: Distance,
    /// True if the runner was away or off on any of its days.
    pub disturbed: bool,
    pub runs: usize,
    /// Indices of the day and the session of the longest long run.
    pub long: Option<(usize, usize)>,
    /// The number of quality sessions, and of medium runs that are as hard.
    pub quality: usize,
    pub races: usize,
    pub strength: usize,
    /// The number of days with strides.
    pub strides: usize,
    pub rest: usize,
    pub load: f64,
    pub monotony: f64,
    pub strain: f64,
}

/// The next race, with the weeks of the plan for it. The plan has a goal.
pub(super) struct RaceFacts {
    pub date: NaiveDate,
    pub distance: Distance,
    /// Indices of the whole weeks that lead to the race.
    pub weeks: Vec<usize>,
    /// The index of the biggest of them.
    pub peak: usize,
}

/// The class of a race by its distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Up to 15 km.
    Short,
    /// Over 15 km, up to 30 km.
    Half,
    /// Over 30 km.
    Marathon,
}

impl Class {
    pub(super) fn of(distance: Distance) -> Self {
        match distance.km() {
            km if km > 30.0 => Class::Marathon,
            km if km >= 15.0 => Class::Half,
            _ => Class::Short,
        }
    }
}

impl RaceFacts {
    pub(super) fn class(&self) -> Class {
        Class::of(self.distance)
    }
}

impl<'s> Facts<'s> {
    pub(super) fn of(season: &'s Season, schedule: &'s Schedule) -> Self {
        let paces: Vec<Paces> = schedule
            .weeks
            .iter()
            .map(|week| season.paces_for(&schedule.blocks[week.block].plan))
            .collect();
        let days: Vec<DayFacts<'s>> = schedule
            .days
            .iter()
            .map(|day| DayFacts::of(day, &paces[day.week]))
            .collect();
        let weeks: Vec<WeekFacts<'s>> = (0..schedule.weeks.len())
            .map(|index| WeekFacts::of(schedule, index, &days, &paces[index]))
            .collect();
        let broken = broken(season, schedule, &paces);
        let race = race(schedule, &weeks);
        Facts {
            season,
            schedule,
            limits: &season.review,
            units: season.athlete.units,
            paces,
            broken,
            days,
            weeks,
            race,
        }
    }

    /// The next race, if it is a marathon.
    pub(super) fn marathon(&self) -> Option<&RaceFacts> {
        self.race.as_ref().filter(|race| race.class() == Class::Marathon)
    }

    /// The whole weeks of plans, without days left over.
    pub(super) fn whole_weeks(&self) -> impl Iterator<Item = &WeekFacts<'s>> {
        self.weeks.iter().filter(|week| week.is_whole())
    }

    /// The sessions of a week: the index of the day, the index in the day, the session.
    pub(super) fn sessions(&self, week: &WeekFacts<'s>) -> Vec<(usize, usize, &'s Session)> {
        let mut sessions = Vec::new();
        for &day in &week.days {
            for (place, session) in self.days[day].day.sessions.iter().enumerate() {
                sessions.push((day, place, session));
            }
        }
        sessions
    }

    pub(super) fn session(&self, (day, place): (usize, usize)) -> &'s Session {
        &self.days[day].day.sessions[place]
    }

    pub(super) fn date(&self, day: usize) -> NaiveDate {
        self.days[day].day.date
    }

    /// The most that rounding sizes to whole steps adds to a week.
    pub(super) fn step(&self) -> Distance {
        self.units.step()
    }

    /// True if the runner is a novice or, for an unknown runner, the plan is for novices.
    pub(super) fn is_novice(&self, plan: &Plan) -> bool {
        self.season.athlete.level.or(plan.level) == Some(Level::Novice)
    }

    /// The week and the date of a place.
    pub(super) fn at(&self, place: ReviewedPlace<'_>) -> (Option<usize>, Option<NaiveDate>) {
        match place {
            ReviewedPlace::Season(_) => (None, None),
            ReviewedPlace::Week(week) => (Some(week), None),
            ReviewedPlace::Day(day) | ReviewedPlace::Session(day, _) => {
                (Some(self.days[day].day.week), Some(self.days[day].day.date))
            }
        }
    }

    /// The source of a place in a file: the session in its row, else the row.
    pub(super) fn span(&self, place: ReviewedPlace<'_>) -> Option<Span> {
        match place {
            ReviewedPlace::Season(span) => span.cloned(),
            ReviewedPlace::Week(week) => Some(self.weeks[week].week.span.clone()),
            ReviewedPlace::Day(day) => Some(self.weeks[self.days[day].day.week].week.span.clone()),
            ReviewedPlace::Session(day, place) => {
                let session = self.session((day, place));
                let week = &self.weeks[self.days[day].day.week];
                if session.is_race() {
                    let race = self.season.race_on(self.date(day));
                    return race.map(|race| race.date.span.clone());
                }
                let written = week
                    .row_sessions()
                    .find(|one| one.session.name == session.role.session);
                Some(written.map_or_else(|| week.week.span.clone(), |one| one.span.clone()))
            }
        }
    }
}

impl<'s> DayFacts<'s> {
    fn of(day: &'s Day, paces: &Paces) -> Self {
        let trains = |session: &Session| match session.kind {
            Kind::Race => true,
            Kind::Session(kind) => kind.is_training() && kind != SessionKind::Mobility,
        };
        let is_hard = |session: &Session| {
            session.is_race()
                || session.kind == Kind::Session(SessionKind::Long)
                || is_hard_workout(session, paces)
        };
        let runs = day.sessions.iter().filter(|session| !session.is_race());
        DayFacts {
            day,
            run: runs.map(|session| session.distance).sum(),
            all: day.sessions.iter().map(|session| session.distance).sum(),
            load: day.sessions.iter().map(|session| points(session, paces)).sum(),
            rest: !day.sessions.iter().any(trains),
            hard: day.sessions.iter().any(is_hard),
        }
    }
}

impl DayFacts<'_> {
    /// True if the runner was away or could not train.
    fn disturbed(&self, schedule: &Schedule) -> bool {
        let lost = |off: &crate::season::DaysOff| off.days.contains(self.day.date);
        self.day.away.is_some() || schedule.days_off.iter().any(lost)
    }
}

impl<'s> WeekFacts<'s> {
    fn of(schedule: &'s Schedule, index: usize, days: &[DayFacts<'s>], paces: &Paces) -> Self {
        let week = &schedule.weeks[index];
        let end = week.first + Days::new(week.days.into());
        let own: Vec<usize> = (0..days.len())
            .filter(|&day| (week.first..end).contains(&days[day].day.date))
            .collect();
        let sessions = || {
            own.iter().flat_map(|&day| {
                let sessions = days[day].day.sessions.iter().enumerate();
                sessions.map(move |(place, session)| (day, place, session))
            })
        };
        let count = |wanted: &dyn Fn(&Session) -> bool| sessions().filter(|one| wanted(one.2)).count();
        let kind = |wanted: SessionKind| move |session: &Session| session.kind == Kind::Session(wanted);
        let loads: Vec<f64> = own.iter().map(|&day| days[day].load).collect();
        WeekFacts {
            index,
            week,
            plan: &schedule.blocks[week.block].plan,
            run: own.iter().map(|&day| days[day].run).sum(),
            all: own.iter().map(|&day| days[day].all).sum(),
            disturbed: own.iter().any(|&day| days[day].disturbed(schedule)),
            runs: own.iter().filter(|&&day| days[day].run > Distance::ZERO).count(),
            long: sessions()
                .filter(|one| kind(SessionKind::Long)(one.2))
                .max_by_key(|one| one.2.distance)
                .map(|(day, place, _)| (day, place)),
            quality: count(&|session| is_hard_workout(session, paces)),
            races: count(&Session::is_race),
            strength: count(&kind(SessionKind::Strength)),
            strides: count(&|session| session.strides),
            rest: own.iter().filter(|&&day| days[day].rest).count(),
            load: loads.iter().fold(0.0, |sum, load| sum + load),
            monotony: monotony(&loads),
            strain: strain(&loads),
            days: own,
        }
    }

    /// True if it is a whole week of a plan, as opposed to days left over before one.
    pub(super) fn is_whole(&self) -> bool {
        self.week.number > 0 && self.week.days == 7
    }

    pub(super) fn is(&self, kinds: &[PhaseKind]) -> bool {
        kinds.contains(&self.week.kind)
    }

    /// True if it counts as a loading week when volumes are compared. Recovery, cutback weeks, race weeks and
    /// weeks with days away or lost do not.
    pub(super) fn loads(&self) -> bool {
        let as_planned = self.is_whole() && self.races == 0 && !self.disturbed;
        as_planned && !self.week.cutback && self.week.kind != PhaseKind::Recovery
    }

    fn row_sessions(&self) -> impl Iterator<Item = &'s RowSession> {
        let rows = self.plan.phases.iter().flat_map(|phase| &phase.rows);
        rows.filter(|row| row.span == self.week.span)
            .flat_map(|row| &row.sessions)
    }
}

/// The distance of a session at the efforts that `wanted` selects.
pub(super) fn distance_at(session: &Session, paces: &Paces, wanted: impl Fn(Effort) -> bool) -> Distance {
    session.workout.distance_at(paces, wanted)
}

/// True if a session contains running faster than easy. Strides count only if `strides` is true.
pub(super) fn is_fast(session: &Session, paces: &Paces, strides: bool) -> bool {
    let fast = |effort: Effort| effort.is_fast() && (strides || effort != Effort::Strides);
    session.is_race() || session.workout.time_at(paces, fast) > Duration::ZERO
}

/// The mean running distance of the weeks; zero if there are none.
pub(super) fn mean_run(weeks: &[&WeekFacts<'_>]) -> Distance {
    let run: Distance = weeks.iter().map(|week| week.run).sum();
    run.scale(1, weeks.len() as u64)
}

/// `part` as a percentage of `whole`.
#[expect(
    clippy::cast_precision_loss,
    reason = "a week's running in millimetres is far below 2^53"
)]
pub(super) fn percent(part: Distance, whole: Distance) -> f64 {
    part.mm() as f64 * 100.0 / (whole.mm().max(1) as f64)
}

fn race(schedule: &Schedule, weeks: &[WeekFacts<'_>]) -> Option<RaceFacts> {
    let race = schedule.race.as_ref()?;
    let date = race.date.value;
    let ends = |week: &&WeekFacts<'_>| week.week.first + Days::new(6) == date && week.is_whole();
    let block = weeks.iter().find(ends)?.week.block;
    let goal = schedule.blocks[block].plan.goal?;
    let own: Vec<usize> = weeks
        .iter()
        .filter(|week| week.week.block == block && week.is_whole() && week.week.first <= date)
        .map(|week| week.index)
        .collect();
    let peak = own
        .iter()
        .copied()
        .max_by_key(|&week| (weeks[week].run, std::cmp::Reverse(week)))?;
    Some(RaceFacts {
        date,
        distance: race.distance.unwrap_or(goal.0),
        weeks: own,
        peak,
    })
}

/// The load of a session in Daniels' points. A race is run at the effort of its distance.
fn points(session: &Session, paces: &Paces) -> f64 {
    if !session.is_race() {
        return session.workout.points(paces);
    }
    let effort = match Class::of(session.distance) {
        Class::Marathon => Effort::Marathon,
        Class::Half => Effort::HalfMarathon,
        Class::Short if session.distance.km() > 7.5 => Effort::TenK,
        Class::Short => Effort::FiveK,
    };
    session.length.minutes_f64() * effort.points_per_minute()
}
