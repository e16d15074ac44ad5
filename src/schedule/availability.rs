//! Where a session may go: the runner's weekdays, windows, rest days and days away, and the days
//! near a race; and what each allowed day costs before the days around it are looked at.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::days_off;
use super::free_time;
use super::inputs::PlacementInputs;
use super::load::Item;
use super::rules::{self, Near, RaceDay, Rank, Rule};
use crate::diagnostic::Obstacle;
use crate::ical::free_busy::Busy;
use crate::plan::{SessionKind, Weekday};
use crate::season::{Away, Club, OffReason, Priority, Room, Season};
use crate::units::{Distance, Duration};

/// The usual weekdays of a block's sessions, by session name, in the week's order.
pub(super) type UsualDays = BTreeMap<String, Vec<Weekday>>;

/// The reason that a session cannot be on a day.
#[derive(Debug, Clone)]
pub(super) enum Blocked<'s> {
    /// A rule about days near a race.
    Rule(&'static Rule),
    /// The weekday is off.
    Off(Weekday),
    /// The weekday is a rest day.
    Rest(Weekday),
    /// The runner is away.
    Away(&'s Away),
    /// No window of the weekday is long enough.
    TooLong(Weekday, Duration),
    /// Other calendars take the day.
    Busy(&'s Busy),
    /// The item is for other dates.
    Window,
    /// The day is over, and what was published for it stays.
    Over,
    /// The runner has moved one like it away from here.
    MovedAway,
    /// The plan fixes it to another day.
    Fixed(Weekday),
    /// The runner has put it on another day.
    Pinned(NaiveDate),
}

impl Blocked<'_> {
    /// The obstacle as it is told to the runner.
    pub(super) fn obstacle(&self) -> Obstacle {
        match self {
            Blocked::Rule(rule) => Obstacle::Rule(rule.name()),
            Blocked::Off(day) => Obstacle::Off(*day),
            Blocked::Rest(day) => Obstacle::Rest(*day),
            Blocked::Away(away) => Obstacle::Away(away.days, away.why.clone()),
            Blocked::TooLong(day, time) => Obstacle::TooLong(*day, time.round_up_to(5)),
            Blocked::Busy(busy) => {
                let hours = (!busy.is_whole_day()).then_some((busy.from, busy.to));
                Obstacle::Taken(busy.date.weekday(), busy.title.to_string(), hours)
            }
            Blocked::Window => Obstacle::OtherDates,
            Blocked::MovedAway => Obstacle::MovedAway,
            Blocked::Over => Obstacle::Over,
            Blocked::Pinned(date) => Obstacle::Chosen(*date),
            Blocked::Fixed(day) => Obstacle::Fixed(*day),
        }
    }
}

/// The races that days near them must respect.
pub(super) fn races(season: &Season) -> Vec<RaceDay> {
    let ahead = season.race.as_ref().map(|race| (race.date.value, race.distance));
    let usual = ahead.and_then(|race| race.1);
    let behind = season
        .previous
        .as_ref()
        .map(|race| (race.date.value, race.distance.or(usual)));
    let main = [behind, ahead].into_iter().flatten().map(|race| (race, Rank::A));
    let tuneups = season.tuneups.iter().map(|tuneup| {
        let rank = match tuneup.priority {
            Priority::B => Rank::B,
            Priority::C => Rank::C,
        };
        ((tuneup.race.date.value, tuneup.race.distance), rank)
    });
    main.chain(tuneups)
        .map(|((date, distance), rank)| RaceDay {
            date,
            distance: distance.unwrap_or(Distance::TEN_K),
            rank,
        })
        .collect()
}

/// Days lost, and the easy days after them (I1, docs/rules.md#illness-and-days-lost).
fn after_days_off<'s>(inputs: &PlacementInputs, item: &Item, date: NaiveDate) -> Result<(), Blocked<'s>> {
    if !item.kind().is_training() || item.kind() == SessionKind::Mobility {
        return Ok(());
    }
    for off in inputs.days_off() {
        let ill = off.why == OffReason::Ill;
        if ill && (date - off.days.last()).num_days() == 1 {
            return Err(Blocked::Rule(&rules::ILL));
        }
        if off.days.contains(date) {
            return Err(Blocked::Rule(if ill { &rules::ILL } else { &rules::LOST }));
        }
    }
    let hard = matches!(item.kind(), SessionKind::Quality | SessionKind::Strength)
        || item.fast >= Duration::from_minutes(rules::HARD_MEDIUM_MINUTES);
    let long = item.kind() == SessionKind::Long;
    for gap in inputs.gaps() {
        let back = (date - gap.days.last()).num_days();
        let easy_days = i64::from(days_off::easy_days(gap));
        if back >= 1 && back <= easy_days && (hard || (long && back == 1)) {
            return Err(Blocked::Rule(&rules::RETURN_EASY));
        }
    }
    Ok(())
}

/// The price of a day on which no club takes `item`. The order of the clubs makes no difference: a mandatory club is
/// missed even where an optional one takes the session.
fn club_day(inputs: &PlacementInputs, item: &Item, date: NaiveDate, mut soft: impl FnMut(&'static Rule)) {
    let takes = |club: &&Club| club.takes.contains(&item.session.name);
    let (mut wanted, mut joined) = ([false; 2], [false; 2]);
    for club in inputs.season().clubs.iter().filter(takes) {
        let kind = usize::from(club.mandatory);
        wanted[kind] = true;
        joined[kind] |= free_time::can_join(inputs.external_busy(), club, date, item.time);
    }
    let [optional, mandatory] = joined;
    if wanted[1] && !mandatory {
        soft(&rules::CLUB_MANDATORY);
    }
    if wanted[0] && !optional && !mandatory {
        soft(&rules::CLUB);
    }
}

/// The cost of `item` on `date`, passed breach by breach to `soft`; `usual` are its usual weekdays, and
/// `count` how many of the kind the week holds.
///
/// # Errors
///
/// The reason that it cannot be there at all.
pub(super) fn on_day<'s>(
    inputs: &'s PlacementInputs,
    races: &[RaceDay],
    item: &Item,
    count: usize,
    date: NaiveDate,
    usual: Option<&UsualDays>,
    mut soft: impl FnMut(&'static Rule),
) -> Result<(), Blocked<'s>> {
    let day = date.weekday();
    if let Some((from, to)) = item.window
        && !(from..=to).contains(&date)
    {
        return Err(Blocked::Window);
    }
    if item.only.is_some_and(|only| only != date) {
        return Err(Blocked::Window);
    }
    if let Some(pinned) = item.pinned {
        // What a person has put on a day wins over the rules; only a race's own day stays the race's.
        let race = races.iter().any(|race| race.date == date);
        return if pinned == date && !race {
            Ok(())
        } else {
            Err(Blocked::Pinned(pinned))
        };
    }
    if item.from.is_some_and(|from| date < from) {
        return Err(Blocked::Over);
    }
    if item.not_on.contains(&date) {
        return Err(Blocked::MovedAway);
    }
    if let Some((fixed, true)) = item.day
        && fixed != day
    {
        return Err(Blocked::Fixed(fixed));
    }
    if item.is_too_soon(date) && item.day.is_none_or(|(_, fixed)| !fixed) {
        return Err(Blocked::Rule(&rules::LONG_AFTER_LAST));
    }
    let aways = inputs.away().iter().chain(inputs.free_days());
    let mut here = aways.filter(|away| away.days.contains(date));
    if let Some(away) = here.find(|away| !away.still.contains(&item.session.name)) {
        return Err(Blocked::Away(away));
    }
    let free_on_rest = !item.kind().is_training() || item.kind() == SessionKind::Mobility;
    let season = inputs.season();
    if season.week.rest.contains(&day) && !free_on_rest {
        return Err(Blocked::Rest(day));
    }
    match season.week.room(day) {
        Room::Off => return Err(Blocked::Off(day)),
        Room::Windows(windows) => {
            let minutes = i64::from(item.time.round_up_to(5).secs() / 60);
            if !windows.iter().any(|window| window.minutes() >= minutes) {
                return Err(Blocked::TooLong(day, item.time));
            }
        }
        Room::Open | Room::At(_) => {}
    }
    if item.kind().is_training()
        && let Some(busy) = free_time::taken(inputs, date, &item.session.name, item.time)
    {
        return Err(Blocked::Busy(busy));
    }
    after_days_off(inputs, item, date)?;
    if let Some(published) = item.published
        && !published.is_on(date)
        && let Some(rule) = published.price
    {
        soft(rule);
    }
    club_day(inputs, item, date, &mut soft);
    let near = Near {
        kind: item.kind(),
        time: item.time,
        fast: item.fast,
        of_longest: item.of_longest,
    };
    let mut last_days = false;
    for race in races {
        rules::on_day(near, date, *race, &mut soft).map_err(Blocked::Rule)?;
        last_days |= (1..14).contains(&(race.date - date).num_days()) && item.kind() != SessionKind::Long;
    }
    usual_day(season, item, count, day, last_days, usual, soft);
    Ok(())
}

/// P11 and P19. Before the usual week is known, the days that the runner or the plan names are what is
/// usual. In a race's last 14 days the rules that count days win over weekdays (docs/rules.md#before-a-race), so there
/// a weekday is little more than a tie-break.
fn usual_day(
    season: &Season,
    item: &Item,
    count: usize,
    day: Weekday,
    last_days: bool,
    usual: Option<&UsualDays>,
    mut soft: impl FnMut(&'static Rule),
) {
    let own = season
        .week
        .session(&item.session.name)
        .map(|preference| preference.days.as_slice());
    let named = item.day.map(|(day, _)| [day]);
    let wanted: &[Weekday] = match (own, &named) {
        (Some(days), _) if !days.is_empty() => days,
        (_, Some(named)) => named,
        _ => &item.session.on,
    };
    if item.window.is_some() {
        return;
    }
    let rank = wanted.iter().position(|wanted| *wanted == day);
    if item.kind() == SessionKind::Long && !wanted.is_empty() && rank.is_none() {
        soft(&rules::LONG_DAY);
    }
    let found = usual
        .and_then(|usual| usual.get(&item.session.name))
        .filter(|_| named.is_none());
    match (found, rank) {
        (Some(found), _) if found.contains(&day) => {}
        // More of them than usual: the extra ones go where the plan says.
        (Some(found), Some(rank)) if count > found.len() && rank < count => {}
        (Some(_), _) if last_days => soft(&rules::SECOND_CHOICE),
        (Some(_), _) => soft(&rules::USUAL_DAY),
        (None, Some(rank)) if rank < count => {}
        (None, Some(_)) => soft(&rules::SECOND_CHOICE),
        (None, None) if wanted.is_empty() => {}
        (None, None) if last_days => soft(&rules::SECOND_CHOICE),
        (None, None) => soft(&rules::USUAL_DAY),
    }
}
