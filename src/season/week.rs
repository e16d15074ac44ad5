//! What the days of a runner's week have room for.

use chrono::{NaiveTime, Weekday};

use crate::diagnostic::Span;

/// A time of day from which, and until which, there is room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First minute.
    pub from: NaiveTime,
    /// Last minute.
    pub to: NaiveTime,
}

impl Window {
    /// Its length in minutes.
    pub fn minutes(self) -> i64 {
        (self.to - self.from).num_minutes()
    }
}

/// The room of a weekday.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Room {
    /// Nothing said: any session fits.
    #[default]
    Open,
    /// Nothing at all.
    Off,
    /// The day's main session starts then.
    At(NaiveTime),
    /// Sessions fit inside one of these; at least one.
    Windows(Vec<Window>),
}

/// A session's usual days and time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionPreference {
    /// The session's name.
    pub session: String,
    /// Its days, the usual one first; empty when only a time is said.
    pub days: Vec<Weekday>,
    /// Its start.
    pub time: Option<NaiveTime>,
}

/// The `[week]` of a season.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekPreferences {
    /// The first day of a displayed week, where the runner says it.
    pub starts: Option<Weekday>,
    /// The most days of a week with a run, if the runner sets it.
    pub days: Option<u32>,
    /// Days that stay free of training.
    pub rest: Vec<Weekday>,
    /// By weekday, Monday first.
    pub rooms: [Room; 7],
    /// By session.
    pub sessions: Vec<SessionPreference>,
    /// Minutes between two sessions of a day.
    pub gap: u32,
    /// Puts strength on easy days instead of after the run of a hard day.
    pub strength_on_easy_days: bool,
    /// The place of each key in the file, for messages.
    pub places: Vec<(String, Span)>,
}

impl Default for WeekPreferences {
    fn default() -> Self {
        WeekPreferences {
            starts: None,
            days: None,
            rest: Vec::new(),
            rooms: Default::default(),
            sessions: Vec::new(),
            gap: 30,
            strength_on_easy_days: false,
            places: Vec::new(),
        }
    }
}

impl WeekPreferences {
    /// The place of `key` in the file.
    pub fn place(&self, key: &str) -> Option<Span> {
        self.places
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, span)| span.clone())
    }

    /// The room of `day`.
    pub fn room(&self, day: Weekday) -> &Room {
        &self.rooms[day.num_days_from_monday() as usize]
    }

    /// The runner's wishes for the session called `name`.
    pub fn session(&self, name: &str) -> Option<&SessionPreference> {
        self.sessions.iter().find(|preference| preference.session == name)
    }
}
