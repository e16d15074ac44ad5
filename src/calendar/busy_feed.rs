//! The events of the busy feed: the times at which the runner is busy, for those who plan around them. No word of a plan is
//! in it, nor of the runner or the race, and its UIDs are keyed hashes ([`BusyHash`](super::BusyHash)).

use super::sessions::EventWriter;
use crate::ical::{Event, When};
use crate::schedule::{Day, Session};

/// The time of a session with the minutes that the season adds before and after it. A session without a time has none.
pub(super) fn event(writer: &EventWriter<'_>, day: &Day, session: &Session) -> Option<Event> {
    let busy = &writer.season.calendar.busy;
    let when = writer.when(day.date, session);
    matches!(when, When::Timed { .. }).then(|| {
        let uid = writer.uid(&session.role);
        let when = when.widened(busy.before, busy.after);
        // The zone of a race names its place. A store keeps it: there it tells the day.
        let own = writer.season.athlete.zone.filter(|_| busy.key.is_some());
        let when = own.map_or(when, |own| when.moved_to(own));
        Event::new(uid, writer.stamp, when, busy.title.clone())
    })
}
