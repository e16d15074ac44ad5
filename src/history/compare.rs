//! What of an event somebody sees.
//!
//! Compared is what a calendar shows, not how a file writes it: instants rather than zones, text without blanks at
//! the ends of lines. So a file that an application has rewritten says the same. What applications add
//! (X- properties, alarms of their own) is not looked at.

use super::ledger::span;
use super::record::EventRecord;
use crate::ical::{Event, Location, When};

/// A part of an event that may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The day.
    Day,
    /// When on the day it begins, or whether it is timed at all.
    Time,
    /// How long it takes.
    Length,
    /// The title.
    Title,
    /// The text, with its link.
    Text,
    /// Where it takes place.
    Place,
    /// Whether it takes place, or repeats.
    Status,
    /// The reminder.
    Alarm,
    /// Whether the time is taken, the categories and the colour.
    Look,
}

impl Part {
    /// The word of the terminal and of JSON.
    pub fn word(self) -> &'static str {
        match self {
            Part::Day => "day",
            Part::Time => "time",
            Part::Length => "length",
            Part::Title => "title",
            Part::Text => "text",
            Part::Place => "place",
            Part::Status => "status",
            Part::Alarm => "alarm",
            Part::Look => "look",
        }
    }
}

/// What of an event differs from what was published, in the order of [`Part`].
pub(super) fn parts(known: &EventRecord, now: &Event) -> Vec<Part> {
    let before = known.event();
    let mut parts = Vec::new();
    when(before.when, now.when, &mut parts);
    let mut differs = |part, differs: bool| {
        if differs {
            parts.push(part);
        }
    };
    differs(Part::Title, shown(&before.summary) != shown(&now.summary));
    let text = shown(&before.description) != shown(&now.description);
    differs(Part::Text, text || before.link != now.link);
    differs(
        Part::Place,
        place(before.location.as_ref()) != place(now.location.as_ref()),
    );
    differs(Part::Status, before.status != now.status || known.repeats());
    differs(Part::Alarm, before.alarm != now.alarm);
    let look = |event: &Event| {
        let categories: Vec<String> = event.categories.iter().map(|name| shown(name)).collect();
        (event.busy, categories, event.color)
    };
    differs(Part::Look, look(before) != look(now));
    parts
}

fn when(before: When, now: When, parts: &mut Vec<Part>) {
    let day = |when: When| match when {
        When::AllDay { first, .. } => first,
        When::Timed { date, .. } => date,
    };
    match (span(before), span(now)) {
        (Some(before), Some(now)) if before == now => {}
        (Some((from, until)), Some((start, end))) => {
            if from != start {
                let other = day(before) != day(now);
                parts.push(if other { Part::Day } else { Part::Time });
            }
            if until - from != end - start {
                parts.push(Part::Length);
            }
        }
        (None, None) if before == now => {}
        (None, None) if day(before) == day(now) => parts.push(Part::Length),
        (None, None) => parts.push(Part::Day),
        _ if day(before) != day(now) => parts.extend([Part::Day, Part::Time]),
        _ => parts.push(Part::Time),
    }
}

/// Text as one sees it: without blanks at the ends of lines, and without empty lines around it.
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
