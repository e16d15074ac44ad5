//! What a named workout says of its session: its title, and whether its day stays free.

use crate::plan::{RowSession, SessionType, Weekday};
use crate::workout::Workout;

/// What the runner reads: the session's own title, if the plan has given it one, else that of the named
/// activity that it is.
pub(super) fn title_of(session: &SessionType, workout: &Workout) -> String {
    let usual = session.kind.is_run() || session.title == SessionType::built_in(session.kind).title;
    match workout.guide() {
        Some(guide) if usual && workout.activity().is_some() => guide.title.clone(),
        _ => session.title.clone(),
    }
}

/// The weekday that a session is for: the row's; what keeps its day free of training never leaves it.
pub(in crate::schedule) fn day_of(row: &RowSession, workout: &Workout) -> Option<(Weekday, bool)> {
    if !workout.guide().is_some_and(|guide| guide.free_day) {
        return row.day;
    }
    let day = row.day.map(|(day, _)| day);
    let day = day.or_else(|| row.session.on.first().copied());
    Some((day.unwrap_or(Weekday::Sun), true))
}
