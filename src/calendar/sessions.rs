//! A schedule's sessions as events: what a runner wants to see in a month's view, and the steps,
//! paces and place when the event is opened.

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};

use super::{busy_feed, titles, week_notes};
use crate::ical::{Calendar, Event, Location, Status, When, Zone};
use crate::pace::{Effort, Paces};
use crate::plan::{SessionKind, VolumeBasis};
use crate::schedule::{self, Day, Kind, Role, Schedule, Session};
use crate::season::{Feed, Season, ZoneName};
use crate::units::{Distance, Duration, Units};

/// Minutes between two fetches of a subscribed calendar.
pub(crate) const REFRESH: u32 = 60;

/// The calendar of a season. `now` stamps it: nothing else in it depends on the time of export.
pub fn of_season(season: &Season, schedule: &Schedule, now: DateTime<Utc>) -> Calendar {
    let feed = season.calendar.feed;
    known_as(season, feed, schedule, &own_name(season, feed), now)
}

/// The calendar of a season that goes by the name `id` in its UIDs.
pub(crate) fn known_as(
    season: &Season,
    feed: Feed,
    schedule: &Schedule,
    id: &str,
    now: DateTime<Utc>,
) -> Calendar {
    let stamp = now.trunc_subsecs(0);
    let busy = feed == Feed::Busy;
    let writer = EventWriter {
        season,
        schedule,
        id,
        stamp,
    };
    let mut events = Vec::new();
    for day in &schedule.days {
        if season.calendar.weeks && !busy {
            events.extend(week_notes::note(&writer, day));
        }
        let sessions = day.sessions.iter().filter(|session| shown(season, session));
        if busy {
            events.extend(sessions.filter_map(|session| busy_feed::event(&writer, day, session)));
        } else {
            events.extend(sessions.map(|session| writer.event(day, session)));
        }
    }
    let (name, description) = if busy {
        (season.calendar.busy.title.clone(), None)
    } else {
        (title(season, schedule), Some(description(schedule)))
    };
    Calendar {
        name,
        description,
        uid: format!("{id}@longrun"),
        url: None,
        source: None,
        color: season.calendar.color,
        zone: season.athlete.zone.and_then(zone),
        revised: stamp,
        refresh: REFRESH,
        dropped: None,
        events,
    }
}

/// What a season is called in its UIDs.
pub(crate) fn own_name(season: &Season, feed: Feed) -> String {
    busy_feed::name_in(feed, season_id(season))
}

fn zone(name: ZoneName) -> Option<Zone> {
    Zone::new(name.name())
}

/// Who the season is: its own id, else runner, race and the race's year; without a race the first
/// plan and the first day (docs/design.md#writer). It holds no dot.
pub(crate) fn season_id(season: &Season) -> String {
    if let Some(id) = &season.id {
        return slug(id);
    }
    let runner = runner(season);
    match &season.race {
        Some(race) => {
            let year = chrono::Datelike::year(&race.date.value);
            format!("{runner}-{}-{year}", slug(&race.name))
        }
        None => {
            let plan = season.plans.first().map_or("", |entry| entry.plan.name.as_str());
            let first = schedule::days(season).map_or_else(String::new, |days| days.first().to_string());
            format!("{runner}-{}-{first}", slug(plan))
        }
    }
}

/// What the runner is called in a season's id that is not written down.
pub(crate) fn runner(season: &Season) -> String {
    slug(season.athlete.name.as_deref().unwrap_or(NO_NAME))
}

/// The same for a runner without a name.
pub(crate) const NO_NAME: &str = "runner";

/// Letters and digits, the rest as single hyphens. Letters beyond ASCII are kept by their number, so
/// that two names in another script do not become one.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.trim().chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if c.is_alphanumeric() {
            slug.push_str(&format!("{:x}", u32::from(c)));
        } else if !slug.ends_with('-') && c != '\'' {
            slug.push('-');
        }
    }
    slug.trim_matches('-').to_owned()
}

fn title(season: &Season, schedule: &Schedule) -> String {
    if let Some(title) = &season.calendar.title {
        return title.clone();
    }
    let what = match (&season.race, schedule.blocks.first()) {
        (Some(race), _) => race.name.clone(),
        (None, Some(block)) => block.plan.title.clone(),
        (None, None) => "Training".to_owned(),
    };
    match &season.athlete.name {
        Some(name) => format!("{name}: {what}"),
        None => what,
    }
}

fn description(schedule: &Schedule) -> String {
    let plans: Vec<&str> = schedule
        .blocks
        .iter()
        .map(|block| block.plan.title.as_str())
        .collect();
    match schedule.span() {
        Some((first, last)) => format!("{}. {first} to {last}.", plans.join(", then ")),
        None => plans.join(", then "),
    }
}

/// Whether the season's calendars hold a session.
pub(crate) fn shown(season: &Season, session: &Session) -> bool {
    match session.kind {
        Kind::Race => season.calendar.shows_races(),
        Kind::Session(kind) => season.calendar.shows(kind, &session.role.session),
    }
}

/// What every event of a season's calendar is made with.
pub(crate) struct EventWriter<'a> {
    pub(crate) season: &'a Season,
    pub(crate) schedule: &'a Schedule,
    /// What the season is called in UIDs.
    pub(crate) id: &'a str,
    pub(crate) stamp: DateTime<Utc>,
}

impl EventWriter<'_> {
    fn event(&self, day: &Day, session: &Session) -> Event {
        let race = schedule::race_of(self.season, session);
        let place = race
            .and_then(|race| race.place.as_ref())
            .or(session.place.as_ref());
        let when = self.when(day.date, session);
        let timed = matches!(when, When::Timed { .. });
        let summary = titles::title(self.season, self.schedule, day, session);
        let description = self.description(day, session, &summary);
        Event {
            uid: uid(self.id, &session.role),
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
        }
    }

    /// Timed where the season gives a start and a zone to read it in; else the whole day.
    pub(crate) fn when(&self, date: NaiveDate, session: &Session) -> When {
        let own = self.season.athlete.zone;
        let of_race = schedule::race_of(self.season, session).and_then(|race| race.zone);
        match (session.start, of_race.or(own).and_then(zone)) {
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
        } else if let (Some(recent), Some(distance)) = (&self.season.athlete.recent, race.distance) {
            let time = Duration::from_secs_f64(recent.vdot.race_time(distance));
            lines.push(format!("Your recent race predicts {}.", time.clock()));
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
    pub(crate) fn where_it_stands(&self, date: NaiveDate, index: usize) -> String {
        let week = &self.schedule.weeks[index];
        let units = self.season.athlete.units;
        let block = self.schedule.blocks.get(week.block);
        // What the week holds, which may be less than its plan asks for.
        let volume = week.volume.map(|_| self.schedule.run_in_week(index));
        let volume = volume.filter(|volume| *volume > Distance::ZERO);
        let volume = volume.map_or_else(String::new, |volume| format!(", {}", volume.show(units)));
        let light = if week.cutback { ", a lighter week" } else { "" };
        let place = if week.number == 0 {
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
        let Some(race) = &self.season.race else {
            return format!("{place}.");
        };
        let days = (race.date.value - date).num_days();
        let to_race = match days {
            0 => "race day".to_owned(),
            1 => "1 day to the race".to_owned(),
            -1 => "1 day after the race".to_owned(),
            days if days > 0 => format!("{days} days to the race"),
            days => format!("{} days after the race", -days),
        };
        format!("{place}, {to_race}.")
    }
}

/// Role, not date or text: the same session keeps it when it moves (RFC 7986 §5.3).
pub(crate) fn uid(season: &str, role: &Role) -> String {
    let block = slug(&role.block);
    let session = slug(&role.session);
    let role = format!("{block}.w{}.{session}.{}", role.anchor, role.ordinal);
    if busy_feed::is_name(season) {
        return busy_feed::uid(season, &role);
    }
    format!("{season}.{role}@longrun")
}

/// The same for the note of a week. No session's name holds an underscore there.
pub(crate) fn note_uid(season: &str, block: &str, anchor: u32) -> String {
    format!("{season}.{}.w{anchor}.week_note@longrun", slug(block))
}

fn total(session: &Session, units: Units) -> String {
    format!(
        "In all {}, about {}.",
        session.distance.show(units),
        session.length.show()
    )
}

/// What a run takes in is said too: a ledger knows strides by nothing else.
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
pub(crate) const STRIDES: &str = "Strides";

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
