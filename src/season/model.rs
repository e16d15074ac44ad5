//! A valid season: the wishes of its file, checked by the reader.

use std::sync::Arc;

use chrono::{NaiveDate, Weekday};

use super::away::Away;
use super::calendar::CalendarOptions;
use super::facts::{DaysOff, OffReason};
use super::life::{Club, Tuneup};
use super::race::{PreviousRace, Race};
use super::review::Thresholds;
use super::runner_id::RunnerId;
use super::week::WeekPreferences;
use crate::diagnostic::Span;
use crate::document::{Spanned, Text};
use crate::ical::Zone;
use crate::pace::{PaceModel, Paces, Vdot};
use crate::plan::{Allowed, Level, Plan};
use crate::units::{Distance, Duration, Units};

/// One runner's season.
#[derive(Debug, Clone)]
pub struct Season {
    /// The season's own name in UIDs; left out, it follows from runner, race and the race's year.
    pub id: Option<String>,
    /// Laid end to end; at least one.
    pub plans: Vec<SeasonPlan>,
    /// Overlays, added to the weeks of the plans, in order; no plan twice.
    pub also: Vec<SeasonPlan>,
    /// First day of training, where the runner says it.
    pub start: Option<Spanned<NaiveDate>>,
    /// The peak week, where the runner says it; inside the range of the plan that ends on the race.
    pub volume: Option<Spanned<Distance>>,
    /// The share that a maintenance plan takes off the usual week, in percent.
    pub reduction: Option<Spanned<u32>>,
    /// The A race.
    pub race: Option<Race>,
    /// The race behind.
    pub previous: Option<PreviousRace>,
    /// The runner.
    pub athlete: Athlete,
    /// The wishes for the days of a week.
    pub week: WeekPreferences,
    /// Races on the way, in the order of their days.
    pub tuneups: Vec<Tuneup>,
    /// Days away.
    pub away: Vec<Away>,
    /// The calendars to plan around, as the season names them.
    pub around: Vec<Text>,
    /// The runs of clubs.
    pub clubs: Vec<Club>,
    /// The options of the calendar.
    pub calendar: CalendarOptions,
    /// The thresholds of a coach's review.
    pub review: Thresholds,
    /// The findings of a coach's review that are allowed.
    pub allow: Vec<Allowed>,
}

/// A plan of the season, with the place that names it.
#[derive(Debug, Clone)]
pub struct SeasonPlan {
    /// The plan.
    pub plan: Arc<Plan>,
    /// Its place in the season.
    pub span: Span,
}

/// The runner.
#[derive(Debug, Clone)]
pub struct Athlete {
    /// The runner's id, if the file gives one. The `id` of the season is another: it names the season in its events.
    pub id: Option<RunnerId>,
    /// The runner's name.
    pub name: Option<String>,
    /// The zone of all start times.
    pub zone: Option<Zone>,
    /// The unit in which distances are shown and rounded.
    pub units: Units,
    /// The usual week now.
    pub weekly: Option<Distance>,
    /// The longest run of the last weeks.
    pub longest: Option<Distance>,
    /// A race result that gives the paces.
    pub recent: Option<Recent>,
    /// The level of experience.
    pub level: Option<Level>,
    /// In years.
    pub age: Option<u32>,
    /// The formulas that turn a result into paces.
    pub model: PaceModel,
}

impl Athlete {
    /// The training paces: from the recent race, else by feel.
    pub fn paces(&self, race: Option<&Race>) -> Paces {
        self.paces_at(self.recent.map(|recent| recent.vdot), race)
    }

    /// The training paces at a VDOT, else by feel.
    fn paces_at(&self, vdot: Option<Vdot>, race: Option<&Race>) -> Paces {
        let paces = match vdot {
            Some(vdot) => Paces::from_vdot(vdot, self.model),
            None => Paces::by_feel(self.level == Some(Level::Novice)),
        };
        match race.and_then(|race| race.goal.zip(race.distance)) {
            Some((time, distance)) => {
                let pace = f64::from(time.secs()) / distance.km().max(0.001);
                paces.with_goal(crate::units::Pace::from_secs_per_km(pace), distance)
            }
            None => paces,
        }
    }
}

/// A race result.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recent {
    /// Its distance.
    pub distance: Distance,
    /// Its time.
    pub time: Duration,
    /// Its date.
    pub date: Option<NaiveDate>,
    /// The VDOT that follows from it.
    pub vdot: Vdot,
}

impl Season {
    /// The paces that a plan's sizes follow: the runner's own, else those of the runner that the plan
    /// was written for, else by feel.
    pub fn paces_for(&self, plan: &Plan) -> Paces {
        match (&self.athlete.recent, plan.vdot) {
            (None, Some(vdot)) => Paces::from_vdot(vdot, PaceModel::Book3),
            _ => self.athlete.paces(self.race.as_ref()),
        }
    }

    /// The runner's paces on a date: slower after `days_off`, by the table of Daniels.
    pub fn paces_on(&self, date: NaiveDate, days_off: &[DaysOff]) -> Paces {
        self.athlete
            .paces_at(self.vdot_on(date, days_off), self.race.as_ref())
    }

    /// The runner's VDOT on a date, if a result is known: lower after `days_off`, by the table of Daniels.
    pub fn vdot_on(&self, date: NaiveDate, days_off: &[DaysOff]) -> Option<Vdot> {
        let recent = self.athlete.recent?;
        let breaks = days_off
            .iter()
            .filter(|off| off.days.last() < date && off.why != OffReason::Busy)
            .filter(|off| recent.date.is_none_or(|raced| raced < off.days.first()));
        Some(breaks.fold(recent.vdot, |vdot, off| {
            vdot.after_break(off.days.days(), off.cross_trained)
        }))
    }

    /// The race of a day, the A race or one on the way.
    pub fn race_on(&self, date: NaiveDate) -> Option<&Race> {
        let tuneups = self.tuneups.iter().map(|tuneup| &tuneup.race);
        self.race
            .iter()
            .chain(tuneups)
            .find(|race| race.date.value == date)
    }

    /// The first day of the display week: the runner's choice, else the day after the race's weekday, so
    /// that a row is a week of the plan; else Monday.
    pub fn week_starts(&self) -> Weekday {
        let after_race = self
            .race
            .as_ref()
            .map(|race| chrono::Datelike::weekday(&race.date.value).succ());
        self.week.starts.or(after_race).unwrap_or(Weekday::Mon)
    }

    /// The index of the plan that ends on the race: the last that is not recovery from first to
    /// last.
    pub fn race_plan(&self) -> Option<usize> {
        self.plans.iter().rposition(|entry| !entry.plan.is_recovery())
    }
}
