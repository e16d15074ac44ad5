//! A season as a published calendar describes it, in a property of our own, so that it is known again when its file is
//! edited.

use chrono::NaiveDate;

use super::identity::SeasonId;
use crate::ical::{OwnProperty, Zone};
use crate::schedule::{self, Schedule};
use crate::season::{Feed, Season};

/// The form of a day in the property.
const DAY: &str = "%Y%m%d";

/// A season of a published calendar.
///
/// Written: `X-LONGRUN-SEASON;DAY=20270221;ZONE=Europe/Berlin;ID=spring:sam-oslo-2027`. In the busy feed the names are
/// hashes, and there is no day: nobody learns from it who runs when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedSeason {
    /// Its name in the UIDs, which it keeps for good.
    pub name: SeasonId,
    /// The name that follows from its runner, race and year: another one if these have changed.
    pub derived: SeasonId,
    /// The name that follows from the `id` in its file, if there is one.
    pub given: Option<SeasonId>,
    /// The day of its race, or its first day without one. The busy feed has none.
    pub day: Option<NaiveDate>,
    /// The runner's zone.
    pub zone: Option<Zone>,
    /// True if its times are written in UTC.
    pub utc: bool,
    /// True if the search for its days stopped early: then it stays on them.
    pub tangled: bool,
    /// True if it is no season of the calendar any more.
    pub gone: bool,
}

impl PublishedSeason {
    /// `season`, as it is published under `name` with these days.
    pub fn new(season: &Season, schedule: &Schedule, name: &SeasonId, feed: Feed) -> Self {
        PublishedSeason {
            name: name.clone(),
            derived: SeasonId::derived(season, feed),
            given: SeasonId::given(season, feed),
            day: schedule::anchor(season).filter(|_| feed == Feed::Full),
            zone: season.athlete.zone,
            utc: season.calendar.utc,
            tangled: schedule.tangled,
            gone: false,
        }
    }

    /// The property that describes it.
    pub fn to_property(&self) -> OwnProperty {
        let given = self.given.as_ref().map(SeasonId::to_string);
        let derived = (self.derived != self.name).then(|| self.derived.to_string());
        let flag = |is_set: bool| is_set.then(|| "TRUE".to_owned());
        let parameters = [
            ("DAY", self.day.map(|day| day.format(DAY).to_string())),
            ("ZONE", self.zone.map(|zone| zone.name().to_owned())),
            ("UTC", flag(self.utc)),
            ("TANGLED", flag(self.tangled)),
            ("ID", given),
            ("DERIVED", derived),
            ("GONE", flag(self.gone)),
        ];
        let present = parameters.into_iter();
        OwnProperty {
            name: OwnProperty::SEASON,
            parameters: present
                .filter_map(|(name, value)| Some((name.to_owned(), value?)))
                .collect(),
            value: self.name.to_string(),
        }
    }

    /// The seasons that the properties of a calendar describe, each name once.
    pub fn each_once(properties: &[OwnProperty]) -> Vec<Self> {
        let mut seasons: Vec<Self> = Vec::new();
        for season in properties.iter().filter_map(PublishedSeason::of_property) {
            if seasons.iter().all(|known| known.name != season.name) {
                seasons.push(season);
            }
        }
        seasons
    }

    /// The season that a property describes; `None` for another property, and for one without a name. A parameter that
    /// cannot be read is passed over.
    pub fn of_property(property: &OwnProperty) -> Option<Self> {
        if property.name != OwnProperty::SEASON || property.value.is_empty() {
            return None;
        }
        let name = SeasonId::of_uid(&property.value);
        let named = |parameter: &str| property.parameter(parameter).map(SeasonId::of_uid);
        let is_set = |parameter: &str| {
            let value = property.parameter(parameter);
            value.is_some_and(|value| value.eq_ignore_ascii_case("TRUE"))
        };
        let day = property.parameter("DAY");
        Some(PublishedSeason {
            derived: named("DERIVED").unwrap_or_else(|| name.clone()),
            name,
            given: named("ID"),
            day: day.and_then(|day| NaiveDate::parse_from_str(day, DAY).ok()),
            zone: property.parameter("ZONE").and_then(Zone::new),
            utc: is_set("UTC"),
            tangled: is_set("TANGLED"),
            gone: is_set("GONE"),
        })
    }
}
