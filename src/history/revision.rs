//! A season's calendar after the one that was published before.

use chrono::{DateTime, NaiveDate, Utc};

use super::head::CalendarChange;
use super::ledger::{EventChange, Ledger};
use super::record::EventRecord;
use crate::calendar::assembly::of_named_season;
use crate::calendar::window::ShownDays;
use crate::calendar::{PublishedSeason, SeasonId};
use crate::diagnostic::fault::{CalendarFault, NoEvents};
use crate::diagnostic::{Faults, NotFull};
use crate::ical::{Calendar, Event, PriorDay, Status, Zone};
use crate::schedule::{Hold, PlacementInputs, PriorPlacement, Schedule, hidden_sessions, schedule_after};
use crate::season::{CalendarWindow, Feed, Season};

/// A season on its days, as the next calendar shows it.
#[derive(Debug)]
pub struct SeasonRevision {
    /// Every session on its day.
    pub schedule: Schedule,
    /// The calendar to publish.
    pub calendar: Calendar,
    /// The changes that subscribers will see, by day; empty if nothing was published before.
    pub changes: Vec<EventChange>,
    /// Those of the calendar itself.
    pub calendar_changes: Vec<CalendarChange>,
}

/// The published calendars that the next one follows. What a calendar goes on from, and what its days are taken from,
/// may be two.
#[derive(Debug, Clone, Copy, Default)]
pub struct PriorCalendar<'l> {
    /// The calendar whose UIDs, SEQUENCE and past go on; `None` for a first one.
    pub published: Option<&'l Ledger>,
    /// The calendar whose days sessions are held to.
    pub days: DaysFrom<'l>,
}

/// The calendar whose days sessions are held to.
#[derive(Debug, Clone, Copy, Default)]
pub enum DaysFrom<'l> {
    /// The published one itself.
    #[default]
    Itself,
    /// The full calendar of the same seasons. A busy feed, or a calendar of some sessions, so shows the days of that one,
    /// though it does not know the sessions between its own.
    Full(&'l Ledger),
    /// The busy feed of the same seasons, which knows some of their days: for a first full calendar.
    Busy(&'l Ledger),
    /// None of them: these are the schedules of the calendar's seasons, in their order. So several calendars show one
    /// placement. A season without one is placed afresh.
    Schedules(&'l [Option<Schedule>]),
    /// None: the days to come are let go, and sessions placed afresh on them. The past stays.
    Afresh,
}

impl<'l> From<Option<&'l Ledger>> for PriorCalendar<'l> {
    fn from(published: Option<&'l Ledger>) -> Self {
        let days = DaysFrom::Itself;
        PriorCalendar { published, days }
    }
}

/// Places `season` so that little of what was published moves, and revises that. `today` is the runner's day, from
/// which on things may change; `now` stamps what does. Without anything published, and without a window that is
/// counted from today, the calendar depends on neither, but for its stamps.
pub fn revise<'l>(
    inputs: &PlacementInputs,
    prior: impl Into<PriorCalendar<'l>>,
    today: NaiveDate,
    now: DateTime<Utc>,
    faults: &Faults,
) -> SeasonRevision {
    let PriorCalendar { published, days } = prior.into();
    let season = inputs.season();
    let (feed, zone) = (season.calendar.feed, season.athlete.zone);
    let id = match published {
        Some(ledger) => {
            let id = ledger.name_of(season, feed, today);
            let is_other_feed = say_other_feed(season, ledger, faults);
            let before_keys = match feed {
                Feed::Full => None,
                Feed::Busy => ledger.name_before_keys(season, today),
            };
            if let Some(before_keys) = &before_keys {
                say_new_uids(ledger, before_keys, today, zone, faults);
            }
            let names: Vec<&SeasonId> = [&id].into_iter().chain(&before_keys).collect();
            let others = ledger.others_to_come(&names, today, zone);
            if others > 0 && !is_other_feed {
                faults.push(CalendarFault::OtherSeason { events: others });
            }
            id
        }
        None => SeasonId::of(season, feed),
    };
    let part = PriorSeason {
        placement: match days {
            DaysFrom::Itself => own_days(inputs, published, &id, today).into(),
            DaysFrom::Full(full) => {
                let name = full.name_of(season, Feed::Full, today);
                Some(full_days(inputs, full, &name, today)).into()
            }
            DaysFrom::Busy(busy) => {
                let name = busy.name_of(season, Feed::Busy, today);
                own_days(inputs, Some(busy), &name, today).into()
            }
            DaysFrom::Schedules(schedules) => SeasonPlacement::of(schedules.first()),
            DaysFrom::Afresh => days_gone(inputs, published, &id, today).into(),
        },
        published,
        id,
    };
    let mut revision = part.next(inputs, feed, today, now, faults);
    if let Some(ledger) = published {
        let calendar = &mut revision.calendar;
        let seasons = ledger.seasons_after(&calendar.own, calendar);
        calendar.own = seasons.iter().map(PublishedSeason::to_property).collect();
        revision.calendar_changes = ledger.head.changes(&Ledger::head_of(calendar));
    }
    if revision.calendar.events.is_empty() {
        say_empty(season, &revision.schedule, faults);
    }
    revision
}

/// The days of `season` in its `full` calendar, for a look at the season as that has it.
///
/// # Errors
///
/// The reason for which `full` is not the full calendar of the season.
pub fn days_in_full(
    inputs: &PlacementInputs,
    full: &Ledger,
    today: NaiveDate,
) -> Result<PriorPlacement, NotFull> {
    let season = inputs.season();
    let seasons = full.seasons();
    if seasons.iter().any(SeasonId::is_busy) {
        return Err(NotFull::Busy);
    }
    let id = full.name_of(season, Feed::Full, today);
    if !seasons.contains(&id) {
        return Err(NotFull::OtherSeason);
    }
    Ok(full_days(inputs, full, &id, today))
}

/// The days of the season called `id` in the calendar that goes on.
pub(super) fn own_days(
    inputs: &PlacementInputs,
    published: Option<&Ledger>,
    id: &SeasonId,
    today: NaiveDate,
) -> Option<PriorPlacement> {
    let shows_all = !id.is_busy() && hidden_sessions(inputs).is_empty();
    Some(PriorPlacement {
        hold: if shows_all { Hold::Days } else { Hold::Ties },
        ..known(published)?.days(inputs, id, today, inputs.season().athlete.zone)
    })
}

/// The published calendar, unless it is forgotten.
fn known(published: Option<&Ledger>) -> Option<&Ledger> {
    published.filter(|ledger| !ledger.head.forgotten)
}

/// The days of the season called `id` in the `full` calendar, for a calendar that shows less.
pub(super) fn full_days(
    inputs: &PlacementInputs,
    full: &Ledger,
    id: &SeasonId,
    today: NaiveDate,
) -> PriorPlacement {
    let days = full.days(inputs, id, today, inputs.season().athlete.zone);
    // A season's own `sessions` hides them in its full calendar too.
    let hidden = hidden_sessions(inputs);
    let shows_all = hidden.is_empty() || hidden.iter().any(|role| days.days.contains_key(role));
    PriorPlacement {
        hold: if shows_all { Hold::Days } else { Hold::Ties },
        ..days
    }
}

/// The days of the season called `id` in the calendar that goes on, which hold nothing but the past.
pub(super) fn days_gone(
    inputs: &PlacementInputs,
    published: Option<&Ledger>,
    id: &SeasonId,
    today: NaiveDate,
) -> Option<PriorPlacement> {
    Some(PriorPlacement {
        hold: Hold::Past,
        ..known(published)?.days(inputs, id, today, inputs.season().athlete.zone)
    })
}

/// A season with what was published of it.
pub(super) struct PriorSeason<'l> {
    /// The season's name in UIDs.
    pub(super) id: SeasonId,
    /// The calendar that goes on; `None` for a first one.
    pub(super) published: Option<&'l Ledger>,
    /// The way in which its sessions get their days.
    pub(super) placement: SeasonPlacement<'l>,
}

/// The way in which a season's sessions get their days.
#[derive(Debug, Clone)]
pub(super) enum SeasonPlacement<'l> {
    /// They are placed after these, where something was published.
    After(Option<PriorPlacement>),
    /// They have them: another calendar shows the same schedule.
    Placed(&'l Schedule),
}

impl From<Option<PriorPlacement>> for SeasonPlacement<'_> {
    fn from(days: Option<PriorPlacement>) -> Self {
        SeasonPlacement::After(days)
    }
}

impl<'l> SeasonPlacement<'l> {
    /// The placement of a schedule, or afresh without one.
    pub(super) fn of(schedule: Option<&'l Option<Schedule>>) -> Self {
        let schedule = schedule.and_then(Option::as_ref);
        schedule.map_or(SeasonPlacement::After(None), SeasonPlacement::Placed)
    }

    fn schedule(&self, inputs: &PlacementInputs, faults: &Faults) -> Schedule {
        match self {
            SeasonPlacement::After(days) => schedule_after(inputs, days.as_ref(), faults),
            SeasonPlacement::Placed(schedule) => Schedule::clone(schedule),
        }
    }
}

impl PriorSeason<'_> {
    /// The season's next calendar.
    pub(super) fn next(
        &self,
        inputs: &PlacementInputs,
        feed: Feed,
        today: NaiveDate,
        now: DateTime<Utc>,
        faults: &Faults,
    ) -> SeasonRevision {
        let season = inputs.season();
        let zone = season.athlete.zone;
        let schedule = self.placement.schedule(inputs, faults);
        let shown = ShownDays::new(season.calendar.window, &schedule, today);
        let last = known(self.published);
        // Of the days that are over, only those of events whose texts are lost are needed.
        let is_whole = |ledger: &&Ledger| !ledger.records.iter().any(EventRecord::is_lost);
        let from = last.filter(is_whole).map(|_| today);
        let mut fresh = of_named_season(season, feed, &schedule, &self.id, from, now);
        let Some(ledger) = last else {
            fresh.events.retain(|event| shown.holds(event.when.day(zone)));
            let first = self.published.map_or(0, |ledger| ledger.head.first_sequence());
            fresh.events.iter_mut().for_each(|event| event.sequence = first);
            return SeasonRevision {
                schedule,
                calendar: fresh,
                changes: Vec::new(),
                calendar_changes: Vec::new(),
            };
        };
        let shows = |record: &EventRecord| shown.holds(record.day(zone));
        let (mut calendar, changes) = ledger.update_shown(fresh, &shows, today, now);
        let is_afresh =
            matches!(&self.placement, SeasonPlacement::After(Some(days)) if days.hold == Hold::Past);
        if is_afresh {
            forget_morning(&mut calendar.events, today, zone);
        }
        SeasonRevision {
            schedule,
            calendar,
            changes,
            calendar_changes: Vec::new(),
        }
    }
}

/// Makes a calendar with new days the one that the day began with. Else the next export of the day would lead back to the
/// days that were let go.
fn forget_morning(events: &mut [Event], today: NaiveDate, zone: Option<Zone>) {
    for event in events {
        let record = EventRecord::new(event.clone());
        let was_there = record.as_day_began(today, zone) != PriorDay::Absent;
        event.notes.before = match event.status {
            Status::Confirmed => None,
            Status::Cancelled if was_there => Some(PriorDay::Absent),
            Status::Cancelled => event.notes.before.take(),
        };
    }
}

/// Reports a ledger of the other kind of feed; true if it is one. Cancelled events keep their titles for a while: in a
/// file for others they would reveal what the busy feed hides.
fn say_other_feed(season: &Season, ledger: &Ledger, faults: &Faults) -> bool {
    let busy = season.calendar.feed == Feed::Busy;
    let is_other = |record: &EventRecord| SeasonId::of_uid(record.uid()).is_busy() != busy;
    let has_other = ledger.records.iter().any(is_other);
    if has_other {
        faults.push(CalendarFault::OtherFeed { busy });
    }
    has_other
}

/// Reports the events of a busy calendar that get UIDs with a key. Who imported it is told that the old ones are cancelled.
fn say_new_uids(
    ledger: &Ledger,
    before_keys: &SeasonId,
    today: NaiveDate,
    zone: Option<Zone>,
    faults: &Faults,
) {
    let to_come = |record: &&EventRecord| record.is_live() && record.day(zone) >= today;
    let old = ledger.records.iter().filter(to_come);
    let events = old.filter(|record| before_keys.holds(record.uid())).count();
    if events > 0 {
        faults.push(CalendarFault::NewUids { events });
    }
}

/// Reports a calendar without events, which is written and surely not intended.
fn say_empty(season: &Season, schedule: &Schedule, faults: &Faults) {
    let sessions = || schedule.days.iter().flat_map(|day| &day.sessions);
    let options = &season.calendar;
    let reason = if options.feed == Feed::Busy && sessions().all(|session| session.start.is_none()) {
        NoEvents::NoTimes
    } else if options.window != CalendarWindow::default() {
        NoEvents::Window
    } else {
        NoEvents::Hidden
    };
    faults.push(CalendarFault::NoEvents { reason });
}
