//! The busy calendar: when the runner has no time, for those who plan around it. No word of a plan is in it, nor of the
//! runner or the race; UIDs are hashes, which a reader cannot take for a session's name. They are no secret: who
//! knows the season can work them out.

use super::sessions::{self, EventWriter};
use crate::ical::event::fnv1a;
use crate::ical::{Event, When};
use crate::schedule::{Day, Session};
use crate::season::Feed;

/// What a season's name in a busy calendar begins with. The name of no season holds an underscore.
const BUSY: &str = "busy_";

/// What the season `id` is called in the UIDs of a calendar: that, or in the busy one something that does not tell it.
pub(crate) fn name_in(feed: Feed, id: String) -> String {
    match feed {
        Feed::Full => id,
        Feed::Busy => format!("{BUSY}{:016x}", fnv1a(id.as_bytes())),
    }
}

/// Whether a season's name, or a UID that begins with it, is that of a busy calendar.
pub(crate) fn is_name(season: &str) -> bool {
    season.starts_with(BUSY)
}

/// The UID of the session that has this role in the season of this [name](name_in).
pub(crate) fn uid(season: &str, role: &str) -> String {
    let hash = fnv1a(format!("{season}.{role}").as_bytes());
    format!("{season}.{hash:016x}@longrun")
}

/// The time that a session takes with what is taken before and after it. One without a time takes none.
pub(crate) fn event(writer: &EventWriter<'_>, day: &Day, session: &Session) -> Option<Event> {
    let busy = &writer.season.calendar.busy;
    let when = writer.when(day.date, session);
    matches!(when, When::Timed { .. }).then(|| {
        let uid = sessions::uid(writer.id, &session.role);
        let when = when.widened(busy.before, busy.after);
        Event::new(uid, writer.stamp, when, busy.title.clone())
    })
}
