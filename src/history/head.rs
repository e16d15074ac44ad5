//! The properties of a published calendar itself.

use chrono::{DateTime, Utc};

use crate::calendar::{PublishedSeason, SeasonId};
use crate::color::Color;
use crate::ical::{OwnProperty, Zone};

/// The properties of a published calendar.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CalendarHead {
    /// Its name, where no application has dropped it.
    pub name: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// The colour of its events.
    pub color: Option<Color>,
    /// The runner's zone, which a file does not always name.
    pub zone: Option<Zone>,
    /// The moment of the last change.
    pub revised: DateTime<Utc>,
    /// The highest SEQUENCE of events that are not there any more.
    pub dropped: Option<u32>,
    /// True if what was published is not known any more: the next calendar is a first one, above `dropped`.
    pub forgotten: bool,
    /// Its seasons, and those that were in it. None in a file of an earlier version, or where an application has dropped
    /// them.
    pub seasons: Vec<PublishedSeason>,
}

/// A change of the calendar itself that subscribers will see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarChange {
    /// The property that differs.
    pub field: CalendarField,
    /// Its value as it was.
    pub before: Option<String>,
    /// Its value as it will be.
    pub after: Option<String>,
}

/// A property of a calendar that readers see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CalendarField {
    /// The title.
    Title,
    /// The line about it.
    Description,
    /// The colour.
    Color,
}

impl CalendarField {
    /// The word of the terminal and of JSON.
    pub fn word(self) -> &'static str {
        match self {
            CalendarField::Title => "title",
            CalendarField::Description => "description",
            CalendarField::Color => "color",
        }
    }
}

impl CalendarHead {
    /// The properties that readers see and that differ in `next`. A calendar without a name has been through an
    /// application, which may have dropped the rest too: of that nothing is known.
    pub fn changes(&self, next: &CalendarHead) -> Vec<CalendarChange> {
        if self.name.is_none() {
            return Vec::new();
        }
        let color = |head: &CalendarHead| head.color.map(|color| color.name().to_owned());
        let fields = [
            (CalendarField::Title, self.name.clone(), next.name.clone()),
            (
                CalendarField::Description,
                self.description.clone(),
                next.description.clone(),
            ),
            (CalendarField::Color, color(self), color(next)),
        ];
        let differing = fields.into_iter().filter(|(_, before, after)| before != after);
        let change = |(field, before, after)| CalendarChange { field, before, after };
        differing.map(change).collect()
    }

    /// True if this head adds nothing to the `published` one. A calendar of an earlier version describes no seasons: that
    /// alone is no reason to publish it anew.
    pub(super) fn is_same(&self, published: &CalendarHead) -> bool {
        let seasons = match published.seasons.is_empty() {
            true => Vec::new(),
            false => self.seasons.clone(),
        };
        let head = CalendarHead {
            seasons,
            ..self.clone()
        };
        head == *published
    }

    /// The SEQUENCE of what is new: above that of everything that was dropped.
    pub(super) fn first_sequence(&self) -> u32 {
        self.dropped.map_or(0, |dropped| dropped.saturating_add(1))
    }

    /// The season that is published under `name`, if the calendar describes it.
    pub(super) fn season(&self, name: &SeasonId) -> Option<&PublishedSeason> {
        self.seasons.iter().find(|season| season.name == *name)
    }

    /// True if a season among the properties `next` is known, and was published with its times written in another way.
    /// Of other seasons nothing is known: an application may have written their times anew.
    pub(super) fn times_differ(&self, next: &[OwnProperty]) -> bool {
        self.differs(next, |season| season.utc)
    }

    /// True if a season among the properties `next` is known, and its runner is in another zone now. Applications show
    /// the zone, also of a calendar without times.
    pub(super) fn zone_differs(&self, next: &[OwnProperty]) -> bool {
        self.differs(next, |season| season.zone)
    }

    fn differs<T: PartialEq>(&self, next: &[OwnProperty], part: impl Fn(&PublishedSeason) -> T) -> bool {
        let mut seasons = next.iter().filter_map(PublishedSeason::of_property);
        seasons.any(|season| {
            self.season(&season.name)
                .is_some_and(|known| part(known) != part(&season))
        })
    }
}
