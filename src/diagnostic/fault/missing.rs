//! Keys that must be there.

use super::{Audience, Words};

/// A key that must be there and is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MissingKey {
    /// `text` of a `[[note]]`.
    NoteText,
    /// `what` of a `[[once]]` item.
    OnceWhat,
    /// The window of a `[[once]]` item.
    OnceDays,
    /// `workout` of the named workout.
    WorkoutText(String),
    /// A key of a recent race.
    RecentKey(&'static str),
    /// `name` of a place.
    PlaceName,
    /// `date` of the race.
    RaceDate,
    /// `date` of the race behind.
    PreviousDate,
    /// A key of a table, with an example of its line.
    Of(&'static str, &'static str, &'static str),
}

impl MissingKey {
    pub(super) fn words(&self, to: Audience<'_>) -> Words {
        match self {
            Self::NoteText => {
                Words::new("a [[note]] needs its `text`").help("write text = \"Drink before you run.\"")
            }
            Self::OnceWhat => Words::new("a [[once]] item needs `what`")
                .help("write what = \"Massage\", or workout = \"massage\""),
            Self::OnceDays => Words::new("a [[once]] item needs its days").help(
                "write after_race = \"3-5 days\", before_race = \"7-10 days\" or after_start = \"1-7 days\"",
            ),
            Self::WorkoutText(name) => {
                Words::new(format!("the workout {} needs its `workout`", to.quoted(name)))
                    .help("write its steps, e.g. workout = \"strength 40 min\"")
            }
            Self::RecentKey(key) => Words::new(format!("the recent race needs a {}", to.key(key))),
            Self::PlaceName => Words::new(format!("a place needs a {}", to.key("name"))),
            Self::RaceDate => Words::new("the race has no date").help_for(
                to,
                "write date = 2027-04-19, or --race 2027-04-19",
                "choose the day of your race",
            ),
            Self::PreviousDate => {
                Words::new("the race behind has no date").help_outside_pages(to, "write date = 2026-11-08")
            }
            Self::Of(table, key, example) => Words::new(format!("{table} needs {}", to.key(key)))
                .help_outside_pages(to, format!("write {example}")),
        }
    }
}
