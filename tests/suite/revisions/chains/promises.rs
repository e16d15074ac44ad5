//! The promises of a calendar to those who read it.

use std::fmt;

/// A promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Promise {
    /// A second export at the same moment changes no byte.
    Rests,
    /// Without an edit there is no revision: time alone hides, shows and drops events.
    Nights,
    /// No UID is there twice, and no session to come either.
    Once,
    /// An event that was there is there, cancelled, hidden by the window, or long past its day.
    NothingLost,
    /// SEQUENCE and LAST-MODIFIED never fall, and rise by one revision with each change that is seen.
    Revised,
    /// The past is not rewritten: a session that was done is never another day's, and comes back with its week.
    Past,
    /// Every application shows what the calendar shows.
    Clients,
    /// The list of changes names what differs between the two calendars, and nothing else.
    Changes,
    /// The calendar's own stamp rises when readers see another one.
    Stamp,
    /// Done and to come are no more than the plan's week has.
    Week,
    /// A week with a rest day keeps one.
    RestDay,
    /// A long run to come that gets a new day is five days after the last one that is over.
    LongRuns,
    /// A season is known again.
    KnownAgain,
    /// The edits of one day lead where all of them at once do, so that an edit and its undo lead back, and two edits lead
    /// to one calendar in either order.
    OneDay,
    /// Calendars that show a part of the season have its days.
    OnePlacement,
    /// A calendar can be read back.
    Readable,
}

/// A promise that was not held, and how.
#[derive(Debug, Clone)]
pub(super) struct Broken {
    pub(super) promise: Promise,
    pub(super) how: String,
}

impl Broken {
    pub(super) fn new(promise: Promise, how: impl Into<String>) -> Self {
        Broken {
            promise,
            how: how.into(),
        }
    }
}

impl Promise {
    fn sentence(self) -> &'static str {
        match self {
            Promise::Rests => "a second export at the same moment changes the calendar",
            Promise::Nights => "there is a revision without an edit",
            Promise::Once => "an event is there twice",
            Promise::NothingLost => "an event is gone without having been cancelled",
            Promise::Revised => "a revision is not the next one",
            Promise::Past => "the past is rewritten",
            Promise::Clients => "an application shows another calendar",
            Promise::Changes => "the list of changes is not what differs",
            Promise::Stamp => "the calendar's LAST-MODIFIED does not follow its bytes",
            Promise::Week => "the week in progress has more than the plan's week",
            Promise::RestDay => "the week in progress has lost its rest day",
            Promise::LongRuns => "two long runs are too near",
            Promise::KnownAgain => "the season is not known again",
            Promise::OneDay => "the edits of one day lead elsewhere than all of them at once",
            Promise::OnePlacement => "a calendar that shows a part has other days than the full one",
            Promise::Readable => "the calendar cannot be published",
        }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.promise.sentence(), self.how)
    }
}
