//! A season's calendar after the one that was published before.

use chrono::{DateTime, NaiveDate, SubsecRound, TimeDelta, Utc};

use super::ledger::{EventChange, Ledger};
use super::record::EventRecord;
use crate::calendar::SeasonId;
use crate::calendar::assembly::of_named_season;
use crate::calendar::window::ShownDays;
use crate::diagnostic::Faults;
use crate::diagnostic::fault::{CalendarFault, NoEvents};
use crate::ical::Calendar;
use crate::schedule::{PlacementInputs, Schedule, schedule, schedule_after};
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
}

/// Places `season` so that little of what was `published` moves, and revises that. `today` is the runner's day, from
/// which on things may change; `now` stamps what does. Without anything published, and without a window that is
/// counted from today, the calendar depends on neither, but for its stamps.
pub fn revise(
    inputs: &PlacementInputs,
    published: Option<&Ledger>,
    today: NaiveDate,
    now: DateTime<Utc>,
    faults: &Faults,
) -> SeasonRevision {
    let season = inputs.season();
    let feed = season.calendar.feed;
    let revision = match published {
        Some(ledger) => revised(inputs, ledger, today, now, faults),
        None => first(inputs, feed, &SeasonId::of(season, feed), today, now, faults),
    };
    if revision.calendar.events.is_empty() {
        say_empty(season, &revision.schedule, faults);
    }
    revision
}

/// The first calendar of a season that is called `id` in its UIDs.
pub(super) fn first(
    inputs: &PlacementInputs,
    feed: Feed,
    id: &SeasonId,
    today: NaiveDate,
    now: DateTime<Utc>,
    faults: &Faults,
) -> SeasonRevision {
    let season = inputs.season();
    let schedule = schedule(inputs, faults);
    let shown = ShownDays::new(season.calendar.window, &schedule, today);
    let mut calendar = of_named_season(season, feed, &schedule, id, now);
    let zone = calendar.zone;
    calendar.events.retain(|event| shown.holds(event.when.day(zone)));
    SeasonRevision {
        schedule,
        calendar,
        changes: Vec::new(),
    }
}

fn revised(
    inputs: &PlacementInputs,
    ledger: &Ledger,
    today: NaiveDate,
    now: DateTime<Utc>,
    faults: &Faults,
) -> SeasonRevision {
    let season = inputs.season();
    let feed = season.calendar.feed;
    let zone = season.athlete.zone;
    let id = ledger.name_of(season, feed, today, zone);
    say_other_feed(season, ledger, faults);
    let others = ledger.others_to_come(&id, today, zone);
    if others > 0 {
        faults.push(CalendarFault::OtherSeason { events: others });
    }
    let mut part = after(inputs, feed, ledger, &id, today, now, faults);
    if part.hidden && part.revision.calendar.revised == ledger.revised() {
        part.revision.calendar.revised = now.trunc_subsecs(0).max(ledger.revised() + TimeDelta::seconds(1));
    }
    part.revision
}

/// A season after what was published of it.
pub(super) struct SeasonPart {
    pub(super) revision: SeasonRevision,
    /// True if the window hides something that was published.
    pub(super) hidden: bool,
}

/// The calendar of a season that is called `id` in the `ledger`, after what was published there.
pub(super) fn after(
    inputs: &PlacementInputs,
    feed: Feed,
    ledger: &Ledger,
    id: &SeasonId,
    today: NaiveDate,
    now: DateTime<Utc>,
    faults: &Faults,
) -> SeasonPart {
    let season = inputs.season();
    let zone = season.athlete.zone;
    let days = ledger.days(inputs, id, today, zone);
    let schedule = schedule_after(inputs, Some(&days), faults);
    let shown = ShownDays::new(season.calendar.window, &schedule, today);
    let mut fresh = of_named_season(season, feed, &schedule, id, now);
    fresh.events.retain(|event| shown.holds(event.when.day(zone)));
    // What the window hides is in neither of the two, and so is not taken for something that went away.
    let seen = ledger.only(|record| shown.holds(record.day(zone)));
    let (mut calendar, changes) = seen.update(fresh, today, now);
    calendar.dropped = ledger.dropped_by(&calendar.events);
    SeasonPart {
        revision: SeasonRevision {
            schedule,
            calendar,
            changes,
        },
        hidden: seen.records.len() < ledger.records.len(),
    }
}

/// Reports a ledger of the other kind of feed. Cancelled events keep their titles for a while: in a file for others they
/// would reveal what the busy feed hides.
fn say_other_feed(season: &Season, ledger: &Ledger, faults: &Faults) {
    let busy = season.calendar.feed == Feed::Busy;
    let is_other = |record: &EventRecord| SeasonId::of_uid(record.uid()).is_busy() != busy;
    if !ledger.records.iter().any(is_other) {
        return;
    }
    faults.push(CalendarFault::OtherFeed { busy });
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
