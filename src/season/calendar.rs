//! What a season's calendar shows, and which of its two calendars it is.

use chrono::NaiveDate;

use super::busy_key::BusyKey;
use super::title::TitleTemplate;
use crate::color::Color;
use crate::plan::SessionKind;

/// The options of a calendar.
#[derive(Debug, Clone)]
pub struct CalendarOptions {
    /// Its name; else made from runner and race.
    pub title: Option<String>,
    /// The titles of its events; else made from each session.
    pub event_title: Option<TitleTemplate>,
    /// Shows rest days.
    pub rest: bool,
    /// Begins each week of a plan with a note.
    pub weeks: bool,
    /// Minutes before a timed session at which to remind.
    pub alarm: Option<u32>,
    /// The sessions to show, by name; all when empty.
    pub sessions: Vec<String>,
    /// Its colour.
    pub color: Option<Color>,
    /// Writes times in UTC, without a zone.
    pub utc: bool,
    /// The weeks to show.
    pub window: CalendarWindow,
    /// The calendar that the file asks for, full or busy.
    pub feed: Feed,
    /// The options of the busy calendar.
    pub busy: BusyFeed,
}

impl CalendarOptions {
    /// Decides if a session of this kind and name is shown.
    pub fn shows(&self, kind: SessionKind, name: &str) -> bool {
        let listed =
            |word: &str| self.sessions.is_empty() || self.sessions.iter().any(|listed| listed == word);
        match kind {
            SessionKind::Rest => self.rest && listed("rest"),
            kind => listed(name) || listed(kind.word()),
        }
    }

    /// Decides if races are shown.
    pub fn shows_races(&self) -> bool {
        self.sessions.is_empty() || self.sessions.iter().any(|listed| listed == "race")
    }
}

impl Default for CalendarOptions {
    fn default() -> Self {
        CalendarOptions {
            title: None,
            event_title: None,
            rest: true,
            weeks: false,
            alarm: None,
            sessions: Vec::new(),
            color: None,
            utc: false,
            window: CalendarWindow::default(),
            feed: Feed::default(),
            busy: BusyFeed::default(),
        }
    }
}

/// The two calendars of a season.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Feed {
    /// Everything, for the runner.
    #[default]
    Full,
    /// The taken times, for others.
    Busy,
}

impl Feed {
    /// Both.
    pub const ALL: [Feed; 2] = [Feed::Full, Feed::Busy];

    /// The word for it, wherever one is written or read.
    pub fn word(self) -> &'static str {
        match self {
            Feed::Full => "full",
            Feed::Busy => "busy",
        }
    }

    /// The one that `word` names.
    pub fn of_word(word: &str) -> Option<Self> {
        Feed::ALL.into_iter().find(|feed| feed.word() == word)
    }
}

/// The options of the busy calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BusyFeed {
    /// The title of the calendar and of each of its events.
    pub title: String,
    /// Minutes that are taken before a session.
    pub before: u32,
    /// Minutes that are taken after it.
    pub after: u32,
    /// The key of its UIDs. It comes from where the calendar is made, never from the season's file. Without one the UIDs can
    /// be guessed, and the calendar is for a store, not for others.
    pub key: Option<BusyKey>,
}

impl Default for BusyFeed {
    fn default() -> Self {
        BusyFeed {
            title: "Busy".to_owned(),
            before: 0,
            after: 0,
            key: None,
        }
    }
}

/// The weeks to show: those that touch it are shown whole. Without bounds all are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CalendarWindow {
    /// The first bound.
    pub from: Option<Bound>,
    /// The last bound.
    pub to: Option<Bound>,
}

/// One end of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// A day.
    On(NaiveDate),
    /// So many days from today, before it or after it.
    Days(u32),
}

impl CalendarWindow {
    /// The first and the last day that weeks must touch to be shown; `None` where there is no bound.
    pub fn days(&self, today: NaiveDate) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let back = |days: u32| today.checked_sub_days(chrono::Days::new(u64::from(days)));
        let ahead = |days: u32| today.checked_add_days(chrono::Days::new(u64::from(days)));
        let from = self.from.and_then(|bound| match bound {
            Bound::On(day) => Some(day),
            Bound::Days(days) => back(days),
        });
        let to = self.to.and_then(|bound| match bound {
            Bound::On(day) => Some(day),
            Bound::Days(days) => ahead(days),
        });
        (from, to)
    }
}
