//! A note at the beginning of each week of a plan: what is run in it, and the sessions that matter most.

use super::identity::EventUid;
use super::sessions::{self, EventWriter};
use super::titles;
use crate::ical::{Event, When};
use crate::plan::SessionKind;
use crate::schedule::{Day, Kind, Session, Week};
use crate::units::Distance;

/// The note of the week that begins on `day`, if one does. Days between two plans have none.
pub(super) fn note(writer: &EventWriter<'_>, day: &Day) -> Option<Event> {
    let week = writer.schedule.weeks.get(day.week)?;
    if week.first != day.date || week.number == 0 {
        return None;
    }
    let block = writer.schedule.blocks.get(week.block)?;
    let uid = EventUid::week_note(writer.id, &block.role, week.anchor).to_string();
    let when = When::AllDay {
        first: day.date,
        days: 1,
    };
    Some(Event {
        description: description(writer, day),
        categories: vec!["Week".to_owned()],
        busy: false,
        ..Event::new(uid, writer.stamp, when, summary(writer, day.week, week))
    })
}

/// "Week 7 of 18: 62 km, long run 24 km"
fn summary(writer: &EventWriter<'_>, index: usize, week: &Week) -> String {
    let units = writer.season.athlete.units;
    let run = writer.schedule.run_in_week(index);
    let mut says = Vec::new();
    if run > Distance::ZERO {
        says.push(run.show(units).to_string());
    } else {
        says.push(week.phase.clone());
    }
    let is_long = |session: &&Session| session.kind == Kind::Session(SessionKind::Long);
    let sessions = || sessions_of(writer, index).map(|(_, session)| session);
    if let Some(long) = sessions().filter(is_long).map(|long| long.distance).max() {
        says.push(format!("long run {}", long.show(units)));
    }
    let races = sessions().filter(|session| session.is_race());
    says.extend(races.map(|race| race.title.clone()));
    format!("Week {} of {}: {}", week.number, week.of, says.join(", "))
}

/// The hard and the long sessions with their days, and where the week stands.
fn description(writer: &EventWriter<'_>, day: &Day) -> String {
    let mut lines: Vec<String> = sessions_of(writer, day.week)
        .filter(|(_, session)| is_key(session) && sessions::shown(writer.season, session))
        .map(|(day, session)| {
            let title = titles::title(writer.season, writer.schedule, day, session);
            format!("{}: {title}", day.date.format("%a %-d %b"))
        })
        .collect();
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(writer.where_it_stands(day.date, day.week));
    lines.join("\n")
}

fn is_key(session: &Session) -> bool {
    matches!(
        session.kind,
        Kind::Race | Kind::Session(SessionKind::Long | SessionKind::Quality)
    )
}

/// The sessions of a week with their days.
fn sessions_of<'a>(
    writer: &EventWriter<'a>,
    week: usize,
) -> impl Iterator<Item = (&'a Day, &'a Session)> + use<'a> {
    let days = writer.schedule.days.iter().filter(move |day| day.week == week);
    days.flat_map(|day| day.sessions.iter().map(move |session| (day, session)))
}
