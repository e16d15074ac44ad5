//! Compares two revisions of an event by their visible fields.
//!
//! Compared is what a calendar shows, not how a file writes it: instants rather than zones, text without blanks at
//! the ends of lines. So a file that an application has rewritten says the same. What applications add
//! (X- properties, alarms of their own) is not looked at.

use super::record::EventRecord;
use crate::ical::{Event, Location, When};

/// A field of an event that readers see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VisibleField {
    /// The day.
    Day,
    /// The start time, or the change between timed and all-day.
    Time,
    /// The length.
    Length,
    /// The title.
    Title,
    /// The text, with its link.
    Text,
    /// The place.
    Place,
    /// Confirmed, cancelled or repeating.
    Status,
    /// The reminder.
    Alarm,
    /// Busy or free, the categories and the colour.
    Look,
}

impl VisibleField {
    /// The word of the terminal and of JSON.
    pub fn word(self) -> &'static str {
        match self {
            VisibleField::Day => "day",
            VisibleField::Time => "time",
            VisibleField::Length => "length",
            VisibleField::Title => "title",
            VisibleField::Text => "text",
            VisibleField::Place => "place",
            VisibleField::Status => "status",
            VisibleField::Alarm => "alarm",
            VisibleField::Look => "look",
        }
    }
}

/// The fields of an event that differ from the published ones, in the order of [`VisibleField`].
pub(super) fn parts(known: &EventRecord, now: &Event) -> Vec<VisibleField> {
    let before = known.event();
    let mut parts = Vec::new();
    when(before.when, now.when, &mut parts);
    let mut differs = |part, differs: bool| {
        if differs {
            parts.push(part);
        }
    };
    differs(VisibleField::Title, !same_text(&before.summary, &now.summary));
    let same = same_text(&before.description, &now.description) && before.link == now.link;
    differs(VisibleField::Text, !same);
    differs(
        VisibleField::Place,
        before.location != now.location && place(before.location.as_ref()) != place(now.location.as_ref()),
    );
    differs(
        VisibleField::Status,
        before.status != now.status || known.repeats(),
    );
    differs(VisibleField::Alarm, before.alarm != now.alarm);
    let same_categories = before.categories.len() == now.categories.len()
        && before
            .categories
            .iter()
            .zip(&now.categories)
            .all(|(before, now)| same_text(before, now));
    let same = same_categories && (before.busy, before.color) == (now.busy, now.color);
    differs(VisibleField::Look, !same);
    parts
}

fn when(before: When, now: When, parts: &mut Vec<VisibleField>) {
    let day = |when: When| match when {
        When::AllDay { first, .. } => first,
        When::Timed { date, .. } => date,
    };
    match (span(before), span(now)) {
        (Some(before), Some(now)) if before == now => {}
        (Some((from, until)), Some((start, end))) => {
            if from != start {
                let other = day(before) != day(now);
                parts.push(if other {
                    VisibleField::Day
                } else {
                    VisibleField::Time
                });
            }
            if until - from != end - start {
                parts.push(VisibleField::Length);
            }
        }
        (None, None) if before == now => {}
        (None, None) if day(before) == day(now) => parts.push(VisibleField::Length),
        (None, None) => parts.push(VisibleField::Day),
        _ if day(before) != day(now) => parts.extend([VisibleField::Day, VisibleField::Time]),
        _ => parts.push(VisibleField::Time),
    }
}

/// True if two texts look the same.
fn same_text(one: &str, other: &str) -> bool {
    one == other || shown(one) == shown(other)
}

/// Text as a reader sees it: without blanks at the ends of lines, and without empty lines around it.
fn shown(text: &str) -> String {
    let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
    lines.join("\n")
}

/// A place with its coordinates in millionths of a degree, as many as are written.
fn place(place: Option<&Location>) -> Option<(String, Option<(i64, i64)>)> {
    #[expect(clippy::cast_possible_truncation, reason = "degrees are at most 180")]
    let millionths = |degrees: f64| (degrees.clamp(-180.0, 180.0) * 1e6).round() as i64;
    let place = place.filter(|place| !place.name.trim().is_empty() || place.geo.is_some());
    place.map(|place| {
        let geo = place
            .geo
            .map(|(latitude, longitude)| (millionths(latitude), millionths(longitude)));
        (shown(&place.name), geo)
    })
}

/// The start and the end of a timed event in Unix seconds.
fn span(when: When) -> Option<(i64, i64)> {
    match when {
        When::AllDay { .. } => None,
        When::Timed {
            date,
            time,
            zone,
            minutes,
        } => {
            let from = zone.utc_of(date, time).timestamp();
            Some((from, from + i64::from(minutes) * 60))
        }
    }
}
