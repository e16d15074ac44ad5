//! A season's schedule as a calendar.

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};

use super::identity::SeasonId;
use super::published_season::PublishedSeason;
use super::sessions::{self, EventWriter};
use super::{busy_feed, week_notes};
use crate::ical::{Calendar, Event};
use crate::schedule::Schedule;
use crate::season::{Feed, Season};

/// The minutes between two fetches of a subscribed calendar.
pub(crate) const REFRESH: u32 = 60;

/// The calendar of a season. `now` stamps it: nothing else in it depends on the time of export.
pub fn of_season(season: &Season, schedule: &Schedule, now: DateTime<Utc>) -> Calendar {
    let feed = season.calendar.feed;
    of_named_season(season, feed, schedule, &SeasonId::of(season, feed), None, now)
}

/// The calendar of a season that is called `id` in its UIDs, from the day `from` on: the days before it are over, and
/// stay as they were published.
pub(crate) fn of_named_season(
    season: &Season,
    feed: Feed,
    schedule: &Schedule,
    id: &SeasonId,
    from: Option<NaiveDate>,
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
    let mut events: Vec<Event> = Vec::new();
    let days = schedule.days.iter();
    for day in days.filter(|day| from.is_none_or(|from| from <= day.date)) {
        if season.calendar.weeks && !busy {
            events.extend(week_notes::note(&writer, day));
        }
        let sessions = day
            .sessions
            .iter()
            .filter(|session| sessions::shown(season, session));
        if busy {
            events.extend(sessions.filter_map(|session| busy_feed::event(&writer, day, session)));
        } else {
            events.extend(sessions.map(|session| writer.event(day, session)));
        }
    }
    if busy {
        // On the runner's clock a race may be on another day than on its own.
        events.sort_by_key(|event| event.when.day(season.athlete.zone));
    }
    let (name, description) = if busy {
        (season.calendar.busy.title.clone(), None)
    } else {
        (title(season, schedule), Some(description(schedule)))
    };
    Calendar {
        name,
        description,
        url: None,
        source: None,
        color: season.calendar.color,
        zone: season.athlete.zone,
        revised: stamp,
        refresh: REFRESH,
        dropped: None,
        own: vec![PublishedSeason::new(season, schedule, id, feed).to_property()],
        events,
        hidden: Vec::new(),
    }
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
