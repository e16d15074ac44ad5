//! A schedule's sessions as events: a title for the month's view, and the steps, paces and place
//! for the opened event.

use chrono::{DateTime, NaiveDate, Utc};

use super::identity::{EventUid, SeasonId};
use super::titles;
use crate::ical::{Event, Location, RevisionNotes, Status, When};
use crate::pace::{Effort, Paces};
use crate::plan::{SessionKind, VolumeBasis};
use crate::schedule::{self, Day, Kind, Role, Schedule, Session};
use crate::season::Season;
use crate::units::{Distance, Units};

/// True if the season's calendars show a session.
pub(super) fn shown(season: &Season, session: &Session) -> bool {
    match session.kind {
        Kind::Race => season.calendar.shows_races(),
        Kind::Session(kind) => season.calendar.shows(kind, &session.role.session),
    }
}

/// Makes the events of a season's calendar.
pub(super) struct EventWriter<'a> {
    pub(super) season: &'a Season,
    pub(super) schedule: &'a Schedule,
    /// The season's name in UIDs.
    pub(super) id: &'a SeasonId,
    pub(super) stamp: DateTime<Utc>,
}

impl EventWriter<'_> {
    /// The event of a session in the full calendar.
    pub(super) fn event(&self, day: &Day, session: &Session) -> Event {
        let race = schedule::race_of(self.season, session);
        let place = race
            .and_then(|race| race.place.as_ref())
            .or(session.place.as_ref());
        let when = self.when(day.date, session);
        let timed = matches!(when, When::Timed { .. });
        let summary = titles::title(self.season, self.schedule, day, session);
        let description = self.description(day, session, &summary);
        Event {
            uid: self.uid(&session.role),
            stamp: self.stamp,
            sequence: 0,
            when,
            summary,
            description,
            link: None,
            location: place.map(|place| Location {
                name: place.name.clone(),
                geo: place.at,
            }),
            categories: categories(session),
            busy: timed,
            status: Status::Confirmed,
            alarm: self.season.calendar.alarm.max(session.alarm).filter(|_| timed),
            color: None,
            notes: RevisionNotes {
                strides: self.strides_uid(day, session),
                before: None,
            },
        }
    }

    /// The UID of the session of this role.
    pub(super) fn uid(&self, role: &Role) -> String {
        EventUid::session(self.id, role, self.season.calendar.busy.key.as_ref()).to_string()
    }

    /// The UID of the strides that end a run, where its week plans others: then the day does not tell which they are.
    fn strides_uid(&self, day: &Day, session: &Session) -> Option<String> {
        let role = session.strides_role.as_ref()?;
        let of_week = self.schedule.days.iter().filter(|other| other.week == day.week);
        let placed = of_week
            .flat_map(|day| &day.sessions)
            .filter(|session| session.strides_role.is_some());
        let first = self.schedule.weeks.get(day.week)?.first;
        let mut left_out = self.schedule.left_out.iter();
        let is_left_out = left_out.any(|out| out.week == first && out.kind == SessionKind::Strides);
        (is_left_out || placed.count() > 1).then(|| self.uid(role))
    }

    /// Timed where the season gives a start and a zone to read it in; else the whole day.
    pub(super) fn when(&self, date: NaiveDate, session: &Session) -> When {
        let own = self.season.athlete.zone;
        let of_race = schedule::race_of(self.season, session).and_then(|race| race.zone);
        match (session.start, of_race.or(own)) {
            (Some(time), Some(zone)) => {
                let when = When::Timed {
                    date,
                    time,
                    zone,
                    minutes: session.length.secs() / 60,
                };
                if self.season.calendar.utc {
                    when.in_utc()
                } else {
                    when
                }
            }
            _ => When::AllDay { first: date, days: 1 },
        }
    }

    /// The text of an event that is called `summary`.
    fn description(&self, day: &Day, session: &Session, summary: &str) -> String {
        let units = self.season.athlete.units;
        let mut lines: Vec<String> = Vec::new();
        match session.kind {
            Kind::Race => self.race_lines(session, &mut lines),
            Kind::Session(SessionKind::Rest) if day.away.is_some() => lines.push("No training.".to_owned()),
            Kind::Session(SessionKind::Rest) => {
                lines.push("No training. Sleep, eat well, let the work sink in.".to_owned());
            }
            Kind::Session(kind) => {
                let paces = self.season.paces_on(day.date, &self.schedule.days_off);
                let steps = session.workout.lines(&paces, units).into_iter();
                // "Strength, 40 min" in the title is not said again.
                lines.extend(steps.filter(|step| !step.eq_ignore_ascii_case(summary)));
                if kind.is_run() {
                    lines.push(String::new());
                    lines.push(total(session, units));
                    lines.extend(self.paces_from(&paces));
                }
            }
        }
        lines.extend(session.notes.iter().cloned());
        if let Some(club) = &session.club {
            lines.push(format!("With {club}."));
        }
        lines.extend(titles::away(day));
        lines.push(String::new());
        lines.push(self.where_it_stands(day.date, day.week));
        lines.join("\n").trim_start().to_owned()
    }

    fn race_lines(&self, session: &Session, lines: &mut Vec<String>) {
        let Some(race) = schedule::race_of(self.season, session) else {
            return;
        };
        let units = self.season.athlete.units;
        if session.distance > Distance::ZERO {
            lines.push(format!("Race day: {}.", session.distance.show(units)));
        } else {
            lines.push("Race day.".to_owned());
        }
        let paces = self.season.athlete.paces(Some(race));
        if let (Some(goal), Some(_)) = (race.goal, race.distance) {
            lines.push(format!(
                "Goal {}, {}",
                goal.clock(),
                paces.typical(Effort::Goal).show(units)
            ));
        } else if let Some(prediction) = self.season.prediction(race) {
            lines.push(format!("Your recent race predicts {prediction}."));
        }
        if let Some(place) = &race.place {
            lines.push(format!("Where: {}", place.name));
        }
    }

    fn paces_from(&self, paces: &Paces) -> Option<String> {
        let recent = self.season.athlete.recent.as_ref().filter(|_| paces.known())?;
        let distance = crate::plan::Goal(recent.distance).label();
        Some(format!("Paces from your {distance} in {}.", recent.time.clock()))
    }

    /// "Week 7 of 18 (Build, 66 km), 82 days to the race": runners have missed a race for want of it.
    pub(super) fn where_it_stands(&self, date: NaiveDate, index: usize) -> String {
        let week = &self.schedule.weeks[index];
        let units = self.season.athlete.units;
        let to_race = self
            .season
            .race
            .as_ref()
            .map(|race| to_race(race.date.value, date));
        // A race may stand before the first week or after the last one.
        let days = i64::from(week.days.max(1));
        let is_here = (0..days).contains(&(date - week.first).num_days());
        let block = self.schedule.blocks.get(week.block);
        // What the week holds, which may be less than its plan asks for.
        let volume = week.volume.map(|_| self.schedule.run_in_week(index));
        let volume = volume.filter(|volume| *volume > Distance::ZERO);
        let volume = volume.map_or_else(String::new, |volume| format!(", {}", volume.show(units)));
        let light = if week.cutback { ", a lighter week" } else { "" };
        let place = if !is_here {
            "Outside the weeks of the plan".to_owned()
        } else if week.number == 0 {
            "Between two plans".to_owned()
        } else {
            let phase = match block {
                // A plan of one phase that is called like the plan says it once.
                Some(block)
                    if block.plan.phases.len() > 1 || matches!(block.plan.basis, VolumeBasis::None) =>
                {
                    week.phase.clone()
                }
                Some(block) => block.plan.title.clone(),
                None => week.phase.clone(),
            };
            format!("Week {} of {} ({phase}{volume}{light})", week.number, week.of)
        };
        to_race.map_or_else(|| format!("{place}."), |to_race| format!("{place}, {to_race}."))
    }
}

/// The days from `date` to the race: "82 days to the race".
fn to_race(race: NaiveDate, date: NaiveDate) -> String {
    match (race - date).num_days() {
        0 => "race day".to_owned(),
        1 => "1 day to the race".to_owned(),
        -1 => "1 day after the race".to_owned(),
        days if days > 0 => format!("{days} days to the race"),
        days => format!("{} days after the race", -days),
    }
}

fn total(session: &Session, units: Units) -> String {
    format!(
        "In all {}, about {}.",
        session.distance.show(units),
        session.length.show()
    )
}

/// The categories of a session. Strides that end a run are one of them: a ledger recognises them by nothing else.
fn categories(session: &Session) -> Vec<String> {
    let strides = session.strides_role.as_ref().map(|_| STRIDES);
    let own = category(session.kind);
    [Some(own), strides]
        .into_iter()
        .flatten()
        .map(str::to_owned)
        .collect()
}

/// The category of a run that ends in strides of the plan.
const STRIDES: &str = "Strides";

/// The kind of a published session, from its category; `None` for a race, or where an application has dropped it.
pub(crate) fn kind_of(event: &Event) -> Option<SessionKind> {
    let mut kinds = SessionKind::WORDS.iter().map(|(_, kind)| *kind);
    let own = event.categories.first()?;
    kinds.find(|kind| category(Kind::Session(*kind)) == own)
}

/// True if a published run ends in strides of the plan.
pub(crate) fn has_strides(event: &Event) -> bool {
    event.categories.iter().any(|name| name == STRIDES)
}

fn category(kind: Kind) -> &'static str {
    match kind {
        Kind::Race => "Race",
        Kind::Session(SessionKind::Long) => "Long run",
        Kind::Session(SessionKind::Medium) => "Medium run",
        Kind::Session(SessionKind::Quality) => "Quality",
        Kind::Session(SessionKind::Easy) => "Easy run",
        Kind::Session(SessionKind::Shakeout) => "Shake-out",
        Kind::Session(SessionKind::Strides) => STRIDES,
        Kind::Session(SessionKind::Strength) => "Strength",
        Kind::Session(SessionKind::Cross) => "Cross-training",
        Kind::Session(SessionKind::Mobility) => "Mobility",
        Kind::Session(SessionKind::Mind) => "Mental training",
        Kind::Session(SessionKind::Fuel) => "Nutrition",
        Kind::Session(SessionKind::Appointment) => "Appointment",
        Kind::Session(SessionKind::Rest) => "Rest",
    }
}
