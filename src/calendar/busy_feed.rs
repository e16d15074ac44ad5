//! The events of the busy feed: the times at which the runner is busy, for those who plan around them. No word of a plan is
//! in it, nor of the runner or the race, and its UIDs are hashes ([`SeasonId::Busy`](super::SeasonId::Busy)).

use super::identity::EventUid;
use super::sessions::EventWriter;
use crate::ical::{Event, When};
use crate::schedule::{Day, Session};

/// The time of a session with the minutes that the season adds before and after it. A session without a time has none.
pub(super) fn event(writer: &EventWriter<'_>, day: &Day, session: &Session) -> Option<Event> {
    let busy = &writer.season.calendar.busy;
    let when = writer.when(day.date, session);
    matches!(when, When::Timed { .. }).then(|| {
        let uid = EventUid::session(writer.id, &session.role).to_string();
        let when = when.widened(busy.before, busy.after);
        Event::new(uid, writer.stamp, when, busy.title.clone())
    })
}
