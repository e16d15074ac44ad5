//! Titles and weekdays that named workouts give to their sessions.

use crate::plan::{RowSession, SessionType, Weekday};
use crate::workout::Workout;

/// The title of a session: its own, if the plan sets one, else that of its named activity.
pub(super) fn title_of(session: &SessionType, workout: &Workout) -> String {
    let usual = session.kind.is_run() || session.title == SessionType::built_in(session.kind).title;
    match workout.guide() {
        Some(guide) if usual && workout.activity().is_some() => guide.title.clone(),
        _ => session.title.clone(),
    }
}

/// The weekday of a session's row, and `true` if the session may not leave it, as one that keeps its day free of
/// training.
pub(in crate::schedule) fn day_of(row: &RowSession, workout: &Workout) -> Option<(Weekday, bool)> {
    if !workout.guide().is_some_and(|guide| guide.free_day) {
        return row.day;
    }
    let day = row.day.map(|(day, _)| day);
    let day = day.or_else(|| row.session.on.first().copied());
    Some((day.unwrap_or(Weekday::Sun), true))
}
