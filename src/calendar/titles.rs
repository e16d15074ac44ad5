//! The titles of events: from the season's template, else from the session itself.

use chrono::NaiveDate;

use crate::pace::Effort;
use crate::plan::SessionKind;
use crate::schedule::{AWAY, Day, Kind, Schedule, Session};
use crate::season::{Placeholder, Season};
use crate::units::{Distance, Duration, Units};

/// The title of a session's event.
pub(super) fn title(season: &Season, schedule: &Schedule, day: &Day, session: &Session) -> String {
    let plain = match away(day).filter(|_| is_rest(session)) {
        Some(away) => away,
        None => summary(session, season.athlete.units),
    };
    let Some(template) = &season.calendar.event_title else {
        return plain;
    };
    let values = Values {
        season,
        schedule,
        day,
        session,
        plain: &plain,
    };
    let title = template.fill(|placeholder| values.of(placeholder));
    // An event without a title cannot be told from a mistake.
    if title.is_empty() { plain } else { title }
}

/// The values of a template's placeholders in one event.
struct Values<'a> {
    season: &'a Season,
    schedule: &'a Schedule,
    day: &'a Day,
    session: &'a Session,
    plain: &'a str,
}

impl Values<'_> {
    fn of(&self, placeholder: Placeholder) -> Option<String> {
        let units = self.season.athlete.units;
        let session = self.session;
        let week = self.schedule.weeks.get(self.day.week);
        let week = week.filter(|week| week.number > 0);
        match placeholder {
            Placeholder::Title => Some(self.plain.to_owned()),
            Placeholder::Session if is_rest(session) => {
                away(self.day).or_else(|| Some(session.title.clone()))
            }
            Placeholder::Session => Some(session.title.clone()),
            Placeholder::Distance => {
                let distance = Some(session.distance).filter(|distance| *distance > Distance::ZERO);
                distance.map(|distance| distance.show(units).to_string())
            }
            Placeholder::Duration => {
                let length = Some(session.length).filter(|length| *length > Duration::ZERO);
                length.map(|length| length.show().to_string())
            }
            Placeholder::Workout => has_hard_part(session).then(|| session.workout.headline(units)),
            Placeholder::Phase => week.map(|week| week.phase.clone()),
            Placeholder::Week => week.map(|week| week.number.to_string()),
            Placeholder::Weeks => week.map(|week| week.of.to_string()),
            Placeholder::Days => days_to_race(self.season, self.day.date).map(|days| days.to_string()),
            Placeholder::Race => self.season.race.as_ref().map(|race| race.name.clone()),
            Placeholder::Club => session.club.clone(),
            Placeholder::Runner => self.season.athlete.name.clone(),
        }
    }
}

/// The title of a day away: "Away: wedding".
pub(super) fn away(day: &Day) -> Option<String> {
    let why = day.away.as_ref()?;
    Some(match why.as_str() {
        AWAY => AWAY.to_owned(),
        why => format!("{AWAY}: {why}"),
    })
}

fn is_rest(session: &Session) -> bool {
    session.kind == Kind::Session(SessionKind::Rest)
}

/// True if there is more to a session than running easily.
fn has_hard_part(session: &Session) -> bool {
    match session.kind {
        Kind::Race => false,
        Kind::Session(SessionKind::Quality) => true,
        Kind::Session(kind) => kind.is_run() && session.workout.main_effort().is_some_and(Effort::is_fast),
    }
}

/// The days to the race, 0 on its day, as long as it is ahead.
fn days_to_race(season: &Season, date: NaiveDate) -> Option<i64> {
    let race = season.race.as_ref()?;
    Some((race.date.value - date).num_days()).filter(|days| *days >= 0)
}

/// The title of a session without a template: "Long run, 18 km".
pub fn summary(session: &Session, units: Units) -> String {
    let strides = if session.strides { " + strides" } else { "" };
    let distance = session.distance.show(units);
    match session.kind {
        // What nobody has named is called so already.
        Kind::Race if session.title == "Race" => session.title.clone(),
        Kind::Race => format!("Race: {}", session.title),
        Kind::Session(SessionKind::Rest) => session.title.clone(),
        Kind::Session(SessionKind::Quality) => {
            let main = session.workout.headline(units);
            match session.title.as_str() {
                "Quality" => format!("{main}, {distance}"),
                title => format!("{title}: {main}, {distance}"),
            }
        }
        Kind::Session(kind) if kind.is_run() => {
            let fast = session.workout.main_effort().is_some_and(Effort::is_fast);
            if fast {
                format!(
                    "{}, {distance}: {}",
                    session.title,
                    session.workout.headline(units)
                )
            } else {
                format!("{}, {distance}{strides}", session.title)
            }
        }
        Kind::Session(_) if session.length == Duration::default() => session.title.clone(),
        Kind::Session(_) => format!("{}, {}", session.title, session.length.show()),
    }
}
